"""What the face check tells the flow, one frozen record each, and how they travel from the worker."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from devices.camera.link import Message, pack
from kiosk.identity.decision import THRESHOLDS, Liveness, Thresholds, Verdict


@dataclass(frozen=True)
class Prompt:
    """What the resident is asked: starting, look, left, right, mouth, blink, neutral, hold or comparing."""

    name: str
    done: int = 0
    total: int = 3


@dataclass(frozen=True)
class Hint:
    """What would help: a hint code of the face screen, empty when all is well."""

    code: str


@dataclass(frozen=True)
class Preview:
    """A picture for the screen, mirrored as a mirror would; JPEG."""

    jpeg: bytes = field(repr=False)
    seq: int = 0


@dataclass(frozen=True)
class Light:
    """Whether the light is right."""

    ok: bool


@dataclass(frozen=True)
class Distance:
    """Whether the resident stands at the right distance."""

    ok: bool


@dataclass(frozen=True)
class Result:
    """How an attempt ended; `distance` is `None` when nothing was compared, `reason` empty for an accept."""

    decision: Verdict
    distance: float | None
    liveness: Liveness
    reason: str
    thresholds: Thresholds = THRESHOLDS
    model: str = ""


FaceEvent = Prompt | Hint | Preview | Light | Distance | Result


def to_bytes(event: FaceEvent) -> bytes:
    """The event as a message of the worker's link."""
    kind = type(event).__name__.lower()
    if isinstance(event, Preview):
        return pack(kind, event.jpeg, seq=event.seq)
    return pack(kind, **asdict(event))


def from_message(message: Message) -> FaceEvent | None:
    """The event of a message, `None` for another kind. Raises `KeyError`, `ValueError`, `TypeError`."""
    head: dict[str, Any] = message.head
    if message.kind == "preview":
        return Preview(message.payload, int(head["seq"]))
    if message.kind == "result":
        return Result(
            Verdict(head["decision"]),
            head["distance"],
            Liveness(head["liveness"]),
            head["reason"],
            Thresholds(**head["thresholds"]),
            head["model"],
        )
    plain = {"prompt": Prompt, "hint": Hint, "light": Light, "distance": Distance}
    return plain[message.kind](**head) if message.kind in plain else None
