"""Policies of comparison, and whether something really changed."""

import pytest

from idverify.matching import (
    NEW_FORMS_FOR_OLD,
    STANDARD,
    STRICT,
    DifferenceCategory,
    DifferenceKind,
    MatchDecision,
    Strictness,
    compare_address,
    compare_name,
    detect_address_change,
    detect_birth_date_change,
    detect_name_change,
)
from idverify.matching.explanations import EXPLANATIONS
from idverify.matching.rules import RULES


@pytest.mark.parametrize(
    ("strictness", "declared", "printed", "ruling"),
    [
        (STANDARD, "高橋", "高橋", MatchDecision.ACCEPT),
        (STANDARD, "高 橋", "高橋", MatchDecision.ACCEPT),
        (STANDARD, "髙橋", "高橋", MatchDecision.NOTE),
        (STANDARD, "斉藤", "斎藤", MatchDecision.ASK),
        (STANDARD, "大橋", "太橋", MatchDecision.REFUSE),
        (STRICT, "高 橋", "高橋", MatchDecision.ACCEPT),
        (STRICT, "髙橋", "高橋", MatchDecision.REFUSE),
        (STRICT, "斉藤", "斎藤", MatchDecision.REFUSE),
        (NEW_FORMS_FOR_OLD, "沢田", "澤田", MatchDecision.ACCEPT),
        (NEW_FORMS_FOR_OLD, "澤田", "沢田", MatchDecision.REFUSE),
        (NEW_FORMS_FOR_OLD, "邊田", "邉田", MatchDecision.ASK),
    ],
)
def test_a_policy_rules_by_kind_and_side(
    strictness: Strictness, declared: str, printed: str, ruling: MatchDecision
) -> None:
    """The gravest difference decides, by its kind and, where told, its side."""
    assert ruling == strictness.decide(compare_name(declared, printed))


def test_a_strict_service_wants_the_building() -> None:
    """Leaving out the room is noted by one policy and refused by the other."""
    found = compare_address("中野区中野4-8-1", "中野区中野4-8-1 青葉荘101")

    assert (STANDARD.decide(found), STRICT.decide(found)) == (
        MatchDecision.NOTE,
        MatchDecision.REFUSE,
    )
    assert [d.kind for d in STRICT.discrepancies(found)] == [DifferenceKind.BUILDING_OMITTED]
    assert STANDARD.discrepancies(found) == ()


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("髙橋 健一", "高橋健一", False),
        ("健一 高橋", "高橋 健一", False),
        ("高橋舞", "森舞", True),
        ("斉藤舞", "斎藤舞", True),
        ("森舞", "森舞（旧姓 高橋）", True),
        ("JOHN SMITH", "JOHN WILLIAM SMITH", True),
        ("口田", "ロ田", True),
    ],
)
def test_a_name_changes_only_in_substance(before: str, after: str, *, changed: bool) -> None:
    """Another way to write a name is no change; what adds to it is one."""
    assert changed == bool(detect_name_change(before, after))


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("中野区中野４－８－１", "東京都中野区中野四丁目8番1号", False),
        ("静岡県浜松市中区上島1", "静岡県浜松市中央区上島1", False),
        ("中野区中野4-8-1", "中野区中野4-8-2", True),
        ("中野区中野4-8-1", "中野区中野4-8-1 青葉荘101", True),
        ("中野区中野4-8-1 青葉荘101", "中野区中野4-8-1", True),
        ("中野区中野4-8-1 青葉荘", "中野区中野4-8-1 青葉荘101", True),
    ],
)
def test_an_address_changes_only_in_substance(before: str, after: str, *, changed: bool) -> None:
    """Notation and renamed places are no move; a building more or less is a change."""
    assert changed == bool(detect_address_change(before, after))


def test_a_birth_date_changes_only_in_substance() -> None:
    """Another notation of the same day is no change."""
    assert not detect_birth_date_change("1985-05-03", "昭和60年5月3日")
    assert detect_birth_date_change("1985-05-03", "1985-05-04")


def test_a_change_says_what_changed() -> None:
    """Both languages quote the two sides, or say that nothing changed."""
    change, none = detect_name_change("高橋舞", "高橋蓮"), detect_name_change("高橋", "髙橋")

    assert (change.explain(), change.explain("en")) == ("「舞」→「蓮」", "「舞」→「蓮」")
    assert none.explain() == "表記のほかに変わったところはありません。"
    assert none.explain("en") == "Nothing changed but the way of writing."


@pytest.mark.parametrize("kind", list(DifferenceKind))
def test_every_kind_is_explained_and_has_a_rule(kind: DifferenceKind) -> None:
    """Each kind has a sentence in both languages and a rule with a citation."""
    sentences = EXPLANATIONS[kind]

    assert sentences.ja.endswith("。")
    assert sentences.en.endswith(".")
    assert RULES[kind].citation.title
    assert kind.category in DifferenceCategory


def test_a_substitution_is_told_in_words() -> None:
    """The applicant reads which character is wrong and what to do."""
    [found] = compare_name("山田大郎", "山田太郎").differences
    sentence = "文字が「大」と登録されていますが、書類では「太」です。"

    assert found.explain() == (
        f"{sentence}登録に誤りがある場合は訂正してください。"
        "住所や氏名を変更された場合は、先に書類の変更手続きをお済ませください。"
    )
    assert (
        found.explain("en") == 'A piece of text is "大" in the profile but "太" on the document.'
        " Correct the profile if it is wrong; if you moved or changed your name, have the"
        " document updated first."
    )
