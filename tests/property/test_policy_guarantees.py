"""What the issue promises of policies, each sentence a property over all presets."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from idverify.catalogue.documents import DOCUMENTS
from idverify.catalogue.reasons import REASONS, TYPO_OR_OMISSION
from idverify.matching.strictness import STANDARD, STRICT, Strictness
from idverify.model.applicants import Applicant, EntityKind
from idverify.model.documents import DocumentKind as Kind
from idverify.model.documents import SensitiveField, Side
from idverify.model.observations import Masking, Medium
from idverify.model.submissions import Document, Image, Submission
from idverify.model.unknown import IMPOSSIBLE, UNKNOWN
from idverify.policy import standard_rules
from idverify.policy.assessment import Finding, Verdict
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule
from idverify.presets import PRESETS
from property.strategies import RECEIPTS, UPLOADS, submissions
from property.test_evaluation import learning
from support.applicants import COMPANY, HANAKO, seen
from support.lifetimes import Lifetime, lifetimes
from support.rules import HOUSE_RULES

POLICIES = st.sampled_from(PRESETS)
EVERY = frozenset(Kind)
CITED = [HOUSE_RULES]

#: Every rule that this library can make, whatever policy it is for.
RULES: list[Rule] = [
    *(rule for preset in PRESETS for rule in preset.rules),
    *standard_rules.files_are_usable(CITED),
    *standard_rules.profile_matches(EVERY, STANDARD, None, CITED),
    *standard_rules.profile_matches(EVERY, STANDARD, TYPO_OR_OMISSION, CITED),
    *standard_rules.fields_are_masked(EVERY, SensitiveField, CITED),
    *standard_rules.issue_is_recent(3, EVERY, CITED),
    *standard_rules.documents_are_valid(EVERY, CITED),
    standard_rules.dates_are_possible(EVERY, CITED),
    standard_rules.address_is_shown(CITED),
    *standard_rules.original_is_photographed(CITED),
    *standard_rules.sides_are_shown({kind: DOCUMENTS[kind].sides for kind in Kind}, CITED),
    *standard_rules.masking_is_irreversible(EVERY, SensitiveField, CITED),
    standard_rules.number_side_is_absent(EVERY, CITED),
    standard_rules.individual_number_is_absent(EVERY, CITED),
    standard_rules.needed_fields_are_visible(EVERY, CITED),
    standard_rules.old_addresses_are_struck_out(EVERY, CITED),
    standard_rules.bearers_page_is_there(CITED),
    standard_rules.photo_is_shown(EVERY, CITED),
    standard_rules.expiry_is_shown(EVERY, CITED),
    standard_rules.validity_remains(60, EVERY, CITED),
    standard_rules.applicant_is_adult(CITED),
    standard_rules.applicant_meets_minimum_age(18, CITED),
]


# -- every reason that any rule can give has a remedy in both languages ----------------------------


@pytest.mark.parametrize("code", sorted({*REASONS, *(rule.reason.code for rule in RULES)}))
def test_every_reason_has_a_remedy_in_both_languages(code: str) -> None:
    """Nobody is refused without being told, in Japanese and English, what to do."""
    known = {rule.reason.code: rule.reason for rule in RULES} | dict(REASONS)
    reason = known[code]

    assert all((reason.label_ja, reason.label_en, reason.remedy_ja, reason.remedy_en))
    assert reason.remedy_ja != reason.remedy_en


# -- a derived policy with no change is equal to its parent ----------------------------


@given(policy=POLICIES, times=st.integers(1, 3), day=RECEIPTS)
def test_a_derived_policy_with_no_change_is_equal_to_its_parent(
    policy: Policy, times: int, day: date
) -> None:
    """However often it is derived, and on whatever day its rules are picked."""
    child = policy
    for _ in range(times):
        child = child.derive()

    assert child == policy
    assert child.diff(policy).is_empty
    assert child.in_force_on(day) == policy.in_force_on(day)


@given(policy=POLICIES, strictness=st.sampled_from([STRICT, STANDARD]))
def test_what_differs_from_the_parent_is_what_was_changed(
    policy: Policy, strictness: Strictness
) -> None:
    """Deriving with the strictness there is changes nothing, and with another one says so."""
    child = policy.derive(strictness=strictness)

    assert (child == policy) is (strictness == policy.strictness)
    assert child.diff().is_empty is (strictness == policy.strictness)


# -- knowing more never re-opens a settled verdict ----------------------------


@given(policy=POLICIES, pair=learning(), day=RECEIPTS)
def test_knowing_more_never_reopens_a_settled_verdict(
    policy: Policy, pair: tuple[Submission, Submission], day: date
) -> None:
    """Under any policy: what is settled with less known stays as it is with more known."""
    less, more = (policy.evaluate(each, day) for each in pair)

    assert less.verdict in {Verdict.OPEN, more.verdict}


# -- removing the cause removes the finding ----------------------------


def _photographed_anew(document: Document) -> Document:
    good = [Image(side=image.side, upload=UPLOADS[0]) for image in document.images]
    return evolve(document, images=good)


def _with_sides(document: Document, wanted: frozenset[Side]) -> Document:
    good = [image for image in document.images if image.side in wanted]
    return evolve(document, images=good, observation=evolve(document.observation, sides=wanted))


def _noted(document: Document, **changes: Any) -> Document:  # noqa: ANN401 - fields by name
    return evolve(document, observation=evolve(document.observation, **changes))


def _possible(document: Document) -> Document:
    names = ("birth_date", "issued_on", "expires_on")
    bad = [n for n in names if getattr(document.observation, n) is IMPOSSIBLE]
    return _noted(document, **dict.fromkeys(bad, UNKNOWN))


def _masked(document: Document, name: str) -> Document:
    field = SensitiveField(name.partition(".")[2])
    return _noted(document, masking={**document.observation.masking, field: Masking.HIDDEN})


def _renewed(document: Document, day: date) -> Document:
    return _noted(document, expires_on=day + timedelta(days=100), issued_on=UNKNOWN)


Mend = Callable[[Document, Applicant, date], Document]
#: How the cause of a finding is removed from a document, by the fact that the rule asks about.
MENDS: Mapping[str, Mend] = {
    "medium": lambda d, _, __: _noted(d, medium=Medium.ORIGINAL),
    "photo_shown": lambda d, _, __: _noted(d, shows_photo=True),
    "nothing_needed_is_hidden": lambda d, _, __: _noted(d, shows_what_is_needed=True),
    "bearers_page": lambda d, _, __: _noted(d, has_bearers_page=True),
    "name": lambda d, who, _: _noted(d, name=who.name),
    "address": lambda d, who, _: _noted(d, address=who.address.text),
    "address_shown": lambda d, who, _: _noted(d, address=who.address.text, has_bearers_page=True),
    "birth_date": lambda d, who, _: _noted(d, birth_date=getattr(who, "birth_date", UNKNOWN)),
    "name_shown": lambda d, who, _: _noted(d, name=who.name),
    "birth_date_shown": lambda d, who, _: _noted(d, birth_date=getattr(who, "birth_date", UNKNOWN)),
    "representative": lambda d, who, _: _noted(
        d, representative=getattr(who, "representative", UNKNOWN)
    ),
    "expiry": lambda d, _, day: _renewed(d, day),
    "valid_for": lambda d, _, day: _renewed(d, day),
    "issued_within": lambda d, _, day: _noted(d, issued_on=day),
    "issue_window": lambda d, _, __: _noted(d, issued_on=DOCUMENTS[d.kind].issue_period.since),
    "issue_day": lambda d, _, __: _noted(d, issued_on=UNKNOWN),
    "dates_possible": lambda d, _, __: _possible(d),
    "file_format": lambda d, _, __: _photographed_anew(d),
    "file_size": lambda d, _, __: _photographed_anew(d),
    "file_readable": lambda d, _, __: _photographed_anew(d),
    "sides": lambda d, _, __: _with_sides(d, frozenset(Side)),
    "side.back": lambda d, _, __: _with_sides(d, frozenset({Side.FRONT})),
}
#: What hangs on the kinds of the documents and the day: other documents have to be brought.
SHOWN_BY_SOME = {"address_shown", "name_shown", "birth_date_shown"}
OF_THE_KIND = {"kind_listed", "combination_complete", "in_window"}


def mended(handed_in: Submission, finding: Finding, day: date) -> Submission:
    """Return the submission without what caused the finding."""
    name = finding.rule.requires.fact.name
    who = handed_in.applicant
    return evolve(
        handed_in,
        documents=[
            document
            if finding.document_index not in {None, at}
            else _masked(document, name)
            if name.startswith("masked.")
            else MENDS[name](document, who, day)
            for at, document in enumerate(handed_in.documents)
        ],
    )


def cannot_be_mended(finding: Finding, handed_in: Submission, day: date) -> bool:
    """Whether the kind of document itself is the cause, or shows no address at all."""
    name = finding.rule.requires.fact.name
    ended = any(day not in DOCUMENTS[d.kind].usable_period for d in handed_in.documents)
    # Every passport with a bearer's page has expired by then.
    has_no_page = name == "bearers_page" and day >= date(2030, 2, 4)
    return name in OF_THE_KIND or ended or has_no_page or name in SHOWN_BY_SOME


@given(policy=POLICIES, handed_in=submissions(), day=RECEIPTS)
def test_removing_the_cause_removes_the_finding(
    policy: Policy, handed_in: Submission, day: date
) -> None:
    """Whatever is found, it is found no longer once what it read is put right."""
    for finding in policy.evaluate(handed_in, day).findings:
        if cannot_be_mended(finding, handed_in, day):
            continue
        after = policy.evaluate(mended(handed_in, finding, day), day).findings

        assert (finding.rule.code, finding.document_index) not in {
            (f.rule.code, f.document_index) for f in after
        }


# -- every line can be satisfied on some day, or is reported with the day it ended -----------------


def right(life: Lifetime, day: date) -> Submission:
    """Return documents of a line with nothing wrong about them on *day*."""
    applicant = HANAKO if life.line.entity_kind is EntityKind.INDIVIDUAL else COMPANY
    return Submission(
        id="s-1",
        applicant=applicant,
        documents=[_right(kind, applicant, day) for kind in sorted(life.line.kinds)],
    )


def _right(kind: Kind, applicant: Applicant, day: date) -> Document:
    issued = DOCUMENTS[kind].issue_period
    latest = issued.until - timedelta(days=1) if issued.until else day
    sides = DOCUMENTS[kind].sides - {Side.BACK} if kind is Kind.INDIVIDUAL_NUMBER_CARD else None
    return Document(
        kind=kind,
        observation=seen(
            applicant,
            kind,
            issued_on=UNKNOWN if DOCUMENTS[kind].has_expiry_date else min(day, latest),
            expires_on=day + timedelta(days=100),
            shows_photo=True,
            shows_what_is_needed=True,
            sides=DOCUMENTS[kind].sides if sides is None else sides,
        ),
    )


LIVES = [(preset, life) for preset in PRESETS for life in lifetimes(preset)]


@pytest.mark.parametrize(
    ("preset", "life"), LIVES, ids=[f"{p.code}-{'+'.join(sorted(f.line.kinds))}" for p, f in LIVES]
)
def test_every_line_can_be_satisfied_or_is_reported_with_the_day_it_ended(
    preset: Policy, life: Lifetime
) -> None:
    """On the first and the last day of its life somebody is accepted; after it nobody is."""
    assert life.periods
    first = max(life.periods[0].since or date(2020, 4, 1), date(2020, 4, 1))
    last = life.periods[-1].until
    days = [first, date(2026, 11, 27) if last is None else last - timedelta(days=1)]

    assert {preset.evaluate(right(life, day), day).verdict for day in days} == {Verdict.ACCEPTED}
    assert (last is None) is (life.ended_by is None)
    if last is not None:
        assert preset.evaluate(right(life, last), last).verdict is Verdict.REJECTED
