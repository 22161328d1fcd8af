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


TEST_PAGE = r"""#set page(paper: "a4", margin: 15mm)
#set text(font: "Noto Serif CJK SC", size: 14pt)
#box(width: 100%, height: 100%, stroke: 1pt, inset: 10mm)[
  #align(center)[#text(24pt)[打印测试页] \ TERMINAL]
  民事起诉状 简体字 鑫龘靐 0123456789 ￥36 000.00
  #v(6mm)
  #stack(dir: ltr, spacing: 4mm, ..range(1, 16).map(n => line(angle: 90deg, length: 20mm, stroke: n * 0.15pt)))
  #v(6mm)
  #stack(dir: ltr, ..range(0, 10).map(n => rect(width: 14mm, height: 14mm, fill: luma(250 - n * 25))))
  #v(1fr)
  本页不含个人信息 MOMENT
]
"""
"""A frame near the edges, thin and thick lines, ten greys, characters with many strokes."""


def test_page(terminal_id: str, at: datetime) -> bytes:
    """A sheet of A4 as PDF that shows what the printer can do."""
    import typst

    from kiosk.documents.typesetter import FONT_FOLDER

    plain = "".join(sign for sign in terminal_id if sign.isalnum() or sign == "-")
    source = TEST_PAGE.replace("TERMINAL", plain).replace(
        "MOMENT", f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    )
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONT_FOLDER)])
    made = typst.compile(source.encode(), font_paths=fonts)
    return made if isinstance(made, bytes) else b""


STATE_WORDS = {
    "version": "软件", "ring": "发布圈", "waiting": "待发（件）", "free_mb": "磁盘空闲（MB）", "network": "网络",
    "certificate_signing": "签名证书（天）", "certificate_tls": "连接证书（天）",
    "device.id_reader": "身份证阅读器", "device.receipt_printer": "小票打印机", "device.page_printer": "A4 打印机",
    "device.face_camera": "摄像头", "device.document_camera": "高拍仪", "device.ptz_camera": "云台摄像头",
    "device.qr_scanner": "扫码器", "device.relays": "门和灯", "device.ups": "备用电源",
}  # fmt: skip
VERDICTS = {"ok": "正常", "none": "没有", "unknown": "还没查", "look": "注意", "down": "停用", "up": "已连上"}
MOST_ROWS = 40


def state_slip(terminal_id: str, place: str, at: datetime, rows: Any, mark: str = "") -> list[Block]:
    """How the terminal is, for who stands before it: ids and numbers, worded here; nothing else is printed."""
    from devices.receipt_printer.blocks import Cut, Feed, Line, Pair, Rule
    from legalnet.codes import registry

    known = registry()

    def worded(value: str) -> str:
        if value in known:
            return f"{known[value].zh} {value}"
        return VERDICTS.get(value, value if len(value) <= 40 and value.isascii() else "-")

    pairs = [
        Pair(STATE_WORDS[str(row[0])], worded(str(row[1])))
        for row in (rows if isinstance(rows, list) else [])[:MOST_ROWS]
        if isinstance(row, list) and len(row) == 2 and str(row[0]) in STATE_WORDS
    ]
    return [
        Line("开通单" if mark else "终端状态单", size=2, bold=True, align="centre"),
        Line("不含任何人的信息", align="centre"),
        Rule(),
        Pair("终端", terminal_id or "-"),
        Pair("地点", place or "-"),
        Pair("时间", f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"),
        Rule(),
        *pairs,
        *([Pair("报告摘要", mark)] if mark else []),
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
