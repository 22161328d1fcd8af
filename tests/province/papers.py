"""Small files that are really what they say: a PDF of one empty page, a picture of one pixel."""

from __future__ import annotations

import io


def small_pdf(comment: bytes = b"a document", extra: bytes = b"", catalog: bytes = b"") -> bytes:
    """One empty page, with a comment that tells it from others; `extra` objects are numbered from 4 on."""
    objects = [
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + catalog + b">>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n",
    ]
    out, places = b"%PDF-1.7\n% " + comment + b"\n", []
    for one in objects:
        places.append(len(out))
        out += one
    out += extra
    start = len(out)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 4\n0000000000 65535 f \n" + rows
    return out + head + b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def small_jpeg() -> bytes:
    """A grey point."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (8, 8), "grey").save(out, "JPEG")
    return out.getvalue()
