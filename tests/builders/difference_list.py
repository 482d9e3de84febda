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
    find_absent_elements,
    parse_address,
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
    ("birthdate", "1985年 5月 3日生", "1985年5月3日"),
    ("birthdate", "（1985.5.3）", "1985年5月3日"),
    ("birthdate", "1985/05/03", "3.5.1985"),
    ("birthdate", "S60.5.3", "昭和60年5月3日"),
    ("birthdate", "昭和60年", "昭和60年5月3日"),
    ("birthdate", "きのう", "昭和60年5月3日"),
    ("birthdate", "1985-05-03", "1986-05-03"),
    ("birthdate", "1985-05-03", "1985-03-05"),
    ("name_kana", "ハタ ジュン", "ハッタ ジュン"),
    ("name_kana", "ハツタ ジュン", "ハッタ ジュン"),
    ("name_kana", "ジュン ハッタ", "ハッタ ジュン"),
    ("name_kana", "ハッタ", "ハッタ ジュン"),
    ("name_kana", "ハッタ ジュン ジュン", "ハッタ ジュン"),
    ("name_kana", "オオタ", "オータ"),
    ("name_kana", "オウタ", "オータ"),
    ("name_kana", "ケイコ", "ケーコ"),
    ("name_kana", "ヴァレリ", "バレリ"),
    ("name_kana", "フォン", "ホン"),
    ("name_kana", "漢字", "カンジ"),
    ("name_romaji", "山田太郎", "YAMADA TARO"),
    ("name_romaji", "??", "YAMADA TARO"),
    ("name_romaji", "YAMADA TARO", "??"),
    ("name_romaji", "YAMADA TARO TARO", "YAMADA TARO"),
    ("name_romaji", "YAMADA TAROU", "YAMADA TARO"),
    ("name_romaji", "YAMADA JIRO", "YAMADA TARO"),
    ("name_romaji", "ＹＡＭＡＤＡ ＴＡＲＯ", "YAMADA TARO"),
    ("name_romaji", "HONMA JUN", "HOMMA JUN"),
    ("name_romaji", "MIDZUHO", "MIZUHO"),
    ("name_romaji", "KADZI", "KAJI"),
    ("name_romaji", "WOTA WINA", "OTA INA"),
    ("name_romaji", "SYOUTA TI", "SHOTA CHI"),
    ("name_romaji", "KWANNON", "KANNON"),
    ("name_romaji", "OHTANI SHOHEI", "ŌTANI SHŌHEI"),
    ("name_romaji", "ANNA BROWN", "BROWN ANNA MARIE (nee SMITH)"),
    ("name_kanji", "山田太郎（旧姓 佐藤）", "山田太郎"),
    ("name_kanji", "山田 太郎", "山田 太郎（佐藤）"),
    ("name_kanji", "佐藤 太郎", "山田 太郎（佐藤）"),
    ("name_kanji", "TANAKA JOHN", "田中ジョン TANAKA JOHN"),
    ("name_kanji", "佐々木太郎", "佐佐木太郎"),
    ("name_kanji", "渡辺 太郎", "渡邊 太朗"),
    ("address", "東京都渋谷区代々木1-1", "東京都渋谷区代代木1-1"),
    ("address", "東京都千代田区霞が関1-1", "東京都千代田区霞関1-1"),
    ("address", "神奈川県茅ヶ崎市元町1-1", "神奈川県茅崎市元町1-1"),
    ("address", "千葉県匝瑳市八日市場字ホ1-1", "千葉県匝瑳市八日市場ホ1-1"),
    ("address", "新潟県新潟市中央区字本町1-1", "新潟県新潟市中央区大字本町1-1"),
    ("address", "東京都町田市原町田6-9-8", "東京都町田市原町田6-8-9"),
    ("address", "東京都町田市原町田6-9-8-201", "東京都町田市原町田6-9-8 コーポ原町201"),
    ("address", "東京都町田市原町田6-9-8 コーポ原町", "東京都町田市原町田6-9-8 コーポ原町B201"),
    ("address", "北海道札幌市中央区北1条西2丁目", "北海道札幌市中央区北1条東2丁目"),
    ("address", "岩手県盛岡市第3地割1", "岩手県盛岡市第三地割1番地"),
    ("address", "どこか", "東京都町田市原町田6-9-8"),
    ("address", "〒194-0013 町田市原町田6-9-8 山田様方", "東京都町田市原町田6-9-8"),
    ("account_holder", "ヤマダ タロウ", "ヤマダ"),
    ("account_holder", "ヤマダ タロウ", "ヤマダ タロ"),
    ("account_holder", "ヤマダ タロウ", "タロウ"),
    ("account_holder", "ヤマダ タロウ", "ヤマダ タロウ ハナコ"),
    ("account_holder", "ヤマダ タロウ", ""),
    ("account_holder", "ヤマダ タロウ", "山田太郎"),
    ("account_holder", "ヤマダ タロウ", "YAMADA TAROU"),
    ("account_holder", "カブシキガイシャ アオバ", "カブシキガイシヤ アオバ"),
    ("account_holder", "カブシキガイシャ アオゾラショウジ", "カ）アオゾラシヨウ"),
    ("account_holder", "アオバ カブシキガイシャ", "アオバ（カ"),
    ("account_holder", "アオバ カブシキガイシャ", "カ）アオバ"),
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
    key = f"{difference.kind} {difference.side} {difference.explanation}"
    if key not in said:
        said.add(key)
        yield f"        {difference.explain('ja')}"
        yield f"        {difference.explain('en')}"


def taken_apart(text: str) -> str:
    """Tell an address part by part."""
    read = parse_address(text)
    lots = "-".join(f"{lot.number}{lot.unit}" for lot in read.lots)
    places = ",".join(sorted(place.code for place in read.municipalities[:5]))
    parts = (
        read.prefecture,
        read.city,
        read.street,
        read.town,
        read.folded_town,
        lots,
        read.building,
    )
    gaps = ",".join(find_absent_elements(text))
    building = " ".join(read.building_tokens)
    return f"{text} = {' / '.join(parts)} / {building} ({places}) {gaps}".rstrip()


if __name__ == "__main__":
    LIST.write_text(difference_list(), encoding="utf-8")
