"""The small window beside the terminal in a demonstration: the hand with the card, the face, the paper."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from devices.simulators.control import RigClient, RigError

QML = Path(__file__).parent / "qml" / "RigWindow.qml"

Button = dict[str, Any]


class Rig(Protocol):
    """What the window needs of a rig."""

    def do(self, verb: str, **args: Any) -> dict[str, Any]:
        """Carry out a verb. Raises `RigError`."""


def button(label: str, *steps: tuple[str, Mapping[str, str]]) -> Button:
    """A button that carries out some verbs one after the other."""
    return {"label": label, "steps": [{"verb": verb, "args": dict(args)} for verb, args in steps]}


def groups(people: Mapping[str, str]) -> list[dict[str, Any]]:
    """Everything the window can do; `people` maps a persona's id to the name on its card."""
    hands = [
        button(f"{name}：放卡", ("card.put", {"persona": person}), ("face.show", {"persona": person}))
        for person, name in people.items()
    ]
    plugs = {
        "id_reader": "读卡器",
        "receipt_printer": "凭条机",
        "face_camera": "摄像头",
        "document_camera": "高拍仪",
    }
    return [
        {"title": "身份证（人也站到镜头前）", "buttons": [*hands, button("拿走卡", ("card.remove", {}))]},
        {"title": "读卡的毛病", "buttons": _faults("card.fault", CARD_FAULTS)},
        {"title": "镜头前的人", "buttons": _faults("face.action", FACE_ACTIONS)},
        {"title": "镜头的毛病", "buttons": _faults("face.fault", FACE_FAULTS)},
        {
            "title": "高拍仪上的纸",
            "buttons": [
                button("放借条", ("page.put", {"name": "iou"})),
                button("放转账单", ("page.put", {"name": "transfer"})),
                button("拿走", ("page.remove", {})),
            ],
        },
        {
            "title": "凭条机的纸",
            "buttons": [
                button("有纸", ("printer.paper", {"state": "ok"})),
                button("快没了", ("printer.paper", {"state": "low"})),
                button("没纸", ("printer.paper", {"state": "out"})),
            ],
        },
        {"title": "拔线", "buttons": [button(n, ("device.unplug", {"kind": k})) for k, n in plugs.items()]},
        {"title": "插回", "buttons": [button(n, ("device.replug", {"kind": k})) for k, n in plugs.items()]},
    ]


CARD_FAULTS = {"none": "正常", "torn": "断一截", "bad_xor": "校验错", "slow": "慢"}
FACE_ACTIONS = {"neutral": "看前面", "left": "向左", "right": "向右", "mouth": "张嘴", "blink": "眨眼"}
FACE_FAULTS = {
    "none": "正常",
    "freeze": "画面停住",
    "black": "全黑",
    "two": "两个人",
    "away": "没人",
    "photo": "拿照片",
}


def _faults(verb: str, names: Mapping[str, str]) -> list[Button]:
    return [button(label, (verb, {"name": name})) for name, label in names.items()]


class Desk(QObject):
    """Carries out what was pressed, one after the other, away from the window's thread."""

    said = Signal(str)

    def __init__(self, rig: Rig, layout: list[dict[str, Any]]) -> None:
        """Press the buttons of `layout` on `rig`."""
        super().__init__()
        self._rig = rig
        self._layout = layout
        self._hand = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rig-hand")

    def _get_layout(self) -> list[dict[str, Any]]:
        return self._layout

    layout = Property("QVariantList", _get_layout, constant=True)  # type: ignore[arg-type]

    @Slot(int, int)
    def press(self, group: int, place: int) -> None:
        """Press one button."""
        pressed = self._layout[group]["buttons"][place]
        self._hand.submit(self._carry_out, pressed).add_done_callback(self._report(pressed["label"]))

    def close(self) -> None:
        """Let go of what is not begun yet."""
        self._hand.shutdown(wait=False, cancel_futures=True)

    def _carry_out(self, pressed: Button) -> None:
        for step in pressed["steps"]:
            self._rig.do(step["verb"], **step["args"])

    def _report(self, label: str) -> Callable[[Future[None]], None]:
        def report(done: Future[None]) -> None:
            if done.cancelled():
                return
            trouble = done.exception()
            self.said.emit(f"{label}：{trouble}" if trouble else f"{label}：好了")

        return report


def people_of(rig: Rig) -> dict[str, str]:
    """The personas this rig can put down, with their names. Raises `RigError`."""
    from devices.simulators.personas import load_personas

    known = load_personas()
    return {person: known[person].name for person in rig.do("state")["personas"] if person in known}


def open_window(rig: Rig, people: Mapping[str, str]) -> tuple[QQmlApplicationEngine, Desk, QQuickWindow]:
    """The window, shown; keep what is returned for as long as it should stand."""
    desk = Desk(rig, groups(people))
    engine = QQmlApplicationEngine()
    engine.setInitialProperties({"desk": desk})
    engine.load(str(QML))
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)  # noqa: S101 - the root of our own file
    return engine, desk, window


def run(control_path: str | Path) -> int:
    """Show the window until it is closed; 1 when the rig does not answer."""
    app = QGuiApplication(sys.argv[:1])
    rig = RigClient(control_path)
    try:
        people = people_of(rig)
    except RigError as error:
        sys.stderr.write(f"the simulated hardware does not answer: {error}\n")
        return 1
    engine, desk, window = open_window(rig, people)
    code = app.exec()
    desk.close()
    del window, engine
    return code
