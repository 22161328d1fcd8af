"""Where frames come from: a UVC camera by its stable link, or the simulator's MJPEG stream.

Both give RGB arrays of shape (height, width, 3), uint8. A virtual camera (a loopback device fed by a
program) would let a face swap in, so anything that is not a USB device is refused, except `sim:`.
"""

from __future__ import annotations

import http.client
import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from devices.life import DeviceError, Unplugged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rgb = NDArray[np.uint8]

SIM = "sim:"
V4L2 = "v4l2:"
STABLE_FOLDERS = ("/dev/v4l/by-id", "/dev/v4l/by-path")
READ_SECONDS = 2.0
PRESENT_SECONDS = 1.5
USB_FACTS = {"model": "product", "firmware": "bcdDevice", "serial": "serial"}
"""Fact to the file in which the kernel keeps it."""
MAX_JPEG = 8 * 1024 * 1024


class FrameSource(Protocol):
    """An open camera. `read` raises `Unplugged` when the camera is gone or silent for two seconds."""

    def read(self) -> Rgb:
        """The next frame, RGB uint8 (height, width, 3)."""

    def close(self) -> None:
        """Let go of the camera; safe to call twice."""


def open_source(uri: str, size: tuple[int, int]) -> FrameSource:
    """Open `sim:http://...` or `v4l2:/dev/v4l/by-id/...`, asking a real camera for `size` (width, height).

    Raises `Unplugged` when it is not there, `DeviceError` (`bad_address`, `virtual_camera`) when not allowed.
    """
    if uri.startswith(SIM):
        return MjpegSource(uri.removeprefix(SIM))
    if uri.startswith(V4L2):
        return V4l2Source(Path(uri.removeprefix(V4L2)), size)
    raise DeviceError("bad_address", "camera address must start with sim: or v4l2:")


def present(uri: str) -> bool:
    """Whether a camera stands at this address, asked without starting it (its light stays off)."""
    if uri.startswith(V4L2):
        return Path(uri.removeprefix(V4L2)).exists()
    address = urlsplit(uri.removeprefix(SIM))
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=PRESENT_SECONDS)
    try:
        connection.request("HEAD", address.path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def identify(uri: str, sys_root: Path = Path("/sys")) -> dict[str, str]:
    """What the kernel read from a USB camera: `model`, `usb` (vendor and product), `serial`, `firmware` (bcdDevice).

    Empty where it is not there; nothing is started.
    """
    if not uri.startswith(V4L2):
        return {"model": "simulated"}
    name = Path(uri.removeprefix(V4L2)).resolve().name
    place = (sys_root / "class" / "video4linux" / name).resolve()
    device = next((up for up in place.parents if (up / "idVendor").exists()), None)
    if device is None:
        return {}
    told = {fact: _line(device / file) for fact, file in USB_FACTS.items()}
    told["usb"] = f"{_line(device / 'idVendor')}:{_line(device / 'idProduct')}"
    return {fact: text for fact, text in told.items() if text}


def _line(path: Path) -> str:
    """The one line of a file of the kernel's; empty where it has none."""
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""


class MjpegSource:
    """A small reader of `multipart/x-mixed-replace` over HTTP, with a time limit on every read."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        if address.scheme != "http" or address.hostname not in ("127.0.0.1", "localhost", "::1"):
            raise DeviceError("bad_address", "a simulated camera is on this machine")
        self._connection = http.client.HTTPConnection(address.hostname, address.port, timeout=READ_SECONDS)
        try:
            self._connection.request("GET", address.path)
            self._response = self._connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise Unplugged("no answer") from error
        if self._response.status != 200:
            self.close()
            raise Unplugged(f"status {self._response.status}")

    def read(self) -> Rgb:
        """The next frame of the stream."""
        import cv2  # heavy, wanted only once a camera runs
        import numpy as np

        picture = cv2.imdecode(np.frombuffer(self._part(), np.uint8), cv2.IMREAD_COLOR)
        if picture is None:
            raise Unplugged("not a picture")
        return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)

    def _part(self) -> bytes:
        try:
            length = self._length()
            data = self._response.read(length)
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise Unplugged("stream broke") from error
        if len(data) != length:
            raise Unplugged("stream ended")
        return data

    def _length(self) -> int:
        """Read the head of a part; the size of its picture."""
        length = 0
        while line := self._response.readline(1000):
            name, _, value = line.decode("latin-1").partition(":")
            if name.strip().lower() == "content-length":
                length = int(value)
            elif not line.strip() and length:
                break
        if not 0 < length <= MAX_JPEG:
            raise ValueError("no length")
        return length

    def close(self) -> None:
        """Close the connection."""
        if self._connection.sock is not None:
            self._connection.sock.close()
        self._connection.close()


class V4l2Source:
    """A UVC camera through OpenCV, at a stable link only."""

    def __init__(self, link: Path, size: tuple[int, int], sys_root: Path = Path("/sys")) -> None:
        refuse_unstable(link)
        if not link.exists():
            raise Unplugged("no such camera")
        refuse_virtual(link.resolve().name, sys_root)
        # OpenCV waits 10 s for a silent camera by default; it reads this when the first camera is opened.
        os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", str(int(READ_SECONDS)))
        import cv2

        self._cv2 = cv2
        self._capture = cv2.VideoCapture(str(link.resolve()), cv2.CAP_V4L2)
        if not self._capture.isOpened():
            raise Unplugged("cannot be opened")
        for name, value in (
            (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")),
            (cv2.CAP_PROP_FRAME_WIDTH, size[0]),
            (cv2.CAP_PROP_FRAME_HEIGHT, size[1]),
            (cv2.CAP_PROP_BUFFERSIZE, 1),
        ):
            self._capture.set(name, value)

    def read(self) -> Rgb:
        """The next frame."""
        import numpy as np

        good, picture = self._capture.read()
        if not good:
            raise Unplugged("no frame")
        return np.asarray(self._cv2.cvtColor(picture, self._cv2.COLOR_BGR2RGB), np.uint8)

    def close(self) -> None:
        """Release the camera."""
        self._capture.release()


def refuse_unstable(link: Path) -> None:
    """A camera is bound by its stable link (make, serial, port), never by a number that another may take."""
    if not str(link).startswith(STABLE_FOLDERS):
        raise DeviceError("bad_address", "a camera is named by /dev/v4l/by-id or by-path")


def refuse_virtual(name: str, sys_root: Path) -> None:
    """Raises `DeviceError("virtual_camera")` unless the kernel shows `name` (video0) below a USB bus."""
    place = (sys_root / "class" / "video4linux" / name).resolve().parts
    if "virtual" in place or not any(part.startswith("usb") for part in place):
        raise DeviceError("virtual_camera", "the camera is not a USB device")
