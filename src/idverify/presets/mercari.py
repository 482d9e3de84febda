"""Mercari (メルカリ): identity verification in its app.

Profile and document must match exactly as printed, and a residence card must be valid for
60 more days. The layout of the table of documents was lost where it was read: the rule of
60 days is next to the residence card but may also apply to the licence and the passport.
"""

from typing import Final

from idverify.catalogue.sources import cite
from idverify.citations import Citation, Confidence
from idverify.matching.strictness import STRICT
from idverify.model.documents import DocumentKind
from idverify.model.uploads import FileLimits
from idverify.policy.acceptance import Acceptance
from idverify.policy.policy import Policy
from idverify.policy.settings import Gap
from idverify.policy.standard_rules.common import CommonCitations, make_common_rules
from idverify.policy.standard_rules.documents import ENDED_ERA_YEARS_CITATION, validity_remains
from idverify.policy.standard_rules.images import original_is_photographed, photo_is_shown
from idverify.policy.standard_rules.masking import (
    INSURED_NUMBERS_CITATION,
    NUMBER_COLLECTION_CITATION,
    NUMBER_COPY_CITATION,
)
from idverify.policy.standard_rules.profile import IDENTITY_ATTRIBUTES_CITATION, address_is_shown

__all__ = ["MERCARI"]


def _cite_page(place: str, confidence: Confidence = Confidence.CONFIRMED) -> Citation:
    return cite("ME1", place, confidence)


_LIST: Final = _cite_page("accepted documents")
_AS_PRINTED: Final = cite("ME2", "as printed, with digits, symbols and order")

_ACCEPTS: Final = tuple(
    Acceptance(kinds={kind}, citations=[_LIST])
    for kind in (
        DocumentKind.INDIVIDUAL_NUMBER_CARD,
        DocumentKind.DRIVERS_LICENSE,
        DocumentKind.DRIVING_RECORD_CERTIFICATE,
        DocumentKind.PASSPORT_JP,
        DocumentKind.RESIDENCE_CARD,
        DocumentKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
    )
)
_LISTED_KINDS: Final = frozenset(kind for line in _ACCEPTS for kind in line.kinds)

MERCARI: Final = Policy(
    code="mercari",
    title_ja="メルカリの本人確認(アプリでの撮影)",
    title_en="Identity verification at Mercari, photographed in the app",
    citations=[_LIST, _AS_PRINTED],
    accept_list=_ACCEPTS,
    requirements=make_common_rules(
        CommonCitations(
            files=[_cite_page("photographed in the app", Confidence.UNSURE)],
            number_side=[NUMBER_COPY_CITATION],
            validity=[_cite_page("expired documents refused")],
            dates=[_LIST, ENDED_ERA_YEARS_CITATION],
            expiry=[_cite_page("expired documents refused")],
            identity=[IDENTITY_ATTRIBUTES_CITATION],
            profile=[_AS_PRINTED],
            masked_numbers=[INSURED_NUMBERS_CITATION],
            individual_number=[NUMBER_COLLECTION_CITATION],
        ),
        strictness=STRICT,
        shared_reason=None,
        specific_rules=(
            validity_remains(
                60,
                frozenset({DocumentKind.RESIDENCE_CARD}),
                [_cite_page("60 days left, counted from the day of application")],
            ),
            *original_is_photographed([_cite_page("photographed in the app", Confidence.UNSURE)]),
            photo_is_shown(
                _LISTED_KINDS,
                [
                    _cite_page("photographed in the app, with the face", Confidence.UNSURE),
                    cite("ATT", "no photo under 16"),
                ],
            ),
            address_is_shown([IDENTITY_ATTRIBUTES_CITATION]),
        ),
    ),
    files=FileLimits(),
    gaps=(
        Gap(
            statement_ja="残り60日の条件が免許証とパスポートにも及ぶかどうかは読み取れませんでした。",
            statement_en=(
                "Whether the 60 days are meant for the licence and the passport too could not be"
                " told."
            ),
            citation=_cite_page("60 days left", Confidence.UNSURE),
        ),
        Gap(
            statement_ja="審査にかかる日数は読めませんでした。5営業日は仮の値です。",
            statement_en=(
                "How long a review takes could not be read; five business days are assumed."
            ),
            citation=_cite_page("time of review", Confidence.UNSURE),
        ),
        Gap(
            statement_ja="提出はアプリでの撮影に限られ、この基準は書類の条件だけを写したものです。",
            statement_en=(
                "Documents are photographed in the app only; this policy has the conditions on the"
                " documents, not the capture."
            ),
            citation=_LIST,
        ),
    ),
)
"""The policy of Mercari: six documents with a photo; names and addresses as printed."""
