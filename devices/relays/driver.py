"""A relay board as a device: lamp and lock as outputs, presence and door as inputs."""

from __future__ import annotations

from dataclasses import dataclass

from devices.clock import Clock, Deadline
from devices.life import DeviceError, Health, Kind, Outcome, Result, State, Unplugged
from devices.relays import modbus
from devices.relays.debounce import Debouncer
from devices.relays.modbus import Answer, Function, Refusal, Request
from devices.serial_port import SerialPort, is_simulated

ANSWER_S = 0.3
TRIES = 3
SILENCE_S = 0.005
"""Before each question the line rests for 3.5 characters: 4 ms at 9600 baud."""
LONGEST_UNLOCK_S = 30.0


class BoardSilent(DeviceError):
    """The board does not answer although its port is there."""

    def __init__(self) -> None:
        super().__init__("no_answer")


class BoardRefused(DeviceError):
    """The board answered with an exception; `code` is its name."""


@dataclass(frozen=True)
class Wiring:
    """Which coil and which input is what, as the cabinet was wired; numbers from 0."""

    lamp: int = 0
    lock: int = 1
    """Power opens it: without power the cabinet stays locked."""
    presence: int = 0
    door: int = 1
    door_open_is: bool = False
    """The usual door contact is closed while the door is closed: a cut wire shows as an open door."""
    coils: int = 8
    inputs: int = 8
    presence_hold_s: float = 0.3
    door_hold_s: float = 0.1


@dataclass(frozen=True)
class Inputs:
    """What the board sees, bounces taken out."""

    present: bool
    """Somebody stands before the terminal."""
    door_open: bool


class RelayBoard:
    """A Modbus RTU board on a serial port. Owned by one thread that calls `poll` ten times a second or so."""

    kind = Kind.RELAYS

    def __init__(
        self, port_uri: str, clock: Clock, wiring: Wiring | None = None, unit: int = 1, baud: int = 9600
    ) -> None:
        self.identity = port_uri
        self.wiring = wiring or Wiring()
        self.retries = 0
        """Questions asked again since start; a bad line shows here."""
        self._unit = unit
        self._clock = clock
        self._port = SerialPort(port_uri, clock, baud)
        self._present = Debouncer(self.wiring.presence_hold_s)
        self._door = Debouncer(self.wiring.door_hold_s)
        self._locks_at: Deadline | None = None
        self.seen: Inputs | None = None
        """What the board saw last; nothing before it was asked, and after it was lost."""

    @property
    def simulated(self) -> bool:
        """Whether a simulator is behind the address."""
        return is_simulated(self.identity)

    def open(self) -> None:
        """Take the port and switch everything off: after a crash the lock must not stay open.

        Raises `Unplugged`, `BoardSilent` or `BoardRefused`.
        """
        self._port.open()
        self._present.forget()
        self._door.forget()
        self._locks_at = self.seen = None
        try:
            self._ask(modbus.write_coils(self._unit, 0, (False,) * self.wiring.coils))
            self.poll()
        except DeviceError:
            self._port.close()
            raise

    def probe(self) -> Health:
        """Read the inputs; an open door is worth a warning. Never raises."""
        try:
            seen = self.poll()
        except (Unplugged, BoardSilent) as error:
            return Health(State.GONE, error.code)
        except DeviceError as error:
            return Health(State.FAULTED, error.code)
        return Health(State.READY, warning="door_open" if seen.door_open else "")

    def close(self) -> None:
        """Lock if it is unlocked and let go of the port; never raises."""
        try:
            if self._locks_at is not None:
                self._ask(modbus.write_coil(self._unit, self.wiring.lock, False))
        except DeviceError:
            pass  # the board is gone; `open` locks when it is back
        finally:
            self._locks_at = self.seen = None
            self._port.close()

    def describe(self) -> dict[str, str]:
        """The unit's number and how often it had to be asked again."""
        return {"unit": str(self._unit), "retries": str(self.retries)}

    def poll(self) -> Inputs:
        """Read the inputs, and lock again when the time to be open is over.

        Raises `BoardSilent`, `BoardRefused` or `Unplugged`.
        """
        if self._locks_at is not None and self._locks_at.over:
            self.lock()
        bits = self._bits(Function.READ_INPUTS, self.wiring.inputs)
        now = self._clock.monotonic()
        door_open = bits[self.wiring.door] == self.wiring.door_open_is
        present = self._present.feed(bits[self.wiring.presence], now)
        self.seen = Inputs(present, self._door.feed(door_open, now))
        return self.seen

    def outputs(self) -> tuple[bool, ...]:
        """How the coils stand now."""
        return self._bits(Function.READ_COILS, self.wiring.coils)

    def lamp(self, on: bool) -> Result:
        """Switch the lamp."""
        return self._switch(self.wiring.lamp, on)

    def unlock(self, seconds: float) -> Result:
        """Open the lock for at most that long; `poll` closes it again. Raises `ValueError` beyond 30 s."""
        if not 0 < seconds <= LONGEST_UNLOCK_S:
            raise ValueError("the lock opens for at most 30 seconds")
        self._locks_at = Deadline.after(self._clock, seconds)
        return self._switch(self.wiring.lock, True)

    def lock(self) -> Result:
        """Close the lock now. Until the board confirms, `poll` tries again."""
        result = self._switch(self.wiring.lock, False)
        if result.outcome is Outcome.DONE:
            self._locks_at = None
        return result

    def _switch(self, coil: int, on: bool) -> Result:
        """Switch and read back: the repeat of a question by the line's own echo proves nothing."""
        try:
            self._ask(modbus.write_coil(self._unit, coil, on))
            stands = self._bits(Function.READ_COILS, self.wiring.coils)[coil]
        except BoardRefused as error:
            return Result(Outcome.NOT_DONE, error.code)
        except BoardSilent as error:
            return Result(Outcome.UNKNOWN, error.code)
        return Result(Outcome.DONE) if stands is on else Result(Outcome.NOT_DONE, "not_switched")

    def _bits(self, function: Function, count: int) -> tuple[bool, ...]:
        return self._ask(modbus.read_bits(self._unit, function, 0, count)).bits

    def _ask(self, request: Request) -> Answer:
        """One question, at most three times; writing the same twice does no harm."""
        for tried in range(TRIES):
            self.retries += bool(tried)
            self._clock.sleep(SILENCE_S)
            self._port.flush_input()
            self._port.write(request.frame)
            said = self._listen(request)
            if isinstance(said, Answer):
                return said
            if said is not None and said.code not in ("busy", "still_working"):
                raise BoardRefused(said.code)
        raise BoardSilent

    def _listen(self, request: Request) -> Answer | Refusal | None:
        deadline, heard = Deadline.after(self._clock, ANSWER_S), b""
        while True:
            data = self._port.read(deadline)
            heard = (heard + data)[-512:]
            said = modbus.find_answer(heard, request)
            if said is not None or (not data and deadline.over):
                return said
