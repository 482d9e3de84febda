"""Catalogue of rejection reasons that concern the image, file, document and masking."""

from typing import Final

from idverify.catalogue._reason_sources import make_reason

__all__ = ["DOCUMENT_REASONS"]

DOCUMENT_REASONS: Final = (
    make_reason(
        "image.unclear",
        ("画像不鮮明", "image unclear"),
        (
            "文字がはっきり読めません。明るい場所でピントを合わせて、撮り直してください。",
            "The text cannot be read. Please take the photo again in good light and in focus.",
        ),
        "LA SH NX CW.blog UP~",
    ),
    make_reason(
        "image.cropped",
        ("見切れ", "document cut off"),
        (
            "書類の一部が写っていません。四隅がすべて入るように撮り直してください。",
            "Part of the document is missing. Please take the photo again with all four corners.",
        ),
        "LA FR UP NX",
    ),
    make_reason(
        "image.glare",
        ("光の反射", "glare"),
        (
            "光の反射で読めません。ケースから出し、角度を変えて撮り直してください。",
            "Glare hides some of the text. Please take the document out of its sleeve and tilt it.",
        ),
        "LA NX",
    ),
    make_reason(
        "image.monochrome",
        ("モノクロ画像", "image not in colour"),
        (
            "白黒の画像は受け付けられません。カラーで撮影してください。",
            "A black-and-white image cannot be taken. Please photograph it in colour.",
        ),
        "P3",
    ),
    make_reason(
        "image.photo_of_copy",
        ("コピーの撮影", "photo of a photocopy"),
        (
            "コピーではなく、お手元の原本を撮影してください。",
            "Please photograph the original, not a copy of it.",
        ),
        "CW.article FR~ ON",
    ),
    make_reason(
        "image.screen_capture",
        ("画面の撮影", "photo of a screen or screenshot"),
        (
            "画面の写真やスクリーンショットではなく、書類の現物を撮影してください。",
            "Please photograph the document itself, not a screen that shows it.",
        ),
        "ON",
    ),
    make_reason(
        "image.edited",
        ("加工・結合", "edited or merged image"),
        (
            "番号を隠すほかは手を加えずに、一面ずつ別の画像で提出してください。",
            "Apart from hiding numbers leave the images as taken, and send one image a side.",
        ),
        "UP P3~",
    ),
    make_reason(
        "file.format",
        ("ファイル形式の不備", "unsupported file format"),
        (
            "JPEGまたはPNGの画像で提出してください。",
            "Please submit a JPEG or PNG image.",
        ),
        "LA CW~ CW.upload",
    ),
    make_reason(
        "file.too_large",
        ("容量超過", "file too large"),
        (
            "ファイルの容量が上限を超えています。文字が読める範囲で縮小してください。",
            "The file is over the size limit. Please reduce it while the text stays readable.",
        ),
        "CW.upload CS",
    ),
    make_reason(
        "file.unreadable",
        ("ファイル破損", "unreadable file"),
        (
            "ファイルを開けませんでした。撮り直して、もう一度送ってください。",
            "The file could not be opened. Please take a new photo and upload it again.",
        ),
        "NX",
    ),
    make_reason(
        "document.unsupported_kind",
        ("受付対象外の書類", "unsupported kind of document"),
        (
            "この書類では本人確認ができません。受付書類の一覧から選び直してください。",
            "This document is not on the list. Please choose one that is.",
        ),
        "ME NX LA UP P3 CW~",
    ),
    make_reason(
        "document.unsupported_variant",
        ("対象外の様式", "unsupported variant of the document"),
        (
            "住所欄や写真のない様式では確認できません。別の書類を提出してください。",
            "This variant cannot be checked, for want of an address page or a photo. Use another.",
        ),
        "CW~ SJ",
    ),
    make_reason(
        "document.not_yet_or_no_longer_accepted",
        ("受付期間外の書類", "document outside its acceptance window"),
        (
            "この種類の書類は受付日には使えません。現在使える書類を提出してください。",
            "This kind of document did not serve on that day. Please submit one that does now.",
        ),
        "law.windows",
    ),
    make_reason(
        "document.expired",
        ("有効期限切れ", "document expired"),
        (
            "有効期限が過ぎています。更新後の書類か、有効な別の書類を提出してください。",
            "The document has expired. Please submit the renewed one, or another that is valid.",
        ),
        "LA ME FR UP NX CW~",
    ),
    make_reason(
        "document.expiry_unreadable",
        ("有効期限の確認不可", "expiry date not visible"),
        (
            "有効期限が読み取れません。有効期限のある面を撮り直してください。",
            "The expiry date cannot be read. Please retake the side that shows it.",
        ),
        "LA SH",
    ),
    make_reason(
        "document.validity_remaining_short",
        ("残存期間不足", "too little validity left"),
        (
            "有効期限までの日数が足りません。書類を更新してから申請してください。",
            "The document expires too soon. Please renew it first and then apply.",
        ),
        "ME",
    ),
    make_reason(
        "document.issued_too_long_ago",
        ("発行日が古い書類", "document issued too long ago"),
        (
            "発行から日がたちすぎています。新しく取得した書類を提出してください。",
            "The document was issued too long ago. Please obtain and submit a new one.",
        ),
        "LA CW~",
    ),
    make_reason(
        "document.issue_date_missing",
        ("発行日の確認不可", "date of issue not visible"),
        (
            "発行日が見えません。発行日と公印のあるページを含めて提出してください。",
            "No date of issue can be seen. Please include the page with the date and the seal.",
        ),
        "TOP RB",
    ),
    make_reason(
        "document.impossible_date",
        ("ありえない日付", "impossible date"),
        (
            (
                "書類の日付が、暦にない日か、その書類にはありえない日です。"
                "日付を確かめ、読めるように撮り直すか、別の書類を提出してください。"
            ),
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
            "必要な面が足りません。案内にある面を、何も書かれていなくても提出してください。",
            "A side is missing. Please send every side the guide names, even one left blank.",
        ),
        "LA FR",
    ),
    make_reason(
        "document.page_missing",
        ("ページ不足", "page missing"),
        (
            "ページが足りません。必要なページをすべて提出してください。",
            "Pages are missing. Please submit all the pages that are required.",
        ),
        "LA CW~",
    ),
    make_reason(
        "document.companion_missing",
        ("組合せ書類の不足", "companion document missing"),
        (
            "住民票の写しなど、案内にある組合せの書類を添えて提出してください。",
            "Please add the document named beside it in the guide, such as a resident record.",
        ),
        "CW~",
    ),
    make_reason(
        "document.damaged",
        ("汚損・破損", "document damaged"),
        (
            "書類が傷んでいて確認できません。再発行を受けるか、別の書類を提出してください。",
            "The document is too damaged to check. Please have it reissued or submit another.",
        ),
        "UP",
    ),
    make_reason(
        "document.change_not_recorded",
        ("変更の未反映", "change not recorded on the document"),
        (
            "最新の氏名や住所が載っていません。発行窓口で変更してから提出してください。",
            "Your present name or address is not on it. Please have its issuer update it first.",
        ),
        "ME",
    ),
    make_reason(
        "document.handwritten_change",
        ("手書きの変更", "handwritten change without endorsement"),
        (
            "手書きの変更には公印が必要です。公的な追記のある書類を提出してください。",
            "A change by hand needs an official endorsement. Please submit a document that has it.",
        ),
        "FR",
    ),
    make_reason(
        "document.old_address_visible",
        ("旧住所の未抹消", "old address not struck out"),
        (
            "以前の住所が残っています。旧住所に取消線を引いてから撮影してください。",
            "An old address is still there. Please strike it out and take the photo again.",
        ),
        "CW~ FR~",
    ),
    make_reason(
        "masking.missing",
        ("マスキング漏れ", "number not masked"),
        (
            "隠すべき番号やQRコードが見えています。紙などで覆い、撮り直してください。",
            "A number or QR code that must be hidden is visible. Please cover it and try again.",
        ),
        "SH CW~ CW.article FR~",
    ),
    make_reason(
        "masking.excessive",
        ("隠しすぎ", "required field hidden"),
        (
            "確認に必要な項目まで隠れています。氏名などが見えるように撮り直してください。",
            "A field that is needed is hidden too. Please retake the photo with it visible.",
        ),
        "FR UP",
    ),
    make_reason(
        "masking.reversible",
        ("復元できる隠し方", "masking that can be undone"),
        (
            "隠した番号が読み取れます。透けない紙で覆うか、完全に塗りつぶしてください。",
            "What was hidden could be recovered. Please use opaque paper or paint it over fully.",
        ),
        "law.masking",
    ),
    make_reason(
        "forbidden.individual_number",
        ("マイナンバーの記載", "contains an individual number"),
        (
            "マイナンバーが写った画像は破棄します。番号のない面か書類で提出し直してください。",
            "The image is destroyed, as it shows an individual number. Please send one without it.",
        ),
        "CW~ CO P3",
    ),
    make_reason(
        "photo.absent",
        ("顔写真なし", "photo absent"),
        (
            "顔写真が確認できません。顔写真のある書類を提出してください。",
            "No photo can be seen. Please submit a document that bears one.",
        ),
        "KO UP~",
    ),
    make_reason(
        "photo.mismatch",
        ("顔写真の相違", "photo does not match"),
        (
            "ご本人の書類を提出してください。ご本人の写真のときは事務局へご連絡ください。",
            "Please submit your own document, or contact support if the photo does show you.",
        ),
        "KO",
    ),
)
