"""File of a case (案件ファイル): the items of a case in the vault, and their names.

A name contains the kind of an item and its submission. So deleting a submission that lost a
race, or images that must not be kept, does not affect another submission.
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

#: The clocks of two machines that serve one case may differ by this much.
MAX_CLOCK_SKEW: Final = timedelta(minutes=1)


def _import_codec() -> ModuleType:
    """Import the JSON codec on first use, because `import idverify` needs no extra."""
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
    """Access to the vault items of one case; it holds no data itself."""

    vault: Vault
    case_id: str

    def save_submission(
        self, submission: Submission, images: Mapping[str, bytes], contact: Contact
    ) -> None:
        """Store a submission with its images and its contact, completely or not at all."""
        items = {
            f"contact/{submission.id}": _dump(contact),
            f"submission/{submission.id}": _dump(submission),
            **{f"image/{submission.id}/{digest}": data for digest, data in images.items()},
        }
        self.vault.put(self.case_id, items.items())

    def save_observations(self, submission: Submission) -> None:
        """Store a submission with its observations, in place of earlier ones."""
        self.vault.put(self.case_id, [(f"submission/{submission.id}", _dump(submission))])

    def has_submission(self, submission_id: str) -> bool:
        """Return whether a submission is stored under this id."""
        return self.vault.get(self.case_id, f"submission/{submission_id}") is not None

    def submission(self, submission_id: str) -> Submission:
        """Return a stored submission with its observations.

        Raises:
            InvalidValueError: No submission is stored under this id.
        """
        data = self.vault.get(self.case_id, f"submission/{submission_id}")
        if data is None:
            raise InvalidValueError("nothing is kept of that submission: wrong id, or purged")
        return _load(data, Submission)

    def image(self, submission_id: str, sha256: str) -> bytes | None:
        """Return the bytes of an image, or None if they were destroyed."""
        return self.vault.get(self.case_id, f"image/{submission_id}/{sha256}")

    def contact(self, submission_id: str) -> Contact | None:
        """Return the contact given with a submission, or None if it was purged."""
        # The first release stored one contact per case.
        names = (f"contact/{submission_id}", "contact")
        items = (self.vault.get(self.case_id, name) for name in names)
        data = next((item for item in items if item is not None), None)
        return None if data is None else _load(data, Contact)

    def drop_images(self) -> None:
        """Destroy the images of all submissions."""
        self.vault.drop(self.case_id, [*self._names_with_prefix("image/")])

    def destroy_noncompliant_images(self, *effects: DropImages | MaskImages) -> None:
        """Destroy the images that may not be kept as they are.

        Image bytes are never decoded here, so images that should be masked are
        destroyed; a service that can mask performs `MaskImages` itself.
        """
        for effect in effects:
            self.vault.drop(self.case_id, self._image_names_of(effect))

    def _image_names_of(self, effect: DropImages | MaskImages) -> list[str]:
        names = [*self._names_with_prefix(f"image/{effect.submission_id}/")]
        indexes = (
            effect.document_indexes if isinstance(effect, DropImages) else (effect.document_index,)
        )
        if indexes and names:
            documents = self.submission(effect.submission_id).documents
            digests = {image.upload.sha256 for i in indexes for image in documents[i].images}
            return [name for name in names if name.rpartition("/")[2] in digests]
        return names

    def drop_submission(self, submission_id: str) -> None:
        """Destroy everything stored for a submission."""
        names = [f"contact/{submission_id}", f"submission/{submission_id}"]
        self.vault.drop(self.case_id, [*names, *self._names_with_prefix(f"image/{submission_id}/")])

    def clean_up_after_append(self, history: Sequence[Event], submission_id: str) -> None:
        """Destroy obsolete items after an attempt to append a submission.

        If the submission is in the history, these are the contacts of earlier ones, because
        messages go to the newest contact. If it lost a race, they are all its items.
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
        """Destroy the contacts of earlier submissions, but not of later ones not yet appended."""
        # The first release stored one contact per case.
        stored = {*self._names_with_prefix("contact")}
        obsolete = {"contact", *(f"contact/{id_}" for id_ in earlier)} & stored
        if obsolete and f"contact/{submission_id}" in stored:
            self.vault.drop(self.case_id, obsolete)

    def purge(self) -> None:
        """Destroy everything stored for the case."""
        self.vault.purge(self.case_id)

    def purge_leftovers(self) -> None:
        """Destroy items stored after a purge, unless the purge itself is still pending.

        While it is pending, a contact is stored for the message before it.
        """
        if not any(self._names_with_prefix("contact")):
            self.purge()

    def _names_with_prefix(self, prefix: str) -> Iterator[str]:
        return (name for name in self.vault.names(self.case_id) if name.startswith(prefix))


def require_image_bytes(submission: Submission, images: Mapping[str, bytes]) -> None:
    """Raise unless *images* holds the bytes of every image of a submission, and no others.

    Raises:
        InvalidValueError: The error gives the numbers of expected and given images.
    """
    expected = {image.upload.sha256 for d in submission.documents for image in d.images}
    if expected != set(images):
        raise InvalidValueError(
            f"{len(expected)} pictures were inspected and {len(images)} handed in, "
            f"{len(expected & set(images))} of them the same; hand in each under its SHA-256"
        )


def list_submitted_events(history: Iterable[Event]) -> tuple[Submitted, ...]:
    """Return every `Submitted` event of a history, the oldest first."""
    return tuple(event for event in history if isinstance(event, Submitted))


def _submission_ids(history: Iterable[Event]) -> list[str]:
    return [submitted.submission_id for submitted in list_submitted_events(history)]


def require_submitted(case: Case) -> Submitted:
    """Return the submission that the state of a case results from.

    Raises:
        InvalidValueError: The case has no submission.
    """
    if case.submitted is None:
        raise InvalidValueError("the case has no submission")
    return case.submitted


def require_under_review(case: Case, submission_id: str) -> None:
    """Raise unless the submission with this id is under review.

    Raises:
        InvalidValueError: It was replaced, withdrawn or decided on in the meantime.
    """
    if case.submission_id != submission_id:
        cause = (
            f"the case is {case.state} and has no submission"
            if case.submission_id is None
            else f"it was replaced by {case.submission_id}"
        )
        raise InvalidValueError(
            f"submission {submission_id} is no longer under review: {cause}; reload the case"
        )
    if case.state is not State.UNDER_REVIEW:
        raise InvalidValueError(
            f"the case is {case.state}: only a submission under review is observed, and what"
            " was decided on stays as the reviewer saw it"
        )


def require_new_submission_id(history: Iterable[Event], submission_id: str) -> None:
    """Raise if a submission id was used before: a late decision could affect the wrong one.

    Raises:
        InvalidValueError: The history has a submission with this id.
    """
    if submission_id in _submission_ids(history):
        raise InvalidValueError("the id of the submission was used before: give each its own")


def tolerate_clock_skew(history: Sequence[Event], now: datetime) -> datetime:
    """Return *now*, or the moment of the last event if that is slightly later.

    The clocks of two machines differ a little, so a small step back is not an error.
    """
    last = history[-1].at if history else now
    return last if now < last <= now + MAX_CLOCK_SKEW else now


def require_chronological_order(history: Sequence[Event], events: Sequence[Event]) -> None:
    """Raise if new events are dated before the last event of a history.

    Raises:
        InvalidValueError: The clock is behind the last event.
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
    """Raise if a clock counts another number of business days than the policy promises.

    Raises:
        InvalidValueError: The numbers differ; the error gives both.
    """
    counted, promised = clock.business_days, desk.policy.business_days
    if counted != promised:
        raise InvalidValueError(
            f"review_clock counts {counted} business days, but policy {desk.policy.code}"
            f" promises {promised}: make the clock with business_days={promised}, or derive a"
            " policy with the other number"
        )
