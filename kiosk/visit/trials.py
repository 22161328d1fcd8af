"""What a technician tries at the machine: a slip that says it is one, and a camera looked through for a moment.

Nothing here reads a card, keeps a picture, or knows of a filing.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from devices.life import Kind
from kiosk.clock import SHANGHAI, Clock

if TYPE_CHECKING:
    from devices.notebook import Tally
    from devices.receipt_printer.blocks import Block

WATCH_S = 5.0
"""How long a camera is looked through."""
PICTURE_WIDTH = 640
RULER = "0123456789" * 4 + "01234567"
"""All 48 columns of 80 mm paper, so that a cut-off edge is seen."""
RARE = "㙦䶮𠮷龘"
"""Characters that few printers hold; they must come out drawn, not as question marks."""


def trial_slip(terminal_id: str, place: str, at: datetime) -> list[Block]:
    """A ticket that shows what the printer can do and could never be taken for a receipt."""
    from devices.receipt_printer.blocks import Cut, Feed, Line, Pair, Qr, Rule

    return [
        Line("测试小票", size=2, bold=True, align="centre"),
        Line("不是回执", align="centre"),
        Rule(),
        Pair("终端", terminal_id or "-"),
        Pair("地点", place or "-"),
        Pair("时间", f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"),
        Rule(),
        Line(RULER),
        Line(f"生僻字 {RARE}"),
        Qr(f"LAWBOOTH-TEST {terminal_id}".strip()),
        Feed(2),
        Cut(),
    ]


class CameraTrial:
    """Looks through one camera for a few seconds; the picture is shown and forgotten."""

    def __init__(self, kind: str, address: str, clock: Clock, tally: Tally | None = None) -> None:
        """`tally` counts this use of the camera."""
        from devices.camera.capture import Camera

        self._tally = tally
        self._clock = clock
        self._camera = Camera(address, clock, Kind(kind))
        self._until = clock.monotonic() + WATCH_S
        self._seen = 0
        self.frames = 0
        self._camera.start()

    @property
    def left(self) -> float:
        """Seconds until it is over."""
        return max(0.0, self._until - self._clock.monotonic())

    def picture(self) -> bytes | None:
        """A new picture as JPEG, or nothing."""
        frame = self._camera.latest(self._seen)
        if frame is None:
            return None
        self._seen, self.frames = frame.seq, self.frames + 1
        if self._tally:
            self._tally.works()
        return jpeg(frame.rgb)

    @property
    def reason(self) -> str:
        """Why no picture came, as a code; empty when some did."""
        if self.frames:
            return ""
        health = self._camera.probe()
        return health.reason or health.warning or "no_picture"

    def stop(self) -> None:
        """Close the camera; may wait a moment for its thread."""
        if self._tally and self.left <= 0 and self.reason:
            self._tally.lost(self.reason)
        self._camera.stop()


def jpeg(rgb: Any) -> bytes:
    """An RGB array as a small JPEG."""
    from PIL import Image

    step = max(1, rgb.shape[1] // PICTURE_WIDTH)
    out = BytesIO()
    Image.fromarray(rgb[::step, ::step]).save(out, "JPEG", quality=80)
    return out.getvalue()
