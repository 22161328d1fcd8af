"""The ID card reader as a device: finds a card, reads it whole, and notices when it is taken away."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from devices.clock import Clock, Deadline
from devices.id_card import commands as cmd
from devices.id_card.commands import Command
from devices.id_card.errors import (
    BadFrame,
    CardAbsent,
    CardPulled,
    NoAnswer,
    ReaderFault,
    Unreadable,
    error_for,
)
from devices.id_card.frames import BrokenFrame, Flaw, FrameParser, Reply
from devices.id_card.record import (
    BadRecord,
    IdCard,
    parse_new_address,
    parse_record,
    split_base,
    split_base_with_prints,
)
from devices.id_card.tables import Act, status
from devices.life import DeviceError, Health, Kind, State, Unplugged
from devices.serial_port import SerialPort, is_simulated, port_baud

log = logging.getLogger(__name__)

TRIES = 3
FIND_PAUSE_S = 0.25
"""Between two looks for a card; 200 to 300 ms is what readers like."""


@dataclass(frozen=True)
class CardRead:
    """One reading: the text, the photo as it came, and the newest address if the card holds one."""

    card: IdCard
    photo: bytes = field(repr=False)
    """1024 bytes, compressed by the card's own method; see `devices.id_card.photo.decode_photo`."""
    newest_address: str = field(default="", repr=False)
    simulated: bool = False
    """Came from a simulator, which alone may send simulated photo blocks."""
    prints: bytes = field(default=b"", repr=False)
    """Fingerprints where they were asked for: none, one or two times 512 bytes. Kept no longer than needed."""


class IdCardReader:
    """A SAM reader on a serial port. Owned by one thread; see `devices.supervisor` for the usual owner."""

    kind = Kind.ID_READER

    def __init__(self, port_uri: str, clock: Clock, baud: int = 115200) -> None:
        self.identity = port_uri
        self.sam_number = ""
        """The module's number once open; identifies the reader, not a person."""
        self._clock = clock
        self._port = SerialPort(port_uri, clock, baud)
        self._usual_baud = port_baud(port_uri, baud)
        self._baud = self._usual_baud

    @property
    def simulated(self) -> bool:
        """Whether a simulator is behind the address."""
        return is_simulated(self.identity)

    def open(self) -> None:
        """Take the port and greet the module.
        `Unplugged` when absent, `NoAnswer` or `ReaderFault` when it is unwell.
        """
        try:
            self._greet()
        except (NoAnswer, BadFrame):
            if self._baud == self._usual_baud:
                raise
            # a module that lost power speaks at its own speed again
            self._speak_at(self._usual_baud)
            self._greet()

    def probe(self) -> Health:
        """Ask the module for its status; never raises."""
        try:
            self._require(cmd.SAM_STATUS)
        except (Unplugged, NoAnswer) as error:
            return Health(State.GONE, error.code)
        except DeviceError as error:
            return Health(State.FAULTED, error.code)
        return Health(State.READY)

    def close(self) -> None:
        """Let go of the port."""
        self._port.close()

    def describe(self) -> dict[str, str]:
        """What the reader said about itself: the module's number."""
        return {"sam": self.sam_number} if self.sam_number else {}

    @property
    def baud(self) -> int:
        """The speed of the line now."""
        return self._baud

    def sam_id(self) -> str:
        """The module's number, asked anew, e.g. 05.01-20160101-0000123456-1234567890.

        Raises `NoAnswer`, `BadFrame`, `ReaderFault` or `Unplugged`, as all commands to the module do.
        """
        self.sam_number = cmd.sam_number(self._require(cmd.SAM_ID).data)
        return self.sam_number

    def reset(self) -> None:
        """Start the module anew; the card on it has to be found and selected again."""
        self._require(cmd.RESET)

    def set_baud(self, baud: int) -> None:
        """Change the speed of the line and reopen the port at it.

        The module forgets it when it loses power; `open` then falls back. When nothing answers at the new
        speed the old one is taken up again and `NoAnswer` or `BadFrame` raised. `ValueError` for an unknown speed.
        """
        self._require(cmd.set_baud(baud))
        before = self._baud
        self._speak_at(baud)
        try:
            self._greet()
        except (NoAnswer, BadFrame):
            self._speak_at(before)
            self._greet()
            raise

    def set_max_rf(self, size: int) -> None:
        """Limit the radio frames to 24 to 255 bytes, for cards that read badly. `ValueError` outside."""
        self._require(cmd.set_max_rf(size))

    def management_number(self) -> str:
        """The selected card's own number in hexadecimal, empty where it holds none; personal, never logged.

        Raises `CardAbsent`, `Unreadable` or `CardRefused` besides what commands to the module raise.
        """
        reply = self.exchange(cmd.READ_MANAGEMENT_NUMBER)
        if reply.sw3 == cmd.EMPTY:
            return ""
        if reply.sw3 != cmd.OK:
            raise error_for(status(reply.sw3))
        return reply.data.hex().upper()

    def find(self) -> bool:
        """Whether a card lies on the reader that was not selected yet.
        Raises `NoAnswer`, `ReaderFault`, `Unplugged`.
        """
        reply = self.exchange(cmd.FIND)
        if reply.sw3 == cmd.FOUND:
            return True
        if status(reply.sw3).act in (Act.OUT_OF_ORDER, Act.UNSUPPORTED):
            raise error_for(status(reply.sw3))
        return False

    def card_present(self) -> bool:
        """Whether the card that was read still lies there;
        `find` does not see a selected card, 30 03 does.
        """
        return self.exchange(cmd.READ_NEW_ADDRESS).sw3 in (cmd.OK, cmd.EMPTY)

    def wait_and_read(self, seconds: float) -> CardRead:
        """Wait for a card that long and read it. `CardAbsent` when none came; else as `read`."""
        deadline = Deadline.after(self._clock, seconds)
        while True:
            try:
                return self.read()
            except CardAbsent:
                if deadline.left <= FIND_PAUSE_S:
                    raise
            self._clock.sleep(FIND_PAUSE_S)

    def read(self, with_prints: bool = False) -> CardRead:
        """Read the card that lies there now: text, photo, newest address, fingerprints only if asked for.

        Raises `CardAbsent`, `CardPulled`, `Unreadable`, `WrongCard`, `CardRefused`, `BadFrame`, `NoAnswer`,
        `ReaderFault` or `Unplugged`.
        """
        self._select()
        base = self._read_base(cmd.READ_BASE_WITH_PRINTS if with_prints else cmd.READ_BASE)
        try:
            text, photo, prints = split_base_with_prints(base) if with_prints else (*split_base(base), b"")
            card = parse_record(text)
        except BadRecord as error:
            raise Unreadable(str(error)) from None
        return CardRead(card, photo, self._newest_address(), self.simulated, prints)

    def exchange(self, command: Command) -> Reply:
        """Send a command and give its answer, good or bad;
        damaged frames are asked for again, at most three times.
        """
        flaw: Flaw | None = None
        for _ in range(TRIES):
            answer = self._ask(command)
            if isinstance(answer, Flaw):
                flaw = answer
            elif status(answer.sw3).act is Act.RESEND:
                flaw = Flaw.CHECKSUM
            else:
                return answer
        if flaw in (None, Flaw.NOISE):
            raise NoAnswer(command.name)
        raise BadFrame(flaw or Flaw.NOISE)

    def _ask(self, command: Command) -> Reply | Flaw:
        """One request and what came back in time; answers to earlier questions are passed over."""
        self._port.flush_input()
        self._port.write(command.frame)
        parser, flaw = FrameParser(), Flaw.NOISE
        deadline = Deadline.after(self._clock, command.timeout_s)
        while True:
            quiet = Deadline.after(self._clock, cmd.QUIET_S)
            begun = bool(parser.pending) or flaw is not Flaw.NOISE
            data = self._port.read(quiet if begun and quiet.at < deadline.at else deadline)
            for item in parser.feed(data) if data else parser.end():
                if isinstance(item, BrokenFrame):
                    flaw = item.flaw
                elif command.answered_by(item):
                    return item
            if not data and (deadline.over or flaw is not Flaw.NOISE):
                return flaw

    def _greet(self) -> None:
        """Take the port and hear who answers; leaves it closed when nobody does."""
        self._port.open()
        try:
            self._require(cmd.SAM_STATUS)
            self.sam_id()
        except DeviceError:
            self._port.close()
            raise

    def _speak_at(self, baud: int) -> None:
        self._port.close()
        self._port = SerialPort(self.identity.partition("?")[0], self._clock, baud)
        self._baud = baud

    def _require(self, command: Command) -> Reply:
        reply = self.exchange(command)
        if reply.sw3 != command.success:
            raise ReaderFault(status(reply.sw3).meaning)
        return reply

    def _select(self) -> None:
        """Find and select; a card that was read before and never lifted is taken as it lies."""
        if not self.find():
            if self.card_present():
                return
            raise CardAbsent
        reply = self.exchange(cmd.SELECT)
        if reply.sw3 != cmd.OK:
            raise error_for(status(reply.sw3))

    def _read_base(self, command: Command) -> bytes:
        """The answer to 30 01 or 30 10; on trouble, tell a pulled card from one that reads badly."""
        try:
            reply = self.exchange(command)
        except (BadFrame, NoAnswer):
            if not self._still_there():
                raise CardPulled from None
            raise
        if reply.sw3 == cmd.OK:
            return reply.data
        if status(reply.sw3).act in (Act.NO_CARD, Act.PLACE_AGAIN) and not self._still_there():
            raise CardPulled
        raise error_for(status(reply.sw3))

    def _still_there(self) -> bool:
        """Whether any card answers; a reader that does not answer at all is a `NoAnswer` of its own."""
        return self.card_present() or self.find()

    def _newest_address(self) -> str:
        """Optional: a card without one, or a module that does not know the question, gives nothing."""
        try:
            reply = self.exchange(cmd.READ_NEW_ADDRESS)
        except (BadFrame, NoAnswer):
            return ""
        return parse_new_address(reply.data) if reply.sw3 == cmd.OK else ""
