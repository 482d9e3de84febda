"""Rejection reasons (非承認理由): a stable code, a label and a remedy for the applicant."""

from collections.abc import Iterable

from attrs import Attribute, field, frozen

from idverify.citations import Citation
from idverify.errors import InvalidValueError
from idverify.model.documents import Side
from idverify.model.validators import (
    as_tuple,
    forbid_personal_identifier,
    is_code_tuple,
    is_snake_case,
    not_blank,
    not_empty,
)
from idverify.validation import at_least, validated

__all__ = [
    "LocatedReason",
    "RejectionReason",
    "as_reasons",
    "is_reason_tuple",
    "list_reason_codes",
]


def _is_reason_code(_instance: object, _attribute: "Attribute[str]", code: str) -> None:
    group, _, name = code.partition(".")
    if code != "other" and not (is_snake_case(group) and is_snake_case(name)):
        raise InvalidValueError(
            "code has not the shape group.name, as in image.unclear: use lower-case ASCII words"
        )


@validated
@frozen
class RejectionReason:
    """Why a submission is not approved, and what the applicant can do about it.

    The set is open: a service can add its own reasons to ours.

    >>> house = RejectionReason(
    ...     "document.no_business_name",
    ...     "屋号の記載なし",
    ...     "business name absent",
    ...     "屋号の記載された書類を提出してください。",
    ...     "Please submit a document that shows the business name.",
    ... )
    >>> house.usually_retryable
    True

    Raises:
        InvalidValueError: If the code does not have the form `group.name`, or a text is empty.
    """

    code: str = field(validator=_is_reason_code)
    """The stable identifier for programs and histories; its meaning never changes."""
    label_ja: str = field(validator=not_blank)
    label_en: str = field(validator=not_blank)
    remedy_ja: str = field(validator=not_blank)
    """What to do next, in full sentences addressed to the applicant."""
    remedy_en: str = field(validator=not_blank)
    usually_retryable: bool = field(default=True, kw_only=True)
    """Whether the applicant usually tries again; the decision determines whether it is final."""
    stated_by: tuple[str, ...] = field(default=(), kw_only=True)
    """The services that state this reason, or whose requirements imply it."""
    citations: tuple[Citation, ...] = field(default=(), kw_only=True)


def _is_reason_code_of_any_service(
    instance: object, attribute: "Attribute[str]", code: object
) -> None:
    is_code_tuple(instance, attribute, (code,))


def _is_field_name(reason: "LocatedReason", _: object, name: str) -> None:
    if name and not is_snake_case(name):
        raise InvalidValueError(
            f"field_name has {len(name)} characters and is not the name of a field: give one such"
            " as expires_on"
        )
    forbid_personal_identifier("field_name", name)
    if reason.document_index is None and (name or reason.side is not None):
        raise InvalidValueError(
            "document_index is missing: a side or a field_name is that of one document"
        )


@validated
@frozen
class LocatedReason:
    """A rejection reason with the place it applies to: a document, its side and its field.

    It holds no personal data, so histories keep it.

    >>> LocatedReason("image.unclear", document_index=0, side="back").side
    <Side.BACK: 'back'>

    Raises:
        InvalidValueError: If a side or field is given without a document, or the field is not
            written as a name.
    """

    code: str = field(validator=_is_reason_code_of_any_service)
    """A code of `idverify.catalogue.reasons` or of the service."""
    document_index: int | None = field(default=None, kw_only=True, validator=at_least(0))
    """Index of the document in the submission; `None`: the submission as a whole."""
    side: Side | None = field(default=None, kw_only=True)
    """The side or page; `None`: the document as a whole, or not known."""
    field_name: str = field(default="", kw_only=True, validator=_is_field_name)
    """The field of the observation, or the sensitive field; empty: none in particular."""


def as_reasons(reasons: Iterable[str | LocatedReason]) -> tuple[str | LocatedReason, ...]:
    """Return reasons as a tuple.

    Raises:
        InvalidValueError: If *reasons* is a single text, which would become a tuple of letters.
    """
    if isinstance(reasons, str):
        as_tuple(reasons)
    return tuple(reasons)


def list_reason_codes(reasons: Iterable[str | LocatedReason]) -> tuple[str, ...]:
    """Return the codes of reasons, in order and without duplicates.

    >>> list_reason_codes(["other", LocatedReason("other", document_index=0)])
    ('other',)
    """
    codes = (reason.code if isinstance(reason, LocatedReason) else reason for reason in reasons)
    return tuple(dict.fromkeys(codes))


def is_reason_tuple(
    instance: object,
    attribute: "Attribute[tuple[str | LocatedReason, ...]]",
    reasons: tuple[str | LocatedReason, ...],
) -> None:
    """Raise `InvalidValueError` unless there are one or more reasons without personal data."""
    not_empty(instance, attribute, reasons)
    is_code_tuple(instance, attribute, list_reason_codes(reasons))
