"""Notifications (通知): recipient, language and explained due date of a message.

A message goes to the contact of the newest submission, which the applicant gave last.
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
    """What is needed to send a notification; a desk provides it."""

    @property
    def store(self) -> CaseStore:
        """The store of the histories, which name the newest submission."""
        ...

    @property
    def vault(self) -> Vault:
        """The vault that holds the contacts."""
        ...

    @property
    def notifier(self) -> Notifier:
        """The notifier that delivers a message."""
        ...

    @property
    def policy(self) -> Policy:
        """The policy whose reasons and next steps a message gives."""
        ...

    @property
    def review_clock(self) -> ReviewClock:
        """The clock that explains a promised day."""
        ...

    @property
    def operators(self) -> str:
        """The address of the operators."""
        ...

    @property
    def wording(self) -> MessageComposer:
        """The function that composes the text."""
        ...


def send_notification(context: NotificationContext, key: str, case_id: str, notify: Notify) -> None:
    """Send one notification, or raise; do nothing if the case was redacted in the meantime.

    Raises:
        PermanentDeliveryError: The vault has no contact, and the case is not redacted.
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
        explanation = explain_due_date(notify, last, context.review_clock, language)
        message = context.wording(
            notify, context.policy, name=name, language=language, deadline_explanation=explanation
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
    """Return how a promised day was counted, or an empty text if it is now counted differently."""
    deadline = clock.deadline(last.at)
    is_promised = deadline.due_on == notify.due_on  # no later calendar explains it otherwise
    return deadline.explain(language) if is_promised else ""
