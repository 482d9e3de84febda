"""Model of a case that a desk is compared with, and the values that its machine uses."""

from datetime import datetime
from typing import Final

from attrs import define, evolve, field

from idverify.calendar.timezone import TOKYO
from idverify.errors import MissingDataError, StaleSubmissionError, UnknownSubmissionError
from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.decide import Decision
from idverify.lifecycle.effects import Notify
from idverify.lifecycle.events import Event, Submitted
from idverify.lifecycle.states import State
from idverify.model.applicants import Address, Applicant, Individual
from idverify.model.contacts import Contact
from idverify.model.documents import Side
from idverify.model.submissions import Document, Image, Submission
from idverify.model.uploads import FileLimits, inspect_upload
from idverify.testing.strategies.documents import make_png

__all__ = [
    "CONTACT",
    "UPLOAD",
    "DeskModel",
    "ManualClock",
    "as_received",
    "require_current",
    "with_new_address",
]

_START: Final = datetime(2026, 11, 2, 10, 0, tzinfo=TOKYO)
CONTACT: Final = Contact(name="見本 花子", email="hanako@example.jp")
UPLOAD: Final = inspect_upload(make_png(), FileLimits())
_NEW_ADDRESS: Final = Address("福岡県福岡市中央区天神1-2-3")


@define
class ManualClock:
    """A clock for tests that is set by hand."""

    moment: datetime = _START

    def now(self) -> datetime:
        """Return the moment to which the clock is set."""
        return self.moment


@define
class DeskModel:
    """The expected state of one case: its events, submissions and number of messages."""

    salt: bytes
    events: list[Event] = field(factory=list)
    submissions: dict[str, Submission] = field(factory=dict)
    notifications: int = 0
    """Number of messages that must have been sent."""
    reminded: str | None = None
    """The submission of whose deadline the operators were reminded."""

    @property
    def case(self) -> Case:
        """The case after all events."""
        return replay(self.events)

    def apply(self, decision: Decision) -> None:
        """Apply a decision; without a submission there is no contact to notify."""
        self.events += decision.events
        if any(isinstance(event, Submitted) for event in self.events):
            self.notifications += sum(isinstance(effect, Notify) for effect in decision.effects)

    def submission(self, submission_id: str | None) -> Submission:
        """Return a submission, or raise what a desk must raise if its data are gone."""
        if submission_id is None or submission_id not in self.submissions:
            raise MissingDataError("nothing was submitted under this id, or it was destroyed")
        return self.submissions[submission_id]


def require_current(model: DeskModel, submission_id: str) -> None:
    """Raise what a desk must raise for an unknown submission, or one withdrawn or made void."""
    case = model.case
    ids = tuple(event.submission_id for event in model.events if isinstance(event, Submitted))
    if ids and submission_id not in ids:
        raise UnknownSubmissionError("case", submission_id, ids)
    if case.submitted is None and case.state is State.INCOMPLETE:
        raise StaleSubmissionError(submission_id, case.state, None)


def as_received(observed: Submission, submission_id: str) -> Submission:
    """Return the submission as received: one image of each document, and no observations."""
    images = [Image(side=Side.FRONT, upload=UPLOAD)]
    documents = [Document(kind=d.kind, images=images) for d in observed.documents]
    return Submission(id=submission_id, applicant=observed.applicant, documents=documents)


def with_new_address(applicant: Applicant) -> Applicant:
    """Return the same applicant at another address."""
    if isinstance(applicant, Individual):
        return evolve(applicant, address=_NEW_ADDRESS)
    return evolve(applicant, head_office=_NEW_ADDRESS)
