"""All rooms of this gateway that go through the media server: which room an event is of, and what is kept of each."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from legalnet import roommedia
from legalnet.rooms import Refused, RoomState
from province.gateway.media.line import JanusLine, JanusTrouble
from province.gateway.media.meeting import Meeting
from province.gateway.media.recording import Recorder
from province.gateway.rooms import store
from province.gateway.storage.interface import StorageDown

if TYPE_CHECKING:
    from province.gateway.context import Gateway
    from province.gateway.rooms.hub import LiveRoom

log = logging.getLogger(__name__)
STOP_S = 5.0
"""For what is under way when the gateway ends."""


Find = Callable[[str], Awaitable["LiveRoom | None"]]


class MediaRooms:
    """Rooms with a media server; where there is none, people go on from peer to peer."""

    def __init__(self, gateway: Gateway, line: JanusLine, recorder: Recorder) -> None:
        self._gateway, self._line, self._recorder = gateway, line, recorder
        self._meetings: dict[str, Meeting] = {}
        self._rooms: dict[str, LiveRoom] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.find: Find | None = None
        """Set by the hub: the live room of an id."""
        line.heard = self._heard
        line.back = self._back

    async def settle(self, room: LiveRoom) -> None:
        """The room changed: move it to the media server when it must be there, and settle who is sent what.

        A media server that is away changes nothing here: it is settled when it is back.
        """
        state = room.state
        if not state.by_server:
            if not (self._line.up and roommedia.needs_server(state)):
                return
            state.by_server = True
        try:
            meeting = await self._meeting(room)
            async with meeting.busy:
                await meeting.settle()
        except JanusTrouble as trouble:
            self._trouble(room, trouble)
        await self._keep(room)

    async def said(self, room: LiveRoom, seat: str, message: roommedia.AnyMedia) -> None:
        """A message about media. Raises `Refused`."""
        if not room.state.by_server:
            raise Refused("by_peers")
        try:
            meeting = await self._meeting(room)
            async with meeting.busy:
                await meeting.said(seat, message)
                if isinstance(message, roommedia.Publish | roommedia.Restart):
                    await meeting.settle()
        except JanusTrouble as trouble:
            self._trouble(room, trouble)
            raise Refused("media_server") from None
        if isinstance(message, roommedia.Publish | roommedia.Restart):
            await self._keep(room)

    async def resumed(self, room: LiveRoom, seat: str) -> None:
        """A seat's socket is back."""
        if room.state.by_server:
            with suppress(JanusTrouble):  # then it is offered anew when the media server is back
                meeting = await self._meeting(room)
                async with meeting.busy:
                    await meeting.resume(seat)

    async def close(self, room: LiveRoom) -> None:
        """The room ended: its media too; what was recorded is sealed."""
        if not room.state.by_server:
            return
        meeting = self._meetings.pop(room.id, None)
        self._rooms.pop(room.id, None)
        if meeting is not None:
            async with meeting.busy:
                await meeting.close()
        self._beside(self._recorder.finish(room.id))

    async def stop(self) -> None:
        """Let go; calls in the media server go on for whoever claims them."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=STOP_S)

    def _trouble(self, room: LiveRoom, trouble: JanusTrouble) -> None:
        """That it is away the line said, once."""
        if self._line.up:
            log.warning("the media server did not do as room %s needs: %s", room.id, trouble)

    async def _meeting(self, room: LiveRoom) -> Meeting:
        """The room at the media server, made or claimed when it is not known here. Raises `JanusTrouble`."""
        known = self._meetings.get(room.id)
        if known is not None:
            return known

        def tell(seat: str, kind: str, **members: Any) -> None:
            """To a seat's socket, if it is there."""
            from province.gateway.rooms.hub import frame

            if seat in room.lines:
                room.lines[seat].send(frame(kind, **members))

        meeting = Meeting(self._line, room.state, tell, self._recorder.notes(room.id))

        async def stopped(begun: str) -> None:
            """Seal what was recorded, beside the call: an hour of a picture takes a while."""
            self._beside(self._recorder.collect(room.id, begun))

        meeting.stopped = stopped
        self._meetings[room.id], self._rooms[room.id] = meeting, room
        async with meeting.busy:
            try:
                await meeting.open()
            except JanusTrouble:
                await self._anew(meeting, room)
        return meeting

    async def _anew(self, meeting: Meeting, room: LiveRoom) -> None:
        """It is not there any more, or never was."""
        try:
            await meeting.begin_anew()
        except JanusTrouble:
            self._meetings.pop(room.id, None)
            raise

    async def _keep(self, room: LiveRoom) -> None:
        """Write down what there is at the media server."""
        meeting = self._meetings.get(room.id)
        if meeting is not None:
            room.state.media = meeting.dump()
        state = room.state.model_copy(deep=True)
        if not room.closed:
            await self._gateway.database.write(lambda c: store.save(c, room.id, state))

    def _heard(self, event: dict[str, Any]) -> None:
        """An event of the media server: for which seat's connection, and what then."""
        handle = event.get("sender")
        for room_id, meeting in self._meetings.items():
            for seat, own in meeting.media.seats.items():
                for way, one in (("up", own.up), ("down", own.down)):
                    if handle and one == handle:
                        self._event(room_id, meeting, (seat, way), event)
                        return

    def _event(self, room_id: str, meeting: Meeting, whose: tuple[str, str], event: dict[str, Any]) -> None:
        """Candidates go on at once; everything else changes the room and waits its turn."""
        room = self._rooms[room_id]
        if event.get("janus") == "trickle":
            meeting.candidate(*whose, int(event["sender"]), event.get("candidate"))
            return

        async def work() -> None:
            """In turn with what the room does."""
            try:
                async with meeting.busy:
                    await meeting.event(*whose, event)
            except JanusTrouble as trouble:
                self._trouble(room, trouble)
            await self._keep(room)

        self._beside(work())

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do that while the room goes on; nothing it needs is lost when it fails: it is done again at the end."""

        async def guarded() -> None:
            """Its trouble is told, not raised: nobody waits for it."""
            try:
                await work
            except (OSError, StorageDown, JanusTrouble) as error:
                log.error("media work was not done: %s", type(error).__name__)

        task = asyncio.create_task(guarded())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _back(self) -> None:
        """The line stands: claim what was left standing there, by this gateway or the one before."""
        for room in await self._open_rooms():
            try:
                known = self._meetings.get(room.id)
                if known is None:
                    meeting = await self._meeting(room)
                else:
                    meeting = known
                    async with meeting.busy:
                        try:
                            await meeting.open()
                        except JanusTrouble:
                            await self._anew(meeting, room)
                async with meeting.busy:
                    await meeting.settle()
            except JanusTrouble as trouble:
                self._trouble(room, trouble)
            await self._keep(room)

    async def _open_rooms(self) -> list[LiveRoom]:
        """Rooms by the media server that are not closed."""
        names: list[str] = await self._gateway.database.read(store.by_server)
        found = dict(self._rooms)
        for name in names:
            if name not in found and self.find is not None:
                room = await self.find(name)
                if room is not None:
                    found[name] = room
        return list(found.values())


def shown(state: RoomState) -> str:
    """How media go in this room, as its seats are told."""
    return "server" if state.by_server else "peers"
