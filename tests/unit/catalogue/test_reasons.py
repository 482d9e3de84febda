"""The rejection reasons: complete, bilingual, each with a way on, and open to a service's own."""

import tomllib
from collections.abc import MutableMapping
from pathlib import Path

import pytest

from idverify.catalogue._applicant_reasons import APPLICANT_REASONS
from idverify.catalogue._document_reasons import DOCUMENT_REASONS
from idverify.catalogue._reason_sources import REASON_SOURCES
from idverify.catalogue.reasons import (
    ADDRESS_ABSENT,
    ARTICLE_REASONS,
    PHOTO_OF_COPY,
    REASONS,
    TYPO_OR_OMISSION,
    RejectionReason,
    get_reason,
)
from idverify.citations import Confidence
from idverify.errors import InvalidValueError

CODES: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parents[2] / "data" / "vocabulary.toml").read_text(encoding="utf-8")
)["reasons"]
WORDS = ("屋号なし", "no business name", "屋号を示してください。", "Please show it.")

every_reason = pytest.mark.parametrize("row", REASONS.values(), ids=REASONS)


def test_the_codes_are_those_of_the_table() -> None:
    """The codes of table (b), and the four we add, are the codes of the catalogue."""
    assert set(CODES["retry"] + CODES["final"] + CODES["added"]) == set(REASONS)


def test_codes_are_unique() -> None:
    """No row of the tables hides behind another with the same code."""
    assert len(DOCUMENT_REASONS) + len(APPLICANT_REASONS) == len(REASONS)


def test_what_usually_ends_an_application() -> None:
    """Four reasons are usually no matter of another attempt."""
    assert set(CODES["final"]) == {
        code for code, row in REASONS.items() if not row.usually_retryable
    }


@every_reason
def test_remedies_are_polite_sentences(row: RejectionReason) -> None:
    """Each remedy is a full sentence: です・ます in Japanese, with a full stop in English."""
    assert row.remedy_ja.endswith("ください。")
    assert row.remedy_en.endswith(".")
    assert row.remedy_en.isascii()


@every_reason
def test_reasons_say_who_states_them(row: RejectionReason) -> None:
    """Each of our reasons cites a page, and names each service once."""
    assert row.citations
    assert all(citation.url and citation.place for citation in row.citations)
    assert len(row.stated_by) == len(set(row.stated_by))


@pytest.mark.parametrize("language", ["label_ja", "label_en"])
def test_no_two_reasons_share_a_label(language: str) -> None:
    """An applicant who reads a label can be told of one reason only."""
    assert len(REASONS) == len({getattr(row, language) for row in REASONS.values()})


def test_every_witness_is_called() -> None:
    """No mark stands in the table of witnesses that no reason uses."""
    called = {citation for row in REASONS.values() for citation in row.citations}

    assert called == {citation for _, citation in REASON_SOURCES.values()}


def test_the_catalogue_cannot_be_changed() -> None:
    """Nobody can put another reason under a code that histories keep."""
    assert not isinstance(REASONS, MutableMapping)


def test_a_reason_seen_nowhere_cites_the_law() -> None:
    """The three reasons that no service states follow from facts, and name no service."""
    assert {
        "document.not_yet_or_no_longer_accepted",
        "document.impossible_date",
        "masking.reversible",
    } == {code for code, row in REASONS.items() if not row.stated_by}


def test_the_article_s_three_by_name() -> None:
    """The article's three reasons have constants, and its words lead to their codes."""
    expected = {
        "住所の記載が抜けている": "field.address_absent",
        "本人情報に誤字や脱字がある": "profile.typo_or_omission",
        "コピーされた書類の画像を提出している": "image.photo_of_copy",
    }

    assert expected == dict(ARTICLE_REASONS)
    assert list(ARTICLE_REASONS.values()) == [
        ADDRESS_ABSENT.code,
        TYPO_OR_OMISSION.code,
        PHOTO_OF_COPY.code,
    ]


@pytest.mark.parametrize("row", [ADDRESS_ABSENT, TYPO_OR_OMISSION, PHOTO_OF_COPY])
def test_the_article_s_three_are_cited_to_it(row: RejectionReason) -> None:
    """Each of the three says that the article names it."""
    assert Confidence.ARTICLE in {citation.confidence for citation in row.citations}
    assert "CrowdWorks" in row.stated_by


def test_a_missing_side_never_asks_for_the_back() -> None:
    """The back of the number card may not be sent, so no remedy asks for a back by name."""
    row = get_reason("document.side_missing")

    assert "裏" not in row.remedy_ja
    assert "back" not in row.remedy_en


def test_a_reason_is_found_by_its_code() -> None:
    """A code leads to its reason."""
    assert REASONS["image.glare"] == get_reason("image.glare")


def test_an_unknown_code_is_answered_with_near_ones() -> None:
    """A misspelt code is refused with the code that was probably meant."""
    with pytest.raises(InvalidValueError, match=r"near codes: image\.unclear"):
        get_reason("image.uncler")


def test_a_code_like_no_other_is_answered_too() -> None:
    """Where nothing is near, the refusal says so and shows the way to a reason of one's own."""
    with pytest.raises(
        InvalidValueError, match=r"near codes: none\. .* construct a RejectionReason"
    ):
        get_reason("zzz")


def test_a_refusal_does_not_repeat_what_was_typed() -> None:
    """Somebody's note handed in as a code does not end up in a log."""
    with pytest.raises(InvalidValueError) as refusal:
        get_reason("見本太郎さんの住所が違う")

    assert "見本太郎" not in str(refusal.value)


def test_a_service_makes_reasons_of_its_own() -> None:
    """The set is open: a reason with a new code is as good as ours."""
    own = RejectionReason("document.no_business_name", *WORDS)

    assert (own.code, own.usually_retryable, own.stated_by, own.citations) == (
        "document.no_business_name",
        True,
        (),
        (),
    )
    assert own.code not in REASONS


@pytest.mark.parametrize(
    "code",
    ["", "image", "image.", ".unclear", "Image.unclear", "image.un clear", "a.b.c", "画像.不鮮明"],
)
def test_a_code_has_a_shape(code: str) -> None:
    """A code that is not group.name in lower-case ASCII words is refused with an example."""
    with pytest.raises(InvalidValueError, match=r"group\.name, as in image\.unclear"):
        RejectionReason(code, *WORDS)


@pytest.mark.parametrize("empty", range(4))
def test_a_reason_without_words_is_refused(empty: int) -> None:
    """No reason goes to an applicant without label and remedy in both languages."""
    words = [" " if i == empty else text for i, text in enumerate(WORDS)]

    with pytest.raises(InvalidValueError, match="is empty: write it for the person who reads it"):
        RejectionReason("document.no_business_name", *words)
