"""Webhook notifier: signed messages in the Standard Webhooks format (extra `webhook`).

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md,
read 2026-11-23. Requests are sent with httpx. Signatures contain the time as whole seconds,
which have no time zone.
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
import socket
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx
from attrs import Attribute, field, frozen

from idverify.adapters._bounded_http import BoundedTransport
from idverify.adapters._networks import is_public
from idverify.errors import DataError, DeliveryError, InvalidValueError, PermanentDeliveryError
from idverify.ports import Clock, Message
from idverify.validation import validated

__all__ = ["TOTAL_SECONDS", "WebhookNotifier", "sign", "verify"]

SECRET_PREFIX: Final = "whsec_"  # noqa: S105 - the public prefix of every secret

#: Seconds by which the time of a signature may differ from the receiver's clock.
TOLERANCE_SECONDS: Final = 300

#: The longest that one exchange with a receiver may take.
TOTAL_SECONDS: Final = 30.0

#: How many redirects of one request are followed.
MAX_REDIRECTS: Final = 3


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Return the webhook signature of a message: `v1,` and its HMAC-SHA256 in Base64.

    Args:
        secret: `whsec_` and at least 24 bytes in Base64.
        message_id: The same for every delivery of a message.
        timestamp: When it is sent, in whole seconds since 1970 in UTC.
        body: As it is sent, byte for byte.

    Raises:
        InvalidValueError: The secret is not `whsec_` and Base64, or is too short.

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
    """Raise an error unless a received message has a current signature by one of *secrets*.

    Args:
        secrets: The secret, or the old and the new one during a rotation.
        headers: With names in lower case.
        body: As it was received, byte for byte.
        current_timestamp: The receiver's clock, in whole seconds since 1970.

    Raises:
        DataError: A header is missing, the time is off, or no signature matches.
    """
    header_names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    for name in header_names:
        if name not in headers:
            raise DataError(f"$.{name}", "is missing")
    message_id, sent_at, signatures = (headers[name] for name in header_names)
    if not (sent_at.isascii() and sent_at.isdigit() and len(sent_at) <= _MAX_TIMESTAMP_DIGITS):
        raise DataError("$.webhook-timestamp", "not a number of seconds")
    for name, value in zip(header_names, (message_id, sent_at, signatures), strict=True):
        if _LONE_SURROGATE.search(value):
            raise DataError(f"$.{name}", "holds half a character, which UTF-8 cannot say")
    if abs(current_timestamp - int(sent_at)) > TOLERANCE_SECONDS:
        raise DataError("$.webhook-timestamp", f"more than {TOLERANCE_SECONDS} seconds off")
    valid = [sign(secret, message_id, int(sent_at), body).encode() for secret in secrets]
    received = [signature.encode() for signature in signatures.split(" ")]
    if not any(hmac.compare_digest(ours, theirs) for ours in valid for theirs in received):
        raise DataError("$.webhook-signature", "no signature matches")


#: More digits than any time in seconds has, and fewer than `int` refuses to parse.
_MAX_TIMESTAMP_DIGITS: Final = 20
#: Lone surrogates, which headers decoded with `surrogateescape` may contain.
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def _resolve_host(host: str, port: int) -> Sequence[str]:
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _validate_secrets(_: object, __: "Attribute[tuple[str, ...]]", value: tuple[str, ...]) -> None:
    if not value:
        raise InvalidValueError("a webhook needs at least one secret")
    for secret in value:
        _decode_secret(secret)


@validated
@frozen(kw_only=True)
class WebhookNotifier:
    """Notifier that posts each message as signed JSON, with its key as `webhook-id`.

    Redirect targets are checked: only https, and no private address. A host name is
    resolved once, and the request goes to the addresses that were checked, in turn. Only
    the status of an answer is read.
    """

    url: str
    is_untrusted: bool = False
    """True if a third party, such as a member, entered the URL: it is then checked as well."""
    secrets: tuple[str, ...] = field(
        converter=tuple[str, ...], validator=_validate_secrets, repr=False
    )
    """The newest first; a message is signed with each of them, for rotation."""
    clock: Clock
    client: httpx.Client = field(
        factory=lambda: httpx.Client(transport=BoundedTransport(TOTAL_SECONDS), timeout=20.0),
        repr=False,
    )
    """Shared by all messages. The default ends every exchange after `TOTAL_SECONDS`."""
    resolve: Callable[[str, int], Sequence[str]] = field(default=_resolve_host, repr=False)

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Post one message.

        Raises:
            PermanentDeliveryError: The receiver refuses further messages (410), or its URL or
                a redirect target is not allowed.
            DeliveryError: The receiver did not answer, or not with success.
        """
        now = self.clock.now()
        data = {"recipient": recipient, "subject": message.subject, "body": message.body}
        content = {"type": "idverify.notification", "timestamp": now.isoformat(), "data": data}
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        seconds = int(now.timestamp())
        signatures = " ".join(sign(secret, key, seconds, body) for secret in self.secrets)
        headers = {
            "content-type": "application/json",
            "accept-encoding": "identity",
            "webhook-id": key,
            "webhook-timestamp": str(seconds),
            "webhook-signature": signatures,
        }
        try:
            request = httpx.Request("POST", self.url, headers=headers, content=body)
            self._post(self._pin(request, self.url) if self.is_untrusted else [request])
        except httpx.HTTPError as error:
            raise DeliveryError(f"no answer from the receiver: {type(error).__name__}") from None
        except (httpx.InvalidURL, UnicodeError):  # such as a label of 70 letters, or `xn--` alone
            raise PermanentDeliveryError(_INVALID_ADDRESS) from None

    def _post(self, requests: Sequence[httpx.Request]) -> None:
        url = self.url
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._send_to_first(requests)
            if answer.status_code not in _REDIRECT_STATUSES:
                return _raise_for_status(answer.status_code)
            url = _resolve_location(url, answer.headers.get("location", ""))
            requests = self._pin(requests[0], url)
        raise PermanentDeliveryError(f"the receiver redirects more than {MAX_REDIRECTS} times")

    def _send_to_first(self, requests: Sequence[httpx.Request]) -> httpx.Response:
        """Send a request to the first of its addresses that takes a connection."""
        *others, last = requests
        for request in others:
            with suppress(httpx.ConnectError, httpx.ConnectTimeout):
                return self._send(request)
        return self._send(last)

    def _send(self, request: httpx.Request) -> httpx.Response:
        answer = self.client.send(request, stream=True, follow_redirects=False)
        answer.close()
        return answer

    def _pin(self, request: httpx.Request, url: str) -> list[httpx.Request]:
        """Return the request addressed to each IP address that *url* resolves to now.

        Resolving the name again when connecting could give another, unchecked address.
        """
        parts, port = _split_url(url)
        if parts.scheme != "https" or not parts.hostname:
            raise PermanentDeliveryError(
                "the receiver is, or redirects to, something other than https"
            )
        host = httpx.URL(url).raw_host.decode()  # in ASCII, if its labels have other letters
        try:
            addresses = self.resolve(host.strip("[]"), port)
        except OSError:
            raise DeliveryError("the receiver has, or redirects to, a name nobody knows") from None
        if not addresses or not all(is_public(address) for address in addresses):
            raise PermanentDeliveryError("the receiver is at, or redirects to, a private address")
        name = host if port == _HTTPS_PORT else f"{host}:{port}"
        return [
            httpx.Request(
                "POST",
                httpx.URL(url, host=address),
                headers={**request.headers, "host": name},
                content=request.content,
                extensions={"sni_hostname": host},
            )
            for address in dict.fromkeys(addresses)
        ]


_INVALID_ADDRESS: Final = (
    "the receiver has, or redirects to, something that no address or header can say"
)


def _resolve_location(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise PermanentDeliveryError(_INVALID_ADDRESS) from None


def _split_url(url: str) -> tuple[SplitResult, int]:
    """Return the parts of a URL and its port."""
    try:
        parts = urlsplit(url)
        port = parts.port or _HTTPS_PORT
    except ValueError:
        raise PermanentDeliveryError(_INVALID_ADDRESS) from None
    return parts, port


_HTTPS_PORT: Final = 443
#: The redirects that keep method and body; others would turn the POST into a GET.
_REDIRECT_STATUSES: Final = (307, 308)
_GONE: Final = 410


def _raise_for_status(status: int) -> None:
    if status == _GONE:
        raise PermanentDeliveryError("the receiver wants no more messages (410)")
    if not httpx.codes.is_success(status):
        raise DeliveryError(f"the receiver answered {status}")
