"""The holder of a bank account (口座名義): is it the person or company that was verified?

Banks keep names in half-width capital kana, without small kana in many systems,
and shorten the kind of a corporation: カ) stands for カブシキガイシャ.
"""

import re
from typing import Final

from idverify.matching.comparison import IDENTICAL, Comparison, conclude
from idverify.matching.kana import compare_sounds, plain
from idverify.matching.kinds import Kind
from idverify.matching.romaji import compare_latin, is_latin
from idverify.matching.rules import differ
from idverify.matching.text import LIMIT, absent

__all__ = ["compare_account_holder"]

#: 法人略語 of the banks' transfer format, each with the word it stands for.
CORPORATIONS: Final = {
    "カ": "カブシキガイシャ",
    "ユ": "ユウゲンガイシャ",
    "メ": "ゴウメイガイシャ",
    "シ": "ゴウシガイシャ",
    "ド": "ゴウドウガイシャ",
    "イ": "イリョウホウジン",
    "ザイ": "ザイダンホウジン",
    "シヤ": "シャダンホウジン",
    "シュウ": "シュウキョウホウジン",
    "シユウ": "シュウキョウホウジン",
    "ガク": "ガッコウホウジン",
    "フク": "シャカイフクシホウジン",
    "ホゴ": "コウセイホゴホウジン",
    "ソ": "ソウゴガイシャ",
    "トクヒ": "トクテイヒエイリカツドウホウジン",
    "ドク": "ドクリツギョウセイホウジン",
    "ベン": "ベンゴシホウジン",
    "ギヨ": "ギョウセイショシホウジン",
    "シホウ": "シホウショシホウジン",
    "ゼイ": "ゼイリシホウジン",
    "ダイ": "コクリツダイガクホウジン",
    "ノウ": "ノウジクミアイホウジン",
    "カンリ": "カンリクミアイホウジン",
    "ロウム": "シャカイホケンロウムシホウジン",
}
SHORT: Final = "|".join(sorted(CORPORATIONS, key=len, reverse=True))
ABBREVIATED: Final = re.compile(rf"^({SHORT})\)|\(({SHORT})\)|\(({SHORT})$")
BRACKETS: Final = re.compile(r"[()]")
WRITTEN: Final = str.maketrans("（）", "()")


def compare_account_holder(kana_name: str, holder: str) -> Comparison:
    """Compare a verified reading with the holder a bank shows (口座名義の照合).

    >>> compare_account_holder("オオノ ショウタ", "ｵｵﾉ ｼﾖｳﾀ").outcome.value
    'variant'
    >>> compare_account_holder("カブシキガイシャ アオバ", "カ）アオバ").outcome.value
    'variant'
    >>> compare_account_holder("オオノ ショウタ", "ｵﾉ ｼﾖｳﾀ").outcome.value
    'typo'
    """
    if kana_name == holder:
        return IDENTICAL
    if (nothing := absent(kana_name, holder)) is not None:
        return conclude([nothing])
    if max(len(kana_name), len(holder)) > LIMIT:
        return conclude([differ(Kind.UNREADABLE, kana_name[:LIMIT], holder[:LIMIT])])
    if is_latin(holder):
        return compare_latin(kana_name, holder)
    spelt, short = spelled_out(kana_name), spelled_out(holder)
    found = compare_sounds(spelt, short)
    if found.agrees and (spelt != plain(kana_name) or short != plain(holder)):
        return conclude(
            [differ(Kind.CORPORATE_ABBREVIATION, kana_name, holder), *found.differences]
        )
    return found


def spelled_out(text: str) -> str:
    """Write the kind of a corporation in full.

    >>> spelled_out("ヤマダ（ユ")
    'ヤマダ ユウゲンガイシャ'
    """
    written = plain(text).strip()
    return ABBREVIATED.sub(
        lambda found: f" {CORPORATIONS[found[1] or found[2] or found[3]]} ", written
    ).strip()
