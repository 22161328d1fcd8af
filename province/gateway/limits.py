"""Keeps requests small before anything reads them: only file uploads may be large, and they are streamed."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from province.gateway.problems import Problem, problem_response


class BodyLimit:
    """ASGI middleware: a body must tell its length; one that is no upload has a low limit."""

    def __init__(self, app: ASGIApp, limit: int, upload_limit: int) -> None:
        self._app = app
        self._limit = limit
        self._upload_limit = upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through or answer it here."""
        problem = self._problem(scope) if scope["type"] == "http" else None
        if problem is None:
            await self._app(scope, receive, send)
        else:
            await problem_response(problem)(scope, receive, send)

    def _problem(self, scope: Scope) -> Problem | None:
        """What is wrong with the announced length, if anything."""
        headers = dict(scope["headers"])
        if b"transfer-encoding" in headers:
            return Problem("length_required")
        length = headers.get(b"content-length", b"0")
        upload = scope["method"] == "PATCH" or scope["path"].endswith("/files")
        limit = self._upload_limit if upload else self._limit
        if not length.isdigit() or int(length) > limit:
            return Problem("too_large", limit=limit)
        return None
