"""EML notifier: messages as `.eml` files, which any mail program opens."""

import re
from pathlib import Path

from attrs import field, frozen

from idverify.adapters._mail import hash_key, make_mail
from idverify.ports import Clock, Message
from idverify.validation import validated

__all__ = ["EmlNotifier"]


@validated
@frozen(kw_only=True)
class EmlNotifier:
    """Notifier that writes messages as `.eml` files; a repeated key replaces its file."""

    folder: Path = field(converter=Path)
    sender: str
    clock: Clock

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Write one message atomically as an `.eml` file named for its key."""
        mail = make_mail(
            key,
            recipient,
            message,
            sender=self.sender,
            domain="idverify.invalid",
            date=self.clock.now(),
        )
        self.folder.mkdir(parents=True, exist_ok=True)
        readable = re.sub(r"[^\w-]+", "_", key)[:60]
        target = self.folder / f"{readable}.{hash_key(key)[:16]}.eml"
        draft = target.with_suffix(".part")
        draft.write_bytes(mail.as_bytes())
        draft.replace(target)
