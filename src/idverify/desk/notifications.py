"""Letters (通知): to whom a message goes, in which language, and how its promised day was counted.

A letter goes to the contact of the newest submission: where people last asked to be told.
"""

from typing import Protocol

from idverify.calendar.deadline import ReviewClock
from idverify.desk.case_file import CaseFile, list_submitted_events
from idverify.errors import PermanentDeliveryError
from idverify.i18n import Language
from idverify.lifecycle.case import replay
from idverify.lifecycle.effects import OPERATOR_NOTIFICATIONS, Notify
from idverify.lifecycle.events import Submitted
from idverify.lifecycle.states import State
from idverify.policy.policy import Policy
from idverify.ports import CaseStore, Notifier, Vault
from idverify.render.messages import MessageComposer

__all__ = ["NotificationContext", "explain_due_date", "send_notification"]


class NotificationContext(Protocol):
    """Who writes, and with what: a desk."""

    @property
    def store(self) -> CaseStore:
        """Where the newest submission stands."""
        ...

    @property
    def vault(self) -> Vault:
        """Where contacts are kept."""
        ...

    @property
    def notifier(self) -> Notifier:
        """Who carries a letter."""
        ...

    @property
    def policy(self) -> Policy:
        """Whose reasons and next steps are told."""
        ...

    @property
    def review_clock(self) -> ReviewClock:
        """What explains a promised day."""
        ...

    @property
    def operators(self) -> str:
        """Where operators are told."""
        ...

    @property
    def wording(self) -> MessageComposer:
        """Who writes the text."""
        ...


def send_notification(context: NotificationContext, key: str, case_id: str, notify: Notify) -> None:
    """Send one letter, or raise; where nobody is left to tell, there is nothing to do.

    Raises:
        Undeliverable: The applicant should be told, and no contact is kept.
    """
    if notify.kind in OPERATOR_NOTIFICATIONS:
        message = context.wording(notify, context.policy, case_id=case_id)
        context.notifier.send(key, context.operators, message)
        return
    history = context.store.history(case_id)
    for last in list_submitted_events(history)[-1:]:
        contact = CaseFile(context.vault, case_id).contact(last.submission_id)
        if contact is None:
            _require_redacted(replay(history).state)
            return  # purged in the meantime
        name, language = contact.name, contact.language
        why = explain_due_date(notify, last, context.review_clock, language)
        message = context.wording(
            notify, context.policy, name=name, language=language, deadline_explanation=why
        )
        context.notifier.send(key, contact.email, message)


def _require_redacted(state: State) -> None:
    if state is not State.REDACTED:
        raise PermanentDeliveryError(
            "no contact is kept for the newest submission of a case that was not redacted:"
            " tell the applicant in another way, and look what the vault has lost"
        )


def explain_due_date(
    notify: Notify, last: Submitted, clock: ReviewClock, language: Language
) -> str:
    """Say how the day that a notification promises was counted, if it was in this way."""
    deadline = clock.deadline(last.at)
    is_promised = deadline.due_on == notify.due_on  # no later calendar explains it otherwise
    return deadline.explain(language) if is_promised else ""
