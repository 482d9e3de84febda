"""Catalogue of documents without a photo, and of papers that are no ID (顔写真のない書類)."""

from datetime import date
from typing import Final

from idverify.calendar.period import Period
from idverify.catalogue.sources import cite
from idverify.citations import Confidence
from idverify.model.documents import (
    DocumentAttribute,
    DocumentKind,
    DocumentSpec,
    SensitiveField,
    Side,
)

__all__ = ["DOCUMENTS_WITHOUT_PHOTO"]

_NAME_AND_BIRTH: Final = frozenset({DocumentAttribute.NAME, DocumentAttribute.BIRTH_DATE})
_ADDRESS: Final = frozenset({DocumentAttribute.ADDRESS})
_BOTH_SIDES: Final = frozenset({Side.FRONT, Side.BACK})

# Health Insurance Act 194-2 and the same provision of the other schemes (告知要求制限).
_INSURED_NUMBERS: Final = frozenset(
    {
        SensitiveField.INSURED_SYMBOL,
        SensitiveField.INSURED_NUMBER,
        SensitiveField.INSURER_NUMBER,
        SensitiveField.QR_CODE,
    }
)
_OPTIONALLY_MASKED: Final = frozenset(
    {
        SensitiveField.INSURED_BRANCH_NUMBER,
        SensitiveField.ORGAN_DONATION,
        SensitiveField.SEX,
    }
)

DOCUMENTS_WITHOUT_PHOTO: Final = (
    DocumentSpec(
        kind=DocumentKind.HEALTH_INSURANCE_CARD,
        name_ja="健康保険証",
        name_en="health insurance card",
        issuer_ja="保険者",
        proves=_NAME_AND_BIRTH,
        sometimes_proves=_ADDRESS,
        sides=_BOTH_SIDES,
        usable_period=Period(until=date(2025, 12, 2)),
        issue_period=Period(until=date(2024, 12, 2)),
        has_expiry_date=None,
        must_mask=_INSURED_NUMBERS,
        may_mask=_OPTIONALLY_MASKED | {SensitiveField.OLD_ADDRESS},
        companions=frozenset({DocumentKind.RESIDENT_RECORD}),
        oidc_type="jp_health_insurance_card",
        remark_ja=(
            "住所は裏面の欄に本人が書くことが多く、書かれていないこともあります。"
            "どの保険証も、遅くとも2025年12月1日で効力を失いました。"
        ),
        remark_en=(
            "The address is often handwritten on the back, and often absent. Every card ended on"
            " 2025-12-01 at the latest."
        ),
        citations=(
            cite("MYNA", "no new cards from 2024-12-02; every card ended 2025-12-01"),
            cite("YONAGO", "every card ended 2025-12-01 at the latest"),
            cite("KKS", "leniency to March 2026 concerned claims, not the card"),
            cite("MHLW", "nobody may ask for the insured numbers since 2020-10-01"),
            cite("MIYAKE", "a QR code that reveals the numbers is masked like them"),
            cite("CDV", "who receives it unmasked must mask it, beyond recovery"),
            cite("CW1", "both sides; resident record beside it; old addresses struck out"),
            cite("CWb2", "symbol, number and insurer number hidden", Confidence.ARTICLE),
            cite("SH1", "branch number, organ donation field and sex to be hidden"),
            cite("TWYSI", "name, insurer and date of issue stay visible", Confidence.SINGLE),
            cite("IDENT", "jp_health_insurance_card"),
        ),
    ),
    DocumentSpec(
        kind=DocumentKind.ELIGIBILITY_CERTIFICATE,
        name_ja="資格確認書",
        name_en="insurance eligibility certificate",
        issuer_ja="保険者",
        proves=_NAME_AND_BIRTH,
        sometimes_proves=_ADDRESS,
        sides=_BOTH_SIDES,
        usable_period=Period(since=date(2024, 12, 2)),
        issue_period=Period(since=date(2024, 12, 2)),
        has_expiry_date=True,
        must_mask=_INSURED_NUMBERS,
        may_mask=_OPTIONALLY_MASKED,
        oidc_type="x-idverify-jp:eligibility_certificate",
        remark_ja=(
            "住所の有無は保険者によって異なります。多くの窓口では、もう一つの書類と併せて使います。"
        ),
        remark_en=(
            "Whether it shows an address depends on the insurer. Most counters take it only"
            " beside a second document."
        ),
        citations=(
            cite("MYNA", "issued from 2024-12-02 in place of the insurance card"),
            cite("BSK", "at most five years, always with an expiry"),
            cite("MIE", "one of two documents"),
            cite("KYOTO", "one of two documents"),
            cite("SJ1", "one of two documents"),
            cite("MHLW", "the insured numbers are masked as on the card", Confidence.INFERRED),
        ),
    ),
    DocumentSpec(
        kind=DocumentKind.PENSION_BOOK,
        name_ja="年金手帳",
        name_en="pension book",
        issuer_ja="日本年金機構(旧社会保険庁)",
        proves=_NAME_AND_BIRTH,
        sometimes_proves=_ADDRESS,
        sides=frozenset({Side.PAGES}),
        has_expiry_date=None,
        must_mask=frozenset({SensitiveField.BASIC_PENSION_NUMBER}),
        oidc_type="x-idverify-jp:pension_book",
        remark_ja="住所は本人が書く欄にあり、書かれていないこともあります。",
        remark_en="The address is written in by the holder, or left out.",
        citations=(
            cite("CO1", "accepted"),
            cite("RK1", "accepted with an address"),
            cite("KENSA", "basic pension number masked", Confidence.SINGLE),
        ),
    ),
    DocumentSpec(
        kind=DocumentKind.ELIGIBILITY_NOTICE,
        name_ja="資格情報のお知らせ",
        name_en="notice of insurance data",
        issuer_ja="保険者",
        proves=frozenset(),
        sides=frozenset(),
        has_expiry_date=None,
        oidc_type=None,
        ineligibility_reason_ja=(
            "加入している保険の内容を知らせる紙で、資格確認書とは別のものです。"
            "本人確認書類にはなりません。"
        ),
        ineligibility_reason_en=(
            "It tells people how they are insured and is not the eligibility certificate."
            " It identifies nobody."
        ),
        citations=(cite("QBEI", "another paper, often without address, no ID", Confidence.SINGLE),),
    ),
    DocumentSpec(
        kind=DocumentKind.NUMBER_NOTIFICATION_CARD,
        name_ja="通知カード",
        name_en="individual number notification card",
        issuer_ja="市区町村長",
        proves=frozenset(),
        sides=frozenset(),
        issue_period=Period(until=date(2020, 5, 25)),
        has_expiry_date=False,
        forbidden_fields=frozenset({SensitiveField.INDIVIDUAL_NUMBER}),
        oidc_type=None,
        ineligibility_reason_ja=(
            "個人番号を知らせるための紙で、本人確認には使えません。"
            "個人番号が書かれているため、画像を受け取ることもできません。"
        ),
        ineligibility_reason_en=(
            "It made the individual number known and identifies nobody. Because the number stands"
            " on it, no image of it may be taken."
        ),
        citations=(
            cite("SOUMU", "for the individual number only, not for general identification"),
            cite("MIE", "no ID"),
            cite("P31", "refused"),
            cite("WAKAYAMA", "abolished 2020-05-25"),
            cite("NAGOYA", "no ID; no expiry"),
        ),
    ),
    DocumentSpec(
        kind=DocumentKind.JUKI_CARD_A,
        name_ja="住民基本台帳カード(写真なし)",
        name_en="Basic Resident Register card without photo",
        issuer_ja="市区町村長",
        proves=frozenset({DocumentAttribute.NAME}),
        sides=frozenset(),
        issue_period=Period(until=date(2015, 12, 29)),
        has_expiry_date=True,
        oidc_type=None,
        ineligibility_reason_ja="顔写真がなく、記載も氏名だけのため、本人確認書類にはなりません。",
        ineligibility_reason_en="It shows a name and no photo, and so identifies nobody.",
        citations=(
            cite("IZUMO", "never an ID; issue ended 2015-12-28"),
            cite("CW1", "photo type only"),
            cite("AMAGA", "taken at one city's counter beside a second paper", Confidence.SINGLE),
        ),
    ),
)
