"""An ESC/POS receipt printer on a pseudo-terminal:
paper that runs out, a cover, real-time answers, a tape to look at.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any, ClassVar, Literal

from devices.clock import Clock
from devices.simulators.escpos import Op, take
from devices.simulators.wire import TICK_S, UnknownVerb, WireSimulator

PaperState = Literal["ok", "low", "out"]
Model = Literal["escpos", "kiosk"]
PRINTS = ("line", "feed", "dots", "raster", "qr_print", "cut")
"""Operations that move paper, and stop when there is none."""


class PrinterSimulator(WireSimulator):
    """The printer.

    Without paper or with the cover open it goes offline, keeps what it was sent and goes on later: just what
    makes real printers print a ticket for the wrong person.
    """

    verbs: ClassVar[dict[str, str]] = {
        "printer.paper": "set_paper",
        "printer.cover": "set_cover",
        "printer.out_after": "run_out_after",
        "printer.tape": "read_tape",
        "printer.pace": "set_pace",
        "printer.acks": "set_acks",
        "printer.flow": "set_flow",
        "printer.mute": "set_mute",
        "printer.jam": "set_jam",
        "printer.power": "set_power",
        "printer.model": "set_model",
        "printer.take": "take_ticket",
    }

    def __init__(self, link: Path, clock: Clock) -> None:
        super().__init__(link, clock)
        self._paper: PaperState = "ok"
        self._cover_open = False
        self._left: int | None = None
        self._jam = False
        self._powered = True
        self._power_left: int | None = None
        self._xoff = False
        self._model: Model = "escpos"
        self._outlet = False
        self._retracted = 0
        self._acks = True
        self._mute = False
        self._pace_s = 0.0
        self._free_at = 0.0
        self._asb = 0
        self._last_asb = b""
        self._held_real_time = b""
        self._buffer = bytearray()
        self._tape = bytearray()

    def set_paper(self, state: PaperState) -> dict[str, Any]:
        """Put paper in (`ok`, `low`) or take it out; a new roll forgets `out_after`."""
        if state not in ("ok", "low", "out"):
            raise UnknownVerb(f"no paper state {state}")
        self._paper, self._left = state, None
        return self._changed()

    def set_cover(self, open: bool) -> dict[str, Any]:  # noqa: A002 - the verb's own argument
        """Open or close the cover."""
        self._cover_open = open
        return self._changed()

    def run_out_after(self, lines: int) -> dict[str, Any]:
        """Let the roll end after so many printed lines."""
        self._left = lines
        return {}

    def read_tape(self) -> dict[str, Any]:
        """Everything printed since the start, as the bytes that made it."""
        return {"bytes": base64.b64encode(bytes(self._tape)).decode(), "waiting": len(self._buffer)}

    def set_pace(self, ms: int) -> dict[str, Any]:
        """How long a printed line takes; real printers need 20 to 60 ms. 0 prints at once."""
        self._pace_s = ms / 1000
        return {}

    def set_acks(self, on: bool) -> dict[str, Any]:
        """Whether this printer answers process ids; many do not."""
        self._acks = on
        return {}

    def set_flow(self, on: bool) -> dict[str, Any]:
        """Send XON or XOFF."""
        self._xoff = not on
        self._port.write(b"\x11" if on else b"\x13")
        return {}

    def set_mute(self, on: bool) -> dict[str, Any]:
        """Take everything and say nothing."""
        self._mute = on
        return {}

    def set_jam(self, on: bool) -> dict[str, Any]:
        """Jam the paper, or clear the jam."""
        self._jam = on
        return self._changed()

    def set_power(self, on: bool, after: int = 0) -> dict[str, Any]:
        """Cut the power, at once or after so many more printed lines: what was held and set is forgotten;
        nothing is heard or said until it is back.
        """
        self._power_left = after if after and not on else None
        if self._power_left is not None:
            return {}
        self._powered = on
        if not on:
            self._buffer.clear()
            self._held_real_time, self._asb, self._last_asb = b"", 0, b""
        return {}

    def set_model(self, name: Model) -> dict[str, Any]:
        """Be a plain printer (`escpos`) or one with full status and presenter (`kiosk`)."""
        if name not in ("escpos", "kiosk"):
            raise UnknownVerb(f"no model {name}")
        self._model = name
        return {}

    def take_ticket(self) -> dict[str, Any]:
        """Somebody takes the ticket from the outlet; whether there was one."""
        was, self._outlet = self._outlet, False
        self._report()
        return {"taken": was}

    def state(self) -> dict[str, Any]:
        """Paper, cover and what waits in the buffer."""
        return {
            "paper": self._paper,
            "cover_open": self._cover_open,
            "waiting": len(self._buffer),
            "printed": len(self._tape),
            "jam": self._jam,
            "powered": self._powered,
            "power_after": self._power_left,
            "out_after": self._left,
            "mute": self._mute,
            "acks": self._acks,
            "pace_ms": round(self._pace_s * 1000),
            "xoff": self._xoff,
            "model": self._model,
            "outlet": self._outlet,
            "retracted": self._retracted,
            "plugged": self._port.plugged,
        }

    @property
    def _offline(self) -> bool:
        return self._paper == "out" or self._cover_open or self._jam or not self._powered

    def unplug(self) -> None:
        """Pull the cable; what lay in the buffer stays."""
        self._held_real_time = b""
        super().unplug()

    def idle(self) -> None:
        """Go on printing."""
        self._work()

    def receive(self, data: bytes) -> None:
        """Answer real-time commands where they stand, even inside pictures, and keep the rest in order."""
        if not self._powered:
            return
        data, self._held_real_time = self._held_real_time + data, b""
        at = 0
        while at < len(data):
            if data[at] != 0x10:
                end = data.find(b"\x10", at)
                end = len(data) if end < 0 else end
                self._buffer += data[at:end]
                at = end
            elif at + 3 > len(data) and data[at + 1 : at + 2] in (b"", b"\x04", b"\x05"):
                self._held_real_time = data[at:]
                break
            elif data[at + 1] in (0x04, 0x05):
                self._real_time(data[at + 1], data[at + 2])
                at += 3
            else:
                self._buffer.append(data[at])
                at += 1
        self._work()

    def _real_time(self, command: int, n: int) -> None:
        if command == 0x04 and n == 0x14 and self._model == "kiosk":
            self._say(self._full_status())
        elif command == 0x04 and n in (1, 2, 3, 4):
            self._say(bytes([self._status(n)]))
        elif command == 0x05 and n == 2:
            self._buffer.clear()

    def _status(self, n: int) -> int:
        out = self._paper == "out"
        match n:
            case 1:
                return 0x12 | (0x08 if self._offline else 0)
            case 2:
                return 0x12 | (0x04 if self._cover_open else 0) | (0x20 if out else 0)
            case 3:
                return 0x12 | (0x04 if self._jam else 0)
            case 4:
                return 0x12 | (0x6C if out else 0x0C if self._paper == "low" else 0)
            case _:
                return 0x12

    def _work(self) -> None:
        """Print what is in the buffer until it is empty, the printer cannot, or the paper is still moving."""
        while self._buffer and not self._offline and self._clock.monotonic() >= self._free_at:
            op = take(bytes(self._buffer))
            if op is None:
                return
            del self._buffer[: len(op.raw)]
            self._carry_out(op)

    def _carry_out(self, op: Op) -> None:
        self._tape += op.raw
        if op.name in ("asb", "full_asb"):
            self._asb, self._last_asb = op.value, b""
            self._report()
        elif op.name == "presenter":
            self._present(op.value)
        elif op.name == "process_id" and self._acks:
            self._say(b"\x37\x22" + op.data + b"\x00")
        elif op.name == "buffered_status":
            self._say(bytes([0x03 if self._paper == "low" else 0]))
        elif op.name in PRINTS:
            self._move_paper()

    def _move_paper(self) -> None:
        # this thread looks every TICK_S only, so lines that were due in between come together
        self._free_at = max(self._free_at, self._clock.monotonic() - TICK_S) + self._pace_s
        if self._power_left is not None:
            self._power_left -= 1
            if self._power_left <= 0:
                self.set_power(False)
                return
        if self._left is None:
            return
        self._left -= 1
        if self._left <= 0:
            self._paper, self._left = "out", None
            self._report()

    def _report(self) -> None:
        """Automatic status, at each change while it is on."""
        group = self._full_status() if self._model == "kiosk" else self._group()
        if self._asb and group != self._last_asb:
            self._last_asb = group
            self._say(group)

    def _group(self) -> bytes:
        return bytes(
            [
                0x10 | (0x08 if self._offline else 0) | (0x20 if self._cover_open else 0),
                0x04 if self._jam else 0x00,
                {"ok": 0x00, "low": 0x03, "out": 0x0F}[self._paper],
                0x00,
            ]
        )

    def _full_status(self) -> bytes:
        paper = {"ok": 0x00, "low": 0x04, "out": 0x01}[self._paper] | (0x20 if self._outlet else 0)
        return bytes([0x10, 0x0F, paper, 0x02 if self._cover_open else 0, 0x40 if self._jam else 0, 0])

    def _present(self, command: int) -> None:
        """1D 65: 3 pushes the ticket out, 2 takes it in again, 5 throws it out."""
        self._retracted += command == 2 and self._outlet
        self._outlet = command == 3
        self._report()

    def _changed(self) -> dict[str, Any]:
        self._report()
        self._work()
        return {}

    def _say(self, data: bytes) -> None:
        if not self._mute and self._powered:
            self._port.write(data)
