"""The kanji table: what it merges, on whose word, and how large it is."""

import base64
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from idverify.matching import ComparisonSide, DifferenceKind, compare_name
from idverify.matching._kanji_data import PACKED
from idverify.matching._kanji_variants import find_variant_difference, kanji_folding, kanji_variants
from idverify.matching._text import normalize_text
from idverify.matching.rules import KANJI_RULES

NAME_KANJI = (Path(__file__).parents[2] / "data/name_kanji.txt").read_text("utf-8").strip()

#: The notices that name old forms themselves; Unicode's decompositions need no row.
OFFICIAL = {"j", "n", "h"}


def test_all_kanji_of_given_names_are_audited() -> None:
    """The audit covers the 2,999 kanji allowed in given names."""
    assert len(set(NAME_KANJI)) == 2999


def test_no_two_name_kanji_are_merged_without_an_official_source() -> None:
    """Of 4,495,501 pairs of name kanji, each that is one character has a notice behind it.

    Pairs can only meet in a base, so grouping by bases sees every pair.
    """
    groups = defaultdict(set)
    for character in NAME_KANJI:
        for base in {character, *(base for base, _ in kanji_variants().get(character, ()))}:
            groups[base].add(character)
    pairs = {pair for group in groups.values() for pair in combinations(sorted(group), 2)}
    accepted = [find_variant_difference(*pair) for pair in sorted(pairs)]
    sources = {found.rule.code for found in accepted if found and found.kind.category == "notation"}

    assert sources <= {KANJI_RULES[letter][1].code for letter in OFFICIAL}


def test_no_name_kanji_falls_on_another_by_encoding() -> None:
    """Width and encoding merge name kanji only where Unicode decomposes one into the other."""
    groups = defaultdict(set)
    for character in NAME_KANJI:
        groups[normalize_text(character)].add(character)
    merged = [group for group in groups.values() if len(group) > 1]

    assert all(any("\uf900" <= c <= "\ufaff" for c in group) for group in merged)


def test_sampled_pairs_of_name_kanji_agree_with_the_grouping() -> None:
    """Asking pair by pair accepts exactly what the groups say, over every thirtieth kanji."""
    sample = NAME_KANJI[::30]
    accepted = {
        (one, other) for one, other in combinations(sample, 2) if compare_name(one, other).is_match
    }
    same_base = {
        (one, other)
        for one, other in combinations(sample, 2)
        if normalize_text(one).translate(kanji_folding())
        == normalize_text(other).translate(kanji_folding())
    }

    assert accepted == same_base


@pytest.mark.parametrize(
    "pair",
    [
        "埼崎",
        "宜宣",
        "玉王",
        "綱網",
        "柿杮",
        "亨享",
        "智知",
        "沙紗",
        "佑祐",
        "斉斎",
        "歴暦",
        "発髪",
    ],
)
def test_known_false_friends_stay_apart(pair: str) -> None:
    """Kanji that large variant tables merge stay two characters."""
    assert not compare_name(f"田{pair[0]}", f"田{pair[1]}").is_match


def test_a_simplified_form_of_two_characters_does_not_join_them() -> None:
    """历 stands for 暦 and for 歴, and they remain different."""
    agreed = [compare_name("历", other).is_match for other in "暦歴"]

    assert agreed == [True, True]
    assert not compare_name("暦", "歴").is_match


def test_a_form_also_used_in_japan_needs_a_simplified_neighbour() -> None:
    """叶 is read as 葉 only where another character shows that the name is simplified."""
    assert compare_name("叶伟", "葉偉").is_match
    assert DifferenceKind.SIMPLIFIED_DISPUTED in {
        d.kind for d in compare_name("叶子", "葉子").differences
    }


def test_every_source_letter_has_a_rule() -> None:
    """No row of the table lacks a rule with a citation."""
    letters = {letter for rows in kanji_variants().values() for _, letter in rows}

    assert letters <= set(KANJI_RULES)


def test_no_variant_is_a_base_of_the_same_source() -> None:
    """A base is final: looking a character up twice changes nothing."""
    table = kanji_folding()
    unstable = {chr(code) for code, base in table.items() if base.translate(table) != base}

    assert set() == unstable


def test_the_side_of_an_old_form_is_named() -> None:
    """The difference says which side writes the old form."""
    sides = [compare_name(*pair).differences[0].side for pair in (("沢", "澤"), ("澤", "沢"))]

    assert sides == [ComparisonSide.DOCUMENT, ComparisonSide.DECLARED]


def test_two_variants_of_one_base_agree() -> None:
    """邊 and 邉 meet in 辺, though neither is the other's base."""
    [difference] = compare_name("渡邊", "渡邉").differences

    assert (difference.kind, difference.side) == (
        DifferenceKind.KANJI_REGISTER,
        ComparisonSide.BOTH,
    )


def test_the_table_is_small() -> None:
    """The packed table stays under 40 kB."""
    assert len(base64.b85decode(PACKED)) < 40_000


def test_longer_texts_have_no_base() -> None:
    """Only single characters are looked up."""
    assert find_variant_difference("渡辺", "渡邉") is None


def test_two_old_forms_of_one_new_form_stay_two() -> None:
    """弁 replaced 辨, 辯 and 瓣, which remain three characters."""
    assert compare_name("弁田", "辨田").is_match
    assert compare_name("弁田", "辯田").is_match
    assert not compare_name("辨田", "辯田").is_match


@pytest.mark.parametrize(
    "pair",
    [
        "濵浜", "濵濱", "𠮟叱", "塚\ufa10", "邉邊", "邉辺", "齋斎", "惠恵", "眞真", "靜静",
        "彌弥", "德徳", "增増", "淸清", "靑青", "祐\ufa4f", "嵜崎", "㟢崎", "栁柳", "栄榮",
    ],
)  # fmt: skip
def test_forms_of_one_character_agree(pair: str) -> None:
    """Old, new, register and compatibility forms of one character are one, both ways."""
    one, other = pair[0], pair[1]

    assert compare_name(f"{one}田", f"{other}田").is_match
    assert compare_name(f"{other}田", f"{one}田").is_match
