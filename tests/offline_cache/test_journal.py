"""The write-ahead log: no flipped bit in it costs a commit, no greater damage goes unnoticed."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from offline_cache.journal import FRAME_HEADER, HEADER_SIZE, examine, rebuild
from offline_cache.pages import authenticator
from offline_cache.store import Condition, Store, quarantined
from tests.offline_cache.conftest import Watch
from tests.offline_cache.test_store import KEY, names, open_store, put

FRAME = FRAME_HEADER + 4096
COMMITS = 4
TRUE = authenticator(KEY)


def crashed(folder: Path) -> Path:
    """The files of a store that was killed after four commits which its main file does not hold yet."""
    store = open_store(folder / "living")
    for number in range(COMMITS):
        put(store, f"r{number}", bytes([number]) * 1800)
    left = folder / "left"
    left.mkdir()
    for name in ("store.db", "store.db-wal", "store.db.keyname", "store.db.mark"):
        shutil.copy(folder / "living" / name, left / name)
    store.close()
    return left


@pytest.fixture
def left(tmp_path: Path) -> Path:
    (tmp_path / "living").mkdir()
    return crashed(tmp_path)


def flip(path: Path, offset: int, bit: int) -> None:
    data = bytearray(path.read_bytes())
    data[offset] ^= 1 << bit
    path.write_bytes(data)


def live_part(log: Path) -> int:
    """Bytes of the log that hold what was committed."""
    return HEADER_SIZE + examine(log.read_bytes(), TRUE).frames * FRAME


def test_every_flipped_bit_of_the_log_is_found_and_flipped_back(left: Path) -> None:
    whole = (left / "store.db-wal").read_bytes()
    sound = examine(whole, TRUE)
    assert sound.frames >= COMMITS
    assert not sound.mended
    end, rng = live_part(left / "store.db-wal"), Random(7)
    ends = (HEADER_SIZE, end - FRAME)
    places = [
        *range(HEADER_SIZE),
        *(start + n for start in ends for n in range(FRAME_HEADER)),
        *(start + FRAME - 1 - n for start in ends for n in range(8)),
        *(rng.randrange(HEADER_SIZE, end) for _ in range(40)),
    ]
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= 1 << rng.randrange(8)
        journal = examine(bytes(damaged), TRUE, (sound.frames, sound.sums[-1]))
        assert journal.frames == sound.frames, place
        assert bytes(journal.content) == whole, place
        assert len(journal.mended) == 1


@pytest.mark.expect_log("flipped bits of the journal were mended")
def test_a_store_with_a_flipped_bit_in_its_log_opens_with_every_commit(left: Path) -> None:
    end = live_part(left / "store.db-wal")
    flip(left / "store.db-wal", end - FRAME // 2, 3)
    store = open_store(left)
    assert store.condition is Condition.OK
    assert names(store) == [f"r{number}" for number in range(COMMITS)]
    store.close()


@pytest.mark.expect_log("the store is damaged")
@pytest.mark.expect_log("damaged store")
@pytest.mark.parametrize("what", ["a sector", "the last frame", "the header", "the tail", "the whole log"])
def test_greater_damage_is_noticed_and_the_rest_served(left: Path, what: str) -> None:
    log = left / "store.db-wal"
    data, end = bytearray(log.read_bytes()), live_part(log)
    middle = HEADER_SIZE + (end - HEADER_SIZE) // FRAME // 2 * FRAME + 1000
    match what:
        case "a sector":
            data[middle : middle + 512] = bytes(512)
        case "the last frame":
            data[end - 3000 : end - 2000] = bytes(1000)
        case "the header":
            data[:HEADER_SIZE] = bytes(HEADER_SIZE)
        case "the tail":
            del data[end - FRAME :]
        case _:
            data.clear()
    log.write_bytes(data)
    store = open_store(left)
    assert store.condition is Condition.RENEWED, "commits that were flushed are missed"
    assert len(quarantined(left / "store.db")) == 1
    kept = names(store)
    for name in kept:
        assert store.read("SELECT value FROM records WHERE name = ?", name) == [
            (bytes([int(name[1:])]) * 1800,)
        ]
    assert len(kept) >= {"the header": COMMITS, "the whole log": 0}.get(what, COMMITS - 2)
    put(store, "new", b"the terminal goes on")
    store.close()
    assert open_and_condition(left) is Condition.OK


def open_and_condition(folder: Path) -> Condition:
    store = open_store(folder)
    store.close()
    return store.condition


def test_a_torn_tail_that_was_never_flushed_is_no_damage(left: Path) -> None:
    log = left / "store.db-wal"
    data, end = log.read_bytes()[: live_part(log)], live_part(log)
    salts = data[16:24]
    torn = data[HEADER_SIZE : HEADER_SIZE + 8] + salts + bytes(8) + bytes(range(256)) * 8
    log.write_bytes(data + torn + bytes(FRAME - len(torn)))
    store = open_store(left)
    assert store.condition is Condition.OK
    assert names(store) == [f"r{number}" for number in range(COMMITS)]
    store.close()
    assert end > 0


@pytest.mark.parametrize("content", [b"", b"LBMARK1\n", bytes(44)])
def test_a_mark_that_did_not_survive_alarms_nobody(left: Path, content: bytes) -> None:
    (left / "store.db.mark").write_bytes(content)
    store = open_store(left)
    assert store.condition is Condition.OK
    assert len(names(store)) == COMMITS
    store.close()


def test_the_mark_costs_no_flush(tmp_path: Path, watch: Watch) -> None:
    store = Store.open(tmp_path / "store.db", KEY, watch.disk, watch.vfs.over)
    watch.steps.clear()
    put(store, "a", b"1")
    assert [step for step in watch.steps if "sync" in step or step == "rewrite"] == ["wal sync", "rewrite"]
    store.close()


def test_whole_frames_are_chained_anew_without_the_broken_one(left: Path) -> None:
    content = (left / "store.db-wal").read_bytes()[: live_part(left / "store.db-wal")]
    salts = bytes(8)
    assert examine(rebuild(content, TRUE, salts), TRUE).frames == examine(content, TRUE).frames
    broken = bytearray(content)
    broken[HEADER_SIZE + FRAME + 500 : HEADER_SIZE + FRAME + 900] = bytes(400)
    assert examine(bytes(broken), TRUE).frames == 1
    assert examine(rebuild(bytes(broken), TRUE, salts), TRUE).frames == examine(content, TRUE).frames - 1
    assert rebuild(b"", TRUE, salts) == rebuild(bytes(40), TRUE, salts) == b""


@pytest.mark.expect_log("damaged store")
def test_a_rescue_cut_short_is_taken_up_again(left: Path) -> None:
    """The store lies under its passing name and nothing else was done yet."""
    (left / "store.db").rename(left / "store.db.saving")
    store = open_store(left)
    assert store.condition is Condition.RENEWED
    assert names(store) == [f"r{number}" for number in range(COMMITS)]
    assert [path.name for path in quarantined(left / "store.db")] == ["store.db.damaged-1"]
    store.close()
