"""Pictures of papers in full resolution, as they come in parts over a room's socket."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass, field

from legalnet.roommedia import Still
from legalnet.rooms import Refused
from province.gateway.rooms.papers import MAX_PIXELS, PAGE_BYTES, SIDE

JPEG = b"\xff\xd8\xff"


@dataclass
class Stills:
    """What came so far: one picture at a time of each seat."""

    coming: dict[str, tuple[str, list[str]]] = field(default_factory=dict, repr=False)

    def take(self, seat: str, part: Still) -> bytes | None:
        """One part more; the picture when it is whole. Raises `Refused`: `out_of_order`, `media_type`."""
        name, parts = self.coming.get(seat, ("", []))
        if name != part.id:
            name, parts = part.id, []
        if part.part != len(parts) or part.part >= part.parts:
            self.coming.pop(seat, None)
            raise Refused("out_of_order")
        parts.append(part.data)
        self.coming[seat] = (name, parts)
        if len(parts) < part.parts:
            return None
        del self.coming[seat]
        try:
            picture = base64.b64decode("".join(parts), validate=True)
        except ValueError:
            raise Refused("media_type") from None
        if not picture.startswith(JPEG):
            raise Refused("media_type")
        return picture


def readable(picture: bytes) -> bytes:
    """As the room is shown it: the picture itself, or a smaller one where it is too large to be a page.

    Slow: run it in a thread. Raises `Refused` `media_type` for what is no picture, or one too large to open.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG",)) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise Refused("media_type")
            if len(picture) <= PAGE_BYTES:
                opened.load()
                return picture
            opened.draft("RGB", (SIDE, SIDE))
            smaller = opened.convert("RGB")
    except OSError:
        raise Refused("media_type") from None
    smaller.thumbnail((SIDE, SIDE))
    out = io.BytesIO()
    smaller.save(out, "JPEG", quality=85)
    return out.getvalue()
