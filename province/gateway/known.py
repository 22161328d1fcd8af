"""Terminals whose keys were looked up before: their next request costs no query.

Only keys and profiles are kept, and both are for good: a terminal that enrols anew gets another id. Whether it is
still enrolled is asked of the database with every nonce.
"""

from __future__ import annotations

from base64 import b64decode
from collections import OrderedDict
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from province.gateway.problems import Problem
from province.gateway.storage.interface import Storage

MOST = 20_000
"""Terminals kept in memory, about 1 KB each."""


@dataclass(frozen=True)
class Known:
    """What is needed to tell who speaks."""

    id: str
    key: Ed25519PublicKey = field(repr=False)
    profile: str = field(repr=False)
    """JSON of `settings.Profile`."""


class KnownTerminals:
    """The terminals that were heard of last; belongs to one event loop."""

    def __init__(self) -> None:
        self._found: OrderedDict[str, Known] = OrderedDict()

    async def find(self, storage: Storage, terminal_id: str) -> Known:
        """The terminal of that id. Raises `Problem` `terminal_unknown`."""
        known = self._found.get(terminal_id)
        if known is None:
            known = await self._look_up(storage, terminal_id)
            self._found[terminal_id] = known
            if len(self._found) > MOST:
                self._found.popitem(last=False)
        self._found.move_to_end(terminal_id)
        return known

    def forget(self, terminal_id: str) -> None:
        """Ask the database again next time."""
        self._found.pop(terminal_id, None)

    @staticmethod
    async def _look_up(storage: Storage, terminal_id: str) -> Known:
        """From the database."""
        row = await storage.terminal(terminal_id)
        if row is None or row.revoked_at is not None:
            raise Problem("terminal_unknown")
        return Known(row.id, public_key(row.public_key), row.profile)


def public_key(encoded: str) -> Ed25519PublicKey:
    """The Ed25519 key in Base64 of its raw bytes. Raises `Problem` when it is none."""
    try:
        return Ed25519PublicKey.from_public_bytes(b64decode(encoded, validate=True))
    except ValueError:
        raise Problem("signature_invalid") from None
