"""The document camera's process over real HTTP: live views, a page, trouble, death."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from devices.camera.source import identify
from devices.clock import SystemClock
from devices.document_camera.driver import CapturedPage, DocumentScanner, ScanView
from devices.life import State
from devices.notebook import Notebook, Tally, notebook
from devices.simulators.cameras import CameraServer

CLOCK = SystemClock()
PATIENCE = 60


@pytest.fixture
def cameras() -> Iterator[CameraServer]:
    server = CameraServer(CLOCK)
    yield server
    server.stop()


@pytest.fixture
def notes(tmp_path: Path) -> Notebook:
    return notebook(tmp_path, "document_camera")


@pytest.fixture
def scan(notes: Notebook) -> Iterator[Callable[[str], DocumentScanner]]:
    started: list[DocumentScanner] = []

    def start(uri: str) -> DocumentScanner:
        started.append(DocumentScanner(uri, CLOCK, Tally(notes, CLOCK, identify(uri))))
        started[-1].start()
        return started[-1]

    yield start
    for scanner in started:
        scanner.stop()
        assert scanner.health().state is State.ABSENT


def wait(scanner: DocumentScanner, true: Callable[[ScanView | None], bool]) -> ScanView | None:
    """Poll until it is so; every poll is quick, however busy the worker."""
    until = CLOCK.monotonic() + PATIENCE
    while not true(view := scanner.poll()):
        assert CLOCK.monotonic() < until, "it never came"
        CLOCK.sleep(0.02)
    return view


def test_a_page_is_seen_taken_and_removed(
    cameras: CameraServer, scan: Callable[[str], DocumentScanner]
) -> None:
    port = cameras.start()
    cameras.do("page.put", name="iou")
    scanner = scan(f"sim:http://127.0.0.1:{port}/page.mjpg")
    assert scanner.health().usable
    view = wait(scanner, lambda seen: seen is not None)
    assert view is not None
    assert view.page_found
    assert view.corners
    assert view.sharp
    assert view.glare_free
    assert view.quad is not None
    assert len(view.quad) == 8
    assert all(0 <= value <= 1 for value in view.quad)
    assert Image.open(BytesIO(view.preview_jpeg)).size == (800, 600)

    assert scanner.captured() is None
    assert scanner.capture()
    taken: list[CapturedPage] = []

    def arrived(_: ScanView | None) -> bool:
        page = scanner.captured()
        taken.extend([page] if page else [])
        return bool(taken)

    wait(scanner, arrived)
    page = taken[0]
    assert Image.open(BytesIO(page.jpeg)).size == (page.width, page.height)
    assert page.page_found
    assert page.height > page.width
    assert scanner.captured() is None

    cameras.do("page.remove")
    gone = wait(scanner, lambda seen: seen is not None and not seen.page_found)
    assert gone is not None
    assert (gone.quad, gone.corners) == (None, False)


def test_an_unplugged_camera_is_down_and_comes_back(
    cameras: CameraServer, scan: Callable[[str], DocumentScanner], notes: Notebook
) -> None:
    scanner = scan(f"sim:http://127.0.0.1:{cameras.start()}/page.mjpg")
    wait(scanner, lambda seen: seen is not None)
    cameras.do("device.unplug", kind="document_camera")
    wait(scanner, lambda _: scanner.health().state is State.GONE)
    assert scanner.health().reason == "unplugged"
    cameras.do("device.replug", kind="document_camera")
    wait(scanner, lambda _: scanner.health().usable)
    told = notes.read()
    assert (told.counters.done, told.counters.failed, told.counters.reopened) == (1, 1, 1)
    assert (told.counters.last_error, told.facts) == ("unplugged", {"model": "simulated"})


def test_a_killed_process_is_a_camera_that_is_down(
    scan: Callable[[str], DocumentScanner], notes: Notebook
) -> None:
    scanner = scan("sim:http://127.0.0.1:9/page.mjpg")
    assert scanner.pid is not None
    os.kill(scanner.pid, signal.SIGKILL)
    wait(scanner, lambda _: not scanner.health().usable)
    assert scanner.health().state is State.FAULTED
    assert scanner.health().reason == "worker_died"
    assert (notes.read().counters.failed, notes.read().counters.last_error) == (1, "worker_died")
    assert not scanner.capture()


def test_pages_are_in_no_repr() -> None:
    assert "PAGE" not in repr(CapturedPage(b"PAGE", 1, 1))
    assert "PAGE" not in repr(ScanView(1, b"PAGE", None, False, False, False))
