"""A visit's sealed questions to the province: what is asked about the resident, and what came of it.

Only this process and the province read them; the keeper forwards opaque bytes. Reading asks once. What changes
something is a `Deed`: it keeps its idempotency key, so that asking again after an unknown outcome cannot double it.
"""

from __future__ import annotations

import json
import logging
import uuid
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from kiosk.keeper.link import Message
    from kiosk.visit.flow import Flow

log = logging.getLogger(__name__)

DEADLINE_S = 40.0
"""Longer than the line's own patience (5 s to connect, 20 s to an answer); then nobody will answer any more."""
SPARE = timedelta(seconds=30)
"""A session so near its end is begun anew."""
GONE = frozenset({"person_unknown"})
"""What is said of a session that is over."""


class Session(NamedTuple):
    """Speaks for the resident for some minutes; dies with the visit."""

    token: str
    level: str
    until: datetime


class Reply(NamedTuple):
    """What came of a question: `done` (a 2xx came), `not_done` (a refusal, or no way), or `unknown`."""

    outcome: str
    status: int = 0
    body: bytes = b""
    etag: str = ""
    reason: str = ""
    """A code: the problem's, or why there was no answer."""
    words: str = ""
    """The province's plain words of a refusal."""

    @property
    def json(self) -> dict[str, Any]:
        """The body as a map; empty for what is none."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def offline(self) -> bool:
        """Whether there was no way to the province, so that nothing was decided."""
        return self.outcome == "not_done" and self.status == 0


class _Asked(NamedTuple):
    method: str
    path: str
    fields: dict[str, Any]
    then: Callable[[Reply], None]
    answer_key: str = ""
    until: float = 0.0
    again: bool = False
    """Asked once more under a fresh session."""


class Asks:
    """The questions of one screen; what it asked is dropped when another screen takes over."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._open: dict[str, _Asked] = {}
        self._after: list[_Asked] = []
        """Wait for the session that is being begun."""
        self._beginning = False

    # ------------------------------------------------------------------ asking

    def get(self, path: str, then: Callable[[Reply], None], query: str = "") -> None:
        """Read something."""
        self._put(_Asked("GET", path, {"query": query}, then))

    def post(
        self, path: str, body: dict[str, Any], key: str, then: Callable[[Reply], None], if_match: str = ""
    ) -> None:
        """Have something done, under an idempotency key that stays the same however often it is asked."""
        fields = {"body": json.dumps(body, ensure_ascii=False), "key": key, "if_match": if_match or None}
        self._put(_Asked("POST", path, fields, then))

    def keep(self, path: str, body: dict[str, Any], key: str, if_match: str = "") -> str:
        """Have the keeper bring it to the province later, sealed, under the same key; empty, or why it cannot be.

        What becomes of that is told by `ask_kept`, and by `ask_settled` should it arrive while the visit lasts.
        """
        claim = self._claim()
        if claim is None:
            return "person_unknown"
        fields = {"body": json.dumps(body, ensure_ascii=False), "key": key, "if_match": if_match or None}
        sealed = self._sealed(_Asked("POST", path, {**fields, "claim": claim, "late": True}, lambda _: None))
        if sealed is None:
            return "too_large"
        self._flow.tell("ask_keep", key=key, question=b64encode(sealed[0]).decode())
        return ""

    def _put(self, asked: _Asked) -> None:
        if not self._flow.network.up:
            asked.then(Reply("not_done", reason="offline"))
        elif self._session is None:
            self._after.append(asked)
            self._begin_session()
        else:
            self._send(asked._replace(fields={**asked.fields, "token": self._session.token}))

    @property
    def _session(self) -> Session | None:
        """The resident's, where it stands and speaks for what was proved since."""
        visit, now = self._flow.visit, self._flow.clock.now()
        found = visit.session
        return found if found and found.level == visit.level and now < found.until - SPARE else None

    def _begin_session(self) -> None:
        """Tell the province who was identified here, and how."""
        if self._beginning:
            return
        claim = self._claim()
        if claim is None:
            self._drop(Reply("not_done", reason="person_unknown"))
            return
        body = json.dumps(claim, ensure_ascii=False)
        self._beginning = True
        self._send(_Asked("POST", "/identity/sessions", {"body": body}, self._began))

    def _claim(self) -> dict[str, str] | None:
        """Who was identified here, and how; None where nobody was."""
        facts, who = self._flow.visit.facts(), self._flow.visit.identified
        if who is None or not facts.get("number"):
            return None
        return {"level": who.level, "method": who.method, "holder_name": facts["name"],
                "holder_number": facts["number"], "at": who.at.isoformat()}  # fmt: skip

    def _began(self, reply: Reply) -> None:
        self._beginning = False
        told = reply.json
        if reply.outcome != "done" or "token" not in told:
            # No session, so nothing that waited for one was sent: whatever it was, it was not done.
            self._drop(reply._replace(outcome="not_done"))
            return
        until = datetime.fromisoformat(str(told["expires_at"]))
        self._flow.visit.session = Session(str(told["token"]), self._flow.visit.level, until)
        waiting, self._after = self._after, []
        for asked in waiting:
            self._put(asked)

    def _drop(self, reply: Reply) -> None:
        waiting, self._after = self._after, []
        for asked in waiting:
            asked.then(reply)

    def _send(self, asked: _Asked) -> None:
        """Seal it and hand it to the keeper."""
        found = self._sealed(asked)
        if found is None:
            asked.then(Reply("not_done", reason="too_large"))
            return
        sealed, key = found
        request_id = uuid.uuid4().hex
        until = self._flow.clock.monotonic() + DEADLINE_S
        self._open[request_id] = asked._replace(answer_key=key, until=until)
        self._flow.tell("ask", request_id=request_id, question=b64encode(sealed).decode())

    def _sealed(self, asked: _Asked) -> tuple[bytes, str] | None:
        """The opaque bytes and the key of their answer; None for what is too large."""
        from legalnet.asking import BadQuestion, Question, new_answer_key, seal_question
        from legalnet.sealing import load_public

        key, now = new_answer_key(), self._flow.clock.now()
        fields = {name: value for name, value in asked.fields.items() if value is not None}
        question = Question(method=asked.method, path=asked.path, answer_key=key, at=now, **fields)  # type: ignore[arg-type]
        try:
            return seal_question(question, load_public(b64decode(self._flow.profile.province_key))), key
        except BadQuestion:
            return None

    # ------------------------------------------------------------------ what comes back

    def tick(self) -> None:
        """A keeper that says nothing for so long is not waited for."""
        now = self._flow.clock.monotonic()
        for request_id in [one for one, asked in self._open.items() if now >= asked.until]:
            asked = self._open.pop(request_id)
            self._flow.tell("ask_cancel", request_id=request_id)
            asked.then(_judged(asked, Reply("unknown", reason="silent")))

    def hear(self, message: Message) -> None:
        """The keeper's answer; one that nobody waits for any more is dropped."""
        asked = self._open.pop(str(message.get("request_id")), None)
        if asked is None:
            return
        reply = _judged(asked, self._opened(message, asked))
        if reply.reason in GONE and reply.status and not asked.again and asked.path != "/identity/sessions":
            self._flow.visit.session = None
            self._put(asked._replace(again=True))
            return
        asked.then(reply)

    def _opened(self, message: Message, asked: _Asked) -> Reply:
        from legalnet.asking import BadAnswer, open_answer

        outcome, reason = str(message.get("outcome")), str(message.get("reason", ""))
        if outcome != "done":
            return Reply("not_done" if outcome == "not_done" else "unknown", reason=reason)
        try:
            place = Path(str(message.get("file")))
            answer = open_answer(place.read_bytes(), asked.answer_key)
            place.unlink(missing_ok=True)
        except (BadAnswer, OSError) as error:
            log.info("an answer could not be opened: %s", type(error).__name__)
            return Reply("unknown", reason="torn")
        reply = Reply("done", answer.status, answer.body, answer.etag)
        if answer.status < 400:
            return reply
        told = reply.json
        words = "".join(str(told.get(name) or "") for name in ("title", "next_step"))
        done = "unknown" if answer.status >= 500 else "not_done"
        return reply._replace(outcome=done, reason=str(told.get("code") or answer.status), words=words)

    def now(self) -> float:
        """Seconds on the visit's clock."""
        return self._flow.clock.monotonic()

    def cancel(self) -> None:
        """Nobody listens any more."""
        called_off, self._open = self._open, {}
        self._after.clear()
        self._beginning = False
        for request_id in called_off:
            # A keeper that is gone ends the visit, which leaves this screen and comes here once more.
            self._flow.tell("ask_cancel", request_id=request_id)


def _judged(asked: _Asked, reply: Reply) -> Reply:
    """A question that changes nothing cannot have an unknown outcome: it was not answered."""
    reads = asked.method == "GET" or asked.path == "/identity/sessions"
    return reply._replace(outcome="not_done") if reads and reply.outcome == "unknown" else reply


KEEPING_S = 15.0
"""The keeper says within this time that it keeps something, or it is unknown."""


class Deed:
    """One thing that is to happen once, and what became of it; asking again uses the same key.

    With `late`, what finds no way to the province, or no answer, is kept by the keeper and brought there later.
    """

    def __init__(
        self, asks: Asks, path: str, body: dict[str, Any], if_match: str = "", *, late: bool = False
    ) -> None:
        self._asks, self._path, self._body, self._if_match, self._late = asks, path, body, if_match, late
        self._key = uuid.uuid4().hex
        self._until = 0.0
        self.state = ""
        """`asking`, `keeping`, `kept` (safe here, not there yet), `done`, `not_done` or `unknown`; empty before."""
        self.words = ""
        self.reason = ""

    @property
    def path(self) -> str:
        """Where it is asked."""
        return self._path

    def begin(self, then: Callable[[Reply], None]) -> None:
        """Ask, or ask again; one that is under way, kept or done is left alone."""
        if self.state in ("asking", "keeping", "kept", "done"):
            return
        self.state = "asking"

        def told(reply: Reply) -> None:
            self.state, self.reason, self.words = reply.outcome, reply.reason, reply.words
            if self._late and (reply.offline or reply.outcome == "unknown"):
                self._keep()
            then(reply)

        self._asks.post(self._path, self._body, self._key, told, self._if_match)

    def _keep(self) -> None:
        if not self._asks.keep(self._path, self._body, self._key, self._if_match):
            self.state, self._until = "keeping", self._asks.now() + KEEPING_S

    def keep(self) -> None:
        """Do not ask first: what was tried in another way and found nobody goes straight to the keeper."""
        if self.state == "":
            self.state = "not_done"
            self._keep()

    def tick(self) -> None:
        """A keeper that says nothing: asking it again changes nothing if it did keep it."""
        if self.state == "keeping" and self._asks.now() >= self._until:
            self.state, self.reason = "unknown", "silent"

    def hear(self, message: Message) -> None:
        """`ask_kept`: whether it is safe here; `ask_settled`: what the province made of it in the end."""
        if message.get("key") != self._key:
            return
        outcome = str(message.get("outcome"))
        known = outcome if outcome in ("done", "not_done") else "unknown"
        if message["kind"] == "ask_settled" and self.state in ("kept", "keeping", "unknown"):
            self.state = known
        elif message["kind"] == "ask_kept" and self.state in ("keeping", "unknown"):
            self.state, self.reason = ("kept" if known == "done" else known), str(message.get("reason", ""))

    def view(self) -> dict[str, str]:
        """For the scene."""
        shown = "asking" if self.state == "keeping" else self.state
        return {"state": shown, "reason": self.reason, "words": self.words}
