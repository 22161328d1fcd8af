"""The order in which items became safe, told so that nobody can change it afterwards.

Each linked header carries the digest of the one before it, so the other end sees whether one is missing, was
put in later, or was rewritten. The last digest lies in the store and changes in the same transaction as the
item. A store that had to be made anew begins a chain of its own, under another name, and that shows too.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import apsw


@dataclass(frozen=True)
class Link:
    """An item's place in the order."""

    chain: str
    """Name of the chain, random; another one after the store was made anew."""
    seq: int
    """1 for the first."""
    previous: str
    """SHA-256 of the header before it in hex, empty for the first."""


def next_link(db: apsw.Connection) -> Link:
    """The place of the next header, within a transaction that is open."""
    rows = list(db.execute("SELECT value FROM chain WHERE id = 1"))
    if not rows:
        return Link(secrets.token_hex(8), 1, "")
    last = json.loads(str(rows[0][0]))
    return Link(str(last["chain"]), int(last["seq"]) + 1, str(last["digest"]))


def append(db: apsw.Connection, link: Link, header: bytes) -> None:
    """Note that `header` took that place."""
    value = {"chain": link.chain, "seq": link.seq, "digest": hashlib.sha256(header).hexdigest()}
    db.execute("INSERT OR REPLACE INTO chain (id, value) VALUES (1, ?)", (json.dumps(value),))
