"""The keeper: visits come and go, what was handed in is kept and brought to the province."""

from __future__ import annotations

import logging
import queue
import selectors
import signal
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any, Protocol

from kiosk.clock import Clock
from kiosk.keeper.drafts import Drafts
from kiosk.keeper.network import NetworkWatch
from kiosk.keeper.signing import SigningDesk
from kiosk.keeper.vault import Vault
from kiosk.keeper.visits import VisitProcess, Visits
from kiosk.visit.profile import VisitProfile
from offline_cache.cache import Cache
from offline_cache.errors import DiskFault, DiskFull, ReadOnlyDisk
from offline_cache.events import Delivered, Refused, SyncEvent, Uploading
from offline_cache.sync import SyncEngine

log = logging.getLogger(__name__)

PULSE_S = 0.1
TIDY_EVERY_S = 60.0
CHECK_EVERY_S = 86400.0
"""Every page of the memory is read once a day, between two visits; opening it read them too."""
ENGINE_PAUSE_S = 5.0
"""Between two starts of sync workers that died, so that one that dies at once does not flood the log."""
CLOCK_SKEW = "clock_skew"
"""What a probe answers when the province's clock differs from ours by minutes."""
PASSING = (DiskFault, DiskFull, ReadOnlyDisk)
"""Troubles of the memory that may pass; a damaged store ends the keeper, and opening it anew mends it."""


class Follower(Protocol):
    """Who brings down something from the province, in a thread of its own."""

    def tick(self) -> None:
        """Go on when it is time."""

    def stop(self) -> None:
        """Begin nothing new."""


class Keeper:
    """Runs for months: one thread for the visits, the engine's own for the network."""

    def __init__(  # noqa: PLR0917 - the ports of the keeper, wired once in kiosk.keeper.run
        self,
        cache: Cache,
        vault: Vault,
        engine: SyncEngine,
        events: queue.SimpleQueue[SyncEvent],
        visits: Visits,
        network: NetworkWatch,
        followers: Sequence[Follower],
        profile: Callable[[VisitProcess], VisitProfile],
        signing: SigningDesk,
        clock: Clock,
    ) -> None:
        self._cache = cache
        self._vault = vault
        self._drafts = Drafts(cache.records, clock)
        self._engine = engine
        self._events = events
        self._visits = visits
        self._network = network
        self._followers = followers
        self._profile = profile
        self._signing = signing
        self._clock = clock
        self._leaving = False
        self._said_network: tuple[bool, str] | None = None
        self._tidy_due = clock.monotonic() + TIDY_EVERY_S
        self._check_due = clock.monotonic() + CHECK_EVERY_S
        self._engine_due = 0.0
        self._trouble = ""
        visits.on_start = self._greet

    def run(self) -> None:
        """Until told to leave; what was committed stays."""
        signal.signal(signal.SIGTERM, self.leave)
        signal.signal(signal.SIGINT, self.leave)
        self._engine.start()
        try:
            while not self._leaving:
                self._await_something()
                self.step()
        finally:
            self._visits.close()
            for follower in (*self._followers, self._signing):
                follower.stop()
            self._engine.stop(timeout=5.0)
            self._cache.close()

    def leave(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """End at the next pulse."""
        self._leaving = True

    def _await_something(self) -> None:
        """Sleep until a visit speaks, at most one pulse."""
        with selectors.DefaultSelector() as selector:
            for visit in self._visits.all:
                selector.register(visit.link, selectors.EVENT_READ)
            if selector.get_map():
                selector.select(PULSE_S)
            else:
                self._clock.sleep(PULSE_S)

    def step(self) -> None:
        """One round of everything that may have happened."""
        self._visits.keep()
        for visit in self._visits.all:
            for message in visit.messages():
                self._hear(visit, message)
        self._deliver_events()
        self._network.tick()
        self._tell_network()
        for follower in (*self._followers, self._signing):
            follower.tick()
        self._mind_engine()

    def _greet(self, visit: VisitProcess) -> None:
        visit.say("hello", profile=self._profile(visit).to_json())
        visit.say("network", up=self._network.up, reason=self._network.reason)

    def _tell_network(self) -> None:
        now = (self._network.up, self._network.reason)
        if now == self._said_network:
            return
        if self._network.up:
            self._engine.wake()
        self._said_network = now
        log.info("network: %s", "up" if now[0] else f"down, {now[1]}")
        for visit in self._visits.all:
            visit.say("network", up=now[0], reason=now[1])

    def _hear(self, visit: VisitProcess, message: dict[str, Any]) -> None:
        match message["kind"]:
            case "ready":
                visit.ready()
            case "ended":
                log.info("visit ended: %s", _code(message.get("reason")))
                visit.end()
                self._check_daily()
                self._visits.keep()
            case "commit":
                self._commit(visit, message)
            case "lookup":
                self._look_up(visit, message.get("code"))
            case "retry_now":
                self._network.hurry()
                self._engine.wake()
            case "status":
                self._tell_status(visit)
            case "signer" | "attest" | "stamp":
                self._sign(visit, message)
            case "call_staff":
                log.info("staff called from the screen")
            case "alive":
                pass
            case kind:
                self._hear_of_drafts(str(kind), visit, message)

    def _commit(self, visit: VisitProcess, message: dict[str, Any]) -> None:
        outcome, reason = self._vault.commit(message, visit.folder)
        visit.say("committed", request_id=message.get("request_id"), outcome=outcome, reason=reason)
        if outcome == "done":
            self._engine.wake()

    def _sign(self, visit: VisitProcess, message: dict[str, Any]) -> None:
        """Only for the visit that somebody stands at; the spare one has nothing to sign."""
        if visit is self._visits.shown:
            self._signing.hear(visit, message, visit.say)

    def _look_up(self, visit: VisitProcess, code: object) -> None:
        """Answer for a code; no answer while the memory cannot be read, "there is none" would not be true."""
        try:
            record = self._vault.by_code(str(code))
        except PASSING as error:
            self._note_trouble(error.code)
            return
        visit.say("found", code=code, record=record.model_dump(mode="json") if record else None)

    def _hear_of_drafts(self, kind: str, visit: VisitProcess, message: dict[str, Any]) -> None:
        """A draft to keep, asked for, or of no more use; no answer while the memory cannot be read."""
        name = message.get("name")
        try:
            match kind:
                case "draft_keep":
                    outcome, reason, until = self._drafts.keep(name, message.get("box"))
                    visit.say("draft_kept", name=name, outcome=outcome, reason=reason, until=until)
                case "draft_find":
                    visit.say("draft_found", name=name, box=self._drafts.find(name))
                case "draft_drop":
                    self._drafts.drop(name)
                case _:
                    log.info("a visit said what nobody knows")
        except PASSING as error:
            self._note_trouble(error.code)

    def _tell_status(self, visit: VisitProcess) -> None:
        """How the terminal is, for a technician: numbers by state, never what they are of."""
        memory, counts = self._trouble, {}
        try:
            health = self._cache.health()
        except PASSING as error:
            self._note_trouble(error.code)
            memory = error.code
        else:
            memory = memory or str(health.condition)
            counts = {str(state): count for state, count in health.counts.items()}
        reason = self._network.reason
        visit.say("status", up=self._network.up, reason=reason, counts=counts, memory=memory,
                  skewed=reason == CLOCK_SKEW)  # fmt: skip

    def _deliver_events(self) -> None:
        while True:
            try:
                event = self._events.get_nowait()
            except queue.Empty:
                return
            self._pass_on(event)

    def _pass_on(self, event: SyncEvent) -> None:
        if isinstance(event, Delivered) and not self._network.up:
            self._network.hurry()
        visit = self._visits.shown
        if visit is None:
            return
        if isinstance(event, Uploading):
            visit.say("progress", submission_id=event.key, sent=event.sent, total=event.total)
        elif isinstance(event, Delivered | Refused):
            self._tell_outcome(visit, event.key, "delivered" if isinstance(event, Delivered) else "refused")

    def _tell_outcome(self, visit: VisitProcess, submission_id: str, kind: str) -> None:
        try:
            record = self._vault.by_submission(submission_id)
        except PASSING as error:
            self._note_trouble(error.code)
            return
        if record is not None:
            visit.say(kind, submission_id=submission_id, record=record.model_dump(mode="json"))

    def _mind_engine(self) -> None:
        """Restart a worker that died, and tidy up when a minute has passed."""
        if not self._engine.health().running and self._clock.monotonic() >= self._engine_due:
            self._engine_due = self._clock.monotonic() + ENGINE_PAUSE_S
            self._engine.start()
        if self._clock.monotonic() >= self._tidy_due:
            self._tidy_due = self._clock.monotonic() + TIDY_EVERY_S
            self._tidy()

    def _check_daily(self) -> None:
        """Between two visits, when a day has passed; a damaged memory ends the keeper with nobody in front of it."""
        if self._clock.monotonic() < self._check_due:
            return
        self._check_due = self._clock.monotonic() + CHECK_EVERY_S
        try:
            self._cache.check()
        except PASSING as error:
            self._note_trouble(error.code)

    def _tidy(self) -> None:
        try:
            self._cache.tidy()
            self._drafts.tidy()
        except PASSING as error:
            self._note_trouble(error.code)
        else:
            self._note_trouble("")

    def _note_trouble(self, code: str) -> None:
        """Said once when it begins and once when it is over."""
        if code and code != self._trouble:
            log.error("the memory is in trouble: %s", code)
        elif self._trouble and not code:
            log.info("the memory is well again")
        self._trouble = code


def _code(value: object) -> str:
    """A word fit for the log, whatever a visit sent."""
    text = str(value)[:20]
    return text if text.isascii() and text.isidentifier() else "?"
