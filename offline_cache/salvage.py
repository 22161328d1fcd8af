"""Bringing over from a damaged store what can still be read, row by row.

Each page is authenticated, so a row either reads true or not at all. Rows are fetched by their number,
which needs only the pages on the way to that row: one bad page costs the rows on it and no others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from offline_cache.schema import Row

if TYPE_CHECKING:
    import apsw

log = logging.getLogger(__name__)

TABLES = ("items", "records")
BLIND_BOUND = 20_000
"""How far row numbers are tried when the highest cannot be read."""


def salvage(aside: Path, fresh: apsw.Connection, connect: Callable[[], apsw.Connection]) -> int:
    """Copy every readable row of the store at `aside` into `fresh`; gives their number. `aside` stays."""
    import apsw

    if not aside.exists():
        return 0
    saved = 0
    damaged = connect()
    try:
        damaged.execute("SELECT count(*) FROM sqlite_schema").get  # noqa: B018 - reads the first page
        for table in TABLES:
            saved += _copy_table(damaged, fresh, table)
    except (apsw.CorruptError, apsw.NotADBError):
        log.error("the damaged store does not open at all")
    finally:
        damaged.close()
    log.error("brought over %d rows from the damaged store", saved)
    return saved


def _copy_table(damaged: apsw.Connection, fresh: apsw.Connection, table: str) -> int:
    """Rows by the columns that both know: the damaged store may be of an earlier schema."""
    columns = [name for name in _columns(damaged, table) if name in _columns(fresh, table)]
    saved, names, marks = 0, ",".join(columns), ",".join("?" * len(columns))
    if not columns:
        return 0
    with fresh:
        for number in range(1, _bound(damaged, table) + 1):
            row = _row(damaged, f"SELECT {names} FROM {table} NOT INDEXED WHERE id = ?", number)  # noqa: S608
            if row:
                saved += _insert(fresh, f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", row)  # noqa: S608
    return saved


def _insert(fresh: apsw.Connection, query: str, row: Row) -> int:
    """Bring one row over; one that is none (a stale page led to it) is left out."""
    import apsw

    try:
        fresh.execute(query, row)
    except apsw.ConstraintError:
        return 0
    return fresh.changes()


def _columns(db: apsw.Connection, table: str) -> list[str]:
    import apsw

    try:
        return [str(row[1]) for row in db.execute(f"PRAGMA table_info({table})")]
    except apsw.Error:
        return []


def _row(damaged: apsw.Connection, query: str, number: int) -> Row | None:
    """The row of that number, or None when there is none or it cannot be read."""
    import apsw

    try:
        return next(iter(damaged.execute(query, (number,))), None)
    except apsw.Error:
        return None


def _bound(damaged: apsw.Connection, table: str) -> int:
    import apsw

    try:
        highest = damaged.execute(f"SELECT max(id) FROM {table}").get  # noqa: S608
        return highest if isinstance(highest, int) else 0
    except apsw.Error:
        return BLIND_BOUND
