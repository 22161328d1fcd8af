"""Deposits as rows, and the tree in tables: jobs of SQLAlchemy Core for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    Connection,
    Select,
    Table,
    Text,
    any_,
    bindparam,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from legalnet.evidence.leaves import instant, milliseconds
from legalnet.evidence.tiles import WIDTH, Tile, pack_entries
from legalnet.evidence.tree import HASH
from province.evidence.deposits import Asked, Deposit
from province.evidence.growth import Place
from province.evidence.interface import KeyReused, Placed, SignedHead
from province.gateway.storage.tables import evidence_deposits, evidence_heads, evidence_tiles

LOCK = 0x1A3B0E7
"""Number of the advisory lock under which one gateway at a time appends on PostgreSQL."""
COLUMNS = [
    evidence_deposits.c[name]
    for name in ("code", "place", "key", "terminal_id", "kind", "at", "salt", "entry")
]


def _arrays(table: Table) -> tuple[list[str], Select[Any]]:
    """Many rows in one statement of PostgreSQL: the columns, and an array for each."""
    arrays = (func.unnest(bindparam(one.name, type_=ARRAY(one.type))) for one in table.c)
    return list(table.c.keys()), select(*arrays)


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Rows turned into those arrays."""
    return {name: [row[name] for row in rows] for name in rows[0]}


def on_postgres(connection: Connection) -> bool:
    """Whether arrays and advisory locks are there."""
    return connection.dialect.name == "postgresql"


def lock(connection: Connection) -> None:
    """Nobody else appends until this transaction ends; SQLite has one writer anyway."""
    if on_postgres(connection):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def deposit_of(row: Sequence[Any]) -> Deposit:
    """A row as a deposit."""
    code, place, key, terminal, kind, at, salt, entry = row
    return Deposit(code, place, key, terminal, kind, instant(at), salt or b"", entry)


def standing(connection: Connection, keys: Sequence[str]) -> dict[str, Deposit]:
    """What stands under those keys."""
    key = evidence_deposits.c.key
    among = key == any_(literal(list(keys), ARRAY(Text))) if on_postgres(connection) else key.in_(keys)
    found = connection.execute(select(*COLUMNS).where(among))
    return {deposit.key: deposit for deposit in map(deposit_of, found)}


def by_code(connection: Connection, code: str) -> Deposit | None:
    """The deposit of a code."""
    row = connection.execute(select(*COLUMNS).where(evidence_deposits.c.code == code)).one_or_none()
    return None if row is None else deposit_of(row)


def keep(connection: Connection, deposits: Sequence[Deposit]) -> None:
    """Their rows."""
    if deposits:
        rows = [
            {"place": one.index, "code": one.code, "key": one.key, "terminal_id": one.terminal, "kind": one.kind,
             "at": milliseconds(one.at), "salt": one.salt, "entry": one.entry}
            for one in deposits
        ]  # fmt: skip
        if on_postgres(connection):
            connection.execute(
                insert(evidence_deposits).from_select(*_arrays(evidence_deposits)), _columns(rows)
            )
        else:
            connection.execute(insert(evidence_deposits), rows)


def forget_salt(connection: Connection, code: str) -> bool:
    """Destroy the salt here; what its owner keeps on paper is theirs. Whether there was one."""
    where = (evidence_deposits.c.code == code) & evidence_deposits.c.salt.is_not(None)
    return connection.execute(update(evidence_deposits).where(where).values(salt=None)).rowcount == 1


def answered(
    asked: Sequence[Asked], there: Mapping[str, Deposit], made: Mapping[str, Deposit]
) -> tuple[Placed | KeyReused, ...]:
    """In the order of asking: the first under a key made it, everybody else finds it."""
    left, found = set(made), list[Placed | KeyReused]()
    for one in asked:
        deposit = made.get(one.key) or there[one.key]
        fresh = one.key in left  # it was made of this very request: nothing to compare
        same = fresh or (
            deposit.terminal == one.terminal and deposit.kind == one.kind and deposit.is_of(one.digests)
        )
        found.append(Placed(deposit, fresh) if same else KeyReused())
        left.discard(one.key)
    return tuple(found)


# ------------------------------------------------------------------ heads and tiles


def last_head(connection: Connection) -> SignedHead | None:
    """The newest committed head."""
    columns = (evidence_heads.c.size, evidence_heads.c.root, evidence_heads.c.note)
    row = connection.execute(select(*columns).order_by(evidence_heads.c.size.desc()).limit(1)).one_or_none()
    return None if row is None else SignedHead(*row)


def commit_head(connection: Connection, head: SignedHead) -> None:
    """Insert it; a second one for a size is refused by the key."""
    connection.execute(
        insert(evidence_heads).values(
            size=head.size, root=head.root, note=head.note, checkpoint=head.note, published=False
        )
    )


def publish(connection: Connection, size: int, checkpoint: str) -> None:
    """Mark a head as seen by everybody."""
    where = evidence_heads.c.size == size
    connection.execute(update(evidence_heads).where(where).values(checkpoint=checkpoint, published=True))


def published(connection: Connection) -> str:
    """The newest published checkpoint."""
    query = select(evidence_heads.c.checkpoint).where(evidence_heads.c.published)
    found = connection.execute(query.order_by(evidence_heads.c.size.desc()).limit(1)).scalar_one_or_none()
    return found or ""


def keep_tiles(connection: Connection, tiles: Mapping[Place, bytes]) -> None:
    """Insert or widen them."""
    rows = [{"level": level, "number": number, "data": data} for (level, number), data in tiles.items()]
    if not rows:
        return
    if on_postgres(connection):
        made = postgresql.insert(evidence_tiles).from_select(*_arrays(evidence_tiles))
        widened = made.on_conflict_do_update(
            index_elements=["level", "number"], set_={"data": made.excluded.data}
        )
        connection.execute(widened, _columns(rows))
    else:
        one = sqlite.insert(evidence_tiles)
        connection.execute(
            one.on_conflict_do_update(index_elements=["level", "number"], set_={"data": one.excluded.data}),
            rows,
        )


def read_tile(connection: Connection, level: int, number: int) -> bytes:
    """What lies there, empty where nothing does."""
    where = (evidence_tiles.c.level == level) & (evidence_tiles.c.number == number)
    found = connection.execute(select(evidence_tiles.c.data).where(where)).scalar_one_or_none()
    return found or b""


def tile(connection: Connection, asked: Tile) -> bytes | None:
    """A tile as wide as asked; bundles of entries are put together from the deposits."""
    if asked.level is not None:
        data = read_tile(connection, asked.level, asked.number)[: HASH * asked.width]
        return data if len(data) == HASH * asked.width else None
    first = asked.number * WIDTH
    place = evidence_deposits.c.place
    query = (
        select(evidence_deposits.c.entry).where(place >= first, place < first + asked.width).order_by(place)
    )
    entries = list(connection.execute(query).scalars())
    return pack_entries(entries) if len(entries) == asked.width else None
