"""The worker process over a real HTTP camera: a result always comes, and nothing outlives the visit."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.camera.child import ROOT
from devices.notebook import Tally, notebook
from devices.simulators.cameras import CameraServer
from devices.simulators.faces_clips import card_photo
from kiosk.clock import SystemClock
from kiosk.identity.check import FaceCheck, FaceSettings
from kiosk.identity.decision import THRESHOLDS, Liveness, Verdict
from kiosk.identity.events import FaceEvent, Hint, Preview, Prompt, Result
from tests.kiosk.identity.watching import MOVEMENTS, picture

CLOCK = SystemClock()
NOWHERE = "sim:http://127.0.0.1:9/face.mjpg"
PATIENCE = 90


@pytest.fixture
def cameras() -> Iterator[CameraServer]:
    server = CameraServer(CLOCK, {"zhang": "astronaut"})
    yield server
    server.stop()


@pytest.fixture
def begin() -> Iterator[Callable[[str, bytes], FaceCheck]]:
    """Starts checks and sees that their workers are gone afterwards."""
    checks: list[FaceCheck] = []

    def start(uri: str, photo: bytes) -> FaceCheck:
        check = FaceCheck(uri, photo, CLOCK, FaceSettings(start_seconds=PATIENCE, silent_seconds=PATIENCE))
        checks.append(check)
        check.start()
        return check

    yield start
    for check in checks:
        pid = check.pid
        check.stop()
        assert not check.alive
        assert pid is None or not running(pid)


def running(pid: int) -> bool:
    """Whether a process is there and no corpse."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def events(check: FaceCheck) -> Iterator[FaceEvent]:
    """Poll until there is a result."""
    until = CLOCK.monotonic() + PATIENCE
    while CLOCK.monotonic() < until:
        for event in check.poll():
            yield event
            if isinstance(event, Result):
                return
        CLOCK.sleep(0.02)
    raise AssertionError("no result")


def files_open_for_writing(pid: int) -> list[str]:
    """Regular files, not pipes or devices, that a process could write to."""
    found = []
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        target, info = str(entry.readlink()), Path(f"/proc/{pid}/fdinfo/{entry.name}").read_text()
        flags = int(info.split("flags:")[1].split()[0], 8)
        if target.startswith("/") and Path(target).is_file() and flags & (os.O_WRONLY | os.O_RDWR):
            found.append(target)
    return found


def test_a_resident_is_recognised_at_the_second_attempt(
    cameras: CameraServer, begin: Callable[[str, bytes], FaceCheck]
) -> None:
    check = begin(f"sim:http://127.0.0.1:{cameras.start()}/face.mjpg", card_photo("astronaut"))
    cameras.do("face.show", persona="zhang")
    previews: list[Preview] = []
    prompts: list[str] = []
    end: Result | None = None

    for event in events(check):  # the first attempt: another movement than the one that is asked
        if isinstance(event, Prompt) and event.name in MOVEMENTS:
            cameras.do("face.action", name="left" if event.name == "mouth" else "mouth")
        elif isinstance(event, Result):
            end = event
    assert end is not None
    assert (end.decision, end.liveness, end.reason) == (Verdict.RETRY, Liveness.FAILED, "wrong_action")

    cameras.do("face.action", name="neutral")
    check.retry()
    for event in events(check):
        if isinstance(event, Prompt):
            prompts.append(event.name)
            cameras.do("face.action", name=event.name if event.name in MOVEMENTS else "neutral")
        elif isinstance(event, Preview):
            previews.append(event)
        elif isinstance(event, Result):
            end = event
            assert check.pid is not None
            assert files_open_for_writing(check.pid) == []
    assert end is not None
    assert (end.decision, end.liveness, end.thresholds) == (Verdict.ACCEPT, Liveness.PASSED, THRESHOLDS)
    assert end.distance is not None
    assert end.distance <= 0.36
    assert prompts[0] == "look"
    assert prompts[-1] == "comparing"
    numbers = [preview.seq for preview in previews]
    assert numbers == sorted(set(numbers))
    assert picture(previews[0].jpeg).shape == (480, 640, 3)


def test_a_killed_worker_is_a_result(begin: Callable[[str, bytes], FaceCheck]) -> None:
    check = begin(NOWHERE, card_photo("hopper"))
    assert check.pid is not None
    os.kill(check.pid, signal.SIGKILL)
    *_, end = events(check)
    assert end == Result(Verdict.ATTENDANT, None, Liveness.NOT_DONE, "worker_died")
    assert check.poll() == []
    check.retry()
    *_, again = events(check)
    assert isinstance(again, Result)
    assert again.reason == "worker_died"


def test_a_camera_that_is_gone_is_a_result(begin: Callable[[str, bytes], FaceCheck]) -> None:
    seen = list(events(begin(NOWHERE, card_photo("hopper"))))
    end = seen[-1]
    assert isinstance(end, Result)
    assert (end.decision, end.liveness, end.reason) == (Verdict.ATTENDANT, Liveness.NOT_DONE, "camera_gone")


def test_a_camera_that_goes_away_in_the_middle_is_a_result(
    cameras: CameraServer, begin: Callable[[str, bytes], FaceCheck]
) -> None:
    check = begin(f"sim:http://127.0.0.1:{cameras.start()}/face.mjpg", card_photo("hopper"))
    seen: list[FaceEvent] = []
    for event in events(check):
        seen.append(event)
        if isinstance(event, Preview) and event.seq == 3:
            cameras.do("device.unplug", kind="face_camera")
    assert Hint("camera_gone") in seen
    end = seen[-1]
    assert isinstance(end, Result)
    assert (end.decision, end.reason) == (Verdict.ATTENDANT, "camera_gone")


@pytest.mark.parametrize("photo", [b"short", bytes(102 * 126 * 3)])
def test_a_card_photo_without_a_face_is_a_result(
    photo: bytes, begin: Callable[[str, bytes], FaceCheck]
) -> None:
    *_, end = events(begin(NOWHERE, photo))
    assert isinstance(end, Result)
    assert (end.decision, end.reason) == (Verdict.ATTENDANT, "card_photo")


class Jumping(SystemClock):
    """A clock that can be moved on."""

    def __init__(self) -> None:
        self.extra = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.extra


def test_a_worker_that_hangs_is_killed_and_is_a_result(tmp_path: Path) -> None:
    clock, notes = Jumping(), notebook(tmp_path, "face_camera")
    check = FaceCheck(NOWHERE, card_photo("hopper"), clock, tally=Tally(notes, clock, {}))
    check.start()
    pid = check.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    assert [event for event in check.poll() if isinstance(event, Result)] == []
    clock.extra = 60
    (end,) = (event for event in check.poll() if isinstance(event, Result))
    assert end.reason == "worker_silent"
    assert (notes.read().counters.failed, notes.read().counters.last_error) == (1, "worker_silent")
    assert not check.alive
    assert not running(pid)


PARENT = """
import os, signal, sys
from kiosk.clock import SystemClock
from kiosk.identity.check import FaceCheck
check = FaceCheck("sim:http://127.0.0.1:9/x", bytes(102 * 126 * 3), SystemClock())
check.start()
print(check.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_worker_dies_with_its_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, cwd=ROOT) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
    until = CLOCK.monotonic() + 30
    while running(pid) and CLOCK.monotonic() < until:
        CLOCK.sleep(0.05)
    assert not running(pid)


def test_nothing_happens_before_the_start() -> None:
    check = FaceCheck(NOWHERE, b"", CLOCK)
    assert not check.alive
    check.stop()
    assert check.poll() == []


def test_a_face_is_in_no_repr() -> None:
    assert "JPEG" not in repr(Preview(b"JPEG", 1))
