"""A gateway that is killed in the middle of calls: media go on, between peers and in the media server; it comes back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyotp
import pytest
import requests
from playwright.sync_api import Browser

from tests.province.browsers import chromium, told, until
from tests.province.catalogue import write_catalogue
from tests.province.gathering import Gathering, gather_at
from tests.province.process import MAIN, Process, process
from tests.province.running import ShiftedClock
from tests.province.staffing import Person, at_the_desk
from tests.province.weather import free_port

pytestmark = [pytest.mark.timeout(900), pytest.mark.slow, pytest.mark.xdist_group("media")]

FULL = os.environ.get("LAWBOOTH_FACE") == "full"


@dataclass
class Place:
    """As much of a running gateway as a browser's session asks for."""

    url: str


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as started:
        yield started


def hired(data: Path) -> Person:
    """A mediator by the province's own command."""
    line = [sys.executable, str(MAIN), "staff", "add", "--data", str(data), "zhou", "--role", "mediator"]
    said = subprocess.run(line, capture_output=True, text=True, check=True, timeout=300).stdout.split()
    totp = pyotp.parse_uri(said[2])
    assert isinstance(totp, pyotp.TOTP)
    return Person(said[0], said[1], totp, ShiftedClock())


def settled(place: Place, person: Person) -> requests.Session:
    """At the desk, with a password of their own instead of the one given out."""
    desk = at_the_desk(place, person)  # type: ignore[arg-type]
    body = {"current": person.password, "new": f"{person.password}-own"}
    answer = desk.put(f"{place.url}/pln/v1/staff/me/password", json=body, timeout=60)
    assert answer.ok, answer.text
    desk.headers["X-Csrf-Token"] = answer.json()["csrf"]
    return desk


def rooms_of(place: Place, data: Path, browser: Browser) -> list[Gathering]:
    """Three through the media server; with `make face-to-face` two from peer to peer as well."""
    desk = settled(place, hired(data))
    rooms = [gather_at(place.url, browser, "mediation", desk) for _ in range(2 if FULL else 1)]
    for room in rooms:
        room.invite()
    rooms[0].invite()
    for room in rooms:
        for person in (room.host, *room.people):
            person.room(f"room.media === '{'server' if room is rooms[0] else 'peers'}'")
            person.sees(20)
    return rooms


def test_media_outlive_a_killed_gateway_and_the_next_one_takes_them_up(
    tmp_path: Path, browser: Browser
) -> None:
    data, catalogue, port = tmp_path / "province", write_catalogue(tmp_path / "catalogue"), str(free_port())
    line = ("--port", port, "--with-janus", "--with-turn")
    with ExitStack() as stack:
        first = stack.enter_context(process(data, catalogue, *line))
        rooms = rooms_of(Place(first.ready["url"]), data, browser)
        everybody = [person for room in rooms for person in (room.host, *room.people)]
        connections = [person.page.evaluate("window.pcs.length") for person in everybody]
        first.child.kill()
        first.child.wait(20)
        for person in everybody:
            told(person.page, "line", "!one.up")
            person.sees(30)
        second = stack.enter_context(process(data, catalogue, *line))
        for person in everybody:
            until(person.page, "window.told.findLast((one) => one.event === 'line').up")
            person.sees(30)
        assert connections == [person.page.evaluate("window.pcs.length") for person in everybody]
        for room in rooms:
            room.host.say("chat", text="又连上了")
            told(room.people[0].page, "said", "one.message.text === '又连上了'")
        cut_off(rooms[0])
        ended(second, data)


def cut_off(trio: Gathering) -> None:
    """The next gateway rules the media server as the first did."""
    host, (first, second) = trio.host, trio.people
    host.say("caucus", seats=[host.seat, first.seat])
    second.room("room.caucus.length === 2")
    before = second.counted()
    second.page.wait_for_timeout(2000)
    assert second.counted()["video"] == before["video"]
    first.sees(10)


def ended(gateway: Process, data: Path) -> None:
    """Asked for its health it names both; asked to end it ends both, though another gateway began them."""
    found: dict[str, Any] = requests.get(f"{gateway.ready['url']}/readyz", timeout=60).json()
    assert found["services"] == {"janus": "up", "turn": "up"}
    numbers = [json.loads((data / name / "service.json").read_text())["pid"] for name in ("janus", "coturn")]
    assert all(Path(f"/proc/{number}").exists() for number in numbers)
    code, _ = gateway.stop()
    assert code == 0
    for number in numbers:
        state = Path(f"/proc/{number}/stat")
        assert not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z"
