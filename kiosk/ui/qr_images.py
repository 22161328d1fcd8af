"""QR codes as pictures for QML: `image://qr/<text>`; black on white in every theme, as phones expect."""

from __future__ import annotations

from urllib.parse import unquote

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickImageProvider

QUIET_ZONE = 4
"""Empty modules around the code (ISO/IEC 18004, 6.3.8)."""


def qr_image(text: str) -> QImage:
    """The code for a text, one pixel a module, with its quiet zone; error correction level M."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    image = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.setPixelColor(x, y, QColor("black"))
    return image


class QrImages(QQuickImageProvider):
    """Draws the text of the address; the picture is scaled by whole modules and never smoothed."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requested_size: QSize) -> QImage:  # noqa: A002, ARG002
        """Called by Qt with the part after `image://qr/`."""
        from PySide6.QtCore import Qt  # 40 ms of enums, not before the first frame

        image = qr_image(unquote(id))
        wanted = requested_size.width()
        if wanted <= image.width():
            return image
        side = image.width() * (wanted // image.width())
        return image.scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation
        )
