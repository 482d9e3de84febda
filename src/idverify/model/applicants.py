"""Applicants (申請者): persons and companies as registered with the service."""

import re
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from attrs import Attribute, field, frozen, validators

from idverify.calendar.period import require_date
from idverify.errors import InvalidValueError
from idverify.model.validators import is_text
from idverify.redaction import redacted_repr
from idverify.validation import validated

__all__ = [
    "Address",
    "Applicant",
    "Corporation",
    "EntityKind",
    "IdentityField",
    "Individual",
    "corporate_number_check_digit",
]


class EntityKind(StrEnum):
    """The kind of an applicant: a natural person (個人) or a corporation (法人)."""

    INDIVIDUAL = "individual"
    CORPORATION = "corporation"


class IdentityField(StrEnum):
    """A field of the profile (登録情報) that a verification covers.

    If such a field changes, the verification is void.
    """

    NAME = "name"
    ADDRESS = "address"
    BIRTH_DATE = "birth_date"
    ENTITY_KIND = "entity_kind"
    CORPORATE_NUMBER = "corporate_number"
    REPRESENTATIVE = "representative"


@validated
@frozen
class Address:
    """An address (住所) exactly as it was typed.

    `prefecture`, `municipality` and `rest` are computed by a plain split of the text, are
    not stored, and may be empty. To compare addresses use `idverify.matching`.

    >>> home = Address("東京都千代田区千代田1-1", postal_code="100-0001")
    >>> home.prefecture, home.municipality, home.rest
    ('東京都', '千代田区', '千代田1-1')
    >>> home
    Address(text=<13 characters>, postal_code=<8 characters>)
    """

    text: str = field(validator=is_text(), repr=redacted_repr)
    postal_code: str = field(default="", validator=is_text(allow_blank=True), repr=redacted_repr)

    @property
    def prefecture(self) -> str:
        """The prefecture (都道府県) that the text begins with, or an empty string."""
        return self._split()[0]

    @property
    def municipality(self) -> str:
        """The city with ward, county with town or village, or ward of Tokyo (市区町村)."""
        return self._split()[1]

    @property
    def rest(self) -> str:
        """The text after the municipality: town, lot and building."""
        return self._split()[2]

    def _split(self) -> tuple[str, str, str]:
        text = self.text.strip()
        prefecture = _PREFECTURE.match(text)
        remainder = text[prefecture.end() :] if prefecture else text
        match = _MUNICIPALITY.match(remainder)
        municipality = match.group() if match else ""
        rest = remainder[len(municipality) :]
        return prefecture.group() if prefecture else "", municipality, rest


_PREFECTURE: Final = re.compile(r"東京都|北海道|(?:京都|大阪)府|(?:神奈川|和歌山|鹿児島|\w{2})県")
# These names contain 市, 町, 村 or 郡 within the name and would be cut short.
_AMBIGUOUS_CITIES: Final = (
    "四日市|廿日市|野々市|八日市場|市川|市原|町田|大町|十日町|村山|村上|東村山|武蔵村山|羽村|田村|大村"
    "|郡山|郡上|大和郡山|蒲郡|小郡"
)
_COUNTY_NAME: Final = r"余市|高市|[^\W市区町村]{1,5}?"
_MUNICIPALITY: Final = re.compile(
    rf"(?:{_AMBIGUOUS_CITIES})市|(?:{_COUNTY_NAME})郡(?:大町|玉村|\w{{1,6}}?)[町村]|\w{{1,6}}?市(?:\w{{1,5}}?区)?"
    r"|\w{1,4}?区|\w{1,5}?[町村]"
)


def _is_date(_: object, attribute: "Attribute[date]", value: date) -> None:
    require_date(value, attribute.name)


@validated
@frozen(kw_only=True)
class Individual:
    """A natural person (個人) as registered with the service; documents are compared with it.

    >>> Individual(kanji_name="見本 花子", kana_name="ミホン ハナコ",
    ...            birth_date=date(1990, 4, 1), address=Address("東京都千代田区千代田1-1"))
    ... # doctest: +NORMALIZE_WHITESPACE
    Individual(kanji_name=<5 characters>, kana_name=<7 characters>, latin_name=None,
               birth_date=<a date>, address=Address(text=<13 characters>,
               postal_code=<0 characters>))
    """

    entity_kind: ClassVar[EntityKind] = EntityKind.INDIVIDUAL

    kanji_name: str = field(validator=is_text(), repr=redacted_repr)
    """Family and given name in the script of the document (氏名)."""
    kana_name: str = field(validator=is_text(), repr=redacted_repr)
    """The reading of the name (フリガナ); it is compared with a name printed in Latin letters."""
    latin_name: str | None = field(
        default=None, validator=validators.optional(is_text()), repr=redacted_repr
    )
    """The name in Latin letters as in a passport, if the service asks for it; it is compared
    instead of the reading."""
    birth_date: date = field(validator=_is_date, repr=redacted_repr)
    address: Address

    @property
    def name(self) -> str:
        """The name that the document must show."""
        return self.kanji_name


def corporate_number_check_digit(base: str) -> int:
    """Return the check digit (検査用数字), which is put before the twelve digits *base*.

    From the right, the digits are multiplied by 1 and 2 in turn; the check digit is 9
    minus the sum modulo 9 (法人番号の指定等に関する省令 第2条).

    >>> corporate_number_check_digit("999901000123")
    9
    """
    total = sum(int(d) * (1 + i % 2) for i, d in enumerate(reversed(base)))
    return 9 - total % 9


def _is_corporate_number(_: object, attribute: "Attribute[str]", value: str) -> None:
    if not re.fullmatch(r"[1-9][0-9]{12}", value):
        raise InvalidValueError(
            f"{attribute.name} must be 13 ASCII digits, the first not 0; "
            f"this has {len(value)} characters"
        )
    if int(value[0]) != corporate_number_check_digit(value[1:]):
        raise InvalidValueError(f"{attribute.name} has a wrong check digit: look for a typing slip")


@validated
@frozen(kw_only=True)
class Corporation:
    """A company (法人) as registered with the service.

    >>> company = Corporation(
    ...     registered_name="見本商事株式会社", corporate_number="9999901000123",
    ...     head_office=Address("東京都千代田区千代田1-1"), representative="見本 太郎")
    >>> company.name == "見本商事株式会社"
    True
    """

    entity_kind: ClassVar[EntityKind] = EntityKind.CORPORATION

    registered_name: str = field(validator=is_text(), repr=redacted_repr)
    """The registered name (商号) with the legal form."""
    corporate_number: str = field(validator=_is_corporate_number, repr=redacted_repr)
    """The corporate number (法人番号): thirteen digits, the first of which is the check digit."""
    head_office: Address
    """The address of the head office (本店所在地)."""
    representative: str = field(validator=is_text(), repr=redacted_repr)
    """The name of the representative (代表者氏名)."""

    @property
    def name(self) -> str:
        """The name that the document must show."""
        return self.registered_name

    @property
    def address(self) -> Address:
        """The address that the document must show: the head office."""
        return self.head_office


Applicant = Individual | Corporation
"""An applicant for verification (申請者)."""
