"""coconala's own review in the 2020s, before individuals moved to a partner's app.

One help page was stored in two versions. The older one lists documents and five
business days and refuses the individual number card; the newer one sends individuals
to an app, and lists what verification unlocks. On which day one replaced the other
no source says.
"""

from typing import Final

from idverify.citations import Citation, Confidence
from idverify.matching.strictness import STANDARD
from idverify.policy.acceptance import Acceptance
from idverify.policy.common_rules import (
    EVERY_KIND,
    IDENTITY_IN_LAW,
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
)
from idverify.policy.policy import Policy
from idverify.policy.settings import Gap
from idverify.vocabulary.capabilities import Capability
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.reasons import TYPO_OR_OMISSION
from idverify.vocabulary.sources import cite
from idverify.vocabulary.uploads import FileLimits

__all__ = ["COCONALA_2020S"]


def _page(place: str, confidence: Confidence = Confidence.CONFIRMED) -> Citation:
    return cite("CO1", place, confidence)


_OLDER: Final = _page("older version: accepted documents")
_NEWER: Final = _page("newer version: what verification unlocks")
_OURS: Final = _page("our default: not stated", Confidence.UNSURE)

_ACCEPTS: Final = tuple(
    Acceptance(kinds={kind}, citations=[_OLDER])
    for kind in (
        DocumentKind.DRIVERS_LICENSE,
        DocumentKind.DRIVING_RECORD_CERTIFICATE,
        DocumentKind.HEALTH_INSURANCE_CARD,
        DocumentKind.PASSPORT_JP,
        DocumentKind.RESIDENT_RECORD,
        DocumentKind.JUKI_CARD_B,
        DocumentKind.RESIDENCE_CARD,
        DocumentKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        DocumentKind.PENSION_BOOK,
        DocumentKind.DISABILITY_HANDBOOK,
    )
)

_UNLOCKED: Final = (
    ("phone_consultation", "電話相談サービス", "phone consultation"),
    ("nda", "秘密保持契約", "non-disclosure agreement"),
    ("rank_approval", "PRO・占いなどの認定", "approval for PRO, fortune telling and ranks"),
    ("licensed_profession", "士業などの資格を要するサービス", "services of licensed professions"),
    ("payout_request", "売上金の振込申請", "payout request"),
    ("on_site_service", "対面・出張のサービス", "on-site services"),
)

COCONALA_2020S: Final = Policy(
    code="coconala_2020s",
    title_ja="ココナラの本人確認(2020年代の自社審査)",
    title_en="Identity verification at coconala, own review of the 2020s",
    citations=[_OLDER, _NEWER],
    accepts=_ACCEPTS,
    requirements=(
        *files_are_usable([_OURS]),
        number_side_is_absent(
            WITH_NUMBER_ON_BACK,
            [cite("PPC613", "copying the number can breach the limits on collection")],
        ),
        *law_of_documents(EVERY_KIND, [_OLDER]),
        dates_are_possible(EVERY_KIND, [_OLDER, PHANTOM_YEARS]),
        expiry_is_shown(EVERY_KIND, [_OLDER]),
        *is_issued_within(
            6,
            frozenset({DocumentKind.RESIDENT_RECORD}),
            [_page("older version: resident record within six months")],
        ),
        address_is_shown([_OURS]),
        *identity_is_shown([IDENTITY_IN_LAW]),
        *profile_agrees(EVERY_KIND, STANDARD, TYPO_OR_OMISSION, [_OURS]),
        *numbers_are_masked(
            [cite("MHLW", "nobody may ask for the insured numbers since 2020-10-01")]
        ),
        individual_number_is_absent(
            WITH_NUMBER,
            [_page("records with an individual number refused")],
        ),
    ),
    files=FileLimits(),
    business_days=5,
    capabilities=[Capability(code, ja, en, _NEWER) for code, ja, en in _UNLOCKED],
    gaps=(
        Gap(
            says_ja=(
                "個人の確認は後に事業者のアプリ(eKYC)に移りましたが、その日付は不明です。"
                "この基準は自社審査の頃のものです。"
            ),
            says_en="Individuals later moved to a partner's app; on which day is unknown. This is"
            " the policy of the time before.",
            citation=_page("newer version", Confidence.UNSURE),
        ),
        Gap(
            says_ja="画像の形式と容量、提出する面、照合の厳しさは書かれていません。",
            says_en="Formats and size of pictures, the sides to send and how strictly names are"
            " compared are not stated.",
            citation=_OURS,
        ),
        Gap(
            says_ja="共済組合員証も挙げられていますが、ここでは健康保険証と区別しません。",
            says_en="A mutual-aid card is listed too; here it is not told from an insurance card.",
            citation=_OLDER,
        ),
        Gap(
            says_ja="法人の書類については読めませんでした。",
            says_en="Nothing could be read about documents of corporations.",
            citation=_OURS,
        ),
    ),
)
"""Ten documents, each alone; nothing that bears an individual number."""
