"""What was not delivered, for a technician: where it stands and why, never what it holds; and sending it again."""

from __future__ import annotations

from typing import Any

from kiosk.keeper.memory import Memory
from kiosk.keeper.vault import Vault
from legalnet.submission import Envelope
from offline_cache.cache import Cache
from offline_cache.errors import CacheError
from offline_cache.outbox import Item
from offline_cache.states import ItemState

MEANING = {
    ItemState.WAITING: "waits to be sent",
    ItemState.SENDING: "is being sent",
    ItemState.UNSURE: "may have arrived; the province is asked before it is sent again",
    ItemState.DELIVERED: "delivered",
    ItemState.DEAD: "laid aside; a person must look",
}
MOST = 1000
"""Letters in one answer; there is a total beside them."""


def letter(item: Item) -> dict[str, Any]:
    """An item for a technician: codes, numbers and instants; not the province's words, which may name somebody."""
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
        "files": len(item.blobs),
        "bytes": sum(ref.size for ref in item.blobs),
        "enqueued_at": item.enqueued_at.isoformat(),
        "settled_at": item.settled_at.isoformat() if item.settled_at else None,
        "place": item.seq,
    }


def listed(cache: Cache) -> dict[str, Any]:
    """Dead letters first, then what waits, the oldest first. Raises `CacheError`."""
    items = [*cache.outbox.dead(), *cache.outbox.pending()]
    return {"items": [letter(item) for item in items[:MOST]], "total": len(items)}


def released(cache: Cache, key: object) -> bool:
    """Send a dead letter again, which asks the province first; False where there is none. Raises `CacheError`."""
    item = cache.outbox.get(key) if isinstance(key, str) else None
    if item is None or item.state is not ItemState.DEAD:
        return False
    Vault(cache).release(item.key)
    return True


def answer(memory: Memory, message: dict[str, Any]) -> dict[str, Any]:
    """To `letters` and `release`, asked by a technician's command or screen. Never raises what the memory does."""
    try:
        cache = memory.parts.cache
        if message["kind"] == "letters":
            return {"kind": "letters", **listed(cache)}
        done = released(cache, message.get("key"))
    except CacheError as error:
        return {"kind": "refused", "reason": error.code}
    if done:
        memory.wake()
    return {"kind": "released", "key": message.get("key"), "outcome": "done" if done else "not_done"}
