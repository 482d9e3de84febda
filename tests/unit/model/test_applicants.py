"""Applicants: what is refused, what is shown, how an address reads."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.jp import cn

from idverify.errors import InvalidValueError
from idverify.model.applicants import (
    Address,
    Corporation,
    EntityKind,
    Individual,
    corporate_number_check_digit,
)
from support.applicants import COMPANY, HANAKO

A_PERSON: dict[str, Any] = {
    "kanji_name": "見本 花子",
    "kana_name": "ミホン ハナコ",
    "birth_date": date(1990, 4, 1),
    "address": Address("東京都中野区中野4-8-1"),
}
A_COMPANY: dict[str, Any] = {
    "registered_name": "見本商事株式会社",
    "corporate_number": COMPANY.corporate_number,
    "head_office": Address("東京都中野区中野4-8-1"),
    "representative": "見本 太郎",
}


def person(**changes: Any) -> Individual:  # noqa: ANN401 - whatever is to be refused
    """Make a person of what was typed."""
    return Individual(**(A_PERSON | changes))


def company(**changes: Any) -> Corporation:  # noqa: ANN401 - whatever is to be refused
    """Make a company of what was typed."""
    return Corporation(**(A_COMPANY | changes))


def test_a_person_is_an_individual_under_the_name_of_the_document() -> None:
    """A person is of the kind 個人 and is compared by the kanji name."""
    assert (HANAKO.entity_kind, HANAKO.name) == (EntityKind.INDIVIDUAL, "見本 花子")


def test_a_company_is_a_corporation_at_its_head_office() -> None:
    """A company is of the kind 法人 and is compared by registered name and head office."""
    assert EntityKind.CORPORATION is COMPANY.entity_kind
    assert (COMPANY.registered_name, COMPANY.head_office) == (COMPANY.name, COMPANY.address)


@pytest.mark.parametrize("field", ["kanji_name", "kana_name"])
@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("", "is empty"),
        ("　 ", "is empty"),
        ("見本\n花子", "control characters"),
        ("見本\x00", "control characters"),
        ("見本\ud842", "half a character"),
        ("花" * 1001, "1001 characters; at most 1000"),
        (None, "must be text, not None"),
        (b"x", "must be text, not bytes"),
    ],
)
def test_a_name_that_is_none_is_refused_by_its_shape(field: str, value: object, says: str) -> None:
    """A name that cannot stand on a document is refused, with the field and no content."""
    with pytest.raises(InvalidValueError, match=f"{field}.*{says}"):
        person(**{field: value})


def test_the_longest_name_is_a_thousand_characters() -> None:
    """A thousand characters are still taken."""
    assert len(person(kanji_name="花" * 1000).name) == 1000


@pytest.mark.parametrize("name", ["髙﨑 〜子", "𠮷野 翔", "葛\U000e0100城 花子"])
def test_a_name_is_kept_as_it_was_typed(name: str) -> None:
    """Variants, characters beyond the first plane and variation selectors stay as they are."""
    assert name == person(kanji_name=name).kanji_name


def test_a_latin_name_may_be_absent_but_not_empty() -> None:
    """A service that does not ask for a Latin name gives none; an empty one is refused."""
    assert HANAKO.latin_name is None
    assert person(latin_name="MIHON HANAKO").latin_name == "MIHON HANAKO"
    with pytest.raises(InvalidValueError, match="latin_name is empty"):
        person(latin_name="")


@pytest.mark.parametrize("value", [datetime(1990, 4, 1), "1990-04-01", None])  # noqa: DTZ001
def test_a_birth_date_is_a_day(value: object) -> None:
    """A moment or a text is no birth date."""
    with pytest.raises(InvalidValueError, match=r"birth_date must be a datetime\.date"):
        person(birth_date=value)


def test_nothing_personal_is_shown() -> None:
    """The repr of an applicant tells lengths only."""
    shown = repr((HANAKO, COMPANY))
    private = [HANAKO.name, "ミホン", "1990", "中野", "164-8501", COMPANY.name, "見本 太郎"]

    assert [text for text in (*private, COMPANY.corporate_number) if text in shown] == []


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("", "13 ASCII digits"),
        ("123456789012", "this has 12 characters"),
        ("0000000000000", "the first not 0"),
        ("１" * 13, "13 ASCII digits"),
        ("1234567890123\n", "this has 14 characters"),
    ],
)
def test_a_corporate_number_has_thirteen_digits(number: str, says: str) -> None:
    """A number of another form is refused without being repeated."""
    with pytest.raises(InvalidValueError, match=says) as caught:
        company(corporate_number=number)
    assert not number or number not in str(caught.value)


def test_a_wrong_check_digit_is_a_typing_slip() -> None:
    """Of the nine possible first digits eight are refused."""
    base = COMPANY.corporate_number[1:]
    right = str(corporate_number_check_digit(base))
    for digit in set("123456789") - {right}:
        with pytest.raises(InvalidValueError, match="wrong check digit"):
            company(corporate_number=digit + base)
    assert company(corporate_number=right + base) == COMPANY


@given(base=st.text("0123456789", min_size=12, max_size=12))
def test_the_check_digit_agrees_with_an_independent_oracle(base: str) -> None:
    """python-stdnum computes the same check digit for every twelve digits."""
    assert cn.calc_check_digit(base) == str(corporate_number_check_digit(base))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("東京都千代田区千代田1-1", ("東京都", "千代田区", "千代田1-1")),
        ("東京都町田市森野2-2-22", ("東京都", "町田市", "森野2-2-22")),
        ("東京都武蔵村山市本町1-1-1", ("東京都", "武蔵村山市", "本町1-1-1")),
        ("東京都新島村本村1-1-1", ("東京都", "新島村", "本村1-1-1")),
        ("北海道札幌市北区北8条西5", ("北海道", "札幌市北区", "北8条西5")),
        ("北海道余市郡余市町朝日町26", ("北海道", "余市郡余市町", "朝日町26")),
        ("大阪府高槻市郡家新町48-7", ("大阪府", "高槻市", "郡家新町48-7")),
        ("京都府京都市中京区寺町通1", ("京都府", "京都市中京区", "寺町通1")),
        ("神奈川県横浜市西区みなとみらい1", ("神奈川県", "横浜市西区", "みなとみらい1")),
        ("奈良県高市郡明日香村岡55", ("奈良県", "高市郡明日香村", "岡55")),
        ("佐賀県杵島郡大町町大町5017", ("佐賀県", "杵島郡大町町", "大町5017")),
        ("群馬県佐波郡玉村町下新田201", ("群馬県", "佐波郡玉村町", "下新田201")),
        ("宮城県柴田郡村田町村田1", ("宮城県", "柴田郡村田町", "村田1")),
        ("福島県郡山市朝日1-23-7", ("福島県", "郡山市", "朝日1-23-7")),
        ("三重県四日市市諏訪町1-5", ("三重県", "四日市市", "諏訪町1-5")),
        (" 中野区中野4-8-1 ", ("", "中野区", "中野4-8-1")),
        ("Somewhere", ("", "", "Somewhere")),
    ],
)
def test_an_address_reads_in_parts(text: str, parts: tuple[str, str, str]) -> None:
    """An address splits at the words that are written in it, names that contain them included."""
    address = Address(text)

    assert parts == (address.prefecture, address.municipality, address.rest)


@given(text=st.text(min_size=1).filter(lambda t: t.strip() and t.isprintable()))
def test_the_parts_of_an_address_lose_nothing(text: str) -> None:
    """The three parts together are the text, whatever was typed."""
    address = Address(text[:1000])

    assert address.text.strip() == address.prefecture + address.municipality + address.rest


def test_a_postal_code_may_be_left_out_but_is_text() -> None:
    """No postal code is an empty one; a number is refused."""
    assert Address("東京都").postal_code == ""
    with pytest.raises(InvalidValueError, match="postal_code must be text"):
        Address("東京都", postal_code=1)  # type: ignore[arg-type]  # the misuse is the point
