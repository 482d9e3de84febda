"""What can be told of a submission at one look, so that facts need not be read one by one.

Most submissions say what many before them said. A glance gathers what the answers hang
on, at the speed of C and with nothing personal in it; equal glances have equal answers.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, Final

from attrs import frozen

from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind
from idverify.model.submissions import Submission
from idverify.policy.rules import Fact, Reader

__all__ = ["Answers", "Slot", "answers_of", "glance"]

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
    EntityKind.INDIVIDUAL: {
        "name": "kanji_name",
        "address": "address.text",
        "birth_date": "birth_date",
    },
    EntityKind.CORPORATION: {
        "name": "registered_name",
        "address": "head_office.text",
        "representative": "representative",
    },
}


def glance(slots: Iterable[Slot], example: Submission, day: date) -> Look:
    """Return a look at all that the answers to *slots* hang on, for documents as in *example*.

    What a document prints of the profile is personal. It is compared as it stands, and
    only whether all is the same enters the glance; where it is not, the answers do.

    Args:
        slots: Timeless facts, put on the documents.
        example: A submission of the same kinds.
        day: Any day between two changes of the rules.
    """
    asked, entity = tuple(slots), example.applicant.entity_kind
    each = [slot for slot in asked if slot.fact.sees is None]
    apart = [slot for slot in asked if _texts([slot.fact], entity)]
    rest = _Rest(answers_of(each) if each else None, answers_of([*apart, *each]), day)
    looks = [
        _look([slot.fact for slot in asked if slot.document in {place, None}], entity)
        for place, _ in enumerate(example.documents)
    ]
    return _at_one(*looks[0], rest) if len(looks) == 1 else _at_many(looks, rest)


@frozen
class _Rest:
    """What one look does not tell, and is read."""

    if_same: Answering | None
    """Usually there is nothing, if all texts stand as registered."""
    if_apart: Answering
    day: date


# Two ways to the same, because most submissions are one document and every call counts.


def _at_one(see: Getter, printed: Getter, registered: Getter, rest: _Rest) -> Look:
    if_same, if_apart, day = rest.if_same, rest.if_apart, rest.day

    def at(submission: Submission) -> Hashable:
        document = submission.documents[0]
        if printed(document.observation) != registered(submission.applicant):
            return False, see(document), if_apart(submission, day)
        return (True, see(document), if_same(submission, day)) if if_same else see(document)

    return at


def _at_many(looks: Sequence[tuple[Getter, Getter, Getter]], rest: _Rest) -> Look:
    def at(submission: Submission) -> Hashable:
        applicant, is_same = submission.applicant, True
        seen: list[Hashable] = []
        for document, (see, printed, registered) in zip(submission.documents, looks, strict=True):
            seen.append(see(document))
            if printed(document.observation) != registered(applicant):
                is_same = False
        if not is_same:
            return False, tuple(seen), rest.if_apart(submission, rest.day)
        return (
            (True, tuple(seen), rest.if_same(submission, rest.day)) if rest.if_same else tuple(seen)
        )

    return at


def _look(facts: Sequence[Fact], entity: EntityKind) -> tuple[Getter, Getter, Getter]:
    """Return what gets all that *facts* see of a document, the texts, and those of the profile."""
    texts = _texts(facts, entity)
    return (
        _all_of(name for fact in facts for name in fact.sees or ()),
        _all_of(texts),
        _all_of(_REGISTERED[entity][text] for text in texts),
    )


def _texts(facts: Iterable[Fact], entity: EntityKind) -> tuple[str, ...]:
    """What *facts* compare; of a profile without such a field there is nothing to compare."""
    texts = dict.fromkeys(text for fact in facts for text in fact.texts)
    return tuple(text for text in texts if text in _REGISTERED[entity])


def _all_of(names: Iterable[str]) -> Getter:
    """Return what gets all attributes of these names at once, or nothing if there are none."""
    distinct = dict.fromkeys(names)
    return attrgetter(*distinct) if distinct else _nothing


def _nothing(_: object) -> None:
    return None
