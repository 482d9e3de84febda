"""Rejection reasons (非承認理由): a stable code, a label and a remedy for the applicant."""

from attrs import Attribute, field, frozen

from idverify.citations import Citation
from idverify.errors import InvalidValueError
from idverify.model.validators import is_snake_case, not_blank
from idverify.validation import validated

__all__ = ["RejectionReason"]


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
