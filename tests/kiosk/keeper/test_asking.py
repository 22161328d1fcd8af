"""Sealed questions through the keeper to a real gateway: bounded, cancellable, and never in the clear."""

from __future__ import annotations

import base64
import json
import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import SystemClock
from kiosk.keeper.asking import MOST_WAITING, AskingDesk
from legalnet import asking
from offline_cache.uplink import Offline, Refused, Unsure
from tests.province.asking import ZHANG, Visit
from tests.province.conftest import province, terminal
from tests.province.running import Running, Terminal

__all__ = ["province", "terminal"]


class Somebody:
    """A visit."""


class Ears:
    """What it hears."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []

    def __call__(self, kind: str, **fields: Any) -> None:
        """One message."""
        self.heard.append({"kind": kind, **fields})


class Way:
    """A way to the province that does as it is told."""

    def __init__(self, answer: bytes | Exception = b"sealed") -> None:
        self.answer = answer
        self.open = threading.Event()
        self.open.set()
        self.asked: list[bytes] = []

    def forward(self, question: bytes) -> bytes:
        """As told."""
        self.asked.append(question)
        assert self.open.wait(60)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def put(desk: AskingDesk, visit: object, folder: Path, question: bytes, ears: Ears) -> str:
    """One question."""
    request_id = uuid.uuid4().hex
    text = base64.b64encode(question).decode()
    desk.hear(visit, folder, {"kind": "ask", "request_id": request_id, "question": text}, ears)
    return request_id


def until(desk: AskingDesk, done: Callable[[], bool]) -> None:
    """Tick until it is so."""
    clock = SystemClock()
    end = clock.monotonic() + 60
    while not done():
        assert clock.monotonic() < end
        desk.tick()
        clock.sleep(0.01)


def test_a_question_reaches_the_province_and_nobody_on_the_way_reads_it(
    province: Running, terminal: Terminal, tmp_path: Path
) -> None:
    visit, ears = Visit(terminal), Ears()
    forwarded: list[bytes] = []

    class Tapped:
        """The uplink, with everything that passes kept."""

        def forward(self, question: bytes) -> bytes:
            """As the uplink does."""
            answer = terminal.uplink.forward(question)
            forwarded.extend((question, answer))
            return answer

    desk = AskingDesk(Tapped())
    question = visit.question("POST", "/identity/sessions", visit.claim())
    put(desk, Somebody(), tmp_path, asking.seal_question(question, visit.key), ears)
    until(desk, lambda: bool(ears.heard))
    (heard,) = ears.heard
    assert heard["outcome"] == "done", heard
    answer = asking.open_answer(Path(heard["file"]).read_bytes(), question.answer_key)
    assert answer.status == 201
    token = json.loads(answer.body)["token"]
    for secret in (*ZHANG, token, "/identity"):
        assert all(secret.encode() not in raw for raw in (*forwarded, repr(ears.heard).encode()))
    assert Path(heard["file"]).parent == tmp_path


def test_the_same_question_is_not_answered_twice(
    province: Running, terminal: Terminal, tmp_path: Path
) -> None:
    visit, ears, desk = Visit(terminal), Ears(), AskingDesk(terminal.uplink)
    sealed = asking.seal_question(visit.question("POST", "/identity/sessions", visit.claim()), visit.key)
    for _ in range(2):
        put(desk, Somebody(), tmp_path, sealed, ears)
        until(desk, lambda: not desk._open)
    assert [one["outcome"] for one in ears.heard] == ["done", "unknown"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Offline("unreachable"), ("not_done", "unreachable")),
        (Refused("question_stale", "x"), ("not_done", "question_stale")),
        (Unsure("no answer"), ("unknown", "no_answer")),
    ],
)
def test_what_becomes_of_it_is_told(answer: Exception, told: tuple[str, str], tmp_path: Path) -> None:
    ears, desk = Ears(), AskingDesk(Way(answer))
    put(desk, Somebody(), tmp_path, b"q", ears)
    until(desk, lambda: bool(ears.heard))
    assert (ears.heard[0]["outcome"], ears.heard[0]["reason"]) == told
    assert not list(tmp_path.iterdir())


def test_only_so_many_at_once_and_the_keeper_never_waits(tmp_path: Path) -> None:
    way, ears, visit = Way(), Ears(), Somebody()
    desk = AskingDesk(way)
    way.open.clear()
    for _ in range(MOST_WAITING + 1):
        put(desk, visit, tmp_path, b"q", ears)
    assert [one["reason"] for one in ears.heard] == ["busy"]
    way.open.set()
    until(desk, lambda: len(ears.heard) == MOST_WAITING + 1)
    put(desk, visit, tmp_path, b"q", ears)
    until(desk, lambda: len(ears.heard) == MOST_WAITING + 2)
    assert ears.heard[-1]["outcome"] == "done"


def test_a_question_that_was_called_off_leaves_nothing(tmp_path: Path) -> None:
    way, ears = Way(), Ears()
    desk = AskingDesk(way)
    way.open.clear()
    request_id = put(desk, Somebody(), tmp_path, b"q", ears)
    desk.hear(Somebody(), tmp_path, {"kind": "ask_cancel", "request_id": request_id}, ears)
    way.open.set()
    until(desk, lambda: not desk._open)
    assert (ears.heard, list(tmp_path.iterdir())) == ([], [])


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "ask", "request_id": "../x", "question": ""},
        {"kind": "ask", "request_id": 7, "question": ""},
        {"kind": "ask", "request_id": uuid.uuid4().hex, "question": 7},
        {"kind": "ask", "request_id": uuid.uuid4().hex, "question": "not base64!"},
        {"kind": "ask", "request_id": uuid.uuid4().hex, "question": "A" * 4_000_000},
        {"kind": "ask_cancel", "request_id": uuid.uuid4().hex},
    ],
)
def test_what_no_honest_visit_says_is_refused_or_ignored(message: dict[str, Any], tmp_path: Path) -> None:
    way, ears = Way(), Ears()
    AskingDesk(way).hear(Somebody(), tmp_path, message, ears)
    assert not way.asked
    assert {one["outcome"] for one in ears.heard} <= {"not_done"}


def test_a_terminal_without_a_province_says_so(tmp_path: Path) -> None:
    ears = Ears()
    put(AskingDesk(None), Somebody(), tmp_path, b"q", ears)
    assert ears.heard[0]["reason"] == "not_enrolled"
