"""Approved cases as `build_verified_claims`: against the published schemas, and what is refused."""

import json
from base64 import b64decode, urlsafe_b64decode
from datetime import date, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.deadline import ReviewClock
from idverify.catalogue.documents import DOCUMENTS
from idverify.citations import Citation
from idverify.errors import InvalidValueError
from idverify.interchange.oidc_ida import DEFAULT_TRUST_FRAMEWORK, build_verified_claims
from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.commands import Approve, Submit
from idverify.lifecycle.decide import decide
from idverify.model.applicants import (
    Address,
    Applicant,
    Corporation,
    EntityKind,
    Individual,
    corporate_number_check_digit,
)
from idverify.model.documents import DocumentKind, Side
from idverify.model.observations import Medium, Observation
from idverify.model.submissions import Document, Image, Submission
from idverify.model.unknown import ABSENT, UNKNOWN
from idverify.model.uploads import FileLimits, ImageFormat, Upload
from idverify.policy.acceptance import Acceptance
from idverify.policy.policy import Policy
from idverify.presets import CROWDWORKS_ARTICLE

Json: TypeAlias = Any

DATA: Final = Path(__file__).parents[2] / "data/oidc_ida"
CLAIMS: Final = json.loads((DATA / "claims_schema.json").read_text("utf-8"))
PUBLISHED: Final = Draft202012Validator(
    json.loads((DATA / "verified_claims.json").read_text("utf-8")),
    registry=Registry().with_resource(CLAIMS["$id"], DRAFT202012.create_resource(CLAIMS)),
    format_checker=Draft202012Validator.FORMAT_CHECKER,
)
ATTACHMENTS: Final = Draft202012Validator(
    json.loads((DATA / "attachments.json").read_text("utf-8"))
)

JST: Final = timezone(timedelta(hours=9))
NOW: Final = datetime(2026, 9, 17, 10, 0, tzinfo=JST)
CLOCK: Final = ReviewClock(BusinessCalendar.japan())
FRONT: Final = b"the bytes of picture 3"
PERSON: Final = Individual(
    kanji_name="髙橋 花子",
    kana_name="タカハシ ハナコ",
    birth_date=date(1990, 4, 1),
    address=Address("東京都千代田区千代田1-1", postal_code="100-0001"),
)


def picture(side: Side) -> Image:
    """Return a picture as it is after inspection."""
    upload = Upload(
        format=ImageFormat.JPEG,
        width=1000,
        height=600,
        size=len(FRONT),
        sha256=sha256(FRONT).hexdigest(),
        problems=(),
    )
    return Image(side=side, upload=upload)


def licence(**noted: Json) -> Document:
    """Return a licence on which the reviewer read what stands in the profile."""
    seen = Observation(
        medium=Medium.ORIGINAL,
        sides=frozenset({Side.FRONT, Side.BACK}),
        name="高橋 花子",
        address="東京都千代田区千代田１番１号",
        birth_date=date(1990, 4, 1),
        issued_on=date(2024, 5, 1),
        expires_on=date(2029, 5, 1),
    )
    return Document(
        kind=DocumentKind.DRIVERS_LICENSE,
        images=[picture(Side.FRONT), picture(Side.BACK)],
        observation=evolve(seen, **noted),
    )


def submission(*documents: Document, applicant: Applicant = PERSON) -> Submission:
    """Return a submission of these documents, or of a licence."""
    return Submission(id="s-1", applicant=applicant, documents=documents or [licence()])


def house_policy(*kinds: DocumentKind, entity: EntityKind = EntityKind.INDIVIDUAL) -> Policy:
    """Return a policy that asks for nothing but documents of these kinds."""
    source = [Citation("A house rule", read_on=date(2026, 11, 23))]
    return Policy(
        code="house",
        title_ja="社内基準",
        title_en="House rules",
        citations=source,
        accept_list=[Acceptance(kinds=kinds, entity_kind=entity, citations=source)],
        requirements=(),
        files=FileLimits(),
    )


def approved(handed_in: Submission, policy: Policy = CROWDWORKS_ARTICLE) -> Case:
    """Return the case after that submission came in and was approved."""
    pending = decide(
        Case(), Submit(submission=handed_in, fingerprint="f"), policy, CLOCK, NOW
    ).events
    command = Approve(submission=handed_in, fingerprint="f", reviewer="r-1")
    return replay((*pending, *decide(replay(pending), command, policy, CLOCK, NOW).events))


def export(handed_in: Submission, policy: Policy = CROWDWORKS_ARTICLE, **options: Json) -> Json:
    """Approve and export."""
    return build_verified_claims(
        handed_in, approved(handed_in, policy), policy, case_id="c-1", **options
    )


def faults(claim: Json) -> list[str]:
    """List what the published schemas have against it."""
    attached = [e["attachments"] for e in claim["verification"]["evidence"] if "attachments" in e]
    return [
        error.message
        for found in (
            PUBLISHED.iter_errors({"verified_claims": claim}),
            *map(ATTACHMENTS.iter_errors, attached),
        )
        for error in found
    ]


def keys(value: Json) -> set[str]:
    """Collect every key at any depth."""
    match value:
        case dict():
            return set(value).union(*map(keys, value.values()))
        case list():
            return set[str]().union(*map(keys, value))
        case _:
            return set()


def test_an_approved_licence_is_exported_whole() -> None:
    """Verification and claims of a licence are these, member by member."""
    claim = export(submission())
    for attached in claim["verification"]["evidence"][0]["attachments"]:
        attached.pop("content")

    expected = {
        "verification": {
            "trust_framework": "x-idverify-jp:document_review",
            "assurance_process": {
                "policy": "crowdworks_article",
                "procedure": "drivers_license",
                "assurance_details": [
                    {
                        "assurance_type": "evidence_validation",
                        "evidence_ref": [{"check_id": "s-1/0"}],
                    }
                ],
            },
            "time": "2026-09-17T10:00:00+09:00",
            "verification_process": "c-1",
            "evidence": [
                {
                    "type": "document",
                    "check_details": [{"check_method": "vri", "check_id": "s-1/0"}],
                    "document_details": {
                        "type": "jp_drivers_license",
                        "issuer": {"country_code": "JPN"},
                        "date_of_issuance": "2024-05-01",
                        "date_of_expiry": "2029-05-01",
                    },
                    "attachments": [
                        {"desc": "表面 / front", "content_type": "text/uri-list"},
                        {"desc": "裏面 / back", "content_type": "text/uri-list"},
                    ],
                }
            ],
        },
        "claims": {
            "name": "髙橋 花子",
            "birthdate": "1990-04-01",
            "address": {"formatted": "東京都千代田区千代田1-1"},
        },
    }
    assert expected == claim


@pytest.mark.parametrize("picture_url", [None, lambda _: "https://example.jp/pictures/1"])
def test_the_export_is_valid_under_the_published_schemas(picture_url: Json) -> None:
    """With embedded and with external attachments the published schemas accept it."""
    assert faults(export(submission(), image_url=picture_url)) == []


def test_the_published_schemas_do_refuse() -> None:
    """The schemas refuse an export without framework, and an attachment by digest alone."""
    claim = export(submission())
    del claim["verification"]["trust_framework"]
    claim["verification"]["evidence"][0]["attachments"] = [
        {"digest": {"alg": "sha-256", "value": "AA=="}}
    ]

    assert len(faults(claim)) == 3  # the digest has no address, and so is neither of the two kinds


def test_an_embedded_attachment_names_the_digest_only() -> None:
    """The content embedded is the RFC 6920 name of the picture, not the picture."""
    [front, _] = export(submission())["verification"]["evidence"][0]["attachments"]

    name = b64decode(front["content"]).decode()
    scheme, _, digest = name.removesuffix("\r\n").partition(";")

    assert scheme == "ni:///sha-256"
    assert not set(digest) & set("+/=")
    assert sha256(FRONT).digest() == urlsafe_b64decode(f"{digest}=")


def test_an_external_attachment_has_address_and_digest() -> None:
    """With an address given, the digest stands where the specification has it."""
    claim = export(submission(), image_url=lambda upload: f"https://example.jp/{upload.size}")
    [front, _] = claim["verification"]["evidence"][0]["attachments"]

    assert front["url"] == "https://example.jp/22"
    assert front["digest"]["alg"] == "sha-256"
    assert sha256(FRONT).digest() == b64decode(front["digest"]["value"])


def test_an_address_that_is_not_https_is_refused() -> None:
    """Clients must refuse attachments elsewhere than at https, so none are written."""
    with pytest.raises(InvalidValueError, match="https"):
        export(submission(), image_url=lambda _: "http://example.jp/1")


def test_documents_without_pictures_have_no_attachments() -> None:
    """The list of attachments may not be empty, so it is left out."""
    policy = house_policy(DocumentKind.DRIVERS_LICENSE)
    claim = export(submission(evolve(licence(), images=())), policy)

    assert "attachments" not in claim["verification"]["evidence"][0]
    assert faults(claim) == []


@pytest.mark.parametrize("kind", [kind for kind in DocumentKind if DOCUMENTS[kind].oidc_type])
def test_every_kind_that_identifies_is_exported_under_its_type(kind: DocumentKind) -> None:
    """Each kind is evidence under its predefined identifier or under one of ours."""
    claim = export(submission(evolve(licence(), kind=kind)), house_policy(kind))

    [evidence] = claim["verification"]["evidence"]
    assert DOCUMENTS[kind].oidc_type == evidence["document_details"]["type"]
    assert faults(claim) == []


@pytest.mark.parametrize("kind", [kind for kind in DocumentKind if not DOCUMENTS[kind].oidc_type])
def test_a_kind_that_identifies_nobody_is_no_evidence(kind: DocumentKind) -> None:
    """A paper that identifies nobody is refused as evidence, whatever a policy accepts."""
    with pytest.raises(InvalidValueError, match="identifies nobody"):
        export(submission(evolve(licence(), kind=kind)), house_policy(kind))


def test_two_documents_are_two_pieces_of_evidence() -> None:
    """Documents that count together are named together, each with a check of its own."""
    policy = house_policy(DocumentKind.HEALTH_INSURANCE_CARD, DocumentKind.RESIDENT_RECORD)
    both = [
        evolve(licence(), kind=DocumentKind.HEALTH_INSURANCE_CARD),
        evolve(licence(), kind=DocumentKind.RESIDENT_RECORD),
    ]
    verification = export(submission(*both), policy)["verification"]

    process = verification["assurance_process"]
    expected = [check for e in verification["evidence"] for check in e["check_details"]]
    referred = process["assurance_details"][0]["evidence_ref"]
    assert process["procedure"] == "health_insurance_card+resident_record"
    assert [check["check_id"] for check in expected] == [ref["check_id"] for ref in referred]


@pytest.mark.parametrize("nothing", [ABSENT, UNKNOWN])
def test_only_what_a_document_showed_is_claimed(nothing: Json) -> None:
    """An address that no document shows, or that nobody read, is not claimed as verified."""
    policy = house_policy(DocumentKind.DRIVERS_LICENSE)
    claim = export(submission(licence(address=nothing, birth_date=nothing)), policy)

    assert claim["claims"] == {"name": "髙橋 花子"}
    assert faults(claim) == []


def test_dates_that_are_not_printed_are_left_out() -> None:
    """A document without dates is exported without dates."""
    policy = house_policy(DocumentKind.DRIVERS_LICENSE)
    claim = export(submission(licence(issued_on=ABSENT, expires_on=UNKNOWN)), policy)

    details = claim["verification"]["evidence"][0]["document_details"]
    assert {"type", "issuer"} == set(details)


def test_no_member_can_hold_a_number() -> None:
    """No member for the number of a document or of a person occurs at any depth."""
    forbidden = {"document_number", "number", "personal_number", "serial_number"}

    assert not forbidden & keys(export(submission()))


def test_an_address_that_hides_an_individual_number_cannot_even_be_made() -> None:
    """Twelve digits that pass the check of an individual number are refused before any export."""
    with pytest.raises(InvalidValueError, match="may not be kept") as refused:
        evolve(PERSON, address=Address("東京都千代田区 123456789018"))
    assert "123456789018" not in str(refused.value)


@pytest.mark.parametrize("framework", ["jp_aml", "jp_mpiupa", "eidas", "made_up"])
def test_a_framework_is_refused_unless_the_policy_may_claim_it(framework: str) -> None:
    """No preset may claim a framework of the law; a policy that names it may."""
    entitled = evolve(CROWDWORKS_ARTICLE, trust_frameworks=frozenset({framework}))

    with pytest.raises(InvalidValueError, match=f"may not claim the trust framework {framework}"):
        export(submission(), trust_framework=framework)
    claim = export(submission(), entitled, trust_framework=framework)
    assert framework == claim["verification"]["trust_framework"]


def test_our_own_framework_may_always_be_claimed() -> None:
    """A policy that may claim more still exports under our framework unless told otherwise."""
    entitled = evolve(CROWDWORKS_ARTICLE, trust_frameworks=frozenset({"jp_aml"}))

    claim = export(submission(), entitled)

    assert claim["verification"]["trust_framework"] == DEFAULT_TRUST_FRAMEWORK


def test_a_case_under_review_is_refused() -> None:
    """Before the approval there is nothing to export, and the error says where the case is."""
    handed_in = submission()
    command = Submit(submission=handed_in, fingerprint="f")
    pending = replay(decide(Case(), command, CROWDWORKS_ARTICLE, CLOCK, NOW).events)

    with pytest.raises(InvalidValueError, match="the case is under_review"):
        build_verified_claims(handed_in, pending, CROWDWORKS_ARTICLE, case_id="c-1")


def test_another_submission_than_the_approved_one_is_refused() -> None:
    """A submission with another id was never approved."""
    other = evolve(submission(), id="s-0")

    with pytest.raises(InvalidValueError, match="not the approved one"):
        build_verified_claims(other, approved(submission()), CROWDWORKS_ARTICLE, case_id="c-1")


@pytest.mark.parametrize("medium", [Medium.PHOTOCOPY, UNKNOWN])
def test_what_the_policy_does_not_accept_is_refused(medium: Json) -> None:
    """The same id with observations that forbid or leave open the approval is refused."""
    changed = submission(licence(medium=medium))

    with pytest.raises(InvalidValueError, match="does not accept"):
        build_verified_claims(changed, approved(submission()), CROWDWORKS_ARTICLE, case_id="c-1")


def test_a_company_is_refused() -> None:
    """The format speaks of natural persons, so a company is not pressed into it."""
    base = "999901000123"
    company = Corporation(
        registered_name="見本商事株式会社",
        corporate_number=f"{corporate_number_check_digit(base)}{base}",
        head_office=Address("東京都千代田区千代田1-1"),
        representative="見本 太郎",
    )
    kind = DocumentKind.REGISTRY_CERTIFICATE_FULL
    paper = evolve(licence(), kind=kind)

    with pytest.raises(InvalidValueError, match="natural persons"):
        export(
            submission(paper, applicant=company), house_policy(kind, entity=EntityKind.CORPORATION)
        )
