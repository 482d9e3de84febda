"""Encrypted vault (extra `vault`): AES-GCM with one key for each case, each key wrapped.

It encloses any vault that can keep a secret for each case. The secret is the wrapped
key: destroying it makes every copy of the case unreadable, including those in old
backups, without a list of where they are.
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

from idverify.errors import DataError, InvalidValueError, TamperedDataError
from idverify.ports import KeyProvider, Vault
from idverify.validation import validated

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

#: Precedes all ciphertext, so that a later format can be distinguished from this one.
FORMAT_PREFIX: Final = b"idv1"


class SecretVault(Vault, Protocol):
    """A vault that also keeps a secret for each case, created at the first call."""

    def secret(self, case_id: str, make: Callable[[], bytes]) -> bytes:
        """Return the secret of the case, created by *make* if there is none."""
        ...


class AsyncSecretVault(Protocol):
    """Asynchronous counterpart of `SecretVault`, with the same guarantees."""

    async def secret(self, case_id: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        """Return the secret of the case, created by *make* if there is none."""
        ...

    async def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Store all of *items*, or none of them."""
        ...

    async def get(self, case_id: str, name: str) -> bytes | None:
        """Return the item of this name, or None."""
        ...

    async def names(self, case_id: str) -> Collection[str]:
        """Return the names of the items of a case."""
        ...

    async def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy items of a case by their names."""
        ...

    async def purge(self, case_id: str) -> None:
        """Destroy all items of a case and its secret."""
        ...


def _encrypt(key: bytes, plain: bytes, *place: str) -> bytes:
    """Encrypt bytes bound to a place; moved elsewhere, they cannot be decrypted."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return FORMAT_PREFIX + nonce + AESGCM(key).encrypt(nonce, plain, _associated_data(place))


def _decrypt(key: bytes, sealed: bytes, *place: str) -> bytes:
    nonce, text = (
        sealed[len(FORMAT_PREFIX) :][:NONCE_BYTES],
        sealed[len(FORMAT_PREFIX) + NONCE_BYTES :],
    )
    if not sealed.startswith(FORMAT_PREFIX) or len(nonce) < NONCE_BYTES:
        raise TamperedDataError("$", "not sealed by this vault")
    try:
        return AESGCM(key).decrypt(nonce, text, _associated_data(place))
    except InvalidTag:
        raise TamperedDataError("$", "changed, moved, or sealed under another key") from None


def _associated_data(place: tuple[str, ...]) -> bytes:
    # The length before each part distinguishes ("ab", "c") from ("a", "bc").
    parts = [FORMAT_PREFIX, *(part.encode() for part in place)]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _validate_key(_: object, __: object, value: bytes) -> None:
    if len(value) != KEY_BYTES:
        raise InvalidValueError(f"a key has {len(value)} bytes; {KEY_BYTES} are needed")


@validated
@frozen(kw_only=True)
class LocalKeyProvider:
    """Key provider that wraps the keys of cases with keys held by the service itself.

    >>> keys = LocalKeyProvider.from_key(secrets.token_bytes(32))
    >>> keys.unwrap(keys.wrap(b"key of a case", "c-1"), "c-1")
    b'key of a case'
    """

    current_key_id: str
    """The id of the key used for wrapping."""
    keys: Mapping[str, bytes] = field(repr=False)
    """Each key by its id; retired keys are still used for unwrapping."""

    def __attrs_post_init__(self) -> None:
        if self.current_key_id not in self.keys:
            raise InvalidValueError("current names no key")
        for key in self.keys.values():
            _validate_key(self, None, key)

    @classmethod
    def from_key(cls, key: bytes) -> Self:
        """Return a provider with a single key of 32 bytes."""
        return cls(current_key_id="1", keys={"1": key})

    @classmethod
    def from_file(cls, file: Path) -> Self:
        """Return a provider with the keys of a JSON file.

        The file is `{"current": "2", "keys": {"1": "<hex>", "2": "<hex>"}}`.

        Raises:
            DataError: The file has another form; the text quotes no key.
        """
        try:
            content = json.loads(file.read_bytes())
            keys = {key_id: bytes.fromhex(text) for key_id, text in content["keys"].items()}
            return cls(current_key_id=content["current"], keys=keys)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise DataError("$", "not a file of keys: see LocalKeyProvider.from_file") from None

    def wrap(self, key: bytes, case_id: str) -> bytes:
        """Return the key of a case, encrypted with the current key."""
        sealed = _encrypt(self.keys[self.current_key_id], key, "key", self.current_key_id, case_id)
        return (
            len(self.current_key_id.encode()).to_bytes(1, "big")
            + self.current_key_id.encode()
            + sealed
        )

    def unwrap(self, wrapped: bytes, case_id: str) -> bytes:
        """Return the key of a case, decrypted with the key that wrapped it.

        Raises:
            DataError: That key is missing, or the wrapped key was changed or is another case's.
        """
        end = 1 + (wrapped[0] if wrapped else 0)
        key_id = wrapped[1:end].decode(errors="replace")
        if key_id not in self.keys:
            raise TamperedDataError("$", "wrapped with a key that is not here")
        return _decrypt(self.keys[key_id], wrapped[end:], "key", key_id, case_id)


@validated
@frozen
class EncryptedVault:
    """Vault that encrypts all items before it stores them in an inner vault.

    An item is bound to its case and its name, which contains type and submission: swapped
    or moved items are refused. Names and case ids stay readable and must be opaque.
    """

    inner: SecretVault
    keys: KeyProvider

    def salt(self, case_id: str) -> bytes:
        """Return the secret salt of the case, which is stored and wrapped together with its key."""
        return self._secret(case_id)[KEY_BYTES:]

    def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Store all of *items*, or none of them."""
        self.inner.put(case_id, _encrypt_items(self._key(case_id), case_id, items))

    def get(self, case_id: str, name: str) -> bytes | None:
        """Return the item of this name, or None.

        Raises:
            DataError: The item was changed, or belongs to another case or name.
        """
        sealed = self.inner.get(case_id, name)
        return (
            None if sealed is None else _decrypt(self._key(case_id), sealed, "item", case_id, name)
        )

    def names(self, case_id: str) -> Collection[str]:
        """Return the names of the items of a case."""
        return self.inner.names(case_id)

    def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy items of a case by their names."""
        self.inner.drop(case_id, names)

    def purge(self, case_id: str) -> None:
        """Destroy all items of a case and its key, without which every copy is unreadable."""
        self.inner.purge(case_id)

    def import_case(self, case_id: str, source: Vault) -> None:
        """Move a case from an unencrypted vault into this one.

        The salt is kept, so that fingerprints can still be compared. An interrupted import
        can be repeated.

        Raises:
            InvalidValueError: The case already has another salt in this vault.
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


@validated
@frozen
class AsyncEncryptedVault:
    """Asynchronous counterpart of `EncryptedVault`; each can read the items of the other.

    The key provider may block, as one across a network does: it is called in a thread.
    """

    inner: AsyncSecretVault
    keys: KeyProvider

    async def salt(self, case_id: str) -> bytes:
        """Return the secret salt of the case, which is stored and wrapped together with its key."""
        return (await self._secret(case_id))[KEY_BYTES:]

    async def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Store all of *items*, or none of them."""
        await self.inner.put(case_id, _encrypt_items(await self._key(case_id), case_id, items))

    async def get(self, case_id: str, name: str) -> bytes | None:
        """Return the item of this name, or None; errors as for `EncryptedVault`."""
        sealed = await self.inner.get(case_id, name)
        if sealed is None:
            return None
        return _decrypt(await self._key(case_id), sealed, "item", case_id, name)

    async def names(self, case_id: str) -> Collection[str]:
        """Return the names of the items of a case."""
        return await self.inner.names(case_id)

    async def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy items of a case by their names."""
        await self.inner.drop(case_id, names)

    async def purge(self, case_id: str) -> None:
        """Destroy all items of a case and its key, without which every copy is unreadable."""
        await self.inner.purge(case_id)

    async def _key(self, case_id: str) -> bytes:
        return (await self._secret(case_id))[:KEY_BYTES]

    async def _secret(self, case_id: str) -> bytes:
        def make() -> Awaitable[bytes]:
            return asyncio.to_thread(self.keys.wrap, _generate_secret(), case_id)

        wrapped = await self.inner.secret(case_id, make)
        return await asyncio.to_thread(self.keys.unwrap, wrapped, case_id)
