"""Lancers' own review (自社審査), which refuses the individual number card.

The refusals are those the service lists; of the documents only a user's list is known.
"""

from typing import Final

from idverify.citations import Citation, Confidence
from idverify.matching.strictness import STANDARD
from idverify.policy.acceptance import Acceptance
from idverify.policy.common_rules import (
    EVERY_KIND,
    PHANTOM_YEARS,
    address_is_shown,
    dates_are_possible,
    files_are_usable,
    identity_is_shown,
    is_issued_within,
    law_of_documents,
    numbers_are_masked,
    profile_agrees,
)
from idverify.policy.content_rules import (
    WITH_NUMBER,
    WITH_NUMBER_ON_BACK,
    expiry_is_shown,
    individual_number_is_absent,
    number_side_is_absent,
    sides_are_shown,
)
from idverify.policy.policy import Policy
from idverify.policy.settings import Gap
from idverify.vocabulary.documents import DocumentKind, Side
from idverify.vocabulary.sources import cite
from idverify.vocabulary.uploads import FileLimits

__all__ = ["LANCERS"]


def _page(place: str, confidence: Confidence = Confidence.CONFIRMED) -> Citation:
    return cite("LA1", place, confidence)


_LIST: Final = cite("LAb", "documents named by a user", Confidence.SINGLE)
_REASONS: Final = _page("reasons of refusal")

_ACCEPTS: Final = tuple(
    Acceptance(kinds={kind}, citations=[_LIST])
    for kind in (
        DocumentKind.DRIVERS_LICENSE,
        DocumentKind.HEALTH_INSURANCE_CARD,
        DocumentKind.PASSPORT_JP,
        DocumentKind.RESIDENT_RECORD,
    )
)
_BOTH: Final = frozenset({Side.FRONT, Side.BACK})

LANCERS: Final = Policy(
    code="lancers",
    title_ja="ランサーズの本人確認(自社審査)",
    title_en="Identity verification at Lancers, own review",
    citations=[_REASONS, _LIST],
    accepts=_ACCEPTS,
    requirements=(
        *files_are_usable([_page("formats: JPG, GIF, PNG, BMP")]),
        number_side_is_absent(
            WITH_NUMBER_ON_BACK,
            [cite("PPC613", "copying the number can breach the limits on collection")],
        ),
        *law_of_documents(EVERY_KIND, [_page("expired documents refused")]),
        dates_are_possible(EVERY_KIND, [_REASONS, PHANTOM_YEARS]),
        expiry_is_shown(EVERY_KIND, [_page("expiry cannot be confirmed")]),
        *is_issued_within(
            3,
            frozenset({DocumentKind.RESIDENT_RECORD}),
            [_page("resident record within three months")],
        ),
        *sides_are_shown(
            {
                DocumentKind.DRIVERS_LICENSE: _BOTH,
                DocumentKind.HEALTH_INSURANCE_CARD: _BOTH,
                DocumentKind.PASSPORT_JP: {Side.PHOTO_PAGE, Side.BEARER_PAGE},
                DocumentKind.RESIDENT_RECORD: {Side.PAGES},
            },
            [_page("one side only, pages missing")],
        ),
        address_is_shown([_page("field absent on the document")]),
        *identity_is_shown([_page("field absent on the document")]),
        *profile_agrees(EVERY_KIND, STANDARD, None, [_page("name, address, birth date differ")]),
        *numbers_are_masked(
            [cite("MHLW", "nobody may ask for the insured numbers since 2020-10-01")]
        ),
        individual_number_is_absent(
            WITH_NUMBER,
            [_page("individual number card refused in the own review", Confidence.DERIVED)],
        ),
    ),
    files=FileLimits(),
    gaps=(
        Gap(
            says_ja="書類の一覧は公式には読めず、利用者の記事によります。学生証も挙げられています。",
            says_en="The list of documents is a user's, not the service's; it also mentions a"
            " student card, a kind unknown here.",
            citation=_LIST,
        ),
        Gap(
            says_ja="GIFとBMPも受け付けるとありますが、このライブラリはJPEGとPNGだけを調べます。",
            says_en="GIF and BMP are taken there too; this library inspects JPEG and PNG only.",
            citation=_page("formats: JPG, GIF, PNG, BMP"),
        ),
        Gap(
            says_ja="審査にかかる日数は読めませんでした。5営業日は仮の値です。",
            says_en="How long a review takes could not be read; five business days are assumed.",
            citation=_page("time of review", Confidence.UNSURE),
        ),
        Gap(
            says_ja="マイナンバーカードは提携先のeKYCでだけ使え、自社審査では受け付けません。",
            says_en="The individual number card serves only in a partner's app, not in this"
            " review.",
            citation=_page("individual number card refused in the own review"),
        ),
        Gap(
            says_ja="法人の情報相違は理由にありますが、法人の書類については末尾が読めませんでした。",
            says_en="Corporate data that differ are a reason, but the end of the page, on documents"
            " of corporations, could not be read.",
            citation=_page("end of the page", Confidence.UNSURE),
        ),
    ),
)
"""Four documents, each alone; the individual number card is refused."""
