"""Spelling variants (表記揺れ) and single typing errors (誤記) of names and addresses.

They test functions that compare names or addresses. `address_variants()` draws two notations
of one address, which must be equal. `address_typos()`, `name_typos()` and `kana_typos()` draw a
value with one typing error and the value itself, which must never be equal. The generators
use any `random.Random`, so that bulk tests can call them without Hypothesis.
"""

import re
from collections.abc import Callable, Sequence
from random import Random  # noqa: TID251 - the random source is an argument
from typing import Final

from attrs import evolve, frozen
from hypothesis import assume
from hypothesis import strategies as st

__all__ = [
    "CONFUSABLE_KANJI",
    "TO_FULL_WIDTH",
    "StructuredAddress",
    "address_typos",
    "address_variants",
    "confusable_texts",
    "double_character",
    "drop_character",
    "format_registered_address",
    "kana_typos",
    "mistype_address",
    "mistype_kana",
    "mistype_name",
    "name_typos",
    "rewrite_address",
    "toggle_voicing",
    "transpose_characters",
]

#: Pairs of kanji that look alike and that are not variants of one another in any table.
CONFUSABLE_KANJI: Final[list[str]] = re.findall(
    "..",
    "大太犬太未末千干崎埼土士己巳宣宜網綱栗粟柿杮治冶菅管幸辛玉王拓柘田由日目官宮木本人入力刀石右間問"
    "牛午池地待侍坂板徹撤徴微鳥烏島鳥夫天矢失白百貝具水氷今令弟第村材林森杉彬荻萩薄簿設没刈苅北比東束"
    "西酉南両上土下不小少中申谷合原厚沢択橋僑高亮山出川州野予井丼口回藤籐佐左伊尹渡度浜兵斉斎安宴長表"
    "清晴和知正止美実子字一二二三",
)
UNVOICED_KANA: Final = "カキクケコサシスセソタチツテトハヒフヘホ"
VOICED_KANA: Final = "ガギグゲゴザジズゼゾダヂヅデドバビブベボ"
TO_VOICED: Final[dict[str, str]] = dict(zip(UNVOICED_KANA, VOICED_KANA, strict=True))
TO_UNVOICED: Final[dict[str, str]] = dict(zip(VOICED_KANA, UNVOICED_KANA, strict=True))
KANJI_DIGITS: Final = "〇一二三四五六七八九"
#: Table for `str.translate` from ASCII digits to full-width digits.
TO_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
HYPHENS: Final = "-－‐–—―−ー〜ｰ"


@frozen
class StructuredAddress:
    """An address in its parts (住所の構成要素); 丁目, 号 and building may be absent."""

    prefecture: str
    city: str
    """The municipality, with its county (郡) if it has one."""
    town: str
    chome: int | None
    banchi: int
    go: int | None
    building: str = ""
    room: str = ""


def format_kanji_number(value: int) -> str:
    """Return a number below 10,000 in kanji with units (十, 百, 千)."""
    text = ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("" if digit == 1 else KANJI_DIGITS[digit]) + sign
    return text + (KANJI_DIGITS[value] if value else "")


def format_registered_address(address: StructuredAddress) -> str:
    """Return the address in the notation of the resident register (住民票)."""
    chome = f"{format_kanji_number(address.chome)}丁目" if address.chome else ""
    unit = "番" if address.chome else "番地"
    go = "" if address.go is None else f"{address.go}号" if address.chome else f"{address.go}"
    building = f" {address.building}{address.room}" if address.building else ""
    area = f"{address.prefecture}{address.city}{address.town}"
    return f"{area}{chome}{address.banchi}{unit}{go}{building}"


def rewrite_address(address: StructuredAddress, rng: Random) -> str:
    """Return the address in a random notation."""
    numbers = rng.choice(LOT_NUMBER_FORMATS)(address, rng)
    numbers = numbers.translate(rng.choice(({}, {}, TO_FULL_WIDTH)))
    gap = rng.choice(("", "", " ", "　"))
    postal = rng.choice(("", "", "", "〒100-0001 ", "1000001 "))
    city = rng.choice((address.city, strip_county(address.city)))
    building = format_building(address, rng)
    return f"{postal}{address.prefecture}{gap}{city}{gap}{address.town}{numbers}{building}"


def strip_county(city: str) -> str:
    """Return a town or village without its county (郡)."""
    return re.sub("^.+郡(?=.+[町村]$)", "", city)


def lot_numbers(address: StructuredAddress) -> list[int]:
    """Return 丁目, 番地 and 号, as far as the address has them."""
    return [n for n in (address.chome, address.banchi, address.go) if n is not None]


def format_hyphenated(address: StructuredAddress, rng: Random) -> str:
    """Return the lot as 2-19-5, with any hyphen that people type."""
    return rng.choice(HYPHENS).join(map(str, lot_numbers(address)))


def format_with_no(address: StructuredAddress, rng: Random) -> str:
    """Return the lot as 2の19の5."""
    return rng.choice("のノ之").join(map(str, lot_numbers(address)))


def format_chome_first(address: StructuredAddress, rng: Random) -> str:
    """Return the lot as 2丁目19-5."""
    if not address.chome:
        return format_hyphenated(address, rng)
    block = rng.choice((str, format_kanji_number))(address.chome)
    return f"{block}丁目{format_hyphenated(evolve(address, chome=None), rng)}"


def format_with_units(address: StructuredAddress, rng: Random) -> str:
    """Return the lot as 2丁目19番5号 or 250番地の5, all in digits or all in kanji."""
    number: Callable[[int], str] = rng.choice((str, format_kanji_number))
    chome = f"{number(address.chome)}丁目" if address.chome else ""
    if address.go is None:
        return f"{chome}{number(address.banchi)}{rng.choice(('番地', '番'))}"
    if address.chome:
        return f"{chome}{number(address.banchi)}番{number(address.go)}号"
    return f"{number(address.banchi)}{rng.choice(('番地', '番地の'))}{number(address.go)}"


LOT_NUMBER_FORMATS: Final = (
    format_hyphenated,
    format_with_no,
    format_chome_first,
    format_with_units,
)


def format_building(address: StructuredAddress, rng: Random) -> str:
    """Return building and room in a usual notation, or an empty text."""
    if not address.building:
        return ""
    room = address.room
    suffix = rng.choice((room, f" {room}", f"{room}号室", f"{room}号", f"#{room}"))
    text = f"{rng.choice(' 　')}{address.building}{suffix}"
    return rng.choice(("", text, text, text))


def replace_digit(text: str, at: int, rng: Random) -> str:
    """Return a text with another digit at a place."""
    digit = rng.choice([digit for digit in "123456789" if digit != text[at]])
    return text[:at] + digit + text[at + 1 :]


def drop_character(text: str, at: int, _: Random | None = None) -> str:
    """Return a text without the character at a place."""
    return text[:at] + text[at + 1 :]


def double_character(text: str, at: int, _: Random | None = None) -> str:
    """Return a text with the character at a place doubled."""
    return text[:at] + text[at] + text[at:]


def transpose_characters(text: str, at: int, _: Random | None = None) -> str:
    """Return a text with the character at a place and the next one exchanged."""
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def replace_with_confusable(text: str, _: int, rng: Random) -> str:
    """Return a text with one kanji replaced by a similar one, if it has any."""
    replaced = [each for at in range(len(text)) for each in confusable_texts(text, at)]
    return rng.choice(replaced) if replaced else text


def confusable_texts(text: str, at: int) -> list[str]:
    """Return a text with the kanji at a place replaced by each similar one.

    >>> confusable_texts("未来", 0)
    ['末来']
    """
    return [
        text[:at] + pair.replace(text[at], "") + text[at + 1 :]
        for pair in CONFUSABLE_KANJI
        if text[at] in pair
    ]


def toggle_voicing(text: str, at: int, _: Random | None = None) -> str:
    """Return a text with ハ for バ, or バ for ハ, at a place."""
    kana = text[at]
    return text[:at] + TO_VOICED.get(kana, TO_UNVOICED.get(kana, kana)) + text[at + 1 :]


Typo = Callable[[str, int, Random], str]
DIGIT_TYPOS: Final[tuple[Typo, ...]] = (
    replace_digit,
    drop_character,
    double_character,
    transpose_characters,
)
KANJI_TYPOS: Final[tuple[Typo, ...]] = (
    replace_with_confusable,
    drop_character,
    double_character,
    transpose_characters,
)
KANA_TYPOS: Final[tuple[Typo, ...]] = (toggle_voicing, drop_character, transpose_characters)


def apply_typo(text: str, typos: tuple[Typo, ...], rng: Random) -> str | None:
    """Return a text with one random typo, or None if the result is empty or unchanged."""
    mistyped = rng.choice(typos)(text, rng.randrange(len(text)), rng)
    return None if mistyped in {text, ""} else mistyped


def mistype_name(name: str, rng: Random) -> str | None:
    """Return a name in kanji with one typo, or None if it is unchanged."""
    return apply_typo(name, KANJI_TYPOS, rng)


def mistype_kana(reading: str, rng: Random) -> str | None:
    """Return a reading in kana with one typo, or None if it is unchanged."""
    return apply_typo(reading, KANA_TYPOS, rng)


def mistype_digit(words: list[str], rng: Random) -> list[str]:
    """Return the numbers of a lot, one of them with a typo in its digits."""
    at = rng.randrange(len(words))
    return [*words[:at], apply_typo(words[at], DIGIT_TYPOS, rng) or words[at], *words[at + 1 :]]


def merge_numbers(words: list[str], rng: Random) -> list[str]:
    """Return the numbers of a lot with two neighbours merged into one."""
    at = rng.randrange(len(words))
    return [*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]]


def transpose_numbers(words: list[str], rng: Random) -> list[str]:
    """Return the numbers of a lot with two neighbours exchanged."""
    at = rng.randrange(len(words))
    return [*words[:at], *words[at : at + 2][::-1], *words[at + 2 :]]


LOT_NUMBER_TYPOS: Final = (mistype_digit, mistype_digit, merge_numbers, transpose_numbers)


def mistype_address(
    address: StructuredAddress, other_towns: Sequence[str], rng: Random
) -> tuple[str, str] | None:
    """Return an address with one typo and the address itself, or None if it is unchanged."""
    plain = evolve(address, building="", room="")
    numbers = lot_numbers(plain)
    town, words = plain.town, [str(number) for number in numbers]
    if rng.choice((True, True, False)):
        words = rng.choice(LOT_NUMBER_TYPOS)(words, rng)
    else:
        town = rng.choice((rng.choice(other_towns), replace_with_confusable(town, 0, rng)))
    if town == plain.town and [int(word) for word in words] == numbers:
        return None
    mistyped = f"{plain.prefecture}{plain.city}{town}{'-'.join(words)}"
    return mistyped, format_registered_address(plain)


SURNAMES: Final[list[str]] = re.findall(
    r"\S+",
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 "
    "吉田 山田 佐々木 松本 井上 木村 林 清水 山崎 池田",
)
GIVEN_NAMES: Final[list[str]] = re.findall(r"\S+", "太郎 花子 健一 結衣 拓海 美咲 直樹 陽菜 翔 葵")
SURNAME_READINGS: Final[list[str]] = re.findall(
    r"\S+", "サトウ スズキ タカハシ タナカ ワタナベ ヤマモト ナカムラ コバヤシ カトウ ヨシダ"
)
TOWNS: Final = (
    ("東京都", "世田谷区", "北沢"),
    ("東京都", "中野区", "中野"),
    ("大阪府", "吹田市", "泉町"),
    ("神奈川県", "横浜市港北区", "日吉"),
    ("福岡県", "福岡市中央区", "天神"),
    ("三重県", "三重郡菰野町", "潤田"),
)


@st.composite
def structured_addresses(draw: st.DrawFn) -> StructuredAddress:
    """Draw invented lots in real towns."""
    prefecture, city, town = draw(st.sampled_from(TOWNS))
    chome = draw(st.none() | st.integers(1, 9))
    building = draw(st.sampled_from(("", "メゾン青葉", "第二若葉荘", "コーポ山本")))
    return StructuredAddress(
        prefecture,
        city,
        town,
        chome,
        draw(st.integers(1, 2500)),
        draw(st.integers(1, 60) if chome else st.none() | st.integers(1, 60)),
        building,
        draw(st.integers(101, 909).map(str)) if building else "",
    )


@st.composite
def address_variants(draw: st.DrawFn) -> tuple[str, str]:
    """Draw one address in two notations."""
    address, rng = draw(structured_addresses()), draw(st.randoms(use_true_random=False))
    return rewrite_address(address, rng), format_registered_address(address)


@st.composite
def address_typos(draw: st.DrawFn) -> tuple[str, str]:
    """Draw an address with one typo, and the address itself."""
    address, rng = draw(structured_addresses()), draw(st.randoms(use_true_random=False))
    pair = mistype_address(address, ("上町", "本町"), rng)
    assume(pair is not None)
    return pair or ("", "")


@st.composite
def name_typos(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a name with one typo, and the name itself."""
    name = draw(st.sampled_from(SURNAMES)) + draw(st.sampled_from(GIVEN_NAMES))
    mistyped = mistype_name(name, draw(st.randoms(use_true_random=False)))
    assume(mistyped is not None)
    return mistyped or "", name


@st.composite
def kana_typos(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a reading with one typo, and the reading itself."""
    reading = draw(st.sampled_from(SURNAME_READINGS))
    mistyped = mistype_kana(reading, draw(st.randoms(use_true_random=False)))
    assume(mistyped is not None)
    return mistyped or "", reading
