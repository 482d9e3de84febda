"""Strict cattrs converter of the codec, with one hook for each type that JSON can hold."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from types import GenericAlias, NoneType, UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.preconf.orjson import OrjsonConverter, make_converter
from cattrs.strategies import configure_tagged_union

from idverify.calendar.partial_date import PartialDate
from idverify.errors import InvalidValueError
from idverify.i18n import Label
from idverify.interchange.stored_forms import StoredForm
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.model.applicants import Applicant
from idverify.model.unknown import (
    ABSENT,
    IMPOSSIBLE,
    Absent,
    Impossible,
    Unknown,
    Unreadable,
)

__all__ = ["StructureError", "build_converter"]

T = TypeVar("T")


class StructureError(ValueError):
    """A JSON value that is not valid in its place; the text describes its shape only."""

    def __init__(self, ja: str, en: str, key: str = "") -> None:
        """Store both texts, and the key inside the value if only that key is wrong."""
        self.problem = Label(ja, en)
        self.key = key
        super().__init__(en)


_TYPE_LABELS: Final[dict[type, Label]] = {
    str: Label("文字列", "a text"),
    int: Label("整数", "a whole number"),
    bool: Label("真偽値", "true or false"),
    float: Label("数", "a number"),
    list: Label("配列", "a list"),
    dict: Label("オブジェクト", "an object"),
    NoneType: Label("null", "null"),
}


def _require_type(expected: type[T], value: object) -> T:
    """Return a value of exactly this type, or raise: 1 is not a text, true is not a number."""
    if type(value) is not expected:
        wanted, actual = _TYPE_LABELS[expected], _TYPE_LABELS[type(value)]
        raise StructureError(
            f"{wanted.ja}が必要ですが、{actual.ja}です。", f"expected {wanted.en}, not {actual.en}"
        )
    return value


def _make_type_hook(expected: type[T]) -> Callable[[object, object], T]:
    return lambda value, _: _require_type(expected, value)


def _structure_enum(value: object, kind: type[StrEnum]) -> StrEnum:
    try:
        return kind(_require_type(str, value))
    except StructureError:
        raise
    except ValueError:
        known = ", ".join(kind)
        raise StructureError(
            f"次のどれでもない文字列です: {known}", f"a text that is none of: {known}"
        ) from None


_DATE_PATTERN: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

_DATETIME_PATTERN: Final = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?", re.ASCII
)


def _structure_date(value: object, _: object) -> date:
    day = _parse_iso(value, _DATE_PATTERN, date.fromisoformat)
    if day is None:
        raise StructureError(
            "YYYY-MM-DDの形の、暦にある日ではありません。",
            "not a day of the calendar in the form YYYY-MM-DD",
        )
    return day


def _structure_partial_date(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except InvalidValueError:
        raise StructureError(
            "1960-04-XXのような、一部だけの日付ではありません。",
            "not a date with a part left open in the form 1960-04-XX",
        ) from None


def _structure_datetime(value: object, _: object) -> datetime:
    moment = _parse_iso(value, _DATETIME_PATTERN, datetime.fromisoformat)
    if moment is None:
        raise StructureError(
            "YYYY-MM-DDThh:mm:ss+09:00の形の日時ではありません。",
            "not a moment in the form YYYY-MM-DDThh:mm:ss+09:00",
        )
    if moment.utcoffset() is None:
        raise StructureError(
            "時差のない日時です。+09:00やZなどを付けてください。",
            "a moment without time zone: add +09:00, Z or the like",
        )
    return moment


def _parse_iso(value: object, form: re.Pattern[str], read: Callable[[str], T]) -> T | None:
    text = _require_type(str, value)
    if not form.fullmatch(text):  # ISO 8601 has more notations; one is accepted
        return None
    try:
        return read(text)
    except ValueError:
        return None


Hook = Callable[[Any, Any], Any]


def _overrides(forms: Mapping[type, StoredForm], kind: type) -> dict[str, Any]:
    """Return the cattrs overrides that rename the fields of a class to their JSON keys.

    A class without a form uses that of its base; a class of the host keeps its field names.
    """
    form = next((forms[base] for base in kind.__mro__ if base in forms), None)
    if form is None and kind.__module__.startswith("idverify."):
        raise InvalidValueError(f"{kind.__name__} has no stored form, so it is not written as JSON")
    return {name: override(rename=key) for name, key in form.keys.items()} if form else {}


def _class_hook(forms: Mapping[type, StoredForm], kind: type, converter: Converter) -> Hook:
    fill: Hook = make_dict_structure_fn(
        kind, converter, _cattrs_forbid_extra_keys=True, **_overrides(forms, kind)
    )
    return lambda value, _: fill(_require_type(dict, value), kind)


def _class_writer(
    forms: Mapping[type, StoredForm], kind: type, converter: Converter
) -> Callable[[Any], Any]:
    return make_dict_unstructure_fn(
        kind, converter, _cattrs_omit_if_default=True, **_overrides(forms, kind)
    )


def _tuple_hook(kind: Any, converter: Converter) -> Hook:  # noqa: ANN401 - a generic type
    items: Any = GenericAlias(list, get_args(kind)[:1])
    return lambda value, _: tuple(converter.structure(_require_type(list, value), items))


def _set_hook(kind: Any, converter: Converter) -> Hook:  # noqa: ANN401 - a generic type
    items: Any = GenericAlias(list, get_args(kind))

    def structure(value: object, _: object) -> frozenset[object]:
        members: list[object] = converter.structure(_require_type(list, value), items)
        if len(members) != len(set(members)):
            raise StructureError(
                "同じ値が二度あります。", "the same value stands twice in the list"
            )
        return frozenset(members)

    return structure


def _mapping_hook(kind: Any, converter: Converter) -> Hook:  # noqa: ANN401 - a generic type
    items: Any = GenericAlias(dict, get_args(kind))
    return lambda value, _: converter.structure(_require_type(dict, value), items)


def _is_union_with_sentinel(kind: Any) -> bool:  # noqa: ANN401 - any annotation
    is_union = get_origin(kind) in {UnionType, Union}
    return is_union and not {Unknown, Unreadable}.isdisjoint(get_args(kind))


def _is_note(kind: Any) -> bool:  # noqa: ANN401 - any annotation
    return get_origin(kind) is UnionType and get_args(kind) == (bool, str)


def _structure_note(value: object, _: object) -> bool | str:
    if isinstance(value, bool | str):
        return value
    actual = _TYPE_LABELS[type(value)]
    raise StructureError(
        f"真偽値または文字列が必要ですが、{actual.ja}です。",
        f"expected true, false or a text, not {actual.en}",
    )


def _structure_unreadable(value: dict[str, object]) -> Unreadable:
    """Read `{"unreadable": "glare"}`."""
    cause = value.get(_UNREADABLE_KEY)
    if len(value) != 1 or cause not in _UNREADABLE_CAUSES:
        known = ", ".join(_UNREADABLE_CAUSES)
        raise StructureError(
            f"判読不能の原因が必要です（次のどれか）: {known}",
            f'expected {{"{_UNREADABLE_KEY}": cause}}, the cause being one of: {known}',
        )
    return Unreadable(cause)


_UNREADABLE_KEY: Final = "unreadable"
_UNREADABLE_CAUSES: Final = tuple(cause.value for cause in Unreadable)


def _unknown_hook(kind: Any, converter: Converter) -> Hook:  # noqa: ANN401 - a union
    special = {Unknown, Absent, Impossible, Unreadable, PartialDate}
    [known] = (arg for arg in get_args(kind) if arg not in special)
    may_be_absent = Absent in get_args(kind)
    may_be_impossible = Impossible in get_args(kind)
    may_be_partial = PartialDate in get_args(kind)
    may_be_unreadable = Unreadable in get_args(kind)

    def structure(value: object, _: object) -> object:
        if value is None and may_be_absent:
            return ABSENT
        if value == IMPOSSIBLE.value and may_be_impossible:
            return IMPOSSIBLE
        if isinstance(value, str) and may_be_partial and "X" in value:
            return _structure_partial_date(value)
        if isinstance(value, dict) and may_be_unreadable:
            return _structure_unreadable(value)
        return converter.structure(value, known)

    return structure


def _unstructure_unknown(value: object, converter: Converter) -> object:
    if value is IMPOSSIBLE:
        return IMPOSSIBLE.value
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Unreadable):
        return {_UNREADABLE_KEY: value.value}
    return None if value is ABSENT else converter.unstructure(value)


def _union_hook(forms: Mapping[type, StoredForm], union: Any, converter: Converter) -> Hook:  # noqa: ANN401 - a union
    kinds = {forms[kind].tag: kind for kind in get_args(union)}

    def structure(value: object, _: object) -> object:
        fields = dict(_require_type(dict, value))
        name = fields.pop("type", None)
        if type(name) is not str or name not in kinds:
            known = ", ".join(kinds)
            raise StructureError(
                f"次のどれかが必要です: {known}", f"expected one of: {known}", ".type"
            )
        return converter.structure(fields, kinds[name])

    return structure


def build_converter(forms: Mapping[type, StoredForm]) -> OrjsonConverter:
    """Return a converter that reads strictly and uses the names of the stored forms."""
    converter = make_converter(forbid_extra_keys=True, omit_if_default=True)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _make_type_hook(kind))
    converter.register_structure_hook(StrEnum, _structure_enum)
    converter.register_structure_hook(date, _structure_date)
    converter.register_structure_hook(datetime, _structure_datetime)
    converter.register_structure_hook_factory(attrs.has, partial(_class_hook, forms))
    converter.register_unstructure_hook_factory(attrs.has, partial(_class_writer, forms))
    for origin, hook in ((tuple, _tuple_hook), (frozenset, _set_hook), (Mapping, _mapping_hook)):
        converter.register_structure_hook_factory(partial(_has_origin, origin), hook)
    converter.register_structure_hook_factory(_is_union_with_sentinel, _unknown_hook)
    converter.register_unstructure_hook_func(
        _is_union_with_sentinel, lambda value: _unstructure_unknown(value, converter)
    )
    converter.register_structure_hook_func(_is_note, _structure_note)
    # Sets have no order; sorting them gives equal values the same output.
    converter.register_unstructure_hook_func(
        lambda kind: frozenset in {kind, get_origin(kind)}, sorted
    )
    for union in (Applicant, Event, Effect):
        configure_tagged_union(
            union, converter, tag_generator=lambda kind: forms[kind].tag, tag_name="type"
        )
        converter.register_structure_hook(union, _union_hook(forms, union, converter))
    return converter


def _has_origin(origin: type, kind: Any) -> bool:  # noqa: ANN401 - any annotation
    return get_origin(kind) is origin
