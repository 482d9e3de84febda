"""Laws of vaults (保管庫), key providers and notifiers, as tests."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from idverify.errors import DataError
from idverify.ports import KeyProvider, Message, Notifier, Vault
from idverify.testing._promises import states_promises

__all__ = ["KeyProviderLaws", "NotifierLaws", "VaultLaws"]


@states_promises
class VaultLaws:
    """Laws of every `Vault`; the fixture `vault` returns an empty vault."""

    def test_get_returns_what_was_put(self, vault: Vault) -> None:
        """Bytes are returned unchanged, including empty ones and all 256 values."""
        vault.put("c-1", [("a", b""), ("b/c", bytes(range(256))), ("髙", "見本".encode())])

        assert (b"", bytes(range(256)), "見本".encode()) == tuple(
            vault.get("c-1", name) for name in ("a", "b/c", "髙")
        )
        assert {"a", "b/c", "髙"} == set(vault.names("c-1"))

    def test_put_replaces(self, vault: Vault) -> None:
        """The last bytes put under a name replace earlier ones."""
        vault.put("c-1", [("a", b"old")])
        vault.put("c-1", [("a", b"new")])

        assert vault.get("c-1", "a") == b"new"

    def test_put_is_atomic(self, vault: Vault) -> None:
        """If one item cannot be produced, none is kept; putting no items is allowed."""

        def failing_items() -> Iterator[tuple[str, bytes]]:
            yield "a", b"1"
            raise ConnectionError

        with suppress(ConnectionError):
            vault.put("c-1", failing_items())
        vault.put("c-1", [])

        assert tuple(vault.names("c-1")) == ()

    def test_cases_are_isolated(self, vault: Vault) -> None:
        """Items of one case are found in no other case, and purged with no other case."""
        vault.put("c-1", [("a", b"one")])
        vault.put("c-2", [("a", b"two")])
        vault.purge("c-2")

        assert (vault.get("c-1", "a"), vault.get("c-2", "a")) == (b"one", None)

    def test_unknown_cases_and_names_are_empty(self, vault: Vault) -> None:
        """An unknown case and an unknown name have no items, and reading creates none."""
        assert vault.get("c-1", "a") is None
        assert tuple(vault.names("c-1")) == ()

    def test_salt_is_stable_until_purged(self, vault: Vault) -> None:
        """The salt of a case is long, unique and stable, and a purge destroys it permanently."""
        salt = vault.salt("c-1")
        vault.put("c-1", [("a", b"1")])

        assert len(salt) >= 16
        assert salt == vault.salt("c-1")
        assert salt != vault.salt("c-2")
        assert tuple(vault.names("c-2")) == ()
        vault.purge("c-1")
        assert salt != vault.salt("c-1")

    def test_drop_removes_only_named_items(self, vault: Vault) -> None:
        """Only the named items are dropped; other items and the salt stay."""
        vault.put("c-1", [("a", b"1"), ("b", b"2"), ("c", b"3")])
        salt = vault.salt("c-1")
        vault.drop("c-1", ["a", "c", "unknown"])
        vault.drop("c-9", ["a"])

        assert tuple(vault.names("c-1")) == ("b",)
        assert vault.get("c-1", "a") is None
        assert salt == vault.salt("c-1")

    def test_purged_case_can_be_reused(self, vault: Vault) -> None:
        """After a purge the case has no items and may be used again."""
        vault.put("c-1", [("a", b"1"), ("b", b"2")])
        vault.purge("c-1")
        vault.purge("c-1")
        assert tuple(vault.names("c-1")) == ()
        vault.put("c-1", [("b", b"3")])

        assert (vault.get("c-1", "a"), vault.get("c-1", "b")) == (None, b"3")


@states_promises
class KeyProviderLaws:
    """Laws of every `KeyProvider`; the fixture `keys` returns one."""

    def test_a_wrapped_key_is_unwrapped_for_its_case_only(self, keys: KeyProvider) -> None:
        """A wrapped key is unwrapped for its own case and refused for any other case."""
        wrapped = keys.wrap(b"k" * 64, "c-1")

        assert keys.unwrap(wrapped, "c-1") == b"k" * 64
        assert b"k" * 64 not in wrapped
        assert self._is_refused(keys, wrapped, "c-2")

    def test_tampered_key_is_refused(self, keys: KeyProvider) -> None:
        """A wrapped key in which any byte was changed is refused."""
        wrapped = keys.wrap(b"k" * 64, "c-1")
        changed = [
            wrapped[:at] + bytes([byte ^ 1]) + wrapped[at + 1 :] for at, byte in enumerate(wrapped)
        ]

        assert all(self._is_refused(keys, tampered, "c-1") for tampered in changed)
        assert self._is_refused(keys, wrapped[:-1], "c-1")
        assert self._is_refused(keys, b"", "c-1")

    def _is_refused(self, keys: KeyProvider, wrapped: bytes, case_id: str) -> bool:
        try:
            keys.unwrap(wrapped, case_id)
        except DataError:
            return True
        return False


@states_promises
class NotifierLaws:
    """Laws of every `Notifier`.

    The fixture `delivered` returns a function that returns each delivered message as
    recipient, subject and body.
    """

    def test_a_message_arrives_as_it_was_written(
        self, notifier: Notifier, delivered: Callable[[], list[tuple[str, str, str]]]
    ) -> None:
        """Every character is delivered, to the given recipient."""
        message = Message(subject="髙﨑 〜①㈱ 🎉", body="髙﨑 様\n\n〜①㈱ 🎉\n")
        notifier.send("c-1/1/0", "hanako@example.jp", message)

        assert [("hanako@example.jp", message.subject, message.body)] == delivered()

    def test_different_keys_are_different_messages(
        self, notifier: Notifier, delivered: Callable[[], list[tuple[str, str, str]]]
    ) -> None:
        """Two keys with the same text are two messages."""
        message = Message(subject="お知らせ", body="本文\n")
        notifier.send("c-1/1/0", "hanako@example.jp", message)
        notifier.send("c-1/2/0", "hanako@example.jp", message)

        assert len(delivered()) == 2
