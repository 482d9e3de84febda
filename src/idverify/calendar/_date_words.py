"""Words and signs of dates on Japanese documents as tables: eras, numerals, months, labels."""

from collections.abc import Mapping
from typing import Final

from idverify.calendar.eras import Era

__all__ = [
    "DASHES",
    "ERA_CODES",
    "ERA_SIGNS",
    "FOLDED",
    "KANJI_DIGITS",
    "LABELS_JA",
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
        (DASHES, "-"), ("[〔【", "("), ("]〕】", ")"), ("—―", "ー"), ("·", "・"), ("、", ","),
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

#: Words before or after a date that do not change the day.
LABELS_JA: Final = tuple(
    sorted(
        [
            "生年月日",
            "有効期限",
            "有効期間満了日",
            "有効期間満了年月日",
            "有効期間の満了日",
            "在留期間の満了日",
            "在留期間満了日",
            "在留期間（満了日）",
            "満了日",
            "満了年月日",
            "有効期間",
            "在留期間",
            "期間満了日",
            "交付年月日",
            "交付日",
            "交付",
            "再交付",
            "発行年月日",
            "発行日",
            "発行",
            "許可年月日",
            "許可日",
            "認定年月日",
            "認定日",
            "資格取得年月日",
            "資格取得日",
            "取得年月日",
            "適用開始年月日",
            "適用開始日",
            "負担割合適用開始日",
            "発効期日",
            "作成年月日",
            "作成日",
            "作成",
            "届出日",
            "届出年月日",
            "住民となった日",
            "住定日",
            "転入日",
            "登録日",
            "登録年月日",
            "設立年月日",
            "会社成立の年月日",
            "成立",
            "設立",
            "証明日",
            "更新日",
            "更新",
            "記載",
            "改製",
            "現在",
            "付け",
            "付",
            "撮影日",
            "申請日",
            "申請年月日",
            "届出",
            "登記",
            "就任",
            "重任",
            "辞任",
            "退任",
            "転入",
            "転居",
            "出生",
            "誕生日",
            "まで有効",
            "迄有効",
            "まで",
            "迄",
            "から有効",
            "に交付",
            "に発行",
            "生まれ",
            "うまれ",
            "生",
            "男性",
            "女性",
            "男",
            "女",
            "性別",
            "西暦",
            "和暦",
            "不詳",
            "祝日",
            "祝",
        ],
        key=len,
        reverse=True,
    )
)
LABEL_WORDS: Final = frozenset(
    [
        "DATE",
        "OF",
        "BIRTH",
        "ISSUE",
        "EXPIRY",
        "EXPIRATION",
        "ISSUED",
        "EXPIRES",
        "EXPIRED",
        "VALID",
        "UNTIL",
        "TILL",
        "THRU",
        "THROUGH",
        "DOB",
        "BORN",
        "ON",
        "BY",
        "DAY",
        "PERIOD",
        "STAY",
        "PERMISSION",
        "PERMIT",
        "VALIDITY",
        "THE",
        "THIS",
        "CARD",
        "IS",
        "UP",
        "TO",
        "DE",
        "DU",
        "NAISSANCE",
        "DÉLIVRANCE",
        "DELIVRANCE",
        "EXPIRE",
        "NÉ",
        "NÉE",
        "LE",
        "SEX",
        "MALE",
        "FEMALE",
        "AND",
        "NEW",
        "REGISTRATION",
        "ACQUISITION",
        "CERTIFICATE",
        "DATED",
        "BIRTHDAY",
        "BIRTHDATE",
    ]
)
