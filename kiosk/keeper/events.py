"""Following the province's log of this terminal: each event takes effect once, in order, or not yet.

The cursor and what an event changes are one commit of the store, so a crash at any moment leaves both or
neither, and the province is asked again from where the cursor stands. What an event says is codes and marks
only (`legalnet.events`); nothing here is about a person until that person stands at the terminal.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from pydantic import ValidationError

from kiosk.clock import Clock
from legalnet.events import (
    BookingChanged,
    EventPage,
    InboxNotice,
    MediationMessage,
    RoomInvitation,
    TerminalEvent,
    holder_mark,
)
from offline_cache.errors import CacheError
from offline_cache.uplink import Offline, Refused

log = logging.getLogger(__name__)

STATE = "events/state"
WAIT_S = 50.0
"""How long the province may wait for something new: less than proxies let a quiet answer wait (60 s), and each question
costs the province as much as a heartbeat. A line that died meanwhile is noticed by its keep-alives within seconds."""
AGAIN_S = (1.0, 5.0, 15.0, 60.0)
"""Pauses after a failure, the last one repeated."""
KNOWN = ("inbox.notice", "booking.changed", "mediation.message", "room.invitation")


class Source(Protocol):
    """Who brings pages of the log."""

    def fetch_events(self, after: int, wait_s: float = 0.0) -> bytes:
        """JSON of an `EventPage`. Raises `Offline` or `Refused`."""


class Records(Protocol):
    """Where effects and cursor are kept (`offline_cache.records`)."""

    def get(self, name: str) -> bytes | None:
        """A value."""

    def put_all(self, values: Mapping[str, bytes], *, durable: bool = True) -> None:
        """Several values, all or none."""

    def names(self, prefix: str = "") -> list[str]:
        """Names that begin so."""


class BadPage(Exception):
    """A page that does not join what was applied; nothing of it takes effect. The text says why."""


@dataclass(frozen=True)
class LogState:
    """How far this terminal has followed."""

    log: str = ""
    """Id of the log; empty before the first page."""
    cursor: int = 0
    """Number of the last event that took effect."""
    last_key: str | None = None
    """Its key, by which a log that was written anew is noticed."""
    applied: int = 0
    """Events that took effect, ever."""
    skipped: int = 0
    """Events of a kind that this program does not know."""
    lost: int = 0
    """Events that the province had dropped before this terminal came for them."""
    restarts: int = 0
    """How often the province's log was another one than before."""


class EventLog:
    """Applies pages to the records."""

    def __init__(self, records: Records) -> None:
        self._records = records

    @property
    def state(self) -> LogState:
        """Where it stands on the disk: after a commit with an unknown outcome that alone is true.

        A state that cannot be read begins anew, which doubles nothing.
        """
        raw = self._records.get(STATE)
        try:
            return LogState(**json.loads(raw)) if raw else LogState()
        except (ValueError, TypeError):
            log.error("the state of the event log cannot be read; following from the beginning")
            return LogState()

    def apply(self, page: bytes) -> int:
        """Let what is new take effect, in one commit with the cursor; how many events that were.

        Raises `BadPage` (a gap, or no page at all) and `CacheError`; then nothing changed.
        """
        head, raws = _parsed(page)
        state = self.state
        if _other_log(state, head):
            self._restart(state, head.log)
            return 0
        events = _joined(state, head, raws)
        if not events and state.log:
            return 0
        effects: dict[str, bytes] = {}
        skipped = 0
        for raw in events:
            event = _understood(raw)
            if event is None:
                skipped += 1
            else:
                effects |= effect(event)
        lost = max(head.first - state.cursor - 1, 0) if events else 0
        new = replace(
            state,
            log=head.log,
            cursor=int(events[-1]["seq"]) if events else state.cursor,
            last_key=str(events[-1]["key"]) if events else state.last_key,
            applied=state.applied + len(events) - skipped,
            skipped=state.skipped + skipped,
            lost=state.lost + lost,
        )
        self._keep(new, effects)
        return len(events)

    def _restart(self, state: LogState, log_id: str) -> None:
        """Follow the other log from its beginning; effects have names, so none is doubled."""
        log.error("the province's log is another one than before; following it from the beginning")
        self._keep(
            replace(state, log=log_id, cursor=0, last_key=None, restarts=state.restarts + 1), effects={}
        )

    def _keep(self, state: LogState, effects: Mapping[str, bytes]) -> None:
        """One commit."""
        self._records.put_all({**effects, STATE: json.dumps(vars(state)).encode()})

    def waiting(self, holder_number: str) -> list[InboxNotice]:
        """What may wait at the province for this person; to be fetched there, after identity."""
        followed = self.state.log
        if not followed:
            return []
        mark = holder_mark(followed, holder_number)
        found = (self._records.get(name) for name in self._records.names("inbox/"))
        notices = [InboxNotice.model_validate_json(raw) for raw in found if raw is not None]
        return [one for one in notices if one.holder == mark and one.state == "waiting"]


def effect(event: TerminalEvent) -> dict[str, bytes]:
    """What an event changes among the records: always the whole of one named thing, so twice is once."""
    body = event.body
    match body:
        case InboxNotice():
            name = f"inbox/{body.notice}"
        case BookingChanged():
            name = f"booking/{body.booking}"
        case MediationMessage():
            name = f"mediation/{body.case}/{body.message}"
        case RoomInvitation():
            name = f"room/{body.room}"
    return {name: body.model_dump_json().encode()}


def _parsed(page: bytes) -> tuple[EventPage, list[dict[str, Any]]]:
    """The page's head, and its events as they came: a kind that is not known yet must not stop the rest."""
    try:
        found = json.loads(page)
        raws = found.pop("events")
        head = EventPage.model_validate({**found, "events": []})
        raws = [raw for raw in raws if isinstance(raw["seq"], int) and isinstance(raw["key"], str)]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadPage(f"no page: {type(error).__name__}") from None
    return head, raws


def _other_log(state: LogState, head: EventPage) -> bool:
    """Whether the province tells of another history than the one that was followed."""
    if state.cursor == 0:
        return bool(state.log) and head.log != state.log
    forked = head.after_key is not None and head.after_key != state.last_key
    return head.log != state.log or head.last < state.cursor or forked


def _joined(state: LogState, head: EventPage, raws: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events that follow the cursor without a gap. Raises `BadPage`.

    A gap is believed only where the province says that it dropped those events.
    """
    expected = max(state.cursor + 1, head.first)
    events = [raw for raw in raws if raw["seq"] > state.cursor]
    for place, raw in enumerate(events):
        if raw["seq"] != expected + place:
            raise BadPage(f"event {raw['seq']} where {expected + place} was due")
    if not events and head.last > state.cursor and head.first <= head.last:
        raise BadPage(f"no events although the log goes to {head.last}")
    return events


def _understood(raw: dict[str, Any]) -> TerminalEvent | None:
    """The event, None for a kind of a later program. Raises `BadPage` when a known kind is not sound."""
    body = raw.get("body")
    if not isinstance(body, dict) or body.get("kind") not in KNOWN:
        return None
    try:
        return TerminalEvent.model_validate(raw)
    except ValidationError:
        raise BadPage(f"event {raw['seq']} is not sound") from None


class EventFollower:
    """Follows in a thread of its own; the province answers when there is something, or after a while."""

    def __init__(self, source: Source | None, events: EventLog, clock: Clock) -> None:
        self._source = source
        self._events = events
        self._clock = clock
        self._leaving = threading.Event()
        self._thread: threading.Thread | None = None
        self._failures = 0
        self.trouble = ""
        """Why it does not get on, as a code; empty when all is well."""

    def tick(self) -> None:
        """Begin to follow, also after the thread died."""
        if self._source is None or self._leaving.is_set():
            return
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self.run, name="event-follower", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Ask for no more pages; one under way may still come, and takes effect whole or not at all."""
        self._leaving.set()

    def run(self) -> None:
        """Until told to leave."""
        while not self._leaving.is_set():
            pause = self.once()
            if pause:
                self._leaving.wait(pause)

    def once(self, wait_s: float = WAIT_S) -> float:
        """Ask for one page and apply it; how long to pause before the next."""
        assert self._source is not None  # noqa: S101 - tick() saw to it
        try:
            self._events.apply(self._source.fetch_events(self._events.state.cursor, wait_s))
        except (Offline, Refused):
            return self._failed("offline")
        except BadPage as error:
            return self._failed("gap", str(error))
        except CacheError as error:
            return self._failed(error.code)
        if self.trouble not in ("", "offline"):
            log.info("the event log is followed again")
        self.trouble, self._failures = "", 0
        return 0.0

    def _failed(self, trouble: str, words: str = "") -> float:
        """Said once for each kind of trouble; being offline is the network's to say."""
        if trouble not in ("offline", self.trouble) and not self._leaving.is_set():
            log.error("the event log is not followed: %s", words or trouble)
        self.trouble = trouble
        self._failures += 1
        return AGAIN_S[min(self._failures, len(AGAIN_S)) - 1]
