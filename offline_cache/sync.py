"""The engine that brings the outbox to the other end: retries, asks when unsure, gives up only when refused.

Each lane has workers of its own, so a filing that takes an hour holds up no message. Items of a lane are taken up in
the order in which they were handed in; see `pace` for what trouble does to that order. Nothing that an uplink does
ends a worker: the errors it may raise have their meaning, any other leaves the item unsure.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from threading import Condition, Thread
from typing import Protocol

from offline_cache.blobs import Blobs
from offline_cache.clock import Clock
from offline_cache.errors import BlobDamaged, BlobMissing, CacheError, DiskFault
from offline_cache.events import Delivered, Died, Refused, SyncEvent, Uploading, Waiting
from offline_cache.outbox import Item, Outbox
from offline_cache.pace import Pace
from offline_cache.states import ItemState, Lane
from offline_cache.uplink import Companion, NotYet, Offline, Reply, Unsure, Uplink
from offline_cache.uplink import Refused as RefusedByUplink

log = logging.getLogger(__name__)

STORE_TROUBLE_DELAY = 30.0
SETTLE_EVERY = 32
"""Acknowledgements brought to disk by one flush while a lane is busy."""
WORKERS: Mapping[str, tuple[Lane, ...]] = {
    "sync-json": (Lane.JSON,),
    "sync-attachment-0": (Lane.ATTACHMENT,),
    "sync-attachment-1": (Lane.ATTACHMENT,),
    "sync-attachment-2": (Lane.ATTACHMENT,),
    "sync-attachment-3": (Lane.ATTACHMENT,),
    "sync-attachment-4": (Lane.ATTACHMENT,),
    "sync-background": (Lane.BACKGROUND, Lane.ATTACHMENT),
}
"""Seven ways at once, by the lanes that each serves, in this order. One is kept for small messages; the last helps with
filings when nothing else is to be done, because it takes some connections to fill a link that loses packets: while one
waits for its answer, the others take up its share."""


class Books(Protocol):
    """Who keeps the receipt records: told of an outcome, gives the records to write along."""

    def delivered(self, item: Item, reply: Reply) -> Mapping[str, bytes]:
        """Records for an acknowledged item."""

    def refused(self, item: Item, code: str, message: str) -> Mapping[str, bytes]:
        """Records for an item laid aside."""


class NoBooks:
    """Keeps no records."""

    def delivered(self, item: Item, reply: Reply) -> Mapping[str, bytes]:  # noqa: ARG002
        """Nothing to write."""
        return {}

    def refused(self, item: Item, code: str, message: str) -> Mapping[str, bytes]:  # noqa: ARG002
        """Nothing to write."""
        return {}


@dataclass(frozen=True)
class EngineHealth:
    """Whether the engine does its work."""

    running: bool
    """Started, and every worker lives."""
    trouble: str
    """Code of the store's trouble that holds it up, or type of the error that ended a worker, or empty."""


class SyncEngine:
    """Delivers the outbox's items by an uplink. `run_once` for one pass, `start` and `stop` for workers.

    `uplink` is called from up to seven threads at once; `on_event` too. `wake` after an enqueue or when the
    network is back.
    """

    def __init__(  # noqa: PLR0917 - one of each, in the order of their dependence
        self,
        outbox: Outbox,
        blobs: Blobs,
        uplink: Uplink,
        clock: Clock,
        rng: Random,
        on_event: Callable[[SyncEvent], None],
        books: Books | None = None,
    ) -> None:
        self._outbox = outbox
        self._blobs = blobs
        self._uplink = uplink
        self._clock = clock
        self._on_event = on_event
        self._books: Books = books or NoBooks()
        self._changed = Condition()
        self._busy: set[str] = set()
        self._pace = Pace(rng)
        self._wakes = 0
        self._stopping = False
        self._workers: list[Thread] = []
        self._trouble = ""
        self._unsettled = 0

    def run_once(self) -> int:
        """One pass in the calling thread over all that is due; gives the number of items still pending.

        Raises `CacheError` when the store is in trouble.
        """
        for lane in Lane:
            done: set[str] = set()
            while item := self._claim(lane, done):
                done.add(item.key)
                self._handle(item)
        self._outbox.settle()
        return len(self._outbox.pending())

    def start(self) -> None:
        """Start the workers that are not running; also after one died."""
        with self._changed:
            self._stopping, self._trouble = False, ""
            alive = [worker for worker in self._workers if worker.is_alive()]
            missing = WORKERS.keys() - {worker.name for worker in alive}
            alive += [
                Thread(target=self._work, args=(WORKERS[name],), name=name, daemon=True) for name in missing
            ]
            self._workers = alive
        for worker in alive:
            if worker.ident is None:
                worker.start()

    def stop(self, timeout: float) -> bool:
        """End the workers within about `timeout` seconds; gives whether all ended.

        A worker in the middle of a call ends after it; what it was sending is unsure after the next start.
        """
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        end = self._clock.monotonic() + timeout
        for worker in self._workers:
            worker.join(max(0.0, end - self._clock.monotonic()))
        return not any(worker.is_alive() for worker in self._workers)

    def wake(self) -> None:
        """Take up everything now, delays or not."""
        with self._changed:
            self._pace.hurry()
            self._wakes += 1
            self._changed.notify_all()

    def health(self) -> EngineHealth:
        """Whether the workers live, and what holds them up."""
        with self._changed:
            running = bool(self._workers) and all(worker.is_alive() for worker in self._workers)
            return EngineHealth(running, self._trouble)

    def _work(self, lanes: tuple[Lane, ...]) -> None:
        try:
            while not self._stopping:
                self._work_or_wait(lanes)
        except Exception as error:  # noqa: BLE001 - the edge of a thread: its death must be seen
            log.error("the sync worker of lane %s died: %s", lanes[0], type(error).__name__)
            with self._changed:
                self._trouble = type(error).__name__
            self._tell(Died(lanes[0], type(error).__name__))

    def _work_or_wait(self, lanes: tuple[Lane, ...]) -> None:
        """Deliver one item, or tidy up and wait until something may be due."""
        wakes = self._wakes
        try:
            item = next(filter(None, (self._claim(lane, ()) for lane in lanes)), None)
            if item:
                self._handle(item)
                self._settle_when(self._unsettled >= SETTLE_EVERY)
                self._recovered()
                return
            self._settle_when(self._unsettled > 0)
        except CacheError as error:
            self._in_trouble(error)
            self._wait(wakes, STORE_TROUBLE_DELAY)
            return
        self._wait(wakes, self._idle_seconds(lanes))

    def _wait(self, wakes: int, seconds: float | None) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._wakes != wakes, seconds)

    def _idle_seconds(self, lanes: tuple[Lane, ...]) -> float | None:
        """Until the next item of these lanes may be due; None when nothing is planned."""
        with self._changed:
            return self._pace.next_due(lanes, self._clock.monotonic())

    def _in_trouble(self, error: CacheError) -> None:
        with self._changed:
            if self._trouble != error.code and not self._stopping:
                log.error("sync is held up by the store: %s", error.code)
            self._trouble = error.code

    def _recovered(self) -> None:
        with self._changed:
            if self._trouble:
                log.info("sync goes on after: %s", self._trouble)
            self._trouble = ""

    def _settle_when(self, worthwhile: bool) -> None:
        if worthwhile:
            self._unsettled = 0
            self._outbox.settle()

    def _claim(self, lane: Lane, but: set[str] | tuple[str, ...]) -> Item | None:
        """The next item of the lane that is due and that nobody else has in hand; now it is in ours."""
        with self._changed:
            now = self._clock.monotonic()
            if self._pace.closed(lane, now):
                return None
            item = self._outbox.next(lane, {*self._busy, *self._pace.waiting(now), *but})
            if item:
                self._busy.add(item.key)
                self._pace.taken_up(item.key)
            return item

    def _handle(self, item: Item) -> None:
        """One attempt at one item, whatever comes of it."""
        try:
            self._attempt(item)
        except CacheError:
            raise
        except Exception as error:  # noqa: BLE001 - the edge to uplink and books: their faults end no worker
            log.error("an attempt failed unexpectedly: %s", type(error).__name__)
            self._try_later(item, f"unexpected:{type(error).__name__}", lost=True)
        finally:
            with self._changed:
                self._busy.discard(item.key)

    def _attempt(self, item: Item) -> None:
        try:
            reply = self._earlier_reply(item) or self._send(item)
            records = self._books.delivered(item, reply)
        except RefusedByUplink as refusal:
            self._lay_aside(item, refusal.code, refusal.message)
        except (BlobDamaged, BlobMissing) as error:
            log.error("an item cannot be sent: %s", error.code)
            self._lay_aside(item, error.code, "")
        except NotYet as answer:
            self._way_is_open(item.lane)
            self._try_later(item, str(answer), lost=False, in_line=True, asked=answer.retry_after)
        except Offline as silence:
            self._wait_in_line(item, silence)
        except Unsure:
            self._try_later(item, "no_answer", lost=True, in_line=True)
        except DiskFault as error:
            self._try_later(item, error.code, lost=item.state is not ItemState.WAITING)
        else:
            self._outbox.acknowledge(item.key, reply.body, records)
            self._unsettled += 1
            self._way_is_open(item.lane)
            self._tell(Delivered(item.key, reply))

    def _earlier_reply(self, item: Item) -> Reply | None:
        """What the other end answered before, asked whenever the item may have been sent."""
        if item.state is ItemState.WAITING:
            return None
        reply = self._uplink.query(item.key)
        if reply is None:
            self._outbox.absent(item.key)
        return reply

    def _send(self, item: Item) -> Reply:
        """Large blobs first, small ones with the item itself; each is read whole before it leaves."""
        files = [Companion(ref.digest, ref.size, self._blobs.verify(ref)) for ref in item.blobs]
        along = self._companions(item, files)
        sent, total = 0, sum(ref.size for ref in item.blobs)
        for file in files:
            self._tell(Uploading(item.key, sent, total))
            if file not in along:
                self._uplink.upload_blob(file.digest, file.size, file.path)
                sent += file.size
        self._outbox.sending(item.key)
        self._tell(Uploading(item.key, sent, total))
        return self._uplink.submit(item.key, item.header, along)

    def _companions(self, item: Item, files: list[Companion]) -> list[Companion]:
        """What goes along with an item: as many blobs, the small ones first, as one request carries.

        Not after an attempt in trouble: on a line that breaks again and again only an upload gets on, for it goes
        on where it stopped.
        """
        room = 0 if item.attempts else self._uplink.carries
        found = set()
        for file in sorted(files, key=lambda file: file.size):
            room -= file.size
            if room < 0:
                break
            found.add(file.digest)
        return [file for file in files if file.digest in found]

    def _way_is_open(self, lane: Lane) -> None:
        with self._changed:
            self._pace.answered(lane)

    def _try_later(
        self, item: Item, reason: str, *, lost: bool, in_line: bool = False, asked: float | None = None
    ) -> None:
        """This item is in trouble by itself; `in_line`: at first its lane waits with it, to keep the order."""
        with self._changed:
            attempt, now = item.attempts + 1, self._clock.monotonic()
            delay = self._pace.put_off(item.key, item.lane, attempt, now, in_line=in_line, asked=asked)
        until = self._clock.now() + timedelta(seconds=delay)
        mark = self._outbox.lose if lost else self._outbox.postpone
        mark(item.key, reason, until)
        self._planned(item, until, reason)

    def _wait_in_line(self, item: Item, silence: Offline) -> None:
        """The way is closed for every item of the lane; this one happened to be the first."""
        with self._changed:
            delay = self._pace.close(item.lane, self._clock.monotonic(), silence.retry_after)
        until = self._clock.now() + timedelta(seconds=delay)
        self._outbox.postpone(item.key, "offline", until, charged=False)
        self._planned(item, until, "offline")

    def _planned(self, item: Item, until: datetime, reason: str) -> None:
        with self._changed:
            self._changed.notify_all()
        self._tell(Waiting(item.key, until, reason))

    def _lay_aside(self, item: Item, code: str, message: str) -> None:
        self._outbox.refuse(item.key, code, message, self._books.refused(item, code, message))
        self._tell(Refused(item.key, code, message))

    def _tell(self, event: SyncEvent) -> None:
        try:
            self._on_event(event)
        except Exception as error:  # noqa: BLE001 - the edge to a listener: its fault is not the delivery's
            log.error("a listener failed on %s: %s", type(event).__name__, type(error).__name__)
