"""Values of the library as JSON, strictly: what is not understood is refused, with its place.

Unknown keys, wrong enums, wrong types, impossible dates and moments without a
time zone are refused; nothing is guessed or converted. In an observation a
missing key means that nobody looked (`UNKNOWN`), null that the document does not
show it (`ABSENT`), and "impossible" that its date is none of the calendar.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin

import orjson
from attrs import has
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn
from cattrs.preconf.orjson import OrjsonConverter, make_converter

from idverify.errors import DataError
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.vocabulary.applicants import Applicant
from idverify.vocabulary.knowledge import ABSENT, IMPOSSIBLE, Absent, Impossible, Unknown

__all__ = ["MAX_BYTES", "dump", "load", "load_effect", "load_event"]

#: A dossier with a dozen documents is a few kilobytes; more than a mebibyte is not read at all.
MAX_BYTES: Final = 1024 * 1024

#: Our own keys are shorter; what is longer is not repeated in an error.
MAX_KEY: Final = 40

T = TypeVar("T")


def dump(value: object, as_: Any = None) -> bytes:  # noqa: ANN401 - a type, or a union of types
    """Return *value* as UTF-8 JSON, with the keys in the order of the fields."""
    return orjson.dumps(_CONVERTER.unstructure(value, unstructure_as=as_ or type(value)))


def load(data: bytes, as_: type[T]) -> T:
    """Read JSON as a value of the library.

    Raises:
        DataError: With the path of the first field that is wrong, as in
            `$.documents[0].kind`; the text tells the value's shape, never the value.
    """
    return cast(T, _read(data, as_))


def load_event(data: bytes) -> Event:
    """Read one event of a history."""
    return cast(Event, _read(data, Event))


def load_effect(data: bytes) -> Effect:
    """Read one effect."""
    return cast(Effect, _read(data, Effect))


def _read(data: bytes, as_: Any) -> object:  # noqa: ANN401 - a type, or a union of types
    if len(data) > MAX_BYTES:
        raise DataError("$", f"{len(data):,} bytes of JSON; at most {MAX_BYTES:,} are read")
    try:
        raw = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        # Its text quotes nothing of the document, only the kind of mistake and the place.
        raise DataError("$", f"not valid UTF-8 JSON: {error}") from None
    try:
        return _CONVERTER.structure(raw, as_)
    except Exception as error:  # noqa: BLE001 - cattrs lets through what a class's own check raises
        path, problem = next(_problems(error, "$"))
        raise DataError(path, problem) from None


def _problems(error: BaseException, path: str) -> Iterator[tuple[str, str]]:
    """Walk the tree of errors, the first field first."""
    if not isinstance(error, BaseValidationError):
        yield path, _sentence(error)
        return
    for child in error.exceptions:
        yield from _problems(child, path + _step(child))


def _step(error: BaseException) -> str:
    """Read the place that was noted on an error on its way up."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return f".{note.name}"
        if isinstance(note, IterableValidationNote):
            return f"[{note.index!r}]"
    return ""


def _sentence(error: BaseException) -> str:
    match error:
        case ForbiddenExtraKeysError(extra_fields=extra):
            return f"{len(extra)} unknown key(s): {', '.join(sorted(map(_name, extra)))}"
        case KeyError(args=(name,)):
            return f"the key {_name(name)} is missing"
        case _:
            return str(error)


def _name(key: object) -> str:
    """Show the name of a key, which is no personal data unless it is not a name at all."""
    text = str(key)
    is_name = text.isidentifier() and len(text) <= MAX_KEY
    return repr(text) if is_name else f"<{len(text)} characters>"


# -- strict hooks: one each for what JSON can say ---------------------------------------------

_NAMES: Final[dict[type, str]] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    float: "a number",
    list: "a list",
    dict: "an object",
    NoneType: "null",
}


def _require(value: object, expected: type) -> None:
    """Accept values of this very type only: 1 is no text, and true is no number."""
    if type(value) is not expected:
        raise TypeError(f"expected {_NAMES[expected]}, not {_NAMES[type(value)]}")


def _structure_plain(value: object, kind: type) -> object:
    _require(value, kind)
    return value


def _structure_text(value: object, kind: type) -> object:
    # cattrs brings every kind of `str` here, and an enum of texts is one.
    _require(value, str)
    if kind is str:
        return value
    allowed = [member.value for member in cast(type[Enum], kind)]
    if value not in allowed:
        raise ValueError(f"a text that is none of: {', '.join(allowed)}")
    return kind(value)


def _structure_date(value: Any, _: object) -> date:  # noqa: ANN401 - checked in the first line
    _require(value, str)
    # Other notations that Python reads ("20261123", "2026-W48-1") are slips in a dossier.
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise ValueError("not a day of the calendar in the form YYYY-MM-DD")


def _structure_moment(value: Any, _: object) -> datetime:  # noqa: ANN401 - as above
    _require(value, str)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("not a moment in the form YYYY-MM-DDThh:mm:ss+09:00") from None
    if moment.utcoffset() is None:
        raise ValueError("a moment without time zone: add +09:00, Z or the like")
    return moment


def _structure_items(value: Any, kind: Any) -> Iterable[Any]:  # noqa: ANN401 - a generic type
    """Read a tuple or a frozenset, each item with its index noted."""
    _require(value, list)
    item = get_args(kind)[0]
    return cast(Iterable[Any], get_origin(kind)(_each(enumerate(value), item)))


def _structure_mapping(value: Any, kind: Any) -> dict[Any, Any]:  # noqa: ANN401 - the same
    _require(value, dict)
    of_key, of_value = get_args(kind)
    keys = _each(((key, key) for key in value), of_key)
    return dict(zip(keys, _each(value.items(), of_value), strict=True))


def _each(pairs: Iterable[tuple[Any, object]], kind: Any) -> Iterator[Any]:  # noqa: ANN401
    for place, item in pairs:
        try:
            yield _CONVERTER.structure(item, kind)
        except Exception as error:  # noqa: BLE001 - whatever it is, its place is added
            error.add_note(IterableValidationNote("", place, kind))
            raise IterableValidationError("", [error], kind) from None


def _object_hook(kind: type, converter: OrjsonConverter) -> Callable[[Any, Any], Any]:
    read: Callable[[Any, Any], Any] = make_dict_structure_fn(
        kind, converter, _cattrs_forbid_extra_keys=True
    )

    def structure(value: Any, as_: Any) -> Any:  # noqa: ANN401 - checked in the first line
        _require(value, dict)
        return read(value, as_)

    return structure


def _is_sequence(kind: Any) -> bool:  # noqa: ANN401 - any annotation
    return get_origin(kind) in {tuple, frozenset}


def _is_mapping(kind: Any) -> bool:  # noqa: ANN401 - any annotation
    return get_origin(kind) is Mapping


def _is_knowledge(kind: Any) -> bool:  # noqa: ANN401 - any annotation
    return get_origin(kind) in {UnionType, Union} and Unknown in get_args(kind)


def _structure_knowledge(value: object, kind: Any) -> object:  # noqa: ANN401 - a union
    if value is None and Absent in get_args(kind):
        return ABSENT
    if value == IMPOSSIBLE.value and Impossible in get_args(kind):
        return IMPOSSIBLE
    [known] = (a for a in get_args(kind) if a not in {Unknown, Absent, Impossible})
    return _CONVERTER.structure(value, known)


def _unstructure_knowledge(value: object) -> object:
    if value is IMPOSSIBLE:
        return IMPOSSIBLE.value
    return None if value is ABSENT else _CONVERTER.unstructure(value)


def _register_union(union: Any, converter: OrjsonConverter) -> None:  # noqa: ANN401 - a union
    """Tell the members of a union apart by the key `type`."""
    kinds = {_tag(kind): kind for kind in get_args(union)}

    def structure(value: Any, _: object) -> object:  # noqa: ANN401 - checked in the first line
        _require(value, dict)
        tag = value["type"]
        if type(tag) is not str or tag not in kinds:
            raise ValueError(f"its type is none of: {', '.join(kinds)}")
        return converter.structure({k: v for k, v in value.items() if k != "type"}, kinds[tag])

    def unstructure(value: object) -> object:
        return {"type": _tag(type(value)), **converter.unstructure(value)}

    converter.register_structure_hook_func(lambda t: t == union, structure)
    converter.register_unstructure_hook_func(lambda t: t == union, unstructure)


def _tag(kind: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def _make_converter() -> OrjsonConverter:
    converter = make_converter(omit_if_default=True)
    for kind in (int, bool):
        converter.register_structure_hook(kind, _structure_plain)
    converter.register_structure_hook(str, _structure_text)
    converter.register_structure_hook(date, _structure_date)
    converter.register_structure_hook(datetime, _structure_moment)
    converter.register_structure_hook_func(_is_sequence, _structure_items)
    converter.register_structure_hook_func(_is_mapping, _structure_mapping)
    converter.register_structure_hook_factory(has, lambda kind: _object_hook(kind, converter))
    converter.register_structure_hook_func(_is_knowledge, _structure_knowledge)
    converter.register_unstructure_hook_func(_is_knowledge, _unstructure_knowledge)
    for union in (Applicant, Event, Effect):
        _register_union(union, converter)
    return converter


_CONVERTER: Final = _make_converter()
