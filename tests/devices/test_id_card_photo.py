"""Card photos: the decoding process may crash, hang or lie, and the terminal only goes without a picture."""

from __future__ import annotations

import ctypes.util
import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from devices.id_card.photo import (
    BLOCK_SIZE,
    HEIGHT,
    RGB_SIZE,
    WIDTH,
    WORKER,
    PhotoUnavailable,
    VendorLibrary,
    decode_photo,
    simulated_block,
)

CARD_BLOCK = bytes.fromhex("574C66007E00320000FF851F5151513E").ljust(BLOCK_SIZE, b"\x00")
LIBC = Path(ctypes.util.find_library("c") or "libc.so.6")


def webp(size: tuple[int, int] = (WIDTH, HEIGHT)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (10, 120, 200)).save(out, "WEBP", quality=60)
    return out.getvalue()


def refused(block: bytes, **options: object) -> str:
    with pytest.raises(PhotoUnavailable) as caught:
        decode_photo(block, simulated=True, **options)  # type: ignore[arg-type]
    return caught.value.code


def test_simulated_photo_comes_out_as_rgb() -> None:
    photo = decode_photo(simulated_block(webp()), simulated=True)
    assert (photo.width, photo.height, len(photo.rgb)) == (102, 126, RGB_SIZE)
    assert all(abs(a - b) < 12 for a, b in zip(photo.rgb[:3], (10, 120, 200), strict=True))
    assert photo.simulated
    assert len(repr(photo)) < 100


def test_simulated_photo_is_refused_from_a_real_reader() -> None:
    with pytest.raises(PhotoUnavailable) as caught:
        decode_photo(simulated_block(webp()), simulated=False)
    assert caught.value.code == "not_allowed"


def test_simulated_block_is_a_card_s_size_and_no_card_s_block() -> None:
    block = simulated_block(webp())
    assert len(block) == BLOCK_SIZE
    assert block.startswith(b"LBSIM1")
    with pytest.raises(ValueError, match="does not fit"):
        simulated_block(bytes(1017))


def test_without_a_vendor_s_library_there_is_no_picture() -> None:
    assert refused(CARD_BLOCK) == "no_decoder"


@pytest.mark.parametrize("block", [b"", b"WL", bytes(BLOCK_SIZE), b"WL" + bytes(1022)])
def test_blocks_of_unknown_make(block: bytes) -> None:
    assert refused(block, library=VendorLibrary(LIBC)) == "unknown_block"


@pytest.mark.parametrize(
    "damage", [b"LBSIM1\xff\xff" + bytes(1016), b"LBSIM1", simulated_block(webp((50, 60)))]
)
def test_damaged_or_misshapen_simulated_blocks(damage: bytes) -> None:
    assert refused(damage) == "decoder_died"


@pytest.mark.parametrize("symbol", ["abort", "getpid", "no_such_symbol"])
def test_library_that_crashes_refuses_or_is_another(symbol: str) -> None:
    assert refused(CARD_BLOCK, library=VendorLibrary(LIBC, symbol)) == "decoder_died"


def test_library_that_hangs_is_killed() -> None:
    assert refused(CARD_BLOCK, library=VendorLibrary(LIBC, "pause"), timeout_s=0.7) == "decoder_timeout"


def test_library_that_is_not_there() -> None:
    assert refused(CARD_BLOCK, library=VendorLibrary(Path("/nonexistent.so"))) == "decoder_died"


def test_decoder_that_talks_nonsense() -> None:
    chatter = [sys.executable, "-c", "print('x' * 100)"]
    assert refused(CARD_BLOCK, library=VendorLibrary(LIBC), worker=chatter) == "decoder_died"
    assert refused(CARD_BLOCK, library=VendorLibrary(LIBC), worker=["/no/such/program"]) == "decoder_died"


def test_killed_decoder() -> None:
    suicide = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]
    assert refused(CARD_BLOCK, library=VendorLibrary(LIBC), worker=suicide) == "decoder_died"


@pytest.mark.parametrize(("order", "first"), [("rgb", b"\x01\x02\x03\x04"), ("bgr", b"\x03\x02\x01\x00")])
def test_library_is_called_by_the_published_contract(order: str, first: bytes) -> None:
    """`inet_aton(src, dst)` keeps the vendors' contract: reads `src`, writes bytes to `dst`, returns 1."""
    command = [
        sys.executable,
        "-I",
        str(WORKER),
        "--library",
        str(LIBC),
        "--symbol",
        "inet_aton",
        "--order",
        order,
    ]
    run = subprocess.run(command, input=b"1.2.3.4\0", capture_output=True, check=True, timeout=20)
    assert len(run.stdout) == RGB_SIZE
    assert run.stdout[:4] == first
