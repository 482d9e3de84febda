"""Identity documents (本人確認書類): kinds, sides, attributes they prove, sensitive fields."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from attrs import frozen

from idverify.calendar.period import Period
from idverify.citations import Citation
from idverify.i18n import Label
from idverify.validation import validated

__all__ = [
    "ATTRIBUTE_LABELS",
    "IDENTITY_ATTRIBUTES",
    "SENSITIVE_FIELD_LABELS",
    "SIDE_LABELS",
    "DocumentAttribute",
    "DocumentKind",
    "DocumentSpec",
    "SensitiveField",
    "Side",
]


class DocumentKind(StrEnum):
    """A kind of document that applicants submit to Japanese marketplaces (書類の種類).

    Whether a kind is *accepted* depends on the policy: one service accepts a card that
    another one refuses.
    """

    PASSPORT_JP = "passport_jp"
    DRIVERS_LICENSE = "drivers_license"
    DRIVING_RECORD_CERTIFICATE = "driving_record_certificate"
    HEALTH_INSURANCE_CARD = "health_insurance_card"
    ELIGIBILITY_CERTIFICATE = "eligibility_certificate"
    ELIGIBILITY_NOTICE = "eligibility_notice"
    RESIDENT_RECORD = "resident_record"
    INDIVIDUAL_NUMBER_CARD = "individual_number_card"
    NUMBER_NOTIFICATION_CARD = "number_notification_card"
    JUKI_CARD_B = "juki_card_b"
    JUKI_CARD_A = "juki_card_a"
    SPECIAL_PERMANENT_RESIDENT_CERTIFICATE = "special_permanent_resident_certificate"
    RESIDENCE_CARD = "residence_card"
    SPECIFIED_RESIDENCE_CARD = "specified_residence_card"
    PENSION_BOOK = "pension_book"
    DISABILITY_HANDBOOK = "disability_handbook"
    REGISTRY_CERTIFICATE_FULL = "registry_certificate_full"
    REGISTRY_CERTIFICATE_CURRENT = "registry_certificate_current"
    CORPORATE_SEAL_CERTIFICATE = "corporate_seal_certificate"
    SEAL_REGISTRATION_CERTIFICATE = "seal_registration_certificate"
    UTILITY_BILL = "utility_bill"


class DocumentAttribute(StrEnum):
    """A fact about a person or a corporation that a document can prove (確認できる事項)."""

    NAME = "name"
    ADDRESS = "address"
    BIRTH_DATE = "birth_date"
    PHOTO = "photo"
    CORPORATE_NAME = "corporate_name"
    HEAD_OFFICE = "head_office"
    REPRESENTATIVE = "representative"


#: The attributes that identify a natural person (本人特定事項), as listed in article 4 of the
#: Act on Prevention of Transfer of Criminal Proceeds.
IDENTITY_ATTRIBUTES: Final = frozenset(
    {DocumentAttribute.NAME, DocumentAttribute.ADDRESS, DocumentAttribute.BIRTH_DATE}
)


class Side(StrEnum):
    """The side or page of a document that an image shows (面・ページ)."""

    FRONT = "front"
    BACK = "back"
    PHOTO_PAGE = "photo_page"
    BEARER_PAGE = "bearer_page"
    """The page of an older passport for the bearer's handwritten address (所持人記入欄)."""
    PAGES = "pages"
    """All pages of a certificate on paper; in a booklet, every page with an entry."""


class SensitiveField(StrEnum):
    """A field of a document that must be masked, or that some services want masked."""

    INSURED_SYMBOL = "insured_symbol"
    INSURED_NUMBER = "insured_number"
    INSURED_BRANCH_NUMBER = "insured_branch_number"
    INSURER_NUMBER = "insurer_number"
    QR_CODE = "qr_code"
    BASIC_PENSION_NUMBER = "basic_pension_number"
    INDIVIDUAL_NUMBER = "individual_number"
    RESIDENT_RECORD_CODE = "resident_record_code"
    REGISTERED_DOMICILE = "registered_domicile"
    OLD_ADDRESS = "old_address"
    ORGAN_DONATION = "organ_donation"
    SEX = "sex"
    LICENCE_CONDITIONS = "licence_conditions"


ATTRIBUTE_LABELS: Final[Mapping[DocumentAttribute, Label]] = MappingProxyType(
    {
        DocumentAttribute.NAME: Label("氏名", "name"),
        DocumentAttribute.ADDRESS: Label("住所", "address"),
        DocumentAttribute.BIRTH_DATE: Label("生年月日", "birth date"),
        DocumentAttribute.PHOTO: Label("顔写真", "photo"),
        DocumentAttribute.CORPORATE_NAME: Label("商号・名称", "registered name"),
        DocumentAttribute.HEAD_OFFICE: Label("本店・主たる事務所の所在地", "head office"),
        DocumentAttribute.REPRESENTATIVE: Label("代表者", "representative"),
    }
)

SIDE_LABELS: Final[Mapping[Side, Label]] = MappingProxyType(
    {
        Side.FRONT: Label("表面", "front"),
        Side.BACK: Label("裏面", "back"),
        Side.PHOTO_PAGE: Label("顔写真のページ", "photo page"),
        Side.BEARER_PAGE: Label("所持人記入欄のページ", "bearer's page"),
        Side.PAGES: Label("全ページ", "all pages"),
    }
)

SENSITIVE_FIELD_LABELS: Final[Mapping[SensitiveField, Label]] = MappingProxyType(
    {
        SensitiveField.INSURED_SYMBOL: Label("記号", "insured symbol"),
        SensitiveField.INSURED_NUMBER: Label("番号", "insured number"),
        SensitiveField.INSURED_BRANCH_NUMBER: Label("枝番", "branch number"),
        SensitiveField.INSURER_NUMBER: Label("保険者番号", "insurer number"),
        SensitiveField.QR_CODE: Label("QRコード", "QR code"),
        SensitiveField.BASIC_PENSION_NUMBER: Label("基礎年金番号", "basic pension number"),
        SensitiveField.INDIVIDUAL_NUMBER: Label("個人番号(マイナンバー)", "individual number"),
        SensitiveField.RESIDENT_RECORD_CODE: Label("住民票コード", "resident record code"),
        SensitiveField.REGISTERED_DOMICILE: Label("本籍", "registered domicile"),
        SensitiveField.OLD_ADDRESS: Label("旧住所", "old address"),
        SensitiveField.ORGAN_DONATION: Label("臓器提供意思表示欄", "organ donation field"),
        SensitiveField.SEX: Label("性別", "sex"),
        SensitiveField.LICENCE_CONDITIONS: Label("免許の条件等", "licence conditions"),
    }
)


_ALWAYS: Final = Period()


@validated
@frozen(kw_only=True)
class DocumentSpec:
    """The facts about one kind of document, with their sources.

    They are facts of law and administration only. What a service accepts, within how many
    months and with which second document is part of its policy.

    >>> from datetime import date
    >>> from idverify.catalogue.documents import DOCUMENTS
    >>> card = DOCUMENTS[DocumentKind.HEALTH_INSURANCE_CARD]
    >>> date(2025, 12, 1) in card.usable_period, date(2025, 12, 2) in card.usable_period
    (True, False)
    """

    kind: DocumentKind
    name_ja: str
    name_en: str
    issuer_ja: str
    """The issuing authority; general knowledge, not cited."""
    proves: frozenset[DocumentAttribute]
    """The attributes that it always proves."""
    sometimes_proves: frozenset[DocumentAttribute] = frozenset()
    """The attributes that it proves only under the condition given in the remark."""
    prints_latin_name: bool = False
    """Whether it prints the name in Latin letters, alone or beside the kanji."""
    sides: frozenset[Side]
    """The sides to photograph; empty for a kind that is no identification."""
    usable_period: Period = _ALWAYS
    """The days on which this kind can serve as identification, whatever is printed on it."""
    issue_period: Period = _ALWAYS
    """The days on which a valid document of this kind can have been issued."""
    has_expiry_date: bool | None
    """Whether it bears an expiry date (有効期限); None if only some do, or no source states it."""
    must_mask: frozenset[SensitiveField] = frozenset()
    """Fields printed on the document that must be masked in the image."""
    may_mask: frozenset[SensitiveField] = frozenset()
    """Fields that some services want masked; the policy decides."""
    forbidden_fields: frozenset[SensitiveField] = frozenset()
    """Fields that may not be received: an image that shows one is purged and requested again."""
    forbidden_sides: frozenset[Side] = frozenset()
    """Sides that may not be submitted."""
    companions: frozenset[DocumentKind] = frozenset()
    """The kinds that services commonly ask for in addition; a hint only."""
    oidc_type: str | None
    """The `document.type` in OpenID Identity Assurance; our own begin with `x-idverify-jp:`.

    None for a kind that is no identification."""
    remark_ja: str = ""
    """What to know before relying on a document of this kind."""
    remark_en: str = ""
    ineligibility_reason_ja: str = ""
    """Why this kind is no identification; empty for the kinds that are."""
    ineligibility_reason_en: str = ""
    citations: tuple[Citation, ...]
    """The sources; `place` of each names the statement that it supports."""

    @property
    def is_identification(self) -> bool:
        """Whether this kind can serve as identification on any day at all.

        >>> from idverify.catalogue.documents import DOCUMENTS
        >>> DOCUMENTS[DocumentKind.ELIGIBILITY_NOTICE].is_identification
        False
        """
        return not self.ineligibility_reason_ja
