"""Composes away from the screen's thread, so that the screen stays alive for the half second it takes.

One thread owns the typesetter; jobs go in by `start`, results come out by `poll`. typst works without the
interpreter's lock, so a thread is enough and a child process would only cost memory.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.clock import Clock
from kiosk.documents.compose import ComposeContext, ComposedDocument, compose, compose_signed
from kiosk.documents.layout import LayoutError
from kiosk.documents.preview import NoSuchPage, PreviewDocument, preview, zoom
from kiosk.documents.signature import SignatureRefused
from kiosk.documents.typesetter import Typesetter, TypesettingError
from legalnet.matter import Matter

log = logging.getLogger(__name__)

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class PreviewJob:
    """Make the pictures for the screen; the result is a list of `PreviewDocument`."""

    matter: Matter
    answers: Answers = field(repr=False)
    context: ComposeContext
    width: int

    def run(self, setter: Typesetter) -> list[PreviewDocument]:
        """Do it."""
        return preview(self.matter, self.answers, self.context, self.width, setter)


@dataclass(frozen=True)
class ZoomJob:
    """Enlarge one page; the result is a PNG."""

    matter: Matter
    answers: Answers = field(repr=False)
    context: ComposeContext
    document: str
    page: int
    width: int

    def run(self, setter: Typesetter) -> bytes:
        """Do it."""
        return zoom(
            self.matter,
            self.answers,
            self.context,
            document_id=self.document,
            page=self.page,
            width=self.width,
            typesetter=setter,
        )


@dataclass(frozen=True)
class ComposeJob:
    """Make the documents in full; with `signed` a signature is required. A list of `ComposedDocument`."""

    matter: Matter
    answers: Answers = field(repr=False)
    context: ComposeContext
    signed: bool = True

    def run(self, setter: Typesetter) -> list[ComposedDocument]:
        """Do it."""
        make = compose_signed if self.signed else compose
        return make(self.matter, self.answers, self.context, typesetter=setter)


Job = PreviewJob | ZoomJob | ComposeJob
Result = list[PreviewDocument] | list[ComposedDocument] | bytes


@dataclass(frozen=True)
class Finished:
    """What came of a job."""

    ticket: int
    """As `start` returned it."""
    result: Result | None = field(repr=False)
    error: str
    """Empty when it worked; else `fonts`, `layout`, `signature`, `page` or `unexpected`."""
    seconds: float


class Composer:
    """The thread that composes, and the two queues to it."""

    def __init__(self, clock: Clock, make_typesetter: Callable[[], Typesetter] = Typesetter) -> None:
        self._clock = clock
        self._make_typesetter = make_typesetter
        self._jobs: queue.SimpleQueue[tuple[int, Job] | None] = queue.SimpleQueue()
        self._finished: queue.SimpleQueue[Finished] = queue.SimpleQueue()
        self._last = 0
        self._open = 0
        self._thread = threading.Thread(target=self._work, name="composer", daemon=True)
        self._thread.start()

    def start(self, job: Job) -> int:
        """Queue a job; returns its ticket. A caller who asked again simply ignores older tickets."""
        self._last += 1
        self._open += 1
        self._jobs.put((self._last, job))
        return self._last

    def poll(self) -> list[Finished]:
        """What is finished since the last call; never waits."""
        found: list[Finished] = []
        while not self._finished.empty():
            found.append(self._finished.get())
        self._open -= len(found)
        return found

    @property
    def busy(self) -> bool:
        """Whether a job was started whose result was not polled yet."""
        return self._open > 0

    @property
    def alive(self) -> bool:
        """Whether the thread runs; False only after `close`."""
        return self._thread.is_alive()

    def close(self) -> None:
        """Let the thread end after the job at hand; safe to call twice."""
        self._jobs.put(None)
        self._thread.join(timeout=10)

    def _work(self) -> None:
        setter: Typesetter | None = None
        while (item := self._jobs.get()) is not None:
            ticket, job = item
            began = self._clock.monotonic()
            result: Result | None = None
            try:
                setter = setter or self._make_typesetter()
                result, error = job.run(setter), ""
            except Exception as problem:  # noqa: BLE001 - edge of the thread: a job must not end it
                error = _code(problem)
            self._finished.put(Finished(ticket, result, error, self._clock.monotonic() - began))


def _code(problem: Exception) -> str:
    """The reason for the screen. Of an unexpected error only the kind is logged: its text might quote."""
    known = {
        TypesettingError: "fonts",
        LayoutError: "layout",
        SignatureRefused: "signature",
        NoSuchPage: "page",
    }
    code = known.get(type(problem), "unexpected")
    if code in {"fonts", "layout"}:
        log.error("a document could not be composed: %s", problem)
    elif code == "unexpected":
        log.error("a document could not be composed: %s", type(problem).__name__)
    return code
