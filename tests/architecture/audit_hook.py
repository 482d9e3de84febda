"""The core's main path under an audit hook; run by `test_no_io.py` in a process of its own."""

import sys
from contextlib import suppress
from datetime import timedelta

from idverify.errors import DataError, IllegalTransitionError
from idverify.i18n import Language
from idverify.interchange.codec import dump, dump_dossier, load, load_dossier, load_event
from idverify.interchange.dossier import Dossier, DossierDocument, ImageFile
from idverify.lifecycle.case import evolve, replay
from idverify.lifecycle.commands import (
    Approve,
    ChangeIdentity,
    CheckDeadline,
    Command,
    Redact,
    Reject,
    Submit,
    Withdraw,
)
from idverify.lifecycle.decide import decide
from idverify.lifecycle.effects import Notify
from idverify.lifecycle.events import Event
from idverify.lifecycle.fingerprints import compute_fingerprint
from idverify.matching.changes import detect_identity_changes
from idverify.model.applicants import IdentityField
from idverify.model.documents import DocumentKind, Side
from idverify.model.submissions import Submission
from idverify.presets import CROWDWORKS_ARTICLE
from idverify.render.diagrams import render_lifecycle_mermaid
from idverify.render.messages import compose_message
from support.applicants import (
    COMPANY,
    CONTACT,
    HANAKO,
    LICENCE,
    RECEIVED_AT,
    RECEIVED_ON,
    bytes_of,
    submission,
    unobserved,
)
from support.desk import CLOCK, Room

FORBIDDEN = (
    "open", "socket.", "subprocess.", "os.", "shutil.", "glob.", "tempfile.", "urllib.", "http.",
    "sqlite3.", "import", "ctypes.", "mmap.", "signal.", "_thread.", "fcntl.", "webbrowser.",
)  # fmt: skip
SALT = bytes(16)


def main_path() -> None:
    """Evaluate, decide, replay, render, read and write: what every service does every day."""
    for kind in DocumentKind:
        for applicant in (HANAKO, COMPANY):
            handed_in = submission(kind, applicant=applicant)
            CROWDWORKS_ARTICLE.evaluate(handed_in, RECEIVED_ON)
            CROWDWORKS_ARTICLE.evaluate(unobserved(handed_in), RECEIVED_ON)
            assert load(dump(handed_in), Submission) == handed_in
            compute_fingerprint(applicant, SALT)
            detect_identity_changes(applicant, HANAKO)
    walk_the_lifecycle()
    render_lifecycle_mermaid()
    dossier = Dossier(
        case_id="case-1",
        submission_id="s-1",
        received_at=RECEIVED_AT,
        contact=CONTACT,
        applicant=HANAKO,
        documents=[
            DossierDocument(kind=LICENCE, images=[ImageFile(side=Side.FRONT, file="a.png")])
        ],
    )
    assert load_dossier(dump_dossier(dossier)) == dossier
    with suppress(DataError):
        load_dossier(b"{")


def walk_the_lifecycle() -> None:
    """Decide every command in turn, from wherever the one before has led."""
    mark = compute_fingerprint(HANAKO, SALT)
    whole = submission()
    commands: list[Command] = [
        Submit(submission=unobserved(whole), fingerprint=mark),
        CheckDeadline(),
        Approve(submission=whole, fingerprint=mark, reviewer="r"),
        ChangeIdentity(changed=frozenset({IdentityField.NAME})),
        Withdraw(),
        Submit(submission=whole, fingerprint=mark),
        Reject(submission_id="s-1", reviewer="r", reasons=["other"]),
        Redact(),
    ]
    history: list[Event] = []
    for day, command in enumerate(commands):
        case, now = replay(history), RECEIVED_AT + timedelta(days=10 * day)
        try:
            decision = decide(case, command, CROWDWORKS_ARTICLE, CLOCK, now)
        except IllegalTransitionError:
            continue
        for event in decision.events:
            case = evolve(case, event)
            assert load_event(dump(event, Event)) == event
        history.extend(decision.events)
        for effect in decision.effects:
            if isinstance(effect, Notify):
                for language in Language:
                    compose_message(effect, CROWDWORKS_ARTICLE, name="見本", language=language)
    assert len(history) == 7, history


def desk_path() -> None:
    """Run the desk on dictionaries, salts given: drawing them is the adapter's business."""
    room = Room()
    room.vault._salts["a"] = SALT  # type: ignore[attr-defined]  # noqa: SLF001 - see above
    arrived = unobserved(submission())
    room.desk.submit("a", arrived, bytes_of(arrived), CONTACT, command_id="c-1")
    room.desk.observe("a", "s-1", [submission().documents[0].observation])
    room.desk.approve("a", "s-1", profile=HANAKO, reviewer="r", command_id="c-2")
    room.desk.process_due_cases()


def forbid(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse whatever reaches out of the process."""
    if event.startswith(FORBIDDEN):
        raise RuntimeError(f"the core did {event} {arguments!r:.200}")


def main() -> None:
    """Run once to have every module loaded, then again with the doors shut."""
    main_path()
    desk_path()
    sys.addaudithook(forbid)
    main_path()
    desk_path()
    for reach in (lambda: open("/dev/null"), lambda: __import__("not_there")):  # noqa: PTH123, SIM115
        try:
            reach()
        except RuntimeError:
            continue
        raise SystemExit("the hook does not hold")
    sys.stdout.write("nothing reached out\n")


if __name__ == "__main__":
    main()
