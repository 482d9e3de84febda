"""Plain tables, written as Markdown or HTML; whatever is put into them is escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from attrs import frozen

__all__ = ["Table", "cell", "to_html", "to_markdown"]


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
    return "\n".join(_markdown_table(table) for table in tables if table.rows)


def _markdown_table(table: Table) -> str:
    lines = [table.columns, ("---",) * len(table.columns), *table.rows]
    rows = "\n".join(f"| {' | '.join(cell(text) for text in line)} |" for line in lines)
    return f"### {cell(table.heading)}\n\n{rows}\n"


#: What would end a cell or begin markup of some kind.
_ACTIVE: Final = str.maketrans(
    {"\\": "\\\\", "|": "\\|", "<": "&lt;", ">": "&gt;", "&": "&amp;", "[": "\\[", "]": "\\]",
     "`": "\\`", "*": "\\*", "\n": " ", "\r": " "}
)  # fmt: skip


def cell(text: str) -> str:
    r"""Escape a text for a cell of Markdown, or for a heading.

    >>> print(cell("a|b <script>"))
    a\|b &lt;script&gt;
    """
    return text.translate(_ACTIVE)


def to_html(tables: Iterable[Table]) -> str:
    """Write tables in HTML, each with its heading as caption; one without rows is left out.

    >>> "<caption>R&amp;D</caption>" in to_html([Table("R&D", ("a",), (("b",),))])
    True
    """
    return "".join(_html_table(table) for table in tables if table.rows)


def _html_table(table: Table) -> str:
    head = _html_row(table.columns, "th")
    body = "".join(_html_row(row, "td") for row in table.rows)
    return (
        f"<table>\n<caption>{escape(table.heading)}</caption>\n"
        f"<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table>\n"
    )


def _html_row(cells: Sequence[str], tag: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return f"<tr>{''.join(f'<{tag}{scope}>{_html_text(cell)}</{tag}>' for cell in cells)}</tr>\n"


def _html_text(text: str) -> str:
    """Escape a text; one that is an address becomes a link."""
    escaped = escape(text)
    is_address = text.startswith(("https://", "http://")) and " " not in text
    return f'<a href="{escaped}">{escaped}</a>' if is_address else escaped
