"""Limits, attempts and reasons of the decision."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.identity.decision import THRESHOLDS, Decider, Liveness, Match, Verdict

GOOD = Match(Liveness.PASSED, distance=0.30, frames=3, span=1.0, spread=0.1)


def at(distance: float) -> Match:
    return replace(GOOD, distance=distance)


def test_the_limits_are_those_that_were_measured() -> None:
    assert (THRESHOLDS.accept, THRESHOLDS.retry, THRESHOLDS.attempts) == (0.36, 0.48, 3)
    assert THRESHOLDS.version


@pytest.mark.parametrize("distance", [0.0, 0.30, 0.36])
def test_near_and_alive_is_accepted(distance: float) -> None:
    assert Decider().decide(at(distance)) == (Verdict.ACCEPT, "")


@pytest.mark.parametrize("distance", [0.3601, 0.45, 0.48, 0.55, 0.59])
def test_less_near_is_never_accepted(distance: float) -> None:
    assert Decider().decide(at(distance))[0] is Verdict.RETRY


def test_uncertain_is_tried_twice_more_and_then_a_person_looks() -> None:
    decider = Decider()
    verdicts = [decider.decide(at(0.42)) for _ in range(3)]
    assert verdicts == [(Verdict.RETRY, "uncertain")] * 2 + [(Verdict.ATTENDANT, "uncertain")]


def test_far_twice_goes_to_a_person_at_once() -> None:
    decider = Decider()
    assert decider.decide(at(0.7)) == (Verdict.RETRY, "not_confirmed")
    assert decider.decide(at(0.7)) == (Verdict.ATTENDANT, "not_confirmed")


def test_a_later_attempt_may_still_be_accepted() -> None:
    decider = Decider()
    decider.decide(at(0.7))
    decider.decide(at(0.4))
    assert decider.decide(at(0.3)) == (Verdict.ACCEPT, "")


@pytest.mark.parametrize("liveness", [Liveness.FAILED, Liveness.NOT_DONE])
def test_a_good_distance_without_life_is_not_accepted(liveness: Liveness) -> None:
    match = replace(GOOD, liveness=liveness, reason="wrong_action", distance=0.1)
    assert Decider().decide(match) == (Verdict.RETRY, "wrong_action")


@pytest.mark.parametrize(
    "match", [replace(GOOD, frames=2), replace(GOOD, span=0.9), replace(GOOD, distance=None)]
)
def test_too_little_to_compare_is_not_accepted(match: Match) -> None:
    assert Decider().decide(match) == (Verdict.RETRY, "too_few_frames")


def test_frames_of_two_people_are_not_accepted() -> None:
    assert Decider().decide(replace(GOOD, spread=0.36)) == (Verdict.RETRY, "person_changed")


def test_nothing_is_ever_refused() -> None:
    assert {verdict.value for verdict in Verdict} == {"accept", "retry", "attendant"}
