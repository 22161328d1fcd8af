"""Papers that a resident shows in a room: pictures in memory only, seen with a watermark, gone with the call."""

from __future__ import annotations

import io
import secrets
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from legalnet.rooms import Refused

PAGE_BYTES, ROOM_BYTES, PAGES = 2 << 20, 48 << 20, 60
"""Largest page, all pages of a room, and how many."""
MAX_PIXELS = 40_000_000
FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
"""Debian's fonts-noto-cjk, which every terminal and province has."""
SIDE = 1600
"""Longest side of what is shown: readable, not a copy of the original."""
STARTS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG"}


@dataclass
class Paper:
    """One document."""

    title: str
    owner: str
    """Person who brought it."""
    pages: list[bytes] = field(default_factory=list, repr=False)
    shown: bool = False


@dataclass
class Papers:
    """All papers of a room."""

    held: dict[str, Paper] = field(default_factory=dict)

    def add(self, owner: str, title: str) -> str:
        """Room for a new document; returns its id. Raises `Refused`."""
        if len(self.held) >= 20:
            raise Refused("too_large")
        name = f"d{secrets.token_hex(4)}"
        self.held[name] = Paper(title[:40], owner)
        return name

    def put(self, name: str, owner: str, page: bytes) -> int:
        """A page more; returns its number. Raises `Refused`."""
        paper = self.held.get(name)
        if paper is None or paper.owner != owner:
            raise Refused("document_unknown")
        if not any(page.startswith(start) for start in STARTS):
            raise Refused("media_type")
        total = sum(len(one) for other in self.held.values() for one in other.pages)
        if len(page) > PAGE_BYTES or total + len(page) > ROOM_BYTES or len(paper.pages) >= PAGES:
            raise Refused("too_large")
        paper.pages.append(page)
        return len(paper.pages)

    def show(self, name: str, _seat: str, shown: bool) -> None:
        """Show it in the room, or take it back; what is taken back is dropped at once. Raises `Refused`."""
        if name not in self.held:
            raise Refused("document_unknown")
        self.held[name].shown = shown
        if not shown:
            del self.held[name]

    def page(self, name: str, number: int) -> bytes | None:
        """A page that is shown now."""
        paper = self.held.get(name)
        if paper is None or not paper.shown or not 1 <= number <= len(paper.pages):
            return None
        return paper.pages[number - 1]

    def listed(self) -> list[dict[str, Any]]:
        """What is shown, for the room's state."""
        return [
            {"id": name, "title": paper.title, "pages": len(paper.pages)}
            for name, paper in self.held.items()
            if paper.shown
        ]

    def drop(self) -> None:
        """The call is over."""
        self.held.clear()


@cache
def _font(size: int) -> Any:
    """The face of the watermark."""
    from PIL import ImageFont

    return ImageFont.truetype(str(FONT), size)


def watermarked(page: bytes, words: str) -> bytes:
    """A page as JPEG with the viewer's words across it, made smaller. Slow: run it in a thread.

    Raises `ValueError` for what is no picture, or one too large to open.
    """
    from PIL import Image, ImageDraw

    try:
        with Image.open(io.BytesIO(page), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise ValueError("too many pixels")
            opened.draft("RGB", (SIDE, SIDE))
            picture = opened.convert("RGB")
    except OSError:
        raise ValueError("not a picture") from None
    picture.thumbnail((SIDE, SIDE))
    mark = Image.new("RGBA", (picture.width * 2, picture.height * 2), (0, 0, 0, 0))
    draw, size = ImageDraw.Draw(mark), max(18, picture.width // 40)
    for row, y in enumerate(range(0, mark.height, size * 7)):
        for x in range(-(row % 2) * size * 9, mark.width, size * 18):
            draw.text((x, y), words, fill=(20, 80, 122, 84), font=_font(size))
    turned = mark.rotate(24, resample=Image.Resampling.BILINEAR)
    left, top = picture.width // 2, picture.height // 2
    turned = turned.crop((left, top, left + picture.width, top + picture.height))
    picture.paste(turned, (0, 0), turned)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()
