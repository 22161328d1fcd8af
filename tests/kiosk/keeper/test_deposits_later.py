"""A deposit without a network: kept by one commit, made once by a real log, and found by its filing's code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kiosk.keeper.deposits import DepositDesk
from kiosk.keeper.vault import Vault
from kiosk.visit.deposits import proven
from legalnet.evidence.leaves import digests
from offline_cache.cache import Cache
from offline_cache.errors import DiskFull
from offline_cache.events import Refused as RefusedEvent
from offline_cache.events import SyncEvent
from offline_cache.sync import SyncEngine
from offline_cache.uplink import Offline, Reply, Unsure
from offline_cache.uplink import Refused as RefusedByProvince
from tests.kiosk.keeper.test_deposit_desk import Ear
from tests.offline_cache.rig import HandClock
from tests.province.catalogue import write_catalogue
from tests.province.running import Running, Terminal, running

SUBMISSION = "0b0e7f38-6d5f-4b5e-9a35-000000000001"
KEY = f"{SUBMISSION}-files"
FILE = digests(b"a contract")
ASKED = {"kind": "deposit", "key": KEY, "sha256": FILE.sha256.hex(), "sm3": FILE.sm3.hex(), "of": "file"}


class Line:
    """The way to a real province, which can be away or lose its answers."""

    def __init__(self, uplink: Any) -> None:
        self._uplink, self.mood = uplink, "up"
        self.deposits = 0

    def deposit(self, key: str, sha256: str, sm3: str, kind: str) -> dict[str, Any]:
        """In its mood."""
        if self.mood == "away":
            raise Offline("unreachable")
        if self.mood == "unwilling":
            raise RefusedByProvince("key_reused", "")
        self.deposits += 1
        reply = self._uplink.deposit(key, sha256, sm3, kind)
        if self.mood == "silent":
            raise Unsure("no answer")
        return dict(reply)

    def __getattr__(self, name: str) -> Any:
        """Everything else as it is."""
        return getattr(self._uplink, name)


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path / "province", write_catalogue(tmp_path / "catalogue")) as province:
        yield province


@pytest.fixture
def house(province: Running, tmp_path: Path) -> Terminal:
    return province.terminal(tmp_path / "terminal")


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    cache = Cache.open(tmp_path / "cache", HandClock())
    yield cache
    cache.close()


def memory(cache: Cache) -> Any:
    """As the keeper has it, open."""
    from contextlib import nullcontext

    parts = SimpleNamespace(cache=cache, vault=Vault(cache))
    return cast(Any, SimpleNamespace(parts=parts, wake=lambda: None, look=lambda: None, guarded=nullcontext))


def passes(cache: Cache, line: Any, clock: HandClock) -> list[SyncEvent]:
    """One pass of the engine, after every pause."""
    events: list[SyncEvent] = []
    clock.sleep(3600)
    line_of = SimpleNamespace(submit=submit_by(line), query=lambda _key: None, carries=0)
    SyncEngine(
        cache.outbox, cache.blobs, cast(Any, line_of), clock, Random(1), events.append, Vault(cache)
    ).run_once()
    return events


def submit_by(line: Line) -> Any:
    """The real uplink's own way of handing in, over this line."""
    from kiosk.uplink.client import ProvinceUplink

    return lambda key, header, along=(): ProvinceUplink.submit(cast(Any, line), key, header, along)


def count(province: Running) -> int:
    """Deposits of terminals in the log."""
    return sum(row["key"].endswith(KEY) for row in province.rows("evidence_deposits"))


@pytest.mark.parametrize("trouble", ["away", "silent"])
def test_kept_then_made_once_then_fetched(
    province: Running, house: Terminal, cache: Cache, trouble: str
) -> None:
    line, clock = Line(house.uplink), HandClock()
    line.mood = trouble
    ear = Ear(DepositDesk(house.folder, line, memory(cache)))
    told = ear.asked(**ASKED)
    assert (told["outcome"], told["key"]) == ("kept", KEY)
    assert ear.asked(**ASKED)["outcome"] == "kept", "the same key again is the same intent"
    assert [item.key for item in cache.outbox.pending()] == [f"deposit-{KEY}"]
    assert Vault(cache).deposits(SUBMISSION) == [KEY]
    assert ear.asked(kind="deposit_kept", key=KEY)["outcome"] == "kept"
    passes(cache, line, clock)
    assert count(province) == (0 if trouble == "away" else 1)
    line.mood = "up"
    for _ in range(2):
        passes(cache, line, clock)
    assert (count(province), cache.outbox.pending()) == (1, [])
    cache.outbox.settle()
    found = ear.asked(kind="deposit_kept", key=KEY)
    assert found["outcome"] == "done"
    one = proven(found["proof"], found["trust"])
    assert one is not None
    assert one.leaf.holds(FILE, one.salt), "with the salt: whoever has the file can prove it"
    assert Vault(cache).deposits(SUBMISSION) == [KEY]
    assert Vault(cache).deposits(SUBMISSION.replace("1", "2")) == []


def test_a_keeper_that_dies_in_between_loses_nothing(
    province: Running, house: Terminal, cache: Cache, tmp_path: Path
) -> None:
    line = Line(house.uplink)
    line.mood = "away"
    assert Ear(DepositDesk(house.folder, line, memory(cache))).asked(**ASKED)["outcome"] == "kept"
    cache.close()
    line.mood = "up"
    again = Cache.open(tmp_path / "cache", HandClock())
    passes(again, line, HandClock())
    passes(again, line, HandClock())
    assert count(province) == 1
    assert Vault(again).deposit(KEY)[0] == "done"
    again.close()


def test_what_the_log_refuses_is_laid_aside_and_said(house: Terminal, cache: Cache) -> None:
    line = Line(house.uplink)
    line.mood = "away"
    ear = Ear(DepositDesk(house.folder, line, memory(cache)))
    ear.asked(**ASKED)
    line.mood = "unwilling"
    assert any(isinstance(event, RefusedEvent) for event in passes(cache, line, HandClock()))
    told = ear.asked(kind="deposit_kept", key=KEY)
    assert (told["outcome"], told["reason"]) == ("not_done", "key_reused")


@pytest.mark.expect_log("a deposit was not kept")
def test_a_disk_that_is_full_keeps_nothing_and_says_so(house: Terminal) -> None:
    def full(*_: Any) -> None:
        raise DiskFull("x")

    line = Line(house.uplink)
    line.mood = "away"
    broken = SimpleNamespace(outbox=SimpleNamespace(enqueue=full))
    told = Ear(DepositDesk(house.folder, line, memory(cast(Any, broken)))).asked(**ASKED)
    assert (told["outcome"], told["reason"]) == ("not_done", "unreachable")


@pytest.mark.parametrize("key", ["", "x", "../../etc", KEY])
def test_nobody_learns_of_what_is_not_there(house: Terminal, cache: Cache, key: str) -> None:
    told = Ear(DepositDesk(house.folder, house.uplink, memory(cache))).asked(kind="deposit_kept", key=key)
    assert (told["outcome"], told["reason"]) == ("not_done", "deposit_unknown")


def test_an_answer_without_a_proof_is_no_deposit(cache: Cache) -> None:
    item = cast(Any, SimpleNamespace(key=f"deposit-{KEY}"))
    for body in (b"{}", b"[]", b"no", b'{"proof": 7}'):
        with pytest.raises(ValueError):
            Vault(cache).delivered(item, Reply(body))
