"""Sealed questions: opened here, answered by the resident-facing handlers, sealed again under the question's key.

The terminal that forwards them signs as for any request and learns a size class. Inside is an application of its own
that mounts the resident-facing routers and nothing else: what is not mounted there cannot be asked.
"""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Scope

from legalnet.asking import (
    LARGEST_QUESTION,
    LATE_OUTCOME,
    AnswerHead,
    BadAnswer,
    BadQuestion,
    Question,
    open_question,
    question_key_id,
    question_mark,
    seal_answer,
)
from province.gateway.context import Gateway, of
from province.gateway.ledger.refusals import SIGNED_BY
from province.gateway.persons import CLAIM, TERMINAL
from province.gateway.problems import MEDIA_TYPE, Problem, add_handlers, problem_body
from province.gateway.signatures import Signed, Terminal
from province.gateway.storage.rows import Nonce

log = logging.getLogger(__name__)
router = APIRouter(prefix="/asks", tags=["asks"])

PREFIX = "/pln/v1"
"""Below which the questions' paths lie."""
OCTETS = "application/octet-stream"
LATE_FOR = timedelta(days=7)
"""How long after it was asked a late question is still answered; its key makes a repeat harmless."""
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {OCTETS: {"schema": {"type": "string", "format": "binary"}}},
    }
}
ANSWERED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The sealed answer, whatever it says inside.",
        "content": {OCTETS: {"schema": {"type": "string", "format": "binary"}}},
        "headers": {LATE_OUTCOME: {"schema": {"type": "string"}, "description": "With late questions only."}},
    }
}


@dataclass(frozen=True)
class Inner:
    """What a handler inside answered."""

    status: int
    headers: dict[str, str]
    body: bytes = field(repr=False)


def inner_application(gateway: Gateway, routers: tuple[APIRouter, ...]) -> FastAPI:
    """The application that sealed questions reach: these routers and no other."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.gateway = gateway
    for part in routers:
        app.include_router(part, prefix=PREFIX)
    add_handlers(app)
    return app


@router.post("", response_class=Response, responses=ANSWERED, openapi_extra=BODY)
async def ask(request: Request, caller: Signed) -> Response:
    """Answer a sealed question (`legalnet.asking`). What goes wrong inside is told inside, as a problem document."""
    gateway, raw = of(request), await request.body()
    question = await asyncio.to_thread(_opened, gateway, raw)
    await _check_fresh(gateway, caller.id, question)
    found = await _dispatch(request.app.state.inner, question, caller)
    if question.late and found.status >= 500:
        raise Problem("not_ready")  # nothing was decided: the terminal keeps the question and comes again
    head = AnswerHead(
        status=found.status,
        content_type=found.headers.get("content-type", ""),
        etag=found.headers.get("etag", "")[:100],
    )
    try:
        sealed = await asyncio.to_thread(seal_answer, head, found.body, question.answer_key)
    except BadAnswer:
        raise Problem("internal") from None
    headers = {"Cache-Control": "no-store"}
    if question.late:
        headers[LATE_OUTCOME] = "done" if found.status < 400 else "not_done"
    return Response(sealed, 200, headers, OCTETS)


def _opened(gateway: Gateway, raw: bytes) -> Question:
    """The question. Raises `Problem`: `too_large`, `key_unknown` or `cannot_open`."""
    if len(raw) > LARGEST_QUESTION:
        raise Problem("too_large", limit=LARGEST_QUESTION)
    try:
        key = gateway.keys.sealing_keys.get(question_key_id(raw))
        if key is None:
            raise Problem("key_unknown", key_id=gateway.keys.key_id)
        return open_question(raw, key)
    except BadQuestion:
        raise Problem("question_unreadable") from None


async def _check_fresh(gateway: Gateway, terminal_id: str, question: Question) -> None:
    """Whether it was asked just now and never before. Raises `Problem` `question_stale` or `replayed`.

    A late one is older and may come again: its idempotency key answers for that.
    """
    now, window = gateway.clock.now(), timedelta(seconds=gateway.settings.clock_window_s)
    if question.late:
        if not -window <= now - question.at <= LATE_FOR:
            raise Problem("question_stale")
        return
    if abs(now - question.at) > window:
        raise Problem("question_stale")
    seconds = int(now.timestamp())
    nonce = Nonce(
        terminal_id, question_mark(question.answer_key), seconds, seconds + 2 * int(window.total_seconds())
    )
    if not await gateway.database.use_nonce(nonce):
        raise Problem("replayed")


async def _dispatch(app: ASGIApp, question: Question, caller: Terminal) -> Inner:
    """Call the application inside as a server would, and collect its answer."""
    scope = _scope(question, caller)
    answer = _Collected(question.body.encode())
    try:
        await app(scope, answer.receive, answer.send)
    # Edge: a fault of a handler was answered as `internal` before it is raised here for the server's log.
    except Exception:
        log.exception("a sealed question could not be answered")
    if answer.status is None:
        body = json.dumps(problem_body(Problem("internal")), ensure_ascii=False).encode()
        return Inner(500, {"content-type": MEDIA_TYPE}, body)
    return Inner(answer.status, answer.headers, bytes(answer.body))


def _scope(question: Question, caller: Terminal) -> Scope:
    """The request as ASGI has it; paths are below the interface's prefix."""
    body = question.body.encode()
    headers = [(b"host", b"inside"), (b"content-length", str(len(body)).encode())]
    if body:
        headers.append((b"content-type", b"application/json"))
    for name, value in (
        (b"idempotency-key", question.key),
        (b"if-match", question.if_match),
        (b"person-token", question.token),
    ):
        if value is not None:
            headers.append((name, value.encode()))
    path = PREFIX + question.path
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": question.method,
        "scheme": "https",
        "path": path,
        "raw_path": quote(path).encode(),
        "root_path": "",
        "query_string": question.query.encode(),
        "headers": headers,
        "client": None,
        "server": ("inside", 443),
        TERMINAL: caller,
        SIGNED_BY: caller.id,
        CLAIM: question.claim if question.token is None else None,
    }


class _Collected:
    """The two ends of an ASGI call whose answer is wanted whole."""

    def __init__(self, body: bytes) -> None:
        self._left: bytes | None = body
        self.status: int | None = None
        self.headers: dict[str, str] = {}
        self.body = bytearray()

    async def receive(self) -> Message:
        """The body at once; afterwards nobody hangs up."""
        if self._left is None:
            await asyncio.Event().wait()
        body, self._left = self._left, None
        return {"type": "http.request", "body": body or b"", "more_body": False}

    async def send(self, message: Message) -> None:
        """What the handler answers."""
        if message["type"] == "http.response.start":
            self.status = int(message["status"])
            self.headers = {
                name.decode("latin-1").lower(): value.decode("latin-1") for name, value in message["headers"]
            }
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
