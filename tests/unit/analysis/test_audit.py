"""Policies with planted faults: each fault is found, nothing else is."""

from datetime import date

import pytest
from attrs import evolve

from idverify.analysis.audit import PolicyAudit, audit_policy
from idverify.calendar.period import Period
from idverify.catalogue.capabilities import Capability
from idverify.errors import InvalidValueError
from idverify.i18n import Language
from idverify.model.documents import DocumentKind, SensitiveField
from idverify.model.observations import Masking, Medium
from idverify.model.reasons import RejectionReason
from idverify.policy import facts
from idverify.policy.acceptance import Acceptance
from idverify.policy.assessment import Verdict
from idverify.policy.facts import Expiry, IssueRecency
from idverify.policy.rules import Rule
from idverify.presets import CROWDWORKS_ARTICLE
from idverify.render.analysis_records import to_records
from support.rules import HOUSE_RULES, LICENCE_ALONE, policy, rule
from support.state_space import DAY, LICENCE, RECORD, policy_for

ORIGINAL = rule("original", facts.MEDIUM.one_of(Medium.ORIGINAL))
NO_COPY = rule("no_copy", facts.MEDIUM.other_than(Medium.PHOTOCOPY))
UNEXPIRED = rule("unexpired", facts.EXPIRY.other_than(Expiry.EXPIRED))


def codes(found: PolicyAudit) -> dict[str, list[str]]:
    """Name what was found, by the codes of the rules."""
    return {
        "dead": [one.rule.code for one in found.unreachable_rules],
        "implied": [f"{one.rule.code} by {one.covered_by.code}" for one in found.redundant_rules],
        "hopeless": [rule.code for one in found.unsatisfiable_lines for rule in one.blocking_rules],
    }


def test_a_sound_policy_has_nothing_to_find() -> None:
    """Two rules that both can be broken, each without the other, are left alone."""
    found = audit_policy(policy(ORIGINAL, UNEXPIRED), DAY)

    assert codes(found) == {"dead": [], "implied": [], "hopeless": []}


def test_a_rule_for_a_kind_that_never_comes_with_its_condition_is_dead() -> None:
    """A licence always expires, so a rule for documents that do not is never broken."""
    never = rule(
        "never",
        facts.MEDIUM.one_of(Medium.ORIGINAL),
        facts.EXPIRY.one_of(Expiry.NONE),
        kinds=frozenset({LICENCE}),
    )
    [dead] = audit_policy(policy(never), DAY).unreachable_rules

    assert dead.rule is never
    assert dead.example is not None
    assert dead.example.documents[0].kind is LICENCE


def test_a_rule_that_is_asked_of_nothing_is_dead_without_witness() -> None:
    """A rule for no kind at all is reported, and there is no submission to show."""
    nothing = rule("nothing", facts.MEDIUM.one_of(Medium.ORIGINAL), kinds=frozenset())
    [dead] = audit_policy(policy(nothing), DAY).unreachable_rules

    assert (dead.rule, dead.example) == (nothing, None)


def test_a_narrower_rule_beside_a_wider_one_tells_the_applicant_twice() -> None:
    """Whoever sends a photocopy breaks "no copy" and "original": the first is implied."""
    house = policy(ORIGINAL, NO_COPY)
    [implied] = audit_policy(house, DAY).redundant_rules

    assert (implied.rule, implied.covered_by, implied.is_mutual) == (NO_COPY, ORIGINAL, False)
    told = [f.rule.code for f in house.evaluate(implied.example, DAY).findings]
    assert told == ["original", "no_copy"]


def test_two_rules_that_say_the_same_are_told_once() -> None:
    """Of two rules broken in the same situations the pair is reported once, as mutual."""
    again = rule("again", facts.MEDIUM.one_of(Medium.ORIGINAL))
    [implied] = audit_policy(policy(ORIGINAL, again), DAY).redundant_rules

    assert (implied.rule, implied.covered_by, implied.is_mutual) == (ORIGINAL, again, True)


def test_a_rule_that_yields_is_not_told_twice() -> None:
    """Where the narrower rule yields to the wider one nobody is told twice."""
    yielding = evolve(NO_COPY, suppressed_by=frozenset({"original"}))

    assert audit_policy(policy(ORIGINAL, yielding), DAY).redundant_rules == ()


def test_a_line_that_rules_contradict_is_hopeless() -> None:
    """Original and photocopy at once cannot be: both rules are named, and the best is refused."""
    copy = rule("copy", facts.MEDIUM.one_of(Medium.PHOTOCOPY))
    house = policy(ORIGINAL, copy)
    [hopeless] = audit_policy(house, DAY).unsatisfiable_lines

    assert [rule.code for rule in hopeless.blocking_rules] == ["original", "copy"]
    assert house.evaluate(hopeless.example, DAY).verdict is Verdict.REJECTED


def test_what_approval_unlocks_is_unreachable_when_every_line_is_hopeless() -> None:
    """With no acceptable document left, no capability can ever be unlocked."""
    payout = Capability("payout", "出金", "payout", HOUSE_RULES)
    copy = rule("copy", facts.MEDIUM.one_of(Medium.PHOTOCOPY))

    hopeless = evolve(policy(ORIGINAL, copy), capabilities=[payout])
    sound = evolve(policy(ORIGINAL), capabilities=[payout])
    assert audit_policy(hopeless, DAY).unreachable_capabilities == (payout,)
    assert audit_policy(sound, DAY).unreachable_capabilities == ()


def test_what_no_rule_reads_is_silent() -> None:
    """A field that should be hidden and lies open is refused by no rule: it is reported."""
    found = audit_policy(policy(ORIGINAL, UNEXPIRED), DAY)
    silent = {one.input_name: one.example for one in found.unread_inputs}

    assert {"sides", "name", "masking.organ_donation"} <= silent.keys()
    assert not {"medium", "expires_on"} & silent.keys()
    seen = silent["masking.organ_donation"].documents[0].observation
    assert seen.masking[SensitiveField.ORGAN_DONATION] is Masking.NOT_PRINTED


def test_reasons_that_no_rule_gives_are_listed() -> None:
    """The article's policy gives 14 of our reasons; all others are listed, and none of those."""
    unused = audit_policy(CROWDWORKS_ARTICLE, DAY).unused_reasons

    assert "image.unclear" in unused
    assert "image.photo_of_copy" not in unused


def dated(code: str, months: int, since: date | None, until: date | None) -> Rule:
    """Return a rule in force for some days only."""
    return rule(
        code,
        facts.issued_within(months).other_than(IssueRecency.TOO_OLD),
        period=Period(since, until),
        kinds=frozenset({RECORD}),
    )


def test_days_between_a_rule_and_its_successor_are_a_gap() -> None:
    """From 1 to 3 April nothing refuses an old record; the witness shows it."""
    earlier = dated("recent", 3, None, date(2026, 4, 1))
    later = dated("recent", 6, date(2026, 4, 4), None)
    house = policy_for({RECORD}, earlier, later)
    [seam] = audit_policy(house, DAY).rule_transitions

    assert str(seam.period) == "[2026-04-01, 2026-04-04)"
    assert seam.example is not None
    assert house.evaluate(seam.example, date(2026, 4, 1)).verdict is Verdict.ACCEPTED
    assert house.evaluate(seam.example, date(2026, 3, 31)).verdict is Verdict.REJECTED


@pytest.mark.parametrize("licence_from", [date(2026, 1, 1), date(2026, 2, 1)])
def test_a_rule_split_by_kinds_leaves_the_gap_of_each_kind(licence_from: date) -> None:
    """The passport is left alone until March, whenever the licence has its own rule."""
    passport = DocumentKind.PASSPORT_JP
    of_both = evolve(
        ORIGINAL, kinds=frozenset({LICENCE, passport}), period=Period(None, date(2026, 1, 1))
    )
    of_one = evolve(
        ORIGINAL, code="l", kinds=frozenset({LICENCE}), period=Period(licence_from, None)
    )
    of_other = evolve(
        ORIGINAL, code="p", kinds=frozenset({passport}), period=Period(date(2026, 3, 1), None)
    )
    lines = [Acceptance(kinds={kind}, citations=[HOUSE_RULES]) for kind in (LICENCE, passport)]
    house = policy(of_both, of_one, of_other, accept_list=lines)
    found = {seam.later.code: seam for seam in audit_policy(house, DAY).rule_transitions}
    witness = found["p"].example

    assert str(found["p"].period) == "[2026-01-01, 2026-03-01)"
    assert ("l" in found) is (licence_from > date(2026, 1, 1))
    assert witness is not None
    assert [document.kind for document in witness.documents] == [passport]
    assert house.evaluate(witness, date(2026, 1, 1)).verdict is Verdict.ACCEPTED


def test_a_seam_that_nobody_meets_has_no_witness() -> None:
    """A gap in a rule that another rule covers all the while is reported without witness."""
    earlier = dated("recent", 3, None, date(2026, 4, 1))
    later = dated("recent", 3, date(2026, 4, 4), None)
    always = dated("always_recent", 3, None, None)
    house = policy_for({RECORD}, earlier, later, always)
    [seam] = audit_policy(house, DAY).rule_transitions

    assert seam.example is None


def test_a_rule_replaced_without_a_gap_is_no_seam() -> None:
    """The day after the last of the one is the first of the other; other kinds do not matter."""
    earlier = dated("recent", 3, date(2020, 1, 1), date(2026, 4, 1))
    later = dated("recent", 6, date(2026, 4, 1), None)
    elsewhere = evolve(earlier, kinds=frozenset({LICENCE}), period=Period(until=date(2019, 1, 1)))
    house = policy_for({RECORD}, earlier, elsewhere, later)

    assert audit_policy(house, DAY).rule_transitions == ()


def test_a_policy_without_rules_of_its_own_is_examined_all_the_same() -> None:
    """Only the accept list remains: nothing is dead, nothing hopeless."""
    assert codes(audit_policy(policy(), DAY)) == {"dead": [], "implied": [], "hopeless": []}


def test_the_article_loses_two_of_its_documents_in_december_2025() -> None:
    """On 1 December 2025 every line can be satisfied; from the 2nd the insurance card cannot."""
    before = audit_policy(CROWDWORKS_ARTICLE, date(2025, 12, 1))
    after = audit_policy(CROWDWORKS_ARTICLE, date(2025, 12, 2))

    assert before.unsatisfiable_lines == ()
    [card] = after.unsatisfiable_lines
    assert card.kinds[0] is DocumentKind.HEALTH_INSURANCE_CARD
    assert [rule.code for rule in card.blocking_rules] == ["kind_is_in_its_window"]


def test_days_on_which_a_rule_and_its_successor_both_hold_are_an_overlap() -> None:
    """A successor under another code begins three days too soon: its witness is told twice."""
    earlier = dated("within_three", 3, None, date(2026, 4, 4))
    later = dated("within_six", 6, date(2026, 4, 1), None)
    house = policy_for({RECORD}, earlier, later)
    found = audit_policy(house, DAY)
    [seam] = found.rule_transitions

    assert (str(seam.period), seam.is_overlap) == ("[2026-04-01, 2026-04-04)", True)
    assert seam.example is not None
    told = house.evaluate(seam.example, date(2026, 4, 1)).findings
    assert {"within_three", "within_six"} <= {finding.rule.code for finding in told}
    assert "(both hold: [2026-04-01, 2026-04-04))" in str(to_records(found, Language.EN)[0])


def test_an_overlap_of_rules_that_nothing_breaks_at_once_has_no_witness() -> None:
    """One asks for the front alone, its successor for the back alone: no one is told twice."""
    front, back = (
        rule(
            f"only_{medium}",
            facts.MEDIUM.other_than(medium),
            period=period,
            kinds=frozenset({RECORD}),
        )
        for medium, period in (
            (Medium.SCREEN, Period(until=date(2026, 4, 4))),
            (Medium.EDITED, Period(since=date(2026, 4, 1))),
        )
    )
    [seam] = audit_policy(policy_for({RECORD}, front, back), DAY).rule_transitions

    assert (seam.is_overlap, seam.example) == (True, None)


def test_every_finding_about_a_policy_is_in_its_report() -> None:
    """What nothing can unlock and where rules meet badly is told beside what is dead."""
    payout = Capability("payout", "出金", "payout", HOUSE_RULES)
    copy = rule("copy", facts.MEDIUM.one_of(Medium.PHOTOCOPY))
    gap = (
        dated("recent", 3, None, date(2026, 4, 1)),
        dated("recent", 6, date(2026, 4, 4), None),
    )
    found = audit_policy(evolve(policy(ORIGINAL, copy, *gap), capabilities=[payout]), DAY)
    told = {row["finding"]: row["about"] for row in to_records(found, Language.EN)}

    assert told["unreachable capability"] == "payout"
    assert "(neither holds: [2026-04-01, 2026-04-04))" in str(told["seam between rules"])
    assert not found.is_sound
    assert {len(row) for row in to_records(found)} == {4}


def test_reasons_are_never_without_a_remedy() -> None:
    """A reason that does not say what to do cannot be made, so no rule gives one."""
    for remedy in ("", "  "):
        with pytest.raises(InvalidValueError, match="remedy_ja"):
            RejectionReason("house.own", "理由", "reason", remedy, "Do this.")


def test_a_policy_that_names_no_day_is_examined_on_the_day_its_sources_were_read() -> None:
    """No clock is asked; the sources of the test's house rules were read on 23 November 2026."""
    assert audit_policy(policy(ORIGINAL)).day == date(2026, 11, 23)


def test_a_day_outside_every_period_leaves_the_accept_list_alone() -> None:
    """A century before the rules nothing is dead; a century after the line nothing is accepted."""
    spring = evolve(ORIGINAL, period=Period(date(2026, 4, 1), date(2026, 7, 1)))
    line = evolve(LICENCE_ALONE, period=Period(date(2026, 1, 1), date(2027, 1, 1)))
    house = policy(spring, accept_list=[line])
    early, late = (
        audit_policy(policy(spring), date(1990, 1, 1)),
        audit_policy(house, date(2090, 1, 1)),
    )

    assert codes(early) == {"dead": [], "implied": [], "hopeless": []}
    assert codes(late)["hopeless"] == ["kind_is_accepted_on_the_day"]
    assert late.unsatisfiable_lines[0].example.documents[0].kind is LICENCE


def test_a_policy_that_accepts_nothing_at_all_cannot_be_made() -> None:
    """An empty accept list is refused where the policy is made, and the field is named."""
    with pytest.raises(InvalidValueError, match="accept_list"):
        policy(ORIGINAL, accept_list=[])
