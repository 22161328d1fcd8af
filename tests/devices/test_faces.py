"""Simulated faces: card photos that fit, movements that are smooth, faults that look like it."""

from __future__ import annotations

import importlib.util
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from devices.simulators import faces
from devices.simulators.faces import CHIP_BYTES, NoPortraits, Pose, chip_webp, names, posed
from devices.simulators.faces_clips import FAULTS, LEVELS, FaceClips, FacePlayer, card_photo

if TYPE_CHECKING:
    from devices.simulators.faces import Rgb


def picture(jpeg: bytes) -> Rgb:
    decoded = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.asarray(decoded, np.uint8)


def apart(one: bytes, other: bytes) -> float:
    """Mean difference of the face region of two frames, in grey levels."""
    difference = picture(one).astype(np.int16) - picture(other)
    return float(np.abs(difference[120:400, 180:460]).mean())


@pytest.mark.parametrize("name", names())
def test_a_card_photo_fits_its_block(name: str) -> None:
    data = chip_webp(name)
    assert len(data) <= CHIP_BYTES
    assert picture(data).shape == (126, 102, 3)
    assert len(card_photo(name)) == 102 * 126 * 3


def test_the_two_card_photos_differ() -> None:
    assert chip_webp("astronaut") != chip_webp("hopper")


@pytest.mark.parametrize("pose", [Pose(yaw=1), Pose(yaw=-1), Pose(mouth=1), Pose(lids=1)])
def test_each_movement_changes_the_face(pose: Pose) -> None:
    still, moved = posed("hopper", Pose()), posed("hopper", pose)
    assert moved.shape == (480, 640, 3)
    assert (still != moved).mean() > 0.005


@pytest.mark.parametrize("action", ["left", "mouth"])
def test_a_movement_is_made_of_small_steps(action: str) -> None:
    clips = FaceClips("hopper")
    steps = [clips.neutral(0), *(clips.action(action, level, 0) for level in range(1, LEVELS + 1))]
    whole = apart(steps[0], steps[-1])
    assert whole > 5
    assert max(apart(one, other) for one, other in pairwise(steps)) < whole * 0.9


@pytest.mark.parametrize("action", ["left", "mouth"])
def test_a_movement_goes_back_to_neutral(action: str) -> None:
    clips = FaceClips("hopper")
    player = FacePlayer(clips)
    neutral = {clips.neutral(tick) for tick in range(12)}
    player.wanted = action
    assert [player.step() for _ in range(LEVELS + 4)][-1] not in neutral
    player.wanted = "neutral"
    back = [player.step() for _ in range(LEVELS + 2)]
    assert back[0] not in neutral
    assert back[-1] in neutral


def test_a_movement_gives_way_to_the_next_one_through_neutral() -> None:
    player = FacePlayer(FaceClips("hopper"))
    player.wanted = "mouth"
    for _ in range(LEVELS + 2):
        player.step()
    player.wanted = "left"
    drawn = [player.step() for _ in range(2 * LEVELS + 4)]
    assert FaceClips("hopper").action("left", LEVELS, 0) in [
        *drawn,
        *(player.step() for _ in range(5)),
    ]


def test_a_blink_opens_again_by_itself() -> None:
    player = FacePlayer(FaceClips("hopper"))
    rest = player.step()
    player.wanted = "blink"
    frames = [player.step() for _ in range(24)]
    eyes = [
        np.abs(picture(f)[190:240, 230:410].astype(int) - picture(rest)[190:240, 230:410]).mean()
        for f in frames
    ]
    assert max(eyes) > 2 * eyes[-1]


def test_frames_differ_until_the_camera_freezes() -> None:
    player = FacePlayer(FaceClips("astronaut"))
    assert len({player.step() for _ in range(6)}) == 6
    player.fault = "freeze"
    assert len({player.step() for _ in range(6)}) == 1


@pytest.mark.parametrize("fault", [name for name in FAULTS if name not in ("none", "freeze")])
def test_faults_are_pictures_of_their_own(fault: str) -> None:
    clips = FaceClips("astronaut")
    frame = clips.fault(fault, 3)
    assert apart(frame, clips.neutral(0)) > 4
    if fault == "black":
        assert picture(frame).mean() < 20


def test_unknown_faces_and_missing_portraits_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="unknown face"):
        FaceClips("nobody")
    faces.portrait.cache_clear()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(NoPortraits, match="sim"):
        faces.portrait("astronaut")
