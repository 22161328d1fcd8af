"""Touch calibration: what nine touches come to, and that nobody is locked out by it."""

from __future__ import annotations

import json
import math
from pathlib import Path
from random import Random

import pytest
import touch

from kiosk.visit.screens.calibrate import CROSSES, FILE, PATIENCE_S
from kiosk.visit.touch_map import SAME, TURNS, Map, Touched, after, back, calibration, correction, moved
from tests.kiosk.visit.cabinet import PIN, Cabinet, staff_hash
from tests.kiosk.visit.conftest import MakeCabinet

WIDTH, HEIGHT = 336.0, 597.0
SHIFTED: Map = (1.03, 0.01, -0.02, -0.005, 0.97, 0.015)


def near(one: Map, other: Map) -> bool:
    return all(math.isclose(a, b, abs_tol=1e-6) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("turned", sorted(TURNS))
@pytest.mark.parametrize("follows", [True, False])
@pytest.mark.parametrize("now", [SAME, (0.9, 0.0, 0.05, 0.0, 1.1, -0.05)])
def test_whatever_the_panel_and_the_compositor_do_a_finger_lands_where_it_is(
    turned: int, follows: bool, now: Map
) -> None:
    """A panel that is off by SHIFTED; the compositor turns touches with the picture, or does not."""
    seen_turn = TURNS[turned] if follows else SAME
    glass = after(TURNS[turned], SAME)  # a place on the panel's glass, as the resident sees the screen

    def screen(way: Map, finger: tuple[float, float]) -> tuple[float, float]:
        raw = moved(SHIFTED, finger)
        return moved(seen_turn, moved(way, raw))

    def finger_for(cross: tuple[float, float]) -> tuple[float, float]:
        return moved(back(glass), cross)

    points = [Touched(cross, screen(now, finger_for(cross))) for cross in CROSSES]
    new = calibration(correction(points), now, turned)
    for cross in CROSSES:
        there = screen(new, finger_for(cross))
        assert math.isclose(there[0], cross[0], abs_tol=1e-6)
        assert math.isclose(there[1], cross[1], abs_tol=1e-6)


def test_maps_undo_each_other() -> None:
    assert near(after(back(SHIFTED), SHIFTED), SAME)
    for turn in TURNS.values():
        assert near(after(turn, after(turn, after(turn, turn))), SAME) or near(after(turn, turn), SAME)
    with pytest.raises(ZeroDivisionError):
        correction([Touched(cross, (0.5, 0.5)) for cross in CROSSES])


@pytest.fixture
def open_screen(make: MakeCabinet) -> Cabinet:
    cabinet = make(technician_pin_hash=staff_hash())
    cabinet.act("technician")
    cabinet.act("pin", pin=PIN)
    cabinet.act("calibrate")
    assert cabinet.screen == "calibrate"
    return cabinet


def touches(cabinet: Cabinet, way: Map = SAME, jitter: float = 0.0) -> None:
    rng = Random(1)
    for cross in CROSSES:
        x, y = moved(way, cross)
        cabinet.act("hit", x=x + rng.uniform(-jitter, jitter), y=y + rng.uniform(-jitter, jitter), width=WIDTH,
                    height=HEIGHT)  # fmt: skip


def written(cabinet: Cabinet) -> Path:
    return Path(cabinet.flow.profile.journal_folder).parent / FILE


def test_nine_good_touches_are_written_and_root_takes_them(open_screen: Cabinet) -> None:
    touches(open_screen, SHIFTED, jitter=0.002)
    view = open_screen.view
    assert (view["phase"], view["before"] > 4, view["worst"] < 2) == ("saved", True, True)
    numbers = touch.read(written(open_screen))
    assert near(after(numbers, SHIFTED), SAME) or all(
        abs(a - b) < 0.01 for a, b in zip(after(numbers, SHIFTED), SAME, strict=True)
    )
    open_screen.act("again")
    assert open_screen.view["phase"] == "points"
    before = json.loads(written(open_screen).read_bytes())["matrix"]
    touches(open_screen)
    assert near(tuple(json.loads(written(open_screen).read_bytes())["matrix"]), tuple(before)), (
        "what was written stays when nothing more is off"
    )


def test_touches_that_follow_no_map_change_nothing(open_screen: Cabinet) -> None:
    touches(open_screen, jitter=0.05)
    assert open_screen.view["phase"] == "bad"
    assert not written(open_screen).exists()
    open_screen.act("again")
    for _ in CROSSES:
        open_screen.act("hit", x=0.5, y=0.5, width=WIDTH, height=HEIGHT)
    assert open_screen.view["phase"] == "bad", "one place for all crosses: the panel is stuck"


def test_who_hits_nothing_waits_and_the_former_calibration_stays(open_screen: Cabinet) -> None:
    open_screen.act("hit", x=0.1, y=0.06, width=WIDTH, height=HEIGHT)
    for _ in range(int(PATIENCE_S) + 1):
        open_screen.tick(1.0)
    assert open_screen.keeper.told("ended")[-1]["reason"] == "technician"
    assert not written(open_screen).exists()


@pytest.mark.parametrize("wrong", [{"x": -1.0}, {"y": 2.0}, {"x": float("nan")}, {"width": 0.0}, {"x": "a"}])
def test_nonsense_is_no_touch(open_screen: Cabinet, wrong: dict[str, object]) -> None:
    open_screen.act("hit", **({"x": 0.5, "y": 0.5, "width": WIDTH, "height": HEIGHT} | wrong))
    assert open_screen.view["touched"] == []


def test_only_a_technician_gets_there(make: MakeCabinet) -> None:
    cabinet = make(technician_pin_hash=staff_hash())
    cabinet.act("technician")
    cabinet.act("calibrate")
    assert cabinet.screen == "technician"
