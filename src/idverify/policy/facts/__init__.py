"""The facts that rules read: each a question with finitely many answers.

A fact is read from what the applicant handed in and what the reviewer noted;
where nobody has looked, the answer is `UNKNOWN`.
"""

from idverify.policy.facts.comparisons import BIRTH_DATE, address, name, representative
from idverify.policy.facts.document_dates import (
    DATES_POSSIBLE,
    EXPIRY,
    IN_WINDOW,
    ISSUE_DAY,
    ISSUE_WINDOW,
    NEXT_BUSINESS_DAY,
    RECEIPT,
    Expiry,
    IssueDay,
    IssueRecency,
    ReferenceDay,
    issued_within,
    valid_for,
)
from idverify.policy.facts.files import FILE_FORMAT, FILE_READABLE, FILE_SIZE
from idverify.policy.facts.persons import IS_ADULT, aged
from idverify.policy.facts.reviewer_observations import (
    ADDRESS_SHOWN,
    BEARERS_PAGE,
    BIRTH_DATE_SHOWN,
    MEDIUM,
    NAME_SHOWN,
    NOTHING_NEEDED_IS_HIDDEN,
    PHOTO_SHOWN,
    masked,
    side_is_shown,
    sides_are_shown,
)

__all__ = [
    "ADDRESS_SHOWN",
    "BEARERS_PAGE",
    "BIRTH_DATE",
    "BIRTH_DATE_SHOWN",
    "DATES_POSSIBLE",
    "EXPIRY",
    "FILE_FORMAT",
    "FILE_READABLE",
    "FILE_SIZE",
    "IN_WINDOW",
    "ISSUE_DAY",
    "ISSUE_WINDOW",
    "IS_ADULT",
    "MEDIUM",
    "NAME_SHOWN",
    "NEXT_BUSINESS_DAY",
    "NOTHING_NEEDED_IS_HIDDEN",
    "PHOTO_SHOWN",
    "RECEIPT",
    "Expiry",
    "IssueDay",
    "IssueRecency",
    "ReferenceDay",
    "address",
    "aged",
    "issued_within",
    "masked",
    "name",
    "representative",
    "side_is_shown",
    "sides_are_shown",
    "valid_for",
]
