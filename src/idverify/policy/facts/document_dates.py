"""The days of a document (有効期限・発行日), beside the day on which it was received."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final, TypeVar

from attrs import evolve, field, frozen

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.partial_date import PartialDate
from idverify.catalogue.documents import DOCUMENTS
from idverify.errors import OutOfSpanError
from idverify.i18n import Label
from idverify.model.documents import DocumentKind
from idverify.model.observations import Observation
from idverify.model.submissions import Document, Submission
from idverify.model.unknown import IMPOSSIBLE, UNKNOWN, Unknown, Unreadable
from idverify.policy.rules import Fact, Reader
from idverify.policy.validity import compute_validity, last_day_within
from idverify.validation import validated

__all__ = [
    "DATES_POSSIBLE",
    "EXPIRY",
    "IN_WINDOW",
    "ISSUE_DAY",
    "ISSUE_WINDOW",
    "NEXT_BUSINESS_DAY",
    "RECEIPT",
    "Expiry",
    "IssueDay",
    "IssueRecency",
    "ReferenceDay",
    "can_expire",
    "earliest_end",
    "issued_within",
    "last_day_of_window",
    "last_receipt",
    "valid_for",
]

T = TypeVar("T")


def _in_window(document: Document, _: Submission, day: date) -> bool:
    spec = DOCUMENTS[document.kind]
    return spec.is_identification and day in spec.usable_period


IN_WINDOW: Final = Fact(
    name="in_window",
    question_ja="受付日に、その種類の書類は本人確認に使えますか",
    question_en="Can this kind of document identify anybody on the day of receipt?",
    values=(True, False),
    read=_in_window,
    is_known_at_intake=True,
    is_fixed=True,
    change_dates=frozenset(
        day
        for spec in DOCUMENTS.values()
        for day in (spec.usable_period.since, spec.usable_period.until)
        if day is not None
    ),
    effort=0,
)


def _dates_possible(document: Document, _: Submission, __: date) -> bool:
    seen = document.observation
    return (
        seen.expires_on is not IMPOSSIBLE
        and seen.issued_on is not IMPOSSIBLE
        and seen.birth_date is not IMPOSSIBLE
    )


#: Nobody is asked this for itself: whoever reads a date finds out.
DATES_POSSIBLE: Final = Fact(
    name="dates_possible",
    question_ja="書類の日付は暦に存在しますか",
    question_en="Does the calendar have every date that the document prints?",
    values=(True, False),
    read=_dates_possible,
    is_timeless=True,
    sees=("observation.has_impossible_date",),
)


# -- the last valid day -----------------------------------------------------------------------


class Expiry(StrEnum):
    """How the printed last valid day stands to the day of receipt."""

    VALID = "valid"
    EXPIRED = "expired"
    NOT_SHOWN = "not_shown"
    """The document should print a last day, and none can be read."""
    NONE = "none"
    """Documents of this kind do not expire."""


def can_expire(kind: DocumentKind) -> bool:
    """Whether the last day that a document of the kind prints says anything."""
    return DOCUMENTS[kind].has_expiry_date is not False and DOCUMENTS[kind].is_identification


def last_receipt(kind: DocumentKind, printed: date, reach: timedelta) -> date:
    """Return the last day of receipt on which a document is valid for *reach* more."""
    last_day = compute_validity(kind, expires_on=printed).last_day or date.max
    return last_day - min(reach, last_day - date.min)


def last_day_of_window(issued: date, months: int) -> date:
    """Return the last day that is within so many months of issue, as far as dates go."""
    try:
        return last_day_within(issued, months=months)
    except OutOfSpanError:
        return date.max  # whatever day it arrives on lies within


def _agree_at_both_ends(printed: PartialDate, answer: Callable[[date], T]) -> T | Unknown:
    """Return the answer that every day of a partial date gives; unknown if they differ.

    The answers change once, or at the ends of periods far longer than a year, so the first
    and the last day decide. Without a year nothing is decided.
    """
    if printed.year is None:
        return UNKNOWN
    first, last = answer(printed.earliest), answer(printed.latest)
    return first if first == last else UNKNOWN


def _expiry_reader(kind: DocumentKind, reach: timedelta = timedelta()) -> Reader:
    """Make the reader for one kind: its last days are worked out once for each printed day."""
    if not can_expire(kind):
        return lambda _, __, ___: Expiry.NONE
    # Of a kind that may or may not print a last day, one without it does not expire.
    when_not_shown = Expiry.NONE if DOCUMENTS[kind].has_expiry_date is None else Expiry.NOT_SHOWN

    # A bare date is nobody's, so remembering it is no breach of anybody's privacy.
    @lru_cache(maxsize=4096)
    def last(printed: date) -> date:
        return last_receipt(kind, printed, reach)

    end_by_law = earliest_end(kind)

    # Named here, because a member of an enum is ten times slower to find than a name.
    valid, expired = Expiry.VALID, Expiry.EXPIRED

    def judge(seen: Observation, printed: date, day: date) -> Expiry:
        if day > last(printed):
            return expired
        # That the law ends a document before its print matters to few, so it is asked last.
        end = end_by_law(seen) if end_by_law else None
        return expired if end is not None and day > end - min(reach, end - date.min) else valid

    def read(document: Document, _: Submission, day: date) -> Expiry | Unknown:
        seen = document.observation
        printed = seen.expires_on
        if isinstance(printed, date):
            return judge(seen, printed, day)
        if isinstance(printed, PartialDate):
            return _agree_at_both_ends(
                printed, lambda end: judge(evolve(seen, expires_on=end), end, day)
            )
        if isinstance(printed, Unreadable) and when_not_shown is Expiry.NONE:
            return UNKNOWN  # there is a last day, and it may be past
        return UNKNOWN if printed is UNKNOWN else when_not_shown

    return read


#: Kinds that the law ends by the day of issue, or by a birthday, whatever they print.
_ENDS_BY_ISSUE: Final = frozenset(
    {
        DocumentKind.PASSPORT_JP,
        DocumentKind.ELIGIBILITY_CERTIFICATE,
        DocumentKind.JUKI_CARD_B,
        DocumentKind.RESIDENCE_CARD,
        DocumentKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        DocumentKind.SPECIFIED_RESIDENCE_CARD,
    }
)


def earliest_end(kind: DocumentKind) -> Callable[[Observation], date | None] | None:
    """Return what finds the day on which the law ends a document by its day of issue."""
    if kind not in _ENDS_BY_ISSUE:
        return None
    window = DOCUMENTS[kind].issue_period

    def end(seen: Observation) -> date | None:
        printed, issued = seen.expires_on, seen.issued_on
        if not isinstance(printed, date) or not isinstance(issued, date) or issued not in window:
            return None
        born = seen.birth_date if isinstance(seen.birth_date, date) else None
        if born is not None and born > issued:
            born = None  # nobody's age can be counted; the comparison with the profile tells
        try:
            return compute_validity(
                kind, expires_on=printed, issued_on=issued, birth_date=born
            ).last_day
        except OutOfSpanError:
            return None  # it ends after the last day that dates can say

    return end


def _expiry_fact(name: str, asks: Label, setting: int | None, reach: timedelta) -> Fact:
    reader_for = cache(lambda kind: _expiry_reader(kind, reach))

    return Fact(
        name=name,
        question_ja=asks.ja,
        question_en=asks.en,
        values=tuple(Expiry),
        read=lambda document, submission, day: reader_for(document.kind)(document, submission, day),
        for_kind=reader_for,
        parameter=setting,
        observation_field="expires_on",
        effort=2,
    )


EXPIRY: Final = _expiry_fact(
    "expiry", Label("有効期限はいつですか", "What is its last valid day?"), None, timedelta()
)


@cache
def valid_for(days: int) -> Fact:
    """Ask whether a document is still valid so many days after its receipt (残存期間)."""
    asks = Label(
        f"受付日から{days}日後にも有効ですか",
        f"Is it still valid {days} days after the day of receipt?",
    )
    return _expiry_fact("valid_for", asks, days, timedelta(days=days))


# -- the day of issue ---------------------------------------------------------------------------


class IssueRecency(StrEnum):
    """How a day of issue stands to what a rule allows."""

    WITHIN = "within"
    TOO_OLD = "too_old"
    IN_THE_FUTURE = "in_the_future"
    """Issued after it was received: no such day can be printed."""
    NOT_SHOWN = "not_shown"


@validated
@frozen
class ReferenceDay:
    """The day from which "within n months of issue" looks back (基準日).

    Months are the Civil Code's; which day they are counted back from, a service says.
    """

    code: str
    name_ja: str = field(eq=False)
    name_en: str = field(eq=False)
    of: Callable[[date], date] = field(eq=False, repr=False)
    """The reference day, from the day of receipt."""


@cache
def _japan() -> BusinessCalendar:
    return BusinessCalendar.japan()


RECEIPT: Final = ReferenceDay("receipt", "受付日", "day of receipt", lambda day: day)
"""The day on which the document arrived, as 犯収法施行規則 第7条 has it; the default."""

NEXT_BUSINESS_DAY: Final = ReferenceDay(
    "next_business_day",
    "受付の翌営業日",
    "business day after the receipt",
    lambda day: _japan().next(day),
)
"""The first business day of the review, for a service that counts from there."""


# Named once, because a member of an enum is ten times slower to find than a name.
_WITHIN: Final = IssueRecency.WITHIN
_TOO_OLD: Final = IssueRecency.TOO_OLD


def _age(
    document: Document, day: date, is_too_old: Callable[[date], bool]
) -> IssueRecency | Unknown:
    issued = document.observation.issued_on
    if isinstance(issued, date):
        return _recency(issued, day, is_too_old)
    if isinstance(issued, PartialDate):
        return _agree_at_both_ends(issued, lambda end: _recency(end, day, is_too_old))
    return UNKNOWN if issued is UNKNOWN else IssueRecency.NOT_SHOWN


def _recency(issued: date, day: date, is_too_old: Callable[[date], bool]) -> IssueRecency:
    if issued > day:
        return IssueRecency.IN_THE_FUTURE
    return _TOO_OLD if is_too_old(issued) else _WITHIN


@cache
def issued_within(months: int, reference: ReferenceDay = RECEIPT) -> Fact:
    """Ask whether the document was issued within so many calendar months of a day.

    That day is the day of receipt, unless the policy chooses another.
    """

    # A bare date is nobody's, so remembering it is no breach of anybody's privacy.
    @lru_cache(maxsize=4096)
    def last_day(issued: date) -> date:
        return last_day_of_window(issued, months)

    def read(document: Document, _: Submission, day: date) -> IssueRecency | Unknown:
        return _age(document, day, lambda issued: reference.of(day) > last_day(issued))

    return Fact(
        name="issued_within",
        question_ja="発行日はいつですか",
        question_en="On which day was it issued?",
        values=tuple(IssueRecency),
        read=read,
        parameter=months if reference is RECEIPT else (months, reference),
        observation_field="issued_on",
        effort=2,
    )


def _issue_window(document: Document, _: Submission, day: date) -> IssueRecency | Unknown:
    window = DOCUMENTS[document.kind].issue_period
    return _age(document, day, lambda issued: issued not in window)


ISSUE_WINDOW: Final = Fact(
    name="issue_window",
    question_ja="発行日は、その書類が本人確認に使える期間に入りますか",
    question_en="Was it issued in the period from which it can identify anybody?",
    values=tuple(IssueRecency),
    read=_issue_window,
    observation_field="issued_on",
    effort=2,
)


class IssueDay(StrEnum):
    """How a day of issue stands to the days on which there were such documents."""

    POSSIBLE = "possible"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    """Issued after the last document of this kind."""
    IN_THE_FUTURE = "in_the_future"


def _issue_day(document: Document, _: Submission, day: date) -> IssueDay:
    issued = document.observation.issued_on
    if isinstance(issued, PartialDate):
        found = _agree_at_both_ends(issued, lambda end: _classify_issue_day(document, end, day))
        return _POSSIBLE if found is UNKNOWN else found
    return _classify_issue_day(document, issued, day) if isinstance(issued, date) else _POSSIBLE


def _classify_issue_day(document: Document, issued: date, day: date) -> IssueDay:
    if issued > day:
        return IssueDay.IN_THE_FUTURE
    window = DOCUMENTS[document.kind].issue_period
    if issued in window:
        return _POSSIBLE
    is_early = window.since is not None and issued < window.since
    return IssueDay.TOO_EARLY if is_early else IssueDay.TOO_LATE


_POSSIBLE: Final = IssueDay.POSSIBLE

#: Nobody is asked this for itself, like `DATES_POSSIBLE`: whoever reads the day finds out.
ISSUE_DAY: Final = Fact(
    name="issue_day",
    question_ja="発行日は、その種類の書類が発行された期間で、受付日以前の日ですか",
    question_en="Is the day of issue one on which there were such documents, and not to come yet?",
    values=tuple(IssueDay),
    read=_issue_day,
    observation_field="issued_on",
    effort=2,
)
