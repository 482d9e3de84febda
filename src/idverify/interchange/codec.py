"""Values of the library as JSON, strictly: what is not understood is refused, with its place.

Unknown keys, wrong enums, wrong types, impossible dates and moments without a
time zone are refused; nothing is guessed or converted. In an observation a
missing key means that nobody looked (`UNKNOWN`), null that the document does not
show it (`ABSENT`), and "impossible" that its date is none of the calendar.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from types import GenericAlias, NoneType, UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin

import attrs
import orjson
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
)
from cattrs import IterableValidationNote as ItemNote
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.preconf.orjson import OrjsonConverter, make_converter
from cattrs.strategies import configure_tagged_union

from idverify.errors import DataError, InvalidValueError
from idverify.interchange.dossier import Dossier
from idverify.interchange.stored_forms import STORED_FORMS, StoredForm, require_all_fields
from idverify.language import Label
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.vocabulary.applicants import Applicant
from idverify.vocabulary.knowledge import ABSENT, IMPOSSIBLE, Absent, Impossible, Unknown

__all__ = [
    "MAX_BYTES",
    "Codec",
    "dump",
    "dump_dossier",
    "load",
    "load_dossier",
    "load_effect",
    "load_event",
]

#: A dossier with a dozen documents is a few kilobytes; more than a mebibyte is not read at all.
MAX_BYTES: Final = 1024 * 1024

#: A longer key that we do not know is not repeated to anybody.
MAX_KEY_LENGTH: Final = 40

T = TypeVar("T")


class Codec:
    """Writes and reads values as JSON, under the names of their stored forms."""

    def __init__(self, forms: Mapping[type, StoredForm] = STORED_FORMS) -> None:
        """Take the forms of all classes that are written.

        Raises:
            InvalidValueError: A form leaves out a field of its class.
        """
        require_all_fields(forms)
        self._forms = forms
        self._converter = _make_converter(forms)

    def dump(self, value: object, as_: Any = None) -> bytes:  # noqa: ANN401 - a type, or a union of types
        """Return *value* as UTF-8 JSON, with the keys in the order of the fields."""
        return orjson.dumps(self._converter.unstructure(value, unstructure_as=as_ or type(value)))

    def load(self, data: bytes, as_: Any) -> Any:  # noqa: ANN401 - a type, or a union of types
        """Read JSON as a value of the library.

        Raises:
            DataError: With the path of the first field that is wrong, as in
                `$.documents[0].kind`; the text gives the value's shape, never the value.
        """
        if len(data) > MAX_BYTES:
            raise DataError(
                "$",
                f"{len(data):,} bytes of JSON; at most {MAX_BYTES:,} are read",
                f"JSONが{len(data):,}バイトあります。読み取るのは{MAX_BYTES:,}バイトまでです。",
            )
        try:
            raw = orjson.loads(data)
        except orjson.JSONDecodeError as error:
            # Its text quotes nothing of the document, only the kind of mistake and the place.
            raise DataError(
                "$", f"not valid UTF-8 JSON: {error}", "UTF-8の正しいJSONではありません。"
            ) from None
        try:
            return self._converter.structure(raw, as_)
        except Exception as error:  # noqa: BLE001 - a class's own check may raise anything
            path, problem = self._first_problem(error, "$")
            raise DataError(path, problem.en, problem.ja) from None

    def _first_problem(self, error: BaseException, path: str) -> tuple[str, Label]:
        """Follow the tree of errors to the first field that is wrong; return path and problem."""
        match error:
            case BaseValidationError(exceptions=[first, *_], cl=kind):
                form = self._forms.get(kind)
                return self._first_problem(first, path + _locate_error(first, form))
            case ForbiddenExtraKeysError(extra_fields=extra):
                return path + _format_key(min(extra)), _UNKNOWN_KEY
            case KeyError():
                return path, _MISSING
            case _StructureError(problem=problem, key=key):
                return path + key, problem
            case InvalidValueError():
                return path, Label("この項目に置ける値ではありません。", str(error))
            case _:
                # Whatever else it is, its text may quote the value.
                name = type(error).__name__
                ja = f"この項目に置ける値ではありません({name})。"
                return path, Label(ja, f"not a value that can stand here ({name})")


def dump(value: object, as_: Any = None) -> bytes:  # noqa: ANN401 - a type, or a union of types
    """Return *value* as UTF-8 JSON, with the keys in the order of the fields."""
    return _CODEC.dump(value, as_)


def load(data: bytes, as_: type[T]) -> T:
    """Read JSON as a value of the library.

    Raises:
        DataError: With the path of the first field that is wrong, as in
            `$.documents[0].kind`; the text gives the value's shape, never the value.
    """
    value: T = _CODEC.load(data, as_)
    return value


def load_event(data: bytes) -> Event:
    """Read one event of a history."""
    event: Event = _CODEC.load(data, Event)
    return event


def load_effect(data: bytes) -> Effect:
    """Read one effect."""
    effect: Effect = _CODEC.load(data, Effect)
    return effect


def load_dossier(data: bytes) -> Dossier:
    """Read a dossier.

    Raises:
        DataError: With the path of the first field that is wrong.
    """
    return load(data, Dossier)


def dump_dossier(dossier: Dossier) -> bytes:
    """Return a dossier as UTF-8 JSON."""
    return dump(dossier)


_FIELD_NAME_PATTERN: Final = re.compile("[a-z][a-z0-9_]*")
_UNKNOWN_KEY: Final = Label(
    "知らないキーです。綴りを確かめてください。", "unknown key; check the spelling"
)
_MISSING: Final = Label("ありません。", "is missing")


def _locate_error(error: BaseException, form: StoredForm | None) -> str:
    """Return the place in its parent where the error happened: cattrs leaves a note on it."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return f".{form.keys.get(note.name, note.name) if form else note.name}"
        if isinstance(note, ItemNote):
            return f"[{note.index}]" if isinstance(note.index, int) else _format_key(note.index)
    return ""


def _format_key(name: str) -> str:
    """Write a key that the outside chose, if it is made as field names are.

    Any other may be a person's name, so only its length is told.
    """
    is_like_ours = len(name) <= MAX_KEY_LENGTH and _FIELD_NAME_PATTERN.fullmatch(name)
    return f".{name}" if is_like_ours else f"[a key of {len(name)} characters]"


# -- strict hooks: one each for what JSON can say ----------------------------------------------


class _StructureError(ValueError):
    """A value of JSON that cannot stand where it stands; the text tells its shape only."""

    def __init__(self, ja: str, en: str, key: str = "") -> None:
        """Keep the key inside the value, if it is that which is wrong."""
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
    """Accept a value of this very type only: 1 is no text, true is no number."""
    if type(value) is not expected:
        wanted, found = _TYPE_LABELS[expected], _TYPE_LABELS[type(value)]
        raise _StructureError(
            f"{wanted.ja}が必要ですが、{found.ja}です。", f"expected {wanted.en}, not {found.en}"
        )
    return value


def _make_type_hook(expected: type[T]) -> Callable[[object, object], T]:
    return lambda value, _: _require_type(expected, value)


def _structure_enum(value: object, kind: type[StrEnum]) -> StrEnum:
    try:
        return kind(_require_type(str, value))
    except _StructureError:
        raise
    except ValueError:
        known = ", ".join(kind)
        raise _StructureError(
            f"次のどれでもない文字列です: {known}", f"a text that is none of: {known}"
        ) from None


_DATE_PATTERN: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATETIME_PATTERN: Final = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?", re.ASCII
)


def _structure_date(value: object, _: object) -> date:
    day = _parse_iso(value, _DATE_PATTERN, date.fromisoformat)
    if day is None:
        raise _StructureError(
            "YYYY-MM-DDの形の、暦にある日ではありません。",
            "not a day of the calendar in the form YYYY-MM-DD",
        )
    return day


def _structure_datetime(value: object, _: object) -> datetime:
    moment = _parse_iso(value, _DATETIME_PATTERN, datetime.fromisoformat)
    if moment is None:
        raise _StructureError(
            "YYYY-MM-DDThh:mm:ss+09:00の形の日時ではありません。",
            "not a moment in the form YYYY-MM-DDThh:mm:ss+09:00",
        )
    if moment.utcoffset() is None:
        raise _StructureError(
            "時差のない日時です。+09:00やZなどを付けてください。",
            "a moment without time zone: add +09:00, Z or the like",
        )
    return moment


def _parse_iso(value: object, form: re.Pattern[str], read: Callable[[str], T]) -> T | None:
    text = _require_type(str, value)
    if not form.fullmatch(text):  # ISO 8601 knows more notations; two writers, one notation
        return None
    try:
        return read(text)
    except ValueError:
        return None


Hook = Callable[[Any, Any], Any]


def _overrides(forms: Mapping[type, StoredForm], kind: type) -> dict[str, Any]:
    """Name the JSON key of each field.

    A class without a form has that of its base; a class of the host has its own field names.
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
        found: list[object] = converter.structure(_require_type(list, value), items)
        if len(found) != len(set(found)):
            raise _StructureError(
                "同じ値が二度あります。", "the same value stands twice in the list"
            )
        return frozenset(found)

    return structure


def _mapping_hook(kind: Any, converter: Converter) -> Hook:  # noqa: ANN401 - a generic type
    items: Any = GenericAlias(dict, get_args(kind))
    return lambda value, _: converter.structure(_require_type(dict, value), items)


def _is_union_with_unknown(kind: Any) -> bool:  # noqa: ANN401 - any annotation
    return get_origin(kind) in {UnionType, Union} and Unknown in get_args(kind)


def _unknown_hook(kind: Any, converter: Converter) -> Hook:  # noqa: ANN401 - a union
    [known] = (a for a in get_args(kind) if a not in {Unknown, Absent, Impossible})
    may_be_absent = Absent in get_args(kind)
    may_be_impossible = Impossible in get_args(kind)

    def structure(value: object, _: object) -> object:
        if value is None and may_be_absent:
            return ABSENT
        if value == IMPOSSIBLE.value and may_be_impossible:
            return IMPOSSIBLE
        return converter.structure(value, known)

    return structure


def _unstructure_unknown(value: object, converter: Converter) -> object:
    if value is IMPOSSIBLE:
        return IMPOSSIBLE.value
    return None if value is ABSENT else converter.unstructure(value)


def _union_hook(forms: Mapping[type, StoredForm], union: Any, converter: Converter) -> Hook:  # noqa: ANN401 - a union
    kinds = {forms[kind].tag: kind for kind in get_args(union)}

    def structure(value: object, _: object) -> object:
        fields = dict(_require_type(dict, value))
        name = fields.pop("type", None)
        if type(name) is not str or name not in kinds:
            known = ", ".join(kinds)
            raise _StructureError(
                f"次のどれかが必要です: {known}", f"expected one of: {known}", ".type"
            )
        return converter.structure(fields, kinds[name])

    return structure


def _make_converter(forms: Mapping[type, StoredForm]) -> OrjsonConverter:
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
    converter.register_structure_hook_factory(_is_union_with_unknown, _unknown_hook)
    converter.register_unstructure_hook_func(
        _is_union_with_unknown, lambda value: _unstructure_unknown(value, converter)
    )
    # A set has no order of its own; the same value is always written in the same way.
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


_CODEC: Final = Codec()
