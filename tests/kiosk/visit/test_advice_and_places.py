"""Asking in one's own words and finding who helps nearby, on a terminal without a network."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.knowledge.index import build
from kiosk.knowledge.statutes import parse_statute
from kiosk.visit.atlas import bearing, far_words, here_of, hours_view, offset, plan, spots
from legalnet.places import Spot, metres
from legalnet.reference import load_reference
from tests.kiosk.knowledge.texts import BORROWING
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.conftest import MakeCabinet


@pytest.fixture
def stocked(make: MakeCabinet, tmp_path: Path) -> Cabinet:
    """A terminal with directory, plain laws and one statute."""
    for name, items in load_reference().items():
        (tmp_path / f"{name}.json").write_text(json.dumps({"serial": 1, "items": items}))
    build([parse_statute(BORROWING, "x")], tmp_path / "laws.db")
    cabinet = make(
        reference_folder=str(tmp_path), laws_file=str(tmp_path / "laws.db"), place="桂花里社区法律服务站",
        region="330199",
    )  # fmt: skip
    cabinet.flow.board.load()
    cabinet.network(up=False)
    return cabinet


def test_a_question_leads_to_the_matter_and_back_to_the_answer(stocked: Cabinet) -> None:
    stocked.act("advice")
    stocked.act("ask", text="他向我借钱不还，我能赢吗")
    assert (stocked.view["outcome"], stocked.view["matters"][0]["code"]) == (True, "SS-LA-01")
    assert all(source["title"] for source in stocked.view["sources"])
    stocked.act("matter", code="SS-LA-01")
    assert stocked.screen == "intro"
    stocked.act("back")
    assert stocked.view["question"] == "他向我借钱不还，我能赢吗"
    stocked.act("back")
    assert (stocked.view["answered"], stocked.view["question"]) == (False, "")


def test_an_article_is_read_and_closed(stocked: Cabinet) -> None:
    stocked.act("advice")
    stocked.act("ask", text="借用人爱惜")
    (source,) = [one for one in stocked.view["sources"] if one["label"] == "第二条"]
    stocked.act("open", id=source["id"])
    assert stocked.view["article"]["text"].endswith("借用人应当爱惜。")
    stocked.act("back")
    assert (stocked.view["article"], stocked.view["answered"]) == (None, True)


def test_who_asked_something_leaves_a_clean_machine(stocked: Cabinet) -> None:
    stocked.act("advice")
    assert not stocked.flow.visit.personal
    stocked.act("ask", text="老公打我")
    assert stocked.view["urgent"]
    stocked.act("back")
    stocked.act("back")
    assert stocked.flow.over, "going home ends the process"
    assert "老公" not in json.dumps(stocked.keeper.heard, ensure_ascii=False)


def test_places_are_near_first_with_hours_and_matters(stocked: Cabinet) -> None:
    stocked.act("advice")
    stocked.act("places")
    view = stocked.view
    assert [one["id"] for one in view["places"]][:2] == ["guihuali-station", "hemu-law-firm"]
    assert [one["far"] for one in view["places"]][:2] == ["就在这里", "260 米"]
    assert view["places"][0] | {"state": "open", "at": "18:00"} == view["places"][0]
    stocked.act("kind", id="court")
    assert [one["id"] for one in stocked.view["places"]] == ["jianglin-court"]
    stocked.act("open", id="jianglin-court")
    assert (stocked.view["place"]["phone"], stocked.view["place"]["at"]) == ("0571-00012368", "12:00")
    stocked.act("matter", code="SS-LA-01")
    assert stocked.screen == "intro"


def test_pages_of_places_end_where_they_end(stocked: Cabinet) -> None:
    stocked.act("advice")
    stocked.act("places")
    seen = [one["id"] for one in stocked.view["places"]]
    while stocked.view["hasNext"]:
        stocked.act("page", by=1)
        seen += [one["id"] for one in stocked.view["places"]]
    assert sorted(seen) == sorted(load_reference()["directory"])
    stocked.act("page", by=1)
    assert stocked.view["places"]


def test_a_terminal_that_does_not_know_where_it_stands_says_so(cabinet: Cabinet) -> None:
    cabinet.act("advice")
    cabinet.act("places")
    assert (cabinet.view["here"], cabinet.view["places"], cabinet.view["plan"]["rings"]) == (False, [], [])


def test_marks_are_told_apart_and_stay_on_the_plan() -> None:
    places = [{**one, "id": key} for key, one in load_reference()["directory"].items()]
    here = here_of("120.1512,30.2871", places, "")
    drawn = plan(spots(places, here, "330199"), "zh")["marks"]
    assert len(drawn) == len(places) - 1, "the terminal's own place is the middle"
    assert all(abs(mark["y"]) <= 0.92 for mark in drawn)
    assert len({(mark["x"], mark["y"]) for mark in drawn}) == len(drawn)


@pytest.mark.parametrize(
    ("east", "north", "which"),
    [(0, 0, 0), (0, 9, 0), (9, 9, 1), (9, 0, 2), (9, -9, 3), (0, -9, 4), (-9, -9, 5), (-9, 0, 6), (-9, 9, 7)],
)
def test_eight_directions(east: float, north: float, which: int) -> None:
    assert bearing(east, north) == which


def test_within_a_city_the_flat_plan_agrees_with_the_ball() -> None:
    here, there = Spot(lat=30.28, lon=120.15), Spot(lat=30.31, lon=120.11)
    east, north = offset(here, there)
    assert (east < 0 < north, (east**2 + north**2) ** 0.5) == (
        True,
        pytest.approx(metres(here, there), rel=1e-3),
    )


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-11-23T10:00", {"state": "open", "at": "12:00", "days": 0}),
        ("2026-11-23T12:00", {"state": "closed", "at": "13:30", "days": 0}),
        ("2026-11-27T17:00", {"state": "closed", "at": "09:00", "days": 3, "weekday": 1}),
        ("2026-10-10T10:00", {"state": "open", "at": "12:00"}),
    ],
    ids=["open", "lunch", "weekend", "make-up saturday"],
)
def test_open_now_or_when_next(moment: str, told: dict[str, object]) -> None:
    court = load_reference()["directory"]["jianglin-court"]
    assert hours_view(court, datetime.fromisoformat(moment)) | told == hours_view(
        court, datetime.fromisoformat(moment)
    )
    assert (
        hours_view({**court, "opening": {"always": True}}, datetime.fromisoformat(moment))["state"]
        == "always"
    )
    assert hours_view({**court, "opening": None}, datetime.fromisoformat(moment))["state"] == "unknown"


@pytest.mark.parametrize(
    ("far", "zh", "en"),
    [(None, "", ""), (20, "就在这里", "right here"), (344, "340 米", "340 m"), (1234, "1.2 公里", "1.2 km"),
     (12345, "12 公里", "12 km")],
)  # fmt: skip
def test_distances_in_words(far: float | None, zh: str, en: str) -> None:
    assert (far_words(far, "zh"), far_words(far, "en")) == (zh, en)
