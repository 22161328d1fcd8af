"""What passes between a seat and the media server, and who may send what. Pure, like `legalnet.rooms`.

Whom somebody sees and hears is nobody's choice: it follows from who is in the room and on which side of a caucus. So
there is no message that asks for somebody's picture; the server offers, and a seat answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from legalnet.rooms import Action, Message, RoomRole, RoomState


class Track(StrEnum):
    """What of a seat the media server passes on."""

    MIC = "mic"
    CAMERA = "camera"
    DOCUMENT = "document"
    """A second camera, close above a paper or an exhibit."""


_FACE = frozenset({Track.MIC, Track.CAMERA})
_DESK = _FACE | {Track.DOCUMENT}
TRACKS: Mapping[RoomRole, frozenset[Track]] = MappingProxyType(
    {
        RoomRole.RESIDENT: _DESK,
        RoomRole.LAWYER: _DESK,
        RoomRole.MEDIATOR: _DESK,
        RoomRole.JUDGE: _DESK,
        RoomRole.CLERK: _DESK,
        RoomRole.PARTY: _DESK,
        RoomRole.COUNSEL: _DESK,
        RoomRole.WITNESS: _DESK,
        RoomRole.NOTARY: _DESK,
        RoomRole.INTERPRETER: _FACE,
        RoomRole.STAFF: frozenset(),
        RoomRole.HELPER: _FACE,
    }
)
"""Total: what each role may send; staff only look on."""

Sdp = Annotated[str, Field(max_length=40_000)]
Mid = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,16}$")]


class Publish(Message):
    """What this seat sends: an offer, and which of its lines is which track."""

    kind: Literal["publish"]
    sdp: Sdp = Field(repr=False)
    tracks: dict[Mid, Literal["mic", "camera", "document"]] = Field(max_length=3)
    fresh: bool = False
    """A new connection at the browser: what was sent by an earlier one is over."""


class Receive(Message):
    """The answer to an offer of the server's."""

    kind: Literal["receive"]
    offer: int = Field(ge=1)
    sdp: Sdp = Field(repr=False)


class Restart(Message):
    """What comes from the server is stuck: please find new ways, or begin anew."""

    kind: Literal["restart"]
    fresh: bool = False


class Trickle(Message):
    """A way for media that was found after the offer or answer was said; none: that was all."""

    kind: Literal["trickle"]
    to: Literal["up", "down"]
    candidate: dict[str, str | int | None] | None = Field(None, max_length=6, repr=False)


PART, PARTS = 45_000, 180
"""Characters of one part of a still, and how many parts: 6 MiB of picture."""


class Still(Message):
    """A part of a picture in full resolution of what lies under the document camera, Base64, in order."""

    kind: Literal["still"]
    id: Annotated[str, Field(pattern=r"^p[0-9a-f]{12}$")]
    part: int = Field(ge=0, lt=PARTS)
    parts: int = Field(ge=1, le=PARTS)
    data: Annotated[str, Field(max_length=PART, pattern=r"^[A-Za-z0-9+/]*={0,2}$")] = Field(repr=False)


AnyMedia = Annotated[Publish | Receive | Restart | Trickle | Still, Field(discriminator="kind")]
MEDIA: TypeAdapter[AnyMedia] = TypeAdapter(AnyMedia)
"""Reads one of them. Raises pydantic's `ValidationError`."""


def may(role: RoomRole, admitted: bool, message: AnyMedia) -> bool:
    """Whether a seat of this role may say that now; who waits outside has no media."""
    if not admitted:
        return False
    if isinstance(message, Still):
        return Track.DOCUMENT in TRACKS[role]
    return not isinstance(message, Publish) or {Track(one) for one in message.tracks.values()} <= TRACKS[role]


def permits(state: RoomState, role: RoomRole, admitted: bool, message: AnyMedia) -> bool:
    """The same in a room of its kind: no paper is seen where none may be shown."""
    paper = isinstance(message, Still) or (
        isinstance(message, Publish) and Track.DOCUMENT in message.tracks.values()
    )
    return may(role, admitted, message) and not (paper and Action.SHARE in state.rules.withheld)


def needs_server(state: RoomState) -> bool:
    """Whether two are no longer alone, or their words are recorded."""
    return state.on_record or sum(seat.admitted for seat in state.seats.values()) > 2


def recorded(state: RoomState, seat: str) -> bool:
    """Whether the media of a seat belong to the record now: never in a caucus, never of whom nobody may hear."""
    heard = any(state.hears(seat, other) for other in state.seats if other != seat)
    return state.on_record and not state.caucus and heard
