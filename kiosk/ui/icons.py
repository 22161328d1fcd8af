"""Line icons, drawings and dashed outlines in the colours of the theme, drawn once and then kept as files.

A visit process lives for one resident, so each would draw the same thirty pictures before its first frame. They are
kept beside the compiled QML, in the folder that `QML_DISK_CACHE_PATH` names; without one each process draws its own.
"""

from __future__ import annotations

import logging
import os
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

FOLDER = Path(__file__).parent / "artwork"
TOKENS = ("ink", "card", "sunk", "tint", "primary", "accent", "on", "paper")
"""The colours a drawing may name as `$ink` ..., in the order in which `Drawing.qml` sends them."""
NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"/>'
PAINTED = 1
"""To be raised when the way of drawing changes, so that no kept picture of the old way is shown."""

log = logging.getLogger(__name__)


class ArtworkImages(QQuickImageProvider):
    """What the three kinds share: a picture is looked up, else drawn and kept."""

    kind = ""

    def __init__(self) -> None:
        """Needs nothing but the files in `artwork`."""
        super().__init__(QQuickImageProvider.ImageType.Image)
        cache = os.environ.get("QML_DISK_CACHE_PATH", "")
        self._folder = Path(cache) / "pictures" if cache else None

    def requestImage(self, address: str, size: QSize, wanted: QSize) -> QImage:
        """The picture of that address inside `wanted` pixels; `size` is told what came out."""
        width, height = wanted.width(), wanted.height()
        path = self._path(address, width, height)
        image = _kept(path, width, height) if path else None
        if image is None:
            image = self._draw(address, wanted)
            if path:
                _keep(image, path)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image

    def svg(self, address: str, wanted: QSize) -> str:
        """What is to be drawn for that address; each kind of picture says its own, this one is empty."""
        del address, wanted
        return NOTHING

    def _draw(self, address: str, wanted: QSize) -> QImage:
        from kiosk.ui.painting import paint

        return paint(self.svg(address, wanted), wanted)

    def _path(self, address: str, width: int, height: int) -> Path | None:
        """The file for a picture as it is drawn from the present artwork; None where none can be kept."""
        if self._folder is None or width <= 0 or height <= 0:
            return None
        name = address.partition("/")[0]
        try:
            drawn = (FOLDER / self.kind / f"{name}.svg").stat().st_mtime_ns if self.kind != "dashed" else 0
        except OSError:
            return None
        words = address.replace("/", "-")
        return self._folder / f"{self.kind}-{words}-{width}x{height}-{drawn:x}.{PAINTED}"


def _kept(path: Path, width: int, height: int) -> QImage | None:
    """The picture in that file, or None. Plain pixels: a PNG would have Qt look through all its plug-ins first."""
    try:
        pixels = path.read_bytes()
    except OSError:
        return None
    if len(pixels) != 4 * width * height:
        return None
    return QImage(pixels, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied).copy()


def _keep(image: QImage, path: Path) -> None:
    """Put it there whole or not at all; a folder that cannot be written to costs only time."""
    half = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(image.constBits())
        half.replace(path)
    except OSError as error:
        log.info("pictures are not kept: errno %s", error.errno)


class IconImages(ArtworkImages):
    """`image://icon/<name>/<hex>`: a 48-grid line icon whose `currentColor` is that colour."""

    kind = "icon"

    def svg(self, address: str, wanted: QSize) -> str:  # noqa: ARG002 - the outline needs it
        """The icon in its colour."""
        name, _, colour = address.partition("/")
        return _source("icon", name).replace("currentColor", f"#{colour}")


class DrawingImages(ArtworkImages):
    """`image://drawing/<name>/<hex-hex-...>`: a drawing with the theme's colours in the order of `TOKENS`."""

    kind = "drawing"

    def svg(self, address: str, wanted: QSize) -> str:  # noqa: ARG002 - the outline needs it
        """The drawing in the theme's colours."""
        name, _, colours = address.partition("/")
        svg = _source("drawing", name)
        for token, colour in zip(TOKENS, colours.split("-"), strict=False):
            svg = svg.replace(f"${token}", f"#{colour}")
        return svg


class DashedImages(ArtworkImages):
    """`image://dashed/<hex>/<radius>/<width>`: a dashed rounded outline as large as asked."""

    kind = "dashed"

    def svg(self, address: str, wanted: QSize) -> str:
        """The outline."""
        colour, radius, line = address.split("/")
        width, height, inset = max(1, wanted.width()), max(1, wanted.height()), float(line) / 2
        dash = 4 * float(line)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
            f'<rect x="{inset}" y="{inset}" width="{width - 2 * inset}" height="{height - 2 * inset}" '
            f'rx="{radius}" fill="none" stroke="#{colour}" stroke-width="{line}" '
            f'stroke-dasharray="{dash} {dash}"/></svg>'
        )


@lru_cache(maxsize=128)
def _source(kind: str, name: str) -> str:
    path = FOLDER / kind / f"{name}.svg"
    if not path.is_file():
        log.warning("no %s named %s", kind, name)
        return NOTHING
    return path.read_text(encoding="utf-8")
