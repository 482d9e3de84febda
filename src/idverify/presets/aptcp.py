"""Act on Prevention of Transfer of Criminal Proceeds (犯収法), as a reference policy.

The Act binds specified business operators (特定事業者). A marketplace that verifies
identities voluntarily is not automatically one, so this policy is not meant for approvals
as it is. It shows the requirements of the Act for the remote method with images or copies,
which ends on 31 March 2027. An operator that is bound by the Act derives its own policy and
sets there which trust frameworks it may claim.
"""

from datetime import date
from typing import Final

from idverify.calendar.period import Period
from idverify.catalogue.sources import cite
from idverify.citations import Citation, Confidence
from idverify.matching.strictness import STANDARD
from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind
from idverify.model.observations import Medium
from idverify.model.uploads import FileLimits
from idverify.policy.acceptance import Acceptance
from idverify.policy.policy import Policy
from idverify.policy.settings import Gap, Retention
from idverify.policy.standard_rules.common import CommonCitations, make_common_rules
from idverify.policy.standard_rules.documents import ENDED_ERA_YEARS_CITATION, issue_is_recent
from idverify.policy.standard_rules.images import original_is_photographed
from idverify.policy.standard_rules.masking import (
    INSURED_NUMBERS_CITATION,
    NUMBER_COLLECTION_CITATION,
    NUMBER_COPY_CITATION,
)
from idverify.policy.standard_rules.profile import address_is_shown

__all__ = ["APTCP"]

_ARTICLE_7: Final = cite("MIYAGI", "規則第7条")
_SIX_MONTHS: Final = cite("MIYAGI", "規則第7条ただし書: made within six months before the receipt")
_VALID: Final = cite("MIYAGI", "規則第7条ただし書: valid on the day of receipt")
_DOCUMENT_GROUPS: Final = cite("HOURITSU", "documents by group", Confidence.SINGLE)
_TWO_DOCUMENTS: Final = cite("OCS", "two documents since 2020-04-01", Confidence.SINGLE)
_IMAGE_METHOD_ENDS: Final = (
    cite("MHM", "pictures and copies end in principle from 2027-04-01"),
    cite("SHIGYO", "in force on 2027-04-01"),
    cite("POCKET", "IC chip or JPKI instead"),
)
_IDENTITY: Final = cite("IURIS-CH", "法第4条第1項第1号: name, residence, birth date")

#: The last day on which an image or a copy is sufficient is 31 March 2027.
_IMAGE_METHOD_PERIOD: Final = Period(since=date(2020, 4, 1), until=date(2027, 4, 1))
#: The insurance card was removed from the list of documents when its issue ended.
_INSURANCE_CARD_PERIOD: Final = Period(since=date(2020, 4, 1), until=date(2024, 12, 2))

_PHOTO_KINDS: Final = (
    DocumentKind.DRIVERS_LICENSE,
    DocumentKind.DRIVING_RECORD_CERTIFICATE,
    DocumentKind.INDIVIDUAL_NUMBER_CARD,
    DocumentKind.JUKI_CARD_B,
    DocumentKind.RESIDENCE_CARD,
    DocumentKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
    DocumentKind.SPECIFIED_RESIDENCE_CARD,
    DocumentKind.PASSPORT_JP,
)
_RESIDENT_RECORD: Final = DocumentKind.RESIDENT_RECORD
_CORPORATE_KINDS: Final = (
    DocumentKind.REGISTRY_CERTIFICATE_FULL,
    DocumentKind.REGISTRY_CERTIFICATE_CURRENT,
    DocumentKind.CORPORATE_SEAL_CERTIFICATE,
)


def _make_acceptance(
    *kinds: DocumentKind, period: Period, source: Citation, is_corporate: bool = False
) -> Acceptance:
    return Acceptance(
        kinds=kinds,
        entity_kind=EntityKind.CORPORATION if is_corporate else EntityKind.INDIVIDUAL,
        period=period,
        citations=[_ARTICLE_7, source, *_IMAGE_METHOD_ENDS],
    )


_ACCEPTS: Final = (
    *(
        _make_acceptance(kind, period=_IMAGE_METHOD_PERIOD, source=_DOCUMENT_GROUPS)
        for kind in _PHOTO_KINDS
    ),
    _make_acceptance(
        DocumentKind.HEALTH_INSURANCE_CARD,
        _RESIDENT_RECORD,
        period=_INSURANCE_CARD_PERIOD,
        source=cite("NEKO", "insurance cards left the rule on 2024-12-02", Confidence.SINGLE),
    ),
    _make_acceptance(
        DocumentKind.ELIGIBILITY_CERTIFICATE,
        _RESIDENT_RECORD,
        period=_IMAGE_METHOD_PERIOD,
        source=_TWO_DOCUMENTS,
    ),
    _make_acceptance(
        DocumentKind.PENSION_BOOK,
        _RESIDENT_RECORD,
        period=_IMAGE_METHOD_PERIOD,
        source=_TWO_DOCUMENTS,
    ),
    _make_acceptance(
        DocumentKind.SEAL_REGISTRATION_CERTIFICATE,
        _RESIDENT_RECORD,
        period=_IMAGE_METHOD_PERIOD,
        source=_TWO_DOCUMENTS,
    ),
    *(
        _make_acceptance(
            kind, period=_IMAGE_METHOD_PERIOD, source=_DOCUMENT_GROUPS, is_corporate=True
        )
        for kind in _CORPORATE_KINDS
    ),
)

_PAPER_KINDS: Final = frozenset(
    {_RESIDENT_RECORD, DocumentKind.SEAL_REGISTRATION_CERTIFICATE, *_CORPORATE_KINDS}
)

APTCP: Final = Policy(
    code="aptcp",
    title_ja="犯罪収益移転防止法(非対面・画像または写しの送付)",
    title_en="Act on Prevention of Transfer of Criminal Proceeds: pictures or copies by remote",
    citations=[_ARTICLE_7, _IDENTITY, *_IMAGE_METHOD_ENDS],
    accept_list=_ACCEPTS,
    requirements=make_common_rules(
        CommonCitations(
            files=[_ARTICLE_7],
            number_side=[NUMBER_COPY_CITATION],
            validity=[_VALID],
            dates=[_VALID, ENDED_ERA_YEARS_CITATION],
            expiry=[_VALID],
            identity=[_IDENTITY],
            profile=[_IDENTITY],
            masked_numbers=[INSURED_NUMBERS_CITATION],
            individual_number=[NUMBER_COLLECTION_CITATION],
        ),
        strictness=STANDARD,
        shared_reason=None,
        specific_rules=(
            *issue_is_recent(6, _PAPER_KINDS, [_SIX_MONTHS]),
            *original_is_photographed(
                [_ARTICLE_7],
                # A copy (写し) may be made by a machine or a scanner.
                accepted=dict.fromkeys((Medium.PHOTOCOPY, Medium.SCAN), _IMAGE_METHOD_ENDS[:1]),
            ),
            address_is_shown([_IDENTITY]),
        ),
    ),
    files=FileLimits(),
    retention=Retention(
        records_years=7,
        citations=[cite("IURIS6", "法第6条: seven years from the end of the contract")],
    ),
    gaps=(
        Gap(
            statement_ja=(
                "この法律は特定事業者を拘束するものです。任意に本人確認をする事業者が"
                "特定事業者に当たるかどうかは、弁護士にお確かめください。"
            ),
            statement_en=(
                "The Act binds specified business operators. Whether somebody who verifies of his"
                " own accord is one, a lawyer has to say."
            ),
            citation=cite("IURIS-CH", "法第2条・第4条", Confidence.INFERRED),
        ),
        Gap(
            statement_ja=(
                "画像による方法では、書類の厚みなどの特徴と本人の容貌も撮影します。"
                "ここではその確認を扱いません。"
            ),
            statement_en=(
                "The way by picture also asks for the thickness of the document and the face of"
                " the person, photographed there and then; neither is looked at here."
            ),
            citation=cite("SHIGYO", "picture of card and thickness", Confidence.SINGLE),
        ),
        Gap(
            statement_ja="写しの送付では転送不要郵便も必要です。ここでは扱いません。",
            statement_en=(
                "The way by copies also asks for mail that is not forwarded; that is not looked at"
                " here."
            ),
            citation=_DOCUMENT_GROUPS,
        ),
        Gap(
            statement_ja="2020年3月31日までの規定と、2027年4月1日以降の例外は書いていません。",
            statement_en=(
                "The rules up to 2020-03-31, and the exceptions from 2027-04-01 on, are not"
                " written down here."
            ),
            citation=cite("MHM", "in principle", Confidence.UNSURE),
        ),
        Gap(
            statement_ja=(
                "対面でもICチップの読取りを求める改正案が2025年12月5日に公表されました。"
                "公布されたかどうかは確かめられませんでした。"
            ),
            statement_en=(
                "A draft of 2025-12-05 asks for the IC chip face to face too; whether it was"
                " promulgated could not be confirmed."
            ),
            citation=cite("CYBER", "draft of 2025-12-05", Confidence.UNSURE),
        ),
        Gap(
            statement_ja="法人の書類が2027年4月1日以降どうなるかは読めませんでした。",
            statement_en=(
                "What becomes of documents of corporations from 2027-04-01 on could not be read."
            ),
            citation=cite("MHM", "documents of corporations", Confidence.UNSURE),
        ),
    ),
)
"""The reference policy of the Act; it accepts no submission received after 2027-03-31."""
