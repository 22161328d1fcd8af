"""A scanner of QR codes as a device: lit when somebody shall show a code, dark again afterwards."""

from __future__ import annotations

from collections.abc import Callable

from devices.clock import Clock, Deadline
from devices.life import DeviceError, Health, Kind, State, Unplugged
from devices.qr_scanner import frames
from devices.qr_scanner.frames import Demultiplexer, Line, RegisterReply
from devices.serial_port import SerialPort, is_simulated

ANSWER_S = 0.5
TRIES = 3
TRIGGER_ON, TRIGGER_OFF = 1, 0


class ScannerSilent(DeviceError):
    """The module does not answer although its port is there."""

    def __init__(self) -> None:
        super().__init__("no_answer")


class ScannerRefused(DeviceError):
    """The module answered something that does not fit the request."""

    def __init__(self) -> None:
        super().__init__("bad_answer")


class BadCode(DeviceError):
    """What was scanned is no text; the code itself is not repeated."""

    def __init__(self) -> None:
        super().__init__("unreadable")


class OtherCode(DeviceError):
    """Codes were shown, but none of the kind that was asked for; they are not repeated."""

    def __init__(self) -> None:
        super().__init__("other_code")


class QrScanner:
    """A GM65 on a serial port, or with `plain=True` any scanner that only sends lines.

    Owned by one thread; see `devices.supervisor` for the usual owner. The module must end each code with CR
    or LF, which is its setting from the factory: without an end, half a code would pass for a whole one.
    """

    kind = Kind.QR_SCANNER

    def __init__(self, port_uri: str, clock: Clock, plain: bool = False, baud: int = 9600) -> None:
        self.identity = port_uri
        self._plain = plain
        self._clock = clock
        self._port = SerialPort(port_uri, clock, baud)
        self._hear = Demultiplexer()
        self._lines: list[bytes] = []

    @property
    def simulated(self) -> bool:
        """Whether a simulator is behind the address."""
        return is_simulated(self.identity)

    @property
    def noise(self) -> int:
        """Bytes dropped since opening because nothing claimed them."""
        return self._hear.noise

    def open(self) -> None:
        """Take the port, greet the module and make it dark. Raises `Unplugged`, `ScannerSilent`."""
        self._port.open()
        self._hear, self._lines = Demultiplexer(), []
        try:
            if not self._plain:
                self.read(frames.REG_BAUD, 2)
                self.trigger(False)
        except DeviceError:
            self._port.close()
            raise

    def probe(self) -> Health:
        """Ask for a register; a plain scanner can only be asked whether its port is there. Never raises."""
        try:
            if self._plain:
                self._listen(Deadline.after(self._clock, 0.0))
            else:
                self.read(frames.REG_BAUD, 2)
        except (Unplugged, ScannerSilent) as error:
            return Health(State.GONE, error.code)
        except DeviceError as error:
            return Health(State.FAULTED, error.code)
        return Health(State.READY)

    def close(self) -> None:
        """Let go of the port."""
        self._port.close()

    def describe(self) -> dict[str, str]:
        """How it is spoken to, and how many bytes of noise came."""
        return {"model": "plain" if self._plain else "gm65", "noise": str(self.noise)}

    def read(self, address: int, count: int = 1) -> bytes:
        """The registers from `address` on. Raises `ScannerSilent`, `ScannerRefused`, `Unplugged`."""
        data = self._ask(frames.read_registers(address, count))
        if len(data) != count:
            raise ScannerRefused
        return data

    def write(self, address: int, *values: int) -> None:
        """Set registers; asked for again when the answer is lost, which writes the same once more."""
        if self._ask(frames.write_register(address, *values)) != b"\x00":
            raise ScannerRefused

    def save(self) -> None:
        """Keep the registers over power loss."""
        if self._ask(frames.save()) != b"\x00":
            raise ScannerRefused

    def trigger(self, on: bool) -> None:
        """Light up and look for a code, or stop. A plain scanner always looks."""
        if not self._plain:
            self.write(frames.REG_TRIGGER, TRIGGER_ON if on else TRIGGER_OFF)

    def scan(self, seconds: float, fits: Callable[[str], bool]) -> str | None:
        """The first code shown within that time for which `fits` holds; nothing when none was shown.

        A code comes as a bare line without any check of its own, so noise just before it passes for a part of
        it. `fits` is therefore everything that the asker knows of the code: its shape and its check digit. What
        does not fit is passed over, and the scanner goes on looking. Codes shown before are forgotten: they
        belong to somebody else. Raises `OtherCode` or `BadCode` when codes came and none would do,
        `ScannerSilent`, `ScannerRefused` or `Unplugged`; the light is out afterwards in any case but the last.
        """
        self._port.flush_input()
        self._hear.end()
        self._lines.clear()
        self.trigger(True)
        try:
            return self._look(Deadline.after(self._clock, seconds), fits)
        finally:
            self.trigger(False)
            self._lines.clear()

    def _look(self, deadline: Deadline, fits: Callable[[str], bool]) -> str | None:
        """Wait for a code that fits. The module goes dark after each code, so it is lit again for the next."""
        passed_over: DeviceError | None = None
        while True:
            if not self._lines:
                self._listen(deadline)
            lines, self._lines = self._lines, []
            for line in lines:
                try:
                    return _fitting(line, fits)
                except (BadCode, OtherCode) as error:
                    passed_over = error
            if deadline.over:
                break
            if lines:
                self.trigger(True)
        if passed_over is not None:
            raise passed_over
        return None

    def _ask(self, request: bytes) -> bytes:
        """One request and its answer; codes that come meanwhile are kept."""
        for _ in range(TRIES):
            self._port.write(request)
            deadline = Deadline.after(self._clock, ANSWER_S)
            while True:
                replies = self._listen(deadline)
                if replies:
                    return replies[-1].data
                if deadline.over:
                    break
            self._hear.end()
        raise ScannerSilent

    def _listen(self, deadline: Deadline) -> list[RegisterReply]:
        """What arrives next, codes put aside."""
        items = self._hear.feed(self._port.read(deadline))
        self._lines += [item.data for item in items if isinstance(item, Line)]
        return [item for item in items if isinstance(item, RegisterReply)]


def _fitting(line: bytes, fits: Callable[[str], bool]) -> str:
    """A code's text if it is one that was asked for. Raises `BadCode`, `OtherCode`."""
    text = decode_text(line)
    if not fits(text):
        raise OtherCode
    return text


def decode_text(data: bytes) -> str:
    """A code's text: UTF-8, else GB18030 as older Chinese codes have it. Raises `BadCode`."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadCode
