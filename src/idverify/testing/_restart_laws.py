"""What outlives its process: whatever was acknowledged is there when it is opened again."""

from collections.abc import Callable

import pytest

from idverify.errors import VersionConflict
from idverify.ports import CaseStore, Vault
from idverify.testing._store_laws import APPROVED, NOW, TOLD, begin

__all__ = ["CaseStoreRestartLaws", "VaultRestartLaws"]


class CaseStoreRestartLaws:
    """What a `CaseStore` on a disk or a server keeps.

    The fixture `reopened` is a function. It closes what it opened before and returns the
    store as a new process finds it; the first time it is empty.
    """

    def test_histories_are_there_after_a_restart(self, reopened: Callable[[], CaseStore]) -> None:
        """Events come back, and a writer who has not seen them is late."""
        begin(reopened(), "c-1")
        store = reopened()

        assert len(store.history("c-1")) == 1
        with pytest.raises(VersionConflict):
            store.append("c-1", [APPROVED], [], expected=0, command_id="late")

    def test_commands_are_known_after_a_restart(self, reopened: Callable[[], CaseStore]) -> None:
        """A request that is repeated over a restart is not carried out twice."""
        begin(reopened(), "c-1")
        store = reopened()

        assert store.has_seen("c-1", "begin")
        begin(store, "c-1")
        assert len(store.history("c-1")) == 1

    def test_promises_are_there_after_a_restart(self, reopened: Callable[[], CaseStore]) -> None:
        """Effects wait on under their keys, alarms under their time; what was settled is over."""
        store = reopened()
        begin(store, "c-1", TOLD, TOLD)
        store.set_alarm("c-1", NOW)
        done, waiting = store.outstanding()
        store.settle(done.key)
        again = reopened()

        assert tuple(again.outstanding()) == (waiting,)
        assert tuple(again.alarms_until(NOW)) == ("c-1",)


class VaultRestartLaws:
    """What a `Vault` on a disk or a server keeps; `reopened` as for the store."""

    def test_items_and_salt_are_there_after_a_restart(self, reopened: Callable[[], Vault]) -> None:
        """Bytes come back, and fingerprints made with the secret of the case still agree."""
        vault = reopened()
        vault.put("c-1", [("a", b"1")])
        salt = vault.salt("c-1")
        again = reopened()

        assert again.get("c-1", "a") == b"1"
        assert again.salt("c-1") == salt

    def test_what_was_purged_stays_away_after_a_restart(
        self, reopened: Callable[[], Vault]
    ) -> None:
        """Nothing of the case comes back, its secret included."""
        vault = reopened()
        vault.put("c-1", [("a", b"1")])
        salt = vault.salt("c-1")
        vault.purge("c-1")
        again = reopened()

        assert tuple(again.names("c-1")) == ()
        assert again.salt("c-1") != salt
