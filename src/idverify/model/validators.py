"""What every entry of a catalogue has to be, ours or a service's own."""

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

#: No name, address or reading in Japan comes near this; what does is an accident or an attack.
MAX_CHARACTERS: Final = 1_000


def not_blank(_instance: object, attribute: "Attribute[str]", value: str) -> None:
    """Refuse an empty text: whatever is shown to people is written for them, in both languages."""
    if not value.strip():
        raise InvalidValueError(f"{attribute.name} is empty: write it for the person who reads it")


def is_text(
    *, allow_blank: bool = False, multiline: bool = False
) -> Callable[[Any, "Attribute[Any]", str], None]:
    """Accept a text of bounded length that UTF-8 can say; with *lines*, of several of them."""
    refused = {"Cs"} if multiline else {"Cs", "Cc"}

    def check(_: object, attribute: "Attribute[Any]", value: object) -> None:
        if not isinstance(value, str):
            raise InvalidValueError(f"{attribute.name} must be text, not {type(value).__name__}")
        if not allow_blank and not value.strip():
            raise InvalidValueError(f"{attribute.name} is empty: enter it as on the document")
        if len(value) > MAX_CHARACTERS:
            raise InvalidValueError(
                f"{attribute.name} has {len(value)} characters; at most {MAX_CHARACTERS} are kept"
            )
        if any(unicodedata.category(c) in refused for c in value):
            raise InvalidValueError(
                f"{attribute.name} contains control characters or half a character"
            )
        forbid_sensitive_numbers(attribute.name, value)

    return check


#: A corporate number is public (法人番号).
PUBLIC_KIND: Final = SensitiveKind.CORPORATE_NUMBER


def forbid_sensitive_numbers(name: str, text: str) -> None:
    """Refuse a text with a number that may not be kept, such as an individual number."""
    kinds = {number.kind for number in find_sensitive_numbers(text)} - {PUBLIC_KIND}
    if kinds:
        raise InvalidValueError(
            f"{name} holds what looks like {' and '.join(sorted(kinds))}, which may not be kept:"
            " leave it out, or black it out with `idverify.matching.redact`"
        )


#: Ids and codes are printable ASCII without spaces: nothing that could forge a line of a log.
_ID: Final = re.compile("[!-~]{1,200}")
#: Codes come from a catalogue and not from people, so they may be in any script.
_CODE: Final = re.compile(r"\S{1,200}")
_UUID: Final = re.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_STANDALONE: Final = r"(?<![0-9A-Za-z])(?=({})(?![0-9A-Za-z]))"
_SEPARATOR: Final = "[-_./:,+~]"
#: Twelve digits in one row, or in groups of four or three, as people write such numbers.
_TWELVE_DIGITS: Final = re.compile(
    _STANDALONE.format(
        rf"[0-9]{{12}}|[0-9]{{4}}(?:{_SEPARATOR}[0-9]{{4}}){{2}}|[0-9]{{3}}(?:{_SEPARATOR}[0-9]{{3}}){{3}}"
    )
)
#: What counts up or tells a day is no individual number: 000000000001, 202611271234.
_SEQUENTIAL_OR_DATE: Final = re.compile(
    "0{6}|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
)
#: Ordinary Japanese passports begin with M, N or T (known from use, not from an official text).
_PASSPORT_NUMBER: Final = re.compile(_STANDALONE.format("[MNTmnt][A-Za-z][-_]?[0-9]{7}"))
#: A residence card; twelve small hexadecimal digits are more likely a digest.
_RESIDENCE_CARD_NUMBER: Final = re.compile(
    _STANDALONE.format("(?![0-9a-f]{12}(?![0-9A-Za-z]))[A-Za-z]{2}[-_]?[0-9]{8}[-_]?[A-Za-z]{2}")
)
_EMAIL: Final = re.compile(r"[^@/]@[^@/]+\.[A-Za-z]{2,}")


def require_opaque_id(**values: object) -> None:
    """Refuse what is no id or code, and one that may say something of a person.

    Ids and codes stand in histories and logs, so they are 1 to 200 printable ASCII
    characters without spaces. Refused are e-mail addresses, numbers like those of
    passports (M, N or T first) and residence cards, and twelve digits that could be
    a valid individual number: the check digit holds, and they neither count from
    zero nor begin with a day. Whatever holds a UUID is judged without it.
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
    """Refuse an id or a code that could be a number or an address of a person."""
    if _is_personal_identifier(_UUID.sub("-", value)):
        raise InvalidValueError(
            f"{name} has the form of a personal number (an individual number's twelve digits,"
            " a passport, a residence card) or of an e-mail address: ids and codes stand in"
            " histories and must say nothing"
        )


def _is_personal_identifier(value: str) -> bool:
    """Whether an id could be a number or an address of a person."""
    forms = (_PASSPORT_NUMBER, _RESIDENCE_CARD_NUMBER, _EMAIL)
    return any(form.search(value) for form in forms) or any(
        is_valid_individual_number(number) and not _SEQUENTIAL_OR_DATE.match(number)
        for number in (re.sub(_SEPARATOR, "", found[1]) for found in _TWELVE_DIGITS.finditer(value))
    )


def is_opaque_id(_: object, attribute: "Attribute[Any]", value: object) -> None:
    """Accept an id or a code that tells nothing of a person."""
    require_opaque_id(**{attribute.name: value})


def not_empty(_instance: object, attribute: "Attribute[Any]", value: Sized) -> None:
    """Refuse an empty collection where at least one is needed."""
    if not len(value):
        raise InvalidValueError(f"{attribute.name} is empty: give at least one")


def is_code_tuple(_: object, attribute: "Attribute[Any]", value: tuple[object, ...]) -> None:
    """Accept at least one code, none of which could be a person's number.

    A service may name its own reasons in its own script: 自社.
    """
    not_empty(_, attribute, value)
    for code in value:
        if isinstance(code, str) and _CODE.fullmatch(code) and code.isprintable():
            forbid_personal_identifier(attribute.name, unicodedata.normalize("NFKC", code))
        else:
            require_opaque_id(**{attribute.name: code})


def as_tuple(value: Iterable[str]) -> tuple[str, ...]:
    """Convert to a tuple of codes; one text is refused, for it would become its letters."""
    if isinstance(value, str):
        raise InvalidValueError("one text stands where several codes are due: put it into a list")
    return tuple(value)


def is_snake_case(text: str) -> bool:
    """Is this a word of a code, as in `photo_of_copy`?"""
    return text.isascii() and text.isidentifier() and text == text.lower()
