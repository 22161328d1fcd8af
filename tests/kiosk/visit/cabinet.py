"""A terminal around one flow: scripted devices, a clock moved by hand, a keeper with real memory."""

from __future__ import annotations

import base64
import json
import queue
from collections import Counter, deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, cast

from kiosk.keeper.drafts import Drafts
from kiosk.keeper.late import LateDesk
from kiosk.keeper.link import Link, LinkClosed, Message
from kiosk.keeper.pipe import Pipe
from kiosk.keeper.vault import Vault
from kiosk.visit.flow import Flow
from kiosk.visit.jobs import Jobs
from kiosk.visit.pin import hash_pin
from kiosk.visit.profile import Devices, VisitProfile
from kiosk.visit.shelf import Shelf
from legalnet import sealing
from legalnet.interview import validate
from legalnet.submission import Acknowledgement, Envelope, Manifest, NextDate
from offline_cache.cache import Cache
from offline_cache.events import Delivered, Refused, SyncEvent, Uploading
from offline_cache.sync import SyncEngine
from offline_cache.uplink import Companion, Offline, Reply
from offline_cache.uplink import Refused as RefusedByUplink
from tests.kiosk.visit.asked import Asked
from tests.kiosk.visit.contract import view_keys
from tests.kiosk.visit.devices import ScriptedHardware
from tests.kiosk.visit.keys import PRIVATE, PUBLIC

PIN = "246810"
BEGIN = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Nine o'clock on a Monday in Shanghai."""


@cache
def shelf() -> Shelf:
    """The catalogue, read once for all tests of a process."""
    found = Shelf("")
    found.load()
    return found


@cache
def staff_hash() -> str:
    """The attendant's PIN as a site stores it."""
    return hash_pin(PIN, bytes(16))


class HandClock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.passed = 0.0

    def monotonic(self) -> float:
        """Seconds since the machine was started."""
        return 5000.0 + self.passed

    def sleep(self, seconds: float) -> None:
        """Nothing here waits."""
        self.passed += seconds

    def now(self) -> datetime:
        """Wall time in UTC."""
        return BEGIN + timedelta(seconds=self.passed)


class JobsInline(Jobs):
    """Work is done at once, or when the test lets it; results come with the next tick as always."""

    def __init__(self) -> None:
        super().__init__()
        self.held: deque[Callable[[], None]] | None = None

    def run(self, work: Any, then: Any, failed: Any) -> None:
        """Do it now, or keep it until `release`."""
        if self.held is None:
            self._work(work, then, failed)
        else:
            self.held.append(lambda: self._work(work, then, failed))

    def hold(self) -> None:
        """Let work wait."""
        self.held = deque()

    def release(self) -> None:
        """Do what waited, in its order, and hold nothing back any more."""
        waiting, self.held = self.held or deque(), None
        for work in waiting:
            work()


class Unattested:
    """A keeper without a certificate; work that is done at once could not wait for the screen's thread anyway."""

    chain = ""
    stamps = False

    def tick(self) -> None:
        """Nothing was asked."""

    def hear(self, message: Message) -> None:
        """Nothing is waited for."""


class OtherEnd:
    """A province that opens what it gets with its own key and judges it by the definition."""

    def __init__(self, folder: Path) -> None:
        self.mood = "up"
        self.submits: Counter[str] = Counter()
        self.parts: dict[str, dict[str, bytes]] = {}
        self.envelopes: dict[str, Envelope] = {}
        self._folder = folder
        self._blobs: dict[str, Path] = {}

    @property
    def carries(self) -> int:
        """Every file by itself."""
        return 0

    def upload_blob(self, digest: str, size: int, path: Path) -> None:
        """Keep a copy."""
        if self.mood == "away":
            raise Offline
        self._folder.mkdir(exist_ok=True)
        self._blobs[digest] = self._folder / digest
        self._blobs[digest].write_bytes(path.read_bytes())

    def submit(self, key: str, header: bytes, along: Sequence[Companion] = ()) -> Reply:
        """Open every part."""
        if self.mood == "unwilling":
            raise RefusedByUplink("answers_refused", "金额不对。请改正。")
        self.submits[key] += 1
        self.envelopes[key] = envelope = Envelope.model_validate_json(header)
        self.parts[key] = {
            part.name: sealing.open_file(self._blobs[part.digest], part.wrapped_key, PRIVATE,
                                         sealing.part_context(key, part.name))
            for part in envelope.parts
        }  # fmt: skip
        given = Acknowledgement(
            submission_id=key,
            number="(2026)0001",
            received_at=BEGIN,
            status="received",
            next_dates=(
                NextDate(what="审查", date="2026-11-30", basis="民诉法126条", calendar_unverified=True),
                NextDate(what="送达", date=None, basis=""),
            ),
        )
        return Reply(given.model_dump_json().encode())

    def query(self, key: str) -> Reply | None:
        """Nothing is known before it was sent."""
        return None

    def manifest(self) -> Manifest:
        """The heart of the only filing that came."""
        (parts,) = self.parts.values()
        return Manifest.model_validate_json(parts["manifest.json"])


class SmallKeeper:
    """The other end of a visit's line: real vault, cache and sync engine; answers as it is told to."""

    def __init__(self, folder: Path, link: Link, clock: HandClock) -> None:
        self.folder = folder
        self.link = link
        self.clock = clock
        self.heard: list[Message] = []
        self.province = OtherEnd(folder / "province")
        self.commits: deque[str] = deque()
        """For the next commits: `silent`, `lost` done but no answer, or an outcome to say instead."""
        self.gone = False
        self.asked = Asked(folder / "visit")
        self.streams: deque[str] = deque()
        """For the next streams: `silent` nothing is said of what came, or an outcome to say instead."""
        self.drafts_silent = False
        """Whether the answer to a draft never comes."""
        self._events: queue.SimpleQueue[SyncEvent] = queue.SimpleQueue()

    @cached_property
    def cache(self) -> Cache:
        """The terminal's memory."""
        return Cache.open(self.folder / "cache", self.clock)

    @cached_property
    def late(self) -> LateDesk:
        """Keeps late questions in that memory, which is open."""
        open_ = SimpleNamespace(parts=SimpleNamespace(cache=self.cache), wake=lambda: None, look=lambda: None)
        return LateDesk(cast(Any, open_))

    @cached_property
    def vault(self) -> Vault:
        """Over that memory."""
        return Vault(self.cache)

    @cached_property
    def engine(self) -> SyncEngine:
        """Brings what was committed to the province, one pass at a time."""
        outbox, blobs = self.cache.outbox, self.cache.blobs
        return SyncEngine(outbox, blobs, self.province, self.clock, Random(7), self._events.put, self.vault)

    def told(self, kind: str) -> list[Message]:
        """What the visit said of this kind."""
        return [message for message in self.heard if message["kind"] == kind]

    def say(self, kind: str, **fields: Any) -> None:
        """Say something to the visit."""
        self.link.send(kind, **fields)

    def step(self) -> None:
        """Hear and answer."""
        try:
            messages = self.link.receive()
        except LinkClosed:
            self.gone = True
            return
        self.heard += messages
        for message in messages:
            if message["kind"] == "commit":
                self._commit(message)
            elif message["kind"] == "take_in":
                self._take_in(message)
            elif message["kind"] == "status":
                self.say("status", counts=self.counts(), memory="ok", up=False, reason="", skewed=False)
            elif message["kind"] == "ask":
                self.asked.answer(message, self.say)
            elif message["kind"] == "ask_keep":
                self.late.hear(self, message, self.say)
            elif message["kind"].startswith("draft_"):
                self._mind_draft(message)
            elif message["kind"] == "lookup":
                record = self.vault.by_code(str(message["code"]))
                deposits = self.vault.deposits(record.submission_id) if record else []
                told = record.model_dump(mode="json") if record else None
                self.say("found", code=message["code"], record=told, deposits=deposits)

    def _mind_draft(self, message: Message) -> None:
        drafts, name = Drafts(self.cache.records, self.clock), message["name"]
        match message["kind"]:
            case "draft_keep":
                outcome, reason, until = drafts.keep(name, message["box"])
                if self.drafts_silent:
                    return
                self.say("draft_kept", name=name, outcome=outcome, reason=reason, until=until)
            case "draft_find":
                self.say("draft_found", name=name, box=drafts.find(name))
            case _:
                drafts.drop(name)

    def _take_in(self, message: Message) -> None:
        pipe = Pipe(self.link.pipe())
        mood = self.streams.popleft() if self.streams else "real"
        outcome, reason, digests = mood, "told_so", list[str]()
        if mood in ("real", "silent"):
            outcome, reason, digests = self.vault.take_in(message, self.folder / "visit", pipe.read)
        pipe.close()
        if mood != "silent":
            self.say(
                "taken_in", request_id=message["request_id"], outcome=outcome, reason=reason, digests=digests
            )

    def _commit(self, message: Message) -> None:
        mood = self.commits.popleft() if self.commits else "real"
        outcome, reason = mood, "told_so"
        if mood in ("real", "lost", "unknown_done"):
            outcome, reason = self.vault.commit(message, self.folder / "visit")
        if mood == "unknown_done":
            outcome = "unknown"
        if mood not in ("silent", "lost"):
            self.say("committed", request_id=message["request_id"], outcome=outcome, reason=reason)

    def sync(self) -> int:
        """One pass of the engine; how much is still waiting."""
        left = self.engine.run_once()
        while not self._events.empty():
            event = self._events.get()
            if isinstance(event, Uploading):
                self.say("progress", submission_id=event.key, sent=event.sent, total=event.total)
            elif isinstance(event, Delivered | Refused):
                record = self.vault.by_submission(event.key)
                assert record is not None
                kind = "delivered" if isinstance(event, Delivered) else "refused"
                self.say(kind, submission_id=event.key, record=record.model_dump(mode="json"))
        return left

    def counts(self) -> dict[str, int]:
        """How many filings stand where."""
        return {str(state): count for state, count in self.cache.outbox.counts().items()}

    def items(self) -> int:
        """How many filings are kept, delivered or not."""
        return sum(self.cache.outbox.counts().values())

    def close(self) -> None:
        """Hang up and close the memory."""
        self.link.close()
        if "cache" in self.__dict__:
            self.cache.close()


class Cabinet:
    """One flow and everything around it."""

    def __init__(self, folder: Path, *, staff: bool = True, **changes: Any) -> None:
        visit_folder = folder / "visit"
        visit_folder.mkdir()
        sim = Devices(id_reader="sim:x", receipt_printer="sim:x", page_printer="file:/x", face_camera="sim:x",
                      document_camera="sim:x")  # fmt: skip
        settings: dict[str, Any] = {
            "terminal_id": "T-1", "place": "桂花里社区", "region": "浙江省江临市江临区",
            "court": "江临区人民法院", "network": "浙江法网",
            "province_key": base64.b64encode(sealing.public_bytes(PUBLIC)).decode(),
            "key_id": sealing.key_id(PUBLIC), "folder": str(visit_folder), "boot_id": "boot", "devices": sim,
            "journal_folder": str(folder / "journals"),
            "staff_pin_hash": staff_hash() if staff else "",
        }  # fmt: skip
        self.profile = VisitProfile(**settings | changes)
        self.clock = HandClock()
        self.hardware = ScriptedHardware(self.profile, self.clock)
        ours, theirs = Link.pair()
        self.line = Link(theirs)
        self.keeper = SmallKeeper(folder, ours, self.clock)
        self.jobs = JobsInline()
        self.flow = Flow(self.profile, self.line, self.hardware, self.jobs, self.clock)
        self.flow.attestor = Unattested()  # type: ignore[assignment]
        self.flow.shelf = shelf()
        self.flow._faulted = self._raise  # type: ignore[method-assign]
        """A fault is borne in front of a resident, not in front of a test."""
        self.seen: list[str] = [self.flow.screen]
        """Screens in the order they were shown."""
        self.flow.on_change = self._changed

    def _changed(self) -> None:
        """What the scene would read now: as the contract says, and plain enough for QML."""
        flow = self.flow
        if flow.screen != self.seen[-1]:
            self.seen.append(flow.screen)
        assert set(flow.view) == view_keys(flow.screen), flow.screen
        if flow.overlay:
            assert set(flow.overlay_view) == view_keys(flow.overlay, overlay=True), flow.overlay
        json.dumps([flow.view, flow.overlay_view, flow.step, flow.status, flow.modes])

    @staticmethod
    def _raise(error: Exception) -> None:
        raise error

    def act(self, name: str, /, **args: Any) -> None:
        """A touch, and what the keeper says to it."""
        self.flow.act(name, **args)
        self.tick()

    def tick(self, seconds: float = 0.0, times: int = 1) -> None:
        """Let time pass and look around."""
        self.clock.passed += seconds
        for _ in range(times):
            self.flow.tick()
            self.keeper.step()
            self.flow.tick()

    @property
    def screen(self) -> str:
        """Id of the screen shown."""
        return self.flow.screen

    @property
    def view(self) -> dict[str, Any]:
        """What it shows."""
        return self.flow.view

    def network(self, up: bool) -> None:
        """The keeper says whether the province can be reached."""
        self.keeper.say("network", up=up, reason="" if up else "down")
        self.tick()

    def deliver(self) -> None:
        """The engine's pass, and the visit hears of it."""
        self.keeper.sync()
        self.tick()

    def close(self) -> None:
        """Hang up both ends."""
        self.keeper.close()
        self.line.close()


def faults(manifest: Manifest) -> list[Any]:
    """What the definition finds wrong with what was handed in."""
    matter = shelf().get(manifest.matter_code)
    assert matter is not None
    return validate(matter, manifest.answers, BEGIN.date())
