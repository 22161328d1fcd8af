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
from devices.id_card.record import BadRecord, IdCard, parse_new_address, parse_record, split_base
from devices.id_card.tables import Act, status
from devices.life import DeviceError, Health, Kind, State, Unplugged
from devices.serial_port import SerialPort, is_simulated

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


class IdCardReader:
    """A SAM reader on a serial port. Owned by one thread; see `devices.supervisor` for the usual owner."""

    kind = Kind.ID_READER

    def __init__(self, port_uri: str, clock: Clock, baud: int = 115200) -> None:
        self.identity = port_uri
        self.sam_number = ""
        """The module's number once open; identifies the reader, not a person."""
        self._clock = clock
        self._port = SerialPort(port_uri, clock, baud)

    @property
    def simulated(self) -> bool:
        """Whether a simulator is behind the address."""
        return is_simulated(self.identity)

    def open(self) -> None:
        """Take the port and greet the module.
        `Unplugged` when absent, `NoAnswer` or `ReaderFault` when it is unwell.
        """
        self._port.open()
        try:
            self._require(cmd.SAM_STATUS)
            self.sam_number = cmd.sam_number(self._require(cmd.SAM_ID).data)
        except DeviceError:
            self._port.close()
            raise

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

    def read(self) -> CardRead:
        """Read the card that lies there now: text, photo, newest address.

        Raises `CardAbsent`, `CardPulled`, `Unreadable`, `WrongCard`, `CardRefused`, `BadFrame`, `NoAnswer`,
        `ReaderFault` or `Unplugged`.
        """
        self._select()
        base = self._read_base()
        try:
            text, photo = split_base(base)
            card = parse_record(text)
        except BadRecord as error:
            raise Unreadable(str(error)) from None
        return CardRead(card, photo, self._newest_address(), self.simulated)

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

    def _read_base(self) -> bytes:
        """The answer to 30 01; on trouble, tell a pulled card from one that reads badly."""
        try:
            reply = self.exchange(cmd.READ_BASE)
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
