"""A service's own policy: start from a preset, change what differs, keep where it came from."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from idverify.calendar.period import Period
from idverify.catalogue.reasons import get_reason
from idverify.errors import InvalidValueError
from idverify.matching.strictness import STANDARD, STRICT
from idverify.model.documents import DocumentKind as Kind
from idverify.model.unknown import IMPOSSIBLE
from idverify.policy.acceptance import Acceptance
from idverify.policy.assessment import Verdict
from idverify.policy.derivation import apply_rule_changes
from idverify.policy.rules import Rule
from idverify.policy.settings import Gap, Retention
from idverify.presets import CROWDWORKS_ARTICLE, LANCERS, PRESETS
from support.applicants import RECEIVED_ON, submission, unobserved
from support.rules import HOUSE_RULES, fact, policy, rule

SEEN = fact("seen", read=lambda *_: True)
FIRST, SECOND = rule("first", SEEN.one_of(True)), rule("second", SEEN.one_of(True))


@pytest.mark.parametrize("parent", PRESETS, ids=lambda p: p.code)
def test_a_derived_policy_with_no_change_equals_its_parent(parent: object) -> None:
    """Deriving changes nothing by itself, whatever the child is called."""
    assert isinstance(parent, type(CROWDWORKS_ARTICLE))
    child = parent.derive(code="house", title_en="house rules")

    assert child == parent
    assert hash(child) == hash(parent)
    assert child.parent is parent
    assert child.diff().is_empty


def test_each_change_is_in_the_difference() -> None:
    """Rules added, dropped and replaced, lines of the list and settings are each told."""
    parent = policy(FIRST, SECOND)
    mended = rule("second", SEEN.one_of(True), is_blocking=False)
    record = Acceptance(kinds={Kind.RESIDENT_RECORD}, citations=[HOUSE_RULES])
    child = parent.derive(
        code="child",
        drop=["first"],
        replace=[mended],
        add=[rule("third", SEEN.one_of(True))],
        accept_list=[record],
        max_attempts=3,
    )
    found = child.diff()

    assert [r.code for r in child.requirements] == ["second", "third"]
    assert ([r.code for r in found.added], [r.code for r in found.dropped]) == (
        ["third"],
        ["first"],
    )
    [changed] = found.changed
    assert (changed.before, changed.after, changed.fields) == (SECOND, mended, ("is_blocking",))
    assert (found.accept_list_added, found.accept_list_dropped) == ((record,), parent.accept_list)
    assert [(s.name, s.before, s.after) for s in found.settings] == [("max_attempts", None, 3)]
    assert (found.parent, found.child, found.is_empty) == ("house", "child", False)


def test_the_difference_to_any_policy_can_be_asked() -> None:
    """Two policies that know nothing of each other are compared as well."""
    other = policy(SECOND, business_days=3)

    assert [r.code for r in policy(FIRST).diff(other).added] == ["first"]
    assert [s.name for s in policy(FIRST).diff(other).settings] == ["business_days"]
    with pytest.raises(
        InvalidValueError, match=r"^this policy was derived from none: say which one"
    ):
        policy(FIRST).diff()


def test_provenance_goes_back_to_the_preset() -> None:
    """A grandchild knows its parent, and the parent its own."""
    grandchild = CROWDWORKS_ARTICLE.derive(code="a").derive(code="b")

    assert grandchild.parent is not None
    assert grandchild.parent.parent is CROWDWORKS_ARTICLE


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"drop": ["adress_is_shown"]}, "is not there; near codes: address_is_shown"),
        ({"replace": [FIRST]}, "a rule named first is not there"),
        ({"add": [CROWDWORKS_ARTICLE.requirements[0]]}, "is there already: replace it"),
    ],
)
def test_a_change_that_hits_nothing_is_refused(
    changes: dict[str, list[Rule]], message: str
) -> None:
    """A slip in a code is told with the codes that look like it."""
    with pytest.raises(InvalidValueError, match=message):
        CROWDWORKS_ARTICLE.derive(**changes)  # type: ignore[arg-type]  # made of names


def test_a_replacement_stands_for_every_version_of_its_rule() -> None:
    """Versions that follow each other are replaced by one."""
    old = rule("first", SEEN.one_of(True), period=Period(until=date(2026, 1, 1)))
    new = rule("first", SEEN.one_of(True), period=Period(since=date(2026, 1, 1)))

    assert apply_rule_changes([old, SECOND, new], [], [FIRST], []) == (FIRST, SECOND)
    assert policy(old, new).diff(policy(old)).added == (new,)


def test_two_rules_of_one_code_may_not_hold_on_one_day() -> None:
    """Which of them should then be dropped or replaced nobody could say."""
    early = rule("first", SEEN.one_of(True), period=Period(until=date(2026, 1, 2)))
    late = rule("first", SEEN.one_of(True), period=Period(since=date(2026, 1, 1)))
    with pytest.raises(InvalidValueError, match="two rules named first"):
        policy(early, late)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (Period(), Period(), True),
        (Period(until=date(2026, 1, 1)), Period(since=date(2026, 1, 1)), False),
        (Period(until=date(2026, 1, 2)), Period(since=date(2026, 1, 1)), True),
        (Period(date(2026, 1, 1), date(2026, 2, 1)), Period(date(2026, 2, 1)), False),
    ],
)
def test_periods_meet_if_they_share_a_day(one: Period, other: Period, *, share: bool) -> None:
    """The day after the last belongs to nobody."""
    assert share is one.overlaps(other) is other.overlaps(one)


def test_strictness_is_a_setting_of_the_policy() -> None:
    """A stricter child refuses a notation that its parent accepts, and the difference says so."""
    child = CROWDWORKS_ARTICLE.derive(strictness=STRICT)
    full_width = submission(address="東京都中野区中野四丁目8番1号")

    assert (CROWDWORKS_ARTICLE.strictness, child.strictness) == (STANDARD, STRICT)
    assert CROWDWORKS_ARTICLE.evaluate(full_width, RECEIVED_ON).verdict is Verdict.ACCEPTED
    assert child.evaluate(full_width, RECEIVED_ON).verdict is Verdict.REJECTED
    assert [c.after.code for c in child.diff().changed] == [
        "name_agrees",
        "address_agrees",
        "representative_agrees",
    ]
    assert policy(FIRST).strictness is None
    assert child.derive(strictness=STANDARD) == CROWDWORKS_ARTICLE


def test_a_rule_can_be_replaced_by_two_of_its_versions() -> None:
    """Each holds in its own period, in the place of the one rule, and none is lost."""
    asked = fact("asked", (True, False))
    old, last = rule("asks", asked.one_of(False)), rule("last", asked.one_of(False))
    turn = date(2027, 4, 1)
    before, after = (evolve(old, period=p) for p in (Period(until=turn), Period(since=turn)))

    child = policy(old, last).derive(code="house", replace=[before, after])

    assert child.requirements == (before, after, last)
    assert before in child.in_force_on(date(2027, 3, 31)).rules
    assert after not in child.in_force_on(date(2027, 3, 31)).rules
    assert after in child.in_force_on(turn).rules


def test_what_is_kept_and_what_is_final_are_settings() -> None:
    """Attempts, retention, verification anew and final reasons are policy, and can be changed."""
    child = CROWDWORKS_ARTICLE.derive(
        max_attempts=9,
        reverify_months=24,
        retention=Retention(images_days=30),
        final_reasons=["mismatch.name"],
        business_days=3,
        gaps=[Gap(statement_ja="不明。", statement_en="Unknown.", citation=HOUSE_RULES)],
    )

    assert child.is_final_by_default(["image.unclear", "mismatch.name"])
    assert not CROWDWORKS_ARTICLE.is_final_by_default(["mismatch.name"])
    assert CROWDWORKS_ARTICLE.is_final_by_default([get_reason("integrity.suspected_forgery").code])
    assert {s.name for s in child.diff().settings} == {
        "max_attempts",
        "reverify_months",
        "retention",
        "final_reasons",
        "business_days",
        "gaps",
    }


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"expires_on": date(2026, 11, 1)}, "document.expired"),
        ({"name": "見木 花子"}, "mismatch.name"),
        ({"birth_date": IMPOSSIBLE}, "document.impossible_date"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.RESIDENCE_CARD, Kind.ELIGIBILITY_CERTIFICATE])
def test_what_is_added_to_an_accept_list_is_judged_like_the_rest(
    kind: Kind, changes: dict[str, Any], code: str | None
) -> None:
    """The law of documents and the comparison with the profile hold for new kinds too."""
    line = Acceptance(kinds=[kind], citations=[HOUSE_RULES])
    house = LANCERS.derive(accept_list=[*LANCERS.accept_list, line])
    found = house.evaluate(submission(kind, **changes), RECEIVED_ON)

    assert found.reason_codes == (() if code is None else (code,))
    assert house.evaluate(unobserved(submission(kind)), RECEIVED_ON).open_questions


def test_a_document_that_is_not_taken_is_told_as_that_alone() -> None:
    """Nobody is told that a document is expired which would not be taken if it were not."""
    card = submission(Kind.RESIDENCE_CARD, expires_on=date(2020, 1, 1), name="別 人")

    assert LANCERS.evaluate(card, RECEIVED_ON).reason_codes == ("document.unsupported_kind",)


def test_a_policy_has_a_name() -> None:
    """An empty code would name no policy in a history."""
    with pytest.raises(ValueError, match="code"):
        CROWDWORKS_ARTICLE.derive(code="")


def test_a_final_reason_is_one_that_there_is() -> None:
    """A misspelt reason would make no refusal final; the near ones are named."""
    with pytest.raises(InvalidValueError, match=r"near codes: applicant\.underage;"):
        CROWDWORKS_ARTICLE.derive(code="house", final_reasons=["applicant.underaged"])

    strict = CROWDWORKS_ARTICLE.derive(code="house", final_reasons=["image.photo_of_copy"])
    assert strict.is_final_by_default(["image.photo_of_copy"])
