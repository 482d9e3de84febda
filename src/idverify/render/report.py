"""Report on a result (報告): a title, notes, sections of records and an optional diagram."""

from collections.abc import Mapping

from attrs import field, frozen

__all__ = ["Record", "Report", "Section"]

Record = Mapping[str, object]
"""One row: values by column name, as pandas and polars accept them."""


@frozen
class Section:
    """Records under a heading; all have the same columns."""

    heading: str
    records: tuple[Record, ...] = field(converter=tuple[Record, ...])


@frozen(kw_only=True)
class Report:
    """Content for display in one language, as plain text."""

    title: str
    notes: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    sections: tuple[Section, ...] = field(default=(), converter=tuple[Section, ...])
    diagram: str = ""
    """A Mermaid diagram; empty if there is none."""
