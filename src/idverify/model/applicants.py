"""Who asks to be verified (申請者): a person or a company, as registered with the service."""

import re
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from attrs import Attribute, field, frozen, validators

from idverify.calendar.period import require_date
from idverify.errors import InvalidValueError
from idverify.model.validators import is_text
from idverify.redaction import redacted_repr

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
    """Which of the two kinds of applicant: 個人 or 法人."""

    INDIVIDUAL = "individual"
    CORPORATION = "corporation"


class IdentityField(StrEnum):
    """What of a profile (登録情報) a verification vouches for, and is void without."""

    NAME = "name"
    ADDRESS = "address"
    BIRTH_DATE = "birth_date"
    ENTITY_KIND = "entity_kind"
    CORPORATE_NUMBER = "corporate_number"
    REPRESENTATIVE = "representative"


@frozen
class Address:
    """An address (住所) exactly as it was typed; its parts are read from it, never stored apart.

    `prefecture`, `municipality` and `rest` are a plain split by the written words
    and may be empty; comparing addresses is the business of `idverify.matching`.

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
        """The prefecture (都道府県) the text begins with, or an empty string."""
        return self._split()[0]

    @property
    def municipality(self) -> str:
        """City with ward, county with town or village, or a ward of Tokyo (市区町村)."""
        return self._split()[1]

    @property
    def rest(self) -> str:
        """Town, lot and building: what follows the municipality."""
        return self._split()[2]

    def _split(self) -> tuple[str, str, str]:
        text = self.text.strip()
        prefecture = _PREFECTURE.match(text)
        after = text[prefecture.end() :] if prefecture else text
        municipality = _MUNICIPALITY.match(after)
        found = municipality.group() if municipality else ""
        return prefecture.group() if prefecture else "", found, after[len(found) :]


_PREFECTURE: Final = re.compile(r"東京都|北海道|(?:京都|大阪)府|(?:神奈川|和歌山|鹿児島|\w{2})県")
# The listed names contain 市, 町, 村 or 郡 inside themselves and would be cut short.
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


@frozen(kw_only=True)
class Individual:
    """A natural person (個人) as registered: what a document will be compared with.

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
    """Its reading (フリガナ)."""
    latin_name: str | None = field(
        default=None, validator=validators.optional(is_text()), repr=redacted_repr
    )
    """As in a passport, where the service asks for it."""
    birth_date: date = field(validator=_is_date, repr=redacted_repr)
    address: Address

    @property
    def name(self) -> str:
        """The name that must stand on the document."""
        return self.kanji_name


def corporate_number_check_digit(base: str) -> int:
    """Return the first digit (検査用数字) of the corporate number whose other twelve are *base*.

    From the right, digits weigh 1 and 2 in turn; the check digit is 9 minus the
    sum modulo 9 (法人番号の指定等に関する省令 第2条).

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
    """商号, with its legal form."""
    corporate_number: str = field(validator=_is_corporate_number, repr=redacted_repr)
    """法人番号: thirteen digits, the first of which checks the others."""
    head_office: Address
    """本店所在地."""
    representative: str = field(validator=is_text(), repr=redacted_repr)
    """代表者氏名."""

    @property
    def name(self) -> str:
        """The name that must stand on the document."""
        return self.registered_name

    @property
    def address(self) -> Address:
        """The address that must stand on the document: the head office."""
        return self.head_office


Applicant = Individual | Corporation
"""申請者: whoever asks to be verified."""
