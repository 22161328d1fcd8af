"""How much a stream of a PDF unpacks to through its filters, counted while it is unpacked and never held whole.

Filters of ISO 32000-2, 7.4: those that can make much of little are followed (Flate, LZW, run lengths, both ASCII ways);
pictures' own filters end a chain, for their pixels are counted by width and height.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator, Sequence

WITHIN = 16
"""What comes out of a filter that is not the last one may be held whole up to this part of the limit."""
CLEAR, END = 256, 257
"""Codes of LZW: the table begins anew, and it is over."""
NAMES = {"/Fl": "/FlateDecode", "/LZW": "/LZWDecode", "/RL": "/RunLengthDecode", "/A85": "/ASCII85Decode",
         "/AHx": "/ASCIIHexDecode"}  # fmt: skip


class TooMuch(Exception):
    """More than the limit."""


def unpacked_size(raw: bytes, filters: Sequence[str], limit: int) -> int:
    """The bytes that come out at the end of the chain. Raises `TooMuch`."""
    data = raw
    for place, written in enumerate(filters):
        name, last = NAMES.get(written, written), place == len(filters) - 1
        if name == "/FlateDecode" and last:
            return _counted((len(part) for part in _inflated(data)), limit)
        if name == "/LZWDecode":
            size = _counted(_lzw_lengths(data), limit if last else limit // WITHIN)
            if not last:
                raise TooMuch  # nobody packs what LZW packed once more
            return size
        if name == "/RunLengthDecode" and last:
            return _counted(_run_lengths(data), limit)
        if name in ("/FlateDecode", "/RunLengthDecode"):
            data = _whole(_inflated(data) if name == "/FlateDecode" else _runs(data), limit // WITHIN)
        elif name in ("/ASCII85Decode", "/ASCIIHexDecode"):
            data = _of_ascii(data, name)
        else:
            break
    return _counted(iter([len(data)] if filters else []), limit)


def _counted(sizes: Iterator[int], limit: int) -> int:
    """Their sum. Raises `TooMuch` as soon as it is above the limit."""
    total = 0
    for size in sizes:
        total += size
        if total > limit:
            raise TooMuch
    return total


def _whole(parts: Iterator[bytes], limit: int) -> bytes:
    """All of it. Raises `TooMuch`."""
    out = bytearray()
    for part in parts:
        out += part
        if len(out) > limit:
            raise TooMuch
    return bytes(out)


def _inflated(raw: bytes) -> Iterator[bytes]:
    """The parts as they come out; what is damaged ends it."""
    machine, rest = zlib.decompressobj(), raw
    while rest and not machine.eof:
        try:
            part = machine.decompress(rest, 1 << 20)
        except zlib.error:
            return
        yield part
        rest = machine.unconsumed_tail


def _runs(raw: bytes) -> Iterator[bytes]:
    """Run lengths (7.4.5): up to 127 a copy of what follows, above 128 one byte again and again, 128 the end."""
    at = 0
    while at < len(raw) and raw[at] != 128:
        length = raw[at]
        if length < 128:
            yield raw[at + 1 : at + 2 + length]
            at += 2 + length
        else:
            yield raw[at + 1 : at + 2] * (257 - length)
            at += 2


def _run_lengths(raw: bytes) -> Iterator[int]:
    """Sizes of the runs."""
    return (len(run) for run in _runs(raw))


def _of_ascii(raw: bytes, name: str) -> bytes:
    """Bytes of their writing; what is damaged stands for nothing."""
    text = re.sub(rb"\s+", b"", raw)
    try:
        if name == "/ASCII85Decode":
            return base64.a85decode(text.removeprefix(b"<~").partition(b"~")[0])
        digits = text.partition(b">")[0]
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    except ValueError:
        return b""


def _lzw_lengths(raw: bytes) -> Iterator[int]:
    """Lengths of the strings that the codes stand for (7.4.4), nothing of them made; early change as is usual."""
    lengths, before, held, bits = [1] * 256 + [0, 0], 0, 0, 0
    width = 9
    for byte in raw:
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & ((1 << width) - 1)
        if code == END:
            return
        if code == CLEAR:
            lengths, before, width = [1] * 256 + [0, 0], 0, 9
            continue
        length = lengths[code] if code < len(lengths) else before + 1
        if before and len(lengths) < 4096:
            lengths.append(before + 1)
            width = min(12, max(9, (len(lengths) + 1).bit_length()))
        before = length
        yield length
