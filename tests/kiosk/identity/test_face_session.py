"""The check on moving faces, with the real detector and invented vectors."""

from __future__ import annotations

import random

import numpy as np
import pytest

from devices.simulators.faces_clips import FacePlayer
from kiosk.identity.decision import Liveness, Verdict
from kiosk.identity.events import Hint, Prompt
from kiosk.identity.session import FaceSession
from tests.kiosk.identity.watching import (
    MOVEMENTS,
    FixedEmbedder,
    finder,
    ignore,
    obey,
    result,
    unit,
    watch,
)

SAME = unit(1.0)
FACES = ("astronaut", "hopper")


def session(*vectors: object, seed: int = 3) -> FaceSession:
    embedder = FixedEmbedder(*(vectors or (SAME,)))  # type: ignore[arg-type]
    return FaceSession(finder(), embedder, SAME, random.Random(seed))


@pytest.mark.parametrize(("face", "seed"), [("astronaut", 3), ("hopper", 4)])
def test_a_resident_who_does_what_is_asked_is_accepted(face: str, seed: int) -> None:
    events = list(watch(session(seed=seed), face))
    end = result(events)
    assert (end.decision, end.liveness, end.reason) == (Verdict.ACCEPT, Liveness.PASSED, "")
    assert end.distance == pytest.approx(0.0)
    prompts = [event.name for event in events if isinstance(event, Prompt)]
    assert prompts[0] == "look"
    assert prompts[-2:] == ["hold", "comparing"]
    assert len(set(prompts) & set(MOVEMENTS)) == 3


@pytest.mark.parametrize("face", FACES)
def test_a_film_with_other_movements_is_refused(face: str) -> None:
    def film(player: FacePlayer, prompt: str) -> None:
        if prompt in MOVEMENTS:
            player.wanted = "mouth" if prompt != "mouth" else "left"

    end = result(list(watch(session(), face, film)))
    assert (end.decision, end.liveness, end.reason) == (Verdict.RETRY, Liveness.FAILED, "wrong_action")
    assert end.distance is None


@pytest.mark.parametrize("face", FACES)
def test_a_waved_print_is_refused(face: str) -> None:
    end = result(list(watch(session(), face, obey, "photo", fps=6)))
    assert end.decision is Verdict.RETRY
    assert end.liveness is not Liveness.PASSED


def test_two_people_get_a_hint_and_no_match() -> None:
    events = list(watch(session(), "hopper", ignore, "two", fps=1.5))
    assert Hint("two_faces") in events
    assert result(events).liveness is Liveness.NOT_DONE


def test_a_second_person_in_the_middle_ends_the_attempt() -> None:
    def crowd(player: FacePlayer, prompt: str) -> None:
        if prompt in MOVEMENTS:
            player.fault = "two"

    end = result(list(watch(session(), "hopper", crowd)))
    assert end.liveness is Liveness.FAILED
    assert end.reason in ("two_faces", "face_jumped")


@pytest.mark.parametrize(
    ("fault", "hint"), [("away", "no_face"), ("black", "too_dark"), ("turned", "turned")]
)
def test_trouble_gets_its_hint_and_ends_in_time(fault: str, hint: str) -> None:
    events = list(watch(session(), "astronaut", ignore, fault, fps=1.5))
    assert Hint(hint) in events
    assert result(events).liveness is Liveness.NOT_DONE


def test_leaving_in_the_middle_ends_the_attempt() -> None:
    def leave(player: FacePlayer, prompt: str) -> None:
        player.fault = "away" if prompt in MOVEMENTS else "none"

    assert result(list(watch(session(), "astronaut", leave))).reason == "face_lost"


def test_a_still_picture_is_refused() -> None:
    end = result(list(watch(session(seed=4), "astronaut", ignore, fps=6)))
    assert (end.liveness, end.reason) == (Liveness.FAILED, "no_action")


def test_distance_is_that_of_the_mean() -> None:
    vectors = [SAME, unit(1.0, 0.3), unit(1.0, 0.3), unit(1.0, 0.0)]
    end = result(list(watch(session(*vectors), "hopper")))
    assert end.distance == pytest.approx(0.2)
    assert end.decision is Verdict.ACCEPT


def test_a_stranger_is_retried_and_then_looked_at_by_a_person() -> None:
    check = session(unit(0.0, 1.0))
    first = result(list(watch(check, "hopper")))
    assert (first.decision, first.reason) == (Verdict.RETRY, "not_confirmed")
    assert list(check.step(np.zeros((480, 640, 3), np.uint8), 60.0)) == []
    check.retry()
    second = result(list(watch(check, "hopper")))
    assert (second.decision, second.reason) == (Verdict.ATTENDANT, "not_confirmed")


def test_moving_one_face_and_matching_another_is_noticed() -> None:
    end = result(list(watch(session(unit(0.0, 1.0), SAME), "hopper")))
    assert (end.decision, end.reason) == (Verdict.RETRY, "person_changed")
