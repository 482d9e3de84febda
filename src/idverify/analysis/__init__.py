"""Policy analysis (基準の分析): exact results about rules, cases and populations of cases.

    >>> from datetime import date
    >>> from idverify.analysis import compare_policies, audit_policy, find_remedies, build_timeline
    >>> from idverify.presets import CROWDWORKS_ARTICLE as policy
    >>> audit = audit_policy(policy, date(2026, 4, 1))
    >>> audit.unreachable_rules, [str(line.kinds[0]) for line in audit.unsatisfiable_lines]
    ((), ['health_insurance_card', 'juki_card_b'])
    >>> compare_policies(policy, policy, date(2025, 12, 1), date(2025, 12, 2)).relation.value
    'crossed'
    >>> [str(c.day) for c in build_timeline(policy, date(2024, 1, 1), date(2032, 1, 1)).changes]
    ['2025-12-02', '2026-01-01', '2030-03-01']

The analyses do not sample. They evaluate every situation of each line of the accept list
that the policy distinguishes (`analysis.situations`), and each result has its simplest
example. Submissions that mix two lines are not evaluated.
"""

from idverify.analysis.audit import PolicyAudit, audit_policy
from idverify.analysis.column_names import column_name
from idverify.analysis.compare import (
    PolicyComparison,
    Relation,
    VerdictDifference,
    compare_policies,
)
from idverify.analysis.counterfactuals import (
    QuestionImpact,
    find_accepted_periods,
    find_accepting_policies,
    rank_questions,
)
from idverify.analysis.populations import Population, PopulationAssessment, WhatIf, collect_facts
from idverify.analysis.remedies import Remedy, RequiredChange, find_remedies
from idverify.analysis.simulation import WaitTimes, draw_arrivals, simulate
from idverify.analysis.timeline import PolicyChange, PolicyChangeKind, Timeline, build_timeline

__all__ = [
    "PolicyAudit",
    "PolicyChange",
    "PolicyChangeKind",
    "PolicyComparison",
    "Population",
    "PopulationAssessment",
    "QuestionImpact",
    "Relation",
    "Remedy",
    "RequiredChange",
    "Timeline",
    "VerdictDifference",
    "WaitTimes",
    "WhatIf",
    "audit_policy",
    "build_timeline",
    "collect_facts",
    "column_name",
    "compare_policies",
    "draw_arrivals",
    "find_accepted_periods",
    "find_accepting_policies",
    "find_remedies",
    "rank_questions",
    "simulate",
]
