"""Pictures of copies and screens, scans and edited pictures, under every preset."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from idverify.model.observations import Medium
from idverify.policy.assessment import Verdict
from idverify.policy.policy import Policy
from idverify.policy.standard_rules import original_is_photographed
from idverify.presets import APTCP, PRESETS
from support.lines import LINES, Line
from support.rules import HOUSE_RULES

REASONS = {
    Medium.PHOTOCOPY: "image.photo_of_copy",
    Medium.SCREEN: "image.screen_capture",
    Medium.SCAN: "image.scan",
    Medium.EDITED: "image.edited",
}
#: What presets take besides the original, because their source says so.
ACCEPTED = {APTCP.code: {Medium.PHOTOCOPY, Medium.SCAN}}
SAYS_SO = evolve(HOUSE_RULES, place="copies are accepted")


def is_accepted(line: Line, medium: Medium) -> bool:
    """Whether a submission of this line in this medium is to be accepted."""
    return medium is Medium.ORIGINAL or medium in ACCEPTED.get(line.policy.code, set())


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize("line", LINES, ids=str)
def test_each_medium_but_the_original_is_refused_for_its_own_reason(
    line: Line, medium: Medium
) -> None:
    """Every line of every preset refuses every medium but the original by its own reason."""
    found = line.policy.evaluate(line.submission(medium=medium), line.day)

    if is_accepted(line, medium):
        assert found.verdict is Verdict.ACCEPTED
    else:
        assert found.verdict is Verdict.REJECTED
        assert set(found.reason_codes) == {REASONS[medium]}


@pytest.mark.parametrize("policy", PRESETS, ids=lambda p: p.code)
def test_no_preset_has_a_rule_on_a_medium_twice(policy: Policy) -> None:
    """Each refused medium has exactly one rule, and an accepted one has none."""
    refused = [
        medium
        for rule in policy.rules
        if rule.requires.fact.name == "medium"
        for medium in set(Medium) - rule.requires.values
    ]

    assert sorted(refused) == sorted(REASONS.keys() - ACCEPTED.get(policy.code, set()))


@given(accepted=st.sets(st.sampled_from(sorted(REASONS))))
def test_a_policy_names_the_media_it_accepts_with_their_source(accepted: set[Medium]) -> None:
    """The accepted media have no rule, and the other rules cite the source that accepts them."""
    rules = original_is_photographed(
        [HOUSE_RULES], accepted={medium: [SAYS_SO] for medium in sorted(accepted)}
    )

    assert {rule.reason.code for rule in rules} == {
        REASONS[medium] for medium in REASONS.keys() - accepted
    }
    assert all((SAYS_SO in rule.citations) is bool(accepted) for rule in rules)


@pytest.mark.parametrize("medium", REASONS)
def test_a_source_that_names_a_medium_replaces_the_general_one(medium: Medium) -> None:
    """A rule cites the source that names its medium, and the general sources only without one."""
    rules = original_is_photographed([HOUSE_RULES], medium_citations={medium: [SAYS_SO]})
    cited = {rule.reason.code: set(rule.citations) for rule in rules}

    assert cited.pop(REASONS[medium]) == {SAYS_SO}
    assert all(HOUSE_RULES in citations for citations in cited.values())
