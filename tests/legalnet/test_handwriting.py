"""A signature is accepted when somebody wrote, refused when a finger slipped, and drawn smoothly."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET

import pytest

from legalnet.handwriting import MOST_POINTS, SignatureRefused, from_strokes
from tests.kiosk.documents.samples import WAVE


@pytest.mark.parametrize(
    ("strokes", "code"),
    [
        ([], "empty"),
        ([[]], "empty"),
        ([[[math.nan, 0.5], [0.5]]], "empty"),
        ([[[0.5, 0.5]]], "too_small"),
        ([[[0.5, 0.5], [0.52, 0.5]]], "too_small"),
        ([[[0.5 + (at % 2) * 0.02, 0.5] for at in range(200)]], "too_small"),
        ([[[at / MOST_POINTS, at % 2] for at in range(MOST_POINTS + 2)]], "too_long"),
        ([[[0.1, 0.1], [0.9, 0.9]]] * 400, "too_long"),
    ],
)
def test_what_is_no_signature_is_refused(strokes: list[list[list[float]]], code: str) -> None:
    with pytest.raises(SignatureRefused) as refused:
        from_strokes(strokes)
    assert refused.value.code == code


def test_strokes_become_one_path_each_inside_the_drawing() -> None:
    signature = from_strokes([*WAVE, [[0.2, 0.8]]])
    drawing = ET.fromstring(signature.svg)
    paths = drawing.findall(".//{http://www.w3.org/2000/svg}path")
    assert len(paths) == signature.strokes == 2
    left, top, width, height = (float(part) for part in drawing.attrib["viewBox"].split())
    start = paths[0].attrib["d"].split("C")[0].removeprefix("M").split()
    assert left < float(start[0]) < left + width
    assert top < float(start[1]) < top + height


def test_points_outside_the_pad_are_pulled_to_its_edge() -> None:
    assert (
        from_strokes([[[-5, 0.2], [9, 0.2], [9, 7]]]).svg == from_strokes([[[0, 0.2], [1, 0.2], [1, 1]]]).svg
    )


def test_same_strokes_same_digest_and_no_drawing_in_the_repr() -> None:
    assert from_strokes(WAVE) == from_strokes(WAVE)
    assert "svg" not in repr(from_strokes(WAVE))


@pytest.mark.parametrize("tall", [True, False])
def test_it_fits_its_place_on_paper(tall: bool) -> None:
    strokes = [[[0.5, 0.0], [0.5, 1.0]]] if tall else [[[0.0, 0.5], [1.0, 0.5]]]
    signature = from_strokes(strokes)
    assert signature.width_mm <= 46.0
    assert signature.width_mm / signature.ratio <= 19.01
