"""What a provision (規定) is: one sentence of law about a document, dated and cited."""

from datetime import date
from enum import StrEnum

from attrs import field, frozen, validators

from idverify.calendar.period import Period, require_date
from idverify.citations import Citation
from idverify.errors import InvalidValueError

__all__ = ["DocumentDates", "Provision", "ReferenceDate", "Validity"]


class ReferenceDate(StrEnum):
    """Which day must lie in a provision's period for it to apply (適用の基準日)."""

    APPLICATION = "application"
    """The day on which the application for the document was received (申請受付日)."""
    ISSUE = "issue"
    """The day on which the document was issued (発行日・交付日)."""
    LAST_DAY = "last_day"
    """The last valid day itself (有効期間の末日)."""
    RECEIPT = "receipt"
    """The day on which the document is shown or received (受付日)."""


@frozen(kw_only=True)
class Provision:
    """One norm about the validity of a document, beside the function that applies it.

    A provision that is only planned is `expected`: it is written down, and it
    changes no answer until somebody confirms it and its day.

    >>> from idverify.policy.validity.individual_number_card import MAJORITY_AT_18
    >>> MAJORITY_AT_18.applies_on(date(2022, 3, 31)), MAJORITY_AT_18.applies_on(date(2022, 4, 1))
    (False, True)
    """

    code: str
    """Stable name: what the norm says, as in `licence_last_day_moves`."""
    statement_ja: str
    statement_en: str
    reference_date: ReferenceDate
    """The day that `period` is asked about."""
    period: Period = Period()
    citations: tuple[Citation, ...] = field(
        converter=tuple[Citation, ...], validator=validators.min_len(1)
    )
    is_planned: bool = False
    """Announced and not yet law; the period is then the earliest that was named."""

    def applies_on(self, day: date) -> bool:
        """Whether the norm applies when its deciding day is *day*."""
        return not self.is_planned and day in self.period


@frozen
class Validity:
    """The last day on which a document is good, that day included, and on whose word.

    `last_day` is None for a document that does not expire.
    """

    last_day: date | None
    citations: tuple[Citation, ...] = ()
    provisions: tuple[Provision, ...] = ()
    """The norms that made the day what it is, beside what is printed."""


@frozen(kw_only=True)
class DocumentDates:
    """What is printed on a document, and what is known of its application and its holder."""

    expires_on: date | None = None
    """The last valid day as printed (有効期限)."""
    issued_on: date | None = None
    applied_on: date | None = None
    """The day on which the application was received (申請受付日)."""
    birth_date: date | None = None

    def require(self, name: str, why: str) -> date:
        """Return the day of that name.

        Raises:
            InvalidValueError: It is not known; the text says why it is needed.
        """
        day = getattr(self, name)
        if day is None:
            raise InvalidValueError(f"{name} is needed: {why}")
        return require_date(day, name)
