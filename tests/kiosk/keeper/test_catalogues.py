"""The catalogue that stands: fetched when due, put in place whole, never lost to a bad one."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.keeper import catalogues
from kiosk.keeper.catalogues import AGAIN_S, EVERY_S, CatalogueKeeper
from kiosk.uplink.client import BadCatalogue, CatalogueBundle
from legalnet.catalogue import load_bundle, load_catalogue
from offline_cache.uplink import Offline, Refused
from tests.offline_cache.rig import HandClock
from tests.province.catalogue import write_catalogue


class Publisher:
    """The other end of the catalogue: publishes `body`, or raises `error`."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.etag = '"1"'
        self.error: Exception | None = None
        self.asked: list[str | None] = []

    def fetch_catalogue(self, etag: str | None = None) -> CatalogueBundle | None:
        """A bundle whose signature fits, None when nothing changed."""
        self.asked.append(etag)
        if self.error is not None:
            raise self.error
        return None if etag == self.etag else CatalogueBundle(self.body, "signature", self.etag)


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    """Publishes a sound catalogue of two matters."""
    return Publisher(load_catalogue(write_catalogue(tmp_path / "source")).dump_bundle())


@pytest.fixture
def keeper(tmp_path: Path, publisher: Publisher) -> CatalogueKeeper:
    """Keeps in the test's folder."""
    return CatalogueKeeper(tmp_path, publisher, HandClock())


def test_a_new_catalogue_stands_and_is_not_fetched_again(
    keeper: CatalogueKeeper, publisher: Publisher
) -> None:
    assert keeper.file() == ""
    assert keeper.refresh()
    assert load_bundle(Path(keeper.file()).read_bytes()).version.startswith("test-1")
    assert not keeper.refresh()
    assert publisher.asked == [None, '"1"']


def not_json(body: bytes) -> bytes:
    """Cut off."""
    return body[:-20]


def another_format(body: bytes) -> bytes:
    """Of a later program."""
    return json.dumps({**json.loads(body), "format": "lawbooth-catalogue-9"}).encode()


def a_faulty_matter(body: bytes) -> bytes:
    """A field of a type that nobody knows."""
    raw = json.loads(body)
    raw["matters"][0]["sections"][0]["fields"][0]["type"] = "dance"
    return json.dumps(raw).encode()


@pytest.mark.expect_log("the last good one stays")
@pytest.mark.parametrize("spoil", [not_json, another_format, a_faulty_matter])
def test_a_faulty_catalogue_is_refused(
    keeper: CatalogueKeeper, publisher: Publisher, spoil: Callable[[bytes], bytes]
) -> None:
    keeper.refresh()
    good = publisher.body
    publisher.body, publisher.etag = spoil(good), '"2"'
    assert not keeper.refresh()
    assert Path(keeper.file()).read_bytes() == good


@pytest.mark.expect_log("the last good one stays")
def test_a_wrong_signature_is_refused(keeper: CatalogueKeeper, publisher: Publisher) -> None:
    keeper.refresh()
    publisher.error = BadCatalogue("no")
    assert not keeper.refresh()
    assert Path(keeper.file()).read_bytes() == publisher.body


@pytest.mark.parametrize("error", [Offline("down"), Refused("gone", "words")])
def test_a_province_that_gives_none_changes_nothing(
    keeper: CatalogueKeeper, publisher: Publisher, error: Exception
) -> None:
    publisher.error = error
    assert not keeper.refresh()
    assert keeper.file() == ""


@pytest.mark.expect_log("a new catalogue was not kept: ENOSPC")
def test_a_full_disk_leaves_the_old_one_whole(
    keeper: CatalogueKeeper, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.refresh()
    good, version = publisher.body, publisher.etag
    publisher.body, publisher.etag = good.replace(b"test-1", b"test-2"), '"2"'

    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(catalogues.os, "fsync", full)
        assert not keeper.refresh()
    assert Path(keeper.file()).read_bytes() == good
    assert publisher.asked[-1] == version
    assert keeper.refresh()


def test_a_damaged_tag_asks_for_the_whole(
    keeper: CatalogueKeeper, publisher: Publisher, tmp_path: Path
) -> None:
    keeper.refresh()
    (tmp_path / "catalogue.etag").write_bytes(b"\xff\xfe")
    assert keeper.refresh()
    assert not keeper.refresh()


def test_it_asks_hourly_and_sooner_after_a_failure(tmp_path: Path, publisher: Publisher) -> None:
    clock = HandClock()
    keeper = CatalogueKeeper(tmp_path, publisher, clock)
    assert ticks(keeper, publisher) == 1
    assert ticks(keeper, publisher) == 1
    clock.seconds += EVERY_S
    publisher.error = Offline("down")
    assert ticks(keeper, publisher) == 2
    clock.seconds += AGAIN_S
    assert ticks(keeper, publisher) == 3


def ticks(keeper: CatalogueKeeper, publisher: Publisher) -> int:
    """Tick until the thread it may have begun is over; how often was asked by then."""
    before = set(threading.enumerate())
    keeper.tick()
    for thread in set(threading.enumerate()) - before:
        thread.join(10)
    return len(publisher.asked)


def test_without_a_province_nothing_is_asked(tmp_path: Path) -> None:
    keeper = CatalogueKeeper(tmp_path, None, HandClock())
    before = threading.active_count()
    keeper.tick()
    assert threading.active_count() == before
    assert keeper.file() == ""
