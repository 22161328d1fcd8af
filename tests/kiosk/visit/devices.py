"""The devices of the cabinet as a visit sees them, scripted by the test."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from devices.document_camera.driver import CapturedPage, ScanView
from devices.id_card.record import IdCard, parse_record
from devices.life import Health, Outcome, PrintResult, State
from devices.notebook import Counters
from devices.simulators.pages import page_jpeg
from devices.simulators.personas import load_personas
from kiosk.clock import Clock
from kiosk.identity.decision import Liveness, Verdict
from kiosk.identity.events import Distance, FaceEvent, Light, Preview, Prompt, Result
from kiosk.visit.hardware import CardProblem, Hardware, Report
from kiosk.visit.profile import VisitProfile

CHIP = bytes(102 * 126 * 3)
DONE = PrintResult(Outcome.DONE)
FACE_JPEG = b"\xff\xd8 a face"
ACCEPTED = Result(Verdict.ACCEPT, 0.3, Liveness.PASSED, "")
RETRY = Result(Verdict.RETRY, None, Liveness.FAILED, "liveness")
TO_ATTENDANT = Result(Verdict.ATTENDANT, None, Liveness.NOT_DONE, "not_confirmed")


@cache
def card_of(persona: str) -> IdCard:
    """The card of one of the simulators' personas."""
    return parse_record(load_personas()[persona].text_record())


class FaceScript:
    """A face check that tells what the test queued."""

    def __init__(self) -> None:
        self.batches: deque[list[FaceEvent]] = deque()
        self.retries = 0
        self.stopped = False

    def tells(self, *events: FaceEvent) -> None:
        """One poll's worth of events."""
        self.batches.append(list(events))

    def poll(self) -> list[FaceEvent]:
        """The next batch."""
        return self.batches.popleft() if self.batches else []

    def retry(self) -> None:
        """Another attempt."""
        self.retries += 1

    def stop(self) -> None:
        """The camera goes off."""
        self.stopped = True


@dataclass
class ScannerScript:
    """A document camera with a page of the simulators on its table."""

    page: str = "iou"
    state: State = State.BUSY
    stopped: bool = False
    seq: int = 0
    asked: bool = False
    late: bool = False
    """Whether a page that was asked for is still being made."""

    def poll(self) -> ScanView | None:
        """A fresh view each time."""
        self.seq += 1
        quad = (0.1, 0.1, 0.9, 0.1, 0.9, 0.9, 0.1, 0.9) if self.page else None
        return ScanView(self.seq, b"\xff\xd8 table", quad, bool(quad), bool(quad), True)

    def capture(self) -> bool:
        """Ask for the page; not when the camera is down."""
        self.asked = self.health().usable
        return self.asked

    def captured(self) -> CapturedPage | None:
        """The page, once."""
        if not self.asked or self.late:
            return None
        self.asked = False
        return CapturedPage(page_jpeg(self.page), 1632, 1224)

    def health(self) -> Health:
        """As the test set it."""
        return Health(self.state)

    def stop(self) -> None:
        """The camera goes off."""
        self.stopped = True


@dataclass
class Printed:
    """One job that reached a printer."""

    job_id: str
    content: Any = field(repr=False)
    again: bool = False


class ScriptedHardware(Hardware):
    """Each public method of `Hardware`, answered by the test."""

    def __init__(self, profile: VisitProfile, clock: Clock) -> None:
        super().__init__(profile, clock)
        self.opened: list[str] = []
        """What was asked of the devices, in order."""
        self.card: IdCard | None = None
        self.chip: bytes | None = CHIP
        self.look_fault = ""
        self.read_fault = ""
        self.receipt_answers: deque[Any] = deque()
        self.page_answers: deque[Any] = deque()
        self.page_printer = True
        self.slips: list[Printed] = []
        self.pages: list[Printed] = []
        self.face: FaceScript | None = FaceScript()
        self.table: ScannerScript | None = ScannerScript()
        self.paper_mark = "ok"
        self.lamps: list[bool] = []
        self.relays = True
        self.standing: bool | None = None
        """Whether somebody stands before the terminal; None: no sensor."""

    @property
    def present(self) -> bool | None:
        """As the test set it."""
        return self.standing

    def camera_label(self, kind: str) -> str:
        """Cameras of the simulation have no plug."""
        return ""

    def lamp(self, on: bool) -> bool:
        """The board confirms, where there is one."""
        self.lamps.append(on)
        return self.relays

    def start(self) -> None:
        """Open the ports."""
        self.opened.append("start")

    def stop(self) -> None:
        """Let go of them."""

    @property
    def paper(self) -> str:
        """As the test set it."""
        return self.paper_mark

    def down(self) -> list[str]:
        """All is well."""
        return [] if self.table else ["document_camera"]

    def look_at_cameras(self) -> dict[str, Report]:
        """Both are there."""
        there = Report(Health(State.READY), Counters(done=3), {"model": "simulated"})
        return dict.fromkeys(("face_camera", "document_camera"), there)

    def look_for_card(self) -> str | None:
        """`found` when the test put a card there."""
        self.opened.append("look")
        if self.look_fault:
            raise CardProblem(self.look_fault)
        return "found" if self.card else None

    def card_present(self) -> bool | None:
        """Whether the card still lies there; None when the reader cannot tell."""
        return None if self.look_fault else self.card is not None

    def read_card(self) -> tuple[IdCard, bytes | None]:
        """The card that lies there."""
        if self.read_fault or self.card is None:
            raise CardProblem(self.read_fault or "pulled")
        return self.card, self.chip

    def face_check(self, chip_rgb: bytes | None) -> Any:
        """The scripted check."""
        self.opened.append("face")
        if self.face is None or chip_rgb is None:
            return None
        self._camera = "on"
        return self.face

    def scanner(self) -> Any:
        """The scripted document camera."""
        self.opened.append("scanner")
        if self.table is not None:
            self._camera = "on"
        return self.table

    def print_slip(self, job_id: str, blocks: list[Any], again: bool) -> Any:
        """The next answer of the receipt printer; done when the test queued none."""
        self.slips.append(Printed(job_id, blocks, again))
        return self._answer(self.receipt_answers)

    def print_pages(self, job_id: str, pdf: bytes, title: str) -> Any:
        """The same for A4."""
        if not self.page_printer:
            return None
        self.pages.append(Printed(job_id, pdf))
        return self._answer(self.page_answers)

    @staticmethod
    def _answer(answers: deque[Any]) -> Any:
        answer = answers.popleft() if answers else DONE
        if isinstance(answer, Exception):
            raise answer
        return answer


def face_that_fits(face: FaceScript) -> None:
    """The events of a check that goes well."""
    face.tells(Light(True), Distance(True), Prompt("look"), Preview(FACE_JPEG, 1))
    face.tells(Prompt("left", 1), ACCEPTED, Preview(FACE_JPEG, 2))
