"""JSON Schema (Draft 2020-12) of a dossier, generated from the classes that the codec reads.

It is built in memory. The same schema is stored beside this module as `dossier.schema.json`,
for writers of dossiers that do not run Python.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin

from attrs import NOTHING, Attribute, fields

from idverify.calendar.partial_date import PartialDate
from idverify.interchange.dossier import Dossier
from idverify.interchange.stored_forms import ENUM_TAGS, STORED_FORMS
from idverify.model.submissions import MAX_DOCUMENTS, is_valid_document_count
from idverify.model.unknown import IMPOSSIBLE, Absent, Impossible, Unknown, Unreadable
from idverify.model.validators import not_empty

__all__ = ["build_dossier_schema"]

Schema = dict[str, Any]

#: Schemas of scalar types. The patterns make the notation binding for validators that treat
#: `format` as an annotation, as the specification permits.
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
    " In an observation a missing key means that the field was not examined, null that the"
    ' document does not show it, "impossible" that its date is not in the calendar,'
    ' {"unreadable": cause} that the images do not show it clearly, and X for a digit that the'
    " date leaves open."
)

#: Schemas of sentinels in an observation, and of dates of which a part is left open.
#: `Unknown` has none: its key is missing.
_SENTINEL_SCHEMAS: Final[Mapping[type, Schema]] = MappingProxyType(
    {
        NoneType: {"type": "null"},
        Absent: {"type": "null"},
        Impossible: {"const": IMPOSSIBLE.value},
        Unreadable: {
            "type": "object",
            "properties": {"unreadable": {"enum": [cause.value for cause in Unreadable]}},
            "required": ["unreadable"],
            "additionalProperties": False,
        },
        PartialDate: {
            "type": "string",
            "pattern": "^(?=.*X)(?!XXXX-XX-XX)([0-9]{4}|XXXX)-([0-9]{2}|XX)-([0-9]{2}|XX)$",
        },
    }
)


def build_dossier_schema() -> Schema:
    """Return the JSON Schema of a dossier, as `dump_dossier` writes and `load_dossier` reads it.

    The codec refuses everything that the schema refuses: unknown and missing keys, wrong
    values of enumerations, wrong types, moments without a time zone. Only the codec checks
    the check digit of a corporate number and the length of a name.

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
    """Return the schema of an annotation; named types are added once to *definitions*."""
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
    """Return the schema of a union of types and sentinels."""
    types = [kind for kind in arguments if kind is not Unknown and kind not in _SENTINEL_SCHEMAS]
    if all(kind in _SCALAR_SCHEMAS for kind in types) and len(types) > 1:
        return {"anyOf": [dict(_SCALAR_SCHEMAS[kind]) for kind in types]}
    if len(types) > 1:
        return {"oneOf": [_reference_definition(kind, definitions, tagged=True) for kind in types]}
    schema = _describe_annotation(types[0], definitions)
    sentinels = [dict(_SENTINEL_SCHEMAS[kind]) for kind in arguments if kind in _SENTINEL_SCHEMAS]
    return {"anyOf": [schema, *sentinels]} if sentinels else schema


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
    values = [member.value for member in kind]
    return {"description": _docstring_summary(kind), "type": "string", "enum": values}


def _describe_class(kind: type, definitions: dict[str, Schema], tagged: bool = False) -> Schema:
    form = STORED_FORMS[kind]
    tag: Schema = {"type": {"const": form.tag}} if tagged else {}
    keyed_fields = [(form.keys[field.name], field) for field in fields(kind) if field.init]
    properties = {key: _describe_field(field, definitions) for key, field in keyed_fields}
    return {
        "description": _docstring_summary(kind),
        "type": "object",
        "properties": tag | properties,
        "required": [*tag, *(key for key, field in keyed_fields if field.default is NOTHING)],
        "additionalProperties": False,
    }


def _describe_field(field: "Attribute[Any]", definitions: dict[str, Schema]) -> Schema:
    schema = _describe_annotation(field.type, definitions)
    # Only the lengths of lists are described; the codec checks all other lengths.
    if field.validator is is_valid_document_count:
        return schema | {"minItems": 1, "maxItems": MAX_DOCUMENTS}
    return schema | {"minItems": 1} if field.validator is not_empty else schema


def _docstring_summary(kind: type) -> str:
    """Return the first paragraph of the docstring, in one line."""
    return " ".join((kind.__doc__ or "").split("\n\n")[0].split())
