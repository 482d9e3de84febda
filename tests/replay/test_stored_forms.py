"""What earlier code has stored and sent is read by the code of now, and written in the same form.

The record is made by `tests/builders/record_stored_forms.py`. Its labels stay as they are; the
names that they lead to here change with the code.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import psycopg
import pytest
from attrs import evolve, frozen
from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from builders.record_stored_forms import labelled, require_no_default, written
from idverify.adapters import postgres
from idverify.adapters.memory import FixedClock, MemoryNotifier
from idverify.adapters.postgres import PostgresCaseStore, PostgresVault
from idverify.adapters.sqlite import SqliteCaseStore, SqliteVault
from idverify.adapters.temporal import requests
from idverify.adapters.temporal._case_requests import _to_desk_error
from idverify.adapters.temporal.converter import IdVerifyPayloadConverter
from idverify.adapters.temporal.serialized_errors import SerializedError
from idverify.adapters.temporal.stored_forms import CODEC
from idverify.adapters.vault import EncryptedVault, LocalKeyProvider, SecretVault
from idverify.desk.desk import VerificationDesk
from idverify.errors import IllegalTransitionError, InvalidValueError, VersionConflictError
from idverify.interchange.codec import dump, load, load_effect, load_event
from idverify.interchange.dossier import Dossier
from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event, ReopeningReason, ReviewDeadline
from idverify.lifecycle.states import State
from idverify.model.contacts import Contact
from idverify.model.observations import Observation
from idverify.model.reasons import LocatedReason
from idverify.model.submissions import Submission
from idverify.policy.judgements import Judgement
from idverify.testing.laws import Store
from support.applicants import CONTACT, HANAKO, LICENCE, seen
from support.desk import Room
from support.postgres import empty_database
from support.stored_strings import SECTIONS, postgres_columns, sqlite_columns

Json = Any

STORED: Final = Path(__file__).parents[1] / "data" / "stored"
RELEASES: Final = sorted(
    (folder for folder in STORED.iterdir() if folder.is_dir()),
    key=lambda folder: [int(part) for part in folder.name.split(".")],
)


def recorded(folder: Path, name: str) -> Json:
    """Return a recorded file."""
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


@pytest.fixture(params=RELEASES, ids=lambda folder: str(folder.name))
def release(request: pytest.FixtureRequest) -> Path:
    """Give the folder of each release that was recorded."""
    folder: Path = request.param
    return folder


def test_there_is_a_record() -> None:
    """A folder that was moved away would let everything else pass."""
    assert [folder.name for folder in RELEASES][:1] == ["0.1.0"]
    assert all(len(recorded(folder, "values")) >= 50 for folder in RELEASES)


# -- values ---------------------------------------------------------------------------------------


def as_kept(kind: type) -> Callable[[bytes], bytes]:
    """Return what reads a value as a vault or a folder keeps it, and writes it back."""
    return lambda data: dump(load(data, kind), kind)


def as_sent(kind: type) -> Callable[[bytes], bytes]:
    """Return what reads a value as a Temporal history holds it, and writes it back."""
    converter = IdVerifyPayloadConverter()

    def read_and_write(data: bytes) -> bytes:
        payload = Payload(metadata={"encoding": b"json/idverify"}, data=data)
        [written] = converter.to_payloads(converter.from_payloads([payload], [kind]))
        return written.data

    return read_and_write


#: What reads a value and writes it back, by the name under which it was recorded.
READ_AND_WRITE: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "event": lambda data: dump(load_event(data), Event),
    "effect": lambda data: dump(load_effect(data), Effect),
    "dossier": as_kept(Dossier),
    "submission": as_kept(Submission),
    "observation": as_kept(Observation),
    "contact": as_kept(Contact),
    "due": as_sent(ReviewDeadline),
    "case": as_sent(Case),
    "submit_request": as_sent(requests.SubmitRequest),
    "approve_request": as_sent(requests.ApproveRequest),
    "reject_request": as_sent(requests.RejectRequest),
    "withdraw_request": as_sent(requests.WithdrawRequest),
    "change_request": as_sent(requests.ChangeIdentityRequest),
    "revoke_request": as_sent(requests.RevokeRequest),
    "redact_request": as_sent(requests.RedactRequest),
    "deadline_request": as_sent(requests.PassDeadlineRequest),
    "retention_request": as_sent(requests.EndRetentionRequest),
    "known": as_sent(requests.CaseContext),
    "ruling": as_sent(requests.RequestDecision),
    "refusal": as_sent(SerializedError),
    "answer": as_sent(requests.UpdateResult),
    "history": as_sent(requests.History),
    "promise": as_sent(requests.PendingEffect),
    "terms": as_sent(requests.WorkflowSettings),
    "kept": as_sent(requests.WorkflowState),
}

VALUES: Final = [
    pytest.param(value["as"], value["json"], id=f"{folder.name}-{label}")
    for folder in RELEASES
    for label, value in recorded(folder, "values").items()
]


def compact(value: Json) -> bytes:
    """Write JSON as the library does, with the keys in the order in which they were recorded."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_a_recorded_value_is_read_and_written_back(kind: str, value: Json) -> None:
    """The bytes that are written are those that were recorded, the order of keys included."""
    assert READ_AND_WRITE[kind](compact(value)) == compact(value)


#: Values of which the newest record has the form; later ones are recorded with the next release.
MADE: Final = [
    pytest.param(kind, label, value, id=f"{kind}/{label}")
    for kind, rows in labelled().items()
    for label, value in rows.items()
    if f"{kind}/{label}" in recorded(RELEASES[-1], "values")
]


@pytest.mark.parametrize(("kind", "label", "value"), MADE)
def test_the_same_value_is_written_as_it_was_recorded(kind: str, label: str, value: object) -> None:
    """No two fields have exchanged their keys, which would be read and written back unnoticed."""
    before = recorded(RELEASES[-1], "values")[f"{kind}/{label}"]

    assert written(value, kind) == compact(before["json"])


LATER: Final = [
    pytest.param(kind, value, id=f"{kind}/{label}")
    for kind, rows in labelled().items()
    for label, value in rows.items()
    if label.endswith("later")
]


@pytest.mark.parametrize(("kind", "value"), LATER)
def test_a_value_of_now_is_read_back_and_has_every_field(kind: str, value: Any) -> None:  # noqa: ANN401
    """What the next record will hold shows every field, and is read as the same value."""
    require_no_default(value)
    data = written(value, kind)

    assert len(LATER) >= 16
    assert (load_event(data) if kind == "event" else CODEC.load(data, type(value))) == value


def test_every_reader_has_a_recorded_value() -> None:
    """No entry of the table of readers is left over from a record that is gone."""
    kinds = {value["as"] for folder in RELEASES for value in recorded(folder, "values").values()}

    assert kinds == set(READ_AND_WRITE)


@pytest.mark.parametrize(
    ("label", "error"),
    [
        ("illegal", IllegalTransitionError),
        ("stale", VersionConflictError),
        ("invalid", InvalidValueError),
    ],
)
def test_a_recorded_refusal_becomes_its_error(
    release: Path, label: str, error: type[Exception]
) -> None:
    """The desk raises a recorded failure of the type `Refusal` as the same error."""
    text = compact(recorded(release, "values")[f"refusal/{label}"]["json"]).decode()
    failure = WorkflowUpdateFailedError(ApplicationError("refused", text, type="Refusal"))

    assert type(_to_desk_error(failure, "c-1", "cmd-1")) is error


# -- strings --------------------------------------------------------------------------------------


def missing(now: Json, before: Json, path: str) -> Iterator[str]:
    """Yield the path of each recorded text that is no longer there; new ones are no matter."""
    if isinstance(before, dict):
        for key, value in before.items():
            found = now.get(key) if isinstance(now, dict) else None
            yield from missing(found, value, f"{path}/{key}")
    elif isinstance(before, list) and isinstance(now, list):
        yield from (f"{path}: {each}" for each in before if each not in now)
    elif before != now:
        yield f"{path}: {before}"


#: Errors name the steps of a desk instead of events, and the periodic task sends reminders.
REPLACED = (
    "refusals/events/",
    "refusals/possible/",
    "procrastinate/tasks/idverify:remind",
    "procrastinate/jobs/idverify:remind",
    "procrastinate/arguments/idverify:remind",
    "procrastinate/queued arguments/idverify:remind",
)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_recorded_string_is_still_used(release: Path, section: str) -> None:
    """Each name of a section that was recorded exists with the same value."""
    if section == "procrastinate":
        pytest.importorskip("procrastinate")
    now = json.loads(json.dumps(SECTIONS[section]()))
    gone = {*missing(now, recorded(release, "strings")[section], section)}

    assert {each for each in gone if not each.startswith(REPLACED)} == set()


def test_every_section_is_compared(release: Path) -> None:
    """A recorded section without a counterpart would not be looked at by any test."""
    assert set(recorded(release, "strings")) == {*SECTIONS, "postgres"}


def test_postgres_tables_keep_their_names(release: Path, postgres_server: str) -> None:
    """A new database has each recorded table, column, index, trigger and function."""
    before = recorded(release, "strings")["postgres"]

    assert [*missing(postgres_columns(postgres_server), before, "postgres")] == []


# -- databases ------------------------------------------------------------------------------------


@frozen
class Opened:
    """A recorded database, opened by the code of now, with what was recorded of it."""

    store: Store
    shelf: SecretVault
    said: Json
    keys: LocalKeyProvider
    tables: Json
    """Its tables as they are after it was opened."""

    @property
    def now(self) -> datetime:
        """The moment at which the record was made."""
        return datetime.fromisoformat(self.said["now"])

    @property
    def vault(self) -> EncryptedVault:
        """The vault of the one case that is sealed."""
        return EncryptedVault(self.shelf, self.keys)

    def desk(self, notifier: MemoryNotifier | None = None) -> VerificationDesk:
        """Return a desk at the moment of the record."""
        return Room(
            store=self.store,
            vault=self.shelf,
            notifier=notifier or MemoryNotifier(),
            clock=FixedClock(self.now + timedelta(minutes=1)),
        ).desk


@contextmanager
def opened_sqlite(folder: Path, place: Path) -> Iterator[tuple[Store, SecretVault, Json]]:
    """Open a copy of the recorded SQLite file."""
    file = shutil.copy(folder / "cases.sqlite3", place / "cases.sqlite3")
    with SqliteCaseStore(file) as store, SqliteVault(file) as vault:
        with closing(sqlite3.connect(file)) as connection:
            tables = sqlite_columns(connection)
        yield store, vault, tables


@contextmanager
def opened_postgres(folder: Path, server: str) -> Iterator[tuple[Store, SecretVault, Json]]:
    """Load the recorded dump into a new database and open it."""
    with empty_database(server) as url:
        with psycopg.connect(url) as connection:
            connection.execute((folder / "cases.postgres.sql").read_bytes())
        for schema in (postgres.STORE_SCHEMA, postgres.VAULT_SCHEMA):
            postgres.migrate(url, schema)
        with PostgresCaseStore(url) as store, PostgresVault(url) as vault:
            yield store, vault, postgres_columns(url)


@pytest.fixture(params=["sqlite", "postgres"])
def opened(request: pytest.FixtureRequest, release: Path, tmp_path: Path) -> Iterator[Opened]:
    """Give each recorded database."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            found = stack.enter_context(opened_sqlite(release, tmp_path))
        else:
            server = request.getfixturevalue("postgres_server")
            found = stack.enter_context(opened_postgres(release, server))
        store, shelf, tables = found
        keys = LocalKeyProvider.from_file(release / "keys.json")
        before = recorded(release, "strings")[request.param]
        said = {**recorded(release, "cases"), "tables": before}
        yield Opened(store, shelf, said, keys, tables)


def test_a_recorded_database_keeps_its_tables(opened: Opened) -> None:
    """After it was opened and perhaps migrated, each recorded table and column is there."""
    assert [*missing(opened.tables, opened.said["tables"], "tables")] == []


def test_every_recorded_case_replays_to_its_state(opened: Opened) -> None:
    """Histories are read as the same events, and amount to the same cases."""
    for case_id, said in opened.said["cases"].items():
        history = opened.store.history(case_id)

        assert [json.loads(dump(event, Event)) for event in history] == said["events"]
        assert json.loads(dump(replay(history))) == said["case"]


def test_recorded_cases_cover_all_states(opened: Opened) -> None:
    """A record without a case in some state would not show that it can be read."""
    found = {replay(opened.store.history(case_id)).state for case_id in opened.said["cases"]}

    assert found == set(State)


def test_the_recorded_queue_is_read(opened: Opened) -> None:
    """Rows, order, counts and the lease of the queue view are those that were recorded."""
    rows = {case_id: opened.store.get_entry(case_id) for case_id in opened.said["cases"]}
    counted = {f"{state} {day}": n for (state, day), n in opened.store.counts().items()}

    for case_id, said in opened.said["cases"].items():
        row = rows[case_id]
        assert row
        assert said["queue"] == {
            "state": str(row.state),
            "submission_id": str(row.submission_id),
            "due_on": str(row.due_on),
            "overdue": str(row.is_overdue_reported),
            "reviewer": str(row.reviewer),
        }
    assert [row.case_id for row in opened.store.waiting()] == opened.said["waiting"]
    assert counted == opened.said["counts"]


def test_a_recorded_lease_is_kept(opened: Opened) -> None:
    """A case that was claimed is lent to nobody else, and its reviewer can extend the lease."""
    until = opened.now + timedelta(hours=2)
    claimed = opened.store.claim("r-9", now=opened.now, until=until, limit=20)

    assert {row.case_id for row in claimed} == set(opened.said["waiting"]) - {"c-late"}
    assert opened.store.renew("c-late", "r-2", until=until)


def test_recorded_alarms_go_off(opened: Opened) -> None:
    """The alarm that is due marks its case as overdue; the others stay."""
    year = opened.now + timedelta(days=365)

    assert [*opened.store.alarms_until(year)] == opened.said["alarms"]
    assert [*opened.store.alarms_until(opened.now)] == opened.said["alarms gone off"] == ["c-late"]
    assert opened.desk().process_due_cases().overdue == ("c-late",)
    assert opened.store.find_command_digest("c-late", "overdue/s-late-1") is not None


def entry(promised: Json) -> tuple[str, str, Json]:
    """Return key, case and effect of a recorded entry of the outbox."""
    return promised["key"], promised["case"], promised["effect"]


def test_outstanding_effects_are_read(opened: Opened) -> None:
    """Each effect that was not performed stands in the outbox under its key."""
    found = [
        (each.key, each.case_id, json.loads(dump(each.effect, Effect)))
        for each in opened.store.outstanding()
    ]

    assert found == [entry(each) for each in opened.said["outstanding"]]


def test_the_dead_letter_is_read(opened: Opened) -> None:
    """The effect that was given up is there with its attempts and its error."""
    [found], [said] = opened.store.dead_letters(), opened.said["dead letters"]
    effect = json.loads(dump(found.entry.effect, Effect))

    assert (found.entry.key, found.entry.case_id, effect) == entry(said)
    assert (found.attempts, found.error) == (said["attempts"], said["error"])


def test_recorded_effects_are_performed(opened: Opened) -> None:
    """Messages that were not delivered go to the recorded contacts under the recorded keys."""
    notifier = MemoryNotifier()
    opened.store.requeue("c-dead/1/0")

    assert opened.desk(notifier).perform_effects() == ()
    assert sorted(notifier.sent) == ["c-dead/1/0", "c-outstanding/1/0", "c-postponed/1/0"]
    assert {recipient for recipient, _ in notifier.sent.values()} == {CONTACT.email}
    assert [*opened.store.outstanding()] == []


def test_recorded_commands_have_no_second_effect(opened: Opened) -> None:
    """A command id that was seen before the record is known."""
    before = opened.store.history("c-approved")
    opened.desk().approve(
        "c-approved", "s-approved-1", profile=HANAKO, reviewer="r-1", command_id="approve-1"
    )

    assert opened.store.history("c-approved") == before
    assert opened.store.find_command_digest("c-lapsed", "lapse/s-lapsed-1") is not None
    assert opened.store.find_command_digest("c-overdue", "overdue/s-overdue-1") is not None


def test_the_recorded_vault_is_read(opened: Opened) -> None:
    """Submission, contact and picture of an open case are found under their names."""
    desk = opened.desk()
    submission = desk.submission("c-observed")
    [document] = submission.documents
    [image] = document.images
    contact = opened.shelf.get("c-observed", "contact/s-observed-1")

    assert (submission.id, submission.applicant) == ("s-observed-1", HANAKO)
    assert document.observation == seen(HANAKO, LICENCE)
    assert contact
    assert load(contact, Contact) == CONTACT
    assert desk.image("c-observed", "s-observed-1", image.upload.sha256)
    assert [*opened.shelf.names("c-redacted")] == []


def test_an_open_case_is_approved(opened: Opened) -> None:
    """The desk goes on with a recorded case, whose fingerprint is that of the same profile."""
    outcome = opened.desk().approve(
        "c-observed", "s-observed-1", profile=HANAKO, reviewer="r-3", command_id="k-9"
    )

    assert (outcome.case.state, outcome.case.version) == (State.APPROVED, 2)
    assert replay(opened.store.history("c-observed")) == outcome.case


def test_a_sealed_case_is_approved(opened: Opened) -> None:
    """What an encrypted vault has kept is opened with the recorded file of keys."""
    desk = evolve(opened.desk(), vault=opened.vault, defer_effects=True)
    outcome = desk.approve(
        "c-sealed", "s-sealed-1", profile=HANAKO, reviewer="r-3", command_id="k-9"
    )

    assert outcome.case.state is State.APPROVED
    assert desk.submission("c-sealed").applicant == HANAKO


def test_a_recorded_case_takes_the_steps_of_now(opened: Opened) -> None:
    """Cases of the last release are rejected, reopened and judged by the code of now."""
    desk = opened.desk()
    by: dict[str, Any] = {"reviewer": "r-9"}
    place = LocatedReason("other", document_index=0)
    with pytest.raises(InvalidValueError, match="none were recorded"):
        desk.reject("c-observed", "s-observed-1", reasons=[place], command_id="n-1", **by)
    desk.reject("c-observed", "s-observed-1", reasons=["other"], command_id="n-2", **by)
    judged = Judgement(question="medium", document_index=0, answer="original")
    desk.record_judgement("c-submitted", "s-submitted-1", judged, command_id="n-3", **by)
    reason = ReopeningReason.APPEAL
    assert desk.reopen("c-refused", reason=reason, command_id="n-4", **by).case.attempts == 0

    entry = opened.store.get_entry("c-submitted")
    assert entry
    assert entry.state is State.UNDER_REVIEW
    assert entry.submission_id == "s-submitted-1"
