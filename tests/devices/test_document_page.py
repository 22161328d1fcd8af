"""Finding and straightening pages in photographs whose true corners are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from devices.document_camera.find_page import Found, find_page
from devices.document_camera.flatten import deskew, even_light, flatten, jpeg, skew, straighten
from devices.document_camera.quality import judge
from devices.simulators.pages import HEIGHT, SHEET, WIDTH, _sheet, page_corners, page_view

if TYPE_CHECKING:
    from devices.document_camera.find_page import Rgb


def found_in(view: Rgb) -> Found:
    found = find_page(view)
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["iou", "transfer", "iou_dim"])
def test_corners_are_found_to_a_few_pixels(name: str) -> None:
    found = found_in(page_view(name))
    error = np.abs(np.array(found.pixels(WIDTH, HEIGHT)) - np.array(page_corners(name))).max()
    assert error < 5
    assert found.corners


@pytest.mark.parametrize("turn", [-25, -8, 8, 25])
def test_a_turned_page_is_found(turn: float) -> None:
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), turn, 0.75)
    view = cv2.warpAffine(page_view("iou"), matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
    true = cv2.transform(np.array([page_corners("iou")], np.float32), matrix)[0]
    found = np.array(found_in(np.asarray(view, np.uint8)).pixels(WIDTH, HEIGHT))
    assert max(min(np.hypot(*(corner - spot)) for spot in true) for corner in found) < 8


def test_an_empty_table_has_no_page() -> None:
    assert find_page(page_view("")) is None


@pytest.mark.parametrize("shade", [0, 90, 255])
def test_a_picture_of_nothing_has_no_page(shade: int) -> None:
    assert find_page(np.full((HEIGHT, WIDTH, 3), shade, np.uint8)) is None


def test_a_page_that_hangs_off_the_edge_is_said_to_lack_corners() -> None:
    assert not found_in(page_view("cut")).corners


def test_a_good_page_is_sharp_and_free_of_glare() -> None:
    view = page_view("iou")
    quality = judge(view, found_in(view))
    assert quality.sharp
    assert quality.glare_free


def test_blur_and_glare_are_seen() -> None:
    view = page_view("transfer")
    found = found_in(view)
    soft = np.asarray(cv2.GaussianBlur(view, (0, 0), 2.5), np.uint8)
    assert not judge(soft, found).sharp
    lamp = view.copy()
    cv2.circle(lamp, (800, 600), 110, (255, 255, 255), -1)
    assert not judge(lamp, found).glare_free


@pytest.mark.parametrize("name", ["iou", "transfer"])
def test_a_flattened_page_is_the_page(name: str) -> None:
    view = page_view(name)
    page = flatten(view, found_in(view))
    height, width = page.shape[:2]
    assert height / width == pytest.approx(SHEET[1] / SHEET[0], rel=0.02)
    true = cv2.resize(_sheet("transfer" if name == "transfer" else "iou"), (width, height))
    soft = [
        cv2.GaussianBlur(cv2.cvtColor(p, cv2.COLOR_RGB2GRAY), (0, 0), 9).astype(float) for p in (page, true)
    ]
    inner = (slice(20, -20), slice(20, -20))
    assert np.corrcoef(soft[0][inner].ravel(), soft[1][inner].ravel())[0, 1] > 0.8


def test_light_is_even_and_red_stays_red() -> None:
    view = page_view("iou")
    page = even_light(straighten(view, found_in(view)))
    height, width = page.shape[:2]
    paper = [page[int(y * height), int(x * width)].mean() for x, y in ((0.08, 0.08), (0.5, 0.8), (0.3, 0.6))]
    assert max(paper) - min(paper) < 14
    print_ = page[int(0.49 * height) : int(0.58 * height), int(0.82 * width) : int(0.92 * width)].astype(int)
    assert ((print_[..., 0] - print_[..., 2]) > 60).sum() > 100


@pytest.mark.parametrize("angle", [-2.0, 1.5])
def test_crooked_writing_is_levelled(angle: float) -> None:
    page = _sheet("transfer")
    matrix = cv2.getRotationMatrix2D((500, 707), angle, 1)
    crooked = np.asarray(cv2.warpAffine(page, matrix, SHEET, borderValue=(246, 246, 246)), np.uint8)
    assert skew(crooked) == pytest.approx(-angle, abs=0.3)
    assert abs(skew(deskew(crooked))) <= 0.3


def test_a_page_without_writing_is_left_alone() -> None:
    blank = np.full((600, 400, 3), 246, np.uint8)
    assert skew(blank) == 0.0
    assert (deskew(blank) == blank).all()


def test_without_a_page_the_whole_picture_is_kept() -> None:
    view = page_view("")
    whole = flatten(view, None)
    assert whole.shape == view.shape
    assert jpeg(whole)[:2] == b"\xff\xd8"
