"""Names in kanji and kana: each kind of difference is named, each slip refused."""

import pytest

from idverify.matching import ComparisonSide, DifferenceKind, Outcome, compare_name
from idverify.matching._text import split_graphemes


def kinds(declared: str, on_document: str) -> list[DifferenceKind]:
    """The kinds of difference found."""
    return [difference.kind for difference in compare_name(declared, on_document).differences]


@pytest.mark.parametrize(
    ("declared", "on_document", "kind"),
    [
        ("林ﾏ", "林マ", DifferenceKind.WIDTH),
        ("山田太郎", "山田 太郎", DifferenceKind.SPACE),
        ("山\u200b田", "山田", DifferenceKind.COMPOSITION),
        ("辻\U000e0101", "辻", DifferenceKind.SELECTOR),
        ("⼭田", "山田", DifferenceKind.RADICAL),
        ("⻑田", "長田", DifferenceKind.RADICAL),
        ("\ufa19田", "神田", DifferenceKind.KANJI_OLD_NEW),
        ("神田", "\ufa19田", DifferenceKind.KANJI_OLD_NEW),
        ("ニ宮", "二宮", DifferenceKind.HOMOGLYPH),
        ("佐々木", "佐佐木", DifferenceKind.ITERATION_MARK),
        ("関ヶ原", "関ケ原", DifferenceKind.SMALL_KE),
        ("ガ", "カ\u3099", DifferenceKind.COMPOSITION),
    ],
)
def test_notation_is_named(declared: str, on_document: str, kind: DifferenceKind) -> None:
    """A difference that a rule forgives is accepted under its own name."""
    assert [kind] == kinds(declared, on_document)
    assert compare_name(declared, on_document).outcome == Outcome.VARIANT


@pytest.mark.parametrize(
    ("declared", "on_document", "kind"),
    [
        ("斎木守", "斉木守", DifferenceKind.KANJI_DISPUTED),
        ("井ノ上", "井之上", DifferenceKind.KANA_DISPUTED),
        ("林さくら", "林サクラ", DifferenceKind.SCRIPT),
        ("山田大郎", "山田太郎", DifferenceKind.SUBSTITUTED),
        ("橋本健", "本橋健", DifferenceKind.TRANSPOSED),
        ("山田太郎郎", "山田太郎", DifferenceKind.EXTRA),
        ("山田太", "山田太郎", DifferenceKind.CHARACTER_ABSENT),
        ("山田", "山田 太郎", DifferenceKind.NAME_PART_ABSENT),
        ("中村葵", "小林陸", DifferenceKind.UNRELATED),
        ("", "小林陸", DifferenceKind.VALUE_ABSENT),
        ("山" * 1001, "山", DifferenceKind.UNREADABLE),
    ],
)
def test_an_error_is_named(declared: str, on_document: str, kind: DifferenceKind) -> None:
    """A difference that no rule forgives is refused under its own name."""
    assert kind in kinds(declared, on_document)
    assert not compare_name(declared, on_document).is_match


@pytest.mark.parametrize(
    ("declared", "on_document", "agrees"),
    [
        ("太郎 山田", "山田 太郎", True),
        ("太郎 山田", "山田太郎", True),
        ("太郎山田", "山田 太郎", True),
        ("蓮 林", "林 蓮", True),
        ("蓮林", "林 蓮", False),
        ("蓮 林", "林蓮", False),
    ],
)
def test_order_is_notation_unless_it_may_be_a_slip(
    declared: str, on_document: str, *, agrees: bool
) -> None:
    """Exchanged names are accepted, save where two lone characters were perhaps swapped."""
    assert agrees == compare_name(declared, on_document).is_match


@pytest.mark.parametrize(
    "printed",
    [
        "森田 彩(岡本 彩)",
        "森田[岡本]彩",
        "森田 彩（旧姓 岡本）",
        "森田彩〔旧氏：岡本〕",
        "森田 彩【岡本",
        "森彩（岡本）",
    ],
)
def test_a_former_surname_counts_when_printed(printed: str) -> None:
    """The name with the former surname matches a document that prints it in brackets."""
    assert compare_name("岡本彩", printed).is_match


@pytest.mark.parametrize(
    ("declared", "printed", "agrees"),
    [
        ("岡本香", "森田彩香(岡本)", False),
        ("岡本彩香", "森田彩香(岡本)", True),
        ("岡本彩", "森田五郎彩(岡本)", False),
        ("岡本彩", "森田 彩( )", False),
        ("森田彩", "森田 彩()", True),
        ("岡本彩", "(岡本 彩)", True),
        ("岡本彩", "(岡本)", False),
        ("森田 彩(岡本 彩)", "森田 彩（岡本 彩）", True),
        ("森田 彩(岡本 彩)", "森田 彩", False),
        ("()", "森田 彩", False),
    ],
)
def test_brackets_are_not_guessed(declared: str, printed: str, *, agrees: bool) -> None:
    """What is in brackets must be a name, and the applicant adds nothing to the document."""
    assert agrees == compare_name(declared, printed).is_match


@pytest.mark.parametrize(
    ("declared", "agrees"),
    [("張偉", True), ("Zhang Wei", True), ("張律", False), ("ZHANG LI", False), ("李偉", False)],
)
def test_a_residence_card_prints_two_scripts(declared: str, *, agrees: bool) -> None:
    """Either the Latin or the kanji name of a residence card may be declared."""
    assert agrees == compare_name(declared, "ZHANG WEI 張偉").is_match


def test_latin_names_are_compared_as_romaji() -> None:
    """Two Latin names differ in case and order only."""
    assert compare_name("Taro Yamada", "YAMADA TARO").is_match


def test_the_alias_is_named_on_the_side_of_the_document() -> None:
    """A match through an alias says so."""
    found = compare_name("木村ユリ", "KIM YURI（通称：木村ユリ）").differences

    assert (DifferenceKind.ALIAS, ComparisonSide.DOCUMENT) in {(d.kind, d.side) for d in found}


def test_several_slips_are_named_character_by_character() -> None:
    """Each disputed or script difference is reported in the order of the text."""
    assert kinds("斉ひ", "斎ヒ") == [DifferenceKind.KANJI_DISPUTED, DifferenceKind.SCRIPT]


def test_a_glyph_shows_no_personal_data() -> None:
    """What was read of a name does not stand in its repr."""
    assert tuple(map(repr, split_graphemes("山"))) == ("Grapheme()",)


def test_a_former_surname_may_stand_behind_its_label_alone() -> None:
    """The document prints 旧氏 without brackets; only the document may."""
    assert compare_name("杉浦 葵", "石黒 葵 旧氏 杉浦").is_match
    assert compare_name("石黒 葵", "石黒 葵、旧姓：杉浦").is_match
    assert not compare_name("石黒 葵 旧氏 杉浦", "石黒 葵").is_match


@pytest.mark.parametrize(
    ("declared", "printed", "kind"),
    [
        ("見本 花子 ", " 見本 花子", DifferenceKind.SPACE),
        ("見本 花子（", "見本 花子 ", DifferenceKind.PUNCTUATION),
        ("見本 花子 ", "見本 花子(", DifferenceKind.PUNCTUATION),
    ],
)
def test_what_stands_around_a_name_is_named_too(
    declared: str, printed: str, kind: DifferenceKind
) -> None:
    """Nothing that is not identical is taken for the same without a word."""
    for one, other in ((declared, printed), (printed, declared)):
        found = compare_name(one, other)

        assert found.outcome is Outcome.VARIANT
        assert [difference.kind for difference in found.differences] == [kind]


def test_a_printed_second_name_is_told_though_the_declared_one_repeats_the_first() -> None:
    """Who writes the name twice has not told what the document adds to it."""
    found = compare_name("田中 恵（田中 恵）", "田中 恵（鈴木）")

    assert found.outcome is Outcome.VARIANT
    assert DifferenceKind.SECOND_NAME_OMITTED in {
        difference.kind for difference in found.differences
    }


@pytest.mark.parametrize(
    ("declared", "on_document", "pieces"),
    [
        ("佐々木 花子", "佐木 花子", ("々", "")),
        ("佐木 花子", "佐々木　花子", ("佐木 花子", "佐々木　花子")),
        ("見本 花 子", "見本 花小", ("子", "小")),
        ("澤田 一郎", "例示 次郎", ("澤田 一郎", "例示 次郎")),
    ],
)
def test_a_mismatch_names_the_character_as_typed(
    declared: str, on_document: str, pieces: tuple[str, str]
) -> None:
    """The missing or wrong character is quoted, and whole names keep their spaces and forms."""
    [difference] = compare_name(declared, on_document).differences
    assert (difference.declared, difference.on_document) == pieces
