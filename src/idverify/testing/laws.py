"""Laws of the ports as pytest classes, to test an adapter: derive a class and add a fixture.

    class TestMyStore(CaseStoreLaws):
        @pytest.fixture
        def store(self, tmp_path):
            return MyStore(tmp_path)

An asynchronous store is tested by the same laws: wrap it in `BlockingAdapter`. Adapters on a disk
or a server are also tested by the restart laws.
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
