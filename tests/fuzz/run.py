"""Throw bytes at a target, led by which branches of the library they reach.

    python tests/fuzz/run.py dossier --seconds 600 [--corpus FOLDER]

Needs the group `fuzz` (atheris, for CPython up to 3.11 or as its releases say). What it finds
worth keeping lies in the folder; `--keep` then reduces it to the few files that reach all
branches, into `tests/fuzz/corpus`. An input that breaks a promise is written to the working
directory as `crash-*`, and the run ends with an error.
"""

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).parent
#: Bytes; longer inputs find little more and cost the time of many short ones.
LONGEST = 4096


def main() -> None:
    """Read the command line, instrument the library, and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, default=HERE / "corpus")
    parser.add_argument("--keep", action="store_true", help="only reduce the folder's corpus")
    options = parser.parse_args()
    import atheris  # noqa: PLC0415 - its group may not be installed

    sys.path.insert(0, str(HERE.parent))
    with atheris.instrument_imports(include=["idverify"]):
        from fuzz.targets import TARGETS  # noqa: PLC0415 - while the instruments listen

    found = options.corpus / options.target
    found.mkdir(parents=True, exist_ok=True)
    kept = HERE / "corpus" / options.target
    kept.mkdir(parents=True, exist_ok=True)
    orders = (
        ["-merge=1", str(kept), str(found)]
        if options.keep
        else [f"-max_total_time={options.seconds}", str(found), str(kept)]
    )
    atheris.Setup(
        [sys.argv[0], f"-max_len={LONGEST}", "-timeout=10", *orders],
        TARGETS[options.target],
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
