"""A GM65 scanner on a pseudo-terminal: registers, a light, and codes that are held before it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Literal

from devices.clock import Clock
from devices.qr_scanner.frames import (
    FACTORY,
    REG_BAUD,
    REG_FACTORY,
    REG_TRIGGER,
    REQUEST_HEAD,
    UNCHECKED,
    Type,
    crc,
    reply,
)
from devices.simulators.wire import UnknownVerb, WireSimulator

Fault = Literal["none", "silent", "bad_crc", "garbage", "torn", "noise"]
FAULTS: tuple[Fault, ...] = ("none", "silent", "bad_crc", "garbage", "torn", "noise")
FACTORY_REGISTERS = {REG_TRIGGER: 0, REG_BAUD: 0x39, REG_BAUD + 1: 0x01}


class QrSimulator(WireSimulator):
    """The scanner. A code that is shown is sent only while the light is on, and once."""

    verbs: ClassVar[dict[str, str]] = {"qr.show": "show", "qr.hide": "hide", "qr.fault": "set_fault"}

    def __init__(self, link: Path, clock: Clock) -> None:
        super().__init__(link, clock)
        self._registers = dict(FACTORY_REGISTERS)
        self._saved = dict(FACTORY_REGISTERS)
        self._input = bytearray()
        self._code = b""
        self._fault: Fault = "none"

    def show(self, text: str, encoding: str = "utf-8") -> dict[str, Any]:
        """Hold a code before the scanner."""
        self._code = text.encode(encoding)
        return {}

    def hide(self) -> dict[str, Any]:
        """Take the code away."""
        self._code = b""
        return {}

    def set_fault(self, name: Fault) -> dict[str, Any]:
        """Misbehave that way from now on."""
        if name not in FAULTS:
            raise UnknownVerb(f"no fault {name}")
        self._fault = name
        return {}

    def state(self) -> dict[str, Any]:
        """Whether it looks, and what goes wrong; never the code."""
        return {
            "lit": bool(self._registers[REG_TRIGGER]),
            "code": bool(self._code),
            "saved": self._saved == self._registers,
            "fault": self._fault,
            "plugged": self._port.plugged,
        }

    def replug(self) -> None:
        """Put the cable back; registers are as they were saved."""
        self._registers = dict(self._saved) | {REG_TRIGGER: 0}
        super().replug()

    def receive(self, data: bytes) -> None:
        """Cut the input into requests and answer those whose CRC is right or left out."""
        self._input += data
        while (at := self._input.find(REQUEST_HEAD)) >= 0 and len(self._input) >= at + 4:
            size = 8 + self._input[at + 3]
            if len(self._input) < at + size:
                return
            whole = bytes(self._input[at : at + size])
            del self._input[: at + size]
            body = whole[2:-2]
            if whole[-2:] in (crc(body), UNCHECKED):
                self._do(body[0], int.from_bytes(body[2:4], "big"), body[4:])

    def idle(self) -> None:
        """Send the code that is shown while the light is on."""
        if not (self._code and self._registers[REG_TRIGGER]):
            return
        code, self._code = self._code, b""
        self._registers[REG_TRIGGER] = 0
        if self._fault == "torn":
            self._port.write(code[: len(code) // 2])
        else:
            self._port.write(code + b"\r")

    def _do(self, kind: int, address: int, data: bytes) -> None:
        match kind:
            case Type.READ:
                self._answer(bytes(self._registers.get(address + at, 0) for at in range(data[0])))
                return
            case Type.WRITE if (address, data[0]) == (REG_FACTORY, FACTORY):
                self._registers, self._saved = dict(FACTORY_REGISTERS), dict(FACTORY_REGISTERS)
            case Type.WRITE:
                self._registers |= {address + at: value for at, value in enumerate(data)}
            case Type.SAVE:
                self._saved = dict(self._registers)
            case _:
                return
        self._answer(b"\x00")

    def _answer(self, data: bytes) -> None:
        whole = reply(data)
        match self._fault:
            case "silent":
                return
            case "bad_crc":
                self._port.write(whole[:-1] + bytes([whole[-1] ^ 0x5A]))
            case "garbage":
                self._port.write(bytes([0x99, 0x02, 0x00, 0x07]) + whole)
            case "noise":
                self._port.write(b"\x02\x00\x00" + whole)
            case _:
                self._port.write(whole)
