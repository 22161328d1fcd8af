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
from kiosk.keeper.asking import AskingDesk
from kiosk.keeper.deposits import DepositDesk
from kiosk.keeper.late import LateDesk
from kiosk.keeper.letters import answer
from kiosk.keeper.memory import Memory, State
from kiosk.keeper.network import NetworkWatch
from kiosk.keeper.pipe import Pipe
from kiosk.keeper.rooms import RoomDesk
from kiosk.keeper.signing import SigningDesk
from kiosk.keeper.visits import VisitProcess, Visits
from kiosk.visit.profile import VisitProfile
from legalnet.asking import LATE_KEY, is_late
from legalnet.evidence.intents import INTENT_KEY, is_intent
from offline_cache.errors import CacheError
from offline_cache.events import Delivered, Refused, SyncEvent, Uploading
from offline_cache.states import ItemState

log = logging.getLogger(__name__)

PULSE_S = 0.1
CHECK_EVERY_S = 86400.0
"""Every page of the memory is read once a day, between two visits; opening it read them too."""
UPKEEP = ("retested", "ticket_printed", "admission", "bundle", "log", "doctor", "technician_act",
          "setup_look", "setup_enrol", "setup_report", "setup_done")  # fmt: skip
"""What a visit says or asks about the machine itself."""
VOUCHED = (
    "signer",
    "attest",
    "stamp",
    "ask",
    "ask_keep",
    "ask_cancel",
    "deposit",
    "deposit_fetch",
    "deposit_compare",
    "room_join",
    "room_enter",
    *UPKEEP,
)
"""What only the visit that somebody stands at may have."""
CLOCK_SKEW = "clock_skew"
"""What a probe answers when the province's clock differs from ours by minutes."""
UNSENT = (ItemState.WAITING, ItemState.SENDING, ItemState.UNSURE)
"""Filings whose receipt the province still owes; no update begins while there is one."""


class Follower(Protocol):
    """What is looked after with each pulse: who brings down something from the province, the back door."""

    def tick(self) -> None:
        """Go on when it is time."""

    def stop(self) -> None:
        """Begin nothing new."""


class Keeper:
    """Runs for months: one thread for the visits, the engine's own for the network."""

    def __init__(  # noqa: PLR0917 - the ports of the keeper, wired once in kiosk.keeper.run
        self,
        memory: Memory,
        visits: Visits,
        network: NetworkWatch,
        followers: Sequence[Follower],
        profile: Callable[[VisitProcess], VisitProfile],
        signing: SigningDesk,
        asking: AskingDesk,
        clock: Clock,
        evidence: DepositDesk | None = None,
        rooms: RoomDesk | None = None,
    ) -> None:
        self._rooms = rooms or RoomDesk(None, "")
        self._memory = memory
        self.visits = visits
        self._network = network
        self._followers = followers
        self._profile = profile
        self._signing = signing
        self._asking = asking
        self._late = LateDesk(memory)
        self.clock = clock
        self._evidence = evidence
        if evidence is not None:
            self._followers = (*followers, evidence)
        self._leaving = False
        self.again = False
        """Whether the keeper left to begin anew: the terminal was enrolled, or put into service."""
        self._said_network: tuple[bool, str] | None = None
        self._said_memory = memory.state
        self._check_due = clock.monotonic() + CHECK_EVERY_S
        visits.on_start = self._greet
        self.on_upkeep: Callable[[VisitProcess, dict[str, Any]], None] = lambda _visit, _message: None
        """Who hears what the shown visit says about the machine itself; set by `kiosk.upkeep.care`."""

    def follow(self, follower: Follower) -> None:
        """Look after one more."""
        self._followers = (*self._followers, follower)

    def run(self) -> None:
        """Until told to leave; what was committed stays."""
        signal.signal(signal.SIGTERM, self.leave)
        signal.signal(signal.SIGINT, self.leave)
        self._memory.start()
        try:
            while not self._leaving:
                self._await_something()
                self.step()
        finally:
            self.visits.close()
            for follower in (*self._followers, self._signing, self._asking, self._rooms):
                follower.stop()
            self._memory.close()

    def begin_anew(self) -> None:
        """End at the next pulse, to be built and run again by whoever runs this."""
        self.again = self._leaving = True

    def leave(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """End at the next pulse."""
        self._leaving = True

    def _await_something(self) -> None:
        """Sleep until a visit speaks, at most one pulse."""
        with selectors.DefaultSelector() as selector:
            for visit in self.visits.all:
                selector.register(visit.link, selectors.EVENT_READ)
            if selector.get_map():
                selector.select(PULSE_S)
            else:
                self.clock.sleep(PULSE_S)

    def step(self) -> None:
        """One round of everything that may have happened."""
        self.visits.keep()
        for visit in self.visits.all:
            for message in visit.messages():
                self._hear(visit, message)
        self._deliver_events()
        self._network.tick()
        self._tell_network()
        self._memory.tick()
        self._tell_memory()
        for follower in (*self._followers, self._signing, self._asking, self._rooms):
            follower.tick()

    def _greet(self, visit: VisitProcess) -> None:
        visit.say("hello", profile=self._profile(visit).to_json())
        visit.say("network", up=self._network.up, reason=self._network.reason)
        visit.say("memory", state=self._memory.state)

    def _tell_memory(self) -> None:
        """Before anybody relies on it."""
        now = self._memory.state
        if now is not self._said_memory:
            self._said_memory = now
            for visit in self.visits.all:
                visit.say("memory", state=now)

    def _tell_network(self) -> None:
        now = (self._network.up, self._network.reason)
        if now == self._said_network:
            return
        if self._network.up:
            self._memory.wake()
        self._said_network = now
        log.info("network: %s", "up" if now[0] else f"down, {now[1]}")
        for visit in self.visits.all:
            visit.say("network", up=now[0], reason=now[1])

    def _hear(self, visit: VisitProcess, message: dict[str, Any]) -> None:
        match message["kind"]:
            case "ready":
                visit.ready()
            case "ended":
                log.info("visit ended: %s", _code(message.get("reason")))
                visit.end()
                self._check_daily()
                self.visits.keep()
            case "take_in" | "commit":
                (self._commit if message["kind"] == "commit" else self._take_in)(visit, message)
            case "lookup":
                self._look_up(visit, message.get("code"))
            case "retry_now":
                self._network.hurry()
                self._memory.wake()
            case "status" | "letters" | "release":
                self._answer_technician(visit, message)
            case kind if kind in VOUCHED:
                self._vouch(visit, message)
            case "call_staff":
                log.info("staff called from the screen")
            case "alive":
                visit.alive(message)
                visit.shows(message.get("screen", ""))
            case kind:
                self._hear_of_drafts(str(kind), visit, message)

    def _take_in(self, visit: VisitProcess, message: dict[str, Any]) -> None:
        pipe = Pipe(visit.link.pipe())
        try:
            outcome, reason, digests = self._memory.parts.vault.take_in(message, visit.folder, pipe.read)
        except CacheError as error:  # closed: nothing was taken in
            outcome, reason, digests = "not_done", error.code, []
        finally:
            pipe.close()
        visit.say(
            "taken_in", request_id=message.get("request_id"), outcome=outcome, reason=reason, digests=digests
        )
        if outcome != "done":
            self._memory.look()

    def _commit(self, visit: VisitProcess, message: dict[str, Any]) -> None:
        try:
            outcome, reason = self._memory.parts.vault.commit(message, visit.folder)
        except CacheError as error:  # closed: nothing was taken in
            outcome, reason = "not_done", error.code
        visit.say("committed", request_id=message.get("request_id"), outcome=outcome, reason=reason)
        if outcome == "done":
            self._memory.wake()
        else:
            self._memory.look()

    def _vouch(self, visit: VisitProcess, message: dict[str, Any]) -> None:
        """Only for the visit that somebody stands at; the spare one has nothing to sign, ask or deposit."""
        if visit is not self.visits.shown:
            return
        if message["kind"] in UPKEEP:
            self.on_upkeep(visit, message)
        elif message["kind"] in ("room_join", "room_enter"):
            self._rooms.hear(visit, message, visit.say)
        elif message["kind"] == "ask_keep":
            self._late.hear(visit, message, visit.say)
        elif message["kind"].startswith("ask"):
            self._asking.hear(visit, visit.folder, message, visit.say)
        elif message["kind"].startswith("deposit"):
            if self._evidence is not None:
                self._evidence.hear(message, visit.say)
        else:
            self._signing.hear(visit, message, visit.say)

    def _look_up(self, visit: VisitProcess, code: object) -> None:
        """Answer for a code; no answer while the memory cannot be read, "there is none" would not be true."""
        with self._memory.guarded():
            record = self._memory.parts.vault.by_code(str(code))
            deposits = self._memory.parts.vault.deposits(record.submission_id) if record else []
            told = record.model_dump(mode="json") if record else None
            visit.say("found", code=code, record=told, deposits=deposits)

    def _hear_of_drafts(self, kind: str, visit: VisitProcess, message: dict[str, Any]) -> None:
        """A draft to keep, asked for, or of no more use; no answer while the memory cannot be read."""
        name = message.get("name")
        with self._memory.guarded():
            drafts = self._memory.parts.drafts
            match kind:
                case "draft_keep":
                    outcome, reason, until = drafts.keep(name, message.get("box"))
                    visit.say("draft_kept", name=name, outcome=outcome, reason=reason, until=until)
                case "draft_find":
                    visit.say("draft_found", name=name, box=drafts.find(name))
                case "draft_drop":
                    drafts.drop(name)
                case _:
                    log.info("a visit said what nobody knows")

    def _answer_technician(self, visit: VisitProcess, message: dict[str, Any]) -> None:
        """Letters only for the visit on the screen, whose technician's screen asked for a PIN."""
        if message["kind"] == "status":
            visit.say("status", **self.status())
        elif visit is self.visits.shown:
            told = answer(self._memory, message)
            visit.say(**{**told, "kind": "letters_refused"} if told["kind"] == "refused" else told)

    def answer(self, message: dict[str, Any]) -> dict[str, Any]:
        """What a technician's command asks over the back door."""
        match message["kind"]:
            case "letters" | "release":
                return answer(self._memory, message)
            case "status":
                return {"kind": "status", **self.status()}
            case _:
                return {"kind": "refused", "reason": "unknown_question"}

    def status(self) -> dict[str, Any]:
        """How the terminal is, for a technician: numbers by state, never what they are of."""
        reason = self._network.reason
        told: dict[str, Any] = {"counts": {}, "memory": ""}
        with self._memory.guarded():
            told = status_of(self._memory)
        shown = self.visits.shown
        return {**told, "memory": self._memory.trouble or told["memory"], "up": self._network.up,
                "idle": shown is None or shown.idle, "unsent": sum(told["counts"].get(state, 0) for state in UNSENT),
                "reason": reason, "skewed": reason == CLOCK_SKEW}  # fmt: skip

    def _deliver_events(self) -> None:
        while True:
            try:
                event = self._memory.events.get_nowait()
            except queue.Empty:
                return
            self._pass_on(event)

    def _pass_on(self, event: SyncEvent) -> None:
        if isinstance(event, Delivered) and not self._network.up:
            self._network.hurry()
        visit = self.visits.shown
        if visit is None:
            return
        if isinstance(event, Uploading):
            visit.say("progress", submission_id=event.key, sent=event.sent, total=event.total)
        elif isinstance(event, Delivered | Refused):
            self._tell_outcome(visit, event.key, "delivered" if isinstance(event, Delivered) else "refused")

    def _tell_outcome(self, visit: VisitProcess, submission_id: str, kind: str) -> None:
        if is_late(submission_id):
            outcome = "done" if kind == "delivered" else "not_done"
            visit.say("ask_settled", key=submission_id.removeprefix(LATE_KEY), outcome=outcome)
            return
        if is_intent(submission_id):
            visit.say("deposit_settled", key=submission_id.removeprefix(INTENT_KEY))
            return
        with self._memory.guarded():
            record = self._memory.parts.vault.by_submission(submission_id)
            if record is not None:
                visit.say(kind, submission_id=submission_id, record=record.model_dump(mode="json"))

    def _check_daily(self) -> None:
        """Between two visits, when a day has passed, so that nobody waits while a damaged memory is mended."""
        if self.clock.monotonic() >= self._check_due:
            self._check_due = self.clock.monotonic() + CHECK_EVERY_S
            self._memory.check()


def status_of(memory: Memory) -> dict[str, Any]:
    """The memory in numbers and codes. Raises `CacheError`."""
    health = memory.parts.cache.health()
    measure = health.measure
    return {
        "counts": {str(state): count for state, count in health.counts.items()},
        "memory": "full" if memory.state is State.FULL else str(health.condition),
        "used": measure.used,
        "left": measure.left,
    }


def _code(value: object) -> str:
    """A word fit for the log, whatever a visit sent."""
    text = str(value)[:20]
    return text if text.isascii() and text.isidentifier() else "?"
