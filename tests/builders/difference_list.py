"""Write the reviewed list of differences: what is found, piece by piece, in every labelled pair.

    python tests/builders/difference_list.py

Labels say whether a pair agrees; this list says what is named, of which side, under which rule
and in which words. Everybody in it is invented.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from idverify.matching import (
    Comparison,
    Difference,
    compare_account_holder,
    compare_address,
    compare_birth_date,
    compare_kana,
    compare_name,
    compare_romaji,
    read_address,
)

DATA: Final = Path(__file__).resolve().parents[1] / "data"
LIST: Final = DATA / "differences.txt"
COMPARE: Final[dict[str, Callable[[str, str], Comparison]]] = {
    "name_kanji": compare_name,
    "name_kana": compare_kana,
    "name_romaji": compare_romaji,
    "address": compare_address,
    "birthdate": compare_birth_date,
    "name": compare_name,
    "kana": compare_kana,
    "romaji": compare_romaji,
    "birth_date": compare_birth_date,
    "registered_name": compare_name,
    "account_holder": compare_account_holder,
}
#: Pairs of which the labelled files have none.
OTHERS: Final = (
    ("registered_name", "株式会社青空商事", "株式会社青空商事"),
    ("registered_name", "(株)青空商事", "株式会社青空商事"),
    ("registered_name", "㈱青空商事", "株式会社青空商事"),
    ("registered_name", "青空商事", "株式会社青空商事"),
    ("registered_name", "青空商事株式会社", "株式会社青空商事"),
    ("registered_name", "有限会社青空商事", "株式会社青空商事"),
    ("registered_name", "株式会社ＡＯＺＯＲＡ", "株式会社AOZORA"),
    ("registered_name", "株式会社青空商社", "株式会社青空商事"),
    ("account_holder", "ヤマダ タロウ", "ﾔﾏﾀﾞ ﾀﾛｳ"),
    ("account_holder", "ヤマダ タロウ", "ヤマダタロウ"),
    ("account_holder", "ヤマダ タロウ", "ヤマダ タロー"),
    ("account_holder", "ヤマダ タロウ", "ヤマタ タロウ"),
    ("account_holder", "ヤマダ タロウ", "タロウ ヤマダ"),
    ("account_holder", "オオノ ショウタ", "ｵﾉ ｼﾖｳﾀ"),
    ("account_holder", "オオノ ショウタ", "オオノ シヨウタ"),
    ("account_holder", "オオノ ショウタ", "YAMADA TARO"),
    ("account_holder", "カブシキガイシャ アオバ", "カ）アオバ"),
    ("account_holder", "カブシキガイシャ アオバ", "アオバ（カ"),
    ("account_holder", "カブシキガイシャ アオバ", "アオバ（カ）"),
    ("account_holder", "ユウゲンガイシャ アオバ", "カ）アオバ"),
    ("account_holder", "イッパンシャダンホウジン アオバ", "シヤ）アオバ"),
)  # fmt: skip


def pairs() -> Iterator[tuple[str, str, str]]:
    """Yield every pair once, with what is compared."""
    for name in ("match_cases.csv", "match_cases_second.csv"):
        with (DATA / name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield row["field"], row["declared"], row["on_document"]
    yield from OTHERS


def difference_list() -> str:
    """Tell what each pair has; the words of a kind of difference where it first comes."""
    told, said = ["# pairs\n"], set[str]()
    addresses: dict[str, None] = {}
    for field, declared, on_document in dict.fromkeys(pairs()):
        found = COMPARE[field](declared, on_document)
        told.append(f"{field}: {declared} | {on_document} = {found.outcome}")
        told += [line for each in found.differences for line in lines(each, said)]
        if field == "address":
            addresses |= dict.fromkeys((declared, on_document))
    told += ["\n# addresses as they are read\n", *map(taken_apart, addresses)]
    return "\n".join(told) + "\n"


def lines(difference: Difference, said: set[str]) -> Iterator[str]:
    """Tell a difference; in words too, unless its kind was."""
    yield (
        f"    {difference.kind} on {difference.side}: "
        f"{difference.declared} | {difference.on_document} ({difference.rule.code})"
    )
    key = f"{difference.kind} {difference.side} {difference.words}"
    if key not in said:
        said.add(key)
        yield f"        {difference.explain('ja')}"
        yield f"        {difference.explain('en')}"


def taken_apart(text: str) -> str:
    """Tell an address part by part."""
    read = read_address(text)
    lots = "-".join(f"{lot.number}{lot.unit}" for lot in read.lots)
    places = ",".join(sorted(place.code for place in read.municipalities[:5]))
    parts = (read.prefecture, read.city, read.street, read.town, read.key, lots, read.building)
    return f"{text} = {' / '.join(parts)} / {' '.join(read.atoms)} ({places})"


if __name__ == "__main__":
    LIST.write_text(difference_list(), encoding="utf-8")
