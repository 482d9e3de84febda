"""CrowdWorks (クラウドワークス): identity verification by its own FAQ 10018.

The end of the page could not be read. Points that it may contain are listed as gaps.
Where only the article describes a rule, the article is cited.
"""

from typing import Final

from idverify.catalogue.capabilities import BANK_ACCOUNT_REGISTRATION, NEXT_STEPS
from idverify.catalogue.reasons import TYPO_OR_OMISSION
from idverify.catalogue.sources import cite
from idverify.citations import Citation, Confidence
from idverify.matching.strictness import STANDARD
from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.uploads import FileLimits, ImageFormat
from idverify.policy.acceptance import Acceptance
from idverify.policy.policy import Policy
from idverify.policy.settings import Gap
from idverify.policy.standard_rules.common import CommonCitations, make_common_rules
from idverify.policy.standard_rules.documents import ENDED_ERA_YEARS_CITATION, issue_is_recent
from idverify.policy.standard_rules.images import (
    bearers_page_is_there,
    original_is_photographed,
    sides_are_shown,
)
from idverify.policy.standard_rules.masking import (
    NUMBER_COLLECTION_CITATION,
    old_addresses_are_struck_out,
)
from idverify.policy.standard_rules.profile import IDENTITY_ATTRIBUTES_CITATION, address_is_shown

__all__ = ["CROWDWORKS_FAQ"]


def _cite_faq(place: str, confidence: Confidence = Confidence.CONFIRMED) -> Citation:
    return cite("CW1", place, confidence)


_LIST: Final = _cite_faq("list of documents")
_BOTH_SIDES: Final = frozenset({Side.FRONT, Side.BACK})
_CORPORATE_KINDS: Final = frozenset(
    {DocumentKind.REGISTRY_CERTIFICATE_FULL, DocumentKind.CORPORATE_SEAL_CERTIFICATE}
)
_RESIDENT_RECORD: Final = frozenset({DocumentKind.RESIDENT_RECORD})

_ACCEPTS: Final = (
    *(
        Acceptance(kinds=kinds, citations=[_LIST])
        for kinds in (
            {DocumentKind.PASSPORT_JP},
            {DocumentKind.DRIVERS_LICENSE},
            {DocumentKind.DRIVING_RECORD_CERTIFICATE},
            {DocumentKind.HEALTH_INSURANCE_CARD, DocumentKind.RESIDENT_RECORD},
            {DocumentKind.INDIVIDUAL_NUMBER_CARD},
            {DocumentKind.JUKI_CARD_B},
            {DocumentKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE},
        )
    ),
    Acceptance(
        kinds=_CORPORATE_KINDS,
        entity_kind=EntityKind.CORPORATION,
        citations=[_cite_faq("corporations: both certificates")],
    ),
)


#: The sides of the special permanent resident certificate could not be read.
_SIDES: Final = {
    DocumentKind.PASSPORT_JP: {Side.PHOTO_PAGE, Side.BEARER_PAGE},
    DocumentKind.DRIVERS_LICENSE: _BOTH_SIDES,
    DocumentKind.DRIVING_RECORD_CERTIFICATE: _BOTH_SIDES,
    DocumentKind.HEALTH_INSURANCE_CARD: _BOTH_SIDES,
    DocumentKind.JUKI_CARD_B: _BOTH_SIDES,
    DocumentKind.INDIVIDUAL_NUMBER_CARD: {Side.FRONT},
}

_GAPS: Final = (
    Gap(
        statement_ja="特別永住者証明書の必要な面は、読めた範囲にありませんでした。",
        statement_en=(
            "Which sides of the special permanent resident certificate are needed was not in the"
            " part that could be read."
        ),
        citation=_cite_faq("special permanent resident certificate", Confidence.UNSURE),
    ),
    Gap(
        statement_ja=(
            "法人の証明書の発行日の期限は、読めた範囲にありませんでした。"
            "「3か月以内」は紹介記事によるもので、履歴事項全部証明書についてだけです。"
        ),
        statement_en=(
            "Within how many months corporate certificates must be issued was not in the part that"
            " could be read; three months is the article's word, and for the registry certificate"
            " only."
        ),
        citation=_cite_faq("corporate certificates", Confidence.UNSURE),
    ),
    Gap(
        statement_ja="住民基本台帳カードの条件は、写真付きに限ることのほかは読めませんでした。",
        statement_en=(
            "Of the Basic Resident Register card no more could be read than that it must bear a"
            " photo."
        ),
        citation=_cite_faq("Basic Resident Register card", Confidence.UNSURE),
    ),
    Gap(
        statement_ja=(
            "保険証の裏面に住所欄があれば記入が必要とされていますが、"
            "ここでは住民票を含むいずれかの書類に住所があることだけを求めます。"
        ),
        statement_en=(
            "An address column on the back of the insurance card must be filled in where there is"
            " one; here an address on any of the documents is enough, the resident record among"
            " them."
        ),
        citation=_cite_faq("address column of the insurance card"),
    ),
    Gap(
        statement_ja="年齢の条件は、読めた範囲にはありません。",
        statement_en="No rule about ages stands in the part that could be read.",
        citation=_cite_faq("visible part", Confidence.UNSURE),
    ),
    Gap(
        statement_ja=(
            "運転経歴証明書は免許証とともに「有効期限内」とされていますが、"
            "この証明書に有効期限はありません。"
        ),
        statement_en=(
            "The driving record certificate is listed with the licence under 'unexpired', though"
            " it never expires."
        ),
        citation=_cite_faq("licence and driving record certificate"),
    ),
    Gap(
        statement_ja="提出回数の上限、画像の保存期間、再確認の時期は書かれていません。",
        statement_en=(
            "A limit of attempts, how long pictures are kept, and any verification anew are not"
            " stated."
        ),
        citation=_cite_faq("whole page", Confidence.UNSURE),
    ),
)

CROWDWORKS_FAQ: Final = Policy(
    code="crowdworks_faq",
    title_ja="クラウドワークスの本人確認(公式FAQによる)",
    title_en="Identity verification at CrowdWorks, by its own FAQ",
    citations=[_LIST, cite("CWb2", "what the FAQ leaves open", Confidence.ARTICLE)],
    accept_list=_ACCEPTS,
    requirements=make_common_rules(
        CommonCitations(
            files=[cite("CWb2", "upload limits", Confidence.ARTICLE)],
            number_side=[_cite_faq("front only; the back may not be submitted")],
            validity=[_cite_faq("unexpired documents")],
            dates=[_LIST, ENDED_ERA_YEARS_CITATION],
            expiry=[_cite_faq("unexpired documents")],
            identity=[IDENTITY_ATTRIBUTES_CITATION],
            profile=[cite("CWb1", "mail of refusal: data do not match", Confidence.SINGLE)],
            masked_numbers=[_cite_faq("symbol, number and insurer number hidden")],
            masked_fields={
                SensitiveField.QR_CODE: [
                    cite("MIYAKE", "a QR code that reveals the numbers is masked like them")
                ]
            },
            individual_number=[
                _cite_faq("without the individual number"),
                NUMBER_COLLECTION_CITATION,
            ],
        ),
        strictness=STANDARD,
        shared_reason=TYPO_OR_OMISSION,
        specific_rules=(
            *issue_is_recent(
                6,
                _RESIDENT_RECORD,
                [_cite_faq("resident record within six months")],
                code_prefix="resident_record_",
            ),
            *issue_is_recent(
                3,
                frozenset({DocumentKind.REGISTRY_CERTIFICATE_FULL}),
                [cite("CWb2", "registry certificate within three months", Confidence.ARTICLE)],
            ),
            *sides_are_shown(_SIDES, [_cite_faq("sides and pages")]),
            bearers_page_is_there(
                [_cite_faq("booklets of 2020-02-03 or earlier, with the address page")]
            ),
            *original_is_photographed([cite("CWb2", "refusals", Confidence.ARTICLE)]),
            address_is_shown([_cite_faq("address column filled in")]),
            old_addresses_are_struck_out(
                frozenset({DocumentKind.PASSPORT_JP, DocumentKind.HEALTH_INSURANCE_CARD}),
                [_cite_faq("addresses other than the present one struck out")],
            ),
        ),
    ),
    files=FileLimits(
        formats=frozenset({ImageFormat.JPEG, ImageFormat.PNG}), max_bytes=10 * 1024 * 1024
    ),
    business_days=5,
    capabilities=[BANK_ACCOUNT_REGISTRATION],
    next_steps=NEXT_STEPS,
    is_optional=True,
    gaps=_GAPS,
)
"""The policy of the CrowdWorks FAQ.

The seven choices of the article, with required sides and pages; a corporation needs two
certificates.
"""
