"""One body of laws for every vault, and one for keys."""

import pytest

from idverify.adapters.vault import LocalKeyProvider
from idverify.ports import KeyProvider
from idverify.testing.laws import KeyProviderLaws, VaultLaws


class TestVaults(VaultLaws):
    """In the clear, and encrypted."""


class TestLocalKeys(KeyProviderLaws):
    """Keys that the service itself keeps."""

    @pytest.fixture
    def keys(self) -> KeyProvider:
        """Give a new key beside an old one."""
        return LocalKeyProvider(current_key_id="新", keys={"旧": b"1" * 32, "新": b"2" * 32})
