"""Files in, files out: the same whatever does the work, and nothing stops for a bad row or file."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Lock, Thread
from time import sleep
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow")

import pyarrow.parquet as pq  # noqa: E402 - after the skip, where there is no Arrow

from idverify.adapters.frames import assess, invented  # noqa: E402
from idverify.adapters.frames.files import (  # noqa: E402
    Done,
    Engine,
    Part,
    Progress,
    Replay,
    Task,
    assess_files,
    in_this_process,
    parts_of,
    show_progress,
)
from idverify.errors import InvalidValueError  # noqa: E402
from idverify.presets import CROWDWORKS_ARTICLE  # noqa: E402

ROWS = 4_000
CASES = invented(ROWS, seed=11)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the cases into two files, one of them with a poisoned row."""
    folder = tmp_path_factory.mktemp("source")
    poisoned = CASES.slice(0, 1_500).to_pylist()
    poisoned[700]["entity_kind"] = "見本花子"
    table = pa.Table.from_pylist(poisoned, schema=CASES.schema)
    pq.write_table(table, folder / "a.parquet", row_group_size=400)
    pq.write_table(CASES.slice(1_500), folder / "b.parquet", row_group_size=1_000)
    return folder


def run(source: Path, target: Path, engine: Engine, rows: int = 1_000) -> tuple[Replay, Any]:
    """Return what a replay says, and all assessments it wrote, in order."""
    found = assess_files(source, target, CROWDWORKS_ARTICLE, engine=engine, rows_a_part=rows)
    assert pq.read_table(target / "counts.parquet").equals(found.table())
    return found, pq.read_table(target / "assessments")


@pytest.fixture(scope="module")
def expected(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Replay, Any]:
    """Judge everything in one piece, in one process."""
    return run(source, tmp_path_factory.mktemp("whole"), in_this_process, rows=10**9)


def test_a_poisoned_row_is_told_with_its_key(expected: tuple[Replay, Any]) -> None:
    """Everything else is judged, in the order of the rows."""
    found, table = expected
    told = assess(CASES.slice(0, 1_500), CROWDWORKS_ARTICLE)

    assert found.rows == ROWS == table.num_rows
    assert found.problems == (("s-000000700", "entity_kind is none of individual, corporation"),)
    assert table.slice(0, 700).equals(told.slice(0, 700))
    assert table.slice(701, 799).equals(told.slice(701))
    assert sum(n for (what, _), n in found.counts.items() if what in {"verdict", "problem"}) == ROWS


@pytest.mark.parametrize("rows", [1, 900, 2_000])
def test_cutting_changes_nothing(
    source: Path, tmp_path: Path, expected: tuple[Replay, Any], rows: int
) -> None:
    """Parts of whatever size give the same assessments and the same counts."""
    found, table = run(source, tmp_path, in_this_process, rows)

    assert (found, table) == expected


def test_a_file_that_is_none_is_told(
    source: Path, tmp_path: Path, expected: tuple[Replay, Any]
) -> None:
    """The others are judged."""
    folder = tmp_path / "source"
    folder.mkdir()
    for file in source.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "c.parquet").write_bytes(b"PAR1 and no more")
    pq.write_table(CASES.slice(0, 5).drop_columns(["name"]), folder / "d.parquet")
    found, table = run(folder, tmp_path / "target", in_this_process)
    failures = dict(found.failures)

    assert table.equals(expected[1])
    assert failures["c.parquet"] == "could not be read or written (ArrowInvalid)"
    assert "no column name" in failures["d.parquet"]


def test_assessments_are_never_written_over(source: Path, tmp_path: Path) -> None:
    """A second run into the same folder is refused, and so is a source that is not there."""
    run(source, tmp_path, in_this_process)

    with pytest.raises(InvalidValueError, match="give another folder"):
        assess_files(source, tmp_path, CROWDWORKS_ARTICLE)
    with pytest.raises(InvalidValueError, match="no Parquet file"):
        parts_of(source / "nowhere")


def test_progress_is_shown(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After each part a line says how far it is."""
    assess_files(source, tmp_path, CROWDWORKS_ARTICLE, rows_a_part=2_000, progress=show_progress)

    assert str(Progress(3, 3, ROWS, 1)) == "3 of 3 parts, 4,000 rows, 1 with a problem"
    assert capsys.readouterr().err.endswith("3 of 3 parts, 4,000 rows, 1 with a problem\n")


# -- Ray -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def on_ray() -> Iterator[Callable[..., Engine]]:
    """Start Ray with two workers, for the tests of this file."""
    ray = pytest.importorskip("ray")
    from idverify.adapters.frames import cluster  # noqa: PLC0415 - where there is no Ray

    cluster.start(workers=2)
    yield cluster.on_ray
    ray.shutdown()


@pytest.mark.filterwarnings("ignore")  # Ray's own
def test_two_workers_find_the_same(
    on_ray: Callable[..., Engine], source: Path, tmp_path: Path, expected: tuple[Replay, Any]
) -> None:
    """Assessments, counts and problems are those of one process."""
    assert run(source, tmp_path, on_ray(), rows=500) == expected


@pytest.mark.filterwarnings("ignore")
def test_a_worker_killed_in_the_middle_changes_nothing(
    on_ray: Callable[..., Engine], source: Path, tmp_path: Path, expected: tuple[Replay, Any]
) -> None:
    """Killed with -9 after it began to write; another does its part, and no draft is left."""
    flag = tmp_path / "pid"

    def slow(work: Task, parts: Sequence[Part]) -> Iterator[Done]:
        chosen = parts[2].name

        def task(part: Part) -> Done:
            if part.name == chosen and not flag.exists():
                draft = tmp_path / "target" / "assessments" / f".{part.name}.{os.getpid()}"
                draft.write_bytes(b"half a file")
                flag.write_text(str(os.getpid()))
                sleep(120)
            return work(part)

        yield from on_ray()(task, parts)

    killer = Thread(target=kill, args=[flag])
    killer.start()
    found = run(source, tmp_path / "target", slow, rows=500)
    killer.join()

    assert found == expected
    assert [*(tmp_path / "target" / "assessments").glob(".*")] == []


@pytest.mark.filterwarnings("ignore")
def test_a_part_that_kills_every_worker_is_told(
    on_ray: Callable[..., Engine], source: Path, tmp_path: Path, expected: tuple[Replay, Any]
) -> None:
    """After some tries its file is named as failed; every other row is judged."""

    def deadly(work: Task, parts: Sequence[Part]) -> Iterator[Done]:
        def task(part: Part) -> Done:
            if part.name == "000001-000002.parquet":
                os.kill(os.getpid(), signal.SIGKILL)
            return work(part)

        yield from on_ray()(task, parts)

    found, table = run(source, tmp_path, deadly, rows=500)

    assert found.rows == ROWS - 500
    assert found.problems == expected[0].problems
    assert found.failures == (("b.parquet", "its worker died each time (WorkerCrashedError)"),)
    assert table.equals(expected[1].slice(0, ROWS - 500))


@pytest.mark.filterwarnings("ignore")
def test_progress_is_shown_on_ray(
    on_ray: Callable[..., Engine], source: Path, tmp_path: Path
) -> None:
    """In whatever order the parts come, each is told once and the last line says all."""
    lines: list[str] = []
    engine = on_ray()
    assess_files(
        source, tmp_path, CROWDWORKS_ARTICLE, engine=engine, rows_a_part=2_000,
        progress=lambda so_far: lines.append(str(so_far)),
    )  # fmt: skip

    assert [line.split(" of ")[0] for line in lines] == ["1", "2", "3"]
    assert lines[-1] == "3 of 3 parts, 4,000 rows, 1 with a problem"


def kill(flag: Path) -> None:
    """Kill the process whose number is written to a file, as soon as it is there."""
    while not (flag.exists() and flag.read_text()):
        sleep(0.05)
    os.kill(int(flag.read_text()), signal.SIGKILL)


def test_a_policy_is_the_same_elsewhere() -> None:
    """Carried to another process and back, every preset is equal and judges the same."""
    pytest.importorskip("ray")
    from idverify import presets  # noqa: PLC0415
    from idverify.adapters.frames.carried import carried, unpacked  # noqa: PLC0415 - as above
    from idverify.adapters.frames.files import Work  # noqa: PLC0415
    from idverify.policy.policy import Policy  # noqa: PLC0415

    for policy in vars(presets).values():
        if isinstance(policy, Policy):
            again = unpacked(carried(Work(policy, None, "")))

            assert isinstance(again, Work)
            assert again.policy == policy
            assert assess(CASES, again.policy).equals(assess(CASES, policy))


def test_a_policy_that_cannot_be_carried_says_why() -> None:
    """A fact of one's own that holds what no process can hand to another is refused."""
    pytest.importorskip("ray")
    from idverify.adapters.frames.carried import carried  # noqa: PLC0415 - as above

    held = Lock()

    with pytest.raises(InvalidValueError, match="cannot be carried"):
        carried(lambda part: Done(part=part, failure=str(held)))
