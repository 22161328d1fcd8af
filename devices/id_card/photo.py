"""Card photos: 1024 compressed bytes to 102 x 126 RGB, decoded in a child process.

The card's own compression has no public decoder, only vendors' closed libraries, and closed libraries crash;
so the decoding process may die, hang or talk nonsense and the terminal goes on without a picture.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from devices.life import DeviceError

WIDTH, HEIGHT = 102, 126
RGB_SIZE = WIDTH * HEIGHT * 3
BLOCK_SIZE = 1024
SIMULATED_MARK = b"LBSIM1"
"""Begins a simulator's block; then the WebP's length (u16, big-endian) and the WebP, zeros to 1024 bytes."""
VENDOR_MARK = b"WL"
"""Begins a card's block, then width and height as u16 little-endian (seen on every public sample)."""

WORKER = Path(__file__).with_name("photo_worker.py")


class PhotoUnavailable(DeviceError):
    """There is no picture; codes: `no_decoder`, `not_allowed`, `unknown_block`, `decoder_died`,
    `decoder_timeout`.
    """


@dataclass(frozen=True)
class VendorLibrary:
    """A vendor's decoder: `int unpack(char *src, char *dst, int flag)`, 1 = ok."""

    path: Path
    symbol: str = "unpack"
    flag: int = 0
    """Third argument; vendor dependent (0, 1, 708 or 752 are in use)."""
    order: Literal["rgb", "bgr"] = "bgr"
    """Of raw output; a library that writes a BMP needs none."""

    def arguments(self) -> list[str]:
        """As the worker's command line takes them."""
        return [
            "--library",
            str(self.path),
            "--symbol",
            self.symbol,
            "--flag",
            str(self.flag),
            "--order",
            self.order,
        ]


@dataclass(frozen=True)
class CardPhoto:
    """A decoded photo, 8 bits RGB, rows from the top."""

    rgb: bytes = field(repr=False)
    simulated: bool = False
    width: int = WIDTH
    height: int = HEIGHT


def simulated_block(webp: bytes) -> bytes:
    """The block a simulated card carries: our own mark, so that it can never pass for a real one."""
    head = SIMULATED_MARK + struct.pack(">H", len(webp))
    if len(head) + len(webp) > BLOCK_SIZE:
        raise ValueError("the picture does not fit into a card's photo block")
    return (head + webp).ljust(BLOCK_SIZE, b"\0")


def decode_photo(
    block: bytes,
    *,
    simulated: bool,
    library: VendorLibrary | None = None,
    timeout_s: float = 5.0,
    worker: Sequence[str] = (),
) -> CardPhoto:
    """Decode a photo block in a child process that is killed after `timeout_s`.

    `simulated` says whether the *reader* is a simulator (`CardRead.simulated`); only then is a simulated
    block taken. `worker` is the command of the decoding process when it is not ours. Raises
    `PhotoUnavailable`.
    """
    arguments = _arguments(block, simulated, library)
    command = [*(worker or [sys.executable, "-I", str(WORKER)]), *arguments]
    try:
        run = subprocess.run(
            command, input=block, capture_output=True, timeout=timeout_s, check=False, cwd="/"
        )
    except subprocess.TimeoutExpired:
        raise PhotoUnavailable("decoder_timeout") from None
    except OSError as error:
        raise PhotoUnavailable("decoder_died", type(error).__name__) from None
    if run.returncode != 0 or len(run.stdout) != RGB_SIZE:
        raise PhotoUnavailable("decoder_died", f"exit {run.returncode}, {len(run.stdout)} bytes")
    return CardPhoto(run.stdout, block.startswith(SIMULATED_MARK))


def _arguments(block: bytes, simulated: bool, library: VendorLibrary | None) -> list[str]:
    """Which decoder the block may go to."""
    if block.startswith(SIMULATED_MARK):
        if not simulated:
            raise PhotoUnavailable("not_allowed", "a simulated photo from a real reader")
        return ["--simulated"]
    if not block.startswith(VENDOR_MARK + struct.pack("<HH", WIDTH, HEIGHT)):
        raise PhotoUnavailable("unknown_block")
    if library is None:
        raise PhotoUnavailable("no_decoder")
    return library.arguments()
