"""Comparison of addresses (住所).

Both are parsed into parts and the parts are compared as sequences. Prefecture (where
the municipality is unique), county, 大字 and 字, Kyoto's streets, building and room may
be absent on either side; municipality, ward, town and every number may not. The
relation is symmetric; `side` is the one that leaves something out.
"""

import re
from collections.abc import Iterator
from typing import Final

from idverify.matching._aligned_parts import align_parts
from idverify.matching._ambiguous_towns import classify_town_pair, needs_street
from idverify.matching._as_typed import quote_as_typed
from idverify.matching._kanji_variants import find_variant_difference
from idverify.matching._lots_and_buildings import (
    ROOM_KINDS,
    find_building_differences,
    find_lot_differences,
)
from idverify.matching._text import compare_trivial_cases
from idverify.matching._town_names import (
    fold_place_name,
    fold_town,
    is_same_town,
)
from idverify.matching._typos import classify_mismatch, is_subsequence
from idverify.matching.address_parser import (
    DASHES,
    SEPARATOR,
    ParsedAddress,
    parse_address,
    split_postal_code,
)
from idverify.matching.comparison import Comparison, ComparisonSide, Difference, summarize
from idverify.matching.difference_kinds import DifferenceCategory, DifferenceKind
from idverify.matching.municipalities import Municipality
from idverify.matching.rules import make_difference
from idverify.validation import validated

__all__ = ["compare_address"]


@validated
def compare_address(declared: str, on_document: str) -> Comparison:
    """Compare a declared address with the one on a document (住所の照合).

    >>> compare_address("世田谷区北沢2-19-5", "東京都世田谷区北沢二丁目19番5号").outcome.value
    'variant'
    >>> compare_address("東京都世田谷区北沢2-195", "東京都世田谷区北沢2-19-5").outcome.value
    'typo'
    >>> compare_address("東京都世田谷区北沢19-5", "東京都世田谷区北沢2-19-5").outcome.value
    'missing'
    """
    if (trivial := compare_trivial_cases(declared, on_document)) is not None:
        return trivial
    typed, printed = parse_address(declared), parse_address(on_document)
    if any(is_unrelated_text(*pair) for pair in ((typed, printed), (printed, typed))):
        return summarize([make_difference(DifferenceKind.UNRELATED, declared, on_document)])
    typed, printed = align_parts(typed, printed), align_parts(printed, typed)
    found = [
        *find_postal_code_difference(declared, on_document),
        *find_area_differences(typed, printed),
        *find_town_differences(typed, printed),
    ]
    lot_differences = list(find_lot_differences(typed, printed))
    found += lot_differences
    if not any(difference.kind in ROOM_KINDS for difference in lot_differences):
        found += find_building_differences(typed, printed)
    if is_different_place({difference.kind for difference in found}):
        found.append(make_difference(DifferenceKind.UNRELATED, declared, on_document))
    found = found or find_layout_difference(declared, on_document)
    return summarize(quote_as_typed(found, declared, on_document))


#: A postal code as typed, after folding of width.
CODE: Final = re.compile("[0-9]{3}-?[0-9]{4}")


def find_postal_code_difference(declared: str, on_document: str) -> list[Difference]:
    """Return the difference of two postal codes; one without the other is no difference."""
    first, second = (CODE.search(split_postal_code(text)[0]) for text in (declared, on_document))
    if not first or not second or first[0].replace("-", "") == second[0].replace("-", ""):
        return []
    return [make_difference(DifferenceKind.POSTAL_CODE_DIFFERS, first[0], second[0])]


def find_layout_difference(declared: str, on_document: str) -> list[Difference]:
    """Return the first difference in notation between two addresses with the same parts."""
    (typed_code, typed), (printed_code, printed) = map(split_postal_code, (declared, on_document))
    if typed_code.strip() != printed_code.strip():
        kind = DifferenceKind.POSTAL_CODE
    elif typed_code != printed_code or SEPARATOR.findall(typed) != SEPARATOR.findall(printed):
        kind = DifferenceKind.SPACE
    elif ANY_DASH.findall(declared) != ANY_DASH.findall(on_document):
        kind = DifferenceKind.PUNCTUATION
    else:
        kind = DifferenceKind.WIDTH
    return [make_difference(kind, declared, on_document)]


#: What divides a town further, folded: イ部, 甲.
TOWN_SIGN: Final = re.compile("[ぁ-ん甲乙丙丁]部?")

ANY_DASH: Final = re.compile(f"[{DASHES}ー]")


def is_different_place(kinds: set[DifferenceKind]) -> bool:
    """Return whether town and area both differ: another address, not a typing error."""
    area = {DifferenceKind.PREFECTURE_DIFFERS, DifferenceKind.MUNICIPALITY_DIFFERS}
    return DifferenceKind.TOWN_DIFFERS in kinds and not area.isdisjoint(kinds)


def is_unrelated_text(address: ParsedAddress, reference: ParsedAddress) -> bool:
    """Return whether a text has no place, no number and no character of the other address."""
    if address.prefecture or address.municipalities or address.numbers:
        return False
    return not set(address.folded_town) & set(
        reference.prefecture + reference.city + reference.folded_town
    )


def find_area_differences(typed: ParsedAddress, printed: ParsedAddress) -> Iterator[Difference]:
    """Yield the differences in prefecture, county and municipality."""
    if typed.prefecture != printed.prefecture:
        yield (difference := find_prefecture_difference(typed, printed))
        if difference.kind is DifferenceKind.PREFECTURE_DIFFERS and typed.city == printed.city:
            return  # one error only: the city agrees
    typed_places, printed_places = typed.municipalities, printed.municipalities
    if not typed_places and not printed_places:
        return
    if not typed_places or not printed_places:
        side = ComparisonSide.DECLARED if not typed_places else ComparisonSide.DOCUMENT
        yield find_unknown_municipality(typed, printed, side)
        return
    yield from find_municipality_differences(typed, printed)


def find_prefecture_difference(typed: ParsedAddress, printed: ParsedAddress) -> Difference:
    """Return the difference of a prefecture that contradicts or is absent on one side."""
    names = typed.prefecture, printed.prefecture
    if all(names):
        return make_difference(DifferenceKind.PREFECTURE_DIFFERS, *names)
    side = ComparisonSide.DECLARED if not typed.prefecture else ComparisonSide.DOCUMENT
    incomplete = typed if side is ComparisonSide.DECLARED else printed
    unique = len({place.prefecture for place in select_exact(incomplete)}) <= 1
    return make_difference(
        DifferenceKind.PREFECTURE_OMITTED if unique else DifferenceKind.PREFECTURE_ABSENT,
        *names,
        side,
    )


def find_unknown_municipality(
    typed: ParsedAddress, printed: ParsedAddress, side: ComparisonSide
) -> Difference:
    """Return the difference of a municipality that is absent or misspelt on one side."""
    incomplete, complete = (typed, printed) if side is ComparisonSide.DECLARED else (printed, typed)
    incomplete_text, complete_text = (
        incomplete.city + incomplete.folded_town,
        complete.city + complete.folded_town,
    )
    is_piece = complete.city.endswith(incomplete.city) and is_subsequence(
        incomplete_text, complete_text
    )
    if is_piece and len(incomplete_text) < len(complete_text):
        return make_difference(DifferenceKind.MUNICIPALITY_ABSENT, typed.city, printed.city, side)
    pieces = (typed.city or typed.town, printed.city or printed.town)
    if is_unknown_name(incomplete.city, complete.city):
        return make_difference(DifferenceKind.MUNICIPALITY_UNKNOWN, *pieces, side)
    return make_difference(DifferenceKind.MUNICIPALITY_DIFFERS, *pieces, side)


def is_unknown_name(unknown: str, known: str) -> bool:
    """Return whether a name may be a municipality that is not in the table, and not a misspelling.

    Municipalities merged and were renamed before the table begins: 浦和市, 清水市. A county
    is left where its town or village became a town of a city: 周智郡 before 春野町.
    """
    if unknown.endswith("郡"):
        return True
    is_municipality = len(unknown) > 1 and unknown[-1] in "市区町村"
    return is_municipality and classify_mismatch(unknown, known)[0].kind is DifferenceKind.UNRELATED


def find_municipality_differences(
    typed: ParsedAddress, printed: ParsedAddress
) -> Iterator[Difference]:
    """Yield the differences between two municipalities: spelling, renaming or another place."""
    typed_places, printed_places = typed.municipalities, printed.municipalities
    names = typed.city, printed.city
    if set(typed_places) & set(printed_places) and not has_distinct_names(typed, printed):
        named = has_county(typed_places, names[0]), has_county(printed_places, names[1])
        if (side := find_side_without_ward(typed_places, printed_places)) is not None:
            yield make_difference(DifferenceKind.WARD_ABSENT, *names, side)
        elif named[0] != named[1]:
            yield make_difference(
                DifferenceKind.COUNTY_OMITTED,
                *names,
                ComparisonSide.DOCUMENT if named[0] else ComparisonSide.DECLARED,
            )
        elif names[0] != names[1]:
            yield from find_spelling_differences(*names)
    elif is_renamed(typed_places, printed_places, printed.folded_town) or is_renamed(
        printed_places, typed_places, typed.folded_town
    ):
        yield make_difference(DifferenceKind.PLACE_RENAMED, *names)
    else:
        yield make_difference(DifferenceKind.MUNICIPALITY_DIFFERS, *names)


def has_distinct_names(typed: ParsedAddress, printed: ParsedAddress) -> bool:
    """Return whether each spelling is the exact name of another place: 鹿嶋市 and 鹿島市."""
    first, second = (set(find_exact(side)) for side in (typed, printed))
    return bool(first and second) and not first & second


def find_exact(side: ParsedAddress) -> tuple[Municipality, ...]:
    """Return the municipalities whose name is written exactly so, without folding."""
    return tuple(p for p in side.municipalities if side.city in {p.name, p.full_name})


def select_exact(side: ParsedAddress) -> tuple[Municipality, ...]:
    """Return the municipalities of this exact name, or else all that fold to it."""
    return find_exact(side) or side.municipalities


def find_spelling_differences(declared: str, on_document: str) -> list[Difference]:
    """Return the characters in which two spellings of one place differ, else a kana difference."""
    found = []
    for at, (first, second) in enumerate(zip(declared, on_document, strict=False)):
        if first == second:
            continue
        has_iteration_mark = "々" in {first, second}
        related = (
            make_difference(DifferenceKind.ITERATION_MARK, first, second)
            if has_iteration_mark and at
            else find_variant_difference(first, second)
        )
        if related is None or related.kind.category is not DifferenceCategory.NOTATION:
            return [make_difference(DifferenceKind.PLACE_KANA, declared, on_document)]
        found.append(related)
    if not found or len(declared) != len(on_document):
        return [make_difference(DifferenceKind.PLACE_KANA, declared, on_document)]
    return found


def find_side_without_ward(
    first: tuple[Municipality, ...], second: tuple[Municipality, ...]
) -> ComparisonSide | None:
    """Return the side that names a city of wards without the ward, or None."""
    if len(first) == len(second) or not any(p.name.endswith("区") for p in (*first, *second)):
        return None
    return ComparisonSide.DECLARED if len(first) > len(second) else ComparisonSide.DOCUMENT


def has_county(places: tuple[Municipality, ...], written: str) -> bool:
    """Return whether the text names the county (郡)."""
    return any(place.county and len(written) > len(place.name) for place in places)


def is_renamed(old: tuple[Municipality, ...], new: tuple[Municipality, ...], town: str) -> bool:
    """Return whether the town of a former municipality belongs to the present one."""
    names = {place.full_name for place in new}
    return any(
        successor.name in names and successor.has_town(town)
        for place in old
        for successor in place.successors
    )


def find_town_differences(typed: ParsedAddress, printed: ParsedAddress) -> Iterator[Difference]:
    """Yield the differences in town and, in Kyoto, street."""
    if fold_street(typed.street) != fold_street(printed.street):
        yield find_street_difference(typed, printed)
    elif typed.street != printed.street:
        yield make_difference(DifferenceKind.PLACE_KANA, typed.street, printed.street)
    typed_town, printed_town = typed.folded_town, printed.folded_town
    pieces = typed.town, printed.town
    if is_same_town(typed_town, printed_town):
        if typed.town != printed.town:
            kinds = (classify_town_pair(place, *pieces) for place in typed.municipalities)
            listed_kind = next(filter(None, kinds), None)
            yield from (
                [make_difference(listed_kind, *pieces)]
                if listed_kind
                else find_town_notation_differences(*pieces)
            )
    elif is_partial_town(typed_town, printed_town, printed.town):
        yield make_difference(DifferenceKind.TOWN_ABSENT, *pieces, ComparisonSide.DECLARED)
    elif is_partial_town(printed_town, typed_town, typed.town):
        yield make_difference(DifferenceKind.TOWN_ABSENT, *pieces, ComparisonSide.DOCUMENT)
    else:
        yield make_difference(DifferenceKind.TOWN_DIFFERS, *pieces)


def find_street_difference(typed: ParsedAddress, printed: ParsedAddress) -> Difference:
    """Return the difference of a street that contradicts or is omitted."""
    streets = typed.street, printed.street
    if all(streets):
        return make_difference(DifferenceKind.STREET_DIFFERS, *streets)
    wards = {place.full_name for place in typed.municipalities}
    if any(needs_street(ward, typed.folded_town) for ward in wards):
        return make_difference(DifferenceKind.STREET_DISPUTED, *streets)
    return make_difference(DifferenceKind.STREET_OMITTED, *streets)


def is_partial_town(partial: str, full: str, written: str) -> bool:
    """Return whether a town lacks part of its name, as written in full.

    Parts are a 字, a sign (イ部) and the former municipality: 大井 and 東大井, 芝 and 芝公園 are
    two towns.
    """
    has_aza = "字" in written and len(full) - len(partial) > 1
    is_inner = full.startswith(partial) and TOWN_SIGN.fullmatch(full, len(partial)) is not None
    is_in_former = full.endswith(partial) and full[: -len(partial)].endswith(("町", "村"))
    return not partial or is_inner or is_in_former or (has_aza and is_subsequence(partial, full))


#: Parts that Kyoto omits from a street, folded (け is が): 寺町御池上 for 寺町通御池上がる.
OPTIONAL_STREET_WORDS: Final = re.compile("(?<=[上下入])る|(?<=[上下])け(?=る)|通り?")


def fold_street(street: str) -> str:
    """Fold a street of Kyoto for comparison."""
    return fold_town(OPTIONAL_STREET_WORDS.sub("", fold_place_name(street)))


def find_town_notation_differences(first: str, second: str) -> list[Difference]:
    """Return the differences between two spellings of one town."""
    if first.replace("大字", "").replace("字", "") == second.replace("大字", "").replace("字", ""):
        return [make_difference(DifferenceKind.AZA_WORD, first, second)]
    return find_spelling_differences(first, second)
