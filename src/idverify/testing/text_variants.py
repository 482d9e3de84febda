"""Honest writings and single slips of names and addresses, for any comparer to be held against.

`address_variants()` draws two ways to write one address, each by notation rules picked at
random: a comparer must call them the same. `address_typos()`, `name_typos()` and
`kana_typos()` draw a value and what one slip of the hand makes of it: a comparer
must never accept it. The generators take any `random.Random`, so that a bulk run
can use them without Hypothesis.
"""

import re
from collections.abc import Callable, Sequence
from random import Random  # noqa: TID251 - the caller's chance, handed in
from typing import Final

from attrs import evolve, frozen
from hypothesis import assume
from hypothesis import strategies as st

__all__ = [
    "CONFUSABLE_KANJI",
    "StructuredAddress",
    "address_typos",
    "address_variants",
    "format_registered_address",
    "kana_typos",
    "mistype_address",
    "mistype_kana",
    "mistype_name",
    "name_typos",
    "rewrite_address",
]

#: Kanji that the eye takes for one another and that no table calls the same.
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
#: How kanji write the digits.
KANJI_DIGITS: Final = "〇一二三四五六七八九"
TO_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
HYPHENS: Final = "-－‐–—―−ー〜ｰ"


@frozen
class StructuredAddress:
    """A structured address: 丁目 and 号 may be absent, and so may a building."""

    prefecture: str
    city: str
    """The municipality with its county, if it has one."""
    town: str
    chome: int | None
    banchi: int
    go: int | None
    building: str = ""
    room: str = ""


def format_kanji_number(value: int) -> str:
    """A number below 10,000 in kanji with units (十, 百, 千)."""
    found = ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十")):
        digit, value = divmod(value, unit)
        if digit:
            found += ("" if digit == 1 else KANJI_DIGITS[digit]) + sign
    return found + (KANJI_DIGITS[value] if value else "")


def format_registered_address(address: StructuredAddress) -> str:
    """The address as a register prints it."""
    chome = f"{format_kanji_number(address.chome)}丁目" if address.chome else ""
    unit = "番" if address.chome else "番地"
    go = "" if address.go is None else f"{address.go}号" if address.chome else f"{address.go}"
    building = f" {address.building}{address.room}" if address.building else ""
    area = f"{address.prefecture}{address.city}{address.town}"
    return f"{area}{chome}{address.banchi}{unit}{go}{building}"


def rewrite_address(address: StructuredAddress, rng: Random) -> str:
    """Write the address anew, each notation rule applied or not by chance."""
    numbers = rng.choice(LOT_NUMBER_FORMATS)(address, rng)
    numbers = numbers.translate(rng.choice(({}, {}, TO_FULL_WIDTH)))
    gap = rng.choice(("", "", " ", "　"))
    postal = rng.choice(("", "", "", "〒100-0001 ", "1000001 "))
    city = rng.choice((address.city, strip_county(address.city)))
    building = format_building(address, rng)
    return f"{postal}{address.prefecture}{gap}{city}{gap}{address.town}{numbers}{building}"


def strip_county(city: str) -> str:
    """A town or village without the county before it."""
    return re.sub("^.+郡(?=.+[町村]$)", "", city)


def lot_numbers(address: StructuredAddress) -> list[int]:
    """丁目, 番地 and 号, as far as the address has them."""
    return [n for n in (address.chome, address.banchi, address.go) if n is not None]


def format_hyphenated(address: StructuredAddress, chance: Random) -> str:
    """2-19-5, with any of the hyphens that people type."""
    return chance.choice(HYPHENS).join(map(str, lot_numbers(address)))


def format_with_no(address: StructuredAddress, chance: Random) -> str:
    """2の19の5."""
    return chance.choice("のノ之").join(map(str, lot_numbers(address)))


def format_chome_first(address: StructuredAddress, chance: Random) -> str:
    """2丁目19-5."""
    if not address.chome:
        return format_hyphenated(address, chance)
    block = chance.choice((str, format_kanji_number))(address.chome)
    return f"{block}丁目{format_hyphenated(evolve(address, chome=None), chance)}"


def format_with_units(address: StructuredAddress, chance: Random) -> str:
    """2丁目19番5号 or 250番地の5, in digits or kanji throughout."""
    number: Callable[[int], str] = chance.choice((str, format_kanji_number))
    chome = f"{number(address.chome)}丁目" if address.chome else ""
    if address.go is None:
        return f"{chome}{number(address.banchi)}{chance.choice(('番地', '番'))}"
    if address.chome:
        return f"{chome}{number(address.banchi)}番{number(address.go)}号"
    return f"{number(address.banchi)}{chance.choice(('番地', '番地の'))}{number(address.go)}"


LOT_NUMBER_FORMATS: Final = (
    format_hyphenated,
    format_with_no,
    format_chome_first,
    format_with_units,
)


def format_building(address: StructuredAddress, chance: Random) -> str:
    """Building and room in one of the usual notations, or left out."""
    if not address.building:
        return ""
    room = address.room
    written = chance.choice((room, f" {room}", f"{room}号室", f"{room}号", f"#{room}"))
    whole = f"{chance.choice(' 　')}{address.building}{written}"
    return chance.choice(("", whole, whole, whole))


def replace_digit(text: str, at: int, chance: Random) -> str:
    """Another digit."""
    digit = chance.choice([digit for digit in "123456789" if digit != text[at]])
    return text[:at] + digit + text[at + 1 :]


def drop_character(text: str, at: int, _: Random) -> str:
    """One character less."""
    return text[:at] + text[at + 1 :]


def double_character(text: str, at: int, _: Random) -> str:
    """One character twice."""
    return text[:at] + text[at] + text[at:]


def transpose_characters(text: str, at: int, _: Random) -> str:
    """A character and the next one exchanged."""
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def replace_with_confusable(text: str, _: int, chance: Random) -> str:
    """One kanji replaced by one that looks like it, if there is any."""
    places = [
        (at, pair.replace(character, ""))
        for at, character in enumerate(text)
        for pair in CONFUSABLE_KANJI
        if character in pair
    ]
    if not places:
        return text
    at, other = chance.choice(places)
    return text[:at] + other + text[at + 1 :]


def toggle_voicing(text: str, at: int, _: Random) -> str:
    """ハ for バ, or バ for ハ."""
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
    """What one slip makes of a text; None when it changed nothing or left nothing."""
    slipped = rng.choice(typos)(text, rng.randrange(len(text)), rng)
    return None if slipped in {text, ""} else slipped


def mistype_name(name: str, rng: Random) -> str | None:
    """What one slip makes of a name in kanji; None when it changed nothing."""
    return apply_typo(name, KANJI_TYPOS, rng)


def mistype_kana(reading: str, rng: Random) -> str | None:
    """What one slip makes of a reading; None when it changed nothing."""
    return apply_typo(reading, KANA_TYPOS, rng)


def mistype_digit(words: list[str], chance: Random) -> list[str]:
    """One number of the lot with a slip in its digits."""
    at = chance.randrange(len(words))
    return [*words[:at], apply_typo(words[at], DIGIT_TYPOS, chance) or words[at], *words[at + 1 :]]


def merge_numbers(words: list[str], chance: Random) -> list[str]:
    """Two numbers of the lot run together."""
    at = chance.randrange(len(words))
    return [*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]]


def transpose_numbers(words: list[str], chance: Random) -> list[str]:
    """Two neighbouring numbers of the lot exchanged."""
    at = chance.randrange(len(words))
    return [*words[:at], *words[at : at + 2][::-1], *words[at + 2 :]]


LOT_NUMBER_TYPOS: Final = (mistype_digit, mistype_digit, merge_numbers, transpose_numbers)


def mistype_address(
    address: StructuredAddress, other_towns: Sequence[str], rng: Random
) -> tuple[str, str] | None:
    """The address with one slip, and itself; None when the slip changed nothing."""
    plain = evolve(address, building="", room="")
    numbers = lot_numbers(plain)
    town, words = plain.town, [str(number) for number in numbers]
    if rng.choice((True, True, False)):
        words = rng.choice(LOT_NUMBER_TYPOS)(words, rng)
    else:
        town = rng.choice((rng.choice(other_towns), replace_with_confusable(town, 0, rng)))
    if town == plain.town and [int(word) for word in words] == numbers:
        return None
    return f"{plain.prefecture}{plain.city}{town}{'-'.join(words)}", format_registered_address(
        plain
    )


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
    """Invented lots in real towns."""
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
    """One address, written twice by different rules."""
    address, chance = draw(structured_addresses()), draw(st.randoms(use_true_random=False))
    return rewrite_address(address, chance), format_registered_address(address)


@st.composite
def address_typos(draw: st.DrawFn) -> tuple[str, str]:
    """An address with one slip, and the address itself."""
    address, chance = draw(structured_addresses()), draw(st.randoms(use_true_random=False))
    found = mistype_address(address, ("上町", "本町"), chance)
    assume(found is not None)
    return found or ("", "")


@st.composite
def name_typos(draw: st.DrawFn) -> tuple[str, str]:
    """A name with one slip, and the name itself."""
    name = draw(st.sampled_from(SURNAMES)) + draw(st.sampled_from(GIVEN_NAMES))
    slipped = mistype_name(name, draw(st.randoms(use_true_random=False)))
    assume(slipped is not None)
    return slipped or "", name


@st.composite
def kana_typos(draw: st.DrawFn) -> tuple[str, str]:
    """A reading with one slip, and the reading itself."""
    reading = draw(st.sampled_from(SURNAME_READINGS))
    slipped = mistype_kana(reading, draw(st.randoms(use_true_random=False)))
    assume(slipped is not None)
    return slipped or "", reading
