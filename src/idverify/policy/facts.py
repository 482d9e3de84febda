"""The facts that rules read: each a question with finitely many answers.

A fact is read from what the applicant handed in and what the reviewer noted;
where nobody has looked, the answer is `UNKNOWN`.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final

from idverify.matching.names import compare_name
from idverify.matching.residence import compare_address
from idverify.matching.strictness import Strictness
from idverify.policy.agreement import Agreement, agreement
from idverify.policy.rules import Fact, Reader, Scope
from idverify.policy.validity import last_day_within, last_valid_day
from idverify.vocabulary.applicants import Corporation, Individual
from idverify.vocabulary.document_catalogue import DOCUMENTS
from idverify.vocabulary.documents import SENSITIVE_FIELDS, Attribute, DocumentKind, SensitiveField
from idverify.vocabulary.knowledge import ABSENT, UNKNOWN, Absent, Unknown
from idverify.vocabulary.submissions import Document, Masking, Medium, Submission

__all__ = [
    "ADDRESS_SHOWN",
    "BIRTH_DATE",
    "EXPIRY",
    "FILE_FORMAT",
    "FILE_READABLE",
    "FILE_SIZE",
    "IN_WINDOW",
    "ISSUE_WINDOW",
    "MEDIUM",
    "Age",
    "Expiry",
    "address",
    "issued_within",
    "masked",
    "name",
    "representative",
]


# -- files: known at the door ------------------------------------------------------------------


def _file_fact(name: str, reason_code: str, asks_ja: str, asks_en: str) -> Fact:
    def read(document: Document, _: Submission, __: date) -> bool:
        return all(
            problem.reason_code != reason_code
            for image in document.images
            for problem in image.upload.problems
        )

    return Fact(
        name=name,
        asks_ja=asks_ja,
        asks_en=asks_en,
        values=(True, False),
        read=read,
        at_the_door=True,
        effort=0,
    )


FILE_FORMAT: Final = _file_fact(
    "file_format",
    "file.format",
    "受け付ける形式の画像ですか",
    "Is each file of an accepted format?",
)
FILE_SIZE: Final = _file_fact(
    "file_size", "file.too_large", "容量は上限以下ですか", "Is each file within the size limit?"
)
FILE_READABLE: Final = _file_fact(
    "file_readable", "file.unreadable", "画像は壊れていませんか", "Is each file intact?"
)


# -- days: known at the door, or read from the document ------------------------------------------


def _in_window(document: Document, _: Submission, day: date) -> bool:
    spec = DOCUMENTS[document.kind]
    return spec.is_identification and day in spec.usable


IN_WINDOW: Final = Fact(
    name="in_window",
    asks_ja="受付日に、その種類の書類は本人確認に使えますか",
    asks_en="Can this kind of document identify anybody on the day of receipt?",
    values=(True, False),
    read=_in_window,
    at_the_door=True,
    effort=0,
)


class Expiry(StrEnum):
    """How the printed last valid day stands to the day of receipt."""

    VALID = "valid"
    EXPIRED = "expired"
    NOT_SHOWN = "not_shown"
    """The document should print a last day, and none can be read."""
    NONE = "none"
    """Documents of this kind do not expire."""


def _expiry(document: Document, _: Submission, day: date) -> Expiry | Unknown:
    if not DOCUMENTS[document.kind].expires:
        return Expiry.NONE
    printed = document.observation.expires_on
    if isinstance(printed, Unknown):
        return printed
    if isinstance(printed, Absent):
        return Expiry.NOT_SHOWN
    last = last_valid_day(document.kind, expires_on=printed).last_day
    return Expiry.EXPIRED if last is not None and day > last else Expiry.VALID


EXPIRY: Final = Fact(
    name="expiry",
    asks_ja="有効期限はいつですか",
    asks_en="What is its last valid day?",
    values=tuple(Expiry),
    read=_expiry,
    effort=2,
)


class Age(StrEnum):
    """How a day of issue stands to what a rule allows."""

    WITHIN = "within"
    TOO_OLD = "too_old"
    IN_THE_FUTURE = "in_the_future"
    """Issued after it was received: no such day can be printed."""
    NOT_SHOWN = "not_shown"


def _age(document: Document, day: date, is_too_old: Callable[[date], bool]) -> Age | Unknown:
    issued = document.observation.issued_on
    if isinstance(issued, Unknown):
        return issued
    if isinstance(issued, Absent):
        return Age.NOT_SHOWN
    if issued > day:
        return Age.IN_THE_FUTURE
    return Age.TOO_OLD if is_too_old(issued) else Age.WITHIN


@cache
def issued_within(months: int) -> Fact:
    """Ask whether the document was issued within so many calendar months of its receipt."""

    def read(document: Document, _: Submission, day: date) -> Age | Unknown:
        return _age(document, day, lambda issued: day > last_day_within(issued, months=months))

    return Fact(
        name="issued_within",
        asks_ja="発行日はいつですか",
        asks_en="On which day was it issued?",
        values=tuple(Age),
        read=read,
        setting=months,
        effort=2,
    )


def _issue_window(document: Document, _: Submission, day: date) -> Age | Unknown:
    window = DOCUMENTS[document.kind].issued
    return _age(document, day, lambda issued: issued not in window)


ISSUE_WINDOW: Final = Fact(
    name="issue_window",
    asks_ja="発行日は、その書類が本人確認に使える期間に入りますか",
    asks_en="Was it issued in the period from which it can identify anybody?",
    values=tuple(Age),
    read=_issue_window,
    effort=2,
)


# -- what the reviewer sees ----------------------------------------------------------------------

MEDIUM: Final = Fact(
    name="medium",
    asks_ja="原本を撮影した画像ですか",
    asks_en="Is it a picture of the original?",
    values=tuple(Medium),
    read=lambda document, _, __: document.observation.medium,
)


@cache
def masked(field: SensitiveField) -> Fact:
    """Ask what became of a field that has to be hidden."""
    label = SENSITIVE_FIELDS[field]

    def read(document: Document, _: Submission, __: date) -> Masking | Unknown:
        return document.observation.masking.get(field, UNKNOWN)

    return Fact(
        name=f"masked.{field}",
        asks_ja=f"{label.ja}は隠されていますか",
        asks_en=f"Is the {label.en} hidden?",
        values=tuple(Masking),
        read=read,
    )


# -- what stands on the document, beside what was registered ---------------------------------------


def _shows_address(document: Document) -> bool | Unknown:
    """Whether the document prints an address; a passport only with its bearer's page."""
    spec = DOCUMENTS[document.kind]
    if not {Attribute.ADDRESS, Attribute.HEAD_OFFICE} & (spec.proves | spec.sometimes_proves):
        return False
    seen = document.observation
    if document.kind is DocumentKind.PASSPORT_JP and seen.has_bearers_page is False:
        return False
    return UNKNOWN if isinstance(seen.address, Unknown) else seen.address is not ABSENT


def _address_shown(_: Document, submission: Submission, __: date) -> bool | Unknown:
    shown = [_shows_address(document) for document in submission.documents]
    if any(one is True for one in shown):
        return True
    return UNKNOWN if UNKNOWN in shown else False


ADDRESS_SHOWN: Final = Fact(
    name="address_shown",
    asks_ja="住所が記載されていますか",
    asks_en="Does any of the documents show an address?",
    values=(True, False),
    read=_address_shown,
    scope=Scope.SUBMISSION,
    effort=2,
)


def name(strictness: Strictness) -> Fact:
    """Ask whether the name, or the registered name, agrees with the profile."""

    def read(document: Document, submission: Submission, _: date) -> Agreement | Unknown:
        printed = document.observation.name
        if isinstance(printed, str):
            return agreement(submission.applicant.name, printed, compare_name, strictness)
        return printed if isinstance(printed, Unknown) else Agreement.NOT_SHOWN

    return _agreement_fact("name", "氏名・名称", "name", read, strictness)


def address(strictness: Strictness) -> Fact:
    """Ask whether the address, or the head office, agrees with the profile."""

    def read(document: Document, submission: Submission, _: date) -> Agreement | Unknown:
        printed = document.observation.address
        if isinstance(printed, str):
            declared = submission.applicant.address.text
            return agreement(declared, printed, compare_address, strictness)
        return Agreement.NOT_SHOWN if _shows_address(document) is False else UNKNOWN

    return _agreement_fact("address", "住所・所在地", "address", read, strictness)


def representative(strictness: Strictness) -> Fact:
    """Ask whether the representative of a company agrees with the profile."""

    def read(document: Document, submission: Submission, _: date) -> Agreement | Unknown:
        applicant, printed = submission.applicant, document.observation.representative
        if isinstance(applicant, Individual):
            return Agreement.NOT_SHOWN
        if isinstance(printed, str):
            return agreement(applicant.representative, printed, compare_name, strictness)
        return printed if isinstance(printed, Unknown) else Agreement.NOT_SHOWN

    return _agreement_fact("representative", "代表者", "representative", read, strictness)


def _birth_date(document: Document, submission: Submission, _: date) -> Agreement | Unknown:
    applicant, printed = submission.applicant, document.observation.birth_date
    if isinstance(applicant, Corporation):
        return Agreement.NOT_SHOWN
    if isinstance(printed, date):
        return Agreement.SAME if printed == applicant.birth_date else Agreement.DIFFERENT
    return printed if isinstance(printed, Unknown) else Agreement.NOT_SHOWN


def _agreement_fact(
    fact: str, label_ja: str, label_en: str, read: Reader, setting: Strictness | None = None
) -> Fact:
    return Fact(
        name=fact,
        asks_ja=f"{label_ja}は登録と一致しますか",
        asks_en=f"Does the {label_en} agree with the profile?",
        values=tuple(Agreement),
        read=read,
        setting=setting and setting.name,
        effort=3,
    )


BIRTH_DATE: Final = _agreement_fact("birth_date", "生年月日", "birth date", _birth_date)
