"""What is told of a result (報告): a title, sentences, tables of records, perhaps a diagram."""

from collections.abc import Mapping

from attrs import field, frozen

__all__ = ["Record", "Report", "Section"]

Record = Mapping[str, object]
"""One row: the columns by name, as pandas and polars take them."""


@frozen
class Section:
    """Records under a heading; all have the same columns."""

    heading: str
    records: tuple[Record, ...] = field(converter=tuple[Record, ...])


@frozen(kw_only=True)
class Report:
    """Something to be shown to a person, in one language; all of it plain text."""

    title: str
    notes: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    sections: tuple[Section, ...] = field(default=(), converter=tuple[Section, ...])
    diagram: str = ""
    """A Mermaid diagram, or nothing."""
