"""Catalogue of rejection reasons that concern the profile, mismatches and the account."""

from typing import Final

from idverify.catalogue._reason_sources import make_reason

__all__ = ["APPLICANT_REASONS"]

APPLICANT_REASONS: Final = (
    make_reason(
        "field.name_absent",
        ("氏名の記載なし", "name absent from the document"),
        (
            "書類に氏名・名称の記載がありません。氏名・名称の記載された書類をご提出ください。",
            "The document shows no name. Please submit one that does.",
        ),
        "LA",
    ),
    make_reason(
        "field.address_absent",
        ("住所の記載なし", "address absent from the document"),
        (
            "書類に住所の記載がありません。住所の記載された書類をご提出ください。",
            "The document shows no address. Please submit one that does.",
        ),
        "LA CW.article",
    ),
    make_reason(
        "field.birthdate_absent",
        ("生年月日の記載なし", "birth date absent from the document"),
        (
            "書類に生年月日の記載がありません。生年月日の記載された書類をご提出ください。",
            "The document shows no birth date. Please submit one that does.",
        ),
        "LA",
    ),
    make_reason(
        "profile.typo_or_omission",
        ("本人情報の誤字・脱字", "typo or omission in the personal information"),
        (
            (
                "登録情報と書類の記載が一致しません。"
                "登録情報に誤字や脱字がある場合は、訂正してからもう一度ご提出ください。"
                "住所や氏名・名称などの変更が書類に反映されていない場合は、先に書類の記載を更新する手続きをお済ませのうえ、更新後の書類をご提出ください。"
            ),
            (
                "The profile and the document differ."
                " If the profile is wrong, please correct it."
                " If you moved or changed your name, please have the document updated first."
                " Then submit again."
            ),
        ),
        "CW.article",
    ),
    make_reason(
        "profile.address_incomplete",
        ("登録住所の記載不足", "registered address incomplete"),
        (
            "登録された住所の一部が不足しています。書類に記載されているとおり、省略せずにご登録ください。",
            (
                "The registered address is incomplete."
                " Please enter all that the document shows of it."
            ),
        ),
        "CW.article ME.form TI UP",
    ),
    make_reason(
        "mismatch.name",
        ("氏名相違", "name does not match"),
        (
            (
                "登録情報の氏名・名称が書類の記載と一致しません。"
                "登録情報に誤りがある場合は、訂正してからもう一度ご提出ください。"
                "氏名・名称の変更が書類に反映されていない場合は、先に書類の記載を更新する手続きをお済ませのうえ、更新後の書類をご提出ください。"
            ),
            (
                "The name on the profile and the document differ."
                " If the profile is wrong, please correct it."
                " If your name changed, please have the document updated first."
                " Then submit again."
            ),
        ),
        "LA ME TI KO SH UP CW.mail",
    ),
    make_reason(
        "mismatch.name_variant",
        ("字体相違", "variant of a character"),
        (
            "漢字の字体が書類と異なります。入力できる最も近い文字でご登録ください。",
            "A character differs in form. Please register the closest one that can be typed.",
        ),
        "CW.mail ME TI LA~",
    ),
    make_reason(
        "mismatch.name_script",
        ("文字種・順序の誤り", "script or order of the name"),
        (
            "氏名の漢字、かな、ローマ字の欄、または姓名の順序が異なります。欄ごとにご確認のうえ、訂正してください。",
            "The name is in the wrong script or order. Please check it field by field.",
        ),
        "ME TI LA",
    ),
    make_reason(
        "mismatch.alias_or_former_name",
        ("通称・旧姓の使用", "alias or former name used"),
        (
            "本名でご登録いただくか、通称や旧姓も併記された書類をご提出ください。",
            "Please register your legal name, or submit a document that lists both names.",
        ),
        "TI",
    ),
    make_reason(
        "mismatch.address",
        ("住所相違", "address does not match"),
        (
            (
                "登録情報の住所が書類の記載と一致しません。"
                "登録情報に誤りがある場合は、訂正してからもう一度ご提出ください。"
                "住所の変更が書類に反映されていない場合は、先に書類の記載を更新する手続きをお済ませのうえ、更新後の書類をご提出ください。"
            ),
            (
                "The address on the profile and the document differ."
                " If the profile is wrong, please correct it."
                " If you moved, please have the document updated first."
                " Then submit again."
            ),
        ),
        "LA ME ME.form TI KO SH UP CW.mail",
    ),
    make_reason(
        "mismatch.birthdate",
        ("生年月日相違", "birth date does not match"),
        (
            (
                "登録情報の生年月日が書類の記載と一致しません。"
                "登録情報に誤りがある場合は、訂正してからもう一度ご提出ください。"
                "書類の記載に誤りがある場合は、先に書類の訂正の手続きをお済ませください。"
            ),
            (
                "The birth date on the profile and the document differ."
                " If the profile is wrong, please correct it."
                " If the document is wrong, please have it corrected first."
                " Then submit again."
            ),
        ),
        "LA ME TI SH UP NX",
    ),
    make_reason(
        "mismatch.sex",
        ("性別相違", "sex does not match"),
        (
            (
                "登録情報の性別が書類の記載と一致しません。"
                "登録情報に誤りがある場合は、訂正してからもう一度ご提出ください。"
                "書類の記載に誤りがある場合は、先に書類の訂正の手続きをお済ませください。"
            ),
            (
                "The sex on the profile and the document differ."
                " If the profile is wrong, please correct it."
                " If the document is wrong, please have it corrected first."
                " Then submit again."
            ),
        ),
        "NX TI~",
    ),
    make_reason(
        "mismatch.corporate_name",
        ("法人名相違", "corporate name does not match"),
        (
            (
                "登録情報の法人名が証明書の記載と一致しません。"
                "登録情報に誤りがある場合は、訂正してからもう一度ご提出ください。"
                "法人名の変更が証明書に反映されていない場合は、変更後の証明書をご提出ください。"
            ),
            (
                "The corporate name on the profile and the certificate differ."
                " If the profile is wrong, please correct it."
                " If the name changed, please obtain an updated certificate first."
                " Then submit again."
            ),
        ),
        "LA~",
    ),
    make_reason(
        "mismatch.corporate_address",
        ("法人所在地相違", "head office does not match"),
        (
            (
                "登録情報の所在地が証明書の記載と一致しません。"
                "登録情報に誤りがある場合は、訂正してからもう一度ご提出ください。"
                "所在地の変更が証明書に反映されていない場合は、変更後の証明書をご提出ください。"
            ),
            (
                "The head office on the profile and the certificate differ."
                " If the profile is wrong, please correct it."
                " If the office moved, please obtain an updated certificate first."
                " Then submit again."
            ),
        ),
        "LA~",
    ),
    make_reason(
        "applicant.underage",
        ("年齢条件の不足", "below the age rule"),
        (
            "対象の年齢に達していません。年齢の条件を満たしてからご申請ください。",
            "You are below the age this service requires. Please apply once you have reached it.",
        ),
        "NX",
        usually_retryable=False,
    ),
    make_reason(
        "applicant.duplicate_account",
        ("重複登録", "duplicate account"),
        (
            "別の登録で確認済みの可能性があります。どちらをお使いになるか、事務局へご連絡ください。",
            (
                "You may be verified under another account."
                " Please tell support which account to use."
            ),
        ),
        "CW.accounts SU",
        usually_retryable=False,
    ),
    make_reason(
        "integrity.suspected_forgery",
        ("偽造の疑い", "suspected forgery"),
        (
            "書類が真正なものであることを確認できませんでした。ご不明な点は事務局へお問い合わせください。",
            "The document could not be confirmed as genuine. If you disagree, contact support.",
        ),
        "P3 SU",
        usually_retryable=False,
    ),
    make_reason(
        "attempts.exceeded",
        ("回数上限の超過", "too many attempts"),
        (
            "申請の回数が上限に達しました。恐れ入りますが、事務局へご連絡ください。",
            "The number of attempts is used up. To go on, please contact support.",
        ),
        "VE",
        usually_retryable=False,
    ),
    make_reason(
        "other",
        ("その他", "other"),
        (
            "個別にご案内いたします。お知らせの内容に沿ってお手続きください。",
            "We will write to you about this. Please follow what the message says.",
        ),
        "NX",
    ),
)
