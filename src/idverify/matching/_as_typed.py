"""Quotations of addresses exactly as typed (原文のままの引用).

Parts of a parsed address have their spaces, widths and dashes folded. Before a difference is
shown to people, each part is looked up in the text it came from.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from idverify.matching._text import CLUSTER, normalize_text
from idverify.matching._town_names import fold_place_name
from idverify.matching.address_parser import DASHES, SEPARATOR
from idverify.matching.comparison import Difference

__all__ = ["quote_as_typed"]

#: Signs that are typed for each other between numbers.
MARKS = f"{DASHES}ー一"
DASH_SIGNS: Final = str.maketrans(MARKS, "-" * len(MARKS))


def quote_as_typed(
    differences: Iterable[Difference], declared: str, on_document: str
) -> Iterator[Difference]:
    """Yield the differences with their two pieces as they are written in the two texts."""
    for difference in differences:
        pieces = difference.declared, difference.on_document
        quoted = find_as_typed(pieces[0], declared), find_as_typed(pieces[1], on_document)
        if quoted == pieces:
            yield difference
        else:
            yield evolve(difference, declared=quoted[0], on_document=quoted[1])


def find_as_typed(piece: str, text: str) -> str:
    """Return the stretch of a text that a folded piece was read from, or the piece itself.

    >>> find_as_typed("メゾン青葉101", "旭市ニ2132　ﾒｿﾞﾝ青葉 101号室")
    'ﾒｿﾞﾝ青葉 101'
    >>> find_as_typed("青葉荘", "旭市ニ2132")
    '青葉荘'
    """
    if not piece or piece in text:
        return piece
    clusters = CLUSTER.findall(text)
    plain = [normalize_text(cluster) for cluster in clusters]
    owners = [at for at, signs in enumerate(plain) for _ in signs]
    folded = fold_signs("".join(plain))
    kept = [at for at, sign in enumerate(folded) if not SEPARATOR.match(sign)]
    sought = SEPARATOR.sub("", fold_signs(piece))
    start = "".join(folded[at] for at in kept).find(sought)
    if start < 0 or not sought:
        return piece
    first, last = owners[kept[start]], owners[kept[start + len(sought) - 1]]
    return "".join(clusters[first : last + 1])


def fold_signs(text: str) -> str:
    """Fold a text sign by sign, dashes included; its length stays the same."""
    return fold_place_name(text).translate(DASH_SIGNS)
