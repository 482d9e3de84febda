"""Lancers' own review (自社審査), which refuses the individual number card.

The refusals are those the service lists; of the documents only a user's list is known.
"""

from typing import Final

from idverify.catalogue.sources import cite
from idverify.citations import Citation, Confidence
from idverify.matching.strictness import STANDARD
from idverify.model.documents import DocumentKind, Side
from idverify.model.uploads import FileLimits
from idverify.policy.acceptance import Acceptance
from idverify.policy.policy import Policy
from idverify.policy.settings import Gap
from idverify.policy.standard_rules._scope import EVERY_KIND
from idverify.policy.standard_rules.documents import (
    ENDED_ERA_YEARS_CITATION,
    dates_are_possible,
    documents_are_valid,
    expiry_is_shown,
    issue_is_recent,
)
from idverify.policy.standard_rules.images import files_are_usable, sides_are_shown
from idverify.policy.standard_rules.masking import (
    KINDS_WITH_INDIVIDUAL_NUMBER,
    KINDS_WITH_NUMBER_ON_BACK,
    individual_number_is_absent,
    number_side_is_absent,
    numbers_are_masked,
)
from idverify.policy.standard_rules.profile import (
    address_is_shown,
    identity_is_shown,
    profile_matches,
)

__all__ = ["LANCERS"]


def _cite_page(place: str, confidence: Confidence = Confidence.CONFIRMED) -> Citation:
    return cite("LA1", place, confidence)


_LIST: Final = cite("LAb", "documents named by a user", Confidence.SINGLE)
_REASONS: Final = _cite_page("reasons of refusal")

_ACCEPTS: Final = tuple(
    Acceptance(kinds={kind}, citations=[_LIST])
    for kind in (
        DocumentKind.DRIVERS_LICENSE,
        DocumentKind.HEALTH_INSURANCE_CARD,
        DocumentKind.PASSPORT_JP,
        DocumentKind.RESIDENT_RECORD,
    )
)
_BOTH_SIDES: Final = frozenset({Side.FRONT, Side.BACK})

LANCERS: Final = Policy(
    code="lancers",
    title_ja="ランサーズの本人確認(自社審査)",
    title_en="Identity verification at Lancers, own review",
    citations=[_REASONS, _LIST],
    accept_list=_ACCEPTS,
    requirements=(
        *files_are_usable([_cite_page("formats: JPG, GIF, PNG, BMP")]),
        number_side_is_absent(
            KINDS_WITH_NUMBER_ON_BACK,
            [cite("PPC613", "copying the number can breach the limits on collection")],
        ),
        *documents_are_valid(EVERY_KIND, [_cite_page("expired documents refused")]),
        dates_are_possible(EVERY_KIND, [_REASONS, ENDED_ERA_YEARS_CITATION]),
        expiry_is_shown(EVERY_KIND, [_cite_page("expiry cannot be confirmed")]),
        *issue_is_recent(
            3,
            frozenset({DocumentKind.RESIDENT_RECORD}),
            [_cite_page("resident record within three months")],
        ),
        *sides_are_shown(
            {
                DocumentKind.DRIVERS_LICENSE: _BOTH_SIDES,
                DocumentKind.HEALTH_INSURANCE_CARD: _BOTH_SIDES,
                DocumentKind.PASSPORT_JP: {Side.PHOTO_PAGE, Side.BEARER_PAGE},
                DocumentKind.RESIDENT_RECORD: {Side.PAGES},
            },
            [_cite_page("one side only, pages missing")],
        ),
        address_is_shown([_cite_page("field absent on the document")]),
        *identity_is_shown([_cite_page("field absent on the document")]),
        *profile_matches(
            EVERY_KIND, STANDARD, None, [_cite_page("name, address, birth date differ")]
        ),
        *numbers_are_masked(
            [cite("MHLW", "nobody may ask for the insured numbers since 2020-10-01")]
        ),
        individual_number_is_absent(
            KINDS_WITH_INDIVIDUAL_NUMBER,
            [_cite_page("individual number card refused in the own review", Confidence.DERIVED)],
        ),
    ),
    files=FileLimits(),
    gaps=(
        Gap(
            statement_ja="書類の一覧は公式には読めず、利用者の記事によります。学生証も挙げられています。",
            statement_en="The list of documents is a user's, not the service's; it also mentions a"
            " student card, a kind unknown here.",
            citation=_LIST,
        ),
        Gap(
            statement_ja="GIFとBMPも受け付けるとありますが、このライブラリはJPEGとPNGだけを調べます。",
            statement_en="GIF and BMP are taken there too; this library inspects JPEG and PNG only.",
            citation=_cite_page("formats: JPG, GIF, PNG, BMP"),
        ),
        Gap(
            statement_ja="審査にかかる日数は読めませんでした。5営業日は仮の値です。",
            statement_en="How long a review takes could not be read; five business days are assumed.",
            citation=_cite_page("time of review", Confidence.UNSURE),
        ),
        Gap(
            statement_ja="マイナンバーカードは提携先のeKYCでだけ使え、自社審査では受け付けません。",
            statement_en="The individual number card serves only in a partner's app, not in this"
            " review.",
            citation=_cite_page("individual number card refused in the own review"),
        ),
        Gap(
            statement_ja="法人の情報相違は理由にありますが、法人の書類については末尾が読めませんでした。",
            statement_en="Corporate data that differ are a reason, but the end of the page, on documents"
            " of corporations, could not be read.",
            citation=_cite_page("end of the page", Confidence.UNSURE),
        ),
    ),
)
"""Four documents, each alone; the individual number card is refused."""
