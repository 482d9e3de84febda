"""OpenID Identity Assurance: an approved case as `verified_claims` (本人確認済みの属性情報).

The format is that of the OpenID Identity Assurance Schema Definition 1.0 (October 2024)
and of OpenID Attachments 1.0 (June 2025), both read on 2026-11-23. It covers natural
persons only. The export omits numbers of documents and persons, which this library does not
hold, and the images, of which it contains digests only.
"""

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from idverify.catalogue.documents import DOCUMENTS
from idverify.errors import InvalidValueError
from idverify.lifecycle.case import Case
from idverify.model.applicants import Individual
from idverify.model.documents import SIDE_LABELS
from idverify.model.submissions import Document, Image, Submission
from idverify.model.uploads import Upload
from idverify.policy.assessment import Verdict
from idverify.policy.policy import Policy

__all__ = ["DEFAULT_TRUST_FRAMEWORK", "build_verified_claims"]

#: The trust framework of this library, claimed by default: the rules are those of the
#: policy, and a person of the service reviewed images of the documents.
DEFAULT_TRUST_FRAMEWORK: Final = "x-idverify-jp:document_review"

#: "Image taken remotely in visible light", the check made on uploaded images, by
#: the predefined identifiers of the working group (https://openid.net/wg/ekyc-ida/identifiers/).
_CHECK_METHOD: Final = "vri"

#: For each claim, the field of an observation that the reviewer must have read.
_OBSERVATION_FIELDS: Final = {"name": "name", "birthdate": "birth_date", "address": "address"}

ImageUrl = Callable[[Upload], str]


def build_verified_claims(
    submission: Submission,
    case: Case,
    policy: Policy,
    *,
    case_id: str,
    trust_framework: str = DEFAULT_TRUST_FRAMEWORK,
    image_url: ImageUrl | None = None,
) -> dict[str, Any]:
    """Return the value of the OpenID claim `verified_claims` for an approved submission.

    Only what the reviewer read on a document becomes a claim, in the text of the profile,
    which the policy found to match. A runnable example is in `docs/reference/interchange.md`.

    Args:
        submission: The approved submission, with the reviewer's observations.
        case: The approved case.
        policy: The policy of the approval; it evaluates the submission again.
        case_id: Opaque id of the case, the reference in a dispute.
        trust_framework: Another framework than the default must be in `policy.trust_frameworks`.
        image_url: Returns the protected https address of an image, for external attachments;
            without it the digest itself is attached, as a name by RFC 6920.

    Raises:
        InvalidValueError: The case is not approved, the submission is not the approved one or
            is not acceptable under this policy, the policy may not claim the framework,
            the applicant is a company, a document does not identify a person, or an address
            is not https.
    """
    received_on, approved_at = _require_approval(submission, case)
    if policy.evaluate(submission, received_on).verdict is not Verdict.ACCEPTED:
        raise InvalidValueError(
            "this policy does not accept it: pass the one it was approved under"
        )
    if trust_framework not in policy.trust_frameworks | {DEFAULT_TRUST_FRAMEWORK}:
        raise InvalidValueError(
            f"the policy {policy.code} may not claim the trust framework {trust_framework}: "
            "only those in its trust_frameworks may be claimed"
        )
    verification = {
        "trust_framework": trust_framework,
        "assurance_process": _build_assurance_process(submission, policy),
        "time": approved_at.isoformat(timespec="seconds"),
        "verification_process": case_id,
        "evidence": [
            _build_evidence(document, _make_check_id(submission, index), image_url)
            for index, document in enumerate(submission.documents)
        ],
    }
    return {"verification": verification, "claims": _build_claims(submission)}


def _require_approval(submission: Submission, case: Case) -> tuple[date, datetime]:
    """Return the day of receipt and the moment of approval; raise if this one is not approved."""
    if case.submitted is None or case.approved_at is None:
        raise InvalidValueError(f"the case is {case.state}: only an approved one can be exported")
    if submission.id != case.submission_id:
        raise InvalidValueError("the submission is not the approved one: pass that one")
    return case.submitted.deadline.received_on, case.approved_at


def _build_assurance_process(submission: Submission, policy: Policy) -> dict[str, Any]:
    """Return the policy that was followed, the documents used and the supporting checks."""
    checks = [_make_check_id(submission, index) for index in range(len(submission.documents))]
    return {
        "policy": policy.code,
        "procedure": "+".join(document.kind for document in submission.documents),
        "assurance_details": [
            {
                "assurance_type": "evidence_validation",
                "evidence_ref": [{"check_id": check} for check in checks],
            }
        ],
    }


def _make_check_id(submission: Submission, document: int) -> str:
    return f"{submission.id}/{document}"


def _build_evidence(
    document: Document, check_id: str, image_url: ImageUrl | None
) -> dict[str, Any]:
    spec, observation = DOCUMENTS[document.kind], document.observation
    if spec.oidc_type is None:
        raise InvalidValueError(f"{document.kind} identifies nobody and has no type as evidence")
    dates = {"date_of_issuance": observation.issued_on, "date_of_expiry": observation.expires_on}
    evidence = {
        "type": "document",
        "check_details": [{"check_method": _CHECK_METHOD, "check_id": check_id}],
        "document_details": {
            "type": spec.oidc_type,
            "issuer": {"country_code": "JPN"},
            **{name: day.isoformat() for name, day in dates.items() if isinstance(day, date)},
        },
    }
    attachments = [_build_attachment(image, image_url) for image in document.images]
    return evidence | ({"attachments": attachments} if attachments else {})


def _build_attachment(image: Image, image_url: ImageUrl | None) -> dict[str, Any]:
    """Return an attachment that identifies an image by its digest.

    An attachment with a digest and no address is not in the specification: an external
    one needs its `url`, an embedded one its content. So the embedded content is the name
    of the image (RFC 6920), which every holder of the image can check.
    """
    digest, label = bytes.fromhex(image.upload.sha256), SIDE_LABELS[image.side]
    desc = f"{label.ja} / {label.en}"
    if image_url is None:
        name = f"ni:///sha-256;{urlsafe_b64encode(digest).decode().rstrip('=')}\r\n"
        content = b64encode(name.encode()).decode()
        return {"desc": desc, "content_type": "text/uri-list", "content": content}
    url = image_url(image.upload)
    if not url.startswith("https://"):
        raise InvalidValueError("picture_url must give https addresses: clients refuse all others")
    value = b64encode(digest).decode()
    return {"desc": desc, "url": url, "digest": {"alg": "sha-256", "value": value}}


def _build_claims(submission: Submission) -> dict[str, Any]:
    person = submission.applicant
    if not isinstance(person, Individual):
        raise InvalidValueError("verified_claims speak of natural persons: a company has none")
    claims = {
        "name": person.name,
        "birthdate": person.birth_date.isoformat(),
        "address": {"formatted": person.address.text},
    }
    return {
        claim: value for claim, value in claims.items() if _is_read_on_document(claim, submission)
    }


def _is_read_on_document(claim: str, submission: Submission) -> bool:
    """Return whether the reviewer read the field of a claim on some document."""
    read = (
        getattr(document.observation, _OBSERVATION_FIELDS[claim])
        for document in submission.documents
    )
    return any(isinstance(value, str | date) for value in read)
