"""What the keeper keeps of a draft: a box under a name, for a week, whatever a visit sends."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.keeper.drafts import LARGEST, MOST, Drafts
from offline_cache.cache import Cache
from tests.kiosk.visit.cabinet import HandClock

NAME = "0123456789abcdef" * 2
BOX = base64.b64encode(b"sealed").decode()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def drafts(tmp_path: Path, clock: HandClock) -> Iterator[Drafts]:
    cache = Cache.open(tmp_path / "cache", clock)
    yield Drafts(cache.records, clock)
    cache.close()


def test_kept_found_and_dropped(drafts: Drafts, clock: HandClock) -> None:
    outcome, reason, until = drafts.keep(NAME, BOX)
    assert (outcome, reason) == ("done", "")
    assert until == (clock.now() + timedelta(days=7)).isoformat()
    assert drafts.find(NAME) == BOX
    drafts.drop(NAME)
    drafts.drop(NAME)
    assert drafts.find(NAME) is None


@pytest.mark.parametrize(
    ("name", "box"),
    [
        ("", BOX), ("../../x", BOX), (NAME.upper(), BOX), (NAME + "0", BOX), (None, BOX), (7, BOX),
        (NAME, ""), (NAME, None), (NAME, "not base64!"), (NAME, "A" * (LARGEST + 4)),
    ],
)  # fmt: skip
def test_what_is_no_draft_is_refused(drafts: Drafts, name: object, box: object) -> None:
    assert drafts.keep(name, box)[:2] == ("not_done", "malformed")
    drafts.drop(name)
    if box == BOX:
        assert drafts.find(name) is None


def test_tidying_drops_what_is_over_and_nothing_else(drafts: Drafts, clock: HandClock) -> None:
    drafts.keep(NAME, BOX)
    clock.passed += 6 * 86400
    drafts.keep(NAME[::-1], BOX)
    clock.passed += 86400
    drafts.tidy()
    assert (drafts.find(NAME), drafts.find(NAME[::-1])) == (None, BOX)


def test_a_full_terminal_says_so_and_still_keeps_anew_what_it_has(drafts: Drafts) -> None:
    for number in range(MOST):
        drafts.keep(f"{number:032x}", BOX)
    assert drafts.keep(NAME, BOX)[:2] == ("not_done", "full")
    assert drafts.keep(f"{1:032x}", BOX)[0] == "done"
