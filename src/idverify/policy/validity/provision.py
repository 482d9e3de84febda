"""Provisions (規定): statements of law about documents, with period and citations."""

from datetime import date
from enum import StrEnum

from attrs import field, frozen

from idverify.calendar.period import Period, require_date
from idverify.citations import Citation
from idverify.errors import InvalidValueError
from idverify.model.validators import not_empty
from idverify.validation import validated

__all__ = ["DocumentDates", "Provision", "ReferenceDate", "Validity"]


class ReferenceDate(StrEnum):
    """The day that must be in the period of a provision for it to apply (適用の基準日)."""

    APPLICATION = "application"
    """The day on which the application for the document was received (申請受付日)."""
    ISSUE = "issue"
    """The day on which the document was issued (発行日・交付日)."""
    LAST_DAY = "last_day"
    """The last valid day itself (有効期間の末日)."""
    RECEIPT = "receipt"
    """The day on which the document is shown or received (受付日)."""


@validated
@frozen(kw_only=True)
class Provision:
    """A norm about the validity of a document, defined next to the function that applies it.

    A provision that is only planned is marked by `is_planned`: it is recorded but never
    applies until it and its day are confirmed.

    >>> from idverify.policy.validity.individual_number_card import MAJORITY_AT_18
    >>> MAJORITY_AT_18.applies_on(date(2022, 3, 31)), MAJORITY_AT_18.applies_on(date(2022, 4, 1))
    (False, True)

    Raises:
        ValueError: if there is no citation.
    """

    code: str
    """Stable name that states the norm, as in `licence_last_day_moves`."""
    statement_ja: str
    statement_en: str
    reference_date: ReferenceDate
    """The day that decides whether the provision applies."""
    period: Period = Period()
    """The reference dates for which the provision applies."""
    citations: tuple[Citation, ...] = field(converter=tuple[Citation, ...], validator=not_empty)
    is_planned: bool = False
    """Whether it is announced but not yet law; `period` is then the earliest announced."""

    def applies_on(self, day: date) -> bool:
        """Return whether the norm applies if its reference date is *day*."""
        return not self.is_planned and day in self.period


@validated
@frozen
class Validity:
    """The last day on which a document is valid, with its sources."""

    last_day: date | None
    """The last valid day, inclusive; None for a document that does not expire."""
    citations: tuple[Citation, ...] = ()
    provisions: tuple[Provision, ...] = ()
    """The norms that determined the day, if it is not simply the printed one."""


@validated
@frozen(kw_only=True)
class DocumentDates:
    """The dates that determine validity: printed dates, date of application, birth date."""

    expires_on: date | None = None
    """The last valid day as printed (有効期限)."""
    issued_on: date | None = None
    """The day of issue as printed (発行日・交付日)."""
    applied_on: date | None = None
    """The day on which the application was received (申請受付日)."""
    birth_date: date | None = None
    """The birth date of the holder (生年月日)."""

    def require(self, name: str, why: str) -> date:
        """Return the date in the field *name*.

        Raises:
            InvalidValueError: if it is not known; the text contains *why* it is needed.
        """
        day = getattr(self, name)
        if day is None:
            raise InvalidValueError(f"{name} is needed: {why}")
        return require_date(day, name)
