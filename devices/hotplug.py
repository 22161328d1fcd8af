"""Notices devices that come, go, or change their name, by their stable links under /dev.

ttyUSB numbers change when a hub hiccups; `/dev/serial/by-id` and `by-path` do not. udev's messages (netlink) tell of
a change at once where udev runs; the links themselves are looked at every second in any case, because messages get
lost and containers have none. First subscribe, then look: what happens in between is not missed.
"""

from __future__ import annotations

import logging
import os
import select
import socket
import struct
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)

KOBJECT_UEVENT = 15
"""Netlink protocol of device events (linux/netlink.h)."""
UDEV_GROUP = 2
"""Messages that udevd sends once its links are made; group 1 is the kernel's own, before that."""
MAGIC = 0xFEEDCAFE
LOOK_EVERY_S = 1.0
BY_ID, BY_PATH = "serial/by-id", "serial/by-path"


@dataclass(frozen=True)
class Names:
    """The names of one serial port: the one that changes and those that do not."""

    device: Path
    by_id: Path | None = None
    by_path: Path | None = None

    @property
    def stable(self) -> Path | None:
        """What to put into the settings. Chips without a serial number (CH340) share a by-id name, so two of them
        are told apart by where they are plugged in only.
        """
        return self.by_id or self.by_path


@dataclass(frozen=True)
class Change:
    """A link that leads elsewhere than before; `now` is None when it leads nowhere."""

    link: Path
    before: str | None
    now: str | None


def serial_ports(dev: Path = Path("/dev")) -> list[Names]:
    """The serial ports that have a stable name, by the device they lead to today."""
    by_id, by_path = _links(dev / BY_ID), _links(dev / BY_PATH)
    return [
        Names(Path(device), by_id.get(device), by_path.get(device))
        for device in sorted(by_id.keys() | by_path)
    ]


def _links(folder: Path) -> dict[str, Path]:
    """Device to link. A folder that is not there holds none."""
    try:
        return {os.path.realpath(link): link for link in sorted(folder.iterdir())}
    except OSError:
        return {}


def where(link: Path) -> str | None:
    """What stands behind a link now: the device's path and inode, since a new device may get an old name."""
    try:
        target = os.path.realpath(link, strict=True)
        return f"{target}#{Path(target).stat().st_ino}"
    except OSError:
        return None


def parse_event(data: bytes) -> dict[str, str]:
    """The properties of a device event, of udevd or of the kernel; empty when it is neither.

    udevd puts a header before them: "libudev", the magic number, and at 16 and 20 where they begin and how long
    they are (systemd, sd-device monitor); the kernel puts `action@path` first.
    """
    if data.startswith(b"libudev\0"):
        if len(data) < 24 or struct.unpack_from(">I", data, 8)[0] != MAGIC:
            return {}
        begin, size = struct.unpack_from("=II", data, 16)
        body = data[begin : begin + size]
    else:
        head, _, body = data.partition(b"\0")
        if b"@" not in head:
            return {}
    pairs = (item.partition(b"=") for item in body.split(b"\0"))
    return {
        key.decode("utf-8", "replace"): value.decode("utf-8", "replace") for key, _, value in pairs if key
    }


def subscribe() -> socket.socket | None:
    """A socket on which udev's events arrive; None where there is no such thing."""
    try:
        link = socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC, KOBJECT_UEVENT)
    except OSError as error:
        log.info("no device events here, links are looked at every second: %s", type(error).__name__)
        return None
    try:
        link.bind((0, UDEV_GROUP))
    except OSError as error:
        log.info("device events are refused, links are looked at every second: %s", type(error).__name__)
        link.close()
        return None
    return link


class Watcher:
    """Watches links from a thread of its own and tells each change once."""

    def __init__(
        self,
        links: Sequence[Path],
        on_change: Callable[[Change], None],
        events: Callable[[], socket.socket | None] = subscribe,
        every_s: float = LOOK_EVERY_S,
    ) -> None:
        """`on_change` is called on the watcher's thread and must not block."""
        self._on_change = on_change
        self._every_s = every_s
        self._ends, self._end = os.pipe()
        self._events = events()
        # subscribed above, so a device that comes from here on is either seen now or told of
        self._seen = {link: where(link) for link in links}
        self._thread = threading.Thread(target=self._run, name="hotplug", daemon=True)

    @property
    def seen(self) -> dict[Path, str | None]:
        """What stood behind each link when it was last looked at."""
        return dict(self._seen)

    @property
    def alive(self) -> bool:
        """Whether it still watches."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """End; safe to call once."""
        os.write(self._end, b"!")
        if self._thread.is_alive():
            self._thread.join(timeout=5)
        os.close(self._end)
        os.close(self._ends)
        if self._events is not None:
            self._events.close()

    def look(self) -> list[Change]:
        """Compare the links with what was seen before, and tell what changed."""
        changes = []
        for link, before in self._seen.items():
            now = where(link)
            if now != before:
                changes.append(Change(link, before, now))
        for change in changes:
            self._seen[change.link] = change.now
            self._on_change(change)
        return changes

    def _run(self) -> None:
        try:
            while self._wait():
                self.look()
        except Exception:  # the edge of the thread: it must not die silently
            log.exception("hot-plug watcher died")

    def _wait(self) -> bool:
        """Until an event or the next look is due; whether to go on."""
        heard = [self._ends] if self._events is None else [self._ends, self._events.fileno()]
        ready, _, _ = select.select(heard, [], [], self._every_s)
        if self._ends in ready:
            return False
        if ready and self._events is not None:
            self._drain(self._events)
        return True

    def _drain(self, events: socket.socket) -> None:
        """Take what has come; which device it names does not matter, since all links are looked at."""
        try:
            while select.select([events], [], [], 0)[0]:
                log.debug("device event: %s", parse_event(events.recv(65536)).get("ACTION", "?"))
        except OSError as error:
            # the kernel says that messages were lost: just what looking is for
            log.debug("device events were lost: %s", type(error).__name__)
