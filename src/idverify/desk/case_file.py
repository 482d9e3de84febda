"""The file of a case (案件ファイル): what lies in the vault, and under which names.

A name says what an item is and of which submission, so that a submission that
lost a race, or whose pictures must go, takes nothing of another one with it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import ModuleType
from typing import Final, Protocol, TypeVar

from attrs import frozen

from idverify.calendar.deadline import ReviewClock
from idverify.errors import InvalidValueError
from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.effects import DropImages, MaskImages
from idverify.lifecycle.events import Event, Submitted
from idverify.lifecycle.states import State
from idverify.model.contacts import Contact
from idverify.model.submissions import Submission
from idverify.policy.policy import Policy
from idverify.ports import Vault

__all__ = [
    "CaseFile",
    "list_submitted_events",
    "require_chronological_order",
    "require_image_bytes",
    "require_new_submission_id",
    "require_submitted",
    "require_under_review",
    "tolerate_clock_skew",
    "validate_review_clock",
]

T = TypeVar("T")

#: By so much may the clocks of two machines that serve one case differ.
MAX_CLOCK_SKEW: Final = timedelta(minutes=1)


def _import_codec() -> ModuleType:
    """Load what writes JSON only when something is kept: names of the root need no extra."""
    try:
        from idverify.interchange import codec  # noqa: PLC0415 - see above
    except ModuleNotFoundError as error:
        error.add_note("A desk keeps JSON, which needs an extra: pip install 'idverify-jp[json]'")
        raise
    return codec


def _dump(value: object) -> bytes:
    data: bytes = _import_codec().dump(value)
    return data


def _load(data: bytes, as_: type[T]) -> T:
    value: T = _import_codec().load(data, as_)
    return value


@frozen
class CaseFile:
    """What is kept of one case; it holds nothing itself."""

    vault: Vault
    case_id: str

    def save_submission(
        self, submission: Submission, images: Mapping[str, bytes], contact: Contact
    ) -> None:
        """Keep a submission with its pictures and its contact, whole or not at all."""
        items = {
            f"contact/{submission.id}": _dump(contact),
            f"submission/{submission.id}": _dump(submission),
            **{f"image/{submission.id}/{digest}": data for digest, data in images.items()},
        }
        self.vault.put(self.case_id, items.items())

    def save_observations(self, submission: Submission) -> None:
        """Keep a submission with what was noted of it, in place of what was noted before."""
        self.vault.put(self.case_id, [(f"submission/{submission.id}", _dump(submission))])

    def has_submission(self, submission_id: str) -> bool:
        """Whether anything was kept under this id of a submission."""
        return self.vault.get(self.case_id, f"submission/{submission_id}") is not None

    def submission(self, submission_id: str) -> Submission:
        """Return a submission with everything noted of it.

        Raises:
            InvalidValueError: Nothing is kept of it.
        """
        data = self.vault.get(self.case_id, f"submission/{submission_id}")
        if data is None:
            raise InvalidValueError("nothing is kept of that submission: wrong id, or purged")
        return _load(data, Submission)

    def image(self, submission_id: str, sha256: str) -> bytes | None:
        """Return the bytes of a picture, unless they were destroyed."""
        return self.vault.get(self.case_id, f"image/{submission_id}/{sha256}")

    def contact(self, submission_id: str) -> Contact | None:
        """Return where the applicant asked to be told with this submission, unless purged."""
        # The first release kept one contact a case.
        names = (f"contact/{submission_id}", "contact")
        found = (self.vault.get(self.case_id, name) for name in names)
        data = next((data for data in found if data is not None), None)
        return None if data is None else _load(data, Contact)

    def drop_images(self) -> None:
        """Destroy the pictures of all submissions."""
        self.vault.drop(self.case_id, [*self._names_with_prefix("image/")])

    def destroy_noncompliant_images(self, *effects: DropImages | MaskImages) -> None:
        """Destroy the pictures that may not be kept as they are.

        The bytes of a picture are never opened here, so what should be masked is
        destroyed; a service that can mask performs `MaskImages` itself.
        """
        for effect in effects:
            self.vault.drop(self.case_id, self._image_names_of(effect))

    def _image_names_of(self, effect: DropImages | MaskImages) -> list[str]:
        every = [*self._names_with_prefix(f"image/{effect.submission_id}/")]
        some = (
            effect.document_indexes if isinstance(effect, DropImages) else (effect.document_index,)
        )
        if some and every:
            documents = self.submission(effect.submission_id).documents
            digests = {image.upload.sha256 for at in some for image in documents[at].images}
            return [name for name in every if name.rpartition("/")[2] in digests]
        return every

    def drop_submission(self, submission_id: str) -> None:
        """Destroy everything kept of a submission."""
        names = [f"contact/{submission_id}", f"submission/{submission_id}"]
        self.vault.drop(self.case_id, [*names, *self._names_with_prefix(f"image/{submission_id}/")])

    def clean_up_after_append(self, history: Sequence[Event], submission_id: str) -> None:
        """Drop what a submission made needless once its append was tried.

        Of one that is in the history: the contacts of older ones, because people are told
        where they last asked. Of one that lost a race: all that was kept of it.
        """
        ids = _submission_ids(history)
        if submission_id in ids:
            # Of older ones only: a newer one may have come in since this one was appended.
            self.drop_earlier_contacts(submission_id, ids[: ids.index(submission_id)])
            return
        self.drop_submission(submission_id)
        if replay(history).state is State.REDACTED:
            self.purge_leftovers()

    def drop_earlier_contacts(self, submission_id: str, earlier: Iterable[str]) -> None:
        """Destroy the contacts of earlier submissions; that of a later one may be on its way."""
        # The first release kept one contact a case.
        kept = {*self._names_with_prefix("contact")}
        gone = {"contact", *(f"contact/{one}" for one in earlier)} & kept
        if gone and f"contact/{submission_id}" in kept:
            self.vault.drop(self.case_id, gone)

    def purge(self) -> None:
        """Destroy everything."""
        self.vault.purge(self.case_id)

    def purge_leftovers(self) -> None:
        """Destroy what came in after a purge; one that waits for its message finds the contact."""
        if not any(self._names_with_prefix("contact")):
            self.purge()

    def _names_with_prefix(self, beginning: str) -> Iterator[str]:
        return (n for n in self.vault.names(self.case_id) if n.startswith(beginning))


def require_image_bytes(submission: Submission, images: Mapping[str, bytes]) -> None:
    """Make sure that the bytes of each picture came with it, and nothing else.

    Raises:
        InvalidValueError: It says how many came and how many were wanted.
    """
    wanted = {image.upload.sha256 for d in submission.documents for image in d.images}
    if wanted != set(images):
        raise InvalidValueError(
            f"{len(wanted)} pictures were inspected and {len(images)} handed in, "
            f"{len(wanted & set(images))} of them the same; hand in each under its SHA-256"
        )


def list_submitted_events(history: Iterable[Event]) -> tuple[Submitted, ...]:
    """Return every submission of a history, the oldest first."""
    return tuple(event for event in history if isinstance(event, Submitted))


def _submission_ids(history: Iterable[Event]) -> list[str]:
    return [submitted.submission_id for submitted in list_submitted_events(history)]


def require_submitted(case: Case) -> Submitted:
    """Return the submission that the state of a case is about, or refuse."""
    if case.submitted is None:
        raise InvalidValueError("the case has no submission")
    return case.submitted


def require_under_review(case: Case, submission_id: str) -> None:
    """Refuse what is about a submission replaced, withdrawn or decided on in the meantime."""
    if case.submission_id != submission_id:
        raise InvalidValueError("that submission is not the current one: look at the case again")
    if case.state is not State.UNDER_REVIEW:
        raise InvalidValueError(
            f"the case is {case.state}: only a submission under review is observed, and what"
            " was decided on stays as the reviewer saw it"
        )


def require_new_submission_id(history: Iterable[Event], submission_id: str) -> None:
    """Refuse an id used before: a late verdict on the old one would hit the new one."""
    if submission_id in _submission_ids(history):
        raise InvalidValueError("the id of the submission was used before: give each its own")


def tolerate_clock_skew(history: Sequence[Event], now: datetime) -> datetime:
    """Return *now*, or the moment of the last step where that is a little later.

    The clocks of two machines differ a little, so a small step back is none.
    """
    last = history[-1].at if history else now
    return last if now < last <= now + MAX_CLOCK_SKEW else now


def require_chronological_order(history: Sequence[Event], events: Sequence[Event]) -> None:
    """Refuse what would stand in a history before what happened earlier.

    Raises:
        InvalidValueError: The clock reads less than when the last step was kept.
    """
    if history and events[0].at < history[-1].at:
        raise InvalidValueError(
            f"the clock reads {events[0].at.isoformat()}, but the last step of the case was kept"
            f" at {history[-1].at.isoformat()}: set the clock right and ask again; nothing was kept"
        )


class _HasPolicy(Protocol):
    @property
    def policy(self) -> Policy: ...


def validate_review_clock(desk: _HasPolicy, _: object, clock: ReviewClock) -> None:
    """Refuse a clock that counts other days than the policy promises."""
    counted, promised = clock.business_days, desk.policy.business_days
    if counted != promised:
        raise InvalidValueError(
            f"review_clock counts {counted} business days, but policy {desk.policy.code}"
            f" promises {promised}: make the clock with business_days={promised}, or derive a"
            " policy with the other number"
        )
