"""A policy and its calendar put on a frame: one assessment a row, the same as one by one."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any, Final

import numpy as np
import pyarrow as pa
from attrs import field, frozen

from idverify.adapters.frames.batch import Array, Batch, distinct
from idverify.adapters.frames.checks import problems
from idverify.adapters.frames.columns import ASSESSMENTS
from idverify.adapters.frames.features import ONLY_FOR_OWN, of_ones_own
from idverify.adapters.frames.fitting import fitted, like
from idverify.adapters.frames.grouping import Groups, group
from idverify.adapters.frames.rows import submissions_at
from idverify.analysis.populations import collect_facts
from idverify.calendar.deadline import ReviewClock
from idverify.calendar.timezone import moment_at
from idverify.errors import InvalidValueError, OutOfSpanError
from idverify.model.submissions import Submission
from idverify.policy.assessment import Assessment, Finding
from idverify.policy.policy import Policy

__all__ = ["Assessor", "Judged", "assess", "check"]

Row = dict[str, Any]
Counts = Counter[tuple[str, str]]

#: Distinct sets of answers remembered by one assessor: more than any past has, and bounded.
MAX_REMEMBERED: Final = 200_000
_EPOCH: Final = date(1970, 1, 1)


def assess(frame: object, policy: Policy, clock: ReviewClock | None = None) -> Any:  # noqa: ANN401 - a frame of the caller's library
    """Return the assessment of every row, in the order of the rows, as a frame of the same library.

    Row by row it is what `policy.evaluate` says; see `ASSESSMENTS` for the columns. With a
    *clock*, each row has its due day too. A row that cannot be judged has a `problem` with its
    column and never a value; the others are judged.

    >>> import polars as pl
    >>> from datetime import date
    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> frame = pl.DataFrame({
    ...     "submission_id": ["s-1"], "received_on": [date(2026, 9, 17)],
    ...     "entity_kind": ["individual"], "name": ["見本 花子"],
    ...     "birth_date": [date(1990, 4, 1)], "address": ["東京都千代田区千代田1-1"],
    ...     "documents": [[{"kind": "drivers_license", "medium": "photocopy"}]],
    ... })
    >>> assess(frame, CROWDWORKS_ARTICLE)["reasons"].to_list()
    [['image.photo_of_copy']]

    Raises:
        InvalidValueError: The frame lacks a column or has one of another type; the text names it.
    """
    return like(frame, Assessor(policy, clock).judge(frame).to_table())


def check(frame: object) -> None:
    """Refuse a frame with rows that cannot be read, naming column and key of the first ten.

    Raises:
        InvalidValueError: There are such rows, or the columns are not as they should be.
    """
    batch = Batch(fitted(frame))
    found = _told(batch, problems(batch))
    if found:
        some = "; ".join(f"{key}: {problem}" for key, problem in found[:10])
        raise InvalidValueError(f"{len(found)} of {batch.size} rows cannot be read: {some}")


def _told(batch: Batch, found: dict[int, str]) -> list[tuple[str, str]]:
    """Return key and problem of each row; of one without a key, its number in the frame."""
    keys = batch.column("submission_id")
    return [(keys[row].as_py() or f"row {row}", found[row]) for row in sorted(found)]


@frozen(eq=False)
class Judged:
    """What was found for a batch: a few distinct assessments, and for each row which one."""

    batch: Batch = field(repr=False)
    outcomes: tuple[Row, ...] = field(repr=False)
    places: Array = field(repr=False)
    due: "pa.Table" = field(repr=False)

    def to_table(self) -> pa.Table:
        """Return a row for each row that was judged, with the columns of `ASSESSMENTS`."""
        told = pa.Table.from_pylist(list(self.outcomes), schema=_OUTCOME).take(self.places)
        keys = self.batch.table.select(["submission_id", "received_on"])
        arrays = {**_by_name(keys), **_by_name(told), **_by_name(self.due)}
        return pa.table([arrays[name] for name in ASSESSMENTS.names], schema=ASSESSMENTS)

    def counts(self) -> Counts:
        """Count the rows by verdict, and those with each finding, question and problem."""
        counted: Counts = Counter()
        sizes = np.bincount(self.places, minlength=len(self.outcomes)).tolist()
        for outcome, rows in zip(self.outcomes, sizes, strict=True):
            for what in _counted(outcome):
                counted[what] += rows
        return +counted

    def problems(self) -> list[tuple[str, str]]:
        """Return key and problem of each row that could not be judged."""
        wrong = np.array([outcome["problem"] is not None for outcome in self.outcomes], bool)
        rows = np.flatnonzero(wrong[self.places]).tolist() if len(wrong) else []
        return _told(
            self.batch, {int(n): self.outcomes[int(self.places[n])]["problem"] for n in rows}
        )


def _by_name(table: pa.Table) -> dict[str, Any]:
    return dict(zip(table.schema.names, table.columns, strict=True))


def _counted(outcome: Row) -> Iterable[tuple[str, str]]:
    """Yield each thing a row counts for, once."""
    if outcome["problem"] is not None:
        return {("problem", outcome["problem"])}
    return {
        ("verdict", outcome["verdict"]),
        *(("finding", finding["rule"]) for finding in outcome["findings"]),
        *(("reason", reason) for reason in outcome["reasons"]),
        *(("open question", question["fact"]) for question in outcome["open_questions"]),
    }


class Assessor:
    """A policy made ready for many frames: what was concluded for one is remembered for the next.

    What it remembers are assessments by the answers they follow from; nothing personal.
    """

    def __init__(self, policy: Policy, clock: ReviewClock | None = None) -> None:
        """Take the policy, and the clock if due days are wanted."""
        self._policy, self._clock = policy, clock
        own = of_ones_own(collect_facts(policy))
        self._also = ONLY_FOR_OWN if own else ()
        self._known: dict[bytes, Row] = {}

    def judge(self, frame: object) -> Judged:
        """Judge every row of a frame.

        Raises:
            InvalidValueError: The frame lacks a column or has one of another type.
        """
        batch = Batch(fitted(frame, self._also))
        found = problems(batch)
        due = _due(batch, self._clock, found)
        sound = np.ones(batch.size, bool)
        sound[list(found)] = False
        readable = Batch(batch.table.filter(pa.array(sound))) if found else batch
        groups = group(readable, [self._policy])
        outcomes, places = _shared(self._outcomes(readable, groups))
        every = np.zeros(batch.size, np.int64)
        every[sound] = places[groups.places]
        for row, problem in found.items():
            every[row] = len(outcomes)
            outcomes.append(_problem(problem))
        return Judged(batch, tuple(outcomes), every, due)

    def _outcomes(self, batch: Batch, groups: Groups) -> list[Row]:
        """Return what follows for each group; evaluated unless it was met before."""
        known = self._known
        if len(known) > MAX_REMEMBERED:
            known.clear()
        new = [n for n, key in enumerate(groups.keys) if key not in known]
        cases = submissions_at(batch.table, groups.rows[new]) if new else []
        for place, case in zip(new, cases, strict=True):
            spoilt = bool(groups.is_unreadable[place])
            known[groups.keys[place]] = _UNREADABLE if spoilt else self._outcome(*case)
        return [known[key] for key in groups.keys]

    def _outcome(self, submission: Submission, day: date) -> Row:
        try:
            return _row(self._policy.evaluate(submission, day))
        except Exception as failure:  # noqa: BLE001 - the row is told, and the others go on
            return _problem(f"the policy could not judge it ({type(failure).__name__})")


def _shared(outcomes: list[Row]) -> tuple[list[Row], Array]:
    """Return the distinct outcomes, and for each one given the place of its equal."""
    places: dict[str, int] = {}
    found: list[Row] = []
    for outcome in outcomes:
        if places.setdefault(repr(outcome), len(found)) == len(found):
            found.append(outcome)
    return found, np.array([places[repr(outcome)] for outcome in outcomes], np.int64)


# -- an assessment as a row ------------------------------------------------------------------------

_OF_THE_ROW: Final = frozenset({"submission_id", "received_on", "due_on", "provisional"})
_OUTCOME: Final = pa.schema([column for column in ASSESSMENTS if column.name not in _OF_THE_ROW])


def _row(assessment: Assessment) -> Row:
    return {
        "verdict": str(assessment.verdict),
        "reasons": list(assessment.reason_codes),
        "findings": [_finding_row(finding) for finding in assessment.findings],
        "open_questions": [
            {"fact": question.fact.name, "document": question.document_index}
            for question in assessment.open_questions
        ],
        "documents_to_purge": list(assessment.documents_to_purge),
        "problem": None,
    }


def _finding_row(finding: Finding) -> Row:
    return {
        "rule": finding.rule.code,
        "reason": finding.reason.code,
        "document": finding.document_index,
        "kind": None if finding.kind is None else str(finding.kind),
        "blocks": finding.is_blocking,
        "observed": ", ".join(f"{name}={answer}" for name, answer in finding.observed),
    }


def _problem(text: str) -> Row:
    return {**dict.fromkeys(_OUTCOME.names), "problem": text}


_UNREADABLE: Final = _problem("a fact could not be read of it")

# -- the calendar ----------------------------------------------------------------------------------


def _due(batch: Batch, clock: ReviewClock | None, found: dict[int, str]) -> pa.Table:
    """Return the due day of each row; a day that the calendar does not know is a problem."""
    due, provisional = np.zeros(batch.size, np.int64), np.zeros(batch.size, bool)
    unknown = np.ones(batch.size, bool)
    if clock is not None:
        late = (
            batch.column("received_late").fill_null(fill_value=False).to_numpy(zero_copy_only=False)
        )
        keys, places = distinct(batch.days("received_on", of_document=False) * 2 + late)
        made = [_deadline(clock, *divmod(int(key), 2)) for key in keys]
        due = np.array([0 if day is None else day[0] for day in made], np.int64)[places]
        provisional = np.array([day is not None and day[1] for day in made], bool)[places]
        unknown = np.array([day is None for day in made], bool)[places]
        for row in np.flatnonzero(unknown).tolist():
            found.setdefault(row, "received_on lies outside the calendar's span")
    unknown[list(found)] = True
    days = pa.array(due.astype(np.int32), mask=unknown).cast(pa.date32())
    return pa.table({"due_on": days, "provisional": pa.array(provisional, mask=unknown)})


def _deadline(clock: ReviewClock, number: int, late: int) -> tuple[int, bool] | None:
    try:
        day = _EPOCH + timedelta(days=number)
        moment = moment_at(day, time.max if late else time.min, clock.zone)
        deadline = clock.deadline(moment)
    except (OutOfSpanError, OverflowError):
        return None
    return (deadline.due_on - _EPOCH).days, deadline.is_provisional
