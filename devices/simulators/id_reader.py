"""A SAM reader on a pseudo-terminal:
answers real frames about the persona whose card lies on it, or fails as told.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Literal

from devices.clock import Clock
from devices.id_card.commands import BAUDS, MAX_RF
from devices.id_card.frames import HEADER, PREAMBLE, checksum, response
from devices.simulators.personas import Persona
from devices.simulators.wire import UnknownVerb, WireSimulator

Fault = Literal["none", "torn", "bad_xor", "oversize", "merged", "slow", "pulled"]
FAULTS: tuple[Fault, ...] = ("none", "torn", "bad_xor", "oversize", "merged", "slow", "pulled")

SAM_ID = struct.pack("<HHIII", 5, 1, 20260101, 123456, 1234567890)
BAUD_CODES = {code: baud for baud, code in BAUDS.items()}
SIMULATED_PRINT = b"SIMULATED FINGERPRINT".ljust(512, b"\0")
"""Carries no features at all: a simulator must never send anything of a real finger."""
SLOW_BYTES_PER_S = 960
"""A line at 9600 baud."""


def management_number(persona: Persona) -> bytes:
    """28 bytes that stand for the card's own number; made up, the same each time."""
    return hashlib.sha256(persona.id.encode()).digest()[:28]


class ReaderSimulator(WireSimulator):
    """The reader. Faults strike the answer to "read text and photo", `times` times or until told
    otherwise.
    """

    verbs: ClassVar[dict[str, str]] = {
        "card.prints": "set_prints",
        "card.put": "put",
        "card.remove": "remove",
        "card.fault": "set_fault",
        "card.select": "forget",
    }

    def __init__(self, link: Path, clock: Clock, personas: Mapping[str, Persona]) -> None:
        super().__init__(link, clock)
        self._personas = personas
        self._card: Persona | None = None
        self._photo = b""
        self._selected = False
        self._fault: Fault = "none"
        self._times = 0
        self._prints = 2
        self._baud = 0
        """What the module was told to speak; 0 is whatever the driver speaks, as after power came."""
        self._input = bytearray()

    def put(self, persona: str) -> dict[str, Any]:
        """Lay a persona's card on the reader."""
        if persona not in self._personas:
            raise UnknownVerb(f"no persona {persona}")
        self._card, self._selected = self._personas[persona], False
        self._photo = self._card.photo_block()
        return {}

    def remove(self) -> dict[str, Any]:
        """Take the card away."""
        self._card, self._selected = None, False
        return {}

    def set_fault(self, name: Fault, times: int = 0) -> dict[str, Any]:
        """Fail that way from now on, or only `times` times."""
        if name not in FAULTS:
            raise UnknownVerb(f"no fault {name}")
        self._fault, self._times = name, times
        return {}

    def set_prints(self, count: int) -> dict[str, Any]:
        """How many fingerprints the card holds, 0 to 2."""
        if count not in (0, 1, 2):
            raise UnknownVerb("a card holds 0 to 2 fingerprints")
        self._prints = count
        return {}

    def unplug(self) -> None:
        """Pull the cable; without power the module forgets its speed and the selected card."""
        self._baud, self._selected = 0, False
        super().unplug()

    def forget(self) -> dict[str, Any]:
        """As if the card had been lifted and put back."""
        self._selected = False
        return {}

    def state(self) -> dict[str, Any]:
        """Which card lies there and what goes wrong."""
        return {
            "card": self._card.id if self._card else None,
            "fault": self._fault,
            "plugged": self._port.plugged,
        }

    def receive(self, data: bytes) -> None:
        """Cut the input into requests and answer each;
        a damaged one is answered with 10, as a module does.
        """
        if self._baud and self._port.speed not in (0, self._baud):
            self._port.write(bytes(byte ^ 0x5A for byte in data))  # at the wrong speed all is garbage
            return
        self._input += data
        while (at := self._input.find(PREAMBLE)) >= 0 and len(self._input) >= at + HEADER:
            length = int.from_bytes(self._input[at + 5 : at + HEADER], "big")
            end = at + HEADER + length
            if not 3 <= length <= 200:
                del self._input[: at + len(PREAMBLE)]
                self._port.write(response(0x11))
                continue
            if len(self._input) < end:
                return
            body = bytes(self._input[at + 5 : end])
            del self._input[:end]
            self._answer(body[2], body[3], body[4:-1]) if checksum(body) == 0 else self._port.write(
                response(0x10)
            )

    def _answer(self, command: int, parameter: int, data: bytes) -> None:
        match command, parameter:
            case 0x10, 0xFF:
                self._selected = False
                self._port.write(response(0x90))
            case 0x11, 0xFF:
                self._port.write(response(0x90))
            case 0x12, 0xFF:
                self._port.write(response(0x90, SAM_ID))
            case 0x60, code if code in BAUD_CODES:
                self._port.write(response(0x90))
                self._baud = BAUD_CODES[code]
            case 0x61, 0xFF if len(data) == 1 and data[0] in MAX_RF:
                self._port.write(response(0x90))
            case ((0x20 | 0x30), _):
                self._about_card(command, parameter)
            case _:
                self._port.write(response(0x21))

    def _about_card(self, command: int, parameter: int) -> None:
        """Find, select and the five readings."""
        match command, parameter:
            case 0x20, 0x01:
                waiting = self._card is not None and not self._selected
                self._port.write(response(0x9F, bytes(4)) if waiting else response(0x80))
            case 0x20, 0x02:
                self._selected = self._card is not None
                self._port.write(response(0x90, bytes(8)) if self._card else response(0x81))
            case 0x30, 0x01:
                self._read_base(prints=False)
            case 0x30, 0x10:
                self._read_base(prints=True)
            case 0x30, (0x02 | 0x03):
                self._read_item(self._card.address_data() if self._card else b"")
            case 0x30, 0x05:
                self._read_item(management_number(self._card) if self._card else b"")
            case _:
                self._port.write(response(0x21))

    def _read_item(self, data: bytes) -> None:
        if self._card is None or not self._selected:
            self._port.write(response(0x41))
        else:
            self._port.write(response(0x90, data) if data else response(0x91))

    def _read_base(self, prints: bool) -> None:
        """Text, photo and, with their own length field, the fingerprints where they were asked for."""
        if self._card is None or not self._selected:
            self._port.write(response(0x41))
            return
        sizes, tail = b"\x01\x00\x04\x00", b""
        if prints:
            tail = SIMULATED_PRINT * self._prints
            sizes += len(tail).to_bytes(2, "big")
        self._send(response(0x90, sizes + self._card.text_record() + self._photo + tail))

    def _send(self, frame: bytes) -> None:
        fault = self._fault
        if self._times:
            self._times -= 1
            self._fault = self._fault if self._times else "none"
        match fault:
            case "torn":
                self._port.write(frame[: len(frame) // 2])
            case "bad_xor":
                self._port.write(frame[:-1] + bytes([frame[-1] ^ 0x5A]))
            case "oversize":
                self._port.write(PREAMBLE + b"\xff\xff" + frame[HEADER:])
            case "merged":
                self._port.write(b"\x00\xaa\x7f" + response(0x9F, bytes(4)) + frame)
            case "slow":
                self._trickle(frame)
            case "pulled":
                self._port.write(frame[: len(frame) // 3])
                self.remove()
            case _:
                self._port.write(frame)

    def _trickle(self, frame: bytes, piece: int = 24) -> None:
        for at in range(0, len(frame), piece):
            self._port.write(frame[at : at + piece])
            self._clock.sleep(piece / SLOW_BYTES_PER_S)
