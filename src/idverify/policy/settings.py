"""Parts of a policy beside its rules: how long things are kept, and what no source says."""

from collections.abc import Iterable

from attrs import field, frozen, validators

from idverify.citations import Citation
from idverify.vocabulary.reasons import REASONS

__all__ = ["FINAL_REASONS", "NOT_STATED", "Gap", "Retention"]


@frozen(kw_only=True)
class Retention:
    """How long a service keeps what it was sent (保存期間); `None`: no source says.

    >>> NOT_STATED.images_days is None
    True
    """

    images_days: int | None = field(default=None, validator=validators.optional(validators.ge(0)))
    """Pictures are destroyed so many days after the decision."""
    records_years: int | None = field(default=None, validator=validators.optional(validators.ge(1)))
    """Records of the verification are kept so many years after the contract ends."""
    citations: tuple[Citation, ...] = field(default=(), converter=tuple[Citation, ...])


NOT_STATED = Retention()
"""No source says how long anything is kept."""


@frozen(kw_only=True)
class Gap:
    """Something that the source does not say, or that could not be read in it (不明な点).

    A policy with gaps is not silently lenient there: it says what it does not know.
    """

    says_ja: str = field(validator=validators.min_len(1))
    says_en: str = field(validator=validators.min_len(1))
    citation: Citation
    """Where one would look for it."""


#: Reasons after which another attempt is not the usual way on (再提出を前提としない理由).
FINAL_REASONS = frozenset(code for code, reason in REASONS.items() if not reason.usually_retryable)


def as_codes(codes: Iterable[str]) -> frozenset[str]:
    """Convert to a set of codes; a converter that type checkers understand."""
    return frozenset(codes)
