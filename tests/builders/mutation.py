# ruff: noqa: T201 - a command that prints what it found
"""Try the mutants that mutmut's own run left alive, each in a process that has imported nothing.

    python3 dev.py mutation

mutmut runs a mutant in a fork of a process that has already imported the library, with the tests
that called the function when it counted. Here most of a policy is built while it is imported,
and a calendar remembers what it was asked: such a mutant is never in force, or its tests are
never asked. So whatever survived there is tried anew: a process without the library, all unit
tests of its package, then the pages made of the same data and all properties.
"""

import contextlib
import importlib
import json
import os
import resource
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
MUTANTS: Final = ROOT / "mutants"
RESULTS: Final = MUTANTS / "alone.json"
PACKAGES: Final = ("calendar", "lifecycle", "policy", "matching")
OPTIONS: Final = (
    "--rootdir=.", "-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "--no-cov",
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
    "--hypothesis-profile=quick", "--hypothesis-seed=1",
    "--ignore=tests/property/test_state_space.py", "--ignore=tests/property/test_desk_machine.py",
)  # fmt: skip
#: What tests need of others; imported once, before any mutant is in force. Hypothesis is not
#: among them, because it imports the library by its entry point.
OTHERS: Final = ("attrs", "dateutil.relativedelta", "holidays", "jsonschema", "numpy", "PIL.Image")
#: Of processor time; the slowest package takes a tenth of it.
SECONDS: Final = 120


def left_alive(patterns: Sequence[str]) -> Iterator[str]:
    """Yield the mutants that mutmut did not kill, or has not tried."""
    for file in sorted(MUTANTS.rglob("*.meta")):
        for name, code in json.loads(file.read_text())["exit_code_by_key"].items():
            if code != 1 and any(fnmatch(name, pattern) for pattern in patterns):
                yield name


def rounds(name: str) -> Iterator[list[str]]:
    """Yield what is run against a mutant: the tests of its package, then pages and properties."""
    own = next((p for p in PACKAGES if name.startswith(f"idverify.{p}.")), PACKAGES[0])
    yield from ([f"tests/unit/{own}"], ["tests/docs", "tests/property"])


def try_alone(name: str) -> int:
    """Fork, put the mutant in force, run the tests; return how the first failing round ended."""
    for words in rounds(name):
        child = os.fork()
        if child == 0:
            _run(name, words)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status:
            return status
    return 0


def _run(name: str, words: Sequence[str]) -> None:
    """Run tests in this process, which ends with their code: 0 if the mutant goes unnoticed."""
    code = 3
    with contextlib.suppress(BaseException), Path(os.devnull).open("w") as nowhere:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        os.chdir(MUTANTS)
        os.environ["MUTANT_UNDER_TEST"] = name
        sys.path[:] = [str(MUTANTS / "src"), *(p for p in sys.path if p != str(ROOT / "src"))]
        sys.stdout = sys.stderr = nowhere
        code = int(pytest.main([*OPTIONS, *words]))
    os._exit(code)


def main(patterns: Sequence[str]) -> int:
    """Try all that is left, two at a time, and list who survives that too."""
    for module in OTHERS:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    if "idverify" in sys.modules:
        print("the library was imported: no mutant would be in force")
        return 2
    if try_alone("none"):
        print("the tests fail without any mutant in force")
        return 2
    known: dict[str, int] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    left = [name for name in left_alive(patterns or ["*"]) if name not in known]
    print(f"{len(left)} to be tried alone", flush=True)
    for name, code in _spread(left, os.cpu_count() or 1):
        known[name] = code
        RESULTS.write_text(json.dumps(known, indent=0, sort_keys=True))
    _tell(known)
    return 0


def _spread(names: Sequence[str], workers: int) -> Iterator[tuple[str, int]]:
    """Share the names out among forks of this process, and yield what each says."""
    waiting, running = list(reversed(names)), dict[int, str]()
    while waiting or running:
        while waiting and len(running) < workers:
            name = waiting.pop()
            if (child := os.fork()) == 0:
                os._exit(int(try_alone(name) != 0))
            running[child] = name
        child, status = os.wait()
        yield running.pop(child), os.waitstatus_to_exitcode(status)


def _tell(known: dict[str, int]) -> None:
    total, killed = Counter[str](), Counter[str]()
    for file in MUTANTS.rglob("*.meta"):
        for name, code in json.loads(file.read_text())["exit_code_by_key"].items():
            package = name.split(".")[1]
            total[package] += 1
            killed[package] += code == 1 or known.get(name) == 1
    for package, number in sorted(total.items()):
        share = killed[package] / number
        print(f"{package}: {killed[package]:,} of {number:,} killed ({share:.1%})")
    print(*sorted(name for name, code in known.items() if not code), sep="\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
