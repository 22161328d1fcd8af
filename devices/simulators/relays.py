"""A relay board on a pseudo-terminal: eight coils, eight inputs, and a line that may be bad."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, Literal

from devices.clock import Clock
from devices.relays.modbus import EXCEPTION, Function, crc, pack, unpack
from devices.simulators.wire import UnknownVerb, WireSimulator

Fault = Literal["none", "silent", "bad_crc", "exception", "echo", "noise", "stuck", "busy"]
FAULTS: tuple[Fault, ...] = ("none", "silent", "bad_crc", "exception", "echo", "noise", "stuck", "busy")
UNIT = 1
SIZE = 8
ALL = 0xFF
"""The coil that means all of them."""
INPUTS = {"presence": 0, "door": 1}


class RelaySimulator(WireSimulator):
    """The board, unit 1. The door's contact is closed at first, and nobody is there."""

    verbs: ClassVar[dict[str, str]] = {
        "relay.presence": "set_presence",
        "relay.door": "set_door",
        "relay.fault": "set_fault",
    }

    def __init__(self, link: Path, clock: Clock) -> None:
        super().__init__(link, clock)
        self._coils = [False] * SIZE
        self._inputs = [False, True] + [False] * (SIZE - 2)
        self._input = bytearray()
        self._fault: Fault = "none"
        self._times = 0

    def set_presence(self, present: bool) -> dict[str, Any]:
        """Somebody comes or goes."""
        self._inputs[INPUTS["presence"]] = present
        return {}

    def set_door(self, open: bool) -> dict[str, Any]:  # noqa: A002 - the verb's own argument
        """Open or close the door; an open door is an open contact."""
        self._inputs[INPUTS["door"]] = not open
        return {}

    def set_fault(self, name: Fault, times: int = 0) -> dict[str, Any]:
        """Misbehave that way from now on, or for `times` answers."""
        if name not in FAULTS:
            raise UnknownVerb(f"no fault {name}")
        self._fault, self._times = name, times
        return {}

    def state(self) -> dict[str, Any]:
        """Coils, inputs and what goes wrong."""
        return {
            "lamp": self._coils[0],
            "unlocked": self._coils[1],
            "coils": list(self._coils),
            "inputs": list(self._inputs),
            "fault": self._fault,
            "plugged": self._port.plugged,
        }

    def receive(self, data: bytes) -> None:
        """Answer every whole request with a right CRC; others are noise, as the standard has it."""
        self._input += data
        while len(self._input) >= 8:
            size = 9 + self._input[6] if self._input[1] == Function.WRITE_COILS else 8
            if len(self._input) < size:
                return
            whole = bytes(self._input[:size])
            if crc(whole[:-2]) != whole[-2:]:
                del self._input[0]
                continue
            del self._input[:size]
            if whole[0] == UNIT:
                self._send(whole, self._answer(whole))

    def _answer(self, whole: bytes) -> bytes:
        start, value = int.from_bytes(whole[2:4], "big"), int.from_bytes(whole[4:6], "big")
        match whole[1]:
            case Function.READ_COILS | Function.READ_INPUTS if start + value <= SIZE:
                bits = self._coils if whole[1] == Function.READ_COILS else self._inputs
                data = pack(tuple(bits[start : start + value]))
                return bytes([len(data)]) + data
            case Function.WRITE_COIL if value in (0, 0xFF00) and (start < SIZE or start == ALL):
                self._set(range(SIZE) if start == ALL else [start], [value > 0] * SIZE)
                return whole[2:6]
            case Function.WRITE_COILS if start + value <= SIZE:
                self._set(range(start, start + value), unpack(whole[7:-2], value))
                return whole[2:6]
            case _:
                return b""

    def _set(self, coils: Iterable[int], values: Iterable[bool]) -> None:
        if self._fault == "stuck":
            return
        for coil, value in zip(coils, values, strict=False):
            self._coils[coil] = value

    def _send(self, asked: bytes, answer: bytes) -> None:
        fault = self._fault
        if self._times:
            self._times -= 1
            self._fault = fault if self._times else "none"
        known = asked[1] in set(Function)
        body = bytes([UNIT, asked[1]]) + answer
        if not answer:
            body = bytes([UNIT, asked[1] | EXCEPTION, 2 if known else 1])
        if fault in ("exception", "busy"):
            body = bytes([UNIT, asked[1] | EXCEPTION, 4 if fault == "exception" else 6])
        whole = body + crc(body)
        match fault:
            case "silent":
                return
            case "bad_crc":
                self._port.write(whole[:-1] + bytes([whole[-1] ^ 0x5A]))
            case "echo":
                self._port.write(asked + whole)
            case "noise":
                self._port.write(b"\x01\x01\x80\x00\x01" + whole)
            case _:
                self._port.write(whole)
