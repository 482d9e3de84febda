"""A notifier that writes each message as an `.eml` file, which any mail program opens."""

import hashlib
import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path

from attrs import field, frozen

from idverify.errors import InvalidValue
from idverify.ports import Clock, Message

__all__ = ["EmlNotifier"]


@frozen(kw_only=True)
class EmlNotifier:
    """Writes messages into a folder; a key that was delivered before is written over."""

    folder: Path = field(converter=Path)
    sender: str
    clock: Clock

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Write one message as an `.eml` file named for its key, whole or not at all."""
        mark = hashlib.sha256(key.encode()).hexdigest()[:16]
        mail = EmailMessage(policy=SMTP)
        try:
            mail["From"], mail["To"], mail["Subject"] = self.sender, recipient, message.subject
        except ValueError:
            raise InvalidValue("sender, recipient or subject contains a line break") from None
        mail["Date"] = format_datetime(self.clock.now())
        mail["Message-ID"] = make_msgid(mark, "idverify.invalid")
        mail.set_content(message.body)
        self.folder.mkdir(parents=True, exist_ok=True)
        readable = re.sub(r"[^\w-]+", "_", key)[:60]
        target = self.folder / f"{readable}.{mark}.eml"
        draft = target.with_suffix(".part")
        draft.write_bytes(mail.as_bytes())
        draft.replace(target)
