"""The flow and docs/screens.md say the same. Each cabinet checks every view it is shown against the table."""

from __future__ import annotations

import pytest

from kiosk.visit.overlays import OVERLAYS
from kiosk.visit.screens import NAMES, screen_class
from kiosk.visit.screens.base import Screen
from tests.kiosk.visit import contract
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.walk import to_interview

CLASSES = tuple(screen_class(key) for key in NAMES)
FRAME = {"set_mode"}
"""Done by the frame, whatever is shown."""


def known(screen: type[Screen]) -> set[str]:
    """Actions a screen knows."""
    return {name[3:] for name in dir(screen) if name.startswith("do_")}


def test_the_table_lists_every_screen_and_overlay() -> None:
    assert set(contract.screens()) == {screen.id for screen in CLASSES}
    assert set(contract.overlays()) == set(OVERLAYS)


@pytest.mark.parametrize("screen", CLASSES, ids=lambda screen: screen.key())
def test_a_screen_does_what_the_table_offers(screen: type[Screen]) -> None:
    assert known(screen) == contract.actions(screen.id)


@pytest.mark.parametrize("name", OVERLAYS)
def test_an_overlay_does_what_the_table_offers(name: str) -> None:
    offered = contract.actions(name, overlay=True) - FRAME
    assert known(OVERLAYS[name]) - {"close"} == offered - {"close"}
    assert "close" in known(OVERLAYS[name])


def test_a_field_has_the_keys_of_the_table(cabinet: Cabinet) -> None:
    to_interview(cabinet, "TJ-01")
    assert {frozenset(field) for field in cabinet.view["fields"]} == {contract.field_keys()}
