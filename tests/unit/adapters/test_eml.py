"""Mails as files: read back by the standard library, as a mail program would."""

from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from idverify.adapters.eml import EmlNotifier
from idverify.adapters.memory import FixedClock
from idverify.errors import InvalidValueError
from idverify.ports import Message
from support.applicants import RECEIVED_AT

SUBJECT = "【要対応】髙﨑〜①㈱ 𠮷野家 🪪 の本人確認"
BODY = "髙﨑 様\n\n〜①㈱ 🪪 本文です。\n.\nFrom here on\n" + "長い行" * 400 + "\n"


@pytest.fixture
def notifier(tmp_path: Path) -> EmlNotifier:
    """Give a notifier on a folder that is not there yet."""
    return EmlNotifier(
        folder=tmp_path / "out" / "box",
        sender="本人確認窓口 <desk@example.jp>",
        clock=FixedClock(RECEIVED_AT),
    )


def send(notifier: EmlNotifier, **changes: Any) -> EmailMessage:  # noqa: ANN401
    """Send one message and read the file back."""
    message = Message(subject=changes.get("subject", SUBJECT), body=changes.get("body", BODY))
    notifier.send(
        changes.get("key", "case-1/1/0"), changes.get("recipient", "hanako@example.jp"), message
    )
    [file] = notifier.folder.glob("*")
    read = message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    assert read.defects == []
    return read


def test_the_words_arrive_as_they_were_written(notifier: EmlNotifier) -> None:
    """Variants, circled numbers, ligatures and emoji survive in subject, sender and body."""
    mail = send(notifier)

    assert (mail["Subject"], mail.get_content().replace("\r\n", "\n")) == (SUBJECT, BODY)
    assert (mail["To"], mail["From"]) == ("hanako@example.jp", "本人確認窓口 <desk@example.jp>")


def test_a_file_is_ascii_with_short_lines(notifier: EmlNotifier) -> None:
    """Any mail server takes the file: seven bits, CRLF, no line above 998 octets."""
    send(notifier)
    [file] = notifier.folder.glob("*.eml")
    data = file.read_bytes()

    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 998


def test_a_mail_has_a_date_and_an_id(notifier: EmlNotifier) -> None:
    """The date is that of the desk's clock; the id is unique and no real host's."""
    mail = send(notifier)

    assert parsedate_to_datetime(mail["Date"]) == RECEIVED_AT
    assert mail["Message-ID"].endswith("@idverify.invalid>")


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "a\r\nBcc: b@example.jp"},
        {"subject": "a\nBcc: b@example.jp"},
        {"recipient": "a@example.jp\r\nBcc: b@example.jp"},
        {"recipient": "a@example.jp\nBcc: b@example.jp"},
    ],
)
def test_nobody_writes_headers_of_their_own(notifier: EmlNotifier, change: dict[str, str]) -> None:
    """A line break in a header is refused, and no file is written."""
    with pytest.raises(InvalidValueError, match="contains a line break"):
        send(notifier, **change)

    assert not notifier.folder.exists()


def test_a_sender_with_a_line_break_is_refused(notifier: EmlNotifier) -> None:
    """The sender is a header like the others."""
    with pytest.raises(InvalidValueError, match="contains a line break"):
        send(evolve(notifier, sender="desk@example.jp\nBcc: b@example.jp"))


@pytest.mark.parametrize("key", ["../../escape", "/etc/passwd", "a\x00b", "案件/1", "x" * 500, "."])
def test_a_key_stays_in_the_folder(notifier: EmlNotifier, key: str) -> None:
    """Whatever a key contains, its file lies in the folder and can be read."""
    assert send(notifier, key=key)["Subject"] == SUBJECT
    [file] = notifier.folder.iterdir()
    assert file.resolve().parent == notifier.folder.resolve()


def test_sending_again_writes_over_the_file(notifier: EmlNotifier) -> None:
    """A key that is delivered twice is one file, and no draft is left."""
    send(notifier)
    moved = evolve(notifier, clock=FixedClock(datetime.fromisoformat("2026-12-01T00:00:00+09:00")))

    assert send(moved, subject="二通目")["Subject"] == "二通目"
    assert [file.suffix for file in notifier.folder.iterdir()] == [".eml"]
