"""What CrowdWorks itself asks for: its FAQ 10018, as far as it could be read.

The end of the page could not be read. What it may say there stands among the gaps,
and where only the article speaks, the article is cited.
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
    original_is_photographed,
    profile_agrees,
)
from idverify.policy.content_rules import (
    WITH_NUMBER,
    WITH_NUMBER_ON_BACK,
    bearers_page_is_there,
    expiry_is_shown,
    individual_number_is_absent,
    number_side_is_absent,
    old_addresses_are_struck_out,
    sides_are_shown,
)
from idverify.policy.policy import Policy
from idverify.policy.settings import Gap
from idverify.vocabulary.applicants import EntityKind
from idverify.vocabulary.capabilities import BANK_ACCOUNT_REGISTRATION, NEXT_STEPS
from idverify.vocabulary.documents import DocumentKind, SensitiveField, Side
from idverify.vocabulary.reasons import TYPO_OR_OMISSION
from idverify.vocabulary.sources import cite
from idverify.vocabulary.uploads import FileLimits, ImageFormat

__all__ = ["CROWDWORKS_FAQ"]


def _faq(place: str, confidence: Confidence = Confidence.CONFIRMED) -> Citation:
    return cite("CW1", place, confidence)


_LIST: Final = _faq("list of documents")
_BOTH_SIDES: Final = frozenset({Side.FRONT, Side.BACK})
_CORPORATE: Final = frozenset(
    {DocumentKind.REGISTRY_CERTIFICATE_FULL, DocumentKind.CORPORATE_SEAL_CERTIFICATE}
)
_RECORD: Final = frozenset({DocumentKind.RESIDENT_RECORD})

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
        kinds=_CORPORATE,
        entity=EntityKind.CORPORATION,
        citations=[_faq("corporations: both certificates")],
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
        says_ja="特別永住者証明書の必要な面は、読めた範囲にありませんでした。",
        says_en="Which sides of the special permanent resident certificate are needed was not"
        " in the part that could be read.",
        citation=_faq("special permanent resident certificate", Confidence.UNSURE),
    ),
    Gap(
        says_ja=(
            "法人の証明書の発行日の期限は、読めた範囲にありませんでした。"
            "「3か月以内」は紹介記事によるもので、履歴事項全部証明書についてだけです。"
        ),
        says_en="Within how many months corporate certificates must be issued was not in the part"
        " that could be read; three months is the article's word, and for the registry"
        " certificate only.",
        citation=_faq("corporate certificates", Confidence.UNSURE),
    ),
    Gap(
        says_ja="住民基本台帳カードの条件は、写真付きに限ることのほかは読めませんでした。",
        says_en="Of the Basic Resident Register card no more could be read than that it must"
        " bear a photo.",
        citation=_faq("Basic Resident Register card", Confidence.UNSURE),
    ),
    Gap(
        says_ja=(
            "保険証の裏面に住所欄があれば記入が必要とされていますが、"
            "ここでは住民票を含むいずれかの書類に住所があることだけを求めます。"
        ),
        says_en="An address column on the back of the insurance card must be filled in where there"
        " is one; here an address on any of the documents is enough, the resident record among"
        " them.",
        citation=_faq("address column of the insurance card"),
    ),
    Gap(
        says_ja="年齢の条件は、読めた範囲にはありません。",
        says_en="No rule about ages stands in the part that could be read.",
        citation=_faq("visible part", Confidence.UNSURE),
    ),
    Gap(
        says_ja=(
            "運転経歴証明書は免許証とともに「有効期限内」とされていますが、"
            "この証明書に有効期限はありません。"
        ),
        says_en="The driving record certificate is listed with the licence under 'unexpired',"
        " though it never expires.",
        citation=_faq("licence and driving record certificate"),
    ),
    Gap(
        says_ja="提出回数の上限、画像の保存期間、再確認の時期は書かれていません。",
        says_en="A limit of attempts, how long pictures are kept, and any verification anew are"
        " not stated.",
        citation=_faq("whole page", Confidence.UNSURE),
    ),
)

CROWDWORKS_FAQ: Final = Policy(
    code="crowdworks_faq",
    title_ja="クラウドワークスの本人確認(公式FAQによる)",
    title_en="Identity verification at CrowdWorks, by its own FAQ",
    citations=[_LIST, cite("CWb2", "what the FAQ leaves open", Confidence.ARTICLE)],
    accepts=_ACCEPTS,
    requirements=(
        *files_are_usable([cite("CWb2", "upload limits", Confidence.ARTICLE)]),
        number_side_is_absent(
            WITH_NUMBER_ON_BACK,
            [_faq("front only; the back may not be submitted")],
        ),
        *law_of_documents(EVERY_KIND, [_faq("unexpired documents")]),
        dates_are_possible(EVERY_KIND, [_LIST, PHANTOM_YEARS]),
        expiry_is_shown(EVERY_KIND, [_faq("unexpired documents")]),
        *is_issued_within(
            6, _RECORD, [_faq("resident record within six months")], prefix="resident_record_"
        ),
        *is_issued_within(
            3,
            frozenset({DocumentKind.REGISTRY_CERTIFICATE_FULL}),
            [cite("CWb2", "registry certificate within three months", Confidence.ARTICLE)],
        ),
        *sides_are_shown(_SIDES, [_faq("sides and pages")]),
        bearers_page_is_there([_faq("booklets of 2020-02-03 or earlier, with the address page")]),
        original_is_photographed([cite("CWb2", "refusals", Confidence.ARTICLE)]),
        address_is_shown([_faq("address column filled in")]),
        old_addresses_are_struck_out(
            frozenset({DocumentKind.PASSPORT_JP, DocumentKind.HEALTH_INSURANCE_CARD}),
            [_faq("addresses other than the present one struck out")],
        ),
        *identity_is_shown([IDENTITY_IN_LAW]),
        *profile_agrees(
            EVERY_KIND,
            STANDARD,
            TYPO_OR_OMISSION,
            [cite("CWb1", "mail of refusal: data do not match", Confidence.SINGLE)],
        ),
        *numbers_are_masked(
            [_faq("symbol, number and insurer number hidden")],
            {
                SensitiveField.QR_CODE: [
                    cite("MIYAKE", "a QR code that reveals the numbers is masked like them")
                ]
            },
        ),
        individual_number_is_absent(
            WITH_NUMBER,
            [_faq("without the individual number"), cite("PPC613", "limits on collection")],
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
"""The same seven choices, with sides and pages; a company brings two certificates."""
