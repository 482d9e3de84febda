"""An approved case as `build_verified_claims` of OpenID Identity Assurance (本人確認済みの属性情報).

The format is that of the OpenID Identity Assurance Schema Definition 1.0 (October 2024)
and of OpenID Attachments 1.0 (June 2025), both read on 2026-11-23. It speaks of natural
persons only. What it leaves out on purpose: numbers of documents and persons, which this
library does not hold, and the pictures, of which it names digests only.
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

#: Our own trust framework, claimed when no other is named: the rules are those of the
#: policy, and a person of the service looked at pictures of the documents.
DEFAULT_TRUST_FRAMEWORK: Final = "x-idverify-jp:document_review"

#: Image taken remotely in visible light: what a reviewer of uploaded pictures validates, by
#: the predefined identifiers of the working group (https://openid.net/wg/ekyc-ida/identifiers/).
_CHECK_METHOD: Final = "vri"

#: The claims made, and the field of an observation each must have been read in.
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
    """Return the value of the claim `build_verified_claims` for an approved submission.

    Only what some document showed to the reviewer becomes a claim, in the words of the
    profile, which the policy found to agree with it. A runnable example stands in
    `docs/reference/interchange.md`.

    Args:
        submission: The approved one, with the reviewer's observations.
        case: The case, approved.
        policy: The policy it was approved under; it judges the submission once more.
        case_id: Opaque id of the case, the reference in a dispute.
        trust_framework: Another than ours only if `policy.trust_frameworks` names it.
        picture_url: The protected https address of a picture, for external attachments;
            without it the digest itself is attached, as a name by RFC 6920.

    Raises:
        InvalidValueError: The case is not approved, the submission is not the approved one or
            is not acceptable under this policy, the policy may not claim the framework,
            the applicant is a company, a document identifies nobody, an address is not
            https, or a claim holds what looks like a number that may not travel.
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
            _build_evidence(document, _make_check_id(submission, at), image_url)
            for at, document in enumerate(submission.documents)
        ],
    }
    return {"verification": verification, "claims": _build_claims(submission)}


def _require_approval(submission: Submission, case: Case) -> tuple[date, datetime]:
    """Return the day of receipt and the moment of approval of this very submission."""
    if case.submitted is None or case.approved_at is None:
        raise InvalidValueError(f"the case is {case.state}: only an approved one can be exported")
    if submission.id != case.submission_id:
        raise InvalidValueError("the submission is not the approved one: pass that one")
    return case.submitted.deadline.received_on, case.approved_at


def _build_assurance_process(submission: Submission, policy: Policy) -> dict[str, Any]:
    """Say which policy was followed, by which documents, and which checks bear it out."""
    checks = [_make_check_id(submission, at) for at, _ in enumerate(submission.documents)]
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
    document: Document, check_id: str, picture_url: ImageUrl | None
) -> dict[str, Any]:
    spec, seen = DOCUMENTS[document.kind], document.observation
    if spec.oidc_type is None:
        raise InvalidValueError(f"{document.kind} identifies nobody and has no type as evidence")
    printed = {"date_of_issuance": seen.issued_on, "date_of_expiry": seen.expires_on}
    evidence = {
        "type": "document",
        "check_details": [{"check_method": _CHECK_METHOD, "check_id": check_id}],
        "document_details": {
            "type": spec.oidc_type,
            "issuer": {"country_code": "JPN"},
            **{name: day.isoformat() for name, day in printed.items() if isinstance(day, date)},
        },
    }
    attachments = [_build_attachment(image, picture_url) for image in document.images]
    return evidence | ({"attachments": attachments} if attachments else {})


def _build_attachment(image: Image, picture_url: ImageUrl | None) -> dict[str, Any]:
    """Name a picture by its digest.

    An attachment with a digest and no address is not in the specification: an external
    one needs its `url`, an embedded one its content. So the content embedded is the name
    of the picture, which anybody who has the picture can check.
    """
    digest, label = bytes.fromhex(image.upload.sha256), SIDE_LABELS[image.side]
    desc = f"{label.ja} / {label.en}"
    if picture_url is None:
        name = f"ni:///sha-256;{urlsafe_b64encode(digest).decode().rstrip('=')}\r\n"
        content = b64encode(name.encode()).decode()
        return {"desc": desc, "content_type": "text/uri-list", "content": content}
    url = picture_url(image.upload)
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
    """Whether the reviewer read it on some document."""
    read = (
        getattr(document.observation, _OBSERVATION_FIELDS[claim])
        for document in submission.documents
    )
    return any(isinstance(value, str | date) for value in read)
