"""Strategies for policies (基準), rules, assessments, findings and decisions."""

from datetime import date
from typing import Final

from hypothesis import strategies as st

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.deadline import ReviewClock
from idverify.lifecycle.case import Case
from idverify.lifecycle.commands import Submit
from idverify.lifecycle.decide import Decision, decide
from idverify.policy.assessment import Assessment, Finding
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule
from idverify.presets import CROWDWORKS_ARTICLE, PRESETS
from idverify.testing.strategies.days import days, moments
from idverify.testing.strategies.submissions import (
    possible_reason_codes,
    rejected_submissions,
    submissions,
)

__all__ = ["assessments", "decisions", "findings", "policies", "rules"]

_RECEIVED_ON: Final = date(2026, 11, 2)


def rules() -> st.SearchStrategy[Rule]:
    """Draw a rule of a preset (規則)."""
    return st.sampled_from([rule for policy in PRESETS for rule in policy.rules])


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Draw a preset, or a policy derived from it with fewer rules and other settings."""
    preset = draw(st.sampled_from(PRESETS))
    codes = sorted({rule.code for rule in preset.requirements})
    dropped = draw(st.lists(st.sampled_from(codes), max_size=4, unique=True))
    attempts = draw(st.none() | st.integers(1, 5))
    may_replace = draw(st.sampled_from([preset.may_replace, not preset.may_replace]))
    if not dropped and attempts is None and may_replace is preset.may_replace:
        return preset
    return preset.derive(
        code=f"{preset.code}_derived", drop=dropped, max_attempts=attempts, may_replace=may_replace
    )


def assessments() -> st.SearchStrategy[Assessment]:
    """Draw the assessment of a submission by a preset (判定)."""
    return st.builds(
        lambda policy, submission, day: policy.evaluate(submission, day),
        st.sampled_from(PRESETS),
        submissions(),
        days(),
    )


def findings() -> st.SearchStrategy[Finding]:
    """Draw a blocking finding (書類不備)."""

    def findings_for(reason: str) -> st.SearchStrategy[Finding]:
        rejected = rejected_submissions(CROWDWORKS_ARTICLE, reason, _RECEIVED_ON)
        return rejected.map(lambda s: CROWDWORKS_ARTICLE.evaluate(s, _RECEIVED_ON).findings[0])

    reasons = possible_reason_codes(CROWDWORKS_ARTICLE, _RECEIVED_ON)
    return st.sampled_from(reasons).flatmap(findings_for)


def decisions() -> st.SearchStrategy[Decision]:
    """Draw the decision on the first submission of a case."""
    clock = ReviewClock(BusinessCalendar.japan())
    return st.builds(
        lambda submission, now: decide(
            Case(),
            Submit(submission=submission, fingerprint="f" * 64),
            CROWDWORKS_ARTICLE,
            clock,
            now,
        ),
        submissions(),
        moments(),
    )
