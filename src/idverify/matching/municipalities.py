"""Municipalities and wards of Japan (市区町村) with their periods of existence.

The table is as of October 2026; a municipality without a start date is older than the
period covered. It determines where a municipality's name ends and the town begins, and
it links the old name of a place to its new one. It never guesses.
"""

import base64
import lzma
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Final

from attrs import frozen

from idverify.matching._municipalities_data import PACKED
from idverify.matching._town_names import fold_place_name, fold_town

__all__ = ["Municipality", "Successor", "municipalities", "municipalities_by_name", "prefectures"]


@frozen
class Successor:
    """Present municipality of all or some towns of a former municipality."""

    name: str
    """The municipality's present name, county included."""
    towns: frozenset[str] | None = None
    """The towns that it received; None for all of them."""
    except_towns: frozenset[str] = frozenset()
    """Towns that became part of another municipality."""

    def has_town(self, town: str) -> bool:
        """Return whether a folded town became part of this municipality."""
        return (self.towns is None or town in fold_towns(self.towns)) and town not in fold_towns(
            self.except_towns
        )


@cache
def fold_towns(towns: frozenset[str]) -> frozenset[str]:
    """Fold the names of towns for comparison."""
    return frozenset(fold_town(fold_place_name(town)) for town in towns)


@frozen
class Municipality:
    """City, ward, town or village (市・区・町・村) that exists in `[valid_from, valid_to)`."""

    prefecture: str
    county: str
    """The county (郡) of a town or village, or the island named before it; empty otherwise."""
    name: str
    """The name without its county: 横浜市鶴見区, 菰野町."""
    code: str = ""
    """JIS X 0402 with the prefecture's two digits; empty for a former municipality."""
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[Successor, ...] = ()

    @property
    def full_name(self) -> str:
        """The name after the prefecture, county included."""
        return self.county + self.name


MIKATAHARA_TOWNS: Final = frozenset(
    ["三幸町", "大原町", "初生町", "豊岡町", "東三方町", "三方原町", "根洗町"]
)
HAMAMATSU_REFORM: Final = date(2024, 1, 1)
HAMAMATSU_CHUO: Final = Successor("浜松市中央区")

#: Renamed or redivided municipalities: prefecture, county, name, last day + 1, successors.
FORMER_MUNICIPALITIES: Final = (
    ("静岡県", "", "浜松市中区", HAMAMATSU_REFORM, (HAMAMATSU_CHUO,)),
    ("静岡県", "", "浜松市東区", HAMAMATSU_REFORM, (HAMAMATSU_CHUO,)),
    ("静岡県", "", "浜松市西区", HAMAMATSU_REFORM, (HAMAMATSU_CHUO,)),
    ("静岡県", "", "浜松市南区", HAMAMATSU_REFORM, (HAMAMATSU_CHUO,)),
    (
        "静岡県",
        "",
        "浜松市北区",
        HAMAMATSU_REFORM,
        (
            Successor("浜松市中央区", towns=MIKATAHARA_TOWNS),
            Successor("浜松市浜名区", except_towns=MIKATAHARA_TOWNS),
        ),
    ),
    ("静岡県", "", "浜松市浜北区", HAMAMATSU_REFORM, (Successor("浜松市浜名区"),)),
    ("兵庫県", "", "篠山市", date(2019, 5, 1), (Successor("丹波篠山市"),)),
    ("福岡県", "筑紫郡", "那珂川町", date(2018, 10, 1), (Successor("那珂川市"),)),
    ("宮城県", "黒川郡", "富谷町", date(2016, 10, 10), (Successor("富谷市"),)),
    ("岩手県", "岩手郡", "滝沢村", date(2014, 1, 1), (Successor("滝沢市"),)),
    ("千葉県", "山武郡", "大網白里町", date(2013, 1, 1), (Successor("大網白里市"),)),
    ("埼玉県", "南埼玉郡", "白岡町", date(2012, 10, 1), (Successor("白岡市"),)),
    ("愛知県", "愛知郡", "長久手町", date(2012, 1, 4), (Successor("長久手市"),)),
    ("石川県", "石川郡", "野々市町", date(2011, 11, 11), (Successor("野々市市"),)),
)


def iter_current() -> Iterator[Municipality]:
    """Yield the present municipalities of the shipped table."""
    founded = {
        successor.name: day
        for _, _, _, day, successors in FORMER_MUNICIPALITIES
        for successor in successors
    }
    lines = lzma.decompress(base64.b85decode(PACKED)).decode().split("\n")
    for number, line in enumerate(lines, start=1):
        prefecture, *words = line.split(" ")
        for word in words:
            county, name = split_county(word[3:])
            code = f"{number:02}{word[:3]}"
            yield Municipality(prefecture, county, name, code, founded.get(word[3:]))


COUNTY: Final = re.compile("(.+?郡|.+島)(.+[町村])")


def split_county(name: str) -> tuple[str, str]:
    """Split a name into county and municipality; cities have no county."""
    found = COUNTY.fullmatch(name)
    return (found[1], found[2]) if found else ("", name)


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Return all municipalities, former ones last.

    >>> len(municipalities())
    1906
    >>> [place.full_name for place in municipalities() if place.valid_to == date(2019, 5, 1)]
    ['篠山市']
    """
    former = (
        Municipality(p, c, n, "", None, until, successors)
        for p, c, n, until, successors in FORMER_MUNICIPALITIES
    )
    return (*iter_current(), *former)


@cache
def prefectures() -> Mapping[str, str]:
    """Return the 47 prefectures (都道府県) by their folded names."""
    return {
        fold_place_name(name): name
        for name in dict.fromkeys(m.prefecture for m in municipalities())
    }


@cache
def municipalities_by_name() -> Mapping[str, tuple[Municipality, ...]]:
    """Return the municipalities by folded name, with and without county."""
    return group_by_name(
        (key, place) for place in municipalities() for key in iter_folded_names(place)
    )


@cache
def wards_by_city() -> Mapping[str, tuple[Municipality, ...]]:
    """Return the wards of each city that has any, by the city's folded name."""
    wards = (m for m in municipalities() if re.fullmatch(".+市.+区", m.name))
    return group_by_name((fold_place_name(m.name[: m.name.index("市", 1) + 1]), m) for m in wards)


def iter_folded_names(place: Municipality) -> Iterator[str]:
    """Yield the folded names of a municipality, with and without county."""
    yield fold_place_name(place.name)
    if place.county:
        yield fold_place_name(place.full_name)


def group_by_name(
    pairs: Iterable[tuple[str, Municipality]],
) -> Mapping[str, tuple[Municipality, ...]]:
    """Group municipalities by name."""
    found: dict[str, tuple[Municipality, ...]] = {}
    for key, place in pairs:
        found[key] = (*found.get(key, ()), place)
    return found
