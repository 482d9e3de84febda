"""What stands before the service: who asks, from which site, and how much they send."""

import base64
import binascii
import hashlib
import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import urlsplit

from fastapi import HTTPException, Request

__all__ = ["MAX_PICTURES", "BodyLimit", "identify_reviewer", "read_form", "require_same_origin"]

#: Both sides of eight documents.
MAX_PICTURES: Final = 16
_MAX_FIELDS: Final = 200

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class BodyLimit:
    """ASGI middleware that answers 413 before more than *max_bytes* of a body are read."""

    def __init__(self, app: Any, max_bytes: int) -> None:  # noqa: ANN401 - any ASGI application
        """Wrap an application."""
        self.app, self.max_bytes = app, max_bytes

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Refuse by the declared length, and count what comes without one."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > self.max_bytes:
            await _refuse(send)
            return
        left = self.max_bytes
        is_too_large = False

        async def receive_counted() -> Message:
            nonlocal left, is_too_large
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                is_too_large = True
                return {"type": "http.disconnect"}
            return message

        async def send_unless_refused(message: Message) -> None:
            if not is_too_large:
                await send(message)

        try:
            await self.app(scope, receive_counted, send_unless_refused)
        except Exception:
            if not is_too_large:
                raise
        if is_too_large:
            await _refuse(send)


async def _refuse(send: Send) -> None:
    body = b'{"error":"TooLarge","detail":"the request is larger than all pictures may be"}'
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def read_form(request: Request) -> AsyncIterator[dict[str, list[Any]]]:
    """Read a form with at most `MAX_PICTURES` files; more are refused (400) while they arrive."""
    async with request.form(max_files=MAX_PICTURES, max_fields=_MAX_FIELDS) as given:
        yield {name: list(given.getlist(name)) for name in given}


def require_same_origin(request: Request) -> None:
    """Raise unless a request comes from a page of this service, or from no page at all.

    Browsers that send no `Sec-Fetch-Site` send `Origin` with every POST.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    is_ours = site in {"same-origin", "none"} if site else _is_own(origin, request)
    if not is_ours:
        raise HTTPException(403, "asked for by another site")


def _is_own(origin: str | None, request: Request) -> bool:
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def identify_reviewer(request: Request, password: str) -> str:
    """Return the id of the reviewer who logged in, under any name in UTF-8.

    A name that is no id is recorded by its digest, because histories hold no personal data.
    """
    name, given = _read_login(request.headers.get("authorization", ""))
    if not secrets.compare_digest(given.encode(), password.encode()) or not name:
        raise HTTPException(401, "wrong password", {"www-authenticate": 'Basic charset="UTF-8"'})
    if re.fullmatch("[A-Za-z0-9_-]{1,40}", name):
        return name
    return f"reviewer-{hashlib.sha256(name.encode()).hexdigest()[:10]}"


def _read_login(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    try:
        name, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return (name, password) if scheme.lower() == "basic" else ("", "")
