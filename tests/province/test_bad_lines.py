"""Calls on bad lines: through the relay only, and over a network that goes away and comes back."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from province.gateway.accounts.store import StaffRole
from tests.province.browsers import chromium, command, told
from tests.province.catalogue import write_catalogue
from tests.province.gathering import Gathering, gather
from tests.province.running import running
from tests.province.weather import Weather, free_port, weather

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("media")]
DARK_S = 30.0 if os.environ.get("LAWBOOTH_FACE") == "full" else 12.0
"""How long the network is away; `make face-to-face` takes the half minute that is promised."""
BACK_S = 5.0
RELAYED = re.compile(r"usage: .*rb=(\d+).*sb=(\d+)")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def stage(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[tuple[Gathering, Weather, Path]]:
    """Two people who reach each other through the relay only, all of it over a network that can go away."""
    folder = tmp_path_factory.mktemp("lines")
    port = free_port()
    with weather() as network:
        settings: dict[str, Any] = {
            "with_turn": True,
            "turn_port": port,
            "turn": (f"turn:127.0.0.1:{network.relay(port)}?transport=udp",),
            "relay_only": True,
        }
        catalogue = write_catalogue(folder / "catalogue")
        with running(folder / "province", catalogue, **settings) as province:
            url = network.gateway(province.url)
            room = gather(province, browser, "mediation", StaffRole.MEDIATOR, url)
            room.invite()
            yield room, network, folder / "province" / "coturn" / "turn.log"


def test_a_call_goes_through_the_relay_only(stage: tuple[Gathering, Weather, Path]) -> None:
    room, _, _ = stage
    for person in (room.host, *room.people):
        person.sees(30)
        assert person.counted()["ways"] == [["relay", "relay"]]


def test_a_network_that_was_away_is_found_again(stage: tuple[Gathering, Weather, Path]) -> None:
    room, network, _ = stage
    guest = room.people[0]
    guest.sees(5)
    network.dark.set()
    guest.page.wait_for_timeout(DARK_S * 1000)
    before, ladder = guest.counted()["frames"], rungs(guest.page)
    network.dark.clear()
    began = time.monotonic()
    while guest.counted()["frames"] <= before:
        assert time.monotonic() - began < 60
        guest.page.wait_for_timeout(50)
    took = time.monotonic() - began
    room.host.sees(5)
    room.host.say("chat", text="又见面了")
    told(guest.page, "said", "one.message.text === '又见面了'")
    sys.stdout.write(f"dark for {DARK_S:.0f} s, frames again {took:.1f} s after the return; rungs {ladder}\n")
    assert took <= BACK_S * (1 if DARK_S > 20 else 2)


def rungs(page: Any) -> list[str]:
    """The rungs of the ladder so far, each change once."""
    told = page.evaluate("window.told.filter((one) => one.event === 'quality').map((one) => one.rung)")
    return [one for at, one in enumerate(told) if at == 0 or told[at - 1] != one]


def test_the_relay_counted_what_went_through(stage: tuple[Gathering, Weather, Path]) -> None:
    room, _, log = stage
    for person in (*room.people, room.host):
        command(
            person.page, do="leave"
        )  # gives its place at the relay back, which then says what it was used for
        told(person.page, "over")
    end = time.monotonic() + 60
    while sum(int(one[1]) for one in RELAYED.finditer(log.read_text())) < 50_000:
        assert time.monotonic() < end, log.read_text()[-2000:]
        time.sleep(0.2)
