"""Expiry and usability of documents (有効期限と使用可否) by their print and the law."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from attrs import frozen

from idverify.calendar.period import require_date
from idverify.catalogue.documents import DOCUMENTS
from idverify.citations import Citation
from idverify.errors import InvalidValueError
from idverify.i18n import Label
from idverify.model.documents import DocumentKind, DocumentSpec
from idverify.policy.validity.certificates import as_printed, without_expiry
from idverify.policy.validity.drivers_license import drivers_license, driving_record_certificate
from idverify.policy.validity.individual_number_card import (
    basic_resident_card,
    individual_number_card,
)
from idverify.policy.validity.insurance import eligibility_certificate, health_insurance_card
from idverify.policy.validity.passport import passport
from idverify.policy.validity.provision import DocumentDates, Validity
from idverify.policy.validity.residence_card import (
    residence_card,
    special_permanent_resident_certificate,
)
from idverify.validation import validated

__all__ = ["Usability", "UsabilityReason", "check_usable_on", "compute_validity"]

#: The function that computes the validity of a kind; kinds without identification have none.
_VALIDITY_BY_KIND: Final[Mapping[DocumentKind, Callable[[DocumentDates], Validity]]] = (
    MappingProxyType(
        {
            DocumentKind.PASSPORT_JP: passport,
            DocumentKind.DRIVERS_LICENSE: drivers_license,
            DocumentKind.DRIVING_RECORD_CERTIFICATE: driving_record_certificate,
            DocumentKind.HEALTH_INSURANCE_CARD: health_insurance_card,
            DocumentKind.ELIGIBILITY_CERTIFICATE: eligibility_certificate,
            DocumentKind.RESIDENT_RECORD: without_expiry,
            DocumentKind.INDIVIDUAL_NUMBER_CARD: individual_number_card,
            DocumentKind.JUKI_CARD_B: basic_resident_card,
            DocumentKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE: (
                special_permanent_resident_certificate
            ),
            DocumentKind.RESIDENCE_CARD: residence_card,
            DocumentKind.SPECIFIED_RESIDENCE_CARD: residence_card,
            DocumentKind.PENSION_BOOK: as_printed,
            DocumentKind.DISABILITY_HANDBOOK: as_printed,
            DocumentKind.REGISTRY_CERTIFICATE_FULL: without_expiry,
            DocumentKind.REGISTRY_CERTIFICATE_CURRENT: without_expiry,
            DocumentKind.CORPORATE_SEAL_CERTIFICATE: without_expiry,
            DocumentKind.SEAL_REGISTRATION_CERTIFICATE: without_expiry,
            DocumentKind.UTILITY_BILL: without_expiry,
        }
    )
)


def compute_validity(
    kind: DocumentKind,
    *,
    expires_on: date | None = None,
    issued_on: date | None = None,
    applied_on: date | None = None,
    birth_date: date | None = None,
) -> Validity:
    """Return the last valid day of a document, from its printed dates and the law.

    The printed day is used if there is one, within the limits of the law. Otherwise
    the day is computed from the other dates where the law defines it.

    >>> compute_validity(DocumentKind.DRIVERS_LICENSE, expires_on=date(2026, 5, 3)).last_day
    datetime.date(2026, 5, 7)
    >>> compute_validity(DocumentKind.HEALTH_INSURANCE_CARD, expires_on=date(2026, 3, 31)).last_day
    datetime.date(2025, 12, 1)
    >>> compute_validity(DocumentKind.INDIVIDUAL_NUMBER_CARD, issued_on=date(2022, 5, 9),
    ...                applied_on=date(2022, 3, 31), birth_date=date(2003, 6, 1)).last_day
    datetime.date(2026, 6, 1)

    Args:
        kind: The kind of document.
        expires_on: The last valid day as printed (有効期限).
        issued_on: The day of issue as printed (発行日・交付日).
        applied_on: The day on which its application was received (申請受付日).
        birth_date: The birth date of the holder (生年月日).

    Raises:
        InvalidValueError: if the kind is no identification, such a document cannot have been
            issued on that day, or a day that the law counts from is missing; the text names it.
    """
    days = _make_document_dates(expires_on, issued_on, applied_on, birth_date)
    refusal = _find_ineligibility(DOCUMENTS[kind], issued_on)
    if refusal is not None:
        raise InvalidValueError(f"{kind} has no last valid day: {_STATEMENTS[refusal].en}")
    return _VALIDITY_BY_KIND[kind](days)


def _make_document_dates(*days: date | None) -> DocumentDates:
    names = ("expires_on", "issued_on", "applied_on", "birth_date")
    checked = {
        name: require_date(day, name)
        for name, day in zip(names, days, strict=True)
        if day is not None
    }
    return DocumentDates(**checked)


class UsabilityReason(StrEnum):
    """Why a document is usable on a day, or not."""

    NO_IDENTIFICATION = "no_identification"
    ISSUED_TOO_EARLY = "issued_too_early"
    ISSUED_TOO_LATE = "issued_too_late"
    NOT_YET_USABLE = "not_yet"
    NO_LONGER_USABLE = "kind_ended"
    NOT_YET_ISSUED = "issued_afterwards"
    EXPIRED = "expired"
    VALID = "valid"
    NEVER_EXPIRES = "never_expires"


_STATEMENTS: Final[Mapping[UsabilityReason, Label]] = MappingProxyType(
    {
        UsabilityReason.NO_IDENTIFICATION: Label(
            "この種類の書類では本人確認ができません。", "this kind of document identifies nobody."
        ),
        UsabilityReason.ISSUED_TOO_EARLY: Label(
            "発行日が、本人確認に使える書類の交付が始まる前です。",
            "it was issued before documents of this kind began to identify anybody.",
        ),
        UsabilityReason.ISSUED_TOO_LATE: Label(
            "発行日が、この種類の書類の発行が終わった後です。",
            "it says it was issued after the last document of this kind.",
        ),
        UsabilityReason.NOT_YET_USABLE: Label(
            "その日にはまだ本人確認に使えない種類の書類です。",
            "on that day documents of this kind did not yet identify anybody.",
        ),
        UsabilityReason.NO_LONGER_USABLE: Label(
            "その日にはもう本人確認に使えない種類の書類です。",
            "on that day documents of this kind no longer identified anybody.",
        ),
        UsabilityReason.NOT_YET_ISSUED: Label(
            "発行日がその日より後です。", "it was issued after that day."
        ),
        UsabilityReason.EXPIRED: Label("有効期限が過ぎています。", "it had expired by that day."),
        UsabilityReason.VALID: Label("有効期限内です。", "it was valid on that day."),
        UsabilityReason.NEVER_EXPIRES: Label(
            "有効期限のない書類です。", "documents of this kind do not expire."
        ),
    }
)


@validated
@frozen(kw_only=True)
class Usability:
    """Whether a document is usable on a day (使用可否), with the reason and the sources."""

    reason: UsabilityReason
    last_day: date | None
    """The last valid day; None if there is none, or if the document is not usable at all."""
    citations: tuple[Citation, ...]

    @property
    def is_usable(self) -> bool:
        """Whether the document can identify its holder on that day."""
        return self.reason in {UsabilityReason.VALID, UsabilityReason.NEVER_EXPIRES}

    @property
    def statement(self) -> Label:
        """The reason as a sentence, in Japanese and English."""
        return _STATEMENTS[self.reason]


def check_usable_on(
    kind: DocumentKind,
    day: date,
    *,
    expires_on: date | None = None,
    issued_on: date | None = None,
    applied_on: date | None = None,
    birth_date: date | None = None,
) -> Usability:
    """Return whether a document can identify its holder on *day*, and why.

    Whether a service accepts the document depends on its policy.

    >>> check_usable_on(DocumentKind.HEALTH_INSURANCE_CARD, date(2025, 12, 2)).statement.en
    'on that day documents of this kind no longer identified anybody.'
    >>> licence = DocumentKind.DRIVERS_LICENSE
    >>> check_usable_on(licence, date(2026, 5, 7), expires_on=date(2026, 5, 3)).is_usable
    True

    Args:
        kind: The kind of document.
        day: The day of receipt or presentation.
        expires_on: The last valid day as printed (有効期限).
        issued_on: The day of issue as printed (発行日・交付日).
        applied_on: The day on which its application was received (申請受付日).
        birth_date: The birth date of the holder (生年月日).

    Raises:
        InvalidValueError: if a day that the law counts from is missing.
    """
    day, spec = require_date(day), DOCUMENTS[kind]
    refusal = _find_ineligibility(spec, issued_on) or _find_window_violation(spec, issued_on, day)
    if refusal is not None:
        return Usability(reason=refusal, last_day=None, citations=spec.citations)
    validity = compute_validity(
        kind,
        expires_on=expires_on,
        issued_on=issued_on,
        applied_on=applied_on,
        birth_date=birth_date,
    )
    last_day = validity.last_day
    citations = tuple(dict.fromkeys(validity.citations + spec.citations))
    return Usability(reason=_classify_expiry(day, last_day), last_day=last_day, citations=citations)


def _classify_expiry(day: date, last_day: date | None) -> UsabilityReason:
    if last_day is None:
        return UsabilityReason.NEVER_EXPIRES
    return UsabilityReason.VALID if day <= last_day else UsabilityReason.EXPIRED


def _find_ineligibility(spec: DocumentSpec, issued_on: date | None) -> UsabilityReason | None:
    """Return why the kind, or a document of it issued on that day, is no identification."""
    if not spec.is_identification:
        return UsabilityReason.NO_IDENTIFICATION
    if issued_on is None or issued_on in spec.issue_period:
        return None
    since = spec.issue_period.since
    return (
        UsabilityReason.ISSUED_TOO_EARLY
        if since and issued_on < since
        else UsabilityReason.ISSUED_TOO_LATE
    )


def _find_window_violation(
    spec: DocumentSpec, issued_on: date | None, day: date
) -> UsabilityReason | None:
    """Return why the document cannot be presented on *day*; None if it can."""
    if spec.usable_period.since is not None and day < spec.usable_period.since:
        return UsabilityReason.NOT_YET_USABLE
    if spec.usable_period.until is not None and day >= spec.usable_period.until:
        return UsabilityReason.NO_LONGER_USABLE
    return UsabilityReason.NOT_YET_ISSUED if issued_on is not None and issued_on > day else None
