"""How a comparison is summed up for a rule."""

import pytest

from idverify.matching.address import compare_address
from idverify.matching.names import compare_name
from idverify.matching.strictness import STANDARD, STRICT
from idverify.policy.profile_match import ProfileMatch, classify_match

HOME = "東京都中野区中野4-8-1"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (HOME, ProfileMatch.SAME),
        ("東京都中野区中野四丁目8番1号", ProfileMatch.VARIANT),
        ("東京都中野区中野", ProfileMatch.INCOMPLETE),
        ("東京都中野区中野4-8-2", ProfileMatch.DIFFERENT),
    ],
)
def test_an_address_is_summed_up(printed: str, expected: ProfileMatch) -> None:
    """Identical, variant, incomplete and different addresses are told apart."""
    assert expected is classify_match(HOME, printed, compare_address, STANDARD)


def test_what_experts_dispute_is_left_to_a_human() -> None:
    """斉 and 齋 are two characters to the tables and one to many families: nobody is refused."""
    found = classify_match("斉藤花子", "齋藤花子", compare_name, STANDARD)

    assert found is ProfileMatch.JUDGEMENT


def test_the_strictness_of_the_policy_decides() -> None:
    """髙 for 高 is a variant to one service and a difference to another."""
    pair = ("高橋健一", "髙橋健一", compare_name)

    assert classify_match(*pair, STANDARD) is ProfileMatch.VARIANT
    assert classify_match(*pair, STRICT) is ProfileMatch.DIFFERENT
