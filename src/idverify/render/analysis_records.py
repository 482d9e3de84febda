"""Results of policy analyses as records (表の行): one mapping of column names to values per row."""

from collections.abc import Iterator, Mapping, Sequence
from functools import singledispatch
from typing import Final

from idverify.analysis.audit import PolicyAudit, RedundantRule, UnreachableRule, UnsatisfiableLine
from idverify.analysis.compare import PolicyComparison
from idverify.analysis.populations import PopulationAssessment, WhatIf
from idverify.analysis.remedies import Remedy, RequiredChange
from idverify.analysis.rule_transitions import RuleTransition
from idverify.analysis.simulation import WaitTimes
from idverify.analysis.timeline import PolicyChangeKind, Timeline
from idverify.catalogue.capabilities import Capability
from idverify.citations import Citation
from idverify.errors import InvalidValueError
from idverify.i18n import Label, Language
from idverify.model.submissions import Submission
from idverify.policy.rules import Rule
from idverify.render.analysis_labels import (
    format_answer,
    format_deviations,
    format_rule_transition,
)
from idverify.render.labels import format_document_kind, format_document_kinds, format_rule
from idverify.render.tables import Record

__all__ = ["to_records"]


def to_records(result: object, language: Language = Language.JA) -> list[Record]:
    """Return a result of `idverify.analysis` as rows for a pandas or polars frame.

    All rows of one result have the same columns. The names of the columns do not depend
    on the language, the texts in them do. There is a row for each

    - finding of a `PolicyAudit`,
    - difference of a `PolicyComparison`,
    - change of a `Timeline`,
    - document to add or to leave out, and fact to change, of a `Remedy`,
    - rule of a `PopulationAssessment`,
    - case of a `WhatIf` whose verdict changes,
    - length of wait of `WaitTimes`.

    >>> to_records(WaitTimes({1: 3}))
    [{'business_days': 1, 'cases': 3, 'share_within': 1.0}]

    Raises:
        InvalidValueError: The value is not one of these results.
    """
    return list(_iter_records(result, language))


@singledispatch
def _iter_records(result: object, _language: Language) -> Iterator[Record]:
    raise InvalidValueError(
        f"a {type(result).__name__} has no records: pass a result of idverify.analysis"
    )


# -- audit -----------------------------------------------------------------------------------------

_FINDING_LABELS: Final[Mapping[type, Label]] = {
    UnreachableRule: Label("この日には働かない規則", "dead on this day"),
    RedundantRule: Label("二重の指摘", "told twice"),
    UnsatisfiableLine: Label("通らない書類", "hopeless document"),
    Capability: Label("使えるようにならないもの", "unreachable capability"),
    RuleTransition: Label("規則の継ぎ目", "seam between rules"),
}


@_iter_records.register
def _iter_audit_records(result: PolicyAudit, language: Language) -> Iterator[Record]:
    for finding, about, rules, example in _iter_audit_findings(result, language):
        yield {
            "finding": _FINDING_LABELS[type(finding)].text(language),
            "about": about,
            "rules": ", ".join(rule.code for rule in rules),
            "witness": format_deviations(example, result.day, language),
        }


_AuditFinding = tuple[object, str, tuple[Rule, ...], Submission | None]


def _iter_audit_findings(result: PolicyAudit, language: Language) -> Iterator[_AuditFinding]:
    """Yield each finding with the text about it, the rules concerned and the example."""
    for unreachable in result.unreachable_rules:
        rule = unreachable.rule
        yield unreachable, format_rule(rule, language), (rule,), unreachable.example
    for redundant in result.redundant_rules:
        rules = redundant.rule, redundant.covered_by
        yield redundant, format_rule(redundant.rule, language), rules, redundant.example
    for line in result.unsatisfiable_lines:
        yield line, format_document_kinds(line.kinds, language), line.blocking_rules, line.example
    for capability in result.unreachable_capabilities:
        name = language.choose(capability.name_ja, capability.name_en)
        yield capability, name, _find_blocking_rules(result), None
    for transition in result.rule_transitions:
        days = format_rule_transition(transition, language)
        rules = transition.earlier, transition.later
        about = f"{format_rule(transition.later, language)} {days}"
        yield transition, about, rules, transition.example


def _find_blocking_rules(result: PolicyAudit) -> tuple[Rule, ...]:
    """Return the rules that block any line of the accept list, each once."""
    rules = (rule for line in result.unsatisfiable_lines for rule in line.blocking_rules)
    return tuple(dict.fromkeys(rules))


# -- comparison and timeline -----------------------------------------------------------------------


@_iter_records.register
def _iter_comparison_records(result: PolicyComparison, language: Language) -> Iterator[Record]:
    for difference in result.differences:
        yield {
            "documents": format_document_kinds(difference.kinds, language),
            "refused_by": (result.b if difference.is_rejected_by_b else result.a).code,
            "refused_on": result.day_b if difference.is_rejected_by_b else result.day_a,
            "rule": format_rule(difference.rule, language),
            "situations": difference.situation_count,
            "witness": format_deviations(difference.example, result.day_a, language),
        }


_CHANGE_LABELS: Final = {
    PolicyChangeKind.ACCEPTANCE_ENDS: Label("使えなくなる", "falls away"),
    PolicyChangeKind.ACCEPTANCE_BEGINS: Label("使えるようになる", "opens"),
    PolicyChangeKind.RULE_BEGINS: Label("規則が始まる", "rule begins"),
    PolicyChangeKind.RULE_ENDS: Label("規則が終わる", "rule ends"),
}


@_iter_records.register
def _iter_timeline_records(result: Timeline, language: Language) -> Iterator[Record]:
    for change in result.changes:
        yield {
            "day": change.day,
            "change": _CHANGE_LABELS[change.change_kind].text(language),
            "documents": format_document_kinds(change.kinds, language),
            "rules": " / ".join(format_rule(rule, language) for rule in change.rules),
            "sources": _format_sources(change.citations),
        }


#: Number of sources listed for one change; `PolicyChange.citations` has all of them.
_MAX_SOURCES: Final = 3


def _format_sources(citations: Sequence[Citation]) -> str:
    shown = (f"{citation.title} {citation.place}".rstrip() for citation in citations[:_MAX_SOURCES])
    more = len(citations) - _MAX_SOURCES
    return "; ".join(shown) + (f" (+{more})" if more > 0 else "")


# -- remedy ----------------------------------------------------------------------------------------

_ADD: Final = Label("追加する", "add")
_LEAVE_OUT: Final = Label("外す", "leave out")


@_iter_records.register
def _iter_remedy_records(result: Remedy, language: Language) -> Iterator[Record]:
    for kinds, action in ((result.added, _ADD), (result.dropped, _LEAVE_OUT)):
        for kind in kinds:
            yield {
                "document": format_document_kind(kind, language),
                "question": "",
                "now": "",
                "wanted": action.text(language),
            }
    yield from (_make_change_record(change, language) for change in result.changes)


def _make_change_record(change: RequiredChange, language: Language) -> Record:
    wanted = (format_answer(value, language) for value in change.acceptable_answers)
    return {
        "document": format_document_kind(change.kind, language),
        "question": language.choose(change.fact.question_ja, change.fact.question_en),
        "now": format_answer(change.observed, language),
        "wanted": language.choose("または", " or ").join(wanted),
    }


# -- populations and queues ------------------------------------------------------------------------


@_iter_records.register
def _iter_assessment_records(result: PopulationAssessment, _language: Language) -> Iterator[Record]:
    for rule, cases in result.violations:
        yield {
            "rule": rule.code,
            "says_ja": rule.statement_ja,
            "says_en": rule.statement_en,
            "cases": cases.bit_count(),
            "share": result.population.share(cases),
        }


@_iter_records.register
def _iter_what_if_records(result: WhatIf, _language: Language) -> Iterator[Record]:
    for changed in result.changed_cases():
        yield {
            "case": changed.index,
            "is_refused_now": changed.is_rejected_after,
            "rules": ", ".join(rule.code for rule in changed.rules),
        }


@_iter_records.register
def _iter_wait_records(result: WaitTimes, _language: Language) -> Iterator[Record]:
    for days in sorted(result.counts_by_business_days):
        yield {
            "business_days": days,
            "cases": result.counts_by_business_days[days],
            "share_within": result.share_within(days),
        }
