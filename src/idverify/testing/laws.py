"""The promises of the ports as tests: derive a class, give it a fixture, and pytest does the rest.

    class TestMyStore(CaseStoreLaws):
        @pytest.fixture
        def store(self, tmp_path):
            return MyStore(tmp_path)

A store to await is held by the same laws: wrap it in `BlockingAdapter`. What is on a disk or a
server is held to the laws of restarts too.
"""

from idverify.testing._queue_laws import OutboxLaws, ReviewQueueLaws
from idverify.testing._restart_laws import CaseStoreRestartLaws, VaultRestartLaws
from idverify.testing._store_laws import BlockingAdapter, CaseStoreLaws, Store
from idverify.testing._vault_laws import KeyProviderLaws, NotifierLaws, VaultLaws

__all__ = [
    "BlockingAdapter",
    "CaseStoreLaws",
    "CaseStoreRestartLaws",
    "KeyProviderLaws",
    "NotifierLaws",
    "OutboxLaws",
    "ReviewQueueLaws",
    "Store",
    "VaultLaws",
    "VaultRestartLaws",
]
