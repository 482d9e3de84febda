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

from idverify.matching._ambiguous_towns import classify_town_pair
from idverify.matching._kanji_variants import find_variant_difference
from idverify.matching._lots_and_buildings import find_building_differences, find_lot_differences
from idverify.matching._text import MAX_LENGTH, find_absent_value
from idverify.matching._town_names import fold_place_name, fold_town, is_same_town
from idverify.matching._typos import is_subsequence
from idverify.matching.address_parser import (
    DASHES,
    SEPARATOR,
    Lot,
    ParsedAddress,
    parse_address,
    split_postal_code,
)
from idverify.matching.comparison import (
    IDENTICAL,
    Comparison,
    ComparisonSide,
    Difference,
    summarize,
)
from idverify.matching.difference_kinds import DifferenceCategory, DifferenceKind
from idverify.matching.municipalities import Municipality
from idverify.matching.rules import make_difference

__all__ = [
    "ANY_DASH",
    "MAX_MUNICIPALITY_LENGTH",
    "MISREAD_CHOME",
    "MISREAD_CHOME_FOLDED",
    "OPTIONAL_STREET_WORDS",
    "align_parts",
    "compare_address",
    "find_area_differences",
    "find_layout_difference",
    "find_municipality_differences",
    "find_prefecture_difference",
    "find_side_without_ward",
    "find_spelling_differences",
    "find_town_differences",
    "find_town_notation_differences",
    "find_unknown_municipality",
    "fold_street",
    "has_county",
    "has_distinct_names",
    "is_different_place",
    "is_partial_town",
    "is_renamed",
    "is_unrelated_text",
    "split_misread_chome",
    "split_misspelt_city",
]


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
    if (nothing := find_absent_value(declared, on_document)) is not None:
        return summarize([nothing])
    if max(len(declared), len(on_document)) > MAX_LENGTH:
        return summarize(
            [
                make_difference(
                    DifferenceKind.UNREADABLE, declared[:MAX_LENGTH], on_document[:MAX_LENGTH]
                )
            ]
        )
    typed, printed = parse_address(declared), parse_address(on_document)
    if any(is_unrelated_text(*pair) for pair in ((typed, printed), (printed, typed))):
        return summarize([make_difference(DifferenceKind.UNRELATED, declared, on_document)])
    typed, printed = align_parts(typed, printed), align_parts(printed, typed)
    found = [
        *find_area_differences(typed, printed),
        *find_town_differences(typed, printed),
        *find_lot_differences(typed, printed),
    ]
    found += find_building_differences(typed, printed)
    if is_different_place({difference.kind for difference in found}):
        found.append(make_difference(DifferenceKind.UNRELATED, declared, on_document))
    return summarize(found or find_layout_difference(declared, on_document))


def find_layout_difference(declared: str, on_document: str) -> list[Difference]:
    """Why two addresses with the same parts look different: the first reason is told."""
    (code, one), (other_code, other) = map(split_postal_code, (declared, on_document))
    if code.strip() != other_code.strip():
        kind = DifferenceKind.POSTAL_CODE
    elif code != other_code or SEPARATOR.findall(one) != SEPARATOR.findall(other):
        kind = DifferenceKind.SPACE
    elif ANY_DASH.findall(declared) != ANY_DASH.findall(on_document):
        kind = DifferenceKind.PUNCTUATION
    else:
        kind = DifferenceKind.WIDTH
    return [make_difference(kind, declared, on_document)]


#: 丁 typed as 町, as it is written and as the town is folded.
MISREAD_CHOME: Final = re.compile("[0-9０-９一二三四五六七八九十]+町目$")

MISREAD_CHOME_FOLDED: Final = re.compile("([0-9]+)町目$")

#: No city, ward, town or village has a name of more characters, its county included.
MAX_MUNICIPALITY_LENGTH: Final = 20

ANY_DASH: Final = re.compile(f"[{DASHES}ー]")


def is_different_place(kinds: set[DifferenceKind]) -> bool:
    """Whether town and municipality are others: another address, not a slip."""
    area = {DifferenceKind.PREFECTURE_DIFFERS, DifferenceKind.MUNICIPALITY_DIFFERS}
    return DifferenceKind.TOWN_DIFFERS in kinds and not area.isdisjoint(kinds)


def is_unrelated_text(one: ParsedAddress, other: ParsedAddress) -> bool:
    """Whether a text names neither place nor number nor anything that the other names."""
    if one.prefecture or one.municipalities or one.numbers:
        return False
    return not set(one.folded_town) & set(other.prefecture + other.city + other.folded_town)


def align_parts(one: ParsedAddress, other: ParsedAddress) -> ParsedAddress:
    """Take apart what was read as one town only because of a slip before or behind it."""
    return split_misread_chome(split_misspelt_city(one, other), other)


def split_misspelt_city(one: ParsedAddress, other: ParsedAddress) -> ParsedAddress:
    """Take a city or ward that nobody knows from the town it stands before: 川埼市 from 登戸.

    Where the other side has the town alone, what is before it was meant for the municipality.
    """
    if (
        not other.folded_town
        or one.folded_town == other.folded_town
        or not one.folded_town.endswith(other.folded_town)
    ):
        return one
    if len(one.municipalities) == 1 or not other.municipalities:
        return one
    ends = "区" if one.municipalities else "市区町村"  # or another town: 東大井 is not 大井
    places = [at for at in range(1, MAX_MUNICIPALITY_LENGTH) if one.town[at - 1 : at] in {*ends}]
    at = next((at for at in places if fold_town(one.town[at:]) == other.folded_town), 0)
    if not at:
        return one
    before = one.town[:at]
    return evolve(
        one,
        city=one.city + before,
        municipalities=(),
        town=one.town[at:],
        folded_town=other.folded_town,
    )


def split_misread_chome(one: ParsedAddress, other: ParsedAddress) -> ParsedAddress:
    """Take a block from the town that it became a part of, because 丁 was typed as 町."""
    written, folded = MISREAD_CHOME.search(one.town), MISREAD_CHOME_FOLDED.search(one.folded_town)
    if not (written and folded) or one.folded_town[: folded.start()] != other.folded_town:
        return one
    block = Lot(int(folded[1]), "町目")
    return evolve(
        one,
        town=one.town[: written.start()],
        folded_town=other.folded_town,
        lots=(block, *one.lots),
        lot_text=written[0] + one.lot_text,
    )


def find_area_differences(typed: ParsedAddress, printed: ParsedAddress) -> Iterator[Difference]:
    """Prefecture, county and municipality."""
    if typed.prefecture != printed.prefecture:
        yield (told := find_prefecture_difference(typed, printed))
        if told.kind is DifferenceKind.PREFECTURE_DIFFERS and typed.city == printed.city:
            return  # a city of that name is in either, or was meant: one slip, told once
    one, other = typed.municipalities, printed.municipalities
    if not one and not other:
        return
    if not one or not other:
        side = ComparisonSide.DECLARED if not one else ComparisonSide.DOCUMENT
        yield find_unknown_municipality(typed, printed, side)
        return
    yield from find_municipality_differences(typed, printed)


def find_prefecture_difference(typed: ParsedAddress, printed: ParsedAddress) -> Difference:
    """A prefecture that contradicts, or that one side leaves out."""
    names = typed.prefecture, printed.prefecture
    if all(names):
        return make_difference(DifferenceKind.PREFECTURE_DIFFERS, *names)
    side = ComparisonSide.DECLARED if not typed.prefecture else ComparisonSide.DOCUMENT
    brief = typed if side is ComparisonSide.DECLARED else printed
    unique = len({place.prefecture for place in brief.municipalities}) <= 1
    return make_difference(
        DifferenceKind.PREFECTURE_OMITTED if unique else DifferenceKind.PREFECTURE_ABSENT,
        *names,
        side,
    )


def find_unknown_municipality(
    typed: ParsedAddress, printed: ParsedAddress, side: ComparisonSide
) -> Difference:
    """One side names no municipality that is known: it is absent, or misspelt."""
    lost, full = (typed, printed) if side is ComparisonSide.DECLARED else (printed, typed)
    written, whole = lost.city + lost.folded_town, full.city + full.folded_town
    is_piece = full.city.endswith(lost.city) and is_subsequence(written, whole)
    if is_piece and len(written) < len(whole):
        return make_difference(DifferenceKind.MUNICIPALITY_ABSENT, typed.city, printed.city, side)
    pieces = (typed.city or typed.town, printed.city or printed.town)
    return make_difference(DifferenceKind.MUNICIPALITY_DIFFERS, *pieces, side)


def find_municipality_differences(
    typed: ParsedAddress, printed: ParsedAddress
) -> Iterator[Difference]:
    """The same municipality, the same place under another name, or neither."""
    one, other = typed.municipalities, printed.municipalities
    names = typed.city, printed.city
    if set(one) & set(other) and not has_distinct_names(typed, printed):
        named = has_county(one, names[0]), has_county(other, names[1])
        if (side := find_side_without_ward(one, other)) is not None:
            yield make_difference(DifferenceKind.WARD_ABSENT, *names, side)
        elif named[0] != named[1]:
            yield make_difference(
                DifferenceKind.COUNTY_OMITTED,
                *names,
                ComparisonSide.DOCUMENT if named[0] else ComparisonSide.DECLARED,
            )
        elif names[0] != names[1]:
            yield from find_spelling_differences(*names)
    elif is_renamed(one, other, printed.folded_town) or is_renamed(other, one, typed.folded_town):
        yield make_difference(DifferenceKind.PLACE_RENAMED, *names)
    else:
        yield make_difference(DifferenceKind.MUNICIPALITY_DIFFERS, *names)


def has_distinct_names(typed: ParsedAddress, printed: ParsedAddress) -> bool:
    """Whether each spelling is the very name of another place: 鹿嶋市 and 鹿島市."""
    one, other = (
        {place for place in side.municipalities if side.city in {place.name, place.full_name}}
        for side in (typed, printed)
    )
    return bool(one and other) and not one & other


def find_spelling_differences(declared: str, on_document: str) -> list[Difference]:
    """Which characters two spellings of one place differ in, or that only their kana do."""
    found = []
    for at, (one, other) in enumerate(zip(declared, on_document, strict=False)):
        if one == other:
            continue
        repeated = "々" in {one, other}
        related = (
            make_difference(DifferenceKind.ITERATION_MARK, one, other)
            if repeated and at
            else find_variant_difference(one, other)
        )
        if related is None or related.kind.category is not DifferenceCategory.NOTATION:
            return [make_difference(DifferenceKind.PLACE_KANA, declared, on_document)]
        found.append(related)
    if not found or len(declared) != len(on_document):
        return [make_difference(DifferenceKind.PLACE_KANA, declared, on_document)]
    return found


def find_side_without_ward(
    one: tuple[Municipality, ...], other: tuple[Municipality, ...]
) -> ComparisonSide | None:
    """The side that names a city of wards without the ward; it may be any of them."""
    if len(one) == len(other) or not any(p.name.endswith("区") for p in (*one, *other)):
        return None
    return ComparisonSide.DECLARED if len(one) > len(other) else ComparisonSide.DOCUMENT


def has_county(places: tuple[Municipality, ...], written: str) -> bool:
    """Whether the text names the county (郡)."""
    return any(place.county and len(written) > len(place.name) for place in places)


def is_renamed(old: tuple[Municipality, ...], new: tuple[Municipality, ...], town: str) -> bool:
    """Whether the town of a former municipality belongs to the present one."""
    names = {place.full_name for place in new}
    return any(
        heir.name in names and heir.has_town(town) for place in old for heir in place.successors
    )


def find_town_differences(typed: ParsedAddress, printed: ParsedAddress) -> Iterator[Difference]:
    """Town and, in Kyoto, street."""
    if fold_street(typed.street) != fold_street(printed.street):
        both = typed.street and printed.street
        kind = DifferenceKind.STREET_DIFFERS if both else DifferenceKind.STREET_OMITTED
        yield make_difference(kind, typed.street, printed.street)
    elif typed.street != printed.street:
        yield make_difference(DifferenceKind.PLACE_KANA, typed.street, printed.street)
    one, other = typed.folded_town, printed.folded_town
    pieces = typed.town, printed.town
    if is_same_town(one, other):
        if typed.town != printed.town:
            twins = (classify_town_pair(place, *pieces) for place in typed.municipalities)
            listed = next(filter(None, twins), None)
            yield from (
                [make_difference(listed, *pieces)]
                if listed
                else find_town_notation_differences(*pieces)
            )
    elif is_partial_town(one, other):
        yield make_difference(DifferenceKind.TOWN_ABSENT, *pieces, ComparisonSide.DECLARED)
    elif is_partial_town(other, one):
        yield make_difference(DifferenceKind.TOWN_ABSENT, *pieces, ComparisonSide.DOCUMENT)
    else:
        yield make_difference(DifferenceKind.TOWN_DIFFERS, *pieces)


def is_partial_town(town: str, whole: str) -> bool:
    """Whether a town lacks a part of its name, rather than being the next one: 大井, 東大井."""
    return not town or (len(whole) - len(town) > 1 and is_subsequence(town, whole))


#: What Kyoto leaves away from a street, folded (け is が): 寺町御池上 for 寺町通御池上がる.
OPTIONAL_STREET_WORDS: Final = re.compile("(?<=[上下入])る|(?<=[上下])け(?=る)|通り?")


def fold_street(street: str) -> str:
    """A street of Kyoto, folded for comparison."""
    return fold_town(OPTIONAL_STREET_WORDS.sub("", fold_place_name(street)))


def find_town_notation_differences(one: str, other: str) -> list[Difference]:
    """How two spellings of one town differ."""
    if one.replace("大字", "").replace("字", "") == other.replace("大字", "").replace("字", ""):
        return [make_difference(DifferenceKind.AZA_WORD, one, other)]
    return find_spelling_differences(one, other)
