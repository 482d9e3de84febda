"""Kinds of corporation (法人の種類) in full, as signs and as bank abbreviations.

Banks' transfer format (全銀協) has a table of kana abbreviations; it writes `カ)` before
a name, `(カ` after it and `(カ)` within. Whether the kind comes before or after the name
(前株・後株) is part of the name: 株式会社青葉 is not 青葉株式会社.
"""

import re
import unicodedata
from typing import Final

from idverify.matching.kana import enlarge_small_kana

__all__ = ["expand_bank_abbreviation", "expand_legal_form", "has_legal_form"]

#: In kanji, signs for it, in kana, the banks' abbreviations (large kana).
LEGAL_FORM_TABLE: Final = """
株式会社 株 カブシキガイシャ カ
有限会社 有 ユウゲンガイシャ ユ
合名会社 名 ゴウメイガイシャ メ
合資会社 資 ゴウシガイシャ シ
合同会社 同 ゴウドウガイシャ ド
相互会社 相 ソウゴガイシャ ソ
医療法人社団 医社 イリョウホウジンシャダン イ
医療法人財団 医財 イリョウホウジンザイダン イ
社会医療法人 - シャカイイリョウホウジン イ
医療法人 医 イリョウホウジン イ
一般財団法人 一財 イッパンザイダンホウジン ザイ
公益財団法人 公財 コウエキザイダンホウジン ザイ
財団法人 財 ザイダンホウジン ザイ
一般社団法人 一社 イッパンシャダンホウジン シヤ
公益社団法人 公社 コウエキシャダンホウジン シヤ
社団法人 社 シャダンホウジン シヤ
宗教法人 宗 シュウキョウホウジン シユウ
学校法人 学 ガッコウホウジン ガク
社会福祉法人 福 シャカイフクシホウジン フク
更生保護法人 - コウセイホゴホウジン ホゴ
特定非営利活動法人 特非 トクテイヒエイリカツドウホウジン トクヒ
地方独立行政法人 - チホウドクリツギョウセイホウジン チドク
独立行政法人 独 ドクリツギョウセイホウジン ドク
弁護士法人 - ベンゴシホウジン ベン
行政書士法人 - ギョウセイショシホウジン ギヨ
司法書士法人 - シホウショシホウジン シホウ
税理士法人 税 ゼイリシホウジン ゼイ
国立大学法人 大 コクリツダイガクホウジン ダイ
公立大学法人 - コウリツダイガクホウジン ダイ
農事組合法人 農 ノウジクミアイホウジン ノウ
管理組合法人 - カンリクミアイホウジン カンリ
営業所 - エイギョウショ エイ
出張所 - シュッチョウジョ シユツ
社会保険労務士法人 - シャカイホケンロウムシホウジン ロウム
"""
LEGAL_FORMS: Final = [row.split() for row in LEGAL_FORM_TABLE.strip().splitlines()]
LEGAL_FORM: Final = re.compile(
    "|".join(kanji for kanji, *_ in LEGAL_FORMS).replace("会社", "[会會]社")
)
FORM_BY_SIGN: Final = {sign: kanji for kanji, sign, _, _ in LEGAL_FORMS} | {
    "NPO": "特定非営利活動法人"
}
SIGNS: Final = "|".join(FORM_BY_SIGN)
#: ㈱ or (株) at an end of the name: in the middle it may be anything.
SIGN: Final = re.compile(
    rf"^\s*[(（]({SIGNS})[)）]\s*|\s*[(（]({SIGNS})[)）]\s*$|^(NPO)法人", re.IGNORECASE
)
ENCLOSED: Final = {ord(c): unicodedata.normalize("NFKC", c) for c in "㈱㈲㈳㈴㈶㈻㈾㍿ＮＰＯ"}
#: The kana for each abbreviation of the banks, the longest first.
KANA_BY_ABBREVIATION: Final = {
    short: sorted((row[2] for row in LEGAL_FORMS if row[3] == short), key=len, reverse=True)
    for *_, short in LEGAL_FORMS
}
ABBREVIATIONS: Final = "|".join(sorted(KANA_BY_ABBREVIATION, key=len, reverse=True))
ABBREVIATED: Final = re.compile(rf"^({ABBREVIATIONS})\)|\(({ABBREVIATIONS})\)|\(({ABBREVIATIONS})$")


def has_legal_form(text: str) -> bool:
    """Return whether a registered name includes the kind of corporation.

    >>> has_legal_form("青葉株式會社"), has_legal_form("青葉 一")
    (True, False)
    """
    return LEGAL_FORM.search(text) is not None


def expand_legal_form(text: str, beside: str) -> str:
    """Write the kind of corporation in full if the other side has it, in full or as a sign.

    >>> expand_legal_form("㈱青葉", "株式会社青葉"), expand_legal_form("林 舞（宗）", "林 舞")
    ('株式会社青葉', '林 舞（宗）')
    """
    sign = SIGN.search(text.translate(ENCLOSED))
    if sign is None:
        return text
    form = get_legal_form(sign)
    form_beside, sign_beside = LEGAL_FORM.search(beside), SIGN.search(beside.translate(ENCLOSED))
    if (form_beside and form_beside[0].replace("會", "会") == form) or (
        sign_beside and get_legal_form(sign_beside) == form
    ):
        return SIGN.sub(form, text.translate(ENCLOSED))
    return text


def get_legal_form(sign: re.Match[str]) -> str:
    """Return the kind of corporation that a sign abbreviates."""
    return FORM_BY_SIGN[(sign[1] or sign[2] or sign[3]).upper()]


def expand_bank_abbreviation(holder: str, reading: str) -> str:
    """Write the kind of corporation in a bank's holder in full, preferably as in the reading.

    Both are in plain katakana, small kana written large.

    >>> expand_bank_abbreviation("ヤマダ(ユ", "ヤマダユウゲンガイシヤ")
    'ヤマダ ユウゲンガイシヤ '
    """

    def expand(match: re.Match[str]) -> str:
        kinds = [
            enlarge_small_kana(kana)
            for kana in KANA_BY_ABBREVIATION[match[1] or match[2] or match[3]]
        ]
        return f" {next((kana for kana in kinds if kana in reading), kinds[-1])} "

    return ABBREVIATED.sub(expand, holder)
