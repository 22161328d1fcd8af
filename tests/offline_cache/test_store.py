"""The store: closed to others, whole or put aside, one flush a commit, clear words when the disk fails."""

from __future__ import annotations

import errno
from pathlib import Path

import apsw
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms

from offline_cache.disk import Disk
from offline_cache.errors import Damaged, DiskFault, DiskFull, ReadOnlyDisk, TooNew, WrongKey
from offline_cache.store import Condition, Store, quarantined
from tests.offline_cache.conftest import Watch

KEY = bytes(range(32))
PAGE = 4096


def open_store(folder: Path, key: bytes = KEY) -> Store:
    return Store.open(folder / "store.db", key, Disk())


def put(store: Store, name: str, value: bytes, *, durable: bool = True) -> None:
    with store.write(durable=durable) as db:
        db.execute("INSERT INTO records (name, value, updated_at) VALUES (?, ?, '')", (name, value))


def names(store: Store) -> list[str]:
    return [str(row[0]) for row in store.read("SELECT name FROM records ORDER BY id")]


def filled(folder: Path) -> None:
    """A closed store with forty records of two kilobytes, one in each half of a page."""
    store = open_store(folder)
    with store.write() as db:
        for number in range(40):
            row = (f"r{number:02}", bytes([number]) * 1800)
            db.execute("INSERT INTO records (name, value, updated_at) VALUES (?, ?, '')", row)
    store.close()


def test_content_survives_and_is_unreadable(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert store.condition is Condition.NEW
    put(store, "receipt/AB12CD", b"plain words in the store")
    raw = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    store.close()
    raw += b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert b"plain words" not in raw
    assert b"receipt" not in raw
    assert b"SQLite format" not in raw
    again = open_store(tmp_path)
    assert again.condition is Condition.OK
    assert again.read("SELECT value FROM records") == [(b"plain words in the store",)]
    again.close()
    again.close()


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    put(store, "a", b"1")
    with pytest.raises(apsw.ConstraintError):
        put(store, "a", b"2")
    with pytest.raises(ZeroDivisionError), store.write() as db:
        db.execute("DELETE FROM records")
        raise ZeroDivisionError
    assert names(store) == ["a"]
    store.close()


def test_a_wrong_key_is_said_and_nothing_is_touched(tmp_path: Path) -> None:
    filled(tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    with pytest.raises(WrongKey, match="another key"):
        open_store(tmp_path, bytes(32))
    (tmp_path / "store.db.keyname").rename(tmp_path / "away")
    with pytest.raises(WrongKey, match="key name is missing"):
        open_store(tmp_path)
    (tmp_path / "away").rename(tmp_path / "store.db.keyname")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


@pytest.mark.expect_log("damaged store")
@pytest.mark.expect_log("the store is damaged")
def test_any_flipped_bit_puts_the_file_aside_and_saves_the_rest(tmp_path: Path) -> None:
    filled(tmp_path)
    whole = (tmp_path / "store.db").read_bytes()
    pages = len(whole) // PAGE
    for page in range(pages):
        folder = tmp_path / f"page{page}"
        folder.mkdir()
        flipped = bytearray(whole)
        flipped[page * PAGE + 100 + page * 37] ^= 1 << page % 8
        (folder / "store.db").write_bytes(flipped)
        (folder / "store.db.keyname").write_bytes((tmp_path / "store.db.keyname").read_bytes())
        store = open_store(folder)
        assert store.condition is Condition.RENEWED, f"page {page}"
        assert [p.name for p in quarantined(folder / "store.db")] == ["store.db.damaged-1"]
        assert store.salvaged == len(names(store))
        put(store, "new", b"the terminal goes on")
        store.close()
        assert open_and_close(folder) is Condition.OK
    leaf = tmp_path / f"page{pages - 1}"
    store = open_store(leaf)
    kept = [name for name in names(store) if name != "new"]
    assert 36 <= len(kept) < 40, "one leaf page holds two records; only those may go"
    for name in kept:
        assert store.read("SELECT value FROM records WHERE name = ?", name) == [
            (bytes([int(name[1:])]) * 1800,)
        ]
    store.close()


def open_and_close(folder: Path) -> Condition:
    store = open_store(folder)
    store.close()
    return store.condition


@pytest.mark.expect_log("damaged store")
@pytest.mark.expect_log("the store is damaged")
@pytest.mark.parametrize("content", [b"", b"no database at all", bytes(3 * PAGE)])
def test_a_file_of_something_else_is_put_aside(tmp_path: Path, content: bytes) -> None:
    filled(tmp_path)
    (tmp_path / "store.db").write_bytes(content)
    store = open_store(tmp_path)
    expected = Condition.RENEWED if content else Condition.NEW
    assert store.condition is expected
    assert names(store) == []
    store.close()


def test_damage_while_open_is_found_by_the_check(tmp_path: Path) -> None:
    filled(tmp_path)
    store = open_store(tmp_path)
    store.check()
    with (tmp_path / "store.db").open("r+b") as file:
        file.seek(PAGE * 8 + 50)
        file.write(b"scratched")
    with pytest.raises(Damaged):
        open_and_check(store)
    store.close()


def open_and_check(store: Store) -> None:
    """The page may still be in memory, so memory is let go first."""
    store.read("PRAGMA shrink_memory")
    store.check()


def test_a_store_of_a_later_program_is_left_alone(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.write() as db:
        db.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(TooNew, match="99"):
        open_store(tmp_path)


def test_opening_what_was_closed_flushes_nothing_and_the_first_commit_begins_the_log(
    tmp_path: Path, watch: Watch
) -> None:
    first = Store.open(tmp_path / "store.db", KEY, watch.disk, watch.vfs.over)
    put(first, "before", b"1")
    first.close()
    watch.steps.clear()
    store = Store.open(tmp_path / "store.db", KEY, watch.disk, watch.vfs.over)
    assert names(store) == ["before"]
    assert [step for step in watch.steps if "sync" in step] == []
    put(store, "first", b"1")
    assert len([step for step in watch.steps if "sync" in step]) > 1, "an earlier mark is taken back for good"
    watch.steps.clear()
    put(store, "second", b"1")
    assert [step for step in watch.steps if "sync" in step] == ["wal sync"]
    store.close()


def test_one_flush_a_commit_and_none_when_it_may_be_lost(tmp_path: Path, watch: Watch) -> None:
    store = Store.open(tmp_path / "store.db", KEY, watch.disk, watch.vfs.over)
    for number in range(20):
        watch.steps.clear()
        put(store, f"durable{number}", bytes(1500))
        assert [s for s in watch.steps if "sync" in s] == ["wal sync"]
        watch.steps.clear()
        put(store, f"loose{number}", bytes(1500), durable=False)
        assert [s for s in watch.steps if "sync" in s] == []
    watch.steps.clear()
    store.tidy()
    assert "main sync" in watch.steps
    watch.steps.clear()
    store.tidy()
    assert watch.steps == [], "nothing new, nothing to do"
    store.close()


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (apsw.FullError("full"), DiskFull),
        (apsw.ReadOnlyError("ro"), ReadOnlyDisk),
        (apsw.IOError("io"), DiskFault),
        (apsw.CorruptError("bad"), Damaged),
    ],
)
def test_trouble_of_the_disk_has_a_name_and_passes(
    tmp_path: Path, watch: Watch, raised: Exception, expected: type[Exception]
) -> None:
    store = Store.open(tmp_path / "store.db", KEY, watch.disk, watch.vfs.over)
    put(store, "before", b"1")

    def fail(name: str) -> None:
        if name == "wal write":
            raise raised

    watch.fail = fail
    with pytest.raises(expected):
        put(store, "during", b"2")
    assert names(store) == ["before"], "what is there can still be read"
    watch.fail = lambda name: None
    put(store, "after", b"3")
    assert names(store) == ["before", "after"]
    store.close()


@pytest.mark.parametrize(("number", "expected"), [(errno.ENOSPC, DiskFull), (errno.EROFS, ReadOnlyDisk)])
def test_a_disk_that_takes_nothing_is_said_at_opening(
    tmp_path: Path, watch: Watch, number: int, expected: type[Exception]
) -> None:
    def fail(name: str) -> None:
        raise OSError(number, "no")

    watch.fail = fail
    with pytest.raises(expected):
        Store.open(tmp_path / "store.db", KEY, watch.disk, watch.vfs.over)


@pytest.mark.parametrize("overwrite", [True, False], ids=["as it is", "without overwriting"])
def test_what_was_dropped_is_in_no_page_for_whoever_has_the_key(tmp_path: Path, overwrite: bool) -> None:
    """The store closed, its log gone, and every page decrypted: free ones too, where a dropped row would lie."""
    mark = b"dropped-for-good-"
    store = open_store(tmp_path)
    for number in range(40):  # most of it stays, so that the file is not made smaller
        draft = number % 8 == 7
        put(store, f"{'draft' if draft else 'kept'}/{number}", mark * 300 if draft else b"what-stays-" * 450)
    store.tidy()
    with store.write(overwrite=overwrite) as db:
        db.execute("DELETE FROM records WHERE substr(name, 1, 6) = 'draft/'")
    store.tidy()
    store.close()
    log = tmp_path / "store.db-wal"
    assert not log.exists() or log.stat().st_size == 0
    assert mark not in (tmp_path / "store.db").read_bytes()
    pages = decrypted(tmp_path / "store.db")
    assert b"what-stays-" * 50 in pages, "it can be read, so that what is not found is not there"
    assert (mark in pages) is not overwrite


def decrypted(path: Path) -> bytes:
    """What the pages of a closed store hold, one behind the other, as `offline_cache.pages` describes their cipher."""
    data, found = path.read_bytes(), []
    for number, at in enumerate(range(0, len(data), PAGE), 1):
        page = data[at : at + PAGE]
        nonce = page[-32:-16]
        counter = int.from_bytes(nonce[12:], "little") ^ number
        first = _chacha20(KEY, counter, nonce[:12], bytes(64))
        found.append(_chacha20(first[32:], counter + 1, nonce[:12], page[:-32]))
    return b"".join(found)


def _chacha20(key: bytes, counter: int, nonce: bytes, data: bytes) -> bytes:
    start = (counter & 0xFFFFFFFF).to_bytes(4, "little") + nonce
    return Cipher(algorithms.ChaCha20(key, start), None).encryptor().update(data)
