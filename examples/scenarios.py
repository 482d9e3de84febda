"""The applications of the demonstration, as a table: who sends what, and what a reviewer notes.

Everybody here is invented, and so is every address. `make_applications.py` writes
the folders of `examples/applications/` from this table.
"""

from datetime import date
from typing import Final

from scenario import Edit, Paper, Review, Story, Submit, Withdraw
from specimens.holders import COMPANIES, PEOPLE, Person

__all__ = ["STORIES"]


def _papers(*kinds: str, **options: object) -> tuple[Paper, ...]:
    return tuple(Paper(kind, options) for kind in kinds)


_INSURANCE: Final = ("health_insurance_card", "resident_record")
_AOKI: Final = Person(
    name="青木 颯太", kana="アオキ ソウタ", latin="AOKI SOTA", born=date(1998, 2, 11), sex="男",
    prefecture="山形県", city="山形市", street="例示沢三丁目7番2号",
)  # fmt: skip
_NISHIDA: Final = Person(
    name="西田 綾香", kana="ニシダ アヤカ", latin="NISHIDA AYAKA", born=date(1992, 9, 9), sex="女",
    prefecture="徳島県", city="徳島市", street="見本浦五丁目12番4号",
)  # fmt: skip
_KUDO: Final = Person(
    name="工藤 拓真", kana="クドウ タクマ", latin="KUDO TAKUMA", born=date(1985, 12, 6), sex="男",
    prefecture="青森県", city="弘前市", street="大字雛形字例示89番地1",
)  # fmt: skip

STORIES: Final = (
    Story(
        folder="01-passport",
        ja="旅券の顔写真ページと所持人記入欄",
        en="a passport, photo page and bearer's page",
        holder=PEOPLE["ito"],
        steps=[
            Submit("2025-04-24 09:12", _papers("passport_jp")),
            Review("2025-04-25 10:05", "reviewer-1"),
        ],
    ),
    Story(
        folder="02-licence",
        ja="登録は「髙」、免許証は「高」。番地は 3-14-7",
        en="髙 in the profile, 高 on the licence; the lot typed as 3-14-7",
        holder=PEOPLE["takahashi"],
        steps=[
            Submit(
                "2025-04-24 09:40",
                _papers("drivers_license", shown_name="高橋 一郎"),
                {"address": "東京都杉並区北見本3-14-7 コーポ例示202"},
            ),
            Review("2025-04-25 10:20", "reviewer-1"),
        ],
    ),
    Story(
        folder="03-driving-record",
        ja="免許を返した人の運転経歴証明書",
        en="the driving record certificate of one who gave up the licence",
        holder=PEOPLE["kato"],
        steps=[
            Submit("2025-04-24 10:02", _papers("driving_record_certificate")),
            Review("2025-04-25 10:31", "reviewer-2"),
        ],
    ),
    Story(
        folder="04-insurance-card",
        ja="番号を隠した健康保険証と住民票",
        en="a health insurance card, numbers covered, with a resident record",
        holder=PEOPLE["tanaka"],
        steps=[
            Submit("2025-04-24 10:30", _papers(*_INSURANCE)),
            Review("2025-04-28 09:15", "reviewer-2"),
        ],
    ),
    Story(
        folder="05-number-card",
        ja="協定世界時では24日、日本では25日に届いたマイナンバーカード",
        en="an individual number card that came on the 24th in UTC, on the 25th in Japan",
        holder=PEOPLE["yamazaki"],
        steps=[
            Submit("2025-04-24T15:30:00Z", _papers("individual_number_card")),
            Review("2025-04-28 09:40", "reviewer-1"),
        ],
    ),
    Story(
        folder="06-juki-card",
        ja="期限まであと5か月の住民基本台帳カード",
        en="a Basic Resident Register card with five months left",
        holder=PEOPLE["yoshida"],
        steps=[
            Submit("2025-04-24 11:18", _papers("juki_card_b")),
            Review("2025-04-28 10:02", "reviewer-1"),
        ],
    ),
    Story(
        folder="07-special-resident",
        ja="特別永住者証明書",
        en="a special permanent resident certificate",
        holder=PEOPLE["lee"],
        steps=[
            Submit("2025-04-24 11:45", _papers("special_permanent_resident_certificate")),
            Review("2025-04-28 10:20", "reviewer-2"),
        ],
    ),
    Story(
        folder="08-company",
        ja="法人、2週間前に発行された履歴事項全部証明書",
        en="a company with a certificate of all registered matters two weeks old",
        holder=COMPANIES["mihon"],
        steps=[
            Submit("2025-04-24 13:05", _papers("registry_certificate_full")),
            Review("2025-04-28 10:45", "reviewer-2"),
        ],
    ),
    Story(
        folder="09-company-old-paper",
        ja="法人、発行から4か月たった証明書",
        en="a company with a certificate issued four months ago",
        holder=COMPANIES["hinagata"],
        steps=[
            Submit(
                "2025-04-24 13:30",
                _papers("registry_certificate_full", issued_on=date(2024, 12, 20)),
            ),
            Review("2025-04-28 11:02", "reviewer-2"),
        ],
    ),
    Story(
        folder="10-passport-no-address",
        ja="所持人記入欄のない、2021年発行の旅券",
        en="a passport of 2021, which has no page for the address",
        holder=PEOPLE["suzuki"],
        steps=[
            Submit(
                "2025-04-24 14:10",
                (
                    Paper(
                        "passport_jp",
                        {"issued_on": date(2021, 3, 1), "expires_on": date(2031, 3, 1)},
                        ("photo_page",),
                    ),
                ),
            ),
            Review("2025-04-28 11:20", "reviewer-1"),
        ],
    ),
    Story(
        folder="11-blank-then-licence",
        ja="所持人記入欄が空欄の旅券。あとから免許証で再提出",
        en="a passport whose address was left blank; later a licence instead",
        holder=PEOPLE["kobayashi"],
        steps=[
            Submit("2025-04-24 14:40", _papers("passport_jp", shown_address="")),
            Review("2025-04-28 11:35", "reviewer-1"),
            Submit("2025-04-30 20:15", _papers("drivers_license")),
            Review("2025-05-02 09:30", "reviewer-2"),
        ],
    ),
    Story(
        folder="12-typo",
        ja="番地の書き違い: 免許証は 2-11-2、登録は 2-1-12",
        en="a slip in the lot: 2-11-2 on the licence, 2-1-12 in the profile",
        holder=PEOPLE["nakamura"],
        steps=[
            Submit(
                "2025-04-24 15:20",
                _papers(
                    "drivers_license",
                    shown_address="福岡県福岡市早良区見本浜二丁目11番2号　グランドール例示308",
                ),
                {"address": "福岡県福岡市早良区見本浜2-1-12 グランドール例示308"},
            ),
            Review("2025-04-28 13:10", "reviewer-1"),
        ],
    ),
    Story(
        folder="13-photocopy",
        ja="免許証の白黒コピーを撮影した画像",
        en="the picture of a black-and-white copy of a licence",
        holder=PEOPLE["shimizu"],
        steps=[
            Submit("2025-04-24 16:05", _papers("drivers_license", copied=True)),
            Review("2025-04-28 13:25", "reviewer-1"),
        ],
    ),
    Story(
        folder="14-unmasked",
        ja="番号を隠していない健康保険証",
        en="a health insurance card whose numbers can be read",
        holder=PEOPLE["matsumoto"],
        steps=[
            Submit(
                "2025-04-24 16:50",
                (Paper("health_insurance_card", {"masked": False}), Paper("resident_record")),
            ),
            Review("2025-04-28 13:40", "reviewer-2"),
        ],
    ),
    Story(
        folder="15-too-large",
        ja="10MBを1バイト超えた画像。縮小して送り直す",
        en="a picture one byte over 10 MB, then a smaller one",
        holder=PEOPLE["hayashi"],
        enlarged_to={"1-drivers_license-front.jpg": 10 * 1024 * 1024 + 1},
        steps=[
            Submit("2025-04-25 09:05", _papers("drivers_license")),
            Submit("2025-04-25 09:31", _papers("drivers_license")),
            Review("2025-04-30 09:20", "reviewer-1"),
        ],
    ),
    Story(
        folder="16-renamed-pdf",
        ja="名前だけ .jpg に変えたPDF",
        en="a PDF with its name changed to .jpg",
        holder=PEOPLE["saito"],
        pdf=("1-drivers_license-front.jpg",),
        steps=[Submit("2025-04-25 10:12", _papers("drivers_license"))],
    ),
    Story(
        folder="17-insurance-last-day",
        ja="健康保険証が使えた最後の日の夜に届いた申請",
        en="an application in the last night on which insurance cards were good",
        holder=PEOPLE["abe"],
        steps=[
            Submit(
                "2025-12-01 23:50",
                (
                    Paper("health_insurance_card"),
                    Paper("resident_record", {"issued_on": date(2025, 11, 20)}),
                ),
            ),
            Review("2025-12-03 09:30", "reviewer-1"),
        ],
    ),
    Story(
        folder="18-insurance-ended",
        ja="その15分あと、健康保険証が使えなくなってから届いた申請",
        en="a quarter of an hour later, when insurance cards had ended",
        holder=PEOPLE["inoue"],
        steps=[
            Submit(
                "2025-12-02 00:05",
                (
                    Paper("health_insurance_card"),
                    Paper("resident_record", {"issued_on": date(2025, 11, 25)}),
                ),
            ),
        ],
    ),
    Story(
        folder="19-moved",
        ja="承認のあとで転居。新住所が裏書された免許証で再提出",
        en="moves after approval; later the licence endorsed with the new address",
        holder=PEOPLE["watanabe"],
        steps=[
            Submit("2025-04-25 11:00", _papers("drivers_license")),
            Review("2025-04-30 09:45", "reviewer-2"),
            Edit("2025-05-08 12:30", {"address": "兵庫県芦屋市雛形浜八丁目4番11号"}),
            Submit(
                "2025-05-09 19:02",
                _papers(
                    "drivers_license",
                    endorsed_address="兵庫県芦屋市雛形浜八丁目4番11号",
                    endorsed_on=date(2025, 5, 9),
                ),
                {"address": "兵庫県芦屋市雛形浜八丁目4番11号"},
            ),
            Review("2025-05-12 10:10", "reviewer-2"),
        ],
    ),
    Story(
        folder="20-respelled",
        ja="承認のあとで住所の書き方だけを変更",
        en="after approval writes the same address in another way",
        holder=PEOPLE["kimura"],
        language="en",
        steps=[
            Submit("2025-04-25 11:40", _papers("individual_number_card")),
            Review("2025-04-30 10:05", "reviewer-1"),
            Edit("2025-05-08 13:00", {"address": "沖縄県那覇市雛形９－１５－２２"}),
        ],
    ),
    Story(
        folder="21-replaced",
        ja="審査の途中で差し替え。担当者は古いほうを承認しようとする",
        en="replaces the documents under review; the reviewer approves the old ones",
        holder=PEOPLE["watabe"],
        steps=[
            Submit("2025-04-25 12:20", _papers("passport_jp")),
            Review("2025-04-30 11:50", "reviewer-2", decision="wait"),
            Submit("2025-04-30 12:40", _papers("drivers_license")),
            Review("2025-04-30 13:05", "reviewer-2", of=1, notes=False, decision="approve"),
            Review("2025-04-30 13:20", "reviewer-2"),
        ],
    ),
    Story(
        folder="22-withdrawn",
        ja="審査中に取り下げ",
        en="withdraws while under review",
        holder=PEOPLE["hamasaki"],
        language="en",
        steps=[
            Submit("2025-04-25 15:00", _papers("individual_number_card")),
            Withdraw("2025-04-27 21:30"),
        ],
    ),
    Story(
        folder="23-golden-week",
        ja="ゴールデンウィーク前の金曜の夕方に届いた申請",
        en="arrives on the Friday evening before Golden Week",
        holder=PEOPLE["sato"],
        steps=[
            Submit("2025-04-25 18:40", _papers("individual_number_card")),
            Review("2025-05-07 09:10", "reviewer-1"),
        ],
    ),
    Story(
        folder="24-overdue",
        ja="期限までに誰も審査しなかった申請",
        en="nobody reviews it in time",
        holder=PEOPLE["park"],
        steps=[
            Submit("2025-04-24 17:30", _papers("special_permanent_resident_certificate")),
            Review("2025-05-07 09:25", "reviewer-2"),
        ],
    ),
    Story(
        folder="25-refused-for-good",
        ja="担当者が偽造を疑い、再提出を認めない",
        en="the reviewer suspects a forgery and refuses for good",
        holder=COMPANIES["reiji"],
        steps=[
            Submit("2025-04-25 16:10", _papers("registry_certificate_full")),
            Review(
                "2025-05-01 15:00",
                "reviewer-2",
                decision="reject",
                reasons=("integrity.suspected_forgery",),
                final=True,
            ),
            Submit("2025-05-02 08:55", _papers("registry_certificate_full")),
        ],
    ),
    Story(
        folder="26-moved-under-review",
        ja="審査中に転居。担当者は古い住所のまま承認しようとする",
        en="moves while under review; the reviewer approves the old address",
        holder=_AOKI,
        steps=[
            Submit("2025-05-03 10:00", _papers("drivers_license")),
            Edit("2025-05-07 08:30", {"address": "宮城県仙台市太白区例示沼一丁目3番5号"}),
            Review("2025-05-07 10:15", "reviewer-1", notes=False, decision="approve"),
        ],
    ),
    Story(
        folder="27-half-looked-at",
        ja="担当者が原本かどうかと有効期限をまだ見ていない",
        en="the reviewer has not yet looked at the medium and the expiry",
        holder=_NISHIDA,
        steps=[
            Submit("2025-12-03 10:30", _papers("individual_number_card")),
            Review("2025-12-03 16:45", "reviewer-1", left_out=("expires_on", "medium")),
        ],
    ),
    Story(
        folder="28-unreadable",
        ja="書類の種類のつづりを誤ったデータ",
        en="a dossier that misspells the kind of its document",
        holder=_KUDO,
        slip=('"kind": "drivers_license"', '"kind": "drivers_licence"'),
        steps=[Submit("2025-04-25 17:00", _papers("drivers_license"))],
    ),
)
