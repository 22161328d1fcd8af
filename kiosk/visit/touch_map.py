"""From nine touched crosses to the map that puts a finger's place where the finger is. Pure arithmetic.

Places are fractions of the screen, from 0 to 1, right and down. A map is the first two rows of a 3 x 3 matrix, as
libinput's calibration has it: x' = a x + b y + c, y' = d x + e y + f.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Place = tuple[float, float]
Map = tuple[float, float, float, float, float, float]

SAME: Map = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
TURNS: dict[int, Map] = {
    0: SAME,
    90: (0.0, -1.0, 1.0, 1.0, 0.0, 0.0),
    180: (-1.0, 0.0, 1.0, 0.0, -1.0, 1.0),
    270: (0.0, 1.0, 0.0, -1.0, 0.0, 1.0),
}
"""Screen place of a panel place where the compositor turns picture and touch clockwise by so many degrees."""
SMALL_TURN = 0.5
"""A correction nearer to no change than this turns nothing."""


class Touched(NamedTuple):
    """One cross and where the screen thought that it was touched."""

    cross: Place
    at: Place


def moved(way: Map, place: Place) -> Place:
    """A place through a map."""
    a, b, c, d, e, f = way
    return a * place[0] + b * place[1] + c, d * place[0] + e * place[1] + f


def after(second: Map, first: Map) -> Map:
    """The map that does `first`, then `second`."""
    a, b, c, d, e, f = second
    g, h, i, j, k, m = first
    return (a * g + b * j, a * h + b * k, a * i + b * m + c, d * g + e * j, d * h + e * k, d * i + e * m + f)


def back(way: Map) -> Map:
    """The map that undoes it. Raises `ZeroDivisionError` when it folds the panel together."""
    a, b, c, d, e, f = way
    area = a * e - b * d
    return (e / area, -b / area, (b * f - c * e) / area, -d / area, a / area, (c * d - a * f) / area)


def correction(points: Sequence[Touched]) -> Map:
    """What must still be done to touches so that they fall on their crosses: least squares over all points.

    Raises `ZeroDivisionError` when the touches lie on one line.
    """
    sums = [[0.0] * 3 for _ in range(3)]
    aims = [[0.0] * 3 for _ in range(2)]
    for point in points:
        row = (point.at[0], point.at[1], 1.0)
        for i in range(3):
            for j in range(3):
                sums[i][j] += row[i] * row[j]
            for axis in range(2):
                aims[axis][i] += row[i] * point.cross[axis]
    first, second = _solved(sums, aims[0]), _solved(sums, aims[1])
    return (*first, *second)


def _solved(sums: list[list[float]], aim: list[float]) -> tuple[float, float, float]:
    """Three equations by Cramer's rule."""
    whole = _determinant(sums)
    parts = []
    for column in range(3):
        changed = [[aim[i] if j == column else sums[i][j] for j in range(3)] for i in range(3)]
        parts.append(_determinant(changed) / whole)
    return parts[0], parts[1], parts[2]


def _determinant(m: list[list[float]]) -> float:
    return (
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    )


def calibration(fix: Map, now: Map, turned: int) -> Map:
    """The panel's new map, from the correction measured on the screen and the map that it has now.

    The compositor may turn touches with the picture (`turned` degrees) or not; a correction that turns nothing tells
    that it does, and is then brought back into the panel's own directions.
    """
    turn = (
        TURNS[turned]
        if max(abs(have - want) for have, want in zip(fix, SAME, strict=True)) < SMALL_TURN
        else SAME
    )
    return after(back(turn), after(fix, after(turn, now)))


def distance(one: Place, other: Place, width: float, height: float) -> float:
    """Between two places on a screen of so many millimetres."""
    return float((((one[0] - other[0]) * width) ** 2 + ((one[1] - other[1]) * height) ** 2) ** 0.5)
