"""What keeps a history unreadable: every payload and every failure text sealed with AES-GCM.

Histories hold references, codes and days only; this is the second wall, for what
slips into an error's text, and for whoever reads codes he should not. Ids are no
payloads and stay readable, so they are made opaque here too.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Self

import attrs
from attrs import field, frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from temporalio.api.common.v1 import Payload
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    DefaultPayloadConverter,
    EncodingPayloadConverter,
    PayloadCodec,
)

from idverify.adapters.temporal.stored_forms import CODEC
from idverify.errors import DataError, InvalidValueError

__all__ = ["EncryptionCodec", "HistoryKeys", "IdVerifyPayloadConverter", "make_data_converter"]

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
ENCRYPTED_ENCODING: Final = b"binary/idverify-sealed-1"
UNREADABLE_ENCODING: Final = b"text/idverify-unreadable"
"""Stands for a payload that could not be opened, with the reason; refused by whoever reads it."""


@frozen(kw_only=True)
class HistoryKeys:
    """The keys that histories are sealed with, and the secret that names cases.

    >>> keys = HistoryKeys.from_key(bytes(32))
    >>> keys.pseudonymize("case-1"), keys.pseudonymize("case-1") == keys.pseudonymize("case-2")
    ('a87ba4b7dd2bf8c9c8655e5dd54fa284', False)

    To change keys, give the new one to every worker and client, and only then make it
    `current`; retired ones still open what they sealed. `pseudonym_key` stays for good.
    """

    current_key_id: str
    """The id of the key that seals."""
    keys: Mapping[str, bytes] = field(repr=False)
    pseudonym_key: bytes = field(repr=False)

    def __attrs_post_init__(self) -> None:
        if self.current_key_id not in self.keys:
            raise InvalidValueError("current names no key")
        for key in (*self.keys.values(), self.pseudonym_key):
            if len(key) != KEY_BYTES:
                raise InvalidValueError(f"a key has {len(key)} bytes; {KEY_BYTES} are needed")

    @classmethod
    def from_key(cls, key: bytes) -> Self:
        """Seal with a single key of 32 bytes, and derive from it the secret that names."""
        naming = hmac.new(key, b"idverify workflow ids", hashlib.sha256).digest()
        return cls(current_key_id="1", keys={"1": key}, pseudonym_key=naming)

    def pseudonymize(self, name: str) -> str:
        """Return what stands for an id in the open: always the same, and telling nothing."""
        return hmac.new(self.pseudonym_key, name.encode(), hashlib.sha256).hexdigest()[:32]


@frozen
class EncryptionCodec(PayloadCodec):
    """Seals each payload whole, its type included; lets nobody read what was not sealed.

    A client without keys would write in the clear for months and nobody would
    notice: here the first thing it sends is refused. It is refused by the one who
    reads it, not here: an error here fails all that arrived together with it, so that a
    stranger's request would hold up the case it was for.
    """

    keys: HistoryKeys

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Encrypt under the current key."""
        return [self._encrypt(payload.SerializeToString()) for payload in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Decrypt under the key it was sealed with.

        What was not sealed, was changed, or whose key is not here becomes `UNREADABLE`, which
        `IdVerifyPayloadConverter` refuses with a `DataError`.
        """
        return [self._decode_payload(payload) for payload in payloads]

    def _decode_payload(self, payload: Payload) -> Payload:
        try:
            return Payload.FromString(self._decrypt(payload))
        except DataError as error:
            return Payload(metadata={"encoding": UNREADABLE_ENCODING}, data=error.problem.encode())

    def _encrypt(self, plain: bytes) -> Payload:
        key_id, nonce = self.keys.current_key_id, secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(self.keys.keys[key_id]).encrypt(
            nonce, plain, ENCRYPTED_ENCODING + key_id.encode()
        )
        metadata = {"encoding": ENCRYPTED_ENCODING, "key": key_id.encode()}
        return Payload(metadata=metadata, data=nonce + sealed)

    def _decrypt(self, payload: Payload) -> bytes:
        if payload.metadata.get("encoding") != ENCRYPTED_ENCODING:
            raise DataError("$", "a payload in the clear: its sender has no EncryptionCodec")
        key_id = payload.metadata["key"]
        key = self.keys.keys.get(key_id.decode(errors="replace"))
        if key is None:
            raise DataError("$", "sealed with a key that is not here")
        nonce, sealed = payload.data[:NONCE_BYTES], payload.data[NONCE_BYTES:]
        try:
            return AESGCM(key).decrypt(nonce, sealed, ENCRYPTED_ENCODING + key_id)
        except (InvalidTag, ValueError):  # ValueError: cut short
            raise DataError("$", "changed, or sealed under another key") from None


class _ValuePayloadConverter(EncodingPayloadConverter):
    """Writes the library's values as everywhere else: strictly, as the store does."""

    @property
    def encoding(self) -> str:
        """The name by which the form is found again."""
        return "json/idverify"

    def to_payload(self, value: object) -> Payload | None:
        """Write a value of the library; leave all others to the next encoding."""
        if not attrs.has(type(value)):
            return None
        return Payload(metadata={"encoding": self.encoding.encode()}, data=CODEC.dump(value))

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Any:  # noqa: ANN401
        """Read a value of the type that the receiver's signature names."""
        if type_hint is None:
            raise DataError("$", "a value whose receiver names no type")
        return CODEC.load(payload.data, type_hint)


class _UnreadablePayloadConverter(EncodingPayloadConverter):
    """Refuses what could not be opened, and says why."""

    @property
    def encoding(self) -> str:
        """That of what the codec puts in the place of such a payload."""
        return UNREADABLE_ENCODING.decode()

    def to_payload(self, value: object) -> Payload | None:  # noqa: ARG002 - nothing is written so
        """Leave every value to the next encoding."""
        return None

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Any:  # noqa: ANN401, ARG002
        """Raise the error for which the codec had no reader."""
        raise DataError("$", payload.data.decode())


class IdVerifyPayloadConverter(CompositePayloadConverter):
    """The library's values in their own form, all others in Temporal's."""

    def __init__(self) -> None:
        """Put our form before the usual ones."""
        usual: Iterable[EncodingPayloadConverter] = (
            DefaultPayloadConverter.default_encoding_payload_converters
        )
        super().__init__(_UnreadablePayloadConverter(), _ValuePayloadConverter(), *usual)


def make_data_converter(keys: HistoryKeys) -> DataConverter:
    """Return what client, worker and replayer need: sealed payloads *and* sealed failure texts."""
    return DataConverter(
        payload_converter_class=IdVerifyPayloadConverter,
        payload_codec=EncryptionCodec(keys),
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )
