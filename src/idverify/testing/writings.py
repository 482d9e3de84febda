"""Honest writings and single slips of names and addresses, for any comparer to be held against.

`rewritings()` draws two ways to write one address, each by notation rules picked at
random: a comparer must call them the same. `address_slips()`, `name_slips()` and
`kana_slips()` draw a value and what one slip of the hand makes of it: a comparer
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
    "CONFUSABLE",
    "Residence",
    "address_slips",
    "formal",
    "kana_slips",
    "name_slips",
    "rewrite",
    "rewritings",
    "slip_in_address",
    "slip_in_kana",
    "slip_in_name",
]

#: Kanji that the eye takes for one another and that no table calls the same.
CONFUSABLE: Final[list[str]] = re.findall(
    "..",
    "大太犬太未末千干崎埼土士己巳宣宜網綱栗粟柿杮治冶菅管幸辛玉王拓柘田由日目官宮木本人入力刀石右間問"
    "牛午池地待侍坂板徹撤徴微鳥烏島鳥夫天矢失白百貝具水氷今令弟第村材林森杉彬荻萩薄簿設没刈苅北比東束"
    "西酉南両上土下不小少中申谷合原厚沢択橋僑高亮山出川州野予井丼口回藤籐佐左伊尹渡度浜兵斉斎安宴長表"
    "清晴和知正止美実子字一二二三",
)
PLAIN_KANA: Final = "カキクケコサシスセソタチツテトハヒフヘホ"
VOICED_KANA: Final = "ガギグゲゴザジズゼゾダヂヅデドバビブベボ"
VOICED: Final[dict[str, str]] = dict(zip(PLAIN_KANA, VOICED_KANA, strict=True))
UNVOICED: Final[dict[str, str]] = dict(zip(VOICED_KANA, PLAIN_KANA, strict=True))
#: How kanji write the digits.
KANJI_DIGITS: Final = "〇一二三四五六七八九"
FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
HYPHENS: Final = "-－‐–—―−ー〜ｰ"


@frozen
class Residence:
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


def kanji_number(value: int) -> str:
    """A number below 10,000 in kanji with units (十, 百, 千)."""
    found = ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十")):
        digit, value = divmod(value, unit)
        if digit:
            found += ("" if digit == 1 else KANJI_DIGITS[digit]) + sign
    return found + (KANJI_DIGITS[value] if value else "")


def formal(address: Residence) -> str:
    """The address as a register prints it."""
    chome = f"{kanji_number(address.chome)}丁目" if address.chome else ""
    unit = "番" if address.chome else "番地"
    go = "" if address.go is None else f"{address.go}号" if address.chome else f"{address.go}"
    building = f" {address.building}{address.room}" if address.building else ""
    area = f"{address.prefecture}{address.city}{address.town}"
    return f"{area}{chome}{address.banchi}{unit}{go}{building}"


def rewrite(address: Residence, chance: Random) -> str:
    """Write the address anew, each notation rule applied or not by chance."""
    numbers = chance.choice(LOT_STYLES)(address, chance)
    numbers = numbers.translate(chance.choice(({}, {}, FULL_WIDTH)))
    gap = chance.choice(("", "", " ", "　"))
    postal = chance.choice(("", "", "", "〒100-0001 ", "1000001 "))
    city = chance.choice((address.city, without_county(address.city)))
    building = written_building(address, chance)
    return f"{postal}{address.prefecture}{gap}{city}{gap}{address.town}{numbers}{building}"


def without_county(city: str) -> str:
    """A town or village without the county before it."""
    return re.sub("^.+郡(?=.+[町村]$)", "", city)


def numbers_of(address: Residence) -> list[int]:
    """丁目, 番地 and 号, as far as the address has them."""
    return [n for n in (address.chome, address.banchi, address.go) if n is not None]


def hyphened(address: Residence, chance: Random) -> str:
    """2-19-5, with any of the hyphens that people type."""
    return chance.choice(HYPHENS).join(map(str, numbers_of(address)))


def joined_by_no(address: Residence, chance: Random) -> str:
    """2の19の5."""
    return chance.choice("のノ之").join(map(str, numbers_of(address)))


def block_first(address: Residence, chance: Random) -> str:
    """2丁目19-5."""
    if not address.chome:
        return hyphened(address, chance)
    block = chance.choice((str, kanji_number))(address.chome)
    return f"{block}丁目{hyphened(evolve(address, chome=None), chance)}"


def in_units(address: Residence, chance: Random) -> str:
    """2丁目19番5号 or 250番地の5, in digits or kanji throughout."""
    number: Callable[[int], str] = chance.choice((str, kanji_number))
    chome = f"{number(address.chome)}丁目" if address.chome else ""
    if address.go is None:
        return f"{chome}{number(address.banchi)}{chance.choice(('番地', '番'))}"
    if address.chome:
        return f"{chome}{number(address.banchi)}番{number(address.go)}号"
    return f"{number(address.banchi)}{chance.choice(('番地', '番地の'))}{number(address.go)}"


LOT_STYLES: Final = (hyphened, joined_by_no, block_first, in_units)


def written_building(address: Residence, chance: Random) -> str:
    """Building and room in one of the usual notations, or left out."""
    if not address.building:
        return ""
    room = address.room
    written = chance.choice((room, f" {room}", f"{room}号室", f"{room}号", f"#{room}"))
    whole = f"{chance.choice(' 　')}{address.building}{written}"
    return chance.choice(("", whole, whole, whole))


def changed(text: str, at: int, chance: Random) -> str:
    """Another digit."""
    digit = chance.choice([digit for digit in "123456789" if digit != text[at]])
    return text[:at] + digit + text[at + 1 :]


def dropped(text: str, at: int, _: Random) -> str:
    """One character less."""
    return text[:at] + text[at + 1 :]


def doubled(text: str, at: int, _: Random) -> str:
    """One character twice."""
    return text[:at] + text[at] + text[at:]


def swapped(text: str, at: int, _: Random) -> str:
    """A character and the next one exchanged."""
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def look_alike(text: str, _: int, chance: Random) -> str:
    """One kanji replaced by one that looks like it, if there is any."""
    places = [
        (at, pair.replace(character, ""))
        for at, character in enumerate(text)
        for pair in CONFUSABLE
        if character in pair
    ]
    if not places:
        return text
    at, other = chance.choice(places)
    return text[:at] + other + text[at + 1 :]


def voiced(text: str, at: int, _: Random) -> str:
    """ハ for バ, or バ for ハ."""
    kana = text[at]
    return text[:at] + VOICED.get(kana, UNVOICED.get(kana, kana)) + text[at + 1 :]


Slip = Callable[[str, int, Random], str]
DIGIT_SLIPS: Final[tuple[Slip, ...]] = (changed, dropped, doubled, swapped)
KANJI_SLIPS: Final[tuple[Slip, ...]] = (look_alike, dropped, doubled, swapped)
KANA_SLIPS: Final[tuple[Slip, ...]] = (voiced, dropped, swapped)


def slip(text: str, slips: tuple[Slip, ...], chance: Random) -> str | None:
    """What one slip makes of a text; None when it changed nothing or left nothing."""
    slipped = chance.choice(slips)(text, chance.randrange(len(text)), chance)
    return None if slipped in {text, ""} else slipped


def slip_in_name(name: str, chance: Random) -> str | None:
    """What one slip makes of a name in kanji; None when it changed nothing."""
    return slip(name, KANJI_SLIPS, chance)


def slip_in_kana(reading: str, chance: Random) -> str | None:
    """What one slip makes of a reading; None when it changed nothing."""
    return slip(reading, KANA_SLIPS, chance)


def digit_slip(words: list[str], chance: Random) -> list[str]:
    """One number of the lot with a slip in its digits."""
    at = chance.randrange(len(words))
    return [*words[:at], slip(words[at], DIGIT_SLIPS, chance) or words[at], *words[at + 1 :]]


def merged(words: list[str], chance: Random) -> list[str]:
    """Two numbers of the lot run together."""
    at = chance.randrange(len(words))
    return [*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]]


def exchanged(words: list[str], chance: Random) -> list[str]:
    """Two neighbouring numbers of the lot exchanged."""
    at = chance.randrange(len(words))
    return [*words[:at], *words[at : at + 2][::-1], *words[at + 2 :]]


LOT_SLIPS: Final = (digit_slip, digit_slip, merged, exchanged)


def slip_in_address(
    address: Residence, neighbours: Sequence[str], chance: Random
) -> tuple[str, str] | None:
    """The address with one slip, and itself; None when the slip changed nothing."""
    plain = evolve(address, building="", room="")
    numbers = numbers_of(plain)
    town, words = plain.town, [str(number) for number in numbers]
    if chance.choice((True, True, False)):
        words = chance.choice(LOT_SLIPS)(words, chance)
    else:
        town = chance.choice((chance.choice(neighbours), look_alike(town, 0, chance)))
    if town == plain.town and [int(word) for word in words] == numbers:
        return None
    return f"{plain.prefecture}{plain.city}{town}{'-'.join(words)}", formal(plain)


SURNAMES: Final[list[str]] = re.findall(
    r"\S+",
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 "
    "吉田 山田 佐々木 松本 井上 木村 林 清水 山崎 池田",
)
GIVEN: Final[list[str]] = re.findall(r"\S+", "太郎 花子 健一 結衣 拓海 美咲 直樹 陽菜 翔 葵")
READINGS: Final[list[str]] = re.findall(
    r"\S+", "サトウ スズキ タカハシ タナカ ワタナベ ヤマモト ナカムラ コバヤシ カトウ ヨシダ"
)
PLACES: Final = (
    ("東京都", "世田谷区", "北沢"),
    ("東京都", "中野区", "中野"),
    ("大阪府", "吹田市", "泉町"),
    ("神奈川県", "横浜市港北区", "日吉"),
    ("福岡県", "福岡市中央区", "天神"),
    ("三重県", "三重郡菰野町", "潤田"),
)


@st.composite
def residences(draw: st.DrawFn) -> Residence:
    """Invented lots in real towns."""
    prefecture, city, town = draw(st.sampled_from(PLACES))
    chome = draw(st.none() | st.integers(1, 9))
    building = draw(st.sampled_from(("", "メゾン青葉", "第二若葉荘", "コーポ山本")))
    return Residence(
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
def rewritings(draw: st.DrawFn) -> tuple[str, str]:
    """One address, written twice by different rules."""
    address, chance = draw(residences()), draw(st.randoms(use_true_random=False))
    return rewrite(address, chance), formal(address)


@st.composite
def address_slips(draw: st.DrawFn) -> tuple[str, str]:
    """An address with one slip, and the address itself."""
    address, chance = draw(residences()), draw(st.randoms(use_true_random=False))
    found = slip_in_address(address, ("上町", "本町"), chance)
    assume(found is not None)
    return found or ("", "")


@st.composite
def name_slips(draw: st.DrawFn) -> tuple[str, str]:
    """A name with one slip, and the name itself."""
    name = draw(st.sampled_from(SURNAMES)) + draw(st.sampled_from(GIVEN))
    slipped = slip_in_name(name, draw(st.randoms(use_true_random=False)))
    assume(slipped is not None)
    return slipped or "", name


@st.composite
def kana_slips(draw: st.DrawFn) -> tuple[str, str]:
    """A reading with one slip, and the reading itself."""
    reading = draw(st.sampled_from(READINGS))
    slipped = slip_in_kana(reading, draw(st.randoms(use_true_random=False)))
    assume(slipped is not None)
    return slipped or "", reading
