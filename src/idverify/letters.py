"""Letters (通知): to whom a message goes, in which language, and how its promised day was counted.

A letter goes to the contact of the newest submission: where people last asked to be told.
"""

from attrs import frozen

from idverify.calendar.deadline import ReviewClock
from idverify.case_file import CaseFile
from idverify.errors import Undeliverable
from idverify.lifecycle.case import replay
from idverify.lifecycle.effects import TO_OPERATORS, Notify
from idverify.lifecycle.events import Submitted
from idverify.lifecycle.states import State
from idverify.policy.policy import Policy
from idverify.ports import CaseStore, Notifier, Vault
from idverify.render.messages import Wording
from idverify.vocabulary.contacts import Contact

__all__ = ["Letters"]


@frozen(kw_only=True)
class Letters:
    """Writes and sends what people are told; it keeps nothing."""

    store: CaseStore
    vault: Vault
    notifier: Notifier
    policy: Policy
    review_clock: ReviewClock
    operators: str
    wording: Wording

    def send(self, key: str, case_id: str, notify: Notify) -> None:
        """Send one letter, or raise; where nobody is left to tell, there is nothing to do.

        Raises:
            Undeliverable: The applicant should be told, and no contact is kept.
        """
        if notify.notice in TO_OPERATORS:
            message = self.wording(notify, self.policy, case_id=case_id)
            self.notifier.send(key, self.operators, message)
            return
        history = self.store.history(case_id)
        for last in [event for event in history if isinstance(event, Submitted)][-1:]:
            contact = self._contact(case_id, last.submission_id, replay(history).state)
            if contact is None:
                return  # purged in the meantime
            name, language, why = contact.name, contact.language, self._why(notify, last, contact)
            message = self.wording(notify, self.policy, name=name, language=language, why=why)
            self.notifier.send(key, contact.email, message)

    def _contact(self, case_id: str, submission_id: str, state: State) -> Contact | None:
        contact = CaseFile(self.vault, case_id).contact(submission_id)
        if contact is None and state is not State.REDACTED:
            raise Undeliverable(
                "no contact is kept for the newest submission of a case that was not redacted:"
                " tell the applicant in another way, and look what the vault has lost"
            )
        return contact

    def _why(self, notify: Notify, last: Submitted, contact: Contact) -> str:
        deadline = self.review_clock.deadline(last.at)
        is_promised = deadline.due_on == notify.due_on  # no later calendar explains it otherwise
        return deadline.explain(contact.language.value) if is_promised else ""
