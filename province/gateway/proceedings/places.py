"""Where people sign on a paper: a field for each, made before the first signature, and what they drew in it.

The fields stand in the file before anybody signs, so that a signature fills its own and changes nothing else.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from legalnet.handwriting import Signature

WIDTH, HEIGHT = 130.0, 54.0
"""Points of a place to sign: 46 by 19 mm."""
PAGE_HEIGHT = 841.89
"""A4, in points."""


def field(number: int) -> str:
    """The name of a signer's field, counted from 1."""
    return f"Lawbooth{number}"


def with_fields(pdf: bytes, places: Sequence[Sequence[float]]) -> bytes:
    """The file with one empty field each; `places`: page, and the upper left corner in points from the page's."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for number, (page, x, y) in enumerate(places, 1):
        top = PAGE_HEIGHT - y
        box = (round(x), round(top - HEIGHT), round(x + WIDTH), round(top))
        append_signature_field(writer, SigFieldSpec(field(number), on_page=int(page) - 1, box=box))
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def look(drawn: Signature | None) -> Any:
    """What stands in the field: the lines that were drawn, or nothing."""
    from pyhanko.pdf_utils.content import RawContent
    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.stamp import StaticStampStyle

    if drawn is None:
        return StaticStampStyle(border_width=0)
    box = BoxConstraints(width=1000, height=round(1000 / drawn.ratio))
    background = RawContent(drawn.curves.encode("ascii"), box=box)
    return StaticStampStyle(border_width=0, background=background, background_opacity=1.0)
