"""Shows a PDF that came from elsewhere: its pages as pictures and its words, made in this process, beside the screen.

typst draws the pages (its PDF reader is written in Rust, so hostile bytes cannot corrupt memory); pypdf reads the words.
"""

from __future__ import annotations

import io
import logging
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

MOST_PAGES = 60
"""More are printed, not shown; a judgment seldom has twenty."""
A4_WIDTH_INCHES = 210 / 25.4
PAGE = '#set page(width: 210mm, height: auto, margin: 0pt)\n#image("served.pdf", page: {page}, width: 100%)\n'


class NotReadable(Exception):
    """The bytes are no PDF that could be shown; printing may still work."""


@dataclass(frozen=True)
class Pages:
    """What was served, ready for eye and ear."""

    pictures: tuple[bytes, ...] = field(repr=False)
    """A PNG a page."""
    text: tuple[str, ...] = field(repr=False)
    """The words of each page; empty where it is only a picture."""

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self.pictures)


def read(pdf: bytes, folder: Path, width: int) -> Pages:
    """Pictures `width` pixels wide, and the words. Raises `NotReadable`; `folder` is the visit's own, in memory."""
    import typst

    words = _words(pdf)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        (Path(place) / "served.pdf").write_bytes(pdf)
        try:
            pictures = tuple(_picture(Path(place), page, width) for page in range(1, len(words) + 1))
        except typst.TypstError:
            raise NotReadable("cannot be drawn") from None
    return Pages(pictures, words)


def _words(pdf: bytes) -> tuple[str, ...]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    # It tells the log what it finds odd in a file; what a court wrote is none of the log's business.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)

    try:
        reader = PdfReader(io.BytesIO(pdf))
        return tuple(page.extract_text() for page in reader.pages[:MOST_PAGES])
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        # pypdf trusts the shape of what it reads; a crooked file shows as any of these
        raise NotReadable("cannot be read") from None


def _picture(place: Path, page: int, width: int) -> bytes:
    import typst

    source = place / "page.typ"
    source.write_text(PAGE.format(page=page), encoding="utf-8")
    made = typst.compile(source, root=place, format="png", ppi=width / A4_WIDTH_INCHES)
    return made if isinstance(made, bytes) else b""
