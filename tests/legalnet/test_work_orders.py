"""工单 and applications: total tables, and time limits with a moved clock and the calendar of 2026."""

from __future__ import annotations

from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legalnet import applications, deliveries, exchange, places
from legalnet import workorders as wo
from legalnet.deadlines import Calendar, shipped_calendar
from legalnet.transitions import Machine, UnknownEvent

MACHINES: list[tuple[Machine[Any, Any], type[StrEnum], type[StrEnum]]] = [
    (wo.MACHINE, wo.State, wo.Event),
    (applications.MACHINE, applications.State, applications.Event),
    (deliveries.MACHINE, deliveries.State, deliveries.Event),
    (places.MACHINE, places.State, places.Event),
    (exchange.PROPOSALS, exchange.ProposalState, exchange.ProposalEvent),
]
D = date.fromisoformat
ARRIVED = D("2026-09-24")
"""Thursday before the Mid-Autumn holiday of 2026 (25 to 27 September)."""


@pytest.mark.parametrize(("machine", "states", "events"), MACHINES)
def test_every_event_has_an_entry_in_every_state(
    machine: Machine[Any, Any], states: type[StrEnum], events: type[StrEnum]
) -> None:
    assert set(machine.table) == set(states)
    for state in states:
        assert set(machine.table[state]) == set(events)
        for event in events:
            assert machine.after(state, event) in {None, *states}


@pytest.mark.parametrize(("machine", "states", "events"), MACHINES)
@given(word=st.text(max_size=20))
def test_an_unknown_event_is_refused_aloud(
    machine: Machine[Any, Any], states: type[StrEnum], events: type[StrEnum], word: str
) -> None:
    for state in states:
        if word not in set(events):
            with pytest.raises(UnknownEvent):
                machine.after(state, word)
    if word not in set(states):
        with pytest.raises(UnknownEvent):
            machine.after(word, next(iter(events)))
        with pytest.raises(UnknownEvent):
            machine.allowed(word)


@pytest.mark.parametrize(("machine", "states", "events"), MACHINES)
def test_every_state_can_be_reached(
    machine: Machine[Any, Any], states: type[StrEnum], events: type[StrEnum]
) -> None:
    reached = {next(iter(states))}
    for _ in states:
        reached |= {t for s in reached for t in machine.table[s].values() if t is not None}
    assert reached == set(states)


@given(st.lists(st.sampled_from(list(wo.Event)), max_size=40))
def test_an_order_walks_on_the_diagram_only(events: list[wo.Event]) -> None:
    state: wo.State = wo.State.WAITING
    for event in events:
        after = wo.MACHINE.after(state, event)
        assert after is None or event in wo.MACHINE.allowed(state)
        state = after or state
    if state in (wo.State.ARCHIVED, wo.State.VOID):
        assert wo.MACHINE.allowed(state) == ()


def timers(*steps: tuple[str, str] | tuple[str, str, int], today: str, **limits: Any) -> dict[str, wo.Timer]:
    """By name."""
    taken = [wo.Step(step[0], D(step[1]), step[2] if len(step) > 2 else 0) for step in steps]  # type: ignore[misc]
    found = wo.timers(ARRIVED, taken, D(today), wo.Limits(**limits), shipped_calendar())
    return {timer.name: timer for timer in found}


def test_limits_skip_holidays_and_heed_make_up_days() -> None:
    found = timers(today="2026-09-24")
    assert shipped_calendar().covers(ARRIVED)
    assert found["dispatch"].due == next_working(ARRIVED, 1)
    assert found["feedback"].due == next_working(ARRIVED, 5)
    assert found["longest"].due == next_working(ARRIVED, 15)
    assert D("2026-09-25") not in {timer.due for timer in found.values()}
    assert all(timer.state == "running" and not timer.calendar_unverified for timer in found.values())


def next_working(start: date, n: int) -> date:
    """Counted on fingers."""
    day, calendar = start, shipped_calendar()
    while n:
        day += timedelta(days=1)
        n -= 1 if calendar.is_working(day) else 0
    return day


def test_what_is_late_says_so_and_what_is_done_is_met() -> None:
    found = timers(("accept", "2026-09-24"), ("dispatch", "2026-09-28"), today="2026-10-30")
    assert found["dispatch"].state == "met"
    assert {found[name].state for name in ("sign", "feedback", "longest")} == {"overdue"}
    found = timers(
        ("dispatch", "2026-09-28"), ("sign", "2026-09-29"), ("complete", "2026-09-30"), today="2026-10-30"
    )
    assert {timer.state for timer in found.values()} == {"met"}


def test_the_clock_stands_while_a_supplement_is_awaited() -> None:
    asked = [("dispatch", "2026-09-24"), ("sign", "2026-09-24"), ("ask_supplement", "2026-09-28")]
    waiting = timers(*asked, today="2026-09-30")
    assert waiting["feedback"].state == "stopped"
    came = timers(*asked, ("supplement", "2026-09-30"), today="2026-09-30")
    plain = timers(*asked[:2], today="2026-09-30")
    assert came["feedback"].due == next_working(plain["feedback"].due, 2)
    strict = timers(*asked, ("supplement", "2026-09-30"), today="2026-09-30", stop_for_supplement=False)
    assert strict["feedback"].due == plain["feedback"].due
    assert timers(*asked, today="2026-09-30", stop_for_supplement=False)["feedback"].state == "running"


def test_an_extension_never_passes_the_longest_limit() -> None:
    found = timers(("dispatch", "2026-09-24"), ("extend", "2026-09-28", 5), today="2026-09-28")
    assert found["feedback"].due == next_working(ARRIVED, 10)
    found = timers(("extend", "2026-09-28", 15), today="2026-09-28")
    assert found["feedback"].due == found["longest"].due


def test_rating_and_revisit_have_their_windows() -> None:
    done = [("answer_at_once", "2026-09-24"), ("complete", "2026-09-24"), ("invite_rating", "2026-09-24")]
    assert timers(*done, today="2026-09-25")["rating"].due == D("2026-10-01")
    low = timers(*done, ("rate_low", "2026-09-30"), today="2026-10-08")
    assert low["rating"].state == "met"
    assert (low["revisit"].due, low["revisit"].state) == (D("2026-10-08"), "running")
    redone = timers(
        *done,
        ("rate_low", "2026-09-30"),
        ("revisit_redo", "2026-10-08"),
        ("redo", "2026-10-08"),
        today="2026-11-30",
    )
    assert redone["revisit"].state == "met"
    assert redone["feedback"].state == "overdue"


def test_a_year_without_a_calendar_is_told() -> None:
    found = wo.timers(D("2031-03-03"), [], D("2031-03-03"), wo.Limits(), Calendar())
    assert all(timer.calendar_unverified for timer in found)


@settings(max_examples=50)
@given(st.integers(1, 5))
def test_every_low_score_is_visited_again(score: int) -> None:
    event = wo.rated(score)
    after = wo.MACHINE.after(wo.State.TO_RATE, event)
    assert after is (wo.State.TO_REVISIT if score <= 2 else wo.State.ARCHIVED)


@pytest.mark.parametrize(
    ("kind", "arrived", "last"),
    [
        ("judgment", "2026-11-20", "2026-12-07"),
        ("rejection_ruling", "2026-11-20", "2026-11-30"),
        ("fee_notice", "2026-11-27", "2026-12-04"),
        ("judgment", "2026-09-18", "2026-10-08"),
        ("labour_award", "2026-11-30", "2026-12-15"),
    ],
)
def test_the_legal_clock_counts_from_the_day_after_arrival(kind: str, arrived: str, last: str) -> None:
    clock = deliveries.clock_of(deliveries.Kind(kind), D(arrived))
    assert clock is not None
    assert (clock.last_day, clock.calendar_unverified, clock.starts) == (D(last), False, D(arrived))
    assert clock.basis


def test_a_clock_that_only_the_document_knows() -> None:
    kind = deliveries.Kind
    assert deliveries.clock_of(kind.SMALL_CLAIMS_JUDGMENT, D("2026-11-20")) is None
    open_end = deliveries.clock_of(kind.EVIDENCE_NOTICE, D("2026-11-20"))
    assert open_end is not None
    assert open_end.last_day is None
    counted = deliveries.clock_of(kind.EVIDENCE_NOTICE, D("2026-11-20"), days=15)
    fixed = deliveries.clock_of(kind.SUMMONS, D("2026-11-20"), fixed=D("2027-01-14"))
    assert counted is not None
    assert fixed is not None
    assert (counted.last_day, fixed.last_day) == (D("2026-12-07"), D("2027-01-14"))
    unsure = deliveries.clock_of(kind.JUDGMENT, D("2031-03-03"))
    assert unsure is not None
    assert unsure.calendar_unverified


OFFICE = places.Opening(
    weekly=(
        places.Hours.model_validate({"days": [1, 2, 3, 4, 5], "opens": "09:00", "closes": "12:00"}),
        places.Hours.model_validate({"days": [1, 2, 3, 4, 5], "opens": "13:30", "closes": "17:00"}),
    )
)


def test_opening_hours_know_holidays_and_make_up_days() -> None:
    assert places.open_at(OFFICE, D("2026-09-24"), time(10, 0)) == time(12, 0)
    assert places.open_at(OFFICE, D("2026-09-24"), time(12, 30)) is None
    assert places.open_at(OFFICE, D("2026-09-25"), time(10, 0)) is None
    assert places.next_opening(OFFICE, D("2026-09-24"), time(18, 0)) == (D("2026-09-28"), time(9, 0))
    make_up = min(day for day in shipped_calendar().work if day.year == 2026)
    assert places.spans(OFFICE, make_up) == places.spans(OFFICE, D("2026-09-24"))
    assert places.spans(places.Opening(always=True), D("2026-10-01"))
    assert places.next_opening(places.Opening(), D("2026-10-01"), time(0, 0)) is None


def test_distance_is_that_of_the_globe() -> None:
    beijing, shanghai = places.Spot(lat=39.9042, lon=116.4074), places.Spot(lat=31.2304, lon=121.4737)
    assert abs(places.metres(beijing, shanghai) - 1_067_000) < 3000
    assert places.metres(beijing, beijing) == 0
