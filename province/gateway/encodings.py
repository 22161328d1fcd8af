"""Takes in compressed JSON (Content-Encoding: gzip) without ever holding more than the limit."""

from __future__ import annotations

import zlib
from collections.abc import MutableMapping
from typing import Any, cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from province.gateway.problems import Problem, problem_response

GZIP = 16 + zlib.MAX_WBITS
"""zlib's word for a gzip stream."""
AS_SENT = "lawbooth.as_sent"


class Unpacked:
    """ASGI middleware: whoever comes after it sees plain JSON. Uploads keep their bytes as they are.

    Only gzip, which every HTTP peer knows: an envelope is mostly digests and wrapped keys, and goes to 73 % of its size.
    """

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Unpack the body if it is packed, then pass the request on."""
        encoding = _encoding(scope)
        if encoding in ("", "identity"):
            await self._app(scope, receive, send)
            return
        try:
            if encoding != "gzip":
                raise Problem("encoding", headers={"Accept-Encoding": "gzip"})
            packed = await read_body(receive)
            body = unpack(packed, self._limit)
        except Problem as problem:
            await problem_response(problem)(scope, receive, send)
            return
        scope[AS_SENT] = packed  # in place: whoever measures outside wants to see the route that was found
        await self._app(scope, once(body, receive), send)


def as_sent(scope: MutableMapping[str, Any]) -> bytes | None:
    """The body as it travelled, when it was unpacked on the way here: digests are of that."""
    return cast("bytes | None", scope.get(AS_SENT))


def unpack(packed: bytes, limit: int) -> bytes:
    """The content of one gzip stream. Raises `Problem`: `too_large` beyond `limit` bytes, `bad_request` when broken."""
    stream = zlib.decompressobj(GZIP)
    try:
        body = stream.decompress(packed, limit + 1)
    except zlib.error:
        raise Problem("bad_request") from None
    if len(body) > limit:
        raise Problem("too_large", limit=limit)
    if not stream.eof or stream.unused_data:
        raise Problem("bad_request")
    return body


def _encoding(scope: Scope) -> str:
    """The content coding, lower case; empty where there is none to undo."""
    if scope["type"] != "http" or scope["method"] == "PATCH":
        return ""
    found: bytes = dict(scope["headers"]).get(b"content-encoding", b"")
    return found.decode("latin-1").strip().lower()


async def read_body(receive: Receive) -> bytes:
    """The whole body of a request; `BodyLimit` has seen to its length."""
    body, more = b"", True
    while more:
        message: MutableMapping[str, Any] = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def once(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives this body and then what the real one gives."""
    given = False

    async def give() -> Message:
        """The body first."""
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return give
