"""Strict JSON codec for values of the library; errors name the path of the wrong field.

Unknown keys, wrong enums, wrong types, impossible dates and moments without a
time zone are refused; nothing is guessed or converted. In an observation a
missing key means that the field was not examined (`UNKNOWN`), null that the document
does not show it (`ABSENT`), "impossible" that its date is not in the calendar, and X for
a digit that the date leaves open, as in "1960-04-XX".
"""

import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar

import orjson
from cattrs import AttributeValidationNote, BaseValidationError, ForbiddenExtraKeysError
from cattrs import IterableValidationNote as ItemNote

from idverify.errors import DataError, InvalidValueError
from idverify.i18n import Label
from idverify.interchange._converter import StructureError, build_converter
from idverify.interchange.dossier import Dossier
from idverify.interchange.stored_forms import STORED_FORMS, StoredForm, require_all_fields
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event

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

#: A dossier with a dozen documents is a few kilobytes; more than a mebibyte is not read.
MAX_BYTES: Final = 1024 * 1024

#: A longer unknown key is not quoted in an error.
MAX_KEY_LENGTH: Final = 40

T = TypeVar("T")


class Codec:
    """A JSON codec for values, using the names of their stored forms."""

    def __init__(self, forms: Mapping[type, StoredForm] = STORED_FORMS) -> None:
        """Build the codec from the forms of all classes that are written.

        Raises:
            InvalidValueError: The fields of a form are not those of its class.
        """
        require_all_fields(forms)
        self._forms = forms
        self._converter = build_converter(forms)

    def dump(self, value: object, as_: Any = None) -> bytes:  # noqa: ANN401 - a type, or a union of types
        """Return *value* as UTF-8 JSON, with the keys in the order of the fields."""
        return orjson.dumps(self._converter.unstructure(value, unstructure_as=as_ or type(value)))

    def load(self, data: bytes, as_: Any) -> Any:  # noqa: ANN401 - a type, or a union of types
        """Parse JSON into a value of the library.

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
            # Its text does not quote the document, only the kind of error and the place.
            raise DataError(
                "$", f"not valid UTF-8 JSON: {error}", "UTF-8の正しいJSONではありません。"
            ) from None
        try:
            return self._converter.structure(raw, as_)
        except Exception as error:  # noqa: BLE001 - a class's own check may raise anything
            path, problem = self._first_problem(error, "$")
            raise DataError(path, problem.en, problem.ja) from None

    def _first_problem(self, error: BaseException, path: str) -> tuple[str, Label]:
        """Return the path and the problem of the first wrong field in a tree of errors."""
        match error:
            case BaseValidationError(exceptions=[first, *_], cl=kind):
                form = self._forms.get(kind)
                return self._first_problem(first, path + _locate_error(first, form))
            case ForbiddenExtraKeysError(extra_fields=extra):
                return path + _format_key(min(extra)), _UNKNOWN_KEY
            case KeyError():
                return path, _MISSING
            case StructureError(problem=problem, key=key):
                return path + key, problem
            case InvalidValueError():
                return path, Label("この項目に置ける値ではありません。", str(error))
            case _:
                # The text of any other error may quote the value.
                name = type(error).__name__
                ja = f"この項目に置ける値ではありません({name})。"
                return path, Label(ja, f"not a value that can stand here ({name})")


def dump(value: object, as_: Any = None) -> bytes:  # noqa: ANN401 - a type, or a union of types
    """Return *value* as UTF-8 JSON, with the keys in the order of the fields."""
    return _CODEC.dump(value, as_)


def load(data: bytes, as_: type[T]) -> T:
    """Parse JSON into a value of the library.

    Raises:
        DataError: With the path of the first field that is wrong, as in
            `$.documents[0].kind`; the text gives the value's shape, never the value.
    """
    value: T = _CODEC.load(data, as_)
    return value


def load_event(data: bytes) -> Event:
    """Parse one event of a history from JSON.

    Raises:
        DataError: With the path of the first field that is wrong.
    """
    event: Event = _CODEC.load(data, Event)
    return event


def load_effect(data: bytes) -> Effect:
    """Parse one effect from JSON.

    Raises:
        DataError: With the path of the first field that is wrong.
    """
    effect: Effect = _CODEC.load(data, Effect)
    return effect


def load_dossier(data: bytes) -> Dossier:
    """Parse a dossier from JSON.

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
    """Return the path of an error within its parent, from the note that cattrs adds."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return f".{form.keys.get(note.name, note.name) if form else note.name}"
        if isinstance(note, ItemNote):
            return f"[{note.index}]" if isinstance(note.index, int) else _format_key(note.index)
    return ""


def _format_key(name: str) -> str:
    """Return a key from outside as a part of a path, quoted only if it looks like a field name.

    Any other key may be a person's name, so only its length is given.
    """
    is_like_field = len(name) <= MAX_KEY_LENGTH and _FIELD_NAME_PATTERN.fullmatch(name)
    return f".{name}" if is_like_field else f"[a key of {len(name)} characters]"


_CODEC: Final = Codec()
