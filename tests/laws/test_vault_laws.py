"""What every vault keeps, and what it destroys."""

from collections.abc import Iterator

import pytest

from idverify.ports import Vault

PAIRS = [("contact", b"{}"), ("image/s-1/aa", bytes(range(256)) * 40), ("empty", b"")]


class TestKeeping:
    """What was put is got back byte for byte."""

    def test_what_was_put_is_got_back(self, vault: Vault) -> None:
        """Every byte value comes back, and an empty item is an item."""
        vault.put("a", PAIRS)

        assert [(name, vault.get("a", name)) for name, _ in PAIRS] == PAIRS
        assert {name for name, _ in PAIRS} == set(vault.names("a"))

    def test_what_was_not_put_is_not_there(self, vault: Vault) -> None:
        """An unknown case and an unknown name have nothing."""
        vault.put("a", PAIRS)

        assert (vault.get("a", "x"), vault.get("b", "contact")) == (None, None)
        assert tuple(vault.names("b")) == ()

    def test_putting_again_replaces(self, vault: Vault) -> None:
        """The last bytes put under a name are those that are kept."""
        vault.put("a", PAIRS)
        vault.put("a", [("contact", b"new")])

        assert vault.get("a", "contact") == b"new"
        assert len(PAIRS) == len(vault.names("a"))

    def test_all_of_a_put_is_kept_or_none(self, vault: Vault) -> None:
        """Items that cannot all be produced leave nothing behind."""

        def breaking() -> Iterator[tuple[str, bytes]]:
            yield "contact", b"{}"
            raise ConnectionError

        with pytest.raises(ConnectionError):
            vault.put("a", breaking())
        assert tuple(vault.names("a")) == ()

    def test_putting_nothing_is_harmless(self, vault: Vault) -> None:
        """No items make no case."""
        vault.put("a", [])

        assert tuple(vault.names("a")) == ()


class TestSalts:
    """Each case has a secret of its own."""

    def test_a_salt_stays_the_same(self, vault: Vault) -> None:
        """Asked again, it is the same, and it has at least sixteen bytes."""
        assert vault.salt("a") == vault.salt("a")
        assert len(vault.salt("a")) >= 16

    def test_no_two_cases_share_a_salt(self, vault: Vault) -> None:
        """A hundred cases have a hundred salts."""
        assert len({vault.salt(str(number)) for number in range(100)}) == 100

    def test_a_purge_destroys_the_salt(self, vault: Vault) -> None:
        """What the salt made unreadable stays so: the next one is another."""
        before = vault.salt("a")
        vault.purge("a")

        assert before != vault.salt("a")

    def test_a_salt_is_no_item(self, vault: Vault) -> None:
        """The secret is not among the names of what is kept."""
        vault.salt("a")

        assert tuple(vault.names("a")) == ()


class TestDestroying:
    """What is destroyed is gone, and nothing else with it."""

    def test_a_dropped_item_is_gone(self, vault: Vault) -> None:
        """Dropping one leaves the others; dropping it twice is harmless."""
        vault.put("a", PAIRS)
        vault.put("b", PAIRS)
        vault.drop("a", ["contact", "nothing"])
        vault.drop("a", ["contact"])

        assert vault.get("a", "contact") is None
        assert PAIRS[1][1] == vault.get("a", PAIRS[1][0])
        assert vault.get("b", "contact") == b"{}"

    def test_a_purged_case_has_nothing(self, vault: Vault) -> None:
        """Everything of the case is gone; another case keeps everything."""
        vault.put("a", PAIRS)
        vault.put("b", PAIRS)
        vault.purge("a")
        vault.purge("nobody")

        assert tuple(vault.names("a")) == ()
        assert [None] * len(PAIRS) == [vault.get("a", name) for name, _ in PAIRS]
        assert len(PAIRS) == len(vault.names("b"))
