"""Fingerprints of profiles: equal for equal profiles, meaningless without the salt."""

import hashlib
import hmac

from idverify.errors import InvalidValueError
from idverify.model.applicants import Applicant, Individual

__all__ = ["compute_fingerprint"]

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
    if len(salt) < MIN_SALT_BYTES:
        raise InvalidValueError(f"salt has {len(salt)} bytes; at least {MIN_SALT_BYTES} are needed")
    # The length before each part keeps ("ab", "c") apart from ("a", "bc").
    parts = [part.encode() for part in _identity_fields(applicant)]
    text = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return hmac.new(salt, text, hashlib.sha256).hexdigest()


def _identity_fields(applicant: Applicant) -> tuple[str, ...]:
    if isinstance(applicant, Individual):
        birth_date, address = applicant.birth_date.isoformat(), applicant.address.text
        return ("individual", applicant.kanji_name, birth_date, address)
    number, office = applicant.corporate_number, applicant.head_office.text
    return ("corporation", applicant.registered_name, number, office, applicant.representative)
