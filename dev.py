"""Set up and run idverify with nothing but Python 3.11+ and git.

    python3 dev.py demo     a day at a review desk
    python3 dev.py test     all tests but those of the jobs below
    python3 dev.py scale    engines for more than one process: killed, and held to the same answers
    python3 dev.py check    formatting, lint, types, import contracts, test sentences
    python3 dev.py notebooks the notebooks run, and what they show in a browser
    python3 dev.py docs     build the documentation site, and look at it with a browser
    python3 dev.py wheel    build wheel and sdist, and test the wheel alone on this Python
    python3 dev.py package  the same on every Python there is, and with the lowest versions
    python3 dev.py mutation change the core bit by bit, and ask whether a test notices (hours)

The first call makes `.venv` beside this file and installs what the job needs;
later calls go straight to the job, until pyproject.toml changes.
"""

import hashlib
import importlib.util
import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = BIN / ("python.exe" if sys.platform == "win32" else "python")

#: As the tests of the wheel are named that run on it.
THIS_PYTHON = platform.python_version()
#: The notebook that ends on a cluster.
CLUSTER = "examples/notebooks/6_a_whole_past.ipynb"
#: What each job installs beside the library itself, and the commands it then runs.
GROUPS = {
    "demo": ["demo"],
    "test": ["test", "demo"],
    "check": ["test", "demo", "lint", "specimens", "scale", "docs"],
    "docs": ["test", "docs"],
    "notebooks": ["test", "notebooks"],
    "wheel": ["test", "package"],
    "package": ["test", "package"],
    "scale": ["test", "scale"],
    "mutation": ["test", "mutation"],
}
PYTEST = ["pytest", "-n", "auto", "--dist", "loadfile"]
CORE_TESTS = ["tests/unit", "tests/property", "tests/architecture", "src"]
COMMANDS: dict[str, list[list[str]]] = {
    "demo": [["python", "examples/review_day.py"]],
    "test": [
        # The core by its own tests, every branch of it; then all that stands around it.
        [*PYTEST, "--cov", "--cov-report=term-missing:skip-covered", *CORE_TESTS],
        [*PYTEST, *(f"--ignore={folder}" for folder in CORE_TESTS)],
    ],
    "notebooks": [
        ["pytest", "--no-cov", "-n", "0", "tests/notebooks"],
        ["pytest", "--no-cov", "-n", "2", "--nbmake", "examples/notebooks", f"--ignore={CLUSTER}"],
    ],
    "wheel": [["pytest", "--no-cov", "tests/package", "-k", f"test_files or {THIS_PYTHON}"]],
    "package": [["pytest", "--no-cov", "tests/package"]],
    "docs": [
        ["python", "tests/builders/build_site.py"],
        ["zensical", "build", "--clean", "--strict"],
        ["pytest", "--no-cov", "tests/website"],
    ],
    "scale": [
        ["pytest", "-n", "2", "--dist", "loadfile", "tests/durable"],
        ["pytest", "-n", "0", "tests/frames"],
        ["pytest", "-n", "0", "--nbmake", CLUSTER],
    ],
    "mutation": [["mutmut", "run"], ["python", "tests/builders/mutation.py"]],
    "check": [
        ["ruff", "format", "--check", "."],
        ["ruff", "check", "."],
        ["mypy"],
        ["mypy", "tests", "examples", "dev.py"],
        ["pyrefly", "check"],
        ["pyright"],
        ["pyright", "-p", "tests/typing"],
        ["lint-imports"],
        ["interrogate", "-q", "tests"],
    ],
}


def main(arguments: list[str]) -> int:
    """Run the job named first; words after it are handed to its last command.

    What `test` runs can be chosen instead: `dev.py test tests/unit -k deadline`.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - the very thing this line is for
        return complain(f"idverify needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__)
        return 2
    job, *rest = arguments
    if not prepare(job):
        return 1
    if job == "test" and rest:
        return run_all([["pytest"]], rest)
    return run_all(COMMANDS[job], rest)


def prepare(job: str) -> bool:
    """Make the environment once for each job and each version of pyproject.toml."""
    stamp = VENV / f"idverify-{job}.stamp"
    wanted = hashlib.sha256((HERE / "pyproject.toml").read_bytes()).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return True
    if not PYTHON.exists() and not make_venv():
        return False
    groups = [word for name in GROUPS[job] for word in ("--group", name)]
    steps = [
        ("newer pip", ["install", "-q", "--upgrade", "pip>=25.1"]),
        (f"what `{job}` needs", ["install", "-q", "-e", ".[json]", *groups]),
    ]
    for number, (what, words) in enumerate(steps, start=1):
        print(f"[{number}/{len(steps)}] installing {what} ...", flush=True)
        if subprocess.run([PYTHON, "-m", "pip", *words], cwd=HERE, check=False).returncode:
            complain(f"pip could not install {what}; its own message stands above.")
            return False
    stamp.write_text(wanted)
    return True


def make_venv() -> bool:
    """Create `.venv`, or say which system package is missing."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        complain("Python's venv and ensurepip are missing; on Debian: apt install python3-venv.")
        return False
    print("[0/2] making .venv ...", flush=True)
    return subprocess.run([sys.executable, "-m", "venv", VENV], check=False).returncode == 0


def run_all(commands: list[list[str]], rest: list[str]) -> int:
    """Run each command from the environment; the first failure ends the job."""
    # pyright looks for Python on PATH; nothing else here depends on it.
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    for command in commands:
        words = [str(BIN / command[0]), *command[1:], *(rest if command is commands[-1] else [])]
        if len(commands) > 1:
            print(f"$ {' '.join(command)}", flush=True)
        code = subprocess.run(words, cwd=HERE, env=environment, check=False).returncode
        if code:
            return code
    return 0


def complain(sentence: str) -> int:
    """Say it where errors are read, and return the exit code of failure."""
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
