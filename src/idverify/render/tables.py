"""Plain tables, written as Markdown or HTML; whatever is put into them is escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from attrs import frozen

__all__ = ["Table", "escape_markdown", "to_html", "to_markdown"]


@frozen
class Table:
    """A heading, the names of the columns, and rows of as many cells; all of it plain text."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def to_markdown(tables: Iterable[Table]) -> str:
    """Write tables in Markdown, each under its heading; one without rows is left out.

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


#: What would end a cell or begin markup of some kind.
_MARKDOWN_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", "|": "\\|", "<": "&lt;", ">": "&gt;", "&": "&amp;", "[": "\\[", "]": "\\]",
     "`": "\\`", "*": "\\*", "\n": " ", "\r": " "}
)  # fmt: skip


def escape_markdown(text: str) -> str:
    r"""Escape a text for a cell of Markdown, or for a heading.

    >>> print(escape_markdown("a|b <script>"))
    a\|b &lt;script&gt;
    """
    return text.translate(_MARKDOWN_ESCAPES)


def to_html(tables: Iterable[Table]) -> str:
    """Write tables in HTML, each with its heading as caption; one without rows is left out.

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
    """Escape a text; one that is an address becomes a link."""
    escaped = escape(text)
    is_address = text.startswith(("https://", "http://")) and " " not in text
    return f'<a href="{escaped}">{escaped}</a>' if is_address else escaped
