"""One room at the media server: who sends, who is sent what, settled after each change of the room.

What somebody is sent is computed from the room's own rule (`RoomState.hears`) and nothing else. Taking away comes first
and is checked: a connection that would not let go of a stream is cut whole.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from legalnet.roommedia import AnyMedia, Publish, Receive, Restart, Trickle, recorded
from legalnet.rooms import Refused, RoomState
from province.gateway.media.line import JanusLine, JanusTrouble
from province.gateway.media.sdp import check
from province.gateway.media.state import MediaState, SeatMedia, Stream

log = logging.getLogger(__name__)
BITRATE = 900_000
"""Most that a picture may use, in bit/s."""

Tell = Callable[..., None]
"""`tell(seat, kind, **members)`: a frame for a seat, if its line is there."""


class Notes(Protocol):
    """Whose the files of a recording are, written down before Janus makes them."""

    def begin(self, state: RoomState, seat: str, number: int, tracks: dict[str, str]) -> str:
        """The beginning of the files' names."""

    def more(self, base: str, tracks: dict[str, str]) -> None:
        """A track more is sent meanwhile."""


class Meeting:
    """Settles one room. All methods may raise `JanusTrouble`."""

    def __init__(
        self,
        line: JanusLine,
        state: RoomState,
        tell: Tell,
        notes: Notes,
    ) -> None:
        self.media = MediaState.model_validate(state.media) if state.media else MediaState.fresh()
        self.busy = asyncio.Lock()
        self._early: dict[int, list[Any]] = {}
        """Ways for media that the media server told before the browser knows of the connection."""
        self._told: set[int] = set(self.handles())
        self._line, self._state, self._tell, self._notes = line, state, tell, notes
        self.stopped: Callable[[str], Awaitable[None]] | None = None
        """Awaited when a recording ended: the beginning of its files' names."""

    def handles(self) -> list[int]:
        """Of every connection."""
        return [one for own in self.media.seats.values() for one in (own.up, own.down) if one]

    def candidate(self, seat: str, way: str, handle: int, candidate: Any) -> None:
        """A way for media, for a browser that may not know yet what it is of."""
        if handle in self._told:
            self._tell(seat, "trickle", to=way, candidate=candidate)
        else:
            self._early.setdefault(handle, []).append(candidate)

    def _known(self, seat: str, way: str, handle: int) -> None:
        """The browser was told of this connection."""
        self._told.add(handle)
        for one in self._early.pop(handle, ()):
            self._tell(seat, "trickle", to=way, candidate=one)

    def dump(self) -> dict[str, Any]:
        """To be kept with the room."""
        return self.media.model_dump(mode="json")

    async def open(self) -> None:
        """Session and room; those that are there already are claimed."""
        media = self.media
        if media.session:
            await self._line.session(media.session)
            return
        media.session = await self._line.session()
        media.control = await self._line.attach(media.session)
        await self._control(
            request="create", permanent=False, is_private=True, pin=media.pin, admin_key=self._line.secret,
            publishers=self._state.rules.seats, bitrate=BITRATE, audiocodec="opus", videocodec="vp8",
            notify_joining=False, lock_record=True, description="",
        )  # fmt: skip

    async def begin_anew(self) -> None:
        """The media server lost everything: make it again, and let everybody send again."""
        ended = [one.recording for one in self.media.seats.values() if one.recording]
        self.media = MediaState.fresh().model_copy(update={"files": self.media.files})
        for base in ended:
            await self._end_of(base)
        await self.open()
        for seat in self._state.seats:
            self._tell(seat, "republish")

    async def close(self) -> None:
        """End it for everybody."""
        running = [one.recording for one in self.media.seats.values() if one.recording]
        await self._line.end(self.media.session)
        for base in running:
            await self._end_of(base)

    async def said(self, seat: str, message: AnyMedia) -> None:
        """A message that the table allowed. Raises `Refused`."""
        own = self.media.of(seat)
        if isinstance(message, Publish):
            await self._publish(seat, own, message)
        elif isinstance(message, Receive):
            if own.down and message.offer == own.offer:
                own.answered = True
                answer = {"type": "answer", "sdp": message.sdp}
                await self._message(own.down, {"request": "start"}, answer)
        elif isinstance(message, Restart):
            await self._restart(seat, own, message.fresh)
        elif isinstance(message, Trickle):
            await self._trickle(own, message)

    async def settle(self) -> None:
        """Make the media server do what the room says."""
        for seat in [name for name in self.media.seats if name not in self._state.seats]:
            await self._drop(self.media.seats.pop(seat))
        wanted = {seat: self._wanted(seat) for seat in self._state.seats}
        await asyncio.gather(*(self._cut(seat, wanted[seat]) for seat in wanted))
        for seat, own in list(self.media.seats.items()):
            await self._record(seat, own)
            await self._mute(seat, own)
        for seat, streams in wanted.items():
            await self._add(seat, streams)

    async def event(self, seat: str, way: str, event: dict[str, Any]) -> None:
        """Something the media server tells by itself of a seat's connection."""
        own, kind = self.media.of(seat), event.get("janus")
        if kind == "webrtcup" and way == "up":
            own.live = True
            await self.settle()
        elif kind in ("hangup", "detached"):
            await self._lost(seat, own, way)
        elif kind == "event" and way == "down" and event.get("jsep"):
            self._offer(seat, own, event["plugindata"]["data"], event["jsep"])

    async def resume(self, seat: str) -> None:
        """Its socket is back: an offer that was not answered may have been lost with the old one."""
        own = self.media.of(seat)
        if own.down and not own.answered:
            await self._restart(seat, own, False)

    def _wanted(self, seat: str) -> set[Stream]:
        found: set[Stream] = set()
        for other, media in self.media.seats.items():
            if other != seat and self._state.hears(other, seat):
                found |= media.streams()
        return found

    async def _publish(self, seat: str, own: SeatMedia, message: Publish) -> None:
        role = self._state.seats[seat].role
        check(message.sdp, message.tracks, role)
        if message.fresh and own.up:
            await self._stop_record(own)
            await self._line.detach(self.media.session, own.unplug_up())
        names = [{"mid": mid, "description": track} for mid, track in message.tracks.items()]
        body: dict[str, Any] = {"request": "configure", "descriptions": names, "update": bool(own.up)}
        if not own.up:
            own.up = await self._line.attach(self.media.session)
            where = {"room": self.media.room, "pin": self.media.pin, "id": own.feed, "display": ""}
            body |= {"request": "joinandconfigure", "ptype": "publisher", **where}
        _, answer = await self._message(own.up, body, {"type": "offer", "sdp": message.sdp})
        if answer is None:
            raise Refused("sdp")
        own.tracks = dict(message.tracks)
        if own.recording:
            self._notes.more(own.recording, own.tracks)
        self._tell(seat, "published", sdp=answer["sdp"])
        self._known(seat, "up", own.up)

    async def _restart(self, seat: str, own: SeatMedia, fresh: bool) -> None:
        if not own.down:
            return
        if fresh:
            await self._line.detach(self.media.session, own.unplug_down())
            return
        data, jsep = await self._message(own.down, {"request": "configure", "restart": True})
        if jsep:
            self._offer(seat, own, data, jsep)

    async def _trickle(self, own: SeatMedia, message: Trickle) -> None:
        handle = own.up if message.to == "up" else own.down
        if handle:
            await self._line.trickle(self.media.session, handle, message.candidate or {"completed": True})

    async def _lost(self, seat: str, own: SeatMedia, way: str) -> None:
        """The media server gave a connection up: begin it anew."""
        if way == "up":
            await self._stop_record(own)
            await self._line.detach(self.media.session, own.unplug_up())
            self._tell(seat, "republish")
        else:
            await self._line.detach(self.media.session, own.unplug_down())
        await self.settle()

    async def _cut(self, seat: str, wanted: set[Stream]) -> None:
        """Nobody goes on receiving what is not theirs any more."""
        own = self.media.of(seat)
        surplus = set(own.shown) - wanted
        if not own.down or not surplus:
            return
        body = {"request": "update", "unsubscribe": [{"feed": feed, "mid": mid} for feed, mid in surplus]}
        try:
            data, jsep = await self._message(own.down, body)
            left = _shown(data)
        except JanusTrouble:
            data, jsep, left = {}, None, set(surplus)
        if left - wanted or "streams" not in data:
            await self._line.detach(self.media.session, own.unplug_down())
            return
        own.shown = sorted(left)
        if jsep:
            self._offer(seat, own, data, jsep)

    async def _add(self, seat: str, wanted: set[Stream]) -> None:
        own = self.media.of(seat)
        missing = [{"feed": feed, "mid": mid} for feed, mid in sorted(wanted - set(own.shown))]
        if not missing:
            return
        if own.down:
            data, jsep = await self._message(own.down, {"request": "update", "subscribe": missing})
        else:
            own.down = await self._line.attach(self.media.session)
            where = {"room": self.media.room, "pin": self.media.pin}
            body = {"request": "join", "ptype": "subscriber", "streams": missing, **where}
            data, jsep = await self._message(own.down, body)
        own.shown = sorted(wanted)
        if jsep:
            self._offer(seat, own, data, jsep, fresh=data.get("videoroom") == "attached")

    def _offer(
        self, seat: str, own: SeatMedia, data: dict[str, Any], jsep: dict[str, Any], fresh: bool = False
    ) -> None:
        """Offer to a seat what it is sent, each line with the seat and track it is of."""
        own.offer, own.answered = own.offer + 1, False
        lines = {}
        for stream in data.get("streams", ()):
            source = self.media.owner(int(stream.get("feed_id", 0)))
            track = self.media.seats[source].tracks.get(str(stream.get("feed_mid"))) if source else None
            if track and stream.get("active"):
                lines[str(stream["mid"])] = [source, track]
        self._tell(seat, "offered", offer=own.offer, sdp=jsep["sdp"], lines=lines, fresh=fresh)
        self._known(seat, "down", own.down)

    async def _mute(self, seat: str, own: SeatMedia) -> None:
        """A host's mute is done here, whatever the browser does."""
        muted = self._state.seats[seat].muted
        mids = [mid for mid, track in own.tracks.items() if track == "mic"]
        if own.live and muted != own.muted and mids:
            await self._control(request="moderate", id=own.feed, mid=mids[0], mute=muted)
            own.muted = muted

    async def _record(self, seat: str, own: SeatMedia) -> None:
        wanted = own.live and recorded(self._state, seat)
        if wanted and not own.recording:
            self.media.files += 1
            base = self._notes.begin(self._state, seat, self.media.files, own.tracks)
            await self._recording(own, record=True, filename=base)
            own.recording = base
        elif own.recording and not wanted:
            await self._stop_record(own)

    async def _stop_record(self, own: SeatMedia) -> None:
        if not own.recording:
            return
        base, own.recording = own.recording, ""
        if own.up:
            try:
                await self._recording(own, record=False)
            except JanusTrouble:
                await self._line.detach(self.media.session, own.unplug_up())
        await self._end_of(base)

    async def _recording(self, own: SeatMedia, **how: Any) -> None:
        """Only with the room's secret: no browser starts or stops a record."""
        await self._message(own.up, {"request": "configure", "secret": self.media.secret, **how})

    async def _end_of(self, base: str) -> None:
        if self.stopped is not None:
            await self.stopped(base)

    async def _drop(self, own: SeatMedia) -> None:
        await self._stop_record(own)
        for handle in (own.unplug_up(), own.unplug_down()):
            if handle:
                await self._line.detach(self.media.session, handle)

    async def _message(
        self, handle: int, body: dict[str, Any], jsep: dict[str, Any] | None = None
    ) -> tuple[dict[str, Any], dict[str, Any] | None]:
        return await self._line.message(self.media.session, handle, body, jsep)

    async def _control(self, **body: Any) -> None:
        where = {"room": self.media.room, "secret": self.media.secret}
        await self._message(self.media.control, {**body, **where})


def _shown(data: dict[str, Any]) -> set[Stream]:
    """What a subscriber is sent, as the media server itself lists it."""
    return {
        (int(stream["feed_id"]), str(stream["feed_mid"]))
        for stream in data.get("streams", ())
        if stream.get("active") and "feed_id" in stream
    }
