"""What a receipt is made of before it becomes bytes: lines, rules, codes, pictures and a cut."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True)
class Line:
    """One line of text; wrapped by the driver to the paper's width (48 half-width columns on 80 mm)."""

    text: str
    size: int = 1
    """1 normal, 2 double width and height."""
    bold: bool = False
    align: Align = "left"


@dataclass(frozen=True)
class Pair:
    """A label at the left and a value at the right of one line (or two, when both do not fit)."""

    label: str
    value: str


@dataclass(frozen=True)
class Rule:
    """A dashed line across the paper."""


@dataclass(frozen=True)
class Feed:
    """Empty lines."""

    lines: int = 1


@dataclass(frozen=True)
class Qr:
    """A QR code, centred."""

    data: str
    module: int = 6
    """Dots a module, 1 to 16."""
    level: Literal["L", "M"] = "M"
    """Error correction; L where large modules matter more than mending."""


TALLEST = 2303
"""Rows that GS v 0 takes at most."""


@dataclass(frozen=True)
class Picture:
    """A picture in dots, such as a logo. Raises `ValueError` when the bits do not fill the rectangle.

    `devices.receipt_printer.pictures.load_picture` makes one from a PNG.
    """

    width: int
    """Dots, a multiple of 8; 576 on 80 mm paper at most."""
    height: int
    """Rows, 1 to 2303."""
    bits: bytes = field(repr=False)
    """One bit a dot, 1 = black, rows from the top."""
    align: Align = "centre"

    def __post_init__(self) -> None:
        if self.width % 8 or not 1 <= self.height <= TALLEST or self.width < 8:
            raise ValueError("a picture is a multiple of 8 dots wide and 1 to 2303 rows high")
        if len(self.bits) != self.width // 8 * self.height:
            raise ValueError("the bits do not fill the picture")


@dataclass(frozen=True)
class Cut:
    """Cut the ticket; always the last block."""


Block = Line | Pair | Rule | Feed | Qr | Picture | Cut
