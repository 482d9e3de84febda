"""Layout of a written date: the date itself, a second one beside it, and the words around."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from idverify.calendar._date_kinds import Candidate, DateKind, DateProblem, Reading
from idverify.calendar._date_notations import SHAPES
from idverify.calendar._date_pairs import last_day, reconcile
from idverify.calendar._date_parts import WESTERN_YEARS, era_of, weekday_of
from idverify.calendar._date_readers import read_parts
from idverify.calendar._date_tokens import DateToken, read_number
from idverify.calendar._date_words import DENIALS, LABEL_EVENTS, LABEL_SEXES
from idverify.calendar.eras import Era
from idverify.calendar.partial_date import PartialDate

__all__ = ["check_words", "find_core", "read_core"]

#: Signs that may be before or after a date but not at its beginning or end.
_LEADING: Final = "LW_:,/()*"
_TRAILING: Final = "LWS_,/()。*"
#: Labels and weekdays before a date, bilingual ones with a slash between them.
_BEFORE: Final = re.compile(
    r"_?\*?(?:_?(?:[LW]|\((?:_?L)+_?\))(?:_?[:,]|_?/(?=_?[L(]))?)*_?(?:\(_?)?"
)
#: Labels and weekdays after it, and the serial number beside the day of issue of a licence.
_AFTER: Final = re.compile(
    r"(?:_?\))?(?:_?,?_?(?:[LW]|\((?:_?L)+_?\))|_?/(?=_?L))*(?:_S)?_?[。,]?_?\*?_?"
)
#: A space says something only between two numbers, or between a number and a month's name.
_IDLE_SPACE: Final = re.compile("(?<![nkoA])_|_(?![nkoA])")
_BRACKETED: Final = re.compile(r"([^()]*)\(([^()]*)\)([^()]*)")
#: Where a year in the other calendar may be put in brackets: at a year, or at the end.
_BRACKET_PLACES: Final = frozenset({"n", "En", "nY", "EnY", "k", "Ek", "kY", "EkY"})

#: Brackets; each is closed by one of its kind, in either width.
_PAIRS: Final = dict(zip("([〔【「『〈《", ")]〕】」』〉》", strict=True))
_CLOSING: Final = frozenset(_PAIRS.values())
_OTHER_BRACKETS: Final = re.compile(r"[\[\]［］〔〕【】「」『』〈〉《》｢｣]")


def find_core(text: str, tokens: tuple[DateToken, ...]) -> tuple[DateToken, ...]:
    """Return the tokens of the date itself; none if something beside it is no label."""
    signs = "".join([token.sign for token in tokens])
    first, last = len(signs) - len(signs.lstrip(_LEADING)), len(signs.rstrip(_TRAILING))
    if first == 0 and last == len(signs) and "(" not in signs:
        return tokens
    if not _is_paired(text):
        return ()
    if ")" in signs or "(" in signs:
        first, last = _include_brackets(signs, first, last)
        if not _is_balanced(signs, first, last):
            return ()
    core = tokens[first:last]
    if not core or (signs.endswith("S") and not _may_have_serial_number(signs, core)):
        return ()
    if _BEFORE.fullmatch(signs, 0, first) and _AFTER.fullmatch(signs, last):
        return core
    return ()


def _include_brackets(signs: str, first: int, last: int) -> tuple[int, int]:
    """Return the ends of a date with the brackets at them: 2026年(令和8年), (令和8年)2026年."""
    opened, closed = signs.count("(", first, last), signs.count(")", first, last)
    if opened > closed:
        return first, signs.find(")", last) + 1
    if opened < closed:
        return max(signs.rfind("(", 0, first), 0), last
    return first, last


def _is_balanced(signs: str, first: int, last: int) -> bool:
    """Whether as many brackets are opened before a date as are closed after it."""
    opened = signs.count("(", 0, first) - signs.count(")", 0, first)
    return opened == signs.count(")", last) - signs.count("(", last)


def _is_paired(text: str) -> bool:
    """Whether each bracket is closed by one of its kind; round ones are of one kind."""
    if not _OTHER_BRACKETS.search(text):
        return True
    expected: list[str] = []
    for sign in unicodedata.normalize("NFKC", text):
        if sign in _PAIRS:
            expected.append(_PAIRS[sign])
        elif sign in _CLOSING and (not expected or expected.pop() != sign):
            return False
    return not expected


def _may_have_serial_number(signs: str, core: Sequence[DateToken]) -> bool:
    """Whether a date is a day of issue: it has a label, or each number two digits, as printed."""
    if core[-1].sign == "D" and "L" in signs:
        return True
    parts = [token for token in core if token.sign != "_"]
    numbers = [token.text for token in parts if token.sign == "n"]
    is_day = [token.sign for token in parts] == list("EnYnMnD")
    return is_day and all(len(text) == _PADDED or text == "元" for text in numbers)


_PADDED: Final = 2


def read_core(core: tuple[DateToken, ...]) -> Reading | None:
    """Read the tokens of a date: one, one with the other calendar in brackets, or two."""
    kept, signs = list(core), "".join([token.sign for token in core])
    if "_" in signs:
        idle = {found.start() for found in _IDLE_SPACE.finditer(signs)}
        kept = [token for place, token in enumerate(core) if place not in idle]
        signs = "".join([token.sign for token in kept])
    if (shape := SHAPES.get(_normalize(signs))) is not None:
        return read_parts(shape, kept)
    if (found := _BRACKETED.fullmatch(signs)) is not None:
        return _read_bracketed(kept, found)
    end_of_first = signs.find("D") + 1
    first, second = kept[:end_of_first], kept[end_of_first:]
    return _read_both(first, second) if first and second else None


def _read_bracketed(kept: list[DateToken], found: re.Match[str]) -> Reading | None:
    before, inside, after = found.groups()
    if after and (before or inside) not in _BRACKET_PLACES:
        return None
    start, end = len(before), len(before) + len(inside) + 2
    date, aside = [*kept[:start], *kept[end:]], kept[start + 1 : end - 1]
    if inside in {"n", "En", "k", "Ek"}:  # a year without 年: 1985(昭和60)年5月3日
        aside = [*aside, DateToken("Y", "年", 0, 0)]
    if inside in {"n", "k"} and not (before and after):
        return _read_with_bare_number(date, aside)
    return _read_both(date, aside)


def _read_with_bare_number(date: list[DateToken], aside: list[DateToken]) -> Reading | None:
    """Read a day with a number in brackets beside it: its year, or what only a person can say."""
    one = _read_one(date)
    if one is None or one.kind is not DateKind.DAY:
        return None
    both = _read_both(date, aside)
    return both if both and both.candidates else _ask(one)


def _read_both(first: list[DateToken], second: list[DateToken]) -> Reading | None:
    """Read a date that is written twice; both must agree."""
    one, other = _read_one(first), _read_one(second)
    eras = [era for era in (era_of(first), era_of(second)) if era]
    return reconcile(one, other, eras) if one and other else None


def _read_one(tokens: list[DateToken]) -> Reading | None:
    signs = "".join([token.sign for token in tokens])
    shape = SHAPES.get(_normalize(signs))
    return read_parts(shape, tokens) if shape else None


def _normalize(signs: str) -> str:
    """Return the signs with kanji numerals as numbers; only 年月日 and ・ go with those."""
    if "k" not in signs or set(signs) - set("EknYMDF・"):
        return signs
    return signs.replace("k", "n")


# -- words beside a date --------------------------------------------------------------------------


def check_words(
    reading: Reading, core: Sequence[DateToken], tokens: tuple[DateToken, ...]
) -> Reading:
    """Return a reading as far as the weekday and the labels beside it agree with it."""
    if not reading.candidates:
        return reading
    weekdays = {weekday_of(token) for token in tokens if token.sign == "W"}
    labels = [token.text.replace(".", "") for token in tokens if token.sign == "L"]
    if weekdays:
        reading = _check_weekday(reading, weekdays)
    if labels and reading.candidates:
        reading = _check_labels(reading, core, labels)
    return reading


def _check_weekday(reading: Reading, weekdays: set[int]) -> Reading:
    """Keep the candidates that fall on the weekday the text names."""
    fitting = tuple(
        each
        for each in reading.candidates
        if isinstance(each, PartialDate) or weekdays == {each.weekday()}
    )
    if fitting:
        return reading._replace(candidates=fitting)
    return Reading(DateKind.IMPOSSIBLE, (), DateProblem.WEEKDAY_DISAGREES, reading.notation)


def _check_labels(reading: Reading, core: Sequence[DateToken], labels: list[str]) -> Reading:
    """Ask if the labels contradict each other or the date; apply the calendar they name."""
    if len(labels) == 1 and LABEL_EVENTS.get(labels[0]):
        return reading  # one event alone contradicts nothing
    if (
        _are_contradictory(labels)
        or (reading.kind is DateKind.DAY and not DENIALS.isdisjoint(labels))
        or any(_is_too_old(reading.candidates, label) for label in labels)
    ):
        return _ask(reading)
    if "西暦" in labels:
        return _check_western(reading, core)
    if "和暦" in labels:
        return _check_japanese(reading, core)
    return reading


def _ask(reading: Reading) -> Reading:
    return reading._replace(kind=DateKind.UNDECIDABLE, problem=DateProblem.LABELS_DISAGREE)


def _are_contradictory(labels: Sequence[str]) -> bool:
    """Whether no event, or no sex, is one that every label naming any may name."""
    events = [_BIRTH if _AGE.fullmatch(each) else LABEL_EVENTS.get(each) for each in labels]
    named = [each for each in events if each]
    sexes = {LABEL_SEXES[each] for each in labels if each in LABEL_SEXES}
    return len(sexes) > 1 or (len(named) > 1 and not frozenset.intersection(*named))


#: An age in brackets, which goes with a day of birth.
_AGE: Final = re.compile(r"\(\D*([0-9]+)\D*\)")
_BIRTH: Final = frozenset({"birth"})


def _is_too_old(candidates: Iterable[Candidate], label: str) -> bool:
    """Whether an age beside a date is reached after the last year of documents only."""
    age = _AGE.fullmatch(label)
    return age is not None and all(
        last_day(each).year + int(age[1]) > WESTERN_YEARS[-1] for each in candidates
    )


def _check_western(reading: Reading, core: Sequence[DateToken]) -> Reading:
    """Keep the readings of a short year as the last digits of a western one (西暦85年)."""
    if core[0].sign == "E":
        return _ask(reading)
    if reading.problem not in _SHORT_YEAR_PROBLEMS:
        return reading
    numbers = _short_years(reading, core)
    kept = [each for each in reading.candidates if (each.year or 0) % 100 in numbers]
    return _keep(reading, kept, DateProblem.CENTURY_OPEN)


def _check_japanese(reading: Reading, core: Sequence[DateToken]) -> Reading:
    """Keep the readings of a short year as one of an era (和暦60年)."""
    if reading.problem in _SHORT_YEAR_PROBLEMS:
        numbers = _short_years(reading, core)
        kept = [each for each in reading.candidates if _is_in_an_era(each, numbers)]
        return _keep(reading, kept, DateProblem.ERA_MISSING)
    return reading if era_of(core) or reading.candidates[0].year is None else _ask(reading)


_SHORT_YEAR_PROBLEMS: Final = {
    DateProblem.ERA_MISSING,
    DateProblem.CENTURY_OPEN,
    DateProblem.ORDER_OPEN,
}


def _short_years(reading: Reading, core: Sequence[DateToken]) -> set[int]:
    """Return the numbers of a date that may be its year; the first, if the order is known."""
    numbers = [number for token in core if token.sign in "nk" and (number := read_number(token))]
    digits = [f"{number.value:0{number.digits}}" for number in numbers]
    pairs = [int(pair) for text in digits for pair in re.findall("[0-9]{1,2}", text)]
    return set(pairs[:1] if reading.problem is DateProblem.ERA_MISSING else pairs)


def _is_in_an_era(candidate: Candidate, numbers: set[int]) -> bool:
    return candidate.year is not None and any(
        candidate.year - era.year_zero in numbers for era in Era
    )


def _keep(reading: Reading, kept: Sequence[Candidate], problem: DateProblem) -> Reading:
    """Return a reading with some of its candidates; unreadable without any."""
    if not kept:
        return Reading(DateKind.UNREADABLE, (), DateProblem.NUMBER_LENGTH, reading.notation)
    if reading.problem is not DateProblem.ORDER_OPEN:
        reading = reading._replace(problem=problem)
    return reading._replace(candidates=tuple(kept))
