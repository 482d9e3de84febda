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

from builders.audit_dependencies import is_affected, main, pins, plain, warnings
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


def wanted_by(entry: str) -> set[str]:
    """Return what an entry of the lock says it is there for."""
    return set(re.findall(r"^    #(?: via)? +(\S.*)", entry, re.MULTILINE))


def test_nothing_is_locked_that_nobody_asks_for() -> None:
    """Every entry is there for a declared requirement, or for one that is there for one."""
    entries = re.split(r"\n(?=\S)", TEXT.strip())
    wanted = {plain(re.split(r"[=\[]", entry)[0]): wanted_by(entry) for entry in entries}
    rooted = {name for name, by in wanted.items() if any("pyproject.toml" in one for one in by)}
    assert rooted <= {plain(one.name) for one in directly()}
    while more := {name for name, by in wanted.items() if by & rooted} - rooted:
        rooted |= more

    assert set(wanted) == rooted


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


@pytest.mark.parametrize(
    ("version", "is_told"),
    [("0.9", False), ("1.0", True), ("1.4.9", True), ("1.5", False), ("2.0", True), ("2.1", False)],
)
def test_an_advisory_on_a_range_is_told(tmp_path: Path, version: str, is_told: bool) -> None:
    """Introduced at 1.0 and fixed at 1.5, introduced again at 2.0, which is the last affected."""
    events = [{"introduced": "1.0"}, {"fixed": "1.5"}, {"introduced": "2.0"}]
    spans = [{"type": "ECOSYSTEM", "events": [*events, {"last_affected": "2.0"}]}]
    affected = [{"package": {"ecosystem": "PyPI", "name": "x"}, "ranges": spans}]

    assert bool(warnings({("x", version)}, export(tmp_path, affected=affected))[1]) is is_told


def test_what_was_always_weak_is_told() -> None:
    """A range without an end, from the first version on; a range of commits says nothing."""
    always = {"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}

    assert is_affected("0.0.1a1", {"ranges": [always]})
    assert not is_affected("0.0.1a1", {"ranges": [always | {"type": "GIT"}]})


def test_a_package_of_the_same_name_elsewhere_is_no_warning(tmp_path: Path) -> None:
    """An advisory may speak of several ecosystems."""
    affected = [{"package": {"ecosystem": "npm", "name": "x"}, "versions": ["1.0"]}]

    assert warnings({("x", "1.0")}, export(tmp_path, affected=affected)) == (1, [])


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
