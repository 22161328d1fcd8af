"""The door for tests and the tour: real touches, and an honest no for what a finger could not reach."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.ui.driver import DriverClient, DriverError, open_driver
from tests.kiosk.ui.scene import Scene


class Door:
    """Asks from another thread while the scene goes on."""

    def __init__(self, scene: Scene, path: Path) -> None:
        self._scene = scene
        self._path = path

    def do(self, verb: str, **arguments: Any) -> dict[str, Any]:
        """One verb over the socket."""
        outcome: list[Callable[[], dict[str, Any]]] = []
        thread = threading.Thread(target=lambda: outcome.append(self._ask(verb, arguments)))
        thread.start()
        while thread.is_alive():
            self._scene.wait(5)
        thread.join()
        self._scene.wait(20)
        return outcome[0]()

    def _ask(self, verb: str, arguments: dict[str, Any]) -> Callable[[], dict[str, Any]]:
        try:
            with DriverClient(self._path) as client:
                answer = client.do(verb, **arguments)
        except DriverError as error:
            code = error.code

            def refuse() -> dict[str, Any]:
                raise DriverError(code)

            return refuse
        return lambda: answer


@pytest.fixture
def door(scene: Scene, tmp_path: Path) -> Iterator[Door]:
    path = tmp_path / "door"
    server = open_driver(path, scene.window, scene.flow)
    yield Door(scene, path)
    server.close()


def test_tap_is_a_touch(scene: Scene, door: Door) -> None:
    scene.show("intro")
    door.do("tap", objectName="action-begin")
    assert scene.acts("begin") == [{}]


@pytest.mark.parametrize(
    ("fixture", "item", "code"),
    [
        ("intro", "action-confirm", "absent"),
        ("idle", "bar-back", "disabled"),
        ("over_end_confirm", "action-confirm", "disabled"),
        ("attendant", "action-pin", "disabled"),
    ],
)
def test_what_a_finger_cannot_do_is_refused(
    scene: Scene, door: Door, fixture: str, item: str, code: str
) -> None:
    scene.show(fixture)
    with pytest.raises(DriverError) as refused:
        door.do("tap", objectName=item)
    assert refused.value.code == code
    assert scene.flow.acts == []


def test_what_is_further_down_is_covered(scene: Scene, door: Door) -> None:
    scene.mode(size="large")
    scene.show("intro")
    with pytest.raises(DriverError) as refused:
        door.do("tap", objectName="way-window")
    assert refused.value.code == "covered"


def test_type_replaces_what_stood_there(scene: Scene, door: Door) -> None:
    scene.show("attendant_no_card")
    for text in ("王", "李建国"):
        door.do("tap", objectName="field-name")
        door.do("type", objectName="field-name", text=text)
    assert scene.find("field-name").property("text") == "李建国"
    scene.window.contentItem().forceActiveFocus()


def test_tree_names_and_places(scene: Scene, door: Door) -> None:
    scene.show("intro")
    items = {item["objectName"]: item for item in door.do("tree")["items"]}
    begin = items["action-begin"]
    assert begin["name"] == "开始办理"
    assert begin["role"] == "Button"
    assert begin["rect"][2] >= 112
    assert begin["enabled"] is True
    scene.show("idle")
    items = {item["objectName"]: item for item in door.do("tree")["items"]}
    assert items["bar-back"]["enabled"] is False


def test_screen_and_screenshot(scene: Scene, door: Door, tmp_path: Path) -> None:
    scene.show("over_help")
    seen = door.do("screen")
    assert (seen["screen"], seen["overlay"]) == ("intro", "help")
    door.do("screenshot", path=str(tmp_path / "shot.png"))
    assert (tmp_path / "shot.png").stat().st_size > 10_000


@pytest.mark.parametrize("verb", ["fly", "tap"])
def test_nonsense_is_refused(door: Door, verb: str) -> None:
    with pytest.raises(DriverError) as refused:
        door.do(verb)
    assert refused.value.code == "refused"


def test_door_is_private(door: Door, tmp_path: Path) -> None:
    assert (tmp_path / "door").stat().st_mode & 0o077 == 0
