"""What can be told of a submission at one look, so that facts need not be read one by one.

Most submissions say what many before them said. A glance gathers what the answers hang
on, at the speed of C and with nothing personal in it; equal glances have equal answers.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from itertools import repeat
from operator import attrgetter, call, eq
from typing import Any, Final

from attrs import frozen

from idverify.policy.rules import Fact, Reader
from idverify.vocabulary.applicants import Applicant
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.submissions import Submission

__all__ = ["Answers", "Glance", "Slot", "answers_of"]

Getter = Callable[[Any], Hashable]
Answers = tuple[Hashable, ...]
Answering = Callable[[Submission, date], Answers]
Look = Callable[[Submission], Hashable]


@frozen
class Slot:
    """One fact of one document, or of the submission (`document` is None)."""

    fact: Fact
    document: int | None
    kind: DocumentKind | None

    @property
    def place(self) -> int:
        """Which document it is read from; the first for a fact of the submission."""
        return self.document or 0

    @property
    def reader(self) -> Reader:
        """What reads it."""
        return self.fact.read if self.kind is None else self.fact.reader(self.kind)


def answers_of(slots: Sequence[Slot]) -> Answering:
    """Return what reads these slots of a submission on a day; one alone without a loop."""
    readers = [(slot.reader, slot.place) for slot in slots]
    if len(readers) != 1:
        return lambda submission, day: tuple(
            [read(submission.documents[place], submission, day) for read, place in readers]
        )
    [(only, at)] = readers
    return lambda submission, day: (only(submission.documents[at], submission, day),)


#: Where the profile has what a document prints of it.
_REGISTERED: Final = {
    "name": "name",
    "address": "address.text",
    "birth_date": "birth_date",
    "representative": "representative",
}


class Glance:
    """One look at what timeless facts hang on, for documents of some kinds.

    What a document prints of the profile is personal. It is compared as it stands, and
    only whether all is the same enters the glance; where it is not, the answers do.
    """

    __slots__ = ("at",)

    def __init__(self, slots: Iterable[Slot], example: Submission, day: date) -> None:
        """Prepare to look for the answers to *slots*, on documents like those of *example*."""
        asked, applicant = tuple(slots), example.applicant
        each = [slot for slot in asked if slot.fact.sees is None]
        apart = [slot for slot in asked if _texts([slot.fact], applicant)]
        looks = [
            _look([slot.fact for slot in asked if slot.document in {place, None}], applicant)
            for place, _ in enumerate(example.documents)
        ]
        beside = _Beside(answers_of(each), answers_of([*apart, *each]), bool(each), day)
        #: Returns what is seen at one look at a submission.
        self.at: Look = _at_one(*looks[0], beside) if len(looks) == 1 else _at_many(looks, beside)


@frozen
class _Beside:
    """What one look does not tell, and is read."""

    always: Answering
    when_apart: Answering
    is_any: bool
    day: date

    def of(self, submission: Submission, *, is_same: bool) -> Answers:
        return (self.always if is_same else self.when_apart)(submission, self.day)


# Two ways to the same, because most submissions are one document and every call counts.


def _at_one(see: Getter, printed: Getter, registered: Getter, beside: _Beside) -> Look:
    is_any = beside.is_any

    def at(submission: Submission) -> Hashable:
        document = submission.documents[0]
        is_same = printed(document) == registered(submission.applicant)
        if is_same and not is_any:
            return see(document)
        return is_same, see(document), beside.of(submission, is_same=is_same)

    return at


def _at_many(looks: Iterable[tuple[Getter, Getter, Getter]], beside: _Beside) -> Look:
    sees, prints, registers = zip(*looks, strict=True)

    def at(submission: Submission) -> Hashable:
        documents = submission.documents
        printed = map(call, prints, documents)
        registered = map(call, registers, repeat(submission.applicant))
        is_same = all(map(eq, printed, registered))
        seen = tuple(map(call, sees, documents))
        if is_same and not beside.is_any:
            return seen
        return is_same, seen, beside.of(submission, is_same=is_same)

    return at


def _look(facts: Sequence[Fact], applicant: Applicant) -> tuple[Getter, Getter, Getter]:
    """Return what gets all that *facts* see of a document, the texts, and those of the profile."""
    texts = _texts(facts, applicant)
    return (
        _all_of(name for fact in facts for name in fact.sees or ()),
        _all_of(f"observation.{text}" for text in texts),
        _all_of(_REGISTERED[text] for text in texts),
    )


def _texts(facts: Iterable[Fact], applicant: Applicant) -> tuple[str, ...]:
    """What *facts* compare; of a profile without such a field there is nothing to compare."""
    texts = dict.fromkeys(text for fact in facts for text in fact.texts)
    return tuple(text for text in texts if hasattr(applicant, text))


def _all_of(names: Iterable[str]) -> Getter:
    """Return what gets all attributes of these names at once, or nothing if there are none."""
    distinct = dict.fromkeys(names)
    return attrgetter(*distinct) if distinct else _nothing


def _nothing(_: object) -> None:
    return None
