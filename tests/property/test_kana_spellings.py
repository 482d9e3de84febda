"""Spellings of a reading in Latin letters, beside an enumeration that shares no code with ours."""

from itertools import pairwise, product

from hypothesis import assume, example, given
from hypothesis import strategies as st

from idverify.matching import compare_romaji
from idverify.matching._kana_spellings import spells_reading

#: Spellings of each kana: Hepburn, then Kunrei and what else people type.
TABLE = {
    "ア": "A", "イ": "I", "ウ": "U", "エ": "E", "オ": "O",
    "カ": "KA", "キ": "KI", "ク": "KU", "ケ": "KE", "コ": "KO",
    "サ": "SA", "シ": "SHI SI", "ス": "SU", "セ": "SE", "ソ": "SO",
    "タ": "TA", "チ": "CHI TI", "ツ": "TSU TU", "テ": "TE", "ト": "TO",
    "ナ": "NA", "ニ": "NI", "ヌ": "NU", "ネ": "NE", "ノ": "NO",
    "ハ": "HA", "ヒ": "HI", "フ": "FU HU", "ヘ": "HE", "ホ": "HO",
    "マ": "MA", "ミ": "MI", "ム": "MU", "メ": "ME", "モ": "MO",
    "ヤ": "YA", "ユ": "YU", "ヨ": "YO", "ラ": "RA", "リ": "RI", "ル": "RU", "レ": "RE", "ロ": "RO",
    "ワ": "WA", "ガ": "GA", "ギ": "GI", "グ": "GU", "ゲ": "GE", "ゴ": "GO",
    "ザ": "ZA", "ズ": "ZU DU DZU", "ゼ": "ZE", "ゾ": "ZO", "ダ": "DA", "デ": "DE", "ド": "DO",
    "バ": "BA", "ビ": "BI", "ブ": "BU", "ベ": "BE", "ボ": "BO", "パ": "PA", "ピ": "PI",
    "キョ": "KYO", "ショ": "SHO SYO SHYO", "チョ": "CHO TYO CYO CHYO", "リョ": "RYO",
    "シュ": "SHU SYU SHYU", "ジュ": "JU ZYU JYU DYU",
    "ファ": "FA FUA HUA", "チェ": "CHE CHIE TIE", "ティ": "TI TEI", "ウィ": "WI UI",
}  # fmt: skip
#: A length of o and its spellings; without a length the mora stands alone.
LONG_O = {"コウ": "KO", "トウ": "TO", "ショウ": "SHO", "リョウ": "RYO", "オオ": "O", "ゾウ": "ZO"}
LONG_U = {"ユウ": "YU", "シュウ": "SHU", "ジュウ": "JU"}

morae = st.sampled_from(sorted({*TABLE, *LONG_O, *LONG_U, "ン"}))
readings = st.lists(morae, min_size=1, max_size=6)


def spellings(mora: str, following: str) -> list[str]:
    """Return every spelling of one mora by the rules of passports and keyboards."""
    if mora == "ン":
        return ["N", "M"] if following[:1] in {*"バビブベボパピマミムメモ"} - {""} else ["N"]
    if mora in LONG_O:
        short = [LONG_O[mora], *(["SYO", "SHYO"] if mora == "ショウ" else [])]
        return [one + length for one in short for length in ("", "U", "O", "H")]
    if mora in LONG_U:
        short = {"ユウ": "YU", "シュウ": "SHU SYU SHYU", "ジュウ": "JU ZYU JYU DYU"}[mora].split()
        return [one + length for one in short for length in ("", "U")]
    return TABLE[mora].split()


def every_spelling(reading: list[str]) -> set[str]:
    """Return all spellings of a reading."""
    following = [*reading[1:], ""]
    return {"".join(each) for each in product(*map(spellings, reading, following))}


def is_plain(reading: list[str]) -> bool:
    """Whether no length arises where two morae meet, so that the table above is complete."""
    pairs = pairwise(reading)
    return reading[-1] != "オオ" and not any(
        after[0] in "ウオ" and spellings(before, "")[0][-1:] in {"O", "U"}
        for before, after in pairs
    )


@given(reading=readings.filter(is_plain), seeds=st.lists(st.integers(0, 9999), min_size=1))
@example(["オオ", "ヤ", "マ"], [])
@example(["ファ", "ビ", "イ"], [])
def test_every_permitted_spelling_is_accepted(reading: list[str], seeds: list[int]) -> None:
    """Hepburn with and without length, Kunrei, N or M, and foreign sounds spell the reading."""
    kana = "".join(reading)
    options = sorted(every_spelling(reading))
    chosen = [options[seed % len(options)] for seed in seeds] or options

    for letters in chosen:
        assert spells_reading([kana], letters), letters
        assert compare_romaji(f"{kana} ミホン", f"{letters} MIHON").is_match


@given(
    reading=readings.filter(is_plain),
    place=st.integers(0, 30),
    letter=st.sampled_from("AIUEOHKSTNMYRW"),
    way=st.sampled_from(["insert", "replace", "drop"]),
)
@example(["サ", "ト", "シ"], 4, "O", "insert")
@example(["ヒ", "ロ", "シ"], 4, "H", "insert")
def test_any_other_spelling_is_refused(
    reading: list[str], place: int, letter: str, way: str
) -> None:
    """A letter added, changed or dropped counts only if it makes another permitted spelling."""
    allowed = every_spelling(reading)
    letters = min(allowed)
    at = place % (len(letters) + (way == "insert"))
    rest = letters[at:] if way == "insert" else letters[at + 1 :]
    damaged = letters[:at] + (letter if way != "drop" else "") + rest
    assume(damaged not in allowed)

    assert not spells_reading(["".join(reading)], damaged)


@given(one=readings, other=readings)
def test_two_readings_share_only_spellings_of_both(one: list[str], other: list[str]) -> None:
    """A spelling of one reading spells another one only if that may be spelled so, too."""
    assume(is_plain(one) and is_plain(other))
    for letters in sorted(every_spelling(one))[:20]:
        assert spells_reading(["".join(other)], letters) == (letters in every_spelling(other))
