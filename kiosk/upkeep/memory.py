"""The terminal's memory from a shell: what waits, what was laid aside, a fresh key, and the end of service.

The memory has one owner: a running terminal is asked for what waits (`kiosk.keeper.back_door`), and must be stopped
for the rest (`InUse` says so). Nothing printed is personal: numbers, codes of matters and reasons; never what was
handed in, nor the province's words about it.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.clock import SystemClock
from kiosk.keeper.back_door import ask, door_of
from kiosk.keeper.letters import listed, released
from kiosk.keeper.link import LinkClosed
from kiosk.settings import Settings
from kiosk.uplink.identity import KEY_FILE, seal_key
from offline_cache.cache import KEY_NAME, Cache
from offline_cache.disk import Disk
from offline_cache.erase import erase
from offline_cache.errors import CacheError, InUse
from offline_cache.rotation import NEXT


def outbox(settings: Settings, args: Namespace) -> int:
    """`outbox list`, `outbox show KEY` and `outbox release KEY`: asked of the running terminal, else looked up."""
    try:
        told = _asked(settings, args)
    except LinkClosed as error:
        sys.stderr.write(f"The running terminal does not answer: {error}.\n")
        return 1
    if told is None:
        return _with_cache(settings, lambda cache: _say_outbox(_looked_up(cache, args), args))
    return _say_outbox(told, args)


def _asked(settings: Settings, args: Namespace) -> dict[str, Any] | None:
    """The running keeper's answer; None when none runs."""
    door = door_of(settings.terminal.memory, settings.terminal.folder)
    return ask(door, "release", key=args.key) if args.verb == "release" else ask(door, "letters")


def _looked_up(cache: Cache, args: Namespace) -> dict[str, Any]:
    """The same of a terminal that is stopped."""
    if args.verb == "release":
        return {"kind": "released", "outcome": "done" if released(cache, args.key) else "not_done"}
    return {"kind": "letters", **listed(cache)}


def _say_outbox(told: dict[str, Any], args: Namespace) -> int:
    if told["kind"] == "refused":
        sys.stderr.write(f"The terminal's memory cannot be read: {told['reason']}. See `main.py doctor`.\n")
        return 1
    if args.verb == "release":
        return _say_released(told)
    found = [one for one in told["items"] if not args.key or one["key"] == args.key]
    if args.key and not found:
        return _no_letter()
    if args.json or args.key:
        _say(json.dumps(found, indent=1))
        return 0
    for one in found:
        _say(f"{one['key']}  {one['matter']:10} {one['state']:8} {one['reason']:16} {one['meaning']}")
    _say(f"{told['total']} not delivered")
    return 0


def _say_released(told: dict[str, Any]) -> int:
    if told["outcome"] != "done":
        return _no_letter()
    _say("released; the province is asked about it, then it is sent")
    return 0


def _no_letter() -> int:
    sys.stderr.write("No such letter; see `main.py outbox list`.\n")
    return 1


def rotate_key(settings: Settings) -> int:
    """`memory rotate-key`: a fresh key, sealed to the security chip where there is one; the terminal's own key too."""

    def work() -> int:
        Cache.rotate_key(settings.terminal.folder / "cache", SystemClock())
        _say("the memory has a fresh key")
        return _own_key(settings.terminal.folder / KEY_FILE)

    return _guarded(work)


def _own_key(path: Path) -> int:
    """The key that requests are signed with stays the same, so the province need not hear of it."""
    if not path.exists():
        return 0
    try:
        sealed = seal_key(path)
    except ValueError as error:
        sys.stderr.write(f"The terminal's own key cannot be used: {error}. Enrol the terminal anew.\n")
        return 1
    _say(
        f"the terminal's own key is {'sealed to the security chip' if sealed else 'a file on this disk (weak)'}"
    )
    return 0


def erase_all(settings: Settings, args: Namespace) -> int:
    """`memory erase --yes`: keys first, then all that the terminal kept; refused while something waits."""
    folder = settings.terminal.folder
    if not args.yes:
        sys.stderr.write(f"This makes everything in {folder} unreadable for good. Add --yes to do it.\n")
        return 2

    def work() -> int:
        if _undelivered(folder / "cache") and not args.even_undelivered:
            sys.stderr.write("Filings wait or cannot be looked at; --even-undelivered erases them as well.\n")
            return 1
        home = folder / "cache"
        erase(
            [home / KEY_NAME, home / f"{KEY_NAME}{NEXT}", *_private(folder)],
            [path for path in sorted(folder.iterdir()) if path.is_dir()] if folder.exists() else [],
            Disk(),
        )
        _say("erased; enrol the terminal anew before it serves again")
        return 0

    return _guarded(work)


def _private(folder: Path) -> list[Path]:
    """The terminal's own files beside the memory: its key and its enrolment first, then the rest."""
    first = [folder / "terminal.key", folder / "enrolment.json"]
    return [*first, *(path for path in sorted(folder.glob("*")) if path.is_file() and path not in first)]


def _undelivered(home: Path) -> bool:
    """Whether something may be lost by erasing. Raises `InUse` while the terminal runs."""
    if not home.exists():
        return False
    try:
        cache = Cache.open(home, SystemClock())
    except InUse:
        raise
    except CacheError:
        return True
    try:
        return bool(cache.outbox.pending() or cache.outbox.dead())
    finally:
        cache.close()


def _with_cache(settings: Settings, work: Callable[[Cache], int]) -> int:
    def opened() -> int:
        cache = Cache.open(settings.terminal.folder / "cache", SystemClock())
        try:
            return work(cache)
        finally:
            cache.close()

    return _guarded(opened)


def _guarded(work: Callable[[], int]) -> int:
    try:
        return work()
    except CacheError as error:
        hint = " Stop the terminal first." if error.code == "cache_in_use" else ""
        sys.stderr.write(f"{error.code}: {error}.{hint}\n")
        return 1


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
