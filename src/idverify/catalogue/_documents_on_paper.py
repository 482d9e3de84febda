"""Catalogue of certificates and bills on paper, which are accepted for some months from issue."""

from typing import Final

from idverify.catalogue.sources import cite
from idverify.citations import Confidence
from idverify.model.documents import (
    IDENTITY_ATTRIBUTES,
    DocumentAttribute,
    DocumentKind,
    DocumentSpec,
    SensitiveField,
    Side,
)

__all__ = ["DOCUMENTS_ON_PAPER"]

_ALL_PAGES: Final = frozenset({Side.PAGES})
_CORPORATION: Final = frozenset(
    {
        DocumentAttribute.CORPORATE_NAME,
        DocumentAttribute.HEAD_OFFICE,
        DocumentAttribute.REPRESENTATIVE,
    }
)
_SIX_MONTHS: Final = cite("MIYAGI", "made within six months before the day of receipt")

DOCUMENTS_ON_PAPER: Final = (
    DocumentSpec(
        kind=DocumentKind.RESIDENT_RECORD,
        name_ja="住民票の写し",
        name_en="resident record",
        issuer_ja="市区町村長",
        proves=IDENTITY_ATTRIBUTES,
        sides=_ALL_PAGES,
        has_expiry_date=False,
        may_mask=frozenset(
            {SensitiveField.RESIDENT_RECORD_CODE, SensitiveField.REGISTERED_DOMICILE}
        ),
        forbidden_fields=frozenset({SensitiveField.INDIVIDUAL_NUMBER}),
        oidc_type="x-idverify-jp:resident_record",
        remark_ja="個人番号を省いたものを取得し、発行日と公印を含むすべてのページを写します。",
        remark_en=(
            "It has to be obtained without the individual number; every page counts, with date"
            " of issue and seal."
        ),
        citations=(
            _SIX_MONTHS,
            cite("CW1", "within six months, without the individual number"),
            cite("LA1", "within three months"),
            cite("TOP", "all pages, date of issue and seal; code and domicile left out"),
            cite("CRD1", "resident record code and registered domicile hidden"),
            cite("IDENT", "whether jp_residency_card means this paper", Confidence.UNSURE),
        ),
    ),
    DocumentSpec(
        kind=DocumentKind.SEAL_REGISTRATION_CERTIFICATE,
        name_ja="印鑑登録証明書",
        name_en="personal seal registration certificate",
        issuer_ja="市区町村長",
        proves=IDENTITY_ATTRIBUTES,
        sides=_ALL_PAGES,
        has_expiry_date=False,
        oidc_type="x-idverify-jp:seal_registration_certificate",
        citations=(_SIX_MONTHS, cite("CRD1", "within three months of the day of upload")),
    ),
    DocumentSpec(
        kind=DocumentKind.UTILITY_BILL,
        name_ja="公共料金の領収書",
        name_en="utility bill",
        issuer_ja="電気・ガス・水道などの事業者",
        proves=frozenset({DocumentAttribute.NAME, DocumentAttribute.ADDRESS}),
        sides=_ALL_PAGES,
        has_expiry_date=False,
        oidc_type="utility_statement",
        remark_ja="氏名と住所を補うための書類で、これだけでは本人確認に足りません。",
        remark_en="It supports a name and an address; alone it is not enough.",
        citations=(
            cite("SJ1", "one of two documents, within three months"),
            cite("UP1", "refused"),
            cite("IDENT", "utility_statement"),
        ),
    ),
    DocumentSpec(
        kind=DocumentKind.REGISTRY_CERTIFICATE_FULL,
        name_ja="履歴事項全部証明書",
        name_en="certificate of all registered matters",
        issuer_ja="登記所(法務局)",
        proves=_CORPORATION,
        sides=_ALL_PAGES,
        has_expiry_date=False,
        companions=frozenset({DocumentKind.CORPORATE_SEAL_CERTIFICATE}),
        oidc_type="x-idverify-jp:registry_certificate_full",
        citations=(
            _SIX_MONTHS,
            cite("CWb2", "within three months, with nothing beside it", Confidence.ARTICLE),
            cite("CW1", "with the corporate seal certificate"),
            cite("CD1", "within six months"),
        ),
    ),
    DocumentSpec(
        kind=DocumentKind.REGISTRY_CERTIFICATE_CURRENT,
        name_ja="現在事項全部証明書",
        name_en="certificate of current registered matters",
        issuer_ja="登記所(法務局)",
        proves=_CORPORATION,
        sides=_ALL_PAGES,
        has_expiry_date=False,
        oidc_type="x-idverify-jp:registry_certificate_current",
        citations=(_SIX_MONTHS, cite("IB1", "accepted like that of all registered matters")),
    ),
    DocumentSpec(
        kind=DocumentKind.CORPORATE_SEAL_CERTIFICATE,
        name_ja="印鑑証明書(法人)",
        name_en="corporate seal certificate",
        issuer_ja="登記所(法務局)",
        proves=_CORPORATION,
        sides=_ALL_PAGES,
        has_expiry_date=False,
        companions=frozenset({DocumentKind.REGISTRY_CERTIFICATE_FULL}),
        oidc_type="x-idverify-jp:corporate_seal_certificate",
        citations=(_SIX_MONTHS, cite("CW1", "with the certificate of all registered matters")),
    ),
)
