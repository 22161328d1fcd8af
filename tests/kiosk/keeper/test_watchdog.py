"""The word to systemd: it comes while pictures move, and stops with whatever a person would call frozen."""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.keeper.compositor import SYNC, Compositor, monitor_on, wayland
from kiosk.keeper.visits import Stage, Visits
from kiosk.keeper.watchdog import DARK_S, Watchdog, notifier

PROGRAM = """
import json, socket, sys
line = socket.socket(fileno=int(sys.argv[sys.argv.index("--link-fd") + 1]))
line.sendall(b'{"kind": "ready"}\\n')
line.makefile().read()
"""


class HandClock(SystemClock):
    """Moves when it is told to."""

    def __init__(self) -> None:
        self.at = 1000.0

    def monotonic(self) -> float:
        return self.at


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def visits(tmp_path: Path, clock: HandClock) -> Iterator[Visits]:
    program = tmp_path / "visit.py"
    program.write_text(PROGRAM)
    made = Visits(tmp_path / "run", clock, (sys.executable, str(program)))
    real = SystemClock()
    for _ in range(3000):
        made.keep()
        for visit in made.all:
            for message in visit.messages():
                if message["kind"] == "ready":
                    visit.ready()
        if made.shown and made.spare and made.spare.stage is Stage.SPARE:
            break
        real.sleep(0.01)
    yield made
    made.close()


def watched(visits: Visits, clock: HandClock, monitor: bool = True) -> tuple[Watchdog, list[str]]:
    said: list[str] = []
    return Watchdog(said.append, visits, Compositor(None, clock), lambda: monitor, clock), said


def test_the_first_picture_is_ready_and_each_further_one_feeds_the_dog(
    visits: Visits, clock: HandClock
) -> None:
    assert visits.shown
    dog, said = watched(visits, clock)
    dog.tick()
    assert said == [], "shown is not seen: no picture came yet"
    for frame in (1, 2, 3):
        visits.shown.alive({"kind": "alive", "frame": frame, "seen": True})
        dog.tick()
        clock.at += 1.1
    assert said[0].startswith("READY=1")
    assert said[1:] == ["WATCHDOG=1"] * 3


@pytest.mark.expect_log("the picture stood still")
def test_a_picture_that_stands_still_starves_the_dog_although_the_visit_says_that_it_lives(
    visits: Visits, clock: HandClock
) -> None:
    frozen = visits.shown
    assert frozen
    dog, said = watched(visits, clock)
    for _ in range(19):
        frozen.alive({"kind": "alive", "frame": 7, "seen": True})
        dog.tick()
        clock.at += 1.0
        visits.keep()
    assert said.count("WATCHDOG=1") == 1
    assert frozen.stage is Stage.SHOWN, "a busy moment is no frozen screen"
    clock.at += 2.0
    frozen.alive({"kind": "alive", "frame": 7, "seen": True})
    frozen.heard = clock.at
    visits.spare.heard = clock.at  # type: ignore[union-attr]
    visits.keep()
    assert frozen.stage is Stage.GONE
    assert visits.shown is not frozen


def test_a_monitor_that_is_off_is_no_frozen_screen_but_one_that_is_on_is(
    visits: Visits, clock: HandClock
) -> None:
    assert visits.shown
    dark, said_dark = watched(visits, clock, monitor=False)
    lit, said_lit = watched(visits, clock, monitor=True)
    for _ in range(40):
        visits.shown.alive({"kind": "alive", "frame": 7, "seen": False})
        visits.shown.heard = visits.spare.heard = clock.at  # type: ignore[union-attr]
        visits.keep()
        dark.tick()
        lit.tick()
        clock.at += 1.0
    assert visits.shown.stage is Stage.SHOWN
    assert said_dark.count("WATCHDOG=1") == 40 - int(DARK_S), "at first it may only be slow"
    assert said_lit == []


def test_words_reach_the_manager_at_a_path_and_in_the_abstract(tmp_path: Path) -> None:
    for address, bound in (
        (str(tmp_path / "notify"), str(tmp_path / "notify")),
        ("@lawbooth-" + tmp_path.name, "\0lawbooth-" + tmp_path.name),
    ):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.bind(bound)
            manager.settimeout(5)
            notify = notifier({"NOTIFY_SOCKET": address})
            assert notify
            notify("WATCHDOG=1")
            assert manager.recv(100) == b"WATCHDOG=1"
    assert notifier({}) is None
    assert notifier({"NOTIFY_SOCKET": "somewhere"}) is None
    gone = notifier({"NOTIFY_SOCKET": str(tmp_path / "gone")})
    assert gone
    gone("WATCHDOG=1")


def test_a_compositor_that_answers_is_well_and_a_stopped_one_is_not(tmp_path: Path) -> None:
    clock = HandClock()
    path = tmp_path / "wayland-0"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen(4)
        asked = Compositor(path, clock)
        for _ in range(5):
            clock.at += 1.1
            asked.tick()
            line, _ = server.accept()
            with line:
                assert line.recv(100) == SYNC
                line.send(struct.pack("=IHHI", 2, 0, 12, 1))
                asked.tick()
            assert asked.answers
        for _ in range(20):  # it takes callers in and says nothing, as a stopped process does
            clock.at += 1.0
            asked.tick()
        assert not asked.answers
        asked.stop()
    clock.at += 1.1
    asked.tick()
    assert not asked.answers, "nobody listens any more"


def test_where_the_compositor_listens() -> None:
    assert wayland({"WAYLAND_DISPLAY": "wayland-1", "XDG_RUNTIME_DIR": "/run/x"}) == Path("/run/x/wayland-1")
    assert wayland({"WAYLAND_DISPLAY": "/run/w"}) == Path("/run/w")
    assert wayland({"XDG_RUNTIME_DIR": "/run/x"}) is None
    assert Compositor(None, HandClock()).answers


@pytest.mark.parametrize(
    ("status", "enabled", "on"),
    [("connected", "enabled", True), ("connected", "disabled", False), ("disconnected", "enabled", False)],
)
def test_a_monitor_is_on_when_it_is_plugged_in_and_driven(
    tmp_path: Path, status: str, enabled: str, on: bool
) -> None:
    connector = tmp_path / "card0-HDMI-A-1"
    connector.mkdir()
    (connector / "status").write_text(status + "\n")
    (connector / "enabled").write_text(enabled + "\n")
    (tmp_path / "card0").mkdir()
    assert monitor_on(tmp_path) is on
    assert monitor_on(tmp_path / "nothing") is False
