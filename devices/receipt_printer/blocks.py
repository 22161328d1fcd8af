"""What a receipt is made of before it becomes bytes: lines, rules, codes and a cut."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Cut:
    """Cut the ticket; always the last block."""


Block = Line | Pair | Rule | Feed | Qr | Cut
