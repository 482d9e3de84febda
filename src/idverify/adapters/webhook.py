"""Messages as signed webhooks in the Standard Webhooks format (extra `webhook`), over httpx.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md,
read 2026-11-23. The signer takes whole seconds: it has no time zone to get wrong.
"""

import base64
import binascii
import hashlib
import hmac
import ipaddress
import json
import re
import socket
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx
from attrs import Attribute, field, frozen

from idverify.errors import DataError, DeliveryError, InvalidValueError, PermanentDeliveryError
from idverify.ports import Clock, Message

__all__ = ["WebhookNotifier", "sign", "verify"]

SECRET_PREFIX: Final = "whsec_"

#: Seconds a signature is good for, before and after the receiver's clock.
TOLERANCE_SECONDS: Final = 300

#: Other hosts a request may be sent on to; a receiver has moved at most so often.
MAX_REDIRECTS: Final = 3


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Return the signature of a message: `v1,` and its HMAC-SHA256 in Base64.

    Args:
        secret: `whsec_` and at least 24 bytes in Base64.
        message_id: The same for every delivery of a message.
        seconds: When it is sent, in whole seconds since 1970 in UTC.
        body: As it is sent, byte for byte.

    >>> sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek",
    ...      1614265330, b'{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    signed = b".".join([message_id.encode(), str(timestamp).encode(), body])
    digest = hmac.digest(_decode_secret(secret), signed, hashlib.sha256)
    return f"v1,{base64.b64encode(digest).decode()}"


def _decode_secret(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except binascii.Error:
        raise InvalidValueError("the secret of a webhook is not whsec_ and Base64") from None
    if len(key) < _MIN_KEY_BYTES:
        raise InvalidValueError(
            f"the secret of a webhook has {len(key)} bytes; it needs {_MIN_KEY_BYTES}"
        )
    return key


_MIN_KEY_BYTES: Final = 24


def verify(
    secrets: Collection[str], headers: Mapping[str, str], body: bytes, *, current_timestamp: int
) -> None:
    """Make sure, as a receiver, that a message was signed with one of *secrets* just now.

    Args:
        secrets: The secret, or both of them while one is replaced by another.
        headers: With names in lower case.
        body: As it was received, byte for byte.
        seconds: The receiver's clock, in whole seconds since 1970.

    Raises:
        DataError: A header is missing, the time is off, or no signature matches.
    """
    wanted = ("webhook-id", "webhook-timestamp", "webhook-signature")
    for name in wanted:
        if name not in headers:
            raise DataError(f"$.{name}", "is missing")
    message_id, sent_at, signatures = (headers[name] for name in wanted)
    if not (sent_at.isascii() and sent_at.isdigit() and len(sent_at) <= _MAX_TIMESTAMP_DIGITS):
        raise DataError("$.webhook-timestamp", "not a number of seconds")
    for name, value in zip(wanted, (message_id, sent_at, signatures), strict=True):
        if _LONE_SURROGATE.search(value):
            raise DataError(f"$.{name}", "holds half a character, which UTF-8 cannot say")
    if abs(current_timestamp - int(sent_at)) > TOLERANCE_SECONDS:
        raise DataError("$.webhook-timestamp", f"more than {TOLERANCE_SECONDS} seconds off")
    expected = [sign(secret, message_id, int(sent_at), body).encode() for secret in secrets]
    given = [signature.encode() for signature in signatures.split(" ")]
    if not any(hmac.compare_digest(one, other) for one in expected for other in given):
        raise DataError("$.webhook-signature", "no signature matches")


#: Digits of a time in seconds: more than any clock will ever show, fewer than Python refuses.
_MAX_TIMESTAMP_DIGITS: Final = 20
#: Halves of characters, as they come out of headers decoded with `surrogateescape`.
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def _resolve_host(host: str, port: int) -> Sequence[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _validate_secrets(_: object, __: "Attribute[tuple[str, ...]]", value: tuple[str, ...]) -> None:
    if not value:
        raise InvalidValueError("a webhook needs at least one secret")
    for secret in value:
        _decode_secret(secret)


@frozen(kw_only=True)
class WebhookNotifier:
    """Posts each message as JSON, signed, with its key as `webhook-id`.

    Where it redirects to is checked: https only, no private address, and the name is
    looked up once, so that it cannot mean another address when the request is made.
    """

    url: str
    is_untrusted: bool = False
    """Somebody else wrote the address, as members of a service may: it is checked as well."""
    secrets: tuple[str, ...] = field(
        converter=tuple[str, ...], validator=_validate_secrets, repr=False
    )
    """The newest first; while a secret is replaced, the message is signed with both."""
    clock: Clock
    client: httpx.Client = field(factory=lambda: httpx.Client(timeout=20.0), repr=False)
    resolve: Callable[[str, int], Sequence[str]] = field(default=_resolve_host, repr=False)

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Post one message.

        Raises:
            Undeliverable: The receiver wants no more (410), or redirects where we do not go.
            DeliveryError: It answered otherwise than with success, or not at all.
        """
        now = self.clock.now()
        data = {"recipient": recipient, "subject": message.subject, "body": message.body}
        content = {"type": "idverify.notification", "timestamp": now.isoformat(), "data": data}
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        seconds = int(now.timestamp())
        signatures = " ".join(sign(secret, key, seconds, body) for secret in self.secrets)
        headers = {
            "content-type": "application/json",
            "webhook-id": key,
            "webhook-timestamp": str(seconds),
            "webhook-signature": signatures,
        }
        try:
            request = httpx.Request("POST", self.url, headers=headers, content=body)
            self._post(self._pin_address(request, self.url) if self.is_untrusted else request)
        except httpx.HTTPError as error:
            raise DeliveryError(f"no answer from the receiver: {type(error).__name__}") from None
        except (httpx.InvalidURL, UnicodeError):  # a label of 70 letters, or `xn--` alone
            raise PermanentDeliveryError(_INVALID_ADDRESS) from None

    def _post(self, request: httpx.Request) -> None:
        at = self.url
        for _ in range(MAX_REDIRECTS + 1):
            answer = self.client.send(request, follow_redirects=False)
            answer.close()
            if answer.status_code not in _REDIRECT_STATUSES:
                return _raise_for_status(answer.status_code)
            at = _resolve_location(at, answer.headers.get("location", ""))
            request = self._pin_address(request, at)
        raise PermanentDeliveryError(f"the receiver redirects more than {MAX_REDIRECTS} times")

    def _pin_address(self, request: httpx.Request, url: str) -> httpx.Request:
        """Address the request to where *url* is now: who is asked twice may answer otherwise."""
        parts, port = _split_url(url)
        if parts.scheme != "https" or not parts.hostname:
            raise PermanentDeliveryError(
                "the receiver is, or redirects to, something other than https"
            )
        try:
            found = self.resolve(parts.hostname, port)
        except OSError:
            raise DeliveryError("the receiver has, or redirects to, a name nobody knows") from None
        if not found or not all(_is_public(address) for address in found):
            raise PermanentDeliveryError("the receiver is at, or redirects to, a private address")
        pinned = httpx.URL(url, host=found[0])
        headers = {**request.headers, "host": parts.netloc.rpartition("@")[2]}
        return httpx.Request(
            "POST",
            pinned,
            headers=headers,
            content=request.content,
            extensions={"sni_hostname": parts.hostname},
        )


_INVALID_ADDRESS: Final = (
    "the receiver has, or redirects to, something that no address or header can say"
)


def _resolve_location(at: str, location: str) -> str:
    try:
        return urljoin(at, location)
    except ValueError:
        raise PermanentDeliveryError(_INVALID_ADDRESS) from None


def _split_url(url: str) -> tuple[SplitResult, int]:
    """Return the parts of an address, and its port."""
    try:
        parts = urlsplit(url)
        port = parts.port or _HTTPS_PORT
    except ValueError:
        raise PermanentDeliveryError(_INVALID_ADDRESS) from None
    return parts, port


_HTTPS_PORT: Final = 443
#: The two that keep method and body; others would turn our post into a get.
_REDIRECT_STATUSES: Final = (307, 308)
_GONE: Final = 410


#: Behind this prefix a gateway speaks to the IPv4 address in the last four bytes (RFC 6052).
_NAT64_PREFIX: Final = ipaddress.ip_network("64:ff9b::/96")


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    return all(each.is_global and not each.is_multicast for each in (found, *_embedded_ipv4(found)))


def _embedded_ipv4(found: ipaddress.IPv4Address | ipaddress.IPv6Address) -> Iterator[Any]:
    """Find every IPv4 address that an IPv6 address may lead to."""
    if isinstance(found, ipaddress.IPv6Address):
        inner = (found.ipv4_mapped, found.sixtofour, *(found.teredo or ()))
        yield from (each for each in inner if each is not None)
        if found in _NAT64_PREFIX:
            yield ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)


def _raise_for_status(status: int) -> None:
    if status == _GONE:
        raise PermanentDeliveryError("the receiver wants no more messages (410)")
    if not httpx.codes.is_success(status):
        raise DeliveryError(f"the receiver answered {status}")
