"""A SAM reader on a pseudo-terminal:
answers real frames about the persona whose card lies on it, or fails as told.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Literal

from devices.clock import Clock
from devices.id_card.frames import HEADER, PREAMBLE, checksum, response
from devices.simulators.personas import Persona
from devices.simulators.wire import UnknownVerb, WireSimulator

Fault = Literal["none", "torn", "bad_xor", "oversize", "merged", "slow", "pulled"]
FAULTS: tuple[Fault, ...] = ("none", "torn", "bad_xor", "oversize", "merged", "slow", "pulled")

SAM_ID = struct.pack("<HHIII", 5, 1, 20260101, 123456, 1234567890)
SLOW_BYTES_PER_S = 960
"""A line at 9600 baud."""


class ReaderSimulator(WireSimulator):
    """The reader. Faults strike the answer to "read text and photo", `times` times or until told
    otherwise.
    """

    verbs: ClassVar[dict[str, str]] = {
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
            self._answer(body[2], body[3]) if checksum(body) == 0 else self._port.write(response(0x10))

    def _answer(self, command: int, parameter: int) -> None:
        match command, parameter:
            case ((0x10 | 0x11 | 0x60 | 0x61), _):
                self._port.write(response(0x90))
            case 0x12, 0xFF:
                self._port.write(response(0x90, SAM_ID))
            case 0x20, 0x01:
                waiting = self._card is not None and not self._selected
                self._port.write(response(0x9F, bytes(4)) if waiting else response(0x80))
            case 0x20, 0x02:
                self._selected = self._card is not None
                self._port.write(response(0x90, bytes(8)) if self._card else response(0x81))
            case 0x30, 0x01:
                self._read_base(b"")
            case 0x30, 0x10:
                self._read_base(b"\0\0")
            case 0x30, 0x03:
                self._port.write(self._newest_address())
            case _:
                self._port.write(response(0x21))

    def _newest_address(self) -> bytes:
        if self._card is None or not self._selected:
            return response(0x41)
        data = self._card.address_data()
        return response(0x90, data) if data else response(0x91)

    def _read_base(self, prints: bytes) -> None:
        """Text and photo; `prints` is the length field of the fingerprints where those were asked for too."""
        if self._card is None or not self._selected:
            self._port.write(response(0x41))
            return
        data = b"\x01\x00\x04\x00" + prints + self._card.text_record() + self._photo
        self._send(response(0x90, data))

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
