"""Towns that the foldings would merge and that the registers keep apart."""

import pytest

from idverify.matching import DifferenceCategory, DifferenceKind, compare_address, municipalities
from idverify.matching._ambiguous_towns import TOWN_PAIRS
from idverify.matching._town_names import fold_place_name, fold_town, is_same_town

NAMES = {place.name: place for place in municipalities()}
TWINS = sorted((municipality, *sorted(towns)) for municipality, towns in TOWN_PAIRS)


def test_every_twin_stands_in_a_municipality_of_the_table() -> None:
    """A list of towns in places that do not exist would protect nobody."""
    assert {municipality for municipality, *_ in TWINS} <= set(NAMES)


@pytest.mark.parametrize(("municipality", "one", "other"), TWINS)
def test_twins_are_never_taken_for_one_another(municipality: str, one: str, other: str) -> None:
    """Two towns of the register are not accepted for each other, in neither direction."""
    place = NAMES[municipality]
    area = f"{place.prefecture}{place.full_name}"
    for pair in ((one, other), (other, one)):
        typed, printed = (f"{area}{town}12-3" for town in pair)
        [kind] = {d.kind for d in compare_address(typed, printed).differences} - {
            DifferenceKind.LOT_NOTATION
        }
        assert kind in {DifferenceKind.TOWN_DIFFERS, DifferenceKind.TOWN_DISPUTED}


def test_what_is_entered_twice_is_left_to_a_human() -> None:
    """Where only the spelling differs, a human decides whether it is one town."""
    found = compare_address("京都市右京区嵯峨野投淵町1", "京都市右京区嵯峨野投渕町1")

    assert [d.kind for d in found.differences] == [DifferenceKind.TOWN_DISPUTED]
    assert DifferenceKind.TOWN_DISPUTED.category is DifferenceCategory.JUDGEMENT


def test_each_twin_is_listed_because_the_foldings_would_merge_it() -> None:
    """An entry that the foldings keep apart anyway would be dead."""
    keys = ((fold_town(fold_place_name(a)), fold_town(fold_place_name(b))) for _, a, b in TWINS)

    assert all(is_same_town(*pair) for pair in keys)


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        ("石川県能美市寺井町イ35", "石川県能美市寺井町い35", False),
        ("石川県能美市寺井町イ35", "石川県能美市寺井町イ35番地", True),
        ("千葉県旭市ニ2132", "千葉県旭市に2132", True),
        ("石川県金沢市もりの里1", "石川県金沢市モリの里1", True),
    ],
)
def test_signs_of_ishikawa_keep_their_script(one: str, other: str, *, agrees: bool) -> None:
    """Only in Ishikawa do イ and い name two sections of one town."""
    assert agrees == compare_address(one, other).is_match
