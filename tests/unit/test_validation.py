"""Checks of arguments against annotations that few public functions have."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal, NewType, TypeVar

import pytest

from idverify import TOKYO, InvalidValueError, Side
from idverify.model.validators import require_opaque_id
from idverify.redaction import SensitiveKind, find_sensitive_numbers
from idverify.validation import validated

if TYPE_CHECKING:
    from decimal import Decimal

Name = NewType("Name", str)
Number = TypeVar("Number", bound=int)


@validated
def take(  # noqa: PLR0913, PLR0917 - one parameter for each kind of annotation
    ratio: float = 0.5,
    mode: Literal["fast", "safe"] = "fast",
    kind: type[Exception] = ValueError,
    name: Name = Name("x"),
    note: Annotated[str, "any"] = "",
    amount: "Decimal | None" = None,  # noqa: ARG001 - a name that only type checkers know
    numbers: frozenset[int] = frozenset(),
    action: Callable[[], object] | None = None,
) -> list[object]:
    """Return the arguments."""
    return [ratio, mode, kind, name, note, numbers, action]


@validated
def count_all(first: int, *rest: int, **_: Any) -> int:  # noqa: ANN401
    """Return the number of arguments."""
    return len((first, *rest))


@validated
def bounded(value: Number) -> Number:
    """Return the value."""
    return value


GOOD: list[dict[str, Any]] = [
    {"ratio": 1},
    {"mode": "safe"},
    {"kind": KeyError},
    {"name": "y"},
    {"note": "z"},
    {"amount": 3},
    {"numbers": [1, 2]},
    {"action": list},
]


@pytest.mark.parametrize("arguments", GOOD, ids=lambda value: next(iter(value)))
def test_what_an_annotation_allows_is_taken(arguments: dict[str, Any]) -> None:
    """A value of the annotated kind passes, and a list becomes the annotated collection."""
    assert len(take(**arguments)) == 7
    assert take(numbers=[1, 2])[5] == frozenset({1, 2})  # type: ignore[arg-type]


BAD: list[tuple[dict[str, Any], str]] = [
    ({"ratio": float("nan")}, "ratio must be a finite number"),
    ({"ratio": True}, "ratio must be a finite number"),
    ({"mode": "slow"}, "mode must be 'fast' or 'safe'"),
    ({"kind": int}, "kind must be a class, Exception or one derived from it"),
    ({"kind": ValueError()}, "kind must be a class, Exception"),
    ({"name": 3}, "name must be text"),
    ({"note": b"z"}, "note must be text"),
    ({"numbers": [[1]]}, r"numbers\[0\] must be a whole number"),
    ({"action": 3}, "pass the function itself"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD, ids=[message for _, message in BAD])
def test_what_an_annotation_does_not_allow_is_refused(
    arguments: dict[str, Any], message: str
) -> None:
    """The error names the parameter and what is wanted."""
    with pytest.raises(InvalidValueError, match=message):
        take(**arguments)


def test_every_further_argument_is_checked() -> None:
    """Arguments behind the named ones have the annotation of the last parameter."""
    assert count_all(1, 2, 3, anything="x") == 3
    with pytest.raises(InvalidValueError, match="rest must be a whole number"):
        count_all(1, 2, "3")  # type: ignore[arg-type]


def test_the_bound_of_a_type_variable_counts() -> None:
    """A generic function refuses what its bound does not allow."""
    assert bounded(3) == 3
    with pytest.raises(InvalidValueError, match="value must be a whole number"):
        bounded("3")  # type: ignore[type-var]


def test_an_unhashable_member_of_a_set_is_refused() -> None:
    """A set of anything cannot hold a list."""

    @validated
    def collect(things: frozenset[Any]) -> frozenset[Any]:
        return things

    assert collect([1, "a"]) == {1, "a"}  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"things\[1\] must be hashable"):
        collect([1, []])  # type: ignore[arg-type]


def test_an_id_is_text() -> None:
    """A number in the place of an id is refused by name."""
    with pytest.raises(InvalidValueError, match="case_id must be text, not int"):
        require_opaque_id(case_id=7)


def test_lookalikes_alone_are_no_number() -> None:
    """Letters that look like digits need real digits among them, however many follow."""
    found: Iterable[Any] = find_sensitive_numbers("OOOOlIlIOO1O 2026/11/02")

    assert SensitiveKind.INDIVIDUAL_NUMBER not in {number.kind for number in found}


def test_a_set_is_given_as_any_collection() -> None:
    """A frozenset is taken as it is, and a date is named as text that can be read."""

    @validated
    def gather(things: frozenset[int] = frozenset(), words: tuple[str, ...] = ()) -> int:
        return len(things) + len(words)

    @validated
    def look(sides: tuple[Side, ...]) -> tuple[Side, ...]:
        return sides

    assert (gather({1, 2}), gather(words=["a"])) == (2, 1)  # type: ignore[arg-type]
    assert look(["front"]) == (Side.FRONT,)  # type: ignore[arg-type]


def test_a_moment_is_no_day() -> None:
    """Which day a moment is depends on the zone, so it is not converted silently."""

    @validated
    def on(day: date) -> date:
        return day

    class Day(date):
        """A day of a library of its own."""

    assert on(date(2026, 11, 2)) == on(Day(2026, 11, 2)) == date(2026, 11, 2)
    with pytest.raises(InvalidValueError, match=r"choose a zone and take its \.date\(\) there"):
        on(datetime(2026, 11, 2, tzinfo=TOKYO))
