"""The terminal's memory from a shell: what waits, what was laid aside, a fresh key, and the end of service.

The memory has one owner, so the terminal must be stopped first (`InUse` says so). Nothing printed is personal:
numbers, codes of matters and reasons; never what was handed in, nor the province's words about it.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.clock import SystemClock
from kiosk.keeper.vault import Vault
from kiosk.settings import Settings
from legalnet.submission import Envelope
from offline_cache.cache import KEY_NAME, Cache
from offline_cache.disk import Disk
from offline_cache.erase import erase
from offline_cache.errors import CacheError, InUse
from offline_cache.outbox import Item
from offline_cache.rotation import NEXT
from offline_cache.states import ItemState

MEANING = {
    ItemState.WAITING: "waits to be sent",
    ItemState.SENDING: "is being sent",
    ItemState.UNSURE: "may have arrived; the province is asked before it is sent again",
    ItemState.DELIVERED: "delivered",
    ItemState.DEAD: "laid aside; a person must look",
}


def outbox(settings: Settings, args: Namespace) -> int:
    """`outbox list` and `outbox release KEY`."""
    return _with_cache(settings, lambda cache: _release(cache, args) if args.key else _list(cache, args))


def _list(cache: Cache, args: Namespace) -> int:
    items = [*cache.outbox.dead(), *cache.outbox.pending()]
    if args.json:
        _say(json.dumps([letter(item) for item in items], indent=1))
        return 0
    for one in map(letter, items):
        _say(f"{one['key']}  {one['matter']:10} {one['state']:8} {one['reason']:16} {one['meaning']}")
    _say(f"{len(items)} not delivered")
    return 0


def _release(cache: Cache, args: Namespace) -> int:
    item = cache.outbox.get(args.key)
    if item is None or item.state is not ItemState.DEAD:
        sys.stderr.write("No dead letter has this key; see `main.py outbox list`.\n")
        return 1
    Vault(cache).release(item.key)
    _say("released; when the terminal runs, the province is asked about it, then it is sent")
    return 0


def letter(item: Item) -> dict[str, Any]:
    """An item for a technician: where it stands and why, nothing of what it holds."""
    try:
        matter = Envelope.model_validate_json(item.header).matter_code
    except ValueError:
        matter = ""
    return {
        "key": item.key,
        "matter": matter,
        "lane": item.lane,
        "state": item.state,
        "meaning": MEANING[item.state],
        "reason": item.reason,
        "attempts": item.attempts,
        "enqueued_at": item.enqueued_at.isoformat(),
        "settled_at": item.settled_at.isoformat() if item.settled_at else None,
        "place": item.seq,
    }


def rotate_key(settings: Settings) -> int:
    """`memory rotate-key`: a fresh key, sealed to the security chip where there is one."""

    def work() -> int:
        Cache.rotate_key(settings.terminal.folder / "cache", SystemClock())
        _say("the memory has a fresh key")
        return 0

    return _guarded(work)


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
