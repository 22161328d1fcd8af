"""The upkeep with a real keeper, real visit processes and a gateway that listens: from desk to screen and back."""

from __future__ import annotations

import io
import json
import tarfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from devices.life import Health, State
from devices.notebook import Counters, Note, notebook
from kiosk.keeper.letters import answer
from kiosk.settings import Settings
from kiosk.upkeep.care import Care
from kiosk.upkeep.signs import RELEASE_FILE
from province.gateway.accounts.store import StaffRole
from tests.kiosk.keeper.parts import FarEnd, Hand, House
from tests.province.catalogue import write_catalogue
from tests.province.running import Running, running
from tests.province.staffing import at_the_desk, hire

FLEET = "/pln/v1/staff/fleet"


class Site:
    """A terminal with its keeper, and somebody at the desk who runs it."""

    def __init__(self, province: Running, folder: Path) -> None:
        self.province = province
        self.folder = folder / "terminal"
        self.terminal = province.terminal(self.folder)
        self.name = self.terminal.enrolment.terminal_id
        self.desk = at_the_desk(province, hire(province, "qiao", StaffRole.OPERATOR, StaffRole.ADMIN))
        self.house = House(folder, FarEnd(folder=folder), lambda: "up", home=self.folder)
        devices = {"id_reader": "sim:/reader", "receipt_printer": "sim:/printer"}
        settings = {"terminal": {"folder": self.folder, "run_folder": str(folder)}, "devices": devices}
        house = self.house
        self.care = Care(
            Settings.model_validate(settings), self.terminal.enrolment, self.terminal.uplink, house.memory,
            house.visits, house.network, house.keeper.status,
            lambda: list(answer(house.memory, {"kind": "letters"})["items"]), house.clock, Random(0),
        )  # fmt: skip
        house.keeper.follow(self.care)
        house.keeper.on_upkeep = self.care.hear

    def beat(self) -> None:
        """One more heartbeat, there and back."""
        sent = self.care.pulse.sent
        self.care.pulse.hurry()
        self.house.until(lambda: self.care.pulse.sent > sent)

    def ask(self, kind: str, **more: str) -> str:
        """Want something at the desk; the action's id."""
        path = f"{self.province.url}{FLEET}/terminals/{self.name}/actions"
        body = {"kind": kind, "reason": "fault", **more}
        made = self.desk.post(path, json=body, headers={"Idempotency-Key": str(uuid.uuid4())}, timeout=60)
        assert made.status_code == 201, made.text
        return str(made.json()["action"]["id"])

    def seen(self) -> dict[str, Any]:
        """The terminal as the desk has it."""
        found = self.desk.get(f"{self.province.url}{FLEET}/terminals/{self.name}", timeout=60)
        assert found.status_code == 200, found.text
        seen: dict[str, Any] = found.json()
        return seen

    def state(self, action: str) -> tuple[str, str]:
        """An action as the desk has it."""
        one = next(one for one in self.seen()["actions"] if one["id"] == action)
        return one["state"], one["outcome_code"]

    def settled(self, action: str) -> tuple[str, str]:
        """The same, once its outcome was told."""

        def told() -> tuple[str, str] | None:
            state = self.state(action)
            return state if state[0] in ("done", "not_done", "unknown") else None

        found: tuple[str, str] = self.house.until(told)
        return found


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A terminal at a province of its own."""
    with running(tmp_path / "province", write_catalogue(tmp_path / "catalogue")) as province:
        site = Site(province, tmp_path)
        yield site
        site.house.close()


@pytest.mark.expect_log("id_reader: no_answer (No answer) failed=2")
def test_a_beat_tells_how_devices_screen_and_memory_are(site: Site) -> None:
    site.house.shown()
    note = Note(Counters(done=96, failed=2), Health(State.FAULTED, "no_answer"), {})
    notebook(site.folder / "journals", "id_reader").write(note)
    notebook(site.folder / "journals", "receipt_printer").write(
        Note(Counters(), Health(State.READY, "", "paper_low"))
    )
    site.beat()
    report = site.seen()["report"]
    told = {one["kind"]: (one["verdict"], one["code"], one["done"]) for one in report["devices"]}
    assert told == {"id_reader": ("down", "no_answer", 96), "receipt_printer": ("look", "paper_low", 0)}
    assert report["disk"]["free_mb"] > 0
    assert site.care.admission.needed


def test_a_restart_waits_for_the_end_of_the_visit(site: Site) -> None:
    hand = site.house.shown()
    visit = site.house.visit_of(hand)
    visit.shows("interview")
    visit.shows = lambda screen: None  # type: ignore[method-assign] # the relay names no screen
    action = site.ask("restart_visit")
    site.beat()
    site.beat()
    assert site.state(action) == ("sent", "")
    assert site.seen()["screen"] == "in_use"
    hand.say("ended", reason="done")
    assert site.settled(action) == ("done", "")
    assert hand.pid not in [one.pid for one in site.house.visits.all]


def test_the_desk_closes_the_terminal_and_opens_it_again(site: Site) -> None:
    other = at_the_desk(site.province, hire(site.province, "sun", StaffRole.OPERATOR))
    before = site.house.shown()
    action = site.ask("close")
    assert other.post(f"{site.province.url}{FLEET}/actions/{action}/confirm", timeout=60).status_code == 204
    site.beat()
    assert site.settled(action) == ("done", "")
    assert site.care.closed
    after = site.house.shown()
    assert before.pid != after.pid
    site.beat()
    assert (site.seen()["code"], site.seen()["report"]["closed"]) == ("closed_by_desk", True)
    action = site.ask("open")
    site.beat()
    assert site.settled(action) == ("done", "")
    assert not site.care.closed


def test_a_device_is_asked_by_the_visit_and_its_answer_told(site: Site) -> None:
    site.house.shown()
    action = site.ask("retest", device="id_reader")
    site.beat()

    def asked() -> tuple[Hand, dict[str, Any]] | None:
        shown = site.house.visits.shown
        hand = site.house.hands.get(shown.pid) if shown else None
        return (hand, hand.told("retest")[0]) if hand and hand.told("retest") else None

    hand, message = site.house.until(asked)
    assert message["device"] == "id_reader"
    hand.say("retested", request_id="another", outcome="done", reason="")
    hand.say("retested", request_id=message["request_id"], outcome="not_done", reason="a vendor's own word")
    assert site.settled(action) == ("not_done", "device")


def test_a_ring_is_moved_and_what_it_may_run_is_kept_for_the_updater(site: Site) -> None:
    site.desk.put(f"{site.province.url}{FLEET}/rings/early", json={"version": "9.9.9"}, timeout=60)
    action = site.ask("ring", ring="early")
    site.beat()
    assert site.settled(action) == ("done", "")
    site.beat()
    assert json.loads((site.folder / RELEASE_FILE).read_text()) == {
        "ring": "early",
        "version": "9.9.9",
        "halted": False,
    }
    assert site.seen()["ring"] == "early"


def test_what_a_technician_did_stands_in_the_provinces_audit(site: Site) -> None:
    hand = site.house.shown()
    site.beat()
    path = f"{site.province.url}{FLEET}/terminals/{site.name}/tickets"
    made = site.desk.post(path, timeout=60)
    assert made.status_code == 201, made.text
    hand.say("admission", ticket="0000-AAAA-BBBB")
    hand.say("technician_act", deed="refused", device="", outcome="")
    hand.say("admission", ticket=made.json()["ticket"])
    for deed, device, outcome in (("entered", "", ""), ("tried", "id_reader", "done"), ("left", "", "")):
        hand.say("technician_act", deed=deed, device=device, outcome=outcome)
    number = made.json()["number"]

    def told() -> list[tuple[str, str]] | None:
        lines = [one for one in reversed(site.seen()["audit"]) if ".technician." in one["action"]]
        found = [(one["actor"], one["action"].rpartition(".")[2]) for one in lines]
        return found if len(found) == 4 else None

    who = f"technician:{number:04d}"
    assert site.house.until(told) == [
        ("technician", "refused"), (who, "entered"), (who, "tried"), (who, "left")
    ]  # fmt: skip
    assert site.house.until(lambda: site.care.acts.waiting() == ())


def test_a_bundle_is_brought_sealed_and_opened_at_the_desk(site: Site) -> None:
    action = site.ask("bundle")
    site.beat()
    assert site.settled(action) == ("done", "")
    answer = site.desk.get(f"{site.province.url}{FLEET}/actions/{action}/bundle", timeout=60)
    assert answer.status_code == 200, answer.text
    with tarfile.open(fileobj=io.BytesIO(answer.content)) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
        beat = json.loads((archive.extractfile("lawbooth-bundle/heartbeat.json") or io.BytesIO()).read())
    assert "log.json" in names
    assert beat["software"]["ring"] == "broad"
    kept = [
        path.read_bytes()
        for path in (site.province.gateway.settings.data / "files").rglob("*")
        if path.is_file()
    ]
    assert kept
    assert not any(b"lawbooth-bundle" in data for data in kept)
