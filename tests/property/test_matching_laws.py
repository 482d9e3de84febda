"""Laws that every comparison keeps, for any text and for generated writings and slips."""

from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from idverify.calendar.japanese_dates import read_date
from idverify.matching import (
    ComparisonSide,
    Outcome,
    compare_address,
    compare_birth_date,
    compare_kana,
    compare_name,
    compare_romaji,
    redact,
)
from idverify.testing.text_variants import (
    StructuredAddress,
    address_typos,
    address_variants,
    format_chome_first,
    format_hyphenated,
    kana_typos,
    name_typos,
)

PLACES = st.text("東京都品川区大崎一丁目二番号のノヶ字1234567890-－ー 　", max_size=20)
NAMES = st.text("山田高髙橋斎齋斉齊々ヶケ太郎 　\ufe00\U000e0100", max_size=8)
KANA = st.text("アイオウカガハバッツャヤショヨーヴブヂジ ｱ･", max_size=8)
LATIN = st.text("AEIOUHKNMSTYZ '-<ÜÑaeiou", max_size=10)
DATES = st.text("昭和平成元年月日1234567890/.-SH", max_size=10)
ANYTHING = st.text(max_size=12)


@settings(deadline=None)
@given(ANYTHING, ANYTHING)
def test_only_identical_texts_are_the_same(one: str, other: str) -> None:
    """`same` means identical, in every field."""
    for compare in (compare_name, compare_kana, compare_romaji, compare_address):
        assert (one == other) == (compare(one, other).outcome is Outcome.SAME)


@settings(deadline=None)
@given(ANYTHING | DATES, ANYTHING | DATES)
def test_only_identical_days_are_the_same(one: str, other: str) -> None:
    """`same` means identical and a day: two texts that are no date do not agree."""
    is_day = read_date(one).day is not None

    assert (one == other and is_day) == (compare_birth_date(one, other).outcome is Outcome.SAME)
    assert is_day == (compare_birth_date(one, one).outcome is Outcome.SAME)


@settings(deadline=None)
@given(PLACES, PLACES)
def test_addresses_agree_in_both_directions(one: str, other: str) -> None:
    """Agreement of addresses is symmetric, and absences change sides."""
    there, back = compare_address(one, other), compare_address(other, one)

    assert there.is_match == back.is_match
    assert {d.kind for d in there.differences if d.side is ComparisonSide.DECLARED} == {
        d.kind for d in back.differences if d.side is ComparisonSide.DOCUMENT
    }


@settings(deadline=None)
@given(NAMES, NAMES)
def test_names_agree_in_both_directions(one: str, other: str) -> None:
    """Agreement of names without brackets is symmetric."""
    assert compare_name(one, other).is_match == compare_name(other, one).is_match


@settings(deadline=None)
@given(KANA, KANA)
def test_readings_agree_in_both_directions(one: str, other: str) -> None:
    """Agreement of readings is symmetric."""
    assert compare_kana(one, other).is_match == compare_kana(other, one).is_match


@settings(deadline=None)
@given(LATIN, LATIN)
def test_romaji_agree_in_both_directions(one: str, other: str) -> None:
    """Agreement of Latin names is symmetric."""
    assert compare_romaji(one, other).is_match == compare_romaji(other, one).is_match


@settings(deadline=None)
@given(DATES, DATES)
def test_dates_agree_in_both_directions(one: str, other: str) -> None:
    """Agreement of dates is symmetric."""
    assert compare_birth_date(one, other).is_match == compare_birth_date(other, one).is_match


@settings(deadline=None)
@given(st.dates(date(1868, 1, 1), date(2110, 12, 31)))
def test_a_date_agrees_with_its_other_notations(day: object) -> None:
    """ISO, slashes and Japanese units write the same day."""
    iso = str(day)
    year, month, number = map(int, iso.split("-"))

    assert compare_birth_date(iso, f"{year}年{month}月{number}日").is_match
    assert compare_birth_date(iso, f"{year}/{month}/{number}").is_match


@settings(deadline=None)
@given(address_variants())
def test_honest_writings_are_accepted(pair: tuple[str, str]) -> None:
    """Two writings of one address by any rules of notation agree."""
    assert compare_address(*pair).is_match


@settings(deadline=None)
@given(address_typos())
def test_no_slip_in_an_address_is_accepted(pair: tuple[str, str]) -> None:
    """A slip in the digits, the town or a kanji is never accepted."""
    assert not compare_address(*pair).is_match


@settings(deadline=None)
@given(name_typos())
def test_no_slip_in_a_name_is_accepted(pair: tuple[str, str]) -> None:
    """A look-alike, dropped, doubled or swapped kanji is never accepted."""
    assert not compare_name(*pair).is_match


@settings(deadline=None)
@given(kana_typos())
def test_no_slip_in_a_reading_is_accepted(pair: tuple[str, str]) -> None:
    """A voiced, dropped or swapped kana is never accepted."""
    assert not compare_kana(*pair).is_match


@settings(deadline=None)
@given(ANYTHING, ANYTHING)
def test_no_text_of_a_person_stands_in_a_repr(one: str, other: str) -> None:
    """What was compared does not appear when the result is printed."""
    shown = repr(compare_name(f"秘{one}", f"密{other}"))

    assert "秘" not in shown
    assert "密" not in shown


@settings(deadline=None)
@given(st.text(max_size=200))
def test_redacting_keeps_length_and_is_settled(text: str) -> None:
    """Redacting twice covers nothing more."""
    assert len(text) == len(redact(text))
    assert redact(text) == redact(redact(text))


def test_without_a_chome_the_lot_is_written_with_hyphens() -> None:
    """There is no 丁目 to write out where an address has none."""
    lot = StructuredAddress("東京都", "千代田区", "千代田", chome=None, banchi=1, go=2)

    assert format_hyphenated(lot, Random(0)) == format_chome_first(lot, Random(0))
