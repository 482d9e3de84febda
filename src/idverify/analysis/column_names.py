"""Names of data frame columns for facts (列の名前), stable between runs and unique."""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Final

from attrs import has

from idverify.errors import InvalidValueError
from idverify.policy.rules import Fact

__all__ = ["KIND_COLUMN", "column_name", "number_column", "reject_duplicate_columns"]

#: Name of the column that holds the kind of document.
KIND_COLUMN: Final = "kind"

#: Longest setting, in characters, that a column name contains; a longer one is hashed.
_MAX_SETTING_LENGTH: Final = 40
_DIGEST_LENGTH: Final = 10


def column_name(fact: Fact, document: int | None = None) -> str:
    """Return the name of the column that holds a fact of the n-th document, counted from 0.

    The name includes the setting of the fact, if there is one. A long setting, such as an
    accept list, is replaced with a digest.

    >>> from idverify.policy import facts
    >>> from idverify.model.documents import Side
    >>> column_name(facts.MEDIUM, 0), column_name(facts.MEDIUM, 1)
    ('medium', 'medium.2')
    >>> column_name(facts.issued_within(3), 0), column_name(facts.ADDRESS_SHOWN)
    ('issued_within(3)', 'address_shown')
    >>> column_name(facts.issued_within(3, facts.NEXT_BUSINESS_DAY))
    'issued_within(3, next_business_day)'
    >>> column_name(facts.sides_are_shown(frozenset({Side.FRONT, Side.BACK})))
    'sides(back+front)'
    """
    name = (
        fact.name if fact.parameter is None else f"{fact.name}({_format_setting(fact.parameter)})"
    )
    return number_column(name, document)


def number_column(name: str, document: int | None) -> str:
    """Return the name of a column for the n-th document, counted from 0.

    >>> number_column("kind", 0), number_column("kind", 1)
    ('kind', 'kind.2')
    """
    return f"{name}.{document + 1}" if document else name


def reject_duplicate_columns(facts: Iterable[Fact]) -> None:
    """Raise an error if two different facts have the same column name.

    Raises:
        InvalidValueError: Two facts have the same column name; the text contains it.
    """
    named: dict[str, Fact] = {}
    for fact in facts:
        name = column_name(fact)
        if name == KIND_COLUMN or named.setdefault(name, fact) != fact:
            raise InvalidValueError(
                f"two questions would share the column {name}: give one of their facts another "
                "name or setting"
            )


def _format_setting(setting: Hashable) -> str:
    text = _canonical_text(setting)
    return (
        text
        if len(text) <= _MAX_SETTING_LENGTH
        else sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH]
    )


def _canonical_text(value: object) -> str:
    """Return a text that identifies a value, in an order that does not depend on hashes."""
    if isinstance(value, frozenset):
        return "+".join(sorted(map(_canonical_element, value)))
    if isinstance(value, tuple):
        return ", ".join(map(_canonical_element, value))
    if has(type(value)):
        return _canonical_attrs_text(value)
    return _canonical_scalar(value)


def _canonical_element(value: object) -> str:
    """Return the text of an element, in brackets if it is itself a collection."""
    return (
        f"({_canonical_text(value)})"
        if isinstance(value, frozenset | tuple)
        else _canonical_text(value)
    )


def _canonical_attrs_text(value: object) -> str:
    parts = list(_canonical_fields(value))
    return parts[0] if len(parts) == 1 else f"{type(value).__name__}({', '.join(parts)})"


def _canonical_fields(value: object) -> Iterator[str]:
    for part in getattr(type(value), "__attrs_attrs__", ()):
        if part.eq:
            yield _canonical_element(getattr(value, part.name))


def _canonical_scalar(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str | int | float | date | None):
        return str(value)
    named = getattr(value, "__qualname__", None)
    return repr(value) if named is None else f"{getattr(value, '__module__', '')}.{named}"
