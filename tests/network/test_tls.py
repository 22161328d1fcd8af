"""TLS on the way: the province's own certificate is enough, anybody else's gets to see nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.dock.weather import Trouble, Weather
from kiosk.uplink.sockets import Patience
from offline_cache.states import ItemState
from tests.network.certificates import Authority
from tests.network.house import SCAN, House, World

HERE = "127.0.0.1"


def test_filings_arrive_through_tls_and_its_trouble(world: World, tmp_path: Path) -> None:
    authority = Authority(tmp_path, "province")
    house = House(world, tmp_path / "house", authority.server(HERE), authority.file)
    try:
        house.only = lambda head: head.start[0] != "GET"
        house.due.extend(Weather(kind) for kind in (Trouble.ANSWER_LOST, Trouble.CUT, Trouble.TWICE_SECOND))
        house.hand_in()
        house.hand_in(SCAN)
        house.until_done()
        assert len(house.met) == 3
        house.check_promises()
    finally:
        house.close()


@pytest.mark.parametrize("wrong", ["another authority", "another address", "expired"])
def test_an_interceptor_sees_nothing_and_everything_waits(world: World, tmp_path: Path, wrong: str) -> None:
    (tmp_path / "other").mkdir()
    authority, other = Authority(tmp_path, "province"), Authority(tmp_path / "other", "interceptor")
    house = House(world, tmp_path / "house", authority.server(HERE), authority.file)
    good = house.proxy
    house.proxy = house.another_proxy(
        {
            "another authority": lambda: other.server(HERE),
            "another address": lambda: authority.server("127.0.0.2"),
            "expired": lambda: authority.server(HERE, days=-1),
        }[wrong]()
    )
    try:
        house.restart()
        for size in (0, SCAN):
            house.hand_in(size)
        for _ in range(3):
            assert house.pass_time() == 2
        assert house.seen == 0, "something of a filing was shown to a stranger"
        assert {item.state for item in house.cache.outbox.pending()} == {ItemState.WAITING}
        assert house.uplink(Patience()).probe() == "tls"
        house.proxy.stop()
        house.proxy = good
        house.restart()
        house.until_done()
        house.check_promises()
        assert house.seen > 0
    finally:
        good.stop()
        house.close()


def test_a_province_without_tls_where_there_must_be_some_gets_nothing(house: House) -> None:
    house.hand_in()
    plain = house.proxy.url.partition("://")[2]
    house.restart(f"https://{plain}")
    assert house.pass_time() == 1
    assert house.seen == 0
    house.restart()
    house.until_done()
    house.check_promises()
