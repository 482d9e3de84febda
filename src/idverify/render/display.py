"""Results shown in a notebook or a document: HTML, Markdown and Mermaid, in Japanese or English.

`show(value)` wraps a value so that Jupyter draws it; `%load_ext idverify.render.display`
makes a notebook draw every result of this library without being asked. Whatever is
shown is escaped. Nothing says anything by colour alone, and text keeps the colour of
the page around it, so that it can be read on dark and on light.
"""

from functools import singledispatch
from html import escape
from typing import Any, Final, Protocol, runtime_checkable

from attrs import frozen

from idverify.calendar.period import Period
from idverify.errors import InvalidValue
from idverify.lifecycle.case import Case
from idverify.lifecycle.states import STATE_NAMES_JA
from idverify.lifecycle.table import possible
from idverify.matching.comparison import Comparison
from idverify.policy.assessment import Assessment, Verdict
from idverify.policy.policy import Policy
from idverify.render.lifecycle import lifecycle_mermaid
from idverify.render.tables import Table, cell, to_html, to_markdown
from idverify.vocabulary.contacts import Language
from idverify.vocabulary.document_catalogue import DOCUMENTS
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.report import Record, Report, Sheet

__all__ = ["Reporting", "Shown", "load_ipython_extension", "report_of", "show"]

MERMAID: Final = "text/vnd.mermaid"


@runtime_checkable
class Reporting(Protocol):
    """A result that can tell about itself, as those of the policy laboratory can."""

    def report(self, language: Language = Language.JA) -> Report:
        """Return the result for people to read."""
        ...


@singledispatch
def report_of(value: object, language: Language = Language.JA) -> Report:
    """Return what is told of a value.

    Raises:
        InvalidValue: Nothing is known to be told of such a value.
    """
    if isinstance(value, Reporting):
        return value.report(language)
    raise InvalidValue(f"a {type(value).__name__} has no report: show a result of this library")


_VERDICTS: Final = {
    Verdict.ACCEPTED: ("✓ 承認できます", "✓ May be approved"),
    Verdict.REJECTED: ("✗ 承認できません", "✗ Cannot be approved"),
    Verdict.OPEN: ("? 未確認の項目があります", "? Something is still to be looked at"),
}


@report_of.register
def _of_assessment(value: Assessment, language: Language = Language.JA) -> Report:
    en = language is Language.EN
    findings = [
        {
            _head("書類", "document", en): _kind(finding.kind, en),
            _head("理由", "reason", en): _of(finding.reason, "label", en),
            _head("どうすればよいか", "what to do", en): _of(finding.reason, "remedy", en),
            _head("規則", "rule", en): _of(finding.rule, "says", en),
            _head("出典", "source", en): str(finding.citations[0]),
        }
        for finding in value.findings
    ]
    questions = [
        {
            _head("書類", "document", en): _kind(question.kind, en),
            _head("確認すること", "to look at", en): _of(question.fact, "asks", en),
        }
        for question in value.open_questions
    ]
    return Report(
        title=_VERDICTS[value.verdict][en],
        sheets=[
            Sheet(_head("指摘", "Findings", en), findings),
            Sheet(_head("未確認", "Open questions", en), questions),
        ],
    )


@report_of.register
def _of_comparison(value: Comparison, language: Language = Language.JA) -> Report:
    en = language is Language.EN
    rows = [
        {
            _head("違い", "difference", en): difference.explain(language.value),
            _head("出典", "source", en): str(difference.rule.citation),
        }
        for difference in value.differences
    ]
    sign = "✓" if value.agrees else "✗"
    return Report(
        title=f"{sign} {_head('照合', 'comparison', en)}: {value.outcome}",
        sheets=[Sheet(_head("違い", "Differences", en), rows)],
    )


@report_of.register
def _of_case(value: Case, language: Language = Language.JA) -> Report:
    en = language is Language.EN
    state = value.state.name if en else STATE_NAMES_JA[value.state]
    deadline = value.deadline
    rows = [
        (_head("提出回数", "attempts", en), str(value.attempts)),
        (_head("審査期限", "decision due", en), str(deadline.due_on) if deadline else "-"),
        (_head("次に起こりうること", "what may follow", en), ", ".join(possible(value.state))),
    ]
    head = _head("項目", "item", en), _head("内容", "value", en)
    records = [dict(zip(head, row, strict=True)) for row in rows]
    return Report(
        title=f"{_head('案件', 'Case', en)}: {state}",
        sheets=[Sheet(_head("いまの状態", "Where it stands", en), records)],
        diagram=f"{lifecycle_mermaid()}    classDef here stroke-width:4px\n"
        f"    class {value.state} here\n",
    )


@report_of.register
def _of_policy(value: Policy, language: Language = Language.JA) -> Report:
    en = language is Language.EN
    lines = [
        {
            _head("書類", "documents", en): " + ".join(
                _kind(kind, en) for kind in DocumentKind if kind in line.kinds
            ),
            _head("期間", "period", en): _period(line.period, en),
        }
        for line in value.accepts
    ]
    rules = [
        {
            _head("規則", "rule", en): _of(rule, "says", en),
            _head("期間", "period", en): _period(rule.period, en),
            _head("理由", "reason", en): _of(rule.reason, "label", en),
            _head("出典", "source", en): f"{rule.citations[0].title} {rule.citations[0].place}",
        }
        for rule in value.requirements
    ]
    return Report(
        title=_of(value, "title", en),
        sheets=[
            Sheet(_head("受付書類", "Accept list", en), lines),
            Sheet(_head("規則", "Rules", en), rules),
        ],
    )


def _period(period: Period, is_english: bool) -> str:
    return _head("常に", "always", is_english) if period == Period() else str(period)


def _head(ja: str, en: str, is_english: bool) -> str:
    return en if is_english else ja


def _of(value: object, name: str, is_english: bool) -> str:
    return str(getattr(value, f"{name}_{'en' if is_english else 'ja'}"))


def _kind(kind: DocumentKind | None, is_english: bool) -> str:
    if kind is None:
        return "All together" if is_english else "全体"
    return _of(DOCUMENTS[kind], "name", is_english)


# -- how a report is written -----------------------------------------------------------------------

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


def _tables(report: Report) -> tuple[Table, ...]:
    return tuple(_table(sheet.heading, sheet.records) for sheet in report.sheets if sheet.records)


def _table(heading: str, records: tuple[Record, ...]) -> Table:
    rows = tuple(tuple(_cell(value) for value in record.values()) for record in records)
    return Table(heading, tuple(records[0]), rows)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1%}"
    return f"{value:,}" if type(value) is int else str(value)


@frozen
class Shown:
    """A value as Jupyter draws it."""

    value: object
    language: Language = Language.JA

    @property
    def report(self) -> Report:
        """What is told of the value."""
        return report_of(self.value, self.language)

    def _repr_pretty_(self, printer: Any, _: bool) -> None:  # noqa: ANN401 - of IPython
        printer.text(self.report.title)

    def _repr_html_(self) -> str:
        report = self.report
        notes = "".join(f"<p>{escape(note)}</p>" for note in report.notes)
        return (
            f'{_STYLE}<div class="idverify" lang="{self.language}">'
            f"<h4>{escape(report.title)}</h4>{notes}{to_html(_tables(report))}</div>"
        )

    def _repr_markdown_(self) -> str:
        report = self.report
        lines = [f"## {cell(report.title)}", *map(cell, report.notes), to_markdown(_tables(report))]
        return "\n\n".join(line for line in lines if line)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Return every form there is, whatever Jupyter asks to include or to leave out."""
        forms = {"text/html": self._repr_html_(), "text/markdown": self._repr_markdown_()}
        diagram = self.report.diagram
        return {**forms, "text/plain": self.report.title, **({MERMAID: diagram} if diagram else {})}


def show(value: object, language: Language = Language.JA) -> Shown:
    """Return a value so that Jupyter draws it, in Japanese or English.

    >>> from idverify.lifecycle.case import Case
    >>> "INCOMPLETE" in show(Case(), Language.EN)._repr_html_()
    True

    Raises:
        InvalidValue: Nothing is known to be told of such a value.
    """
    shown = Shown(value, language)
    report_of(value, language)
    return shown


#: Types of the laboratory, by name: this module does not import them.
_RESULTS: Final = {
    "idverify.analysis.examination": ("Examination",),
    "idverify.analysis.comparison": ("Comparison",),
    "idverify.analysis.timelines": ("Timeline",),
    "idverify.analysis.population": ("Judgement", "WhatIf"),
    "idverify.analysis.queue": ("Waits",),
}


def load_ipython_extension(shell: Any) -> None:  # noqa: ANN401 - of IPython, which the core does not know
    """Make a notebook draw results by itself: `%load_ext idverify.render.display`."""
    formatters = shell.display_formatter.formatters
    for form, write in (("text/html", _html), ("text/plain", _title)):
        for kind in (Assessment, Case, Comparison, Policy):
            formatters[form].for_type(kind, write)
        for module, names in _RESULTS.items():
            for name in names:
                formatters[form].for_type_by_name(module, name, write)


def _html(value: object) -> str:
    return Shown(value)._repr_html_()


def _title(value: object, printer: Any, _: bool) -> None:  # noqa: ANN401 - of IPython, as above
    """Write one line in place of a repr that would fill the page."""
    printer.text(report_of(value).title)
