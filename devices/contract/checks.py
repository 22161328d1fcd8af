"""The promises, each a function over a trial that raises `Broken` when one is not kept."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from devices.clock import Deadline
from devices.contract.bench import Bench, Fault
from devices.contract.work import Broken, require, work
from devices.life import DeviceError, Health, Kind, Outcome, State, Unplugged
from devices.registry import Driver, Place
from devices.supervisor import Supervisor

PATIENCE_S = 6.0
"""Longest a probe or an opening may take, whatever the device does."""
RETURN_S = 15.0
PROBES = 25
LOG_LINES = 5
TELLING = (Kind.RECEIPT_PRINTER, Kind.PAGE_PRINTER, Kind.RELAYS, Kind.UPS)
"""Kinds whose devices can say themselves that they cannot work."""
PRINTERS = (Kind.RECEIPT_PRINTER, Kind.PAGE_PRINTER)


class Level(IntEnum):
    """How far a driver may be trusted; each level holds all below it."""

    NONE = 0
    BRONZE = 1
    """It opens, answers and closes, and a missing device is a missing device."""
    SILVER = 2
    """It does its work, and what it says of it is true."""
    GOLD = 3
    """It survives cables and silence, comes back by itself, and leaves nothing behind."""
    PLATINUM = 4
    """It believes nothing that only looks like an answer, and tells nobody what it must not."""


@dataclass
class Trial:
    """One driver on its bench."""

    driver: Driver
    bench: Bench
    place: Place
    turns: int = 1
    """How often what is done again and again is done: 1 for a quick look, more to load the device."""
    made: list[Any] = field(default_factory=list)

    def device(self) -> Any:
        """A new device at the bench's address; the trial closes it."""
        return self.at(self.bench.address)

    def at(self, address: str) -> Any:
        """A new device at an address."""
        device = self.driver.make(address, self.place)
        self.made.append(device)
        return device

    def opened(self) -> Any:
        """A new device that is open."""
        device = self.device()
        device.open()
        return device

    @contextmanager
    def fault(self, name: Fault) -> Iterator[None]:
        """While something is wrong."""
        self.bench.faults[name](True)
        try:
            yield
        finally:
            self.bench.faults[name](False)

    def in_time(self, act: Callable[[], Any], what: str) -> Any:
        """Do it, and require that it did not take too long."""
        deadline = Deadline.after(self.place.clock, PATIENCE_S)
        result = act()
        require(not deadline.over, f"{what} took longer than {PATIENCE_S:.0f} s")
        return result

    def close(self) -> None:
        """Let go of everything that was made."""
        for device in self.made:
            device.close()


Promise = Callable[[Trial], None]


@dataclass(frozen=True)
class Check:
    """One promise."""

    name: str
    level: Level
    run: Promise
    needs: tuple[Fault, ...] = ()
    kinds: tuple[Kind, ...] = tuple(Kind)
    witness: bool = False
    """Needs a bench that counts what came out."""

    def applies(self, driver: Driver, bench: Bench) -> bool:
        """Whether it says anything about such a device."""
        return driver.kind in self.kinds and not set(self.needs) & set(bench.cannot)

    def missing(self, bench: Bench) -> str:
        """What the bench lacks to show this, or empty."""
        if self.name == "a_missing_device_is_unplugged" and not bench.missing:
            return "an address at which nothing is"
        if self.witness and bench.count is None:
            return "a witness"
        return ", ".join(fault for fault in self.needs if fault not in bench.faults)


CHECKS: list[Check] = []


def promise(
    level: Level, *needs: Fault, kinds: tuple[Kind, ...] = tuple(Kind), witness: bool = False
) -> Callable[[Promise], Promise]:
    """Put a function among the promises."""

    def add(run: Promise) -> Promise:
        CHECKS.append(Check(run.__name__, level, run, needs, kinds, witness))
        return run

    return add


# ---------------------------------------------------------------- bronze


@promise(Level.BRONZE)
def says_what_it_is(trial: Trial) -> None:
    """Kind and address as configured; simulated exactly when the address says so."""
    device = trial.device()
    require(device.kind is trial.driver.kind, f"is a {device.kind}, not a {trial.driver.kind}")
    require(device.identity == trial.bench.address, "does not keep its address")
    require(device.simulated == device.identity.startswith("sim:"), "does not tell a simulator from hardware")


@promise(Level.BRONZE)
def opens_and_closes_as_often_as_one_likes(trial: Trial) -> None:
    """Closing twice, or before opening, is nothing special; opening again works."""
    device = trial.device()
    device.close()
    for _ in range(3 * trial.turns):
        trial.in_time(device.open, "opening")
        health = trial.in_time(device.probe, "a probe")
        require(health.usable, f"is {health.state} {health.reason} when open")
        device.close()
        device.close()


@promise(Level.BRONZE)
def probing_never_raises(trial: Trial) -> None:
    """Neither before opening nor after closing."""
    device = trial.device()
    for step in (device.probe, device.open, device.probe, device.close, device.probe):
        found = step()
        require(found is None or isinstance(found, Health), "a probe that is no Health")


@promise(Level.BRONZE)
def a_missing_device_is_unplugged(trial: Trial) -> None:
    """Opening says so with `Unplugged`, probing with a state that cannot be used."""
    device = trial.at(trial.bench.missing)
    try:
        trial.in_time(device.open, "opening nothing")
    except Unplugged:
        require(not device.probe().usable, "a missing device that can be used")
        return
    raise Broken("opened although nothing is there")


# ---------------------------------------------------------------- silver


@promise(Level.SILVER)
def does_its_work(trial: Trial) -> None:
    """Again and again, with the same device."""
    device = trial.opened()
    for turn in range(2 * trial.turns):
        require(
            work(device, trial.bench, f"work-{turn}") is Outcome.DONE,
            "could not do its work on a healthy device",
        )
        require(device.probe().usable, "cannot be used after its work")


@promise(Level.SILVER, kinds=PRINTERS, witness=True)
def does_not_print_a_job_twice(trial: Trial) -> None:
    """Neither the same driver nor a new one in its place: the journal outlives both."""
    from devices.receipt_printer.blocks import Cut, Line, Qr

    def print_on(device: Any) -> Any:
        if device.kind is Kind.PAGE_PRINTER:
            return device.print_pdf("same", b"%PDF-1.4\n%%EOF\n", "t")
        return device.print_blocks("same", [Line("same"), Qr("same"), Cut()])

    device = trial.opened()
    first = print_on(device)
    count = trial.bench.count or (lambda: 0)
    came = count()
    require(print_on(device) == first, "another answer for the same job")
    device.close()
    require(print_on(trial.opened()).outcome is first.outcome, "another outcome after a restart")
    require(count() == came, "the same job came out again")


@promise(Level.SILVER, "trouble", kinds=TELLING)
def says_when_it_cannot(trial: Trial) -> None:
    """A device in trouble is faulted with a code, does no work, and works again afterwards."""
    device = trial.opened()
    with trial.fault("trouble"):
        health = device.probe()
        require(health.state is State.FAULTED, f"is {health.state} although it cannot work")
        require(bool(health.reason), "no reason")
        if trial.driver.kind in PRINTERS:
            require(work(device, trial.bench, "trouble") is Outcome.NOT_DONE, "did not say not done")
    require(device.probe().usable, "cannot be used although the trouble is over")
    require(
        work(device, trial.bench, "trouble") is Outcome.DONE, "does not work although the trouble is over"
    )


# ---------------------------------------------------------------- gold


@promise(Level.GOLD, "unplug")
def survives_its_cable(trial: Trial) -> None:
    """Pulled out it is gone, nothing but its own errors come; put back the same device works again."""
    device = trial.opened()
    require(work(device, trial.bench, "before") is Outcome.DONE, "does not work")
    with trial.fault("unplug"):
        health = trial.in_time(device.probe, "a probe without a cable")
        require(not health.usable, "can be used without its cable")
        require(work(device, trial.bench, "without") is not Outcome.DONE, "worked without its cable")
        device.close()
        try:
            trial.in_time(device.open, "opening without a cable")
            raise Broken("opened without its cable")
        except DeviceError:
            device.close()
    device.open()
    require(work(device, trial.bench, "after") is Outcome.DONE, "does not work after its cable is back")


@promise(Level.GOLD, "mute")
def silence_is_no_good_news(trial: Trial) -> None:
    """A device that says nothing cannot be used, and is asked for a short time only."""
    device = trial.opened()
    with trial.fault("mute"):
        health = trial.in_time(device.probe, "a probe of a silent device")
        require(not health.usable, "believes a silent device")
        require(work(device, trial.bench, "mute") is not Outcome.DONE, "says done although nobody answered")
    device.close()
    device.open()
    require(work(device, trial.bench, "spoken") is Outcome.DONE, "does not work after a silence")


@promise(Level.GOLD, "unplug")
def comes_back_by_itself(trial: Trial) -> None:
    """Under the supervisor: gone when the cable is, back when it is; one line down, one up."""
    seen: list[Health] = []
    supervisor: Supervisor[Any] = Supervisor(trial.device(), trial.place.clock, seen.append)
    supervisor.start()
    try:
        with lines_of("devices.supervisor") as lines:
            _until(trial, lambda: supervisor.health.usable, "never became ready")
            with trial.fault("unplug"):
                _until(trial, lambda: not supervisor.health.usable, "did not notice its cable")
            _until(trial, lambda: supervisor.health.usable, "did not come back")
            require(len(lines) <= LOG_LINES, f"{len(lines)} log lines for one cable")
    finally:
        supervisor.stop()


@promise(Level.GOLD)
def leaves_nothing_behind(trial: Trial) -> None:
    """Opened and closed many times: no file and no thread stays."""
    device = trial.opened()
    device.close()
    before = _held()
    for _ in range(10 * trial.turns):
        device.open()
        device.probe()
        device.close()
    _until(trial, lambda: _held() <= before, "files or threads are left open")


# ---------------------------------------------------------------- platinum


@promise(Level.PLATINUM, "noise")
def noise_is_no_answer(trial: Trial) -> None:
    """With noise on the line it works or says that it does not; nothing wrong is ever told."""
    _spoilt(trial, "noise")


@promise(Level.PLATINUM, "torn")
def half_an_answer_is_none(trial: Trial) -> None:
    """With answers that break off it says that it does not work."""
    _spoilt(trial, "torn")


@promise(Level.PLATINUM, "unplug")
def tells_nobody(trial: Trial) -> None:
    """No error, no repr and no log line holds what the device saw."""
    device = trial.opened()
    told = [repr(device)]
    with lines_of("devices") as lines:
        work(device, trial.bench, "secret")
        with trial.fault("unplug"):
            for act in (device.open, lambda: work(device, trial.bench, "gone")):
                try:
                    act()
                except DeviceError as error:
                    told += [str(error), repr(error)]
        told += lines
    for secret in trial.bench.secrets:
        require(not any(secret in text for text in told), "tells what it saw")


@promise(Level.PLATINUM, "mute")
def trouble_is_not_told_again_and_again(trial: Trial) -> None:
    """Probed while silent, it does not fill the log, and holds nothing more afterwards."""
    device = trial.opened()
    with trial.fault("mute"), lines_of("devices") as lines:
        device.probe()
        before = _held()
        device.probe()
        require(len(lines) <= LOG_LINES, f"{len(lines)} log lines for one silence")
    for _ in range(PROBES * trial.turns):
        device.probe()
    _until(trial, lambda: _held() <= before, "files or threads are left open")


def _spoilt(trial: Trial, name: Fault) -> None:
    device = trial.opened()
    with trial.fault(name):
        for turn in range(trial.turns):
            health = trial.in_time(device.probe, "a probe")
            require(isinstance(health, Health), "a probe that is no Health")
            # a wrong answer that is believed shows as `Broken` in here
            work(device, trial.bench, f"{name}-{turn}")
    device.close()
    device.open()
    require(work(device, trial.bench, f"{name}-after") is Outcome.DONE, "does not work on a good line again")


def _held() -> int:
    """Open files and threads of this process."""
    return len(os.listdir("/proc/self/fd")) + threading.active_count()  # noqa: PTH208 - names are enough


def _until(trial: Trial, true: Callable[[], bool], words: str) -> None:
    deadline = Deadline.after(trial.place.clock, RETURN_S)
    while not true():
        require(not deadline.over, words)
        trial.place.clock.sleep(0.02)


@contextmanager
def lines_of(name: str) -> Iterator[list[str]]:
    """What is logged at INFO and above under a name meanwhile."""
    lines: list[str] = []
    handler = logging.Handler(logging.INFO)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        yield lines
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
