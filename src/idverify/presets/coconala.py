"""coconala (ココナラ): identity verification by its own review in the 2020s.

Individuals were later verified in a partner's app. One help page was stored in two
versions. The older one lists the documents and five business days and refuses the
individual number card; the newer one refers individuals to an app and lists the functions
that verification unlocks. No source gives the day of the change.
"""

from typing import Final

from idverify.catalogue.capabilities import Capability
from idverify.catalogue.reasons import TYPO_OR_OMISSION
from idverify.catalogue.sources import cite
from idverify.citations import Citation, Confidence
from idverify.matching.strictness import STANDARD
from idverify.model.documents import DocumentKind
from idverify.model.uploads import FileLimits
from idverify.policy.acceptance import Acceptance
from idverify.policy.policy import Policy
from idverify.policy.settings import Gap
from idverify.policy.standard_rules.common import CommonCitations, make_common_rules
from idverify.policy.standard_rules.documents import ENDED_ERA_YEARS_CITATION, issue_is_recent
from idverify.policy.standard_rules.images import original_is_photographed
from idverify.policy.standard_rules.masking import INSURED_NUMBERS_CITATION, NUMBER_COPY_CITATION
from idverify.policy.standard_rules.profile import IDENTITY_ATTRIBUTES_CITATION, address_is_shown

__all__ = ["COCONALA_2020S"]


def _cite_page(place: str, confidence: Confidence = Confidence.CONFIRMED) -> Citation:
    return cite("CO1", place, confidence)


_OLDER_VERSION: Final = _cite_page("older version: accepted documents")
_NEWER_VERSION: Final = _cite_page("newer version: what verification unlocks")
_OUR_DEFAULT: Final = _cite_page("our default: not stated", Confidence.UNSURE)

_ACCEPTS: Final = tuple(
    Acceptance(kinds={kind}, citations=[_OLDER_VERSION])
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

_CAPABILITIES: Final = (
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
    citations=[_OLDER_VERSION, _NEWER_VERSION],
    accept_list=_ACCEPTS,
    requirements=make_common_rules(
        CommonCitations(
            files=[_OUR_DEFAULT],
            number_side=[NUMBER_COPY_CITATION],
            validity=[_OLDER_VERSION],
            dates=[_OLDER_VERSION, ENDED_ERA_YEARS_CITATION],
            expiry=[_OLDER_VERSION],
            identity=[IDENTITY_ATTRIBUTES_CITATION],
            profile=[_OUR_DEFAULT],
            masked_numbers=[INSURED_NUMBERS_CITATION],
            individual_number=[_cite_page("records with an individual number refused")],
        ),
        strictness=STANDARD,
        shared_reason=TYPO_OR_OMISSION,
        specific_rules=(
            *issue_is_recent(
                6,
                frozenset({DocumentKind.RESIDENT_RECORD}),
                [_cite_page("older version: resident record within six months")],
            ),
            *original_is_photographed([_OUR_DEFAULT]),
            address_is_shown([_OUR_DEFAULT]),
        ),
    ),
    files=FileLimits(),
    business_days=5,
    capabilities=[Capability(code, ja, en, _NEWER_VERSION) for code, ja, en in _CAPABILITIES],
    gaps=(
        Gap(
            statement_ja=(
                "個人の確認は後に事業者のアプリ(eKYC)に移りましたが、その日付は不明です。"
                "この基準は自社審査の頃のものです。"
            ),
            statement_en=(
                "Individuals later moved to a partner's app; on which day is unknown. This is the"
                " policy of the time before."
            ),
            citation=_cite_page("newer version", Confidence.UNSURE),
        ),
        Gap(
            statement_ja=(
                "画像の形式と容量、コピーの可否、提出する面、照合の厳しさは書かれていません。"
                "ここではコピーを受け付けません。"
            ),
            statement_en=(
                "Formats and size of pictures, whether copies are accepted, the sides to send and"
                " how strictly names are compared are not stated. Copies are refused here."
            ),
            citation=_OUR_DEFAULT,
        ),
        Gap(
            statement_ja="共済組合員証も挙げられていますが、ここでは健康保険証と区別しません。",
            statement_en=(
                "A mutual-aid card is listed too; here it is not told from an insurance card."
            ),
            citation=_OLDER_VERSION,
        ),
        Gap(
            statement_ja="法人の書類については読めませんでした。",
            statement_en="Nothing could be read about documents of corporations.",
            citation=_OUR_DEFAULT,
        ),
    ),
)
"""The policy of coconala: ten documents, each sufficient alone; no individual number."""
