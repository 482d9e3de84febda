"""Encryption of Temporal histories: payloads and failure texts with AES-GCM.

Histories contain only references, codes and dates. Encryption is a second protection,
for personal data in the text of an error, and against unauthorised readers. Ids are
not payloads and stay readable, so they are replaced by pseudonyms.
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
from idverify.errors import DataError, InvalidValueError, TamperedDataError
from idverify.validation import validated

__all__ = ["EncryptionCodec", "HistoryKeys", "IdVerifyPayloadConverter", "make_data_converter"]

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
ENCRYPTED_ENCODING: Final = b"binary/idverify-sealed-1"
UNREADABLE_ENCODING: Final = b"text/idverify-unreadable"
"""Marks a payload that could not be decrypted and contains the reason; reading it raises."""


@validated
@frozen(kw_only=True)
class HistoryKeys:
    """The keys that encrypt histories, and the key for pseudonyms of ids.

    >>> keys = HistoryKeys.from_key(bytes(32))
    >>> keys.pseudonymize("case-1"), keys.pseudonymize("case-1") == keys.pseudonymize("case-2")
    ('a87ba4b7dd2bf8c9c8655e5dd54fa284', False)

    To change keys, give the new one to every worker and client, and only then make it
    `current_key_id`; retired ones still decrypt. `pseudonym_key` never changes.
    """

    current_key_id: str
    """The id of the key used for encryption."""
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
        """Return a single encryption key of 32 bytes, with a pseudonym key derived from it."""
        pseudonym_key = hmac.new(key, b"idverify workflow ids", hashlib.sha256).digest()
        return cls(current_key_id="1", keys={"1": key}, pseudonym_key=pseudonym_key)

    def pseudonymize(self, name: str) -> str:
        """Return the pseudonym of an id: always the same, and without information about it."""
        return hmac.new(self.pseudonym_key, name.encode(), hashlib.sha256).hexdigest()[:32]


@validated
@frozen
class EncryptionCodec(PayloadCodec):
    """Payload codec that encrypts each payload with its type, and refuses unencrypted ones.

    Otherwise a client without keys could write unencrypted histories for months unnoticed.
    The refusal is raised by `IdVerifyPayloadConverter`, not here: an error here would fail
    everything that arrived together, so that a foreign request would block its case.
    """

    keys: HistoryKeys

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Return the payloads encrypted with the current key."""
        return [self._encrypt(payload.SerializeToString()) for payload in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Return the payloads decrypted, each with the key that encrypted it.

        A payload that was not encrypted, was changed, or whose key is missing gets the encoding
        `UNREADABLE_ENCODING`, which `IdVerifyPayloadConverter` refuses with a `DataError`.
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
            raise TamperedDataError("$", "sealed with a key that is not here")
        nonce, sealed = payload.data[:NONCE_BYTES], payload.data[NONCE_BYTES:]
        try:
            return AESGCM(key).decrypt(nonce, sealed, ENCRYPTED_ENCODING + key_id)
        except (InvalidTag, ValueError):  # ValueError: cut short
            raise TamperedDataError("$", "changed, or sealed under another key") from None


class _ValuePayloadConverter(EncodingPayloadConverter):
    """Converter for the library's values, in the same strict JSON form as in a store."""

    @property
    def encoding(self) -> str:
        """The name of this encoding in payloads."""
        return "json/idverify"

    def to_payload(self, value: object) -> Payload | None:
        """Return a value of the library as a payload, or None for other values."""
        if not attrs.has(type(value)):
            return None
        return Payload(metadata={"encoding": self.encoding.encode()}, data=CODEC.dump(value))

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Any:  # noqa: ANN401
        """Return a value of the type that the receiver's signature names.

        Raises:
            DataError: The receiver names no type, or the data do not have this type.
        """
        if type_hint is None:
            raise DataError("$", "a value whose receiver names no type")
        return CODEC.load(payload.data, type_hint)


class _UnreadablePayloadConverter(EncodingPayloadConverter):
    """Converter that refuses payloads which could not be decrypted."""

    @property
    def encoding(self) -> str:
        """The encoding with which the codec marks such payloads."""
        return UNREADABLE_ENCODING.decode()

    def to_payload(self, value: object) -> Payload | None:  # noqa: ARG002 - never written
        """Return None: no value is written in this encoding."""
        return None

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Any:  # noqa: ANN401, ARG002
        """Raise an error with the reason that the codec recorded.

        Raises:
            DataError: Always.
        """
        raise DataError("$", payload.data.decode())


class IdVerifyPayloadConverter(CompositePayloadConverter):
    """Payload converter: JSON of this library for its values, Temporal's encodings for others."""

    def __init__(self) -> None:
        """Put the encodings of this library before Temporal's."""
        defaults: Iterable[EncodingPayloadConverter] = (
            DefaultPayloadConverter.default_encoding_payload_converters
        )
        super().__init__(_UnreadablePayloadConverter(), _ValuePayloadConverter(), *defaults)


def make_data_converter(keys: HistoryKeys) -> DataConverter:
    """Return the data converter of clients and workers: it encrypts payloads and failure texts."""
    return DataConverter(
        payload_converter_class=IdVerifyPayloadConverter,
        payload_codec=EncryptionCodec(keys),
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )
