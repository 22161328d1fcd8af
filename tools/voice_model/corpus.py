"""What is said to train the model, how it is disturbed, and what each output frame should say."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from tools.voice_model.features import RATE, STEP, WINDOW, mfcc
from tools.voice_model.lexicon import syllables, words
from tools.voice_model.synth import HELD_OUT, NO_SPEECH, VALIDATION, Floats, Synth, Utterance, resample

Ints = np.ndarray[Any, np.dtype[np.int64]]

SPEEDS = (0.88, 0.94, 1.0, 1.06, 1.12)
FRAME_S, FIRST_S = 0.03, 0.0125
"""An output frame is 30 ms; the first is centred on the middle of the first window."""
DIGITS = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "幺"]
QUIET_CLIPS = 150


class Example(NamedTuple):
    """Features (frames, 40) and the density of each output frame."""

    features: Floats
    labels: Ints


def texts(dice: random.Random) -> Iterator[str]:
    """Pinyin of everything that is said."""
    table = {word.text: word.pinyin for word in words()}
    for _ in range(16):
        yield from table.values()
    numerals = [word.pinyin for word in words() if "n" in word.kinds]
    for _ in range(300):
        yield " ".join(table[dice.choice(DIGITS)] for _ in range(dice.randint(2, 7)))
    for _ in range(200):
        yield " ".join(dice.choice(numerals) for _ in range(dice.randint(2, 6)))
    every = list(table.values())
    for _ in range(400):
        yield " ".join(dice.choice(every) for _ in range(dice.randint(2, 4)))
    all_syllables = syllables()
    for _ in range(1200):
        yield " ".join(f"{dice.choice(all_syllables)}{dice.randint(1, 4)}" for _ in range(dice.randint(2, 7)))


def utterances(synth: Synth, throats: Sequence[str], dice: random.Random) -> Iterator[Utterance]:
    """Everything, each by a voice, rate and pitch of its own, half of them by drawn throats; held-out voices never."""
    voices = [
        name
        for name in synth.variants
        if name not in (*throats, *HELD_OUT, *VALIDATION, *NO_SPEECH) and not name.startswith("robosoft")
    ]
    for text in texts(dice):
        voice = dice.choice(voices if dice.random() < 0.5 else throats)
        said = synth.say(text, voice, dice.randint(115, 190), dice.randint(25, 75))
        if not any(name.startswith("(") for _, name in said.phones):  # a syllable taken for English
            yield said


def example(
    utterance: Utterance, ids: dict[str, int], dice: random.Random, noise: np.random.Generator
) -> Example:
    """One utterance at another speed, with silence around it, in a room, in noise."""
    speed = dice.choice(SPEEDS)
    before, after = (round(dice.uniform(0.1, 0.7) * RATE) for _ in range(2))
    spoken = resample(utterance.sound, RATE, round(RATE / speed))
    sound = np.concatenate([np.zeros(before), spoken, np.zeros(after)]).astype(np.float32)
    phones = [(before / RATE + at / speed, name) for at, name in utterance.phones]
    phones += [((before + len(spoken)) / RATE, "SIL")]
    return Example(mfcc(disturbed(sound, dice, noise)), labels(phones, len(sound), ids))


def quiet(dice: random.Random, noise: np.random.Generator) -> Example:
    """Noise in which nobody speaks."""
    count = round(dice.uniform(1, 3) * RATE)
    sound = NOISES[dice.choice(sorted(NOISES))](count, noise) * 10 ** dice.uniform(0.5, 3.2)
    features = mfcc(sound.astype(np.float32))
    return Example(features, np.zeros((len(features) + 2) // 3, np.int64))


def labels(phones: list[tuple[float, str]], samples: int, ids: dict[str, int]) -> Ints:
    """The first frame of a phone is its forward density, the rest its loop; SIL before and between."""
    frames = 1 + (samples - WINDOW) // STEP
    count = (frames + 2) // 3
    starts = np.array([at for at, _ in phones])
    at = np.searchsorted(starts, FRAME_S * np.arange(count) + FIRST_S, side="right") - 1
    named = np.array([ids.get(name, 0) for _, name in phones] + [0])
    phone = np.where(at < 0, 0, named[at])
    first = np.concatenate([[True], at[1:] != at[:-1]])
    return np.where(first, 2 * phone, 2 * phone + 1).astype(np.int64)


# ---------------------------------------------------------------------- disturbance


def _white(count: int, noise: np.random.Generator) -> Floats:
    return noise.standard_normal(count).astype(np.float32)


def _pink(count: int, noise: np.random.Generator) -> Floats:
    spectrum = np.fft.rfft(noise.standard_normal(count))
    spectrum /= np.sqrt(np.maximum(1, np.arange(len(spectrum))))
    found = np.fft.irfft(spectrum, count)
    even: Floats = (found / (found.std() + 1e-9)).astype(np.float32)
    return even


def _hum(count: int, noise: np.random.Generator) -> Floats:
    time = np.arange(count) / RATE
    base = 50 * (1 + 0.01 * noise.standard_normal())
    tones = [np.sin(2 * np.pi * base * k * time + noise.uniform(0, 6)) / k for k in range(1, 6)]
    found: Floats = np.sum(tones, axis=0).astype(np.float32)
    return found


def _beeps(count: int, noise: np.random.Generator) -> Floats:
    time = np.arange(count) / RATE
    gate = np.sin(2 * np.pi * noise.uniform(0.7, 3) * time) > 0
    return (np.sin(2 * np.pi * noise.uniform(300, 3000) * time) * gate).astype(np.float32)


NOISES: dict[str, Callable[[int, np.random.Generator], Floats]] = {
    "white": _white, "pink": _pink, "hum": _hum, "beeps": _beeps,
}  # fmt: skip


def coloured(sound: Floats, dice: random.Random) -> Floats:
    """Louder and softer bands, up to 9 dB, as other mouths, microphones and telephones make them."""
    points = [0.0, 300, 700, 1200, 2000, 3000, 4500, 8000]
    gains = np.interp(
        np.linspace(0, RATE / 2, len(sound) // 2 + 1), points, [dice.uniform(-9, 9) for _ in points]
    )
    found: Floats = np.fft.irfft(np.fft.rfft(sound) * 10 ** (gains / 20), len(sound)).astype(np.float32)
    return found


def disturbed(sound: Floats, dice: random.Random, noise: np.random.Generator) -> Floats:
    """Another throat's colour, an echo, a room's tail, noise 5 to 35 dB below, and another loudness; some stay clean."""
    if dice.random() < 0.6:
        sound = coloured(sound, dice)
    if dice.random() < 0.25:
        late = round(dice.uniform(0.03, 0.13) * RATE)
        echo: Floats = np.concatenate([np.zeros(late), sound[:-late]]).astype(np.float32)
        sound = sound + np.float32(dice.uniform(0.2, 0.8)) * echo
    power = np.sqrt(np.mean(sound**2)) + 1
    if dice.random() < 0.4:
        tail = _white(round(dice.uniform(0.05, 0.25) * RATE), noise)
        tail *= np.exp(-6.9 * np.arange(len(tail)) / len(tail)) * dice.uniform(0.02, 0.12)
        tail[0] = 1
        size = len(sound) + len(tail)
        sound = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)[: len(sound)].astype(
            np.float32
        )
    if dice.random() < 0.8:
        kind = dice.choice(sorted(NOISES))
        sound = sound + NOISES[kind](len(sound), noise) * power * 10 ** (-dice.uniform(5, 35) / 20)
    loud = sound * 10 ** (dice.uniform(-18, 6) / 20)
    return np.clip(np.round(loud), -32768, 32767).astype(np.float32)
