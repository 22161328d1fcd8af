#!/usr/bin/env python3
"""Writes the touch calibration as a udev rule: run as root when the calibration screen left its figures.

The screen runs without rights and is not trusted: six plain numbers of a sensible map pass, nothing else. The rule
names libinput's own property (LIBINPUT_CALIBRATION_MATRIX, the first two rows of a 3 x 3 matrix over the panel from
0 to 1), which the compositor reads when the device appears, so the session is started anew. Standard library only.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
from pathlib import Path

MEASURED = Path("/var/lib/lawbooth/touch.json")
RULE = Path("/etc/udev/rules.d/99-lawbooth-touch.rules")
LARGEST = 1 << 16
LEAST_AREA, MOST_AREA = 0.25, 4.0
FARTHEST = 2.0


class Nonsense(ValueError):
    """No calibration that a panel could need."""


def read(path: Path) -> tuple[float, ...]:
    """The six numbers that were measured. Raises `Nonsense`."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            told = json.loads(file.read(LARGEST))
        matrix = tuple(float(number) for number in told["matrix"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Nonsense("no figures") from error
    return checked(matrix)


def checked(matrix: tuple[float, ...]) -> tuple[float, ...]:
    """The same, if they map a panel onto a screen. Raises `Nonsense`."""
    if len(matrix) != 6 or not all(math.isfinite(number) and abs(number) <= FARTHEST for number in matrix):
        raise Nonsense("not six plain numbers")
    a, b, _, d, e, _ = matrix
    if not LEAST_AREA <= abs(a * e - b * d) <= MOST_AREA:
        raise Nonsense("folds the panel together")
    return matrix


def rule(matrix: tuple[float, ...]) -> str:
    """The udev rule."""
    numbers = " ".join(f"{number:.6f}" for number in matrix)
    return (
        "# Written by the calibration screen; delete this file for the panel's own calibration.\n"
        'ACTION!="remove", SUBSYSTEM=="input", KERNEL=="event*", ENV{ID_INPUT_TOUCHSCREEN}=="1", '
        f'ENV{{LIBINPUT_CALIBRATION_MATRIX}}="{numbers}"\n'
    )


def write(path: Path, text: str) -> None:
    """In one step, flushed."""
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def main() -> int:
    """Apply what was measured."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("verb", choices=("apply", "show"))
    parser.add_argument("--measured", type=Path, default=MEASURED)
    parser.add_argument("--rule", type=Path, default=RULE)
    args = parser.parse_args()
    try:
        text = rule(read(args.measured))
    except Nonsense as error:
        sys.stderr.write(f"{args.measured}: {error}; the former calibration stays\n")
        return 1
    if args.verb == "show":
        sys.stdout.write(text)
        return 0
    write(args.rule, text)
    for command in (
        ["udevadm", "control", "--reload"],
        ["udevadm", "trigger", "--subsystem-match=input", "--action=change", "--settle"],
        ["systemctl", "--no-block", "restart", "lawbooth.service"],
    ):
        subprocess.run(command, check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
