"""Values of the library as JSON, strictly: what is not understood is refused, with its place.

Unknown keys, wrong enums, wrong types, impossible dates and moments without a
time zone are refused; nothing is guessed or converted. In an observation a
missing key means that nobody looked (`UNKNOWN`), null that the document does not
show it (`ABSENT`), and "impossible" that its date is none of the calendar.
"""

import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar

import orjson
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
)
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
        self._converter = build_converter(forms)

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
            case StructureError(problem=problem, key=key):
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


_CODEC: Final = Codec()
