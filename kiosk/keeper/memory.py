"""The terminal's memory as the keeper has it: open, short of room, or closed for a reason that can be told.

A memory that cannot be opened (another key, a read-only disk, a later version's store) ends nothing: what needs it is
answered with its reason, everything else goes on, its files stay as they are, and once a minute it is tried again.
"""

from __future__ import annotations

import logging
import os
import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from kiosk.clock import Clock
from kiosk.keeper import retention
from kiosk.keeper.drafts import Drafts
from kiosk.keeper.events import EventFollower
from kiosk.keeper.reference import ReferenceKeeper
from kiosk.keeper.vault import Vault
from offline_cache.cache import Cache
from offline_cache.errors import CacheError, Damaged, InUse
from offline_cache.events import SyncEvent
from offline_cache.room import Room
from offline_cache.sync import SyncEngine

log = logging.getLogger(__name__)

EVERY_S = 60.0
"""Between two looks at the memory: tidying, room, and whether a closed one opens."""
ENGINE_PAUSE_S = 5.0
"""Between two starts of sync workers that died, so that one that dies at once does not flood the log."""


class State(StrEnum):
    """What a visit may rely on."""

    OK = "ok"
    FULL = "full"
    """Matters with attachments cannot be begun; what was begun before is still taken in."""
    CLOSED = "closed"
    """Nothing can be handed in or looked up."""


class Shut(CacheError):
    """The memory is closed; `code` is the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Parts(NamedTuple):
    """An open memory and all that lives by it."""

    cache: Cache
    vault: Vault
    drafts: Drafts
    engine: SyncEngine
    reference: ReferenceKeeper
    follower: EventFollower


Events = queue.SimpleQueue[SyncEvent]


class Memory:
    """Opened at once, if it can be; owned by the keeper's one thread."""

    def __init__(self, make: Callable[[Events], Parts], folder: Path, clock: Clock) -> None:
        """`make` opens the memory in `folder` and wires what lives by it. Raises `InUse`."""
        self.events: Events = queue.SimpleQueue()
        self._make = make
        self._folder = folder
        self._clock = clock
        self._parts: Parts | None = None
        self._room = Room.AMPLE
        self._running = False
        self.trouble = ""
        """Code of what is wrong with it; empty when all is well."""
        self._look_due = clock.monotonic() + EVERY_S
        self._engine_due = 0.0
        self._open()

    @property
    def parts(self) -> Parts:
        """The open memory. Raises `Shut` while it is closed."""
        if self._parts is None:
            raise Shut(self.trouble)
        return self._parts

    @property
    def state(self) -> State:
        """What a visit may rely on."""
        if self.trouble:
            return State.CLOSED
        return State.FULL if self._room is Room.FULL else State.OK

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Work on the memory whose failure is noted here, and ends nothing."""
        try:
            yield
        except Damaged as error:
            log.error("the memory is damaged (%s); opening it anew", error)
            self.reopen()
        except CacheError as error:
            self._note(error.code)

    def start(self) -> None:
        """Bring what waits to the province from now on."""
        self._running = True
        if self._parts is not None:
            self._parts.engine.start()

    def wake(self) -> None:
        """Take up what waits without the usual pause; one in trouble is tried again."""
        if self.trouble:
            self.look()
        if self._parts is not None:
            self._parts.engine.wake()

    def tick(self) -> None:
        """Look after it when it is time."""
        now = self._clock.monotonic()
        if self._parts is not None:
            self._mind(self._parts, now)
        if now >= self._look_due:
            self.look()

    def _mind(self, parts: Parts, now: float) -> None:
        """Followers, and sync workers that died."""
        parts.reference.tick()
        parts.follower.tick()
        if self._running and not parts.engine.health().running and now >= self._engine_due:
            self._engine_due = now + ENGINE_PAUSE_S
            parts.engine.start()

    def look(self) -> None:
        """Tidy up, make room, see whether it takes writes; once a minute, and when a commit failed."""
        self._look_due = self._clock.monotonic() + EVERY_S
        if self._parts is None:
            self._open()
        if self._parts is None:
            return
        with self.guarded():
            parts = self._parts
            parts.reference.let_go(parts.cache.tidy())
            parts.drafts.tidy()
            parts.vault.tidy()
            retention.forget(parts.vault, parts.cache.records, self._clock.now())
            if self.trouble or is_read_only(self._folder):
                parts.cache.probe()
            self._room = parts.cache.health().measure.room
            self._note("")

    def check(self) -> None:
        """Read every page; a damaged memory is put aside and what can be read of it goes on."""
        with self.guarded():
            self.parts.cache.check()

    def reopen(self) -> None:
        """Close it and open it anew."""
        self.close()
        self._open()

    def close(self) -> None:
        """Let go of everything; what was committed stays."""
        parts, self._parts = self._parts, None
        if parts is None:
            return
        for follower in (parts.reference, parts.follower):
            follower.stop()
        parts.engine.stop(timeout=5.0)
        with self.guarded():
            parts.cache.close()

    def _open(self) -> None:
        """Open it, or say why not. Raises `InUse`: then another keeper serves this terminal."""
        try:
            parts = self._make(self.events)
        except InUse:
            raise
        except CacheError as error:
            self._note(error.code)
            return
        self._parts = parts
        self._note("")
        if self._running:
            parts.engine.start()
        with self.guarded():
            self._room = parts.cache.health().measure.room

    def _note(self, code: str) -> None:
        """Said once when it begins and once when it is over."""
        if code and code != self.trouble:
            log.error("the memory is in trouble: %s", code)
        elif self.trouble and not code:
            log.info("the memory is well again")
        self.trouble = code


def is_read_only(folder: Path) -> bool:
    """Whether the file system takes no writes (any more): a dying disk is often mounted so by the system."""
    return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
