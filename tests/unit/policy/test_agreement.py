"""How a comparison is summed up for a rule."""

import pytest

from idverify.matching.names import compare_name
from idverify.matching.residence import compare_address
from idverify.matching.strictness import STANDARD, STRICT
from idverify.policy.agreement import Agreement, agreement

HOME = "東京都中野区中野4-8-1"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (HOME, Agreement.SAME),
        ("東京都中野区中野四丁目8番1号", Agreement.VARIANT),
        ("東京都中野区中野", Agreement.INCOMPLETE),
        ("東京都中野区中野4-8-2", Agreement.DIFFERENT),
    ],
)
def test_an_address_is_summed_up(printed: str, expected: Agreement) -> None:
    """Identical, variant, incomplete and different addresses are told apart."""
    assert expected is agreement(HOME, printed, compare_address, STANDARD)


def test_what_experts_dispute_is_left_to_a_human() -> None:
    """斉 and 齋 are two characters to the tables and one to many families: nobody is refused."""
    found = agreement("斉藤花子", "齋藤花子", compare_name, STANDARD)

    assert found is Agreement.JUDGEMENT


def test_the_strictness_of_the_policy_decides() -> None:
    """髙 for 高 is a variant to one service and a difference to another."""
    pair = ("高橋健一", "髙橋健一", compare_name)

    assert agreement(*pair, STANDARD) is Agreement.VARIANT
    assert agreement(*pair, STRICT) is Agreement.DIFFERENT
