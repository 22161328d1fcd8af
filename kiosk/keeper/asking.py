"""Forwards a visit's sealed questions to the province and gives back sealed answers; it can read neither.

Bounded: so many at once, so many a visit, so large. They wait in threads of their own, so the keeper never does; the
answer is left in the visit's folder in memory and goes with it.
"""

from __future__ import annotations

import logging
import threading
import weakref
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Protocol
from uuid import UUID

from kiosk.keeper.answers import Answers
from legalnet.asking import LARGEST_QUESTION
from offline_cache.uplink import NotYet, Offline, Refused, Unsure

log = logging.getLogger(__name__)

MOST_WAITING = 4
"""Questions under way at once."""
MOST_A_VISIT = 400
"""Questions of one visit; a resident who reads everything asks a few dozen."""
ROOM = 4096
"""What sealing and framing may add to a question of the largest size."""

Say = Callable[..., None]


class Forwarder(Protocol):
    """The way to the province."""

    def forward(self, question: bytes) -> bytes:
        """The sealed answer. Raises `Offline`, `NotYet`, `Unsure` or `Refused`."""


class AskingDesk:
    """Takes questions from the visit on the screen, one thread each, and passes answers on with the next pulse."""

    def __init__(self, province: Forwarder | None) -> None:
        self._province = province
        self._answers = Answers()
        self._waiting = 0
        self._given: weakref.WeakKeyDictionary[Any, int] = weakref.WeakKeyDictionary()
        self._dropped: set[str] = set()
        self._open: set[str] = set()
        self._work: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._workers: list[threading.Thread] = []

    def tick(self) -> None:
        """Pass on what came back."""
        self._answers.tell()

    def stop(self) -> None:
        """Take no other question."""
        self._province = None

    def hear(self, visit: object, folder: Path, message: dict[str, Any], say: Say) -> None:
        """`ask` or `ask_cancel` of the visit on the screen."""
        request_id = message.get("request_id")
        if not _is_id(request_id):
            return
        if message["kind"] == "ask_cancel":
            if request_id in self._open:
                self._dropped.add(str(request_id))
            return
        question, refusal = self._taken(visit, message.get("question"))
        if refusal or self._province is None:
            say("answered", request_id=request_id, outcome="not_done", reason=refusal or "not_enrolled")
            return
        self._waiting += 1
        self._open.add(str(request_id))
        province = self._province
        self._work.put(lambda: self._bring(province, str(request_id), question, folder, say))
        if len(self._workers) < self._waiting:
            # They live on: a thread's kept connection is what makes a poor line bearable.
            self._workers.append(threading.Thread(target=self._serve, daemon=True))
            self._workers[-1].start()

    def _serve(self) -> None:
        """One question after another."""
        while True:
            self._work.get()()

    def _taken(self, visit: object, given: object) -> tuple[bytes, str]:
        """The bytes to forward, or why not."""
        asked = self._given.get(visit, 0)
        if self._waiting >= MOST_WAITING or asked >= MOST_A_VISIT:
            return b"", "busy"
        self._given[visit] = asked + 1
        if not isinstance(given, str) or len(given) > (LARGEST_QUESTION + ROOM) * 4 // 3:
            return b"", "too_large"
        try:
            return b64decode(given, validate=True), ""
        except (NotBase64, ValueError):
            return b"", "unreadable"

    def _bring(self, province: Forwarder, request_id: str, question: bytes, folder: Path, say: Say) -> None:
        """In a thread of its own; the answer goes out with the next tick."""
        told: dict[str, Any] = {"outcome": "done", "reason": ""}
        try:
            told["file"] = _left(folder, request_id, province.forward(question))
        except (Offline, NotYet) as error:
            told = {"outcome": "not_done", "reason": str(error)}
        except Refused as error:
            told = {"outcome": "not_done", "reason": error.code}
        except Unsure:
            told = {"outcome": "unknown", "reason": "no_answer"}
        except OSError as error:  # the folder in memory is full, or gone with its visit
            log.info("an answer could not be left: %s", type(error).__name__)
            told = {"outcome": "unknown", "reason": "no_room"}
        self._answers.put(lambda: self._tell(request_id, told, say))

    def _tell(self, request_id: str, told: dict[str, Any], say: Say) -> None:
        self._waiting -= 1
        self._open.discard(request_id)
        if request_id in self._dropped:
            self._dropped.discard(request_id)
            if "file" in told:
                Path(told["file"]).unlink(missing_ok=True)
            return
        say("answered", request_id=request_id, **told)


def _left(folder: Path, request_id: str, answer: bytes) -> str:
    """Where the visit finds the sealed answer. Raises `OSError`."""
    place = folder / f"answer-{request_id}"
    place.write_bytes(answer)
    return str(place)


def _is_id(value: object) -> bool:
    """Whether a visit named its question as it should: a file's name grows out of it."""
    try:
        return isinstance(value, str) and UUID(value).hex == value
    except ValueError:
        return False
