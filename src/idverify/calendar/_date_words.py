"""Words and signs of dates on Japanese documents as tables: eras, numerals, months, labels."""

from collections.abc import Mapping
from typing import Final
from unicodedata import normalize

from idverify.calendar.eras import Era

__all__ = [
    "DASHES",
    "DENIALS",
    "ERA_CODES",
    "ERA_SIGNS",
    "FOLDED",
    "KANJI_DIGITS",
    "LABELS_JA",
    "LABEL_EVENTS",
    "LABEL_SEXES",
    "LABEL_WORDS",
    "MONTHS",
    "WEEKDAYS",
]

ERA_SIGNS: Final = {sign: era for era in Era for sign in (era.value, era.value[0], era.letter)}

#: The digit before six others (元号コード) in two tables of codes that contradict each other:
#: 1 to 5 in most systems, and 1, 3, 5, 7, 9. Single source: 元号コード,
#: https://wiki.suikawiki.org/n/%E6%98%8E%E5%A4%A7%E6%98%AD$25958, read on 2026-12-01.
ERA_CODES: Final = {
    1: (Era.MEIJI,),
    2: (Era.TAISHO,),
    3: (Era.SHOWA, Era.TAISHO),
    4: (Era.HEISEI,),
    5: (Era.REIWA, Era.SHOWA),
    7: (Era.HEISEI,),
    9: (Era.REIWA,),
}

#: Hyphens of keyboards and fonts. ー, — and ― are apart: readers of images write them for 1.
DASHES: Final = "-‐‑‒–−"
FOLDED: Final[Mapping[str, str]] = {
    sign: plain
    for signs, plain in (
        (DASHES, "-"), ("[〔【「『〈《", "("), ("]〕】」』〉》", ")"), ("—―", "ー"), ("·", "・"),
        ("、", ","), ("’‘", "'"),
    )
    for sign in signs
}  # fmt: skip

KANJI_DIGITS: Final[Mapping[str, int]] = {
    sign: value
    for first, signs in (
        (0, "〇"), (0, "零"), (0, "○"), (0, "◯"),
        (1, "一二三四五六七八九"), (1, "壱弐参肆伍陸漆捌玖"), (1, "壹貳參"),
    )
    for value, sign in enumerate(signs, start=first)
}  # fmt: skip

_MONTHS_EN: Final = [
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
]
#: Names and abbreviations in French as passports print them, ICAO Doc 9303-3 and 加・仏の旅券.
_MONTHS_FR: Final = (
    "JANVIER JANV JAN",
    "FÉVRIER FÉVR FÉV FEVRIER FEVR FEV",
    "MARS MAR",
    "AVRIL AVR",
    "MAI",
    "JUIN",
    "JUILLET JUIL",
    "AOÛT AOUT AOÛ AOU",
    "SEPTEMBRE SEPT SEP",
    "OCTOBRE OCT",
    "NOVEMBRE NOV",
    "DÉCEMBRE DÉC DECEMBRE DEC",
)
#: 0 is the month of a passport whose holder's birth date is not fully known (ICAO 9303-3).
MONTHS: Final[dict[str, int]] = {
    **{name: n for n, names in enumerate(_MONTHS_FR, start=1) for name in names.split()},
    **{name[:3]: n for n, name in enumerate(_MONTHS_EN, start=1)},
    **{name: n for n, name in enumerate(_MONTHS_EN, start=1)},
    "SEPT": 9,
    "XXX": 0,
}

_WEEKDAYS_EN: Final = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]
#: Monday is 0, as for `datetime.date.weekday`.
WEEKDAYS: Final = (
    {sign: n for n, sign in enumerate("月火水木金土日")}
    | {name: n for n, name in enumerate(_WEEKDAYS_EN)}
    | {name[:3]: n for n, name in enumerate(_WEEKDAYS_EN)}
    | {"TUES": 1, "WEDS": 2, "THUR": 3, "THURS": 3}
)

#: Words before or after a date, by the events that they may name (`start` or `end` of a
#: validity, and others). Two words beside one date that share no event contradict each other.
_LABELS_JA: Final = (
    ("birth", "生年月日 誕生日 出生日 出生年月日 出生 生まれ うまれ 生"),
    ("issue", "交付年月日 交付日 交付 再交付 に交付 発行年月日 発行日 発行 に発行"),
    ("issue", "作成年月日 作成日 作成 証明日"),
    ("end", "有効期限 有効期間満了日 有効期間満了年月日 有効期間の満了日 満了日 満了年月日"),
    ("end", "在留期間の満了日 在留期間満了日 在留期間（満了日） 期間満了日"),
    ("end", "まで有効 迄有効 まで 迄 支払期限 支払期日 納付期限 納期限"),
    ("start end", "有効期間 在留期間"),
    ("start", "から有効 適用開始年月日 適用開始日 負担割合適用開始日 発効期日"),
    ("permission", "許可年月日 許可日 認定年月日 認定日"),
    ("acquisition", "資格取得年月日 資格取得日 取得年月日 取得日 他 二・小・原 二種"),
    ("registration", "届出日 届出年月日 届出 登録日 登録年月日 登記 申請日 申請年月日"),
    ("registration", "更新日 更新"),
    ("residence", "住民となった日 住民となった年月日 住定日 住所を定めた日 住所を定めた年月日"),
    ("residence", "転入日 転入 転出日 転出 転居日 転居"),
    ("marriage", "婚姻日"),
    ("death", "死亡日"),
    ("family_register", "改製日 改製 編製日 編製 入籍日 入籍 除籍日"),
    ("company", "設立年月日 会社成立の年月日 成立 設立 就任 重任 辞任 退任"),
    ("bill", "請求日 検針日 領収日"),
    ("photograph", "撮影日"),
    ("", "記載 現在 付け 付 男性 女性 男 女 性別 西暦 和暦 不詳 不明 祝日 祝"),
)
_LABELS_LATIN: Final = (
    ("birth", "BIRTH DOB BORN NAISSANCE NÉ NÉE BIRTHDAY BIRTHDATE"),
    ("issue", "ISSUE ISSUED DÉLIVRANCE DELIVRANCE"),
    ("end", "EXPIRY EXPIRATION EXPIRES EXPIRED EXPIRE EXP UNTIL TILL THRU THROUGH"),
    ("start end", "VALID VALIDITY"),
    ("permission", "PERMISSION"),
    ("acquisition", "ACQUISITION"),
    ("registration issue", "REGISTRATION"),
    ("", "DATE OF ON BY DAY PERIOD STAY PERMIT THE THIS CARD IS UP TO DE DU D' LE"),
    ("", "SEX MALE FEMALE AND NEW CERTIFICATE DATED"),
)


def _list_events(*tables: tuple[tuple[str, str], ...]) -> dict[str, frozenset[str]]:
    return {
        normalize("NFKC", word): frozenset(events.split())
        for table in tables
        for events, words in table
        for word in words.split()
    }


#: The events that a label may name; none for a word that goes with any date.
LABEL_EVENTS: Final = _list_events(_LABELS_JA, _LABELS_LATIN)
LABELS_JA: Final = tuple(sorted(_list_events(_LABELS_JA), key=len, reverse=True))
LABEL_WORDS: Final = frozenset(_list_events(_LABELS_LATIN))
#: The sex that a label names.
LABEL_SEXES: Final = dict.fromkeys(("男", "男性", "MALE"), "M") | dict.fromkeys(
    ("女", "女性", "FEMALE"), "F"
)
#: Words that say that the date, or a part of it, is not known.
DENIALS: Final = frozenset({"不詳", "不明"})
