"""The facts that rules read, said in columns: for each, a number that settles its answer.

Two submissions alike in the kinds of their documents, in the rules of their day and in these
numbers get the same answer to every fact, and so the same assessment: one of them is judged, for
all. A number may tell apart more than the answer does, never less.

A text that differs from what was registered cannot be compared in columns: each distinct pair is
compared once. A fact that is not the library's own is read row by row.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, timedelta
from types import CodeType
from typing import Any, Final, cast

import numpy as np
from attrs import Factory, field, frozen

from idverify.adapters.frames._compute import pc
from idverify.adapters.frames.batch import GIVEN_CODE, Array, Batch, Codes, distinct
from idverify.adapters.frames.profile_pairs import (
    Pair,
    list_address_pairs,
    list_name_pairs,
    list_representative_pairs,
)
from idverify.adapters.frames.rows import submissions_at
from idverify.catalogue.documents import DOCUMENTS
from idverify.matching.strictness import STANDARD, Strictness
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.observations import Observation
from idverify.model.unknown import UNKNOWN
from idverify.policy import facts
from idverify.policy.facts.document_dates import (
    RECEIPT,
    ReferenceDay,
    can_expire,
    earliest_end,
    last_day_of_window,
    last_receipt,
)
from idverify.policy.facts.persons import ADULTS_AT_18_SINCE
from idverify.policy.profile_match import Comparer, ProfileMatch, classify_match
from idverify.policy.rules import Fact, ProfileComparison, Rule, Scope

__all__ = ["ONLY_FOR_OWN", "UNREADABLE", "Feature", "code_of", "features_of", "of_ones_own"]

#: The number of whatever could not be read at all; nobody is judged by it.
UNREADABLE: Final = 254
#: Columns that have to be there for facts of the caller's own, which may read them.
ONLY_FOR_OWN: Final = ("kana_name", "latin_name", "postal_code", "corporate_number")
_EPOCH: Final = date(1970, 1, 1)
_AGREEMENTS: Final = tuple(ProfileMatch)
_KINDS: Final = tuple(DocumentKind)
_NO_DAY, _FOR_EVER = -(2**62), 2**62
#: Issued before the days looked for; where it matters, 6 is after them.
_OUTSIDE: Final = 4


@frozen
class Feature:
    """One number to be had of every document, or of every submission."""

    read: Callable[..., Codes]
    settings: tuple[Hashable, ...] = ()
    scope: Scope = Scope.DOCUMENT

    def codes(self, batch: Batch) -> Codes:
        """Return the number for each row, worked out once for a batch."""
        return batch.once(self, lambda: self.read(batch, *self.settings))

    def codes_of(self, batch: Batch, kinds: frozenset[DocumentKind]) -> Codes:
        """Return the number for each document of these kinds, 0 for the others."""
        values, radix = self.codes(batch)
        asked = np.array([False] + [kind in kinds for kind in _KINDS])
        return Codes(np.where(asked[batch.words("kind").values], values, 0), radix)


@frozen
class _Named:
    """A strictness, the same as another of its name, as it is to facts."""

    strictness: Strictness = field(eq=False)
    name: str = field(default=Factory(lambda self: self.strictness.name, takes_self=True))


def features_of(rules: Iterable[Rule]) -> dict[Feature, frozenset[DocumentKind]]:
    """Return what settles the facts of rules, and for documents of which kinds it is asked.

    What hangs on kinds and day alone needs nothing.
    """
    found: dict[Feature, frozenset[DocumentKind]] = {}
    for rule in rules:
        for fact in rule.facts:
            kinds = rule.kinds if fact.scope is Scope.DOCUMENT else None
            for feature in () if fact.is_fixed else _features(fact):
                more = frozenset(_KINDS) if kinds is None else kinds
                found[feature] = found.get(feature, frozenset()) | more
    return found


def of_ones_own(asked: Iterable[Fact]) -> tuple[str, ...]:
    """Return the names of the facts that are not the library's: they are read row by row."""
    return tuple(f.name for f in asked if not f.is_fixed and code_of(f) not in _IN_COLUMNS)


def _features(fact: Fact) -> Iterable[Feature]:
    known = _IN_COLUMNS.get(code_of(fact))
    if known is None:
        return [Feature(_one_by_one, (fact,), fact.scope)]
    return known(fact)


def code_of(fact: Fact) -> CodeType | None:
    """Return what the reader of a fact does, by which the library's own are known."""
    return getattr(fact.read, "__code__", None)


# -- what a reviewer saw ---------------------------------------------------------------------------


def _sides(batch: Batch) -> Codes:
    seen = batch.bits("sides").values * 2 + _valid(batch, "sides")
    return Codes(seen * 32 + batch.bits("image_sides").values, 2 * 32 * 32)


def _valid(batch: Batch, name: str) -> Array:
    return cast(Array, batch.part(name).is_valid().to_numpy(zero_copy_only=False))


def _impossible(batch: Batch) -> Codes:
    return Codes((batch.bits("impossible").values > 0).astype(np.uint8), 2)


# -- days ------------------------------------------------------------------------------------------


def _expiry(batch: Batch, reach: int) -> Codes:
    """Say whether the last valid day, less some days, lies before the day of receipt."""
    states, kinds = batch.states("expires_on").values, batch.words("kind").values
    expires = np.array([False] + [can_expire(kind) for kind in _KINDS])
    given = (states == GIVEN_CODE) & expires[kinds]
    # A kind is a number below 256, so both fit into one.
    printed, places = distinct(batch.days("expires_on")[given] * 256 + kinds[given])
    last = _days(printed, lambda key: _last_receipt(*divmod(key, 256), reach))[places]
    codes = states.astype(np.int64)
    codes[given] = np.where(last < batch.received[given], 5, 4)
    codes[given] = np.where(last == _NO_DAY, UNREADABLE, codes[given])
    return Codes(codes, UNREADABLE + 1)


def _last_receipt(printed: int, kind: int, reach: int) -> date:
    return last_receipt(_KINDS[kind - 1], _day(printed), timedelta(days=reach))


def _ended_by_law(batch: Batch, reach: int) -> Codes:
    """Say whether the day of issue or a birthday ends it before what it prints (法定の終期)."""
    kinds = batch.words("kind").values
    both = [batch.states(name).values == GIVEN_CODE for name in ("expires_on", "issued_on")]
    may = np.array([False] + [earliest_end(kind) is not None for kind in _KINDS])[kinds]
    rows = np.flatnonzero(may & both[0] & both[1])
    born = np.where(
        batch.states("birth_date").values == GIVEN_CODE, batch.days("birth_date"), _NO_DAY
    )
    keys = [kinds, batch.days("expires_on"), batch.days("issued_on"), born]
    distinct_keys, places = np.unique(
        np.column_stack([key[rows].astype(np.int64) for key in keys]), axis=0, return_inverse=True
    )
    found: list[list[int]] = distinct_keys.tolist()
    ends = np.array([_law_ends(k, to, since, b, reach) for k, to, since, b in found], np.int64)
    codes = np.zeros(len(kinds), np.int64)
    codes[rows] = batch.received[rows] > ends[places.ravel()]
    return Codes(codes, 2)


def _law_ends(kind: int, expires: int, issued: int, born: int, reach: int) -> int:
    find = cast(Callable[[Observation], date | None], earliest_end(_KINDS[kind - 1]))
    end = find(
        Observation(
            expires_on=_day(expires),
            issued_on=_day(issued),
            birth_date=UNKNOWN if born == _NO_DAY else _day(born),
        )
    )
    return _FOR_EVER if end is None else _number(end) - reach


def _issue(batch: Batch, months: int, reference: ReferenceDay) -> Codes:
    """Say whether the day of issue lies after the receipt, long before it, or within."""
    received, places = distinct(batch.received)
    looks_from = _days(received, lambda day: reference.of(_day(day)))[places]
    issued, at = distinct(batch.days("issued_on"))
    last = _days(issued, lambda day: last_day_of_window(_day(day), months))[at]
    return _age(batch, looks_from > last, (looks_from == _NO_DAY) | (last == _NO_DAY))


def _issue_window(batch: Batch) -> Codes:
    issued, kinds = batch.days("issued_on"), batch.words("kind").values
    windows = [DOCUMENTS[kind].issue_period for kind in _KINDS]
    since = np.array([0] + [_number(window.since or date.min) for window in windows])
    until = np.array([0] + [_number(w.until) if w.until else _FOR_EVER for w in windows])
    is_late = issued >= until[kinds]
    codes, radix = _age(batch, (issued < since[kinds]) | is_late)
    return Codes(np.where((codes == _OUTSIDE) & is_late, 6, codes), radix)


def _age(batch: Batch, is_too_old: Array, is_unreadable: Array | None = None) -> Codes:
    codes = batch.states("issued_on").values.astype(np.int64)
    given = codes == GIVEN_CODE
    codes[given & is_too_old] = _OUTSIDE
    if is_unreadable is not None:
        codes[given & is_unreadable] = UNREADABLE
    codes[given & (batch.days("issued_on") > batch.received)] = 5
    return Codes(codes, UNREADABLE + 1)


def _days(keys: Array, make: Callable[[int], date]) -> Array:
    """Return the number of the day made of each key; where none can be made, `_NO_DAY`."""

    def number(key: int) -> int:
        try:
            return _number(make(key))
        except (ValueError, OverflowError):
            return _NO_DAY

    return np.array([number(key) for key in keys.tolist()], np.int64)


def _aged(batch: Batch, years: int | None) -> Codes:
    """Say whether so many years are completed; None: those at which one came of age that day."""
    received = batch.days("received_on", of_document=False)
    age: Any = years
    if years is None:
        age = np.where(received >= _number(ADULTS_AT_18_SINCE), 18, 20)
    birthday = _as_written(batch.days("birth_date", of_document=False)) + age * 10_000
    return Codes((_as_written(received) >= birthday).astype(np.uint8), 2)


def _as_written(days: Array) -> Array:
    """Return days as numbers such as 20260401, in which years can be counted."""
    found, places = distinct(days)
    written = [day.year * 10_000 + day.month * 100 + day.day for day in map(_day, found.tolist())]
    return np.array(written, np.int64)[places]


def _day(number: int) -> date:
    return _EPOCH + timedelta(days=int(number))


def _number(day: date) -> int:
    return (day - _EPOCH).days


# -- what stands on a document, beside what was registered -----------------------------------------


def _birth_date(batch: Batch) -> Codes:
    codes = batch.states("birth_date").values.astype(np.int64)
    registered = batch.days("birth_date", of_document=False)[batch.owner]
    codes[(codes == GIVEN_CODE) & (registered == batch.days("birth_date"))] = 4
    return Codes(codes, 5)


def _agreement(
    batch: Batch, column: str, list_pairs: Callable[[Batch, Array], Iterable[Pair]], how: _Named
) -> Codes:
    """Say how a text agrees: equal ones at once, of the others each distinct pair once."""
    printed, registered = batch.part(column), batch.column(column).take(batch.owner)
    codes = batch.states(column).values.astype(np.int64)
    comparable = pc.and_(registered.is_valid(), printed.is_valid())
    same = pc.and_kleene(comparable, pc.equal(registered, printed)).fill_null(fill_value=False)
    codes[same.to_numpy(zero_copy_only=False)] = 4
    differs = pc.and_not(comparable, same).to_numpy(zero_copy_only=False)
    pairs = list(list_pairs(batch, np.flatnonzero(differs)))
    answers = {pair: _compared(*pair, how.strictness) for pair in dict.fromkeys(pairs)}
    codes[differs] = [answers[pair] for pair in pairs]
    return Codes(codes, UNREADABLE + 1)


def _compared(compare: Comparer, one: str | None, other: str, strictness: Strictness) -> int:
    if one is None:
        return UNREADABLE
    try:
        return 6 + _AGREEMENTS.index(classify_match(one, other, compare, strictness))
    except Exception:  # noqa: BLE001 - whatever it is, the row is told and the others go on
        return UNREADABLE


# -- facts of the caller's own ---------------------------------------------------------------------


def _answers(batch: Batch, fact: Fact, documents: Iterable[int]) -> list[int]:
    """Read a fact of some documents, and return the places of the answers from 6."""
    places = list(documents)
    rows = batch.owner[places]
    cases = submissions_at(batch.table, rows) if places else []
    numbers = places - batch.offsets[rows] if places else []
    return [_answer(fact, case, int(number)) for case, number in zip(cases, numbers, strict=True)]


def _answer(fact: Fact, case: tuple[Any, date], number: int) -> int:
    submission, day = case
    document = submission.documents[number]
    try:
        answer = fact.reader(document.kind)(document, submission, day)
        return 5 if answer is UNKNOWN else 6 + fact.values.index(answer)
    except Exception:  # noqa: BLE001 - whatever it is, the row is told and the others go on
        return UNREADABLE


def _one_by_one(batch: Batch, fact: Fact) -> Codes:
    """Read a fact of the caller's own from every row: the one loop over rows there is."""
    of_document = fact.scope is Scope.DOCUMENT
    places = range(len(batch.owner)) if of_document else batch.offsets.tolist()
    return Codes(np.array(_answers(batch, fact, places), np.int64), UNREADABLE + 1)


# -- which is which --------------------------------------------------------------------------------


def _page_of_passport(batch: Batch) -> Codes:
    """Say whether a passport has its bearer's page, without which it shows no address."""
    is_passport = batch.words("kind").values == 1 + _KINDS.index(DocumentKind.PASSPORT_JP)
    flags, radix = batch.flags("has_bearers_page")
    return Codes(np.where(is_passport, flags, 0), radix)


def _texts(
    column: str, list_pairs: Callable[[Batch, Array], Iterable[Pair]]
) -> Callable[[Fact], Iterable[Feature]]:
    def features(fact: Fact) -> Iterable[Feature]:
        how = cast(ProfileComparison, fact.profile_comparison)
        return [Feature(_agreement, (column, list_pairs, _Named(how.strictness))), _PAGE]

    return features


_PAGE: Final = Feature(_page_of_passport)


def _months(fact: Fact) -> Iterable[Feature]:
    setting: Any = fact.parameter
    return [Feature(_issue, setting if isinstance(setting, tuple) else (setting, RECEIPT))]


def _reach(fact: Fact) -> Iterable[Feature]:
    days = (0 if fact.parameter is None else fact.parameter,)
    return [Feature(_expiry, days), Feature(_ended_by_law, days)]


def _always(*features: Feature) -> Callable[[Fact], Iterable[Feature]]:
    return lambda _: features


_IN_COLUMNS: Final[dict[CodeType | None, Callable[[Fact], Iterable[Feature]]]] = {
    code_of(facts.MEDIUM): _always(Feature(Batch.words, ("medium",))),
    code_of(facts.PHOTO_SHOWN): _always(Feature(Batch.flags, ("shows_photo",))),
    code_of(facts.NOTHING_NEEDED_IS_HIDDEN): _always(
        Feature(Batch.flags, ("shows_what_is_needed",))
    ),
    code_of(facts.BEARERS_PAGE): _always(
        Feature(Batch.flags, ("has_bearers_page",)), Feature(_sides)
    ),
    code_of(facts.ADDRESS_SHOWN): _always(
        Feature(Batch.states, ("address",)), _PAGE, Feature(_sides)
    ),
    code_of(facts.NAME_SHOWN): _always(Feature(Batch.states, ("name",))),
    code_of(facts.BIRTH_DATE_SHOWN): _always(Feature(Batch.states, ("birth_date",))),
    code_of(facts.ISSUE_DAY): _always(Feature(_issue_window)),
    code_of(facts.DATES_POSSIBLE): _always(Feature(_impossible)),
    code_of(facts.FILE_FORMAT): _always(Feature(Batch.bits, ("file_problems",))),
    code_of(facts.side_is_shown(Side.BACK)): _always(Feature(_sides)),
    code_of(facts.sides_are_shown([Side.BACK])): _always(Feature(_sides)),
    code_of(facts.masked(SensitiveField.SEX)): lambda fact: [
        Feature(Batch.words, (fact.name.replace("masked", "masking"),))
    ],
    code_of(facts.EXPIRY): _reach,
    code_of(facts.issued_within(3)): _months,
    code_of(facts.ISSUE_WINDOW): _always(Feature(_issue_window)),
    code_of(facts.aged(18)): lambda fact: [Feature(_aged, (fact.parameter,), Scope.SUBMISSION)],
    code_of(facts.IS_ADULT): _always(Feature(_aged, (None,), Scope.SUBMISSION)),
    code_of(facts.BIRTH_DATE): _always(Feature(_birth_date)),
    code_of(facts.name(STANDARD)): _texts("name", list_name_pairs),
    code_of(facts.address(STANDARD)): _texts("address", list_address_pairs),
    code_of(facts.representative(STANDARD)): _texts("representative", list_representative_pairs),
}
"""For the readers of the library what settles their answers. Readers are known by their code."""
