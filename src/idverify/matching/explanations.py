"""Explanations of each kind of difference to people, in Japanese and English."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import evolve

from idverify.matching._explanation_templates import (
    Explanation,
    explain_absence,
    explain_dispute,
    explain_mismatch,
    explain_notation,
    explain_open_date,
)
from idverify.matching.difference_kinds import DifferenceKind

__all__ = ["ACCOUNT_HOLDER", "ACCOUNT_HOLDER_ABSENT", "EXPLANATIONS", "Explanation"]

#: For any difference between a verified reading and the holder of an account.
ACCOUNT_HOLDER: Final = Explanation(
    "口座名義「{document}」が、確認済みの氏名・名称のフリガナ「{declared}」と一致しません。"
    "口座名義を通帳などのとおりに入力するか、ご本人名義の口座を指定してください。",
    'The account holder "{document}" is not the verified reading "{declared}".'
    " Enter the holder as the bank shows it, or name an account of your own.",
)
#: For a missing side: no verified reading, or no holder.
ACCOUNT_HOLDER_ABSENT: Final = Explanation(
    "確認済みの氏名・名称のフリガナがないため、口座名義「{document}」を照合できません。"
    "フリガナを登録してください。",
    'There is no verified reading to compare the account holder "{document}" with. Register the'
    " reading.",
    (
        "口座名義が入力されていません。通帳などのとおりに入力してください。",
        "The account holder is empty. Enter it as the bank shows it.",
    ),
)

EXPLANATIONS: Final[Mapping[DifferenceKind, Explanation]] = MappingProxyType(
    {
        DifferenceKind.WIDTH: explain_notation(
            "全角と半角の違いだけです。", "Only full and half width differ."
        ),
        DifferenceKind.SPACE: explain_notation("空白の違いだけです。", "Only spacing differs."),
        DifferenceKind.INVISIBLE: explain_notation(
            "見えない文字が含まれています。", "An invisible character is included."
        ),
        DifferenceKind.PUNCTUATION: explain_notation(
            "区切り記号の違いだけです。", "Only punctuation differs."
        ),
        DifferenceKind.LETTER_CASE: explain_notation(
            "大文字と小文字の違いだけです。", "Only capitals differ."
        ),
        DifferenceKind.SELECTOR: explain_notation(
            "「{declared}」と「{document}」は同じ文字の字形の違いです。",
            "{declared} and {document} are glyphs of the same character.",
        ),
        DifferenceKind.COMPOSITION: explain_notation(
            "「{declared}」と「{document}」は同じ文字で、文字コードの組み方だけが違います。",
            "{declared} and {document} are the same character, composed differently.",
        ),
        DifferenceKind.RADICAL: explain_notation(
            "「{declared}」と「{document}」は同じ形の字で、一方は部首用の文字コードです。",
            "{declared} and {document} look alike; one is the code of a radical.",
        ),
        DifferenceKind.KANJI_OLD_NEW: explain_notation(
            "「{declared}」と「{document}」は同じ字の新字体と旧字体です。",
            "{declared} and {document} are the new and old form of one character.",
        ),
        DifferenceKind.KANJI_REGISTER: explain_notation(
            "「{declared}」と「{document}」は戸籍上、同じ字の異体です。",
            "{declared} and {document} are forms of the same character in the family register.",
        ),
        DifferenceKind.KANJI_CODE: explain_notation(
            "「{declared}」と「{document}」は文字コード上だけ別になっている同じ字です。",
            "{declared} and {document} are one character with two codes.",
        ),
        DifferenceKind.KANJI_SIMPLIFIED: explain_notation(
            "「{declared}」と「{document}」は同じ字の簡体字と繁体字です。",
            "{declared} and {document} are the simplified and traditional form of one character.",
        ),
        DifferenceKind.KANJI_RESIDENCE_CARD: explain_notation(
            "「{declared}」は在留カードでは正字「{document}」で記載される字です。",
            "{declared} and {document}: residence cards print the proper form of this character.",
        ),
        DifferenceKind.HOMOGLYPH: explain_notation(
            "「{declared}」と「{document}」は見た目が同じ別の字です。入力し直してください。",
            "{declared} and {document} look the same but are different codes. Retype it.",
        ),
        DifferenceKind.ITERATION_MARK: explain_notation(
            "「々」は前の字の繰り返しです。", "々 repeats the character before it."
        ),
        DifferenceKind.SMALL_KE: explain_notation(
            "「ヶ」と「ケ」の違いだけです。", "Only ヶ and ケ differ."
        ),
        DifferenceKind.KANA_SCRIPT: explain_notation(
            "ひらがなとカタカナの違いだけです。", "Only hiragana and katakana differ."
        ),
        DifferenceKind.LONG_VOWEL: explain_notation(
            "長音の書き方（「ー」と母音）の違いです。",
            "A long vowel is written with ー on one side and a vowel on the other.",
        ),
        DifferenceKind.SMALL_KANA: explain_notation(
            "小さい「ャュョッ」などが大きく書かれています。",
            "Small kana are written large on one side.",
        ),
        DifferenceKind.SAME_SOUND: explain_notation(
            "「{declared}」と「{document}」は同じ音のかなです。",
            "{declared} and {document} are kana of the same sound.",
        ),
        DifferenceKind.FOREIGN_SOUND: explain_notation(
            "「ヴ」と「ブ」など、外来音の書き方の違いです。",
            "A foreign sound (ヴ, ブ) is written in two ways.",
        ),
        DifferenceKind.NAME_ORDER: explain_notation(
            "姓と名の順序が逆です。", "Family and given name are in another order."
        ),
        DifferenceKind.MIDDLE_NAME: explain_notation(
            "ミドルネームが一方にないか、頭文字だけです（登録：「{declared}」、書類：「{document}」）。",
            'A middle name is left out or shortened on one side: "{declared}" in the profile, '
            '"{document}" on the document.',
        ),
        DifferenceKind.FORMER_SURNAME: explain_notation(
            "書類に併記された旧姓「{document}」と一致します。",
            "It matches the former surname {document} that the document prints.",
        ),
        DifferenceKind.ALIAS: explain_notation(
            "書類に記載された別の氏名（通称など）「{document}」と一致します。",
            "It matches another name, {document}, that the document prints.",
        ),
        DifferenceKind.SECOND_NAME_OMITTED: explain_notation(
            "書類に併記された氏名「{document}」は登録にありません。",
            "The second name that the document prints ({document}) is not in the profile.",
        ),
        DifferenceKind.OTHER_SCRIPT: explain_notation(
            "同じ氏名が別の文字種で書かれています。", "The same name is written in another script."
        ),
        DifferenceKind.MRZ_FILLER: explain_notation(
            "機械読取欄の「<」は区切りです。", "< separates names in the machine-readable zone."
        ),
        DifferenceKind.ROMANISATION: explain_notation(
            "「{declared}」と「{document}」は同じ読みのローマ字表記です。",
            "{declared} and {document} romanise the same reading.",
        ),
        DifferenceKind.DIACRITIC: explain_notation(
            "発音記号付きの文字の書き換え（ICAO 9303）です。",
            "A letter with a diacritic is transliterated (ICAO 9303).",
        ),
        DifferenceKind.POSTAL_CODE: explain_notation(
            "郵便番号の有無だけの違いです。", "Only a postal code is added."
        ),
        DifferenceKind.LOT_NOTATION: explain_notation(
            "「{declared}」と「{document}」は同じ丁目・番地・号の書き方の違いです。",
            "{declared} and {document} write the same block and lot numbers.",
        ),
        DifferenceKind.AZA_WORD: explain_notation(
            "「大字」「字」の有無の違いです。", "Only the words 大字 or 字 are added."
        ),
        DifferenceKind.PLACE_KANA: explain_notation(
            "地名のかな（ヶ・ケ・が、の・ノ・之、ツ・ッ）や字体、数字の書き方の違いです。",
            "Kana (ヶ ケ が, の ノ 之, ツ ッ), kanji or numerals of a place name differ in form.",
        ),
        DifferenceKind.PREFECTURE_OMITTED: explain_notation(
            "都道府県名が省かれています。", "The prefecture is left out."
        ),
        DifferenceKind.COUNTY_OMITTED: explain_notation(
            "郡名が省かれています。", "The county (郡) is left out."
        ),
        DifferenceKind.STREET_OMITTED: explain_notation(
            "京都の通り名が省かれています。", "Kyoto's street directions are left out."
        ),
        DifferenceKind.BUILDING_OMITTED: Explanation(
            "登録に建物名・部屋番号「{document}」がありません。",
            "The profile leaves out the building or room ({document}).",
            (
                "書類に建物名・部屋番号「{declared}」がありません。",
                "The document leaves out the building or room ({declared}).",
            ),
        ),
        DifferenceKind.ROOM_OMITTED: Explanation(
            "登録に部屋番号「{document}」がありません。",
            "The profile leaves out the room ({document}).",
            (
                "書類に部屋番号「{declared}」がありません。",
                "The document leaves out the room ({declared}).",
            ),
        ),
        DifferenceKind.BUILDING_NOTATION: explain_notation(
            "建物名・部屋番号の書き方の違いです。", "The building or room is written differently."
        ),
        DifferenceKind.PLACE_RENAMED: explain_notation(
            "「{declared}」と「{document}」は地名変更の前後の同じ場所です。",
            "{declared} and {document} are one place before and after it was renamed.",
        ),
        DifferenceKind.POSTAL_CODE_DIFFERS: explain_notation(
            "郵便番号が登録では「{declared}」、書類では「{document}」です。住所はほかの部分で照合しました。",
            'The postal code is "{declared}" in the profile and "{document}" on the document.'
            " The rest of the address was compared.",
        ),
        DifferenceKind.DATE_NOTATION: explain_notation(
            "日付の書き方の違いです。", "The date is written differently."
        ),
        DifferenceKind.ERA: explain_notation(
            "和暦と西暦の違いです。", "One side writes the era, the other the year."
        ),
        DifferenceKind.ERA_PROLEPTIC: explain_notation(
            "「{declared}」「{document}」：その日には使われていない元号の年ですが、同じ日です。",
            "{declared} / {document}: the era was not in use that day, but the day is the same.",
        ),
        DifferenceKind.CORPORATE_ABBREVIATION: explain_notation(
            "法人の種類（株式会社など）が略語で書かれています。",
            "The kind of corporation (株式会社 and so on) is abbreviated.",
        ),
        DifferenceKind.CUT_OFF: explain_notation(
            "口座名義が銀行の桁数（30文字）で途切れていますが、そこまでは一致します。",
            "The bank's 30 characters cut the account holder off; as far as it goes it agrees.",
        ),
        DifferenceKind.KANJI_DISPUTED: explain_dispute(
            "別の字とされることもある文字", "A character some hold distinct"
        ),
        DifferenceKind.KANA_DISPUTED: explain_dispute(
            "かな（「ノ」「之」など）", "A spelling (such as ノ or 之)"
        ),
        DifferenceKind.SIMPLIFIED_DISPUTED: explain_dispute(
            "簡体字とも日本の漢字とも読める文字", "A character both simplified and Japanese"
        ),
        DifferenceKind.ROMANISATION_DISPUTED: explain_dispute(
            "ローマ字のつづり（長音または外国語の文字の書き換えの可能性があります）",
            "The spelling, perhaps of a long vowel or of a foreign letter,",
        ),
        DifferenceKind.TOWN_DISPUTED: explain_dispute(
            "町名（台帳には両方の書き方があります）", "The town (registers list both spellings)"
        ),
        DifferenceKind.STREET_DISPUTED: explain_dispute(
            "通り名（同じ区に同じ名前の町が二つあり、通り名で区別されます）",
            "The street, which tells apart two towns of one name in this ward,",
        ),
        DifferenceKind.MUNICIPALITY_UNKNOWN: explain_dispute(
            "市区町村名（現在の一覧にない名前です。合併・改称前の名前の可能性があります）",
            "The municipality, one of which is not in the present list and may be a former name,",
        ),
        DifferenceKind.CENTURY_OPEN: explain_open_date(
            "年が下2桁だけで書かれています", "The year is written with two digits"
        ),
        DifferenceKind.DATE_UNDECIDED: explain_open_date(
            "元号の記載や年月日の順序が分からず、複数の日付に読めます",
            "Without an era, or without a known order of day and month, several days are possible",
        ),
        DifferenceKind.LOT_DISPUTED: explain_dispute(
            "番地と部屋番号の区切り（二通りに読めます）",
            "The lot or room number, which can be read in two ways,",
        ),
        DifferenceKind.VALUE_ABSENT: explain_absence("この項目", "this item"),
        DifferenceKind.NAME_PART_ABSENT: explain_absence("氏名の一部", "part of the name"),
        DifferenceKind.CHARACTER_ABSENT: explain_absence("一部の文字", "a character"),
        DifferenceKind.PREFECTURE_ABSENT: Explanation(
            "同名の市町村があるため、都道府県名（書類：「{document}」）も登録してください。",
            'The profile lacks the prefecture (document: "{document}"), and other places share the'
            " name of the municipality. Add it as the document shows it.",
            (
                (
                    "書類に都道府県名（登録：「{declared}」）の記載がありません。"
                    "同名の市町村があるため、記載のある書類を提出してください。"
                ),
                (
                    'The document lacks the prefecture (profile: "{declared}"), and other places'
                    " share the name of the municipality. Submit a document that shows it."
                ),
            ),
        ),
        DifferenceKind.MUNICIPALITY_ABSENT: explain_absence("市区町村名", "the municipality"),
        DifferenceKind.WARD_ABSENT: explain_absence("区名", "the ward"),
        DifferenceKind.TOWN_ABSENT: explain_absence("町名・字名", "the town"),
        DifferenceKind.CHOME_ABSENT: explain_absence("丁目", "the block (丁目)"),
        DifferenceKind.LOT_ABSENT: explain_absence("番地", "the lot number (番地)"),
        DifferenceKind.LOT_PART_ABSENT: explain_absence("番地・号の一部", "part of the lot number"),
        DifferenceKind.DATE_PART_ABSENT: explain_absence("年月日の一部", "part of the date"),
        DifferenceKind.SUBSTITUTED: explain_mismatch("文字", "A piece of text"),
        DifferenceKind.EXTRA: Explanation(
            "「{declared}」は書類にありません。登録から除くか、記載のある書類を提出してください。",
            'The document does not show "{declared}".'
            " Remove it from the profile, or submit a document that shows it.",
            (
                "書類の「{document}」は登録にありません。書類を読み直すか、登録に補ってください。",
                (
                    'The profile does not show "{document}" of the document.'
                    " Read the document again, or add it to the profile."
                ),
            ),
        ),
        DifferenceKind.TRANSPOSED: explain_mismatch("文字の順序", "The order of characters"),
        DifferenceKind.SCRIPT: explain_mismatch("文字種（ひらがな・カタカナ・漢字）", "The script"),
        DifferenceKind.LENGTH: explain_mismatch(
            "長音・促音（のばす音・つまる音）", "The length of a sound"
        ),
        DifferenceKind.PREFECTURE_DIFFERS: explain_mismatch("都道府県", "The prefecture"),
        DifferenceKind.MUNICIPALITY_DIFFERS: evolve(
            explain_mismatch("市区町村", "The municipality"),
            for_document=(
                (
                    "書類の市区町村が「{document}」と読み取られましたが、該当する市区町村が"
                    "ありません（登録：「{declared}」）。担当者が書類を読み直します。"
                ),
                (
                    'The municipality on the document was read as "{document}", which does not'
                    ' exist (profile: "{declared}"). The document has to be read again.'
                ),
            ),
        ),
        DifferenceKind.TOWN_DIFFERS: explain_mismatch("町名", "The town"),
        DifferenceKind.NUMBER_CHANGED: explain_mismatch(
            "番地などの数字", "A number of the address"
        ),
        DifferenceKind.NUMBER_MERGED: explain_mismatch(
            "番地などの数字の区切り", "The division of the numbers"
        ),
        DifferenceKind.NUMBERS_SWAPPED: explain_mismatch(
            "番地などの数字の順序", "The order of the numbers"
        ),
        DifferenceKind.UNIT_DIFFERS: explain_mismatch(
            "丁目・番・号の別", "The unit of a number (丁目, 番, 号)"
        ),
        DifferenceKind.LOT_SIGN_DIFFERS: explain_mismatch(
            "番地の符号・小字（「イ」「甲」「A」など）",
            "The sign or name within the lot (イ, 甲, A)",
        ),
        DifferenceKind.BUILDING_DIFFERS: explain_mismatch("建物名", "The building"),
        DifferenceKind.ROOM_DIFFERS: explain_mismatch("部屋番号", "The room"),
        DifferenceKind.STREET_DIFFERS: explain_mismatch("通り名", "The street direction"),
        DifferenceKind.DATE_PART_DIFFERS: Explanation(
            "日付が「{declared}」と登録されていますが、書類では「{document}」です。"
            "登録に誤りがある場合は訂正してください。",
            'The date is "{declared}" in the profile but "{document}" on the document.'
            " Correct the profile if it is wrong.",
        ),
        DifferenceKind.IMPOSSIBLE_DATE: Explanation(
            "登録の日付「{declared}」は存在しない日付か、和暦と西暦が食い違う日付です"
            "（書類：「{document}」）。登録を書類のとおりに直してください。",
            'The date "{declared}" in the profile does not exist, or its two calendars disagree'
            ' (document: "{document}"). Correct the profile to match the document.',
            (
                (
                    "書類の日付は「{document}」と読み取られましたが、存在しない日付か、和暦と西暦が"
                    "食い違う日付です。書類を読み直すか、書類を再提出してください。"
                ),
                (
                    'The document\'s date was read as "{document}", which does not exist or whose'
                    " two calendars disagree. Read the document again, or submit it anew."
                ),
            ),
        ),
        DifferenceKind.UNREADABLE: Explanation(
            "登録の「{declared}」を読み取れませんでした（書類：「{document}」）。"
            "登録を書類のとおりに直してください。",
            '"{declared}" in the profile could not be read (document: "{document}").'
            " Correct the profile to match the document.",
            (
                (
                    "書類の「{document}」を読み取れませんでした（登録：「{declared}」）。"
                    "書類を読み直すか、書類を再提出してください。"
                ),
                (
                    '"{document}" on the document could not be read (profile: "{declared}").'
                    " Read the document again, or submit it anew."
                ),
            ),
        ),
        DifferenceKind.UNRELATED: explain_mismatch("内容", "The content"),
    }
)
