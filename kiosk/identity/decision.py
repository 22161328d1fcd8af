"""From a distance and a liveness result to accept, retry or attendant; never a refusal.

Limits hold for the mean of three or more frames with the dlib ResNet. On press photos of East-Asian people
0.36 accepts about one stranger in a thousand; the library's default of 0.6 accepts every third and is never
used.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What the flow does next."""

    ACCEPT = "accept"
    RETRY = "retry"
    ATTENDANT = "attendant"


class Liveness(StrEnum):
    """How the movement challenge ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_DONE = "not_done"


@dataclass(frozen=True)
class Thresholds:
    """The limits of a decision; the version goes into the audit record."""

    version: str = "2026-11-dlib-resnet-v1"
    accept: float = 0.36
    retry: float = 0.48
    attempts: int = 3
    """The first try and two more."""
    frames: int = 3
    span: float = 1.0
    """Seconds between the first and the last frame that are matched."""
    same_person: float = 0.35
    """Two frames of one track further apart than this show two people."""


THRESHOLDS = Thresholds()


@dataclass(frozen=True)
class Match:
    """What one attempt measured."""

    liveness: Liveness
    reason: str = ""
    """Why the liveness failed, or the attempt could not be finished."""
    distance: float | None = None
    frames: int = 0
    span: float = 0.0
    spread: float = 0.0
    """The largest distance between two of the frames."""


class Decider:
    """Counts the attempts of one visit and decides each."""

    def __init__(self, thresholds: Thresholds = THRESHOLDS) -> None:
        self.thresholds = thresholds
        self._attempts = 0
        self._far = 0

    def decide(self, match: Match) -> tuple[Verdict, str]:
        """The verdict on one attempt and its reason: a code for screen and record, empty for an accept."""
        self._attempts += 1
        reason = self._reason(match)
        if not reason:
            return Verdict.ACCEPT, ""
        self._far += reason == "not_confirmed"
        last = self._attempts >= self.thresholds.attempts or self._far >= 2
        return (Verdict.ATTENDANT if last else Verdict.RETRY), reason

    def _reason(self, match: Match) -> str:
        limits = self.thresholds
        if match.liveness is not Liveness.PASSED:
            return match.reason or "liveness"
        if match.distance is None or match.frames < limits.frames or match.span < limits.span:
            return match.reason or "too_few_frames"
        if match.spread > limits.same_person:
            return "person_changed"
        if match.distance > limits.retry:
            return "not_confirmed"
        return "" if match.distance <= limits.accept else "uncertain"
