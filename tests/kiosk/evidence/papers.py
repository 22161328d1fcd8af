"""Slips as a thermal printer makes them and as people photograph them: rendered from the printer's own bytes."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

from PIL import Image, ImageFilter

from devices.receipt_printer.encode import encode, preamble
from devices.simulators.render_receipt import to_png
from kiosk.evidence.slip import deposit_slip
from legalnet.evidence import slips
from legalnet.evidence.slips import Slip
from tests.legalnet.evidence.logs import AT, SALT, Memory, deposit

Picture = Image.Image


def log_of(count: int) -> Memory:
    """A small log."""
    made = Memory()
    made.add(count)
    return made


def paper(slip: Slip) -> Picture:
    """The printed slip, one pixel a dot."""
    blocks = deposit_slip(slip.leaf, slips.texts(slip), "聊天记录", place="桂花里社区", now=AT)
    return Image.open(io.BytesIO(to_png(preamble() + b"".join(encode(blocks))))).convert("L")


def largest() -> Slip:
    """A slip of a log of ten million deposits with two witnesses: as dense as codes get."""
    chance = random.Random(5)
    path = tuple(chance.randbytes(32) for _ in range(24))
    signatures = (chance.randbytes(68), chance.randbytes(76), chance.randbytes(76))
    return Slip(deposit(3), SALT, 5_000_000, 10_500_000, path, signatures)


def faded(picture: Picture, chance: random.Random) -> Picture:
    """Weeks in a wallet: pale and speckled."""
    pale = picture.point(lambda value: 150 + value * 90 // 255)
    noise = Image.effect_noise(pale.size, 26).convert("L")
    noise = noise.rotate(chance.choice((0, 180)))
    return Image.blend(pale, noise, 0.25)


def blurred(picture: Picture, chance: random.Random) -> Picture:
    """A phone that was not quite still."""
    return picture.resize((picture.width * 2, picture.height * 2)).filter(
        ImageFilter.GaussianBlur(chance.uniform(1.0, 2.6))
    )


def rotated(picture: Picture, chance: random.Random) -> Picture:
    """Held askew."""
    return picture.rotate(
        chance.uniform(-25, 25), expand=True, fillcolor=235, resample=Image.Resampling.BICUBIC
    )


def creased(picture: Picture, chance: random.Random) -> Picture:
    """A white fold across."""
    found = picture.copy()
    at = chance.randrange(found.height // 3, found.height)
    found.paste(250, (0, at, found.width, min(found.height, at + 3)))
    return found


def photographed(picture: Picture, chance: random.Random) -> Picture:
    """A little of everything, as JPEG."""
    taken = blurred(rotated(picture, chance), chance).point(lambda value: 40 + value * 3 // 4)
    out = io.BytesIO()
    taken.save(out, "JPEG", quality=70)
    return Image.open(io.BytesIO(out.getvalue())).convert("L")


WAYS: dict[str, Callable[[Picture, random.Random], Picture]] = {
    "clean": lambda picture, _: picture,
    "faded": faded,
    "blurred": blurred,
    "rotated": rotated,
    "creased": creased,
    "photographed": photographed,
}


def png(picture: Picture) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
