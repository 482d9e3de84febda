"""Keyed digests of profiles and requests: equal for equal values, meaningless without the salt."""

import hashlib
import hmac
from collections.abc import Iterable

from idverify.errors import InvalidValueError
from idverify.model.applicants import Applicant, Individual

__all__ = ["compute_command_digest", "compute_fingerprint", "is_same_request"]

#: Names and birth dates can be guessed one by one; 16 secret bytes make that infeasible.
MIN_SALT_BYTES = 16


def compute_fingerprint(applicant: Applicant, salt: bytes) -> str:
    """Return a keyed digest (HMAC-SHA256, hex) of the fields that a verification confirms.

    The reading of a name and the postal code are not confirmed and do not change the digest.

    The salt belongs to one case and is kept in the vault. After it is purged, the
    fingerprint left in the history can no longer be linked to a person.

    Raises:
        InvalidValueError: The salt has fewer than 16 bytes.
    """
    return _compute_keyed_digest(salt, (part.encode() for part in _identity_fields(applicant)))


def compute_command_digest(salt: bytes, step: str, values: Iterable[bytes]) -> str:
    """Return a keyed digest (HMAC-SHA256, hex) of a request: its step and all its values.

    It is recorded with the command id, to recognise an id that is used for another request.
    After the salt is purged, it can be compared with nothing and linked to no person.

    Raises:
        InvalidValueError: The salt has fewer than 16 bytes.
    """
    return _compute_keyed_digest(salt, (step.encode(), *values))


def is_same_request(recorded: str, digest: str) -> bool:
    """Return whether two digests are of the same request, as far as they are known.

    An empty digest equals any: it was recorded before digests were, or the caller gave none.
    """
    return not recorded or not digest or recorded == digest


def _compute_keyed_digest(salt: bytes, parts: Iterable[bytes]) -> str:
    if len(salt) < MIN_SALT_BYTES:
        raise InvalidValueError(f"salt has {len(salt)} bytes; at least {MIN_SALT_BYTES} are needed")
    # The length before each part keeps ("ab", "c") apart from ("a", "bc").
    text = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return hmac.new(salt, text, hashlib.sha256).hexdigest()


def _identity_fields(applicant: Applicant) -> tuple[str, ...]:
    if isinstance(applicant, Individual):
        birth_date, address = applicant.birth_date.isoformat(), applicant.address.text
        return ("individual", applicant.kanji_name, birth_date, address)
    number, office = applicant.corporate_number, applicant.head_office.text
    return ("corporation", applicant.registered_name, number, office, applicant.representative)
