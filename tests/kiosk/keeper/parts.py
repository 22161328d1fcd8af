"""What the tests of the keeper share: sealed filings, a small province, a keeper with scripted visits."""

from __future__ import annotations

import os
import selectors
import socket
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from kiosk.clock import SystemClock
from kiosk.keeper.asking import AskingDesk, Forwarder
from kiosk.keeper.deposits import DepositDesk
from kiosk.keeper.keeper import Keeper
from kiosk.keeper.link import Link, LinkClosed, Message
from kiosk.keeper.memory import Events, Memory, Parts
from kiosk.keeper.network import NetworkWatch
from kiosk.keeper.pipe import wide_pipe
from kiosk.keeper.run import profile_for, wired
from kiosk.keeper.signing import SigningDesk
from kiosk.keeper.vault import Vault
from kiosk.keeper.visits import Stage, VisitProcess, Visits
from kiosk.settings import Settings
from legalnet import sealing
from legalnet.submission import Acknowledgement, Envelope
from offline_cache.cache import Cache
from offline_cache.room import Limits
from offline_cache.uplink import Companion, Offline, Refused, Reply, Unsure, Uplink

ROOT = Path(__file__).parents[3]
PRIVATE, PUBLIC = sealing.generate_keypair()
NAME = "陈小明"
WHEN = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
WAIT_S = 30.0

RELAY = """
import os, selectors, socket, sys
from kiosk.keeper.link import Link, LinkClosed

keeper = Link.from_fd(int(sys.argv[sys.argv.index("--link-fd") + 1]))
line = socket.socket(socket.AF_UNIX)
line.connect(sys.argv[1])
hand = Link(line)
hand.send("here", pid=os.getpid(), folder=os.environ["HOME"])
keeper.send("ready")
waiting = selectors.DefaultSelector()
for end in (keeper, hand):
    waiting.register(end, selectors.EVENT_READ)
try:
    while True:
        waiting.select(1.0)
        keeper.send("alive")
        for message in keeper.receive():
            hand.send(**message)
        for message in hand.receive():
            if message["kind"] == "raw":
                os.write(keeper.fileno(), message["bytes"].encode("latin-1"))
                continue
            pipe = hand.pipe()
            keeper.send(pipe=pipe, **message)
            if pipe >= 0:
                os.close(pipe)
except LinkClosed:
    sys.exit(0)
"""
"""A visit without a screen: says what the test says, and tells the test what the keeper says."""


def commit(
    folder: Path, code: str = "K74P29", submission_id: str = "", texts: tuple[str, ...] = (NAME,)
) -> Message:
    """Seal these texts into the visit's folder; the message that hands them in."""
    submission_id = submission_id or str(uuid.uuid4())
    sealed_folder = folder / "sealed"
    sealed_folder.mkdir(parents=True, exist_ok=True)
    parts, blobs = [], []
    for number, text in enumerate(texts):
        path, name = sealed_folder / uuid.uuid4().hex, f"part-{number}.json"
        context = sealing.part_context(submission_id, name)
        sealed = sealing.seal_bytes(text.encode(), path, PUBLIC, context)
        one = {"digest": sealed.digest, "size": sealed.size}
        blobs.append({**one, "path": str(path)})
        parts.append({"name": name, "role": "material", "media_type": "application/json",
                      "wrapped_key": sealed.wrapped_key, **one})  # fmt: skip
    at = WHEN.isoformat()
    envelope = {
        "submission_id": submission_id, "terminal_id": "T-1", "matter_code": "SQ-01",
        "catalogue_version": "1",
        "committed": {"wall": at, "monotonic": 1.0, "boot_id": "boot", "uncertainty_s": 1.0},
        "receipt_code": code, "key_id": sealing.key_id(PUBLIC), "parts": parts,
    }  # fmt: skip
    record = {"code": code, "submission_id": submission_id, "matter_code": "SQ-01", "state": "saved",
              "saved_at": at}  # fmt: skip
    return {
        "kind": "commit",
        "request_id": submission_id,
        "envelope": envelope,
        "record": record,
        "blobs": blobs,
    }


def feed(writing: int, files: Sequence[Path]) -> None:
    """Write files into a pipe, one after the other, and close it."""
    with os.fdopen(writing, "wb", buffering=0) as sink:
        for file in files:
            left = memoryview(file.read_bytes())
            while left:
                left = left[sink.write(left) :]


def piped(message: Message) -> Message:
    """The commit of files that came through a pipe."""
    return {**message, "blobs": [{**blob, "path": ""} for blob in message["blobs"]]}


@dataclass
class FarEnd:
    """A province that opens what it gets, takes each key once, and may be away, silent or unwilling."""

    mood: str = "up"
    """`up`; `away` nothing arrives; `silent` it arrives but no answer does; `unwilling` refuses."""
    arrived: dict[str, list[str]] = field(default_factory=dict)
    submits: Counter[str] = field(default_factory=Counter)
    blobs: dict[str, Path] = field(default_factory=dict)
    folder: Path = Path()

    @property
    def carries(self) -> int:
        """Every file by itself."""
        return 0

    def upload_blob(self, digest: str, size: int, path: Path) -> None:
        """Keep a copy."""
        if self.mood == "away":
            raise Offline
        self.blobs[digest] = self.folder / digest
        self.blobs[digest].write_bytes(path.read_bytes())

    def submit(self, key: str, header: bytes, along: Sequence[Companion] = ()) -> Reply:
        """Open every part with the province's own key."""
        if self.mood == "away":
            raise Offline
        if self.mood == "unwilling":
            raise Refused("answers_refused", "金额不对。请改正。")
        self.submits[key] += 1
        envelope = Envelope.model_validate_json(header)
        self.arrived[key] = [
            sealing.open_file(self.blobs[part.digest], part.wrapped_key, PRIVATE,
                              sealing.part_context(key, part.name)).decode()
            for part in envelope.parts
        ]  # fmt: skip
        if self.mood == "silent":
            raise Unsure
        return self._reply(key)

    def query(self, key: str) -> Reply | None:
        """The earlier answer."""
        if self.mood in ("away", "silent"):
            raise Offline
        return self._reply(key) if key in self.arrived else None

    def probe(self) -> str:
        """Whether it can be reached."""
        return "down" if self.mood == "away" else "up"

    @staticmethod
    def _reply(key: str) -> Reply:
        given = Acknowledgement(submission_id=key, number=f"N-{key[:4]}", received_at=WHEN, status="received")
        return Reply(given.model_dump_json().encode())


class Hand:
    """The test's end of one visit process."""

    def __init__(self, link: Link, pid: int, folder: Path) -> None:
        self.link = link
        self.pid = pid
        self.folder = folder
        self.heard: list[Message] = []
        self.gone = False

    def say(self, kind: str, **fields: Any) -> None:
        """Let the visit say this to the keeper."""
        self.link.send(kind, **fields)

    def raw(self, data: bytes) -> None:
        """Let the visit send bytes that are no message."""
        self.link.send("raw", bytes=data.decode("latin-1"))

    def listen(self) -> None:
        """Take in what the keeper said to it."""
        try:
            self.heard += self.link.receive()
        except LinkClosed:
            self.gone = True

    def told(self, kind: str) -> list[Message]:
        """What it was told of this kind."""
        self.listen()
        return [message for message in self.heard if message["kind"] == kind]


class House:
    """A keeper over a folder, wired as in `kiosk.keeper.run` but for the visits' program and the uplink."""

    def __init__(
        self, folder: Path, uplink: Uplink, probe: Callable[[], str], limits: Limits | None = None,
        *, home: Path | None = None, forwarder: Forwarder | None = None,
        evidence: DepositDesk | None = None,
    ) -> None:  # fmt: skip
        self.clock = SystemClock()
        self.hands: dict[int, Hand] = {}
        self._door = self._open_door(folder / "door")
        program = folder / "relay.py"
        program.write_text(RELAY)
        self.visits = Visits(folder / "run", self.clock, (sys.executable, str(program), str(folder / "door")),
                             {**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
        home = home or folder
        settings = Settings.model_validate({"terminal": {"folder": home}})
        self.network = NetworkWatch(probe, self.clock)
        profile = partial(profile_for, settings, None)

        def parts(events: Events) -> Parts:
            return wired(
                Cache.open(home / "cache", self.clock, limits=limits), home, uplink, self.clock, events
            )

        self.memory = Memory(parts, home, self.clock)
        self.keeper = Keeper(self.memory, self.visits, self.network, (), profile,
                             SigningDesk(home, None, "", self.clock), AskingDesk(forwarder), self.clock,
                             evidence)  # fmt: skip
        self.memory.start()

    @property
    def cache(self) -> Cache:
        """The open memory."""
        return self.memory.parts.cache

    @property
    def vault(self) -> Vault:
        """Its vault."""
        return self.memory.parts.vault

    @staticmethod
    def _open_door(path: Path) -> socket.socket:
        path.unlink(missing_ok=True)
        door = socket.socket(socket.AF_UNIX)
        door.bind(str(path))
        door.listen()
        door.setblocking(False)
        return door

    def let_in(self) -> None:
        """Take up the visit processes that came to the door."""
        while True:
            try:
                line, _ = self._door.accept()
            except BlockingIOError:
                return
            link = Link(line)
            with selectors.DefaultSelector() as waiting:
                waiting.register(link, selectors.EVENT_READ)
                waiting.select(WAIT_S)
            first, *rest = link.receive()
            hand = Hand(link, int(first["pid"]), Path(str(first["folder"])))
            hand.heard = rest
            self.hands[hand.pid] = hand

    def step(self) -> None:
        """One round of the keeper and of those who listen."""
        self.let_in()
        self.keeper.step()
        for hand in self.hands.values():
            if not hand.gone:
                hand.listen()

    def until(self, condition: Callable[[], Any]) -> Any:
        """Step until something is so."""
        end = time.monotonic() + WAIT_S
        while time.monotonic() < end:
            self.step()
            found = condition()
            if found:
                return found
            time.sleep(0.01)
        raise AssertionError("did not happen in time")

    def shown(self) -> Hand:
        """The visit on the screen, once there is one and a warm spare behind it."""

        def stands() -> Hand | None:
            shown, spare = self.visits.shown, self.visits.spare
            if shown is None or spare is None or spare.stage is not Stage.SPARE:
                return None
            return self.hands.get(shown.pid)

        found = self.until(stands)
        assert isinstance(found, Hand)
        return found

    def hear(self, hand: Hand, kind: str) -> Message:
        """What the visit is told of this kind, once it is."""
        found = self.until(lambda: hand.told(kind))[0]
        assert isinstance(found, dict)
        return found

    def hand_in(self, hand: Hand, message: Message) -> Message:
        """Let the visit commit; the keeper's answer."""
        hand.heard = [heard for heard in hand.heard if heard["kind"] != "committed"]
        hand.say(**message)
        return self.hear(hand, "committed")

    def stream(self, hand: Hand, message: Message) -> Message:
        """The same with its files through a pipe; the keeper's answer to the commit."""
        reading, writing = wide_pipe()
        files = [Path(blob["path"]) for blob in message["blobs"]]
        feeder = Thread(target=feed, args=(writing, files), daemon=True)
        feeder.start()
        hand.heard = [heard for heard in hand.heard if heard["kind"] != "taken_in"]
        hand.say("take_in", pipe=reading, request_id="s", sizes=[blob["size"] for blob in message["blobs"]])
        os.close(reading)
        told = self.hear(hand, "taken_in")
        feeder.join()
        assert (told["outcome"], told["digests"]) == ("done", [blob["digest"] for blob in message["blobs"]])
        for file in files:
            file.unlink()
        return self.hand_in(hand, piped(message))

    def visit_of(self, hand: Hand) -> VisitProcess:
        """The keeper's side of a visit."""
        return next(visit for visit in self.visits.all if visit.pid == hand.pid)

    def cut_off(self) -> None:
        """The keeper is killed: its visits die with it, and nothing is put in order."""
        for visit in self.visits.all:
            os.kill(visit.pid, 9)
            os.waitpid(visit.pid, 0)
        os.close(self.visits._lock)
        self.visits._lock = -1
        self.memory.close()
        self._hang_up()

    def close(self) -> None:
        """End everything, twice if need be."""
        self.visits.close()
        self.memory.close()
        self._hang_up()

    def _hang_up(self) -> None:
        for visit in (self.visits.shown, self.visits.spare):
            if visit is not None:
                visit.link.close()
        for hand in self.hands.values():
            hand.link.close()
        self._door.close()
