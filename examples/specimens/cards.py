"""The cards: one function a side, one look a kind.

The looks are our own: they tell the kinds apart and imitate no real security print.
"""

from typing import Final

from PIL import Image

from specimens.drawing import Colour, Sheet, era
from specimens.holders import Person
from specimens.printed_text import Wording

__all__ = [
    "drivers_license_back",
    "drivers_license_front",
    "driving_record_certificate_back",
    "driving_record_certificate_front",
    "health_insurance_card_back",
    "health_insurance_card_front",
    "individual_number_card_front",
    "juki_card_b_back",
    "juki_card_b_front",
    "special_permanent_resident_certificate_back",
    "special_permanent_resident_certificate_front",
]

_BLACK: Final = (16, 16, 18)


def _card(paper: Colour, pattern: Colour) -> Sheet:
    return Sheet((900, 570), paper).ripples(pattern)


# --- driver's licence (運転免許証) and driving record certificate (運転経歴証明書) --------

_LICENCE_BLUE: Final = (40, 92, 150)
_RECORD_GREEN: Final = (36, 116, 92)


def _driving_front(person: Person, wording: Wording, title: str, colour: Colour) -> Sheet:
    sheet = _card((240, 245, 250), (222, 232, 242))
    sheet.box((30, 28, 870, 78), (255, 255, 255), colour, radius=6)
    sheet.field((44, 38), "氏 名", wording.name(person), colour, indent=84, size=28, width=430)
    sheet.text((856, 64), f"{era(person.born)}生", 22, anchor="rs")
    sheet.box((30, 88, 870, 134), (255, 255, 255), colour, radius=6)
    sheet.field((44, 98), "住 所", wording.address(person), colour, indent=84, size=24, width=715)
    sheet.field((44, 146), "交 付", f"{era(wording.issued_on)}  00001", colour, indent=84, size=22)
    sheet.text((856, 520), title, 40, colour, anchor="rs", bold=True)
    sheet.portrait((636, 194), 220, person)
    return sheet


def drivers_license_front(person: Person, wording: Wording) -> Image.Image:
    """Draw the licence: birth and issue in eras, expiry in both calendars (since 2019)."""
    sheet = _driving_front(person, wording, "運転免許証", _LICENCE_BLUE)
    end = wording.expires_on
    both = f"{end.year}年({era(end).split('年')[0]}年){end.month:02}月{end.day:02}日まで有効"
    sheet.box((30, 192, 616, 244), (246, 222, 140), radius=6)
    sheet.text((50, 230), both, 28, anchor="ls", width=550, bold=True)
    sheet.field((44, 268), "条件等", "眼鏡等", _LICENCE_BLUE, indent=84, size=22)
    sheet.field((44, 344), "番 号", "第 000000000000 号", _LICENCE_BLUE, indent=84, size=26)
    for row, kind in enumerate(("二・小・原", "他", "二種")):
        sheet.field(
            (44, 394 + row * 36), kind, "令和00年00月00日", _LICENCE_BLUE, indent=110, size=20
        )
    sheet.seal((500, 440), "見本公安", 76)
    return sheet.finished(_LICENCE_BLUE)


def drivers_license_back(person: Person, wording: Wording) -> Image.Image:
    """Draw the back of the licence with its remarks, where a new address is endorsed."""
    return _driving_back(person, wording, "運転免許証", _LICENCE_BLUE)


def driving_record_certificate_front(person: Person, wording: Wording) -> Image.Image:
    """Draw the certificate: like a licence, and without any expiry."""
    sheet = _driving_front(person, wording, "運転経歴証明書", _RECORD_GREEN)
    sheet.box((30, 192, 616, 244), (206, 232, 214), radius=6)
    sheet.text((50, 229), "自動車等の運転はできません", 26, anchor="ls", bold=True)
    sheet.field((44, 290), "番 号", "第 000000000000 号", _RECORD_GREEN, indent=84, size=26)
    sheet.field((44, 350), "取 消", "令和00年00月00日", _RECORD_GREEN, indent=84, size=22)
    sheet.seal((466, 446), "見本公安", 76)
    return sheet.finished(_RECORD_GREEN)


def driving_record_certificate_back(person: Person, wording: Wording) -> Image.Image:
    """Draw the back of the certificate with its remarks."""
    return _driving_back(person, wording, "運転経歴証明書", _RECORD_GREEN)


def _driving_back(person: Person, wording: Wording, title: str, colour: Colour) -> Image.Image:
    sheet = _card((244, 247, 250), (228, 236, 244))
    sheet.text((44, 70), f"備 考({title})", 26, colour, anchor="ls", bold=True)
    for y in range(130, 420, 58):
        sheet.line((44, y), (856, y), (176, 190, 206))
    if wording.endorsed_address:
        sheet.text((56, 120), f"新住所 {wording.endorsed_address}", 24, anchor="ls", width=690)
        sheet.text((56, 178), f"{era(wording.endorsed_on)}  見本公安委員会", 22, anchor="ls")
        sheet.seal((780, 92), "見本公安", 64)
    else:
        sheet.text((56, 120), "(記載事項の変更なし)", 22, (130, 140, 155), anchor="ls")
    sheet.box((44, 440, 856, 520), (255, 255, 255), colour, radius=6)
    sheet.text(
        (60, 488),
        f"{person.name}  臓器提供の意思表示欄は見本では省略しています",
        18,
        colour,
        anchor="ls",
    )
    return sheet.finished(colour)


# --- individual number card (マイナンバーカード): its front, which has no number ----------

_NUMBER_PINK: Final = (176, 70, 108)


def individual_number_card_front(person: Person, wording: Wording) -> Image.Image:
    """Draw the front; the side with the number is never drawn."""
    sheet = _card((252, 240, 244), (244, 222, 230))
    sheet.box((0, 0, 900, 62), (238, 178, 196))
    sheet.text((30, 43), "個人番号カード(おもて面)", 26, (110, 34, 66), anchor="ls", bold=True)
    sheet.field((40, 84), "氏名", wording.name(person), _NUMBER_PINK, indent=90, size=32, width=470)
    sheet.field(
        (40, 146), "住所", wording.address(person), _NUMBER_PINK, indent=90, size=24, width=730
    )
    sheet.portrait((40, 204), 206, person)
    sheet.text((280, 240), f"{era(person.born)}生", 28, anchor="ls")
    sheet.text((720, 240), f"性別 {person.sex}", 26, anchor="ls")
    end = wording.expires_on
    sheet.text(
        (280, 296),
        f"{end.year}年{end.month:02}月{end.day:02}日まで有効",
        28,
        anchor="ls",
        bold=True,
    )
    sheet.box((276, 330, 866, 460), (255, 255, 255), (222, 176, 192), radius=6)
    sheet.text((290, 358), "追記欄", 16, _NUMBER_PINK, anchor="ls")
    if wording.endorsed_address:
        sheet.text((290, 396), f"新住所 {wording.endorsed_address}", 22, anchor="ls", width=560)
        noted = f"{era(wording.endorsed_on)} {person.municipality}長(見本)"
        sheet.text((290, 434), noted, 20, anchor="ls")
    sheet.text((866, 520), f"{person.municipality}長(見本)", 20, _NUMBER_PINK, anchor="rs")
    return sheet.finished(_NUMBER_PINK)


# --- Basic Resident Register card with photo (住民基本台帳カード Bバージョン) --------------

_JUKI_VIOLET: Final = (96, 80, 150)


def juki_card_b_front(person: Person, wording: Wording) -> Image.Image:
    """Draw the front of the card type with a photo."""
    sheet = _card((244, 242, 252), (228, 224, 244))
    sheet.text((40, 66), "住民基本台帳カード", 34, _JUKI_VIOLET, anchor="ls", bold=True)
    sheet.line((40, 84), (860, 84), _JUKI_VIOLET, 3)
    sheet.field(
        (40, 112), "氏名", wording.name(person), _JUKI_VIOLET, indent=110, size=32, width=440
    )
    sheet.field((40, 178), "生年月日", era(person.born), _JUKI_VIOLET, indent=110, size=26)
    sheet.field((40, 234), "性別", person.sex, _JUKI_VIOLET, indent=110, size=26)
    sheet.field(
        (40, 290), "住所", wording.address(person), _JUKI_VIOLET, indent=110, size=24, width=450
    )
    sheet.field((40, 362), "交付年月日", era(wording.issued_on), _JUKI_VIOLET, indent=110, size=24)
    sheet.field(
        (40, 414), "有効期限", f"{era(wording.expires_on)}まで", _JUKI_VIOLET, indent=110, size=26
    )
    sheet.text(
        (40, 500), f"{person.prefecture}{person.municipality}長(見本)", 24, anchor="ls", width=480
    )
    sheet.seal((540, 452), "見本市長", 70)
    sheet.portrait((640, 116), 220, person)
    return sheet.finished(_JUKI_VIOLET)


def juki_card_b_back(person: Person, wording: Wording) -> Image.Image:
    """Draw the back with its space for changes."""
    sheet = _card((246, 244, 252), (232, 228, 246))
    sheet.box((0, 46, 900, 116), (72, 66, 84))
    sheet.text((44, 166), "追記欄", 24, _JUKI_VIOLET, anchor="ls", bold=True)
    for y in range(222, 420, 56):
        sheet.line((44, y), (856, y), (190, 184, 212))
    if wording.endorsed_address:
        sheet.text((56, 212), f"新住所 {wording.endorsed_address}", 24, anchor="ls", width=690)
        sheet.text(
            (56, 268), f"{era(wording.endorsed_on)} {person.municipality}長(見本)", 22, anchor="ls"
        )
        sheet.seal((782, 186), "見本市長", 64)
    sheet.text(
        (44, 470),
        "このカードを拾った方は、住所地の市区町村にお届けください(見本)。",
        20,
        anchor="ls",
        width=810,
    )
    return sheet.finished(_JUKI_VIOLET)


# --- health insurance card (健康保険証) ---------------------------------------------------

_INSURANCE_BLUE: Final = (30, 110, 150)


def health_insurance_card_front(person: Person, wording: Wording) -> Image.Image:
    """Draw the front; masked, its numbers and the code lie under black bars."""
    sheet = _card((232, 244, 248), (212, 232, 240))
    colour = _INSURANCE_BLUE
    sheet.text((40, 66), "健康保険  被保険者証", 30, colour, anchor="ls", bold=True)
    sheet.text((400, 66), "本人(被保険者)", 20, anchor="ls")
    sheet.text((860, 66), f"{era(wording.issued_on)} 交付", 20, anchor="rs")
    sheet.line((40, 84), (860, 84), colour, 3)
    for y, label, value in (
        (176, "氏名", wording.name(person)),
        (240, "生年月日", era(person.born)),
        (294, "資格取得年月日", era(wording.issued_on)),
        (348, "事業所名称", "株式会社見本製作所"),
        (466, "保険者名称", "見本健康保険組合"),
    ):
        sheet.field((40, y), label, value, colour, indent=150, size=26, width=440)
    sheet.field((560, 240), "性別", person.sex, colour, indent=70, size=26)
    sheet.seal((620, 440), "見本健保", 72)
    _insurance_numbers(sheet, person, masked=wording.masked)
    return sheet.finished(colour)


#: Where the numbers of an insurance card stand: place, label, invented digits, width.
_INSURANCE_NUMBERS: Final = (
    ((40, 114), "記号", "99990001", 70, 212),
    ((330, 114), "番号", "0000321", 70, 180),
    ((590, 114), "(枝番)", "00", 80, 60),
    ((40, 410), "保険者番号", "99999999", 150, 240),
)


def _insurance_numbers(sheet: Sheet, person: Person, *, masked: bool) -> None:
    for (x, y), label, digits, indent, wide in _INSURANCE_NUMBERS:
        sheet.field((x, y), label, digits, _INSURANCE_BLUE, indent=indent, size=28, width=wide)
        if masked:
            sheet.box((x + indent - 6, y - 6, x + indent - 6 + wide, y + 36), _BLACK)
    sheet.code((730, 380), 120, person.kana)
    if masked:
        sheet.box((726, 376, 854, 504), _BLACK)


def health_insurance_card_back(person: Person, wording: Wording) -> Image.Image:
    """Draw the back, whose address the bearer writes by hand, or forgets to."""
    sheet = _card((238, 247, 250), (222, 238, 244))
    colour = _INSURANCE_BLUE
    sheet.text((40, 62), "注意事項", 22, colour, anchor="ls", bold=True)
    for row, words in enumerate(
        (
            "1 保険医療機関等で診療を受けるときは、この証を提示してください(見本)。",
            "2 資格がなくなったときは、この証を返してください(見本)。",
            "3 住所欄は、自署で記入してください。",
        )
    ):
        sheet.text((40, 104 + row * 36), words, 19, anchor="ls", width=820)
    sheet.box((40, 206, 860, 350), (255, 255, 255), colour, radius=6, width=2)
    sheet.text((56, 236), "住所", 20, colour, anchor="ls")
    if wording.former_address:
        struck = wording.strike_former
        sheet.handwriting((120, 216), wording.former_address, 26, 680, struck=struck)
    if wording.address(person):
        sheet.handwriting((120, 284), wording.address(person), 30, 680)
    sheet.box((40, 372, 860, 500), (255, 255, 255), colour, radius=6)
    sheet.text((56, 402), "備考", 20, colour, anchor="ls")
    sheet.text(
        (120, 450), "臓器提供の意思表示欄は見本では省略しています", 20, (130, 140, 155), anchor="ls"
    )
    return sheet.finished(colour)


# --- special permanent resident certificate (特別永住者証明書) ------------------------------

_RESIDENT_BROWN: Final = (138, 92, 46)


def special_permanent_resident_certificate_front(person: Person, wording: Wording) -> Image.Image:
    """Draw the front: the Latin name first, the kanji name below it."""
    sheet = _card((250, 245, 232), (240, 230, 206))
    colour = _RESIDENT_BROWN
    sheet.box((0, 0, 900, 66), (226, 204, 160))
    sheet.text((30, 45), "特別永住者証明書", 28, (92, 56, 20), anchor="ls", bold=True)
    sheet.text((870, 45), "番号 ZZ00000000ZZ", 22, (92, 56, 20), anchor="rs")
    sheet.field((40, 84), "氏名 NAME", person.latin, colour, indent=140, size=30, width=430)
    sheet.text((180, 160), wording.name(person), 28, anchor="ls", width=430)
    born = f"{person.born.year}年{person.born.month:02}月{person.born.day:02}日"
    sheet.field((40, 182), "生年月日", born, colour, indent=140, size=24)
    sheet.field((400, 182), "性別", person.sex, colour, indent=60, size=24, width=40)
    sheet.field((40, 232), "国籍・地域", person.nationality, colour, indent=140, size=24)
    sheet.field(
        (40, 282), "住居地", wording.address(person), colour, indent=140, size=24, width=440
    )
    end = wording.expires_on
    sheet.box((36, 352, 600, 408), (240, 222, 178), radius=6)
    sheet.text(
        (50, 390),
        f"有効期間 {end.year}年{end.month:02}月{end.day:02}日まで",
        26,
        anchor="ls",
        bold=True,
    )
    sheet.field(
        (40, 428), "交付年月日", f"{wording.issued_on:%Y年%m月%d日}", colour, indent=140, size=22
    )
    sheet.text((40, 516), "見本大臣", 26, anchor="ls")
    sheet.seal((170, 474), "見本大臣", 60)
    sheet.portrait((636, 150), 220, person)
    return sheet.finished(colour)


def special_permanent_resident_certificate_back(person: Person, wording: Wording) -> Image.Image:
    """Draw the back, on which a new residence is written."""
    sheet = _card((251, 247, 238), (242, 234, 214))
    colour = _RESIDENT_BROWN
    sheet.text((40, 66), "住居地記載欄", 26, colour, anchor="ls", bold=True)
    sheet.box((40, 90, 860, 430), (255, 255, 255), colour)
    sheet.box((40, 90, 860, 136), (240, 228, 200), colour)
    for x, words in ((60, "届出年月日"), (280, "住居地"), (730, "記載者印")):
        sheet.text((x, 122), words, 18, colour, anchor="ls")
    for x in (260, 710):
        sheet.line((x, 90), (x, 430), colour)
    for y in (210, 284, 358):
        sheet.line((40, y), (860, y), (214, 196, 160))
    if wording.endorsed_address:
        day = wording.endorsed_on
        sheet.text((60, 184), f"{day.year}.{day.month:02}.{day.day:02}", 24, anchor="ls")
        sheet.text((276, 184), wording.endorsed_address, 22, anchor="ls", width=424)
        sheet.seal((756, 144), "見本", 56)
    sheet.text((40, 490), f"{person.latin}  この証明書は見本です", 20, colour, anchor="ls")
    return sheet.finished(colour)
