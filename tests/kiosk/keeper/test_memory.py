"""A memory that cannot be opened, or fails later: the keeper says so, serves the rest, and touches no file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw
import pytest

from kiosk.keeper import memory
from kiosk.keeper.letters import answer
from kiosk.keeper.memory import EVERY_S, State
from offline_cache.errors import ReadOnlyDisk
from offline_cache.room import Limits
from offline_cache.states import ItemState
from tests.kiosk.keeper.parts import NAME, ROOT, FarEnd, Hand, House, commit

MakeHouse = Callable[[], House]


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a memory but its lock."""
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != "lock"}  # fmt: skip


def filed(house: MakeHouse, far: FarEnd) -> House:
    """A keeper that took a filing in while the province was away, and was ended."""
    far.mood = "away"
    keeper = house()
    visit = keeper.shown()
    assert keeper.hand_in(visit, commit(visit.folder))["outcome"] == "done"
    keeper.close()
    far.mood = "up"
    return keeper


def states(visit: Hand) -> list[str]:
    """What a visit was told of the memory."""
    return [str(told["state"]) for told in visit.told("memory")]


def spoil_key(home: Path) -> Callable[[], None]:
    """Another terminal's key lies there; gives what puts the right one back."""
    right = (home / "store.key").read_bytes()
    (home / "store.key").write_bytes(bytes(32))
    return lambda: (home / "store.key").write_bytes(right) and None


def spoil_version(home: Path) -> Callable[[], None]:
    """A later version of the program wrote this store; gives what undoes that."""

    def set_version(number: int) -> None:
        db = apsw.Connection(str(home / "store.db"))
        db.pragma("cipher", "chacha20")
        db.pragma("key", f"raw:{(home / 'store.key').read_bytes().hex()}")
        db.execute(f"PRAGMA user_version={number}")
        db.close()

    set_version(99)
    return lambda: set_version(2)


@pytest.mark.expect_log("the memory is in trouble")
@pytest.mark.parametrize(("spoil", "code"), [(spoil_key, "wrong_key"), (spoil_version, "store_too_new")])
def test_a_memory_that_does_not_open_ends_nothing_and_is_left_as_it_is(
    house: MakeHouse, far: FarEnd, tmp_path: Path, spoil: Callable[[Path], Callable[[], None]], code: str
) -> None:
    filed(house, far)
    home = tmp_path / "cache"
    mend = spoil(home)
    before = content(home)
    keeper = house()
    visit = keeper.shown()
    assert states(visit) == ["closed"]
    visit.say("status")
    assert keeper.hear(visit, "status")["memory"] == code
    refused = keeper.hand_in(visit, commit(visit.folder, "A2A2A2"))
    assert (refused["outcome"], refused["reason"]) == ("not_done", code)
    visit.say("lookup", code="K74P29")
    visit.say("draft_find", name="0" * 32)
    assert answer(keeper.memory, {"kind": "letters"}) == {"kind": "refused", "reason": code}
    keeper.memory.look()
    assert content(home) == before
    assert (visit.told("found"), visit.told("draft_found")) == ([], []), "no answer is not 'there is none'"
    mend()
    visit.say("retry_now")  # 再查一遍 on the technician's screen
    keeper.until(lambda: states(visit)[-1] == "ok")
    keeper.until(lambda: far.arrived)
    assert list(far.arrived.values()) == [[NAME]]


@pytest.mark.expect_log("the memory is in trouble")
def test_a_closed_memory_is_tried_again_by_itself(
    house: MakeHouse, far: FarEnd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed(house, far)
    mend = spoil_key(tmp_path / "cache")
    keeper = house()
    mend()
    now = keeper.clock.monotonic
    monkeypatch.setattr(keeper.clock, "monotonic", lambda: now() + EVERY_S)
    keeper.memory.tick()
    assert keeper.memory.state is State.OK


@pytest.mark.expect_log("damaged")
@pytest.mark.expect_log("does not open at all")
@pytest.mark.expect_log("brought over")
def test_a_damaged_page_is_put_aside_and_the_rest_goes_on(
    house: MakeHouse, far: FarEnd, tmp_path: Path
) -> None:
    filed(house, far)
    store = tmp_path / "cache" / "store.db"
    whole = bytearray(store.read_bytes())
    whole[-3000] ^= 1
    store.write_bytes(whole)
    keeper = house()
    visit = keeper.shown()
    keeper.until(lambda: states(visit) == ["ok"])
    visit.say("status")
    assert keeper.hear(visit, "status")["memory"] == "renewed"
    assert keeper.hand_in(visit, commit(visit.folder, "A2A2A2"))["outcome"] == "done"
    keeper.hear(visit, "delivered")
    assert store.with_name("store.db.damaged-1").exists()


@pytest.mark.expect_log("cannot be sent: blob_damaged")
def test_a_damaged_file_stops_its_own_filing_only(house: MakeHouse, far: FarEnd, tmp_path: Path) -> None:
    filed(house, far)
    (blob,) = (tmp_path / "cache" / "blobs").iterdir()
    blob.write_bytes(blob.read_bytes()[:-1] + b"?")
    keeper = house()
    visit = keeper.shown()
    assert keeper.hand_in(visit, commit(visit.folder, "A2A2A2"))["outcome"] == "done"
    keeper.hear(visit, "delivered")
    keeper.until(keeper.cache.outbox.dead)
    visit.say("letters")
    (letter,) = keeper.hear(visit, "letters")["items"]
    assert (letter["state"], letter["reason"], letter["matter"]) == ("dead", "blob_damaged", "SQ-01")


def test_short_of_room_only_new_attachments_are_refused(tmp_path: Path, far: FarEnd) -> None:
    far.mood = "away"
    keeper = House(tmp_path, far, far.probe, Limits(budget=200_000))
    try:
        visit = keeper.shown()
        keeper.until(lambda: states(visit) == ["ok"])
        texts = ("x" * 100_000, "y" * 60_000)
        assert keeper.hand_in(visit, commit(visit.folder, texts=texts))["outcome"] == "done"
        keeper.memory.look()
        keeper.until(lambda: states(visit)[-1] == "full")
        begun = commit(visit.folder, "A2A2A2", texts=("z" * 90_000,))
        assert keeper.hand_in(visit, begun)["outcome"] == "done", "who had begun is not let down"
        visit.say("status")
        assert keeper.hear(visit, "status")["memory"] == "full"
        far.mood = "up"
        visit.say("retry_now")
        keeper.until(lambda: len(far.arrived) == 2)
        keeper.until(lambda: not keeper.cache.outbox.pending())
        keeper.memory.look()
        keeper.until(lambda: states(visit)[-1] == "ok")
    finally:
        keeper.close()


SMALL_DISK = """
import json, sys
from pathlib import Path
from tests.kiosk.keeper.test_memory import on_a_small_disk
on_a_small_disk(Path(sys.argv[1]), sys.argv[2])
"""


@contextmanager
def memory_on(disk: Path) -> Iterator[House]:
    """A keeper whose memory lies on that disk, its visits elsewhere."""
    far = FarEnd("away", folder=disk.parent)
    keeper = House(disk.parent, far, far.probe, home=disk)
    try:
        yield keeper
    finally:
        keeper.close()


def on_a_small_disk(disk: Path, trouble: str) -> None:
    """In a mount name space of its own: a disk of 2 MiB that fills up, or that takes no writes at the next start."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(disk)], check=True)
    report = fill(disk) if trouble == "full" else lock(disk)
    sys.stdout.write(json.dumps(report))


def fill(disk: Path) -> dict[str, object]:
    """Hand in until nothing more is taken, and start again."""
    with memory_on(disk) as keeper:
        visit = keeper.shown()
        codes = ["K74P29", *(f"A2A2A{n}" for n in range(2, 10))]
        answers = [
            keeper.hand_in(visit, commit(visit.folder, code, texts=("x" * 300_000,))) for code in codes
        ]
        safe = len(keeper.cache.outbox.pending())
    with memory_on(disk) as again:
        again.shown()
        found = sum(again.vault.by_code(code) is not None for code in codes)
        whole = [
            again.cache.blobs.verify(ref).name for item in again.cache.outbox.pending() for ref in item.blobs
        ]
    outcomes = [one["outcome"] for one in answers]
    return {
        "outcomes": outcomes,
        "reason": answers[-1]["reason"],
        "safe": safe,
        "found": found,
        "whole": len(whole),
    }


def lock(disk: Path) -> dict[str, object]:
    """A filing is taken in; at the next start the disk is read-only, and then it is not any more."""
    with memory_on(disk) as keeper:
        visit = keeper.shown()
        first = keeper.hand_in(visit, commit(visit.folder))["outcome"]
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with memory_on(disk) as keeper:
        visit = keeper.shown()
        report = {"first": first, "states": states(visit), "code": keeper.memory.trouble,
                  "then": keeper.hand_in(visit, commit(visit.folder, "A2A2A2"))["outcome"]}  # fmt: skip
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        keeper.memory.look()
        keeper.until(lambda: states(visit)[-1] == "full")  # 2 MiB are open, but no room for attachments
        report["found"] = keeper.vault.by_code("K74P29") is not None
    return report


def report_of(tmp_path: Path, trouble: str) -> dict[str, Any]:
    """What came of it on that disk, which needs a mount name space of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    run = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", sys.executable, "-c", SMALL_DISK, str(disk), trouble],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return dict(json.loads(run.stdout))


def test_a_full_disk_refuses_and_keeps_what_it_has(tmp_path: Path) -> None:
    report = report_of(tmp_path, "full")
    outcomes = report["outcomes"]
    assert outcomes[0] == "done"
    assert (outcomes[-1], report["reason"]) == ("not_done", "DiskFull")
    assert report["safe"] == report["found"] == report["whole"] == outcomes.count("done")


def test_a_read_only_disk_closes_the_memory_and_nothing_else(tmp_path: Path) -> None:
    report = report_of(tmp_path, "read-only")
    assert report == {
        "first": "done",
        "states": ["closed"],
        "code": "disk_read_only",
        "then": "not_done",
        "found": True,
    }


@pytest.mark.expect_log("the memory is in trouble: disk_read_only")
def test_a_disk_that_dies_while_it_runs_is_noticed_before_anybody_relies_on_it(
    house: MakeHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = house()
    visit = keeper.shown()
    with monkeypatch.context() as dying:
        dying.setattr(memory, "is_read_only", lambda _folder: True)
        dying.setattr(keeper.cache.records, "put", refusing)
        keeper.memory.look()
        keeper.until(lambda: states(visit)[-1] == "closed")
    keeper.memory.look()
    keeper.until(lambda: states(visit)[-1] == "ok")


def refusing(*_args: object, **_more: object) -> None:
    """As SQLite answers on a disk that the system mounted read-only."""
    raise ReadOnlyDisk("SQLITE_READONLY")


def test_a_released_letter_is_sent_once(house: MakeHouse, far: FarEnd) -> None:
    far.mood = "unwilling"
    keeper = house()
    visit = keeper.shown()
    message = commit(visit.folder)
    keeper.hand_in(visit, message)
    keeper.hear(visit, "refused")
    far.mood = "up"
    visit.say("release", key=message["request_id"])
    assert keeper.hear(visit, "released")["outcome"] == "done"
    keeper.hear(visit, "delivered")
    visit.say("release", key=message["request_id"])
    keeper.until(lambda: len(visit.told("released")) == 2)
    assert visit.told("released")[1]["outcome"] == "not_done", "it is no dead letter any more"
    assert keeper.cache.outbox.expect(message["request_id"]).state is ItemState.DELIVERED
    assert list(far.submits.values()) == [1]
