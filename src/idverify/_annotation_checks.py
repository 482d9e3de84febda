"""Checks compiled from annotations: which values each accepts, and what to do instead."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time
from enum import Enum, StrEnum
from inspect import isclass
from math import isfinite
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    NewType,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from idverify._refusals import MAX_LISTED, Refused, advise, near_matches

__all__ = ["Check", "check_of"]


class Check(NamedTuple):
    """A check of one annotation."""

    wanted: str
    """What is accepted, in words that follow "must be"."""
    exact: frozenset[type]
    """The classes whose direct instances are all accepted unchanged."""
    accept: Callable[[Any], Any]
    """Return the value, converted where that is safe, or raise `Refused`."""
    none_advice: str = ""
    """What to use instead of None."""


def _class(kind: type, wanted: str = "", advice: Callable[[object], str] = lambda _: "") -> Check:
    wanted = wanted or _with_article(kind.__name__)

    def accept(value: object) -> object:
        if isinstance(value, kind):
            return value
        raise Refused(wanted, value, advice(value) or _advise_class(kind, value))

    return Check(wanted, frozenset({kind}), accept)


def _with_article(name: str) -> str:
    return f"{'an' if name[0] in 'AEIOUaeiou' else 'a'} {name}"


def _advise_class(kind: type, value: object) -> str:
    if isinstance(value, dict | list | str | bytes) and kind.__module__.startswith("idverify."):
        return f"build it with {kind.__name__}(...), or read JSON with idverify.interchange"
    return ""


def _check_int(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    advice: dict[type, str] = {
        bool: "write 1 or 0",
        str: "convert it with int(...)",
        float: "round it first",
    }
    raise Refused("a whole number", value, advice.get(type(value), ""))


def _check_float(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return value
    raise Refused("a finite number", value)


def _check_date(value: object) -> object:
    if isinstance(value, datetime):
        raise Refused("a datetime.date", value, "choose a zone and take its .date() there")
    if isinstance(value, date):
        return value
    advice = "read it with date.fromisoformat(...)" if isinstance(value, str) else ""
    raise Refused("a datetime.date", value, advice)


def _check_datetime(value: object) -> object:
    wanted = "a datetime with a time zone (tzinfo)"
    if not isinstance(value, datetime):
        advice = ""
        if isinstance(value, date):
            advice = "add the time of day, with datetime.combine(day, time, tzinfo)"
        if isinstance(value, str):
            advice = "read it with datetime.fromisoformat(...)"
        raise Refused(wanted, value, advice)
    if value.utcoffset() is None:
        advice = "add its time zone, for example with .replace(tzinfo=idverify.TOKYO)"
        raise Refused(wanted, value, advice, shape="one without")
    return value


def _advise_text(value: object) -> str:
    if isinstance(value, date):
        return "write the day as text, as it is printed or in the form YYYY-MM-DD"
    return "put it in quotes: '...'" if isinstance(value, int | float) else advise(value)


def _check_anything(value: object) -> object:
    return value


def _check_hashable(value: object) -> object:
    try:
        hash(value)
    except TypeError:
        advice = "use a tuple for a list and a frozenset for a set"
        raise Refused("hashable", value, advice) from None
    return value


_ANYTHING: Final = Check("anything", frozenset(), _check_anything)
_HASHABLE: Final = Check("hashable", frozenset({str, bool, int, NoneType}), _check_hashable)
_SIMPLE: Final[Mapping[object, Check]] = {
    Any: _ANYTHING,
    object: _ANYTHING,
    Hashable: _HASHABLE,
    None: _class(NoneType, "None"),
    NoneType: _class(NoneType, "None"),
    str: _class(str, "text", _advise_text),
    bool: _class(bool, "True or False"),
    time: _class(time, "a datetime.time", lambda _: "write it as datetime.time(17, 30)"),
    bytes: _class(bytes, "bytes", lambda v: "encode it first" if isinstance(v, str) else ""),
    int: Check("a whole number", frozenset({int}), _check_int),
    float: Check("a finite number", frozenset(), _check_float),
    date: Check("a datetime.date", frozenset({date}), _check_date),
    datetime: Check("a datetime with a time zone (tzinfo)", frozenset(), _check_datetime),
}


def _check_enum(kind: type[Enum]) -> Check:
    members = list(kind)
    if len(members) == 1:
        one = _class(kind, members[0].name)
        return one._replace(none_advice=getattr(kind, "__none_advice__", ""))
    wanted = _with_article(kind.__name__)
    convert = {member.value: member for member in members} if issubclass(kind, StrEnum) else {}

    def accept(value: object) -> object:
        if isinstance(value, kind):
            return value
        if isinstance(value, str) and not isinstance(value, Enum):
            if value in convert:
                return convert[value]
            raise Refused(wanted, value, near_matches(value, convert))
        raise Refused(wanted, value, f"use {_list_members(kind)}")

    return Check(wanted, frozenset({kind}), accept)


def _list_members(kind: type[Enum]) -> str:
    names = [f"{kind.__name__}.{member.name}" for member in kind]
    return ", ".join(names[:MAX_LISTED]) + (" ..." if len(names) > MAX_LISTED else "")


def _check_literal(annotation: Any) -> Check:  # noqa: ANN401 - an annotation
    allowed = get_args(annotation)
    wanted = " or ".join(map(repr, allowed))

    def accept(value: object) -> object:
        if any(value == each and type(value) is type(each) for each in allowed):
            return value
        raise Refused(wanted, value)

    return Check(wanted, frozenset(), accept)


def _check_union(annotation: Any) -> Check:  # noqa: ANN401 - an annotation
    # A text is a text first, and the value of an enumeration only where no text is accepted.
    members = sorted(
        get_args(annotation), key=lambda each: (each is NoneType, isclass(each) and _is_enum(each))
    )
    checks = [check_of(member) for member in members]
    wanted = _join_choices([check.wanted for check in checks])
    nothing = ", ".join(filter(None, (check.none_advice for check in checks)))

    def accept(value: object) -> object:
        refusals = []
        for check in checks:
            try:
                return check.accept(value)
            except Refused as refused:
                refusals.append(refused)
        inner = next((each for each in refusals if each.place), None)
        if inner:
            raise inner
        advice = next((each.advice for each in refusals if each.advice), "")
        if value is None and nothing:
            advice = f"use {nothing}"
        raise Refused(wanted, value, advice)

    return Check(wanted, frozenset().union(*(check.exact for check in checks)), accept)


def _is_enum(kind: type) -> bool:
    return issubclass(kind, Enum)


def _join_choices(choices: Sequence[str]) -> str:
    *first, last = choices
    return f"{', '.join(first)} or {last}" if first else last


#: What a collection is built as; an interface becomes a tuple.
_BUILT_AS: Final[Mapping[Any, Callable[[Iterable[Any]], Any]]] = {
    frozenset: frozenset,
    AbstractSet: frozenset,
    set: set,
    list: list,
}


def _check_collection(annotation: Any) -> Check:  # noqa: ANN401 - an annotation
    origin = get_origin(annotation) or annotation
    item = check_of((get_args(annotation) or (object,))[0])
    build = _BUILT_AS.get(origin, tuple)
    wanted = f"a collection, each item {item.wanted}"
    exact = item.exact

    def accept(value: Any) -> object:  # noqa: ANN401 - any value
        if value.__class__ in {tuple, list, frozenset, set} and exact.issuperset(map(type, value)):
            return value if value.__class__ is build else build(value)
        if isinstance(value, str | bytes | bytearray | Mapping) or not isinstance(value, Iterable):
            raise Refused(wanted, value, _advise_collection(value))
        given: list[object] = list(value)
        items = _check_items(item, given)
        if value.__class__ is build and all(map(_is_same, given, items)):
            return value
        if build in {frozenset, set}:
            for index, each in enumerate(items):
                _check_item(_HASHABLE, each, f"[{index}]")
        return build(items)

    return Check(wanted, frozenset(), accept)


def _advise_collection(value: object) -> str:
    if isinstance(value, str):
        return "one text stands where several values are due; put it into a list"
    return "put the values into a list: [...]"


def _is_same(left: object, right: object) -> bool:
    return left is right


def _check_items(check: Check, items: Iterable[object]) -> list[object]:
    exact = check.exact
    return [
        item if item.__class__ in exact else _check_item(check, item, f"[{index}]")
        for index, item in enumerate(items)
    ]


def _check_item(check: Check, item: object, place: str) -> object:
    try:
        return check.accept(item)
    except Refused as refused:
        raise refused.within(place) from None


def _check_tuple(annotation: Any) -> Check:  # noqa: ANN401 - an annotation
    arguments = get_args(annotation)
    if len(arguments) < 1 or arguments[-1] is Ellipsis:
        return _check_collection(annotation)
    checks = [check_of(each) for each in arguments]
    wanted = f"a tuple of {len(checks)}"

    def accept(value: object) -> object:
        if not isinstance(value, tuple | list) or len(value) != len(checks):
            raise Refused(wanted, value)
        pairs = zip(checks, value, strict=True)
        return tuple(
            _check_item(check, item, f"[{index}]") for index, (check, item) in enumerate(pairs)
        )

    return Check(wanted, frozenset(), accept)


def _check_mapping(annotation: Any) -> Check:  # noqa: ANN401 - an annotation
    keys, values = map(check_of, get_args(annotation) or (object, object))
    wanted = "a mapping (dict)"

    def accept(value: object) -> object:
        if not isinstance(value, Mapping):
            raise Refused(wanted, value, "write it as {key: value}")
        checked = {
            _check_item(keys, key, f" (key {index})"): _check_item(
                values, each, f" (value {index})"
            )
            for index, (key, each) in enumerate(value.items())
        }
        return value if checked == value and _has_same_items(checked, value) else checked

    return Check(wanted, frozenset(), accept)


def _has_same_items(left: Mapping[Any, Any], right: Mapping[Any, Any]) -> bool:
    return all(map(_is_same, left.values(), right.values())) and all(map(_is_same, left, right))


def _check_callable(_: object) -> Check:
    wanted = "a function"

    def accept(value: object) -> object:
        if callable(value):
            return value
        raise Refused(wanted, value, "pass the function itself, without calling it")

    return Check(wanted, frozenset(), accept)


def _check_class_object(annotation: Any) -> Check:  # noqa: ANN401 - an annotation
    [wanted_base] = get_args(annotation) or (object,)
    base = wanted_base if isclass(wanted_base) else object
    wanted = f"a class, {base.__name__} or one derived from it"

    def accept(value: object) -> object:
        if isinstance(value, type) and issubclass(value, base):
            return value
        raise Refused(wanted, value)

    return Check(wanted, frozenset(), accept)


def _check_protocol(kind: type) -> Check:
    wanted = _with_article(kind.__name__)
    members = sorted(
        name
        for base in kind.__mro__
        if getattr(base, "_is_protocol", False)
        for name in (*vars(base), *vars(base).get("__annotations__", {}))
        if not name.startswith("_") or name == "__call__"
    )

    def accept(value: object) -> object:
        missing = [name for name in members if not hasattr(value, name)]
        if not missing and not isinstance(value, type):
            return value
        advice = f"it has no {', '.join(missing[:3])}" if missing else ""
        raise Refused(wanted, value, advise(value) or advice)

    return Check(wanted, frozenset(), accept)


_BY_ORIGIN: Final[Mapping[Any, Callable[[Any], Check]]] = {
    Union: _check_union,
    UnionType: _check_union,
    Literal: _check_literal,
    tuple: _check_tuple,
    Mapping: _check_mapping,
    dict: _check_mapping,
    Callable: _check_callable,
    type: _check_class_object,
    **dict.fromkeys(
        (frozenset, set, list, Iterable, Sequence, Collection, AbstractSet), _check_collection
    ),
}


def check_of(annotation: Any) -> Check:  # noqa: ANN401 - an annotation
    """Return the check of an annotation; one that is not understood accepts everything."""
    origin = get_origin(annotation)
    if origin is Annotated or isinstance(annotation, NewType | TypeVar):
        return check_of(_plain(annotation))
    if annotation in _SIMPLE:
        return _SIMPLE[annotation]
    make = _BY_ORIGIN.get(origin or annotation)
    if make:
        return make(annotation)
    kind = origin or annotation
    return _check_of_class(kind) if isclass(kind) else _ANYTHING


def _plain(annotation: Any) -> Any:  # noqa: ANN401 - an annotation
    if isinstance(annotation, NewType):
        return annotation.__supertype__
    if isinstance(annotation, TypeVar):
        return annotation.__bound__ or object
    return get_args(annotation)[0]


def _check_of_class(kind: type) -> Check:
    if issubclass(kind, Enum):
        return _check_enum(kind)
    if getattr(kind, "_is_protocol", False):
        return _check_protocol(kind)
    return _class(kind)
