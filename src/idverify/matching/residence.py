"""Addresses (住所): is the declared one the one on the document?

Both are read into parts and the parts are compared as sequences. Prefecture (where
the municipality is unique), county, 大字 and 字, Kyoto's streets, building and room may
be absent on either side; municipality, ward, town and every number may not. The
relation is symmetric; `side` says who leaves something out.
"""

import re
from collections.abc import Iterator
from typing import Final

from attrs import evolve

from idverify.matching._kanji import relate
from idverify.matching._places import fold_place, same_town, town_key
from idverify.matching._slips import is_within, trim
from idverify.matching._text import LIMIT, absent
from idverify.matching._twins import twin
from idverify.matching.addresses import DASHES, GAP, Address, Lot, read_address, without_postal_code
from idverify.matching.comparison import IDENTICAL, Comparison, Difference, Side, conclude
from idverify.matching.kinds import Kind, Standing
from idverify.matching.municipalities import Municipality
from idverify.matching.rules import differ

__all__ = ["compare_address"]


def compare_address(declared: str, on_document: str) -> Comparison:
    """Compare a declared address with the one on a document (住所の照合).

    >>> compare_address("世田谷区北沢2-19-5", "東京都世田谷区北沢二丁目19番5号").outcome.value
    'variant'
    >>> compare_address("東京都世田谷区北沢2-195", "東京都世田谷区北沢2-19-5").outcome.value
    'typo'
    >>> compare_address("東京都世田谷区北沢19-5", "東京都世田谷区北沢2-19-5").outcome.value
    'missing'
    """
    if declared == on_document:
        return IDENTICAL
    if (nothing := absent(declared, on_document)) is not None:
        return conclude([nothing])
    if max(len(declared), len(on_document)) > LIMIT:
        return conclude([differ(Kind.UNREADABLE, declared[:LIMIT], on_document[:LIMIT])])
    typed, printed = read_address(declared), read_address(on_document)
    if any(says_nothing(*pair) for pair in ((typed, printed), (printed, typed))):
        return conclude([differ(Kind.UNRELATED, declared, on_document)])
    typed, printed = aligned(typed, printed), aligned(printed, typed)
    found = [*areas(typed, printed), *towns(typed, printed), *lots(typed, printed)]
    found += buildings(typed, printed)
    if is_elsewhere({difference.kind for difference in found}):
        found.append(differ(Kind.UNRELATED, declared, on_document))
    return conclude(found or layout(declared, on_document))


def layout(declared: str, on_document: str) -> list[Difference]:
    """Why two addresses with the same parts look different: the first reason is told."""
    (code, one), (other_code, other) = map(without_postal_code, (declared, on_document))
    if code.strip() != other_code.strip():
        kind = Kind.POSTAL_CODE
    elif code != other_code or GAP.findall(one) != GAP.findall(other):
        kind = Kind.SPACE
    elif ANY_DASH.findall(declared) != ANY_DASH.findall(on_document):
        kind = Kind.PUNCTUATION
    else:
        kind = Kind.WIDTH
    return [differ(kind, declared, on_document)]


#: 丁 typed as 町, as it is written and as the town is folded.
MISREAD_CHOME: Final = re.compile("[0-9０-９一二三四五六七八九十]+町目$")
MISREAD_CHOME_FOLDED: Final = re.compile("([0-9]+)町目$")

#: No city, ward, town or village has a name of more characters, its county included.
LONGEST: Final = 20

ANY_DASH: Final = re.compile(f"[{DASHES}ー]")


def is_elsewhere(kinds: set[Kind]) -> bool:
    """Whether town and municipality are others: another address, not a slip."""
    area = {Kind.PREFECTURE_DIFFERS, Kind.MUNICIPALITY_DIFFERS}
    return Kind.TOWN_DIFFERS in kinds and not area.isdisjoint(kinds)


def says_nothing(one: Address, other: Address) -> bool:
    """Whether a text names neither place nor number nor anything that the other names."""
    if one.prefecture or one.municipalities or one.numbers:
        return False
    return not set(one.key) & set(other.prefecture + other.city + other.key)


def aligned(one: Address, other: Address) -> Address:
    """Take apart what was read as one town only because of a slip before or behind it."""
    return with_unit_misread(with_city_unread(one, other), other)


def with_city_unread(one: Address, other: Address) -> Address:
    """Take a city or ward that nobody knows from the town it stands before: 川埼市 from 登戸.

    Where the other side has the town alone, what is before it was meant for the municipality.
    """
    if not other.key or one.key == other.key or not one.key.endswith(other.key):
        return one
    if len(one.municipalities) == 1 or not other.municipalities:
        return one
    ends = "区" if one.municipalities else "市区町村"  # or another town: 東大井 is not 大井
    places = [at for at in range(1, LONGEST) if one.town[at - 1 : at] in {*ends}]
    at = next((at for at in places if town_key(one.town[at:]) == other.key), 0)
    if not at:
        return one
    before = one.town[:at]
    return evolve(one, city=one.city + before, municipalities=(), town=one.town[at:], key=other.key)


def with_unit_misread(one: Address, other: Address) -> Address:
    """Take a block from the town that it became a part of, because 丁 was typed as 町."""
    written, folded = MISREAD_CHOME.search(one.town), MISREAD_CHOME_FOLDED.search(one.key)
    if not (written and folded) or one.key[: folded.start()] != other.key:
        return one
    block = Lot(int(folded[1]), "町目")
    return evolve(
        one,
        town=one.town[: written.start()],
        key=other.key,
        lots=(block, *one.lots),
        lot_text=written[0] + one.lot_text,
    )


def areas(typed: Address, printed: Address) -> Iterator[Difference]:
    """Prefecture, county and municipality."""
    if typed.prefecture != printed.prefecture:
        yield (told := prefecture(typed, printed))
        if told.kind is Kind.PREFECTURE_DIFFERS and typed.city == printed.city:
            return  # a city of that name is in either, or was meant: one slip, told once
    one, other = typed.municipalities, printed.municipalities
    if not one and not other:
        return
    if not one or not other:
        side = Side.DECLARED if not one else Side.DOCUMENT
        yield unknown(typed, printed, side)
        return
    yield from municipality(typed, printed)


def prefecture(typed: Address, printed: Address) -> Difference:
    """A prefecture that contradicts, or that one side leaves out."""
    names = typed.prefecture, printed.prefecture
    if all(names):
        return differ(Kind.PREFECTURE_DIFFERS, *names)
    side = Side.DECLARED if not typed.prefecture else Side.DOCUMENT
    brief = typed if side is Side.DECLARED else printed
    unique = len({place.prefecture for place in brief.municipalities}) <= 1
    return differ(Kind.PREFECTURE_OMITTED if unique else Kind.PREFECTURE_ABSENT, *names, side)


def unknown(typed: Address, printed: Address, side: Side) -> Difference:
    """One side names no municipality that is known: it is absent, or misspelt."""
    lost, full = (typed, printed) if side is Side.DECLARED else (printed, typed)
    written, whole = lost.city + lost.key, full.city + full.key
    is_piece = full.city.endswith(lost.city) and is_within(written, whole)
    if is_piece and len(written) < len(whole):
        return differ(Kind.MUNICIPALITY_ABSENT, typed.city, printed.city, side)
    pieces = (typed.city or typed.town, printed.city or printed.town)
    return differ(Kind.MUNICIPALITY_DIFFERS, *pieces, side)


def municipality(typed: Address, printed: Address) -> Iterator[Difference]:
    """The same municipality, the same place under another name, or neither."""
    one, other = typed.municipalities, printed.municipalities
    names = typed.city, printed.city
    if set(one) & set(other) and not spelt_apart(typed, printed):
        named = names_county(one, names[0]), names_county(other, names[1])
        if (side := ward_left_out(one, other)) is not None:
            yield differ(Kind.WARD_ABSENT, *names, side)
        elif named[0] != named[1]:
            yield differ(Kind.COUNTY_OMITTED, *names, Side.DOCUMENT if named[0] else Side.DECLARED)
        elif names[0] != names[1]:
            yield from spelling(*names)
    elif renamed(one, other, printed.key) or renamed(other, one, typed.key):
        yield differ(Kind.PLACE_RENAMED, *names)
    else:
        yield differ(Kind.MUNICIPALITY_DIFFERS, *names)


def spelt_apart(typed: Address, printed: Address) -> bool:
    """Whether each spelling is the very name of another place: 鹿嶋市 and 鹿島市."""
    one, other = (
        {place for place in side.municipalities if side.city in {place.name, place.full_name}}
        for side in (typed, printed)
    )
    return bool(one and other) and not one & other


def spelling(declared: str, on_document: str) -> list[Difference]:
    """Which characters two spellings of one place differ in, or that only their kana do."""
    found = []
    for at, (one, other) in enumerate(zip(declared, on_document, strict=False)):
        if one == other:
            continue
        repeated = "々" in {one, other}
        related = differ(Kind.ITERATION_MARK, one, other) if repeated and at else relate(one, other)
        if related is None or related.kind.standing is not Standing.NOTATION:
            return [differ(Kind.PLACE_KANA, declared, on_document)]
        found.append(related)
    if not found or len(declared) != len(on_document):
        return [differ(Kind.PLACE_KANA, declared, on_document)]
    return found


def ward_left_out(one: tuple[Municipality, ...], other: tuple[Municipality, ...]) -> Side | None:
    """The side that names a city of wards without the ward; it may be any of them."""
    if len(one) == len(other) or not any(p.name.endswith("区") for p in (*one, *other)):
        return None
    return Side.DECLARED if len(one) > len(other) else Side.DOCUMENT


def names_county(places: tuple[Municipality, ...], written: str) -> bool:
    """Whether the text names the county (郡)."""
    return any(place.county and len(written) > len(place.name) for place in places)


def renamed(old: tuple[Municipality, ...], new: tuple[Municipality, ...], town: str) -> bool:
    """Whether the town of a former municipality belongs to the present one."""
    names = {place.full_name for place in new}
    return any(
        heir.name in names and heir.holds(town) for place in old for heir in place.successors
    )


def towns(typed: Address, printed: Address) -> Iterator[Difference]:
    """Town and, in Kyoto, street."""
    if street_key(typed.street) != street_key(printed.street):
        both = typed.street and printed.street
        kind = Kind.STREET_DIFFERS if both else Kind.STREET_OMITTED
        yield differ(kind, typed.street, printed.street)
    elif typed.street != printed.street:
        yield differ(Kind.PLACE_KANA, typed.street, printed.street)
    one, other = typed.key, printed.key
    pieces = typed.town, printed.town
    if same_town(one, other):
        if typed.town != printed.town:
            twins = (twin(place, *pieces) for place in typed.municipalities)
            listed = next(filter(None, twins), None)
            yield from [differ(listed, *pieces)] if listed else town_notation(*pieces)
    elif is_part(one, other):
        yield differ(Kind.TOWN_ABSENT, *pieces, Side.DECLARED)
    elif is_part(other, one):
        yield differ(Kind.TOWN_ABSENT, *pieces, Side.DOCUMENT)
    else:
        yield differ(Kind.TOWN_DIFFERS, *pieces)


def is_part(town: str, whole: str) -> bool:
    """Whether a town lacks a part of its name, rather than being the next one: 大井, 東大井."""
    return not town or (len(whole) - len(town) > 1 and is_within(town, whole))


#: What Kyoto leaves away from a street, folded (け is が): 寺町御池上 for 寺町通御池上がる.
STREET_NOISE: Final = re.compile("(?<=[上下入])る|(?<=[上下])け(?=る)|通り?")


def street_key(street: str) -> str:
    """A street of Kyoto, folded for comparison."""
    return town_key(STREET_NOISE.sub("", fold_place(street)))


def town_notation(one: str, other: str) -> list[Difference]:
    """How two spellings of one town differ."""
    if one.replace("大字", "").replace("字", "") == other.replace("大字", "").replace("字", ""):
        return [differ(Kind.AZA_WORD, one, other)]
    return spelling(one, other)


#: Units that say the same of a number.
SAME_UNIT: Final = {"番地": "番", "丁": "丁目", "番町": "丁目", "番地割": "地割"}


def lots(typed: Address, printed: Address) -> Iterator[Difference]:
    """The numbers, as integers and in order."""
    one, other = typed.numbers, printed.numbers
    pieces = typed.lot_text, printed.lot_text
    if one == other:
        if units_conflict(typed.lots, printed.lots):
            yield differ(Kind.UNIT_DIFFERS, *pieces)
        elif pieces[0] != pieces[1]:
            yield differ(Kind.LOT_NOTATION, *pieces)
    elif room_in_lot(typed, printed):
        yield differ(room_beside(printed.atoms), *pieces, Side.DOCUMENT)
    elif room_in_lot(printed, typed):
        yield differ(room_beside(typed.atoms), *pieces, Side.DECLARED)
    elif not one or not other:
        yield differ(Kind.LOT_ABSENT, *pieces, Side.DECLARED if not one else Side.DOCUMENT)
    else:
        yield lot_error(one, other, pieces)


#: A room has three digits, or stands behind 丁目, 番 and 号: 17-3 is a lot, not room 3 of lot 17.
ROOM: Final = 100
WHOLE_LOT: Final = 3


def room_in_lot(longer: Address, shorter: Address) -> bool:
    """Whether the last number of one lot is the room: 2-8-1-101 for 8番1号 101号室."""
    if longer.numbers[:-1] != shorter.numbers or not shorter.lots or longer.atoms:
        return False
    if not shorter.atoms:
        return shorter.lots[-1].unit == "号"
    room = longer.numbers[-1]
    is_room = room >= ROOM or len(shorter.lots) >= WHOLE_LOT
    return is_room and shorter.atoms[-1] == str(room)


def room_beside(atoms: tuple[str, ...]) -> Kind:
    """What a lot that ends in the room is beside a building written apart."""
    if not atoms:
        return Kind.ROOM_OMITTED
    return Kind.ROOM_DIFFERS if is_longer_room(atoms) else Kind.BUILDING_NOTATION


def is_longer_room(atoms: tuple[str, ...]) -> bool:
    """Whether more than the number belongs to the room: B204, or 204 of wing 2."""
    return len(atoms) > 1 and is_room(atoms)


def units_conflict(one: tuple[Lot, ...], other: tuple[Lot, ...]) -> bool:
    """Whether a number is 丁目 on one side and 番 or 号 on the other."""
    return any(
        a.unit and b.unit and SAME_UNIT.get(a.unit, a.unit) != SAME_UNIT.get(b.unit, b.unit)
        for a, b in zip(one, other, strict=True)
    )


def lot_error(one: tuple[int, ...], other: tuple[int, ...], pieces: tuple[str, str]) -> Difference:
    """Name what is wrong with the numbers."""
    shorter, longer = sorted((one, other), key=len)
    side = Side.DECLARED if len(one) < len(other) else Side.DOCUMENT
    if len(one) != len(other) and longer[-len(shorter) :] == shorter:
        return differ(Kind.CHOME_ABSENT, *pieces, side)
    if len(one) != len(other) and longer[: len(shorter)] == shorter:
        return differ(Kind.LOT_PART_ABSENT, *pieces, side)
    if "".join(map(str, one)) == "".join(map(str, other)):
        return differ(Kind.NUMBER_MERGED, *pieces)
    return differ(
        Kind.NUMBERS_SWAPPED if sorted(one) == sorted(other) else Kind.NUMBER_CHANGED, *pieces
    )


#: Whose household one lives with may be left out: 山田様方.
HOST: Final = "方"


def buildings(typed: Address, printed: Address) -> Iterator[Difference]:
    """Building and room: either may be absent, neither may contradict."""
    one, other = typed.atoms, printed.atoms
    pieces = typed.building, printed.building
    if len(typed.lots) != len(printed.lots) and (not one or not other):
        return
    if one == other:
        if pieces[0] != pieces[1]:
            yield differ(Kind.BUILDING_NOTATION, *pieces)
        return
    side = Side.DECLARED if len(one) < len(other) else Side.DOCUMENT
    if not one or not other:
        yield differ(Kind.BUILDING_OMITTED, *pieces, side)
        return
    start, end = trim(one, other)
    fewer, more = sorted((one, other), key=len)
    if start == len(fewer) == len(more) - 1 and more[-1].endswith(HOST):
        yield differ(Kind.BUILDING_OMITTED, *pieces, side)
    elif end == len(fewer) == 1 and fewer[0].isdecimal():
        longer = is_longer_room(more)
        yield differ(Kind.ROOM_DIFFERS if longer else Kind.BUILDING_OMITTED, *pieces, side)
    elif start == len(fewer) and not fewer[-1].isdecimal() and is_room(more[start:]):
        yield differ(Kind.ROOM_OMITTED, *pieces, side)
    else:
        room = bool(start) and is_room(one[start:]) and is_room(other[start:])
        yield differ(Kind.ROOM_DIFFERS if room else Kind.BUILDING_DIFFERS, *pieces)


def is_room(atoms: tuple[str, ...]) -> bool:
    """Whether atoms are a room: numbers and letters only."""
    return all(atom.isascii() for atom in atoms)
