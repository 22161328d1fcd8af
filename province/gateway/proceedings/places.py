"""Where people sign on a paper: a field for each, made before the first signature, and what they drew in it.

The fields stand in the file before anybody signs, so that a signature fills its own and changes nothing else. Each is
named in words and stands in the file's structure (ISO 14289-1, 7.18), for whoever has the paper read aloud.
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


def with_fields(pdf: bytes, places: Sequence[Sequence[float]], names: Sequence[str]) -> bytes:
    """The tagged file with one empty field each, in the order of signing.

    `places`: page, and the upper left corner in points from the page's; `names`: what the field is, in words.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for number, ((page, x, y), name) in enumerate(zip(places, names, strict=True), 1):
        top = PAGE_HEIGHT - y
        box = (round(x), round(top - HEIGHT), round(x + WIDTH), round(top))
        spec = SigFieldSpec(field(number), on_page=int(page) - 1, box=box, readable_field_name=name)
        append_signature_field(writer, spec)
    _tag(writer)
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def _tag(writer: Any) -> None:
    """Each field as a form element at the end of the document's structure (ISO 32000-1, 14.7.4.3 and 14.7.4.4).

    The element holds the one reference and no list of one: so it is known again when changes are judged.
    """
    from pyhanko.pdf_utils.generic import DictionaryObject, NumberObject, pdf_name

    def made(kind: str, **more: Any) -> Any:
        """A dictionary of that type."""
        named = {"Type": pdf_name(f"/{kind}"), **more}
        return DictionaryObject({pdf_name(f"/{key}"): value for key, value in named.items()})  # type: ignore[no-untyped-call]

    root = writer.root["/StructTreeRoot"]
    tree, top = root["/ParentTree"], root["/K"].raw_get(0)
    document, first = top.get_object(), int(root["/ParentTreeNextKey"])
    for key, widget in enumerate(writer.root["/AcroForm"]["/Fields"], first):
        number, page = NumberObject(key), widget.get_object().raw_get("/P")  # type: ignore[no-untyped-call]
        shown = made("OBJR", Obj=widget, Pg=page)
        element = writer.add_object(made("StructElem", S=pdf_name("/Form"), P=top, Pg=page, K=shown))
        document["/K"].append(element)
        tree["/Nums"] += [number, element]
        widget.get_object()[pdf_name("/StructParent")] = number
    root[pdf_name("/ParentTreeNextKey")] = NumberObject(key + 1)  # type: ignore[no-untyped-call]
    for changed in (root, tree, document):
        writer.update_container(changed)


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
