"""The JSON Schema (Draft 2020-12) of a dossier, made from the classes the codec reads into.

It is made in memory. The same text lies beside this module as `dossier.schema.json`,
for whoever is to write dossiers and does not run Python.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin

from attrs import NOTHING, Attribute, fields

from idverify.interchange.dossier import Dossier
from idverify.interchange.stored_forms import ENUM_TAGS, STORED_FORMS
from idverify.model.submissions import MAX_DOCUMENTS, is_valid_document_count
from idverify.model.unknown import IMPOSSIBLE, Absent, Impossible, Unknown
from idverify.model.validators import not_empty

__all__ = ["build_dossier_schema"]

Schema = dict[str, Any]

#: How a value of one JSON word is described. The patterns make the notation binding for
#: validators that take `format` for a remark, as the specification lets them.
_SCALAR_SCHEMAS: Final[Mapping[type, Schema]] = MappingProxyType(
    {
        str: {"type": "string"},
        bool: {"type": "boolean"},
        date: {
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        },
        datetime: {
            "type": "string",
            "format": "date-time",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
            r"(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$",
        },
    }
)

_UNKNOWN_DESCRIPTION: Final = (
    " In an observation a missing key means that nobody looked, null that the document does not"
    ' show it, and "impossible" that its date is none of the calendar.'
)

#: How knowledge is written that is no value. `Unknown` is not: it is the key that is not there.
_SENTINEL_SCHEMAS: Final[Mapping[type, Schema]] = MappingProxyType(
    {
        NoneType: {"type": "null"},
        Absent: {"type": "null"},
        Impossible: {"const": IMPOSSIBLE.value},
    }
)


def build_dossier_schema() -> Schema:
    """Return the JSON Schema of a dossier, as `dump_dossier` writes and `load_dossier` reads it.

    What it refuses in shape, the codec refuses too: unknown and missing keys, wrong
    words of a list, wrong types, moments without a time zone. It does not know the
    check digit of a corporate number, nor how long a name may be; the codec does.

    >>> schema = build_dossier_schema()
    >>> schema["properties"]["documents"]["minItems"]
    1
    >>> [branch["$ref"] for branch in schema["properties"]["applicant"]["oneOf"]]
    ['#/$defs/Individual', '#/$defs/Corporation']
    """
    definitions: dict[str, Schema] = {}
    top = _describe_class(Dossier, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Dossier",
        **top,
        "description": _docstring_summary(Dossier) + _UNKNOWN_DESCRIPTION,
        "$defs": dict(sorted(definitions.items())),
    }


def _describe_annotation(kind: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401 - any annotation
    """Describe one annotation; what has a name is described once, in *definitions*."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _SCALAR_SCHEMAS:
        return dict(_SCALAR_SCHEMAS[kind])
    if origin in {UnionType, Union}:
        return _describe_union(arguments, definitions)
    if origin is Mapping:
        names, values = (_describe_annotation(argument, definitions) for argument in arguments)
        return {"type": "object", "propertyNames": names, "additionalProperties": values}
    if origin in {tuple, frozenset}:
        unique = {"uniqueItems": True} if origin is frozenset else {}
        return {"type": "array", "items": _describe_annotation(arguments[0], definitions)} | unique
    return _reference_definition(kind, definitions)


def _describe_union(arguments: tuple[type, ...], definitions: dict[str, Schema]) -> Schema:
    """Describe what may be one of several things, or a sign that there is none."""
    said = [kind for kind in arguments if kind is not Unknown and kind not in _SENTINEL_SCHEMAS]
    if len(said) > 1:
        return {"oneOf": [_reference_definition(kind, definitions, tagged=True) for kind in said]}
    schema = _describe_annotation(said[0], definitions)
    signs = [dict(_SENTINEL_SCHEMAS[kind]) for kind in arguments if kind in _SENTINEL_SCHEMAS]
    return {"anyOf": [schema, *signs]} if signs else schema


def _reference_definition(
    kind: type, definitions: dict[str, Schema], *, tagged: bool = False
) -> Schema:
    name = _title(kind)
    if name not in definitions:
        described = (
            _describe_enum(kind)
            if issubclass(kind, Enum)
            else _describe_class(kind, definitions, tagged)
        )
        definitions[name] = described
    return {"$ref": f"#/$defs/{name}"}


def _title(kind: type) -> str:
    """Return the name of a definition, as in `DossierDocument` for `dossier_document`."""
    tag = ENUM_TAGS[kind] if issubclass(kind, Enum) else STORED_FORMS[kind].tag
    return "".join(word.capitalize() for word in tag.split("_"))


def _describe_enum(kind: type[Enum]) -> Schema:
    words = [member.value for member in kind]
    return {"description": _docstring_summary(kind), "type": "string", "enum": words}


def _describe_class(kind: type, definitions: dict[str, Schema], tagged: bool = False) -> Schema:
    form = STORED_FORMS[kind]
    tag: Schema = {"type": {"const": form.tag}} if tagged else {}
    written = [(form.keys[each.name], each) for each in fields(kind) if each.init]
    described = {key: _describe_field(each, definitions) for key, each in written}
    return {
        "description": _docstring_summary(kind),
        "type": "object",
        "properties": tag | described,
        "required": [*tag, *(key for key, each in written if each.default is NOTHING)],
        "additionalProperties": False,
    }


def _describe_field(field: "Attribute[Any]", definitions: dict[str, Schema]) -> Schema:
    schema = _describe_annotation(field.type, definitions)
    # The bounds of length that are shape: of a list that may not be empty, or endless.
    if field.validator is is_valid_document_count:
        return schema | {"minItems": 1, "maxItems": MAX_DOCUMENTS}
    return schema | {"minItems": 1} if field.validator is not_empty else schema


def _docstring_summary(kind: type) -> str:
    """Return the first paragraph of the docstring, in one line."""
    return " ".join((kind.__doc__ or "").split("\n\n")[0].split())
