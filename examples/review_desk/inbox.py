"""The inbox: a folder an application, in it a file a step, numbered in order.

`1-submit.json` is a dossier with its pictures beside it; `review`, `profile` and
`withdraw` are what followed. `about.json` says in a line what the applicant does.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from attrs import frozen

from idverify.adapters.dossier_folder import DossierFolder, read_dossier_folder, read_file
from idverify.errors import DataError
from idverify.interchange.codec import load
from idverify.model.applicants import Applicant
from idverify.model.observations import Observation
from idverify.model.uploads import FileLimits

__all__ = [
    "About",
    "Decision",
    "Folder",
    "Inbox",
    "ProfileEdit",
    "Request",
    "Review",
    "Step",
    "Unreadable",
    "Withdrawal",
    "read_inbox",
]


class Decision(StrEnum):
    """What a reviewer does, where it is not simply what the policy says."""

    APPROVE = "approve"
    REJECT = "reject"
    WAIT = "wait"


@frozen(kw_only=True)
class Review:
    """What a reviewer noted, and perhaps decided."""

    at: datetime
    reviewer: str
    submission_id: str
    """The submission that the reviewer has before them."""
    observations: tuple[Observation, ...] = ()
    """One for each document; none, if nothing is noted now."""
    decision: Decision | None = None
    """None: whatever the policy says."""
    reasons: tuple[str, ...] = ()
    final: bool = False


@frozen(kw_only=True)
class ProfileEdit:
    """The applicant edited the profile."""

    at: datetime
    applicant: Applicant


@frozen(kw_only=True)
class Withdrawal:
    """The applicant took the submission back."""

    at: datetime


@frozen(kw_only=True)
class About:
    """What an application is about, in a line for the reader."""

    ja: str
    en: str


Request = DossierFolder | Review | ProfileEdit | Withdrawal


@frozen(kw_only=True)
class Step:
    """One file: what is asked of the desk, and when."""

    folder: str
    file: str
    case_id: str
    at: datetime
    request: Request
    profile: Applicant
    """The profile as the service holds it at that moment."""

    @property
    def command_id(self) -> str:
        """The same file asked twice is one command."""
        return f"{self.folder}/{self.file}"


class Unreadable(Exception):
    """A folder that is put aside: nothing of it is stored."""

    def __init__(self, file: Path, error: DataError) -> None:
        """Keep the file, and the place in it with what is wrong there."""
        self.file = file
        self.error = error
        super().__init__(f"{file}: {error}")


@frozen(kw_only=True)
class Folder:
    """One application: what it is about, and its steps in order."""

    name: str
    about: About
    steps: tuple[Step, ...]

    @property
    def case_id(self) -> str:
        """The case that all of its steps are about."""
        return self.steps[0].case_id


@frozen(kw_only=True)
class Inbox:
    """What arrived, and what of it cannot be read."""

    folders: tuple[Folder, ...]
    unreadable: tuple[Unreadable, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step of every application, in the order of time."""
        steps = (step for folder in self.folders for step in folder.steps)
        return tuple(sorted(steps, key=lambda step: step.at))


def read_inbox(inbox: Path, limits: FileLimits) -> Inbox:
    """Read every folder; one that cannot be read is put aside and stops no other."""
    folders: dict[str, Folder] = {}
    unreadable = []
    for path in sorted(path for path in inbox.iterdir() if path.is_dir()):
        try:
            folder = _read_folder(path, limits)
            with _blaming(path / folder.steps[0].file):
                _require("$.case_id", folder.case_id not in folders, "another folder has this id")
        except Unreadable as error:
            unreadable.append(error)
        else:
            folders[folder.case_id] = folder
    return Inbox(folders=tuple(folders.values()), unreadable=tuple(unreadable))


def _read_folder(path: Path, limits: FileLimits) -> Folder:
    steps: list[Step] = []
    for file in _step_files(path):
        with _blaming(file):
            steps.append(_read_step(file, limits, steps[-1] if steps else None))
    with _blaming(path / "about.json"):
        about = load(read_file(path / "about.json"), About)
    return Folder(name=path.name, about=about, steps=tuple(steps))


def _step_files(path: Path) -> list[Path]:
    """Return the files of the steps by their number: `10-` comes after `9-`."""
    files = {file: _NAME.fullmatch(file.name) for file in path.glob("*.json")}
    steps = {file: int(name[1]) for file, name in files.items() if name}
    with _blaming(path / "1-submit.json"):
        _require("$", bool(steps), "the folder has no step: a file of this name is expected")
    for file in files.keys() - steps.keys() - {path / "about.json"}:
        with _blaming(file):
            _require("$", holds=False, otherwise=f"the name is none of {_NAME.pattern}")
    return sorted(steps, key=steps.__getitem__)


_NAME: Final = re.compile(r"(\d{1,3})-(submit|review|profile|withdraw)\.json")
_READ_AS: Final = {"review": Review, "profile": ProfileEdit, "withdraw": Withdrawal}


def _read_step(file: Path, limits: FileLimits, before: Step | None) -> Step:
    request = _read_request(file, limits)
    case_id, at, profile = _facts(request, before)
    if before is not None:
        place = "$.received_at" if isinstance(request, DossierFolder) else "$.at"
        _require("$.case_id", before.case_id == case_id, "the folder began with another case")
        _require(place, before.at < at, "not after the step before it")
    folder, name = file.parent.name, file.name
    return Step(folder=folder, file=name, case_id=case_id, at=at, request=request, profile=profile)


def _facts(request: Request, before: Step | None) -> tuple[str, datetime, Applicant]:
    """Say of which case the step is, when it is, and how the profile stands then."""
    if isinstance(request, DossierFolder):
        dossier = request.dossier
        return dossier.case_id, dossier.received_at, dossier.applicant
    if before is None:
        raise DataError("$", "an application begins with a submission")
    profile = request.applicant if isinstance(request, ProfileEdit) else before.profile
    return before.case_id, request.at, profile


def _read_request(file: Path, limits: FileLimits) -> Request:
    kind = file.stem.partition("-")[2]
    if kind == "submit":
        return read_dossier_folder(file, limits)
    return load(read_file(file), _READ_AS[kind])


def _require(path: str, holds: bool, otherwise: str) -> None:
    """Refuse what does not hold, at its place."""
    if not holds:
        raise DataError(path, otherwise)


@contextmanager
def _blaming(file: Path) -> Iterator[None]:
    """Say in which file it was that something could not be read."""
    try:
        yield
    except DataError as error:
        raise Unreadable(Path(file.parent.name, file.name), error) from None
