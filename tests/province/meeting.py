"""People who meet, for tests: a terminal's visitor in a queue, somebody at the desk, sockets that really talk."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

import requests
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from legalnet.queues import Join
from province.gateway.queues import api as queues
from province.gateway.signatures import Terminal as Signer
from tests.province.running import Running
from tests.province.staffing import browser

API = "/pln/v1"
TOPIC = {"title": "邻里借款不还", "summary": "8000元，有借条", "needs": ["large_text", "captions"]}
WAIT_S = 60.0
"""For a frame to come, where many others work on the same machine."""


@dataclass
class Visitor:
    """Somebody at a terminal with a ticket."""

    province: Running
    ticket: str
    secret: str
    number: int
    session: requests.Session = field(default_factory=browser)

    def __post_init__(self) -> None:
        self.session.headers["Authorization"] = f"Bearer {self.secret}"

    def place(self, **query: Any) -> dict[str, Any]:
        """How it stands."""
        url = f"{self.province.url}{API}/queues/tickets/{self.ticket}"
        return dict(self.session.get(url, params=query, timeout=60).json())

    def post(self, path: str, **more: Any) -> requests.Response:
        """A request with the ticket's secret."""
        return self.session.post(f"{self.province.url}{API}{path}", timeout=60, **more)


class _Request:
    """As much of a request as the queue's own function looks at."""

    def __init__(self, province: Running) -> None:
        self.app = type("App", (), {"state": type("State", (), {"gateway": province.gateway})})


def join(province: Running, terminal_id: str, service: str = "consult", **more: Any) -> Visitor:
    """A place in a queue, the one for advice, taken in the name of an enrolled terminal."""
    body = Join.model_validate({"topic": TOPIC, "level": "L3", **more})
    joined = province.call(
        queues.join(_Request(province), service, body, Signer(terminal_id, "{}"))  # type: ignore[arg-type]
    )
    return Visitor(province, joined.ticket, joined.secret, joined.number)


@dataclass
class Socket:
    """A seat in a room."""

    line: ClientConnection
    welcome: dict[str, Any]
    heard: list[dict[str, Any]] = field(default_factory=list)

    @property
    def seat(self) -> str:
        """Its id."""
        return str(self.welcome["seat"])

    def say(self, kind: str, **members: Any) -> None:
        """Send a message."""
        self.line.send(json.dumps({"kind": kind, **members}))

    def hear(self, kind: str, **members: Any) -> dict[str, Any]:
        """The next frame of that type with these members; what came before it is kept in `heard`."""
        while True:
            frame = json.loads(self.line.recv(WAIT_S))
            self.heard.append(frame)
            if frame["type"] == kind and members.items() <= frame.items():
                return dict(frame)

    def said(self, kind: str) -> dict[str, Any]:
        """The next message of that kind from somebody else."""
        while True:
            frame = self.hear("said")
            if frame["message"]["kind"] == kind:
                return dict(frame["message"])

    def quiet(self) -> list[str]:
        """Which kinds were relayed here before the gateway answers a fresh ping."""
        self.heard.clear()
        self.say("ping")
        self.hear("pong")
        return [frame["message"]["kind"] for frame in self.heard if frame["type"] == "said"]

    def state(self, seen: Any) -> dict[str, Any]:
        """The next state of the room of which `seen` holds."""
        while True:
            room = dict(self.hear("state")["room"])
            if seen(room):
                return room

    def state_now(self) -> dict[str, Any]:
        """The state of the room after saying something harmless."""
        self.say("hand", up=True)
        return dict(self.hear("state")["room"])

    def close(self) -> None:
        """Lose the line without a word."""
        self.line.close()

    def code(self) -> int:
        """Read on until the gateway closes the line; its code."""
        try:
            while True:
                self.line.recv(WAIT_S)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 0


def open_line(province: Running, room: str, origin: str | None = "kiosk://app") -> ClientConnection:
    """A socket that has not said anything yet."""
    address = province.url.replace("http://", "ws://")
    return connect(
        f"{address}{API}/rooms/{room}/ws",
        origin=origin,  # type: ignore[arg-type]
        proxy=None,
        open_timeout=WAIT_S,
        compression=None,
        legacy=True,
    )


def enter(province: Running, room: str, hello: dict[str, str]) -> Socket:
    """Take a seat by a token or a resume secret."""
    line = open_line(province, room)
    line.send(json.dumps(hello))
    welcome = json.loads(line.recv(WAIT_S))
    assert welcome["type"] == "welcome", welcome
    return Socket(line, welcome)


def seat(province: Running, session: requests.Session, room: str) -> Socket:
    """Ask for a token and take a seat."""
    answer = session.post(f"{province.url}{API}/rooms/{room}/tokens", timeout=60)
    assert answer.status_code == 201, answer.text
    return enter(province, room, {"token": answer.json()["token"]})


def fresh() -> str:
    """A name nobody has."""
    return f"u{uuid.uuid4().hex[:10]}"
