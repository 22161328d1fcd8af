"""Wires the terminal's upkeep into the keeper: heartbeat, remote actions, tickets, bundles; residents come first.

Everything runs on the keeper's one thread, but what waits for the network or the disk has a thread of its own.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from random import Random
from typing import Any, Protocol

from kiosk.clock import Clock
from kiosk.keeper.memory import Memory
from kiosk.keeper.network import NetworkWatch
from kiosk.keeper.visits import VisitProcess, Visits
from kiosk.settings import Settings
from kiosk.upkeep import signs
from kiosk.upkeep.acts import Acts
from kiosk.upkeep.admission import KEY, Admission
from kiosk.upkeep.hands import Done, Hands, Outcome, Records
from kiosk.upkeep.logring import LogRing
from kiosk.upkeep.pulse import Pulse
from kiosk.uplink.identity import Enrolment
from legalnet.codes import known, line
from legalnet.telemetry import (
    Action,
    ActionKind,
    BeatReply,
    DeviceReport,
    Heartbeat,
    ScreenState,
    Software,
    Verdict,
    bundle_context,
)
from offline_cache.errors import CacheError
from offline_cache.uplink import NotYet, Offline, Refused, Unsure

log = logging.getLogger(__name__)

CLOSED = "fleet/closed"
ANSWER_S = 90.0
"""How long a visit may take to ask a device or print a ticket; a printer may first use up its own patience."""
SOFTWARE_EVERY_S = 300.0
LOG_LINES = 60
"""As many as a technician pages through."""


class Uplink(Protocol):
    """What is asked of the way to the province."""

    def beat(self, body: bytes) -> bytes:
        """See `kiosk.uplink.client`."""

    def upload_blob(self, digest: str, size: int, path: Path) -> None:
        """See `kiosk.uplink.client`."""


class Care:
    """A follower of the keeper."""

    def __init__(  # noqa: PLR0917 - the ports of the upkeep, wired once in kiosk.keeper.run
        self,
        settings: Settings,
        enrolment: Enrolment | None,
        uplink: Uplink | None,
        memory: Memory,
        visits: Visits,
        network: NetworkWatch,
        status: Callable[[], dict[str, Any]],
        letters: Callable[[], list[dict[str, Any]]],
        clock: Clock,
        random: Random,
        ring: LogRing | None = None,
    ) -> None:
        self._settings, self._enrolment, self._uplink = settings, enrolment, uplink
        self._memory, self._visits, self._network, self._clock = memory, visits, network, clock
        self._status, self._letters = status, letters
        self._ring = ring or LogRing()
        self._began = clock.monotonic()
        self._in_use_since: float | None = None
        self._asked: dict[str, tuple[float, Done]] = {}
        self._results: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._software: tuple[float, Software] | None = None
        self._verdicts: dict[str, tuple[Verdict, str]] = {}
        terminal_id = enrolment.terminal_id if enrolment else ""
        self.admission = Admission(self._records, terminal_id, clock)
        self.acts = Acts(self._records, clock)
        self.hands = Hands(
            self._records, terminal_id, enrolment.catalogue_key if enrolment else "", clock, self._ways()
        )
        self.pulse = Pulse(uplink if enrolment else None, self.gather, self._heard, clock, random)

    def _ways(self) -> Mapping[ActionKind, Callable[[Action, Done], None]]:
        """What does each kind of action."""
        return {
            ActionKind.RESTART_VISIT: self._restart,
            ActionKind.CLOSE: lambda _action, done: self._turn(True, done),
            ActionKind.OPEN: lambda _action, done: self._turn(False, done),
            ActionKind.BUNDLE: lambda action, done: self._bundle(action.id, done),
            ActionKind.RETEST: lambda action, done: self._ask_visit(
                "retest", done, device=str(action.device)
            ),
            ActionKind.RING: self._move_ring,
            ActionKind.STATUS_TICKET: lambda _action, done: self._ask_visit(
                "status_ticket", done, rows=self.rows()
            ),
        }

    def _records(self) -> Records:
        """The store's. Raises `CacheError` while the memory is closed."""
        return self._memory.parts.cache.records

    # ------------------------------------------------------------------ the keeper's side

    def tick(self) -> None:
        """One round."""
        while True:
            try:
                self._results.get_nowait()()
            except Empty:
                break
        self._mind_answers()
        state = self.screen
        if state not in (ScreenState.IN_USE, ScreenState.CALL):
            self._in_use_since = None
        elif self._in_use_since is None:
            self._in_use_since = self._clock.monotonic()
        self.hands.tick(quiet=state in signs.QUIET)
        if self.hands.fresh or self.acts.fresh:
            self.hands.fresh = self.acts.fresh = False
            self.pulse.hurry()
        self.pulse.tick()

    def stop(self) -> None:
        """Begin nothing new."""
        self.pulse.stop()

    @property
    def screen(self) -> ScreenState:
        """What the screen is used for."""
        return signs.screen_of(self._visits)

    @property
    def closed(self) -> bool:
        """Whether the province took the terminal out of service."""
        try:
            return self._records().get(CLOSED) == b"1"
        except CacheError:
            return False

    def hear(self, visit: VisitProcess, message: Mapping[str, Any]) -> None:
        """What the shown visit says about the machine."""
        match message["kind"]:
            case "retested" | "ticket_printed":
                self._answered(message)
            case "admission":
                judged = self.admission.judge(message.get("ticket"))
                self.acts.admitted(judged.get("number"))
                visit.say("admitted", **judged)
            case "technician_act":
                self.acts.hear(message)
            case "doctor":
                self._examine(lambda items: visit.say("doctored", items=items, rows=self.rows()))
            case "log":
                visit.say("logged", lines=self.log_lines()[-LOG_LINES:])
            case "bundle":
                name = f"local-{secrets.token_hex(6)}"
                self._bundle(
                    name, lambda outcome: visit.say("bundled", outcome=outcome[0], reason=outcome[1])
                )

    # ------------------------------------------------------------------ the heartbeat

    def gather(self, rtt_ms: int | None = None) -> Heartbeat:
        """How everything is now."""
        folder, now = self._settings.terminal.folder, self._clock.now()
        since = self._in_use_since
        devices = signs.devices_of(folder, self._settings.devices.model_dump())
        self._say_changes(devices)
        return Heartbeat(
            at=now, uptime_s=max(0, int(self._clock.monotonic() - self._began)), screen=self.screen,
            visit_min=0 if since is None else int((self._clock.monotonic() - since) // 60),
            visits=self._visits.ended, devices=devices, outbox=signs.outbox_of(self._memory, now),
            disk=signs.disk_of(self._memory, folder), certificates=signs.certificates_of(folder, now),
            software=self._software_now(), rtt_ms=rtt_ms, closed=self.closed, results=self.hands.results(),
            acts=self.acts.waiting(),
        )  # fmt: skip

    def _software_now(self) -> Software:
        """Asked of the updater every few minutes; the ring as it is now."""
        now = self._clock.monotonic()
        if self._software is None or now >= self._software[0]:
            told = signs.software_of(self._settings.terminal.folder, self._settings.terminal.updater)
            self._software = (now + SOFTWARE_EVERY_S, told)
        return self._software[1]

    def _say_changes(self, devices: tuple[DeviceReport, ...]) -> None:
        """Once in the log when a device goes down, once when it is back; in the registry's words."""
        for one in devices:
            was, now = self._verdicts.get(one.kind), (one.verdict, one.code)
            if was == now:
                continue
            self._verdicts[one.kind] = now
            if one.code:
                log.log(*line(one.code, str(one.kind), failed=one.failed))
            elif was is not None and was[1]:
                log.info("%s: well again", str(one.kind))

    def _heard(self, reply: BeatReply) -> None:
        """The province's answer."""
        self.hands.confirmed(reply.confirmed)
        self.acts.confirmed(reply.confirmed)
        self.admission.learn(reply.ticket_key)
        self.hands.take(reply.actions)
        folder, release = self._settings.terminal.folder, reply.release
        ring = signs.release_of(folder)["ring"]
        if release.ring == ring:  # an answer to a beat from before the move says nothing of the new ring
            signs.keep_release(folder, release.ring, release.version, release.halted)

    # ------------------------------------------------------------------ what can be done

    def _restart(self, _action: Action, done: Done) -> None:
        """The screen anew; the spare is shown."""
        shown = self._visits.shown
        if shown is None:
            done(("not_done", "no_visit", ""))
            return
        shown.end()
        done(("done", "", ""))

    def _turn(self, closed: bool, done: Done) -> None:
        """Out of service, or back; every visit that starts from now on is told."""
        try:
            self._records().put(CLOSED, b"1" if closed else b"0")
        except CacheError:
            done(("not_done", "cannot_write", ""))
            return
        self._visits.renew()
        done(("done", "", ""))

    def _move_ring(self, action: Action, done: Done) -> None:
        """What the new ring may run comes with the next answer."""
        folder = self._settings.terminal.folder
        kept = action.ring is not None and signs.keep_release(folder, action.ring, None, False)
        self._software = None
        done(("done", "", "") if kept else ("not_done", "cannot_write", ""))

    def _ask_visit(self, kind: str, done: Done, **fields: Any) -> None:
        """Have the shown visit do it; it answers with the same request id, or its time is over."""
        shown = self._visits.shown
        if shown is None:
            done(("not_done", "no_visit", ""))
            return
        request_id = secrets.token_hex(8)
        self._asked[request_id] = (self._clock.monotonic() + ANSWER_S, done)
        shown.say(kind, request_id=request_id, **fields)

    def _answered(self, message: Mapping[str, Any]) -> None:
        waiting = self._asked.pop(str(message.get("request_id")), None)
        if waiting is None:
            return
        outcome, reason = str(message.get("outcome")), str(message.get("reason") or "")
        settled = outcome if outcome in ("done", "not_done", "unknown") else "unknown"
        waiting[1]((settled, reason if not reason or known(reason) else "device", ""))

    def _mind_answers(self) -> None:
        """A visit that never answered: whether it was done is not known."""
        now = self._clock.monotonic()
        for request_id, (until, done) in list(self._asked.items()):
            if now >= until:
                del self._asked[request_id]
                done(("unknown", "interrupted", ""))

    def rows(self) -> list[list[str]]:
        """The state for a ticket on paper: pairs of an id and a value, worded by the visit."""
        beat = self.gather()
        rows = [["version", beat.software.version], ["ring", beat.software.ring], ["waiting", str(beat.outbox.waiting)],
                ["free_mb", str(beat.disk.free_mb)], ["network", self._network.reason or "up"]]  # fmt: skip
        rows += [[f"certificate_{one.name}", str(one.days)] for one in beat.certificates]
        return rows + [[f"device.{one.kind}", one.code or str(one.verdict)] for one in beat.devices]

    def log_lines(self) -> list[str]:
        """The keeper's last lines that may be shown."""
        from kiosk.upkeep import scrub

        return list(scrub.lines(self._ring.lines()))

    def _examine(self, tell: Callable[[list[dict[str, str]]], None]) -> None:
        """Doctor's checks but the devices, in a thread: they ask the network, and this very keeper over its door."""
        from kiosk.upkeep.doctor import standing

        def work() -> None:
            found = [
                {"id": one.id, "state": one.state, "found": one.found}
                for one in standing(self._settings, self._clock)
            ]
            self._results.put(lambda: tell(found))

        threading.Thread(target=work, name="doctor", daemon=True).start()

    # ------------------------------------------------------------------ the bundle

    def _bundle(self, name: str, done: Done) -> None:
        """Gather here, pack and bring in a thread; the outcome comes with a later tick."""
        from kiosk.upkeep.bundle import Source

        if self._uplink is None or self._enrolment is None:
            done(("not_done", "not_enrolled", ""))
            return
        source = Source(
            self._settings, self.gather(), self._status(), self._letters(), (), self._ring.lines(),
        )  # fmt: skip
        key, uplink = self._enrolment.sealing_key, self._uplink

        def work() -> None:
            outcome = bring(source, name, key, uplink, self._clock, self._settings.terminal.memory)
            self._results.put(lambda: done(outcome))

        threading.Thread(target=work, name="bundle", daemon=True).start()


def bring(  # noqa: PLR0917 - what a thread of its own is handed
    source: Any, name: str, key: str, uplink: Uplink, clock: Clock, scratch: Path
) -> Outcome:
    """Pack a bundle, seal it to the province and upload it; what came of that."""
    from kiosk.upkeep.bundle import pack
    from legalnet import sealing

    path = scratch / f"bundle-{secrets.token_hex(6)}"
    try:
        clear = pack(source, clock.now())
        sealed = sealing.seal_message(clear, sealing.load_public(base64.b64decode(key)), bundle_context(name))
        path.write_bytes(sealed)
        digest = hashlib.sha256(sealed).hexdigest()
        uplink.upload_blob(digest, len(sealed), path)
    except (Offline, NotYet):
        return "not_done", "unreachable", ""
    except Unsure:
        return "unknown", "interrupted", ""
    except (Refused, OSError, sealing.SealError) as error:
        log.error("the bundle was not brought: %s", type(error).__name__)
        return "not_done", "not_done", ""
    finally:
        path.unlink(missing_ok=True)
    return "done", "", digest


__all__ = ["KEY", "Care", "bring"]
