"""The camera that keeps its newest frame: silence, frozen pictures, restarts and the way back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
import pytest

from devices.camera.capture import Camera
from devices.camera.source import FrameSource
from devices.clock import SystemClock
from devices.life import Kind, State, Unplugged

if TYPE_CHECKING:
    from devices.camera.source import Rgb

CLOCK = SystemClock()


class Scripted:
    """A source that gives what it is told: a number for a picture of that grey, None for an end."""

    def __init__(self, script: list[int | None]) -> None:
        self._script = script
        self.closed = False
        self.dry = threading.Event()

    def read(self) -> Rgb:
        """The next picture; repeats the last one slowly."""
        if len(self._script) == 1:
            self.dry.wait(0.005)
        shade = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        if shade is None:
            raise Unplugged("pulled")
        return np.full((16, 16, 3), shade, np.uint8)

    def close(self) -> None:
        """Remember it."""
        self.closed = True


class Hurried(SystemClock):
    """Runs a thousand times as fast."""

    def monotonic(self) -> float:
        return super().monotonic() * 1000


Maker = Callable[..., Camera]


@pytest.fixture
def camera() -> Iterator[Maker]:
    made: list[Camera] = []

    def make(*scripts: list[int | None], clock: SystemClock = CLOCK) -> Camera:
        waiting = list(scripts)

        def opener(uri: str, size: tuple[int, int]) -> FrameSource:
            if not waiting:
                raise Unplugged("none")
            return Scripted(waiting.pop(0) if len(waiting) > 1 else list(waiting[0]))

        made.append(Camera("sim:scripted", clock, Kind.FACE_CAMERA, opener=opener))
        made[-1].start()
        return made[-1]

    yield make
    for camera in made:
        camera.stop()


def until(true: Callable[[], bool]) -> None:
    """Wait for it, at most 20 seconds."""
    end = CLOCK.monotonic() + 20
    while not true():
        assert CLOCK.monotonic() < end, "it never came"
        CLOCK.sleep(0.01)


def test_the_newest_frame_is_kept(camera: Maker) -> None:
    watched = camera([1, 2, 3])
    until(lambda: watched.latest(2) is not None)
    frame = watched.latest()
    assert frame is not None
    assert (frame.seq, int(frame.rgb[0, 0, 0])) == (3, 3)
    assert watched.latest(after=3, wait=0.01) is None
    assert watched.probe().state is State.BUSY
    assert watched.simulated


def test_a_repeated_picture_is_no_new_frame_and_means_frozen(camera: Maker) -> None:
    watched = camera([7], clock=Hurried())
    until(lambda: watched.probe().state is State.BUSY and watched.probe().warning == "frozen")
    frame = watched.latest()
    assert frame is not None
    assert frame.seq == 1


@pytest.mark.expect_log("face_camera is down")
def test_three_failures_are_a_fault_and_a_frame_ends_it(camera: Maker) -> None:
    watched = camera([5, None], [None], [None], [9, 8])
    until(lambda: watched.probe().state is State.FAULTED)
    assert watched.probe().reason == "unplugged"
    until(lambda: watched.probe().state is State.BUSY)
    frame = watched.latest()
    assert frame is not None
    assert frame.rgb[0, 0, 0] in (8, 9)


@pytest.mark.expect_log("face_camera is down")
def test_a_camera_that_was_never_there_is_a_fault(camera: Maker) -> None:
    watched = camera([None])
    until(lambda: watched.probe().state is State.FAULTED)
    assert watched.latest() is None


def test_without_a_stream_it_says_whether_it_is_there() -> None:
    idle = Camera("sim:http://127.0.0.1:9/face.mjpg", CLOCK)
    assert idle.probe().state is State.GONE
    with pytest.raises(Unplugged):
        idle.open()
    idle.close()


def test_stop_ends_the_thread_and_forgets_the_face(camera: Maker) -> None:
    watched = camera([1, 2])
    until(lambda: watched.latest() is not None)
    watched.stop()
    assert watched.latest() is None
    assert not [thread for thread in threading.enumerate() if thread.name == "camera-face_camera"]
