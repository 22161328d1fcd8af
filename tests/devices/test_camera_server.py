"""The verbs of the simulated cameras."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from devices.clock import SystemClock
from devices.simulators.cameras import CameraServer


@pytest.fixture
def server() -> Iterator[CameraServer]:
    """Not listening: verbs and frames need no port."""
    server = CameraServer(SystemClock(), {"wang": "hopper"})
    yield server
    server.stop()


def test_a_persona_shows_their_face(server: CameraServer) -> None:
    before = server.face_frame()
    assert server.do("face.show", persona="wang")["face"] == "hopper"
    assert server.face_frame() != before


def test_actions_faults_and_pages_are_kept(server: CameraServer) -> None:
    server.do("face.action", name="left")
    server.do("face.fault", name="freeze")
    state = server.do("page.put", name="transfer")
    assert (state["action"], state["fault"], state["page"]) == ("left", "freeze", "transfer")
    assert server.do("page.remove")["page"] == ""


def test_unplugged_cameras_give_no_frame(server: CameraServer) -> None:
    server.do("device.unplug", kind="face_camera")
    assert server.face_frame() is None
    assert server.page_frame() is not None
    assert server.do("device.replug", kind="face_camera")["unplugged"] == []
    assert server.face_frame() is not None


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("face.dance", {}),
        ("face.show", {"persona": "nobody"}),
        ("face.action", {"name": "wink"}),
        ("face.fault", {"name": "fire"}),
        ("face.fault", {}),
        ("page.put", {"name": "secret"}),
        ("page.remove", {"name": "iou"}),
    ],
)
def test_what_it_does_not_know_is_refused(server: CameraServer, verb: str, args: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"unknown|wrong"):
        server.do(verb, **args)
