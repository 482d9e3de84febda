"""Honest writings and single slips of names and addresses, for any comparer to be held against.

`rewritings()` draws two ways to write one address, each by notation rules picked at
random: a comparer must call them the same. `address_slips()`, `name_slips()` and
`kana_slips()` draw a value and what one slip of the hand makes of it: a comparer
must never accept it. The generators take any `random.Random`, so that a bulk run
can use them without Hypothesis.
"""

from collections.abc import Sequence
from random import Random  # noqa: TID251 - the caller's chance, handed in
from typing import Final

from attrs import evolve, frozen
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
CONFUSABLE: Final = [
    "大太",
    "犬太",
    "未末",
    "千干",
    "崎埼",
    "土士",
    "己巳",
    "宣宜",
    "網綱",
    "栗粟",
    "柿杮",
    "治冶",
    "菅管",
    "幸辛",
    "玉王",
    "拓柘",
    "田由",
    "日目",
    "官宮",
    "木本",
    "人入",
    "力刀",
    "石右",
    "間問",
    "牛午",
    "池地",
    "待侍",
    "坂板",
    "徹撤",
    "徴微",
    "鳥烏",
    "島鳥",
    "夫天",
    "矢失",
    "白百",
    "貝具",
    "水氷",
    "今令",
    "弟第",
    "村材",
    "林森",
    "杉彬",
    "荻萩",
    "薄簿",
    "設没",
    "刈苅",
    "北比",
    "東束",
    "西酉",
    "南両",
    "上土",
    "下不",
    "小少",
    "中申",
    "谷合",
    "原厚",
    "沢択",
    "橋僑",
    "高亮",
    "山出",
    "川州",
    "野予",
    "井丼",
    "口回",
    "藤籐",
    "佐左",
    "伊尹",
    "渡度",
    "浜兵",
    "斉斎",
    "安宴",
    "長表",
    "清晴",
    "和知",
    "正止",
    "美実",
    "子字",
    "一二",
    "二三",
]
VOICED: Final = dict(
    zip(
        "カキクケコサシスセソタチツテトハヒフヘホ",
        "ガギグゲゴザジズゼゾダヂヅデドバビブベボ",
        strict=True,
    )
)
UNVOICED: Final = {voiced: plain for plain, voiced in VOICED.items()}
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
    return f"{address.prefecture}{address.city}{address.town}{chome}{address.banchi}{unit}{go}{building}"


def rewrite(address: Residence, chance: Random) -> str:
    """Write the address anew, each notation rule applied or not by chance."""
    numbers = lot(address, chance)
    if chance.random() < 0.3:
        numbers = numbers.translate(FULL_WIDTH)
    building = written_building(address, chance)
    city = address.city
    if "郡" in city[1:] and not city.endswith("市") and chance.random() < 0.3:
        city = city[city.index("郡", 1) + 1 :]
    prefecture = address.prefecture
    town = address.town
    gap = chance.choice(("", "", " ", "　"))
    postal = chance.choice(("", "", "", "〒100-0001 ", "1000001 "))
    return f"{postal}{prefecture}{gap}{city}{gap}{town}{numbers}{building}"


def lot(address: Residence, chance: Random) -> str:
    """The numbers of an address in one of the usual notations."""
    given = [n for n in (address.chome, address.banchi, address.go) if n is not None]
    style = chance.randrange(5)
    if style == 0:
        hyphen = chance.choice(HYPHENS)
        return hyphen.join(map(str, given))
    if style == 1:
        return chance.choice("のノ之").join(map(str, given))
    if style == 2 and address.chome:
        rest = chance.choice(HYPHENS).join(map(str, given[1:]))
        return f"{chance.choice((str, kanji_number))(address.chome)}丁目{rest}"
    number = chance.choice((str, kanji_number))
    chome = f"{number(address.chome)}丁目" if address.chome else ""
    unit = "番" if address.chome else chance.choice(("番地", "番地の"))
    go = "" if address.go is None else number(address.go) + ("号" if address.chome else "")
    if address.go is None:
        unit = chance.choice(("番地", "番"))
    return f"{chome}{number(address.banchi)}{unit}{go}"


def written_building(address: Residence, chance: Random) -> str:
    """Building and room in one of the usual notations, or left out."""
    if not address.building or chance.random() < 0.25:
        return ""
    room = address.room
    if room:
        room = chance.choice((room, f" {room}", f"{room}号室", f"{room}号", f"#{room}"))
    return f"{chance.choice(' 　')}{address.building}{room}"


def slip_in_number(text: str, chance: Random) -> str:
    """Change, drop, double or swap one digit."""
    at = chance.randrange(len(text))
    kind = chance.randrange(4)
    if kind == 0:
        digit = chance.choice([d for d in "123456789" if d != text[at]])
        return text[:at] + digit + text[at + 1 :]
    if kind == 1 and len(text) > 1:
        return text[:at] + text[at + 1 :]
    if kind == 2 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at] + text[at:]


def slip_in_address(
    address: Residence, neighbours: Sequence[str], chance: Random
) -> tuple[str, str] | None:
    """The address and what one slip makes of it; None when the slip changed nothing."""
    plain = evolve(address, building="", room="")
    numbers = [n for n in (plain.chome, plain.banchi, plain.go) if n is not None]
    kind = chance.randrange(5)
    head = f"{plain.prefecture}{plain.city}"
    town, words = plain.town, [str(n) for n in numbers]
    if kind == 0:
        at = chance.randrange(len(words))
        words[at] = slip_in_number(words[at], chance)
    elif kind == 1 and len(words) > 1:
        at = chance.randrange(len(words) - 1)
        words[at : at + 2] = [words[at] + words[at + 1]]
    elif kind == 2 and len(words) > 1:
        at = chance.randrange(len(words) - 1)
        words[at], words[at + 1] = words[at + 1], words[at]
    elif kind == 3 and neighbours:
        town = chance.choice(neighbours)
    else:
        town = look_alike(town, chance)
    if town == plain.town and [int(word) for word in words] == numbers:
        return None
    return f"{head}{town}{'-'.join(words)}", formal(plain)


def look_alike(text: str, chance: Random) -> str:
    """Replace one kanji by one that looks like it, if there is any."""
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


def slip_in_name(name: str, chance: Random) -> str | None:
    """What one slip makes of a name in kanji; None when it changed nothing."""
    kind = chance.randrange(4)
    at = chance.randrange(len(name))
    if kind == 0:
        slipped = look_alike(name, chance)
    elif kind == 1:
        slipped = name[:at] + name[at + 1 :]
    elif kind == 2:
        slipped = name[:at] + name[at] + name[at:]
    else:
        slipped = name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
    return None if slipped in (name, "") else slipped


def slip_in_kana(reading: str, chance: Random) -> str | None:
    """What one slip makes of a reading; None when it changed nothing."""
    at = chance.randrange(len(reading))
    kana = reading[at]
    kind = chance.randrange(3)
    if kind == 0:
        other = VOICED.get(kana) or UNVOICED.get(kana) or kana
        slipped = reading[:at] + other + reading[at + 1 :]
    elif kind == 1:
        slipped = reading[:at] + reading[at + 1 :]
    else:
        slipped = reading[:at] + reading[at : at + 2][::-1] + reading[at + 2 :]
    return None if slipped in (reading, "") else slipped


SURNAMES: Final = [
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "伊藤",
    "渡辺",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "佐々木",
    "松本",
    "井上",
    "木村",
    "林",
    "清水",
    "山崎",
    "池田",
]
GIVEN: Final = ["太郎", "花子", "健一", "結衣", "拓海", "美咲", "直樹", "陽菜", "翔", "葵"]
READINGS: Final = [
    "サトウ",
    "スズキ",
    "タカハシ",
    "タナカ",
    "ワタナベ",
    "ヤマモト",
    "ナカムラ",
    "コバヤシ",
    "カトウ",
    "ヨシダ",
]
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
    return draw(st.just(slip_in_address(address, ("上町", "本町"), chance)).filter(bool))  # type: ignore[return-value]


@st.composite
def name_slips(draw: st.DrawFn) -> tuple[str, str]:
    """A name with one slip, and the name itself."""
    name = draw(st.sampled_from(SURNAMES)) + draw(st.sampled_from(GIVEN))
    slipped = slip_in_name(name, draw(st.randoms(use_true_random=False)))
    return (slipped, name) if slipped else draw(st.nothing() | st.just((name + "一", name)))


@st.composite
def kana_slips(draw: st.DrawFn) -> tuple[str, str]:
    """A reading with one slip, and the reading itself."""
    reading = draw(st.sampled_from(READINGS))
    slipped = slip_in_kana(reading, draw(st.randoms(use_true_random=False)))
    return (slipped, reading) if slipped else draw(st.just((reading + "ン", reading)))
