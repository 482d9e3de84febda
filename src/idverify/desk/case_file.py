"""File of a case (案件ファイル): the items of a case in the vault, and their names.

A name contains the kind of an item and its submission. So deleting a submission that lost a
race, or images that must not be kept, does not affect another submission.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType
from typing import Final, Protocol, TypeVar

from attrs import frozen

from idverify.desk.operations import Operation, call
from idverify.errors import MissingDataError
from idverify.lifecycle.case import replay
from idverify.lifecycle.effects import DropImages, MaskImages
from idverify.lifecycle.events import Event, Submitted
from idverify.lifecycle.fingerprints import compute_command_digest
from idverify.lifecycle.states import State
from idverify.model.contacts import Contact
from idverify.model.submissions import Submission
from idverify.ports import Vault

__all__ = [
    "CaseFile",
    "HistorySource",
    "compute_evidence",
    "dump_value",
    "list_submitted_events",
]

T = TypeVar("T")

#: The first release stored one contact per case, under this name.
_CONTACT_OF_CASE: Final = "contact"


class HistorySource(Protocol):
    """The part of a case store that reads histories."""

    def history(self, case_id: str) -> Sequence[Event]:
        """Return all events of a case, the oldest first; an unknown case has none."""
        ...


def _import_codec() -> ModuleType:
    """Import the JSON codec on first use, because `import idverify` needs no extra."""
    try:
        from idverify.interchange import codec  # noqa: PLC0415 - see above
    except ModuleNotFoundError as error:
        error.add_note("A desk stores JSON, which needs an extra: pip install 'idverify-jp[json]'")
        raise
    return codec


def dump_value(value: object) -> bytes:
    """Return a value as the JSON that a desk stores."""
    data: bytes = _import_codec().dump(value)
    return data


def compute_evidence(salt: bytes, submission: Submission) -> tuple[str, ...]:
    """Return a keyed digest of each document with its observation, which judgements refer to."""
    return tuple(
        compute_command_digest(salt, "document", [dump_value(document)])
        for document in submission.documents
    )


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
    ) -> Operation[None]:
        """Store a submission with its images and its contact, completely or not at all."""
        items = {
            f"contact/{submission.id}": dump_value(contact),
            f"submission/{submission.id}": dump_value(submission),
            **{f"image/{submission.id}/{digest}": data for digest, data in images.items()},
        }
        yield from call(self.vault.put, self.case_id, items.items())

    def save_observations(self, submission: Submission) -> Operation[None]:
        """Store a submission with its observations, in place of earlier ones."""
        item = (f"submission/{submission.id}", dump_value(submission))
        yield from call(self.vault.put, self.case_id, [item])

    def has_submission(self, submission_id: str) -> Operation[bool]:
        """Return whether a submission is stored under this id."""
        data = yield from call(self.vault.get, self.case_id, f"submission/{submission_id}")
        return data is not None

    def submission(self, submission_id: str) -> Operation[Submission]:
        """Return a stored submission with its observations.

        Raises:
            MissingDataError: No submission is stored under this id.
        """
        data = yield from call(self.vault.get, self.case_id, f"submission/{submission_id}")
        if data is None:
            raise MissingDataError(
                f"case {self.case_id}: no data are stored of submission {submission_id}: the id is"
                " wrong, or the data were purged"
            )
        return _load(data, Submission)

    def image(self, submission_id: str, sha256: str) -> Operation[bytes | None]:
        """Return the bytes of an image, or None if they were destroyed."""
        return (yield from call(self.vault.get, self.case_id, f"image/{submission_id}/{sha256}"))

    def contact(self, submission_id: str) -> Operation[Contact | None]:
        """Return the contact given with a submission, or None if it was purged."""
        for name in (f"contact/{submission_id}", _CONTACT_OF_CASE):
            data = yield from call(self.vault.get, self.case_id, name)
            if data is not None:
                return _load(data, Contact)
        return None

    def drop_images(self) -> Operation[None]:
        """Destroy the images of all submissions."""
        names = yield from self._names_with_prefix("image/")
        yield from call(self.vault.drop, self.case_id, names)

    def destroy_noncompliant_images(self, *effects: DropImages | MaskImages) -> Operation[None]:
        """Destroy the images that may not be kept as they are.

        Image bytes are never decoded here, so images that should be masked are
        destroyed; a service that can mask performs `MaskImages` itself.
        """
        for effect in effects:
            names = yield from self._image_names_of(effect)
            yield from call(self.vault.drop, self.case_id, names)

    def _image_names_of(self, effect: DropImages | MaskImages) -> Operation[list[str]]:
        names = yield from self._names_with_prefix(f"image/{effect.submission_id}/")
        indexes = (
            effect.document_indexes if isinstance(effect, DropImages) else (effect.document_index,)
        )
        if not indexes or not names:
            return names
        documents = (yield from self.submission(effect.submission_id)).documents
        digests = {image.upload.sha256 for i in indexes for image in documents[i].images}
        return [name for name in names if name.rpartition("/")[2] in digests]

    def drop_submission(self, submission_id: str) -> Operation[None]:
        """Destroy everything stored for a submission."""
        images = yield from self._names_with_prefix(f"image/{submission_id}/")
        names = [f"contact/{submission_id}", f"submission/{submission_id}", *images]
        yield from call(self.vault.drop, self.case_id, names)

    def clean_up_after_append(
        self, history: Sequence[Event], submission_id: str
    ) -> Operation[None]:
        """Destroy obsolete items after an attempt to append a submission.

        If the submission is in the history, these are the contacts of earlier ones, because
        messages go to the newest contact. If it lost a race, they are all its items.
        """
        ids = [submitted.submission_id for submitted in list_submitted_events(history)]
        if submission_id in ids:
            # Of older ones only: a newer one may have come in since this one was appended.
            yield from self.drop_earlier_contacts(submission_id, ids[: ids.index(submission_id)])
            return
        yield from self.drop_submission(submission_id)
        if replay(history).state is State.REDACTED:
            yield from self.purge_leftovers()

    def drop_earlier_contacts(self, submission_id: str, earlier: Iterable[str]) -> Operation[None]:
        """Destroy the contacts of earlier submissions, but not of later ones not yet appended."""
        stored = {*(yield from self._names_with_prefix("contact"))}
        obsolete = {_CONTACT_OF_CASE, *(f"contact/{id_}" for id_ in earlier)} & stored
        if obsolete and f"contact/{submission_id}" in stored:
            yield from call(self.vault.drop, self.case_id, obsolete)

    def purge(self) -> Operation[None]:
        """Destroy everything stored for the case."""
        yield from call(self.vault.purge, self.case_id)

    def purge_leftovers(self) -> Operation[None]:
        """Destroy items stored after a purge, unless the purge itself is still pending.

        While it is pending, a contact is stored for the message before it.
        """
        if not (yield from self._names_with_prefix("contact")):
            yield from self.purge()

    def _names_with_prefix(self, prefix: str) -> Operation[list[str]]:
        names = yield from call(self.vault.names, self.case_id)
        return [name for name in names if name.startswith(prefix)]


def list_submitted_events(history: Iterable[Event]) -> tuple[Submitted, ...]:
    """Return every `Submitted` event of a history, the oldest first."""
    return tuple(event for event in history if isinstance(event, Submitted))
