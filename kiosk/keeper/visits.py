"""Visit processes: one on the screen, one warm spare; what saw a person is killed and its folder dropped."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import logging
import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from kiosk.clock import Clock
from kiosk.keeper.link import Link, LinkClosed, Message

log = logging.getLogger(__name__)

SILENCE_S = 20.0
"""A shown or ready visit says `alive` every second; this long without it, or without a new picture, it is frozen."""
START_S = 40.0
"""How long a visit may take to its first frame."""
LONGEST_ID = 32
FAILING = 3
"""Deaths in a row before the first frame, after which the screen counts as dark."""
BACKOFF_S = (0.0, 0.5, 2.0, 5.0, 15.0)
"""Pauses before starting a visit again after it died young, the last one repeated."""


class Stage(StrEnum):
    """Where a visit process stands."""

    STARTING = "starting"
    SPARE = "spare"
    SHOWN = "shown"
    GONE = "gone"


class Event(StrEnum):
    """What can happen to a visit process."""

    READY = "ready"
    SHOW = "show"
    ENDED = "ended"
    DIED = "died"
    SILENT = "silent"


TABLE: dict[tuple[Stage, Event], Stage] = {
    (Stage.STARTING, Event.READY): Stage.SPARE,
    (Stage.STARTING, Event.SHOW): Stage.STARTING,
    (Stage.STARTING, Event.ENDED): Stage.GONE,
    (Stage.STARTING, Event.DIED): Stage.GONE,
    (Stage.STARTING, Event.SILENT): Stage.GONE,
    (Stage.SPARE, Event.READY): Stage.SPARE,
    (Stage.SPARE, Event.SHOW): Stage.SHOWN,
    (Stage.SPARE, Event.ENDED): Stage.GONE,
    (Stage.SPARE, Event.DIED): Stage.GONE,
    (Stage.SPARE, Event.SILENT): Stage.GONE,
    (Stage.SHOWN, Event.READY): Stage.SHOWN,
    (Stage.SHOWN, Event.SHOW): Stage.SHOWN,
    (Stage.SHOWN, Event.ENDED): Stage.GONE,
    (Stage.SHOWN, Event.DIED): Stage.GONE,
    (Stage.SHOWN, Event.SILENT): Stage.GONE,
    (Stage.GONE, Event.READY): Stage.GONE,
    (Stage.GONE, Event.SHOW): Stage.GONE,
    (Stage.GONE, Event.ENDED): Stage.GONE,
    (Stage.GONE, Event.DIED): Stage.GONE,
    (Stage.GONE, Event.SILENT): Stage.GONE,
}


class VisitProcess:
    """One visit process with its line, its process group and its folder on tmpfs.

    Raises `OSError` when it cannot be started; then nothing of it is left.
    """

    def __init__(
        self, command: Sequence[str], run_folder: Path, clock: Clock, environment: dict[str, str]
    ) -> None:
        self._clock = clock
        self.folder = run_folder / f"visit-{secrets.token_hex(6)}"
        self.folder.mkdir(mode=0o700)
        self.stage = Stage.STARTING
        self.link, theirs = Link.pair()
        with theirs:
            try:
                self._process = self._start(command, theirs.fileno(), environment)
            except OSError:
                self.link.close()
                self.folder.rmdir()
                raise
        self.heard = self.moved = self.shown_at = clock.monotonic()
        self.frame = 0
        """Number of the picture that it showed last; a visit without a screen counts each `alive`."""
        self.seen = self.idle = True
        """Whether the compositor wants its pictures; whether nobody's visit has begun."""
        self.heard_alive = False
        self.screen = ""
        """Id of the screen it shows, as it said last; empty before the first word."""

    def _start(
        self, command: Sequence[str], line: int, environment: dict[str, str]
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*command, "--link-fd", str(line)],
            pass_fds=(line,),
            start_new_session=True,
            env=environment | homes(self.folder),
            stdin=subprocess.DEVNULL,
        )

    @property
    def pid(self) -> int:
        """Process id, which is also the id of its group."""
        return self._process.pid

    def step(self, event: Event) -> None:
        """Move by the table; leaving the screen always means death."""
        self.stage = TABLE[self.stage, event]
        if self.stage is Stage.GONE:
            self.destroy()

    def ready(self) -> None:
        """Its first frame stands: it may be shown."""
        self.step(Event.READY)

    def shows(self, screen: object) -> None:
        """It said which screen it shows; anything but an id counts as one that somebody uses."""
        text = str(screen)
        fits = not text or (text.isascii() and text.isidentifier() and len(text) <= LONGEST_ID)
        self.screen = text if fits else "unknown"

    def end(self) -> None:
        """The visit is over: kill it and drop what it held."""
        self.step(Event.ENDED)

    def messages(self) -> list[Message]:
        """What the visit said; an end of the line is its death."""
        if self.stage is Stage.GONE:
            return []
        try:
            messages = self.link.receive()
        except LinkClosed:
            self.step(Event.DIED)
            return []
        if messages:
            self.heard = self._clock.monotonic()
        return messages

    def alive(self, message: Message) -> None:
        """It lives: remember whether its picture moved, and whether somebody is there."""
        frame = message.get("frame", self.frame + 1)
        self.seen, self.idle = message.get("seen") is not False, message.get("idle") is not False
        if frame != self.frame or not self.seen:
            self.moved = self._clock.monotonic()
        self.frame = frame if isinstance(frame, int) else self.frame
        self.heard_alive = True

    def say(self, kind: str, **fields: Any) -> None:
        """Tell the visit something; a dead one is noticed here too."""
        if self.stage is Stage.GONE:
            return
        try:
            self.link.send(kind, **fields)
        except LinkClosed:
            self.step(Event.DIED)

    def watch(self) -> None:
        """Notice a death or a silence that nobody reported."""
        if self.stage is Stage.GONE:
            return
        if self._process.poll() is not None:
            self.step(Event.DIED)
            return
        allowed = START_S if self.stage is Stage.STARTING else SILENCE_S
        if self._clock.monotonic() - self.heard > allowed:
            log.error("visit process silent for %.0f s, killed", allowed)
            self.step(Event.SILENT)
        elif self.stage is Stage.SHOWN and self._clock.monotonic() - self.moved > SILENCE_S:
            log.error("the picture stood still for %.0f s, visit killed", SILENCE_S)
            self.step(Event.SILENT)

    def destroy(self) -> None:
        """Kill the whole group at once, wait until it is gone, and drop the folder."""
        self.stage = Stage.GONE
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        self._await_group()
        self.link.close()
        drop(self.folder)

    def _await_group(self) -> None:
        """Reap what the group left behind (the keeper adopts orphans), at most two seconds."""
        until = self._clock.monotonic() + 2.0
        while self._clock.monotonic() < until:
            try:
                os.waitpid(-self.pid, os.WNOHANG)
            except ChildProcessError:
                return
            self._clock.sleep(0.01)


def homes(folder: Path) -> dict[str, str]:
    """Every place where a library might leave a file, inside the visit's folder."""
    names = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    return {name: str(folder) for name in names}


class Visits:
    """Keeps one visit on the screen and one warm behind it, for months."""

    def __init__(
        self,
        run_folder: Path,
        clock: Clock,
        command: Sequence[str] | None = None,
        environment: dict[str, str] | None = None,
    ) -> None:
        self._run_folder = run_folder
        self._clock = clock
        self._command = command or (sys.executable, "-m", "kiosk.app")
        self._environment = dict(os.environ if environment is None else environment)
        self.shown: VisitProcess | None = None
        self.spare: VisitProcess | None = None
        self._young_deaths = 0
        self._not_before = 0.0
        self.on_start: Callable[[VisitProcess], None] = lambda _visit: None
        self.ended = 0
        self._lock = drop_leftovers(run_folder)

    @property
    def all(self) -> list[VisitProcess]:
        """Those that live."""
        return [visit for visit in (self.shown, self.spare) if visit and visit.stage is not Stage.GONE]

    @property
    def failing(self) -> bool:
        """Whether no visit comes up any more."""
        return self._young_deaths >= FAILING

    def renew(self) -> None:
        """Let both begin anew, told anew what they are told at a start; whoever is there is cut off."""
        for visit in self.all:
            visit.end()
        self.spare = None  # it did not die young; it was ended

    def keep(self) -> None:
        """Called often: bury the dead, show the spare, start the next."""
        for visit in self.all:
            visit.watch()
        if self.shown and self.shown.stage is Stage.GONE:
            self.shown = None
            self.ended += 1
        if self.spare and self.spare.stage is Stage.GONE:
            self._note_young_death()
            self.spare = None
        if self.shown is None and self.spare and self.spare.stage is Stage.SPARE:
            self._show_spare()
        if self.spare is None and self._clock.monotonic() >= self._not_before:
            self._start_spare()

    def _start_spare(self) -> None:
        try:
            self.spare = VisitProcess(self._command, self._run_folder, self._clock, self._environment)
        except OSError as error:
            log.error("no visit process can be started: %s", errno.errorcode.get(error.errno or 0, "unknown"))
            self._note_young_death()
            return
        self.on_start(self.spare)

    def _show_spare(self) -> None:
        assert self.spare is not None  # noqa: S101 - checked by the caller
        self.spare.say("show")
        self.spare.step(Event.SHOW)
        if self.spare.stage is Stage.SHOWN:
            self.spare.moved = self.spare.shown_at = self._clock.monotonic()
            self.shown, self.spare = self.spare, None
            self._young_deaths = 0

    def _note_young_death(self) -> None:
        self._young_deaths += 1
        pause = BACKOFF_S[min(self._young_deaths, len(BACKOFF_S) - 1)]
        self._not_before = self._clock.monotonic() + pause
        log.error(
            "visit process died before it was shown (%d in a row), next in %.1f s", self._young_deaths, pause
        )

    def close(self) -> None:
        """Kill all visits; the keeper is leaving."""
        for visit in self.all:
            visit.destroy()
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def drop(folder: Path) -> None:
    """Remove a visit's folder, by another process: names of files in it would stay in the keeper's memory."""
    try:
        subprocess.run(
            ["rm", "-rf", "--", str(folder)],
            check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError as error:
        log.error(
            "no process to drop a visit's folder, dropped by the keeper: %s",
            errno.errorcode.get(error.errno or 0),
        )
        shutil.rmtree(folder, ignore_errors=True)


class ForeignFolder(Exception):
    """The folder in memory was made by another user, who could look into it."""


def drop_leftovers(run_folder: Path) -> int:
    """Drop folders of visits that an earlier keeper could not drop any more; a lock that tells of this keeper.

    Two terminals of one user may share the folder: while another keeper lives, nothing in it is a leftover.
    The lock is an open file, and goes with the process however it ends. Raises `ForeignFolder`.
    """
    run_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if run_folder.stat().st_uid != os.getuid():
        raise ForeignFolder(
            f"{run_folder} belongs to somebody else; visits need a folder of their own in memory"
        )
    lock = os.open(run_folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        log.info("another terminal uses the same folder in memory")
    else:
        for folder in run_folder.glob("visit-*"):
            drop(folder)
    fcntl.flock(lock, fcntl.LOCK_SH)
    return lock
