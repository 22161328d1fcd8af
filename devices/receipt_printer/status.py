"""What an ESC/POS printer says about itself: one input stream, five kinds of answer, and what they mean.

Real-time status (DLE EOT n), automatic status (ASB), buffered status (GS r) and process ids (GS ( H) share
the line; fixed bits tell them apart: DLE EOT answers match xxx1xx10 with bits 0 and 7 clear, an ASB group
begins with xxx1xx00. Kiosk models (Custom VKP and KPM) have a full status of six bytes instead, which begins
with 10 0F and would pass for an ASB group, so whoever listens says which family it hears.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

XON, XOFF = 0x11, 0x13
FULL_HEAD = b"\x10\x0f"
FULL_LENGTH = 6
PROCESS_ID_HEAD = b"\x37\x22"
LONGEST_BLOCK = 80
"""Other answers that begin with 37 also end with 00; longer than this is noise."""


@dataclass(frozen=True)
class RealTime:
    """Answer to DLE EOT n; which n, only the asker knows."""

    bits: int


@dataclass(frozen=True)
class Automatic:
    """One ASB group of four bytes."""

    group: bytes


@dataclass(frozen=True)
class Processed:
    """The printer has printed everything sent before this id."""

    id: bytes


@dataclass(frozen=True)
class Buffered:
    """Answer to GS r 1: comes once everything before it was processed."""

    bits: int


@dataclass(frozen=True)
class Flow:
    """XON (`go`) or XOFF."""

    go: bool


@dataclass(frozen=True)
class Full:
    """A kiosk model's full status: the bytes for paper, user, recoverable and unrecoverable errors."""

    bits: bytes


Answer = RealTime | Automatic | Processed | Buffered | Flow | Full


class Demultiplexer:
    """Cuts the printer's bytes into answers; what fits no pattern is counted and dropped, never believed."""

    def __init__(self, kiosk: bool = False) -> None:
        self._kiosk = kiosk
        self._buffer = bytearray()
        self.noise = 0

    def feed(self, data: bytes) -> list[Answer]:
        """Take bytes; give every answer that is complete."""
        self._buffer += data
        found: list[Answer] = []
        while self._buffer:
            size, answer = self._first()
            if size == 0:
                break
            del self._buffer[:size]
            if answer is None:
                self.noise += size
            else:
                found.append(answer)
        return found

    def _first(self) -> tuple[int, Answer | None]:
        """Length and meaning of what the buffer begins with; length 0 asks for more bytes."""
        head = self._buffer[0]
        if head in (XON, XOFF):
            return 1, Flow(head == XON)
        if head & 0x93 == 0x12:
            return 1, RealTime(head)
        if head & 0x93 == 0x10:
            return self._full() if self._kiosk else self._group()
        if head == PROCESS_ID_HEAD[0]:
            return self._block()
        if head & 0x90 == 0:
            return 1, Buffered(head)
        return 1, None

    def _group(self) -> tuple[int, Answer | None]:
        rest = self._buffer[1:4]
        if any(byte & 0x90 for byte in rest):
            return 1, None
        return (4, Automatic(bytes(self._buffer[:4]))) if len(rest) == 3 else (0, None)

    def _full(self) -> tuple[int, Answer | None]:
        if not FULL_HEAD.startswith(bytes(self._buffer[:2])):
            return 1, None
        whole = len(self._buffer) >= FULL_LENGTH
        return (FULL_LENGTH, Full(bytes(self._buffer[2:FULL_LENGTH]))) if whole else (0, None)

    def _block(self) -> tuple[int, Answer | None]:
        end = self._buffer.find(0, 0, LONGEST_BLOCK)
        if end < 0:
            return (1, None) if len(self._buffer) >= LONGEST_BLOCK else (0, None)
        block = bytes(self._buffer[: end + 1])
        if block.startswith(PROCESS_ID_HEAD) and len(block) == 7:
            return 7, Processed(block[2:6])
        return len(block), None


class Paper(StrEnum):
    """How much paper is left, as far as the sensors tell."""

    OK = "ok"
    LOW = "low"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PaperStatus:
    """The printer's state; `answered` is false when it was silent, and then nothing else is believed."""

    answered: bool
    paper: Paper = Paper.UNKNOWN
    cover_open: bool = False
    offline: bool = False
    cutter: bool = False
    jam: bool = False
    """A mechanical or recoverable error; on kiosk printers mostly jammed paper."""
    broken: bool = False
    """An error that only service ends."""
    hot: bool = False
    """Waiting for its head to cool down or its supply to recover; ends by itself."""
    outlet: bool = False
    """A ticket waits at the outlet to be taken (kiosk models with a presenter)."""

    @property
    def reason(self) -> str:
        """Why it cannot print, by the weightiest cause; empty when it can."""
        causes = {
            "no_answer": not self.answered,
            "cover_open": self.cover_open,
            "paper_end": self.paper is Paper.OUT,
            "cutter": self.cutter,
            "jam": self.jam,
            "broken": self.broken,
            "overheated": self.hot,
            "offline": self.offline,
        }
        return next((code for code, true in causes.items() if true), "")

    @property
    def warning(self) -> str:
        """`paper_low`, or empty."""
        return "paper_low" if self.paper is Paper.LOW else ""


def from_real_time(answers: dict[int, int]) -> PaperStatus:
    """The state from the answers to DLE EOT 1, 2, 3 and 4; any of them missing means not answered."""
    if not {1, 2, 3, 4} <= answers.keys():
        return PaperStatus(answered=False)
    printer, cause, error, paper = (answers[n] for n in (1, 2, 3, 4))
    out = bool(paper & 0x60 or cause & 0x20)
    return PaperStatus(
        answered=True,
        paper=Paper.OUT if out else Paper.LOW if paper & 0x0C else Paper.OK,
        cover_open=bool(cause & 0x04),
        offline=bool(printer & 0x08),
        cutter=bool(error & 0x08),
        jam=bool(error & 0x44),
        broken=bool(error & 0x20),
    )


def from_automatic(group: bytes) -> PaperStatus:
    """The state from an ASB group."""
    first, second, third, _ = group
    return PaperStatus(
        answered=True,
        paper=Paper.OUT if third & 0x0C else Paper.LOW if third & 0x03 else Paper.OK,
        cover_open=bool(first & 0x20),
        offline=bool(first & 0x08),
        cutter=bool(second & 0x08),
        jam=bool(second & 0x44),
        broken=bool(second & 0x20),
    )


def from_full(bits: bytes) -> PaperStatus:
    """The state from a kiosk model's full status (Custom VKP and KPM manuals, command DLE EOT 20)."""
    paper, user, recoverable, unrecoverable = bits
    return PaperStatus(
        answered=True,
        paper=Paper.OUT if paper & 0x01 else Paper.LOW if paper & 0x44 else Paper.OK,
        cover_open=bool(user & 0x03),
        broken=bool(unrecoverable),
        hot=bool(recoverable & 0x09),
        offline=bool(recoverable & 0x02),
        jam=bool(recoverable & 0x40),
        outlet=bool(paper & 0x20),
    )
