"""Names of stored and transmitted values: type tags and JSON keys, independent of Python names.

All type tags and JSON keys that are stored or sent are defined here, so a class or a field
can be renamed without a migration: the name on the left changes with the code, the text on
the right stays as earlier releases wrote it. Values of enumerations, reason codes, rule codes
and `EVENT_NAMES` are texts where they are defined; the SQL names are in the SQL files.
"""

from collections.abc import Mapping
from typing import Final

from attrs import field, fields, frozen

from idverify.errors import InvalidValueError
from idverify.i18n import Language
from idverify.interchange.dossier import Dossier, DossierDocument, ImageFile
from idverify.lifecycle.case import Case
from idverify.lifecycle.effects import (
    DropImages,
    MaskImages,
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
    IdentityChanged,
    JudgementRecorded,
    Redacted,
    RefusedForGood,
    Rejected,
    Reopened,
    ReviewDeadline,
    Revoked,
    RevokedForGood,
    Submitted,
    VerificationLapsed,
    Withdrawn,
)
from idverify.model.applicants import Address, Corporation, Individual
from idverify.model.contacts import Contact
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
from idverify.model.submissions import Document, Image, Submission
from idverify.model.uploads import Upload, UploadProblem
from idverify.policy.judgements import Judgement
from idverify.policy.stamps import PolicyStamp

__all__ = ["ENUM_TAGS", "STORED_FORMS", "StoredForm", "require_all_fields", "stored_form"]


@frozen
class StoredForm:
    """The names of a class in JSON: its type tag, and the key of each field."""

    tag: str
    """The value of `type` where several classes are possible."""
    keys: Mapping[str, str] = field(factory=dict)
    """The JSON key of each field, by field name."""


def stored_form(tag: str, *unchanged: str, **renamed: str) -> StoredForm:
    """Return the stored form of a class.

    Args:
        tag: The type tag.
        unchanged: Fields whose key is the name of the field.
        renamed: The key of each other field.

    >>> stored_form("due", "due_on", is_provisional="provisional").keys
    {'due_on': 'due_on', 'is_provisional': 'provisional'}
    """
    return StoredForm(tag, {name: name for name in unchanged} | renamed)


_REVIEWED: Final = ("at", "submission_id", "reviewer")
_APPLIED: Final = ("document_kinds", "policy")
_REFUSED: Final = ("reasons", "located_reasons", *_APPLIED)

#: Every class that the library writes as JSON.
STORED_FORMS: Final[Mapping[type, StoredForm]] = {
    # Applicants.
    Individual: stored_form(
        "individual", "kanji_name", "kana_name", "latin_name", "birth_date", "address"
    ),
    Corporation: stored_form(
        "corporation", "registered_name", "corporate_number", "head_office", "representative"
    ),
    Address: stored_form("address", "text", "postal_code"),
    Contact: stored_form("contact", "name", "email", "language"),
    # Submissions.
    Submission: stored_form("submission", "id", "applicant", "documents"),
    Document: stored_form("document", "kind", "images", "observation"),
    Image: stored_form("image", "side", "upload"),
    Upload: stored_form("upload", "format", "width", "height", "size", "sha256", "problems"),
    UploadProblem: stored_form(
        "upload_problem",
        "defect",
        "reason_code",
        "detail_ja",
        "detail_en",
        "remedy_ja",
        "remedy_en",
    ),
    Observation: stored_form(
        "observation",
        "medium",
        "sides",
        "name",
        "address",
        "birth_date",
        "representative",
        "issued_on",
        "expires_on",
        "has_bearers_page",
        "shows_photo",
        "shows_what_is_needed",
        "masking",
        "shown_kind",
        "is_one_document",
        "picture_flaws",
        "document_flaws",
        "kana_name",
        "latin_name",
        "former_surname",
        "alias",
        "addresses",
        "representatives",
        "extension",
        "shows_seal",
        "shows_every_page",
        "notes",
    ),
    AddressEntry: stored_form(
        "address_entry", "text", "place", "is_current", "writing", "is_struck_out"
    ),
    RepresentativeEntry: stored_form("representative_entry", "name", "title", "is_current"),
    Extension: stored_form("extension", "until", "evidence"),
    # Dossiers.
    Dossier: stored_form(
        "dossier",
        "case_id",
        "submission_id",
        "received_at",
        "contact",
        "applicant",
        "documents",
    ),
    DossierDocument: stored_form("dossier_document", "kind", "images", "observation"),
    ImageFile: stored_form("image_file", "side", "file"),
    # Cases.
    Case: stored_form(
        "case",
        "state",
        "version",
        "attempts",
        "submitted",
        "approved_at",
        "decided_at",
        is_overdue_reported="told_overdue",
        judgements="judgements",
        proposal="proposal",
        granted_attempts="granted_attempts",
    ),
    ReviewDeadline: stored_form(
        "due", "received_on", "due_on", "ends_at", is_provisional="provisional"
    ),
    LocatedReason: stored_form(
        "located_reason", "code", "side", document_index="document", field_name="field"
    ),
    PolicyStamp: stored_form("policy_stamp", "code", "digest"),
    Judgement: stored_form("judgement", "question", "answer", document_index="document"),
    CarriedDocument: stored_form(
        "carried_document", "submission_id", document_index="document", earlier_index="from"
    ),
    # Events.
    Submitted: stored_form(
        "submitted",
        "at",
        "submission_id",
        "fingerprint",
        deadline="due",
        document_kinds="document_kinds",
        carried_over="carried_over",
    ),
    Approved: stored_form("approved", *_REVIEWED, *_APPLIED),
    Rejected: stored_form("rejected", *_REVIEWED, *_REFUSED),
    RefusedForGood: stored_form("refused_for_good", *_REVIEWED, *_REFUSED),
    DecisionProposed: stored_form("decision_proposed", *_REVIEWED, "decision", *_REFUSED),
    JudgementRecorded: stored_form(
        "judgement_recorded",
        *_REVIEWED,
        "question",
        "answer",
        "evidence",
        document_index="document",
    ),
    Withdrawn: stored_form("withdrawn", "at", "submission_id"),
    IdentityChanged: stored_form("identity_changed", "at", "changed"),
    DeadlinePassed: stored_form("deadline_passed", "at", "submission_id"),
    Revoked: stored_form("revoked", "at", "reviewer", *_REFUSED),
    RevokedForGood: stored_form("revoked_for_good", "at", "reviewer", *_REFUSED),
    Reopened: stored_form("reopened", "at", "reviewer", "reason"),
    AttemptGranted: stored_form("attempt_granted", "at", "reviewer", "reason"),
    VerificationLapsed: stored_form("verification_lapsed", "at"),
    Redacted: stored_form("redacted", "at"),
    # Effects.
    Notify: stored_form("notify", "reasons", "due_on", kind="notice", is_last_attempt="is_last"),
    StartReviewClock: stored_form("start_review_clock", "at"),
    StartRetentionClock: stored_form("start_retention_clock", "at"),
    DropImages: stored_form("drop_images", "submission_id", document_indexes="documents"),
    MaskImages: stored_form("mask_images", "submission_id", "fields", document_index="document"),
    Purge: stored_form("purge"),
}

#: Names of the enumerations of a dossier in its JSON Schema.
ENUM_TAGS: Final[Mapping[type, str]] = {
    AddressPlace: "address_place",
    DocumentFlaw: "document_flaw",
    DocumentKind: "document_kind",
    ExtensionEvidence: "extension_evidence",
    Language: "language",
    Masking: "masking",
    Medium: "medium",
    PictureFlaw: "picture_flaw",
    SensitiveField: "sensitive_field",
    Side: "side",
    Writing: "writing",
}


def require_all_fields(forms: Mapping[type, StoredForm]) -> None:
    """Raise if a form omits a field of its class or names one that the class does not have.

    Raises:
        InvalidValueError: The fields differ; the error names the class and the fields.
    """
    for kind, form in forms.items():
        names = {attribute.name for attribute in fields(kind) if attribute.init}
        if wrong := names ^ set(form.keys):
            raise InvalidValueError(
                f"the stored form of {kind.__name__} differs in {sorted(wrong)}"
            )
