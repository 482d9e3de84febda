"""What `dev.py` installs is written down, with hashes, and can be held against known weaknesses."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from builders.audit import main, pins, plain, warnings
from builders.lock import GROUPS, LOCKED, ROOT

TEXT = LOCKED.read_text("utf-8")
ABOUT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ADVISORY = {
    "id": "PYSEC-0000-1",
    "summary": "invented for a test",
    "affected": [{"package": {"ecosystem": "PyPI", "name": "Some.Thing"}, "versions": ["1.0"]}],
}


def asked(group: str) -> list[Requirement]:
    """Return what a group of pyproject.toml asks for, included groups and all."""
    found = []
    for entry in ABOUT["dependency-groups"][group]:
        if isinstance(entry, dict):
            found += asked(entry["include-group"])
        else:
            found.append(Requirement(entry))
    return found


def directly() -> list[Requirement]:
    """Return everything that is asked for by name: core, JSON and the groups."""
    project = ABOUT["project"]
    core = [*project["dependencies"], *project["optional-dependencies"]["json"]]
    return [*map(Requirement, core), *(one for group in GROUPS for one in asked(group))]


def test_everything_asked_for_is_locked_within_its_bounds() -> None:
    """A bound that was raised without a new lock is found here, not on somebody's machine."""
    locked: dict[str, list[str]] = {}
    for name, version in pins(TEXT):
        locked.setdefault(name, []).append(version)

    unmet = [
        str(wanted)
        for wanted in directly()
        if not any(Version(v) in wanted.specifier for v in locked.get(plain(wanted.name), ()))
    ]
    assert unmet == []


def test_every_locked_version_has_its_hashes() -> None:
    """An entry is a name, one version and hashes: nothing unhashed, no link, no index."""
    entries = re.split(r"\n(?=\S)", TEXT.strip())

    assert len(entries) == len(pins(TEXT))
    assert [e.splitlines()[0] for e in entries if "--hash=sha256:" not in e] == []
    assert not re.search(r"://|^-", TEXT, re.MULTILINE)


def export(folder: Path, **changes: Any) -> Path:  # noqa: ANN401 - fields of an advisory
    """Write a database with one advisory."""
    path = folder / "all.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("PYSEC-0000-1.json", json.dumps(ADVISORY | changes))
    return path


def test_an_advisory_on_a_locked_version_is_told(tmp_path: Path) -> None:
    """Names are compared as the index does; another version of the same package is let be."""
    path = export(tmp_path)

    assert warnings({("some-thing", "1.0")}, path) == (
        1,
        ["some-thing 1.0: PYSEC-0000-1 invented for a test"],
    )
    assert warnings({("some-thing", "1.1"), ("other", "1.0")}, path) == (1, [])


def test_an_advisory_that_was_withdrawn_is_no_warning(tmp_path: Path) -> None:
    """It stays in the database and says nothing any more."""
    path = export(tmp_path, withdrawn="2026-01-01T00:00:00Z")

    assert warnings({("some-thing", "1.0")}, path) == (0, [])


def test_the_audit_fails_when_it_asked_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty database is no clean bill of health; one that knows nothing of us is."""
    empty = tmp_path / "empty.zip"
    ZipFile(empty, "w").close()

    assert main(empty) == 1
    assert main(export(tmp_path)) == 0
    assert "1 advisories, 0 that speak of one of them" in capsys.readouterr().out
