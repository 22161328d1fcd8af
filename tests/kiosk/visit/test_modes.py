"""What a resident chooses holds for this visit, and who takes longer is waited for."""

from __future__ import annotations

import pytest

from kiosk.visit import modes
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.conftest import MakeCabinet


def test_only_known_values_are_taken() -> None:
    assert modes.chosen("size", "largest") == {"size": "largest"}
    assert modes.chosen("size", "huge") == {}
    assert modes.chosen("colour", "paper") == {}
    assert modes.chosen("seated", 1) == {}, "a number is no yes"
    assert modes.chosen("slow", None) == {}


def test_who_signs_has_captions_too() -> None:
    assert modes.chosen("sign", True) == {"sign": True, "captions": True}
    assert modes.chosen("sign", False) == {"sign": False}


@pytest.mark.parametrize(
    ("changed", "idle"),
    [
        ({}, 90),
        ({"slow": True}, 180),
        ({"size": "large"}, 180),
        ({"switches": "two"}, 180),
        ({"contrast": "night"}, 90),
    ],
)
def test_who_takes_longer_is_waited_for(changed: dict[str, object], idle: int) -> None:
    now = modes.first_modes("zh") | changed
    assert modes.idle_s(now, 90.0) == idle
    assert modes.wait_s(now, 60.0) == (120.0 if idle == 180 else 60.0)


def test_a_site_that_waits_longer_still_does() -> None:
    assert modes.idle_s(modes.first_modes("zh") | {"slow": True}, 300.0) == 300.0


def test_words_of_a_matter_have_two_languages() -> None:
    assert [modes.words({"language": one}) for one in modes.MODE_VALUES["language"]] == ["zh", "zh", "en"]


EVERY = [(key, value) for key, values in modes.MODE_VALUES.items() for value in values[1:]]


@pytest.mark.parametrize(("key", "value"), EVERY)
def test_each_choice_holds_through_the_visit_and_is_gone_with_whoever_left(
    cabinet: Cabinet, key: str, value: object
) -> None:
    first = dict(cabinet.flow.modes)
    cabinet.act("set_mode", key=key, value=value)
    cabinet.act("services")
    cabinet.act("back")
    assert cabinet.flow.modes[key] == value
    cabinet.tick(modes.ELDER_IDLE_S + 1)
    assert (cabinet.screen, cabinet.flow.modes) == ("idle", first)


def test_another_visit_begins_as_everybody_is_greeted(make: MakeCabinet) -> None:
    chosen = make()
    for key, value in EVERY:
        chosen.act("set_mode", key=key, value=value)
    assert make().flow.modes == modes.first_modes("zh")
