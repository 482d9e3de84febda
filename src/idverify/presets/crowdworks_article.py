"""CrowdWorks (クラウドワークス): identity verification as described by one article.

The article is by a freelancer of CrowdWorks. The policy contains what it states and
nothing else; every rule cites its place in the article. Three rules also need the law: the
article lists documents, and a card that the law has ended, or that has expired, is not a
document of that list. There the sources of each kind are cited in addition to the article.
"""

from typing import Final

from idverify.catalogue.capabilities import BANK_ACCOUNT_REGISTRATION, NEXT_STEPS
from idverify.catalogue.reasons import TYPO_OR_OMISSION
from idverify.catalogue.sources import cite
from idverify.citations import Citation, Confidence
from idverify.matching.strictness import STANDARD
from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind
from idverify.model.uploads import FileLimits, ImageFormat
from idverify.policy.acceptance import Acceptance
from idverify.policy.policy import Policy
from idverify.policy.standard_rules.common import CommonCitations, make_common_rules
from idverify.policy.standard_rules.documents import ENDED_ERA_YEARS_CITATION, issue_is_recent
from idverify.policy.standard_rules.images import original_is_photographed
from idverify.policy.standard_rules.masking import (
    NUMBER_COLLECTION_CITATION,
    NUMBER_COPY_CITATION,
)
from idverify.policy.standard_rules.profile import IDENTITY_ATTRIBUTES_CITATION, address_is_shown

__all__ = ["CROWDWORKS_ARTICLE"]


def _cite_article(place: str) -> Citation:
    return cite("CWb2", place, Confidence.ARTICLE)


_DOCUMENTS: Final = _cite_article("本人確認で使う5つの書類")
_REFUSALS: Final = _cite_article("本人確認で非承認になるケース")
_FIVE_DAYS: Final = _cite_article("本人確認が承認されるまで最大5営業日かかる")
_FILES: Final = _cite_article("本人確認画像がアップロードできない原因は何でしょうか?")
_MASKING: Final = _cite_article("住民票や保険証は本人確認手続きに使えますか?")
_OPTIONAL: Final = _cite_article("本人確認手続きは絶対に必要ですか?")

_ACCEPTS: Final = (
    *(
        Acceptance(kinds=kinds, citations=[_DOCUMENTS])
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
        kinds={DocumentKind.REGISTRY_CERTIFICATE_FULL},
        entity_kind=EntityKind.CORPORATION,
        citations=[_DOCUMENTS],
    ),
)


CROWDWORKS_ARTICLE: Final = Policy(
    code="crowdworks_article",
    title_ja="クラウドワークスの本人確認(紹介記事による)",
    title_en="Identity verification at CrowdWorks, as the article tells it",
    citations=[_DOCUMENTS, _REFUSALS, _FIVE_DAYS, _FILES, _MASKING, _OPTIONAL],
    accept_list=_ACCEPTS,
    requirements=make_common_rules(
        CommonCitations(
            files=[_FILES],
            number_side=[_DOCUMENTS, NUMBER_COPY_CITATION],
            validity=[_DOCUMENTS],
            dates=[_DOCUMENTS, ENDED_ERA_YEARS_CITATION],
            expiry=[_DOCUMENTS],
            identity=[_REFUSALS, IDENTITY_ATTRIBUTES_CITATION],
            profile=[_REFUSALS],
            masked_numbers=[_MASKING],
            individual_number=[_DOCUMENTS, NUMBER_COLLECTION_CITATION],
        ),
        strictness=STANDARD,
        shared_reason=TYPO_OR_OMISSION,
        specific_rules=(
            *issue_is_recent(3, frozenset({DocumentKind.REGISTRY_CERTIFICATE_FULL}), [_DOCUMENTS]),
            *original_is_photographed([_REFUSALS]),
            address_is_shown([_REFUSALS]),
        ),
    ),
    files=FileLimits(
        formats=frozenset({ImageFormat.JPEG, ImageFormat.PNG}), max_bytes=10 * 1024 * 1024
    ),
    business_days=5,
    capabilities=[BANK_ACCOUNT_REGISTRATION],
    next_steps=NEXT_STEPS,
    is_optional=True,
)
"""The policy of the article: seven choices for a person and one for a corporation."""
