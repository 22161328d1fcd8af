"""朗读 on the real scene: what is read, outlined, held back, and stopped."""

from __future__ import annotations

import contextlib
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.clock import SystemClock
from kiosk.ui.speech import Speech
from kiosk.ui.within import within
from kiosk.voice.addresses import VoiceAddresses
from kiosk.voice.sound import playback
from tests.kiosk.ui.scene import Scene

TOLD = ("error", "trouble", "failed", "refused", "unknown", "wrong", "locked", "none", "gone", "blurred", "receipt",
        "saved", "lookup_result")  # fmt: skip
"""In the names of the views of errors and receipts."""


COUNT = re.compile(r"\d{0,2}%?")
"""How many, beside words that say it."""


def shown_texts(item: QQuickItem) -> Iterator[QQuickItem]:
    """Every text that is seen within it."""
    if not item.isVisible() or item.opacity() == 0:
        return
    if item.inherits("QQuickText"):
        yield item
    for child in within(item):
        yield from shown_texts(child)


def speech_of(scene: Scene) -> Speech:
    found = scene.engine.findChild(Speech)
    assert isinstance(found, Speech)
    return found


def wait_until(condition: Callable[[], object]) -> None:
    for _ in range(3000):
        if condition():
            return
        QTest.qWait(10)
    raise AssertionError("waited in vain")


def read_all(speech: Speech) -> list[str]:
    said: list[str] = []

    def done() -> bool:
        sentence = str(speech.property("sentence"))
        if sentence and (not said or said[-1] != sentence):
            said.append(sentence)
        return not speech.property("reading")

    wait_until(done)
    return said


def test_the_screen_is_read_from_its_top_to_its_actions(scene: Scene) -> None:
    scene.show("interview")
    scene.tap("bar-read")
    said = read_all(speech_of(scene))
    assert said[0] == "借款情况"
    assert "还差“合同签订情况”没有答" in said[-1]
    assert sum("实际提供金额，要填的" in sentence for sentence in said) == 1


def test_what_is_read_is_outlined_and_a_touch_stops_it(scene: Scene) -> None:
    scene.show("interview_choices")
    speech = speech_of(scene)
    scene.tap("bar-read")

    def outlined() -> bool:
        item, mark = speech.property("item"), scene.seek("reading-mark")
        if item is None or mark is None:
            return False
        return bool(abs(mark.mapToScene(QPointF(0, 0)).y() - item.mapToScene(QPointF(0, 0)).y()) < 30)

    wait_until(outlined)
    wait_until(lambda: scene.seek("reading-slower") is not None or not speech.property("reading"))
    if not speech.property("reading"):  # a slow machine: it was read to its end meanwhile
        scene.tap("bar-read")
    scene.tap("bar-read")
    assert not speech.property("reading")
    assert scene.seek("reading-mark") is None


def test_another_screen_silences_the_old_one(scene: Scene) -> None:
    scene.show("intro")
    speech = speech_of(scene)
    scene.tap("bar-read")
    wait_until(lambda: speech.property("sentence"))
    scene.show("idle")
    assert not speech.property("reading")


def test_without_a_handset_own_words_wait_for_a_touch(scene: Scene) -> None:
    scene.flow.secrets = ("50000", "李建国", "33010219620412002X")
    scene.show("summary")
    speech = speech_of(scene)
    scene.tap("bar-read")
    said = " ".join(read_all(speech))
    assert "李建国" not in said
    assert "50,000" not in said
    assert "张秀英" not in said
    assert speech.property("leftOut") > 0
    scene.wait()
    scene.tap("reading-held")
    assert "50,000" in " ".join(read_all(speech))
    scene.flow.secrets = ()


def test_the_text_twin_of_a_document_is_read(scene: Scene) -> None:
    scene.show("preview", text="民事起诉状。原告请求判令被告还款。")
    scene.tap("bar-read")
    assert "原告请求判令被告还款。" in read_all(speech_of(scene))


def test_the_phrase_that_is_heard_is_marked_by_weight_and_line(scene: Scene) -> None:
    scene.show("preview", text="原告张某请求法院判令被告归还借款本金及利息，并承担诉讼费用<b>。")
    speech, seen = speech_of(scene), list[str]()
    scene.tap("bar-read")

    def marked() -> bool:
        bar = scene.seek("reading-sentence")
        text = str(bar.property("text")) if bar is not None else ""
        part = text.partition("<b><u>")[2].partition("</u></b>")[0]
        if part and (not seen or seen[-1] != part):
            seen.append(part)
        return not speech.property("reading")

    wait_until(marked)
    assert any("请求法院" in part or "张某" in part for part in seen)
    assert not any("<" in part for part in seen), "what a paper says is no markup"


def test_the_countdown_is_said(scene: Scene) -> None:
    speech = speech_of(scene)
    scene.show("over_ending")
    heard: list[str] = []

    def said() -> bool:
        heard.append(str(speech.property("sentence")))
        return "秒" in heard[-1]

    wait_until(said)
    assert heard[-1].startswith("还有")
    scene.show("idle")
    assert not speech.property("reading")


UNSAID = ("往上看", "往下看", "撤销删除", "法律依据", "%")
"""What turns the page, stands on a button that is called otherwise, or is said in words beside it."""
MAP = ("places",)
"""Views with a drawing whose words are said in the list below it."""


def flat(text: str) -> str:
    """Without marks and blanks."""
    return re.sub(r"<[^>]+>|[\s\u3000]", "", text)


def test_a_card_is_read_to_its_end_before_the_one_beside_it(scene: Scene) -> None:
    from kiosk.ui.scene_words import to_read

    scene.show("intro")
    said = [node.name for node in to_read(scene.window)]
    fees, steps = said.index("要交多少钱"), said.index("一共 7 步")
    assert fees < said.index("800 元") < steps < said.index("核对身份") < said.index("提交，打印回执")


def test_a_question_is_read_though_the_button_below_names_it(scene: Scene) -> None:
    scene.show("interview")
    scene.tap("bar-read")
    assert any(one.startswith("合同签订情况，要填的") for one in read_all(speech_of(scene)))


def test_no_words_of_a_resident_s_screen_are_left_unread(scene: Scene) -> None:
    from kiosk.ui.gallery import fixtures
    from kiosk.ui.scene_words import stage, to_read

    left: dict[str, list[str]] = {}
    for name in fixtures():
        if name.startswith(("calibrate", "setup", "technician", *MAP)):
            continue
        scene.show("idle")
        scene.show(name)
        root = stage(scene.window)
        assert root is not None, name
        said = flat("".join(node.words("zh") for node in to_read(scene.window)))
        shown = {flat(str(item.property("text") or "")) for item in shown_texts(root)}
        unread = [
            text for text in shown if text not in said and text not in UNSAID and not COUNT.fullmatch(text)
        ]
        if unread:
            left[name] = unread
    assert left == {}


def test_every_error_and_every_receipt_is_read(scene: Scene) -> None:
    from kiosk.ui.gallery import fixtures
    from kiosk.ui.scene_words import to_read

    residents = [
        name for name in fixtures() if not name.startswith("calibrate")
    ]  # that one is the technician's
    troubles = [name for name in residents if any(word in name for word in TOLD)]
    assert len(troubles) > 25
    for name in troubles:
        scene.show("idle")
        scene.show(name)
        read = [node.name for node in to_read(scene.window)]
        titles = [
            str(item.property("text")).replace("\n", "")
            for item in scene.items()
            if item.property("pageTitle")
        ]
        words = "".join(read).replace(" ", "")
        titles = [title.replace(" ", "") for title in titles]
        assert all(title in words for title in titles if title), name
        view = scene.fixture(name)["view"]
        keys = ("words", "code", "number") if "trouble" not in name else ("words",)
        told = [view[key] for key in keys if isinstance(view.get(key), str) and view[key]]
        assert all(text.replace(" ", "") in words for text in told), (name, told)


def test_with_a_handset_own_words_go_there_first(scene: Scene, tmp_path: Path) -> None:
    speech = speech_of(scene)
    speech.stop()
    before = speech.reader._playback
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "ear"))
        ear.setblocking(False)
        scene.flow.secrets = ("50000", "李建国")
        scene.flow.voice = VoiceAddresses(speaker=f"sim:{tmp_path / 'ear'}", handset="handset")
        speech.reader._playback = playback(f"sim:{tmp_path / 'ear'}", "handset", SystemClock())
        scene.show("summary")
        scene.tap("bar-read")
        heard: list[bytes] = []

        def done() -> bool:
            with contextlib.suppress(BlockingIOError):
                heard.append(ear.recv(65536)[:1])
            return not speech.property("reading")

        wait_until(done)
    assert {b"H", b"L"} <= set(heard), "the hall hears the questions, the handset what the resident said"
    assert speech.property("leftOut") == 0
    scene.flow.secrets = ()
    scene.flow.voice = VoiceAddresses(speaker="sim:/dev/null")
    speech.reader._playback = before
