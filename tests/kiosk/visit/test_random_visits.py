"""Visits that nobody planned: whatever is touched in whatever order, nothing raises, is lost, or is handed in twice."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from devices.life import Outcome, PrintResult, State
from kiosk.visit.journey import Journey
from tests.kiosk.visit import contract
from tests.kiosk.visit.cabinet import PIN, Cabinet, faults
from tests.kiosk.visit.devices import ACCEPTED, RETRY, TO_ATTENDANT, FaceScript, card_of
from tests.kiosk.visit.touches import FITTING
from tests.kiosk.visit.walk import NOTICE, SIGNATURE, answer_page, answers_of

ALL_TOUCHES = [(name, args) for name, several in FITTING.items() for args in several]
SMALL_MATTERS = ("SQ-01", "TJ-01")
"""Random visits finish these; the loan suit may be begun."""
ANSWERS = {code: answers_of(code) for code in (*SMALL_MATTERS, "SS-LA-01")}
PATHS = [f"{code}:{section}.{key}" for code in SMALL_MATTERS for section, given in ANSWERS[code].items()
         if isinstance(given, dict) for key in given]  # fmt: skip
FORWARD: dict[str, tuple[str, dict[str, Any]]] = {
    "idle": ("services", {}),
    "intro": ("begin", {}),
    "consent": ("agree", {"text": NOTICE}),
    "card_read": ("confirm", {}),
    "summary": ("compose", {}),
    "sign": ("sign", {"strokes": SIGNATURE}),
    "confirm": ("submit", {}),
    "sending": ("retry", {}),
    "receipt": ("finish", {}),
    "saved": ("finish", {}),
    "printer_trouble": ("reprint", {}),
    "unavailable": ("way", {"id": "request"}),
    "advice": ("back", {}),
    "affairs": ("code", {}),
    "progress": ("back", {}),
    "inbox": ("back", {}),
    "served": ("back", {}),
    "exchange": ("back", {}),
    "booking": ("back", {}),
    "places": ("back", {}),
    "lookup": ("back", {}),
    "lookup_result": ("back", {}),
}
"""What a resident who knows the way touches."""


class Visits(RuleBasedStateMachine):
    """One terminal; sensible steps and senseless ones, troubles and time, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="lawbooth-visit-")
        self.visits = 0
        self.cabinet = self._next()
        self.given: dict[str, Any] = {}
        """What was answered in this journey, as the interview keeps it."""
        self.journey: Journey | None = None

    def _next(self) -> Cabinet:
        """The warm spare takes over: a process and a folder of its own."""
        self.visits += 1
        folder = Path(self.folder.name) / f"{self.visits}"
        folder.mkdir()
        return Cabinet(folder)

    # ------------------------------------------------------------------ touches

    @precondition(lambda self: self.cabinet.flow.over)
    @rule()
    def next_resident(self) -> None:
        """The one before is gone, with everything."""
        self.cabinet.close()
        self.cabinet = self._next()

    @rule(matter=st.sampled_from(SMALL_MATTERS), steps=st.integers(1, 12))
    def go_on(self, matter: str, steps: int) -> None:
        """The next sensible steps."""
        for _ in range(steps):
            self._step(matter)

    def _step(self, matter: str) -> None:
        cabinet, screen = self.cabinet, self.cabinet.screen
        cabinet.flow.close_overlay()
        if screen in FORWARD:
            name, args = FORWARD[screen]
            cabinet.act(name, **args)
        elif screen != "out_of_service":
            getattr(self, f"_{screen}")(matter)
        cabinet.tick(0.4)

    def _services(self, matter: str) -> None:
        self.cabinet.act("matter", code=matter)

    def _card(self, _: str) -> None:
        hardware = self.cabinet.hardware
        hardware.look_fault = hardware.read_fault = ""
        hardware.card = None
        self.cabinet.act("retry")
        hardware.card = card_of("zhang")
        self.cabinet.tick(0.4, times=3)

    def _face(self, _: str) -> None:
        assert self.cabinet.hardware.face is not None
        self.cabinet.hardware.face.tells(ACCEPTED)

    def _attendant(self, _: str) -> None:
        self.cabinet.act("type_identity", name="张秀英", number="330105195603120025")
        self.cabinet.act("pin", pin=PIN)

    def _interview(self, _: str) -> None:
        answers = ANSWERS[self.cabinet.flow.journey_now.matter.code]
        answer_page(self.cabinet, answers)
        self._remember_page()
        self.cabinet.act("next")

    def _scan(self, _: str) -> None:
        for name in ("capture", "keep", "done", "skip"):
            self.cabinet.act(name)

    def _preview(self, _: str) -> None:
        for name, args in (("retry", {}), ("page", {"by": 1}), ("page", {"by": 1}), ("to_sign", {})):
            self.cabinet.act(name, **args)

    def _take(self, _: str) -> None:
        self.cabinet.hardware.card = None

    @rule(touch=st.sampled_from(ALL_TOUCHES))
    def touch_anything(self, touch: tuple[str, dict[str, Any]]) -> None:
        """Whatever the screen is."""
        name, args = touch
        self._note(name, args)
        self.cabinet.act(name, **args)

    @rule(data=st.data())
    def touch_something_there(self, data: st.DataObject) -> None:
        """One of the things that this screen, or what lies over it, offers."""
        flow = self.cabinet.flow
        offered = contract.actions(flow.screen) | {"back", "help", "end"}
        if flow.overlay:
            offered |= contract.actions(flow.overlay, overlay=True)
        name = data.draw(st.sampled_from(sorted(offered - {"end_now", "submit"})))
        args = data.draw(st.sampled_from(FITTING[name]))
        self._note(name, args)
        self.cabinet.act(name, **args)

    @precondition(lambda self: self.cabinet.screen == "interview")
    @rule(place=st.sampled_from(PATHS), text=st.none() | st.text(max_size=8) | st.booleans())
    def answer_anything(self, place: str, text: Any) -> None:
        """A question of this matter, on whatever page."""
        path = place.partition(":")[2]
        self.cabinet.act("answer", path=path, value=text)
        self._remember(path)

    @rule(times=st.integers(1, 6))
    def back(self, times: int) -> None:
        """Back and back."""
        for _ in range(times):
            self.cabinet.act("back")

    # ------------------------------------------------------------------ the world

    @rule(seconds=st.sampled_from([0.1, 0.5, 3.0, 16.0, 61.0]))
    def wait(self, seconds: float) -> None:
        """Time passes."""
        self.cabinet.tick(seconds)
        self.cabinet.flow.close_overlay()

    @rule(persona=st.sampled_from([None, "zhang", "wang", "carter"]))
    def move_card(self, persona: str | None) -> None:
        """A card is put down or taken away."""
        self.cabinet.hardware.card = card_of(persona) if persona else None

    @rule(
        code=st.sampled_from(["", "pulled", "no_reader", "unreadable"]),
        when=st.sampled_from(["look", "read"]),
    )
    def trouble_the_reader(self, code: str, when: str) -> None:
        """The reader has a fault, or none."""
        setattr(self.cabinet.hardware, f"{when}_fault", code)

    @rule(event=st.sampled_from([ACCEPTED, RETRY, TO_ATTENDANT]), there=st.booleans())
    def show_a_face(self, event: Any, there: bool) -> None:
        """The face check says something, or there is no camera."""
        self.cabinet.hardware.face = face = FaceScript() if there else None
        if face is not None:
            face.tells(event)

    @rule(state=st.sampled_from([State.BUSY, State.GONE]))
    def trouble_the_table(self, state: State) -> None:
        """The document camera dies or comes back."""
        assert self.cabinet.hardware.table is not None
        self.cabinet.hardware.table.state = state

    @rule(outcome=st.sampled_from(Outcome), reason=st.sampled_from(["", "paper_end"]))
    def trouble_the_printers(self, outcome: Outcome, reason: str) -> None:
        """The next jobs end so."""
        self.cabinet.hardware.receipt_answers.append(PrintResult(outcome, reason))
        self.cabinet.hardware.page_answers.append(PrintResult(outcome, reason))

    @rule(mood=st.sampled_from(["not_done", "unknown", "unknown_done", "silent", "lost"]))
    def trouble_the_keeper(self, mood: str) -> None:
        """The next commit ends so."""
        self.cabinet.keeper.commits.append(mood)

    @rule(up=st.booleans(), mood=st.sampled_from(["up", "away"]))
    def change_the_network(self, up: bool, mood: str) -> None:
        """The province comes and goes."""
        self.cabinet.keeper.province.mood = mood
        if not self.cabinet.flow.over:
            self.cabinet.network(up=up)

    @rule()
    def deliver(self) -> None:
        """The engine makes a pass."""
        self.cabinet.clock.passed += 30
        self.cabinet.deliver()

    # ------------------------------------------------------------------ what must hold

    def _note(self, name: str, args: dict[str, Any]) -> None:
        """A touch that changes or removes answers is meant."""
        if name == "answer":
            self.given.pop(str(args["path"]), None)

    def _remember_page(self) -> None:
        for field in self.cabinet.view["fields"]:
            if field["path"].count(".") == 1 and not field["readOnly"]:
                self._remember(field["path"])

    def _remember(self, path: str) -> None:
        self._same_journey()
        section, key = path.split(".")
        kept = self._kept(section)
        if key in kept:
            self.given[path] = kept[key]

    def _kept(self, section: str) -> dict[str, Any]:
        """What the interview keeps of a section that does not repeat, shown or not."""
        assert self.journey is not None
        sheet = self.journey.interview._sheet
        return sheet.entries[section][0] if section in sheet.entries else {}

    def _same_journey(self) -> None:
        """Another person or another matter begins with nothing."""
        if self.cabinet.flow.journey is not self.journey:
            self.journey, self.given = self.cabinet.flow.journey, {}

    @invariant()
    def no_answer_is_lost(self) -> None:
        """Every answer given is there, whatever was touched since."""
        self._same_journey()
        for path, value in self.given.items():
            section, key = path.split(".")
            assert self._kept(section).get(key) == value, path

    @invariant()
    def handed_in_once(self) -> None:
        """One id, however often it was asked for; the province has it once at most."""
        keeper = self.cabinet.keeper
        assert len({message["request_id"] for message in keeper.told("commit")}) <= 1
        assert all(count == 1 for count in keeper.province.submits.values())
        if keeper.told("commit"):
            assert keeper.items() <= 1

    @invariant()
    def the_end_is_the_end(self) -> None:
        """Said once, and nothing is shown any more."""
        flow = self.cabinet.flow
        ended = self.cabinet.keeper.told("ended")
        assert len(ended) == int(flow.over)
        if flow.over:
            assert (flow.screen, flow.frames) == ("idle", {})

    @invariant()
    def what_arrived_is_whole(self) -> None:
        """The definition finds no fault; what is to be signed was signed after the last change."""
        province = self.cabinet.keeper.province
        if province.parts:
            manifest = province.manifest()
            assert faults(manifest) == []
            assert {document.signature for document in manifest.documents} <= {"handwritten", "paper", "none"}
            if manifest.matter_code == "TJ-01":
                assert "none" not in {document.signature for document in manifest.documents}
                assert manifest.identity.level in ("L2", "L3")

    @invariant()
    def nobody_is_identified_without_proof(self) -> None:
        """A level stands for a card that is there, or for what an attendant vouched for."""
        visit = self.cabinet.flow.visit
        if visit.identified is not None and not self.cabinet.flow.over:
            assert visit.card is not None or visit.typed is not None

    def teardown(self) -> None:
        self.cabinet.close()
        self.folder.cleanup()


TestVisits = Visits.TestCase
TestVisits.settings = settings(
    max_examples=25,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
