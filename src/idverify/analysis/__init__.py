"""The policy laboratory (基準の実験室): exact answers about rules, cases and populations.

    >>> from datetime import date
    >>> from idverify.analysis import compare, examine, remedies, timeline
    >>> from idverify.policy.presets import CROWDWORKS_ARTICLE as policy
    >>> found = examine(policy, date(2026, 4, 1))
    >>> found.dead, [str(line.kinds[0]) for line in found.hopeless]
    ((), ['health_insurance_card', 'juki_card_b'])
    >>> compare(policy, policy, date(2025, 12, 1), date(2025, 12, 2)).relation.value
    'crossed'
    >>> [str(s.day) for s in timeline(policy, date(2024, 1, 1), date(2032, 1, 1)).steps]
    ['2025-12-02', '2026-01-01', '2030-03-01']

Nothing is sampled: each question is put to every situation of any one line of the accept
list that a policy can tell apart (`analysis.situations`), and each answer brings its
smallest example. Submissions that mix two lines are not weighed.
"""

from idverify.analysis.column_names import column_name
from idverify.analysis.comparison import Comparison, Difference, Relation, compare
from idverify.analysis.counterfactuals import (
    Weight,
    accepted_under,
    accepted_when,
    weigh_questions,
)
from idverify.analysis.examination import Examination, examine
from idverify.analysis.population import Judgement, Population, WhatIf, facts_of
from idverify.analysis.queue import Waits, arrivals, play
from idverify.analysis.remedy import Change, Remedy, remedies
from idverify.analysis.timelines import Step, StepKind, Timeline, timeline

__all__ = [
    "Change",
    "Comparison",
    "Difference",
    "Examination",
    "Judgement",
    "Population",
    "Relation",
    "Remedy",
    "Step",
    "StepKind",
    "Timeline",
    "Waits",
    "Weight",
    "WhatIf",
    "accepted_under",
    "accepted_when",
    "arrivals",
    "column_name",
    "compare",
    "examine",
    "facts_of",
    "play",
    "remedies",
    "timeline",
    "weigh_questions",
]
