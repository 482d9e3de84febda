"""Numbers that must not travel: found by pattern, check digit and the words beside them."""

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


def twelve(*, individual: bool, licence: bool) -> str:
    """A random number of twelve digits that passes just these checks; kept nowhere."""
    while True:
        number = "".join(CHANCE.choice("0123456789") for _ in range(12))
        if (is_valid_individual_number(number), is_valid_licence_number(number)) == (
            individual,
            licence,
        ):
            return number


def kinds(text: str) -> list[SensitiveKind]:
    """The kinds of number found."""
    return [number.kind for number in find_sensitive_numbers(text)]


def test_check_digits_agree_with_an_independent_library() -> None:
    """Individual, corporate and insurer check digits are those of python-stdnum."""
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
    """Twelve digits with the check digit are blacked out in any grouping."""
    number = twelve(individual=True, licence=False)
    groups = (number[:4], number[4:8], number[8:])
    text = form.format(groups if "[" in form else number)

    assert kinds(text) == [SensitiveKind.TWELVE_DIGITS]
    assert not any(character.isdecimal() for character in redact(text))


def test_full_width_and_misread_digits_are_read() -> None:
    """Full-width digits and an O for a zero do not hide a number."""
    number = "0" + twelve(individual=True, licence=False)[1:]
    while not is_valid_individual_number(number):
        number = "0" + twelve(individual=True, licence=False)[1:]
    wide = number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    assert kinds(wide) == [SensitiveKind.TWELVE_DIGITS]
    assert kinds("O" + number[1:]) == [SensitiveKind.TWELVE_DIGITS]


def test_letters_alone_are_no_number() -> None:
    """Twelve letters that look like digits are left alone."""
    assert kinds("O" * 12) == []


def test_a_licence_comes_before_an_individual_number() -> None:
    """The word 免許 names a number that would also pass as an individual number."""
    number = twelve(individual=True, licence=True)

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
    """Beside its word a number counts even when a digit was misread."""
    number = twelve(individual=False, licence=False)

    assert [kind] == kinds(text.format(number))


def test_other_twelve_digits_are_left_alone() -> None:
    """An order number that passes no check stays."""
    text = f"注文 {twelve(individual=False, licence=False)}"

    assert text == redact(text)


def test_a_licence_number_is_found_by_its_check_digit() -> None:
    """A number that passes only the licence check is blacked out too."""
    assert kinds(twelve(individual=False, licence=True)) == [SensitiveKind.TWELVE_DIGITS]


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
def test_each_number_is_known_by_its_form_or_word(text: str, kind: SensitiveKind) -> None:
    """Each kind of number is found and named."""
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    ["", "電話 0312345678", "1234567890123", "1985-05-03", "記号 12-34", "ABC1234567", "33120015"],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    """Without form, check digit or word a number stays."""
    assert text == redact(text)


def test_a_corporate_number_is_known_by_its_check_digit() -> None:
    """Thirteen digits that check are not taken for twelve."""
    number = "1234567890123"
    valid = next(d + number[1:] for d in "123456789" if is_valid_corporate_number(d + number[1:]))

    assert kinds(valid) == [SensitiveKind.CORPORATE_NUMBER]


def test_redacting_keeps_the_rest_and_the_length() -> None:
    """Only the numbers are covered, sign for sign."""
    text = "旅券 TK1234567 と在留 AB12345678CD です"

    assert redact(text) == "旅券 ●●●●●●●●● と在留 ●●●●●●●●●●●● です"


def test_a_found_number_does_not_show_itself() -> None:
    """The finding knows where the number stands and not what it is."""
    assert "1234567" not in repr(find_sensitive_numbers("TK1234567"))


def test_digits_before_a_number_do_not_hide_it() -> None:
    """A number in groups of four is found behind another group of four."""
    while True:
        number = twelve(individual=True, licence=False)
        groups = ["9999", number[:4], number[4:8], number[8:]]
        if not is_valid_individual_number("".join(groups[:3])) and not is_valid_licence_number(
            "".join(groups[:3])
        ):
            break

    assert redact(" ".join(groups)) == "9999 ●●●●●●●●●●●●●●"


def test_an_insurer_number_says_whether_its_check_digit_holds() -> None:
    """The example of the ministry's rules passes; the next number does not."""
    [good], [bad] = (find_sensitive_numbers(f"保険者番号{n}") for n in ("33120015", "33120016"))

    assert (good.has_valid_check_digit, bad.has_valid_check_digit) == (True, False)


def test_a_number_named_later_in_the_text_is_not_named_here() -> None:
    """A word counts only shortly before the number."""
    assert kinds("1234567890 は注文番号、年金とは別") == []
    assert kinds("123456 保険者番号") == []


#: Found by fuzzing: a number that shows only once the one before it is gone.
NESTED = "III00IIII000000000II0000000000II0000I"


def test_what_shows_only_afterwards_is_blacked_out_too() -> None:
    """Nothing is found in what was redacted, also where one number had hidden another."""
    assert find_sensitive_numbers(redact(NESTED)) == ()


def test_a_text_made_to_hide_numbers_loses_every_digit(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many looks nobody goes on looking: no digit stays, and every word does."""
    monkeypatch.setattr("idverify.redaction.MAX_PASSES", 1)

    assert redact(f"番号 {NESTED} です") == f"番号 {'●' * len(NESTED)} です"


#: Passes the check of an individual number; nobody's.
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
def test_a_date_beside_a_number_does_not_save_a_part_of_it(text: str) -> None:
    """Every reading of a row of digits is blacked out, so no group is left."""
    assert not any(group in redact(text) for group in GROUPS)


def test_a_year_before_a_number_never_saves_its_end() -> None:
    """Whatever the year and its digits happen to check, the number after it is gone."""
    for year in range(1900, 2100):
        number = twelve(individual=True, licence=False)
        left = redact(f"{year} {number[:4]} {number[4:8]} {number[8:]}")
        assert not any(character.isdecimal() for character in left[4:])


def test_of_overlapping_readings_the_checked_one_is_found() -> None:
    """The number itself is named, not the date and its first group."""
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
    """Whatever stands between the groups of four, the number is blacked out."""
    assert redact(word + sign.join(GROUPS)) == word + "●" * (12 + 2 * len(sign))


@pytest.mark.parametrize(
    "word", ["my number", "MyNumber", "MYNUMBER", "My-Number", "ＭｙＮｕｍｂｅｒ"]
)
def test_the_english_word_names_a_misread_number(word: str) -> None:
    """The word counts in any case, with or without a space."""
    number = twelve(individual=False, licence=False)

    assert kinds(f"{word}: {number}") == [SensitiveKind.INDIVIDUAL_NUMBER]


@pytest.mark.parametrize(
    "text", ["個人番号カード 2030/05/03〜2031/05/03", "2030/05/03〜2031/05/03", "2026/11/27 12:34"]
)
def test_dates_and_ranges_are_no_number(text: str) -> None:
    """Signs of dates part a number only between groups of four or where it checks."""
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
def test_letters_before_a_postal_code_are_no_passport(text: str) -> None:
    """Without a word for it a passport number has no gap, and a postal code is never one."""
    assert text == redact(text)


@pytest.mark.parametrize(
    "text", ["旅券 TK 1234567", "パスポート番号：TK-1234567", "Passport No. TK 123 4567"]
)
def test_beside_its_word_a_passport_number_may_be_spaced(text: str) -> None:
    """The word makes letters and digits one number."""
    assert kinds(text) == [SensitiveKind.PASSPORT_NUMBER]


def test_beside_its_word_a_residence_card_number_may_be_spaced() -> None:
    """So it is with the number of a residence card."""
    assert kinds("在留カード AB 12 345 678 CD") == [SensitiveKind.RESIDENCE_CARD_NUMBER]


def test_no_honest_text_of_the_labelled_pairs_is_found_sensitive() -> None:
    """Names, addresses and dates that people really write hold no such number."""
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
