"""Draws a line of text as dots, for characters that no receipt printer holds (rare names, 4-byte GB18030)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONTS = Path("/usr/share/fonts/opentype/noto")
REGULAR, BOLD = "NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"
SIMPLIFIED = 2
"""Index of the SC face inside the collection."""
GAP = "〓"
"""What printers have always set where a character is missing."""


class NoFont(Exception):
    """The CJK font is not installed (Debian package fonts-noto-cjk)."""


def load_font(size: int, bold: bool = False) -> FreeTypeFont:
    """Noto Sans CJK SC at that many dots, laid out character by character. Raises `NoFont`.

    Each character has a cell of its own, so nothing needs shaping, whose engine fails on some characters.
    """
    from PIL import ImageFont  # heavy, and most receipts need no drawing

    path = FONTS / (BOLD if bold and (FONTS / BOLD).exists() else REGULAR)
    try:
        return ImageFont.truetype(str(path), size, index=SIMPLIFIED, layout_engine=ImageFont.Layout.BASIC)
    except OSError as error:
        raise NoFont(str(path)) from error


def draw_line(cells: Sequence[tuple[str, int]], column: int, bold: bool) -> tuple[int, int, bytes]:
    """Draw characters, each in its cell of 1 or 2 columns of `column` dots;
    width, height and bits (1 = black).
    """
    from PIL import Image, ImageDraw  # heavy, see above

    font = load_font(column * 2, bold)
    width = -(-sum(cell for _, cell in cells) * column // 8) * 8
    height = column * 2 + column // 2
    image = Image.new("1", (width, height), 0)
    draw = ImageDraw.Draw(image)
    left = 0
    for char, cell in cells:
        draw.text((left + cell * column / 2, height / 2), char, fill=1, font=font, anchor="mm")
        left += cell * column
    return width, height, image.tobytes()
