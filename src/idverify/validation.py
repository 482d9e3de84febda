"""Checks of values against the annotations of their fields and parameters (入力値の検査).

`validated` is put on a class of attrs or on a function. At each call it compares every
argument with its annotation and refuses what the annotation does not allow, so that a
mistake is reported where it is made. The annotations are read at the first call only.
"""

from collections.abc import Callable, Collection, Mapping
from functools import wraps
from inspect import Parameter, signature
from typing import Any, NamedTuple, TypeVar, get_type_hints

import attrs

from idverify._annotation_checks import Check, check_of
from idverify._refusals import Refused
from idverify.errors import InvalidValueError

__all__ = ["at_least", "has_text", "validated"]

Target = TypeVar("Target", bound=Callable[..., Any])


class Arguments(NamedTuple):
    """The checks of one class or function."""

    #: The names of positional arguments, in order.
    positional: tuple[str, ...]
    checks: Mapping[str, Check]
    #: The name of the parameter that takes all further positional arguments.
    rest: str = ""


def validated(target: Target) -> Target:
    """Make a class or function refuse arguments that its annotations do not allow.

    A text equal to the value of an enumeration (`StrEnum`) becomes its member, and a list
    becomes a tuple where a tuple is annotated. Nothing else is converted. Parameters without
    an annotation are not checked, and defaults are not either.

    >>> @validated
    ... @attrs.frozen
    ... class Room:
    ...     seats: int
    >>> Room([])
    Traceback (most recent call last):
    idverify.errors.InvalidValueError: Room.seats must be a whole number, not list of 0

    Args:
        target: A class made by attrs, or a function. On a class, put this above `frozen`.
    """
    wrapped: Any
    if isinstance(target, type):
        wrapped = target
        wrapped.__init__ = _wrap(
            wrapped.__init__, lambda: _read_fields(wrapped), f"{target.__name__}."
        )
    else:
        wrapped = _wrap(target, lambda: _read_parameters(target), f"{target.__qualname__}: ")
    return wrapped  # type: ignore[no-any-return]


def _wrap(call: Callable[..., Any], read: Callable[[], Arguments], owner: str) -> Any:  # noqa: ANN401
    arguments: Arguments | None = None
    exact: Mapping[str, Collection[type]] = {}
    names: tuple[str, ...] = ()
    unchecked = 0  # leading arguments, such as `self`

    @wraps(call)
    def checked(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the target has it
        nonlocal arguments, exact, names, unchecked
        if arguments is None:
            compiled = read()
            exact = {name: check.exact for name, check in compiled.checks.items()}
            names = compiled.positional
            unchecked = int(compiled.positional[:1] in {("self",), ("cls",)})
            arguments = compiled  # last: another thread must not find half of it
        # Every value is made here, so these loops do as little as possible.
        if len(args) > unchecked:
            for name, value in zip(names, args, strict=False):
                if name in exact and value.__class__ not in exact[name]:
                    args = _check_positional(arguments, args, owner)
                    break
            else:
                if len(args) > len(names) and arguments.rest:
                    args = _check_positional(arguments, args, owner)
        for name, value in kwargs.items():
            if name in exact and value.__class__ not in exact[name]:
                kwargs[name] = _accept(arguments.checks[name], value, owner + name)
        return call(*args, **kwargs)

    return checked


def _check_positional(
    arguments: Arguments, args: tuple[object, ...], owner: str
) -> tuple[object, ...]:
    named = len(arguments.positional)
    names = (*arguments.positional, *[arguments.rest] * (len(args) - named))
    checks = arguments.checks
    return tuple(
        _accept(checks[name], value, owner + name)
        if name in checks and value.__class__ not in checks[name].exact
        else value
        for name, value in zip(names, args, strict=False)
    )


def _accept(check: Check, value: object, name: str) -> Any:  # noqa: ANN401 - any value
    try:
        return check.accept(value)
    except Refused as refused:
        raise InvalidValueError(f"{name}{refused}") from None


def _read_fields(kind: type) -> Arguments:
    """Return the checks of the fields of an attrs class, by the names of its constructor."""
    hints = _hints_of(kind)
    fields = [each for each in attrs.fields(kind) if each.init]
    return Arguments(
        ("self", *(each.alias for each in fields if not each.kw_only)),
        {each.alias: _check_of_field(each, hints) for each in fields},
    )


def _check_of_field(field: "attrs.Attribute[Any]", hints: Mapping[str, Any]) -> Check:
    check = check_of(_annotation_of(field, hints))
    # attrs reads NOTHING as "use the factory".
    if isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]
        return check._replace(exact=check.exact | {type(attrs.NOTHING)})
    return check


def _annotation_of(field: "attrs.Attribute[Any]", hints: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Return what a field takes: the annotation of its converter, or else its own."""
    own = hints.get(field.name, object)
    converter: Any = field.converter
    # A converter that is a type, such as an enumeration or `tuple[str, ...]`, adds nothing.
    code = getattr(converter, "__code__", None)
    return _hints_of(converter).get(code.co_varnames[0], own) if code else own


def _read_parameters(function: Callable[..., Any]) -> Arguments:
    parameters = signature(function).parameters.values()
    hints = _hints_of(function)
    keywords = {each.name for each in parameters if each.kind is Parameter.VAR_KEYWORD}
    positional = [
        each.name
        for each in parameters
        if each.kind in {Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD}
    ]
    rest = [each.name for each in parameters if each.kind is Parameter.VAR_POSITIONAL]
    checks = {
        name: check_of(hint) for name, hint in hints.items() if name not in {"return", *keywords}
    }
    return Arguments(tuple(positional), checks, *rest)


def _hints_of(target: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a class or function
    try:
        return get_type_hints(target)
    except NameError:  # a name that only type checkers import
        resolved = ((name, hint) for name, hint in target.__annotations__.items())
        return {name: hint for name, hint in resolved if not isinstance(hint, str)}


def at_least(lowest: int) -> Callable[[Any, "attrs.Attribute[Any]", int | None], None]:
    """Return a validator that refuses numbers below *lowest*; None passes.

    Args:
        lowest: The smallest number accepted.
    """

    def check(owner: object, attribute: "attrs.Attribute[Any]", value: int | None) -> None:
        if value is not None and value < lowest:
            raise InvalidValueError(
                f"{type(owner).__name__}.{attribute.name} must be at least {lowest}, not {value}"
            )

    return check


def has_text(owner: object, attribute: "attrs.Attribute[str]", value: str) -> None:
    """Raise `InvalidValueError` if a text that people or programs will read is blank."""
    if not value.strip():
        raise InvalidValueError(
            f"{type(owner).__name__}.{attribute.name} is empty: write the text that readers need"
        )
