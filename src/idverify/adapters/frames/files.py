"""A policy over files (一括再判定): Parquet in, Parquet out, on whatever engine does the work."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from os import getpid
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import Factory, field, frozen

from idverify.adapters.frames.assessing import Assessor, Counts, Judged
from idverify.calendar.deadline import ReviewClock
from idverify.errors import InvalidValueError
from idverify.policy.policy import Policy

__all__ = [
    "Done",
    "Engine",
    "Part",
    "Progress",
    "Replay",
    "Task",
    "Work",
    "assess_files",
    "in_this_process",
    "parts_of",
    "show_progress",
]

#: Enough that the columns pay, few enough that a part and its assessments fit anywhere.
ROWS_A_PART: Final = 250_000
#: Problems kept by key; all are counted, and all stand in the file of assessments.
MAX_TOLD: Final = 10_000


@frozen
class Part:
    """Some row groups of a file: what one worker does at once."""

    path: str
    first: int
    end: int
    """The row group after the last one."""
    name: str
    """The file of its assessments."""


@frozen(kw_only=True)
class Done:
    """What became of a part: its counts, the rows with problems, or why it failed as a whole."""

    part: Part
    rows: int = 0
    counts: Counts = field(factory=Counter)
    problems: Sequence[tuple[str, str]] = ()
    """Key and problem of rows that could not be judged."""
    failure: str | None = None


@frozen
class Work:
    """The same work for every part, in whatever process: read, judge, write, count."""

    policy: Policy = field(repr=False)
    clock: ReviewClock | None = field(repr=False)
    target: str
    assessor: Assessor = field(
        default=Factory(lambda self: Assessor(self.policy, self.clock), takes_self=True),
        init=False,
        eq=False,
        repr=False,
    )

    def __reduce__(self) -> tuple[type["Work"], tuple[object, ...]]:
        """Leave what was remembered behind."""
        return type(self), (self.policy, self.clock, self.target)

    def __call__(self, part: Part) -> Done:
        """Judge a part; what fails is told and never stops the others."""
        try:
            return self._done(part)
        except InvalidValueError as refused:  # ours, and our texts hold no values
            return Done(part=part, failure=str(refused))
        except Exception as failure:  # noqa: BLE001 - others' texts may quote a row
            return Done(
                part=part, failure=f"could not be read or written ({type(failure).__name__})"
            )

    def _done(self, part: Part) -> Done:
        with pq.ParquetFile(part.path) as file:
            table = file.read_row_groups(range(part.first, min(part.end, file.num_row_groups)))
        judged = self.assessor.judge(table)
        _write(judged.to_table(), Path(self.target) / part.name)
        return _told(part, judged)


def _told(part: Part, judged: Judged) -> Done:
    found = judged.problems()[:MAX_TOLD]
    return Done(part=part, rows=len(judged.places), counts=judged.counts(), problems=found)


def _write(table: pa.Table, path: Path) -> None:
    """Write a whole file or none: whoever dies on the way leaves nothing under its name."""
    draft = path.with_name(f".{path.name}.{getpid()}")
    pq.write_table(table, draft, compression="zstd")
    draft.replace(path)


Task = Callable[[Part], Done]
"""What is done for a part; `Work` is one."""

Engine = Callable[[Task, Sequence[Part]], Iterable[Done]]
"""Does the work for every part, in any order, and yields each when it is done."""


def in_this_process(work: Task, parts: Sequence[Part]) -> Iterable[Done]:
    """Do one part after the other, here: the engine of a laptop."""
    return map(work, parts)


@frozen
class Progress:
    """How far it is."""

    parts: int
    of_parts: int
    rows: int
    problems: int

    def __str__(self) -> str:
        """Say it in one line."""
        told = f"{self.parts:,} of {self.of_parts:,} parts, {self.rows:,} rows"
        return f"{told}, {self.problems:,} with a problem" if self.problems else told


def show_progress(progress: Progress) -> None:
    """Write it over the last line of the terminal, or into the notebook."""
    end = "\n" if progress.parts == progress.of_parts else ""
    sys.stderr.write(f"\r{progress}{end}")
    sys.stderr.flush()


@frozen
class Replay:
    """What a whole past amounts to; the assessments themselves stand in files."""

    rows: int
    counts: Counts = field(repr=False)
    problems: tuple[tuple[str, str], ...] = field(repr=False)
    """Key and problem of rows that could not be judged, by key; at most 10,000 a part."""
    failures: tuple[tuple[str, str], ...]
    """File and failure of parts that could not be done at all."""

    def table(self) -> pa.Table:
        """Return the counts: `what` is counted, which `value`, and how many `rows` have it."""
        rows = [{"what": what, "value": value, "rows": n} for (what, value), n in self._sorted()]
        return pa.Table.from_pylist(rows, schema=_COUNTS)

    def _sorted(self) -> list[tuple[tuple[str, str], int]]:
        return sorted(self.counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))


_COUNTS: Final = pa.schema([("what", pa.string()), ("value", pa.string()), ("rows", pa.int64())])
_PROBLEMS: Final = pa.schema([("submission_id", pa.string()), ("problem", pa.string())])


def parts_of(source: str | Path, rows: int = ROWS_A_PART) -> list[Part]:
    """Return the parts of a Parquet file, or of all in a folder, each of about so many rows.

    Raises:
        InvalidValueError: There is no such file.
    """
    place = Path(source)
    files = sorted(place.glob("*.parquet")) if place.is_dir() else [place]
    if not files or not files[0].exists():
        raise InvalidValueError(f"there is no Parquet file in {place.name}")
    return [part for number, file in enumerate(files) for part in _parts(file, number, rows)]


def _parts(file: Path, number: int, rows: int) -> Iterable[Part]:
    begin, held = 0, 0
    sizes = _sizes(file)
    for group, size in enumerate(sizes):
        if held and held + size > rows:
            yield _part(file, number, begin, group)
            begin, held = group, 0
        held += size
    yield _part(file, number, begin, len(sizes))


def _part(file: Path, number: int, begin: int, end: int) -> Part:
    return Part(str(file), begin, end, f"{number:06}-{begin:06}.parquet")


def _sizes(file: Path) -> list[int]:
    """Return the rows of each row group; a file that is none is one part, which will fail."""
    try:
        about = pq.read_metadata(file)
    except (OSError, pa.ArrowException):
        return [0]
    return [about.row_group(n).num_rows for n in range(about.num_row_groups)]


def assess_files(  # noqa: PLR0913 - five of them have defaults
    source: str | Path,
    target: str | Path,
    policy: Policy,
    clock: ReviewClock | None = None,
    *,
    engine: Engine = in_this_process,
    rows_a_part: int = ROWS_A_PART,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Replay:
    """Judge a whole past: files of submissions in, files of assessments and of counts out.

    In *target* stand afterwards `assessments/`, in the order of the rows, `counts.parquet` and
    `problems.parquet`. What is in them does not hang on the engine, nor on how the rows are cut
    into files and parts.

    Args:
        source: A Parquet file with the columns of `SUBMISSIONS`, or a folder of such files.
        target: A folder, made if it is not there; it must not hold assessments yet.
        policy: The policy.
        clock: The clock, if due days are wanted.
        engine: Who does the work: `in_this_process`, or `on_ray()` of `cluster`.
        rows_a_part: How much one worker does at once, cut between row groups.
        progress: Told after each part; `show_progress` shows it.

    Raises:
        InvalidValueError: There is no such source, or the target holds assessments.
    """
    place = Path(target)
    parts = parts_of(source, rows_a_part)
    work = Work(policy, clock, str(_empty(place / "assessments")))
    found = Replay(0, Counter(), (), ())
    for number, done in enumerate(engine(work, parts), 1):
        found = _added(found, done)
        progress(Progress(number, len(parts), found.rows, _with_problem(found)))
    return _kept(found, place)


def _empty(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise InvalidValueError(
            "the target holds assessments of an earlier run: give another folder"
        )
    return folder.resolve()


def _added(so_far: Replay, done: Done) -> Replay:
    failed = () if done.failure is None else ((Path(done.part.path).name, done.failure),)
    return Replay(
        so_far.rows + done.rows,
        so_far.counts + done.counts,
        (*so_far.problems, *done.problems),
        (*so_far.failures, *failed),
    )


def _with_problem(found: Replay) -> int:
    return sum(n for (what, _), n in found.counts.items() if what == "problem")


def _kept(found: Replay, place: Path) -> Replay:
    """Put everything in an order that no engine has a hand in, and write it down."""
    whole = Replay(
        found.rows, found.counts, tuple(sorted(found.problems)), tuple(sorted(found.failures))
    )
    for draft in (place / "assessments").glob(".*"):  # of workers that died
        draft.unlink()
    _write(whole.table(), place / "counts.parquet")
    rows: list[dict[str, Any]] = [
        {"submission_id": key, "problem": problem} for key, problem in whole.problems
    ]
    _write(pa.Table.from_pylist(rows, schema=_PROBLEMS), place / "problems.parquet")
    return whole
