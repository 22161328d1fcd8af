"""Sound through a real PulseAudio server: played into a null sink, captured by the terminal's own adapter, understood."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from tests.kiosk.voice.mouth import MODEL, RATE, Synthesised

CLOCK = SystemClock()
TRIES = 12
"""A machine with other work drops samples of a real sound server; it is said again, as a person would."""

EAR = """
import sys
from PySide6.QtCore import QCoreApplication
from kiosk.clock import SystemClock
from kiosk.voice.listener import Listener, Words
from kiosk.voice.sound import microphone
app = QCoreApplication([])
clock = SystemClock()
listener = Listener(sys.argv[1], clock)
listener.start()
listener.listen_for(["下一步", "返回", "同意"])
while listener.state == "loading":
    listener.poll()
    clock.sleep(0.01)
ear = microphone("ear")
ear.start()
assert ear.trouble == "", ear.trouble
print("listening", flush=True)
end = clock.monotonic() + 150
while clock.monotonic() < end:
    app.processEvents()
    listener.feed(ear.take())
    for event in listener.poll():
        if isinstance(event, Words) and event.final:
            print(event.text, flush=True)
            if event.text == "下一步":
                listener.stop()
                ear.stop()
                sys.exit(0)
    clock.sleep(0.02)
"""


def served(environment: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    """A server with the source that hears; without real-time turns, for which Linux kills one that is kept waiting."""
    modules = (
        f"module-native-protocol-unix auth-anonymous=1 socket={folder}/pulse.sock",
        "module-null-sink sink_name=mouth rate=16000 channels=1",
        "module-remap-source source_name=ear master=mouth.monitor source_properties=device.description=ear",
    )
    with (folder / "pulse.log").open("wb") as log:
        server = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--realtime=no",
             "--high-priority=no", "--disable-shm=yes", *(word for module in modules for word in ("-L", module))],
            env=environment, stdout=log, stderr=log,
        )  # fmt: skip
    end = CLOCK.monotonic() + 60
    asked = ["pactl", "list", "short", "sources"]  # the socket is there before the sources are
    while server.poll() is None and CLOCK.monotonic() < end:
        if b"ear" in subprocess.run(asked, env=environment, capture_output=True, check=False).stdout:
            return server
        CLOCK.sleep(0.1)
    server.kill()
    server.wait()
    raise AssertionError((folder / "pulse.log").read_text(encoding="utf-8", errors="replace")[-1500:])


@pytest.fixture
def pulse(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A server of this test's own, with a sink that a voice is played into and a source that hears it."""
    environment = os.environ | {
        "HOME": str(tmp_path), "PULSE_SERVER": f"unix:{tmp_path}/pulse.sock", "PULSE_RUNTIME_PATH": str(tmp_path / "run"),
        "PULSE_STATE_PATH": str(tmp_path / "state"), "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),  # a scene beside this test takes it away (`kiosk.ui.keyboard`)
    }  # fmt: skip
    server = served(environment, tmp_path)
    yield environment
    server.terminate()
    server.wait(timeout=20)


@pytest.mark.slow
def test_what_is_played_into_the_sound_server_is_understood(pulse: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", EAR, str(MODEL)], env=pulse, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as ear:  # fmt: skip
        assert ear.stdout is not None
        assert ear.stderr is not None
        assert ear.stdout.readline().strip() == "listening", ear.stderr.read()[-1500:]
        sound = bytes(RATE) + Synthesised().say("下一步") + bytes(3 * RATE)
        for _ in range(TRIES):
            if ear.poll() is not None:
                break
            subprocess.run(
                ["pacat", "--playback", "--device=mouth", "--format=s16le", f"--rate={RATE}", "--channels=1"],
                input=sound, env=pulse, check=True, timeout=60,
            )  # fmt: skip
            CLOCK.sleep(1.0)
        heard, trouble = ear.communicate(timeout=170)
        assert ear.returncode == 0, trouble[-1500:]
        assert heard.splitlines()[-1] == "下一步"
