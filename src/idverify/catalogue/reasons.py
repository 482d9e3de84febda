"""Catalogue of rejection reasons by code (非承認理由の一覧)."""

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
    """Return the rejection reason of the catalogue with this code.

    A service's own reasons are not in the catalogue; pass them on as values.

    >>> get_reason("image.photo_of_copy").label_en
    'photo of a photocopy'

    Raises:
        InvalidValueError: If no reason has this code; the text names similar codes.
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

#: The codes of the three reasons that the article names, by the wording of the article.
ARTICLE_REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "住所の記載が抜けている": ADDRESS_ABSENT.code,
        "本人情報に誤字や脱字がある": TYPO_OR_OMISSION.code,
        "コピーされた書類の画像を提出している": PHOTO_OF_COPY.code,
    }
)
