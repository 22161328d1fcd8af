"""A submission in one piece: the envelope and sealed parts one after the other, as one request carries them.

Where a filing is small, asking for each part costs more than the part itself: on a line of 80 ms four requests wait
a third of a second for 100 KB. So what fits travels together. A parcel `LBP1` is the magic, then records of a length
(4 bytes, big-endian) and so many bytes: first the envelope's JSON as gzip (RFC 1952), then parts. A part has no name
here: it is known by the SHA-256 that the envelope lists. Pure: bytes in, bytes out.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

MEDIA_TYPE = "application/vnd.lawbooth.parcel"
MAGIC = b"LBP1"
MOST_PARTS = 64
"""More records than a submission in one piece may have; a parcel of thousands is no filing."""
GZIP = 16 + zlib.MAX_WBITS
"""zlib's word for a gzip stream."""


class ParcelError(Exception):
    """These bytes are no parcel, or hold more than may be."""


@dataclass(frozen=True)
class Parcel:
    """What a parcel holds."""

    envelope: bytes = field(repr=False)
    """The envelope's JSON, byte for byte as the terminal chained it."""
    parts: tuple[bytes, ...] = field(repr=False)
    """Sealed files; who they are their digests tell."""


def pack(envelope: bytes, parts: Iterable[bytes]) -> bytes:
    """The parcel of an envelope (JSON) and sealed parts."""
    records = [gzip.compress(envelope, mtime=0), *parts]
    return MAGIC + b"".join(len(record).to_bytes(4, "big") + record for record in records)


def unpack(data: bytes, limit: int) -> Parcel:
    """What is in a parcel; an envelope of more than `limit` bytes is none. Raises `ParcelError`."""
    if not data.startswith(MAGIC):
        raise ParcelError("no parcel")
    records, at = list[bytes](), len(MAGIC)
    while at < len(data):
        end = at + 4 + int.from_bytes(data[at : at + 4], "big")
        if at + 4 > len(data) or end > len(data) or len(records) > MOST_PARTS:
            raise ParcelError("a record is cut, or there are too many")
        records.append(data[at + 4 : end])
        at = end
    if not records:
        raise ParcelError("no envelope")
    return Parcel(_unzipped(records[0], limit), tuple(records[1:]))


def _unzipped(packed: bytes, limit: int) -> bytes:
    """The content of one gzip stream, never more than `limit` bytes of it."""
    stream = zlib.decompressobj(GZIP)
    try:
        found = stream.decompress(packed, limit + 1)
    except zlib.error:
        raise ParcelError("the envelope does not unzip") from None
    if len(found) > limit or not stream.eof or stream.unused_data:
        raise ParcelError("the envelope is too large, cut, or not alone")
    return found
