"""A policy carried to another process: facts by their names, everything else by value.

Facts read with functions that remember, and a function that remembers cannot be pickled; the
library's own need not be, for they are there already.
"""

from collections.abc import Callable, Mapping
from io import BytesIO
from pickle import PicklingError
from types import MappingProxyType
from typing import Any, Final, cast

from attrs import fields
from ray.cloudpickle import cloudpickle

from idverify.adapters.frames.features import code_of
from idverify.adapters.frames.files import Task
from idverify.errors import InvalidValueError
from idverify.matching.strictness import STANDARD
from idverify.model.documents import SensitiveField, Side
from idverify.policy import facts
from idverify.policy.facts.document_dates import ReferenceDay
from idverify.policy.policy import Policy
from idverify.policy.rules import Fact, ProfileComparison

__all__ = ["carried", "unpacked"]

Reduced = tuple[Callable[..., Any], tuple[Any, ...]]


def carried(work: Task) -> bytes:
    """Return the work as bytes.

    Raises:
        InvalidValueError: A fact of the caller's own cannot be carried.
    """
    told = BytesIO()
    pickler: Any = _Pickler
    try:
        pickler(told).dump(work)
    except (PicklingError, TypeError, AttributeError) as failure:
        raise InvalidValueError(
            "the policy cannot be carried to other processes: read a fact of your own with a "
            f"function of a module that every worker has, without a cache in it ({failure})"
        ) from failure
    return told.getvalue()


def unpacked(blob: bytes) -> Task:
    """Return the work again."""
    return cast(Task, cloudpickle.loads(blob))


class _Pickler(cloudpickle.CloudPickler):
    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401 - as pickle has it
        """Say how a value of ours is made anew; leave others to cloudpickle."""
        reduced = _reduced(obj)
        others: Any = super().reducer_override
        return others(obj) if reduced is None else reduced


def _reduced(value: object) -> Reduced | None:
    if isinstance(value, MappingProxyType):
        return MappingProxyType, (dict(value),)
    if isinstance(value, Policy):
        return _policy, ({f.name: getattr(value, f.name) for f in fields(Policy) if f.init},)
    if isinstance(value, Fact):
        return _fact(value)
    if isinstance(value, ReferenceDay):
        return _named(value)
    return None


def _policy(settings: Mapping[str, Any]) -> Policy:
    return Policy(**settings)


_DAYS: Final = {id(day): name for name, day in vars(facts).items() if isinstance(day, ReferenceDay)}


def _named(day: ReferenceDay) -> Reduced | None:
    return (getattr, (facts, _DAYS[id(day)])) if id(day) in _DAYS else None


_CONSTANTS: Final = {fact: name for name, fact in vars(facts).items() if isinstance(fact, Fact)}


def _fact(fact: Fact) -> Reduced | None:
    """Return where a fact of the library's is to be found; None for one of the caller's own."""
    name = _CONSTANTS.get(fact)
    if name is not None and code_of(getattr(facts, name)) == code_of(fact):
        return getattr, (facts, name)
    return _MADE[code_of(fact)](fact) if code_of(fact) in _MADE else None


def _by_months(fact: Fact) -> Reduced:
    setting: Any = fact.parameter
    return facts.issued_within, setting if isinstance(setting, tuple) else (setting,)


def _last_word(fact: Fact) -> str:
    return fact.name.split(".", 1)[1]


def _as_strict(make: Callable[..., Fact]) -> Callable[[Fact], Reduced]:
    return lambda fact: (make, (cast(ProfileComparison, fact.profile_comparison).strictness,))


_MADE: Final[dict[Any, Callable[[Fact], Reduced]]] = {
    code_of(facts.masked(SensitiveField.SEX)): lambda fact: (
        facts.masked, (SensitiveField(_last_word(fact)),)
    ),
    code_of(facts.side_is_shown(Side.BACK)): lambda fact: (
        facts.side_is_shown, (Side(_last_word(fact)),)
    ),
    code_of(facts.sides_are_shown([])): lambda fact: (facts.sides_are_shown, (fact.parameter,)),
    code_of(facts.valid_for(1)): lambda fact: (facts.valid_for, (fact.parameter,)),
    code_of(facts.aged(18)): lambda fact: (facts.aged, (fact.parameter,)),
    code_of(facts.issued_within(3)): _by_months,
    code_of(facts.name(STANDARD)): _as_strict(facts.name),
    code_of(facts.address(STANDARD)): _as_strict(facts.address),
    code_of(facts.representative(STANDARD)): _as_strict(facts.representative),
}  # fmt: skip
