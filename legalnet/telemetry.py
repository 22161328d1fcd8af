"""What a terminal tells of itself to whoever runs it, and what it may be asked to do from afar.

Nothing personal by construction: every member is a number, an instant, a word of a closed list, an id of at most 64
plain signs that the province itself gave, or a code of `legalnet.codes`. No field can hold a name or a sentence, and
unknown members are an error, at both ends.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field

from legalnet.codes import known, level_of
from legalnet.moments import Moment
from legalnet.submission import Frozen

EVERY_S = 60.0
"""Seconds between two heartbeats, each moved by up to `JITTER` of it, so that ten thousand do not come at once."""
JITTER = 0.2
ACTION_SIGNED_AS = b"lawbooth-action-1\n"
"""What stands before the bytes that the province signs, so that no other message can pass for an action."""
PATIENCE_S = 24 * 3600
"""An action that no terminal came for within a day is not done; one that was fetched and not answered for is unknown."""


def _code(value: str) -> str:
    """Empty, or a code of the registry."""
    if value and not known(value):
        raise ValueError("not a code of the registry")
    return value


TroubleCode = Annotated[str, Field(max_length=40), AfterValidator(_code)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Version = Annotated[str, Field(pattern=r"^[0-9][0-9A-Za-z.+~-]{0,39}$")]
Ring = Literal["canary", "early", "broad"]
"""Who gets a new version first, next, and last."""
RINGS: tuple[Ring, ...] = ("canary", "early", "broad")
Count = Annotated[int, Field(ge=0, le=(1 << 31) - 1)]


class Kind(StrEnum):
    """The kinds of device, as `devices.life` has them."""

    ID_READER = "id_reader"
    RECEIPT_PRINTER = "receipt_printer"
    PAGE_PRINTER = "page_printer"
    FACE_CAMERA = "face_camera"
    DOCUMENT_CAMERA = "document_camera"
    PTZ_CAMERA = "ptz_camera"
    QR_SCANNER = "qr_scanner"
    RELAYS = "relays"
    UPS = "ups"


class Verdict(StrEnum):
    """How something is, the worst last."""

    OK = "ok"
    NONE = "none"
    """Not fitted."""
    UNKNOWN = "unknown"
    """Nobody asked it yet."""
    LOOK = "look"
    """Works, but somebody should look."""
    DOWN = "down"


ORDER: tuple[Verdict, ...] = tuple(Verdict)


class ScreenState(StrEnum):
    """What the screen is used for; never which matter, so that nothing can be told of who stands there."""

    STARTING = "starting"
    IDLE = "idle"
    IN_USE = "in_use"
    CALL = "call"
    TECHNICIAN = "technician"
    CLOSED = "closed"
    """Out of service, on purpose or because it was never enrolled."""
    DARK = "dark"
    """No screen runs."""


class DeviceReport(Frozen):
    """One device."""

    kind: Kind
    verdict: Verdict
    code: TroubleCode = ""
    """Why, or what to look at."""
    done: Count = 0
    failed: Count = 0
    reopened: Count = 0


class Outbox(Frozen):
    """What was not delivered yet."""

    waiting: Count = 0
    dead: Count = 0
    """Laid aside; a person must look."""
    oldest_s: Count = 0
    """Age of the oldest that waits."""
    bytes: Annotated[int, Field(ge=0, le=1 << 53)] = 0


class Disk(Frozen):
    """The disk under the terminal's memory."""

    free_mb: Count
    used_mb: Count
    """Of the terminal's own budget."""
    memory: TroubleCode = ""
    """What is wrong with the memory; empty when all is well."""


class CertificateLife(Frozen):
    """A certificate of the terminal and the whole days it is still good for."""

    name: Literal["signing", "tls"]
    days: Annotated[int, Field(ge=-3650, le=36500)]


class Software(Frozen):
    """Which software runs, and how an update stands."""

    version: Version
    ring: Ring = "broad"
    trial: Annotated[int, Field(ge=0, le=9)] = 0
    """Starts of a new version that are still to prove it; 0: none is on trial."""
    refused: Version | None = None
    """A version whose check failed here; it is not tried again."""
    reason: TroubleCode = ""
    """`update_refused` or `update_rolled_back` with it."""


class ActionResult(Frozen):
    """What came of an action."""

    id: Id
    outcome: Literal["done", "not_done", "unknown"]
    reason: TroubleCode = ""
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Of the sealed bundle that was uploaded."""
    at: Moment


class Deed(StrEnum):
    """What a technician did at the terminal."""

    ENTERED = "entered"
    CARD = "card"
    """A service card was shown, and opened the question for the PIN."""
    REFUSED = "refused"
    """A PIN or ticket that was wrong; with the scanner as device, a service card that is not enrolled."""
    TRIED = "tried"
    """A device."""
    TRACED = "traced"
    """What goes over a device's wire was recorded."""
    DOCTOR = "doctor"
    LOG = "log"
    STATUS_TICKET = "status_ticket"
    BUNDLE = "bundle"
    RELEASED = "released"
    """Something that was laid aside is sent again."""
    CALIBRATED = "calibrated"
    LEFT = "left"


class TechnicianAct(Frozen):
    """One deed, for the province's audit; told until it is confirmed."""

    id: Annotated[str, Field(pattern=r"^[0-9]{16}$")]
    """Rises from act to act of a terminal, so that one that was told twice is entered once."""
    at: Moment
    deed: Deed
    device: Kind | None = None
    outcome: Literal["", "done", "not_done", "unknown"] = ""
    ticket: Annotated[int, Field(ge=0, le=9999)] | None = None
    """Number of the province's ticket; None where the PIN alone let in."""
    card: Annotated[int, Field(ge=0, le=9999)] | None = None
    """Number of the service card that was shown."""


class Heartbeat(Frozen):
    """One beat."""

    at: Moment
    """By the terminal's clock."""
    uptime_s: Count
    screen: ScreenState
    visit_min: Count = 0
    """Minutes since somebody began; 0 while nobody is there."""
    visits: Count = 0
    """Since the keeper started."""
    devices: Annotated[tuple[DeviceReport, ...], Field(max_length=16)] = ()
    outbox: Outbox = Outbox()
    disk: Disk
    certificates: Annotated[tuple[CertificateLife, ...], Field(max_length=4)] = ()
    software: Software
    rtt_ms: Count | None = None
    """Of the beat before."""
    closed: bool = False
    """Whether the desk took it out of service."""
    results: Annotated[tuple[ActionResult, ...], Field(max_length=20)] = ()
    """Outcomes that the province did not confirm yet."""
    acts: Annotated[tuple[TechnicianAct, ...], Field(max_length=20)] = ()
    """What technicians did here, until the province confirms it."""

    def travels(self) -> bytes:
        """As JSON; without `acts` where nobody did anything, so that an earlier province takes it as well."""
        return self.model_dump_json(exclude=None if self.acts else {"acts"}).encode()


class ActionKind(StrEnum):
    """What a terminal can be asked to do."""

    RESTART_VISIT = "restart_visit"
    CLOSE = "close"
    """Out of service, until `open`."""
    OPEN = "open"
    BUNDLE = "bundle"
    """Collect a debug bundle and bring it."""
    RETEST = "retest"
    """Ask one device anew."""
    RING = "ring"
    """Move to another update ring."""
    STATUS_TICKET = "status_ticket"
    """Print the state on the receipt printer, for whoever is there."""


DISTURBING = frozenset(
    {ActionKind.RESTART_VISIT, ActionKind.CLOSE, ActionKind.RETEST, ActionKind.STATUS_TICKET}
)
"""Wait until nobody's visit is under way."""
TWO_PERSONS = frozenset({ActionKind.CLOSE})
"""Turn residents away, so a second person confirms them."""


class Action(Frozen):
    """One thing to do, as the province signs it."""

    id: Id
    terminal_id: Id
    kind: ActionKind
    device: Kind | None = None
    ring: Ring | None = None
    until: AwareDatetime
    """Not begun after that."""


class SignedAction(Frozen):
    """The exact JSON of an `Action` and its signature by the province's catalogue key."""

    body: Annotated[str, Field(max_length=1000)]
    signature: Annotated[str, Field(max_length=120)]


class Release(Frozen):
    """What the ring of a terminal may run."""

    ring: Ring
    version: Version | None = None
    """None: stay."""
    halted: bool = False


class BeatReply(Frozen):
    """The province's answer."""

    every_s: Annotated[float, Field(ge=10, le=3600)] = EVERY_S
    confirmed: tuple[Id, ...] = ()
    """Results and technicians' acts that were taken in; they need not be told again."""
    actions: Annotated[tuple[SignedAction, ...], Field(max_length=20)] = ()
    release: Release
    ticket_key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", repr=False)]
    """Checks technicians' tickets at the terminal, also without a network (`legalnet.tickets`)."""


def overall(beat: Heartbeat) -> tuple[Verdict, str]:
    """The terminal in one word, and the code of what is worst; what stops residents comes first."""
    found = [(_stops(device), device.code or device.verdict.value) for device in beat.devices]
    if beat.disk.memory:
        found.append((_graded(beat.disk.memory), beat.disk.memory))
    if beat.outbox.dead:
        found.append((Verdict.LOOK, "dead_letter"))
    if beat.screen is ScreenState.DARK:
        found.append((Verdict.DOWN, "visit_dies"))
    if beat.closed:
        found.append((Verdict.DOWN, "closed_by_desk"))
    worst = max(found, key=lambda one: ORDER.index(one[0]), default=(Verdict.OK, ""))
    return worst if worst[0] in (Verdict.LOOK, Verdict.DOWN) else (Verdict.OK, "")


def bundle_context(action_id: str) -> bytes:
    """What a debug bundle is sealed for."""
    return b"bundle\x00" + action_id.encode()


NEEDED = frozenset({Kind.ID_READER, Kind.RECEIPT_PRINTER})
"""Without these most residents are turned away; without another, they have an equal way."""


def _stops(device: DeviceReport) -> Verdict:
    """What a device's state means for the terminal."""
    if device.verdict is Verdict.DOWN and device.kind not in NEEDED:
        return Verdict.LOOK
    return device.verdict


def _graded(code: str) -> Verdict:
    """A code's level as a verdict."""
    return {"note": Verdict.OK, "look": Verdict.LOOK, "fail": Verdict.DOWN}[level_of(code)]
