"""Video rooms: kinds, procedural roles, who may do what, and every message that passes. Pure: no sockets, no clock.

A room is a table of seats. Media never passes here: peers talk to each other, or to the media server. What a
message may do is decided by the role of the seat it came from, by one total table, each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class RoomKind(StrEnum):
    """What people meet for."""

    CONSULT = "consult"
    MEDIATION = "mediation"
    NOTARY = "notary"
    HEARING = "hearing"
    HELP = "help"


class RoomRole(StrEnum):
    """Procedural roles: what somebody is in this room, whatever else they are."""

    RESIDENT = "resident"
    LAWYER = "lawyer"
    MEDIATOR = "mediator"
    JUDGE = "judge"
    CLERK = "clerk"
    PARTY = "party"
    COUNSEL = "counsel"
    WITNESS = "witness"
    NOTARY = "notary"
    INTERPRETER = "interpreter"
    STAFF = "staff"
    HELPER = "helper"
    """Whoever answers 找人帮忙, whatever else they are: words and faces, no advice, nothing of a case."""


class Action(StrEnum):
    """What a message does."""

    SIGNAL = "signal"
    MEDIA = "media"
    CHAT = "chat"
    CAPTION = "caption"
    INTRODUCE = "introduce"
    CONSENT = "consent"
    LOOK = "look"
    SHARE = "share"
    UNSHARE = "unshare"
    ANSWER = "answer"
    PUSH = "push"
    PROPOSE = "propose"
    OPINION = "opinion"
    ADMIT = "admit"
    REMOVE = "remove"
    MUTE = "mute"
    RECORD = "record"
    CAUCUS = "caucus"
    STAGE = "stage"
    PAUSE = "pause"
    ISOLATE = "isolate"
    HAND = "hand"
    CLOSE = "close"
    LEAVE = "leave"
    PING = "ping"


_ALL = frozenset({Action.PING, Action.LEAVE, Action.MEDIA, Action.SIGNAL, Action.LOOK})
"""Being there."""
_TALK = _ALL | {Action.CHAT, Action.CAPTION, Action.HAND}
_PERSON = _TALK | {Action.INTRODUCE, Action.CONSENT, Action.SHARE, Action.UNSHARE, Action.ANSWER}
"""Who the room is about."""
_SERVE = _TALK | {Action.CONSENT, Action.PUSH}
_SHOW = frozenset({Action.SHARE, Action.UNSHARE})
"""Laying a paper before the room."""
_HOST = _SERVE | {Action.ADMIT, Action.REMOVE, Action.MUTE, Action.CLOSE, Action.STAGE, Action.PAUSE}

MAY: Mapping[RoomRole, frozenset[Action]] = MappingProxyType(
    {
        RoomRole.RESIDENT: _PERSON,
        RoomRole.PARTY: _PERSON,
        RoomRole.COUNSEL: _TALK | _SHOW | {Action.CONSENT},
        RoomRole.WITNESS: _TALK | {Action.INTRODUCE, Action.CONSENT},
        RoomRole.INTERPRETER: _TALK | {Action.CONSENT},
        RoomRole.LAWYER: _HOST | {Action.PROPOSE, Action.OPINION},
        RoomRole.MEDIATOR: _HOST
        | _SHOW
        | {Action.PROPOSE, Action.OPINION, Action.CAUCUS, Action.RECORD, Action.ISOLATE},
        RoomRole.JUDGE: _HOST | _SHOW | {Action.RECORD, Action.CAUCUS, Action.ISOLATE},
        RoomRole.CLERK: _HOST | _SHOW | {Action.RECORD, Action.ISOLATE},
        RoomRole.NOTARY: _HOST | _SHOW | {Action.OPINION, Action.RECORD},
        RoomRole.STAFF: _SERVE,
        RoomRole.HELPER: _TALK | {Action.CLOSE},
    }
)
"""Total: each role has its row, and what is not in it is refused. On and off the record belongs to judge and clerk
(在线诉讼规则), mediator and notary; recording needs everybody's consent unless the kind says it is statutory."""

WAITING = frozenset({Action.PING, Action.LEAVE, Action.INTRODUCE})
"""All that somebody may do who was not let in yet."""

HOSTS_ONLY = frozenset({Action.ADMIT, Action.CLOSE})
"""What a role may do only in a room of which it is a host."""


class RoomRules(BaseModel):
    """What a kind of room is like."""

    model_config = ConfigDict(frozen=True)

    hosts: frozenset[RoomRole]
    """Roles that let others in and may close; they never wait themselves."""
    seats: int
    """How many at a time."""
    waiting_room: bool = True
    recording: Literal["never", "consent", "statutory"] = "never"
    stages: tuple[str, ...] = ()
    """Steps in order, set by a host."""
    withheld: frozenset[Action] = frozenset()
    """What nobody does in a room of this kind, whatever their role."""


RULES: Mapping[RoomKind, RoomRules] = MappingProxyType(
    {
        RoomKind.CONSULT: RoomRules(hosts=frozenset({RoomRole.LAWYER}), seats=4, waiting_room=False),
        RoomKind.MEDIATION: RoomRules(
            hosts=frozenset({RoomRole.MEDIATOR}),
            seats=12,
            recording="consent",
            stages=(
                "identity",
                "confidentiality",
                "opening",
                "joint",
                "facts",
                "agreement",
                "signing",
                "closed",
            ),
        ),
        RoomKind.NOTARY: RoomRules(
            hosts=frozenset({RoomRole.NOTARY}),
            seats=6,
            recording="consent",
            stages=("identity", "capacity", "wish", "document", "signing", "closed"),
        ),
        RoomKind.HEARING: RoomRules(
            hosts=frozenset({RoomRole.JUDGE, RoomRole.CLERK}),
            seats=16,
            recording="statutory",
            stages=(
                "device_check",
                "discipline",
                "identity",
                "rights",
                "investigation",
                "debate",
                "final_statements",
                "mediation_offer",
                "transcript",
                "closed",
            ),
        ),
        RoomKind.HELP: RoomRules(
            hosts=frozenset({RoomRole.HELPER}),
            seats=2,
            waiting_room=False,
            withheld=frozenset({Action.INTRODUCE, Action.SHARE, Action.UNSHARE}),
        ),
    }
)


def _leads(stages: tuple[str, ...]) -> Mapping[str, Mapping[str, bool]]:
    """From each step to each: the next one, any earlier one (said aloud and noted), and the end."""
    return MappingProxyType(
        {
            one: MappingProxyType(
                {other: there <= here + 1 or other == stages[-1] for there, other in enumerate(stages)}
            )
            for here, one in enumerate(stages)
        }
    )


LEADS: Mapping[RoomKind, Mapping[str, Mapping[str, bool]]] = MappingProxyType(
    {kind: _leads(rules.stages) for kind, rules in RULES.items()}
)
"""Total: whether a host may go from one step of a kind to another."""

Short = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._:-]+$")]
"""Identifiers."""
Seat = Annotated[str, Field(pattern=r"^s[0-9a-f]{8}$")]
Words = Annotated[str, Field(min_length=1, max_length=1000)]


class Message(BaseModel):
    """Base of what a client says; unknown members are an error, and nothing said shows in a repr."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Signal(Message):
    """WebRTC negotiation for one other seat: opaque, bounded by the socket's frame limit."""

    kind: Literal[Action.SIGNAL]
    to: Seat
    data: dict[str, Any] = Field(repr=False)


class Media(Message):
    """What of a seat can be seen and heard, and what is left of the ladder."""

    kind: Literal[Action.MEDIA]
    mic: bool
    camera: bool
    mode: Literal["video", "audio", "text"] = "video"
    away: bool = False
    """Nobody sits there: the terminal saw them go, and hid everything."""


class Chat(Message):
    """A line of text."""

    kind: Literal[Action.CHAT]
    text: Words = Field(repr=False)


class Caption(Message):
    """What a seat said, as its own side's recogniser heard it; a help, not a record."""

    kind: Literal[Action.CAPTION]
    text: Annotated[str, Field(max_length=300)] = Field(repr=False)
    final: bool


class Introduce(Message):
    """Who sits at a terminal; told to those in the room, kept nowhere."""

    kind: Literal[Action.INTRODUCE]
    name: Annotated[str, Field(min_length=1, max_length=40)] = Field(repr=False)
    level: Literal["L0", "L1", "L2", "L3", "L4", "O2"]
    needs: tuple[Short, ...] = Field((), max_length=12)


class Consent(Message):
    """Somebody's choice, for one purpose; withdrawn as easily as given."""

    kind: Literal[Action.CONSENT]
    purpose: Literal["recording", "confidentiality", "print", "discipline"]
    given: bool


class Look(Message):
    """Which page a seat looks at now."""

    kind: Literal[Action.LOOK]
    document: Short
    page: int = Field(ge=1, le=999)


class Share(Message):
    """A paper that was brought to the gateway is shown in the room."""

    kind: Literal[Action.SHARE]
    document: Short


class Unshare(Message):
    """It isn't any more; it is dropped from the gateway at once."""

    kind: Literal[Action.UNSHARE]
    document: Short


class Answer(Message):
    """Yes or no to what was proposed, or to a print."""

    kind: Literal[Action.ANSWER]
    to: Short
    accepted: bool
    outcome: Literal["", "printed", "kept", "failed", "unknown"] = ""


class Push(Message):
    """Please look at this page."""

    kind: Literal[Action.PUSH]
    document: Short
    page: int = Field(ge=1, le=999)


class Propose(Message):
    """A matter for the resident to take up, some answers filled in; only the resident hands it in."""

    kind: Literal[Action.PROPOSE]
    id: Short
    matter: Short
    carry: dict[str, Annotated[str, Field(max_length=2000)]] = Field(default={}, max_length=30, repr=False)


class Opinion(Message):
    """A signed opinion is ready to be fetched; it prints after the resident agrees."""

    kind: Literal[Action.OPINION]
    id: Short
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Admit(Message):
    """Let somebody in who waits."""

    kind: Literal[Action.ADMIT]
    seat: Seat


class Remove(Message):
    """Send somebody out."""

    kind: Literal[Action.REMOVE]
    seat: Seat


class Mute(Message):
    """Take a seat's voice away, or give it back; the client obeys."""

    kind: Literal[Action.MUTE]
    seat: Seat
    muted: bool


class Record(Message):
    """On or off the record."""

    kind: Literal[Action.RECORD]
    on: bool
    reason: Annotated[str, Field(max_length=64)] = ""


class Caucus(Message):
    """Talk apart with these seats; none: everybody together again."""

    kind: Literal[Action.CAUCUS]
    seats: tuple[Seat, ...] = Field((), max_length=16)


class Stage(Message):
    """Go to a step of the kind's list."""

    kind: Literal[Action.STAGE]
    stage: Short


class Pause(Message):
    """A break for everybody, or its end; the clock stands still meanwhile."""

    kind: Literal[Action.PAUSE]
    on: bool


class Isolate(Message):
    """Keep a witness apart until called: nobody hears or sees them, nor they anybody (民诉法 76, 规则 26)."""

    kind: Literal[Action.ISOLATE]
    seat: Seat
    on: bool


class Hand(Message):
    """Asking to speak, or not any more."""

    kind: Literal[Action.HAND]
    up: bool


class Close(Message):
    """End the room for everybody."""

    kind: Literal[Action.CLOSE]
    outcome: Short


class Leave(Message):
    """Going for good; a lost socket is not this."""

    kind: Literal[Action.LEAVE]


class Ping(Message):
    """Still there."""

    kind: Literal[Action.PING]


AnyMessage = Annotated[
    Signal
    | Media
    | Chat
    | Caption
    | Introduce
    | Consent
    | Look
    | Share
    | Unshare
    | Answer
    | Push
    | Propose
    | Opinion
    | Admit
    | Remove
    | Mute
    | Record
    | Caucus
    | Stage
    | Pause
    | Isolate
    | Hand
    | Close
    | Leave
    | Ping,
    Field(discriminator="kind"),
]
MESSAGES: TypeAdapter[AnyMessage] = TypeAdapter(AnyMessage)
"""Reads one message: `MESSAGES.validate_json(frame)`. Raises pydantic's `ValidationError`."""


def may(role: RoomRole, admitted: bool, action: Action) -> bool:
    """Whether a seat of this role may do this now."""
    return action in (MAY[role] if admitted else MAY[role] & WAITING)


class SeatState(BaseModel):
    """A seat as the room keeps it: what, never who."""

    model_config = ConfigDict(extra="forbid")

    id: Seat
    role: RoomRole
    person: Annotated[str, Field(max_length=64)]
    """Account or ticket; told to nobody."""
    resume_hash: str = Field(repr=False)
    """SHA-256 of the secret that takes this seat again after a lost socket."""
    admitted: bool
    mic: bool = True
    camera: bool = True
    mode: str = "video"
    away: bool = False
    muted: bool = False
    isolated: bool = False
    hand: bool = False
    consents: dict[str, bool] = {}
    display: Annotated[str, Field(max_length=80)] = ""
    """What the desk's side shows of its own people; empty for residents."""


class Member(BaseModel):
    """Somebody who may ask for a way in, and as what."""

    model_config = ConfigDict(extra="forbid")

    role: RoomRole
    display: Annotated[str, Field(max_length=80)] = ""
    secret_hash: str = Field(default="", repr=False)
    """SHA-256 of what a resident or guest proves themselves by; empty for those with an account."""
    earlier: list[str] = Field(default=[], repr=False)
    """Of what they proved themselves by before they came in anew: good for what they wrote then and could not bring."""


class RoomState(BaseModel):
    """A room as it is kept, and so found again after a restart."""

    model_config = ConfigDict(extra="forbid")

    kind: RoomKind
    members: dict[str, Member] = {}
    """By person: `staff:` and an account, `ticket:` and its id, `guest:` and a random one."""
    seats: dict[str, SeatState] = {}
    on_record: bool = False
    caucus: tuple[str, ...] = ()
    stage: str = ""
    paused: bool = False
    """By a host; that an interpreter is lost pauses as well, and is seen from who is connected."""
    ticket: str = ""
    by_server: bool = False
    """Media goes through the media server; once it does it stays so."""
    media: dict[str, Any] = Field(default={}, repr=False)
    """The gateway's own note of what it has at the media server."""

    @property
    def rules(self) -> RoomRules:
        """Of its kind."""
        return RULES[self.kind]

    def permits(self, seat: SeatState, action: Action) -> bool:
        """Whether a seat may do this now in a room of this kind."""
        host = seat.role in self.rules.hosts or action not in HOSTS_ONLY
        return host and action not in self.rules.withheld and may(seat.role, seat.admitted, action)

    def hears(self, speaker: str, listener: str) -> bool:
        """Whether words of one seat may reach another: both let in, and on the same side of a caucus."""
        first, second = self.seats.get(speaker), self.seats.get(listener)
        if first is None or second is None or not (first.admitted and second.admitted):
            return False
        if first.isolated or second.isolated:
            return False
        return not self.caucus or (speaker in self.caucus) == (listener in self.caucus)


class Refused(Exception):
    """The room says no; the text is a code."""


def apply(state: RoomState, seat: str, message: AnyMessage) -> None:
    """Let a permitted message change the room. Raises `Refused` where the room's rules forbid it."""
    own = state.seats[seat]
    if isinstance(message, Media | Hand):
        _own(own, message)
    elif isinstance(message, Consent):
        _consent(state, own, message)
    elif isinstance(message, Admit | Remove | Mute | Isolate):
        _seat(state, message)
    elif isinstance(message, Pause):
        state.paused = message.on
    elif isinstance(message, Record):
        _record(state, message)
    elif isinstance(message, Caucus):
        if not set(message.seats) <= set(state.seats) or (message.seats and seat not in message.seats):
            raise Refused("seat_unknown")
        state.caucus = message.seats
    elif isinstance(message, Stage):
        _stage(state, message.stage)
    elif isinstance(message, Leave):
        del state.seats[seat]


def _own(own: SeatState, message: Media | Hand) -> None:
    """What a seat says of itself."""
    if isinstance(message, Hand):
        own.hand = message.up
    else:
        own.mic, own.camera, own.mode, own.away = message.mic, message.camera, message.mode, message.away


def _stage(state: RoomState, stage: str) -> None:
    """One step on, back to any earlier one, or to the end; nothing in between is jumped over."""
    stages = state.rules.stages
    if stage not in stages:
        raise Refused("stage_unknown")
    if not LEADS[state.kind][state.stage or stages[0]][stage]:
        raise Refused("stage_order")
    state.stage = stage


def _seat(state: RoomState, message: Admit | Remove | Mute | Isolate) -> None:
    """What a host does to another seat."""
    other = state.seats.get(message.seat)
    if other is None:
        raise Refused("seat_unknown")
    if isinstance(message, Admit):
        other.admitted = True
    elif isinstance(message, Mute):
        other.muted = message.muted
    elif isinstance(message, Isolate):
        if message.on and other.role is not RoomRole.WITNESS:
            raise Refused("not_a_witness")
        other.isolated = message.on
    elif other.role in state.rules.hosts:
        raise Refused("host")
    else:
        del state.seats[message.seat]
        state.caucus = tuple(name for name in state.caucus if name != message.seat)


def _consent(state: RoomState, own: SeatState, message: Consent) -> None:
    """A choice; a recording that needs consent ends when somebody takes theirs back (PIPL 15)."""
    own.consents[message.purpose] = message.given
    if message.purpose == "recording" and not message.given and state.rules.recording == "consent":
        state.on_record = False


def _record(state: RoomState, message: Record) -> None:
    """The record stands only where the kind has one, with everybody's consent where that is asked."""
    rule = state.rules.recording
    if message.on and rule == "never":
        raise Refused("no_record")
    agreed = all(
        seat.consents.get("recording") or seat.role in state.rules.hosts
        for seat in state.seats.values()
        if seat.admitted
    )
    if message.on and rule == "consent" and not agreed:
        raise Refused("consent_missing")
    state.on_record = message.on
