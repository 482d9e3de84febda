"""Judge ten million invented submissions: one core, two workers, and what the engine costs alone.

    pip install --group scale && python tests/benchmarks/bench_frames.py [rows]

The floor is the same files, parts and processes with no policy: read, write the key and the day.
Before anything is timed, two thousand rows of the frame must be what `evaluate` says of them one by
one; after it, both ways must have counted the same. The plain loop is timed on 20,000 rows and
reckoned up.
"""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from timeit import default_timer
from typing import Final

import pyarrow.parquet as pq
import ray

from idverify.adapters.frames import assess, invented
from idverify.adapters.frames.cluster import on_ray
from idverify.adapters.frames.files import (
    Done,
    Engine,
    Part,
    assess_files,
    in_this_process,
    parts_of,
)
from idverify.adapters.frames.rows import submissions_at
from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.deadline import ReviewClock
from idverify.model.submissions import Submission
from idverify.presets import CROWDWORKS_ARTICLE

ROWS: Final = 10_000_000
A_FILE: Final = 250_000
SEED: Final = 20261127
CLOCK: Final = ReviewClock(BusinessCalendar.japan())
LOOPED: Final = 20_000
Case = tuple[Submission, date]


class Floor:
    """The engine and the files alone: a part is read and its keys are written."""

    def __init__(self, target: str) -> None:
        self.target = target

    def __call__(self, part: Part) -> Done:
        """Read a part and write its keys."""
        with pq.ParquetFile(part.path) as file:
            table = file.read_row_groups(range(part.first, part.end))
        kept = table.select(["submission_id", "received_on"])
        pq.write_table(kept, Path(self.target) / part.name, compression="zstd")
        return Done(part=part, rows=table.num_rows)


def main(rows: int) -> None:
    """Make the files, check, time, and print a table."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        made = seconds(lambda: make(place / "source", rows))
        looped = loop(place / "source")
        print(f"{rows:,} rows made in {made:.0f} s; {size(place / 'source') / 1e6:,.0f} MB")  # noqa: T201 - its result
        counted = {}
        took = {"plain loop, one core, reckoned up": looped * rows}
        engines: list[tuple[str, Engine]] = [("one process", in_this_process)]
        for name, engine in [*engines, ("Ray, two workers", on_ray(workers=2))]:
            if name != "one process":
                began = default_timer()
                ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
                print(f"Ray started in {default_timer() - began:.1f} s")  # noqa: T201 - its result
            took[f"floor, {name}"] = seconds(lambda: floor(place, name, engine))  # noqa: B023 - called at once
            began = default_timer()
            counted[name] = assess_files(
                place / "source", place / name, CROWDWORKS_ARTICLE, CLOCK, engine=engine
            )
            took[name] = default_timer() - began
        ray.shutdown()
        one, two = counted.values()
        assert one == two
        assert one.rows == rows
    tell(took, rows)


def seconds(act: Callable[[], object]) -> float:
    """Return how long it takes."""
    began = default_timer()
    act()
    return default_timer() - began


def make(source: Path, rows: int) -> None:
    """Write the submissions, a file for each 250,000."""
    source.mkdir()
    for first in range(0, rows, A_FILE):
        table = invented(min(A_FILE, rows - first), seed=SEED, first=first)
        pq.write_table(table, source / f"{first:012}.parquet", compression="zstd")


def loop(source: Path) -> float:
    """Return how long `evaluate` takes for a row; and hold the frame to it first."""
    table = pq.read_table(min(source.iterdir()))
    sample = Random(SEED).sample(range(table.num_rows), 2_000)
    verdicts = assess(table.take(sample), CROWDWORKS_ARTICLE).column("reasons").to_pylist()
    for (case, day), reasons in zip(submissions_at(table, sample), verdicts, strict=True):
        assert list(CROWDWORKS_ARTICLE.evaluate(case, day).reason_codes) == reasons
    some = table.slice(0, LOOPED)
    return seconds(lambda: [CROWDWORKS_ARTICLE.evaluate(*c) for c in cases(some)]) / LOOPED


def cases(table: object) -> list[Case]:
    """Make the submissions of a table: part of any loop over rows."""
    return submissions_at(table, range(table.num_rows))  # type: ignore[attr-defined]


def floor(place: Path, name: str, engine: Engine) -> None:
    """Read and write everything, and judge nothing."""
    target = place / f"floor {name}"
    target.mkdir()
    work = Floor(str(target))
    for _ in engine(work, parts_of(place / "source")):
        pass


def size(folder: Path) -> int:
    """Return the bytes of a folder's files."""
    return sum(file.stat().st_size for file in folder.iterdir())


def tell(took: dict[str, float], rows: int) -> None:
    """Print each with its rows a second, and beside one process."""
    print("| | seconds | rows a second | times one process |\n| --- | ---: | ---: | ---: |")  # noqa: T201 - its result
    for name, each in took.items():
        print(f"| {name} | {each:,.1f} | {rows / each:,.0f} | {each / took['one process']:.2f} |")  # noqa: T201 - its result


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
