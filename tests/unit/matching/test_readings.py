"""Kana, romaji and account holders: sounds agree, spellings vary, voicing does not."""

import pytest

from idverify.matching import (
    Comparison,
    Kind,
    Outcome,
    compare_account_holder,
    compare_kana,
    compare_romaji,
)
from idverify.matching._hepburn import from_kana, syllables


def kinds(found: Comparison) -> set[Kind]:
    """The kinds of difference found."""
    return {difference.kind for difference in found.differences}


@pytest.mark.parametrize(
    ("declared", "on_document", "kind"),
    [
        ("ﾔﾏﾀﾞ", "ヤマダ", Kind.WIDTH),
        ("やまだ", "ヤマダ", Kind.KANA_SCRIPT),
        ("ヤマダタロウ", "ヤマダ タロウ", Kind.SPACE),
        ("シヨウタ", "ショウタ", Kind.SMALL_KANA),
        ("オーノ", "オオノ", Kind.LONG_VOWEL),
        ("ミヅキ", "ミズキ", Kind.SAME_SOUND),
        ("イヴ", "イブ", Kind.FOREIGN_SOUND),
        ("ヴォルフ", "ボルフ", Kind.FOREIGN_SOUND),
        ("タ力ノ", "タカノ", Kind.HOMOGLYPH),
        ("タロウ ヤマダ", "ヤマダ タロウ", Kind.NAME_ORDER),
        ("タロウヤマダ", "ヤマダ タロウ", Kind.NAME_ORDER),
        ("ジョン ウィリアム スミス", "スミス ジョン ウィリアム", Kind.NAME_ORDER),
        ("ヤマ\u200bダ", "ヤマダ", Kind.INVISIBLE),
    ],
)
def test_a_spelling_of_the_same_sounds_is_named(
    declared: str, on_document: str, kind: Kind
) -> None:
    """A spelling of the same sounds is accepted under its own name."""
    found = compare_kana(declared, on_document)

    assert kind in kinds(found)
    assert found.outcome == Outcome.VARIANT


@pytest.mark.parametrize(
    ("declared", "on_document", "kind"),
    [
        ("ナカシマ", "ナカジマ", Kind.SUBSTITUTED),
        ("オノ", "オオノ", Kind.LENGTH),
        ("ハトリ", "ハットリ", Kind.LENGTH),
        ("チヨョ", "チョヨ", Kind.LENGTH),
        ("オーノ", "オアノ", Kind.SUBSTITUTED),
        ("ーオノ", "オオノ", Kind.SUBSTITUTED),
        ("ケンチ", "ケンイチ", Kind.CHARACTER_ABSENT),
        ("ヤマダ", "ヤマダ タロウ", Kind.NAME_PART_ABSENT),
        ("ヤマダ", "", Kind.VALUE_ABSENT),
        ("ア" * 1001, "ア", Kind.UNREADABLE),
    ],
)
def test_another_reading_is_named(declared: str, on_document: str, kind: Kind) -> None:
    """Another reading is refused under its own name."""
    found = compare_kana(declared, on_document)

    assert kind in kinds(found)
    assert not found.agrees


def test_identical_readings_are_the_same() -> None:
    """Identical readings have no difference."""
    assert compare_kana("ヤマダ", "ヤマダ").outcome == Outcome.SAME
    assert compare_romaji("YAMADA", "YAMADA").outcome == Outcome.SAME
    assert compare_account_holder("ヤマダ", "ヤマダ").outcome == Outcome.SAME


@pytest.mark.parametrize(
    ("declared", "on_document", "kind"),
    [
        ("Yamada Taro", "YAMADA TARO", Kind.LETTER_CASE),
        ("Taro Yamada", "YAMADA TARO", Kind.NAME_ORDER),
        ("TAROYAMADA", "YAMADA TARO", Kind.NAME_ORDER),
        ("YAMADATARO", "YAMADA TARO", Kind.SPACE),
        ("NOBUOONO", "NOBUO ONO", Kind.SPACE),
        ("ＹＡＭＡＤＡ TARO", "YAMADA TARO", Kind.WIDTH),
        ("OHNO SHOTA", "ONO SHOTA", Kind.ROMANISATION),
        ("MUÑOZ JOSE", "MUNOZ JOSE", Kind.DIACRITIC),
        ("YAMADA<<TARO", "YAMADA TARO", Kind.MRZ_FILLER),
        ("JOHN SMITH", "SMITH JOHN WILLIAM", Kind.MIDDLE_NAME),
        ("SMITH JOHN W.", "SMITH JOHN WILLIAM", Kind.MIDDLE_NAME),
        ("オオノ ショウタ", "ONO SHOTA", Kind.OTHER_SCRIPT),
        ("SATO HANAKO", "YAMADA(SATO) HANAKO", Kind.FORMER_SURNAME),
        ("SATO HANAKO", "YAMADA HANAKO [SATO]", Kind.FORMER_SURNAME),
        ("MARIA DIAZ", "YAMADA HANAKO (MARIA DIAZ)", Kind.ALIAS),
        ("Ōno Shō", "ONO SHO", Kind.DIACRITIC),
        ("ÅSA", "AASA", Kind.DIACRITIC),
        ("P<JPNYAMADA<<TARO<<<<", "YAMADA TARO", Kind.MRZ_FILLER),
        ("ﾁﾕｳｼﾞﾖｳ ｴﾐ", "CHUJO EMI", Kind.OTHER_SCRIPT),
    ],
)
def test_a_spelling_of_the_same_name_is_named(declared: str, on_document: str, kind: Kind) -> None:
    """A spelling of the same Latin name is accepted under its own name."""
    found = compare_romaji(declared, on_document)

    assert kind in kinds(found)
    assert found.outcome == Outcome.VARIANT


@pytest.mark.parametrize(
    ("declared", "on_document"),
    [
        ("UDA JUN", "UEDA JUN"),
        ("UDA MARK", "UEDA MARK"),
        ("UDA KŌHEI", "UEDA KOHEI"),
        ("KONE MARK", "KOENE MARK"),
        ("チユウジヨウ エミ", "CHUJO EMI"),
        ("MICHAL LEE", "MICHAEL LEE"),
        ("SAMUL LEE", "SAMUEL LEE"),
        ("MIGUL DIAZ", "MIGUEL DIAZ"),
        ("JON SMITH", "JOHN SMITH"),
        ("SMITH J", "SMITH JOHN"),
        ("NGUYEN THI", "NGUYEN THI LAN"),
        ("NAKASHIMA REN", "NAKAJIMA REN"),
        ("SMITH", "SMITH JOHN"),
        ("SMITH JOH", "SMITH JOHN"),
        ("KIM MINSU", "PARK JIMIN"),
        ("", "SMITH JOHN"),
        ("<<", "SMITH JOHN"),
        ("A" * 1001, "A"),
        ("ANNA MARIA", "SMITH JOHN WILLIAM"),
    ],
)
def test_another_name_is_refused(declared: str, on_document: str) -> None:
    """A name that differs by a letter, a sound or a part is refused."""
    assert not compare_romaji(declared, on_document).agrees


def test_umlauts_fold_only_between_consonants() -> None:
    """MULLER is MUELLER and GUNTHER is GUENTHER; the vowels of UEDA stand for themselves."""
    pairs = [("MULLER A", "MUELLER A"), ("GUNTHER X", "GUENTHER X"), ("UDA", "UEDA")]

    assert [compare_romaji(*pair).agrees for pair in pairs] == [True, True, False]


@pytest.mark.parametrize(
    ("kana", "passport"),
    [
        ("オオノ", "ONO"),
        ("コウノ", "KONO"),
        ("ホンマ", "HOMMA"),
        ("ホッチ", "HOTCHI"),
        ("ハットリ", "HATTORI"),
        ("ニイガタ", "NIIGATA"),
        ("ユウコ", "YUKO"),
        ("ジュンイチ", "JUNICHI"),
        ("シヅヱ", "SHIZUE"),
        ("ヨーコ", "YOKO"),
        ("キャ", "KYA"),
        ("ァ", "ァ"),
    ],
)
def test_kana_become_passport_hepburn(kana: str, passport: str) -> None:
    """Readings are spelled as the passport office's table has them."""
    assert passport == from_kana(kana)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("SINZI", "SHINJI"),
        ("TIBA", "CHIBA"),
        ("TUDA", "TSUDA"),
        ("JYUNKO", "JUNKO"),
        ("HOCCHI", "HOTCHI"),
        ("MATTI", "MATCHI"),
        ("HONMA", "HOMMA"),
        ("HOMMA", "HOMMA"),
        ("HATTORI", "HATTORI"),
        ("SMITH", ""),
        ("", ""),
    ],
)
def test_latin_words_are_read_by_syllable(word: str, expected: str) -> None:
    """Japanese words in any system become passport Hepburn; others are not read."""
    assert "".join(syllables(word)) == expected


@pytest.mark.parametrize(
    ("name", "holder", "agrees"),
    [
        ("オオノ ショウタ", "ｵｵﾉ ｼﾖｳﾀ", True),
        ("オーノ ショウタ", "ｵ-ﾉ ｼﾖｳﾀ", True),
        ("カブシキガイシャ アオバ", "ｶ)ｱｵﾊﾞ", True),
        ("アオバ カブシキガイシャ", "ｱｵﾊﾞ(ｶ", True),
        ("ユウゲンガイシャ アオバ", "ﾕ)ｱｵﾊﾞ", True),
        ("アオバ ゴウドウガイシャ トウキョウ", "ｱｵﾊﾞ(ﾄﾞ)ﾄｳｷﾖｳ", True),
        ("ユウゲンガイシャ アオバ", "ｶ)ｱｵﾊﾞ", False),
        ("カブシキガイシャ アオバ", "ｱｵﾊﾞ", False),
        ("オオノ ショウタ", "ｵﾉ ｼﾖｳﾀ", False),
        ("ナカジマ レン", "ﾅｶｼﾏ ﾚﾝ", False),
        ("SMITH JOHN", "SMITH JOHN WILLIAM", True),
        ("オオノ ショウタ", "ONO SHOTA", True),
        ("", "ｵﾉ", False),
        ("ア" * 1001, "ｱ", False),
    ],
)
def test_a_bank_shows_the_holder_in_its_own_kana(name: str, holder: str, *, agrees: bool) -> None:
    """Large half-width kana and the banks' abbreviations are notation; sounds are not."""
    assert agrees == compare_account_holder(name, holder).agrees


def test_the_abbreviation_of_a_corporation_is_named() -> None:
    """An abbreviated kind of corporation is reported as such."""
    found = compare_account_holder("カブシキガイシャアオバ", "カ）アオバ")

    assert Kind.CORPORATE_ABBREVIATION in kinds(found)
