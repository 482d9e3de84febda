"""Hold the comparers and the search for numbers to linear time on adversarial texts.

    python tests/benchmarks/linear_time.py

For every function and every nasty piece, repeated to 10 kB, 100 kB and 1 MB: the time,
and how much it grows where the text grows tenfold (linear is 10 or less). Comparers
stop reading names and addresses at 1,000 characters; they are asked at 1,000 too.
"""

import sys
from collections.abc import Callable
from itertools import pairwise
from timeit import default_timer

from idverify.matching import (
    compare_account_holder,
    compare_address,
    compare_birth_date,
    compare_kana,
    compare_name,
    compare_romaji,
    find_absent_elements,
    find_sensitive_numbers,
    redact,
)

PIECES = {
    "digits": "1", "hyphens": "-", "long marks": "ー", "opening": "(", "closing": ")",
    "kanji numerals": "一", "kanji tens": "十", "combining": "\u3099",
    "accents": "e\u0301\u0323", "selectors": "葛\U000e0100", "selector flood": "\ufe00",
    "surrogates": "\ud800", "spaces": " ", "digit space": "1 ", "digit hyphen": "1-",
    "letters": "A", "letters digits": "A1", "kana": "ｱﾞ", "no": "の", "upper": "上る",
    "aza": "大字", "cho": "1丁目", "bracket kana": "カ)", "words": "保険者番号1 ",
    "pension": "年金12345", "joiners": "\u200d", "overrides": "\u202e", "emoji": "👨\u200d👩",
    "ligature": "ﷺ", "long o": "OH", "umlaut": "UE", "prefecture": "東京都",
    "endings": "市区町村", "iteration": "々", "era": "昭和", "misread": "O1l|", "fillers": "<",
    "labels": " 旧姓 x", "eleven": "12345678901x", "floor": "1階", "wing": "A棟",
    "side": "1丁目北", "mixed numerals": "十三九",
}  # fmt: skip
SIZES = (1_000, 10_000, 100_000, 1_000_000)
#: Below this a ratio says nothing, in seconds.
NOISE = 0.2
MOST = 20


def single(compare: Callable[[str, str], object]) -> Callable[[str], object]:
    """A comparison of a text with itself and a letter more."""
    return lambda text: compare(text, text + "x")


FUNCTIONS: dict[str, Callable[[str], object]] = {
    "compare_name": single(compare_name),
    "compare_kana": single(compare_kana),
    "compare_romaji": single(compare_romaji),
    "compare_address": single(compare_address),
    "compare_birth_date": single(compare_birth_date),
    "compare_account_holder": single(compare_account_holder),
    "find_absent_elements": find_absent_elements,
    "find_sensitive_numbers": find_sensitive_numbers,
    "redact": redact,
}


def seconds(ask: Callable[[str], object], text: str) -> float:
    """The better of two runs."""
    found = []
    for _ in range(2):
        start = default_timer()
        ask(text)
        found.append(default_timer() - start)
    return min(found)


def main() -> int:
    """Print the worst of each function and the worst growth; fail if any is not linear."""
    steep = 0
    for name, ask in FUNCTIONS.items():
        spent = {
            label: [seconds(ask, piece * (size // len(piece))) for size in SIZES]
            for label, piece in PIECES.items()
        }
        label, worst = max(spent.items(), key=lambda item: item[1][-1])
        pairs = (pair for row in spent.values() for pair in pairwise(row))
        steepest = max((b / a for a, b in pairs if b > NOISE), default=0.0)
        short = max(row[0] for row in spent.values())
        times = ", ".join(f"{1000 * t:.2f}" for t in worst)
        steep += steepest > MOST
        line = (
            f"{name:24} {times} ms at 1 kB to 1 MB ({label});"
            f" steepest x{steepest:.1f}; at 1 kB at most {1000 * short:.2f} ms"
        )
        print(line)  # noqa: T201 - its result
    return int(bool(steep))


if __name__ == "__main__":
    sys.exit(main())
