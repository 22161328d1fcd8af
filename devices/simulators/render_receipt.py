"""Shows what a receipt printer printed:
the tape's bytes as a picture of the paper, as text, and the codes on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from devices.receipt_printer.glyphs import load_font
from devices.simulators.escpos import Op, operations

if TYPE_CHECKING:
    from PIL.Image import Image

COLUMN = 12
MARGIN = 24
LEADING = 6
Align = Literal["left", "centre", "right"]
ALIGNS: tuple[Align, Align, Align] = ("left", "centre", "right")


@dataclass(frozen=True)
class Row:
    """One strip of paper."""

    kind: Literal["text", "picture", "qr", "feed", "cut"]
    text: str = ""
    align: Align = "left"
    scale: int = 1
    bold: bool = False
    bits: bytes = b""
    width: int = 0
    height: int = 0
    """In dots."""
    level: Literal["L", "M"] = "M"
    """Error correction of a code."""


@dataclass
class _State:
    """What the commands so far have set."""

    align: Align = "left"
    scale: int = 1
    bold: bool = False
    module: int = 3
    level: Literal["L", "M"] = "M"
    stored: str = ""
    line: str = ""
    rows: list[Row] = field(default_factory=list)


def rows(tape: bytes) -> list[Row]:
    """The paper, strip by strip, from the bytes that were printed."""
    state = _State()
    for op in operations(tape):
        _apply(state, op)
    return state.rows


def text(tape: bytes) -> str:
    """What a reader sees, one line a line;
    codes as `[QR ...]`, drawn lines as `[picture]`, cuts as a rule.
    """
    words = {"picture": "[picture]", "cut": "-----8<-----"}
    return "\n".join(
        f"[QR {row.text}]" if row.kind == "qr" else words.get(row.kind, row.text) for row in rows(tape)
    )


def codes(tape: bytes) -> list[str]:
    """What the QR codes on the paper hold."""
    return [row.text for row in rows(tape) if row.kind == "qr"]


def tickets(tape: bytes) -> list[bytes]:
    """The tape cut where the printer cut it; a rest without a cut comes last, if anything is to be seen on
    it.
    """
    found, current = [], b""
    for op in operations(tape):
        current += op.raw
        if op.name == "cut":
            found.append(current)
            current = b""
    return [*found, current] if rows(current) else found


def _apply(state: _State, op: Op) -> None:
    match op.name:
        case "text":
            state.line += op.raw.decode("gb18030", "replace")
        case "line":
            state.rows.append(Row("text", state.line, state.align, state.scale, state.bold))
            state.line = ""
        case "feed":
            state.rows += [Row("text")] * op.value
        case "align":
            state.align = ALIGNS[op.value % 3]
        case "size":
            state.scale = (op.value & 0x0F) + 1
        case "bold":
            state.bold = bool(op.value)
        case "init":
            state.align, state.scale, state.bold = "left", 1, False
        case _:
            _apply_figure(state, op)


def _apply_figure(state: _State, op: Op) -> None:
    match op.name:
        case "raster":
            state.rows.append(
                Row("picture", align=state.align, bits=op.data, width=op.width, height=op.height)
            )
        case "qr_module":
            state.module = op.value
        case "qr_level":
            state.level = "L" if op.value == 0x30 else "M"
        case "qr_store":
            state.stored = op.data.decode("utf-8", "replace")
        case "qr_print":
            state.rows.append(Row("qr", state.stored, state.align, scale=state.module, level=state.level))
        case "cut":
            state.rows.append(Row("cut"))
        case _:
            return


def to_png(tape: bytes, columns: int = 48) -> bytes:
    """A PNG of the paper at one pixel a dot. Raises `NoFont` without the CJK font."""
    from PIL import Image  # heavy, and only for looking

    width = columns * COLUMN
    strips = [_strip(row, width) for row in rows(tape)]
    height = sum(strip.height for strip in strips) + 2 * MARGIN
    paper = Image.new("L", (width + 2 * MARGIN, height), 250)
    top = MARGIN
    for strip in strips:
        paper.paste(strip, (MARGIN, top))
        top += strip.height
    out = BytesIO()
    paper.save(out, "PNG", optimize=True)
    return out.getvalue()


def _strip(row: Row, width: int) -> Image:
    from PIL import Image, ImageDraw  # heavy, and only for looking

    if row.kind == "cut":
        strip = Image.new("L", (width, 40), 250)
        draw = ImageDraw.Draw(strip)
        for left in range(0, width, 16):
            draw.line((left, 20, left + 8, 20), fill=140, width=2)
        return strip
    if row.kind == "qr":
        figure = _qr_picture(row)
    elif row.kind == "picture":
        dots = Image.frombytes("1", (row.width, row.height), row.bits)
        figure = Image.new("L", dots.size, 250)
        figure.paste(20, mask=dots)
    else:
        figure = _text_picture(row)
    strip = Image.new("L", (width, figure.height + LEADING), 250)
    room = width - figure.width
    strip.paste(figure, ({"left": 0, "centre": room // 2, "right": room}[row.align], 0))
    return strip


def _qr_picture(row: Row) -> Image:
    """The code as the printer's firmware would draw it: model 2."""
    import qrcode  # heavy, and only for looking
    from PIL import Image

    levels = {"L": qrcode.constants.ERROR_CORRECT_L, "M": qrcode.constants.ERROR_CORRECT_M}
    code = qrcode.QRCode(error_correction=levels[row.level], border=0)
    code.add_data(row.text)
    matrix = code.get_matrix()
    size = len(matrix)
    picture = Image.new("L", (size, size), 250)
    picture.putdata([0 if dot else 250 for line in matrix for dot in line])
    return picture.resize((size * row.scale, size * row.scale), Image.Resampling.NEAREST)


def _text_picture(row: Row) -> Image:
    from PIL import Image, ImageDraw  # heavy, and only for looking

    column = COLUMN * row.scale
    cells = [(char, 2 if len(char.encode("gb18030")) > 1 else 1) for char in row.text]
    width = max(1, sum(cell for _, cell in cells) * column)
    picture = Image.new("L", (width, column * 2 + 2), 250)
    draw, font, left = ImageDraw.Draw(picture), load_font(column * 2 - 2, row.bold), 0
    for char, cell in cells:
        draw.text((left + cell * column / 2, column + 1), char, fill=20, font=font, anchor="mm")
        left += cell * column
    return picture
