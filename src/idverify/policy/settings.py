"""Parts of a policy beside its rules: how long things are kept, and what no source says."""

from collections.abc import Iterable
from datetime import date, timedelta

from attrs import field, frozen, validators

from idverify.calendar.civil_code import last_day_of_period
from idverify.calendar.period import require_date
from idverify.catalogue.reasons import REASONS
from idverify.citations import Citation
from idverify.model.validators import as_tuple

__all__ = ["FINAL_REASONS", "RETENTION_NOT_STATED", "Gap", "Retention"]


@frozen(kw_only=True)
class Retention:
    """How long a service keeps what it was sent (保存期間); `None`: no source says.

    >>> RETENTION_NOT_STATED.images_days is None
    True
    """

    images_days: int | None = field(default=None, validator=validators.optional(validators.ge(0)))
    """Pictures are kept so many days after the decision, the last of them included."""
    drop_undecided_images: bool = False
    """Pictures of submissions that were never decided on (replaced, withdrawn, or void after a
    change of the profile) are destroyed at once."""
    records_years: int | None = field(default=None, validator=validators.optional(validators.ge(1)))
    """Records of the verification are kept so many years after the contract ends."""
    citations: tuple[Citation, ...] = field(default=(), converter=tuple[Citation, ...])

    def last_day_of_images(self, decided_on: date) -> date | None:
        """Return the last day on which pictures are kept; None if no day is set.

        >>> Retention(images_days=30).last_day_of_images(date(2026, 11, 2))
        datetime.date(2026, 12, 2)
        """
        if self.images_days is None:
            return None
        return require_date(decided_on, "decided_on") + timedelta(days=self.images_days)

    def last_day_of_records(self, contract_ended_on: date) -> date | None:
        """Return the last day on which records are kept; None if no day is set.

        Years are the Civil Code's: the day on which the contract ended does not count.

        >>> Retention(records_years=7).last_day_of_records(date(2028, 2, 29))
        datetime.date(2035, 2, 28)
        """
        if self.records_years is None:
            return None
        return last_day_of_period(contract_ended_on, 12 * self.records_years)


RETENTION_NOT_STATED = Retention()
"""No source says how long anything is kept."""


@frozen(kw_only=True)
class Gap:
    """Something that the source does not say, or that could not be read in it (不明な点).

    A policy with gaps is not silently lenient there: it says what it does not know.
    """

    statement_ja: str = field(validator=validators.min_len(1))
    statement_en: str = field(validator=validators.min_len(1))
    citation: Citation
    """Where one would look for it."""


#: Reasons after which another attempt is not the usual way on (再提出を前提としない理由).
FINAL_REASONS = frozenset(code for code, reason in REASONS.items() if not reason.usually_retryable)


def as_codes(codes: Iterable[str]) -> frozenset[str]:
    """Convert to a set of codes; a converter that type checkers understand."""
    return frozenset(as_tuple(codes))
