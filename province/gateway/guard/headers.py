"""Security headers on every answer, whoever made it: a route says more where it needs to, never less.

ASVS 5.0 V3.4: a browser that is led to any address of ours runs nothing, guesses no type, frames nothing,
tells no address on, and, once it came by TLS, comes by TLS only.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""For answers that are no page. The pages' own lists stand in `staff.POLICY` and `web.POLICY`."""
DEFAULTS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
HSTS = "max-age=63072000; includeSubDomains"
"""Two years; sent under TLS only, as RFC 6797 7.2 asks. A proxy in front says `X-Forwarded-Proto: https`."""


class SecurityHeaders:
    """ASGI middleware, the outermost: sets what an answer does not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer with its headers back."""
        if scope["type"] == "http":
            send = guarded(scope, send)
        await self._app(scope, receive, send)


def guarded(scope: Scope, send: Send) -> Send:
    """The way of an answer on which it gets its headers; for whoever answers before the framework."""

    async def completed(message: Message) -> None:
        """The start of the answer is where headers are."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in DEFAULTS.items():
                headers.setdefault(name, value)
            if scope.get("scheme") == "https":
                headers.setdefault("Strict-Transport-Security", HSTS)
        await send(message)

    return completed
