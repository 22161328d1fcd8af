"""The conversation with a receipt printer:
one question at a time, its answers sorted, silence never taken for good news.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from devices.clock import Clock, Deadline
from devices.life import Unplugged
from devices.receipt_printer.status import (
    Answer,
    Automatic,
    Buffered,
    Demultiplexer,
    Flow,
    Full,
    PaperStatus,
    Processed,
    RealTime,
    from_automatic,
    from_full,
    from_real_time,
)
from devices.serial_port import SerialPort, WriteStalled

ANSWER_S = 1.0
"""A real-time answer comes within milliseconds; this is for a slow line and a busy machine."""
Model = Literal["escpos", "kiosk"]
"""`kiosk`: the Custom VKP and KPM family, with a full status and a presenter."""
AUTOMATIC: dict[Model, bytes] = {"escpos": b"\x1d\x61\x0f", "kiosk": b"\x1d\xe0\x0f"}
"""Tell every change of state unasked: ASB, or the automatic full status."""
CLEAR = b"\x10\x05\x02"
"""DLE ENQ 2: recover from an error and forget what is buffered."""
FULL_STATUS = b"\x10\x04\x14"


def process_id(mark: bytes) -> bytes:
    """GS ( H fn 48: the printer answers 37 22 mark 00 once everything before is printed.
    `mark`: 4 bytes 20 to 7E.
    """
    return b"\x1d\x28\x48\x06\x00\x30\x30" + mark


def mark_of(number: int) -> bytes:
    """The process id for a number: its last four digits to the base of 94, as the bytes 21 to 7E."""
    digits = []
    for _ in range(4):
        number, digit = divmod(number, 94)
        digits.append(0x21 + digit)
    return bytes(reversed(digits))


class PrinterLink:
    """Sends to and hears from the printer; remembers the last automatic status and the flow control."""

    def __init__(
        self,
        port: SerialPort,
        clock: Clock,
        model: Model = "escpos",
        on_processed: Callable[[bytes], None] | None = None,
    ) -> None:
        """`on_processed` is called with every process id heard, in the order of printing."""
        self._port = port
        self._clock = clock
        self._model: Model = model
        self._on_processed = on_processed
        self._hear = Demultiplexer(model == "kiosk")
        self._flowing = True
        self.automatic: PaperStatus | None = None
        """From the last ASB group, if one came since `reset`."""
        self._processed = b""

    def reset(self) -> None:
        """Forget what was heard; for a port just opened."""
        self._hear, self._flowing = Demultiplexer(self._model == "kiosk"), True
        self.automatic, self._processed = None, b""

    def send(self, data: bytes, patience_s: float = 5.0) -> None:
        """Write once XON allows it. Raises `WriteStalled` when the printer holds us off too long,
        `Unplugged`.
        """
        self.listen(0.0)
        if not self._flowing and not self.listen(
            patience_s, lambda answer: isinstance(answer, Flow) and answer.go
        ):
            raise WriteStalled
        self._port.write(data)

    def listen(self, seconds: float, wanted: Callable[[Answer], bool] | None = None) -> Answer | None:
        """Wait for an answer; others that come meanwhile are noted. Nothing when the time is over."""
        deadline = Deadline.after(self._clock, seconds)
        while True:
            data = self._port.read(deadline)
            hit = None
            for answer in self._hear.feed(data):
                self._note(answer)
                if hit is None and wanted is not None and wanted(answer):
                    hit = answer
            if hit is not None or not data:
                return hit

    def ask_status(self) -> PaperStatus:
        """DLE EOT 1 to 4, one after the other, or 20 alone on kiosk models.
        Real time: answered also when offline or full.
        """
        self.listen(0.0)
        if self._model == "kiosk":
            self._port.write(FULL_STATUS)
            full = self.listen(ANSWER_S, lambda answer: isinstance(answer, Full))
            return from_full(full.bits) if isinstance(full, Full) else PaperStatus(answered=False)
        answers: dict[int, int] = {}
        for n in (1, 2, 3, 4):
            self._port.write(b"\x10\x04" + bytes([n]))
            answer = self.listen(ANSWER_S, lambda answer: isinstance(answer, RealTime))
            if not isinstance(answer, RealTime):
                break
            answers[n] = answer.bits
        return from_real_time(answers)

    def greet(self) -> PaperStatus:
        """The state of a printer just opened, asked a second time where the first answer is lost.

        All real-time answers look alike, so a late one must not be taken for the next: what still comes is heard
        out first.
        """
        status = self.ask_status()
        if not status.answered:
            self.listen(ANSWER_S)
            status = self.ask_status()
        return status

    def await_processed(self, mark: bytes, seconds: float) -> bool:
        """Whether the printer says in time that everything before the mark is printed;
        trouble ends the wait.
        """

        if self._processed != mark:
            self.listen(seconds, lambda said: said == Processed(mark) or _is_trouble(said))
        return self._processed == mark

    def await_buffered(self, seconds: float) -> bool:
        """GS r 1: whether everything before was worked off in time."""
        self._port.write(b"\x1d\x72\x01")
        said = self.listen(seconds, lambda said: isinstance(said, Buffered) or _is_trouble(said))
        return isinstance(said, Buffered)

    def quiet_clear(self) -> PaperStatus:
        """Make the printer forget what it holds, then ask how it is."""
        try:
            self._port.write(CLEAR)
        except (WriteStalled, Unplugged):
            return PaperStatus(answered=False)
        self._flowing = True
        return self.ask_status()

    def _note(self, answer: Answer) -> None:
        if isinstance(answer, Automatic):
            self.automatic = from_automatic(answer.group)
        elif isinstance(answer, Full):
            self.automatic = from_full(answer.bits)
        elif isinstance(answer, Flow):
            self._flowing = answer.go
        elif isinstance(answer, Processed):
            self._processed = answer.id
            if self._on_processed is not None:
                self._on_processed(answer.id)


def _is_trouble(answer: Answer) -> bool:
    """An automatic status that says the printer stopped."""
    if isinstance(answer, Full):
        return bool(from_full(answer.bits).reason)
    return isinstance(answer, Automatic) and bool(from_automatic(answer.group).reason)
