"""Catalogue of cards and booklets with a photo of the holder (顔写真のある書類)."""

from datetime import date
from typing import Final

from idverify.calendar.period import Period
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

__all__ = ["DOCUMENTS_WITH_PHOTO"]

_PHOTO: Final = frozenset({DocumentAttribute.PHOTO})
_FRONT: Final = frozenset({Side.FRONT})
_BOTH_SIDES: Final = frozenset({Side.FRONT, Side.BACK})
_SINCE_JULY_2012: Final = Period(since=date(2012, 7, 9))
_SINCE_JUNE_2026: Final = Period(since=date(2026, 6, 14))

DOCUMENTS_WITH_PHOTO: Final = (
    DocumentSpec(
        kind=DocumentKind.PASSPORT_JP,
        name_ja="旅券(パスポート)",
        name_en="Japanese passport",
        issuer_ja="外務大臣",
        proves=frozenset(
            {DocumentAttribute.NAME, DocumentAttribute.BIRTH_DATE, DocumentAttribute.PHOTO}
        ),
        sometimes_proves=frozenset({DocumentAttribute.ADDRESS}),
        prints_latin_name=True,
        sides=frozenset({Side.PHOTO_PAGE, Side.BEARER_PAGE}),
        has_expiry_date=True,
        may_mask=frozenset({SensitiveField.OLD_ADDRESS}),
        companions=frozenset({DocumentKind.RESIDENT_RECORD}),
        oidc_type="passport",
        remark_ja=(
            "住所を示せるのは、所持人記入欄のある冊子だけです。この欄は2020年2月の初めに"
            "廃止されました。発行日が境目に近いものもあるため、欄の有無は現物で確かめてください。"
        ),
        remark_en=(
            "It shows an address only in a booklet with the bearer's page, which was dropped at"
            " the start of February 2020. Near that date look for the page itself: the date of"
            " issue does not settle it."
        ),
        citations=(
            cite("CW1", "photo page and bearer's page; booklets of 2020-02-03 or earlier"),
            cite("SJ1", "no bearer's page since February 2020"),
            cite("LUCK", "whether the day of application or of issue decides", Confidence.UNSURE),
            cite("MOFA", "valid for ten or five years"),
            cite("MOFA", "the last bearer's page ends about February 2030", Confidence.DERIVED),
            cite("YAMANASHI", "the name is printed in Hepburn, in Latin letters"),
            cite("IDENT", "passport"),
        ),
    ),
    DocumentSpec(
        kind=DocumentKind.DRIVERS_LICENSE,
        name_ja="運転免許証",
        name_en="driver's licence",
        issuer_ja="都道府県公安委員会",
        proves=IDENTITY_ATTRIBUTES | _PHOTO,
        sides=_BOTH_SIDES,
        has_expiry_date=True,
        may_mask=frozenset({SensitiveField.LICENCE_CONDITIONS, SensitiveField.ORGAN_DONATION}),
        oidc_type="jp_drivers_license",
        remark_ja=(
            "有効期間の末日が土曜日、日曜日、祝日または12月29日から1月3日に当たるときは、"
            "その翌日が末日になります。マイナ免許証だけを持つ人には、撮影できる免許証がありません。"
        ),
        remark_en=(
            "A last day on a Saturday, Sunday, holiday or 29 December to 3 January moves to the"
            " day after. Who holds only the licence on the individual number card has no licence"
            " to photograph."
        ),
        citations=(
            cite("CW1", "both sides"),
            cite("TBS", "the last day moves past days of rest"),
            cite("GENMAI", "Road Traffic Act 92-2(4), its Order 33-8: the last day moves"),
            cite("SETA", "licences on the individual number card since 2025-03-24"),
            cite("OSAKA", "nothing is printed on the face of the individual number card"),
            cite("GU1", "licence conditions and organ donation field to be hidden"),
            cite("IDENT", "jp_drivers_license"),
        ),
    ),
    DocumentSpec(
        kind=DocumentKind.DRIVING_RECORD_CERTIFICATE,
        name_ja="運転経歴証明書",
        name_en="driving record certificate",
        issuer_ja="都道府県公安委員会",
        proves=IDENTITY_ATTRIBUTES | _PHOTO,
        sides=_BOTH_SIDES,
        usable_period=Period(since=date(2012, 4, 1)),
        issue_period=Period(since=date(2012, 4, 1)),
        has_expiry_date=False,
        oidc_type="x-idverify-jp:driving_record_certificate",
        remark_ja=(
            "2012年4月1日以降に交付されたものだけが本人確認に使えます。"
            "運転記録証明書や運転免許経歴証明書は、名前の似た別の書類です。"
        ),
        remark_en=(
            "Only one issued on or after 2012-04-01 identifies its holder. The certificates of"
            " driving offences and of licence history have similar names and are other papers."
        ),
        citations=(
            cite("KANAGAWA", "identifies when issued on or after 2012-04-01"),
            cite("MOTOR", "no expiry"),
            cite("AUTOM", "no expiry"),
            cite("CW1", "both sides"),
            cite("OSAKA", "the certificate on the individual number card is in its chip only"),
            cite("KSATEI", "papers with similar names", Confidence.SINGLE),
        ),
    ),
    DocumentSpec(
        kind=DocumentKind.INDIVIDUAL_NUMBER_CARD,
        name_ja="マイナンバーカード(個人番号カード)",
        name_en="individual number card (My Number card)",
        issuer_ja="市区町村長",
        proves=IDENTITY_ATTRIBUTES | _PHOTO,
        sides=_FRONT,
        usable_period=Period(since=date(2016, 1, 1)),
        issue_period=Period(since=date(2016, 1, 1)),
        has_expiry_date=True,
        may_mask=frozenset({SensitiveField.ORGAN_DONATION, SensitiveField.SEX}),
        forbidden_fields=frozenset({SensitiveField.INDIVIDUAL_NUMBER}),
        forbidden_sides=frozenset({Side.BACK}),
        oidc_type="jp_individual_number_card",
        remark_ja=(
            "提出できるのは表面だけです。裏面には個人番号があるため、受け取ることも"
            "保管することもできません。電子証明書の有効期限はカードの有効期限ではありません。"
        ),
        remark_en=(
            "Front only: the back bears the individual number and may be neither taken nor kept."
            " The expiry of the electronic certificate is not that of the card."
        ),
        citations=(
            cite("FUKUROI", "issued since January 2016"),
            cite("FUKUROI", "the first of January as the day", Confidence.UNSURE),
            cite("KOUNOSU", "to the tenth or fifth birthday; the age line of 2022-04-01"),
            cite("KOBE", "the age line goes by the day of application"),
            cite("CW1", "front only"),
            cite("PPC613", "copying the number can breach the limits on collection"),
            cite("MIHAMA", "the electronic certificate ends at the fifth birthday"),
            cite("SH1", "organ donation field and sex to be hidden"),
            cite(
                "IMP1", "draft layout of the next card, planned for about 2028", Confidence.SINGLE
            ),
            cite("IDENT", "jp_individual_number_card"),
        ),
    ),
    DocumentSpec(
        kind=DocumentKind.JUKI_CARD_B,
        name_ja="住民基本台帳カード(写真付き)",
        name_en="Basic Resident Register card with photo",
        issuer_ja="市区町村長",
        proves=IDENTITY_ATTRIBUTES | _PHOTO,
        sides=_BOTH_SIDES,
        # A card is valid for ten years and the last was issued on 2015-12-28, so 2025-12-28 is
        # the last day that a card can print; one city states 2025-12-31. The later day bounds
        # the kind, the printed day each card: refusing a valid card would be the worse error.
        usable_period=Period(until=date(2026, 1, 1)),
        issue_period=Period(until=date(2015, 12, 29)),
        has_expiry_date=True,
        must_mask=frozenset({SensitiveField.RESIDENT_RECORD_CODE}),
        oidc_type="x-idverify-jp:juki_card_b",
        remark_ja=(
            "2025年12月31日より後に使えるカードは残っていません。"
            "有効期間は発行から10年、発行の終わりは2015年12月28日です。"
        ),
        remark_en=(
            "No card is good after 2025-12-31: each lived ten years, and issue ended on 2015-12-28."
        ),
        citations=(
            cite("IZUMO", "issue ended 2015-12-28; ten years; photo type only"),
            cite("FUKUROI", "issue ended 2015-12-28; at most ten years"),
            cite("SHIMADA", "all cards expired by 2025-12-28"),
            cite("YACHIYO", "all cards expired by 2025-12-31"),
            cite("CW1", "both sides; photo type only"),
            cite("CRD1", "resident record code hidden, as on resident records", Confidence.DERIVED),
        ),
    ),
    DocumentSpec(
        kind=DocumentKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        name_ja="特別永住者証明書",
        name_en="special permanent resident certificate",
        issuer_ja="法務大臣",
        proves=IDENTITY_ATTRIBUTES,
        sometimes_proves=_PHOTO,
        prints_latin_name=True,
        sides=_BOTH_SIDES,
        usable_period=_SINCE_JULY_2012,
        issue_period=_SINCE_JULY_2012,
        has_expiry_date=True,
        oidc_type="jp_permanent_residency_card_for_foreigner",
        remark_ja="16歳未満の人の証明書には顔写真がありません。",
        remark_en="The certificate of a person under 16 bears no photo.",
        citations=(
            cite("OYAMA", "issued since 2012-07-09"),
            cite("CW1", "on the list of accepted documents"),
            cite("CW1", "both sides", Confidence.UNSURE),
            cite("KASUGAI", "valid to the seventh birthday"),
            cite("YONEI", "under 16: to the day before the 16th birthday since 2023-11-01"),
            cite("ATT", "no photo under 16"),
            cite(
                "SHON", "the name in Latin letters; kanji beside it on request", Confidence.SINGLE
            ),
            cite("IDENT", "jp_permanent_residency_card_for_foreigner"),
        ),
    ),
    DocumentSpec(
        kind=DocumentKind.RESIDENCE_CARD,
        name_ja="在留カード",
        name_en="residence card",
        issuer_ja="出入国在留管理庁長官",
        proves=IDENTITY_ATTRIBUTES,
        sometimes_proves=_PHOTO,
        prints_latin_name=True,
        sides=_BOTH_SIDES,
        usable_period=_SINCE_JULY_2012,
        issue_period=_SINCE_JULY_2012,
        has_expiry_date=True,
        oidc_type="jp_residency_card_for_foreigner",
        remark_ja="16歳未満の人のカードには顔写真がありません。住所の変更は裏面に記されます。",
        remark_en=(
            "The card of a person under 16 bears no photo. A change of address is on the back."
        ),
        citations=(
            cite("OYAMA", "issued since 2012-07-09"),
            cite("ME1", "accepted"),
            cite("MARUG", "seven years or the end of stay; new addresses on the back"),
            cite("ATT", "no photo under 16"),
            cite("YSV", "under 16: to the day before the 16th birthday since 2023-11-01"),
            cite(
                "SHON", "the name in Latin letters; kanji beside it on request", Confidence.SINGLE
            ),
            cite("IDENT", "jp_residency_card_for_foreigner"),
        ),
    ),
    DocumentSpec(
        kind=DocumentKind.SPECIFIED_RESIDENCE_CARD,
        name_ja="特定在留カード・特定特別永住者証明書",
        name_en="specified residence card or special permanent resident certificate",
        issuer_ja="出入国在留管理庁長官または法務大臣",
        proves=IDENTITY_ATTRIBUTES | _PHOTO,
        prints_latin_name=True,
        sides=_FRONT,
        usable_period=_SINCE_JUNE_2026,
        issue_period=_SINCE_JUNE_2026,
        has_expiry_date=True,
        forbidden_fields=frozenset({SensitiveField.INDIVIDUAL_NUMBER}),
        oidc_type="x-idverify-jp:specified_residence_card",
        remark_ja=(
            "在留カードまたは特別永住者証明書とマイナンバーカードを一枚にしたカードです。"
            "個人番号のある面は受け取れません。"
        ),
        remark_en=(
            "A residence card or certificate and an individual number card in one. The side with"
            " the individual number may not be taken."
        ),
        citations=(
            cite("HOREI", "issued since 2026-06-14, voluntary"),
            cite("AKIY", "issued since 2026-06-14, voluntary"),
            cite("SINC", "treated as an individual number card", Confidence.SINGLE),
            cite("SINC", "the side with the number is forbidden", Confidence.DERIVED),
            cite(
                "SHON", "the name in Latin letters; kanji beside it on request", Confidence.DERIVED
            ),
            cite("ISA", "which side bears the number", Confidence.UNSURE),
        ),
    ),
    DocumentSpec(
        kind=DocumentKind.DISABILITY_HANDBOOK,
        name_ja="身体障害者手帳など",
        name_en="disability handbook",
        issuer_ja="都道府県知事など",
        proves=IDENTITY_ATTRIBUTES,
        sometimes_proves=_PHOTO,
        sides=frozenset({Side.PAGES}),
        has_expiry_date=None,
        oidc_type="x-idverify-jp:disability_handbook",
        remark_ja="顔写真のない手帳もあります。様式は交付した自治体によって異なります。",
        remark_en="Some bear no photo. The form differs with the authority that issued it.",
        citations=(
            cite("CO1", "accepted"),
            cite("RK1", "accepted"),
            cite("CO1", "what it shows besides name and address", Confidence.UNSURE),
        ),
    ),
)
