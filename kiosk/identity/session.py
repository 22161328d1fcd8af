"""One visit's face check as a function of frames: track, challenge, gather, compare, decide.

The frames that are matched come from the same unbroken track as the movements, and are compared with each
other, so that one person cannot move and another be matched.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.identity.decision import Decider, Liveness, Match
from kiosk.identity.embedder import FaceEmbedder, FaceFinder
from kiosk.identity.events import Distance, FaceEvent, Hint, Light, Prompt, Result
from kiosk.identity.liveness import Challenge, Event, Step
from kiosk.identity.quality import Measures, measure
from kiosk.identity.tracker import FaceTracker, Sighting
from kiosk.identity.vision import Face

if TYPE_CHECKING:
    from kiosk.identity.vision import Gray, Rgb, Vector

HOLD_SECONDS = 12.0
"""After the movements, this long to gather good frames."""
DARK_FRAME = 40.0
"""Mean brightness below which a picture without a face is called dark."""


@dataclass
class Gathered:
    """The vectors of one attempt and when their frames were taken."""

    vectors: list[Vector] = field(default_factory=list, repr=False)
    times: list[float] = field(default_factory=list)

    @property
    def span(self) -> float:
        """Seconds from the first to the last frame of those that are matched."""
        return self.times[-1] - self.times[0] if self.times else 0.0


class FaceSession:
    """Fed with frames, answers with events. After a `Result` it waits for `retry`."""

    def __init__(
        self,
        finder: FaceFinder,
        embedder: FaceEmbedder,
        card: Vector,
        rng: random.Random,
        *,
        decider: Decider | None = None,
        measured: Callable[[Rgb, Gray, Face, float], Measures] = measure,
    ) -> None:
        self._finder = finder
        self._embedder = embedder
        self._card = card
        self._rng = rng
        self._decider = decider or Decider()
        self._measured = measured
        self._said: dict[type, FaceEvent] = {}
        self._challenge: Challenge | None = None
        self._tracker = FaceTracker(finder)
        self._gathered = Gathered()
        self._first: Vector | None = None
        self._held_since = 0.0
        self.finished = False

    def retry(self) -> None:
        """Begin another attempt with a new challenge."""
        self._challenge = None
        self._tracker = FaceTracker(self._finder)
        self._gathered, self._first, self._held_since = Gathered(), None, 0.0
        self.finished = False
        self._said.clear()

    def step(self, rgb: Rgb, at: float) -> list[FaceEvent]:
        """Look at one frame (RGB uint8) taken at `at` monotonic seconds; what changed."""
        import cv2  # heavy
        import numpy as np

        if self.finished:
            return []
        challenge = self._challenge = self._challenge or Challenge(self._rng, at)
        gray = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
        seen = self._tracker.step(gray, at)
        measures = self._measured(rgb, gray, seen.face, at) if seen.face is not None else None
        was = challenge.step
        challenge.feed(_event(seen), at, measures)
        failed = challenge.step is Step.FAILED
        events = [] if failed else self._telling(challenge, seen, measures, float(gray.mean()))
        if seen.face is not None and measures is not None:
            self._look(challenge, was, rgb, seen.face, measures)
        return events + self._ending(challenge, at)

    def _look(self, challenge: Challenge, was: Step, rgb: Rgb, face: Face, measures: Measures) -> None:
        """Keep the vector of the person who begins, and later of those frames that are matched."""
        if was is Step.CALIBRATING and challenge.step is Step.ASKING:
            self._first = self._embedder.embed(rgb, face)
        if challenge.step is Step.PASSED:
            self._held_since = self._held_since or measures.at
            self._gather(rgb, face, measures)

    def _gather(self, rgb: Rgb, face: Face, measures: Measures) -> None:
        limits = self._decider.thresholds
        gap = limits.span / (limits.frames - 1)
        times = self._gathered.times
        if measures.hint or (times and measures.at - times[-1] < gap):
            return
        self._gathered.vectors.append(self._embedder.embed(rgb, face))
        times.append(measures.at)

    def _telling(
        self, challenge: Challenge, seen: Sighting, measures: Measures | None, mean: float
    ) -> list[FaceEvent]:
        """Events for the screen, each only when it changes."""
        told: list[FaceEvent] = [Prompt(challenge.prompt, challenge.done, len(challenge.order))]
        told.append(Hint(_hint(challenge, seen, measures, mean)))
        if measures is not None:
            told += [Light(measures.light_good), Distance(measures.distance_good)]
        if self._said.get(Prompt) != told[0]:
            self._said.pop(Hint, None)  # a new prompt clears the hint on the screen, so it is told again
        fresh = [event for event in told if self._said.get(type(event)) != event]
        self._said.update((type(event), event) for event in fresh)
        return fresh

    def _ending(self, challenge: Challenge, at: float) -> list[FaceEvent]:
        if challenge.step is Step.FAILED:
            not_done = challenge.reason in ("no_face", "not_neutral") and challenge.done == 0
            liveness = Liveness.NOT_DONE if not_done else Liveness.FAILED
            return [self._result(Match(liveness, challenge.reason))]
        limits = self._decider.thresholds
        enough = len(self._gathered.times) >= limits.frames and self._gathered.span >= limits.span
        if challenge.step is Step.PASSED and enough:
            last = Prompt("comparing", len(challenge.order), len(challenge.order))
            return [last, self._result(self._match())]
        if self._held_since and at - self._held_since > HOLD_SECONDS:
            return [self._result(Match(Liveness.PASSED, "poor_picture"))]
        return []

    def _match(self) -> Match:
        import numpy as np

        vectors = self._gathered.vectors
        everyone = vectors + ([self._first] if self._first is not None else [])
        pairs = itertools.combinations(everyone, 2)
        return Match(
            Liveness.PASSED,
            distance=float(np.linalg.norm(np.mean(vectors, axis=0) - self._card)),
            frames=len(vectors),
            span=self._gathered.span,
            spread=max(float(np.linalg.norm(one - other)) for one, other in pairs),
        )

    def _result(self, match: Match) -> Result:
        self.finished = True
        verdict, reason = self._decider.decide(match)
        limits = self._decider.thresholds
        version = self._embedder.version
        return Result(verdict, match.distance, match.liveness, reason, limits, version)


def _event(seen: Sighting) -> Event:
    if seen.face is None:
        return Event.NO_FACE
    if seen.count > 1:
        return Event.TWO_FACES
    return Event.JUMPED if seen.jumped else Event.FACE


def _hint(challenge: Challenge, seen: Sighting, measures: Measures | None, mean: float) -> str:
    """The one thing to say now. During a movement the head may turn and blur, so only the standing counts."""
    if measures is None:
        return "too_dark" if mean < DARK_FRAME else "no_face"
    if seen.count > 1:
        return "two_faces"
    still = challenge.step in (Step.CALIBRATING, Step.PASSED)
    return measures.hint if still else measures.standing
