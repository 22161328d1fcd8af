"""The lane of the ordinary hand-in: read and checked before the framework, whose reading costs more than the hand-in.

Whatever about a request is not as our terminals write it, a wrong signature too, goes on to the framework with
its body as it came, and is read and refused there. So the lane can only say yes or what the storage and the judges say
(`tests/province/test_lane.py` holds both ways together).
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from prometheus_client import Counter, Histogram
from pydantic import ValidationError
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from legalnet.parcel import MEDIA_TYPE, ParcelError, unpack
from legalnet.submission import Envelope, Uptime
from province.gateway import encodings, swift
from province.gateway.blobs.interface import BlobsDown
from province.gateway.context import Gateway
from province.gateway.guard.headers import guarded
from province.gateway.problems import Problem, problem_response
from province.gateway.signatures import Terminal, caller_of
from province.gateway.storage.interface import StorageDown
from province.gateway.submissions import Arrival, brought_by, hand_in, since_start
from province.gateway.swift import Fields

log = logging.getLogger(__name__)

JSON = "application/json"
LENGTH = re.compile(r"[0-9]{1,12}")
SENT = re.compile(
    r"boot_id=(?P<boot_id>[A-Za-z0-9._-]{1,64})&uptime=(?P<uptime>[0-9]{1,12}(?:\.[0-9]{1,9})?)"
)
"""The query as `kiosk.uplink` writes it."""
ROUTES = {"/submissions": JSON, "/submissions/parcel": MEDIA_TYPE}
"""The places of hand-ins, as the figures name them, and what comes there."""
GONE = 499
"""The status that is counted for a line that broke."""


@dataclass(frozen=True)
class Head:
    """What an ordinary hand-in says before its body."""

    key: str
    key_id: str
    kind: str
    packed: bool
    sent: Uptime | None
    fields: Fields


class Lane:
    """Serves ordinary hand-ins under `prefix`; belongs to one application."""

    def __init__(self, gateway: Gateway, prefix: str) -> None:
        self._gateway = gateway
        self._routes = {f"{prefix}{route}": (route, kind) for route, kind in ROUTES.items()}
        self._counted: dict[tuple[str, int], tuple[Counter, Histogram]] = {}
        """Finding a figure by its labels costs more than counting."""

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> Receive | None:
        """Serve a request; or the `receive` by which somebody else can read it from its beginning."""
        place = self._routes.get(scope["path"]) if scope["type"] == "http" else None
        if place is None or scope["method"] != "POST":
            return receive
        route, kind = place
        head = head_of(scope, kind, self._gateway.settings.max_body_bytes)
        if head is None:
            return receive
        began = self._gateway.clock.monotonic()
        body = await whole(receive)
        if body is None:
            self._note(route, GONE, began)
            return None
        caller = await self._recognised(scope, head, body)
        arrival = self._arrival(head, body) if caller is not None else None
        if caller is None or arrival is None:
            return encodings.once(body, receive)
        self._gateway.metrics.received.inc(len(body))
        status = 500
        try:
            answer = await self._hand_in(head, caller, arrival)
            status = answer.status_code
            await answer(scope, receive, guarded(scope, send))
        finally:
            self._note(route, status, began)
        return None

    async def _recognised(self, scope: Scope, head: Head, body: bytes) -> Terminal | None:
        """Whose right signature this is, its nonce not used up yet; None for what is not ordinary."""
        gateway = self._gateway
        try:
            known = await gateway.known.find(gateway.database, head.key_id)
        except (Problem, StorageDown):
            return None
        seconds, window = int(gateway.clock.now().timestamp()), gateway.settings.clock_window_s
        created = range(seconds - window + 1, seconds + window)
        nonce = swift.nonce_of(scope, known.id, known.key, created, body, head.fields)
        return None if nonce is None else caller_of(gateway, known, nonce)

    def _arrival(self, head: Head, body: bytes) -> Arrival | None:
        """The envelope and what came along; None where it does not unpack or is no envelope."""
        limit, now = self._gateway.settings.max_body_bytes, self._gateway.clock.now()
        try:
            if head.kind == JSON:
                raw = encodings.unpack(body, limit) if head.packed else body
                return Arrival(Envelope.model_validate_json(raw), raw, now, head.sent)
            parcel = unpack(body, limit)
            envelope = Envelope.model_validate_json(parcel.envelope)
        except (ValidationError, ParcelError, Problem):
            return None
        return Arrival(envelope, parcel.envelope, now, head.sent, brought_by(parcel))

    async def _hand_in(self, head: Head, caller: Terminal, arrival: Arrival) -> Response:
        """What the framework's handlers would make of it."""
        try:
            return await hand_in(self._gateway, caller, head.key, arrival)
        except Problem as problem:
            return problem_response(problem)
        except (StorageDown, BlobsDown) as error:
            log.info("cannot serve: %s", type(error).__name__)
            return problem_response(Problem("not_ready"))

    def _note(self, route: str, status: int, began: float) -> None:
        """Count and time it, as `Measured` does for what the framework serves."""
        found = self._counted.get((route, status))
        if found is None:
            metrics = self._gateway.metrics
            found = metrics.requests.labels(route, "POST", str(status)), metrics.seconds.labels(route, "POST")
            self._counted[route, status] = found
        found[0].inc()
        found[1].observe(self._gateway.clock.monotonic() - began)


def head_of(scope: Scope, kind: str, limit: int) -> Head | None:
    """What is said before the body, where all of it is ordinary: each header once, a length within `limit`."""
    fields = Fields.of(scope["headers"])
    named, names = fields.single, fields.names
    length, key = named.get("content-length", ""), named.get("idempotency-key", "")
    if named.get("content-type") != kind or not 0 < len(key) <= 64 or "transfer-encoding" in names:
        return None
    if not LENGTH.fullmatch(length) or int(length) > limit:
        return None
    packed = "content-encoding" in names
    if packed and (kind != JSON or named.get("content-encoding") != "gzip"):
        return None
    sent = _sent(scope["query_string"])
    key_id = swift.claimed_key_id(named.get("signature-input", ""))
    return None if sent is None or key_id is None else Head(key, key_id, kind, packed, sent[0], fields)


def _sent(query: bytes) -> tuple[Uptime | None] | None:
    """The terminal's uptime in a query that holds nothing else; None where it reads otherwise."""
    if not query:
        return (None,)
    found = SENT.fullmatch(query.decode("latin-1"))
    return None if found is None else (since_start(found["boot_id"], float(found["uptime"])),)


async def whole(receive: Receive) -> bytes | None:
    """The body to its end; None when the line broke before."""
    body, more = b"", True
    while more:
        message: Message = await receive()
        if message["type"] != "http.request":
            return None
        body = body + message["body"] if body else message["body"]
        more = message.get("more_body", False)
    return body
