"""What the gateway has at the media server for one room: kept with the room, so that a restarted gateway takes it up."""

from __future__ import annotations

import secrets

from pydantic import BaseModel, ConfigDict, Field

Stream = tuple[int, str]
"""A feed and one of its lines (mid)."""


class SeatMedia(BaseModel):
    """Both connections of a seat: what it sends, and what it is sent."""

    model_config = ConfigDict(extra="forbid")

    feed: int
    up: int = 0
    """Handle; 0: none."""
    live: bool = False
    """Whether media of it flow."""
    tracks: dict[str, str] = {}
    """By mid: which track."""
    recording: str = ""
    """Name of the file's beginning while it is recorded."""
    muted: bool = False
    down: int = 0
    shown: list[Stream] = []
    offer: int = 0
    """Number of the last offer."""
    answered: bool = True

    def streams(self) -> set[Stream]:
        """What others may be sent of it."""
        return {(self.feed, mid) for mid in self.tracks} if self.live else set()

    def unplug_up(self) -> int:
        """Nothing is sent any more; the handle to let go of."""
        handle, self.up, self.live, self.tracks, self.muted = self.up, 0, False, {}, False
        return handle

    def unplug_down(self) -> int:
        """Nothing is received any more; the handle to let go of."""
        handle, self.down, self.shown, self.answered = self.down, 0, [], True
        return handle


class MediaState(BaseModel):
    """A room at the media server."""

    model_config = ConfigDict(extra="forbid")

    session: int = 0
    control: int = 0
    room: int
    secret: str = Field(repr=False)
    pin: str = Field(repr=False)
    files: int = 0
    """Recordings begun."""
    seats: dict[str, SeatMedia] = {}

    @classmethod
    def fresh(cls) -> MediaState:
        """Of a room that is not there yet."""
        return cls(room=number(), secret=secrets.token_urlsafe(16), pin=secrets.token_urlsafe(16))

    def of(self, seat: str) -> SeatMedia:
        """A seat's own."""
        return self.seats.setdefault(seat, SeatMedia(feed=number()))

    def owner(self, feed: int) -> str:
        """Whose feed it is; empty when nobody's."""
        return next((name for name, one in self.seats.items() if one.feed == feed), "")


def number() -> int:
    """A random name that a JavaScript number can carry, as Janus wants them."""
    return 1 + secrets.randbelow(2**52)
