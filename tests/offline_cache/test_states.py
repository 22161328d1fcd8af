"""The table of an item's life has no gaps, and an event that is none is refused."""

from __future__ import annotations

import itertools

import pytest

from offline_cache.states import PENDING, TABLE, Event, ItemState, after


def test_every_event_in_every_state_has_an_entry() -> None:
    assert set(TABLE) == set(itertools.product(ItemState, Event))
    assert set(TABLE.values()) == set(ItemState)


def test_an_unknown_event_is_refused() -> None:
    with pytest.raises(ValueError, match="no such event"):
        after(ItemState.WAITING, "explode")  # type: ignore[arg-type]


def test_delivered_is_for_good() -> None:
    assert {after(ItemState.DELIVERED, event) for event in Event} == {ItemState.DELIVERED}


def test_dead_is_left_by_release_or_a_late_acknowledgement_only() -> None:
    ways_out = {event for event in Event if after(ItemState.DEAD, event) is not ItemState.DEAD}
    assert ways_out == {Event.RELEASE, Event.ACKNOWLEDGE}


def test_what_may_have_arrived_stays_unsure_until_the_other_end_spoke() -> None:
    for event in (Event.POSTPONE, Event.LOSE, Event.RESTART):
        assert after(ItemState.UNSURE, event) is ItemState.UNSURE
    assert {after(state, Event.RESTART) for state in PENDING} == {ItemState.UNSURE}
    assert after(ItemState.DEAD, Event.RELEASE) is ItemState.UNSURE
    assert after(ItemState.UNSURE, Event.ABSENT) is ItemState.WAITING
