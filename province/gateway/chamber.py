"""Judging in a process of its own: opening and the rules hold the interpreter, so only another one takes another core.

The process comes with the first batch that shows a queue, and goes with the gateway. Until it stands, and where it
fails, batches are judged on a thread as before. It holds the province's keys like the gateway itself, and no files.
"""

from __future__ import annotations

import asyncio
import ctypes
import logging
import multiprocessing
import signal
from collections.abc import Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from legalnet.catalogue import Catalogue, load_bundle
from legalnet.sealing import PrivateKey
from legalnet.submission import Envelope, Manifest
from province.gateway.inspection import SealedSubmission, inspect
from province.gateway.problems import Problem

log = logging.getLogger(__name__)

PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that comes when the parent dies."""


@dataclass(frozen=True)
class Paper:
    """A submission on its way to the process."""

    envelope: bytes
    contents: Mapping[str, str | bytes] = field(repr=False)
    """Digest -> path, or the sealed file itself."""
    key_id: str


@dataclass(frozen=True)
class Refusal:
    """A `Problem` on its way back."""

    code: str
    title: str
    headers: Mapping[str, str]
    extra: Mapping[str, Any] = field(repr=False)

    def problem(self) -> Problem:
        """As it was raised there."""
        return Problem(self.code, title=self.title, headers=self.headers, **self.extra)


class Chamber:
    """One process that judges by one version of the catalogue; belongs to one event loop."""

    def __init__(self, keys: Mapping[str, PrivateKey], bundle: bytes, version: str) -> None:
        self._given = (dict(keys), bundle)
        self.version = version
        self._pool: ProcessPoolExecutor | None = None
        self._stands = False

    @property
    def stands_already(self) -> bool:
        """Whether it came before."""
        return self._stands

    @property
    def stands(self) -> bool:
        """Whether it can judge now; asking when it cannot makes it come."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                1, multiprocessing.get_context("spawn"), initializer=_begin, initargs=self._given
            )
            self._pool.submit(_here).add_done_callback(self._came)
        return self._stands

    def _came(self, done: Future[None]) -> None:
        """From the pool's thread: it stands, or did not come, and threads go on judging."""
        if done.cancelled():
            return
        self._stands = done.exception() is None
        if not self._stands:
            log.error("the judging process did not come: %s", type(done.exception()).__name__)

    async def judge(self, papers: Sequence[Paper]) -> list[Manifest | Exception] | None:
        """What is in each, or why not; None when the process died over it, and another one comes."""
        try:
            found = await asyncio.get_running_loop().run_in_executor(self._pool, _judge_all, list(papers))
        except BrokenExecutor:
            log.error("the judging process died; another one takes its place")
            self.close()
            return None
        return [
            each.problem() if isinstance(each, Refusal) else Manifest.model_validate_json(each)
            for each in found
        ]

    def close(self) -> None:
        """End the process."""
        pool, self._pool, self._stands = self._pool, None, False
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


# ---- in the process


@dataclass
class House:
    """What the process was given."""

    keys: dict[str, PrivateKey] = field(default_factory=dict, repr=False)
    catalogue: Catalogue | None = None


@cache
def _house() -> House:
    """The one of this process."""
    return House()


def _begin(keys: dict[str, PrivateKey], bundle: bytes) -> None:
    """First of all: never outlive the gateway; leave interrupts to it."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    house = _house()
    house.keys, house.catalogue = keys, load_bundle(bundle)
    house.catalogue.check_expressions()


def _here() -> None:
    """Answered as soon as the process stands."""


def _judge_all(papers: list[Paper]) -> list[bytes | Refusal]:
    """One after the other; manifests as JSON."""
    return [_judge(paper) for paper in papers]


def _judge(paper: Paper) -> bytes | Refusal:
    """The manifest of a submission that is right."""
    house = _house()
    contents = {
        digest: Path(found) if isinstance(found, str) else found for digest, found in paper.contents.items()
    }
    sealed = SealedSubmission(
        Envelope.model_validate_json(paper.envelope), contents, house.keys[paper.key_id]
    )
    try:
        assert house.catalogue is not None  # noqa: S101 - `_begin` came first
        return inspect(sealed, house.catalogue).model_dump_json().encode()
    except Problem as problem:
        return Refusal(problem.code, problem.title, problem.headers, problem.extra)
    # Edge: whatever one hand-in brings about is its own affair, not that of those judged with it.
    except Exception as error:  # noqa: BLE001
        log.error("a hand-in could not be judged: %s", type(error).__name__)
        return Refusal("internal", "", {}, {})
