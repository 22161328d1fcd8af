"""A signature written on the screen: from finger strokes to a drawing that is set into the document.

By itself it is a picture bound to a document's digest and a moment, not a reliable electronic signature
(电子签名法 13); what it is called on screen and in the manifest says so (`handwritten`).
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Point = tuple[float, float]

PAD_ASPECT = 1.75
"""Width of the signing pad over its height; points arrive as shares of each."""

LEAST_INK = 0.25
"""Shortest total length of all strokes, in pad widths: less is a slip of the finger."""

LEAST_EXTENT = 0.06
"""Least width or height of the whole signature, in pad widths."""

MOST_STROKES = 300
MOST_POINTS = 20_000

_WIDTH = 1000.0
_PEN = 14.0


class SignatureRefused(Exception):
    """There is no usable signature; `code` is `missing`, `empty`, `too_small` or `too_long`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Signature:
    """A signature ready to be placed."""

    svg: str = field(repr=False)
    sha256: str
    """Of the drawing."""
    strokes_sha256: str
    """Of the points themselves, see `strokes_digest`; it stands in the terminal's signature of the document."""
    strokes: int
    ratio: float
    """Width of the drawing over its height."""
    curves: str = field(default="", repr=False)
    """The drawing as operators of a PDF's content, in a box of 1000 by 1000/ratio, from the lower left."""

    @property
    def width_mm(self) -> float:
        """How wide it is drawn on paper: as large as fits the signature's place of 46 by 19 mm."""
        return min(46.0, 19.0 * self.ratio)


def from_strokes(strokes: Sequence[Sequence[Sequence[float]]], aspect: float = PAD_ASPECT) -> Signature:
    """A signature from strokes of [x, y] points, each 0..1 of the pad. Raises `SignatureRefused`."""
    drawn = _scaled(strokes, aspect)
    if not drawn:
        raise SignatureRefused("empty")
    if len(drawn) > MOST_STROKES or sum(len(stroke) for stroke in drawn) > MOST_POINTS:
        raise SignatureRefused("too_long")
    if _ink(drawn) < LEAST_INK * _WIDTH or _extent(drawn) < LEAST_EXTENT * _WIDTH:
        raise SignatureRefused("too_small")
    left, top, right, bottom = _bounds(drawn)
    ratio = (right - left + 2 * _PEN) / (bottom - top + 2 * _PEN)
    svg = _svg(drawn)
    digest = hashlib.sha256(svg.encode()).hexdigest()
    return Signature(svg, digest, strokes_digest(drawn), len(drawn), ratio, _operators(drawn))


def flat(strokes: Sequence[Sequence[float]]) -> list[list[Point]]:
    """Strokes as the signing pad tells them (x, y, x, y ...) as points. Raises `SignatureRefused`."""
    if any(len(stroke) % 2 for stroke in strokes):
        raise SignatureRefused("empty")
    return [list(zip(stroke[::2], stroke[1::2], strict=True)) for stroke in strokes]


def strokes_digest(strokes: list[list[Point]]) -> str:
    """SHA-256 over the strokes as JSON: lists of [x, y] in thousandths of the pad's width, one decimal."""
    written = json.dumps(strokes, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _scaled(strokes: Sequence[Sequence[Sequence[float]]], aspect: float) -> list[list[Point]]:
    """Strokes in thousandths of the pad's width, inside the pad, without repeated or broken points."""
    found: list[list[Point]] = []
    for stroke in strokes:
        points: list[Point] = []
        for pair in stroke:
            if len(pair) != 2 or not all(math.isfinite(part) for part in pair):
                continue
            x, y = (min(max(part, 0.0), 1.0) for part in pair)
            point = (round(x * _WIDTH, 1), round(y * _WIDTH / aspect, 1))
            if not points or points[-1] != point:
                points.append(point)
        if points:
            found.append(points)
    return found


def _ink(strokes: list[list[Point]]) -> float:
    return sum(math.dist(a, b) for stroke in strokes for a, b in pairwise(stroke))


def _extent(strokes: list[list[Point]]) -> float:
    left, top, right, bottom = _bounds(strokes)
    return max(right - left, bottom - top)


def _bounds(strokes: list[list[Point]]) -> tuple[float, float, float, float]:
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    return min(xs), min(ys), max(xs), max(ys)


def _svg(strokes: list[list[Point]]) -> str:
    left, top, right, bottom = _bounds(strokes)
    box = f"{left - _PEN:g} {top - _PEN:g} {right - left + 2 * _PEN:g} {bottom - top + 2 * _PEN:g}"
    paths = "".join(f'<path d="{_path(stroke)}"/>' for stroke in strokes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><g fill="none" stroke="#1B2230" '
        f'stroke-width="{_PEN:g}" stroke-linecap="round" stroke-linejoin="round">{paths}</g></svg>'
    )


def _path(points: list[Point]) -> str:
    """A smooth curve through the points (Catmull-Rom as cubic Béziers); a single point is a dot."""
    x, y = points[0]
    if len(points) == 1:
        return f"M{x:g} {y:g}h0.01"
    parts = [f"M{x:g} {y:g}"]
    for c1, c2, end in _curves(points):
        parts.append(f"C{c1[0]:.1f} {c1[1]:.1f} {c2[0]:.1f} {c2[1]:.1f} {end[0]:g} {end[1]:g}")
    return "".join(parts)


def _curves(points: list[Point]) -> Iterator[tuple[Point, Point, Point]]:
    """Two points that bend each piece, and its end."""
    padded = [points[0], *points, points[-1]]
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        c1 = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        c2 = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        yield c1, c2, end


def _operators(strokes: list[list[Point]]) -> str:
    """Round black lines (ISO 32000-1, 8.4 and 8.5); a PDF counts upwards."""
    left, _, right, bottom = _bounds(strokes)
    scale = _WIDTH / (right - left + 2 * _PEN)

    def at(point: Point) -> str:
        return f"{(point[0] - left + _PEN) * scale:.1f} {(bottom + _PEN - point[1]) * scale:.1f}"

    parts = [f"q 0 G {_PEN * scale:.1f} w 1 J 1 j"]
    for points in strokes:
        parts.append(f"{at(points[0])} m")
        parts += [f"{at(c1)} {at(c2)} {at(end)} c" for c1, c2, end in _curves(points)]
        if len(points) == 1:
            parts.append(f"{at(points[0])} l")
        parts.append("S")
    return "\n".join([*parts, "Q"])
