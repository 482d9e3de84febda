"""Sensitive numbers are detected by pattern, check digit and context words."""

from csv import reader
from pathlib import Path
from random import Random

import pytest
from stdnum.jp import cn, in_
from stdnum.luhn import is_valid as is_luhn_by_stdnum

from idverify.matching import SensitiveKind, find_sensitive_numbers, redact
from idverify.redaction import (
    is_luhn_valid,
    is_valid_corporate_number,
    is_valid_individual_number,
    is_valid_licence_number,
)

CHANCE = Random(20261123)


def random_12_digits(*, individual: bool, licence: bool) -> str:
    """Return twelve random digits that pass exactly these checks; they are not stored."""
    while True:
        number = "".join(CHANCE.choice("0123456789") for _ in range(12))
        if (is_valid_individual_number(number), is_valid_licence_number(number)) == (
            individual,
            licence,
        ):
            return number


def kinds(text: str) -> list[SensitiveKind]:
    """Return the kinds of the numbers found."""
    return [number.kind for number in find_sensitive_numbers(text)]


def test_check_digits_agree_with_an_independent_library() -> None:
    """Individual, corporate and insurer check digits agree with python-stdnum."""
    for _ in range(2000):
        digits = "".join(CHANCE.choice("0123456789") for _ in range(13))
        assert in_.is_valid(digits[:12]) == is_valid_individual_number(digits[:12])
        assert cn.is_valid(digits) == is_valid_corporate_number(digits) or digits.startswith("0")
        assert is_luhn_by_stdnum(digits[:8]) == is_luhn_valid(digits[:8])


@pytest.mark.parametrize(
    "form",
    ["{}", "{0[0]} {0[1]} {0[2]}", "{0[0]}-{0[1]}-{0[2]}", "番号{}です"],
)
def test_an_individual_number_is_found_anywhere(form: str) -> None:
    """Twelve digits with a valid check digit are redacted in any grouping."""
    number = random_12_digits(individual=True, licence=False)
    groups = (number[:4], number[4:8], number[8:])
    text = form.format(groups if "[" in form else number)

    assert kinds(text) == [SensitiveKind.TWELVE_DIGITS]
    assert not any(character.isdecimal() for character in redact(text))


def test_full_width_and_misread_digits_are_read() -> None:
    """Full-width digits and an O for a zero are read as digits."""
    number = "0" + random_12_digits(individual=True, licence=False)[1:]
    while not is_valid_individual_number(number):
        number = "0" + random_12_digits(individual=True, licence=False)[1:]
    wide = number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    assert kinds(wide) == [SensitiveKind.TWELVE_DIGITS]
    assert kinds("O" + number[1:]) == [SensitiveKind.TWELVE_DIGITS]


def test_letters_alone_are_not_a_number() -> None:
    """Twelve letters that look like digits are unchanged."""
    assert kinds("O" * 12) == []


def test_a_licence_has_precedence_over_an_individual_number() -> None:
    """The word 免許 decides if the number also passes as an individual number."""
    number = random_12_digits(individual=True, licence=True)

    assert kinds(f"運転免許証番号 {number}") == [SensitiveKind.LICENCE_NUMBER]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("マイナンバー：{}", SensitiveKind.INDIVIDUAL_NUMBER),
        ("個人番号 {}", SensitiveKind.INDIVIDUAL_NUMBER),
        ("免許証の番号 {}", SensitiveKind.LICENCE_NUMBER),
    ],
)
def test_a_word_names_a_number_whose_check_digit_fails(text: str, kind: SensitiveKind) -> None:
    """After its word a number is found even if a digit was misread."""
    number = random_12_digits(individual=False, licence=False)

    assert [kind] == kinds(text.format(number))


def test_other_twelve_digits_are_unchanged() -> None:
    """An order number that passes no check is not redacted."""
    text = f"注文 {random_12_digits(individual=False, licence=False)}"

    assert text == redact(text)


def test_a_licence_number_is_found_by_its_check_digit() -> None:
    """A number that passes only the licence check is found too."""
    assert kinds(random_12_digits(individual=False, licence=True)) == [SensitiveKind.TWELVE_DIGITS]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("保険者番号 33120015", SensitiveKind.INSURER_NUMBER),
        ("保険者番号 123456", SensitiveKind.INSURER_NUMBER),
        ("保険証 記号 12-34", SensitiveKind.INSURED_SYMBOL),
        ("基礎年金番号 1234-567890", SensitiveKind.PENSION_NUMBER),
        ("TK1234567", SensitiveKind.PASSPORT_NUMBER),
        ("ＴＫ１２３４５６７", SensitiveKind.PASSPORT_NUMBER),
        ("AB12345678CD", SensitiveKind.RESIDENCE_CARD_NUMBER),
        ("法人番号 1234567890123", SensitiveKind.CORPORATE_NUMBER),
    ],
)
def test_each_kind_is_recognised_by_form_or_word(text: str, kind: SensitiveKind) -> None:
    """Each kind of number is found with its kind."""
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    ["", "電話 0312345678", "1234567890123", "1985-05-03", "記号 12-34", "ABC1234567", "33120015"],
)
def test_other_numbers_are_unchanged(text: str) -> None:
    """Without form, check digit or word a number is not redacted."""
    assert text == redact(text)


def test_a_corporate_number_is_recognised_by_its_check_digit() -> None:
    """Thirteen digits with a valid check digit are not mistaken for twelve."""
    number = "1234567890123"
    valid = next(d + number[1:] for d in "123456789" if is_valid_corporate_number(d + number[1:]))

    assert kinds(valid) == [SensitiveKind.CORPORATE_NUMBER]


def test_redacting_keeps_the_rest_and_the_length() -> None:
    """Only the numbers are redacted, character by character."""
    text = "旅券 TK1234567 と在留 AB12345678CD です"

    assert redact(text) == "旅券 ●●●●●●●●● と在留 ●●●●●●●●●●●● です"


def test_a_found_number_is_not_shown() -> None:
    """The result contains the position of the number, not the number."""
    assert "1234567" not in repr(find_sensitive_numbers("TK1234567"))


def test_digits_before_a_number_do_not_hide_it() -> None:
    """A number in groups of four is found after another group of four."""
    while True:
        number = random_12_digits(individual=True, licence=False)
        groups = ["9999", number[:4], number[4:8], number[8:]]
        if not is_valid_individual_number("".join(groups[:3])) and not is_valid_licence_number(
            "".join(groups[:3])
        ):
            break

    assert redact(" ".join(groups)) == "9999 ●●●●●●●●●●●●●●"


def test_the_check_digit_of_an_insurer_number() -> None:
    """The example of the ministry's rules is valid; the next number is not."""
    [valid] = find_sensitive_numbers("保険者番号33120015")
    [invalid] = find_sensitive_numbers("保険者番号33120016")

    assert (valid.has_valid_check_digit, invalid.has_valid_check_digit) == (True, False)


def test_a_word_after_the_number_does_not_count() -> None:
    """A word counts only shortly before the number."""
    assert kinds("1234567890 は注文番号、年金とは別") == []
    assert kinds("123456 保険者番号") == []


#: Found by fuzzing: a number that is only readable once the one before it is redacted.
NESTED = "III00IIII000000000II0000000000II0000I"


def test_a_number_hidden_by_another_is_redacted_too() -> None:
    """Nothing is found in a redacted text, even if one number had hidden another."""
    assert find_sensitive_numbers(redact(NESTED)) == ()


def test_a_text_made_to_hide_numbers_loses_every_digit(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the maximum of passes every digit is redacted, and every word is kept."""
    monkeypatch.setattr("idverify.redaction.MAX_PASSES", 1)

    assert redact(f"番号 {NESTED} です") == f"番号 {'●' * len(NESTED)} です"


#: Passes the check of an individual number; not a real one.
GROUPS = ("1234", "5678", "9018")


@pytest.mark.parametrize(
    "text",
    [
        "個人番号カード 2030-05-03 1234-5678-9018",
        "マイナンバー 1985 1234 5678 9018",
        "マイナンバーカード 有効 2030.05.03 1234 5678 9018",
        "個人番号 03 1234 5678 9018",
    ],
)
def test_a_date_before_a_number_protects_no_part_of_it(text: str) -> None:
    """Every reading of a row of digits is redacted, so no group is left."""
    assert not any(group in redact(text) for group in GROUPS)


def test_a_year_before_a_number_never_protects_its_end() -> None:
    """The number after a year is redacted, whatever check digits the year completes."""
    for year in range(1900, 2100):
        number = random_12_digits(individual=True, licence=False)
        left = redact(f"{year} {number[:4]} {number[4:8]} {number[8:]}")
        assert not any(character.isdecimal() for character in left[4:])


def test_of_overlapping_readings_the_checked_one_is_found() -> None:
    """The number itself is found, not the date with the first group."""
    text = "個人番号カード 2030-05-03 1234-5678-9018"
    [number] = find_sensitive_numbers(text)

    assert (text[number.start : number.end], number.has_valid_check_digit) == (
        "1234-5678-9018",
        True,
    )


@pytest.mark.parametrize(
    "sign", [" - ", "   ", "ｰ", "〜", "/", "_", "\u200b", " / ", "：", "‐", " ー "]
)
@pytest.mark.parametrize("word", ["", "個人番号 ", "my number: ", "MyNumber=", "MY NUMBER "])
def test_a_number_is_found_in_ordinary_notations(word: str, sign: str) -> None:
    """The number is redacted with any usual separator between its groups of four."""
    assert redact(word + sign.join(GROUPS)) == word + "●" * (12 + 2 * len(sign))


@pytest.mark.parametrize(
    "word", ["my number", "MyNumber", "MYNUMBER", "My-Number", "ＭｙＮｕｍｂｅｒ"]
)
def test_the_english_word_names_a_misread_number(word: str) -> None:
    """The word is recognised in any case, with or without a space."""
    number = random_12_digits(individual=False, licence=False)

    assert kinds(f"{word}: {number}") == [SensitiveKind.INDIVIDUAL_NUMBER]


@pytest.mark.parametrize(
    "text", ["個人番号カード 2030/05/03〜2031/05/03", "2030/05/03〜2031/05/03", "2026/11/27 12:34"]
)
def test_dates_and_ranges_are_not_numbers(text: str) -> None:
    """Separators of dates are accepted only between groups of four or with a valid check."""
    assert text == redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "1-2-3 Shiba, Minato-ku, JP 105-0011",
        "Room 5, 1-2-3 Shiba, Minato Ku 105-0011",
        "Minato-ku 105-0011 5 Fl",
        "JP105-0011",
        "passport address: JP 105-0011",
        "TK 1234567",
    ],
)
def test_letters_before_a_postal_code_are_not_a_passport(text: str) -> None:
    """Without its word a passport number has no gap, and a postal code never is one."""
    assert text == redact(text)


@pytest.mark.parametrize(
    "text", ["旅券 TK 1234567", "パスポート番号：TK-1234567", "Passport No. TK 123 4567"]
)
def test_after_its_word_a_passport_number_may_be_spaced(text: str) -> None:
    """After the word, letters and digits with gaps are one number."""
    assert kinds(text) == [SensitiveKind.PASSPORT_NUMBER]


def test_after_its_word_a_residence_card_number_may_be_spaced() -> None:
    """After the word, a residence card number is found with gaps."""
    assert kinds("在留カード AB 12 345 678 CD") == [SensitiveKind.RESIDENCE_CARD_NUMBER]


def test_no_text_of_the_labelled_pairs_is_found_sensitive() -> None:
    """Realistic names, addresses and dates contain no sensitive number."""
    data = Path(__file__).parents[1] / "data"
    tables = (*data.glob("match_cases*.csv"), data / "independent" / "pairs.csv")
    texts = [
        text
        for table in tables
        for row in reader(table.read_text("utf-8").splitlines())
        for text in row
    ]

    assert len(texts) > 1_000
    assert [text for text in texts if find_sensitive_numbers(text)] == []
