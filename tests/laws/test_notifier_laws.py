"""What every notifier does."""

from collections.abc import Callable

from idverify.ports import Message, Notifier

Delivered = Callable[[], list[str]]
MESSAGE = Message(subject="本人確認書類を受け付けました", body="髙﨑様\n\n本文\n")


class TestNotifier:
    """Called at least once, it delivers once."""

    def test_each_key_is_one_delivery(self, notifier: tuple[Notifier, Delivered]) -> None:
        """The same key again is no second message; another key is."""
        send, delivered = notifier[0].send, notifier[1]
        for key in ("case-1/1/0", "case-1/1/0", "case-1/1/1"):
            send(key, "hanako@example.jp", MESSAGE)

        assert len(delivered()) == 2

    def test_keys_that_look_alike_are_two(self, notifier: tuple[Notifier, Delivered]) -> None:
        """What differs only in characters a file name cannot have is still two messages."""
        send, delivered = notifier[0].send, notifier[1]
        for key in ("a/b", "a_b", "a:b", "../a", "x" * 300, "x" * 301):
            send(key, "hanako@example.jp", MESSAGE)

        assert len(delivered()) == 6
