"""What no preset may let through: a document that shows too little, or too much."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from idverify.catalogue.documents import DOCUMENTS
from idverify.model.documents import DocumentKind as Kind
from idverify.model.documents import SensitiveField, Side
from idverify.model.observations import Masking
from idverify.model.unknown import ABSENT, IMPOSSIBLE, UNKNOWN, Absent
from idverify.policy.assessment import Assessment, Verdict
from idverify.policy.policy import Policy
from idverify.presets import (
    APTCP,
    COCONALA_2020S,
    CROWDWORKS_ARTICLE,
    CROWDWORKS_FAQ,
    LANCERS,
    MERCARI,
    PRESETS,
)
from support.applicants import COMPANY, HANAKO, submission

DAY = date(2026, 9, 17)
EVERY_PRESET = pytest.mark.parametrize("policy", PRESETS, ids=lambda p: p.code)


def judge(policy: Policy, *kinds: Kind, day: date = DAY, **changes: Any) -> Assessment:  # noqa: ANN401
    """Judge a submission that is right in every point but for *changes*."""
    good = {"issued_on": date(2026, 9, 1), "shows_photo": True, "expires_on": date(2030, 5, 1)}
    return policy.evaluate(submission(*kinds, **{**good, **changes}), day)


# -- some document shows who it is about -------------------------------------------------------


@EVERY_PRESET
@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("name", "field.name_absent"),
        ("birth_date", "field.birthdate_absent"),
        ("address", "field.address_absent"),
    ],
)
def test_a_licence_that_does_not_show_it_is_refused(policy: Policy, note: str, reason: str) -> None:
    """Name, address and birth date each have to stand on some document of every preset."""
    noted: dict[str, Any] = {note: ABSENT}

    assert judge(policy, Kind.DRIVERS_LICENSE, **noted).reason_codes == (reason,)


@EVERY_PRESET
def test_a_birth_date_that_is_no_day_is_told_once(policy: Policy) -> None:
    """An impossible birth date is told as that, and not as missing besides."""
    found = judge(policy, Kind.DRIVERS_LICENSE, birth_date=IMPOSSIBLE)

    assert found.reason_codes == ("document.impossible_date",)


def test_a_company_has_no_birth_date_to_show() -> None:
    """A registry certificate shows none, and nothing is missed; its name is."""
    full = Kind.REGISTRY_CERTIFICATE_FULL
    whole = judge(CROWDWORKS_ARTICLE, full, applicant=COMPANY, birth_date=ABSENT)
    nameless = judge(CROWDWORKS_ARTICLE, full, applicant=COMPANY, name=ABSENT)

    assert whole.verdict is Verdict.ACCEPTED
    assert nameless.reason_codes == ("field.name_absent",)


def test_another_document_may_show_it() -> None:
    """The resident record shows the birth date that cannot be found on the insurance card."""
    kinds, day = (Kind.HEALTH_INSURANCE_CARD, Kind.RESIDENT_RECORD), date(2025, 12, 1)
    whole = submission(*kinds, issued_on=date(2024, 11, 1))
    both = [d.observation for d in whole.documents]
    lacking = submission(*kinds, issued_on=date(2024, 11, 1), birth_date=ABSENT)

    shown = whole.with_observations(lacking.documents[0].observation, both[1])
    assert CROWDWORKS_ARTICLE.evaluate(shown, day).verdict is Verdict.ACCEPTED
    assert CROWDWORKS_ARTICLE.evaluate(lacking, day).reason_codes == ("field.birthdate_absent",)


# -- the page of a passport on which its bearer writes -----------------------------------------


@pytest.mark.parametrize("policy", [APTCP, COCONALA_2020S], ids=lambda p: p.code)
def test_a_page_that_nobody_looked_for_leaves_it_open(policy: Policy) -> None:
    """An address is no proof of its page: what is found out later re-opens no verdict."""
    verdicts = [
        judge(policy, Kind.PASSPORT_JP, sides=UNKNOWN, has_bearers_page=page).verdict
        for page in (UNKNOWN, True, False)
    ]

    assert verdicts == [Verdict.OPEN, Verdict.ACCEPTED, Verdict.REJECTED]


def test_a_page_that_was_seen_is_not_asked_for() -> None:
    """Who noted the bearer's page among what can be seen has answered whether there is one."""
    seen = judge(CROWDWORKS_FAQ, Kind.PASSPORT_JP, has_bearers_page=UNKNOWN)

    assert (seen.verdict, seen.open_questions) == (Verdict.ACCEPTED, ())


PHOTO_PAGE = frozenset({Side.PHOTO_PAGE})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"has_bearers_page": False}, "document.unsupported_variant"),
        ({"has_bearers_page": False, "address": ABSENT}, "document.unsupported_variant"),
        ({"address": ABSENT}, "document.page_missing"),
    ],
)
def test_a_missing_page_has_one_cause(changes: dict[str, Any], reason: str) -> None:
    """A passport without the page, or a page not sent, is told by the one that helps."""
    found = judge(CROWDWORKS_FAQ, Kind.PASSPORT_JP, sides=PHOTO_PAGE, **changes)

    assert found.reason_codes == (reason,)


def test_a_kind_that_is_refused_is_told_as_that() -> None:
    """Of a notification card nothing else is told, though it shows no address."""
    found = judge(CROWDWORKS_FAQ, Kind.NUMBER_NOTIFICATION_CARD, address=ABSENT)

    assert "field.address_absent" not in found.reason_codes
    assert "document.unsupported_kind" in found.reason_codes


# -- numbers that nobody may collect -----------------------------------------------------------

VISIBLE = dict.fromkeys(SensitiveField, Masking.VISIBLE)
FORBIDDEN = [kind for kind, spec in DOCUMENTS.items() if spec.forbidden_fields]
TO_BE_MASKED = [kind for kind, spec in DOCUMENTS.items() if spec.must_mask]


@EVERY_PRESET
@pytest.mark.parametrize("kind", FORBIDDEN)
@pytest.mark.parametrize("masking", [Masking.VISIBLE, Masking.REVERSIBLE])
def test_a_number_that_can_be_read_destroys_the_picture(
    policy: Policy, kind: Kind, masking: Masking
) -> None:
    """Whether the kind is taken or refused, no picture of an individual number is kept."""
    found = judge(policy, kind, masking=dict.fromkeys(SensitiveField, masking))

    assert found.verdict is Verdict.REJECTED
    assert (found.documents_to_purge, found.has_noncompliant_images) == ((0,), True)


@EVERY_PRESET
def test_the_back_of_the_number_card_is_destroyed(policy: Policy) -> None:
    """The side with the number may not arrive anywhere, hidden number or not."""
    back = frozenset({Side.FRONT, Side.BACK})
    found = judge(policy, Kind.INDIVIDUAL_NUMBER_CARD, sides=back)

    assert (found.verdict, found.documents_to_purge) == (Verdict.REJECTED, (0,))


@EVERY_PRESET
@pytest.mark.parametrize("kind", TO_BE_MASKED)
def test_a_field_that_must_be_hidden_is_masked(policy: Policy, kind: Kind) -> None:
    """Whether the kind is taken or refused, whoever received the picture masks the field."""
    found = judge(policy, kind, masking=VISIBLE)

    assert found.verdict is Verdict.REJECTED
    assert found.fields_to_mask == {0: DOCUMENTS[kind].must_mask}


@pytest.mark.parametrize(
    ("policy", "kind"),
    [
        (CROWDWORKS_ARTICLE, Kind.INDIVIDUAL_NUMBER_CARD),
        (MERCARI, Kind.INDIVIDUAL_NUMBER_CARD),
        (APTCP, Kind.SPECIFIED_RESIDENCE_CARD),
    ],
)
def test_a_number_that_nobody_looked_for_leaves_it_open(policy: Policy, kind: Kind) -> None:
    """A card is taken only when somebody has seen that its number cannot be read."""
    front = frozenset({Side.FRONT})

    assert judge(policy, kind, sides=front, masking={}).verdict is Verdict.OPEN
    assert judge(policy, kind, sides=front).verdict is Verdict.ACCEPTED


def test_the_refused_kind_alone_is_told() -> None:
    """The applicant hears that the card is not taken; the duty to destroy is the receiver's."""
    found = judge(LANCERS, Kind.NUMBER_NOTIFICATION_CARD, masking=VISIBLE)

    assert "document.unsupported_kind" in found.reason_codes
    assert "forbidden.individual_number" not in found.reason_codes


def test_a_policy_may_derive_the_rule_away() -> None:
    """Who is allowed by law to collect the number leaves the rules out by their codes."""
    bank = CROWDWORKS_ARTICLE.derive(
        code="bank", drop=["individual_number_is_absent", "number_side_is_absent"]
    )

    assert judge(bank, Kind.INDIVIDUAL_NUMBER_CARD, masking=VISIBLE).verdict is Verdict.ACCEPTED


# -- days that are printed, or cannot be read --------------------------------------------------


@EVERY_PRESET
def test_an_expiry_that_cannot_be_read_is_refused(policy: Policy) -> None:
    """A licence always has a last day; where none can be read nobody knows that it is valid."""
    found = judge(policy, Kind.DRIVERS_LICENSE, expires_on=ABSENT)

    assert found.reason_codes == ("document.expiry_unreadable",)


@pytest.mark.parametrize("policy", [p for p in PRESETS if p is not LANCERS], ids=lambda p: p.code)
@pytest.mark.parametrize(
    ("issued_on", "reasons"),
    [
        (ABSENT, ("document.issue_date_missing",)),
        (date(2012, 3, 31), ("document.issued_too_long_ago",)),
        (date(2012, 4, 1), ()),
        (DAY, ()),
        (date(2026, 9, 18), ("document.impossible_date",)),
    ],
)
def test_a_record_certificate_stands_by_its_day_of_issue(
    policy: Policy, issued_on: date | Absent, reasons: tuple[str, ...]
) -> None:
    """It never expires: issued before 2012-04-01 it identifies nobody, and no day is no answer."""
    found = judge(policy, Kind.DRIVING_RECORD_CERTIFICATE, issued_on=issued_on)

    assert found.reason_codes == reasons


@EVERY_PRESET
@pytest.mark.parametrize(
    ("kind", "issued_on", "reasons"),
    [
        (Kind.DRIVERS_LICENSE, DAY, ()),
        (Kind.DRIVERS_LICENSE, date(2026, 9, 18), ("document.impossible_date",)),
        (Kind.RESIDENT_RECORD, date(2026, 9, 18), ("document.impossible_date",)),
        (Kind.INDIVIDUAL_NUMBER_CARD, date(2015, 12, 31), ("document.impossible_date",)),
        (Kind.INDIVIDUAL_NUMBER_CARD, date(2016, 1, 1), ()),
        (Kind.RESIDENCE_CARD, date(2012, 7, 8), ("document.impossible_date",)),
    ],
)
def test_a_day_of_issue_is_a_possible_one(
    policy: Policy, kind: Kind, issued_on: date, reasons: tuple[str, ...]
) -> None:
    """Nothing was issued after it arrived, nor before there were any of its kind."""
    refused = not any(kind in line.kinds for line in policy.accept_list)
    front = DOCUMENTS[kind].sides - DOCUMENTS[kind].forbidden_sides
    found = judge(policy, kind, issued_on=issued_on, sides=front).reason_codes

    assert ("document.impossible_date" in found) == (bool(reasons) and not refused)


@pytest.mark.parametrize(
    "days",
    [
        {"issued_on": date(2015, 12, 31)},
        {"issued_on": date(2026, 9, 18)},
        {"expires_on": IMPOSSIBLE},
    ],
)
def test_an_impossible_date_is_worded_for_whatever_makes_it_so(days: dict[str, Any]) -> None:
    """Who sends a card issued before there were any is not told that the calendar lacks the day."""
    front = frozenset({Side.FRONT})
    found = judge(CROWDWORKS_ARTICLE, Kind.INDIVIDUAL_NUMBER_CARD, sides=front, **days)
    [told] = {finding.reason for finding in found.findings}

    assert (told.label_ja, told.label_en) == ("ありえない日付", "impossible date")
    assert "暦にない日、またはその書類の日付として考えられない日" in told.remedy_ja
    assert "not in the calendar, or is impossible for such a document" in told.remedy_en


@pytest.mark.parametrize(
    ("kind", "issued_on", "reasons"),
    [
        (Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE, date(2023, 10, 31), ()),
        (Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE, date(2023, 11, 1), ("document.expired",)),
    ],
)
def test_the_sixteenth_birthday_ends_a_card_before_its_print(
    kind: Kind, issued_on: date, reasons: tuple[str, ...]
) -> None:
    """Issued from 2023-11-01 to somebody under 16, it ends on the day before the birthday."""
    child = evolve(HANAKO, birth_date=date(2010, 9, 17))
    found = judge(CROWDWORKS_ARTICLE, kind, applicant=child, issued_on=issued_on, expires_on=DAY)

    assert found.reason_codes == reasons


@pytest.mark.parametrize(
    ("received_on", "reasons"),
    [(date(2024, 3, 1), ()), (date(2024, 3, 2), ("document.expired",))],
)
def test_a_register_card_lasts_ten_years(received_on: date, reasons: tuple[str, ...]) -> None:
    """Whatever it prints, ten years after its issue it has ended."""
    juki = {"issued_on": date(2014, 3, 1), "expires_on": date(2025, 12, 1)}
    found = judge(COCONALA_2020S, Kind.JUKI_CARD_B, day=received_on, **juki)

    assert found.reason_codes == reasons


# -- one note is asked for once ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "kind", "note", "asked"),
    [
        (CROWDWORKS_FAQ, Kind.DRIVERS_LICENSE, "address", "address"),
        (LANCERS, Kind.DRIVERS_LICENSE, "name", "name"),
        (LANCERS, Kind.DRIVERS_LICENSE, "birth_date", "birth_date"),
        (MERCARI, Kind.RESIDENCE_CARD, "expires_on", "valid_for"),
    ],
)
def test_one_note_is_asked_for_once(policy: Policy, kind: Kind, note: str, asked: str) -> None:
    """Two questions that the same note answers are one question to a reviewer."""
    noted: dict[str, Any] = {note: UNKNOWN}
    found = judge(policy, kind, **noted)

    assert [q.fact.name for q in found.open_questions] == [asked]
