"""Specimens (見本): for each thing a reviewer can note, every value worth trying.

A specimen is an invented submission whose values are chosen one by one. The values
stand on both sides of everything rules are known to tell apart: each way in which a
name can differ, and the days around each boundary. The plainest comes first.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import chain, combinations, product
from typing import Any, Final

from attrs import field, frozen

from idverify.analysis.situations.watching import watched, watched_mapping
from idverify.calendar.civil_code import last_day_of_period
from idverify.catalogue.documents import DOCUMENTS
from idverify.model.applicants import (
    Address,
    Applicant,
    Corporation,
    EntityKind,
    Individual,
    corporate_number_check_digit,
)
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.observations import Masking, Medium, Observation
from idverify.model.submissions import Document, Image, Submission
from idverify.model.unknown import ABSENT, IMPOSSIBLE, UNKNOWN
from idverify.model.uploads import ImageFormat, Upload, UploadDefect, UploadProblem
from idverify.policy.facts.document_dates import ReferenceDay, can_expire, last_receipt
from idverify.policy.own_inputs import OwnInput

__all__ = ["Aspect", "Choices", "Note", "Scene", "Threshold", "noted"]


@frozen(order=True)
class Aspect:
    """One thing that can stand this way or that: of a document, or of the applicant (None)."""

    document: int | None = field(order=lambda document: -1 if document is None else document)
    name: str


Choices = Mapping[Aspect, Hashable]
"""A value for some aspects; the others stand as plainly as they can."""

Note = Callable[[Aspect], None]
"""Told of each aspect that somebody reads."""

Threshold = int | tuple[int, ReferenceDay] | OwnInput
"""A number in a question, perhaps with the day it counts from; or an input of the policy's own."""

#: Printed beside 髙坂 沢子: each kind of difference that policies are known to rule on.
_NAMES: Final = (
    "髙坂 沢子", "髙坂沢子", "髙坂 澤子", "高坂 沢子", "沢子 髙坂", "髙阪 沢子",
    "髙坂 マリ 沢子", "髙坂 沢手", "見本 一郎",
)  # fmt: skip
_ADDRESSES: Final = (
    "東京都港区赤坂1丁目2番3号 見本荘101", "東京都港区赤坂１－２－３ 見本荘101",
    "東京都港区赤坂1丁目2番3号", "東京都港区赤坂1丁目2番3号 見本荘",
    "港区赤坂1丁目2番3号 見本荘101",
    "東京都港区赤阪1丁目2番3号 見本荘101", "東京都港区", "東京都港区赤坂1丁目2番4号 見本荘101",
)  # fmt: skip
_BASE: Final = "999901000123"  # of registry office 9999, which there is not: nobody's number
_ADULT_FOR: Final = 36
_OF_AGE: Final = (18, 20)
_YOUNGEST: Final = 10
#: The first day from which no passport is issued with a bearer's page.
_NO_BEARERS_PAGE: Final = date(2020, 2, 4)
_DEFECTS: Final = {
    "file.format": UploadDefect.WRONG_FORMAT,
    "file.too_large": UploadDefect.TOO_LARGE,
    "file.unreadable": UploadDefect.DAMAGED,
}
REMEMBERED: Final = 4096
_MASKED: Final = dict.fromkeys(SensitiveField, Masking.HIDDEN)
_DAY: Final = timedelta(days=1)
#: No document is valid by more than so many days beyond the day it prints.
_LATER: Final = 15
_BORN: Final = Aspect(None, "birth_date")


@frozen
class Scene:
    """Who hands in which kinds of document on which days; all else is for the aspects to say."""

    entity: EntityKind
    kinds: tuple[DocumentKind, ...]
    days: tuple[date, ...]
    """The days of receipt to be told apart; the applicant's age is that on the first."""
    numbers: frozenset[Threshold] = frozenset()
    """Numbers in the questions at hand: months since an issue, years of age, days left."""

    def values(self, aspect: Aspect) -> tuple[Hashable, ...]:
        """Return what is worth trying for an aspect, the plainest first."""
        return _values(self, aspect)

    def aspects(self, document: int) -> tuple[Aspect, ...]:
        """Return what can be noted of a document in more than one way."""
        spec = DOCUMENTS[self.kinds[document]]
        fields = sorted(spec.must_mask | spec.may_mask | spec.forbidden_fields)
        own = [f"notes.{code}" for code in sorted(_own_inputs(self))]
        names = (*_VALUES, *(f"masking.{field}" for field in fields), *own)
        found = (Aspect(document, name) for name in names)
        return tuple(aspect for aspect in found if len(self.values(aspect)) > 1)

    def submission(self, choices: Choices, note: Note | None = None) -> Submission:
        """Build the submission in which the aspects stand as chosen.

        With *note* the submission is watched: each aspect that is read is noted.
        """
        applicant = _applicant(self, choices.get(_BORN))
        chosen: list[list[tuple[str, Hashable]]] = [[] for _ in self.kinds]
        for aspect, value in choices.items():
            if aspect.document is not None:
                chosen[aspect.document].append((aspect.name, value))
        documents = [
            _document(self, index, tuple(names), applicant) for index, names in enumerate(chosen)
        ]
        if note is not None:
            documents = [_watched_document(d, i, note) for i, d in enumerate(documents)]
            applicant = watched(applicant, lambda name: note(Aspect(None, name)))
        return Submission(id="specimen", applicant=applicant, documents=documents)


def noted(submission: Submission, aspect: Aspect) -> Hashable:
    """Return how an aspect stands in a submission; `UNKNOWN` where nobody has looked."""
    if aspect.document is None:
        return getattr(submission.applicant, aspect.name, None)
    document = submission.documents[aspect.document]
    group, _, name = aspect.name.partition(".")
    if group == "images":
        return name not in document.file_problems
    if group == "masking":
        return document.observation.masking.get(SensitiveField(name), UNKNOWN)
    if group == "notes":
        return document.observation.notes.get(name, UNKNOWN)
    value: Hashable = getattr(document.observation, group)
    own = group == "birth_date" and value == getattr(submission.applicant, group, None)
    return _AS_REGISTERED if own else value


@lru_cache(maxsize=REMEMBERED)
def _document(
    scene: Scene, index: int, chosen: tuple[tuple[str, Any], ...], applicant: Applicant
) -> Document:
    groups: dict[str, dict[Any, Any]] = {
        "images": {}, "masking": dict(_MASKED), "": {},
        "notes": {code: each.answers[0] for code, each in _own_inputs(scene).items()},
    }  # fmt: skip
    for name, value in (*_plain(scene, index), *chosen):
        group, _, rest = name.partition(".")
        groups[group if rest else ""][rest or name] = value
    shown = groups[""]
    if shown["birth_date"] is _AS_REGISTERED:
        shown["birth_date"] = getattr(applicant, "birth_date", ABSENT)
    problems = tuple(_problem(code) for code, good in groups["images"].items() if not good)
    return Document(
        kind=scene.kinds[index],
        images=_images(frozenset(shown["sides"]), problems),
        observation=Observation(masking=groups["masking"], notes=groups["notes"], **shown),
    )


@lru_cache(maxsize=REMEMBERED)
def _plain(scene: Scene, index: int) -> tuple[tuple[str, Hashable], ...]:
    return tuple((name, scene.values(Aspect(index, name))[0]) for name in _VALUES)


def _image(index: int, code: str) -> Aspect:
    return Aspect(index, f"images.{code}")


def _watched_document(document: Document, index: int, note: Note) -> Document:
    """Note what is read of a document; its pictures show the sides that can be seen."""

    def of_files(name: str) -> None:
        if name in {"file_problems", "upload"}:
            for code in _DEFECTS:
                note(_image(index, code))
        if name == "side":
            note(Aspect(index, "sides"))

    def of_observation(name: str) -> None:
        if name in _VALUES:
            note(Aspect(index, name))
            if name == "birth_date":
                note(_BORN)

    seen = document.observation
    masking = watched_mapping(seen.masking, lambda f: note(Aspect(index, f"masking.{f}")))
    notes = watched_mapping(seen.notes, lambda code: note(Aspect(index, f"notes.{code}")))
    observation = watched(seen, of_observation, masking=masking, notes=notes)
    images = tuple(watched(image, of_files) for image in document.images)
    return watched(document, of_files, observation=observation, images=images)


@cache
def _problem(code: str) -> UploadProblem:
    return UploadProblem(
        defect=_DEFECTS[code],
        reason_code=code,
        detail_ja="見本のための不備です。",
        detail_en="Wrong on purpose, for a specimen.",
        remedy_ja="撮り直してください。",
        remedy_en="Take the picture again.",
    )


@cache
def _images(sides: frozenset[Side], problems: tuple[UploadProblem, ...]) -> tuple[Image, ...]:
    upload = Upload(ImageFormat.JPEG, 1600, 1200, 400_000, "0" * 64, problems)
    return tuple(Image(side=side, upload=upload) for side in sorted(sides))


# -- who -----------------------------------------------------------------------------------------


@lru_cache(maxsize=REMEMBERED)
def _values(scene: Scene, aspect: Aspect) -> tuple[Hashable, ...]:
    if aspect.document is None:
        return _birth_dates(scene) if aspect == _BORN else (None,)
    group = aspect.name.partition(".")[0]
    if group == "images":
        return (True, False)
    if group == "masking":
        return tuple(Masking)
    if group == "notes":
        return _own_inputs(scene)[aspect.name.removeprefix("notes.")].answers
    return _VALUES[group](scene.kinds[aspect.document], scene)


def _own_inputs(scene: Scene) -> dict[str, OwnInput]:
    return {each.code: each for each in scene.numbers if isinstance(each, OwnInput)}


def _applicant(scene: Scene, born: Hashable) -> Applicant:
    if scene.entity is EntityKind.CORPORATION:
        return _company()
    return _person(_born(scene.days[0], _ADULT_FOR) if born is None else born)


@lru_cache(maxsize=REMEMBERED)
def _person(born: Any) -> Individual:  # noqa: ANN401 - a chosen value, checked by Individual
    return Individual(
        kanji_name=_NAMES[0],
        kana_name="タカサカ サワコ",
        birth_date=born,
        address=Address(_ADDRESSES[0]),
    )


@cache
def _company() -> Corporation:
    return Corporation(
        registered_name=_NAMES[0],
        corporate_number=f"{corporate_number_check_digit(_BASE)}{_BASE}",
        head_office=Address(_ADDRESSES[0]),
        representative=_NAMES[0],
    )


def _born(day: date, age: int) -> date:
    """The birthday of somebody who is *age* on *day* and has been since yesterday."""
    return date(day.year - age, day.month, min(day.day, 28)) - _DAY


def _birth_dates(scene: Scene) -> tuple[Hashable, ...]:
    if scene.entity is EntityKind.CORPORATION:
        return (None,)
    ages = {*_OF_AGE, *(n for n in _counted(scene) if n >= _YOUNGEST)}
    turning = (_born(d, age) + n * _DAY for d in scene.days for age in ages for n in (1, 2))
    return tuple(dict.fromkeys([_born(scene.days[0], _ADULT_FOR), *turning]))


# -- what ----------------------------------------------------------------------------------------

_AS_REGISTERED: Final = "as registered"


def _mediums(_: DocumentKind, __: Scene) -> tuple[Hashable, ...]:
    return tuple(Medium)


def _sides(kind: DocumentKind, _: Scene) -> tuple[Hashable, ...]:
    """Every set of sides that can be seen, the complete and permitted one first."""
    spec = DOCUMENTS[kind]
    wanted = (spec.sides - spec.forbidden_sides) or frozenset({Side.FRONT})
    every = sorted(spec.sides | spec.forbidden_sides | wanted)
    every = (
        every if len(every) > 1 else [*every, Side.BACK if every == [Side.FRONT] else Side.FRONT]
    )
    subsets = chain.from_iterable(combinations(every, n) for n in range(1, len(every) + 1))
    return tuple(dict.fromkeys([wanted, *map(frozenset, subsets)]))


def _yes(_: DocumentKind, __: Scene) -> tuple[Hashable, ...]:
    return (True, False)


def _texts(texts: tuple[str, ...]) -> Callable[[DocumentKind, Scene], tuple[Hashable, ...]]:
    return lambda _, __: (*texts, ABSENT)


def _representatives(_: DocumentKind, scene: Scene) -> tuple[Hashable, ...]:
    return (*_NAMES, ABSENT) if scene.entity is EntityKind.CORPORATION else (ABSENT,)


def _births(_: DocumentKind, scene: Scene) -> tuple[Hashable, ...]:
    if scene.entity is EntityKind.CORPORATION:
        return (ABSENT, IMPOSSIBLE)
    return (_AS_REGISTERED, date(1975, 5, 5), ABSENT, IMPOSSIBLE)


def _bearers_page(kind: DocumentKind, _: Scene) -> tuple[Hashable, ...]:
    return (True, False) if kind is DocumentKind.PASSPORT_JP else (False,)


def _issues(kind: DocumentKind, scene: Scene) -> tuple[Hashable, ...]:
    """The day of issue: lately, further back, on each side of each boundary, tomorrow, absent."""
    first, last = min(scene.days), max(scene.days)
    boundaries = (*_bounds(kind), *_thresholds(scene))
    past = sorted({day for day in boundaries if day <= last}, reverse=True)
    lately = first - timedelta(days=20)
    edges = (day + n * _DAY for day in scene.days for n in (0, 1))
    return tuple(dict.fromkeys([lately, *past, *edges, ABSENT, IMPOSSIBLE]))


def _expiries(kind: DocumentKind, scene: Scene) -> tuple[Hashable, ...]:
    """The last day: two years on, further, on each side of each boundary, long ago, absent."""
    if DOCUMENTS[kind].has_expiry_date is False:
        return (ABSENT,)
    far = (max(scene.days) + timedelta(days=366 * n) for n in (2, 9, 30))
    near = (day + timedelta(days=n) for day in scene.days for n in (0, -1, -15, -400))
    left = _days_left(kind, scene)
    return tuple(dict.fromkeys([*far, *near, *left, *_bounds(kind), ABSENT, IMPOSSIBLE]))


def _counted(scene: Scene) -> list[int]:
    """Return the numbers that count from the day of receipt, the least first."""
    return sorted(n for n in scene.numbers if isinstance(n, int) and n > 0)


def _thresholds(scene: Scene) -> Iterator[date]:
    """Yield the days of issue about which "within so many months" turns."""
    for day, months in (*product(scene.days, _counted(scene)), *_counted_otherwise(scene)):
        about = day - timedelta(days=round(months * 30.44) + 4)
        nearby = (about + n * _DAY for n in range(9))
        first = next(issued for issued in nearby if last_day_of_period(issued, months) >= day)
        yield from (first - _DAY, first)


def _counted_otherwise(scene: Scene) -> Iterator[tuple[date, int]]:
    """Yield the reference days of questions that do not count from the receipt, with months."""
    for threshold in scene.numbers:
        if isinstance(threshold, tuple):
            months, reference = threshold
            yield from ((reference.of(day), months) for day in scene.days)


def _days_left(kind: DocumentKind, scene: Scene) -> Iterator[date]:
    """Yield the printed last days about which "still valid so many days on" turns.

    A licence whose last day is a holiday is valid beyond it, so the printed day may lie before.
    """
    for day, left in product(scene.days, (0, *_counted(scene)) if can_expire(kind) else ()):
        reach = timedelta(days=left)
        printed = [day + reach + n * _DAY for n in range(-_LATER, 1)]
        first = bisect_left(printed, day, key=lambda last: last_receipt(kind, last, reach))
        yield from printed[max(first - 1, 0) : first + 1]


def _bounds(kind: DocumentKind) -> Iterator[date]:
    """Yield the days on each side of the windows of the kind."""
    spec = DOCUMENTS[kind]
    edges = (
        spec.usable_period.since,
        spec.usable_period.until,
        spec.issue_period.since,
        spec.issue_period.until,
    )
    return (d for edge in (*edges, _NO_BEARERS_PAGE) if edge for d in (edge - _DAY, edge))


_VALUES: Final[Mapping[str, Callable[[DocumentKind, Scene], tuple[Hashable, ...]]]] = {
    "medium": _mediums,
    "sides": _sides,
    "name": _texts(_NAMES),
    "address": _texts(_ADDRESSES),
    "birth_date": _births,
    "representative": _representatives,
    "issued_on": _issues,
    "expires_on": _expiries,
    "has_bearers_page": _bearers_page,
    "shows_photo": _yes,
    "shows_what_is_needed": _yes,
}
