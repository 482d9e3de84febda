"""Calendars and policies that are each wrong in one way, on purpose."""

# ruff: noqa: ANN401 - what is broken does not read what it is given

from datetime import date, timedelta
from itertools import count
from typing import Any

from attrs import evolve

from idverify.calendar.business_days import BusinessCalendar
from idverify.catalogue.reasons import REASONS
from idverify.model.submissions import Submission
from idverify.model.unknown import UNKNOWN
from idverify.policy.assessment import Assessment, Verdict

# -- calendars -----------------------------------------------------------------------------------

JAPAN = BusinessCalendar.japan()
ONE_DAY = timedelta(days=1)


class Delegates:
    """A calendar that asks the national one about everything."""

    def __getattr__(self, name: str) -> Any:
        return getattr(JAPAN, name)


class CountsTheStart(Delegates):
    """An open day of receipt is day one."""

    def add(self, day: date, n: int) -> date:
        """Begin a day too early."""
        return JAPAN.add(day - ONE_DAY, n) if n > 0 else JAPAN.add(day, n)


class OffByOneBackwards(Delegates):
    """Backwards, the day itself counts."""

    def add(self, day: date, n: int) -> date:
        """End a day too late."""
        return JAPAN.add(day, n) if n > 0 else JAPAN.add(day + ONE_DAY, n)


class CountsBothEnds(Delegates):
    """Both the start and the end are counted."""

    def count(self, start: date, end: date) -> int:
        """Count an open start too."""
        return JAPAN.count(start, end) + (start <= end and JAPAN.is_business_day(start))


class NeverCountsBack(Delegates):
    """A count has no sign."""

    def count(self, start: date, end: date) -> int:
        """Lose the minus."""
        return abs(JAPAN.count(start, end))


class KeepsReasonsBack(Delegates):
    """Weekends need no explanation."""

    def closure_on(self, day: date) -> Any:
        """Explain holidays only."""
        return None if day.weekday() >= 5 else JAPAN.closure_on(day)


class StaysWhereItIs(Delegates):
    """The next business day after an open day is that day."""

    def next(self, day: date) -> date:
        """Do not move from an open day."""
        return day if JAPAN.is_business_day(day) else JAPAN.next(day)


class SkipsADayBack(Delegates):
    """The previous business day is the one before it."""

    def previous(self, day: date) -> date:
        """Go too far."""
        return JAPAN.previous(JAPAN.previous(day))


class CountsInPairs(Delegates):
    """Odd numbers of days are rounded up."""

    def add(self, day: date, n: int) -> date:
        """Go two days at a time."""
        return JAPAN.add(day, n + n % 2)


class CountsClosedDaysBack(Delegates):
    """Backwards every day counts, open or closed."""

    def add(self, day: date, n: int) -> date:
        """Take the days off as the calendar on the wall has them."""
        return JAPAN.add(day, n) if n >= -1 else day + n * ONE_DAY


class CountsToTwenty(Delegates):
    """A count ends at twenty."""

    def count(self, start: date, end: date) -> int:
        """Lose what is beyond."""
        return max(-20, min(20, JAPAN.count(start, end)))


# -- policies ------------------------------------------------------------------------------------


def re_opens(found: Assessment, submission: Submission) -> Assessment:
    """Turn a rejection into a question as soon as the name has been read."""
    was_read = any(d.observation.name is not UNKNOWN for d in submission.documents)
    return evolve(found, verdict=Verdict.OPEN) if was_read else found


def accepts_unseen(found: Assessment, _: Submission) -> Assessment:
    """Accept what nobody has looked at."""
    is_open = found.verdict is Verdict.OPEN
    return evolve(found, verdict=Verdict.ACCEPTED, open_questions=()) if is_open else found


def keeps_quiet(found: Assessment, _: Submission) -> Assessment:
    """Reject without saying why."""
    return evolve(found, findings=())


def reads_the_first_only(found: Assessment, _: Submission) -> Assessment:
    """Tell what is wrong with the first document, and never look at the others."""
    return evolve(found, findings=tuple(f for f in found.findings if not f.document_index))


_ASKED = count()


def changes_its_mind(found: Assessment, _: Submission) -> Assessment:
    """Conclude something else every other time."""
    return found if next(_ASKED) % 2 else evolve(found, open_questions=())


def applies_what_is_not_in_force(found: Assessment, _: Submission) -> Assessment:
    """Find by rules of its own, which nobody has written down."""
    return evolve(
        found,
        findings=tuple(evolve(f, rule=evolve(f.rule, code="house.rule")) for f in found.findings),
    )


def tells_another_reason(found: Assessment, _: Submission) -> Assessment:
    """Say that it is for some other reason, whatever it is."""
    rules = [evolve(finding.rule, reason=REASONS["other"]) for finding in found.findings]
    findings = (evolve(f, rule=rule) for f, rule in zip(found.findings, rules, strict=True))
    return evolve(found, findings=tuple(findings))
