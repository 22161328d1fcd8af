#!/usr/bin/env python3
"""Starts the session as the unit does, under a headless compositor, and listens as systemd would.

Run inside a chroot by prove.sh with the installed interpreter. Shows: READY=1 with the first picture, WATCHDOG=1 while
pictures move, silence when the compositor is stopped, pictures again after the output was off and on (where the
compositor can do that), and that nothing runs as root. Pictures are taken by grim from the compositor itself and looked
at: an even ground is no first screen.

Under cage 0.1 the screen hangs upside down here (ROTATE=180). wlroots 0.15 passes a window of the screen's own size and
posture on to the output as it is; what grim then gets is the compositor's last drawing of its own, from before there was
a window. A turned window is drawn by the compositor, and grim turns the picture back.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import clock

RUN = Path("/run/lawbooth")
START_S, BACK_S, SILENT_S = 120.0, 45.0, 25.0
SHOWING = "READY=1\nSTATUS=showing"
"""The keeper's own word; a sound server says READY=1 too, if it is let."""
COLOURS, EVEN = 200, 0.9
"""A first screen has more colours than this, and less than this share of it is one."""


def main() -> int:
    """Everything in turn; 1 when something was not as it must be."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    user = pwd.getpwnam("lawbooth")
    with (args.out / "session.log").open("wb") as log:
        shutil.rmtree(RUN, ignore_errors=True)
        RUN.mkdir(mode=0o700, parents=True)
        os.chown(RUN, user.pw_uid, user.pw_gid)
        with _listening(RUN / "notify", user) as words:
            session = _session(user, log, "180" if _old_compositor() else "0")
            try:
                return 0 if _watch(session, words, args.out, user) else 1
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(session.pid, signal.SIGKILL)


def _as(user: pwd.struct_passwd) -> list[str]:
    return ["setpriv", "--reuid", user.pw_name, "--regid", user.pw_name, "--clear-groups", "--"]


@contextlib.contextmanager
def _listening(path: Path, user: pwd.struct_passwd) -> Iterator[socket.socket]:
    """The service manager's socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(path))
        os.chown(path, user.pw_uid, user.pw_gid)
        line.setblocking(False)
        yield line


def _old_compositor() -> bool:
    """Whether this is the cage of bookworm, which speaks to no tool of outputs."""
    told = subprocess.run(["cage", "-v"], capture_output=True, text=True, check=False)
    return "version 0.1." in told.stdout + told.stderr


def _session(user: pwd.struct_passwd, log: object, rotate: str) -> subprocess.Popen[bytes]:
    """The unit's ExecStart with the unit's environment, but a screen in memory."""
    environment = {
        "PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(RUN), "HOME": str(RUN), "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1", "NOTIFY_SOCKET": str(RUN / "notify"), "WLR_BACKENDS": "headless",
        "WLR_RENDERER": "pixman", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_HEADLESS_OUTPUTS": "1",
        "ROTATE": rotate,
    }  # fmt: skip
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [*_as(user), "/usr/lib/lawbooth/session"],
        env=environment,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )


def _watch(
    session: subprocess.Popen[bytes], words: socket.socket, out: Path, user: pwd.struct_passwd
) -> bool:
    """What systemd and a person in front of it would see."""
    begun = clock.monotonic()
    good = _tell("READY=1 with the first picture", _hears(words, SHOWING, START_S))
    _tell(f"after {clock.monotonic() - begun:.1f} s", good)
    good &= _tell("WATCHDOG=1 follows", _hears(words, "WATCHDOG=1", BACK_S))
    clock.sleep(5)
    good &= _tell("picture taken", _picture(out / "session.png", user))
    good &= _tell("nothing of it runs as root", _owners(session.pid) == {user.pw_uid})
    compositor = _child(session.pid, "cage")
    os.kill(compositor, signal.SIGSTOP)
    clock.sleep(12)
    _drain(words)
    good &= _tell("a stopped compositor: silence", not _hears(words, "WATCHDOG=1", SILENT_S))
    os.kill(compositor, signal.SIGCONT)
    good &= _tell("it goes on: pictures again", _hears(words, "WATCHDOG=1", BACK_S))
    return good and _off_and_on(words, out, user)


def _off_and_on(words: socket.socket, out: Path, user: pwd.struct_passwd) -> bool:
    """The output off and on, where the compositor can be told (not by cage 0.1)."""
    if _wayland(user, "wlr-randr") != 0:
        return _tell("this compositor's output cannot be switched", True)
    name = "HEADLESS-1"
    good = _tell("output off", _wayland(user, "wlr-randr", "--output", name, "--off") == 0)
    clock.sleep(5)
    good &= _tell("output on", _wayland(user, "wlr-randr", "--output", name, "--on") == 0)
    _drain(words)
    good &= _tell("pictures after it", _hears(words, "WATCHDOG=1", BACK_S))
    turned = _wayland(user, "wlr-randr", "--output", name, "--transform", "90") == 0
    clock.sleep(3)
    good &= _tell("turned by a quarter", turned and _picture(out / "session-turned.png", user))
    return good


def _wayland(user: pwd.struct_passwd, *command: str) -> int:
    environment = {"PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(RUN), "WAYLAND_DISPLAY": "wayland-0"}
    return subprocess.run([*_as(user), *command], env=environment, check=False, timeout=30).returncode


def _picture(path: Path, user: pwd.struct_passwd) -> bool:
    """A picture of the whole screen, with more in it than a ground and a few edges."""
    if _wayland(user, "grim", str(path)) != 0:
        return False
    from PIL import Image

    with Image.open(path) as taken:
        colours = taken.convert("RGB").getcolors(taken.width * taken.height) or []
        even = max(count for count, _ in colours) / (taken.width * taken.height)
        sys.stdout.write(f"     {taken.width} x {taken.height}, {len(colours)} colours, {even:.0%} of one\n")
    return len(colours) > COLOURS and even < EVEN


def _hears(words: socket.socket, wanted: str, seconds: float) -> bool:
    until = clock.monotonic() + seconds
    while clock.monotonic() < until:
        try:
            if wanted in words.recv(4096).decode():
                return True
        except BlockingIOError:
            clock.sleep(0.1)
    return False


def _drain(words: socket.socket) -> None:
    with contextlib.suppress(BlockingIOError):
        while True:
            words.recv(4096)


def _members(group: int) -> Iterator[Path]:
    """Processes of the session."""
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = (path / "stat").read_text().rpartition(") ")[2].split()
            if int(fields[3]) == group or int(fields[2]) == group:
                yield path


def _owners(group: int) -> set[int]:
    return {path.stat().st_uid for path in _members(group)}


def _child(group: int, name: str) -> int:
    return next(int(path.name) for path in _members(group) if (path / "comm").read_text().strip() == name)


def _tell(words: str, good: bool) -> bool:
    sys.stdout.write(f"{'ok  ' if good else 'FAIL'} {words}\n")
    sys.stdout.flush()
    return good


if __name__ == "__main__":
    sys.exit(main())
