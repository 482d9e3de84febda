"""Promise 1: nothing outside the adapters touches the machine."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import idverify

SOURCE = Path(idverify.__file__).parent
TESTS = Path(__file__).parents[1]
OUTSIDE = {"adapters", "testing"}
CORE = sorted(f for f in SOURCE.rglob("*.py") if f.relative_to(SOURCE).parts[0] not in OUTSIDE)

#: Modules by which a program reads the clock, draws chance or reaches the machine.
MACHINE = {
    "asyncio", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil",
    "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid",
    "zoneinfo",
}  # fmt: skip
#: Attributes that ask the clock, and functions that open files or ask people.
CLOCK = {"now", "today", "utcnow", "fromtimestamp", "getenv", "environ"}
DOORS = {"open", "input", "print", "exec", "eval", "__import__"}


def test_the_main_path_reaches_out_nowhere() -> None:
    """Under an audit hook that forbids files, sockets, processes and imports all goes well."""
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(Path(__file__).with_name("audit_hook.py"))],
        check=False,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(TESTS)},
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "nothing reached out\n", "")


@pytest.mark.parametrize("file", CORE, ids=lambda file: str(file.relative_to(SOURCE)))
def test_no_module_of_the_core_knows_the_machine(file: Path) -> None:
    """Neither clock nor chance nor files are imported, called or asked for."""
    imported, called, asked = set(), set(), set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                imported |= {alias.name.partition(".")[0] for alias in names}
            case ast.ImportFrom(module=str(module), level=0):
                imported.add(module.partition(".")[0])
            case ast.Call(func=ast.Name(id=name)):
                called.add(name)
            case ast.Call(func=ast.Attribute(attr=name)):
                asked.add(name)
            case _:
                pass

    assert set() == imported & MACHINE
    assert set() == called & DOORS
    # A desk asks the Clock port, which is an argument.
    assert set() == asked & CLOCK or file.parent.name == "desk"


def test_the_desk_asks_no_clock_but_its_own() -> None:
    """In the service the only `now` is that of the clock it was given."""
    asked = {
        ast.unparse(node.func)
        for file in (SOURCE / "desk").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK
    }

    assert {"clock.now"} == asked
