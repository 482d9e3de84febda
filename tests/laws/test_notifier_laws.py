"""One body of laws for every notifier; those that need a server have theirs in tests/adapters."""

from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from idverify.adapters.eml import EmlNotifier
from idverify.adapters.memory import FixedClock, MemoryNotifier
from idverify.ports import Message, Notifier
from idverify.testing.laws import NotifierLaws
from support.applicants import RECEIVED_AT

Delivered = Callable[[], list[tuple[str, str, str]]]
MESSAGE = Message(subject="本人確認書類を受け付けました", body="髙﨑様\n\n本文\n")


class Once(NotifierLaws):
    """What those keep that know which keys they have delivered."""

    def test_each_key_is_one_delivery(self, notifier: Notifier, delivered: Delivered) -> None:
        """The same key again is no second message; another key is."""
        for key in ("case-1/1/0", "case-1/1/0", "case-1/1/1"):
            notifier.send(key, "hanako@example.jp", MESSAGE)

        assert len(delivered()) == 2

    def test_keys_that_look_alike_are_two(self, notifier: Notifier, delivered: Delivered) -> None:
        """What differs only in characters a file name cannot have is still two messages."""
        for key in ("a/b", "a_b", "a:b", "../a", "x" * 300, "x" * 301):
            notifier.send(key, "hanako@example.jp", MESSAGE)

        assert len(delivered()) == 6


class TestMemory(Once):
    """A dictionary."""

    @pytest.fixture
    def notifier(self) -> MemoryNotifier:
        """Give an empty one."""
        return MemoryNotifier()

    @pytest.fixture
    def delivered(self, notifier: MemoryNotifier) -> Delivered:
        """Read it."""
        return lambda: [(to, mail.subject, mail.body) for to, mail in notifier.sent.values()]


class TestEml(Once):
    """A folder of files that any mail program opens."""

    @pytest.fixture
    def notifier(self, tmp_path: Path) -> Notifier:
        """Give an empty folder."""
        clock = FixedClock(RECEIVED_AT)
        return EmlNotifier(folder=tmp_path, sender="desk@example.jp", clock=clock)

    @pytest.fixture
    def delivered(self, tmp_path: Path) -> Delivered:
        """Read the files."""
        return lambda: [_read(file) for file in tmp_path.glob("*")]


def _read(file: Path) -> tuple[str, str, str]:
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    part = mail.get_body(("plain",))
    assert part is not None
    return mail["To"], mail["Subject"], part.get_content().replace("\r\n", "\n")
