"""Speaking to the real scene through the real recogniser: sound into the microphone's adapter, the screen changes."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from kiosk.ui.listening import Listening
from kiosk.ui.speech import Speech
from kiosk.voice.addresses import VoiceAddresses
from tests.kiosk.ui.scene import Scene
from tests.kiosk.voice.mouth import MODEL, RATE, Synthesised

QUIET = bytes(3 * RATE)
BEGUN = round(0.55 * RATE) * 2
"""Bytes of an utterance, a quarter of a second of quiet before it, in which it has begun and is not over."""


class Talker:
    """Somebody before the scene who only speaks."""

    def __init__(self, scene: Scene, path: Path) -> None:
        self._path = path
        self._flow = scene.flow
        found = scene.engine.findChild(Listening)
        assert isinstance(found, Listening)
        self.listening = found
        speech = scene.engine.findChild(Speech)
        assert isinstance(speech, Speech)
        self._speech = speech
        self._mouth = Synthesised()
        self._line: socket.socket | None = None

    def say(self, words: str) -> None:
        until(lambda: not self._speech.property("reading"))
        self._give(self._mouth.say(words) + QUIET)

    def say_around(self, words: str, happens: Callable[[], object]) -> None:
        """Begin to say it, and end when something has happened meanwhile."""
        sound = self._mouth.say(words) + QUIET
        self._give(sound[:BEGUN])
        until(lambda: self._flow.status["mic"] == "heard")
        happens()
        self._give(sound[BEGUN:])

    def _give(self, sound: bytes) -> None:
        if self._line is None:
            self._line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._line.connect(str(self._path))
        for at in range(0, len(sound), 6400):
            self._line.sendall(sound[at : at + 6400])
            QTest.qWait(20)

    def say_until(self, words: str, condition: Callable[[], object]) -> None:
        """As often as it takes to be understood, as a person would."""
        for _ in range(8):
            self.say(words)
            for _ in range(200):
                if condition():
                    return
                QTest.qWait(10)
        raise AssertionError("not understood")

    def see(self, name: str) -> object:
        return self.listening.property(name)

    def leave(self) -> None:
        if self._line is not None:
            self._line.close()
        self.listening.stop()


def until(condition: Callable[[], object]) -> None:
    for _ in range(6000):
        if condition():
            return
        QTest.qWait(10)
    raise AssertionError("waited in vain")


@pytest.fixture
def talker(scene: Scene, tmp_path: Path) -> Iterator[Talker]:
    path = tmp_path / "mic.sock"
    scene.flow.voice = VoiceAddresses(model=str(MODEL), microphone=f"sim:{path}", speaker="sim:/dev/null")
    found = Talker(scene, path)
    yield found
    found.leave()
    scene.flow.voice = VoiceAddresses(speaker="sim:/dev/null")
    scene.flow.status = {**scene.flow.status, "mic": "off"}


def begin(talker: Talker) -> None:
    talker.listening.begin()
    until(lambda: talker.see("ready"))


def test_a_label_is_said_and_pressed_and_unsaid(scene: Scene, talker: Talker) -> None:
    scene.show("interview_choices")
    begin(talker)
    assert scene.flow.status["mic"] == "listening"
    assert scene.seek("voice-close") is not None
    talker.say_until("现金", lambda: scene.acts("answer"))
    answer = scene.acts("answer")[0]
    assert "现金" in answer["value"]
    assert talker.see("told") == "pressed"
    talker.say_until("不是", lambda: len(scene.acts("answer")) > 1)
    assert scene.acts("answer")[1]["path"] == answer["path"]
    assert "现金" not in scene.acts("answer")[1]["value"]


def test_a_number_on_the_screen_is_said(scene: Scene, talker: Talker) -> None:
    scene.show("idle")
    begin(talker)
    until(lambda: talker.see("targets"))
    names = [target["name"] for target in talker.see("targets")]  # type: ignore[attr-defined]
    numeral = "一二三四五六七八九十"[names.index("tile-lawyer")]
    talker.say_until(f"第{numeral}个", lambda: scene.acts("tile"))
    assert scene.acts("tile") == [{"id": "lawyer"}]


def test_a_number_is_not_taken_when_the_numbers_change_while_it_is_said(scene: Scene, talker: Talker) -> None:
    scene.show("interview_choices")
    begin(talker)
    until(lambda: talker.see("targets"))
    before = numbered(talker)

    def change() -> None:
        scene.show("idle")
        until(lambda: numbered(talker) != before and "tile-lawyer" in numbered(talker))

    talker.say_around("第三个", change)
    until(lambda: scene.flow.status["mic"] == "listening")
    assert scene.acts("tile") == []
    assert scene.acts("answer") == []
    assert talker.see("told") == "renumbered"
    QTest.qWait(600)
    numeral = "一二三四五六七八九十"[numbered(talker).index("tile-lawyer")]
    talker.say_until(f"第{numeral}个", lambda: scene.acts("tile"))
    assert scene.acts("tile") == [{"id": "lawyer"}]


def numbered(talker: Talker) -> list[str]:
    return [target["name"] for target in talker.see("targets")]  # type: ignore[attr-defined]


def test_an_amount_is_dictated_and_confirmed(scene: Scene, talker: Talker) -> None:
    scene.show("interview")
    begin(talker)
    field = next(one for one in scene.fixture("interview")["view"]["fields"] if one["type"] == "money")
    until(lambda: talker.see("targets"))
    names = [target["name"] for target in talker.see("targets")]  # type: ignore[attr-defined]
    numeral = "一二三四五六七八九十"[names.index("field-" + field["path"])]
    talker.say_until(f"第{numeral}个", lambda: talker.see("state") == "dictate")
    while talker.see("toldOf") != "35000":
        talker.say_until("三万五千块", lambda: talker.see("state") == "confirm")
        if talker.see("toldOf") != "35000":
            talker.say_until("重说", lambda: talker.see("state") == "dictate")
    talker.say_until("对", lambda: scene.acts("answer"))
    assert scene.acts("answer")[-1] == {"path": field["path"], "value": "35000"}


def test_nothing_is_kept_when_it_is_closed(scene: Scene, talker: Talker) -> None:
    scene.show("idle")
    begin(talker)
    talker.listening.close()
    assert scene.flow.status["mic"] == "off"
    assert talker.see("heard") == ""
    assert scene.seek("voice-close") is None


def test_without_a_microphone_it_says_so(scene: Scene, talker: Talker) -> None:
    scene.flow.voice = VoiceAddresses(
        model=str(MODEL), microphone="sim:/nowhere/at/all", speaker="sim:/dev/null"
    )
    scene.show("idle")
    talker.listening.begin()
    until(lambda: scene.flow.status["mic"] == "trouble")
    assert talker.see("open") is False
