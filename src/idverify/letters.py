"""Letters (通知): to whom a message goes, in which language, and how its promised day was counted.

A letter goes to the contact of the newest submission: where people last asked to be told.
"""

from typing import Protocol

from idverify.calendar.deadline import ReviewClock
from idverify.case_file import CaseFile, submissions_of
from idverify.errors import Undeliverable
from idverify.language import Language
from idverify.lifecycle.case import replay
from idverify.lifecycle.effects import TO_OPERATORS, Notify
from idverify.lifecycle.events import Submitted
from idverify.lifecycle.states import State
from idverify.policy.policy import Policy
from idverify.ports import CaseStore, Notifier, Vault
from idverify.render.messages import Wording

__all__ = ["Sender", "how_counted", "send"]


class Sender(Protocol):
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
    def wording(self) -> Wording:
        """Who writes the text."""
        ...


def send(sender: Sender, key: str, case_id: str, notify: Notify) -> None:
    """Send one letter, or raise; where nobody is left to tell, there is nothing to do.

    Raises:
        Undeliverable: The applicant should be told, and no contact is kept.
    """
    if notify.notice in TO_OPERATORS:
        message = sender.wording(notify, sender.policy, case_id=case_id)
        sender.notifier.send(key, sender.operators, message)
        return
    history = sender.store.history(case_id)
    for last in submissions_of(history)[-1:]:
        contact = CaseFile(sender.vault, case_id).contact(last.submission_id)
        if contact is None:
            _require_redacted(replay(history).state)
            return  # purged in the meantime
        name, language = contact.name, contact.language
        why = how_counted(notify, last, sender.review_clock, language)
        message = sender.wording(notify, sender.policy, name=name, language=language, why=why)
        sender.notifier.send(key, contact.email, message)


def _require_redacted(state: State) -> None:
    if state is not State.REDACTED:
        raise Undeliverable(
            "no contact is kept for the newest submission of a case that was not redacted:"
            " tell the applicant in another way, and look what the vault has lost"
        )


def how_counted(notify: Notify, last: Submitted, clock: ReviewClock, language: Language) -> str:
    """Say how the day that a notification promises was counted, if it was in this way."""
    deadline = clock.deadline(last.at)
    is_promised = deadline.due_on == notify.due_on  # no later calendar explains it otherwise
    return deadline.explain(language) if is_promised else ""
