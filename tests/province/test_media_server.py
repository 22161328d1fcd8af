"""Three and more through Janus, started and spoken to by the gateway: pictures, a caucus, a record, a close-up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from province.gateway.accounts.store import StaffRole
from tests.province.browsers import chromium
from tests.province.catalogue import write_catalogue
from tests.province.gathering import Gathering, gather, growth
from tests.province.running import Running, running

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("media")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A gateway with a media server and a relay of its own."""
    folder = tmp_path_factory.mktemp("media")
    catalogue = write_catalogue(folder / "catalogue")
    with running(folder / "province", catalogue, with_janus=True, with_turn=True) as started:
        yield started


@pytest.fixture(scope="module")
def mediation(province: Running, browser: Browser) -> Gathering:
    """A mediator and two parties, all by the media server."""
    room = gather(province, browser, "mediation", StaffRole.MEDIATOR)
    first = room.invite()
    first.sees()
    assert first.room("room.seats.length === 2")["media"] == "peers"
    second = room.invite()
    for person in (room.host, first, second):
        person.room("room.media === 'server' && room.seats.length === 3")
    return room


def test_three_see_and_hear_each_other_through_the_media_server(mediation: Gathering) -> None:
    for person in (mediation.host, *mediation.people):
        person.sees(40)
        came = growth(person, 1.0)
        assert came["audio"] > 1000
        assert came["frames"] > 10
    ways = mediation.people[0].counted()["ways"]
    assert len(ways) == 2  # one connection up, one down: nothing from peer to peer is left


def test_a_caucus_is_cut_in_media_bytes(mediation: Gathering) -> None:
    host, (first, second) = mediation.host, mediation.people
    host.say("caucus", seats=[host.seat, first.seat])
    second.room("room.caucus.length === 2")
    inside, outside = growth(first, 1.0), growth(second, 3.0)
    assert (outside["frames"], outside["video"], outside["audio"], outside["energy"]) == (0, 0, 0, 0)
    assert inside["frames"] > 5
    assert inside["audio"] > 500
    host.say("caucus", seats=[])
    second.room("room.caucus.length === 0")
    second.sees(20)
