"""Display of results in notebooks: HTML, Markdown and Mermaid, in Japanese or English.

Jupyter displays the values of this library in Japanese. `show(value, Language.EN)` displays
them in English, and `show(value).diagram` displays the diagram of a value. All texts are
escaped. No information is given by colour alone, and text inherits the colour of the page,
so that it is readable on dark and on light backgrounds.
"""

from html import escape
from typing import Final

from attrs import frozen

from idverify.calendar.deadline import Deadline
from idverify.display import NotebookDisplay
from idverify.errors import InvalidValueError
from idverify.i18n import Language
from idverify.render.deadline_calendar import render_deadline
from idverify.render.diagrams import MERMAID_MIME_TYPE, Diagram
from idverify.render.reports import make_report
from idverify.render.tables import Record, Report, Table, escape_markdown, to_html, to_markdown

__all__ = ["LocalizedDisplay", "build_mime_bundle", "show"]

_STYLE: Final = """<style>
.idverify { color: inherit; line-height: 1.5; max-width: 72rem; }
.idverify h4 { margin: .4em 0; }
.idverify p { margin: .3em 0; }
.idverify table { border-collapse: collapse; margin: .6em 0 1em; color: inherit; }
.idverify caption { text-align: left; font-weight: 600; padding: .3em 0; color: inherit; }
.idverify th, .idverify td { text-align: left !important; vertical-align: top;
  padding: .3em .8em .3em 0; border-bottom: 1px solid rgba(128, 128, 128, .45);
  background: transparent; color: inherit; white-space: normal; max-width: 28rem; }
.idverify td:first-child { min-width: 6.5em; }
.idverify td:empty::after { content: "-"; }
</style>"""


def _report_tables(report: Report) -> tuple[Table, ...]:
    return tuple(
        _section_table(section.heading, section.records)
        for section in report.sections
        if section.records
    )


def _section_table(heading: str, records: tuple[Record, ...]) -> Table:
    rows = tuple(tuple(_format_cell(value) for value in record.values()) for record in records)
    return Table(heading, tuple(records[0]), rows)


def _format_cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1%}"
    return f"{value:,}" if type(value) is int else str(value)


def build_mime_bundle(value: object, language: Language = Language.JA) -> dict[str, str]:
    """Return a value in all display formats, by media type.

    Raises:
        InvalidValueError: Values of this type have no report.
    """
    report = make_report(value, language)
    html = render_deadline(value) if isinstance(value, Deadline) else _render_html(report, language)
    bundle = {
        "text/html": html,
        "text/markdown": _render_markdown(report),
        "text/plain": report.title,
    }
    return {**bundle, MERMAID_MIME_TYPE: report.diagram} if report.diagram else bundle


def _render_html(report: Report, language: Language) -> str:
    notes = "".join(f"<p>{escape(note)}</p>" for note in report.notes)
    return (
        f'{_STYLE}<div class="idverify" lang="{language}">'
        f"<h4>{escape(report.title)}</h4>{notes}{to_html(_report_tables(report))}</div>"
    )


def _render_markdown(report: Report) -> str:
    lines = [
        f"## {escape_markdown(report.title)}",
        *map(escape_markdown, report.notes),
        to_markdown(_report_tables(report)),
    ]
    return "\n\n".join(line for line in lines if line)


@frozen
class LocalizedDisplay(NotebookDisplay):
    """A value that Jupyter displays in one language."""

    value: object
    language: Language = Language.JA

    @property
    def diagram(self) -> Diagram:
        """The diagram of the value.

        Raises:
            InvalidValueError: The value has no diagram.
        """
        source = make_report(self.value, self.language).diagram
        if not source:
            raise InvalidValueError(
                f"a {type(self.value).__name__} has no diagram: show it as it is"
            )
        return Diagram(source)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return build_mime_bundle(self.value, self.language)


def show(value: object, language: Language = Language.JA) -> LocalizedDisplay:
    """Wrap a value so that Jupyter displays it in Japanese or English.

    >>> from idverify.lifecycle.case import Case
    >>> "INCOMPLETE" in show(Case(), Language.EN)._repr_html_()
    True

    Raises:
        InvalidValueError: Values of this type have no report.
    """
    make_report(value, language)
    return LocalizedDisplay(value, language)
