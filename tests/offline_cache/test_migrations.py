"""Stores of every earlier version are brought up to date, once, with all they hold."""

from __future__ import annotations

import re
from pathlib import Path

import apsw
import pytest

from offline_cache.cache import Cache
from offline_cache.disk import Disk
from offline_cache.errors import TooNew
from offline_cache.schema import AHEAD, MIGRATIONS
from offline_cache.states import ItemState, Lane
from offline_cache.store import Condition, Store, name_key
from tests.offline_cache.rig import HandClock

KEY = bytes(range(32))
UNDELIVERED = (ItemState.WAITING, ItemState.UNSURE)
"""Unsure is asked about before it is sent again, so both are kept and delivered once."""
ITEM = "INSERT INTO items (key, lane, state, header, blobs, enqueued_at) VALUES (?, ?, ?, ?, ?, ?)"


def store_of(folder: Path, version: int) -> Path:
    """A store as the program of that version left it, with an item and a record where it knows them."""
    path = folder / "store.db"
    name_key(path, KEY, Disk())
    db = apsw.Connection(str(path))
    db.pragma("cipher", "chacha20")
    db.pragma("key", f"raw:{KEY.hex()}")
    for script in MIGRATIONS[:version]:
        db.execute(script)
    db.execute(f"PRAGMA user_version={version}")
    if version:
        db.execute(ITEM, ("k", "json", "waiting", b"header", "[]", "2026-01-05T00:00:00+00:00"))
        db.execute("INSERT INTO records (name, value, updated_at) VALUES ('receipt/A', x'01', '')")
    db.close()
    return path


def schema(store: Store) -> list[str]:
    return [str(row[0]) for row in store.read("SELECT sql FROM sqlite_schema ORDER BY name")]


@pytest.mark.parametrize("version", range(len(MIGRATIONS) + 1))
def test_every_earlier_version_comes_up_to_date_and_stays_there(tmp_path: Path, version: int) -> None:
    path = store_of(tmp_path, version)
    found: list[list[str]] = []
    for _ in range(2):
        store = Store.open(path, KEY, Disk())
        assert store.condition is Condition.OK
        assert store.read("PRAGMA user_version") == [(len(MIGRATIONS),)]
        found.append(schema(store))
        if version:
            assert store.read("SELECT key, header, seq FROM items") == [("k", b"header", 0)]
            assert store.read("SELECT name, value FROM records") == [("receipt/A", b"\x01")]
        store.close()
    assert found[0] == found[1]
    (tmp_path / "fresh").mkdir()
    fresh = Store.open(tmp_path / "fresh" / "store.db", KEY, Disk())
    assert sorted(schema(fresh)) == sorted(found[0]), "an old store ends up as a new one begins"
    fresh.close()


def test_a_later_version_is_left_alone(tmp_path: Path) -> None:
    path = store_of(tmp_path, len(MIGRATIONS))
    db = Store.open(path, KEY, Disk())
    with db.write() as connection:
        connection.execute(f"PRAGMA user_version={len(MIGRATIONS) + AHEAD + 1}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(TooNew):
        Store.open(path, KEY, Disk())
    assert path.read_bytes() == before


def test_an_update_that_took_a_step_can_be_given_up_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next version adds a table and a column, is given up, the former works on, then the next comes again: twice."""
    folder = tmp_path / "cache"
    step = """
        CREATE TABLE hints (id INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT;
        ALTER TABLE items ADD COLUMN urgency INTEGER NOT NULL DEFAULT 3;
    """
    cache = Cache.open(folder, HandClock())
    cache.outbox.enqueue("former 0", Lane.JSON, b"header", [])
    cache.close()
    for turn in (1, 2):
        with monkeypatch.context() as later:
            later.setattr("offline_cache.store.MIGRATIONS", (*MIGRATIONS, step))
            cache = Cache.open(folder, HandClock())
            assert cache.outbox.expect(f"former {turn - 1}").state in UNDELIVERED
            cache.outbox.enqueue(f"next {turn}", Lane.JSON, b"header", [])
            cache.close()
        cache = Cache.open(folder, HandClock())
        assert cache.outbox.expect(f"next {turn}").state in UNDELIVERED
        cache.outbox.enqueue(f"former {turn}", Lane.JSON, b"header", [])
        cache.close()
    monkeypatch.setattr("offline_cache.store.MIGRATIONS", (*MIGRATIONS, step))
    last = Store.open(folder / "store.db", (folder / "store.key").read_bytes(), Disk())
    assert last.read("PRAGMA user_version") == [(len(MIGRATIONS) + 1,)]
    assert last.read("SELECT DISTINCT urgency FROM items") == [(3,)]
    assert last.read("SELECT count(*) FROM items") == [(5,)]
    last.close()


def test_a_step_only_adds() -> None:
    """What the rule in `offline_cache.schema` says; a step that takes away strands every terminal that goes back."""
    for script in MIGRATIONS[1:]:
        for statement in filter(None, (part.strip() for part in script.split(";"))):
            added = re.match(r"CREATE (TABLE|INDEX) |ALTER TABLE \w+ ADD COLUMN .* DEFAULT ", statement)
            assert added, statement


@pytest.mark.expect_log("the store is damaged")
@pytest.mark.expect_log("damaged store")
def test_rows_of_a_damaged_store_of_an_earlier_version_are_brought_over(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "store.key").write_bytes(KEY)
    (folder / "store.key").chmod(0o600)
    path = store_of(folder, 1)
    data = bytearray(path.read_bytes())
    data[-100] ^= 1  # the last page: an index, which the rows do not need
    path.write_bytes(data)
    cache = Cache.open(folder, HandClock())
    assert cache.health().condition is Condition.RENEWED
    assert cache.outbox.expect("k").state is ItemState.UNSURE
    assert cache.records.get("receipt/A") == b"\x01"
    cache.close()
