"""Small things the terminal must read later: receipt records, counters, reference data. Nothing personal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from offline_cache.clock import Clock
from offline_cache.store import Store

if TYPE_CHECKING:
    import apsw


class Records:
    """A table of names and bytes; what the bytes mean is their owner's affair."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def get(self, name: str) -> bytes | None:
        """The value under `name`, or None."""
        rows = self._store.read("SELECT value FROM records WHERE name = ?", name)
        return _bytes(rows[0][0]) if rows else None

    def put(self, name: str, value: bytes, *, durable: bool = True) -> None:
        """Set one value; without `durable` a power cut may undo it."""
        self.put_all({name: value}, durable=durable)

    def put_all(self, values: Mapping[str, bytes], *, durable: bool = True) -> None:
        """Set several values, all or none."""
        with self._store.write(durable=durable) as db:
            write_records(db, values, self._clock)

    def delete(self, name: str) -> None:
        """Drop a value that may already be gone."""
        with self._store.write() as db:
            db.execute("DELETE FROM records WHERE name = ?", (name,))

    def names(self, prefix: str = "") -> list[str]:
        """The names that begin with `prefix`, in order."""
        rows = self._store.read(
            "SELECT name FROM records WHERE substr(name, 1, ?) = ? ORDER BY name", len(prefix), prefix
        )
        return [str(row[0]) for row in rows]

    def oldest(self, beginning: str) -> str | None:
        """Of the names that begin so, the one set the longest ago."""
        rows = self._store.read(
            "SELECT name FROM records WHERE substr(name, 1, ?) = ? ORDER BY updated_at, id LIMIT 1",
            len(beginning),
            beginning,
        )
        return str(rows[0][0]) if rows else None

    def forget(self, beginning: str, before: datetime) -> int:
        """Drop what begins so and was last set before an instant; how many that were."""
        where = "substr(name, 1, ?) = ? AND datetime(updated_at) < datetime(?)"
        given = (len(beginning), beginning, before.isoformat())
        with self._store.write() as db:
            found = list(db.execute(f"SELECT count(*) FROM records WHERE {where}", given))  # noqa: S608
            db.execute(f"DELETE FROM records WHERE {where}", given)  # noqa: S608
        return int(str(found[0][0]))

    def let_go(self, name: str, noted: str) -> None:
        """Drop a value that can be had again; `noted` keeps how many bytes it had."""
        with self._store.write(overwrite=False) as db:
            for (size,) in list(db.execute("SELECT length(value) FROM records WHERE name = ?", (name,))):
                write_records(db, {noted: str(size).encode()}, self._clock)
            db.execute("DELETE FROM records WHERE name = ?", (name,))

    def count(self, name: str, by: int = 1) -> int:
        """Add to a counter and give its new value. Not flushed: a power cut may undo the last ones."""
        with self._store.write(durable=False) as db:
            rows = list(db.execute("SELECT value FROM records WHERE name = ?", (name,)))
            total = (int(_bytes(rows[0][0])) if rows else 0) + by
            write_records(db, {name: str(total).encode()}, self._clock)
        return total


def write_records(db: apsw.Connection, values: Mapping[str, bytes], clock: Clock) -> None:
    """Set values within a transaction that somebody else has open."""
    at = clock.now().isoformat()
    for name, value in values.items():
        db.execute(
            "INSERT INTO records (name, value, updated_at) VALUES (?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
            (name, value, at),
        )


def _bytes(value: apsw.SQLiteValue) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError("a record's value is not bytes")
    return value
