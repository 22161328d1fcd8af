"""The challenge as a machine: every state knows every event, and only the right movement counts."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest

from kiosk.identity.liveness import TABLE, Challenge, Event, Step, draw_order
from kiosk.identity.quality import Measures

CALM = Measures(
    at=0.0, eye_distance=84, yaw=0.02, roll=1, skin=150, over=0, under=0.01, contrast=45, side=0.05, sharp=3,
    covered=5, eye_dark=0.75, mouth_dark=0.02,
)  # fmt: skip
SHOWS = {
    "neutral": CALM,
    "left": replace(CALM, yaw=0.14),
    "right": replace(CALM, yaw=-0.12),
    "mouth": replace(CALM, mouth_dark=0.4),
    "blink": replace(CALM, eye_dark=0.35),
}
STEP = 1 / 15


class Person:
    """Shows the challenge one thing after another."""

    def __init__(self, seed: int = 1) -> None:
        self.now = 100.0
        self.challenge = Challenge(random.Random(seed), self.now)

    def show(self, name: str, seconds: float) -> Step:
        """Show this face for so long."""
        for _ in range(round(seconds / STEP)):
            self.now += STEP
            self.challenge.feed(Event.FACE, self.now, replace(SHOWS[name], at=self.now))
        return self.challenge.step

    def happen(self, event: Event, seconds: float = STEP) -> Step:
        """Something other than a face, for so long."""
        for _ in range(max(1, round(seconds / STEP))):
            self.now += STEP
            self.challenge.feed(event, self.now)
        return self.challenge.step

    def asked(self) -> str:
        """Begin calmly; what is asked first."""
        assert self.show("neutral", 1.0) is Step.ASKING
        return self.challenge.prompt

    def do(self, name: str) -> Step:
        """A movement and back to neutral."""
        self.show("neutral", 0.4)
        self.show(name, 0.4)
        return self.show("neutral", 0.7)


def seed_with_first(name: str) -> int:
    """A seed whose challenge begins with that movement."""
    return next(seed for seed in range(200) if draw_order(random.Random(seed))[0] == name)


def other_than(*names: str) -> str:
    """A deliberate movement that is none of these."""
    return next(name for name in ("left", "right", "mouth") if name not in names)


def test_table_has_every_event_in_every_state() -> None:
    assert set(TABLE) == set(product(Step, Event))


@pytest.mark.parametrize(("step", "event"), list(product((Step.PASSED, Step.FAILED), Event)))
def test_an_ended_challenge_never_passes_again(step: Step, event: Event) -> None:
    person = Person()
    if step is Step.PASSED:
        person.asked()
        while not person.challenge.over:
            person.do(person.challenge.prompt)
        assert person.challenge.step is Step.PASSED
    else:
        person.asked()
        assert person.happen(Event.TWO_FACES) is Step.FAILED
    person.challenge.feed(event, person.now + 5, CALM if event is Event.FACE else None)
    kept = step is Step.FAILED or event is Event.FACE
    assert person.challenge.step is (step if kept else Step.FAILED)


@pytest.mark.parametrize("seed", range(12))
def test_order_is_three_different_movements_with_a_turn(seed: int) -> None:
    order = draw_order(random.Random(seed))
    assert len(set(order)) == 3
    assert {"left", "right"} & set(order)


def test_orders_differ() -> None:
    assert len({draw_order(random.Random(seed)) for seed in range(60)}) > 12


@pytest.mark.parametrize("seed", range(6))
def test_right_movements_pass(seed: int) -> None:
    person = Person(seed)
    person.asked()
    for name in person.challenge.order:
        assert person.challenge.prompt == name
        person.do(name)
    assert person.challenge.step is Step.PASSED
    assert person.challenge.prompt == "hold"


@pytest.mark.parametrize("first", ["left", "right", "mouth", "blink"])
def test_a_wrong_movement_fails(first: str) -> None:
    person = Person(seed_with_first(first))
    assert person.asked() == first
    person.do(other_than(first))
    assert (person.challenge.step, person.challenge.reason) == (Step.FAILED, "wrong_action")


def test_a_blink_in_between_does_no_harm() -> None:
    person = Person(seed_with_first("mouth"))
    person.asked()
    assert person.do("blink") is Step.ASKING
    person.do("mouth")
    assert person.challenge.done == 1


def test_two_frames_are_no_movement() -> None:
    person = Person(seed_with_first("left"))
    person.asked()
    person.show("neutral", 0.4)
    person.show("left", 2 * STEP)
    assert person.show("neutral", 0.4) is Step.ASKING
    assert person.challenge.done == 0


def test_an_answer_before_anyone_could_react_fails() -> None:
    person = Person(seed_with_first("left"))
    person.show("neutral", 0.6)
    while person.challenge.step is Step.CALIBRATING:
        person.show("neutral", STEP)
    person.show("left", 3 * STEP)
    assert (person.challenge.step, person.challenge.reason) == (Step.FAILED, "too_early")


def test_no_movement_in_time_fails() -> None:
    person = Person(seed_with_first("mouth"))
    person.asked()
    assert person.show("neutral", 8.5) is Step.FAILED
    assert person.challenge.reason == "no_action"


def test_a_blink_that_is_not_seen_is_replaced_by_another_movement() -> None:
    person = Person(seed_with_first("blink"))
    person.asked()
    assert person.show("neutral", 8.5) is Step.ASKING
    assert "blink" not in person.challenge.order
    assert len(set(person.challenge.order)) == 3
    for _ in range(3):
        person.do(person.challenge.prompt)
    assert person.challenge.step is Step.PASSED


def test_eyes_shut_for_long_are_no_blink() -> None:
    person = Person(seed_with_first("blink"))
    person.asked()
    person.show("blink", 2.0)
    assert person.show("neutral", 0.4) is Step.ASKING
    assert person.challenge.done == 0


@pytest.mark.parametrize("face", ["left", "mouth"])
def test_a_start_that_is_not_neutral_is_no_baseline(face: str) -> None:
    person = Person()
    assert person.show(face, 5.0) is Step.CALIBRATING
    assert person.show(face, 25.0) is Step.FAILED
    assert person.challenge.reason == "not_neutral"


def test_a_lost_face_begins_anew_before_and_fails_after_the_first_prompt() -> None:
    person = Person()
    person.show("neutral", 0.5)
    assert person.happen(Event.NO_FACE, 1.0) is Step.CALIBRATING
    person.asked()
    assert person.happen(Event.NO_FACE, 0.3) is Step.ASKING
    assert person.happen(Event.NO_FACE, 0.6) is Step.FAILED
    assert person.challenge.reason == "face_lost"


@pytest.mark.parametrize(("event", "reason"), [(Event.TWO_FACES, "two_faces"), (Event.JUMPED, "face_jumped")])
def test_a_second_or_jumping_face_fails_the_challenge(event: Event, reason: str) -> None:
    person = Person()
    assert person.happen(event) is Step.CALIBRATING
    person.asked()
    assert person.happen(event) is Step.FAILED
    assert person.challenge.reason == reason


def test_nobody_for_long_ends_it() -> None:
    person = Person()
    assert person.happen(Event.NO_FACE, 26) is Step.FAILED
    assert person.challenge.reason == "no_face"


def test_staying_turned_after_a_turn_ends_it() -> None:
    person = Person(seed_with_first("left"))
    person.asked()
    person.show("neutral", 0.4)
    assert person.show("left", 1.0) is Step.SETTLING
    assert person.challenge.prompt == "neutral"
    assert person.show("left", 8.5) is Step.FAILED
