"""Papers and pages: resident record, registry certificate, and two pages of a passport."""

from typing import Final

from PIL import Image

from specimens.drawing import INK, Colour, Sheet, era
from specimens.holders import Company, Person
from specimens.printed_text import Wording

__all__ = [
    "passport_jp_bearer_page",
    "passport_jp_photo_page",
    "registry_certificate_full_pages",
    "resident_record_pages",
]

_A4: Final = (840, 1188)
_PAGE: Final = (960, 670)
_LEFT_OUT: Final = "省略"


def _table(sheet: Sheet, top: float, rows: list[tuple[str, list[str]]], colour: Colour) -> float:
    """Draw a table of labels and lines of value, and return where it ends."""
    for label, lines in rows:
        high = 24 + 30 * len(lines)
        sheet.box((50, top, 790, top + high), (255, 255, 255), colour)
        sheet.line((250, top), (250, top + high), colour)
        sheet.text((64, top + high / 2), label, 19, colour, anchor="lm", width=174)
        for row, words in enumerate(lines):
            sheet.text((268, top + 34 + row * 30), words, 22, anchor="ls", width=506)
        top += high
    return top


_RECORD_GREEN: Final = (58, 112, 70)


def resident_record_pages(person: Person, wording: Wording) -> Image.Image:
    """Draw a resident record (住民票の写し) without individual number, code and domicile."""
    colour = _RECORD_GREEN
    sheet = Sheet(_A4, (238, 246, 236)).ripples((222, 236, 220), 60)
    sheet.text((420, 104), "住 民 票", 44, colour, anchor="ms", bold=True)
    sheet.text((790, 150), f"{person.prefecture}{person.city}", 22, anchor="rs")
    end = _table(
        sheet,
        180,
        [
            ("氏名", [f"{person.kana}", wording.name(person)]),
            ("生年月日", [era(person.born)]),
            ("性別", [person.sex]),
            ("住所", wording.address(person).split("\u3000") or [""]),
            ("世帯主", [wording.name(person)]),
            ("続柄", ["世帯主"]),
            (
                "住民となった年月日",
                [era(wording.endorsed_on if wording.former_address else person.born)],
            ),
            ("前住所", [wording.former_address or "(記載なし)"]),
            ("本籍・筆頭者", [_LEFT_OUT]),
            ("個人番号", [_LEFT_OUT]),
            ("住民票コード", [_LEFT_OUT]),
        ],
        colour,
    )
    sheet.text(
        (70, end + 70), "この写しは、住民票の原本と相違ないことを証明する。", 22, anchor="ls"
    )
    sheet.text((70, end + 124), era(wording.issued_on), 24, anchor="ls")
    sheet.text((640, end + 176), f"{person.city}長(見本)", 26, anchor="rs", width=540)
    sheet.seal((660, end + 120), "見本市長", 84)
    return sheet.finished(colour)


_REGISTRY_GREY: Final = (72, 84, 104)


def registry_certificate_full_pages(company: Company, wording: Wording) -> Image.Image:
    """Draw a certificate of all registered matters (履歴事項全部証明書)."""
    sheet = Sheet(_A4, (246, 246, 240)).ripples((234, 234, 226), 60)
    name = company.name if wording.shown_name is None else wording.shown_name
    office = company.head_office if wording.shown_address is None else wording.shown_address
    sheet.text((420, 92), "履歴事項全部証明書", 38, _REGISTRY_GREY, anchor="ms", bold=True)
    sheet.text((50, 138), office, 20, anchor="ls", width=740)
    sheet.text((50, 170), name, 22, anchor="ls", width=740)
    end = _table(sheet, 190, _registered_matters(company, name, office), _REGISTRY_GREY)
    words = "これは登記簿に記録されている事項の全部を証明した書面の見本である。"
    sheet.text((60, end + 56), words, 20, anchor="ls", width=720)
    sheet.text((60, end + 104), era(wording.issued_on), 24, anchor="ls")
    sheet.text((60, end + 152), "見本法務局", 24, anchor="ls")
    sheet.text((640, end + 152), "登記官  見 本  一", 24, anchor="rs")
    sheet.seal((660, end + 98), "登記官印", 84)
    return sheet.finished(_REGISTRY_GREY)


def _registered_matters(company: Company, name: str, office: str) -> list[tuple[str, list[str]]]:
    officer = f"{company.title}  {company.representative}"
    return [
        ("会社法人等番号", [_grouped(company.registry_number)]),
        ("法人番号", [company.corporate_number]),
        ("商号", [name]),
        ("本店", [office]),
        ("公告をする方法", ["官報に掲載してする。"]),
        ("会社成立の年月日", [era(company.founded)]),
        ("目的", [f"{number} {words}" for number, words in enumerate(company.purposes, start=1)]),
        ("資本金の額", [company.capital]),
        ("役員に関する事項", [company.representative_address, officer]),
        ("登記記録に関する事項", ["設立"]),
    ]


def _grouped(number: str) -> str:
    return f"{number[:4]}-{number[4:6]}-{number[6:]}"


# --- passport (旅券) -----------------------------------------------------------------------

_PASSPORT_RED: Final = (150, 44, 60)


def passport_jp_photo_page(person: Person, wording: Wording) -> Image.Image:
    """Draw the page with the photo; its machine-readable lines name nobody."""
    sheet = Sheet(_PAGE, (248, 238, 236)).ripples((238, 220, 220))
    colour = _PASSPORT_RED
    sheet.text((40, 64), "日本国 旅券(見本)", 30, colour, anchor="ls", bold=True)
    sheet.text((920, 64), "JAPAN / PASSPORT", 24, colour, anchor="rs")
    sheet.line((40, 80), (920, 80), colour, 3)
    sheet.portrait((40, 118), 250, person)
    family, _, given = wording.latin(person).partition(" ")
    for place, (label, value) in enumerate(
        (
            ("旅券番号 / Passport No.", "ZZ0000000"),
            ("姓 / Surname", family),
            ("名 / Given name", given),
            ("国籍 / Nationality", "JAPAN"),
            ("生年月日 / Date of birth", f"{person.born:%d %b %Y}".upper()),
            ("性別 / Sex", {"男": "M", "女": "F"}[person.sex]),
            ("本籍 / Registered domicile", person.prefecture),
            ("発行年月日 / Date of issue", f"{wording.issued_on:%d %b %Y}".upper()),
            ("有効期間満了日 / Date of expiry", f"{wording.expires_on:%d %b %Y}".upper()),
            ("所持人自署 / Signature", ""),
        )
    ):
        column, row = divmod(place, 5)
        x, y = 330 + column * 310, 116 + row * 82
        sheet.text((x, y), label, 15, colour, anchor="la", width=290)
        sheet.text((x, y + 48), value, 26, anchor="ls", width=290)
    sheet.handwriting((640, 462), person.name, 28, 260)
    sheet.box((0, 548, 960, 640), (255, 255, 255))
    for row in range(2):
        line = ("SPECIMEN<NOT<A<PASSPORT", "INVENTED<PERSON")[row].ljust(44, "<")
        sheet.text((480, 584 + row * 38), line, 26, INK, anchor="ms", width=900)
    return sheet.finished(colour)


def passport_jp_bearer_page(person: Person, wording: Wording) -> Image.Image:
    """Draw the page on which the bearer writes the address (所持人記入欄)."""
    sheet = Sheet(_PAGE, (250, 242, 240)).ripples((240, 226, 226))
    colour = _PASSPORT_RED
    sheet.text((40, 64), "所持人記入欄  INFORMATION ON BEARER", 26, colour, anchor="ls", bold=True)
    sheet.line((40, 80), (920, 80), colour, 3)
    for y, words in (
        (126, "氏名 / Name"),
        (222, "現住所 / Present address in Japan"),
        (440, "事故の場合の連絡先 / In case of accident notify"),
    ):
        sheet.text((40, y), words, 18, colour, anchor="ls")
    for y in (192, 308, 400, 506, 580):
        sheet.line((40, y), (920, y), (206, 172, 176))
    sheet.handwriting((60, 136), wording.name(person), 34, 700)
    if wording.former_address:
        struck = wording.strike_former
        sheet.handwriting((60, 250), wording.former_address, 30, 820, struck=struck)
    if wording.address(person):
        row = 344 if wording.former_address else 250
        sheet.handwriting((60, row), wording.address(person), 30, 820)
    return sheet.finished(colour)
