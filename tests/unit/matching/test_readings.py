"""Kana, romaji and account holders: sounds agree, spellings vary, voicing does not."""

import pytest

from idverify.matching import (
    Comparison,
    DifferenceKind,
    Outcome,
    compare_account_holder,
    compare_kana,
    compare_romaji,
)
from idverify.matching._hepburn import romanize_kana, split_syllables
from idverify.matching.strictness import STANDARD, MatchDecision


def kinds(found: Comparison) -> set[DifferenceKind]:
    """The kinds of difference found."""
    return {difference.kind for difference in found.differences}


@pytest.mark.parametrize(
    ("declared", "on_document", "kind"),
    [
        ("ﾔﾏﾀﾞ", "ヤマダ", DifferenceKind.WIDTH),
        ("やまだ", "ヤマダ", DifferenceKind.KANA_SCRIPT),
        ("ヤマダタロウ", "ヤマダ タロウ", DifferenceKind.SPACE),
        ("シヨウタ", "ショウタ", DifferenceKind.SMALL_KANA),
        ("オーノ", "オオノ", DifferenceKind.LONG_VOWEL),
        ("ミヅキ", "ミズキ", DifferenceKind.SAME_SOUND),
        ("イヴ", "イブ", DifferenceKind.FOREIGN_SOUND),
        ("ヴォルフ", "ボルフ", DifferenceKind.FOREIGN_SOUND),
        ("タ力ノ", "タカノ", DifferenceKind.HOMOGLYPH),
        ("タロウ ヤマダ", "ヤマダ タロウ", DifferenceKind.NAME_ORDER),
        ("タロウヤマダ", "ヤマダ タロウ", DifferenceKind.NAME_ORDER),
        ("ジョン ウィリアム スミス", "スミス ジョン ウィリアム", DifferenceKind.NAME_ORDER),
        ("ヤマ\u200bダ", "ヤマダ", DifferenceKind.INVISIBLE),
    ],
)
def test_a_spelling_of_the_same_sounds_is_named(
    declared: str, on_document: str, kind: DifferenceKind
) -> None:
    """A spelling of the same sounds is accepted under its own name."""
    found = compare_kana(declared, on_document)

    assert kind in kinds(found)
    assert found.outcome == Outcome.VARIANT


@pytest.mark.parametrize(
    ("declared", "on_document", "kind"),
    [
        ("ナカシマ", "ナカジマ", DifferenceKind.SUBSTITUTED),
        ("オノ", "オオノ", DifferenceKind.LENGTH),
        ("ハトリ", "ハットリ", DifferenceKind.LENGTH),
        ("チヨョ", "チョヨ", DifferenceKind.LENGTH),
        ("オーノ", "オアノ", DifferenceKind.SUBSTITUTED),
        ("ーオノ", "オオノ", DifferenceKind.SUBSTITUTED),
        ("ケンチ", "ケンイチ", DifferenceKind.CHARACTER_ABSENT),
        ("ヤマダ", "ヤマダ タロウ", DifferenceKind.NAME_PART_ABSENT),
        ("ヤマダ", "", DifferenceKind.VALUE_ABSENT),
        ("ア" * 1001, "ア", DifferenceKind.UNREADABLE),
    ],
)
def test_another_reading_is_named(declared: str, on_document: str, kind: DifferenceKind) -> None:
    """Another reading is refused under its own name."""
    found = compare_kana(declared, on_document)

    assert kind in kinds(found)
    assert not found.is_match


def test_identical_readings_are_the_same() -> None:
    """Identical readings have no difference."""
    assert compare_kana("ヤマダ", "ヤマダ").outcome == Outcome.SAME
    assert compare_romaji("YAMADA", "YAMADA").outcome == Outcome.SAME
    assert compare_account_holder("ヤマダ", "ヤマダ").outcome == Outcome.SAME


@pytest.mark.parametrize(
    ("declared", "on_document", "kind"),
    [
        ("Yamada Taro", "YAMADA TARO", DifferenceKind.LETTER_CASE),
        ("Taro Yamada", "YAMADA TARO", DifferenceKind.NAME_ORDER),
        ("TAROYAMADA", "YAMADA TARO", DifferenceKind.NAME_ORDER),
        ("YAMADATARO", "YAMADA TARO", DifferenceKind.SPACE),
        ("NOBUOONO", "NOBUO ONO", DifferenceKind.SPACE),
        ("ＹＡＭＡＤＡ TARO", "YAMADA TARO", DifferenceKind.WIDTH),
        ("OHNO SHOTA", "ONO SHOTA", DifferenceKind.ROMANISATION),
        ("MUÑOZ JOSE", "MUNOZ JOSE", DifferenceKind.DIACRITIC),
        ("YAMADA<<TARO", "YAMADA TARO", DifferenceKind.MRZ_FILLER),
        ("JOHN SMITH", "SMITH JOHN WILLIAM", DifferenceKind.MIDDLE_NAME),
        ("SMITH JOHN W.", "SMITH JOHN WILLIAM", DifferenceKind.MIDDLE_NAME),
        ("オオノ ショウタ", "ONO SHOTA", DifferenceKind.OTHER_SCRIPT),
        ("SATO HANAKO", "YAMADA(SATO) HANAKO", DifferenceKind.FORMER_SURNAME),
        ("SATO HANAKO", "YAMADA HANAKO [SATO]", DifferenceKind.FORMER_SURNAME),
        ("MARIA DIAZ", "YAMADA HANAKO (MARIA DIAZ)", DifferenceKind.ALIAS),
        ("Ōno Shō", "ONO SHO", DifferenceKind.DIACRITIC),
        ("ÅSA", "AASA", DifferenceKind.DIACRITIC),
        ("P<JPNYAMADA<<TARO<<<<", "YAMADA TARO", DifferenceKind.MRZ_FILLER),
        ("ﾁﾕｳｼﾞﾖｳ ｴﾐ", "CHUJO EMI", DifferenceKind.OTHER_SCRIPT),
    ],
)
def test_a_spelling_of_the_same_name_is_named(
    declared: str, on_document: str, kind: DifferenceKind
) -> None:
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
    assert not compare_romaji(declared, on_document).is_match


@pytest.mark.parametrize(
    "pair",
    [
        ("MULLER A", "MUELLER A"), ("GUNTHER X", "GUENTHER X"), ("BAEK JONGWON", "BAK JONGWON"),
        ("PAEK", "PAK"), ("LUEN", "LUN"), ("BOER", "BOR"), ("OUCHI", "OCHI"), ("SENOO", "SENO"),
        ("MATSUURA KEN", "MATSURA KEN"), ("INOUE", "INOE"), ("TAKENOUCHI", "TAKENOCHI"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_spelling_that_may_be_the_same_is_asked(pair: tuple[str, str]) -> None:
    """An umlaut that neither side writes, and a length that no passport drops, need a person."""
    for declared, on_document in (pair, pair[::-1]):
        found = compare_romaji(declared, on_document)
        assert kinds(found) == {DifferenceKind.ROMANISATION_DISPUTED}
        assert STANDARD.decide(found) is MatchDecision.ASK


@pytest.mark.parametrize(
    ("declared", "on_document"),
    [
        ("MÜLLER", "MUELLER"), ("OHYAMA", "OYAMA"), ("TOHYAMA", "TOYAMA"), ("OHISHI", "OISHI"),
        ("SATOU", "SATO"), ("OOTA", "OTA"), ("KOUTAROU", "KOTARO"), ("YUUKO", "YUKO"),
        ("オオヤマ", "OHYAMA"), ("オオイシ", "OHISHI"), ("オオウチ", "OUCHI"),
        ("イノウエ", "INOUE"),
        ("セノオ", "SENOO"), ("マツウラ", "MATSUURA"), ("ファビオ", "FUABIO"), ("チェ", "CHIE"),
        ("ヴィクトル", "BUIKUTORU"), ("みすゞ", "MISUZU"), ("ラーメン", "RAMEN"), ("ア", "A"),
    ],
)  # fmt: skip
def test_one_reading_is_one_name(declared: str, on_document: str) -> None:
    """What passports allow for one reading is accepted in both directions."""
    assert compare_romaji(declared, on_document).is_match
    assert compare_romaji(on_document, declared).is_match


@pytest.mark.parametrize(
    ("kana", "letters"),
    [
        ("オダ サトシ", "ODA SATOOSHI"), ("ヒロシ", "HIROHSI"), ("イノウエ", "INOE"),
        ("マツウラ", "MATSURA"), ("セノオ", "SENO"), ("オオウチ", "OCHI"), ("コヘイ", "KOUHEI"),
        ("KOHEI SATO", "KOEI SATO"), ("カッタ", "KATA"), ("ッ", "TSU"),
    ],
)  # fmt: skip
def test_a_length_that_the_reading_excludes_is_refused(kana: str, letters: str) -> None:
    """The kana decide every vowel: a length added or dropped makes another name."""
    for pair in ((kana, letters), (letters, kana)):
        found = compare_romaji(*pair)
        assert STANDARD.decide(found) is MatchDecision.REFUSE


def test_a_mismatch_quotes_both_names_as_typed() -> None:
    """Spaces, width and kana stay as they were typed."""
    [found] = compare_kana("スズキ  ハナコ", "すずぎ ﾊﾅｺ").differences
    assert (found.declared, found.on_document) == ("スズキ  ハナコ", "すずぎ ﾊﾅｺ")
    [latin] = compare_romaji("Ono Hanako", "ODA  HANAKO").differences
    assert (latin.declared, latin.on_document) == ("Ono Hanako", "ODA  HANAKO")


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
    assert passport == romanize_kana(kana)


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
    assert "".join(split_syllables(word)) == expected


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
    assert agrees == compare_account_holder(name, holder).is_match


def test_the_abbreviation_of_a_corporation_is_named() -> None:
    """An abbreviated kind of corporation is reported as such."""
    found = compare_account_holder("カブシキガイシャアオバ", "カ）アオバ")

    assert DifferenceKind.CORPORATE_ABBREVIATION in kinds(found)
