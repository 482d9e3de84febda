"""What a rejection reason (非承認理由) is: a stable code, and words for the applicant."""

from attrs import Attribute, field, frozen

from idverify.citations import Citation
from idverify.errors import InvalidValueError
from idverify.model.validators import is_snake_case, not_blank

__all__ = ["RejectionReason"]


def _is_reason_code(_instance: object, _attribute: "Attribute[str]", code: str) -> None:
    group, _, name = code.partition(".")
    if code != "other" and not (is_snake_case(group) and is_snake_case(name)):
        raise InvalidValueError(
            "code has not the shape group.name, as in image.unclear: use lower-case ASCII words"
        )


@frozen
class RejectionReason:
    """Why a submission is not approved, and what the applicant can do about it.

    The set is open: a service makes reasons of its own beside ours.

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
        InvalidValueError: The code has not the shape `group.name`, or a text is empty.
    """

    code: str = field(validator=_is_reason_code)
    """What programs compare and histories keep; it never changes its meaning."""
    label_ja: str = field(validator=not_blank)
    label_en: str = field(validator=not_blank)
    remedy_ja: str = field(validator=not_blank)
    """What to do now, in full sentences to the applicant."""
    remedy_en: str = field(validator=not_blank)
    usually_retryable: bool = field(default=True, kw_only=True)
    """Is another attempt the usual way on? Whether a refusal is final is for the decision."""
    stated_by: tuple[str, ...] = field(default=(), kw_only=True)
    """The services that state it, or whose stated requirements imply it."""
    citations: tuple[Citation, ...] = field(default=(), kw_only=True)
