"""Fictitious residents: what their card holds, written the way a real card stores it."""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

import yaml

from devices.id_card.photo import HEIGHT, WIDTH, simulated_block
from devices.id_card.record import FIELDS, MARK_AT, MARKS, TEXT_SIZE, Layout

PERSONAS_FILE = Path(__file__).with_name("personas.yaml")


@dataclass(frozen=True)
class Persona:
    """One resident of the demonstration; field names are those of the card's record."""

    id: str
    layout: Layout
    name: str = field(repr=False)
    number: str = field(repr=False)
    sex: str = field(repr=False)
    birth: str = field(repr=False)
    valid_from: str = field(repr=False)
    valid_to: str = field(repr=False)
    phone: str = field(repr=False)
    face: str
    """Which of the public-domain portraits stands for the person: `astronaut` or `hopper`."""
    nation: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    newest_address: str = field(default="", repr=False)
    authority: str = field(default="", repr=False)
    english_name: str = field(default="", repr=False)
    nationality: str = field(default="", repr=False)
    pass_number: str = field(default="", repr=False)
    issue_count: str = field(default="", repr=False)
    renewals: str = field(default="", repr=False)
    version: str = field(default="", repr=False)

    def text_record(self) -> bytes:
        """The 256 bytes of UTF-16LE text as the chip stores them."""
        record = bytearray(" ".encode("utf-16-le") * (TEXT_SIZE // 2))
        for key, (at, size) in FIELDS[self.layout].items():
            data = self._value(key).encode("utf-16-le")
            if len(data) > size:
                raise ValueError(f"{self.id}: {key} does not fit its {size} bytes")
            record[at : at + len(data)] = data
        for mark, layout in MARKS.items():
            if layout is self.layout:
                record[MARK_AT : MARK_AT + 2] = mark.encode("utf-16-le")
        return bytes(record)

    def photo_block(self) -> bytes:
        """The 1024 bytes of the photo, with the simulators' mark."""
        return simulated_block(chip_picture(self.face))

    def address_data(self) -> bytes:
        """The newest additional address: 70 bytes as the card gives it, or nothing."""
        if not self.newest_address:
            return b""
        return self.newest_address.ljust(35).encode("utf-16-le")

    def _value(self, key: str) -> str:
        if self.layout is Layout.FOREIGN_2023 and key == "english_name":
            return self.english_name[:35]
        if key == "english_name_rest":
            return self.english_name[35:]
        return str(getattr(self, key, ""))


@functools.cache
def chip_picture(face: str) -> bytes:
    """WebP of the card photo; a grey figure where the portraits' packages are not installed."""
    try:
        from devices.simulators.faces import NoPortraits, chip_webp  # heavy, demonstrations only
    except ImportError:
        return _grey_picture()
    try:
        return chip_webp(face)
    except NoPortraits:
        return _grey_picture()


def _grey_picture() -> bytes:
    from PIL import Image, ImageDraw  # heavy

    image = Image.new("RGB", (WIDTH, HEIGHT), (200, 204, 210))
    draw = ImageDraw.Draw(image)
    draw.ellipse((31, 22, 71, 74), fill=(150, 156, 166))
    draw.ellipse((11, 84, 91, 170), fill=(150, 156, 166))
    out = io.BytesIO()
    image.save(out, "WEBP", quality=60)
    return out.getvalue()


def load_personas(path: Path = PERSONAS_FILE) -> dict[str, Persona]:
    """All personas by id, in the file's order. Raises `ValueError` naming the entry that is wrong."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    people = [_persona(entry) for entry in document["personas"]]
    return {person.id: person for person in people}


def _persona(entry: Mapping[str, str]) -> Persona:
    known = {item.name for item in fields(Persona)}
    unknown = set(entry) - known
    if unknown:
        raise ValueError(f"{entry.get('id')}: unknown {sorted(unknown)}")
    return Persona(**{**entry, "layout": Layout(entry["layout"])})  # type: ignore[arg-type]
