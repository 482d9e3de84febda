"""What an article on CrowdWorks by one of its freelancers says, and nothing it does not.

Every rule cites the place in the article it stands on. Three of them also need
the law: the article lists documents, and a card that the law has ended, or whose
last day has passed, is none of those it lists. There the sources of each kind
stand beside the article.
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
from idverify.policy.standard_rules._scope import EVERY_KIND
from idverify.policy.standard_rules.documents import (
    ENDED_ERA_YEARS_CITATION,
    dates_are_possible,
    documents_are_valid,
    expiry_is_shown,
    issue_is_recent,
)
from idverify.policy.standard_rules.images import files_are_usable, original_is_photographed
from idverify.policy.standard_rules.masking import (
    KINDS_WITH_INDIVIDUAL_NUMBER,
    KINDS_WITH_NUMBER_ON_BACK,
    individual_number_is_absent,
    number_side_is_absent,
    numbers_are_masked,
)
from idverify.policy.standard_rules.profile import (
    IDENTITY_ATTRIBUTES_CITATION,
    address_is_shown,
    identity_is_shown,
    profile_matches,
)

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
    requirements=(
        *files_are_usable([_FILES]),
        number_side_is_absent(
            KINDS_WITH_NUMBER_ON_BACK,
            [_DOCUMENTS, cite("PPC613", "copying the number can breach the limits on collection")],
        ),
        *documents_are_valid(EVERY_KIND, [_DOCUMENTS]),
        dates_are_possible(EVERY_KIND, [_DOCUMENTS, ENDED_ERA_YEARS_CITATION]),
        expiry_is_shown(EVERY_KIND, [_DOCUMENTS]),
        *issue_is_recent(3, frozenset({DocumentKind.REGISTRY_CERTIFICATE_FULL}), [_DOCUMENTS]),
        original_is_photographed([_REFUSALS]),
        address_is_shown([_REFUSALS]),
        *identity_is_shown([_REFUSALS, IDENTITY_ATTRIBUTES_CITATION]),
        *profile_matches(EVERY_KIND, STANDARD, TYPO_OR_OMISSION, [_REFUSALS]),
        *numbers_are_masked([_MASKING]),
        individual_number_is_absent(
            KINDS_WITH_INDIVIDUAL_NUMBER, [_DOCUMENTS, cite("PPC613", "limits on collection")]
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
"""Seven choices for a person, one for a company, five business days."""
