"""Every text that is stored or sent and that a Python name could decide, by a short stable key.

`tests/builders/record_stored_forms.py` records what `stored_strings` returns, and
`tests/replay/test_stored_forms.py` compares a record with what it returns now. The keys on the
left stay as they were recorded; the names on the right change with the code.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from enum import StrEnum
from inspect import signature
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import httpx
import psycopg
import pyarrow as pa
from attrs import evolve
from temporalio import activity, workflow

from idverify import errors
from idverify.adapters import sqlite, webhook
from idverify.adapters._delivery_errors import describe_error
from idverify.adapters._mail import make_mail
from idverify.adapters.eml import EmlNotifier
from idverify.adapters.frames import ASSESSMENTS, COMPARISONS, SUBMISSIONS
from idverify.adapters.memory import FixedClock, MemoryNotifier, MemoryVault
from idverify.adapters.smtp import Encryption
from idverify.adapters.temporal import converter, requests, worker
from idverify.adapters.temporal.activities import CaseActivities
from idverify.adapters.temporal.serialized_errors import ErrorKind
from idverify.adapters.temporal.stored_forms import ERROR_TYPES
from idverify.adapters.temporal.workflow import CaseWorkflow
from idverify.analysis.column_names import column_name
from idverify.analysis.compare import Relation
from idverify.analysis.timeline import PolicyChangeKind
from idverify.calendar.closures import ClosureKind
from idverify.calendar.deadline import ReceiptConvention
from idverify.calendar.eras import Era
from idverify.catalogue.documents import DOCUMENTS
from idverify.catalogue.reasons import REASONS
from idverify.citations import Confidence
from idverify.i18n import Language
from idverify.interchange.oidc_ida import build_verified_claims
from idverify.interchange.schema import build_dossier_schema
from idverify.lifecycle.effects import NotificationKind
from idverify.lifecycle.events import ProposedDecision, ReopeningReason
from idverify.lifecycle.fingerprints import compute_fingerprint
from idverify.lifecycle.states import State
from idverify.lifecycle.steps import STEP_NAMES, possible_steps
from idverify.matching.comparison import ComparisonSide as ComparedSide
from idverify.matching.comparison import Outcome
from idverify.matching.difference_kinds import DifferenceCategory, DifferenceKind
from idverify.matching.strictness import NEW_FORMS_FOR_OLD, STANDARD, STRICT
from idverify.model._image_structure import Flaw, ImageFormat
from idverify.model.applicants import EntityKind, IdentityField
from idverify.model.documents import DocumentAttribute, DocumentKind, SensitiveField, Side
from idverify.model.observations import Masking, Medium
from idverify.model.unknown import IMPOSSIBLE
from idverify.model.uploads import UploadDefect
from idverify.policy.acceptance import ListingStatus
from idverify.policy.assessment import Verdict
from idverify.policy.facts.document_dates import Expiry, IssueDay, IssueRecency
from idverify.policy.profile_match import ProfileMatch
from idverify.policy.rules import Scope
from idverify.policy.validity.provision import ReferenceDate
from idverify.policy.validity.usability import UsabilityReason
from idverify.ports import Message
from idverify.presets import CROWDWORKS_ARTICLE, PRESETS
from idverify.redaction import SensitiveKind
from idverify.render.ical import make_deadline_event
from support.applicants import COMPANY, CONTACT, HANAKO, RECEIVED_AT, bytes_of, submission
from support.desk import CLOCK, Room

__all__ = ["SECTIONS", "postgres_columns", "sqlite_columns", "stored_strings"]

#: Every enumeration of texts, by the name that its class had when it was first recorded.
ENUMERATIONS: Final[Mapping[str, type[StrEnum]]] = {
    "Age": IssueRecency,
    "Agreement": ProfileMatch,
    "Attribute": DocumentAttribute,
    "ClosureKind": ClosureKind,
    "Confidence": Confidence,
    "Decider": ReferenceDate,
    "DocumentKind": DocumentKind,
    "Encryption": Encryption,
    "EntityKind": EntityKind,
    "Era": Era,
    "Expiry": Expiry,
    "Fault": ErrorKind,
    "Flaw": Flaw,
    "IdentityField": IdentityField,
    "ImageFormat": ImageFormat,
    "IssueDay": IssueDay,
    "Kind": DifferenceKind,
    "Language": Language,
    "Listing": ListingStatus,
    "Masking": Masking,
    "Medium": Medium,
    "Notice": NotificationKind,
    "Outcome": Outcome,
    "ProposedDecision": ProposedDecision,
    "ReceiptConvention": ReceiptConvention,
    "Relation": Relation,
    "ReopeningReason": ReopeningReason,
    "Scope": Scope,
    "SensitiveField": SensitiveField,
    "SensitiveKind": SensitiveKind,
    "Side": Side,
    "Side of a comparison": ComparedSide,
    "Standing": DifferenceCategory,
    "State": State,
    "StepKind": PolicyChangeKind,
    "UploadDefect": UploadDefect,
    "Verdict": Verdict,
    "Why": UsabilityReason,
}

#: What a worker can be asked to do, by the name of the step.
REQUESTS: Final[Mapping[str, Any]] = {
    "submit": requests.SubmitRequest,
    "approve": requests.ApproveRequest,
    "reject": requests.RejectRequest,
    "withdraw": requests.WithdrawRequest,
    "change": requests.ChangeIdentityRequest,
    "revoke": requests.RevokeRequest,
    "judge": requests.JudgementRequest,
    "reopen": requests.ReopenRequest,
    "grant an attempt": requests.GrantAttemptRequest,
    "redact": requests.RedactRequest,
    "pass_deadline": requests.PassDeadlineRequest,
    "end_retention": requests.EndRetentionRequest,
}

#: Errors whose class is written to an outbox or to a Temporal history, by what they mean.
ERRORS: Final[Mapping[str, type[Exception]]] = {
    "invalid value": errors.InvalidValueError,
    "out of span": errors.OutOfSpanError,
    "illegal transition": errors.IllegalTransitionError,
    "data error": errors.DataError,
    "version conflict": errors.VersionConflictError,
    "schema mismatch": errors.SchemaMismatchError,
    "store unavailable": errors.StoreUnavailableError,
    "not delivered": errors.DeliveryError,
    "undeliverable": errors.PermanentDeliveryError,
}

KEY: Final = "c-1/1/0"
MESSAGE: Final = Message(subject="A subject", body="A text")
SECRET: Final = "whsec_" + "MDEy" * 8
SALT: Final = b"sixteen bytes ok"
RENEWED: Final = evolve(CROWDWORKS_ARTICLE, reverify_months=1)


def enumerations() -> dict[str, list[str]]:
    """Return the values of every enumeration of texts."""
    return {name: [str(member) for member in kind] for name, kind in ENUMERATIONS.items()}


def codes() -> dict[str, Any]:
    """Return the codes of reasons, and of each preset with its rules."""
    return {
        "reasons": list(REASONS),
        "impossible date": IMPOSSIBLE.value,
        "strictness": [how.name for how in (STANDARD, STRICT, NEW_FORMS_FOR_OLD)],
        "presets": {
            preset.code: {
                "rules": [rule.code for rule in preset.rules],
                "capabilities": [each.code for each in preset.capabilities],
                "next steps": [each.code for each in preset.next_steps],
                "columns": sorted({column_name(f) for rule in preset.rules for f in rule.facts}),
            }
            for preset in PRESETS
        },
    }


def temporal() -> dict[str, Any]:
    """Return every name by which client, server and worker of Temporal find each other."""
    case = workflow._Definition.must_from_class(CaseWorkflow)  # noqa: SLF001 - no public way
    activities = CaseActivities(
        vault=MemoryVault(),
        notifier=MemoryNotifier(),
        policy=CROWDWORKS_ARTICLE,
        review_clock=CLOCK,
        operators="operators@example.jp",
    )
    found = [activity._Definition.must_from_callable(each) for each in activities.all()]  # noqa: SLF001 - the same
    return {
        "workflow": case.name,
        "workflow constant": requests.WORKFLOW_TYPE,
        "task queue": requests.TASK_QUEUE,
        "identity": worker.CLIENT_IDENTITY,
        "deployment": worker.DEPLOYMENT_NAME,
        "updates": sorted(name for name in case.updates if name),
        "queries": sorted(name for name in case.queries if name),
        "signals": sorted(name for name in case.signals if name),
        "activities": sorted(str(each.name) for each in found),
        "steps": {name: request.handler_name for name, request in REQUESTS.items()},
        "sealed encoding": converter.ENCRYPTED_ENCODING.decode(),
        "unreadable encoding": converter.UNREADABLE_ENCODING.decode(),
        "value encoding": _value_encoding(),
        "opaque id": converter.HistoryKeys.from_key(bytes(range(32))).pseudonymize("c-1"),
    }


def _value_encoding() -> str:
    [payload] = converter.IdVerifyPayloadConverter().to_payloads([CONTACT])
    return payload.metadata["encoding"].decode()


def refusals() -> dict[str, Any]:
    """Return the names of steps in a refusal, and the classes of errors in a failure."""
    return {
        "possible steps": {str(state): list(possible_steps(state)) for state in State},
        "steps": {
            name: STEP_NAMES[request.event].en
            for name, request in REQUESTS.items()
            if hasattr(request, "event")
        },
        "errors": {meaning: ERROR_TYPES[kind] for meaning, kind in ERRORS.items()},
        "foreign error": describe_error(ConnectionError("somebody@example.jp")),
    }


def procrastinate() -> dict[str, Any]:
    """Return the tasks with their queues and arguments, and a job of each that is queued."""
    from procrastinate import App  # noqa: PLC0415 - comes with the group `durable`
    from procrastinate.testing import InMemoryConnector  # noqa: PLC0415 - the same

    from idverify.adapters.procrastinate import ProcrastinateCaseStore, register_tasks  # noqa: PLC0415 - the same

    connector = InMemoryConnector()
    app = App(connector=connector)
    room = Room()
    inner: Any = room.store
    store = ProcrastinateCaseStore(inner, app, CLOCK)
    register_tasks(app, room.desk, store)
    ours = {name: task for name, task in app.tasks.items() if name.startswith("idverify")}
    with app.open():
        _handed_in(Room(store=store))
        queued = {job["task_name"]: job for job in connector.jobs.values()}
    return {
        "tasks": {name: task.queue for name, task in ours.items()},
        "arguments": {
            name: [word for word in signature(task.func).parameters if word != "context"]
            for name, task in ours.items()
        },
        "queueing locks": {name: task.queueing_lock for name, task in ours.items()},
        "queued arguments": {name: sorted(job["args"]) for name, job in queued.items()},
        "lock": {name: job["lock"] for name, job in queued.items() if job["lock"] == "c-1"},
    }


def messages() -> dict[str, Any]:
    """Return headers and keys of what notifiers and the calendar entry send."""
    return {"webhook": _webhook(), "mail": _mail(), "calendar": _calendar()}


def _webhook() -> dict[str, Any]:
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200)

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        clock = FixedClock(RECEIVED_AT)
        notifier = webhook.WebhookNotifier(
            url="https://example.jp/", secrets=(SECRET,), clock=clock, client=client
        )
        notifier.send(KEY, CONTACT.email, MESSAGE)
    [request] = sent
    content = json.loads(request.content)
    return {
        "headers": {n: v for n, v in request.headers.items() if n.startswith("webhook-")},
        "content type": request.headers["content-type"],
        "type": content["type"],
        "keys": sorted(_paths(content)),
        "secret prefix": webhook.SECRET_PREFIX,
    }


def _mail() -> dict[str, Any]:
    sender = "desk@example.jp"
    mail = make_mail(KEY, CONTACT.email, MESSAGE, sender=sender, date=RECEIVED_AT)
    with TemporaryDirectory() as folder:
        notifier = EmlNotifier(folder=Path(folder), sender=sender, clock=FixedClock(RECEIVED_AT))
        notifier.send(KEY, CONTACT.email, MESSAGE)
        [file] = Path(folder).iterdir()
    return {"headers": list(mail.keys()), "message id": mail["Message-ID"], "eml": file.name}


def _calendar() -> dict[str, Any]:
    entry = make_deadline_event(CLOCK.deadline(RECEIVED_AT), uid="c-1", stamped_at=RECEIVED_AT)
    return {"component": entry.name, "properties": list(entry), "status": str(entry["STATUS"])}


def vault() -> dict[str, Any]:
    """Return the names of vault items, the ids of own commands, and the fingerprints of people."""
    room = Room(policy=RENEWED)
    _handed_in(room)
    names = sorted(room.vault.names("c-1"))
    room.desk.approve("c-1", "s-1", profile=HANAKO, reviewer="r-1", command_id="k-1")
    room.clock.moment += timedelta(days=40)
    room.desk.process_due_cases()
    _handed_in(room, "c-2", "s-2")
    room.clock.moment += timedelta(days=40)
    room.desk.process_due_cases()
    expected = {"c-1": "lapse/s-1", "c-2": "overdue/s-2"}
    return {
        "items": names,
        "commands": [
            id_
            for case, id_ in expected.items()
            if room.store.find_command_digest(case, id_) is not None
        ],
        "outbox keys": [entry.key for entry in _outstanding()],
        "fingerprints": [compute_fingerprint(person, SALT) for person in (HANAKO, COMPANY)],
    }


def _handed_in(room: Room, case_id: str = "c-1", id_: str = "s-1") -> None:
    made = submission(id_=id_)
    room.desk.submit(case_id, made, bytes_of(made), CONTACT, command_id=f"submit-{id_}")


def _outstanding() -> Any:  # noqa: ANN401 - entries of an outbox
    room = Room()
    made = submission()
    desk = evolve(room.desk, defer_effects=True)
    desk.submit("c-1", made, bytes_of(made), CONTACT, command_id="k-1")
    return room.store.outstanding()


def schema() -> dict[str, Any]:
    """Return the keys of a dossier and of its parts as the JSON Schema names them."""
    whole = build_dossier_schema()
    parts = whole["$defs"].items()
    return {
        "title": whole["title"],
        "properties": sorted(whole["properties"]),
        "required": sorted(whole["required"]),
        "$defs": {name: sorted(part.get("properties", part.get("enum"))) for name, part in parts},
        "required of $defs": {name: sorted(part.get("required", ())) for name, part in parts},
        "types": [
            part["properties"]["type"]["const"]
            for _, part in parts
            if "type" in part.get("properties", ())
        ],
    }


def claims() -> dict[str, Any]:
    """Return the keys of an export for OpenID Identity Assurance, and its fixed words."""
    room = Room()
    _handed_in(room)
    room.desk.approve("c-1", "s-1", profile=HANAKO, reviewer="r-1", command_id="k-1")
    approved = room.desk.submission("c-1"), room.desk.case("c-1"), room.policy
    plain = build_verified_claims(*approved, case_id="c-1")
    linked = build_verified_claims(
        *approved, case_id="c-1", image_url=lambda upload: f"https://example.jp/{upload.sha256}"
    )
    fixed = ("trust_framework", "assurance_process", "verification_process", "time")
    return {
        "keys": sorted({*_paths(plain), *_paths(linked)}),
        "verification": {name: plain["verification"][name] for name in fixed},
        "check details": plain["verification"]["evidence"][0]["check_details"],
        "claims": plain["claims"],
        "types of evidence": {str(kind): spec.oidc_type for kind, spec in DOCUMENTS.items()},
    }


def frames() -> dict[str, list[str]]:
    """Return the columns of the frames that go in and come out."""
    known = {"submissions": SUBMISSIONS, "assessments": ASSESSMENTS, "comparisons": COMPARISONS}
    return {name: [path for f in frame for path in _columns(f)] for name, frame in known.items()}


def _columns(field: pa.Field, before: str = "") -> Iterator[str]:
    path = f"{before}{field.name}"
    yield f"{path}: {field.type}" if not pa.types.is_nested(field.type) else path
    inner = field.type.value_type if pa.types.is_list(field.type) else field.type
    if pa.types.is_struct(inner):
        for part in inner:
            yield from _columns(part, f"{path}.")


def _paths(value: object, before: str = "") -> Iterator[str]:
    """Yield the path of every key in a JSON value; places in lists are left out."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{before}{key}"
            yield from _paths(inner, f"{before}{key}.")
    if isinstance(value, list):
        for inner in value:
            yield from _paths(inner, before)


def sqlite_schema() -> dict[str, list[str]]:
    """Return the tables of a new SQLite database with their columns."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for part in (sqlite.STORE_SCHEMA, sqlite.VAULT_SCHEMA):
            connection.executescript(part.ddl())
        return sqlite_columns(connection)


def sqlite_columns(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Return tables, with their columns, and indexes and triggers of a SQLite database."""
    sql = "SELECT type || ' ' || name, name FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1"
    columns = "SELECT name || ' ' || type FROM pragma_table_info(?)"
    return {
        title: [column for (column,) in connection.execute(columns, (name,))]
        for title, name in connection.execute(sql).fetchall()
    }


def postgres_columns(url: str) -> dict[str, list[str]]:
    """Return tables, with their columns, and indexes, triggers and functions in PostgreSQL."""
    sql = """
        SELECT 'table ' || table_name, column_name || ' ' || data_type
            FROM information_schema.columns WHERE table_schema = 'public'
        UNION SELECT 'index ' || indexname, '' FROM pg_indexes WHERE schemaname = 'public'
        UNION SELECT 'trigger ' || trigger_name, '' FROM information_schema.triggers
        UNION SELECT 'function ' || proname, '' FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
        ORDER BY 1, 2
    """
    found: dict[str, list[str]] = {}
    with psycopg.connect(url) as connection:
        for title, column in connection.execute(sql):
            found.setdefault(title, []).extend([column] if column else [])
    return found


#: What is recorded, by section; PostgreSQL is added by whoever has a server.
SECTIONS: Final[Mapping[str, Callable[[], Mapping[str, Any]]]] = {
    "enumerations": enumerations,
    "codes": codes,
    "temporal": temporal,
    "refusals": refusals,
    "procrastinate": procrastinate,
    "messages": messages,
    "vault": vault,
    "dossier schema": schema,
    "verified claims": claims,
    "frames": frames,
    "sqlite": sqlite_schema,
}


def stored_strings() -> dict[str, Mapping[str, Any]]:
    """Return all sections."""
    return {name: section() for name, section in SECTIONS.items()}
