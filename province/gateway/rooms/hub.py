"""The live side of rooms on one gateway: who is connected, and what reaches whom.

State lives in the database and is loaded when the first socket comes, so a restart loses nothing but sockets; a
socket that is lost leaves its seat standing, and a call between peers goes on meanwhile. All sockets of a room
must reach the same gateway: the proxy before several hashes on the room's path.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import ValidationError

from legalnet import roommedia
from legalnet import rooms as language
from legalnet.rooms import Action, AnyMessage, Refused, RoomRole, RoomState, SeatState
from province.gateway.accounts import store as accounts
from province.gateway.accounts.store import digest
from province.gateway.clock import SHANGHAI
from province.gateway.media import stills
from province.gateway.media.stills import Stills
from province.gateway.rooms import store
from province.gateway.rooms.papers import Papers
from province.gateway.rooms.store import LogLine

if TYPE_CHECKING:
    from province.gateway.context import Gateway
    from province.gateway.media.services import MediaServices

STANDING_S = 10.0
"""How old the knowledge may be that an account is still open."""
KEPT = frozenset({
    Action.ADMIT, Action.REMOVE, Action.MUTE, Action.RECORD, Action.CAUCUS, Action.STAGE, Action.CONSENT,
    Action.LEAVE, Action.MEDIA, Action.PAUSE, Action.ISOLATE, Action.HAND,
})  # fmt: skip
"""Actions that change what is kept of a room."""
HALTED = frozenset({Action.CAPTION, Action.STAGE, Action.RECORD, Action.CAUCUS})
"""What waits while the interpreter is lost: who needs one would miss it (无障碍法; domain journey of a deaf party)."""
CHOICES = ("given", "muted", "accepted", "outcome", "on")
"""Members that say yes or no."""
LOGGED = KEPT - {Action.MEDIA, Action.HAND} | {
    Action.PROPOSE,
    Action.OPINION,
    Action.ANSWER,
    Action.SHARE,
    Action.UNSHARE,
}


class Line(Protocol):
    """One connected socket."""

    def send(self, frame: str) -> None:
        """Queue a frame; a line that does not keep up is cut."""

    def cut(self, code: int) -> None:
        """Close it."""


class Stopwatch:
    """How long people really met: it stands still in every pause."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._ran = 0.0
        self._since: float | None = None

    def read(self, *, running: bool) -> int:
        """Seconds so far; from now on it runs, or stands."""
        now = self._monotonic()
        if self._since is not None:
            self._ran += now - self._since
        self._since = now if running else None
        return int(self._ran)


@dataclass
class LiveRoom:
    """A room with somebody connected."""

    id: str
    state: RoomState
    watch: Stopwatch
    lines: dict[str, Line] = field(default_factory=dict)
    papers: Papers = field(default_factory=Papers)
    stills: Stills = field(default_factory=Stills)
    closed: bool = False
    file_rev: int = 0
    """Grows when the procedure's file changes, so that everybody looks at it again."""

    @property
    def halted(self) -> str:
        """Why nothing goes on just now: an interpreter is lost, or a host said so; empty when it does."""
        interpreters = [one for one in self.state.seats.values() if one.role is RoomRole.INTERPRETER]
        if any(one.admitted and one.id not in self.lines for one in interpreters):
            return "interpreter"
        return "host" if self.state.paused else ""

    def view(self, seat: SeatState) -> dict[str, Any]:
        """What this seat is told of the room; who waits outside sees themselves only."""
        shown = self.state.seats.values() if seat.admitted else (seat,)
        fields = {"person", "resume_hash"}
        seats = [one.model_dump(exclude=fields) | {"connected": one.id in self.lines} for one in shown]
        return {
            "kind": self.state.kind,
            "media": "server" if self.state.by_server else "peers",
            "on_record": self.state.on_record,
            "stage": self.state.stage,
            "caucus": list(self.state.caucus) if seat.admitted else [],
            "documents": self.papers.listed() if seat.admitted else [],
            "seats": seats,
            "halted": self.halted,
            "seconds": self.watch.read(running=len(self.lines) > 1 and not self.halted),
            "file": self.file_rev,
        }

    def tell_state(self) -> None:
        """To everybody, each their own view."""
        for name, line in list(self.lines.items()):
            seat = self.state.seats.get(name)
            if seat is not None:
                line.send(frame("state", room=self.view(seat)))

    def relay(self, sender: str, message: AnyMessage) -> None:
        """Pass a message on to those it is for; it goes nowhere else and is kept nowhere."""
        text = f'{{"type":"said","from":"{sender}","message":{message.model_dump_json()}}}'
        for name in self._listeners(sender, message):
            if name in self.lines:
                self.lines[name].send(text)

    def _listeners(self, sender: str, message: AnyMessage) -> list[str]:
        """The seats a message is for."""
        seats = self.state.seats
        if isinstance(message, language.Signal):
            there = seats.get(message.to)
            return [message.to] if there is not None and there.admitted else []
        if not seats[sender].admitted:
            hosts = self.state.rules.hosts
            return [name for name, seat in seats.items() if seat.role in hosts and name != sender]
        return [name for name in seats if name != sender and self.state.hears(sender, name)]


def frame(kind: str, **members: Any) -> str:
    """A frame from the gateway."""
    return json.dumps({"type": kind, **members}, ensure_ascii=False, separators=(",", ":"))


RELAYED = frozenset({
    Action.SIGNAL, Action.CHAT, Action.CAPTION, Action.INTRODUCE, Action.LOOK, Action.PUSH, Action.PROPOSE,
    Action.OPINION, Action.ANSWER,
})  # fmt: skip
"""What the others hear word for word; the rest they see as the room's new state."""


class Hub:
    """All rooms that are live on this gateway."""

    def __init__(self, gateway: Gateway, media: MediaServices) -> None:
        self._gateway, self._media = gateway, media
        self._rooms: dict[str, LiveRoom] = {}
        self._opening = asyncio.Lock()
        self._standing: dict[str, tuple[float, bool]] = {}
        self.on_close: list[Callable[[LiveRoom, str], Awaitable[None]]] = []
        """Told when a host ends a room: the room and its outcome."""
        self.before: list[Callable[[LiveRoom, SeatState, AnyMessage], Awaitable[None]]] = []
        """Asked before a permitted message is applied; whoever raises `Refused` forbids it."""
        self.after: list[Callable[[LiveRoom, SeatState, AnyMessage], Awaitable[None]]] = []
        """Told what was said and done."""

    @property
    def connected(self) -> int:
        """Sockets now."""
        return sum(len(room.lines) for room in self._rooms.values())

    async def room(self, room_id: str) -> LiveRoom | None:
        """The live room, loaded when it was not; None when it is closed or unknown."""
        async with self._opening:
            if room_id not in self._rooms:
                state = await self._gateway.database.read(lambda c: store.load(c, room_id))
                if state is None:
                    return None
                self._rooms[room_id] = LiveRoom(room_id, state, Stopwatch(self._gateway.clock.monotonic))
            return self._rooms[room_id]

    async def enter(self, room: LiveRoom, way: store.Way) -> tuple[SeatState, str]:
        """A seat for whoever redeemed a token, the same as before for the same person; with its resume secret.

        Raises `Refused` when the room is full.
        """
        secret, rules = secrets.token_urlsafe(24), room.state.rules
        seat = next((one for one in room.state.seats.values() if one.person == way.person), None)
        if seat is None:
            if len(room.state.seats) >= rules.seats:
                raise Refused("full")
            member = room.state.members.get(way.person)
            seat = SeatState(
                id=f"s{secrets.token_hex(4)}",
                role=way.role,
                person=way.person,
                resume_hash="",
                admitted=not rules.waiting_room or way.role in rules.hosts,
                display=member.display if member else "",
            )
            room.state.seats[seat.id] = seat
        seat.resume_hash = digest(secret)
        await self._keep(room, seat.id, "entered", seat.role)
        return seat, secret

    def resume(self, room: LiveRoom, seat_id: str, secret: str) -> SeatState | None:
        """The seat that a secret takes again; None when it is another's, or gone."""
        seat = room.state.seats.get(seat_id)
        if seat is None or not secrets.compare_digest(seat.resume_hash, digest(secret)):
            return None
        return seat

    async def connect(self, room: LiveRoom, seat: SeatState, line: Line) -> None:
        """This socket is the seat's from now on; an earlier one is cut."""
        earlier = room.lines.get(seat.id)
        room.lines[seat.id] = line
        if earlier is not None:
            earlier.cut(4409)
        await self._settle(room)
        room.tell_state()
        if self._media.rooms is not None:
            await self._media.rooms.resumed(room, seat.id)

    async def lost(self, room: LiveRoom, seat_id: str, line: Line) -> None:
        """A socket is gone: the seat stays, the others see that nobody is at the other end of the line."""
        if room.lines.get(seat_id) is not line:
            return
        del room.lines[seat_id]
        room.tell_state()
        if not room.lines and not room.papers.held and not room.state.by_server:
            self._rooms.pop(room.id, None)

    async def said(self, room: LiveRoom, seat_id: str, raw: str) -> None:
        """One frame from a seat: read, checked against its role, applied, passed on.

        Raises `Refused` with a code, pydantic's `ValidationError` for what is no message.
        """
        seat = room.state.seats.get(seat_id)
        if seat is None or room.closed:
            raise Refused("gone")
        try:
            message = language.MESSAGES.validate_json(raw)
        except ValidationError:
            await self._about_media(room, seat, raw)
            return
        action = message.kind
        if not room.state.permits(seat, action):
            raise Refused("role")
        if action is Action.PING:
            room.lines[seat_id].send('{"type":"pong"}')
            return
        await self._check_standing(seat.person)
        if isinstance(message, language.Close):
            await self.close(room, seat_id, message.outcome)
            return
        await self._do(room, seat_id, message)

    async def _about_media(self, room: LiveRoom, seat: SeatState, raw: str) -> None:
        """What a seat says to the media server. Raises `Refused`, `ValidationError` for what is no message at all."""
        message = roommedia.MEDIA.validate_json(raw)
        if not roommedia.permits(room.state, seat.role, seat.admitted, message):
            raise Refused("role")
        await self._check_standing(seat.person)
        if isinstance(message, roommedia.Still):
            await self._still(room, seat, message)
            return
        if self._media.rooms is None:
            raise Refused("by_peers")
        await self._media.rooms.said(room, seat.id, message)

    async def _still(self, room: LiveRoom, seat: SeatState, part: roommedia.Still) -> None:
        """A part of a picture; whole, it lies on the room's table, sealed and chained unless a room of this kind keeps
        nothing. Raises `Refused`.
        """
        picture = room.stills.take(seat.id, part)
        if picture is None:
            return
        sha256, seq = hashlib.sha256(picture).hexdigest(), "-"
        if room.state.rules.recording != "never":
            line = (await self._media.seal_still(room, seat.id, picture)).line
            sha256, seq = line["clear_sha256"], line["seq"]
        taken = self._gateway.clock.now().astimezone(SHANGHAI)
        document = room.papers.add(seat.person, f"台面照片 {taken:%H:%M:%S}")
        room.papers.put(document, seat.person, await asyncio.to_thread(stills.readable, picture))
        room.papers.show(document, seat.id, True)
        await self._keep(room, seat.id, "still", f"document={document},seq={seq}")
        room.lines[seat.id].send(frame("still", id=part.id, sha256=sha256))
        room.tell_state()

    async def _settle(self, room: LiveRoom) -> None:
        """Let the media server do what the room says now: before anybody is told, so that nobody speaks too early."""
        if self._media.rooms is not None:
            await self._media.rooms.settle(room)

    async def _do(self, room: LiveRoom, seat_id: str, message: AnyMessage) -> None:
        """Apply, keep, obey, tell."""
        action, seat = message.kind, room.state.seats[seat_id]
        if action is Action.SIGNAL and room.state.by_server:
            raise Refused("by_server")
        if action in HALTED and room.halted == "interpreter":
            raise Refused("paused")
        for asked in self.before:
            await asked(room, seat, message)
        if isinstance(message, language.Share | language.Unshare):
            room.papers.show(message.document, seat_id, isinstance(message, language.Share))
        language.apply(room.state, seat_id, message)
        if action in LOGGED:
            await self._keep(room, seat_id, action, subject_of(message))
            await self._settle(room)
        if action in RELAYED:
            room.relay(seat_id, message)
        else:
            room.tell_state()
        for told in self.after:
            await told(room, seat, message)
        if isinstance(message, language.Remove | language.Leave):
            gone = message.seat if isinstance(message, language.Remove) else seat_id
            line = room.lines.pop(gone, None)
            if line is not None:
                line.cut(4403 if isinstance(message, language.Remove) else 1000)
                room.tell_state()

    async def close(self, room: LiveRoom, seat_id: str, outcome: str) -> None:
        """End a room for everybody: told, kept, its papers dropped."""
        room.closed = True
        now = self._gateway.clock.now()

        def job(connection: Any) -> None:
            """In one transaction."""
            store.save(connection, room.id, room.state)
            store.log(connection, room.id, now, LogLine(seat_id, "closed", outcome))
            store.close(connection, room.id, now)

        await self._gateway.database.write(job)
        for told in self.on_close:
            await told(room, outcome)
        if self._media.rooms is not None:
            await self._media.rooms.close(room)
        for line in list(room.lines.values()):
            line.send(frame("closed", outcome=outcome))
            line.cut(1000)
        room.papers.drop()
        self._rooms.pop(room.id, None)

    async def admit_member(self, room_id: str, person: str, member: language.Member) -> bool:
        """Somebody more may ask for a way in; False when the room is gone."""
        room = await self.room(room_id)
        if room is None:
            return False
        room.state.members[person] = member
        await self._keep(room, "-", "invited", member.role)
        return True

    async def _keep(self, room: LiveRoom, seat: str, action: str, subject: str) -> None:
        """State and log line, in one transaction."""
        now, state = self._gateway.clock.now(), room.state.model_copy(deep=True)

        def job(connection: Any) -> None:
            """Both or nothing."""
            store.save(connection, room.id, state)
            store.log(connection, room.id, now, LogLine(seat, action, subject))

        await self._gateway.database.write(job)

    async def _check_standing(self, person: str) -> None:
        """An account that was closed says nothing any more. Raises `Refused`."""
        scheme, _, account = person.partition(":")
        if scheme != "staff":
            return
        now = self._gateway.clock.monotonic()
        at, open_then = self._standing.get(account, (-STANDING_S, False))
        if now - at >= STANDING_S:
            row = await self._gateway.database.read(lambda c: accounts.find(c, account))
            open_then = row is not None
            self._standing[account] = (now, open_then)
        if not open_then:
            raise Refused("account_closed")


def subject_of(message: AnyMessage) -> str:
    """What of a message stands in the log: codes, never words."""
    said = message.model_dump(
        mode="json", include={"seat", "seats", "stage", "purpose", "document", "id", "to", *CHOICES}
    )
    return ",".join(f"{name}={value}" for name, value in said.items()) or "-"
