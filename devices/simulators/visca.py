"""A VISCA camera on a pseudo-terminal: moves take time, two sockets, and it can be told to misbehave."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

from devices.clock import Clock
from devices.ptz import visca
from devices.ptz.commands import EVI_D70
from devices.ptz.visca import PacketParser, from_nibbles, nibbles
from devices.simulators.wire import UnknownVerb, WireSimulator

Fault = Literal["none", "silent", "no_completion", "buffer_full", "not_executable", "syntax", "garbage"]
FAULTS: tuple[Fault, ...] = (
    "none", "silent", "no_completion", "buffer_full", "not_executable", "syntax", "garbage",
)  # fmt: skip
ERRORS: dict[str, bytes] = {"buffer_full": b"\x60\x03", "not_executable": b"\x61\x41", "syntax": b"\x60\x02"}
VERSION = bytes.fromhex("0020040E010002")
"""Sony's vendor number, the model number of an EVI-D70, firmware 0100, two sockets."""
ADDRESS = 1
STEPS_PER_S = 40
"""For each step of speed."""
DRIVES = {0x01: -1, 0x02: 1, 0x03: 0}
"""Left, right, stand; up and down the other way round, as tilt counts upwards."""


@dataclass
class Move:
    """One command that runs in a socket until its time comes."""

    socket: int
    body: bytes
    ends_at: float


class ViscaSimulator(WireSimulator):
    """The camera, numbered 1."""

    verbs: ClassVar[dict[str, str]] = {
        "ptz.fault": "set_fault",
        "ptz.pace": "set_pace",
        "ptz.network": "change_network",
        "ptz.seen": "seen",
    }

    def __init__(self, link: Path, clock: Clock) -> None:
        super().__init__(link, clock)
        self._parser = PacketParser()
        self._moves: list[Move] = []
        self._fault: Fault = "none"
        self._times = 0
        self._pace_s = 0.0
        self._numbered = False
        self._most = 0
        self._power, self._auto_focus = True, True
        self._pan = self._tilt = self._zoom = self._focus = 0
        self._presets: dict[int, tuple[int, int, int]] = {}
        self._speed, self._since = (0, 0), clock.monotonic()

    def set_fault(self, name: Fault, times: int = 0) -> dict[str, Any]:
        """Answer commands that way from now on, or only `times` times."""
        if name not in FAULTS:
            raise UnknownVerb(f"no fault {name}")
        self._fault, self._times = name, times
        return {}

    def set_pace(self, ms: int) -> dict[str, Any]:
        """How long a move takes."""
        self._pace_s = ms / 1000
        return {}

    def change_network(self) -> dict[str, Any]:
        """As if a camera had been added to the line: numbers are forgotten until set again."""
        self._numbered, self._moves = False, []
        self._port.write(b"\x90\x38\xff")
        return {}

    def seen(self) -> dict[str, Any]:
        """The most commands that were ever under way at once."""
        return {"most": self._most}

    def state(self) -> dict[str, Any]:
        """Where it looks and what goes wrong."""
        self._go_on()
        return {
            "pan": self._pan,
            "tilt": self._tilt,
            "zoom": self._zoom,
            "focus": self._focus,
            "power": self._power,
            "auto_focus": self._auto_focus,
            "fault": self._fault,
            "plugged": self._port.plugged,
        }

    def receive(self, data: bytes) -> None:
        """Answer every whole packet for this camera or for all."""
        for packet in self._parser.feed(data):
            if packet == visca.ADDRESS_SET:
                self._numbered = True
                self._port.write(b"\x88\x30\x02\xff")
            elif packet == visca.IF_CLEAR:
                self._moves = []
                self._port.write(packet)
            elif packet[0] == 0x80 | ADDRESS and self._numbered:
                self._answer(packet[1:-1])

    def idle(self) -> None:
        """Complete the moves whose time has come."""
        now = self._clock.monotonic()
        for move in [move for move in self._moves if move.ends_at <= now]:
            self._moves.remove(move)
            self._apply(move.body)
            if self._fault != "no_completion":
                self._say(bytes([0x50 | move.socket]))

    def _say(self, body: bytes) -> None:
        self._port.write(bytes([(ADDRESS + 8) << 4]) + body + b"\xff")

    def _answer(self, body: bytes) -> None:
        if self._fault == "silent":
            return
        if body[0] == 0x09:
            self._inquiry(body)
        elif body[0] & 0xF0 == 0x20:
            self._cancel(body[0] & 0x0F)
        else:
            self._command(body)

    def _command(self, body: bytes) -> None:
        fault, self._times = self._fault, max(0, self._times - 1)
        free = next((n for n in (1, 2) if n not in {move.socket for move in self._moves}), 0)
        if fault in ERRORS:
            self._say(ERRORS[fault])
            self._fault = fault if self._times else ("none" if fault == "buffer_full" else fault)
            return
        if fault == "garbage":
            self._port.write(bytes(range(0x10, 0x40)) + b"\x90\x77\x01\xff\x90\xff")
        if not self._power and body[:3] != b"\x01\x04\x00":
            self._say(b"\x61\x41")
        elif not free:
            self._say(b"\x60\x03")
        else:
            self._say(bytes([0x40 | free]))
            self._moves.append(Move(free, body, self._clock.monotonic() + self._pace_s))
            self._most = max(self._most, len(self._moves))

    def _cancel(self, socket: int) -> None:
        found = [move for move in self._moves if move.socket == socket]
        self._moves = [move for move in self._moves if move.socket != socket]
        self._say(bytes([0x60 | socket, 0x04 if found else 0x05]))

    def _inquiry(self, body: bytes) -> None:
        self._go_on()
        answers = {
            b"\x09\x04\x00": b"\x02" if self._power else b"\x03",
            b"\x09\x04\x47": nibbles(self._zoom),
            b"\x09\x04\x48": nibbles(self._focus),
            b"\x09\x04\x38": b"\x02" if self._auto_focus else b"\x03",
            b"\x09\x06\x12": nibbles(self._pan) + nibbles(self._tilt),
            b"\x09\x06\x11": b"\x18\x17",
            b"\x09\x00\x02": VERSION,
        }
        self._say(b"\x50" + answers[body] if body in answers else b"\x60\x02")

    def _apply(self, body: bytes) -> None:
        """What the command changes."""
        match body[1:3]:
            case b"\x04\x00":
                self._power = body[3] == 0x02
            case b"\x04\x47":
                self._zoom = from_nibbles(body[3:7])
            case b"\x04\x48":
                self._focus = from_nibbles(body[3:7])
            case b"\x04\x38":
                self._auto_focus = not self._auto_focus if body[3] == 0x10 else body[3] == 0x02
            case b"\x04\x3f":
                self._preset(body[3], body[4])
            case b"\x06\x01":
                self._go_on()
                self._speed = (body[3] * DRIVES[body[5]], body[4] * -DRIVES[body[6]])
            case b"\x06\x02":
                self._pan, self._tilt = from_nibbles(body[5:9], True), from_nibbles(body[9:13], True)
            case b"\x06\x03":
                self._pan += from_nibbles(body[5:9], True)
                self._tilt += from_nibbles(body[9:13], True)
            case b"\x06\x04" | b"\x06\x05":
                self._pan = self._tilt = 0
            case _:
                return

    def _go_on(self) -> None:
        """Move for the time since the last look, no further than its range."""
        now = self._clock.monotonic()
        pan, tilt = (round(STEPS_PER_S * speed * (now - self._since)) for speed in self._speed)
        if pan or tilt or self._speed == (0, 0):
            self._since = now
        self._pan = min(max(self._pan + pan, EVI_D70.pan.start), EVI_D70.pan.stop - 1)
        self._tilt = min(max(self._tilt + tilt, EVI_D70.tilt.start), EVI_D70.tilt.stop - 1)

    def _preset(self, action: int, number: int) -> None:
        if action == 0x01:
            self._presets[number] = (self._pan, self._tilt, self._zoom)
        elif action == 0x00:
            self._presets.pop(number, None)
        else:
            self._pan, self._tilt, self._zoom = self._presets.get(number, (self._pan, self._tilt, self._zoom))
