"""Puts scanned pages into one PDF, without touching a pixel, and checks that a PDF is whole."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

A4_POINTS = (595.276, 841.89)


class ScanError(Exception):
    """A page is no picture that can be kept; `page` counts from 1."""

    def __init__(self, page: int) -> None:
        super().__init__(f"page {page} is not a readable picture")
        self.page = page


@dataclass(frozen=True)
class ScanPdf:
    """A material as one file."""

    pdf: bytes = field(repr=False)
    pages: int
    sha256: str


def scans_to_pdf(pages: Sequence[bytes]) -> ScanPdf:
    """JPEG or PNG pages as one PDF of A4 pages; the same pages give the same bytes.

    The pictures go in as they are (img2pdf recodes nothing), so the PDF proves as much as the pictures did.
    Raises `ScanError` for a page that cannot be read, `ValueError` when there is no page.
    """
    import img2pdf  # heavy: only when something was scanned

    if not pages:
        raise ValueError("no pages")
    for number, page in enumerate(pages, 1):
        _readable(page, number)
    fit = img2pdf.get_layout_fun(A4_POINTS, auto_orient=True)
    pdf = img2pdf.convert(
        list(pages), layout_fun=fit, nodate=True, rotation=img2pdf.Rotation.ifvalid, producer="", creator=""
    )
    pdf = _identified(pdf)
    return ScanPdf(pdf, len(pages), hashlib.sha256(pdf).hexdigest())


def _identified(pdf: bytes) -> bytes:
    """With an identifier from its content: the writer's own grows from the second in which it wrote, so that the
    digest in the papers or in the evidence log would be another than that of the file handed in."""
    import pikepdf  # heavy; comes with img2pdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        if "/ID" in opened.trailer:
            del opened.trailer["/ID"]
        opened.save(out, deterministic_id=True)
    return out.getvalue()


def _readable(page: bytes, number: int) -> None:
    from PIL import Image, UnidentifiedImageError  # heavy, as above

    try:
        with Image.open(io.BytesIO(page)) as picture:
            picture.load()
            known = picture.format in {"JPEG", "PNG"} and picture.mode in {"RGB", "L", "1"}
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise ScanError(number) from None
    if not known:
        raise ScanError(number)


def whole(pdf: bytes, sha256: str, pages: int) -> bool:
    """Whether a PDF is the one that was recorded: same digest, opens, and has that many pages."""
    import pikepdf  # heavy; comes with img2pdf

    if hashlib.sha256(pdf).hexdigest() != sha256 or not pdf.rstrip().endswith(b"%%EOF"):
        return False
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            return len(opened.pages) == pages
    except pikepdf.PdfError:
        return False
