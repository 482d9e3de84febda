"""A vault that keeps only ciphertext (extra `vault`): AES-GCM, one key a case, each key wrapped.

It stands around any vault that can keep a secret for each case. The secret is the
wrapped key; whoever destroys it has destroyed every copy of the case, those in old
backups included, and needs no list of where they are.
"""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Final, Protocol, Self

from attrs import field, frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from idverify.errors import DataError, InvalidValueError
from idverify.ports import KeyProvider, Vault

__all__ = [
    "AsyncEncryptedVault",
    "AsyncSecretVault",
    "EncryptedVault",
    "LocalKeyProvider",
    "SecretVault",
]

KEY_BYTES: Final = 32
SALT_BYTES: Final = 32
NONCE_BYTES: Final = 12

#: Stands before everything sealed, so that a later form can be told from this one.
FORMAT_PREFIX: Final = b"idv1"


class SecretVault(Vault, Protocol):
    """A vault that keeps a secret for each case, made by whoever asks first."""

    def secret(self, case_id: str, make: Callable[[], bytes]) -> bytes:
        """Return the secret of the case; if it has none, *make* one."""
        ...


class AsyncSecretVault(Protocol):
    """The same, to await; its promises are those of a `Vault`."""

    async def secret(self, case_id: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        """Return the secret of the case; if it has none, *make* one."""
        ...

    async def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep all of *items*, or none of them."""
        ...

    async def get(self, case_id: str, name: str) -> bytes | None:
        """Return what was put under this name, or None."""
        ...

    async def names(self, case_id: str) -> Collection[str]:
        """Return the names under which something is kept for the case."""
        ...

    async def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy some items of a case."""
        ...

    async def purge(self, case_id: str) -> None:
        """Destroy everything kept of a case."""
        ...


def _encrypt(key: bytes, plain: bytes, *place: str) -> bytes:
    """Encrypt for one place: what is moved elsewhere cannot be opened there."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return FORMAT_PREFIX + nonce + AESGCM(key).encrypt(nonce, plain, _associated_data(place))


def _decrypt(key: bytes, sealed: bytes, *place: str) -> bytes:
    nonce, text = (
        sealed[len(FORMAT_PREFIX) :][:NONCE_BYTES],
        sealed[len(FORMAT_PREFIX) + NONCE_BYTES :],
    )
    if not sealed.startswith(FORMAT_PREFIX) or len(nonce) < NONCE_BYTES:
        raise DataError("$", "not sealed by this vault")
    try:
        return AESGCM(key).decrypt(nonce, text, _associated_data(place))
    except InvalidTag:
        raise DataError("$", "changed, moved, or sealed under another key") from None


def _associated_data(place: tuple[str, ...]) -> bytes:
    # The length before each part keeps ("ab", "c") apart from ("a", "bc").
    parts = [FORMAT_PREFIX, *(part.encode() for part in place)]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _validate_key(_: object, __: object, value: bytes) -> None:
    if len(value) != KEY_BYTES:
        raise InvalidValueError(f"a key has {len(value)} bytes; {KEY_BYTES} are needed")


@frozen(kw_only=True)
class LocalKeyProvider:
    """Wraps the keys of cases with keys that the service itself keeps.

    >>> keys = LocalKeyProvider.from_key(secrets.token_bytes(32))
    >>> keys.unwrap(keys.wrap(b"key of a case", "c-1"), "c-1")
    b'key of a case'
    """

    current_key_id: str
    """The id of the key that wraps."""
    keys: Mapping[str, bytes] = field(repr=False)
    """Each key by its id; retired ones still unwrap."""

    def __attrs_post_init__(self) -> None:
        if self.current_key_id not in self.keys:
            raise InvalidValueError("current names no key")
        for key in self.keys.values():
            _validate_key(self, None, key)

    @classmethod
    def from_key(cls, key: bytes) -> Self:
        """Wrap with a single key of 32 bytes."""
        return cls(current_key_id="1", keys={"1": key})

    @classmethod
    def from_file(cls, file: Path) -> Self:
        """Read keys from a JSON file: `{"current": "2", "keys": {"1": "<hex>", "2": "<hex>"}}`.

        Raises:
            DataError: It is not such a file; no key is quoted.
        """
        try:
            found = json.loads(file.read_bytes())
            keys = {key_id: bytes.fromhex(text) for key_id, text in found["keys"].items()}
            return cls(current_key_id=found["current"], keys=keys)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise DataError("$", "not a file of keys: see LocalKeyProvider.from_file") from None

    def wrap(self, key: bytes, case_id: str) -> bytes:
        """Encrypt the key of a case under the current key."""
        sealed = _encrypt(self.keys[self.current_key_id], key, "key", self.current_key_id, case_id)
        return (
            len(self.current_key_id.encode()).to_bytes(1, "big")
            + self.current_key_id.encode()
            + sealed
        )

    def unwrap(self, wrapped: bytes, case_id: str) -> bytes:
        """Decrypt the key of a case under the key it was wrapped with."""
        end = 1 + (wrapped[0] if wrapped else 0)
        key_id = wrapped[1:end].decode(errors="replace")
        if key_id not in self.keys:
            raise DataError("$", "wrapped with a key that is not here")
        return _decrypt(self.keys[key_id], wrapped[end:], "key", key_id, case_id)


@frozen
class EncryptedVault:
    """Keeps ciphertext on a shelf; plain bytes are seen by its caller only.

    An item is bound to its case and its name, which says type and submission: swapped
    or moved items are refused. Names and case ids stay readable and must be opaque.
    """

    inner: SecretVault
    keys: KeyProvider

    def salt(self, case_id: str) -> bytes:
        """Return the secret of the case, kept beside its key and wrapped with it."""
        return self._secret(case_id)[KEY_BYTES:]

    def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep all of *items*, or none of them."""
        self.inner.put(case_id, _encrypt_items(self._key(case_id), case_id, items))

    def get(self, case_id: str, name: str) -> bytes | None:
        """Return what was put under this name, or None.

        Raises:
            DataError: It was changed, or belongs to another case or name.
        """
        sealed = self.inner.get(case_id, name)
        return (
            None if sealed is None else _decrypt(self._key(case_id), sealed, "item", case_id, name)
        )

    def names(self, case_id: str) -> Collection[str]:
        """Return the names under which something is kept for the case."""
        return self.inner.names(case_id)

    def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy some items of a case."""
        self.inner.drop(case_id, names)

    def purge(self, case_id: str) -> None:
        """Destroy the key of the case, and with it everything ever kept under it."""
        self.inner.purge(case_id)

    def import_case(self, case_id: str, source: Vault) -> None:
        """Take a case over from a vault in the clear, and purge it there.

        The salt stays, so that fingerprints still compare. If it is interrupted, do it again.

        Raises:
            InvalidValueError: The case has begun here with another salt.
        """
        if not source.names(case_id):
            return
        salt = source.salt(case_id)
        self.inner.secret(
            case_id, lambda: self.keys.wrap(secrets.token_bytes(KEY_BYTES) + salt, case_id)
        )
        if self.salt(case_id) != salt:
            raise InvalidValueError("the case has begun in both vaults: adopt it before it is used")
        self.put(
            case_id, [(name, source.get(case_id, name) or b"") for name in source.names(case_id)]
        )
        source.purge(case_id)

    def _key(self, case_id: str) -> bytes:
        return self._secret(case_id)[:KEY_BYTES]

    def _secret(self, case_id: str) -> bytes:
        wrapped = self.inner.secret(case_id, lambda: self.keys.wrap(_generate_secret(), case_id))
        return self.keys.unwrap(wrapped, case_id)


def _generate_secret() -> bytes:
    return secrets.token_bytes(KEY_BYTES + SALT_BYTES)


def _encrypt_items(
    key: bytes, case_id: str, items: Iterable[tuple[str, bytes]]
) -> list[tuple[str, bytes]]:
    return [(name, _encrypt(key, data, "item", case_id, name)) for name, data in items]


@frozen
class AsyncEncryptedVault:
    """The same, to await; what it keeps an `EncryptedVault` reads, and the other way round.

    The provider of keys may take its time, as one across a network does: it is
    asked in a thread.
    """

    inner: AsyncSecretVault
    keys: KeyProvider

    async def salt(self, case_id: str) -> bytes:
        """Return the secret of the case, kept beside its key and wrapped with it."""
        return (await self._secret(case_id))[KEY_BYTES:]

    async def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep all of *items*, or none of them."""
        await self.inner.put(case_id, _encrypt_items(await self._key(case_id), case_id, items))

    async def get(self, case_id: str, name: str) -> bytes | None:
        """Return what was put under this name, or None; errors are those of `EncryptedVault`."""
        sealed = await self.inner.get(case_id, name)
        if sealed is None:
            return None
        return _decrypt(await self._key(case_id), sealed, "item", case_id, name)

    async def names(self, case_id: str) -> Collection[str]:
        """Return the names under which something is kept for the case."""
        return await self.inner.names(case_id)

    async def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy some items of a case."""
        await self.inner.drop(case_id, names)

    async def purge(self, case_id: str) -> None:
        """Destroy the key of the case, and with it everything ever kept under it."""
        await self.inner.purge(case_id)

    async def _key(self, case_id: str) -> bytes:
        return (await self._secret(case_id))[:KEY_BYTES]

    async def _secret(self, case_id: str) -> bytes:
        def make() -> Awaitable[bytes]:
            return asyncio.to_thread(self.keys.wrap, _generate_secret(), case_id)

        wrapped = await self.inner.secret(case_id, make)
        return await asyncio.to_thread(self.keys.unwrap, wrapped, case_id)
