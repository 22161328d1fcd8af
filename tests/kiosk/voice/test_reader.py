"""Reading aloud through the real worker and the real voice; only the loudspeaker is a list."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from kiosk.clock import SystemClock
from kiosk.voice.discretion import Discretion, Person
from kiosk.voice.espeak import Espeak
from kiosk.voice.reader import Line, Reader
from kiosk.voice.speaker import Speaker
from kiosk.voice.speech import Spoken, Tongue

CLOCK = SystemClock()


class Ear:
    """A loudspeaker that takes no time, and keeps what it was given."""

    def __init__(self) -> None:
        self.heard: list[tuple[int, float, bool]] = []
        self.stopped = 0
        self.busy = False
        self.haste = 1.0
        self.trouble = ""

    def play(self, pcm: bytes, rate: int, volume: float, private: bool) -> None:
        self.heard.append((len(pcm) // 2 * 1000 // rate, volume, private))

    def stop(self) -> None:
        self.stopped += 1


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    found = Speaker(CLOCK)
    yield found
    found.stop()


def until_silent(reader: Reader) -> list[str]:
    """The sentences in the order they were read."""
    said: list[str] = []
    end = CLOCK.monotonic() + 60
    while reader.reading and CLOCK.monotonic() < end:
        reader.tick()
        if reader.sentence and (not said or said[-1] != reader.sentence):
            said.append(reader.sentence)
        CLOCK.sleep(0.005)
    assert not reader.reading
    return said


def test_lines_are_read_in_order_sentence_by_sentence(speaker: Speaker) -> None:
    ear = Ear()
    reader = Reader(speaker, ear)
    reader.read([Line(1, "请放身份证。谢谢！"), Line(2, "应还 50,000.00 元", private=True)])
    assert until_silent(reader) == ["请放身份证。", "谢谢！", "应还 50,000.00 元"]
    assert [private for _, _, private in ear.heard] == [False, False, True]
    assert all(milliseconds > 300 for milliseconds, _, _ in ear.heard)


def test_faster_takes_less_time_and_louder_is_louder(speaker: Speaker) -> None:
    ear = Ear()
    reader = Reader(speaker, ear)
    for _ in range(2):
        reader.read([Line(1, "请把身份证放在读卡的地方")])
        until_silent(reader)
        reader.faster(2)
        reader.louder(1)
    (slow, quiet, _), (fast, loud, _) = ear.heard
    assert fast < slow * 0.8
    assert loud > quiet


def test_stop_silences_at_once_and_nothing_comes_after(speaker: Speaker) -> None:
    ear = Ear()
    reader = Reader(speaker, ear)
    reader.read([Line(1, "第一句。第二句。第三句。第四句。")])
    while not ear.heard:
        reader.tick()
        CLOCK.sleep(0.005)
    reader.stop()
    stopped = len(ear.heard)
    for _ in range(40):
        reader.tick()
        CLOCK.sleep(0.005)
    assert len(ear.heard) == stopped
    assert ear.stopped
    assert not reader.reading


def test_a_worker_that_is_killed_is_started_anew(speaker: Speaker) -> None:
    ear = Ear()
    reader = Reader(speaker, ear)
    reader.read([Line(1, "第一句")])
    until_silent(reader)
    pid = speaker._child.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    reader.read([Line(2, "第二句"), Line(3, "第三句")])
    assert "第三句" in until_silent(reader)


def test_without_a_loudspeaker_it_says_so(speaker: Speaker) -> None:
    ear = Ear()
    ear.trouble = "no_output"
    reader = Reader(speaker, ear)
    reader.read([Line(1, "第一句")])
    until_silent(reader)
    assert reader.trouble == "no_output"


def said(words: str, tongue: Tongue) -> tuple[int, list[Spoken]]:
    """The engine's rate, and what it says."""
    voice = Espeak()
    return voice.rate, list(voice.say(words, tongue))


def test_words_have_their_seconds() -> None:
    # In a process of its own: the library knows one engine, and the tests' mouth may have it in this one.
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        rate, (spoken,) = process.submit(said, "请把身份证放好", "zh").result()
        _, (english,) = process.submit(said, "Please put your card here", "en").result()
    seconds = [second for _, second in spoken.marks]
    assert seconds == sorted(seconds)
    assert len(seconds) >= 4
    assert seconds[-1] < len(spoken.pcm) / 2 / rate
    assert english.pcm


def test_a_hall_hears_the_surname_and_no_number() -> None:
    discretion = Discretion(Person("欧阳秀英", "女"), ["33010219620412002X", "50000", "李建国", "1"])
    assert discretion.aloud("出借人，欧阳秀英，33010219620412002X") == "出借人，欧阳女士，3301**********002X"
    assert discretion.private("借了 50,000.00 元")
    assert discretion.private("李 建国")
    assert not discretion.private("欧阳秀英，您好")
    assert not discretion.private("第1步")
    assert "李" not in repr(Line(1, "李建国"))
