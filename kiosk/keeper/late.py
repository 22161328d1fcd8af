"""Keeps what a resident wanted done while the province was away, sealed, and brings it there once.

A late question (`legalnet.asking`) is opaque here and lies in the outbox like a filing: one flush and it is safe, sent
until it is answered, never doubled, for its idempotency key answers for that at the province.
"""

from __future__ import annotations

import logging
import weakref
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from typing import Any
from uuid import UUID

from kiosk.keeper.memory import Memory
from legalnet.asking import HEAD, LARGEST_QUESTION, LATE_KEY, MAGIC
from offline_cache.errors import CacheError, DiskFault
from offline_cache.states import Lane

log = logging.getLogger(__name__)

ROOM = 4096
"""What sealing and framing may add to a question of the largest size."""
MOST_A_VISIT = 40

Say = Callable[..., None]


class LateDesk:
    """Takes late questions from the visit on the screen."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._given: weakref.WeakKeyDictionary[Any, int] = weakref.WeakKeyDictionary()

    def hear(self, visit: object, message: dict[str, Any], say: Say) -> None:
        """`ask_keep`: on disk when `ask_kept` says done. The same key again changes nothing."""
        key, question = message.get("key"), _question(message.get("question"))
        if not _is_id(key) or question is None:
            outcome, reason = "not_done", "unreadable"
        elif self._given.get(visit, 0) >= MOST_A_VISIT:
            outcome, reason = "not_done", "busy"
        else:
            self._given[visit] = self._given.get(visit, 0) + 1
            outcome, reason = self._keep(f"{LATE_KEY}{key}", question)
        say("ask_kept", key=key, outcome=outcome, reason=reason)

    def _keep(self, key: str, question: bytes) -> tuple[str, str]:
        try:
            self._memory.parts.cache.outbox.enqueue(key, Lane.JSON, question)
        except DiskFault as error:  # it may lie there or not: the same call again settles it
            return "unknown", error.code
        except CacheError as error:
            log.error("a late question was not kept: %s", error.code)
            self._memory.look()
            return "not_done", error.code
        self._memory.wake()
        return "done", ""


def _question(given: object) -> bytes | None:
    """The sealed bytes, None for what cannot be a question."""
    if not isinstance(given, str) or len(given) > (LARGEST_QUESTION + ROOM) * 4 // 3:
        return None
    try:
        found = b64decode(given, validate=True)
    except (NotBase64, ValueError):
        return None
    return found if found.startswith(MAGIC) and len(found) > HEAD else None


def _is_id(value: object) -> bool:
    """Whether a visit named it as it should."""
    try:
        return isinstance(value, str) and UUID(value).hex == value
    except ValueError:
        return False
