"""Requests to a desk, and their digests, by which a repeated command id is recognised."""

from collections.abc import Mapping

from attrs import frozen, has

from idverify.desk.case_file import dump_value
from idverify.lifecycle.fingerprints import compute_command_digest
from idverify.model.contacts import Contact
from idverify.model.submissions import Submission

__all__ = ["Request", "make_submit_request"]


@frozen
class Request:
    """A request to a desk: its id, the name of the step and its values, for a digest."""

    command_id: str
    step: str
    values: tuple[object, ...] = ()

    def compute_digest(self, salt: bytes) -> str:
        """Return the keyed digest of the step and its values."""
        parts = (
            dump_value(value) if has(type(value)) else repr(value).encode() for value in self.values
        )
        return compute_command_digest(salt, self.step, parts)


def make_submit_request(
    command_id: str, submission: Submission, contact: Contact, carry_over: Mapping[int, int] | None
) -> Request:
    """Return the request of a submission; without carried documents as earlier releases did."""
    carried = (tuple(sorted(carry_over.items())),) if carry_over else ()
    return Request(command_id, "submit", (submission, contact, *carried))
