"""Notifications (通知): recipient, language and explained due date of a message.

A message goes to the contact of the newest submission, which the applicant gave last.
"""

from typing import Protocol

from idverify._refusals import describe
from idverify.calendar.deadline import ReviewClock
from idverify.desk.case_file import CaseFile, HistorySource, list_submitted_events
from idverify.desk.operations import Operation, call
from idverify.errors import ConfigurationError, PermanentDeliveryError
from idverify.i18n import Language
from idverify.lifecycle.case import replay
from idverify.lifecycle.effects import OPERATOR_NOTIFICATIONS, Notify
from idverify.lifecycle.events import Submitted
from idverify.lifecycle.states import State
from idverify.model.contacts import Contact
from idverify.policy.policy import Policy
from idverify.ports import Message, Notifier, Vault
from idverify.render.messages import MessageComposer

__all__ = ["ComposingContext", "NotificationContext", "compose_notification", "send_notification"]


class ComposingContext(Protocol):
    """What is needed to compose a message to an applicant."""

    @property
    def policy(self) -> Policy:
        """The policy whose reasons and next steps a message gives."""
        ...

    @property
    def review_clock(self) -> ReviewClock:
        """The clock that explains a promised day."""
        ...

    @property
    def wording(self) -> MessageComposer:
        """The function that composes the text."""
        ...


class NotificationContext(ComposingContext, Protocol):
    """What is needed to send a notification; the steps of a desk provide it."""

    @property
    def store(self) -> HistorySource:
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
    def operators(self) -> str:
        """The address of the operators."""
        ...


def send_notification(
    context: NotificationContext, key: str, case_id: str, notify: Notify
) -> Operation[None]:
    """Send one notification, or raise; do nothing if the case was redacted in the meantime.

    Raises:
        PermanentDeliveryError: The vault has no contact, and the case is not redacted.
    """
    if notify.kind in OPERATOR_NOTIFICATIONS:
        message = _require_message(context.wording(notify, context.policy, case_id=case_id))
        yield from call(context.notifier.send, key, context.operators, message)
        return
    history = yield from call(context.store.history, case_id)
    for last in list_submitted_events(history)[-1:]:
        contact = yield from CaseFile(context.vault, case_id).contact(last.submission_id)
        if contact is None:
            _require_redacted(replay(history).state)
            return  # purged in the meantime
        message = compose_notification(context, notify, last, contact)
        yield from call(context.notifier.send, key, contact.email, message)


def _require_redacted(state: State) -> None:
    if state is not State.REDACTED:
        raise PermanentDeliveryError(
            "no contact is stored for the newest submission of a case that was not redacted:"
            " inform the applicant in another way, and find out what the vault has lost"
        )


def compose_notification(
    context: ComposingContext, notify: Notify, last: Submitted | None, contact: Contact
) -> Message:
    """Compose the message to an applicant, with an explanation of the promised day."""
    language = contact.language
    explanation = _explain_due_date(notify, last, context.review_clock, language) if last else ""
    return _require_message(
        context.wording(
            notify,
            context.policy,
            name=contact.name,
            language=language,
            deadline_explanation=explanation,
        )
    )


def _require_message(message: object) -> Message:
    if not isinstance(message, Message):
        raise ConfigurationError(
            f"wording returned {describe(message)}: return a Message, as `compose_message` does"
        )
    return message


def _explain_due_date(
    notify: Notify, last: Submitted, clock: ReviewClock, language: Language
) -> str:
    """Return how a promised day was counted, or an empty text if it is now counted differently."""
    deadline = clock.deadline(last.at)
    is_promised = deadline.due_on == notify.due_on  # no later calendar explains it otherwise
    return deadline.explain(language) if is_promised else ""
