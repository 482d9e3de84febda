"""Grammar of dates on Japanese documents as tables: words, signs and notations.

A notation is a sequence of signs. `E` is an era, `n` a number, `A` the name of a month,
`Y`, `M` and `D` are 年, 月 and 日, `_` is a space between two numbers, and any other sign
is itself. A text is read only if its signs are one of these sequences, so that a number is
never split, joined, moved or completed.
"""

from typing import Final, NamedTuple

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
    "NOTATIONS",
    "SHAPES",
    "WEEKDAYS",
    "Notation",
    "Shape",
]

ERA_SIGNS: Final = {sign: era for era in Era for sign in (era.value, era.value[0], era.letter)}

#: The digit before six others (元号コード) in two code tables that contradict each other.
#: 1-5: 統計・住民記録の元号コード (明治 大正 昭和 平成 令和); 1, 3, 5, 7, 9: 年金・社会保険の届書
#: 様式 (日本年金機構). Both known from forms in use, read 2026-12-01, single source each.
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
FOLDED: Final = (
    dict.fromkeys(DASHES, "-")
    | dict.fromkeys("[〔【", "(")
    | dict.fromkeys("]〕】", ")")
    | dict.fromkeys("—―", "ー")
    | dict.fromkeys("·", "・")
    | dict.fromkeys("、", ",")
)

KANJI_DIGITS: Final = dict.fromkeys("〇零○◯", 0) | {
    sign: value
    for signs in ("一二三四五六七八九", "壱弐参肆伍陸漆捌玖", "壹貳參")
    for value, sign in enumerate(signs, start=1)
}

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
    "JUILLET JUIL JUI",
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


class Shape(NamedTuple):
    """One sequence of signs: its notation, and the part that each number in it is."""

    notation: str
    parts: str
    """`y`, `m` or `d` for each number or month in turn, or the name of a reader of digits."""


class Notation(NamedTuple):
    """One way to write a date, with the sequences of signs that it allows."""

    code: str
    name_ja: str
    name_en: str
    example: str
    result: str
    """What is read: a `day`, a `partial` date, or `undecidable`."""
    shapes: tuple[tuple[str, str], ...]


def _separated(pattern: str, separators: str) -> tuple[str, ...]:
    return tuple(pattern.replace("~", separator) for separator in separators)


def _every(parts: str, *shapes: str) -> tuple[tuple[str, str], ...]:
    return tuple((shape, parts) for shape in shapes)


NOTATIONS: Final = (
    Notation(
        "era_units",
        "元号と年月日",
        "era with 年月日",
        "令和8年11月27日",
        "day",
        _every("ymd", "EnYnMnD"),
    ),
    Notation(
        "western_units",
        "西暦と年月日",
        "western year with 年月日",
        "2026年11月27日",
        "day",
        _every("ymd", "nYnMnD"),
    ),
    Notation(
        "era_separated",
        "元号と区切り記号",
        "era with one separator",
        "R8.11.27",
        "day",
        _every("ymd", *_separated("En~n~n", "/-.・_")),
    ),
    Notation(
        "separated",
        "西暦と区切り記号",
        "three numbers with one separator",
        "2026/11/27",
        "day",
        _every("triple", *_separated("n~n~n", "/-.・_")),
    ),
    Notation(
        "long_dash",
        "西暦と長音記号",
        "a long vowel mark or a long dash between four, two and two digits",
        "2026ー11ー27",
        "day",
        _every("padded", "nーnーn"),
    ),
    Notation(
        "month_name",
        "英仏語の月名（日・月・年）",
        "day, name of the month in English or French, year",
        "20 FEB 2029",
        "day",
        _every("named", *_separated("n~A~n", "_-/."), "nAn", "n_A,n", "nA_n", "n_An"),
    ),
    Notation(
        "month_name_first",
        "英仏語の月名（月・日・年）",
        "name of the month, day, year",
        "Apr 5, 1975",
        "day",
        _every("mdy", "A_n,n", "A_n_n", "An,n"),
    ),
    Notation(
        "compact_era",
        "元号と6桁の数字",
        "era with six digits",
        "S500405",
        "day",
        _every("era_digits", "En"),
    ),
    Notation(
        "compact",
        "数字のみ",
        "digits only: eight are a day; six or seven are not decidable",
        "20261127",
        "day",
        _every("digits", "n"),
    ),
    Notation(
        "era_partial",
        "元号の年、または年月",
        "era with year, or year and month, only",
        "昭和60年5月",
        "partial",
        (
            *_every("ym", "EnYnM", *_separated("En~n", "/-.・")),
            *_every("y", "EnY"),
        ),
    ),
    Notation(
        "western_partial",
        "西暦の年、または年月",
        "western year, or year and month, only",
        "2026年11月",
        "partial",
        (
            *_every("ym", "nYnM"),
            *_every("y", "nY"),
            *_every("long_year_month", *_separated("n~n", "/-.")),
        ),
    ),
    Notation(
        "month_name_partial",
        "英仏語の月名と年",
        "name of the month and year",
        "NOV 1946",
        "partial",
        _every("my", "A_n"),
    ),
    Notation(
        "month_and_day",
        "月日のみ",
        "month and day without a year",
        "11月27日",
        "partial",
        _every("md", "nMnD"),
    ),
    Notation(
        "form_not_filled_in",
        "一部が空欄の様式",
        "printed form that was not filled in completely",
        "昭和60年　月　日",
        "partial",
        (
            *_every("", "EYMD", "YMD"),
            *_every("y", "EnYMD", "nYMD"),
            *_every("ym", "EnYnMD", "nYnMD"),
            *_every("yd", "EnYMnD", "nYMnD"),
            *_every("md", "EYnMnD", "YnMnD"),
        ),
    ),
)
#: The notation of each sequence of signs.
SHAPES: Final = {
    signs: Shape(notation.code, parts) for notation in NOTATIONS for signs, parts in notation.shapes
}
