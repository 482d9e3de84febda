"""Printing of drawn values as code that can be pasted into a test.

The `repr` of a value hides personal data, so a failing example could not be repeated from it.
Values that strategies draw are invented; Hypothesis prints them as the calls that make them.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, cast

import attrs
from attrs import AttrsInstance

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.timezone import TOKYO
from idverify.display import PrettyPrinter
from idverify.model.unknown import ABSENT, IMPOSSIBLE, UNKNOWN
from idverify.policy.policy import Policy
from idverify.policy.rules import Condition, Fact, Rule
from idverify.presets import PRESETS

__all__ = ["as_code", "print_values_as_code"]


def as_code(value: object) -> str:
    """Return the expression that makes *value*, with its names as `idverify` exports them.

    Fields that have their default are left out. A value that no expression can make, such as a
    rule with a function of its own, is given as its `repr`.

    >>> from idverify import Document, DocumentKind
    >>> as_code(Document(kind=DocumentKind.PASSPORT_JP))
    'Document(kind=DocumentKind.PASSPORT_JP)'
    """
    special = _SINGLETONS.get(id(value))
    if special:
        return special
    for types, write in _WRITERS:
        if isinstance(value, types):
            return write(value)
    if attrs.has(type(value)) and not isinstance(value, _WITH_FUNCTIONS):
        return _write_call(cast("AttrsInstance", value))
    return repr(value)


def _write_enum(value: Enum) -> str:
    return f"{type(value).__name__}.{value.name}"


def _write_day(value: date) -> str:
    return f"date({value.year}, {value.month}, {value.day})"


def _write_moment(value: datetime) -> str:
    parts = [value.year, value.month, value.day, value.hour, value.minute, value.second]
    numbers = ", ".join(map(str, [*parts, value.microsecond] if value.microsecond else parts))
    zone = f", tzinfo={_write_zone(value)}" if value.tzinfo else ""
    return f"datetime({numbers}{zone}{', fold=1' if value.fold else ''})"


def _write_zone(value: datetime) -> str:
    key = getattr(value.tzinfo, "key", None)
    if value.tzinfo is TOKYO:
        return "TOKYO"
    if key:
        return f"ZoneInfo({key!r})"
    offset = value.utcoffset()
    return f"timezone({as_code(offset)})" if offset else "UTC"


def _write_duration(value: timedelta) -> str:
    return repr(value).removeprefix("datetime.")


def _write_mapping(value: Mapping[object, object]) -> str:
    return "{" + ", ".join(f"{as_code(k)}: {as_code(v)}" for k, v in value.items()) + "}"


def _write_tuple(value: tuple[object, ...]) -> str:
    names = getattr(value, "_fields", None)
    if names:
        arguments = ", ".join(f"{n}={as_code(v)}" for n, v in zip(names, value, strict=True))
        return f"{type(value).__name__}({arguments})"
    items = ", ".join(map(as_code, value))
    return f"({items},)" if len(value) == 1 else f"({items})"


def _write_list(value: list[object]) -> str:
    return f"[{', '.join(map(as_code, value))}]"


def _write_set(value: frozenset[object]) -> str:
    items = ", ".join(sorted(map(as_code, value)))
    return f"frozenset({{{items}}})" if items else "frozenset()"


def _write_call(value: AttrsInstance) -> str:
    arguments = ", ".join(f"{name}={as_code(field)}" for name, field in _changed_fields(value))
    return f"{type(value).__name__}({arguments})"


def _changed_fields(value: AttrsInstance) -> list[tuple[str, object]]:
    """Return the argument names and values of the fields that do not have their default."""
    fields = [field for field in attrs.fields(type(value)) if field.init]
    return [
        (field.alias, getattr(value, field.name))
        for field in fields
        if getattr(value, field.name) != _default(field, value)
    ]


def _default(field: "attrs.Attribute[Any]", value: object) -> object:
    default: Any = field.default
    if not isinstance(default, _FACTORY):
        return default
    return default.factory(value) if default.takes_self else default.factory()


def print_values_as_code() -> None:
    """Let Hypothesis print all public values as code; notebooks and `repr` do not change."""
    # Hypothesis must be imported before the module that registers with it.
    from idverify.testing.registration import public_types  # noqa: PLC0415

    for cls in public_types().values():
        if cls is not BusinessCalendar:  # Hypothesis prints the calls that made it
            cls._repr_pretty_ = _print_for_hypothesis  # type: ignore[attr-defined]


def _print_for_hypothesis(value: object, printer: PrettyPrinter, _cycle: bool) -> None:
    is_example = type(printer).__module__ == "hypothesis.vendor.pretty"
    printer.text(as_code(value) if is_example else repr(value))


#: The class behind `attrs.Factory`, which is a function for type checkers.
_FACTORY: Any = attrs.Factory
#: Types that hold functions; their `repr` is the shortest description there is.
_WITH_FUNCTIONS = (BusinessCalendar, Condition, Fact, Policy, Rule)
_SINGLETONS = {
    id(UNKNOWN): "UNKNOWN", id(ABSENT): "ABSENT", id(IMPOSSIBLE): "IMPOSSIBLE",
    **{id(policy): policy.code.upper() for policy in PRESETS},
}  # fmt: skip
_WRITERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Enum, _write_enum), (datetime, _write_moment), (date, _write_day),
    (timedelta, _write_duration), (Mapping, _write_mapping), (tuple, _write_tuple),
    (list, _write_list), (frozenset, _write_set),
)  # fmt: skip
