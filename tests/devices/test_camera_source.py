"""Frames over real HTTP, and the cameras that are refused."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.camera.source import MjpegSource, identify, open_source, present, refuse_virtual
from devices.clock import SystemClock
from devices.life import DeviceError, Unplugged
from devices.simulators.cameras import CameraServer

SIZE = (640, 480)


@pytest.fixture
def server() -> Iterator[CameraServer]:
    server = CameraServer(SystemClock())
    yield server
    server.stop()


def test_face_frames_come_and_differ(server: CameraServer) -> None:
    with contextlib.closing(open_source(f"sim:http://127.0.0.1:{server.start()}/face.mjpg", SIZE)) as source:
        frames = [source.read() for _ in range(3)]
    assert [frame.shape for frame in frames] == [(480, 640, 3)] * 3
    assert (frames[0] != frames[1]).any()


def test_page_frames_and_the_still_are_large(server: CameraServer) -> None:
    port = server.start()
    server.do("page.put", name="iou")
    with contextlib.closing(open_source(f"sim:http://127.0.0.1:{port}/page.mjpg", SIZE)) as source:
        assert source.read().shape == (1224, 1632, 3)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/page.jpg")
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Content-Type")) == (200, "image/jpeg")
    assert answer.read()[:2] == b"\xff\xd8"
    connection.close()


def test_unplugging_ends_the_stream_and_the_presence(server: CameraServer) -> None:
    uri = f"sim:http://127.0.0.1:{server.start()}/face.mjpg"
    assert present(uri)
    with contextlib.closing(open_source(uri, SIZE)) as source:
        source.read()
        server.do("device.unplug", kind="face_camera")
        with pytest.raises(Unplugged):
            for _ in range(100):
                source.read()
    assert not present(uri)
    with pytest.raises(Unplugged):
        open_source(uri, SIZE)
    server.do("device.replug", kind="face_camera")
    assert present(uri)


def test_no_server_and_no_such_path_are_unplugged(server: CameraServer) -> None:
    port = server.start()
    for uri in (f"sim:http://127.0.0.1:{port}/none.mjpg", "sim:http://127.0.0.1:9/face.mjpg"):
        assert not present(uri)
        with pytest.raises(Unplugged):
            open_source(uri, SIZE)


def raw_server(answer: bytes) -> tuple[int, threading.Thread]:
    """Answers one viewer with these bytes and hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listener, listener.accept()[0] as viewer:
            viewer.recv(4000)
            viewer.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    return int(listener.getsockname()[1]), thread


HEAD = b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=x\r\n\r\n"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x\r\nContent-Length: 10\r\n\r\nabc",
        b"--x\r\nContent-Length: -5\r\n\r\nabc",
        b"--x\r\nContent-Length: 999999999999\r\n\r\nabc",
        b"--x\r\nContent-Length: what\r\n\r\nabc",
        b"--x\r\nContent-Length: 3\r\n\r\nabc",
    ],
)
def test_a_broken_stream_is_unplugged(body: bytes) -> None:
    port, thread = raw_server(HEAD + body)
    with contextlib.closing(MjpegSource(f"http://127.0.0.1:{port}/x")) as source, pytest.raises(Unplugged):
        source.read()
    thread.join(5)


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("sim:http://192.0.2.1/face.mjpg", "bad_address"),
        ("sim:ftp://127.0.0.1/face.mjpg", "bad_address"),
        ("http://127.0.0.1/face.mjpg", "bad_address"),
        ("v4l2:/dev/video0", "bad_address"),
        ("v4l2:/dev/v4l/by-id/no-such-camera", "unplugged"),
    ],
)
def test_other_addresses_are_refused(uri: str, code: str) -> None:
    with pytest.raises(DeviceError) as caught:
        open_source(uri, SIZE)
    assert caught.value.code == code


def test_a_usb_camera_is_known_by_what_the_kernel_read_from_it(tmp_path: Path) -> None:
    device = tmp_path / "devices" / "usb1" / "1-4"
    place = device / "1-4:1.0" / "video4linux" / "video0"
    place.mkdir(parents=True)
    told = {"idVendor": "046d", "idProduct": "0825", "product": "Webcam C270", "bcdDevice": "0012"}
    for name, text in told.items():
        (device / name).write_text(text + "\n")
    names = tmp_path / "class" / "video4linux"
    names.mkdir(parents=True)
    (names / "video0").symlink_to(place)
    link = tmp_path / "by-id"
    link.symlink_to("/dev/video0")
    assert identify(f"v4l2:{link}", tmp_path) == {
        "model": "Webcam C270", "firmware": "0012", "usb": "046d:0825"
    }  # fmt: skip
    assert identify("v4l2:/dev/v4l/by-id/nothing", tmp_path) == {}


@pytest.mark.parametrize(
    ("place", "allowed"),
    [
        ("devices/pci0000:00/0000:00:14.0/usb1/1-4/1-4:1.0/video4linux/video0", True),
        ("devices/virtual/video4linux/video0", False),
        ("devices/platform/vivid.0/video4linux/video0", False),
    ],
)
def test_only_usb_cameras_are_real(tmp_path: Path, place: str, allowed: bool) -> None:
    (tmp_path / place).mkdir(parents=True)
    names = tmp_path / "class" / "video4linux"
    names.mkdir(parents=True)
    (names / "video0").symlink_to(tmp_path / place)
    if allowed:
        refuse_virtual("video0", tmp_path)
    else:
        with pytest.raises(DeviceError, match="virtual_camera"):
            refuse_virtual("video0", tmp_path)
