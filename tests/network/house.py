"""A terminal behind the proxy: hands in, lets time pass, and looks into the province's own database and files."""

from __future__ import annotations

import sqlite3
import ssl
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random

from kiosk.clock import SystemClock
from kiosk.dock.proxy import Proxy
from kiosk.dock.weather import FINE, Head, Weather
from kiosk.uplink.client import CARRIED, ProvinceUplink
from kiosk.uplink.identity import KEY_FILE, load_or_create_key
from kiosk.uplink.sockets import Patience
from legalnet.submission import Acknowledgement, Role
from offline_cache.cache import Cache
from offline_cache.events import SyncEvent
from offline_cache.pace import KEEPS_PLACE, LONGEST_ASKED
from offline_cache.states import ItemState, Lane
from offline_cache.sync import SyncEngine
from tests.offline_cache.rig import HandClock
from tests.province.running import JPEG, PDF, Filing, Part, SealedFiling, ShiftedClock, Terminal

HASTE = Patience(connect_s=3.0, stall_s=0.7, answer_s=0.7, slowest=50_000)
"""Impatient, so that a stall costs a test little. A slow machine makes more of them, which changes no result."""
SCAN = 600_000
"""Bytes: more than goes along with a submission, so that the file is created and appended to by itself."""
PASSES = 60


@dataclass
class World:
    """A running province and a terminal that it knows."""

    data: Path
    terminal: Terminal

    def arrived(self, keys: list[str]) -> list[tuple[str, str, bytes, str]]:
        """(key, number, acknowledgement, envelope) of these submissions, in the order of their numbers."""
        marks = ",".join("?" * len(keys))
        query = (
            "SELECT submission_id, number, acknowledgement, envelope FROM submissions "
            f"WHERE submission_id IN ({marks}) ORDER BY number"
        )
        with closing(sqlite3.connect(self.data / "province.sqlite", timeout=30)) as database:
            return list(database.execute(query, keys))

    def holds(self, digest: str, content: bytes) -> bool:
        """Whether this file lies there, whole and byte for byte."""
        path = self.data / "files" / self.terminal.enrolment.terminal_id / digest
        return path.exists() and path.read_bytes() == content


@dataclass
class Promise:
    """A filing whose resident was told that it is safe."""

    sealed: SealedFiling
    lane: Lane
    contents: dict[str, bytes] = field(repr=False)

    @property
    def key(self) -> str:
        """Of the submission."""
        return self.sealed.key


class House:
    """One terminal; `due` is the weather for its next requests, in turn, `only` says which requests it is for."""

    def __init__(
        self, world: World, folder: Path, tls: ssl.SSLContext | None = None, ca: Path | None = None
    ) -> None:
        self.world = world
        self.ca = ca
        self.patience = HASTE
        self.carried = CARRIED
        """Bytes of files that may travel with their submission; 0: each goes by itself."""
        self.promises: list[Promise] = []
        self.due: deque[Weather] = deque()
        self.only: Callable[[Head], bool] = lambda _head: True
        self.met: list[tuple[str, str]] = []
        """(request, trouble) of what went wrong so far."""
        self.wall = ShiftedClock()
        """The terminal's own clock, with which it signs."""
        self.pace = HandClock()
        """By which the engine waits; turned on by hand."""
        self._folder = folder
        self.seen = 0
        """Requests that a proxy could read."""
        self.proxy = self.another_proxy(tls)
        self.told: list[SyncEvent] = []
        self.open()

    def another_proxy(self, tls: ssl.SSLContext | None = None) -> Proxy:
        """One more way to the province, in the same weather."""
        gateway = int(self.world.terminal.enrolment.url.rpartition(":")[2])
        proxy = Proxy(gateway, SystemClock(), self._forecast, tls)
        proxy.start()
        return proxy

    def _forecast(self, head: Head) -> Weather:
        self.seen += 1
        if not self.due or not self.only(head):
            return FINE
        weather = self.due.popleft()
        self.met.append((" ".join(head.start[:2]), weather.trouble))
        return weather

    def uplink(self, patience: Patience | None = None, url: str = "") -> ProvinceUplink:
        """A way to the province through the proxy."""
        terminal = self.world.terminal
        enrolment = replace(terminal.enrolment, url=url or self.proxy.url)
        key = load_or_create_key(terminal.folder / KEY_FILE)
        return ProvinceUplink(
            enrolment,
            key,
            self.wall,
            patience=patience or self.patience,
            ca=self.ca,
            carried=self.carried,
        )

    def open(self, url: str = "") -> None:
        """Start the terminal; what it had in hand is in its memory."""
        self.cache = Cache.open(self._folder / "cache", self.pace)
        outbox, blobs, uplink = self.cache.outbox, self.cache.blobs, self.uplink(url=url)
        self.engine = SyncEngine(outbox, blobs, uplink, self.pace, Random(3), self.told.append)

    def restart(self, url: str = "") -> None:
        """End the terminal and start it again."""
        self.cache.close()
        self.open(url)

    def close(self) -> None:
        """The end."""
        self.proxy.stop()
        self.cache.close()

    def hand_in(self, size: int = 0) -> Promise:
        """A small request, or a suit with a scan of `size` bytes; on return it is safe."""
        scan = Random(size).randbytes(size)
        parts = [
            Part("complaint.pdf", Role.DOCUMENT, "application/pdf", PDF),
            Part("iou-1.jpg", Role.MATERIAL, "image/jpeg", JPEG + scan),
        ]
        filing = Filing(parts=parts) if size else Filing.request()
        sealed = self.world.terminal.seal(filing)
        contents = {digest: path.read_bytes() for digest, _, path in sealed.blobs}
        refs = [self.cache.blobs.ingest(path, digest, count) for digest, count, path in sealed.blobs]
        lane = Lane.ATTACHMENT if size else Lane.JSON
        self.cache.outbox.enqueue(sealed.key, lane, sealed.header, refs)
        promise = Promise(sealed, lane, contents)
        self.promises.append(promise)
        return promise

    def pass_time(self, seconds: float = LONGEST_ASKED) -> int:
        """Wait, then one pass of the engine; how much is left."""
        self.pace.sleep(seconds)
        return self.engine.run_once()

    def until_done(self) -> None:
        """Passes until nothing is left."""
        for _ in range(PASSES):
            if self.pass_time() == 0:
                return
        left = [(item.state, item.reason) for item in self.cache.outbox.pending()]
        raise AssertionError(f"never delivered: {left}")

    def clear_up(self) -> None:
        """The weather is fine from here on."""
        self.due.clear()
        self.wall.shift = timedelta()

    # ---- what must hold

    def check_promises(self) -> None:
        """Every filing arrived once, whole, in its lane's order, and the terminal knows its number."""
        arrived = self.world.arrived([promise.key for promise in self.promises])
        assert sorted(row[0] for row in arrived) == sorted(promise.key for promise in self.promises), self.met
        known = {key: (number, answer, envelope) for key, number, answer, envelope in arrived}
        for promise in self.promises:
            number, answer, envelope = known[promise.key]
            item = self.cache.outbox.expect(promise.key)
            assert item.state is ItemState.DELIVERED, self.met
            assert item.reply == answer, "the terminal holds another answer than the province gave"
            assert Acknowledgement.model_validate_json(answer).number == number
            assert envelope.encode() == promise.sealed.header
            for digest, content in promise.contents.items():
                assert self.world.holds(digest, content), self.met
        self.check_order()
        self.check_nothing_is_left()

    def check_order(self) -> None:
        """Small messages arrive as they were handed in; only one in long trouble lets others go before it."""
        number = {row[0]: row[1] for row in self.world.arrived([promise.key for promise in self.promises])}
        small = [
            promise.key for promise in self.promises if promise.lane is Lane.JSON and promise.key in number
        ]
        for at, key in enumerate(small):
            if self.cache.outbox.expect(key).attempts < KEEPS_PLACE:
                assert all(number[key] < number[later] for later in small[at + 1 :]), self.met

    def check_nothing_is_left(self) -> None:
        """No file that nobody needs."""
        assert list((self._folder / "cache" / "blobs").iterdir()) == []
