"""Cuts an ESC/POS stream into operations, for the simulated printer and for drawing what it printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Name = Literal[
    "text", "line", "feed", "dots", "cut", "init", "align", "size", "bold", "cjk", "raster",
    "qr_store", "qr_module", "qr_level", "qr_print", "qr_other", "asb", "full_asb", "process_id", "buffered_status",
    "presenter", "other",
]  # fmt: skip


@dataclass(frozen=True)
class Op:
    """One operation with its bytes as they came."""

    name: Name
    raw: bytes
    value: int = 0
    data: bytes = b""
    width: int = 0
    """Of a picture, in dots."""
    height: int = 0


_SIMPLE: dict[bytes, tuple[Name, int]] = {
    b"\x1b\x40": ("init", 0),
    b"\x1c\x26": ("cjk", 0),
    b"\x1c\x2e": ("cjk", 0),
    b"\x1b\x32": ("other", 0),
    b"\x1b\x33": ("other", 1),
    b"\x1b\x64": ("feed", 1),
    b"\x1b\x4a": ("dots", 1),
    b"\x1b\x61": ("align", 1),
    b"\x1b\x45": ("bold", 1),
    b"\x1b\x2d": ("other", 1),
    b"\x1b\x21": ("other", 1),
    b"\x1b\x74": ("other", 1),
    b"\x1d\x21": ("size", 1),
    b"\x1c\x21": ("other", 1),
    b"\x1c\x2d": ("other", 1),
    b"\x1c\x53": ("other", 2),
    b"\x1c\x57": ("other", 1),
    b"\x1d\x61": ("asb", 1),
    b"\x1d\x72": ("buffered_status", 1),
    b"\x1d\xe0": ("full_asb", 1),
}
"""Two-byte commands with the number of argument bytes."""


def take(data: bytes) -> Op | None:
    """The first operation in `data`, or None while it is not all there. `raw` says how many bytes it used."""
    head = data[0]
    if head == 0x0A:
        return Op("line", data[:1])
    if head not in (0x1B, 0x1C, 0x1D):
        return _text(data)
    if len(data) < 2:
        return None
    simple = _SIMPLE.get(data[:2])
    if simple is not None:
        name, count = simple
        return Op(name, data[: 2 + count], data[2] if count else 0) if len(data) >= 2 + count else None
    return _long(data)


def _text(data: bytes) -> Op | None:
    """Whole characters up to the next command; a first half of a Chinese character waits for its second."""
    end = 0
    while end < len(data) and data[end] not in (0x0A, 0x1B, 0x1C, 0x1D):
        step = 2 if data[end] >= 0x81 else 1
        if end + step > len(data):
            break
        end += step
    return Op("text", data[:end]) if end else None


def _long(data: bytes) -> Op | None:
    """Commands that carry their own length."""
    if data.startswith(b"\x1d\x76\x30"):
        return _raster(data)
    if data.startswith(b"\x1d\x28"):
        return _extended(data)
    if data.startswith(b"\x1d\x56"):
        size = 4 if data[2:3] in (b"A", b"B") else 3
        return Op("cut", data[:size]) if len(data) >= size else None
    if data.startswith(b"\x1d\x65"):
        size = 4 if data[2:3] == b"\x03" else 3
        return Op("presenter", data[:size], data[2]) if len(data) >= size else None
    return Op("other", data[:2]) if len(data) >= 2 else None


def _raster(data: bytes) -> Op | None:
    if len(data) < 8:
        return None
    row, height = int.from_bytes(data[4:6], "little"), int.from_bytes(data[6:8], "little")
    end = 8 + row * height
    if len(data) < end:
        return None
    return Op("raster", data[:end], data=data[8:end], width=row * 8, height=height)


def _extended(data: bytes) -> Op | None:
    """GS ( fn pL pH ...: codes and process ids."""
    if len(data) < 5 or len(data) < 5 + int.from_bytes(data[3:5], "little"):
        return None
    raw = data[: 5 + int.from_bytes(data[3:5], "little")]
    body = raw[5:]
    if raw[2:3] == b"H" and body.startswith(b"\x30\x30"):
        return Op("process_id", raw, data=body[2:6])
    return _code(raw, body) if raw[2:3] == b"k" else Op("other", raw)


def _code(raw: bytes, body: bytes) -> Op:
    match body[:2]:
        case b"\x31\x50":
            return Op("qr_store", raw, data=body[3:])
        case b"\x31\x43":
            return Op("qr_module", raw, body[2])
        case b"\x31\x45":
            return Op("qr_level", raw, body[2])
        case b"\x31\x51":
            return Op("qr_print", raw)
        case _:
            return Op("qr_other", raw)


def operations(data: bytes) -> list[Op]:
    """All operations of a finished tape; a rest that is not whole is left out."""
    found: list[Op] = []
    while data and (op := take(data)) is not None:
        found.append(op)
        data = data[len(op.raw) :]
    return found
