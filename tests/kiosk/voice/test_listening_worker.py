"""The real recogniser behind its worker: commands, numbers, silence and noise, and what happens when it dies."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from kiosk.clock import SystemClock
from kiosk.voice.listener import Level, Listener, Words
from kiosk.voice.model import TROUBLES, Fault, faults, install
from tests.kiosk.voice.mouth import MODEL, RATE, Synthesised

CLOCK = SystemClock()
WAIT_S = 90.0
QUIET = bytes(2 * RATE)


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener(str(MODEL), CLOCK)
    yield found
    found.stop()


def wait(listener: Listener, condition: Callable[[], object]) -> list[Words | Level]:
    found: list[Words | Level] = []
    end = CLOCK.monotonic() + WAIT_S
    while not condition():
        assert CLOCK.monotonic() < end, f"waited in vain, {listener.state} {listener.reason}"
        found += listener.poll()
        CLOCK.sleep(0.01)
    return found + listener.poll()


def hear(listener: Listener, sound: bytes) -> list[Words | Level]:
    """Everything that came of a sound given in pieces of 100 ms; each piece is answered by one level."""
    pieces = [sound[at : at + 3200] for at in range(0, len(sound), 3200)]
    for piece in pieces:
        listener.feed(piece)
    found: list[Words | Level] = []
    end = CLOCK.monotonic() + WAIT_S
    while sum(isinstance(one, Level) for one in found) < len(pieces):
        assert CLOCK.monotonic() < end
        found += listener.poll()
        CLOCK.sleep(0.01)
    return found


def finals(events: list[Words | Level]) -> list[str]:
    return [one.text for one in events if isinstance(one, Words) and one.final]


def ready(listener: Listener) -> None:
    listener.start()
    wait(listener, lambda: listener.state == "ready")


def test_it_hears_the_commands_of_a_screen_and_drops_unknown_words(listener: Listener) -> None:
    mouth = Synthesised()
    ready(listener)
    listener.listen_for(["下一步", "返回", "第三个", "咨询", "完全不认识的词"])
    for words in ("下一步", "返回", "第三个", "咨询"):
        events = hear(listener, mouth.say(words) + QUIET)
        assert finals(events) == [words]
        assert any(isinstance(one, Level) and one.speaking for one in events)
    assert listener.dropped == ("完全不认识的词",)


def test_partial_words_come_before_the_end(listener: Listener) -> None:
    ready(listener)
    listener.listen_for(["别人欠我钱", "查进度"])
    events = hear(listener, Synthesised().say("别人欠我钱") + QUIET)
    words = [one for one in events if isinstance(one, Words)]
    assert words[-1].final
    assert any(one.text == "别人欠我钱" and not one.final for one in words)


def test_silence_noise_hum_and_beeps_give_no_words(listener: Listener) -> None:
    time = np.arange(8 * RATE) / RATE
    noise = np.random.default_rng(5)
    sounds = {
        "silence": np.zeros(8 * RATE),
        "white": noise.standard_normal(8 * RATE) * 1500,
        "hum": sum(np.sin(2 * np.pi * 50 * k * time) / k for k in range(1, 6)) * 3000,
        "beeps": np.sin(2 * np.pi * 1000 * time) * (np.sin(2 * np.pi * time) > 0) * 6000,
    }
    ready(listener)
    listener.listen_for_anything()
    for name, sound in sounds.items():
        events = hear(listener, np.round(sound).astype("<i2").tobytes())
        assert [one for one in events if isinstance(one, Words)] == [], name


def test_a_grammar_without_a_known_word_listens_for_nothing(listener: Listener) -> None:
    ready(listener)
    for phrases in ([], ["完全不认识"], ["", "   "], [']]"}{', "\\u0000"]):
        listener.listen_for(phrases)
        assert finals(hear(listener, Synthesised().say("下一步") + QUIET)) == []
    listener.listen_for(["下一步"])
    assert finals(hear(listener, Synthesised().say("下一步") + QUIET)) == ["下一步"]


def test_a_worker_that_dies_comes_back_with_the_same_grammar(listener: Listener) -> None:
    ready(listener)
    listener.listen_for(["下一步", "返回"])
    pid = listener._child.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    wait(listener, lambda: listener._child.pid not in (None, pid) and listener.state == "ready")
    assert finals(hear(listener, Synthesised().say("返回") + QUIET)) == ["返回"]


def test_one_that_dies_again_and_again_is_given_up(listener: Listener) -> None:
    ready(listener)
    for _ in range(3):
        pid = listener._child.pid
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
        wait(listener, lambda old=pid: listener.state == "trouble" or listener._child.pid not in (None, old))  # type: ignore[misc]
    wait(listener, lambda: listener.state == "trouble")
    assert listener.reason == "died"


def test_without_a_model_it_says_what_is_missing() -> None:
    listener = Listener("", CLOCK)
    listener.start()
    assert (listener.state, listener.reason) == ("trouble", "missing")


def test_a_model_is_checked_tried_and_installed(tmp_path: Path) -> None:
    target = tmp_path / "terminal" / "voice" / "model"
    assert install(MODEL, target, CLOCK) == []
    assert (target / "am" / "final.mdl").read_bytes() == (MODEL / "am" / "final.mdl").read_bytes()
    assert [path.name for path in target.parent.iterdir()] == ["model"]


def test_a_model_that_would_crash_the_library_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(MODEL, broken)
    conf = broken / "conf" / "model.conf"
    conf.write_text("\n".join(line for line in conf.read_text().splitlines() if "silence-phones" not in line))
    assert [fault.code for fault in faults(broken)] == ["conf"]
    shutil.copy(MODEL / "conf" / "model.conf", conf)
    weights = (broken / "am" / "final.mdl").read_bytes()
    (broken / "am" / "final.mdl").write_bytes(weights[: len(weights) // 2])
    assert install(broken, tmp_path / "model", CLOCK) == [Fault("load", TROUBLES["broken"])]
    assert not (tmp_path / "model").exists()
    (broken / "graph" / "Gr.fst").unlink()
    assert [fault.code for fault in faults(broken)] == ["missing"]
    assert [fault.code for fault in faults(tmp_path / "nowhere")] == ["no_folder"]


def test_whoever_installs_is_told_what_to_do_instead(tmp_path: Path) -> None:
    target = tmp_path / "model"
    archive, outer = tmp_path / "model.zip", tmp_path / "unpacked"
    archive.write_bytes(b"PK")
    assert "That is a file" in faults(archive)[0].words
    model = outer / "vosk-model-small-cn-0.22"
    shutil.copytree(MODEL, model)
    assert [one.words.endswith(f"It lies in {model}: give that.") for one in faults(outer)] == [True]
    words = model / "graph" / "words.txt"
    chinese = words.read_text()
    words.write_text("<eps> 0\nyes 1\n")
    assert [one.code for one in faults(model)] == ["language"]
    words.write_text(chinese)
    graph = model / "graph" / "HCLr.fst"
    whole = graph.read_bytes()
    graph.write_bytes(b"")
    assert install(model, target, CLOCK) == [Fault("load", TROUBLES["broken"])]
    graph.write_bytes(whole)
    (tmp_path / "taken").write_bytes(b"")
    assert [one.code for one in install(model, tmp_path / "taken" / "model", CLOCK)] == ["copy"]
    assert not target.exists()
