"""Lancers (ランサーズ): identity verification by its own review (自社審査).

The review refuses the individual number card. The reasons of refusal are listed by the
service; the accepted documents are known only from a list by a user.
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
from idverify.policy.standard_rules.common import CommonCitations, make_common_rules
from idverify.policy.standard_rules.documents import ENDED_ERA_YEARS_CITATION, issue_is_recent
from idverify.policy.standard_rules.images import original_is_photographed, sides_are_shown
from idverify.policy.standard_rules.masking import INSURED_NUMBERS_CITATION, NUMBER_COPY_CITATION
from idverify.policy.standard_rules.profile import address_is_shown

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
    requirements=make_common_rules(
        CommonCitations(
            files=[_cite_page("formats: JPG, GIF, PNG, BMP")],
            number_side=[NUMBER_COPY_CITATION],
            validity=[_cite_page("expired documents refused")],
            dates=[_REASONS, ENDED_ERA_YEARS_CITATION],
            expiry=[_cite_page("expiry cannot be confirmed")],
            identity=[_cite_page("field absent on the document")],
            profile=[_cite_page("name, address, birth date differ")],
            masked_numbers=[INSURED_NUMBERS_CITATION],
            individual_number=[
                _cite_page("individual number card refused in the own review", Confidence.DERIVED)
            ],
        ),
        strictness=STANDARD,
        shared_reason=None,
        specific_rules=(
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
            *original_is_photographed([_cite_page("our default: not stated", Confidence.UNSURE)]),
            address_is_shown([_cite_page("field absent on the document")]),
        ),
    ),
    files=FileLimits(),
    gaps=(
        Gap(
            statement_ja="書類の一覧は公式には読めず、利用者の記事によります。学生証も挙げられています。",
            statement_en=(
                "The list of documents is a user's, not the service's; it also mentions a student"
                " card, a kind unknown here."
            ),
            citation=_LIST,
        ),
        Gap(
            statement_ja="GIFとBMPも受け付けるとありますが、このライブラリはJPEGとPNGだけを調べます。",
            statement_en=(
                "GIF and BMP are taken there too; this library inspects JPEG and PNG only."
            ),
            citation=_cite_page("formats: JPG, GIF, PNG, BMP"),
        ),
        Gap(
            statement_ja="書類のコピーの可否は読めませんでした。ここでは受け付けません。",
            statement_en="Whether copies are accepted could not be read. They are refused here.",
            citation=_cite_page("our default: not stated", Confidence.UNSURE),
        ),
        Gap(
            statement_ja="審査にかかる日数は読めませんでした。5営業日は仮の値です。",
            statement_en=(
                "How long a review takes could not be read; five business days are assumed."
            ),
            citation=_cite_page("time of review", Confidence.UNSURE),
        ),
        Gap(
            statement_ja="マイナンバーカードは提携先のeKYCでだけ使え、自社審査では受け付けません。",
            statement_en=(
                "The individual number card serves only in a partner's app, not in this review."
            ),
            citation=_cite_page("individual number card refused in the own review"),
        ),
        Gap(
            statement_ja="法人の情報相違は理由にありますが、法人の書類については末尾が読めませんでした。",
            statement_en=(
                "Corporate data that differ are a reason, but the end of the page, on documents of"
                " corporations, could not be read."
            ),
            citation=_cite_page("end of the page", Confidence.UNSURE),
        ),
    ),
)
"""The policy of Lancers: four documents, each sufficient alone; no individual number card."""
