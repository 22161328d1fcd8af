"""Looks after one device: opens it, asks how it is, runs jobs on it, and brings it back after it went away.

One thread owns the device and is spoken to by messages; nobody else touches the port. The thread's own death
shows as the device's state, so it can not die silently.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

from devices.clock import Clock
from devices.life import Device, DeviceError, Health, Outcome, State, Unplugged
from devices.notebook import Counters, Note, Notebook
from devices.serial_port import port_path

log = logging.getLogger(__name__)

DeviceT = TypeVar("DeviceT", bound=Device)
T = TypeVar("T")
OnChange = Callable[[Health], None]

PROBE_EVERY_S = 1.0
FIRST_BACKOFF_S = 0.25
LONGEST_BACKOFF_S = 5.0
LOOK_EVERY_S = 0.25
"""How often a missing port's file is looked for while a backoff runs."""
MISSES = 2
"""Silent probes in a row before a device counts as gone; one lost answer is no reason to flash a warning."""


class Event(StrEnum):
    """What can happen to a device."""

    OPENED = "opened"
    REFUSED = "refused"
    """It was not there when opened."""
    WELL = "well"
    FAULT = "fault"
    LOST = "lost"
    JOB_BEGUN = "job_begun"
    JOB_ENDED = "job_ended"
    CLOSED = "closed"
    DIED = "died"
    """The supervising thread broke."""


_A, _R, _B, _F, _G = State.ABSENT, State.READY, State.BUSY, State.FAULTED, State.GONE
_ORDER = (_A, _R, _B, _F, _G)
_ROWS: dict[Event, tuple[State, State, State, State, State]] = {
    # from:            absent ready busy faulted gone
    Event.OPENED: (_R, _R, _B, _R, _R),
    Event.REFUSED: (_A, _G, _G, _G, _G),
    Event.WELL: (_A, _R, _B, _R, _G),
    Event.FAULT: (_F, _F, _F, _F, _F),
    Event.LOST: (_A, _G, _G, _G, _G),
    Event.JOB_BEGUN: (_A, _B, _B, _F, _G),
    Event.JOB_ENDED: (_A, _R, _R, _F, _G),
    Event.CLOSED: (_A, _A, _A, _A, _A),
    Event.DIED: (_F, _F, _F, _F, _F),
}
TABLE: dict[tuple[State, Event], State] = {
    (state, event): row[column] for event, row in _ROWS.items() for column, state in enumerate(_ORDER)
}
"""Every event in every state. Only opening leads out of absent and gone; only a good probe out of faulted."""


class NotReady(DeviceError):
    """A job could not start because the device is absent, gone or faulted;
    `code` carries the health's reason.
    """


class _Job(Generic[DeviceT]):
    """One piece of work with the place its result goes."""

    def __init__(self, work: Callable[[DeviceT], Any]) -> None:
        self.work = work
        self.future: Future[Any] = Future()


class Supervisor(Generic[DeviceT]):
    """Owns one device for as long as the process lives."""

    def __init__(
        self, device: DeviceT, clock: Clock, on_change: OnChange | None = None, notes: Notebook | None = None
    ) -> None:
        """`on_change` is called on the supervisor's thread with each new health; it must not block.

        `notes` is what the counters are kept in from one process to the next.
        """
        self.device = device
        self._clock = clock
        self._on_change = on_change
        self._jobs: queue.Queue[_Job[DeviceT] | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name=f"device-{device.kind}", daemon=True)
        self._health = Health(State.ABSENT, "starting")
        self._stopping = threading.Event()
        self._open = False
        self._misses = 0
        self._backoff = FIRST_BACKOFF_S
        self._woken = False
        self._told_down = False
        self._opened_before = False
        self._notes = notes
        self._counters = notes.read().counters if notes else Counters()

    @property
    def health(self) -> Health:
        """How the device is now; a supervisor that died says so here."""
        return self._health

    @property
    def counters(self) -> Counters:
        """What happened so far; replaced as a whole, so it may be read from any thread."""
        return self._counters

    def start(self) -> None:
        """Begin looking after the device."""
        self._thread.start()

    def stop(self) -> None:
        """Let go of the device and end the thread; waiting jobs fail with `NotReady`."""
        self._stopping.set()
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def submit(self, work: Callable[[DeviceT], T]) -> Future[T]:
        """Run `work(device)` on the device's thread.
        The future fails with `NotReady` or what the work raised.
        """
        job: _Job[DeviceT] = _Job(work)
        if self._stopping.is_set() or self._health.reason == "supervisor_died":
            job.future.set_exception(NotReady(self._health.reason or "stopped"))
        else:
            self._jobs.put(job)
        return job.future

    def wake(self) -> None:
        """Look at the device now and not when the next step is due; for a hot-plug watcher. From any thread."""
        self._woken = True
        self._jobs.put(None)

    def apply(self, event: Event, reason: str = "", warning: str = "") -> None:
        """Move by the table and tell whoever listens, once a change."""
        state = TABLE[self._health.state, event]
        if state in (State.READY, State.BUSY):
            reason = ""
        fresh = Health(state, reason, warning)
        if fresh == self._health:
            return
        self._health = fresh
        if event in (Event.REFUSED, Event.LOST, Event.FAULT, Event.DIED):
            self._note_error(reason)
        self._keep_note()
        self._log(fresh)
        if self._on_change is not None:
            self._on_change(fresh)

    def step(self) -> float:
        """Open or probe once; seconds until the next step is due."""
        return self._judge(self.device.probe()) if self._open else self._try_open()

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._serve(self.step())
            self.apply(Event.CLOSED, "stopped")
        except Exception:  # the edge of the thread: its death must be visible as the device's state
            log.exception("%s: supervisor died", self.device.kind)
            self.apply(Event.DIED, "supervisor_died")
        finally:
            self._stopping.set()
            self.device.close()
            self._refuse_waiting()

    def _serve(self, seconds: float) -> None:
        """Run jobs until the next step is due; a port that comes back while we wait ends the wait."""
        until = self._clock.monotonic() + seconds
        missing = not self._open and not self._plugged()
        while not self._stopping.is_set() and (left := until - self._clock.monotonic()) > 0:
            try:
                job = self._jobs.get(timeout=min(left, LOOK_EVERY_S))
            except queue.Empty:
                if missing and self._plugged():
                    return
                continue
            if job is not None:
                self._do(job)
            elif self._woken:
                self._woken, self._backoff = False, FIRST_BACKOFF_S
                return

    def _plugged(self) -> bool:
        """Whether the file behind a serial address exists; anything else is found out by opening."""
        try:
            return port_path(self.device.identity).exists()
        except ValueError:
            return True

    def _try_open(self) -> float:
        try:
            self.device.open()
        except DeviceError as error:
            self.apply(Event.REFUSED if isinstance(error, Unplugged) else Event.FAULT, error.code)
            wait, self._backoff = self._backoff, min(self._backoff * 2, LONGEST_BACKOFF_S)
            return wait
        self._open, self._misses, self._backoff = True, 0, FIRST_BACKOFF_S
        self._count(reopened=int(self._opened_before))
        self._opened_before = True
        # a device just opened is what its first probe says, so that one without paper never flashes ready
        return self._judge(self.device.probe())

    def _judge(self, found: Health) -> float:
        if found.state in (State.GONE, State.ABSENT):
            self._misses += 1
            if found.reason == "unplugged" or self._misses >= MISSES:
                self._lose(found.reason)
            return FIRST_BACKOFF_S
        self._misses = 0
        if found.state is State.FAULTED:
            event = Event.FAULT
        else:
            event = Event.OPENED if self._health.state in (State.ABSENT, State.GONE) else Event.WELL
        self.apply(event, found.reason, found.warning)
        return PROBE_EVERY_S

    def _lose(self, reason: str) -> None:
        self.device.close()
        self._open = False
        self.apply(Event.LOST, reason or "no_answer")

    def _do(self, job: _Job[DeviceT]) -> None:
        if self._open and not self._health.usable:
            # whoever asks has perhaps just put paper in: look again before saying no
            self._judge(self.device.probe())
        if not self._health.usable:
            job.future.set_exception(NotReady(self._health.reason or self._health.state.value))
            return
        if not job.future.set_running_or_notify_cancel():
            return
        self.apply(Event.JOB_BEGUN, warning=self._health.warning)
        try:
            result = job.work(self.device)
        except Unplugged as error:
            self._count_failed(error.code)
            self._lose(error.code)
            job.future.set_exception(error)
        except Exception as error:  # noqa: BLE001 - the job's own failure, handed to whoever asked for it
            self._count_failed(error.code if isinstance(error, DeviceError) else "failed")
            job.future.set_exception(error)
        else:
            self._count_result(result)
            job.future.set_result(result)
        self.apply(Event.JOB_ENDED, self._health.reason, self._health.warning)

    def _count_result(self, result: object) -> None:
        """A job that says itself that it did not come out is none that was done."""
        if getattr(result, "outcome", Outcome.DONE) is Outcome.DONE:
            self._count(done=1)
        else:
            self._count_failed(str(getattr(result, "reason", "")) or "failed")

    def _count_failed(self, code: str) -> None:
        self._count(failed=1)
        self._note_error(code)

    def _count(self, reopened: int = 0, done: int = 0, failed: int = 0) -> None:
        now = self._counters
        self._counters = replace(
            now, reopened=now.reopened + reopened, done=now.done + done, failed=now.failed + failed
        )
        self._keep_note()

    def _keep_note(self) -> None:
        if self._notes is not None:
            describe = getattr(self.device, "describe", dict)
            self._notes.write(Note(self._counters, self._health, describe()))

    def _note_error(self, code: str) -> None:
        if code:
            self._counters = replace(self._counters, last_error=code, last_error_at=self._clock.now())

    def _refuse_waiting(self) -> None:
        while True:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return
            if job is not None:
                job.future.set_exception(NotReady("stopped"))

    def _log(self, health: Health) -> None:
        """One line when it goes down, one when it is back;
        what happens between is not worth a night of lines.
        """
        down = health.state in (State.ABSENT, State.GONE, State.FAULTED)
        if down == self._told_down:
            return
        self._told_down = down
        if down:
            log.info("%s: down, %s %s", self.device.kind, health.state, health.reason)
        else:
            log.info("%s: back", self.device.kind)
