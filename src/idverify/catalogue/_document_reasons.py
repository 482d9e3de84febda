"""Catalogue of rejection reasons that concern the image, file, document and masking."""

from typing import Final

from idverify.catalogue._reason_sources import make_reason

__all__ = ["DOCUMENT_REASONS"]

DOCUMENT_REASONS: Final = (
    make_reason(
        "image.unclear",
        ("画像不鮮明", "image unclear"),
        (
            "文字を読み取ることができません。明るい場所でピントを合わせ、撮り直してご提出ください。",
            "The text cannot be read. Please take the photo again in good light and in focus.",
        ),
        "LA SH NX CW.blog UP~",
    ),
    make_reason(
        "image.cropped",
        ("見切れ", "document cut off"),
        (
            "書類の一部が写っていません。四隅がすべて入るように撮り直してご提出ください。",
            "Part of the document is missing. Please take the photo again with all four corners.",
        ),
        "LA FR UP NX",
    ),
    make_reason(
        "image.glare",
        ("光の反射", "glare"),
        (
            "光の反射で読み取れない箇所があります。ケースなどから取り出し、角度を変えて撮り直してご提出ください。",
            (
                "Glare hides some of the text."
                " Please remove any sleeve, tilt the document and try again."
            ),
        ),
        "LA NX",
    ),
    make_reason(
        "image.monochrome",
        ("モノクロ画像", "image not in colour"),
        (
            "白黒の画像は受け付けておりません。カラーで撮り直してご提出ください。",
            "Black-and-white images are not accepted. Please take the photo again in colour.",
        ),
        "P3",
    ),
    make_reason(
        "image.photo_of_copy",
        ("コピーの撮影", "photo of a photocopy"),
        (
            "コピーではなく、書類の原本を撮影してご提出ください。",
            "Please photograph the original document, not a copy of it.",
        ),
        "CW.article FR~ ON",
    ),
    make_reason(
        "image.screen_capture",
        ("画面の撮影", "photo of a screen or screenshot"),
        (
            "画面の写真やスクリーンショットではなく、書類の原本を撮影してご提出ください。",
            "Please photograph the document itself, not a screen that shows it.",
        ),
        "ON",
    ),
    make_reason(
        "image.scan",
        ("スキャン画像", "scanned image"),
        (
            "スキャナーで読み取った画像は受け付けておりません。書類の原本をカメラで撮影してご提出ください。",
            (
                "Images made by a scanner are not accepted."
                " Please photograph the original document with a camera."
            ),
        ),
        "PE SM TJ DM",
    ),
    make_reason(
        "image.edited",
        ("加工・結合", "edited or merged image"),
        (
            "加工または結合された画像は受け付けておりません。隠す必要のある項目を除き、手を加えていない画像をご提出ください。",
            (
                "Edited or merged images are not accepted."
                " Apart from fields that must be hidden, please submit the images as they were"
                " taken."
            ),
        ),
        "UP P3~",
    ),
    make_reason(
        "file.format",
        ("ファイル形式の不備", "unsupported file format"),
        (
            "このファイル形式は受け付けておりません。受け付けている形式の画像をご提出ください。",
            "This file format is not accepted. Please submit an image in an accepted format.",
        ),
        "LA CW~ CW.upload",
    ),
    make_reason(
        "file.too_large",
        ("容量超過", "file too large"),
        (
            "ファイルの容量が上限を超えています。文字が読める範囲で容量を小さくしてご提出ください。",
            "The file is over the size limit. Please reduce it while the text stays readable.",
        ),
        "CW.upload CS",
    ),
    make_reason(
        "file.unreadable",
        ("ファイル破損", "unreadable file"),
        (
            "ファイルを開くことができませんでした。撮り直して、もう一度ご提出ください。",
            "The file could not be opened. Please take a new photo and upload it again.",
        ),
        "NX",
    ),
    make_reason(
        "document.unsupported_kind",
        ("受付対象外の書類", "unsupported kind of document"),
        (
            "この書類は受け付けておりません。受け付けている別の書類をご提出ください。",
            "This document is not accepted. Please submit another one that is.",
        ),
        "ME NX LA UP P3 CW~",
    ),
    make_reason(
        "document.unsupported_variant",
        ("対象外の様式", "unsupported variant of the document"),
        (
            "この様式の書類には確認に必要な欄がないため、受け付けておりません。別の書類をご提出ください。",
            (
                "This variant lacks a field that is needed and is not accepted."
                " Please submit another document."
            ),
        ),
        "CW~ SJ",
    ),
    make_reason(
        "document.not_yet_or_no_longer_accepted",
        ("受付期間外の書類", "document outside its acceptance window"),
        (
            "この種類の書類は、受付日には本人確認にお使いいただけません。現在お使いいただける書類をご提出ください。",
            (
                "This kind of document was not valid for verification on that day."
                " Please submit one that is valid now."
            ),
        ),
        "law.windows",
    ),
    make_reason(
        "document.expired",
        ("有効期限切れ", "document expired"),
        (
            "有効期限が過ぎています。有効期限内の書類をご提出ください。",
            "The document has expired. Please submit one that is valid.",
        ),
        "LA ME FR UP NX CW~",
    ),
    make_reason(
        "document.expiry_unreadable",
        ("有効期限の確認不可", "expiry date not visible"),
        (
            "有効期限を読み取ることができません。有効期限が読み取れるように撮り直してご提出ください。",
            "The expiry date cannot be read. Please take the photo again so that it can be read.",
        ),
        "LA SH",
    ),
    make_reason(
        "document.validity_remaining_short",
        ("残存期間不足", "too little validity left"),
        (
            "有効期限までの日数が不足しています。有効期限に余裕のある書類をご提出ください。",
            "The document expires too soon. Please submit one that is valid for longer.",
        ),
        "ME",
    ),
    make_reason(
        "document.issued_too_long_ago",
        ("発行日が古い書類", "document issued too long ago"),
        (
            "発行日から所定の期間を過ぎています。新しく発行された書類をご提出ください。",
            "The document was issued too long ago. Please submit one that was issued recently.",
        ),
        "LA CW~",
    ),
    make_reason(
        "document.issue_date_missing",
        ("発行日の確認不可", "date of issue not visible"),
        (
            "発行日を読み取ることができません。発行日が読み取れるように撮り直してご提出ください。",
            (
                "The date of issue cannot be read."
                " Please take the photo again so that it can be read."
            ),
        ),
        "TOP RB",
    ),
    make_reason(
        "document.impossible_date",
        ("ありえない日付", "impossible date"),
        (
            "書類の日付に、暦にない日、またはその書類の日付として考えられない日があります。日付をご確認のうえ、読み取れるように撮り直すか、別の書類をご提出ください。",
            (
                "A date on it is not in the calendar, or is impossible for such a document."
                " Please check it, and send a photo that can be read or another document."
            ),
        ),
        "law.eras",
    ),
    make_reason(
        "document.side_missing",
        ("片面のみの提出", "side missing"),
        (
            "必要な面の画像が不足しています。何も書かれていない場合も、必要な面をすべてご提出ください。",
            "A required side is missing. Please submit every required side, even if it is blank.",
        ),
        "LA FR",
    ),
    make_reason(
        "document.page_missing",
        ("ページ不足", "page missing"),
        (
            "必要なページの画像が不足しています。必要なページをすべてご提出ください。",
            "Pages are missing. Please submit all the pages that are required.",
        ),
        "LA CW~",
    ),
    make_reason(
        "document.companion_missing",
        ("組合せ書類の不足", "companion document missing"),
        (
            "この書類だけでは確認ができません。組み合わせが必要なもう一つの書類と併せてご提出ください。",
            (
                "This document is not enough by itself."
                " Please submit it together with the other document that is required."
            ),
        ),
        "CW~",
    ),
    make_reason(
        "document.damaged",
        ("汚損・破損", "document damaged"),
        (
            "書類の汚れや破損のため、確認ができません。再発行された書類、または別の書類をご提出ください。",
            "The document is too damaged to check. Please have it reissued or submit another.",
        ),
        "UP",
    ),
    make_reason(
        "document.change_not_recorded",
        ("変更の未反映", "change not recorded on the document"),
        (
            "変更後の内容が書類に記載されていません。書類の記載を更新する手続きをお済ませのうえ、ご提出ください。",
            (
                "A change is not recorded on the document."
                " Please have the document updated first and then submit it."
            ),
        ),
        "ME",
    ),
    make_reason(
        "document.handwritten_change",
        ("手書きの変更", "handwritten change without endorsement"),
        (
            "手書きの変更には公印が必要です。公的な追記のある書類をご提出ください。",
            (
                "A change by hand needs an official endorsement."
                " Please submit a document that has it."
            ),
        ),
        "FR",
    ),
    make_reason(
        "document.old_address_visible",
        ("旧住所の未抹消", "old address not struck out"),
        (
            "以前の住所が残っています。以前の住所に取消線を引き、撮り直してご提出ください。",
            "An old address is still there. Please strike it out and take the photo again.",
        ),
        "CW~ FR~",
    ),
    make_reason(
        "masking.missing",
        ("マスキング漏れ", "number not masked"),
        (
            "隠す必要のある項目が見えています。紙などで覆い、撮り直してご提出ください。",
            "A field that must be hidden is visible. Please cover it and take the photo again.",
        ),
        "SH CW~ CW.article FR~",
    ),
    make_reason(
        "masking.excessive",
        ("隠しすぎ", "required field hidden"),
        (
            "確認に必要な項目が隠れています。必要な項目が見えるように撮り直してご提出ください。",
            "A field that is needed is hidden. Please take the photo again with it visible.",
        ),
        "FR UP",
    ),
    make_reason(
        "masking.reversible",
        ("復元できる隠し方", "masking that can be undone"),
        (
            "隠した項目を読み取ることができます。透けない紙で覆うか、完全に塗りつぶしてご提出ください。",
            "What was hidden can be recovered. Please use opaque paper or paint it over fully.",
        ),
        "law.masking",
    ),
    make_reason(
        "forbidden.individual_number",
        ("マイナンバーの記載", "contains an individual number"),
        (
            "マイナンバーが写っているため、画像は破棄いたします。マイナンバーが写っていない画像をご提出ください。",
            (
                "The image is destroyed, as it shows an individual number."
                " Please submit an image without it."
            ),
        ),
        "CW~ CO P3",
    ),
    make_reason(
        "photo.absent",
        ("顔写真なし", "photo absent"),
        (
            "顔写真を確認できません。顔写真が見えるように撮り直すか、顔写真のある別の書類をご提出ください。",
            (
                "The holder's photo cannot be seen."
                " Please take the image again with it visible, or submit another document that"
                " has one."
            ),
        ),
        "KO UP~",
    ),
    make_reason(
        "photo.mismatch",
        ("顔写真の相違", "photo does not match"),
        (
            "ご本人の書類をご提出ください。顔写真がご本人のものである場合は、恐れ入りますが事務局へご連絡ください。",
            "Please submit your own document, or contact support if the photo does show you.",
        ),
        "KO",
    ),
)
