"""Pictures that change while a screen is shown: cameras, the composed page, the card's photo."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from kiosk.ui.flow_protocol import FlowProtocol


class LiveImages(QQuickImageProvider):
    """`image://live/<name>?<anything>`: the newest frame of that name, or one clear pixel."""

    def __init__(self, flow: FlowProtocol) -> None:
        """Serve the pictures of `flow`."""
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._flow = flow

    def requestImage(self, address: str, size: QSize, wanted: QSize) -> QImage:
        """Decode the newest frame, scaled down to `wanted` when a side of it is set."""
        frame = self._flow.live_frame(address.partition("?")[0])
        image = QImage.fromData(frame[1]) if frame is not None else QImage()
        if image.isNull():
            image = QImage(1, 1, QImage.Format.Format_ARGB32)
            image.fill(0)
        size.setWidth(image.width())
        size.setHeight(image.height())
        if wanted.width() > 0 and wanted.height() > 0 and image.width() > wanted.width():
            from PySide6.QtCore import Qt  # 40 ms of enums, not before the first frame

            keep = Qt.AspectRatioMode.KeepAspectRatio
            return image.scaled(wanted, keep, Qt.TransformationMode.SmoothTransformation)
        return image
