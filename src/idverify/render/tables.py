"""Tables (表) and reports (報告) as values, and tables as escaped Markdown or HTML."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final

from attrs import field, frozen

__all__ = ["Record", "Report", "Section", "Table", "escape_markdown", "to_html", "to_markdown"]

Record = Mapping[str, object]
"""One row: values by column name, as pandas and polars accept them."""


@frozen
class Section:
    """Records under a heading; all have the same columns."""

    heading: str
    records: tuple[Record, ...] = field(converter=tuple[Record, ...])


@frozen(kw_only=True)
class Report:
    """A title, notes, sections and an optional diagram, as plain text in one language."""

    title: str
    notes: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    sections: tuple[Section, ...] = field(default=(), converter=tuple[Section, ...])
    diagram: str = ""
    """A Mermaid diagram; empty if there is none."""


@frozen
class Table:
    """A heading, column names, and rows with one cell for each column, all in plain text."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def to_markdown(tables: Iterable[Table]) -> str:
    """Return tables as Markdown, each under its heading; tables without rows are left out.

    >>> print(to_markdown([Table("Days", ("day",), (("Monday",),))]))
    ### Days
    <BLANKLINE>
    | day |
    | --- |
    | Monday |
    <BLANKLINE>
    """
    return "\n".join(_render_markdown_table(table) for table in tables if table.rows)


def _render_markdown_table(table: Table) -> str:
    lines = [table.columns, ("---",) * len(table.columns), *table.rows]
    rows = "\n".join(f"| {' | '.join(escape_markdown(text) for text in line)} |" for line in lines)
    return f"### {escape_markdown(table.heading)}\n\n{rows}\n"


#: Characters that would end a cell or begin markup.
_MARKDOWN_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", "|": "\\|", "<": "&lt;", ">": "&gt;", "&": "&amp;", "[": "\\[", "]": "\\]",
     "`": "\\`", "*": "\\*", "\n": " ", "\r": " "}
)  # fmt: skip


def escape_markdown(text: str) -> str:
    r"""Escape text for a Markdown cell or heading.

    >>> print(escape_markdown("a|b <script>"))
    a\|b &lt;script&gt;
    """
    return text.translate(_MARKDOWN_ESCAPES)


def to_html(tables: Iterable[Table]) -> str:
    """Return tables as HTML, each with its heading as caption; tables without rows are left out.

    >>> "<caption>R&amp;D</caption>" in to_html([Table("R&D", ("a",), (("b",),))])
    True
    """
    return "".join(_render_html_table(table) for table in tables if table.rows)


def _render_html_table(table: Table) -> str:
    head = _render_html_row(table.columns, "th")
    body = "".join(_render_html_row(row, "td") for row in table.rows)
    return (
        f"<table>\n<caption>{escape(table.heading)}</caption>\n"
        f"<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table>\n"
    )


def _render_html_row(cells: Sequence[str], tag: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    row = "".join(f"<{tag}{scope}>{_render_html_text(cell)}</{tag}>" for cell in cells)
    return f"<tr>{row}</tr>\n"


def _render_html_text(text: str) -> str:
    """Escape text; a web address becomes a link."""
    escaped = escape(text)
    is_address = text.startswith(("https://", "http://")) and " " not in text
    return f'<a href="{escaped}">{escaped}</a>' if is_address else escaped
