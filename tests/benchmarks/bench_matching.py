"""Hold idverify.matching beside what people use instead, in one run.

    pip install --group bench && python tests/benchmarks/bench_matching.py

Over the labelled pairs in tests/data: the share of honest pairs turned away, the
share of wrong pairs let through, and the time a pair takes. rapidfuzz gets, for
each field, the cut that does best on these very pairs; jntajis sees names only.
A method that is not installed is left out.
"""

import csv
import unicodedata
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from timeit import default_timer
from types import ModuleType
from typing import Any

from idverify.matching import (
    compare_address,
    compare_birth_date,
    compare_kana,
    compare_name,
    compare_romaji,
)

DATA = Path(__file__).parents[1] / "data"
FIELDS = {
    "name_kanji": compare_name,
    "name_kana": compare_kana,
    "name_romaji": compare_romaji,
    "address": compare_address,
    "birthdate": compare_birth_date,
}
Row = dict[str, str]
Method = Callable[[Row], bool]


def rows() -> list[Row]:
    """The labelled pairs of both files."""
    found: list[Row] = []
    for name in ("match_cases.csv", "match_cases_second.csv"):
        with (DATA / name).open(encoding="utf-8", newline="") as lines:
            found += csv.DictReader(lines)
    return found


def honest(row: Row) -> bool:
    """Whether the label says that both sides agree."""
    return row["expected"] in {"same", "variant"}


def keyed(key: Callable[[str], str]) -> Method:
    """Equality of a key."""
    return lambda row: key(row["declared"]) == key(row["on_document"])


def ours(row: Row) -> bool:
    """What this library says."""
    return FIELDS[row["field"]](row["declared"], row["on_document"]).is_match


def squeezed(text: str) -> str:
    """NFKC without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def kana_folded(jaconv: ModuleType) -> Method:
    """Equality after jaconv's normalisation, hiragana as katakana."""
    return keyed(lambda text: str(jaconv.hira2kata(jaconv.normalize(text))))


def fuzzy(fuzz: ModuleType, pairs: list[Row]) -> Method:
    """The rapidfuzz ratio with the cut that does best for each field on these pairs."""

    def score(row: Row) -> float:
        return float(fuzz.ratio(squeezed(row["declared"]), squeezed(row["on_document"])))

    def loss(field: str, cut: int) -> float:
        here = [row for row in pairs if row["field"] == field]
        good = [score(row) < cut for row in here if honest(row)]
        bad = [score(row) >= cut for row in here if not honest(row)]
        return sum(good) / len(good) + sum(bad) / len(bad)

    cuts = {field: min(range(50, 102), key=lambda cut: loss(field, cut)) for field in FIELDS}
    return lambda row: score(row) >= cuts[row["field"]]


def shrunk(jntajis: Any) -> Method:  # noqa: ANN401 - a package without types
    """Names agree when the two sets of jntajis shrink candidates meet."""
    every = jntajis.MJShrinkSchemeCombo(15)

    def candidates(text: str) -> set[str]:
        plain = squeezed(text)
        return {plain, *jntajis.mj_shrink_candidates(plain, every, 100)}

    return lambda row: bool(candidates(row["declared"]) & candidates(row["on_document"]))


def methods(pairs: list[Row]) -> Iterator[tuple[str, Method, list[Row]]]:
    """Each method with the pairs it can be asked."""
    names = [row for row in pairs if row["field"] == "name_kanji"]
    yield "exact", keyed(str), pairs
    yield "NFKC, no spaces", keyed(squeezed), pairs
    if (module := installed("jaconv")) is not None:
        yield "jaconv", kana_folded(module), pairs
    if (module := installed("rapidfuzz.fuzz")) is not None:
        yield "rapidfuzz, best cut", fuzzy(module, pairs), pairs
    if (module := installed("jntajis")) is not None:
        yield "jntajis, names only", shrunk(module), names
        yield "idverify, names only", ours, names
    yield "idverify", ours, pairs


def installed(package: str) -> ModuleType | None:
    """The package, if it is there."""
    try:
        return import_module(package)
    except ImportError:
        return None


def main() -> None:
    """Print one line a method."""
    pairs = rows()
    for row in pairs[::50]:
        ours(row)  # the tables are read on first use
    for name, method, asked in methods(pairs):
        start = default_timer()
        answers = [method(row) for row in asked]
        spent = (default_timer() - start) / len(asked) * 1e6
        good = [not said for row, said in zip(asked, answers, strict=True) if honest(row)]
        bad = [said for row, said in zip(asked, answers, strict=True) if not honest(row)]
        line = (
            f"{name:22} turned away {sum(good) / len(good):6.1%} of {len(good)}, "
            f"let through {sum(bad) / len(bad):6.1%} of {len(bad)}, {spent:6.1f} us a pair"
        )
        print(line)  # noqa: T201 - its result


if __name__ == "__main__":
    main()
