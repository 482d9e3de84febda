"""What outlives its process: whatever was acknowledged is there when it is opened again."""

from collections.abc import Callable

import pytest

from idverify.errors import VersionConflictError
from idverify.ports import CaseStore, Vault
from idverify.testing._store_laws import APPROVED, NOTIFY_RECEIVED, NOW, append_first_submission

__all__ = ["CaseStoreRestartLaws", "VaultRestartLaws"]


class CaseStoreRestartLaws:
    """What a `CaseStore` on a disk or a server keeps.

    The fixture `reopened` is a function. It closes what it opened before and returns the
    store as a new process finds it; the first time it is empty.
    """

    def test_histories_survive_restart(self, reopened: Callable[[], CaseStore]) -> None:
        """Events come back, and a writer who has not seen them is late."""
        append_first_submission(reopened(), "c-1")
        store = reopened()

        assert len(store.history("c-1")) == 1
        with pytest.raises(VersionConflictError):
            store.append("c-1", [APPROVED], [], expected_version=0, command_id="late")

    def test_command_ids_survive_restart(self, reopened: Callable[[], CaseStore]) -> None:
        """A request that is repeated over a restart is not carried out twice."""
        append_first_submission(reopened(), "c-1")
        store = reopened()

        assert store.has_seen("c-1", "begin")
        append_first_submission(store, "c-1")
        assert len(store.history("c-1")) == 1

    def test_effects_and_alarms_survive_restart(self, reopened: Callable[[], CaseStore]) -> None:
        """Effects wait on under their keys, alarms under their time; what was settled is over."""
        store = reopened()
        append_first_submission(store, "c-1", NOTIFY_RECEIVED, NOTIFY_RECEIVED)
        store.set_alarm("c-1", NOW)
        done, waiting = store.outstanding()
        store.acknowledge(done.key)
        again = reopened()

        assert tuple(again.outstanding()) == (waiting,)
        assert tuple(again.alarms_until(NOW)) == ("c-1",)


class VaultRestartLaws:
    """What a `Vault` on a disk or a server keeps; `reopened` as for the store."""

    def test_items_and_salt_survive_restart(self, reopened: Callable[[], Vault]) -> None:
        """Bytes come back, and fingerprints made with the secret of the case still agree."""
        vault = reopened()
        vault.put("c-1", [("a", b"1")])
        salt = vault.salt("c-1")
        again = reopened()

        assert again.get("c-1", "a") == b"1"
        assert again.salt("c-1") == salt

    def test_purge_survives_restart(self, reopened: Callable[[], Vault]) -> None:
        """Nothing of the case comes back, its secret included."""
        vault = reopened()
        vault.put("c-1", [("a", b"1")])
        salt = vault.salt("c-1")
        vault.purge("c-1")
        again = reopened()

        assert tuple(again.names("c-1")) == ()
        assert again.salt("c-1") != salt
