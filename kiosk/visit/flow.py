"""The flow of a visit: which screen is shown, what it says, and what a touch does. Pure Python, no Qt.

The scene (`kiosk.ui`) shows `screen`, `view`, `overlay`, `step`, `status` and `modes`, calls `act` for each touch and
`tick` ten times a second. Everything slow runs in `Jobs`; the keeper is spoken to over its `Link`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from kiosk.clock import SHANGHAI, Clock
from kiosk.keeper.link import ANSWERS, Link, LinkClosed, Message
from kiosk.rooms.port import VideoPort
from kiosk.visit import modes
from kiosk.visit.aid import Aid
from kiosk.visit.board import Board
from kiosk.visit.course import ORALLY, say_it
from kiosk.visit.hardware import Hardware
from kiosk.visit.jobs import Jobs
from kiosk.visit.overlays import OVERLAYS, Overlay
from kiosk.visit.profile import VisitProfile
from kiosk.visit.pulse import Pulse
from kiosk.visit.screens import NAMES, screen_class
from kiosk.visit.screens.base import Screen, View
from kiosk.visit.screens.home import SUING
from kiosk.visit.shelf import Shelf
from kiosk.visit.visit import Visit

if TYPE_CHECKING:
    from kiosk.visit.attesting import KeeperAttestor
    from kiosk.visit.call import Call
    from kiosk.visit.handover import Handover
    from kiosk.visit.journey import Carried, Journey
    from kiosk.visit.paper import Paper
    from kiosk.visit.pin import PinGuard
    from kiosk.voice.discretion import Discretion
    from legalnet.matter import Matter
    from legalnet.submission import ReceiptRecord

log = logging.getLogger(__name__)

WAYS = {"sue": "SS-LA-01", "mediate": "TJ-01", "request": "SQ-01"}
"""Other ways that are matters themselves."""
CLOCK_SKEW = "clock_skew"
"""What the keeper calls it when the province's clock differs from ours by minutes."""
SKEWED_S = 10 * 365 * 86400.0
"""A clock known to be wrong may be wrong by anything."""
FAULTS_BEARABLE = 20
"""Faults in a row after which the visit ends, so that the next resident finds a working screen."""
QUIET_SCREENS = ("idle", "out_of_service", "setup")
"""Nobody's visit has begun here, so nobody is asked 您还在吗."""


class Network(NamedTuple):
    """What the keeper last said about the province."""

    up: bool = False
    reason: str = ""


class Finished(NamedTuple):
    """A matter that was handed in before the present one."""

    journey: Journey
    handover: Handover
    paper: Paper


class Flow:
    """One visit, from the idle screen to its end."""

    finished: list[Finished]
    """Matters handed in before the present one, the oldest first."""
    missing: str
    """Code of the service that was asked for and is not offered here; empty for a lawyer."""
    came_from: str
    """Key of the screen before this one."""
    mic: str
    """How the microphone stands: off, listening, heard or trouble; set by whoever listens."""
    call: Call | None
    resuming: str
    """Code of the draft that is to be opened once the resident is identified."""

    def __init__(
        self, profile: VisitProfile, link: Link, hardware: Hardware, jobs: Jobs, clock: Clock
    ) -> None:
        self.profile = profile
        self.link = link
        self.hardware = hardware
        self.jobs = jobs
        self.clock = clock
        self.shelf, self.board = Shelf(profile.catalogue_file), Board(profile.reference_folder)
        self.visit = Visit()
        self.journey: Journey | None = None
        self.network = Network()
        self.memory, self.mic, self.voice = "ok", "off", profile.voice
        """What the keeper said of the terminal's memory: ok, full (no attachments) or closed (nothing)."""
        self.modes = modes.first_modes(profile.language)
        self.on_change: Callable[[], None] = lambda: None
        self.on_show: Callable[[], None] = lambda: None
        self.frames: dict[str, tuple[int, bytes]] = {}
        self.video, self.call, self.finished = VideoPort(), None, []
        self.aid = Aid(self)
        self._handover: Handover | None = None
        self._journeys: dict[str, Journey] = {}
        """By code: what was begun in another matter is found again when the resident comes back to it."""
        self.service_group, self.attendant_reason = SUING, "asked"
        self.missing = self.came_from = self.resuming = self.service_card = ""
        self.submitted = self.over = False
        self._faults = self._seq = 0
        self._touched = clock.monotonic()
        self.pulse = Pulse(self.tell, clock)
        self._seen: Any = None
        self._unknown: set[str] = set()
        self._overlay: Overlay | None = None
        self._paper: Paper | None = None
        self._current: Screen = screen_class(profile.first_screen)(self)
        self._trail: list[str] = []
        self._current.enter()

    # ------------------------------------------------------------------ what the scene reads

    @property
    def screen(self) -> str:
        """Id of the screen to show."""
        return self._current.id

    @property
    def view(self) -> View:
        """What that screen shows."""
        return self._current.view()

    @property
    def overlay(self) -> str:
        """Id of what lies over the screen, or nothing."""
        return self._overlay.id if self._overlay else ""

    @property
    def overlay_view(self) -> View:
        """What the overlay shows."""
        return self._overlay.view() if self._overlay else {}

    @property
    def step(self) -> View | None:
        """The step strip: the matter's named steps and which one this is."""
        if not self._current.step_id() or self.journey is None:
            return None
        names, index, done = self.journey.strip(self._current.step_id())
        return {
            "index": index,
            "total": len(names),
            "names": names,
            "side": self._current.side(),
            "doneAll": done,
        }

    @property
    def status(self) -> View:
        """The top bar."""
        now = self.today_now()
        return {
            "place": self.profile.place,
            "date": self.date_words(now),
            "time": f"{now:%H:%M}",
            "network": "up" if self.network.up else "down",
            "paper": self.hardware.paper,
            "mic": self.mic,
            "camera": self.hardware.camera_mark,
            "demo": self.profile.devices.simulated,
            "help": self.aid.shown,
            "canGoBack": self._current.can_back and not self.over,
            "canEnd": self._current.may_end() and self.screen not in QUIET_SCREENS and not self.over,
        }

    @cached_property
    def attestor(self) -> KeeperAttestor:
        """Signatures of the keeper; not read before the first frame."""
        from kiosk.visit.attesting import KeeperAttestor

        return KeeperAttestor(self.tell)

    def set_mic(self, state: str) -> None:
        """How the microphone stands now."""
        self.mic = state
        self.changed()

    def discretion(self) -> Discretion:
        """What may be said aloud now."""
        from kiosk.visit.discreet import discretion_of

        return discretion_of(self)

    def live_frame(self, name: str) -> tuple[int, bytes] | None:
        """The newest picture of that name (JPEG or PNG) with its number."""
        return self.frames.get(name)

    # ------------------------------------------------------------------ what the scene asks

    def act(self, name: str, /, **args: Any) -> None:
        """One touch. What neither the overlay, the frame nor the screen knows is ignored and logged once."""
        if self.over:
            return
        self._touched = self.clock.monotonic()
        try:
            known = (self._overlay is not None and self._overlay.act(name, args)) or self._always(name, args)
            if not known and not self._current.act(name, args):
                self._note_unknown(name)
            self.changed()
        except Exception as error:  # noqa: BLE001 - the edge to the scene: no fault may freeze the screen
            self._faulted(error)

    def _always(self, name: str, args: dict[str, Any]) -> bool:
        match name:
            case "touch":
                return True
            case "back" if self._current.can_back:
                self._current.back()
            case "help":
                self.open_overlay("help")
            case "menu":
                self.open_overlay("menu")
            case "end" if self._current.may_end() and self.screen not in QUIET_SCREENS:
                self.open_overlay("end_confirm")
            case "set_mode":
                self.set_mode(str(args.get("key")), args.get("value"))
            case _:
                return False
        return True

    def _note_unknown(self, name: str) -> None:
        key = f"{self.screen}.{name[:40] if name.isascii() and name.isidentifier() else '?'}"
        if key not in self._unknown:
            self._unknown.add(key)
            log.info("no such action: %s", key)

    def set_mode(self, key: str, value: Any) -> None:
        """One of `modes.MODE_VALUES`; for this visit only."""
        self.modes.update(modes.chosen(key, value))
        if key == "language" and self.journey:
            self.journey.language = self.language

    @property
    def language(self) -> str:
        """Language of the words that come from a matter."""
        return modes.words(self.modes)

    @property
    def idle_s(self) -> float:
        """Seconds without a touch before 您还在吗, as this resident needs them."""
        return modes.idle_s(self.modes, self.profile.idle_s)

    def wait_s(self, usual_s: float) -> float:
        """How long a step waits for this resident."""
        return modes.wait_s(self.modes, usual_s)

    # ------------------------------------------------------------------ time

    def tick(self) -> None:
        """Ten times a second: hear the keeper, the jobs and the hardware, and mind the idle clock."""
        if self.over:
            return
        try:
            self._tick()
            self._faults = 0
        except Exception as error:  # noqa: BLE001 - the edge to the scene, as above
            self._faulted(error)

    def _tick(self) -> None:
        self._hear_keeper()
        if "attestor" in self.__dict__:
            self.attestor.tick()
        self.jobs.collect()
        if self._handover is not None:
            self._handover.tick()
        self._current.tick()
        if self._overlay:
            self._overlay.tick()
        self.aid.tick()
        if self.over:
            return
        self._mind_idle()
        self.changed()

    def _faulted(self, error: Exception) -> None:
        """A fault of ours: said once in the log by its place, never by its text; one that stays ends the visit."""
        self._faults += 1
        if self._faults == 1:
            last = error.__traceback__
            while last is not None and last.tb_next is not None:
                last = last.tb_next
            place = f"{last.tb_frame.f_code.co_name}:{last.tb_lineno}" if last else "?"
            log.error("fault on screen %s: %s at %s", self._current.key(), type(error).__name__, place)
        if self._faults >= FAULTS_BEARABLE:
            self.end("fault")

    def _mind_idle(self) -> None:
        now = self.clock.monotonic()
        self.pulse.tick(self.screen, idle=self.screen in QUIET_SCREENS)
        if self.overlay == "ending" or now - self._touched < self.idle_s:
            return
        if self.screen in QUIET_SCREENS:
            self.aid.stop()
            self._overlay, self.modes = None, modes.first_modes(self.profile.language)
        else:
            self.open_overlay("ending")

    def warm_up(self) -> None:
        """Read the catalogue, the rule engine and the other screens while nobody waits."""
        _ = self.attestor
        self.jobs.run(self._load_language, lambda _: self.changed(), lambda _: None)

    def _load_language(self) -> None:
        from kiosk.visit import handover, journey, paper
        from legalnet import interview, rules

        self.shelf.load()
        self.board.load()
        rules.warm_up()
        for key in NAMES:
            screen_class(key)
        del handover, journey, paper, interview

    def rest(self, seconds: float) -> None:
        """Give the resident that much more time before asking whether they are still there."""
        self._touched = self.clock.monotonic() + seconds - self.idle_s

    def today_now(self) -> datetime:
        """The civil time at the terminal."""
        return self.clock.now().astimezone(SHANGHAI)

    def date_words(self, moment: datetime) -> str:
        """11月23日 星期一, or Mon 23 Nov."""
        if self.language == "en":
            return f"{moment:%a} {moment.day} {moment:%b}"
        return f"{moment.month}月{moment.day}日 星期{'一二三四五六日'[moment.weekday()]}"

    def moment_words(self, moment: datetime) -> str:
        """An instant as the wall clock showed it: 11月23日 星期一 9:58."""
        local = moment.astimezone(SHANGHAI)
        return f"{self.date_words(local)} {local:%H:%M}"

    # ------------------------------------------------------------------ moving about

    def go(self, screen: str) -> None:
        """Show another screen and remember the way back."""
        self._trail.append(self._current.key())
        self.replace(screen)

    def replace(self, screen: str) -> None:
        """Show another screen in place of this one; one that was passed already is returned to, not entered again."""
        if screen in self._trail:
            del self._trail[self._trail.index(screen) :]
        self._switch(screen)

    def go_back(self) -> None:
        """The screen before this one; the idle screen when there is none."""
        self._switch(self._trail.pop() if self._trail else "idle")

    def shows(self, screen: Screen) -> bool:
        """Whether this very screen is shown, not another of its kind."""
        return self._current is screen and not self.over

    def _switch(self, screen: str) -> None:
        if screen == "idle" and self.visit.personal:
            self.end("home")
            return
        self._current.leave()
        self.came_from = self._current.key()
        if screen == "idle":
            self._trail.clear()
            self.journey = None
            self._journeys.clear()
        self._current = screen_class(screen)(self)
        self._current.enter()

    def open_overlay(self, name: str) -> None:
        """Lay something over the screen."""
        self._overlay = OVERLAYS[name](self)

    def close_overlay(self) -> None:
        """Back to the screen below."""
        self._overlay = None
        self._touched = self.clock.monotonic()

    def end(self, reason: str) -> None:
        """The visit is over: blank the screen and ask the keeper to kill this process. Once."""
        if not self.over:
            self._blank()
            self.tell("ended", reason=reason)

    def _blank(self) -> None:
        """Nothing of the resident is shown any more, and no touch is heard."""
        self.over = True
        self._current.leave()
        self._overlay, self._current = None, screen_class("idle")(self)
        self.frames.clear()
        self.changed()

    # ------------------------------------------------------------------ through a matter

    @property
    def journey_now(self) -> Journey:
        """The journey of the matter chosen; only screens inside a matter ask."""
        if self.journey is None:
            raise LookupError("no matter chosen")
        return self.journey

    @property
    def handover(self) -> Handover:
        """The handing in of this visit; imported when it is first needed, like the rest of what a filing takes."""
        if self._handover is None:
            from kiosk.visit.handover import Handover, system_random

            self._handover = Handover(
                self.profile, self.jobs, self.clock, self.tell, system_random, self.clock_uncertainty
            )
        return self._handover

    def clock_uncertainty(self) -> float:
        """Seconds by which the wall clock may be wrong, for the filing's honest time."""
        return SKEWED_S if self.network.reason == CLOCK_SKEW else self.profile.clock_uncertainty_s

    def troubles(self) -> list[str]:
        """What does not work now, for the page before one begins: devices, and a clock that is known to be wrong."""
        return self.hardware.down() + (["clock"] if self.network.reason == CLOCK_SKEW else [])

    def closed_for(self, matter: Matter) -> str:
        """Why it cannot be begun now: `closed` (nothing can be kept), `full` (it needs attachments), or empty."""
        attached = any(one.required and one.by_camera for one in matter.materials)
        return self.memory if self.memory == "closed" or (self.memory == "full" and attached) else ""

    @property
    def paper(self) -> Paper:
        """What this visit prints for the present matter."""
        if self._paper is None:
            from kiosk.visit.paper import Paper

            self._paper = Paper(self)
        return self._paper

    @property
    def anything_saved(self) -> bool:
        """Whether anything was handed in and is safe."""
        return bool(self.finished) or self.handover.saved

    @cached_property
    def pin_guard(self) -> PinGuard:
        """Counts wrong PINs over the whole visit."""
        from kiosk.visit.pin import PinGuard

        return PinGuard(self.profile.staff_pin_hash, self.clock.monotonic)

    @cached_property
    def technician_guard(self) -> PinGuard:
        """Counts wrong PINs of technicians over the whole visit."""
        from kiosk.visit.pin import PinGuard

        return PinGuard(self.profile.technician_pin_hash, self.clock.monotonic)

    @property
    def may_ask_technician(self) -> bool:
        """While nobody's visit has begun, where there is a technician, and never once somebody was seen."""
        quiet = self.screen in QUIET_SCREENS and not self.visit.personal
        return quiet and bool(self.profile.technician_pin_hash)

    def ask_technician(self) -> None:
        """Ask for the technician's PIN."""
        if self.may_ask_technician:
            self.close_overlay()
            self.go("technician")

    def begin_journey(self, matter: Matter, carried: Carried | None = None) -> Journey:
        """A fresh way through a matter, with what is carried into it."""
        from kiosk.visit.journey import Journey

        self.journey = Journey(matter, self.shelf.catalogue.version, self, carried)
        self._journeys[matter.code] = self.journey
        return self.journey

    def choose_matter(self, code: str, carried: Carried | None = None) -> None:
        """Show what a matter needs, with what is carried into it; one that is not offered here says so."""
        matter = self.shelf.get(code)
        if matter is None:
            self.not_offered(code)
            return
        begun = self._journeys.get(code)
        if begun is not None and begun.matter is matter and not (carried and carried.follows):
            self.journey = begun
            begun.language = self.language
        else:
            self.begin_journey(matter, carried)
        self.go("intro")

    def finish_matter(self) -> None:
        """What was handed in is over here; the visit goes on with another matter."""
        journey = self.journey_now
        self.finished.append(Finished(journey, self.handover, self.paper))
        self._handover, self._paper, self.submitted = None, None, False
        self._journeys.pop(journey.matter.code, None)

    def forget_way(self, *before: str) -> None:
        """返回 leads to `before` from now on, not to what was shown on the way here."""
        self._trail = list(before)

    def not_offered(self, code: str) -> None:
        """Say that a service, or a lawyer (no code), cannot be had here yet, and what can."""
        self.missing = code
        self.go("unavailable")

    def way(self, name: str) -> None:
        """One of the equal ways beside a matter: another matter, or a person."""
        code = WAYS.get(name) or (self.journey.way_matter(name) if self.journey else None)
        if code and self.shelf.get(code):
            self.choose_matter(code)
        elif name != ORALLY or not say_it(self):
            self.open_overlay("help")

    def ask_attendant(self, reason: str) -> None:
        """A person of the site instead of a machine; without one, a request that somebody will answer."""
        self.attendant_reason = reason
        if self.profile.staff_pin_hash:
            self.replace("attendant")
        else:
            self.open_overlay("help")

    def hand_in(self) -> None:
        """Seal and commit, once."""
        if not self.submitted:
            self.submitted = True
            self.handover.begin(self.journey_now.bundle)
            from kiosk.visit.deposits import begin_deposits

            self.handover.deposits = begin_deposits(self)

    def next_dates(self, record: ReceiptRecord) -> list[dict[str, str]]:
        """What comes next, as the screen shows it."""
        return self.journey_now.date_rows(record)

    # ------------------------------------------------------------------ pictures and change

    def show_frame(self, name: str, picture: bytes) -> None:
        """Put a picture where the scene finds it."""
        self._seq += 1
        self.frames[name] = (self._seq, picture)

    def changed(self) -> None:
        """Tell the scene when what it shows is not what it showed."""
        now = (self.screen, self.view, self.overlay, self.overlay_view, self.step, self.status,
               dict(self.modes), self._seq, self.over)  # fmt: skip
        if now != self._seen:
            self._seen = now
            self.on_change()

    # ------------------------------------------------------------------ the keeper

    def tell(self, kind: str, **fields: Any) -> None:
        """Say something to the keeper; when it is gone, so is this visit."""
        try:
            self.link.send(kind, **fields)
        except LinkClosed:
            self._keeper_gone()

    def _keeper_gone(self) -> None:
        if not self.over:
            self._blank()

    def _hear_keeper(self) -> None:
        try:
            messages = self.link.receive()
        except LinkClosed:
            self._keeper_gone()
            return
        self.hear(messages)

    def hear(self, messages: list[Message]) -> None:
        """Take in what the keeper said."""
        for message in messages:
            self._hear(message)

    def _hear(self, message: Message) -> None:
        if message["kind"] == "network":
            self.network = Network(bool(message.get("up")), str(message.get("reason", "")))
        elif message["kind"] == "memory":
            self.memory = str(message.get("state", "ok"))
        elif message["kind"] == "show":
            self._touched = self.clock.monotonic()
            self.on_show()
        elif message["kind"] in ANSWERS:
            self.attestor.hear(message)
        for handover in (self._handover, *(one.handover for one in self.finished)):
            if handover is not None:
                handover.hear(message)
        self.aid.hear(message)
        heard = getattr(self._current, f"hear_{message['kind']}", None)
        if heard is not None:
            heard(message)
