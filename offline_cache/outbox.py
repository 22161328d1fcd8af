"""What is to reach the other end, each thing exactly once, from the moment its one commit is on disk.

An item is enqueued with its receipt record in one transaction: one flush, and from then on it is safe.
Marks of progress are not flushed; losing one to a power cut only means that the other end is asked about
the item before it is sent again, which happens after every restart anyway. Files are dropped only once the
acknowledgement lies on disk.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from offline_cache.blobs import BlobRef, Blobs
from offline_cache.chain import Link, append, next_link
from offline_cache.clock import Clock
from offline_cache.errors import BlobMissing
from offline_cache.pace import KEEPS_PLACE
from offline_cache.records import write_records
from offline_cache.schema import Row
from offline_cache.states import PENDING, Event, ItemState, Lane, after
from offline_cache.store import Store

if TYPE_CHECKING:
    import apsw

COLUMNS = (
    "key, lane, state, header, blobs, enqueued_at, attempts, next_at, reason, message, reply, settled_at, seq"
)
PENDING_SQL = ",".join(f"'{state}'" for state in PENDING)


@dataclass(frozen=True)
class Item:
    """One thing to deliver."""

    key: str
    """Idempotency key: the same on every attempt and at the other end."""
    lane: Lane
    state: ItemState
    header: bytes = field(repr=False)
    """What is handed in; opaque here, empty once delivered."""
    blobs: tuple[BlobRef, ...]
    """Files that must be there before it, in order; empty once delivered."""
    enqueued_at: datetime
    attempts: int
    """Sendings that did not end in an answer."""
    next_at: datetime | None
    """When the next attempt is planned, by the wall clock; for people to read."""
    reason: str
    """Short code of the last trouble, empty when there was none."""
    message: str = field(repr=False)
    """The other end's words when it refused."""
    reply: bytes | None = field(repr=False)
    """Its acknowledgement."""
    settled_at: datetime | None
    """When it was delivered or refused."""
    seq: int = 0
    """Its place in this terminal's chain; 0 when it has none."""


class Outbox:
    """The items of this terminal. Safe to use from several threads."""

    def __init__(self, store: Store, blobs: Blobs, clock: Clock) -> None:
        self._store = store
        self._blobs = blobs
        self._clock = clock

    def enqueue(
        self,
        key: str,
        lane: Lane,
        header: bytes | Callable[[Link], bytes],
        blobs: Sequence[BlobRef] = (),
        records: Mapping[str, bytes] | None = None,
    ) -> Item:
        """Make an item safe, together with `records`, in one commit and one flush; on return it lasts.

        A `header` that is made from its link takes the next place in the chain (`offline_cache.chain`).
        A key that is known already changes nothing and gives the item there is. Raises `BlobMissing` when a
        blob was not taken in before, and the store's errors; after `DiskFault` the outcome is unknown: call
        it again.
        """
        with self._store.write() as db:
            if not _known(db, key):
                # Asked only here: a known item may have been delivered this moment and its files be gone.
                if not all(map(self._blobs.has, blobs)):
                    raise BlobMissing("a blob of the item was not taken in")
                seq, made = _linked(db, header)
                db.execute(
                    "INSERT INTO items (key, lane, state, header, blobs, enqueued_at, seq) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (key, lane, ItemState.WAITING, made, _dump(blobs), self._clock.now().isoformat(), seq),
                )
                write_records(db, records or {}, self._clock)
        return self.expect(key)

    def get(self, key: str) -> Item | None:
        """The item with this key, or None."""
        rows = self._store.read(f"SELECT {COLUMNS} FROM items WHERE key = ?", key)  # noqa: S608
        return _item(rows[0]) if rows else None

    def expect(self, key: str) -> Item:
        """The item with this key. Raises `KeyError` when there is none."""
        item = self.get(key)
        if item is None:
            raise KeyError("no such item")
        return item

    def next(self, lane: Lane, but: Collection[str] = ()) -> Item | None:
        """The item of a lane to take up next, leaving out the keys in `but`: the oldest that is not in long trouble."""
        rows = self._store.read(
            f"SELECT {COLUMNS} FROM items WHERE lane = ? AND state IN ({PENDING_SQL}) "  # noqa: S608
            "AND key NOT IN (SELECT value FROM json_each(?)) ORDER BY max(attempts, ?), id LIMIT 1",
            lane,
            json.dumps(list(but)),
            KEEPS_PLACE - 1,
        )
        return _item(rows[0]) if rows else None

    def pending(self) -> list[Item]:
        """All items with something left to do, oldest first."""
        return self._select(f"state IN ({PENDING_SQL})")

    def dead(self) -> list[Item]:
        """The dead letters, oldest first."""
        return self._select("state = 'dead'")

    def counts(self) -> dict[ItemState, int]:
        """How many items stand where."""
        rows = self._store.read("SELECT state, count(*) FROM items GROUP BY state")
        return dict.fromkeys(ItemState, 0) | {ItemState(str(s)): _int(n) for s, n in rows}

    def referenced(self) -> set[str]:
        """Digests of all blobs that some item still needs."""
        rows = self._store.read("SELECT blobs FROM items WHERE blobs != '[]'")
        return {ref.digest for row in rows for ref in _load(row[0])}

    def restarted(self) -> None:
        """Note that the process began anew; called once at opening."""
        with self._store.write(durable=False) as db:
            for state in PENDING:
                new = after(state, Event.RESTART)
                db.execute("UPDATE items SET state = ? WHERE state = ?", (new, state))

    def sending(self, key: str) -> None:
        """Note that sending begins."""
        self._mark(key, Event.SEND)

    def absent(self, key: str) -> None:
        """Note that the other end never got it."""
        self._mark(key, Event.ABSENT)

    def postpone(self, key: str, reason: str, next_at: datetime, *, charged: bool = True) -> None:
        """Note an attempt that decided nothing; not `charged` to the item when the way was closed for all."""
        self._mark(key, Event.POSTPONE, reason=reason, next_at=next_at.isoformat(), tried=int(charged))

    def lose(self, key: str, reason: str, next_at: datetime) -> None:
        """Note that it was sent and no answer came."""
        self._mark(key, Event.LOSE, reason=reason, next_at=next_at.isoformat(), tried=1)

    def acknowledge(self, key: str, reply: bytes, records: Mapping[str, bytes]) -> None:
        """Note the reply together with `records`; a second reply to a delivered item changes nothing.

        Not flushed by itself, see `settle`: if lost, the other end is asked and gives the same reply.
        """
        self._mark(key, Event.ACKNOWLEDGE, reply=reply, records=records)

    def refuse(self, key: str, code: str, message: str, records: Mapping[str, bytes]) -> None:
        """Lay the item aside for a person, together with `records`."""
        self._mark(key, Event.REFUSE, reason=code, message=message, records=records)

    def release(self, key: str, records: Mapping[str, bytes] | None = None) -> Item:
        """Send a dead letter on its way again, together with `records`; the other end is asked first.

        Raises `KeyError`.
        """
        self.expect(key)
        self._mark(key, Event.RELEASE, records=records, durable=True)
        return self.expect(key)

    def settle(self) -> int:
        """Bring acknowledgements to disk, then drop what delivered items no longer need; gives their number.

        One flush for all of them. A crash in between leaves files that the next opening sweeps.
        """
        rows = self._store.read(
            "SELECT id, blobs FROM items WHERE state = 'delivered' AND (header != x'' OR blobs != '[]')"
        )
        if not rows:
            return 0
        with self._store.write() as db:
            db.executemany(
                "UPDATE items SET header = x'', blobs = '[]' WHERE id = ?", [(r[0],) for r in rows]
            )
        for digest in {ref.digest for row in rows for ref in _load(row[1])} - self.referenced():
            self._blobs.remove(digest)
        return len(rows)

    def forget(self, before: datetime) -> list[str]:
        """Drop items that were delivered before an instant and need nothing any more; gives their keys.

        Whether such a key arrived is for the other end to say from then on. Dead letters stay: a person must look.
        """
        with self._store.write() as db:
            old = (
                "state = 'delivered' AND header = x'' AND blobs = '[]' AND datetime(settled_at) < datetime(?)"
            )
            at = before.isoformat()
            keys = [str(row[0]) for row in db.execute(f"SELECT key FROM items WHERE {old}", (at,))]  # noqa: S608
            db.execute(f"DELETE FROM items WHERE {old}", (at,))  # noqa: S608
        return keys

    def _select(self, where: str) -> list[Item]:
        rows = self._store.read(f"SELECT {COLUMNS} FROM items WHERE {where} ORDER BY id")  # noqa: S608
        return [_item(row) for row in rows]

    def _mark(
        self,
        key: str,
        event: Event,
        *,
        reason: str = "",
        message: str = "",
        next_at: str | None = None,
        tried: int = 0,
        reply: bytes | None = None,
        records: Mapping[str, bytes] | None = None,
        durable: bool = False,
    ) -> None:
        """Move the item by the table; where the table keeps a settled item as it is, nothing is written."""
        with self._store.write(durable=durable) as db:
            old = _state(db, key)
            new = after(old, event)
            if new is old and old not in PENDING:
                return
            settled = None if new in PENDING else self._clock.now().isoformat()
            db.execute(
                "UPDATE items SET state = ?, reason = ?, message = ?, next_at = ?, attempts = attempts + ?, "
                "reply = ?, settled_at = ? WHERE key = ?",
                (new, reason, message, next_at, tried, reply, settled, key),
            )
            write_records(db, records or {}, self._clock)


def _linked(db: apsw.Connection, header: bytes | Callable[[Link], bytes]) -> tuple[int, bytes]:
    """The header's place in the chain and its bytes; (0, header) for one that takes none."""
    if isinstance(header, bytes):
        return 0, header
    link = next_link(db)
    made = header(link)
    append(db, link, made)
    return link.seq, made


def _state(db: apsw.Connection, key: str) -> ItemState:
    for row in db.execute("SELECT state FROM items WHERE key = ?", (key,)):
        return ItemState(str(row[0]))
    raise KeyError("no such item")


def _known(db: apsw.Connection, key: str) -> bool:
    return bool(list(db.execute("SELECT 1 FROM items WHERE key = ?", (key,))))


def _dump(blobs: Sequence[BlobRef]) -> str:
    return json.dumps([[ref.digest, ref.size] for ref in blobs])


def _load(text: apsw.SQLiteValue) -> tuple[BlobRef, ...]:
    return tuple(BlobRef(digest, size) for digest, size in json.loads(str(text)))


def _item(row: Row) -> Item:
    key, lane, state, header, blobs, enqueued, attempts, next_at, reason, message, reply, settled, seq = row
    return Item(
        key=str(key),
        lane=Lane(str(lane)),
        state=ItemState(str(state)),
        header=bytes(header) if isinstance(header, bytes) else b"",
        blobs=_load(blobs),
        enqueued_at=datetime.fromisoformat(str(enqueued)),
        attempts=_int(attempts),
        next_at=_when(next_at),
        reason=str(reason),
        message=str(message),
        reply=reply if isinstance(reply, bytes) else None,
        settled_at=_when(settled),
        seq=_int(seq),
    )


def _when(value: apsw.SQLiteValue) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value))


def _int(value: apsw.SQLiteValue) -> int:
    return int(str(value))
