"""The demonstration's data: put in once, true to the cards of the simulators, and a resident finds it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.simulators.personas import load_personas
from legalnet.reference import check
from province.gateway.demo import places, stories
from province.gateway.demo.seed import seed
from tests.province.asking import WANG, ZHANG, Visit
from tests.province.running import Running, Terminal, running


@pytest.fixture
def living(tmp_path: Path) -> Iterator[Running]:
    """A gateway with the demonstration's data."""
    with running(tmp_path / "province", None, demo_data=True) as started:
        yield started


def test_five_hundred_sound_places_the_same_every_time() -> None:
    found = places.directory()
    check("directory", found)
    assert len(found) == 500
    assert found == places.directory()
    assert {item["kind"] for item in found.values()} >= {"law_firm", "mediation", "court", "notary"}


def test_the_people_are_those_on_the_simulated_cards() -> None:
    cards = {persona.number: persona.name for persona in load_personas().values()}
    assert stories.PEOPLE.items() <= cards.items()


def test_a_newcomer_sees_a_living_network(living: Running, tmp_path: Path) -> None:
    terminal: Terminal = living.terminal(tmp_path / "terminal")
    visit = Visit(terminal)
    visit.identify(ZHANG)
    states = {one["state"] for one in visit.ask("GET", "/applications").json["applications"]}
    assert states == {"in_progress", "rejected"}
    inbox = visit.ask("GET", "/inbox").json
    fee = next(one for one in inbox["deliveries"] if one["kind"] == "fee_notice")
    assert fee["clock"]["last_day"] is not None
    pdf = visit.ask("GET", f"/inbox/{fee['id']}/document").raw
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) == fee["size"]
    assert visit.ask("GET", "/work-orders").json["orders"][0]["state"] == "办理中"
    assert len(visit.ask("GET", "/cases/C-demo-loan/evidence").json["items"]) == 2
    assert len(visit.ask("GET", "/slots", query="service=lawyer").json["slots"]) == 50
    card = visit.ask("GET", "/persons", query="kind=lawyer").json["persons"][0]["card"]
    assert card["licence"]
    assert len(visit.ask("GET", "/providers", query="limit=200&near=30.28,120.15").json["providers"]) == 200
    other = Visit(terminal)
    other.identify(WANG)
    kinds = {one["kind"] for one in other.ask("GET", "/inbox").json["deliveries"]}
    assert kinds == {"complaint_copy", "summons", "judgment"}
    assert living.call(seed(living.gateway)) is False
