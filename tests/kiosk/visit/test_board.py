"""What the province published, on the screens: a notice, where people help, its holidays; and a memory that is closed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk.visit.board import Board
from legalnet import deadlines
from legalnet.catalogue import load_catalogue
from legalnet.deadlines import known_calendar, last_day, shipped_calendar
from legalnet.reference import load_reference
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.conftest import MakeCabinet

REGION = "330199"
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def as_shipped() -> Iterator[None]:
    """Reckon as before, afterwards."""
    yield
    deadlines.STANDING.calendar = None


def publish(folder: Path, **changed: dict[str, Any]) -> Board:
    """The built-in collections, some changed, as the keeper writes them; read."""
    for name, items in {**load_reference(), **changed}.items():
        (folder / f"{name}.json").write_text(json.dumps({"serial": 1, "items": items}))
    board = Board(str(folder))
    board.load()
    return board


def notice(kind: str, since: str, until: str | None = None, title: str = "停电通知") -> dict[str, Any]:
    words = {"zh": title, "en": title}
    return {"kind": kind, "title": words, "body": words, "since": since, "until": until}


def test_the_most_important_notice_of_the_day_is_shown(tmp_path: Path) -> None:
    board = publish(tmp_path, notices={
        "a": notice("tip", "2026-11-22", title="提示"), "b": notice("notice", "2026-01-01", title="旧"),
        "c": notice("notice", "2026-11-01", title="新"), "d": notice("closure", "2026-11-24", "2026-11-25"),
        "e": notice("closure", "2026-01-01", "2026-11-22"),
    })  # fmt: skip
    shown = [board.notice(day, "zh") for day in (date(2025, 1, 1), TODAY, date(2026, 11, 25))]
    assert [one["title"] if one else "" for one in shown] == ["", "新", "停电通知"]


def test_the_place_is_where_people_do_this_matter(tmp_path: Path) -> None:
    board, catalogue = publish(tmp_path), load_catalogue()
    told = {
        code: (board.place(catalogue.get(code), REGION, "zh") or {}).get("name")
        for code in ("SS-LA-01", "TJ-01", "FY-01")
    }
    assert told == {
        "SS-LA-01": "江临区人民法院立案大厅",
        "TJ-01": "桂花里社区法律服务站",
        "FY-01": "江临区法律援助中心",
    }
    helper = board.place(None, REGION, "en")
    assert helper == {
        "name": "Jianglin District legal aid centre", "address": "6 Qingming Road, Jianglin District",
        "phone": "0571-00012348", "hours": "Working days 9:00–12:00, 13:30–17:00",
    }  # fmt: skip
    assert board.place(None, "110101", "zh") is None, "nowhere near"


def test_deadlines_heed_the_holidays_that_the_province_published(tmp_path: Path) -> None:
    years = load_reference()["calendar"]
    extra = {**years["2026"], "off": [*years["2026"]["off"], ["2026-11-23", "2026-11-24"]]}
    assert last_day(date(2026, 11, 22), 1, "day").day == TODAY
    publish(tmp_path, calendar={"2026": extra})
    found = last_day(date(2026, 11, 22), 1, "day")
    assert (found.day, found.calendar_unverified) == (date(2026, 11, 25), False)
    assert known_calendar().years == shipped_calendar().years, "other years stay as they came"


@pytest.mark.expect_log("cannot be read")
@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff"])
def test_without_a_sound_file_all_is_as_it_was_shipped(tmp_path: Path, content: bytes) -> None:
    for name in ("notices", "directory", "calendar"):
        (tmp_path / f"{name}.json").write_bytes(content)
    board = Board(str(tmp_path))
    board.load()
    assert (board.notice(TODAY, "zh"), board.place(None, REGION, "zh")) == (None, None)
    assert known_calendar() == shipped_calendar()


def test_with_a_closed_memory_nothing_is_begun_and_the_rest_is_served(
    make: MakeCabinet, tmp_path: Path
) -> None:
    (tmp_path / "published").mkdir()
    publish(tmp_path / "published")
    cabinet = make(reference_folder=str(tmp_path / "published"), region=REGION)
    cabinet.flow.board.load()
    cabinet.flow.hear([{"kind": "memory", "state": "closed"}])
    assert cabinet.view["closed"] is True
    cabinet.act("tile", id="owed")
    assert (cabinet.view["closed"], cabinet.view["place"]["name"]) == ("closed", "江临区人民法院立案大厅")
    cabinet.act("begin")
    assert cabinet.screen == "intro"
    cabinet.act("help")
    assert cabinet.flow.overlay_view["place"]["name"] == "江临区人民法院立案大厅"
    cabinet.act("close")
    cabinet.act("back")
    cabinet.act("tile", id="progress")
    cabinet.act("find", code="K74P29")
    assert cabinet.view["error"] == "unavailable"
    cabinet.act("back")
    cabinet.act("advice")
    cabinet.act("laws")
    assert cabinet.screen == "laws"
    cabinet.act("back")
    cabinet.flow.hear([{"kind": "memory", "state": "ok"}])
    cabinet.act("back")
    cabinet.act("tile", id="owed")
    cabinet.act("begin")
    assert cabinet.screen != "intro"


@pytest.mark.parametrize(("code", "begins"), [("SS-LA-01", False), ("SQ-01", True)])
def test_short_of_room_only_matters_with_attachments_are_closed(
    cabinet: Cabinet, code: str, begins: bool
) -> None:
    cabinet.flow.hear([{"kind": "memory", "state": "full"}])
    assert cabinet.view["closed"] is False
    cabinet.flow.choose_matter(code)
    assert cabinet.view["closed"] == ("" if begins else "full")
    cabinet.act("begin")
    assert (cabinet.screen != "intro") is begins
