"""The supervisor: a total table, one line down and one up, reconnecting by identity, a death that is seen."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devices import supervisor as module
from devices.clock import Deadline, SystemClock
from devices.id_card.reader import IdCardReader
from devices.life import DeviceError, Health, Kind, Outcome, PrintResult, State, Unplugged
from devices.simulators.rig import Rig
from devices.supervisor import TABLE, Counters, Event, NotReady, Supervisor

READY = Health(State.READY)


class HandClock:
    """A clock that stands still until somebody waits."""

    def __init__(self) -> None:
        self.at = 0.0

    def monotonic(self) -> float:
        """The time so far."""
        return self.at

    def sleep(self, seconds: float) -> None:
        """Time passes."""
        self.at += seconds

    def now(self) -> datetime:
        """Some day."""
        return datetime(2026, 11, 21, tzinfo=UTC)


class Lamp:
    """The simplest device: there or not, well or not."""

    kind = Kind.ID_READER

    def __init__(self) -> None:
        self.identity = "lamp:1"
        self.there = True
        self.says = READY
        self.opened = 0
        self.closed = 0
        self.broken = False

    @property
    def simulated(self) -> bool:
        """It is."""
        return True

    def open(self) -> None:
        """Opens when it is there."""
        if not self.there:
            raise Unplugged
        self.opened += 1

    def probe(self) -> Health:
        """What the test told it to say."""
        if self.broken:
            raise RuntimeError("a driver's bug")
        return self.says if self.there else Health(State.GONE, "unplugged")

    def close(self) -> None:
        """Counts."""
        self.closed += 1


@pytest.fixture
def lamp() -> Lamp:
    return Lamp()


@pytest.fixture
def seen() -> list[Health]:
    return []


@pytest.fixture
def keeper(lamp: Lamp, seen: list[Health]) -> Supervisor[Lamp]:
    """Not started: its steps are taken by hand."""
    return Supervisor(lamp, HandClock(), seen.append)


def eventually(true: Callable[[], bool], seconds: float = 10.0) -> bool:
    clock = SystemClock()
    deadline = Deadline.after(clock, seconds)
    while not true() and not deadline.over:
        clock.sleep(0.01)
    return true()


def test_table_is_total_and_an_unknown_event_is_an_error(keeper: Supervisor[Lamp]) -> None:
    assert set(TABLE) == {(state, event) for state in State for event in Event}
    with pytest.raises(KeyError):
        keeper.apply("exploded")  # type: ignore[arg-type]
    assert keeper.health.state is State.ABSENT


def test_only_opening_leads_out_of_absent_and_gone() -> None:
    for state in (State.ABSENT, State.GONE):
        ways = {event for event in Event if TABLE[state, event] in (State.READY, State.BUSY)}
        assert ways == {Event.OPENED}


def test_opening_and_losing(keeper: Supervisor[Lamp], lamp: Lamp, seen: list[Health]) -> None:
    keeper.step()
    assert keeper.health == READY
    lamp.there = False
    keeper.step()
    assert keeper.health == Health(State.GONE, "unplugged")
    assert lamp.closed == 1
    lamp.there = True
    keeper.step()
    assert [health.state for health in seen] == [State.READY, State.GONE, State.READY]


def test_one_lost_answer_is_not_told(keeper: Supervisor[Lamp], lamp: Lamp, seen: list[Health]) -> None:
    keeper.step()
    lamp.says = Health(State.GONE, "no_answer")
    keeper.step()
    assert keeper.health.state is State.READY
    lamp.says = READY
    keeper.step()
    lamp.says = Health(State.GONE, "no_answer")
    keeper.step()
    keeper.step()
    assert [health.reason for health in seen] == ["", "no_answer"]


def test_a_device_that_is_silent_at_first_is_ready_once_it_answers(
    keeper: Supervisor[Lamp], lamp: Lamp
) -> None:
    lamp.says = Health(State.GONE, "no_answer")
    keeper.step()
    assert keeper.health.state is State.ABSENT
    lamp.says = READY
    keeper.step()
    assert keeper.health == READY


def test_fault_and_warning_come_and_go(keeper: Supervisor[Lamp], lamp: Lamp, seen: list[Health]) -> None:
    keeper.step()
    for says in (Health(State.READY, warning="paper_low"), Health(State.FAULTED, "paper_end"), READY):
        lamp.says = says
        keeper.step()
        keeper.step()
        assert keeper.health == says
    assert len(seen) == 4


def test_a_device_without_paper_never_flashes_ready(
    keeper: Supervisor[Lamp], lamp: Lamp, seen: list[Health]
) -> None:
    lamp.says = Health(State.FAULTED, "paper_end")
    keeper.step()
    assert [health.state for health in seen] == [State.FAULTED]


def test_waits_grow_to_a_limit_and_start_anew_after_success(keeper: Supervisor[Lamp], lamp: Lamp) -> None:
    lamp.there = False
    waits = [keeper.step() for _ in range(8)]
    assert waits[:5] == [0.25, 0.5, 1.0, 2.0, 4.0]
    assert waits[5:] == [5.0, 5.0, 5.0]
    lamp.there = True
    assert keeper.step() == module.PROBE_EVERY_S
    lamp.there = False
    keeper.step()
    assert keeper.step() == 0.25


def test_a_night_of_absence_is_one_line_and_the_return_another(
    keeper: Supervisor[Lamp], lamp: Lamp, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="devices.supervisor")
    keeper.step()
    lamp.there = False
    for _ in range(500):
        keeper.step()
    lamp.there = True
    keeper.step()
    assert [record.getMessage() for record in caplog.records] == [
        "id_reader: down, gone unplugged",
        "id_reader: back",
    ]


def test_jobs_run_on_the_device_s_own_thread_while_it_is_busy(lamp: Lamp, seen: list[Health]) -> None:
    keeper = Supervisor(lamp, SystemClock(), seen.append)
    keeper.start()
    name = keeper.submit(lambda device: (threading.current_thread().name, device.identity)).result(timeout=5)
    assert name == ("device-id_reader", "lamp:1")
    assert eventually(lambda: [health.state for health in seen] == [State.READY, State.BUSY, State.READY])
    keeper.stop()
    assert keeper.health.state is State.ABSENT


def test_a_failing_job_tells_its_caller_and_nobody_else(lamp: Lamp) -> None:
    keeper = Supervisor(lamp, SystemClock())
    keeper.start()
    with pytest.raises(ZeroDivisionError):
        keeper.submit(lambda device: 1 // 0).result(timeout=5)
    assert eventually(lambda: keeper.health == READY)
    keeper.stop()


def test_a_job_that_finds_the_device_gone_makes_it_gone(lamp: Lamp) -> None:
    def pulled(device: Lamp) -> None:
        device.there = False
        raise Unplugged

    keeper = Supervisor(lamp, SystemClock())
    keeper.start()
    with pytest.raises(Unplugged):
        keeper.submit(pulled).result(timeout=5)
    with pytest.raises(NotReady) as caught:
        keeper.submit(lambda device: device.identity).result(timeout=5)
    assert caught.value.code == "unplugged"
    lamp.there = True
    assert eventually(lambda: keeper.health == READY)
    keeper.stop()


def test_what_happened_is_counted(keeper: Supervisor[Lamp], lamp: Lamp) -> None:
    assert keeper.counters == Counters()
    keeper.step()
    assert keeper.counters == Counters()
    lamp.there = False
    keeper.step()
    at = HandClock().now()
    assert keeper.counters == Counters(last_error="unplugged", last_error_at=at)
    lamp.there = True
    keeper.step()
    lamp.says = Health(State.FAULTED, "paper_end")
    keeper.step()
    keeper.step()
    assert keeper.counters == Counters(reopened=1, last_error="paper_end", last_error_at=at)
    lamp.says = READY
    keeper.step()
    assert keeper.counters.last_error == "paper_end", "the last error stays readable when all is well again"


@pytest.mark.parametrize(
    ("result", "done", "failed", "error"),
    [
        ("anything", 1, 0, ""),
        (PrintResult(Outcome.DONE), 1, 0, ""),
        (PrintResult(Outcome.NOT_DONE, "cover_open"), 0, 1, "cover_open"),
        (PrintResult(Outcome.UNKNOWN, ""), 0, 1, "failed"),
    ],
)
def test_jobs_are_counted_by_what_came_of_them(
    lamp: Lamp, result: object, done: int, failed: int, error: str
) -> None:
    keeper = Supervisor(lamp, SystemClock())
    keeper.start()
    keeper.submit(lambda _: result).result(timeout=5)
    counted = keeper.counters
    assert (counted.done, counted.failed, counted.last_error) == (done, failed, error)
    keeper.stop()


def test_jobs_that_raise_are_counted_by_their_code(lamp: Lamp) -> None:
    def raises(error: Exception) -> None:
        raise error

    keeper = Supervisor(lamp, SystemClock())
    keeper.start()
    for error in (DeviceError("jam"), ValueError("whatever it says")):
        with pytest.raises(type(error)):
            keeper.submit(lambda _, error=error: raises(error)).result(timeout=5)  # type: ignore[misc]
    assert (keeper.counters.failed, keeper.counters.last_error) == (2, "failed")
    keeper.stop()


def test_a_job_looks_again_before_it_is_refused(lamp: Lamp) -> None:
    lamp.says = Health(State.FAULTED, "paper_end")
    keeper = Supervisor(lamp, SystemClock())
    keeper.start()
    with pytest.raises(NotReady) as caught:
        keeper.submit(lambda device: device.identity).result(timeout=5)
    assert caught.value.code == "paper_end"
    lamp.says = READY
    assert keeper.submit(lambda device: device.identity).result(timeout=5) == "lamp:1"
    keeper.stop()


def test_jobs_after_the_end_fail_at_once(lamp: Lamp) -> None:
    keeper = Supervisor(lamp, SystemClock())
    keeper.start()
    keeper.stop()
    with pytest.raises(NotReady):
        keeper.submit(lambda device: device.identity).result(timeout=5)
    assert lamp.closed >= 1


@pytest.mark.expect_log("supervisor died")
def test_the_supervisor_s_own_death_is_visible(lamp: Lamp, seen: list[Health]) -> None:
    lamp.broken = True
    keeper = Supervisor(lamp, SystemClock(), seen.append)
    keeper.start()
    assert eventually(lambda: keeper.health == Health(State.FAULTED, "supervisor_died"))
    with pytest.raises(DeviceError) as caught:
        keeper.submit(lambda device: device.identity).result(timeout=5)
    assert caught.value.code in ("supervisor_died", "stopped")
    keeper.stop()


def test_a_reader_comes_back_by_its_name(rig: Rig, tmp_path: Path, clock: SystemClock) -> None:
    keeper = Supervisor(IdCardReader(f"sim:{tmp_path / 'rig' / 'id-reader'}", clock), clock)
    keeper.start()
    rig.do("card.put", {"persona": "zhang"})
    assert eventually(lambda: keeper.health == READY)
    assert keeper.submit(lambda reader: reader.read()).result(timeout=10).card.name == "张秀英"
    rig.do("device.unplug", {"kind": "id_reader"})
    assert eventually(lambda: keeper.health == Health(State.GONE, "unplugged"))
    rig.do("device.replug", {"kind": "id_reader"})
    assert eventually(lambda: keeper.health == READY)
    assert keeper.submit(lambda reader: reader.read()).result(timeout=10).card.name == "张秀英"
    keeper.stop()
