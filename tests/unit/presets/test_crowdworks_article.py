"""The article's own examples: what it takes, what it refuses and why, on each side of each date."""

from datetime import date, timedelta
from typing import Any

import pytest

from idverify.calendar.business_days import BusinessCalendar
from idverify.catalogue.documents import DOCUMENTS
from idverify.catalogue.reasons import ARTICLE_REASONS, REASONS
from idverify.catalogue.sources import cite
from idverify.citations import Confidence
from idverify.model.applicants import Applicant, EntityKind
from idverify.model.documents import DocumentKind as Kind
from idverify.model.documents import SensitiveField
from idverify.model.image_cleaning import clean_upload
from idverify.model.observations import Masking, Medium
from idverify.model.submissions import Document, Submission
from idverify.model.unknown import ABSENT
from idverify.model.uploads import ImageFormat
from idverify.policy.assessment import Assessment, Verdict
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import COMPANY, HANAKO, RECEIVED_ON, picture, png, seen, submission

CARD_AND_RECORD = (Kind.HEALTH_INSURANCE_CARD, Kind.RESIDENT_RECORD)
CARD_DAY = date(2025, 12, 1)
JUKI_DAY = date(2025, 12, 28)

#: The article's list, each with a day on which the law still knows the document.
PERSONS = [
    ((Kind.PASSPORT_JP,), RECEIVED_ON),
    ((Kind.DRIVERS_LICENSE,), RECEIVED_ON),
    ((Kind.DRIVING_RECORD_CERTIFICATE,), RECEIVED_ON),
    (CARD_AND_RECORD, CARD_DAY),
    ((Kind.INDIVIDUAL_NUMBER_CARD,), RECEIVED_ON),
    ((Kind.JUKI_CARD_B,), JUKI_DAY),
    ((Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,), RECEIVED_ON),
]
EXPIRING = [
    (kinds, day)
    for kinds, day in PERSONS
    if kinds not in {CARD_AND_RECORD, (Kind.DRIVING_RECORD_CERTIFICATE,)}
]
ONE_DAY = timedelta(days=1)


def judge(
    *kinds: Kind,
    day: date = RECEIVED_ON,
    applicant: Applicant = HANAKO,
    **changes: Any,  # noqa: ANN401
) -> Assessment:
    """Judge a submission that is right in every point but for *changes*."""
    changes.setdefault("issued_on", day - timedelta(days=30))
    made = submission(*kinds, applicant=applicant, **changes)
    return CROWDWORKS_ARTICLE.evaluate(made, day)


@pytest.mark.parametrize(("kinds", "day"), PERSONS, ids=lambda v: str(v)[:40])
def test_each_document_of_the_list_is_accepted(kinds: tuple[Kind, ...], day: date) -> None:
    """Whatever the article lists for a person is accepted when nothing is wrong with it."""
    assessment = judge(*kinds, day=day)

    assert (
        assessment.verdict,
        assessment.findings,
        assessment.open_questions,
    ) == (Verdict.ACCEPTED, (), ())


def test_a_registry_certificate_is_accepted_of_a_company() -> None:
    """A company is verified by its 履歴事項全部証明書."""
    assert Verdict.ACCEPTED is judge(Kind.REGISTRY_CERTIFICATE_FULL, applicant=COMPANY).verdict


@pytest.mark.parametrize(("kinds", "day"), PERSONS, ids=lambda v: str(v)[:40])
def test_a_picture_of_a_photocopy_is_refused(kinds: tuple[Kind, ...], day: date) -> None:
    """コピーされた書類の画像 is refused for that reason, whatever the document."""
    assessment = judge(*kinds, day=day, medium=Medium.PHOTOCOPY)

    assert assessment.reason_codes == ("image.photo_of_copy",)


@pytest.mark.parametrize(("kinds", "day"), PERSONS, ids=lambda v: str(v)[:40])
def test_a_document_without_an_address_is_refused(kinds: tuple[Kind, ...], day: date) -> None:
    """住所の記載が抜けている is refused for that reason, whatever the document."""
    assessment = judge(*kinds, day=day, address=ABSENT)

    assert assessment.reason_codes == ("field.address_absent",)


@pytest.mark.parametrize(("kinds", "day"), PERSONS, ids=lambda v: str(v)[:40])
@pytest.mark.parametrize(
    "slip",
    [
        {"name": "見本 花予"},
        {"name": "別人 太郎"},
        {"address": "東京都中野区中野4-8-2"},
        {"address": "大阪府高槻市桃園町2-1"},
        {"birth_date": date(1990, 4, 2)},
    ],
    ids=str,
)
def test_a_slip_or_an_omission_in_the_profile_is_refused(
    kinds: tuple[Kind, ...], day: date, slip: dict[str, Any]
) -> None:
    """本人情報の誤字や脱字 is refused for that reason, whatever the document."""
    assert judge(*kinds, day=day, **slip).reason_codes == ("profile.typo_or_omission",)


def test_a_published_variant_of_a_character_is_no_slip() -> None:
    """高 for 髙 and 4-8-1 for 四丁目8番1号 are the same name and the same address."""
    applicant = submission(Kind.DRIVERS_LICENSE).applicant
    assessment = judge(
        Kind.DRIVERS_LICENSE, applicant=applicant, address="東京都中野区中野四丁目8番1号"
    )

    assert Verdict.ACCEPTED is assessment.verdict


@pytest.mark.parametrize("what", ["name", "address", "representative"])
def test_a_company_that_is_registered_otherwise_is_refused(what: str) -> None:
    """A company's name, head office and representative agree with its certificate."""
    changes: dict[str, Any] = {what: "大阪府高槻市桃園町2-1"}
    found = judge(Kind.REGISTRY_CERTIFICATE_FULL, applicant=COMPANY, **changes)

    assert found.reason_codes == ("profile.typo_or_omission",)


@pytest.mark.parametrize(
    "field",
    [
        SensitiveField.INSURED_SYMBOL,
        SensitiveField.INSURED_NUMBER,
        SensitiveField.INSURER_NUMBER,
    ],
)
@pytest.mark.parametrize("masking", [Masking.VISIBLE, Masking.REVERSIBLE])
def test_an_insurance_card_hides_three_numbers(field: SensitiveField, masking: Masking) -> None:
    """記号・番号・保険者番号 each have to be hidden, and a picture that shows one is destroyed."""
    hidden = {**dict.fromkeys(SensitiveField, Masking.HIDDEN), field: masking}
    assessment = judge(*CARD_AND_RECORD, day=CARD_DAY, masking=hidden)

    assert assessment.reason_codes == ("masking.missing",)
    assert [f"{field}_is_masked"] == [finding.rule.code for finding in assessment.findings]
    assert assessment.has_noncompliant_images


def test_a_number_that_is_not_printed_needs_no_hiding() -> None:
    """A card without a symbol is accepted without one."""
    masking = {
        **dict.fromkeys(SensitiveField, Masking.HIDDEN),
        SensitiveField.INSURED_SYMBOL: Masking.NOT_PRINTED,
    }
    assert Verdict.ACCEPTED is judge(*CARD_AND_RECORD, day=CARD_DAY, masking=masking).verdict


def test_other_fields_of_an_insurance_card_may_stay_visible() -> None:
    """The article names three numbers to hide, the law two fields more, and nobody another."""
    hidden = {
        SensitiveField.INDIVIDUAL_NUMBER,
        *DOCUMENTS[Kind.HEALTH_INSURANCE_CARD].must_mask,
    }
    masking = {
        field: Masking.HIDDEN if field in hidden else Masking.VISIBLE for field in SensitiveField
    }

    assert Verdict.ACCEPTED is judge(*CARD_AND_RECORD, day=CARD_DAY, masking=masking).verdict


@pytest.mark.parametrize("alone", CARD_AND_RECORD)
def test_insurance_card_and_resident_record_come_together(alone: Kind) -> None:
    """Neither of the two is enough alone."""
    assert judge(alone, day=CARD_DAY).reason_codes == ("document.companion_missing",)


@pytest.mark.parametrize("kind", [k for k in Kind if k not in {x for ks, _ in PERSONS for x in ks}])
def test_a_document_that_is_not_on_the_list_is_refused(kind: Kind) -> None:
    """Whatever the article does not list for a person is refused as such."""
    assert "document.unsupported_kind" in judge(kind).reason_codes


@pytest.mark.parametrize("kind", [k for k in Kind if k is not Kind.REGISTRY_CERTIFICATE_FULL])
def test_a_company_is_verified_by_nothing_else(kind: Kind) -> None:
    """Of a company only the certificate of all registered matters is taken."""
    assert "document.unsupported_kind" in judge(kind, applicant=COMPANY).reason_codes


@pytest.mark.parametrize(
    ("day", "reasons"),
    [(date(2025, 12, 1), ()), (date(2025, 12, 2), ("document.not_yet_or_no_longer_accepted",))],
)
def test_the_insurance_card_ends_on_the_first_of_december_2025(
    day: date, reasons: tuple[str, ...]
) -> None:
    """The last insurance card is received on 2025-12-01."""
    assert reasons == judge(*CARD_AND_RECORD, day=day).reason_codes


@pytest.mark.parametrize(
    ("day", "reasons"),
    [(date(2025, 12, 31), ()), (date(2026, 1, 1), ("document.not_yet_or_no_longer_accepted",))],
)
def test_the_juki_card_ends_with_2025(day: date, reasons: tuple[str, ...]) -> None:
    """The last Basic Resident Register card is received on 2025-12-31."""
    assert reasons == judge(Kind.JUKI_CARD_B, day=day).reason_codes


@pytest.mark.parametrize(
    ("issued_on", "reasons"),
    [(date(2012, 3, 31), ("document.issued_too_long_ago",)), (date(2012, 4, 1), ())],
)
def test_a_driving_record_certificate_is_of_april_2012_or_later(
    issued_on: date, reasons: tuple[str, ...]
) -> None:
    """Only a certificate issued on or after 2012-04-01 identifies its holder."""
    found = judge(Kind.DRIVING_RECORD_CERTIFICATE, issued_on=issued_on)

    assert reasons == found.reason_codes


@pytest.mark.parametrize(
    ("issued_on", "day", "reasons"),
    [
        (date(2026, 8, 2), date(2026, 11, 2), ()),
        (date(2026, 8, 1), date(2026, 11, 2), ("document.issued_too_long_ago",)),
        (date(2026, 11, 30), date(2027, 2, 28), ()),
        (date(2026, 11, 30), date(2027, 3, 1), ("document.issued_too_long_ago",)),
        (date(2026, 11, 2), date(2026, 11, 2), ()),
        (date(2026, 11, 3), date(2026, 11, 2), ("document.impossible_date",)),
        (date(2026, 7, 2), date(2026, 11, 2), ("document.issued_too_long_ago",)),
    ],
)
def test_a_registry_certificate_is_at_most_three_months_old(
    issued_on: date, day: date, reasons: tuple[str, ...]
) -> None:
    """Three months to the day are within, one day more is not, and tomorrow is no day of issue."""
    found = judge(Kind.REGISTRY_CERTIFICATE_FULL, day=day, applicant=COMPANY, issued_on=issued_on)

    assert reasons == found.reason_codes


def test_a_registry_certificate_shows_its_day_of_issue() -> None:
    """Without a day of issue nobody can tell how old a certificate is."""
    found = judge(Kind.REGISTRY_CERTIFICATE_FULL, applicant=COMPANY, issued_on=ABSENT)

    assert found.reason_codes == ("document.issue_date_missing",)


@pytest.mark.parametrize(("kinds", "day"), EXPIRING, ids=lambda v: str(v)[:40])
def test_a_document_is_good_on_its_last_day_and_not_after(
    kinds: tuple[Kind, ...], day: date
) -> None:
    """The printed last day still counts; the day after is expired."""
    assert judge(*kinds, day=day, expires_on=day).reason_codes == ()
    # A licence whose last day rests is good for longer, so both are days of work.
    day_before = BusinessCalendar.japan_government().previous(day)
    expired = judge(*kinds, day=day, expires_on=day_before)

    assert expired.reason_codes == ("document.expired",)


@pytest.mark.parametrize("bearers_page", [True, False])
def test_a_passport_shows_an_address_only_on_the_bearers_page(bearers_page: bool) -> None:
    """A passport of the newer design has no page for the address and so lacks one."""
    found = judge(Kind.PASSPORT_JP, has_bearers_page=bearers_page)

    assert (() if bearers_page else ("field.address_absent",)) == found.reason_codes


@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        (png(), ()),
        (b"%PDF-1.7\n", ("file.format",)),
        (b"", ("file.unreadable",)),
        (png()[:-6], ("file.unreadable",)),
        (png() + bytes(10 * 1024 * 1024 - len(png())), ()),
        (bytes(10 * 1024 * 1024 + 1), ("file.format", "file.too_large")),
    ],
    ids=["png", "pdf", "empty", "cut off", "padded to 10 MB", "10 MB and a byte"],
)
def test_a_wrong_file_is_refused_at_the_door(data: bytes, reasons: tuple[str, ...]) -> None:
    """A file that nobody can look at is a finding before anybody has looked."""
    image = picture(Kind.DRIVERS_LICENSE, clean_upload(data), CROWDWORKS_ARTICLE.files)
    document = Document(kind=Kind.DRIVERS_LICENSE, images=[image])
    handed_in = Submission(id="s", applicant=HANAKO, documents=[document])

    found = CROWDWORKS_ARTICLE.intake_policy.evaluate(handed_in, RECEIVED_ON)
    assert reasons == found.reason_codes
    observed = handed_in.with_observations(seen(HANAKO, Kind.DRIVERS_LICENSE))
    assert reasons == CROWDWORKS_ARTICLE.evaluate(observed, RECEIVED_ON).reason_codes


def test_all_that_is_wrong_is_told_at_once() -> None:
    """Every finding is returned, each with reason, remedy in two languages and sources."""
    assessment = judge(
        *CARD_AND_RECORD,
        day=CARD_DAY,
        medium=Medium.PHOTOCOPY,
        name="別人 太郎",
        masking={},
    )
    purge = judge(
        *CARD_AND_RECORD, day=CARD_DAY, medium=Medium.PHOTOCOPY, masking={}
    ).has_noncompliant_images

    assert assessment.reason_codes == ("image.photo_of_copy", "profile.typo_or_omission")
    assert {0, 1} == {finding.document_index for finding in assessment.findings}
    assert not purge
    for finding in assessment.findings:
        assert finding.reason.remedy_ja.endswith("。")
        assert finding.reason.remedy_en
        assert finding.citations


def test_every_rule_cites_the_article() -> None:
    """No rule of the preset stands without its place in the article."""
    article = cite("CWb2", "x", Confidence.ARTICLE)
    places = {
        rule.code: [c.place for c in rule.citations if (c.title, c.url) == _source(article)]
        for rule in CROWDWORKS_ARTICLE.rules
    }

    assert [code for code, found in places.items() if not any(found)] == []
    assert all(_source(c) == _source(article) for c in CROWDWORKS_ARTICLE.citations)


def _source(citation: Any) -> tuple[str, str]:  # noqa: ANN401 - a Citation
    return citation.title, citation.url


def test_every_reason_of_the_article_is_given_by_some_rule() -> None:
    """The three reasons the article names are among those the preset gives."""
    given = {rule.reason.code for rule in CROWDWORKS_ARTICLE.rules}

    assert set(ARTICLE_REASONS.values()) <= given <= set(REASONS)


def test_what_the_article_promises_beside_the_rules() -> None:
    """Five business days, one capability, no duty, JPEG or PNG of at most 10 MB."""
    policy = CROWDWORKS_ARTICLE

    assert (policy.business_days, policy.is_optional) == (5, True)
    assert [c.code for c in policy.capabilities] == ["bank_account_registration"]
    assert {ImageFormat.JPEG, ImageFormat.PNG} == policy.files.formats
    assert policy.files.max_bytes == 10 * 1024 * 1024
    assert (policy.max_attempts, policy.reverify_months, policy.may_replace) == (None, None, True)


def test_three_steps_follow_an_approval() -> None:
    """Bank account, profile with its seven recommended items, applying for work."""
    steps = CROWDWORKS_ARTICLE.next_steps

    assert [step.code for step in steps] == [
        "register_bank_account",
        "complete_profile",
        "apply_for_work",
    ]
    assert (
        steps[1].details_ja[0],
        len(steps[1].details_ja),
        len(steps[1].details_en),
    ) == ("自己紹介", 7, 7)


def test_the_list_has_seven_choices_for_a_person_and_one_for_a_company() -> None:
    """The accept list is the article's list, in its order."""
    lines = [(line.entity_kind, line.kinds) for line in CROWDWORKS_ARTICLE.accept_list]
    persons = [(EntityKind.INDIVIDUAL, frozenset(kinds)) for kinds, _ in PERSONS]

    assert [
        *persons,
        (EntityKind.CORPORATION, frozenset({Kind.REGISTRY_CERTIFICATE_FULL})),
    ] == lines


def test_the_article_gives_none_of_its_rules_a_date() -> None:
    """The article dates no rule; every date comes from the catalogue of documents."""
    windows = {rule.code: rule.period for rule in CROWDWORKS_ARTICLE.rules}

    assert {"[..., ...)"} == {str(period) for period in windows.values()}
