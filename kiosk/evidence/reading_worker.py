"""Opens one PDF or picture of a stranger in a process of its own, and gives the proofs or QR texts in it as JSON."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.documents.verify_worker import confine

if TYPE_CHECKING:
    from PIL import Image

SUFFIX = ".tlog-proof"
LARGEST_PROOF = 64 * 1024
MOST_PIXELS = 60_000_000
SIZES = (1.0, 0.5, 2.0)
"""A code may be too sharp or too small for the reader at the size it was taken."""
FOLD = 5
"""Points: light lines thinner than this are taken for folds. A square of our slips has six printed dots."""


def proofs_in(pdf: bytes) -> list[str]:
    """The proof files attached to a PDF."""
    import pikepdf

    found = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for name, spec in opened.attachments.items():
            data = spec.get_file().read_bytes() if name.endswith(SUFFIX) else b""
            if 0 < len(data) <= LARGEST_PROOF:
                found.append(data.decode("utf-8", "replace"))
    return found


def codes_in(picture: bytes) -> list[str]:
    """The texts of all QR codes in a picture."""
    import zxingcpp
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG", "WEBP")) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            return []
        grey = opened.convert("L")
    found: dict[str, None] = {}
    for scaled in _looks(grey):
        if scaled.width * scaled.height > MOST_PIXELS:
            continue
        for code in zxingcpp.read_barcodes(
            scaled, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
        ):
            found[code.text] = None
        if len(found) > 1:
            break
    return list(found)


def _looks(grey: Image.Image) -> Iterator[Image.Image]:
    """The picture as it is, in other sizes, and with thin light lines closed: a fold across a dark square hides it."""
    from PIL import ImageFilter

    for size in SIZES:
        yield grey if size == 1.0 else grey.resize((int(grey.width * size), int(grey.height * size)))
    if grey.width * grey.height <= MOST_PIXELS:
        yield grey.filter(ImageFilter.MinFilter(FOLD)).filter(ImageFilter.MaxFilter(FOLD))


def main() -> int:
    """One file."""
    path = Path(sys.argv[1])
    confine()
    try:
        data = path.read_bytes()
        found = proofs_in(data) if data.startswith(b"%PDF-") else codes_in(data)
    except Exception:  # noqa: BLE001 - the edge to files of strangers: whatever a broken one makes the libraries raise
        found = []
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
