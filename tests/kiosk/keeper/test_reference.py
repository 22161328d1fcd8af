"""Reference data that stands: fetched when it changed, committed whole, never lost to a bad message."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import SystemClock
from kiosk.keeper import reference
from kiosk.keeper.reference import AGAIN_S, EVERY_S, SHELF, ReferenceKeeper, kept_file
from kiosk.uplink.bundles import BadSignature, SignedBundle, described
from legalnet.bundles import Collection, difference, whole
from legalnet.catalogue import load_bundle
from legalnet.reference import NAMES
from offline_cache.cache import Cache
from offline_cache.errors import DiskFault
from offline_cache.uplink import Offline, Refused
from province.gateway.bundles import publish_all
from tests.kiosk.keeper.conftest import Trouble
from tests.kiosk.keeper.parts import ROOT
from tests.offline_cache.rig import HandClock
from tests.province.catalogue import write_catalogue
from tests.province.running import Running, running


def notice(text: str) -> dict[str, Any]:
    """A sound item."""
    words = {"zh": text, "en": text}
    return {"kind": "tip", "title": words, "body": words, "since": "2026-01-01", "until": None}


@dataclass
class Publisher:
    """The other end: messages of one collection; `spoil` changes them on the way."""

    serials: list[Collection] = field(default_factory=list)
    spoil: Callable[[bytes], bytes] = bytes
    error: Exception | None = None
    asked: list[int] = field(default_factory=list)

    def publish(self, **items: Any) -> None:
        """One more serial."""
        self.serials.append(Collection("notices", len(self.serials) + 1, items))

    def fetch_index(self) -> dict[str, str]:
        """Only notices."""
        if self.error is not None:
            raise self.error
        return {"notices": f'"{self.serials[-1].serial}"'} if self.serials else {}

    def fetch_bundle(self, name: str, since: int = 0) -> SignedBundle:
        """Spoilt, then held against what is believed of it, as the uplink does."""
        self.asked.append(since)
        new = self.serials[-1]
        old = next((one for one in self.serials if one.serial == since), None)
        body = self.message(old, new)
        body = self.spoil(body)
        if described(body) != (new.serial, new.digest()):
            raise BadSignature
        return SignedBundle(body, f'"{new.serial}"')

    def message(self, old: Collection | None, new: Collection) -> bytes:
        """A difference where there is something to differ from."""
        return difference(old, new) if old is not None and old.serial < new.serial else whole(new)


@pytest.fixture
def publisher() -> Publisher:
    """Has one notice."""
    found = Publisher()
    found.publish(a=notice("甲"))
    return found


@pytest.fixture
def keeper(tmp_path: Path, cache: Cache, publisher: Publisher) -> ReferenceKeeper:
    """Keeps in the test's memory and folder."""
    return ReferenceKeeper(tmp_path, cache.records, publisher, HandClock())


def written(keeper: ReferenceKeeper) -> tuple[int, list[str]]:
    """What a visit reads."""
    found = json.loads(keeper.path("notices").read_bytes())
    return found["serial"], sorted(found["items"])


def test_what_changed_is_fetched_once_and_as_a_difference(
    keeper: ReferenceKeeper, publisher: Publisher
) -> None:
    assert keeper.refresh() == ["notices"]
    assert keeper.refresh() == []
    publisher.publish(a=notice("甲"), b=notice("乙"))
    assert keeper.refresh() == ["notices"]
    publisher.publish(b=notice("丙"))
    assert keeper.refresh() == ["notices"]
    assert publisher.asked == [0, 1, 2]
    assert written(keeper) == (3, ["b"])
    assert keeper.serials()["notices"] == 3


def tampered(body: bytes) -> bytes:
    """One letter."""
    return body.replace("乙".encode(), "己".encode())


def truncated(body: bytes) -> bytes:
    """Cut off."""
    return body[:-20]


@pytest.mark.expect_log("a published notices was refused, the last good one stays")
@pytest.mark.parametrize("spoil", [tampered, truncated])
def test_what_changed_on_the_way_is_refused(
    keeper: ReferenceKeeper, publisher: Publisher, spoil: Callable[[bytes], bytes]
) -> None:
    keeper.refresh()
    publisher.publish(a=notice("甲"), b=notice("乙"))
    publisher.spoil = spoil
    assert keeper.refresh() == []
    assert written(keeper) == (1, ["a"])
    asked = list(publisher.asked)
    assert keeper.refresh() == []
    assert publisher.asked == asked, "what was refused is not fetched again and again"
    publisher.spoil = bytes
    publisher.publish(c=notice("丁"))
    assert keeper.refresh() == ["notices"]


@pytest.mark.expect_log("the last good one stays: older")
def test_an_older_one_is_refused_though_it_is_signed(keeper: ReferenceKeeper, publisher: Publisher) -> None:
    publisher.publish(a=notice("甲"), b=notice("乙"))
    keeper.refresh()
    publisher.serials.pop()
    assert keeper.refresh() == []
    assert written(keeper) == (2, ["a", "b"])


@pytest.mark.expect_log("the last good one stays: older")
def test_another_content_under_the_same_number_is_refused(
    keeper: ReferenceKeeper, publisher: Publisher
) -> None:
    keeper.refresh()
    publisher.serials = [Collection("notices", 1, {"x": notice("别的")})]
    publisher.fetch_index = lambda: {"notices": '"1-other"'}  # type: ignore[method-assign]
    assert keeper.refresh() == []
    assert written(keeper) == (1, ["a"])


@pytest.mark.expect_log("the last good one stays: FaultyReference")
def test_a_faulty_item_is_refused_though_it_is_signed(keeper: ReferenceKeeper, publisher: Publisher) -> None:
    keeper.refresh()
    publisher.publish(a={**notice("甲"), "kind": "dance"})
    assert keeper.refresh() == []
    assert written(keeper) == (1, ["a"])


def test_a_difference_to_something_else_is_replaced_by_the_whole(
    keeper: ReferenceKeeper, publisher: Publisher
) -> None:
    keeper.refresh()
    publisher.publish(b=notice("乙"))
    publisher.serials[0] = Collection("notices", 1, {"z": notice("不一样")})
    publisher.serials[1] = Collection("notices", 2, {"b": notice("乙"), "z": notice("不一样")})
    assert keeper.refresh() == ["notices"]
    assert publisher.asked == [0, 1, 0]
    assert written(keeper) == (2, ["b", "z"])


@pytest.mark.parametrize("error", [Offline("down"), Refused("gone", "words")])
def test_a_province_that_gives_nothing_changes_nothing(
    keeper: ReferenceKeeper, publisher: Publisher, error: Exception
) -> None:
    keeper.refresh()
    publisher.error = error
    assert keeper.refresh() == []
    assert written(keeper) == (1, ["a"])


@pytest.mark.expect_log("is damaged and will be fetched anew")
@pytest.mark.parametrize("damage", [b"{", b'{"serial": 1, "items": {}, "digest": "0", "etag": "e"}'])
def test_a_damaged_copy_is_fetched_anew(
    keeper: ReferenceKeeper, publisher: Publisher, cache: Cache, damage: bytes
) -> None:
    keeper.refresh()
    cache.records.put(SHELF + "notices", damage)
    assert keeper.refresh() == ["notices"]
    assert publisher.asked == [0, 0]


@pytest.mark.expect_log("reference data was not kept: disk_fault")
@pytest.mark.parametrize("step", ["wal write", "wal sync"])
def test_a_disk_that_fails_leaves_the_old_or_the_new_whole(
    keeper: ReferenceKeeper, publisher: Publisher, trouble: Trouble, step: str
) -> None:
    keeper.refresh()
    publisher.publish(b=notice("乙"))
    trouble.at, trouble.error = step, DiskFault()
    assert keeper.refresh() == []
    trouble.at = ""
    assert written(keeper) == (1, ["a"])
    keeper.refresh()
    assert keeper.serials()["notices"] == 2


@pytest.mark.expect_log("notices.json was not written: ENOSPC")
def test_a_file_that_was_not_written_is_made_at_the_next_start(
    keeper: ReferenceKeeper,
    publisher: Publisher,
    cache: Cache,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keeper.refresh()
    publisher.publish(b=notice("乙"))

    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(reference.os, "fsync", full)
        keeper._write(Collection("notices", 1, {"half": 1}))
        assert written(keeper) == (1, ["a"])
    keeper.path("notices").unlink()
    keeper.refresh()
    keeper.path("notices").write_bytes(b"{")
    ReferenceKeeper(tmp_path, cache.records, publisher, HandClock())
    assert written(keeper) == (2, ["b"])


def test_it_asks_now_and_then_and_sooner_after_a_failure(
    tmp_path: Path, cache: Cache, publisher: Publisher
) -> None:
    clock = HandClock()
    keeper = ReferenceKeeper(tmp_path, cache.records, publisher, clock)
    counted: list[int] = []
    fetch = publisher.fetch_index
    publisher.fetch_index = lambda: (counted.append(1), fetch())[1]  # type: ignore[method-assign]
    for seconds, asked in ((0.0, 1), (0.0, 1), (EVERY_S, 2)):
        clock.seconds += seconds
        _ticked(keeper)
        assert len(counted) == asked
    publisher.error = Offline("down")
    clock.seconds += EVERY_S
    _ticked(keeper)
    clock.seconds += AGAIN_S
    _ticked(keeper)
    assert len(counted) == 4
    keeper.stop()
    clock.seconds += EVERY_S
    _ticked(keeper)
    assert len(counted) == 4


def _ticked(keeper: ReferenceKeeper) -> None:
    """Tick until the thread it may have begun is over."""
    before = set(threading.enumerate())
    keeper.tick()
    for thread in set(threading.enumerate()) - before:
        thread.join(10)


# ---- against the real province


def republish(province: Running, folder: Path, number: int) -> None:
    """The province's notices change; many of them, so that a half would show."""
    items = {f"n{place}": notice(f"第{number}版") for place in range(50)}
    (folder / "notices.yaml").write_text(json.dumps(items))
    assert province.call(publish_all(province.gateway))["notices"] >= number


def test_everything_comes_down_from_the_province(tmp_path: Path, cache: Cache) -> None:
    folder = tmp_path / "published"
    folder.mkdir()
    with running(
        tmp_path / "province", write_catalogue(tmp_path / "catalogue"), reference=folder
    ) as province:
        terminal = province.terminal(tmp_path / "terminal")
        keeper = ReferenceKeeper(tmp_path, cache.records, terminal.uplink, SystemClock())
        assert kept_file(tmp_path, "catalogue") == ""
        assert keeper.refresh() == list(NAMES)
        version = province.gateway.published.current.version
        assert load_bundle(Path(kept_file(tmp_path, "catalogue")).read_bytes()).version == version
        for number in (2, 3):
            republish(province, folder, number)
            assert keeper.refresh() == ["notices"]
        (folder / "directory.yaml").write_text("{}")
        assert province.call(publish_all(province.gateway))["directory"] == 2
        assert keeper.refresh() == ["directory"]
    assert keeper.serials() == {"catalogue": 1, "directory": 2, "laws": 1, "notices": 3, "calendar": 1}
    assert len(json.loads(keeper.path("notices").read_bytes())["items"]) == 50


REFRESH = """
import sys
from pathlib import Path
from kiosk.clock import SystemClock
from kiosk.keeper.reference import ReferenceKeeper
from kiosk.uplink.client import ProvinceUplink
from kiosk.uplink.identity import KEY_FILE, load_enrolment, load_or_create_key
from offline_cache.cache import Cache

folder = Path(sys.argv[1])
uplink = ProvinceUplink(load_enrolment(folder), load_or_create_key(folder / KEY_FILE), SystemClock())
keeper = ReferenceKeeper(folder, Cache.open(folder / "cache", SystemClock()).records, uplink, SystemClock())
while True:
    print("asking", flush=True)
    keeper.refresh()
"""
"""A terminal that refreshes until it is killed."""


@pytest.mark.slow
def test_killed_at_any_moment_a_whole_collection_stands(tmp_path: Path) -> None:
    folder, rng = tmp_path / "published", random.Random(11)
    folder.mkdir()
    with running(
        tmp_path / "province", write_catalogue(tmp_path / "catalogue"), reference=folder
    ) as province:
        terminal = province.terminal(tmp_path / "terminal")
        for number in range(2, 8):
            republish(province, folder, number)
            child = subprocess.Popen(
                [sys.executable, "-c", REFRESH, str(tmp_path / "terminal")],
                stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
            )  # fmt: skip
            assert child.stdout is not None
            assert child.stdout.readline()
            threading.Event().wait(rng.random() * 0.2)
            child.kill()
            child.communicate(timeout=30)
            _all_of_one_edition(tmp_path / "terminal")
        cache = Cache.open(tmp_path / "terminal" / "cache", SystemClock())
        keeper = ReferenceKeeper(tmp_path / "terminal", cache.records, terminal.uplink, SystemClock())
        keeper.refresh()
        assert keeper.serials()["notices"] == 7
        cache.close()


def _all_of_one_edition(folder: Path) -> None:
    """The next life finds one whole edition in store and file, or none yet."""
    cache = Cache.open(folder / "cache", SystemClock())
    keeper = ReferenceKeeper(folder, cache.records, None, SystemClock())
    standing = keeper.standing("notices")
    cache.close()
    if standing is None:
        assert not keeper.path("notices").exists()
        return
    items = json.loads(keeper.path("notices").read_bytes())["items"]
    assert items == dict(standing[0].items)
    assert len({item["title"]["zh"] for item in items.values()}) == 1
