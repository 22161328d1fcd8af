"""The child process that decodes one card photo: block on standard input, 38556 RGB bytes on standard output.

Run as a file of its own, without the rest of the terminal, so that a vendor's library has little to break. It
leaves no file behind and no core dump.
"""

from __future__ import annotations

import argparse
import ctypes
import io
import resource
import sys
from collections.abc import Sequence

WIDTH, HEIGHT = 102, 126
RGB_SIZE = WIDTH * HEIGHT * 3
ROOM = 38862 + 1024
"""Vendors write 38556 raw bytes or a BMP of 38862; one user reports overruns, hence the spare room."""
HEAD = 8
"""Mark (6 bytes) and length of a simulated block."""


def from_simulator(block: bytes) -> bytes:
    """RGB of a simulated block. Raises `ValueError` when it is not the size of a card photo."""
    size = int.from_bytes(block[6:HEAD], "big")
    return _picture(block[HEAD : HEAD + size])


def from_library(block: bytes, path: str, symbol: str, flag: int, order: str) -> bytes:
    """RGB by a vendor's `int unpack(char *src, char *dst, int flag)`.
    Raises `ValueError` when it does not say 1.
    """
    unpack = getattr(ctypes.CDLL(path), symbol)
    unpack.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_int]
    unpack.restype = ctypes.c_int
    source = ctypes.create_string_buffer(block, len(block) + 1024)
    target = ctypes.create_string_buffer(ROOM)
    if unpack(source, target, flag) != 1:
        raise ValueError("the library refused the block")
    if target.raw.startswith(b"BM"):
        return _picture(target.raw)
    raw = bytearray(target.raw[:RGB_SIZE])
    if order == "bgr":
        raw[0::3], raw[2::3] = raw[2::3], raw[0::3]
    return bytes(raw)


def _picture(data: bytes) -> bytes:
    from PIL import Image  # heavy, and a library's raw output needs none of it

    with Image.open(io.BytesIO(data), formats=["WEBP", "BMP"]) as image:
        if image.size != (WIDTH, HEIGHT):
            raise ValueError("not the size of a card photo")
        return image.convert("RGB").tobytes()


def main(argv: Sequence[str] | None = None) -> int:
    """Decode; the exit code is all that is said about a failure, as error texts could quote the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--simulated", action="store_true")
    parser.add_argument("--library", default="")
    parser.add_argument("--symbol", default="unpack")
    parser.add_argument("--flag", type=int, default=0)
    parser.add_argument("--order", default="bgr", choices=["rgb", "bgr"])
    options = parser.parse_args(argv)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE: no debugger of the same user looks at a face
    block = sys.stdin.buffer.read()
    try:
        if options.simulated:
            rgb = from_simulator(block)
        else:
            rgb = from_library(block, options.library, options.symbol, options.flag, options.order)
    except (OSError, ValueError, AttributeError):
        return 1
    sys.stdout.buffer.write(rgb)
    return 0


if __name__ == "__main__":
    sys.exit(main())
