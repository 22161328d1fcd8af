"""Scanned pages become one file with their pixels untouched; broken pages are named."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image
from pypdf import PdfReader

from kiosk.documents.scans import ScanError, scans_to_pdf, whole


def page(colour: str, kind: str = "JPEG", size: tuple[int, int] = (210, 297)) -> bytes:
    """A page of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def test_pages_keep_their_order_and_their_bytes() -> None:
    pages = [page("red"), page("blue")]
    made = scans_to_pdf(pages)
    reader = PdfReader(io.BytesIO(made.pdf))
    assert made.pages == len(reader.pages) == 2
    for given, found in zip(pages, reader.pages, strict=True):
        assert given in made.pdf
        assert abs(float(found.mediabox.width) - 595.276) < 1
        assert found.images[0].image is not None


def test_a_wide_page_lies_across() -> None:
    made = scans_to_pdf([page("red", size=(297, 210))])
    box = PdfReader(io.BytesIO(made.pdf)).pages[0].mediabox
    assert box.width > box.height


def test_same_pages_same_digest_also_a_second_later() -> None:
    """A PDF writer's identifier grows from the time of day; the papers and the evidence log name this digest."""
    first = scans_to_pdf([page("red")])
    time.sleep(1.1)
    assert scans_to_pdf([page("red")]) == first


@pytest.mark.parametrize("broken", [b"", b"not a picture", page("red")[:200], page("red", "GIF")])
def test_a_broken_page_is_named(broken: bytes) -> None:
    with pytest.raises(ScanError) as refused:
        scans_to_pdf([page("red"), broken])
    assert refused.value.page == 2


def test_no_pages_is_an_error() -> None:
    with pytest.raises(ValueError, match="no pages"):
        scans_to_pdf([])


def test_whole_finds_every_change() -> None:
    made = scans_to_pdf([page("red")])
    assert whole(made.pdf, made.sha256, 1)
    assert not whole(made.pdf, made.sha256, 2)
    assert not whole(made.pdf[:-1], made.sha256, 1)
    torn = scans_to_pdf([page("red")]).pdf[:300]
    import hashlib

    assert not whole(torn, hashlib.sha256(torn).hexdigest(), 1)
