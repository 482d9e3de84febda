"""Validators for texts, ids and codes of the model, for use with attrs."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sized
from typing import Any, Final

from attrs import Attribute

from idverify.errors import InvalidValueError
from idverify.redaction import SensitiveKind, find_sensitive_numbers, is_valid_individual_number

__all__ = [
    "as_tuple",
    "is_code_tuple",
    "is_opaque_id",
    "is_snake_case",
    "is_text",
    "not_blank",
    "not_empty",
    "require_opaque_id",
]

#: Far above every name, address or reading in Japan; a longer text is an accident or an attack.
MAX_CHARACTERS: Final = 1_000


def not_blank(_instance: object, attribute: "Attribute[str]", value: str) -> None:
    """Raise `InvalidValueError` if a text that people will read is empty or blank."""
    if not value.strip():
        raise InvalidValueError(f"{attribute.name} is empty: write it for the person who reads it")


#: The Unicode categories Cs (surrogates) and Cc (control characters).
_HALF_CHARACTER: Final = re.compile(r"[\ud800-\udfff]")
_CONTROL_OR_HALF_CHARACTER: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def is_text(
    *, allow_blank: bool = False, multiline: bool = False
) -> Callable[[Any, "Attribute[Any]", str], None]:
    """Return a validator of texts that have at most `MAX_CHARACTERS` characters.

    The validator raises `InvalidValueError` for values that are not text, for surrogates,
    control characters and sensitive numbers.

    Args:
        allow_blank: Accept an empty or blank text.
        multiline: Accept control characters, such as line breaks.
    """
    refused = _HALF_CHARACTER if multiline else _CONTROL_OR_HALF_CHARACTER

    def check(_: object, attribute: "Attribute[Any]", value: str) -> None:
        if not allow_blank and not value.strip():
            raise InvalidValueError(f"{attribute.name} is empty: enter it as on the document")
        if len(value) > MAX_CHARACTERS:
            raise InvalidValueError(
                f"{attribute.name} has {len(value)} characters; at most {MAX_CHARACTERS} are kept"
            )
        if refused.search(value):
            raise InvalidValueError(
                f"{attribute.name} contains control characters or half a character"
            )
        forbid_sensitive_numbers(attribute.name, value)

    return check


#: Corporate numbers (法人番号) are public and may be kept.
PUBLIC_KIND: Final = SensitiveKind.CORPORATE_NUMBER


def forbid_sensitive_numbers(name: str, text: str) -> None:
    """Raise `InvalidValueError` if a text holds a number that may not be kept.

    Such a number is, for example, an individual number.
    """
    kinds = {number.kind for number in find_sensitive_numbers(text)} - {PUBLIC_KIND}
    if kinds:
        raise InvalidValueError(
            f"{name} holds what looks like {' and '.join(sorted(kinds))}, which may not be kept:"
            " leave it out, or black it out with `idverify.matching.redact`"
        )


#: Ids and codes are printable ASCII without spaces, so that they cannot forge a line of a log.
_ID: Final = re.compile("[!-~]{1,200}")
#: Codes come from a catalogue and not from users, so they may be in any script.
_CODE: Final = re.compile(r"\S{1,200}")
_UUID: Final = re.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_STANDALONE: Final = r"(?<![0-9A-Za-z])(?=({})(?![0-9A-Za-z]))"
_SEPARATOR: Final = "[-_./:,+~]"
#: Twelve digits without separators, or in groups of four or three, as people write them.
_TWELVE_DIGITS: Final = re.compile(
    _STANDALONE.format(
        rf"[0-9]{{12}}|[0-9]{{4}}(?:{_SEPARATOR}[0-9]{{4}}){{2}}"
        rf"|[0-9]{{3}}(?:{_SEPARATOR}[0-9]{{3}}){{3}}"
    )
)
#: A serial number or a date is no individual number: 000000000001, 202611271234.
_SEQUENTIAL_OR_DATE: Final = re.compile(
    "0{6}|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
)
#: Ordinary Japanese passports begin with M, N or T (known from use, not from an official text).
_PASSPORT_NUMBER: Final = re.compile(_STANDALONE.format("[MNTmnt][A-Za-z][-_]?[0-9]{7}"))
#: A residence card; twelve lower-case hexadecimal digits are more likely a digest.
_RESIDENCE_CARD_NUMBER: Final = re.compile(
    _STANDALONE.format("(?![0-9a-f]{12}(?![0-9A-Za-z]))[A-Za-z]{2}[-_]?[0-9]{8}[-_]?[A-Za-z]{2}")
)
_DIGIT: Final = re.compile("[0-9]")
#: A passport number has seven digits, the other numbers have more.
_FEWEST_DIGITS: Final = 7
_EMAIL: Final = re.compile(r"[^@/]@[^@/]+\.[A-Za-z]{2,}")


def require_opaque_id(**values: object) -> None:
    """Raise `InvalidValueError` unless each value is an id or code without personal data.

    Ids and codes appear in histories and logs, so they are 1 to 200 printable ASCII
    characters without spaces. Refused are e-mail addresses, numbers like those of
    passports (beginning with M, N or T) and residence cards, and twelve digits that could
    be a valid individual number: the check digit is correct, and they begin neither with
    six zeros nor with a date. A UUID within a value is ignored.

    Args:
        **values: The values to check, by the names to report them under.
    """
    for name, value in values.items():
        if not isinstance(value, str):
            raise InvalidValueError(f"{name} must be text, not {type(value).__name__}")
        if not value:
            raise InvalidValueError(f"{name} is empty: give each its own")
        if not _ID.fullmatch(value):
            raise InvalidValueError(
                f"{name} must be 1 to 200 printable ASCII characters without spaces,"
                f" not {len(value)} with others"
            )
        forbid_personal_identifier(name, value)


def forbid_personal_identifier(name: str, value: str) -> None:
    """Raise `InvalidValueError` if an id or a code could be a personal number or e-mail address."""
    if _is_personal_identifier(_UUID.sub("-", value)):
        raise InvalidValueError(
            f"{name} has the form of a personal number (an individual number's twelve digits,"
            " a passport, a residence card) or of an e-mail address: ids and codes appear in"
            " histories and must not identify a person: use another id"
        )


def _is_personal_identifier(value: str) -> bool:
    """Return whether an id could be a personal number or an e-mail address."""
    if "@" not in value and len(_DIGIT.findall(value)) < _FEWEST_DIGITS:
        return False
    forms = (_PASSPORT_NUMBER, _RESIDENCE_CARD_NUMBER, _EMAIL)
    return any(form.search(value) for form in forms) or any(
        is_valid_individual_number(number) and not _SEQUENTIAL_OR_DATE.match(number)
        for number in (re.sub(_SEPARATOR, "", match[1]) for match in _TWELVE_DIGITS.finditer(value))
    )


def is_opaque_id(_: object, attribute: "Attribute[Any]", value: object) -> None:
    """Raise `InvalidValueError` unless the value is an id or code without personal data."""
    require_opaque_id(**{attribute.name: value})


def not_empty(_instance: object, attribute: "Attribute[Any]", value: Sized) -> None:
    """Raise `InvalidValueError` if a collection is empty."""
    if not len(value):
        raise InvalidValueError(f"{attribute.name} is empty: give at least one")


def is_code_tuple(_: object, attribute: "Attribute[Any]", value: tuple[object, ...]) -> None:
    """Raise `InvalidValueError` unless the value holds one or more codes without personal data.

    A service may name its own reasons in any script: 自社.
    """
    not_empty(_, attribute, value)
    for code in value:
        if isinstance(code, str) and _CODE.fullmatch(code) and code.isprintable():
            forbid_personal_identifier(attribute.name, unicodedata.normalize("NFKC", code))
        else:
            require_opaque_id(**{attribute.name: code})


def as_tuple(value: Iterable[str]) -> tuple[str, ...]:
    """Return the codes as a tuple.

    Raises:
        InvalidValueError: If *value* is a single text, which would become a tuple of letters.
    """
    if isinstance(value, str):
        raise InvalidValueError("one text stands where several codes are due: put it into a list")
    return tuple(value)


def is_snake_case(text: str) -> bool:
    """Return whether *text* is a lower-case ASCII identifier, such as `photo_of_copy`."""
    return text.isascii() and text.isidentifier() and text == text.lower()
