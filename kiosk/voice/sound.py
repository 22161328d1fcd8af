"""Microphone, loudspeaker and handset: the only module of this room that knows Qt, and a stand-in fed over a socket.

An address is empty (the system's own), the name of a sound device, or in demonstrations `sim:` and the path of a unix
socket, over which raw 16 bit PCM is spoken into the terminal, or what it says is heard.
"""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

from kiosk.clock import Clock

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioSink, QAudioSource

SIM = "sim:"
CAPTURE_RATE = 16_000
CHUNK = 64 * 1024
BUFFER_S = 0.3
"""How much sound a device may keep in hand: short, so that 停 is heard to stop."""


# ---------------------------------------------------------------------- hearing


class QtMicrophone:
    """16 kHz, mono, 16 bit from a sound device; `take` gives what came since the last call."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._source: QAudioSource | None = None
        self._pipe: object = None
        self.trouble = ""

    def start(self) -> None:
        """Open the device; afterwards `trouble` is empty, or `no_input`, `broken`."""
        quiet()
        from PySide6.QtMultimedia import QAudioFormat, QAudioSource, QMediaDevices

        device = choose(QMediaDevices.audioInputs(), QMediaDevices.defaultAudioInput(), self._name)
        if device is None:
            self.trouble = "no_input"
            return
        form = QAudioFormat()
        form.setSampleRate(CAPTURE_RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._source = QAudioSource(device, form)
        self._pipe = self._source.start()
        self.trouble = "" if self._pipe is not None and not _failed(self._source) else "broken"

    def take(self) -> bytes:
        """PCM since the last call; empty and `trouble` when the device went away."""
        if self._source is None or self._pipe is None:
            return b""
        if _failed(self._source):
            self.trouble = "broken"
            return b""
        return bytes(self._pipe.readAll().data())  # type: ignore[attr-defined]

    def stop(self) -> None:
        """Let the device go."""
        if self._source is not None:
            self._source.stop()
        self._source = self._pipe = None


class SocketMicrophone:
    """Whoever connects to the socket speaks into this terminal."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._listener: socket.socket | None = None
        self._voice: socket.socket | None = None
        self.trouble = ""

    def start(self) -> None:
        """Open the door."""
        if self._listener is not None:
            return
        from pathlib import Path

        Path(self._path).unlink(missing_ok=True)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._listener.bind(self._path)
        except OSError:
            self.stop()
            self.trouble = "no_input"
            return
        self._listener.listen(1)
        self._listener.setblocking(False)
        self.trouble = ""

    def take(self) -> bytes:
        """PCM since the last call."""
        if self._voice is None and self._listener is not None:
            with contextlib.suppress(BlockingIOError):
                self._voice, _ = self._listener.accept()
                self._voice.setblocking(False)
        if self._voice is None:
            return b""
        try:
            data = self._voice.recv(CHUNK)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if not data:
            self._voice.close()
            self._voice = None
        return data

    def stop(self) -> None:
        """Shut the door."""
        for one in (self._voice, self._listener):
            if one is not None:
                one.close()
        self._voice = self._listener = None


Microphone = QtMicrophone | SocketMicrophone


def microphone(address: str) -> Microphone:
    """The microphone at an address."""
    return SocketMicrophone(address.removeprefix(SIM)) if address.startswith(SIM) else QtMicrophone(address)


# ---------------------------------------------------------------------- speaking


class QtPlayback:
    """Plays one sentence at a time, to the loudspeaker or to the handset."""

    haste = 1.0

    def __init__(self, speaker: str, handset: str) -> None:
        self._names = {False: speaker, True: handset}
        self._sink: QAudioSink | None = None
        self._keep: object = None
        self.trouble = ""

    @property
    def busy(self) -> bool:
        """Whether the device still has something to play."""
        if self._sink is None:
            return False
        from PySide6.QtMultimedia import QtAudio

        if _failed(self._sink):
            self.trouble = "broken"
        return self._sink.state() == QtAudio.State.ActiveState

    def play(self, pcm: bytes, rate: int, volume: float, private: bool) -> None:
        """Begin to play. Without a handset nothing private is played at all."""
        from PySide6.QtCore import QBuffer, QByteArray, QIODevice

        quiet()
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices

        self.stop()
        name = self._names[private]
        outputs = QMediaDevices.audioOutputs()
        device = choose(outputs, QMediaDevices.defaultAudioOutput(), name) if name or not private else None
        if device is None:
            self.trouble = "no_output"
            return
        form = QAudioFormat()
        form.setSampleRate(rate)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        data = QBuffer()
        data.setData(QByteArray(pcm))
        data.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink = QAudioSink(device, form)
        self._sink.setBufferSize(int(rate * 2 * BUFFER_S))
        self._sink.setVolume(volume)
        self._keep = data
        self._sink.start(data)
        self.trouble = "broken" if _failed(self._sink) else ""

    def stop(self) -> None:
        """Silence."""
        if self._sink is not None:
            self._sink.reset()
        self._sink = self._keep = None


class SocketPlayback:
    """Says everything to whoever listens at the socket; takes a twentieth of the time that it would be heard."""

    haste = 20.0

    def __init__(self, path: str, handset: str, clock: Clock) -> None:
        self._path = path
        self._handset = handset
        self._clock = clock
        self._until = 0.0
        self.trouble = ""

    @property
    def busy(self) -> bool:
        """Whether the sentence would still be heard."""
        return self._clock.monotonic() < self._until

    def play(self, pcm: bytes, rate: int, volume: float, private: bool) -> None:
        """Hand it over; nobody need listen."""
        if private and not self._handset:
            return
        self._until = self._clock.monotonic() + len(pcm) / 2 / rate / self.haste
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.setblocking(False)
            mark = (b"H" if private else b"L") + bytes([round(100 * volume)])
            line.sendto(mark + rate.to_bytes(4, "little") + pcm[:CHUNK], self._path)

    def stop(self) -> None:
        """Silence."""
        self._until = 0.0


def playback(speaker: str, handset: str, clock: Clock) -> QtPlayback | SocketPlayback:
    """What speaks at these addresses."""
    if speaker.startswith(SIM):
        return SocketPlayback(speaker.removeprefix(SIM), handset, clock)
    return QtPlayback(speaker, handset)


# ---------------------------------------------------------------------- devices


def choose(devices: list[QAudioDevice], default: QAudioDevice, name: str) -> QAudioDevice | None:
    """The device whose description or id holds `name`; without a name the system's own; None when there is none."""
    if not name:
        return None if default.isNull() else default
    for device in devices:
        if name in device.description() or name in bytes(device.id().data()).decode(errors="replace"):
            return device
    return None


def device_names() -> tuple[list[str], list[str]]:
    """Microphones and outputs by name; asked without a screen."""
    import os

    from PySide6.QtCore import QCoreApplication

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    quiet()
    from PySide6.QtMultimedia import QMediaDevices

    app = QCoreApplication.instance() or QCoreApplication([])
    names = [one.description() for one in QMediaDevices.audioInputs()]
    outputs = [one.description() for one in QMediaDevices.audioOutputs()]
    del app
    return names, outputs


def quiet() -> None:
    """Before Qt's multimedia module is loaded: that PipeWire's library is not there is no news where PulseAudio is."""
    from PySide6.QtCore import QLoggingCategory

    QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver=false")


def _failed(stream: QAudioSource | QAudioSink) -> bool:
    from PySide6.QtMultimedia import QtAudio

    return stream.error() not in (QtAudio.Error.NoError, QtAudio.Error.UnderrunError)
