"""Agreement of two written dates side by side, such as 2026年(令和8年)11月27日."""

from collections.abc import Iterable
from datetime import date
from itertools import product

from idverify.calendar._date_kinds import Candidate, DateKind, DateProblem, Reading
from idverify.calendar.eras import LUNISOLAR_UNTIL, Era
from idverify.calendar.partial_date import PartialDate

__all__ = ["agree", "find_era_violation", "first_day", "last_day", "reconcile"]


def first_day(candidate: Candidate) -> date:
    """Return the first day that a date may be."""
    return candidate.earliest if isinstance(candidate, PartialDate) else candidate


def last_day(candidate: Candidate) -> date:
    """Return the last day that a date may be."""
    return candidate.latest if isinstance(candidate, PartialDate) else candidate


def find_era_violation(era: Era, candidate: Candidate) -> DateProblem | None:
    """Return the problem of a date that lies before an era, or None."""
    last = last_day(candidate)
    if last >= era.first_day:
        return None
    return DateProblem.LUNISOLAR if last <= LUNISOLAR_UNTIL else DateProblem.BEFORE_ERA


def agree(one: Candidate, other: Candidate) -> bool:
    """Return whether two dates have no part that differs."""
    if isinstance(one, date):
        return other.may_be(one) if isinstance(other, PartialDate) else one == other
    if isinstance(other, date):
        return one.may_be(other)
    return all(None in pair or pair[0] == pair[1] for pair in _pair_parts(one, other))


def _pair_parts(one: Candidate, other: Candidate) -> tuple[tuple[int | None, int | None], ...]:
    return (one.year, other.year), (one.month, other.month), (one.day, other.day)


def _merge(one: Candidate, other: Candidate) -> Candidate | None:
    """Return the date with every part of two that agree, or None if no day has them."""
    if isinstance(one, date):
        return one
    year, month, day = (
        first if first is not None else second for first, second in _pair_parts(one, other)
    )
    try:
        if year is None or month is None or day is None:
            return PartialDate(year, month, day)
        return date(year, month, day)
    except ValueError:
        return None


def reconcile(one: Reading, other: Reading, eras: Iterable[Era] = ()) -> Reading:
    """Return what two dates side by side say together: every part that either of them states.

    They must agree. A day that neither states alone must not lie before any of the *eras* that
    they name; a year beside a whole day names the year only, as in 平成31年(令和元年)4月1日.
    """
    for reading in (one, other):
        if not reading.candidates:
            return reading._replace(notation=one.notation)
    agreed = [pair for pair in product(one.candidates, other.candidates) if agree(*pair)]
    if not agreed:
        return _impossible(DateProblem.CALENDARS_DISAGREE, one)
    merged = {each for pair in agreed if (each := _merge(*pair)) is not None}
    alone = {*one.candidates, *other.candidates}
    violations = {each: _find_violations(eras, each) for each in merged - alone}
    possible = sorted((each for each in merged if not violations.get(each)), key=first_day)
    if not possible:
        problems = [problem for found in violations.values() for problem in found]
        return _impossible(problems[0] if problems else DateProblem.NO_SUCH_DAY, one)
    undecided = [each for each in (one, other) if each.kind is DateKind.UNDECIDABLE]
    if len(possible) > 1 or len(undecided) > 1:
        return undecided[0]._replace(candidates=tuple(possible), notation=one.notation)
    return _settle(possible[0], one.notation)


def _find_violations(eras: Iterable[Era], candidate: Candidate) -> list[DateProblem]:
    found = (find_era_violation(era, candidate) for era in eras)
    return [problem for problem in found if problem is not None]


def _impossible(problem: DateProblem, one: Reading) -> Reading:
    return Reading(DateKind.IMPOSSIBLE, problem=problem, notation=one.notation)


def _settle(candidate: Candidate, notation: str) -> Reading:
    if isinstance(candidate, date):
        return Reading(DateKind.DAY, (candidate,), None, notation)
    return Reading(DateKind.PARTIAL, (candidate,), DateProblem.PART_MISSING, notation)
