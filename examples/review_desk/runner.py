"""The day: every step is put to the desk at its moment, and what came of it is noted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final, assert_never

from attrs import define, evolve, field, frozen

from idverify.adapters.dossier_folder import DossierFolder
from idverify.adapters.memory import FixedClock
from idverify.adapters.sqlite import SqliteCaseStore, SqliteVault
from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.deadline import ReviewClock
from idverify.calendar.timezone import TOKYO
from idverify.desk.desk import VerificationDesk
from idverify.errors import IdVerifyError
from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.events import Event
from idverify.model.submissions import Submission
from idverify.policy.assessment import Assessment, Verdict
from idverify.policy.policy import Policy
from idverify.ports import Clock, Message, Notifier
from review_desk.inbox import Decision, ProfileEdit, Request, Review, Step, Withdrawal

__all__ = ["OPERATORS", "Day", "Entry", "Mail", "Mailbox", "Said", "open_desk"]

OPERATORS: Final = "operators@review-desk.example"
SENDER: Final = "no-reply@review-desk.example"


#: What a reviewer does who simply follows the policy.
FOLLOWING: Final = {
    Verdict.ACCEPTED: Decision.APPROVE,
    Verdict.REJECTED: Decision.REJECT,
    Verdict.OPEN: Decision.WAIT,
}


@frozen
class Mail:
    """A message that was delivered."""

    recipient: str
    subject: str


@frozen
class Mailbox:
    """Passes every message on, and remembers for the reader that it did."""

    inner: Notifier
    _delivered: dict[str, list[Mail]] = field(factory=dict, init=False)

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Deliver one message; its key begins with the case."""
        self.inner.send(key, recipient, message)
        case_id = key.partition("/")[0]
        self._delivered.setdefault(case_id, []).append(Mail(recipient, message.subject))

    def take(self, case_id: str) -> tuple[Mail, ...]:
        """Return what was delivered about a case since the last time."""
        return tuple(self._delivered.pop(case_id, ()))


@frozen(kw_only=True)
class Said:
    """What the desk answered to a step."""

    assessment: Assessment | None = None
    submission: Submission | None = None
    """What was assessed, with all that was noted of it."""
    refusal: IdVerifyError | None = None


@frozen(kw_only=True)
class Entry:
    """One step, or one look at the clock, and what came of it."""

    at: datetime
    case: Case
    """As it stands afterwards."""
    events: tuple[Event, ...]
    """What happened."""
    mails: tuple[Mail, ...]
    pictures: int
    """Pictures in the vault afterwards."""
    step: Step | None = None
    """None: it was the operators, who looked for overdue cases."""
    said: Said = Said()

    @property
    def request(self) -> Request | None:
        """What was asked of the desk; None: it was the operators."""
        return self.step.request if self.step else None


@contextmanager
def open_desk(
    database: Path, mailbox: Mailbox, policy: Policy, clock: Clock
) -> Iterator[VerificationDesk]:
    """Open the desk on its database, and close it afterwards."""
    with SqliteCaseStore(database) as store, SqliteVault(database) as vault:
        yield VerificationDesk(
            store=store,
            vault=vault,
            notifier=mailbox,
            clock=clock,
            policy=policy,
            review_clock=ReviewClock(BusinessCalendar.japan(), business_days=policy.business_days),
            operators=OPERATORS,
        )


@define
class Day:
    """Moves the clock along and puts each step to the desk."""

    desk: VerificationDesk
    mailbox: Mailbox
    clock: FixedClock
    diary: dict[str, list[Entry]]
    """What happened, by case."""

    def run(self, step: Step) -> None:
        """Wait for the moment of *step*, and put it to the desk."""
        self._wait_until(step.at)
        try:
            said = self._put(step)
        except IdVerifyError as refusal:
            said = Said(refusal=refusal)
        self._note(step.case_id, step, said)

    def _wait_until(self, moment: datetime) -> None:
        """Move the clock; whenever a day has ended, the operators look for overdue cases."""
        while (midnight := _next_midnight(self.clock.moment)) <= moment:
            self.clock.moment = midnight
            for case_id in self.desk.process_due_cases().overdue:
                self._note(case_id)
        self.clock.moment = moment

    def _note(self, case_id: str, step: Step | None = None, said: Said = Said()) -> None:
        entries = self.diary.setdefault(case_id, [])
        history = self.desk.store.history(case_id)
        known = entries[-1].case.version if entries else 0
        names = self.desk.vault.names(case_id)
        entries.append(
            Entry(
                at=self.clock.moment,
                case=replay(history),
                events=tuple(history[known:]),
                mails=self.mailbox.take(case_id),
                pictures=sum(name.startswith("image/") for name in names),
                step=step,
                said=said,
            )
        )

    def _put(self, step: Step) -> Said:
        match step.request:
            case DossierFolder() as application:
                return self._submit(step, application)
            case Review() as review:
                return self._review(step, review)
            case ProfileEdit(applicant=profile):
                self.desk.change_profile(step.case_id, profile, command_id=step.command_id)
                return Said()
            case Withdrawal():
                self.desk.withdraw(step.case_id, command_id=step.command_id)
                return Said()
            case _:
                assert_never(step.request)

    def _submit(self, step: Step, application: DossierFolder) -> Said:
        outcome = self.desk.submit(
            step.case_id,
            application.submission,
            application.images,
            application.dossier.contact,
            command_id=step.command_id,
        )
        return Said(assessment=outcome.assessment, submission=application.submission)

    def _review(self, step: Step, review: Review) -> Said:
        said = Said()
        if review.observations:
            assessment = self.desk.observe(step.case_id, review.submission_id, review.observations)
            said = Said(assessment=assessment, submission=self.desk.submission(step.case_id))
        try:
            self._decide(step, review, review.decision or self._following(step, said))
        except IdVerifyError as refusal:
            return evolve(said, refusal=refusal)
        return said

    def _following(self, step: Step, said: Said) -> Decision:
        """Decide as the policy says."""
        return FOLLOWING[(said.assessment or self.desk.assess(step.case_id)).verdict]

    def _decide(self, step: Step, review: Review, decision: Decision) -> None:
        made = {"reviewer": review.reviewer, "command_id": step.command_id}
        if decision is Decision.APPROVE:
            self.desk.approve(step.case_id, review.submission_id, profile=step.profile, **made)
        elif decision is Decision.REJECT:
            self.desk.reject(
                step.case_id,
                review.submission_id,
                reasons=review.reasons,
                final=review.final,
                **made,
            )


def _next_midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.astimezone(TOKYO) + timedelta(days=1), time(), TOKYO)
