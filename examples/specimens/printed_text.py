"""What stands on a specimen besides its holder: days, corrections, what is hidden."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from attrs import frozen
from dateutil.relativedelta import relativedelta

from specimens.holders import Company, Person

__all__ = ["Wording", "days_of"]

#: Issued on and expires on, where the caller says nothing. The days lie around April
#: 2025; where a kind does not expire the second day is not printed.
_DAYS: Final[Mapping[str, tuple[date, date]]] = {
    "passport_jp": (date(2019, 6, 14), date(2029, 6, 14)),
    "drivers_license": (date(2023, 10, 2), date(2028, 12, 31)),
    "driving_record_certificate": (date(2022, 9, 5), date(9999, 12, 31)),
    "health_insurance_card": (date(2021, 4, 1), date(2025, 12, 1)),
    "resident_record": (date(2025, 4, 14), date(9999, 12, 31)),
    "individual_number_card": (date(2021, 2, 8), date(2030, 12, 31)),
    "juki_card_b": (date(2015, 10, 1), date(2025, 9, 30)),
    "special_permanent_resident_certificate": (date(2022, 8, 1), date(2029, 12, 31)),
    "registry_certificate_full": (date(2025, 4, 7), date(9999, 12, 31)),
}
#: Kinds that run out with a birthday, and how many months after it.
_BIRTHDAY_KINDS: Final[Mapping[str, int]] = {
    "drivers_license": 1,
    "individual_number_card": 0,
    "special_permanent_resident_certificate": 0,
}


def days_of(kind: str, holder: Person | Company) -> tuple[date, date]:
    """Give the days of issue and expiry that a document of *holder* has unless told otherwise."""
    issued_on, expires_on = _DAYS[kind]
    if kind in _BIRTHDAY_KINDS and isinstance(holder, Person):
        birthday = holder.born.replace(year=expires_on.year, day=min(holder.born.day, 28))
        expires_on = birthday + relativedelta(months=_BIRTHDAY_KINDS[kind])
        expires_on += relativedelta(day=holder.born.day)
    return issued_on, expires_on


@frozen(kw_only=True)
class Wording:
    """The options of a drawing. What is None is taken from the holder."""

    issued_on: date
    expires_on: date
    shown_name: str | None = None
    """Another name than the holder's own."""
    shown_latin: str | None = None
    shown_address: str | None = None
    """Another address; the empty string leaves the space for it blank."""
    former_address: str = ""
    """An older address written by hand above the current one."""
    strike_former: bool = True
    """Whether the older address is struck out."""
    endorsed_address: str = ""
    """A new address noted by the office on the back (or on the front's 追記欄)."""
    endorsed_on: date = date(2025, 4, 1)
    masked: bool = True
    """Whether the numbers and the code of an insurance card are covered."""

    def name(self, person: Person) -> str:
        """The name as it is printed."""
        return person.name if self.shown_name is None else self.shown_name

    def latin(self, person: Person) -> str:
        """The name in Latin letters."""
        return person.latin if self.shown_latin is None else self.shown_latin

    def address(self, person: Person) -> str:
        """The address as it is printed; empty when it is left out."""
        return person.address if self.shown_address is None else self.shown_address
