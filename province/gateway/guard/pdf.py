"""A PDF without anything that acts: scripts, actions, launches, forms that send, attachments, players, links outward.

Every object is looked at, also those in object streams where a search of the raw bytes finds nothing. What a stream
unpacks to is counted before anybody unpacks it. Keys are those of ISO 32000-2, 7.7.2, 12.6 and 13.
"""

from __future__ import annotations

import io
from typing import Any

from province.gateway.guard.unpacking import TooMuch, unpacked_size

PAGES = 1000
OBJECTS = 200_000
DEPTH = 60
"""Dictionaries and lists within each other; a page of ours has six."""
STREAM = 256 << 20
"""Bytes that one stream may unpack to: an A4 page of 24 bits at 1,000 dpi."""
ALL_STREAMS = 1 << 30
PIXELS = 100_000_000
LONGEST_SIDE = 14_400
"""Units of a page: five metres, what ISO 32000-1 annex C.2 names as the limit of a viewer."""
ZIP_END = b"PK\x05\x06"
ZIP_TAIL = 65_557
"""A ZIP archive ends with this record and at most so many bytes from its beginning on; a comment may end in `%%EOF`."""
ACTIONS = frozenset({
    "/JavaScript", "/Launch", "/GoToR", "/GoToE", "/URI", "/SubmitForm", "/ImportData", "/ResetForm", "/Rendition",
    "/Movie", "/Sound", "/Hide", "/Named", "/SetOCGState", "/Trans", "/GoTo3DView", "/RichMediaExecute", "/Thread",
})  # fmt: skip
KEYS = {
    "/JS": "script", "/OpenAction": "open_action", "/AA": "actions", "/XFA": "xfa", "/EmbeddedFiles": "attachment",
    "/EF": "attachment", "/AF": "attachment", "/RichMediaContent": "media", "/RichMediaSettings": "media",
    "/Collection": "portfolio", "/JavaScript": "script",
}  # fmt: skip
"""What is taken out wherever it stands, and what it is called."""
ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms", "/Ref", "/OPI")
"""Of a stream: its contents lie in a file beside it, or somewhere else."""
ANNOTATIONS = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/Sound", "/3D"})


class Unsafe(Exception):
    """There can be no harmless copy; the text is a short reason."""


def defuse(data: bytes) -> tuple[bytes, list[str]]:
    """The copy, and the names of what was taken out; a plain paper comes back as it is, so that its signature holds.

    Raises `Unsafe`.
    """
    import pikepdf

    if not data.startswith(b"%PDF-"):
        raise Unsafe("not_a_pdf")
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if len(pdf.objects) > OBJECTS:
                raise Unsafe("objects")
            if len(pdf.pages) > PAGES:
                raise Unsafe("pages")
            taken: set[str] = set()
            unpacked = 0
            for one in pdf.objects:
                unpacked += _unpacked(one, unpacked, taken)
                _clean(one, taken)
            _check_sides(pdf)
            if not taken and _ends_as_a_paper(data) and _is_whole(data):
                return data, []  # nothing acts, nothing rides behind it, and every viewer reads the same
            out = io.BytesIO()
            pdf.save(out, linearize=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    except pikepdf.PasswordError:
        raise Unsafe("encrypted") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        raise Unsafe("unreadable") from None
    return out.getvalue(), sorted(taken)


def _ends_as_a_paper(data: bytes) -> bool:
    """Whether nothing rides behind the paper, be it an archive whose comment ends like one."""
    return data.rstrip(b"\r\n").endswith(b"%%EOF") and ZIP_END not in data[-ZIP_TAIL:]


def _is_whole(data: bytes) -> bool:
    """Whether it is read without repairing its table of objects; repaired, viewers may find different papers in it."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            return len(pdf.pages) > 0
    except pikepdf.PdfError:
        return False


def _check_sides(pdf: Any) -> None:
    """No page is larger than a viewer can hold. Raises `Unsafe` `page_size`."""
    for page in pdf.pages:
        left, below, right, above = (float(edge) for edge in page.mediabox)
        unit = float(page.obj.get("/UserUnit", 1))
        if not max(abs(right - left), abs(above - below)) * max(unit, 1.0) <= LONGEST_SIDE:
            raise Unsafe("page_size")


def _unpacked(one: Any, before: int, taken: set[str]) -> int:
    """How much a stream unpacks to, counted in steps; contents that lie elsewhere are let go.

    Raises `Unsafe` `bomb` or `pixels`.
    """
    import pikepdf

    if not isinstance(one, pikepdf.Stream):
        return 0
    for key in ELSEWHERE:
        if key in one:
            taken.add("external")
            del one[key]
    width, height = one.get("/Width", 0), one.get("/Height", 0)
    if isinstance(width, int) and isinstance(height, int) and width * height > PIXELS:
        raise Unsafe("pixels")
    filters: Any = one.get("/Filter", [])
    names = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(name) for name in filters]
    if len(names) > 3:
        raise Unsafe("bomb")
    try:
        return unpacked_size(one.read_raw_bytes(), names, min(STREAM, ALL_STREAMS - before))
    except TooMuch:
        raise Unsafe("bomb") from None


def _clean(one: Any, taken: set[str], depth: int = 0) -> None:
    """Take out of one object, and of what stands directly in it, whatever acts. Raises `Unsafe` `nesting`."""
    import pikepdf

    if depth > DEPTH:
        raise Unsafe("nesting")
    if isinstance(one, pikepdf.Array):
        for item in list(one):
            if not getattr(item, "is_indirect", False):
                _clean(item, taken, depth + 1)
        return
    if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        return
    _strip(one, taken)
    for key in list(one.keys()):
        value = one.get(key)
        if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
            _clean(value, taken, depth + 1)


def _strip(one: Any, taken: set[str]) -> None:
    """Keys that act; a dictionary that is an action loses its kind, an annotation that plays loses its subtype."""
    for key, name in KEYS.items():
        if key in one:
            del one[key]
            taken.add(name)
    if str(one.get("/S", "")) in ACTIONS:
        taken.add("action" if str(one["/S"]) != "/URI" else "link")
        for key in list(one.keys()):
            del one[key]
    if str(one.get("/Subtype", "")) in ANNOTATIONS:
        taken.add("attachment" if str(one["/Subtype"]) == "/FileAttachment" else "media")
        for key in list(one.keys()):
            del one[key]
