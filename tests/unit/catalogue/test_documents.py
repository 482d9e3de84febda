"""The catalogue of document kinds, held against the tables it was written from."""

import tomllib
from collections.abc import Iterator, MutableMapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from idverify.calendar.period import Period
from idverify.catalogue.documents import DOCUMENTS
from idverify.citations import Confidence
from idverify.i18n import Label
from idverify.model.documents import (
    ATTRIBUTE_LABELS,
    SENSITIVE_FIELD_LABELS,
    SIDE_LABELS,
    DocumentAttribute,
    DocumentKind,
    SensitiveField,
    Side,
)

DATA = tomllib.loads(
    (Path(__file__).parents[2] / "data" / "vocabulary.toml").read_text(encoding="utf-8")
)
KINDS: dict[str, dict[str, Any]] = DATA["kinds"]
ISSUED: dict[str, dict[str, date]] = DATA["issued"]
LETTERS = {
    "N": DocumentAttribute.NAME,
    "A": DocumentAttribute.ADDRESS,
    "B": DocumentAttribute.BIRTH_DATE,
    "P": DocumentAttribute.PHOTO,
    "C": DocumentAttribute.CORPORATE_NAME,
    "H": DocumentAttribute.HEAD_OFFICE,
    "R": DocumentAttribute.REPRESENTATIVE,
}
DAY = timedelta(days=1)

every_kind = pytest.mark.parametrize("kind", DocumentKind)


def days_around(row: dict[str, date]) -> Iterator[tuple[date, bool]]:
    """Give the days on each side of each date of a row, and whether they are within it."""
    if first := row.get("first"):
        yield from ((first - DAY, False), (first, True))
    if last := row.get("last"):
        yield from ((last, True), (last + DAY, False))


def test_the_kinds_are_those_of_the_table() -> None:
    """The 21 ids of table (a) are the kinds, each named by its id in upper case."""
    assert list(KINDS) == [kind.value for kind in DocumentKind]
    assert [name.upper() for name in KINDS] == [kind.name for kind in DocumentKind]


def test_every_kind_has_its_spec() -> None:
    """The catalogue has one spec for each kind, in their order, and each spec knows its kind."""
    assert list(DocumentKind) == list(DOCUMENTS)
    assert list(DocumentKind) == [spec.kind for spec in DOCUMENTS.values()]


def test_the_catalogue_cannot_be_changed() -> None:
    """Nobody can put another spec into the catalogue that all others read."""
    assert not isinstance(DOCUMENTS, MutableMapping)


@every_kind
def test_what_it_proves_is_what_the_table_says(kind: DocumentKind) -> None:
    """A kind proves, always or sometimes, what table (a) says of it."""
    letters = KINDS[kind]["proves"]

    spec = DOCUMENTS[kind]

    assert {LETTERS[x] for x in letters if x.isupper()} == spec.proves
    assert {LETTERS[x.upper()] for x in letters if x.islower()} == spec.sometimes_proves


@every_kind
def test_days_of_use(kind: DocumentKind) -> None:
    """A kind can identify from its first day to its last, and on no day beside."""
    row = KINDS[kind]

    assert list(days_around(row)) == [
        (day, day in DOCUMENTS[kind].usable_period) for day, _ in days_around(row)
    ]
    if "first" not in row:
        assert date.min in DOCUMENTS[kind].usable_period
    if "last" not in row:
        assert date.max in DOCUMENTS[kind].usable_period


@every_kind
def test_days_of_issue(kind: DocumentKind) -> None:
    """A document can have been issued from the kind's first day of issue to its last."""
    row = ISSUED.get(kind, {})

    assert list(days_around(row)) == [
        (day, day in DOCUMENTS[kind].issue_period) for day, _ in days_around(row)
    ]
    if "first" not in row:
        assert date.min in DOCUMENTS[kind].issue_period
    if "last" not in row:
        assert date.max in DOCUMENTS[kind].issue_period


@every_kind
def test_what_has_to_be_hidden(kind: DocumentKind) -> None:
    """What must be masked, and what may not arrive at all, is what table (a) says."""
    spec = DOCUMENTS[kind]

    assert set(KINDS[kind].get("mask", [])) == spec.must_mask
    assert set(KINDS[kind].get("forbidden", [])) == spec.forbidden_fields
    assert not spec.must_mask & spec.may_mask


@every_kind
def test_openid_type(kind: DocumentKind) -> None:
    """A predefined OpenID identifier is used as it is; ours say whose they are and of what."""
    ours = f"x-idverify-jp:{kind}"

    expected = {"x-": ours, "none": None}.get(KINDS[kind]["oidc"], KINDS[kind]["oidc"])

    assert expected == DOCUMENTS[kind].oidc_type


@every_kind
def test_every_statement_says_where_it_was_read(kind: DocumentKind) -> None:
    """Each spec cites something, and each citation names its page and its statement."""
    citations = DOCUMENTS[kind].citations

    assert citations
    assert all(citation.url and citation.place for citation in citations)
    assert {citation.read_on for citation in citations} <= {date(2026, 11, 23), date(2026, 12, 1)}
    assert len(set(citations)) == len(citations)


@every_kind
def test_a_window_has_a_citation_that_is_sure(kind: DocumentKind) -> None:
    """No kind is limited in time on an unsure word alone."""
    spec = DOCUMENTS[kind]

    unlimited = spec.usable_period == spec.issue_period == Period()

    assert unlimited or Confidence.CONFIRMED in {c.confidence for c in spec.citations}


@every_kind
def test_names_and_remarks_come_in_both_languages(kind: DocumentKind) -> None:
    """Whatever is said of a kind is said in Japanese and in English."""
    spec = DOCUMENTS[kind]

    assert all([spec.name_ja, spec.name_en, spec.issuer_ja])
    assert bool(spec.remark_ja) == bool(spec.remark_en)
    assert bool(spec.ineligibility_reason_ja) == bool(spec.ineligibility_reason_en)
    assert spec.name_ja.isascii() is False
    assert spec.name_en.isascii()


@every_kind
def test_what_is_proved_sometimes_is_explained(kind: DocumentKind) -> None:
    """A kind that proves something only sometimes says when, and proves nothing twice."""
    spec = DOCUMENTS[kind]

    assert spec.remark_ja or not spec.sometimes_proves
    assert not spec.proves & spec.sometimes_proves


@every_kind
def test_sides(kind: DocumentKind) -> None:
    """A kind that identifies has sides to send, none of them forbidden."""
    spec = DOCUMENTS[kind]

    assert spec.is_identification == bool(spec.sides)
    assert not spec.sides & spec.forbidden_sides


@every_kind
def test_companions_identify(kind: DocumentKind) -> None:
    """What is asked for beside a document identifies, and is not the document itself."""
    companions = DOCUMENTS[kind].companions

    assert all(DOCUMENTS[companion].is_identification for companion in companions)
    assert kind not in companions


def test_three_kinds_never_identify() -> None:
    """The notice, the notification card and the photo-less card are no identification at all."""
    assert {
        DocumentKind.ELIGIBILITY_NOTICE,
        DocumentKind.NUMBER_NOTIFICATION_CARD,
        DocumentKind.JUKI_CARD_A,
    } == {kind for kind, spec in DOCUMENTS.items() if not spec.is_identification}


@pytest.mark.parametrize("language", ["name_ja", "name_en"])
def test_no_two_kinds_share_a_name(language: str) -> None:
    """A person who reads a name knows which kind is meant."""
    assert len(DOCUMENTS) == len({getattr(spec, language) for spec in DOCUMENTS.values()})


def test_only_the_back_of_the_number_card_is_a_forbidden_side() -> None:
    """The back of the individual number card may not be sent, and no other side is ruled out."""
    assert {(DocumentKind.INDIVIDUAL_NUMBER_CARD, Side.BACK)} == {
        (kind, side) for kind, spec in DOCUMENTS.items() for side in spec.forbidden_sides
    }


def test_the_article_s_masking_duty() -> None:
    """The article's 記号・番号・保険者番号 are all among what an insurance card must hide."""
    article = {"記号", "番号", "保険者番号"}

    hidden = {
        SENSITIVE_FIELD_LABELS[x].ja
        for x in DOCUMENTS[DocumentKind.HEALTH_INSURANCE_CARD].must_mask
    }

    assert article < hidden


def test_masking_on_the_eligibility_certificate_is_marked_as_our_reading() -> None:
    """That the certificate is masked like the card is inferred, and says so."""
    citations = DOCUMENTS[DocumentKind.ELIGIBILITY_CERTIFICATE].citations

    assert [c.confidence for c in citations if "masked" in c.place] == [Confidence.INFERRED]


def test_the_bearer_page_proves_an_address_only_sometimes() -> None:
    """A passport has no day from which it proves no address: the page itself decides."""
    passport = DOCUMENTS[DocumentKind.PASSPORT_JP]

    assert DocumentAttribute.ADDRESS in passport.sometimes_proves
    assert Side.BEARER_PAGE in passport.sides
    assert date.max in passport.issue_period


@pytest.mark.parametrize(
    ("members", "table"),
    [
        (DocumentAttribute, ATTRIBUTE_LABELS),
        (Side, SIDE_LABELS),
        (SensitiveField, SENSITIVE_FIELD_LABELS),
    ],
)
def test_every_member_has_labels(members: list[str], table: dict[str, Label]) -> None:
    """Each attribute, side and sensitive field has one name of its own in each language."""
    assert list(members) == list(table)
    assert len(table) == len({label.ja for label in table.values()})
    assert len(table) == len({label.en for label in table.values()})
    assert all(label.ja and label.en for label in table.values())


def test_every_sensitive_field_is_used() -> None:
    """No field is listed that no document has to hide, may hide, or may not show."""
    assert set(SensitiveField) == {
        hidden
        for spec in DOCUMENTS.values()
        for hidden in spec.must_mask | spec.may_mask | spec.forbidden_fields
    }
