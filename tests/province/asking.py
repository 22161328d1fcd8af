"""A visit that asks sealed questions over the wire, as the terminal does."""

from __future__ import annotations

import base64
import json
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import requests

from legalnet import asking, sealing
from tests.province.raw import prepared, send
from tests.province.running import ShiftedClock, Terminal

ZHANG = ("张秀英", "330105195603120025")
WANG = ("王建国", "330105197808190018")
OCTETS = "application/octet-stream"


@dataclass
class Told:
    """An opened answer."""

    status: int
    etag: str
    content_type: str
    raw: bytes = field(repr=False)

    @property
    def json(self) -> dict[str, Any]:
        """The body as JSON."""
        found: dict[str, Any] = json.loads(self.raw)
        return found

    @property
    def code(self) -> str:
        """The problem's code."""
        assert self.content_type == "application/problem+json", self.raw
        return str(self.json["code"])


@dataclass
class Visit:
    """One person at one terminal; `clock` is the terminal's."""

    terminal: Terminal
    clock: ShiftedClock = field(default_factory=ShiftedClock)
    token: str | None = None

    @property
    def key(self) -> sealing.PublicKey:
        """The province's."""
        return sealing.load_public(base64.b64decode(self.terminal.enrolment.sealing_key))

    def now(self) -> datetime:
        """By the terminal's clock."""
        return self.clock.now()

    def question(self, method: str, path: str, body: Any = None, **more: Any) -> asking.Question:
        """A question in clear."""
        values: dict[str, Any] = {
            "method": method, "path": path, "token": self.token, "answer_key": asking.new_answer_key(), "at": self.now(),
            "key": str(uuid.uuid4()) if method == "POST" else None,
            "body": "" if body is None else json.dumps(body, ensure_ascii=False),
        }  # fmt: skip
        return asking.Question(**{**values, **more})

    def forward(self, raw: bytes) -> requests.Response:
        """What the keeper does: sign the opaque bytes and send them."""
        return send(
            prepared(self.terminal, "POST", "/pln/v1/asks", raw, clock=self.clock, Content_Type=OCTETS)
        )

    def put(self, question: asking.Question) -> Told:
        """Seal, forward, open."""
        response = self.forward(asking.seal_question(question, self.key))
        assert response.status_code == 200, response.text
        answer = asking.open_answer(response.content, question.answer_key)
        return Told(answer.status, answer.etag, answer.content_type, answer.body)

    def ask(self, method: str, path: str, body: Any = None, **more: Any) -> Told:
        """A question and its answer."""
        return self.put(self.question(method, path, body, **more))

    def claim(
        self, who: tuple[str, str] = ZHANG, level: str = "L3", method: str = "card+face"
    ) -> dict[str, Any]:
        """How a person was identified just now."""
        return {
            "level": level, "method": method, "holder_name": who[0], "holder_number": who[1],
            "at": self.now().isoformat(),
        }  # fmt: skip

    def identify(self, who: tuple[str, str] = ZHANG, level: str = "L3", method: str = "card+face") -> Told:
        """Begin a session."""
        told = self.ask("POST", "/identity/sessions", self.claim(who, level, method))
        if told.status == 201:
            self.token = told.json["token"]
        return told
