"""The pages on the simulated document camera's table: an IOU and a transfer record, as a camera sees them.

Everything on them is fictitious. A view is RGB uint8 (1224, 1632, 3): a dark table, the page in perspective
with a shadow across it, sensor noise. `page_corners` says where the page truly lies, for tests.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import ImageDraw, ImageFont

    Rgb = NDArray[np.uint8]
    Light = NDArray[np.float32]

WIDTH, HEIGHT = 1632, 1224
SHEET = (1000, 1414)
"""An A4 sheet as drawn, before it is photographed."""
VARIANTS = 3
"""Views of one page that differ by noise only; a live picture never repeats."""
FONTS = Path("/usr/share/fonts/opentype/noto")
SERIF, SANS = "NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc"
SIMPLIFIED = 2
"""Index of the SC face inside the Noto CJK collections."""

PAGES = ("iou", "transfer", "iou_dim", "cut")
"""`iou_dim` is the IOU in bad light, `cut` one that hangs off the table's edge."""

_PLACED: dict[str, tuple[tuple[float, float], ...]] = {
    "iou": ((448, 92), (1150, 78), (1232, 1120), (430, 1150)),
    "transfer": ((520, 70), (1200, 105), (1180, 1110), (455, 1085)),
    "iou_dim": ((430, 110), (1120, 70), (1220, 1110), (470, 1160)),
    "cut": ((-160, 140), (560, 60), (690, 1090), (-120, 1190)),
}


class NoFont(Exception):
    """The Noto CJK fonts are not installed (Debian package fonts-noto-cjk)."""


def page_corners(name: str) -> tuple[tuple[float, float], ...]:
    """Where the page lies in the view: top left, top right, bottom right, bottom left, in pixels."""
    return _PLACED[name]


@lru_cache(maxsize=16)
def _jpeg(name: str, variant: int) -> bytes:
    import cv2  # heavy

    bgr = cv2.cvtColor(page_view(name, variant), cv2.COLOR_RGB2BGR)
    _, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 90])
    return bytes(data)


def render(name: str) -> None:
    """Draw all views of a page ahead, so that the video does not stutter. Raises as `page_jpeg`."""
    for tick in range(VARIANTS):
        page_jpeg(name, tick)


def page_jpeg(name: str, tick: int = 0) -> bytes:
    """The view of a page, or of the bare table for an empty name, as JPEG. Raises `ValueError` for others."""
    if name and name not in PAGES:
        raise ValueError("unknown page")
    return _jpeg(name, tick % VARIANTS)


def page_view(name: str, variant: int = 0) -> Rgb:
    """The same as an array."""
    import cv2
    import numpy as np

    return np.asarray(cv2.add(_lit(name), _noise(variant), dtype=cv2.CV_8U), np.uint8)


@lru_cache(maxsize=8)
def _lit(name: str) -> Light:
    """The view before the sensor adds its noise."""
    import numpy as np

    view: Light = _table().astype(np.float32)
    if name:
        view = _laid(view, _sheet("transfer" if name == "transfer" else "iou"), _PLACED[name])
    return view * _light(name) * np.float32(0.3 if name == "iou_dim" else 1)


@lru_cache(maxsize=VARIANTS)
def _noise(variant: int) -> Light:
    import numpy as np

    grain = np.random.default_rng(variant + 10).normal(0, 2.5, (HEIGHT, WIDTH, 1)).astype(np.float32)
    return np.ascontiguousarray(np.broadcast_to(grain, (HEIGHT, WIDTH, 3)))


@lru_cache(maxsize=1)
def _table() -> Rgb:
    """A dark grey table with a faint grain."""
    import cv2
    import numpy as np

    rough = np.random.default_rng(3).normal(0, 9, (HEIGHT // 4, WIDTH // 12)).astype(np.float32)
    grain = cv2.resize(rough, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)[..., None]
    return np.asarray(np.clip(np.array([64, 72, 82], np.float32) + grain, 0, 255), np.uint8)


def _laid(view: Light, sheet: Rgb, corners: tuple[tuple[float, float], ...]) -> Light:
    """The sheet on the table, with the soft shadow of its edge."""
    import cv2
    import numpy as np

    width, height = SHEET
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, np.array(corners, np.float32))
    mask = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, (WIDTH, HEIGHT))[..., None]
    shadow = cv2.GaussianBlur(np.roll(mask, (10, 6), (0, 1)), (0, 0), 9)[..., None]
    flat = cv2.warpPerspective(sheet, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_AREA)
    dark = view * (1 - 0.45 * shadow)
    return np.asarray(dark * (1 - mask) + flat * mask, np.float32)


def _light(name: str) -> Light:
    """Vignetting, and the hard shadow of somebody's arm across the corner."""
    import numpy as np

    y, x = np.mgrid[-1 : 1 : HEIGHT * 1j, -1 : 1 : WIDTH * 1j]
    light = 1 - 0.16 * (x * x + y * y)
    if name:
        light = np.where(x * 0.9 + y > 0.95, light * 0.72, light)
    return np.asarray(light[..., None], np.float32)


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    try:
        return ImageFont.truetype(str(FONTS / name), size, index=SIMPLIFIED)
    except OSError as error:
        raise NoFont("simulated pages need the Debian package fonts-noto-cjk") from error


@lru_cache(maxsize=4)
def _sheet(name: str) -> Rgb:
    """The page itself, flat."""
    import numpy as np
    from PIL import Image, ImageDraw

    image = Image.new("RGB", SHEET, (250, 249, 243))
    draw = ImageDraw.Draw(image)
    (_draw_transfer if name == "transfer" else _draw_iou)(draw)
    return np.asarray(image, np.uint8)


def _draw_iou(draw: ImageDraw.ImageDraw) -> None:
    """An IOU as people write one."""
    ink = (40, 48, 66)
    draw.text((500, 190), "借 条", font=_font(SERIF, 78), fill=ink, anchor="mm")
    body = _font(SERIF, 46)
    lines = ("        今向张秀英借到人民币伍万元整", "(¥50,000.00),用于店铺周转,于", "2025年9月15日前还清。")
    for row, line in enumerate(lines):
        draw.text((120, 330 + row * 100), line, font=body, fill=ink)
    draw.text((880, 760), "借款人:李建国", font=body, fill=ink, anchor="rm")
    draw.text((880, 850), "2024年3月15日", font=body, fill=ink, anchor="rm")
    for ring in range(4):  # a thumb print over the name
        box = (838 + ring * 7, 716 + ring * 9, 898 - ring * 7, 802 - ring * 9)
        draw.ellipse(box, outline=(198, 52, 48), width=3)


def _draw_transfer(draw: ImageDraw.ImageDraw) -> None:
    """A bank's record of a transfer."""
    ink, rule = (30, 34, 44), (150, 156, 168)
    draw.rectangle((80, 90, 920, 150), fill=(26, 79, 122))
    draw.text((500, 120), "转账电子回单", font=_font(SANS, 36), fill=(255, 255, 255), anchor="mm")
    rows = (
        ("交易时间", "2024-03-15 10:26:08"),
        ("付款人", "张秀英"),
        ("付款账号", "6222 **** **** 0137"),
        ("收款人", "李建国"),
        ("收款账号", "6217 **** **** 4402"),
        ("金额", "人民币 50,000.00 元"),
        ("大写", "伍万元整"),
        ("摘要", "借款"),
        ("流水号", "20240315 0001 8826"),
    )
    for index, (label, value) in enumerate(rows):
        y = 230 + index * 96
        draw.text((110, y), label, font=_font(SANS, 32), fill=(96, 104, 118), anchor="lm")
        draw.text((330, y), value, font=_font(SANS, 34), fill=ink, anchor="lm")
        draw.line((90, y + 48, 910, y + 48), fill=rule, width=2)
    draw.text(
        (110, 1200), "本回单为模拟样张,不作凭证使用", font=_font(SANS, 28), fill=(120, 126, 138), anchor="lm"
    )
