"""Laws of restarts: acknowledged data are still there after a store or vault is reopened."""

from collections.abc import Callable

import pytest

from idverify.errors import VersionConflictError
from idverify.ports import CaseStore, Vault
from idverify.testing._promises import states_promises
from idverify.testing._store_laws import APPROVED, NOTIFY_RECEIVED, NOW, append_first_submission

__all__ = ["CaseStoreRestartLaws", "VaultRestartLaws"]


@states_promises
class CaseStoreRestartLaws:
    """Laws of a `CaseStore` on a disk or a server after a restart.

    The fixture `reopened` returns a function. The function closes the store that it opened
    before and returns it as a new process finds it; at the first call the store is empty.
    """

    def test_histories_survive_restart(self, reopened: Callable[[], CaseStore]) -> None:
        """Events survive a restart, and an append that expects an older version is refused."""
        append_first_submission(reopened(), "c-1")
        store = reopened()

        assert len(store.history("c-1")) == 1
        with pytest.raises(VersionConflictError):
            store.append("c-1", [APPROVED], [], expected_version=0, command_id="late")

    def test_command_ids_survive_restart(self, reopened: Callable[[], CaseStore]) -> None:
        """A command that is repeated after a restart is not executed twice."""
        append_first_submission(reopened(), "c-1")
        store = reopened()

        assert store.find_command_digest("c-1", "begin") is not None
        append_first_submission(store, "c-1")
        assert len(store.history("c-1")) == 1

    def test_effects_and_alarms_survive_restart(self, reopened: Callable[[], CaseStore]) -> None:
        """Outstanding effects keep their keys, alarms their times; acknowledged ones are gone."""
        store = reopened()
        append_first_submission(store, "c-1", NOTIFY_RECEIVED, NOTIFY_RECEIVED)
        store.set_alarm("c-1", NOW)
        acknowledged, outstanding = store.outstanding()
        store.acknowledge(acknowledged.key)
        store = reopened()

        assert tuple(store.outstanding()) == (outstanding,)
        assert tuple(store.alarms_until(NOW)) == ("c-1",)


@states_promises
class VaultRestartLaws:
    """Laws of a `Vault` on a disk or a server after a restart; `reopened` is as for the store."""

    def test_items_and_salt_survive_restart(self, reopened: Callable[[], Vault]) -> None:
        """Items and the salt of the case survive a restart, so that fingerprints still agree."""
        vault = reopened()
        vault.put("c-1", [("a", b"1")])
        salt = vault.salt("c-1")
        vault = reopened()

        assert vault.get("c-1", "a") == b"1"
        assert vault.salt("c-1") == salt

    def test_purge_survives_restart(self, reopened: Callable[[], Vault]) -> None:
        """After a purge neither the items nor the salt of the case come back."""
        vault = reopened()
        vault.put("c-1", [("a", b"1")])
        salt = vault.salt("c-1")
        vault.purge("c-1")
        vault = reopened()

        assert tuple(vault.names("c-1")) == ()
        assert vault.salt("c-1") != salt
