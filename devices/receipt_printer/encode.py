"""Receipt blocks to ESC/POS bytes:
GB18030 where printers hold the character, a drawn line where they do not.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator, Sequence

from devices.receipt_printer.blocks import Align, Block, Cut, Feed, Line, Pair, Picture, Qr, Rule
from devices.receipt_printer.glyphs import GAP, NoFont, draw_line

log = logging.getLogger(__name__)

DOTS_PER_COLUMN = 12
"""A half-width character of the 12 x 24 font; 48 columns make the 576 dots of 80 mm paper."""

INIT = b"\x1b\x40"
CJK_ON = b"\x1c\x26"
CUT = b"\x1d\x56\x42\x00"
"""Feed to the knife and cut, leaving a bridge."""

BAND = 240
"""Rows of a picture sent at a time: 17 kB on 80 mm paper."""

_ALIGN: dict[Align, bytes] = {"left": b"\x1b\x61\x00", "centre": b"\x1b\x61\x01", "right": b"\x1b\x61\x02"}
_NOT_AT_START = "，。、；：？！）》」』”’…％,.;:?!)]}%"
_WORDS = re.compile(r"[!-~]+|.", re.DOTALL)


def encode(blocks: Sequence[Block], columns: int = 48) -> list[bytes]:
    """One piece of bytes a block; every piece leaves the printer in its normal state."""
    return [b"".join(_block(block, columns)) for block in blocks]


def preamble() -> bytes:
    """Known state: initialised, Chinese on."""
    return INIT + CJK_ON


def columns_of(text: str) -> int:
    """Width in half-width columns."""
    return sum(_width(char) for char in text)


def wrap(text: str, columns: int) -> list[str]:
    """Cut into lines of at most that many columns; words and numbers stay whole, no line begins with 。"""
    lines: list[str] = []
    for paragraph in clean(text).split("\n"):
        lines += _wrap_paragraph(paragraph, columns)
    return lines


def clean(text: str) -> str:
    """Without control and invisible characters: nothing that is printed may command the printer."""
    return "".join(char for char in text if char == "\n" or not _invisible(unicodedata.category(char)))


def _invisible(category: str) -> bool:
    """Control, format and unassigned characters, and Unicode's own ends of lines and paragraphs."""
    return category[0] == "C" or category in ("Zl", "Zp")


def _wrap_paragraph(text: str, columns: int) -> list[str]:
    lines, line = [], ""
    for word in _pieces(text, columns):
        if columns_of(line + word) <= columns:
            line += word
            continue
        carry = ""
        if word[0] in _NOT_AT_START and len(line) > 1:
            line, carry = line[:-1], line[-1]
        lines.append(line)
        line = (carry + word).lstrip(" ")
    return [*lines, line]


def _pieces(text: str, columns: int) -> Iterator[str]:
    for word in _WORDS.findall(text):
        for at in range(0, len(word), columns):
            yield word[at : at + columns]


def _width(char: str) -> int:
    size = len(char.encode("gb18030", "replace"))
    if size == 4:
        return 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return size


def _block(block: Block, columns: int) -> Iterator[bytes]:
    match block:
        case Line():
            yield from _line(block, columns)
        case Pair():
            yield from _pair(block, columns)
        case Rule():
            yield b"-" * columns + b"\n"
        case Feed(lines=lines):
            yield b"\x1b\x64" + bytes([max(0, min(lines, 255))])
        case Qr(data=data, module=module, level=level):
            yield _ALIGN["centre"] + qr(data, module, level) + _ALIGN["left"]
        case Picture():
            yield _ALIGN[block.align] + _picture(block) + _ALIGN["left"]
        case Cut():
            yield CUT


def _picture(picture: Picture) -> bytes:
    """In bands, so that a printer with a small buffer prints along instead of waiting for the whole."""
    row = picture.width // 8
    bands = range(0, picture.height, BAND)
    return b"".join(
        raster(picture.width, min(BAND, picture.height - top), picture.bits[top * row : (top + BAND) * row])
        for top in bands
    )


def _line(block: Line, columns: int) -> Iterator[bytes]:
    size = 2 if block.size > 1 else 1
    yield _ALIGN[block.align]
    if size == 2:
        yield b"\x1d\x21\x11\x1c\x21\x0c"
    if block.bold:
        yield b"\x1b\x45\x01"
    for text in wrap(block.text, columns // size):
        yield _text(text, size, block.bold)
    if block.bold:
        yield b"\x1b\x45\x00"
    if size == 2:
        yield b"\x1d\x21\x00\x1c\x21\x00"
    yield _ALIGN["left"]


def _pair(block: Pair, columns: int) -> Iterator[bytes]:
    label, value = clean(block.label), clean(block.value)
    gap = columns - columns_of(label) - columns_of(value)
    if gap >= 1:
        yield _text(label + " " * gap + value, 1, False)
        return
    yield from (_text(text, 1, False) for text in wrap(label, columns))
    yield from (_text(" " * (columns - columns_of(text)) + text, 1, False) for text in wrap(value, columns))


def _text(text: str, size: int, bold: bool) -> bytes:
    """One printed line: as characters, or drawn when the printer's fonts lack one of them."""
    if all(len(char.encode("gb18030", "replace")) <= 2 for char in text):
        return text.encode("gb18030", "replace") + b"\n"
    cells = [(char, _width(char)) for char in text]
    try:
        width, height, bits = draw_line(cells, DOTS_PER_COLUMN * size, bold)
    except NoFont:
        log.info("no font to draw rare characters with, a gap is printed instead")
        return (
            "".join(GAP if len(c.encode("gb18030", "replace")) > 2 else c for c in text).encode("gb18030")
            + b"\n"
        )
    return raster(width, height, bits)


def raster(width: int, height: int, bits: bytes) -> bytes:
    """GS v 0: `width` in dots (a multiple of 8), one bit a dot, rows from the top."""
    # printers obey real-time commands even inside pictures: one dot more keeps 10 04, 10 05 and 10 14 out of
    # the data
    for command in (b"\x04", b"\x05", b"\x14"):
        bits = bits.replace(b"\x10" + command, b"\x11" + command)
    return b"\x1d\x76\x30\x00" + (width // 8).to_bytes(2, "little") + height.to_bytes(2, "little") + bits


def qr(data: str, module: int = 6, level: str = "M") -> bytes:
    """A QR code, model 2, error correction L or M. Raises `ValueError` when it holds more than a printer takes."""
    payload = data.encode("utf-8")
    if not payload or len(payload) + 3 > 7092:
        raise ValueError("a QR code needs 1 to 7089 bytes")
    head = b"\x1d\x28\x6b"
    return (
        head + b"\x04\x00\x31\x41\x32\x00"
        + head + b"\x03\x00\x31\x43" + bytes([max(1, min(module, 16))])
        + head + b"\x03\x00\x31\x45" + (b"\x30" if level == "L" else b"\x31")
        + head + (len(payload) + 3).to_bytes(2, "little") + b"\x31\x50\x30" + payload
        + head + b"\x03\x00\x31\x51\x30"
    )  # fmt: skip
