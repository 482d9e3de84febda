"""Watching what is read: a value that notes which of its fields somebody asks for."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from attrs import fields, frozen

__all__ = ["watched", "watched_mapping"]

K = TypeVar("K")
T = TypeVar("T")
V = TypeVar("V")


def watched(value: T, note: Callable[[str], None], **changes: object) -> T:
    """Return an equal value of a subclass that calls *note* with each field that is read.

    >>> from idverify.model.observations import Medium, Observation
    >>> read: list[str] = []
    >>> watched(Observation(medium=Medium.ORIGINAL), read.append).medium.value, read
    ('original', ['medium'])
    """
    kind: Any = type(value)
    copy: T = object.__new__(_watching(kind))
    object.__setattr__(copy, "_seen", (value, note, changes))
    return copy


@cache
def _watching(base: type[Any]) -> type[Any]:
    names = frozenset(attribute.name for attribute in fields(base))

    def read(self: object, name: str) -> object:
        if name not in names:
            return object.__getattribute__(self, name)
        value, note, changes = object.__getattribute__(self, "_seen")
        note(name)
        return changes[name] if name in changes else getattr(value, name)

    return type(base.__name__, (base,), {"__slots__": ("_seen",), "__getattribute__": read})


def watched_mapping(mapping: Mapping[K, V], note: Callable[[K], None]) -> Mapping[K, V]:
    """Return an equal mapping that calls *note* with each key that is looked up.

    >>> looked_up: list[str] = []
    >>> watched_mapping({"a": 1, "b": 2}, looked_up.append).get("b"), looked_up
    (2, ['b'])
    """
    return _WatchedMapping(mapping, note)


@frozen
class _WatchedMapping(Mapping[K, V]):
    _mapping: Mapping[K, V]
    _note: Callable[[K], None]

    def __getitem__(self, key: K) -> V:
        self._note(key)
        return self._mapping[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._mapping)

    def __len__(self) -> int:
        return len(self._mapping)
