"""Reports on results (報告): policies, assessments, comparisons, cases and deadlines.

A report is in Japanese or English and independent of the output format;
`idverify.render.notebook` writes it as HTML and Markdown.
"""

from functools import singledispatch
from typing import Final

from idverify.calendar.deadline import Deadline
from idverify.errors import InvalidValueError
from idverify.i18n import Label, Language
from idverify.lifecycle.case import Case
from idverify.lifecycle.transitions import possible_events
from idverify.matching.comparison import Comparison
from idverify.policy.assessment import Assessment, Verdict
from idverify.policy.derivation import PolicyDiff
from idverify.policy.policy import Policy
from idverify.render.analysis_reports import (
    make_assessment_report,
    make_audit_report,
    make_comparison_report,
    make_remedy_report,
    make_timeline_report,
    make_wait_times_report,
    make_what_if_report,
)
from idverify.render.diagrams import render_lifecycle_mermaid
from idverify.render.labels import STATE_NAMES_JA, format_document_kind, format_rule
from idverify.render.policies import make_difference_tables, make_policy_tables
from idverify.render.tables import Report, Section, Table

__all__ = ["make_report"]


@singledispatch
def make_report(value: object, language: Language = Language.JA) -> Report:  # noqa: ARG001 - read by the implementations
    """Return the report on a result, in Japanese or English.

    Results are policies, assessments, comparisons, cases, deadlines, and all values with
    notebook display that `idverify.analysis` returns.

    >>> from idverify.analysis import WaitTimes
    >>> make_report(WaitTimes({1: 3}), Language.EN).title
    'Waiting for review'

    Raises:
        InvalidValueError: Values of this type have no report.
    """
    raise InvalidValueError(
        f"a {type(value).__name__} has no report: show a result of this library"
    )


_VERDICT_LABELS: Final = {
    Verdict.ACCEPTED: Label("✓ 承認できます", "✓ May be approved"),
    Verdict.REJECTED: Label("✗ 承認できません", "✗ Cannot be approved"),
    Verdict.OPEN: Label("? 未確認の項目があります", "? Something is still to be looked at"),
}


@make_report.register
def _report_assessment(value: Assessment, language: Language = Language.JA) -> Report:
    choose = language.choose
    findings = [
        {
            choose("書類", "document"): format_document_kind(finding.kind, language),
            choose("理由", "reason"): choose(finding.reason.label_ja, finding.reason.label_en),
            choose("どうすればよいか", "what to do"): choose(
                finding.reason.remedy_ja, finding.reason.remedy_en
            ),
            choose("規則", "rule"): format_rule(finding.rule, language),
            choose("出典", "source"): str(finding.citations[0]),
        }
        for finding in value.findings
    ]
    questions = [
        {
            choose("書類", "document"): format_document_kind(question.kind, language),
            choose("確認すること", "to look at"): choose(
                question.fact.question_ja, question.fact.question_en
            ),
        }
        for question in value.open_questions
    ]
    return Report(
        title=_VERDICT_LABELS[value.verdict].text(language),
        sections=[
            Section(choose("指摘", "Findings"), findings),
            Section(choose("未確認", "Open questions"), questions),
        ],
    )


@make_report.register
def _report_comparison(value: Comparison, language: Language = Language.JA) -> Report:
    choose = language.choose
    rows = [
        {
            choose("違い", "difference"): difference.explain(language),
            choose("出典", "source"): str(difference.rule.citation),
        }
        for difference in value.differences
    ]
    sign = "✓" if value.is_match else "✗"
    return Report(
        title=f"{sign} {choose('照合', 'comparison')}: {value.outcome}",
        sections=[Section(choose("違い", "Differences"), rows)],
    )


@make_report.register
def _report_case(value: Case, language: Language = Language.JA) -> Report:
    choose = language.choose
    state = choose(STATE_NAMES_JA[value.state], value.state.name)
    deadline = value.deadline
    rows = [
        (choose("提出回数", "attempts"), str(value.attempts)),
        (choose("審査期限", "decision due"), str(deadline.due_on) if deadline else "-"),
        (choose("次に起こりうること", "what may follow"), ", ".join(possible_events(value.state))),
    ]
    columns = choose("項目", "item"), choose("内容", "value")
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    return Report(
        title=f"{choose('案件', 'Case')}: {state}",
        sections=[Section(choose("いまの状態", "Where it stands"), records)],
        diagram=f"{render_lifecycle_mermaid()}    classDef here stroke-width:4px\n"
        f"    class {value.state} here\n",
    )


@make_report.register
def _report_deadline(value: Deadline, language: Language = Language.JA) -> Report:
    choose = language.choose
    counted = ((day, f"{n}") for n, day in enumerate(value.counted, 1))
    skipped = ((c.day, choose(c.name_ja, c.name_en)) for c in value.skipped)
    days = sorted([*counted, *skipped])
    rows = [
        {choose("日", "day"): str(day), choose("営業日", "counts as"): role} for day, role in days
    ]
    events = "".join(f"    {day} : {role}\n" for day, role in days)
    return Report(
        title=f"{choose('審査期限', 'Decision due')}: {value.due_on}",
        notes=[value.explain(language)],
        sections=[Section(choose("日ごと", "Day by day"), rows)],
        diagram=f"timeline\n{events}",
    )


@make_report.register
def _report_policy(value: Policy, language: Language = Language.JA) -> Report:
    title = language.choose(value.title_ja, value.title_en)
    return Report(title=title, sections=map(_make_section, make_policy_tables(value, language)))


@make_report.register
def _report_policy_difference(value: PolicyDiff, language: Language = Language.JA) -> Report:
    title = f"{value.parent} → {value.child}"
    return Report(title=title, sections=map(_make_section, make_difference_tables(value, language)))


def _make_section(table: Table) -> Section:
    return Section(
        table.heading, [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    )


make_report.register(make_audit_report)
make_report.register(make_comparison_report)
make_report.register(make_timeline_report)
make_report.register(make_remedy_report)
make_report.register(make_assessment_report)
make_report.register(make_what_if_report)
make_report.register(make_wait_times_report)
