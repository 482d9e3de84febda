"""Apprise notifier (extra `apprise`): messages by LINE, Slack, Teams, SMS and others."""

import logging
from typing import Any
from urllib.parse import quote

import apprise
from attrs import field, frozen

from idverify.errors import DeliveryError, InvalidValueError
from idverify.ports import Message
from idverify.validation import validated

__all__ = ["AppriseNotifier"]


@validated
@frozen
class AppriseNotifier:
    """Notifier that sends each message to one Apprise URL.

    The services ignore the key of a message: one that is sent twice arrives twice.
    """

    url: str = field(repr=False)
    """In Apprise's syntax; `{recipient}` is replaced by the recipient where a service needs one."""

    def send(self, key: str, recipient: str, message: Message) -> None:  # noqa: ARG002 - see above
        """Send one message.

        Raises:
            DeliveryError: The service did not accept it; the text quotes Apprise's log without
                the recipient.
            InvalidValueError: Apprise cannot read the URL.
        """
        target = apprise.Apprise()
        if not target.add(self.url.replace("{recipient}", quote(recipient, safe=""))):
            raise InvalidValueError("Apprise cannot read the URL: see its documentation")
        capture: Any = apprise.LogCapture
        with capture(level=logging.WARNING, fmt="%(message)s") as log:
            is_sent = target.notify(title=message.subject, body=message.body)
            log_text = log.getvalue()
        if not is_sent:
            raise DeliveryError(f"Apprise: {_redact_recipient(log_text, recipient)}")


def _redact_recipient(log: str, recipient: str) -> str:
    lines = [line.replace(recipient, "…") for line in log.splitlines() if line.strip()]
    return "; ".join(lines) or "no reason given"
