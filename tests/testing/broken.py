"""Adapters, calendars and policies that are each wrong in one way, on purpose."""

# ruff: noqa: ANN401, ARG002 - what is broken does not read what it is given

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from attrs import evolve

from idverify.adapters.memory import MemoryCaseStore, MemoryNotifier, MemoryVault
from idverify.calendar.business_days import BusinessCalendar
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.policy.assessment import Assessment, Verdict
from idverify.ports import Message
from idverify.vocabulary.knowledge import UNKNOWN
from idverify.vocabulary.submissions import Submission

# -- stores --------------------------------------------------------------------------------------


class LosesAWrite(MemoryCaseStore):
    """The last of several events never arrives."""

    def append(
        self, case_id: str, events: Sequence[Event], effects: Sequence[Effect], **rest: Any
    ) -> bool:
        """Keep all but the last of several."""
        return super().append(case_id, events[:-1] or events, effects, **rest)


class IgnoresTheVersion(MemoryCaseStore):
    """Whoever comes late overwrites nothing, and is not told either."""

    def append(self, case_id: str, *given: Any, expected: int, command_id: str) -> bool:
        """Take whatever version there is for the expected one."""
        actual = len(self.history(case_id))
        return super().append(case_id, *given, expected=actual, command_id=command_id)


class Reorders(MemoryCaseStore):
    """Events come back the newest first."""

    def history(self, case_id: str) -> Sequence[Event]:
        """Return them the wrong way round."""
        return super().history(case_id)[::-1]


class HalfAppends(MemoryCaseStore):
    """A refused append has left its effects behind."""

    def append(
        self, case_id: str, events: Sequence[Event], effects: Sequence[Effect], **rest: Any
    ) -> bool:
        """Note the command before looking at the version."""
        seen = self.has_seen(case_id, rest["command_id"])
        try:
            return super().append(case_id, events, effects, **rest)
        finally:
            if events and not seen:
                self._commands.add((case_id, rest["command_id"]))


class CountsTwice(MemoryCaseStore):
    """A request that arrives twice is done twice."""

    def has_seen(self, case_id: str, command_id: str) -> bool:
        """Remember nothing."""
        return False

    def append(self, case_id: str, *given: Any, expected: int, command_id: str) -> bool:
        """Append whatever comes."""
        actual = len(self.history(case_id))
        return super().append(case_id, *given, expected=actual, command_id=command_id)


class MixesCases(MemoryCaseStore):
    """Ids are compared without regard to capitals."""

    def append(self, case_id: str, *given: Any, **rest: Any) -> bool:
        """Append under the small id."""
        return super().append(case_id.lower(), *given, **rest)

    def history(self, case_id: str) -> Sequence[Event]:
        """Read under the small id."""
        return super().history(case_id.lower())


class ReusesKeys(MemoryCaseStore):
    """Keys of effects begin again after each settlement."""

    def append(self, case_id: str, *given: Any, **rest: Any) -> bool:
        """Give the effects of every append the same keys."""
        known = set(self._outbox)
        added = super().append(case_id, *given, **rest)
        new = [key for key in self._outbox if key not in known]
        for number, key in enumerate(new):
            promise = self._outbox.pop(key)
            promise.entry = evolve(promise.entry, key=f"{case_id}/{number}")
            self._outbox[promise.entry.key] = promise
        return added


# -- vaults --------------------------------------------------------------------------------------


class LeaksAfterPurge(MemoryVault):
    """The items stay; only the salt goes."""

    def purge(self, case_id: str) -> None:
        """Forget too little."""
        self._salts.pop(case_id, None)


class KeepsTheSalt(MemoryVault):
    """The items go; the salt stays, so that fingerprints can still be tried."""

    def purge(self, case_id: str) -> None:
        """Forget too little."""
        self._items.pop(case_id, None)


class HalfPuts(MemoryVault):
    """Items are kept one by one until one fails."""

    def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep what came before the failure."""
        for item in items:
            super().put(case_id, [item])


class DropsAll(MemoryVault):
    """Whoever drops one item loses all."""

    def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Drop too much."""
        self._items.pop(case_id, None)


# -- notifiers -----------------------------------------------------------------------------------


class SendsTwice(MemoryNotifier):
    """Each message goes out twice."""

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Send once more under another key."""
        super().send(key, recipient, message)
        super().send(f"{key}/again", recipient, message)


class DropsRepeats(MemoryNotifier):
    """What says the same is taken for a repetition."""

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Send each text once."""
        super().send(message.body, recipient, message)


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
    return evolve(found, findings=tuple(f for f in found.findings if not f.document))
