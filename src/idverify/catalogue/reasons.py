"""Why submissions are not approved: our reasons by code, and the article's three by name."""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from idverify.catalogue._applicant_reasons import APPLICANT_REASONS
from idverify.catalogue._document_reasons import DOCUMENT_REASONS
from idverify.errors import InvalidValueError
from idverify.model.reasons import RejectionReason

__all__ = [
    "ADDRESS_ABSENT",
    "ARTICLE_REASONS",
    "PHOTO_OF_COPY",
    "REASONS",
    "TYPO_OR_OMISSION",
    "RejectionReason",
    "get_reason",
]

REASONS: Final[Mapping[str, RejectionReason]] = MappingProxyType(
    {row.code: row for row in (*DOCUMENT_REASONS, *APPLICANT_REASONS)}
)


def get_reason(code: str) -> RejectionReason:
    """Return our reason with this code.

    >>> get_reason("image.photo_of_copy").label_en
    'photo of a photocopy'

    Raises:
        InvalidValueError: None of ours has it; the text names the codes that look like it. A
            service's own reasons are not looked up, they are handed over as they are.
    """
    if code not in REASONS:
        near = ", ".join(get_close_matches(code, REASONS)) or "none"
        raise InvalidValueError(
            f"none of our rejection reasons has this code; near codes: {near}."
            " For a reason of your own construct a RejectionReason"
        )
    return REASONS[code]


ADDRESS_ABSENT: Final = get_reason("field.address_absent")
TYPO_OR_OMISSION: Final = get_reason("profile.typo_or_omission")
PHOTO_OF_COPY: Final = get_reason("image.photo_of_copy")

#: What the article calls them, and the code of ours that says it.
ARTICLE_REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "住所の記載が抜けている": ADDRESS_ABSENT.code,
        "本人情報に誤字や脱字がある": TYPO_OR_OMISSION.code,
        "コピーされた書類の画像を提出している": PHOTO_OF_COPY.code,
    }
)
