"""Whether the province can be reached: asked beside everything else, and never holding anything up."""

from __future__ import annotations

import threading
import time

from kiosk.keeper.network import EVERY_S, NetworkWatch
from tests.offline_cache.rig import HandClock


class Probe:
    """Answers `answer`, once it may."""

    def __init__(self, answer: str = "up") -> None:
        self.answer = answer
        self.asked = 0
        self.may = threading.Event()
        self.may.set()

    def __call__(self) -> str:
        self.asked += 1
        assert self.may.wait(10)
        return self.answer


def settle(watch: NetworkWatch, probe: Probe, asked: int) -> None:
    """Wait until that many questions were asked and answered."""
    end = time.monotonic() + 10
    while probe.asked < asked or any(thread.name.endswith("(_ask)") for thread in threading.enumerate()):
        assert time.monotonic() < end
        time.sleep(0.005)


def test_before_the_first_answer_it_is_not_up() -> None:
    watch = NetworkWatch(Probe(), HandClock())
    assert (watch.up, watch.reason) == (False, "unknown")


def test_the_answer_and_its_reason() -> None:
    probe, clock = Probe("captive_portal"), HandClock()
    watch = NetworkWatch(probe, clock)
    watch.tick()
    settle(watch, probe, 1)
    assert (watch.up, watch.reason) == (False, "captive_portal")
    probe.answer = "up"
    clock.seconds += EVERY_S
    watch.tick()
    settle(watch, probe, 2)
    assert (watch.up, watch.reason) == (True, "")


def test_it_asks_when_due_or_hurried_only() -> None:
    probe, clock = Probe(), HandClock()
    watch = NetworkWatch(probe, clock)
    for _ in range(5):
        watch.tick()
        settle(watch, probe, 1)
    assert probe.asked == 1
    watch.hurry()
    watch.tick()
    settle(watch, probe, 2)
    clock.seconds += EVERY_S - 0.1
    watch.tick()
    assert probe.asked == 2


def test_a_slow_answer_holds_nothing_up_and_is_not_asked_for_twice() -> None:
    probe, clock = Probe(), HandClock()
    probe.may.clear()
    watch = NetworkWatch(probe, clock)
    watch.tick()
    for _ in range(3):
        clock.seconds += EVERY_S
        watch.tick()
    assert not watch.up
    assert probe.asked == 1
    probe.may.set()
    settle(watch, probe, 1)
    assert watch.up
