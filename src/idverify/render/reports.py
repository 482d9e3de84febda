"""What is told of a value (報告), in Japanese or English, before it is written in any form."""

from functools import singledispatch
from typing import Final, Protocol, runtime_checkable

from idverify.calendar.deadline import Deadline
from idverify.errors import InvalidValue
from idverify.lifecycle.case import Case
from idverify.lifecycle.states import STATE_NAMES_JA
from idverify.lifecycle.table import possible
from idverify.matching.comparison import Comparison
from idverify.policy.assessment import Assessment, Verdict
from idverify.policy.derivation import PolicyDifference
from idverify.policy.policy import Policy
from idverify.render.lifecycle import lifecycle_mermaid
from idverify.render.policies import difference_tables, policy_tables
from idverify.render.tables import Table
from idverify.vocabulary.contacts import Language
from idverify.vocabulary.document_catalogue import DOCUMENTS
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.report import Report, Sheet

__all__ = ["Reporting", "report_of"]


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
def _of_deadline(value: Deadline, language: Language = Language.JA) -> Report:
    en = language is Language.EN
    counted = ((day, f"{n}") for n, day in enumerate(value.counted, 1))
    skipped = ((c.day, _of(c, "name", en)) for c in value.skipped)
    days = sorted([*counted, *skipped])
    rows = [
        {_head("日", "day", en): str(day), _head("営業日", "counts as", en): what}
        for day, what in days
    ]
    events = "".join(f"    {day} : {what}\n" for day, what in days)
    return Report(
        title=f"{_head('審査期限', 'Decision due', en)}: {value.due_on}",
        notes=[value.explain(language.value)],
        sheets=[Sheet(_head("日ごと", "Day by day", en), rows)],
        diagram=f"timeline\n{events}",
    )


@report_of.register
def _of_policy(value: Policy, language: Language = Language.JA) -> Report:
    title = _of(value, "title", language is Language.EN)
    return Report(title=title, sheets=map(_sheet, policy_tables(value, language)))


@report_of.register
def _of_policy_difference(value: PolicyDifference, language: Language = Language.JA) -> Report:
    title = f"{value.parent} → {value.child}"
    return Report(title=title, sheets=map(_sheet, difference_tables(value, language)))


def _sheet(table: Table) -> Sheet:
    return Sheet(table.heading, [dict(zip(table.columns, row, strict=True)) for row in table.rows])


def _head(ja: str, en: str, is_english: bool) -> str:
    return en if is_english else ja


def _of(value: object, name: str, is_english: bool) -> str:
    return str(getattr(value, f"{name}_{'en' if is_english else 'ja'}"))


def _kind(kind: DocumentKind | None, is_english: bool) -> str:
    if kind is None:
        return "All together" if is_english else "全体"
    return _of(DOCUMENTS[kind], "name", is_english)
