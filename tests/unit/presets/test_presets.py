"""The presets: each says what its source says, on each side of each date, and what it lacks."""

from datetime import date, timedelta
from typing import Any

import pytest

from idverify.catalogue.reasons import REASONS
from idverify.citations import Confidence
from idverify.model.applicants import Applicant, EntityKind
from idverify.model.documents import DocumentKind as Kind
from idverify.model.documents import SensitiveField, Side
from idverify.model.observations import Masking
from idverify.model.unknown import ABSENT, IMPOSSIBLE
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
from support.applicants import COMPANY, HANAKO, RECEIVED_ON, submission
from support.lifetimes import lifetimes

CARD_AND_RECORD = (Kind.HEALTH_INSURANCE_CARD, Kind.RESIDENT_RECORD)
BOTH_CERTIFICATES = (Kind.REGISTRY_CERTIFICATE_FULL, Kind.CORPORATE_SEAL_CERTIFICATE)
CARD_DAY = date(2025, 12, 1)
ALL_HIDDEN = dict.fromkeys(SensitiveField, Masking.HIDDEN)
DAY = timedelta(days=1)


def judge(
    policy: Policy,
    *kinds: Kind,
    day: date = RECEIVED_ON,
    applicant: Applicant = HANAKO,
    **changes: Any,  # noqa: ANN401 - observations by name
) -> Assessment:
    """Judge a submission that is right in every point but for *changes*."""
    changes.setdefault("issued_on", day - timedelta(days=30))
    changes.setdefault("shows_photo", True)
    changes.setdefault("shows_what_is_needed", True)
    changes.setdefault("expires_on", date(2035, 5, 1))
    labelled = submission(*kinds, applicant=applicant, **changes)
    return policy.evaluate(labelled, day)


# -- every preset -------------------------------------------------------------------------


@pytest.mark.parametrize("policy", PRESETS, ids=lambda p: p.code)
def test_every_line_of_a_preset_can_be_satisfied_or_says_when_it_ended(policy: Policy) -> None:
    """A good submission of each line is accepted in its time; a dead line names its last day."""
    for life in lifetimes(policy):
        applicant = HANAKO if life.line.entity_kind is EntityKind.INDIVIDUAL else COMPANY
        days = [min(RECEIVED_ON, (p.until or date.max) - DAY) for p in life.periods]
        found = judge(policy, *sorted(life.line.kinds), day=days[-1], applicant=applicant)

        assert found.verdict is Verdict.ACCEPTED
        assert (life.ended_on is None) == (life.ended_by is None)


@pytest.mark.parametrize("policy", PRESETS, ids=lambda p: p.code)
def test_every_reason_of_a_preset_has_a_remedy_in_both_languages(policy: Policy) -> None:
    """Whatever a rule can find tells the applicant what to do, in Japanese and in English."""
    for rule in policy.rules:
        assert rule.reason.code in REASONS
        assert rule.reason.remedy_ja.endswith("。")
        assert rule.reason.remedy_en.endswith(".")
        assert rule.statement_ja.endswith("。")
        assert rule.statement_en.endswith(".")


@pytest.mark.parametrize("policy", PRESETS, ids=lambda p: p.code)
def test_every_rule_of_a_preset_is_cited(policy: Policy) -> None:
    """No rule stands without a source, a place in it and a mark of how sure we are."""
    for rule in policy.rules:
        assert all(c.title and c.place and c.url for c in rule.citations)
    assert len({rule.code for rule in policy.rules}) == len(policy.rules) >= 12


@pytest.mark.parametrize(
    "policy", [p for p in PRESETS if p is not CROWDWORKS_ARTICLE], ids=lambda p: p.code
)
def test_a_preset_says_what_it_does_not_know(policy: Policy) -> None:
    """What the source leaves open is a gap in both languages, with the place to look."""
    assert policy.gaps
    assert all(
        gap.statement_ja.endswith("。") and gap.statement_en.endswith(".") for gap in policy.gaps
    )


def test_no_preset_may_be_labelled_as_grade_of_a_regulated_business() -> None:
    """A marketplace's own check is nobody's check under the Act, APTCP as a frame included."""
    assert {policy.code for policy in PRESETS if policy.trust_frameworks} == set()


@pytest.mark.parametrize("policy", PRESETS, ids=lambda p: p.code)
def test_an_impossible_date_is_a_finding(policy: Policy) -> None:
    """A printed date that the calendar does not have is told as that, and nothing else is."""
    kind = Kind.DRIVERS_LICENSE
    found = judge(policy, kind, birth_date=IMPOSSIBLE, expires_on=IMPOSSIBLE)

    assert found.reason_codes == ("document.impossible_date",)


# -- CrowdWorks' own page -----------------------------------------------------------------


def test_a_company_brings_both_certificates() -> None:
    """The registry certificate alone, enough for the article, lacks its companion here."""
    alone = judge(CROWDWORKS_FAQ, BOTH_CERTIFICATES[0], applicant=COMPANY)

    assert alone.reason_codes == ("document.companion_missing",)
    assert judge(CROWDWORKS_FAQ, *BOTH_CERTIFICATES, applicant=COMPANY).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    ("issued_on", "codes"),
    [
        (date(2025, 6, 1), ()),
        (date(2025, 5, 31), ("document.issued_too_long_ago",)),
    ],
)
def test_a_resident_record_is_six_months_old_at_most(
    issued_on: date, codes: tuple[str, ...]
) -> None:
    """Received on 2025-12-01, a record of 1 June is within six months and one of 31 May is not."""
    found = judge(CROWDWORKS_FAQ, *CARD_AND_RECORD, day=CARD_DAY, issued_on=issued_on)

    assert codes == found.reason_codes


@pytest.mark.parametrize("masking", [Masking.VISIBLE, Masking.REVERSIBLE])
def test_a_resident_record_shows_no_individual_number(masking: Masking) -> None:
    """A number that can be read refuses the record and has its picture destroyed."""
    marks = {**ALL_HIDDEN, SensitiveField.INDIVIDUAL_NUMBER: masking}
    found = judge(CROWDWORKS_FAQ, *CARD_AND_RECORD, day=CARD_DAY, masking=marks)

    assert found.reason_codes == ("forbidden.individual_number",)
    assert found.documents_to_purge == (1,)
    assert [finding.must_purge_image for finding in found.findings] == [True]


def test_a_passport_needs_its_bearers_page() -> None:
    """A booklet without the page is an unsupported variant, and its address is not missed twice."""
    found = judge(CROWDWORKS_FAQ, Kind.PASSPORT_JP, has_bearers_page=False, address=ABSENT)

    assert found.reason_codes == ("document.unsupported_variant",)


@pytest.mark.parametrize("field", [SensitiveField.OLD_ADDRESS])
@pytest.mark.parametrize("kinds", [(Kind.PASSPORT_JP,), CARD_AND_RECORD])
def test_old_addresses_are_struck_out(kinds: tuple[Kind, ...], field: SensitiveField) -> None:
    """An address other than the present one that can still be read is told so."""
    found = judge(
        CROWDWORKS_FAQ, *kinds, day=CARD_DAY, masking={**ALL_HIDDEN, field: Masking.VISIBLE}
    )

    assert found.reason_codes == ("document.old_address_visible",)


def test_the_back_of_a_number_card_is_refused_and_destroyed() -> None:
    """The side with the individual number may not arrive; the picture is purged, not kept."""
    both = frozenset({Side.FRONT, Side.BACK})
    found = judge(CROWDWORKS_FAQ, Kind.INDIVIDUAL_NUMBER_CARD, sides=both)

    assert found.reason_codes == ("forbidden.individual_number",)
    assert found.has_noncompliant_images
    assert judge(CROWDWORKS_FAQ, Kind.INDIVIDUAL_NUMBER_CARD).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    ("kind", "shown", "code"),
    [
        (Kind.DRIVERS_LICENSE, {Side.FRONT}, "document.side_missing"),
        (Kind.DRIVING_RECORD_CERTIFICATE, {Side.BACK}, "document.side_missing"),
        (Kind.PASSPORT_JP, {Side.PHOTO_PAGE}, "document.page_missing"),
        (Kind.INDIVIDUAL_NUMBER_CARD, set(), "document.side_missing"),
    ],
)
def test_all_sides_are_asked_for(kind: Kind, shown: set[Side], code: str) -> None:
    """A missing side of a card, or page of a passport, is told as such."""
    found = judge(CROWDWORKS_FAQ, kind, sides=frozenset(shown))

    assert found.reason_codes == (code,)


def test_the_qr_code_of_an_insurance_card_is_masked_too() -> None:
    """A code that reveals the numbers counts as the numbers."""
    marks = {**ALL_HIDDEN, SensitiveField.QR_CODE: Masking.VISIBLE}
    found = judge(CROWDWORKS_FAQ, *CARD_AND_RECORD, day=CARD_DAY, masking=marks)

    assert found.reason_codes == ("masking.missing",)
    assert found.fields_to_mask == {0: {SensitiveField.QR_CODE}}


# -- the dates of the article's list ------------------------------------------------------


@pytest.mark.parametrize("policy", [CROWDWORKS_ARTICLE, CROWDWORKS_FAQ], ids=lambda p: p.code)
@pytest.mark.parametrize(
    ("kinds", "first_day_without"),
    [
        (CARD_AND_RECORD, date(2025, 12, 2)),
        ((Kind.JUKI_CARD_B,), date(2026, 1, 1)),
        ((Kind.PASSPORT_JP,), date(2030, 3, 1)),
    ],
)
def test_three_documents_fall_away_on_their_days(
    policy: Policy, kinds: tuple[Kind, ...], first_day_without: date
) -> None:
    """Insurance card, register card and passport with a bearer's page are good until the eve."""
    assert judge(policy, *kinds, day=first_day_without - DAY).verdict is Verdict.ACCEPTED
    assert judge(policy, *kinds, day=first_day_without).verdict is Verdict.REJECTED


def test_what_fell_away_is_reported_with_its_day() -> None:
    """The list of the article names three documents that end between 2024 and 2031."""
    ended = {life.ended_on for life in lifetimes(CROWDWORKS_ARTICLE)}

    assert {None, date(2025, 12, 2), date(2026, 1, 1), date(2030, 3, 1)} == ended


# -- other services -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "kind", "code"),
    [
        (COCONALA_2020S, Kind.INDIVIDUAL_NUMBER_CARD, "document.unsupported_kind"),
        (LANCERS, Kind.INDIVIDUAL_NUMBER_CARD, "document.unsupported_kind"),
        (CROWDWORKS_FAQ, Kind.RESIDENCE_CARD, "document.unsupported_kind"),
        (MERCARI, Kind.HEALTH_INSURANCE_CARD, "document.unsupported_kind"),
        (LANCERS, Kind.JUKI_CARD_B, "document.unsupported_kind"),
    ],
)
def test_one_card_has_opposite_verdicts(policy: Policy, kind: Kind, code: str) -> None:
    """What one service takes the next refuses: the accept list is the policy's."""
    found = judge(policy, kind, day=CARD_DAY)

    assert code in found.reason_codes


@pytest.mark.parametrize(
    ("issued_on", "verdict"),
    [(date(2026, 8, 2), Verdict.ACCEPTED), (date(2026, 8, 1), Verdict.REJECTED)],
)
def test_lancers_counts_three_months(issued_on: date, verdict: Verdict) -> None:
    """A resident record of three months and a day is too old there."""
    assert verdict is judge(LANCERS, Kind.RESIDENT_RECORD, issued_on=issued_on).verdict


def test_lancers_tells_an_expiry_that_cannot_be_read() -> None:
    """The service has a reason of its own for it."""
    found = judge(LANCERS, Kind.DRIVERS_LICENSE, expires_on=ABSENT)

    assert found.reason_codes == ("document.expiry_unreadable",)


@pytest.mark.parametrize(
    ("left", "codes"),
    [(60, ()), (59, ("document.validity_remaining_short",)), (-1, ("document.expired",))],
)
def test_mercari_wants_sixty_days_left(left: int, codes: tuple[str, ...]) -> None:
    """A residence card that ends in 59 days is too short; one that has ended is told once."""
    found = judge(MERCARI, Kind.RESIDENCE_CARD, expires_on=RECEIVED_ON + timedelta(days=left))

    assert codes == found.reason_codes


def test_mercari_compares_as_printed() -> None:
    """Another notation of the same address is refused there and accepted by CrowdWorks."""
    same: dict[str, Any] = {"address": "東京都中野区中野四丁目8番1号"}

    assert judge(MERCARI, Kind.DRIVERS_LICENSE, **same).reason_codes == ("mismatch.address",)
    assert judge(CROWDWORKS_FAQ, Kind.DRIVERS_LICENSE, **same).verdict is Verdict.ACCEPTED


def test_coconala_unlocks_what_its_page_lists() -> None:
    """Six capabilities, and five business days."""
    assert len(COCONALA_2020S.capabilities) == 6
    assert COCONALA_2020S.business_days == 5


# -- the Act ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kinds", "last_day"),
    [
        ((Kind.DRIVERS_LICENSE,), date(2027, 3, 31)),
        ((Kind.INDIVIDUAL_NUMBER_CARD,), date(2027, 3, 31)),
        ((Kind.PENSION_BOOK, Kind.RESIDENT_RECORD), date(2027, 3, 31)),
        (CARD_AND_RECORD, date(2024, 12, 1)),
    ],
)
def test_pictures_end_with_march_2027(kinds: tuple[Kind, ...], last_day: date) -> None:
    """On 31 March 2027 a picture will do, on 1 April none does; insurance cards left before."""
    after = judge(APTCP, *kinds, day=last_day + DAY)

    assert judge(APTCP, *kinds, day=last_day).verdict is Verdict.ACCEPTED
    assert after.reason_codes == ("document.not_yet_or_no_longer_accepted",)


def test_what_ended_is_written_down_as_ended() -> None:
    """Every line of the Act's list has an end, and no line is kept without one."""
    assert {date(2027, 4, 1), date(2024, 12, 2)} == {
        line.period.until for line in APTCP.accept_list
    }


def test_records_are_kept_seven_years() -> None:
    """Article 6 of the Act is policy data, cited."""
    assert APTCP.retention.records_years == 7
    assert APTCP.retention.citations


def test_what_is_only_read_into_the_act_is_marked() -> None:
    """Whether a marketplace is bound is our inference, and marked so."""
    assert Confidence.INFERRED in {gap.citation.confidence for gap in APTCP.gaps}
