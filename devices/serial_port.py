"""A serial port with one kind of "unplugged" and deadlines, so that no driver meets pyserial's three error
families.
"""

from __future__ import annotations

import os
import select
import termios
from pathlib import Path
from types import TracebackType

import serial

from devices.clock import Clock, Deadline
from devices.life import DeviceError, Unplugged

PORT_ERRORS = (serial.SerialException, OSError, termios.error)
"""What a port that went away raises, depending on the call; all three mean the same."""

WRITE_TIMEOUT_S = 5.0


class WriteStalled(DeviceError):
    """The other side stopped taking bytes; the port itself is still there."""

    def __init__(self) -> None:
        super().__init__("write_stalled")


OPTIONS = {
    "baud": ("2400", "4800", "9600", "19200", "38400", "57600", "115200"),
    "model": ("escpos", "kiosk", "pelco-d", "pelco-d-mute"),
}
"""What an address may ask for behind its `?`; the model is that of a receipt printer or of a camera's head."""


def port_path(identity: str) -> Path:
    """The file behind `serial:/dev/...` or `sim:/...`. Raises `ValueError` for any other address."""
    scheme, _, rest = identity.partition(":")
    if scheme not in ("serial", "sim") or not rest.startswith("/"):
        raise ValueError(f"not a serial address: {scheme}:")
    return Path(rest.partition("?")[0])


def port_options(identity: str) -> dict[str, str]:
    """What an address asks for behind its `?`, for example `baud=9600&model=kiosk`.

    Raises `ValueError` for an option, or a value of one, that no device here has.
    """
    text = identity.partition("?")[2]
    options: dict[str, str] = {}
    for item in text.split("&") if text else []:
        name, _, value = item.partition("=")
        if value not in OPTIONS.get(name, ()) or name in options:
            known = " and ".join(f"{name}={'|'.join(values)}" for name, values in OPTIONS.items())
            raise ValueError(f"the only options are {known}")
        options[name] = value
    return options


def port_baud(identity: str, usual: int) -> int:
    """The speed an address asks for (`serial:/dev/...?baud=9600`), else the `usual` one of its kind.

    Raises `ValueError` as `port_options` does.
    """
    return int(port_options(identity).get("baud", usual))


def is_simulated(identity: str) -> bool:
    """Whether the address names a simulator."""
    return identity.startswith("sim:")


class SerialPort:
    """One exclusively opened port, 8N1 without flow control; every error of the line is `Unplugged`."""

    def __init__(
        self, identity: str, clock: Clock, baud: int = 115200, write_timeout_s: float = WRITE_TIMEOUT_S
    ) -> None:
        self.identity = identity
        self._write_timeout_s = write_timeout_s
        self._path = port_path(identity)
        self._clock = clock
        self._baud = port_baud(identity, baud)
        self._port: serial.Serial | None = None

    def __enter__(self) -> SerialPort:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, e: BaseException | None, t: TracebackType | None
    ) -> None:
        self.close()

    @property
    def is_open(self) -> bool:
        """Whether the port is held; it may be unplugged all the same."""
        return self._port is not None

    def open(self) -> None:
        """Take the port for ourselves. `Unplugged` when it is not there or another process holds it.

        A pseudo-terminal is refused unless the address says `sim:`: a simulator must never pass for hardware.
        """
        self.close()
        try:
            target = os.path.realpath(self._path)
            if target.startswith("/dev/pts/") and not is_simulated(self.identity):
                raise DeviceError("simulated_port", "a pseudo-terminal needs a sim: address")
            self._port = serial.Serial(
                target, self._baud, timeout=0, write_timeout=self._write_timeout_s, exclusive=True
            )
        except PORT_ERRORS as error:
            raise Unplugged(type(error).__name__) from error

    def close(self) -> None:
        """Let go; safe twice and on a port that went away."""
        port, self._port = self._port, None
        if port is None:
            return
        try:
            port.close()
        except PORT_ERRORS:
            return

    def write(self, data: bytes) -> None:
        """Hand bytes to the line. Raises `WriteStalled` when nobody takes them, `Unplugged` when it is
        gone.
        """
        port = self._held()
        try:
            port.write(data)
            port.flush()
        except serial.SerialTimeoutException as error:
            raise WriteStalled from error
        except PORT_ERRORS as error:
            raise Unplugged(type(error).__name__) from error

    def read(self, deadline: Deadline, most: int = 4096) -> bytes:
        """What arrives next, at least one byte, or nothing when the deadline passes first."""
        port = self._held()
        try:
            # setting pyserial's own timeout would configure the whole port anew, twice for every few bytes
            ready, _, _ = select.select([port.fileno()], [], [], deadline.left)
            return bytes(port.read(most)) if ready else b""
        except PORT_ERRORS as error:
            raise Unplugged(type(error).__name__) from error

    def flush_input(self) -> None:
        """Forget what arrived and was not read: late answers belong to nobody."""
        port = self._held()
        try:
            port.reset_input_buffer()
        except PORT_ERRORS as error:
            raise Unplugged(type(error).__name__) from error

    def _held(self) -> serial.Serial:
        if self._port is None:
            raise Unplugged("not open")
        return self._port
