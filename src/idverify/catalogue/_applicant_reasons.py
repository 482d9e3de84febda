"""Catalogue of rejection reasons that concern the profile, mismatches and the account."""

from typing import Final

from idverify.catalogue._reason_sources import make_reason

__all__ = ["APPLICANT_REASONS"]

APPLICANT_REASONS: Final = (
    make_reason(
        "field.name_absent",
        ("氏名の記載なし", "name absent from the document"),
        (
            "書類に氏名がありません。氏名の記載された書類を提出してください。",
            "The document shows no name. Please submit one that does.",
        ),
        "LA",
    ),
    make_reason(
        "field.address_absent",
        ("住所の記載なし", "address absent from the document"),
        (
            "書類に住所がありません。旅券か保険証の住所欄に記入するか、住所のある別の書類を提出してください。",
            "No address is shown. Fill in that of a passport or insurance card, or use another.",
        ),
        "LA CW.article",
    ),
    make_reason(
        "field.birthdate_absent",
        ("生年月日の記載なし", "birth date absent from the document"),
        (
            "書類に生年月日がありません。生年月日の記載された書類を提出してください。",
            "The document shows no birth date. Please submit one that does.",
        ),
        "LA",
    ),
    make_reason(
        "profile.typo_or_omission",
        ("本人情報の誤字・脱字", "typo or omission in the personal information"),
        (
            "登録情報に誤字や脱字があります。書類を見て直し、もう一度申請してください。",
            "The information registered has a typo or a gap. Please correct it and apply again.",
        ),
        "CW.article",
    ),
    make_reason(
        "profile.address_incomplete",
        ("登録住所の記載不足", "registered address incomplete"),
        (
            "登録された住所が途中までです。番地、建物名、部屋番号まで登録してください。",
            "The registered address is incomplete. Please add the lot number, building and room.",
        ),
        "CW.article ME.form TI UP",
    ),
    make_reason(
        "mismatch.name",
        ("氏名相違", "name does not match"),
        (
            "登録の氏名が書類と一致しません。書類のとおりに登録を直してください。",
            "The registered name does not match the document. Please register it as printed.",
        ),
        "LA ME TI KO SH UP CW.mail",
    ),
    make_reason(
        "mismatch.name_variant",
        ("字体相違", "variant of a character"),
        (
            "漢字の字体が書類と異なります。入力できる最も近い字で登録してください。",
            "A character differs in form. Please register the closest one that can be typed.",
        ),
        "CW.mail ME TI LA~",
    ),
    make_reason(
        "mismatch.name_script",
        ("文字種・順序の誤り", "script or order of the name"),
        (
            "漢字、かな、ローマ字の欄か姓名の順序が違います。欄ごとに確かめてください。",
            "The name stands in the wrong script or order. Please check it field by field.",
        ),
        "ME TI LA",
    ),
    make_reason(
        "mismatch.alias_or_former_name",
        ("通称・旧姓の使用", "alias or former name used"),
        (
            "本名で登録するか、通称や旧姓も併記された書類を提出してください。",
            "Please register your legal name, or submit a document that lists both names.",
        ),
        "TI",
    ),
    make_reason(
        "mismatch.address",
        ("住所相違", "address does not match"),
        (
            "登録の住所が書類と一致しません。部屋番号まで書類に合わせてください。",
            "The addresses differ. Please make yours match the document down to the room.",
        ),
        "LA ME ME.form TI KO SH UP CW.mail",
    ),
    make_reason(
        "mismatch.birthdate",
        ("生年月日相違", "birth date does not match"),
        (
            "登録の生年月日が書類と一致しません。登録を直してください。",
            "The registered birth date does not match the document. Please correct it.",
        ),
        "LA ME TI SH UP NX",
    ),
    make_reason(
        "mismatch.sex",
        ("性別相違", "sex does not match"),
        (
            "登録の性別が書類と一致しません。登録を確かめてください。",
            "The registered sex does not match the document. Please check it.",
        ),
        "NX TI~",
    ),
    make_reason(
        "mismatch.corporate_name",
        ("法人名相違", "corporate name does not match"),
        (
            "登録の法人名が証明書と一致しません。登記のとおりに登録してください。",
            "The corporate names differ. Please enter the name as in the commercial register.",
        ),
        "LA~",
    ),
    make_reason(
        "mismatch.corporate_address",
        ("法人所在地相違", "head office does not match"),
        (
            "登録の所在地が証明書と一致しません。登記のとおりに登録してください。",
            "The head offices differ. Please enter the address as in the commercial register.",
        ),
        "LA~",
    ),
    make_reason(
        "applicant.underage",
        ("年齢条件の不足", "below the age rule"),
        (
            "対象の年齢に達していません。年齢の条件を満たした後に申請してください。",
            "You are below the age this service requires. Please apply once you have reached it.",
        ),
        "NX",
        usually_retryable=False,
    ),
    make_reason(
        "applicant.duplicate_account",
        ("重複登録", "duplicate account"),
        (
            "別の登録で確認済みのようです。どちらを使うか、事務局へご連絡ください。",
            "You seem to be verified elsewhere here. Please tell support which account to use.",
        ),
        "CW.accounts SU",
        usually_retryable=False,
    ),
    make_reason(
        "integrity.suspected_forgery",
        ("偽造の疑い", "suspected forgery"),
        (
            "書類が真正と確認できませんでした。ご不明な点は事務局へお問い合わせください。",
            "The document could not be confirmed as genuine. If you disagree, contact support.",
        ),
        "P3 SU",
        usually_retryable=False,
    ),
    make_reason(
        "attempts.exceeded",
        ("回数上限の超過", "too many attempts"),
        (
            "申請の回数が上限に達しました。続けるには、事務局へご連絡ください。",
            "The number of attempts is used up. To go on, please contact support.",
        ),
        "VE",
        usually_retryable=False,
    ),
    make_reason(
        "other",
        ("その他", "other"),
        (
            "個別にご案内します。お知らせの内容に沿ってお手続きください。",
            "We will write to you about this. Please follow what the message says.",
        ),
        "NX",
    ),
)
