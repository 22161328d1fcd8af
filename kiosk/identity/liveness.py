"""The movement challenge: does a live person do what is asked, in an order nobody could know?

It hinders flat prints and recordings. It is not tested under ISO/IEC 30107-3, and a film that follows the
prompts, a mask or an injected video pass it, which is why high-value acts have an attendant.

The machine is total: `TABLE` has an entry for each state and event; an event that a state has no use for is
`_stay`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median

from kiosk.identity.quality import Measures

TURNED = 0.085
"""Change of the nose's parallax, in eye distances, that is a turn. A waved print stays within 0.08."""
OPENED = 0.12
"""Change of the mouth's dark share that is an open mouth."""
SHUT = 0.16
"""Drop of the eyes' darkness, as a share of the baseline, that is a blink."""
FRAMES = 3
"""A movement counts after this many frames in a row."""
BLINK_SECONDS = (0.08, 1.0)
REACTION = 0.2
"""Nobody answers a prompt faster; a recording does."""
CALM_SECONDS = 0.8
CALM_FRAMES = 8
GAP_SECONDS = 0.35
"""Neutral time between two movements."""
LOST_SECONDS = 0.6
CALIBRATE_SECONDS = 25.0
ACTION_SECONDS = 8.0
SETTLE_SECONDS = 8.0
MOUTH_CLOSED = 0.10
STEPS = 3


class Step(StrEnum):
    """What the machine waits for."""

    CALIBRATING = "calibrating"
    ASKING = "asking"
    SETTLING = "settling"
    PASSED = "passed"
    FAILED = "failed"


class Event(StrEnum):
    """What a frame can show."""

    FACE = "face"
    NO_FACE = "no_face"
    TWO_FACES = "two_faces"
    JUMPED = "jumped"


@dataclass(frozen=True)
class Baseline:
    """The resident's own neutral face: medians over the calibration."""

    yaw: float
    mouth: float
    eyes: float


@dataclass(frozen=True)
class Change:
    """How a frame differs from the baseline: the movements it shows."""

    left: bool
    right: bool
    mouth: bool
    blink: bool

    @property
    def moved(self) -> str:
        """The deliberate movement it shows, `""` for none. A blink happens by itself and is none."""
        if self.left or self.right:
            return "left" if self.left else "right"
        return "mouth" if self.mouth else ""


def changes(measures: Measures, base: Baseline) -> Change:
    """Compare one frame with the baseline."""
    turn = measures.yaw - base.yaw
    return Change(
        left=turn > TURNED,
        right=turn < -TURNED,
        mouth=measures.mouth_dark - base.mouth > OPENED,
        blink=measures.eye_dark < base.eyes * (1 - SHUT),
    )


def draw_order(rng: random.Random) -> tuple[str, ...]:
    """Three different movements in random order, at least one of them a turn, which flat prints cannot do."""
    turn = rng.choice(("left", "right"))
    others = [name for name in ("left", "right", "mouth", "blink") if name != turn]
    order = [turn, *rng.sample(others, STEPS - 1)]
    rng.shuffle(order)
    return tuple(order)


@dataclass(frozen=True)
class _Memory:
    """What the machine remembers between frames; replaced as a whole, never changed."""

    step: Step
    since: float
    done: int = 0
    reason: str = ""
    run: int = 0
    """Frames in a row that show `seen`."""
    seen: str = ""
    calm_since: float = 0.0
    shut_since: float = 0.0
    last_face: float = 0.0


class Challenge:
    """One challenge from the neutral start to passed or failed. Fed with one event a frame."""

    def __init__(self, rng: random.Random, now: float) -> None:
        self.order = draw_order(rng)
        self._calm: list[Measures] = []
        self._base: Baseline | None = None
        self._memory = _Memory(Step.CALIBRATING, now, last_face=now)

    @property
    def step(self) -> Step:
        """What it waits for now."""
        return self._memory.step

    @property
    def reason(self) -> str:
        """Why it failed, a code; empty otherwise."""
        return self._memory.reason

    @property
    def done(self) -> int:
        """Movements done."""
        return self._memory.done

    @property
    def prompt(self) -> str:
        """What the screen asks for: look, a movement, neutral, or hold once passed."""
        if self.step is Step.ASKING:
            return self.order[self.done]
        return {"calibrating": "look", "settling": "neutral"}.get(self.step, "hold")

    @property
    def over(self) -> bool:
        """Whether it passed or failed."""
        return self.step in (Step.PASSED, Step.FAILED)

    def feed(self, event: Event, at: float, measures: Measures | None = None) -> Step:
        """Tell it what the frame at `at` (monotonic seconds) showed; a `FACE` comes with its measures."""
        TABLE[self.step, event](self, at, measures)
        if event is Event.FACE:
            self._memory = replace(self._memory, last_face=at)
        return self.step

    def _stay(self, _at: float, _measures: Measures | None) -> None:
        """Nothing to do."""

    def _restart(self, at: float, _measures: Measures | None) -> None:
        """The neutral start begins anew."""
        self._calm.clear()
        self._check_time(at, CALIBRATE_SECONDS, "no_face")

    def _lost(self, at: float, _measures: Measures | None) -> None:
        if at - self._memory.last_face > LOST_SECONDS:
            self._fail(at, "face_lost")

    def _two(self, at: float, _measures: Measures | None) -> None:
        self._fail(at, "two_faces")

    def _jump(self, at: float, _measures: Measures | None) -> None:
        self._fail(at, "face_jumped")

    def _calibrate(self, at: float, measures: Measures | None) -> None:
        """Gather frontal, neutral, well lit frames; their medians are the baseline."""
        good = measures is not None and measures.frontal and not measures.standing
        if measures is None or not good or measures.mouth_dark > MOUTH_CLOSED:
            self._calm.clear()
        else:
            self._calm.append(measures)
        if len(self._calm) >= CALM_FRAMES and at - self._calm[0].at >= CALM_SECONDS:
            self._base = Baseline(
                yaw=median(m.yaw for m in self._calm),
                mouth=median(m.mouth_dark for m in self._calm),
                eyes=median(m.eye_dark for m in self._calm),
            )
            self._go(Step.ASKING, at)
        else:
            self._check_time(at, CALIBRATE_SECONDS, "not_neutral")

    def _ask(self, at: float, measures: Measures | None) -> None:
        """Wait for the movement that is asked; another one fails, a blink in between does not."""
        change = self._change(measures)
        wanted = self.order[self.done]
        moved = self._steady(change.moved)
        early = at - self._memory.since < REACTION
        if moved and moved != wanted:
            self._fail(at, "wrong_action")
        elif moved == wanted and early:
            self._fail(at, "too_early")
        elif moved == wanted or (wanted == "blink" and self._blinked(change, at) and not early):
            self._go(Step.SETTLING, at, done=self.done + 1)
        elif at - self._memory.since > ACTION_SECONDS:
            self._late(at, wanted)

    def _late(self, at: float, wanted: str) -> None:
        """Too late. A blink is hard to see under glasses or narrow lids: another movement takes its place."""
        if wanted != "blink":
            self._fail(at, "no_action")
            return
        spare = next(name for name in ("mouth", "left", "right") if name not in self.order)
        self.order = tuple(spare if name == "blink" else name for name in self.order)
        self._go(Step.ASKING, at, done=self.done)

    def _settle(self, at: float, measures: Measures | None) -> None:
        """Back to neutral between two movements, and after the last."""
        memory = self._memory
        change = self._change(measures)
        if change.moved or change.blink:
            self._memory = replace(memory, calm_since=0.0)
        elif not memory.calm_since:
            self._memory = replace(memory, calm_since=at)
        elif at - memory.calm_since >= GAP_SECONDS:
            finished = self.done == len(self.order)
            self._go(Step.PASSED if finished else Step.ASKING, at, done=self.done)
            return
        self._check_time(at, SETTLE_SECONDS, "not_neutral")

    def _change(self, measures: Measures | None) -> Change:
        if measures is None or self._base is None:
            return Change(False, False, False, False)
        return changes(measures, self._base)

    def _steady(self, moved: str) -> str:
        """The movement once it was seen in enough frames in a row."""
        run = self._memory.run + 1 if moved == self._memory.seen else 1
        self._memory = replace(self._memory, run=run, seen=moved)
        return moved if run >= FRAMES else ""

    def _blinked(self, change: Change, at: float) -> bool:
        """Whether the lids came up again after a blink of fitting length with the head and mouth still."""
        shut = self._memory.shut_since
        if change.moved:
            self._memory = replace(self._memory, shut_since=0.0)
            return False
        if change.blink:
            self._memory = replace(self._memory, shut_since=shut or at)
            return False
        self._memory = replace(self._memory, shut_since=0.0)
        return bool(shut) and BLINK_SECONDS[0] <= at - shut <= BLINK_SECONDS[1]

    def _check_time(self, at: float, limit: float, reason: str) -> None:
        if at - self._memory.since > limit:
            self._fail(at, reason)

    def _fail(self, at: float, reason: str) -> None:
        self._go(Step.FAILED, at, done=self.done, reason=reason)

    def _go(self, step: Step, at: float, done: int = 0, reason: str = "") -> None:
        self._memory = _Memory(step, at, done, reason, last_face=at)


_Action = Callable[[Challenge, float, Measures | None], None]

TABLE: dict[tuple[Step, Event], _Action] = {
    (Step.CALIBRATING, Event.FACE): Challenge._calibrate,
    (Step.CALIBRATING, Event.NO_FACE): Challenge._restart,
    (Step.CALIBRATING, Event.TWO_FACES): Challenge._restart,
    (Step.CALIBRATING, Event.JUMPED): Challenge._restart,
    (Step.ASKING, Event.FACE): Challenge._ask,
    (Step.ASKING, Event.NO_FACE): Challenge._lost,
    (Step.ASKING, Event.TWO_FACES): Challenge._two,
    (Step.ASKING, Event.JUMPED): Challenge._jump,
    (Step.SETTLING, Event.FACE): Challenge._settle,
    (Step.SETTLING, Event.NO_FACE): Challenge._lost,
    (Step.SETTLING, Event.TWO_FACES): Challenge._two,
    (Step.SETTLING, Event.JUMPED): Challenge._jump,
    (Step.PASSED, Event.FACE): Challenge._stay,
    (Step.PASSED, Event.NO_FACE): Challenge._lost,
    (Step.PASSED, Event.TWO_FACES): Challenge._two,
    (Step.PASSED, Event.JUMPED): Challenge._jump,
    (Step.FAILED, Event.FACE): Challenge._stay,
    (Step.FAILED, Event.NO_FACE): Challenge._stay,
    (Step.FAILED, Event.TWO_FACES): Challenge._stay,
    (Step.FAILED, Event.JUMPED): Challenge._stay,
}
