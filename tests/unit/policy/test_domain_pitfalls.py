"""The traps of the field, each with its sentence; those of the calendar stand with the calendar."""

import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.closures import Closure
from idverify.calendar.deadline import ReceiptConvention, ReviewClock
from idverify.calendar.partial_date import PartialDate
from idverify.catalogue.reasons import get_reason
from idverify.citations import Citation
from idverify.errors import IllegalTransitionError, StaleSubmissionError
from idverify.lifecycle.case import Case, evolve
from idverify.lifecycle.commands import Approve, Submit
from idverify.lifecycle.decide import decide
from idverify.lifecycle.effects import DropImages, MaskImages
from idverify.lifecycle.retention import make_image_effects
from idverify.matching.strictness import STRICT
from idverify.model import applicants, contacts, submissions, uploads
from idverify.model.applicants import Individual
from idverify.model.documents import DocumentKind as Kind
from idverify.model.documents import SensitiveField, Side
from idverify.model.observations import Masking, Medium, Observation
from idverify.model.unknown import IMPOSSIBLE, UNKNOWN, Unknown
from idverify.policy.assessment import Assessment, Verdict
from idverify.policy.printed_days import read_printed_day
from idverify.policy.standard_rules.applicant import applicant_is_adult, applicant_meets_minimum_age
from idverify.policy.standard_rules.images import photo_is_shown
from idverify.policy.standard_rules.masking import (
    masking_is_irreversible,
    needed_fields_are_visible,
)
from idverify.policy.validity import check_usable_on, compute_validity
from idverify.policy.validity.usability import UsabilityReason
from idverify.presets import CROWDWORKS_ARTICLE, CROWDWORKS_FAQ
from support.applicants import HANAKO, JST, RECEIVED_ON, submission
from support.rules import HOUSE_RULES, policy

JAPAN = BusinessCalendar.japan()
CARD_AND_RECORD = (Kind.HEALTH_INSURANCE_CARD, Kind.RESIDENT_RECORD)
CARD_DAY = date(2025, 12, 1)
INSURED = frozenset({Kind.HEALTH_INSURANCE_CARD})


def judge(
    *kinds: Kind,
    day: date = RECEIVED_ON,
    applicant: Individual = HANAKO,
    **changes: Any,  # noqa: ANN401
) -> Assessment:
    """Judge by CrowdWorks' own page what is right but for *changes*."""
    changes.setdefault("issued_on", day - timedelta(days=30))
    return CROWDWORKS_FAQ.evaluate(submission(*kinds, applicant=applicant, **changes), day)


def hidden(**changes: Masking) -> dict[SensitiveField, Masking]:
    """Return that all is hidden but for *changes*."""
    marks = dict.fromkeys(SensitiveField, Masking.HIDDEN)
    return marks | {SensitiveField(name): value for name, value in changes.items()}


def test_trap_1_a_substitute_day_lies_beyond_monday() -> None:
    """3 May 2026 is a Sunday, and its substitute is Wednesday 6 May: a licence lasts to the 7th."""
    assert JAPAN.closure_on(date(2026, 5, 6)) is not None
    assert compute_validity(Kind.DRIVERS_LICENSE, expires_on=date(2026, 5, 3)).last_day == date(
        2026, 5, 7
    )


def test_trap_2_a_day_between_two_holidays_rests() -> None:
    """From Thursday 17 September 2026 the fifth business day is Tuesday the 29th."""
    assert JAPAN.add(date(2026, 9, 17), 5) == date(2026, 9, 29)


def test_trap_3_in_2019_five_business_days_took_seventeen_days() -> None:
    """From Friday 26 April 2019 the fifth business day is Monday 13 May."""
    assert JAPAN.add(date(2019, 4, 26), 5) == date(2019, 5, 13)


@pytest.mark.parametrize("day", [date(2021, 7, 22), date(2021, 7, 23), date(2021, 8, 9)])
def test_trap_4_holidays_moved_in_2021(day: date) -> None:
    """Rules of third Mondays and of 11 August are wrong for 2020 and 2021."""
    assert JAPAN.closure_on(day) is not None
    assert JAPAN.closure_on(date(2021, 7, 19)) is None
    assert JAPAN.closure_on(date(2021, 8, 11)) is None


def test_trap_5_a_service_closes_on_days_of_its_own() -> None:
    """With the service's notice of 2024 the fifth business day is 13 May, without it 8 May."""
    notice = Citation("A notice of a service", "April 2024", read_on=date(2026, 11, 23))
    days = [date(2024, 4, 27) + timedelta(days=n) for n in range(10)]
    closed = JAPAN.with_closures([Closure(day, "休業", "closed", notice) for day in days])

    assert JAPAN.add(date(2024, 4, 26), 5) == date(2024, 5, 8)
    assert closed.add(date(2024, 4, 26), 5) == date(2024, 5, 13)


def test_trap_6_holidays_not_yet_promulgated_are_provisional() -> None:
    """A deadline in 2028, computed with the holidays of today, says that it may move."""
    clock = ReviewClock(JAPAN)

    assert clock.deadline(datetime(2028, 3, 15, 12, tzinfo=JST)).is_provisional
    assert not clock.deadline(datetime(2026, 3, 16, 12, tzinfo=JST)).is_provisional


@pytest.mark.parametrize("day", [21, 22, 23])
def test_trap_7_what_arrives_on_a_day_of_rest_counts_from_the_next_one(day: int) -> None:
    """Saturday, Sunday and the holiday of November 2026 all lead to Monday the 30th."""
    received = datetime(2026, 11, day, 12, tzinfo=JST)

    assert ReviewClock(JAPAN).deadline(received).due_on == date(2026, 11, 30)


@pytest.mark.parametrize("day", [21, 22, 23])
def test_trap_7_the_other_convention_is_there_too(day: int) -> None:
    """Deemed received on the next business day, and that day not counted: Tuesday 1 December."""
    received = datetime(2026, 11, day, 12, tzinfo=JST)
    other = ReviewClock(JAPAN, receipt_convention=ReceiptConvention.DEEMED_NEXT_BUSINESS_DAY)

    assert other.deadline(received).due_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("applied_on", "last_day"),
    [(date(2022, 3, 31), date(2026, 6, 1)), (date(2022, 4, 1), date(2031, 6, 1))],
)
def test_trap_8_the_age_line_goes_by_the_day_of_application(
    applied_on: date, last_day: date
) -> None:
    """Who was 18 has a card for five birthdays, and one day later for ten."""
    found = compute_validity(
        Kind.INDIVIDUAL_NUMBER_CARD,
        applied_on=applied_on,
        issued_on=date(2022, 4, 20),
        birth_date=date(2003, 6, 1),
    )

    assert last_day == found.last_day


def test_trap_9_the_certificate_in_the_chip_ends_before_the_card() -> None:
    """A card in its sixth year is good, though its electronic certificate ended after five."""
    card = compute_validity(
        Kind.INDIVIDUAL_NUMBER_CARD,
        applied_on=date(2020, 5, 1),
        issued_on=date(2020, 6, 1),
        birth_date=date(1990, 4, 1),
    )
    sixth_year = date(2026, 4, 2)
    found = judge(Kind.INDIVIDUAL_NUMBER_CARD, day=sixth_year, expires_on=card.last_day)

    assert card.last_day == date(2030, 4, 1)
    assert found.verdict is Verdict.ACCEPTED
    assert not [f.name for f in attrs.fields(Observation) if "certificate" in f.name]


@pytest.mark.parametrize(
    ("born", "codes"),
    [(date(2010, 11, 3), ()), (date(2010, 11, 2), ("photo.absent",))],
)
def test_trap_10_a_child_has_no_photo(born: date, codes: tuple[str, ...]) -> None:
    """Under 16 a certificate bears no photo, which is no sign of a forgery; at 16 it does."""
    kind = Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE
    with_photo = CROWDWORKS_ARTICLE.derive(add=[photo_is_shown(frozenset({kind}), [HOUSE_RULES])])
    child = attrs.evolve(HANAKO, birth_date=born)
    handed_in = submission(kind, applicant=child, shows_photo=False, issued_on=RECEIVED_ON)
    found = with_photo.evaluate(handed_in, RECEIVED_ON)

    assert codes == found.reason_codes


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("平成38年5月7日", date(2026, 5, 7)),
        ("平成35年12月31日まで有効", date(2023, 12, 31)),
        ("2026年(平成38年)05月07日まで有効", date(2026, 5, 7)),
        ("平成38年(2026年)5月7日", date(2026, 5, 7)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("令和元年4月30日", IMPOSSIBLE),
        ("昭和64年1月7日生", date(1989, 1, 7)),
        ("平成元年1月7日", IMPOSSIBLE),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("Ｒ８．１１．２", date(2026, 11, 2)),
        ("2026-11-02", date(2026, 11, 2)),
        ("令和 8年 11月 2日", date(2026, 11, 2)),
        ("2026年(令和7年)5月7日", IMPOSSIBLE),
        ("令和5年2月29日", IMPOSSIBLE),
        ("2026年13月1日", IMPOSSIBLE),
        ("令和0年5月1日", IMPOSSIBLE),
        ("0000年1月1日", IMPOSSIBLE),
        ("8.11.2", UNKNOWN),
        ("2026年5月", PartialDate(2026, 5)),
        ("20 FEB 2029", date(2029, 2, 20)),
    ],
)
def test_trap_11_years_of_an_era_that_never_came_are_meant(text: str, day: object) -> None:
    """平成38年 is 2026, and a day before its era, or in none, is impossible."""
    assert day == read_printed_day(text)


@pytest.mark.parametrize("text", ["", "令和", "next year", "令和 8 年 1 1 月", "昭和2/年11月21日"])
def test_trap_11_what_is_no_date_is_not_guessed(text: str) -> None:
    """A text without a date's shape is refused, and its characters are not repeated."""
    with pytest.raises(ValueError, match=f"^{len(text)} characters that are no date"):
        read_printed_day(text)


def test_trap_12_normalisation_is_no_comparison() -> None:
    """髙 and 高 stay two characters, are told as a variant, and the raw form is kept."""
    applicant = attrs.evolve(HANAKO, kanji_name="高橋 健一")
    handed_in = submission(applicant=applicant, name="髙橋 健一")

    assert CROWDWORKS_FAQ.evaluate(handed_in, RECEIVED_ON).verdict is not Verdict.REJECTED
    assert handed_in.documents[0].observation.name == "髙橋 健一"
    strict = CROWDWORKS_FAQ.derive(strictness=STRICT)
    [finding] = strict.evaluate(handed_in, RECEIVED_ON).findings
    [explained] = finding.explain_differences(handed_in)
    assert "髙" in explained.ja
    assert "forms of the same character" in explained.en


@pytest.mark.parametrize("form", ["\ufa19", "\ufa10"])
def test_trap_12_even_the_mildest_normalisation_changes_names(form: str) -> None:
    """NFC rewrites 神 (U+FA19) and 塚 (U+FA10); what was registered and transcribed stays raw."""
    applicant = attrs.evolve(HANAKO, kanji_name=f"{form}田 花子")
    handed_in = submission(applicant=applicant, name=f"{form}田 花子")

    assert unicodedata.normalize("NFC", form) != form
    assert form in handed_in.applicant.name
    assert form in str(handed_in.documents[0].observation.name)
    assert CROWDWORKS_FAQ.evaluate(handed_in, RECEIVED_ON).verdict is not Verdict.REJECTED


def test_trap_13_names_are_longer_than_they_look() -> None:
    """𠮷 is one character, and a name of 1,000 such characters is within the limit."""
    name = "𠮷" * 1000

    assert attrs.evolve(HANAKO, kanji_name=name).kanji_name == name


@pytest.mark.parametrize("dash", ["\u2010", "\u2212", "\u30fc", "\uff0d"])
def test_trap_14_dashes_of_all_kinds_are_one_mark_to_a_lenient_service(dash: str) -> None:
    """Hyphen, minus, long-vowel mark and full-width minus stand for the same mark."""
    handed_in = submission(address=f"東京都中野区中野4{dash}8{dash}1")

    assert CROWDWORKS_ARTICLE.evaluate(handed_in, RECEIVED_ON).verdict is Verdict.ACCEPTED


def test_trap_14_the_punctuation_of_an_address_is_a_policy() -> None:
    """A strict service refuses 四丁目8番1号 for 4-8-1; a lenient one does not."""
    handed_in = submission(address="東京都中野区中野四丁目8番1号")
    strict = CROWDWORKS_ARTICLE.derive(strictness=STRICT)

    assert CROWDWORKS_ARTICLE.evaluate(handed_in, RECEIVED_ON).verdict is Verdict.ACCEPTED
    assert strict.evaluate(handed_in, RECEIVED_ON).verdict is Verdict.REJECTED


@pytest.mark.parametrize(
    ("kinds", "changes"),
    [
        (CARD_AND_RECORD, {"masking": hidden(individual_number=Masking.VISIBLE)}),
        ((Kind.INDIVIDUAL_NUMBER_CARD,), {"sides": frozenset({Side.FRONT, Side.BACK})}),
    ],
)
def test_trap_15_an_individual_number_is_refused_and_purged(
    kinds: tuple[Kind, ...], changes: dict[str, Any]
) -> None:
    """On a resident record or the back of the card it refuses, and the picture is destroyed."""
    found = judge(*kinds, day=CARD_DAY, **changes)

    assert found.reason_codes == ("forbidden.individual_number",)
    assert make_image_effects("s-1", found) == (
        DropImages(submission_id="s-1", document_indexes=[len(kinds) - 1]),
    )


def test_trap_15_no_field_can_hold_an_individual_number() -> None:
    """What can be noted of the number is what became of it; no field is named for it."""
    nouns = (applicants, contacts, submissions, uploads)
    classes = [c for noun in nouns for c in vars(noun).values() if attrs.has(c)]
    names = {field.name for c in classes for field in attrs.fields(c)}

    assert {n for n in names if "number" in n or "mynumber" in n} == {"corporate_number"}
    assert {"hidden", "visible", "reversible", "not_printed"} == {m.value for m in Masking}


@pytest.mark.parametrize("masking", [Masking.VISIBLE, Masking.REVERSIBLE])
def test_trap_16_a_rejection_does_not_keep_an_unmasked_number(masking: Masking) -> None:
    """Whoever receives an insured number unmasked, or so that it can be recovered, masks it."""
    found = judge(*CARD_AND_RECORD, day=CARD_DAY, masking=hidden(insured_number=masking))

    assert (found.reason_codes, found.documents_to_purge) == (("masking.missing",), ())
    assert found.fields_to_mask == {0: {SensitiveField.INSURED_NUMBER}}
    assert make_image_effects("s-1", found) == (
        MaskImages(
            submission_id="s-1", document_index=0, fields=frozenset({SensitiveField.INSURED_NUMBER})
        ),
    )


def test_trap_16_a_service_may_tell_a_reversible_mask_by_its_own_reason() -> None:
    """What can be made out under the cover is masked anew, with a remedy of its own."""
    rules = masking_is_irreversible(INSURED, [SensitiveField.INSURED_NUMBER], [HOUSE_RULES])
    house = CROWDWORKS_FAQ.derive(drop=["insured_number_is_masked"], add=rules)
    marks = hidden(insured_number=Masking.REVERSIBLE)
    handed_in = submission(*CARD_AND_RECORD, masking=marks, issued_on=date(2025, 11, 1))
    found = house.evaluate(handed_in, CARD_DAY)

    assert (found.reason_codes, found.has_noncompliant_images) == (("masking.reversible",), True)


def test_trap_17_a_visible_qr_code_counts_as_unmasked() -> None:
    """The code reveals the numbers and is told like them."""
    found = judge(*CARD_AND_RECORD, day=CARD_DAY, masking=hidden(qr_code=Masking.VISIBLE))

    assert found.reason_codes == ("masking.missing",)


def test_trap_17_a_hidden_insurer_counts_as_over_masked() -> None:
    """Name, insurer and day of issue stay readable; a card that hides one is refused, and kept."""
    house = CROWDWORKS_FAQ.derive(add=[needed_fields_are_visible(INSURED, [HOUSE_RULES])])
    handed_in = submission(
        *CARD_AND_RECORD, shows_what_is_needed=False, issued_on=date(2025, 11, 1)
    )
    found = house.evaluate(handed_in, CARD_DAY)

    assert (found.reason_codes, found.has_noncompliant_images) == (("masking.excessive",), False)


def test_trap_18_who_holds_the_licence_on_the_number_card_has_none_to_photograph() -> None:
    """The front of the individual number card alone is enough; nobody asks for a licence."""
    assert judge(Kind.INDIVIDUAL_NUMBER_CARD).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    ("kind", "day", "why"),
    [
        (Kind.JUKI_CARD_B, date(2025, 12, 31), UsabilityReason.VALID),
        (Kind.JUKI_CARD_B, date(2026, 1, 1), UsabilityReason.NO_LONGER_USABLE),
        (Kind.JUKI_CARD_A, date(2014, 1, 1), UsabilityReason.NO_IDENTIFICATION),
    ],
)
def test_trap_19_the_register_card_is_gone(kind: Kind, day: date, why: UsabilityReason) -> None:
    """After 2025-12-31 none is acceptable, and the type without a photo never was."""
    assert why is check_usable_on(kind, day).reason


@pytest.mark.parametrize(
    ("has_page", "verdict"),
    [(True, Verdict.ACCEPTED), (False, Verdict.REJECTED), (UNKNOWN, Verdict.OPEN)],
)
def test_trap_20_the_page_is_looked_for_and_not_inferred(
    has_page: bool | Unknown, verdict: Verdict
) -> None:
    """A passport issued on 2020-02-10 may have the page: the observation decides, not the date."""
    passport = submission(
        Kind.PASSPORT_JP,
        issued_on=date(2020, 2, 10),
        expires_on=date(2030, 2, 10),
        sides=UNKNOWN,
        has_bearers_page=has_page,
    )
    found = CROWDWORKS_ARTICLE.evaluate(passport, RECEIVED_ON)

    assert verdict is found.verdict


def test_trap_21_whether_a_refusal_is_final_is_no_matter_of_the_reason() -> None:
    """One code may be final at one service and not at another; the reason stays the same."""
    stern = CROWDWORKS_ARTICLE.derive(final_reasons=["mismatch.name"])

    assert stern.is_final_by_default(["mismatch.name"])
    assert not CROWDWORKS_ARTICLE.is_final_by_default(["mismatch.name"])
    assert get_reason("mismatch.name").usually_retryable


@pytest.mark.parametrize(("cap", "attempts"), [(1, 1), (2, 2), (9, 9)])
def test_trap_22_the_first_submission_is_an_attempt(cap: int, attempts: int) -> None:
    """With a cap of n the n-th submission is taken, and the next is refused."""
    house = CROWDWORKS_ARTICLE.derive(max_attempts=cap)
    case, clock = Case(), ReviewClock(JAPAN)
    now = datetime(2026, 11, 2, 10, tzinfo=JST)
    for attempt in range(attempts):
        command = Submit(submission=submission(id_=f"s-{attempt}"), fingerprint="f")
        for event in decide(case, command, house, clock, now).events:
            case = evolve(case, event)

    assert case.attempts == cap
    with pytest.raises(IllegalTransitionError, match="until an approval, and all were used"):
        decide(case, Submit(submission=submission(id_="s-x"), fingerprint="f"), house, clock, now)


def test_trap_23_names_of_holidays_are_our_own() -> None:
    """A closure is named from our table in both languages, whatever the machine's locale."""
    closure = JAPAN.closure_on(date(2026, 11, 3))

    assert closure is not None
    assert (closure.name_ja, closure.name_en) == ("文化の日", "Culture Day")


def test_trap_24_the_next_number_card_is_only_expected() -> None:
    """Front only, and to the birthday: what is planned for about 2028 changes no answer yet."""
    found = judge(Kind.INDIVIDUAL_NUMBER_CARD, day=date(2029, 1, 15), issued_on=date(2028, 6, 1))

    assert found.verdict is Verdict.ACCEPTED


def test_trap_25_a_verdict_on_a_replaced_submission_changes_nothing() -> None:
    """Who decides on what was replaced is refused, and the case stays as it is."""
    case, clock = Case(), ReviewClock(JAPAN)
    now = datetime(2026, 11, 2, 10, tzinfo=JST)
    for id_ in ("s-1", "s-2"):
        command = Submit(submission=submission(id_=id_), fingerprint="f")
        for event in decide(case, command, CROWDWORKS_ARTICLE, clock, now).events:
            case = evolve(case, event)
    late = Approve(submission=submission(id_="s-1"), fingerprint="f", reviewer="r-1")

    with pytest.raises(StaleSubmissionError):
        decide(case, late, CROWDWORKS_ARTICLE, clock, now)
    assert case.submission_id == "s-2"


@pytest.mark.parametrize("number", range(1, 26))
def test_every_trap_of_the_list_has_a_test_with_its_number(number: int) -> None:
    """The 25 traps of section (d) of the fact base: `test_trap_<number>_<its sentence>`."""
    tests = [name for name in globals() if name.startswith(f"test_trap_{number}_")]

    assert tests
    assert all(globals()[name].__doc__ for name in tests)


# -- rules a policy may use beside, on each side of each of their days --------------------------


@pytest.mark.parametrize(
    ("born", "day", "verdict"),
    [
        (date(2008, 11, 2), RECEIVED_ON, Verdict.ACCEPTED),
        (date(2008, 11, 3), RECEIVED_ON, Verdict.REJECTED),
        (date(2004, 2, 29), date(2022, 2, 28), Verdict.REJECTED),
        (date(2004, 2, 29), date(2022, 3, 1), Verdict.ACCEPTED),
        (date(2027, 1, 1), RECEIVED_ON, Verdict.REJECTED),
    ],
)
def test_an_age_holds_from_the_birthday(born: date, day: date, verdict: Verdict) -> None:
    """Reached at the end of the day before, it holds throughout the day itself."""
    house = policy(applicant_meets_minimum_age(18, [HOUSE_RULES]))
    applicant = attrs.evolve(HANAKO, birth_date=born)

    assert verdict is house.evaluate(submission(applicant=applicant), day).verdict


@pytest.mark.parametrize(
    ("day", "verdict"),
    [(date(2022, 3, 31), Verdict.REJECTED), (date(2022, 4, 1), Verdict.ACCEPTED)],
)
def test_majority_came_down_to_18_on_2022_04_01(day: date, verdict: Verdict) -> None:
    """Who was 18 and not yet 20 came of age that day."""
    house = policy(applicant_is_adult([HOUSE_RULES]))
    applicant = attrs.evolve(HANAKO, birth_date=date(2003, 6, 1))

    assert verdict is house.evaluate(submission(applicant=applicant), day).verdict


@pytest.mark.parametrize(
    ("medium", "code"),
    [(Medium.SCREEN, "image.screen_capture"), (Medium.EDITED, "image.edited")],
)
def test_a_screen_and_an_edited_picture_have_reasons_of_their_own(
    medium: Medium, code: str
) -> None:
    """They are refused for what they are, not as photocopies."""
    found = CROWDWORKS_ARTICLE.evaluate(submission(medium=medium), RECEIVED_ON)

    assert found.reason_codes == (code,)
