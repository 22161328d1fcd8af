"""Speech with its phones: espeak-ng says when each phone begins, so nothing has to be aligned."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from kiosk.voice.espeak import (
    AUDIO_OUTPUT_SYNCHRONOUS,
    CALLBACK,
    CHARS_UTF8,
    EVENT_END,
    POS_CHARACTER,
    RATE,
    _library,
)

Floats = np.ndarray[Any, np.dtype[np.float32]]

EVENT_PHONEME = 7
PHONEME_EVENTS = 1
PITCH = 3
SAMPLES = 16_000
LONGEST_JOINT_S = 0.06
"""A pause between syllables up to this long belongs to the phone before it."""
HELD_OUT = (
    "m7", "m8", "f4", "f5", "klatt3", "max", "Michael", "belinda", "Andy", "rob", "edward2", "Marco", "Mike", "Nguyen",
)  # fmt: skip
"""Voices that are never trained on: the figures are taken with them."""
VALIDATION = ("AnxiousAndy", "Lee", "Alicia", "f2", "m3", "klatt5", "grandpa", "miguel")
"""Voices that are never trained on either: what is chosen (costs of the graph) is chosen by them."""
NO_SPEECH = (
    "whisper",
    "whisperf",
    "Demonic",
    "UniRobot",
    "anikaRobot",
    "croak",
    "fast",
    "Tweaky",
    "Storm",
    "kaukovalta",
)
"""Variants that sound like no person."""


class Utterance(NamedTuple):
    """Sound at 16 kHz (int16 scale) and its phones: (second at which it begins, name); silence is SIL."""

    sound: Floats
    phones: list[tuple[float, str]]


class Synth:
    """espeak-ng with phoneme events; one a process."""

    def __init__(self, data_folder: Path | None = None) -> None:
        """`data_folder` in place of the library's own data, with more voices in it."""
        self._lib, own = _library()
        data = str(data_folder).encode() if data_folder else own
        self._rate = int(self._lib.espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, data, PHONEME_EVENTS))
        self._pcm = bytearray()
        self._phones: list[tuple[float, str]] = []
        self._callback = CALLBACK(self._hear)
        self._lib.espeak_SetSynthCallback(self._callback)
        self.variants = sorted(path.name for path in (Path(data.decode()) / "voices" / "!v").iterdir())

    def say(self, pinyin: str, variant: str, speed: int, pitch: int) -> Utterance:
        """One utterance; `variant` as espeak names it, `speed` in words a minute, `pitch` 0 to 99."""
        if self._lib.espeak_SetVoiceByName(f"cmn+{variant}".encode()) != 0:
            raise ValueError(f"no variant {variant}")
        self._lib.espeak_SetParameter(RATE, speed, 0)
        self._lib.espeak_SetParameter(PITCH, pitch, 0)
        self._pcm, self._phones = bytearray(), []
        raw = pinyin.encode()
        self._lib.espeak_Synth(raw, len(raw) + 1, 0, POS_CHARACTER, 0, CHARS_UTF8, None, None)
        sound = np.frombuffer(bytes(self._pcm), np.int16).astype(np.float32)
        return Utterance(resample(sound, self._rate, SAMPLES), joined(self._phones, len(sound) / self._rate))

    def _hear(self, samples: Any, count: int, events: Any) -> int:
        if samples and count:
            self._pcm += ctypes.string_at(samples, 2 * count)
        index = 0
        while (event := events[index]).type != EVENT_END:
            if event.type == EVENT_PHONEME:
                name = event.id.string.decode("ascii", "replace").strip("',%=")
                self._phones.append((event.audio_position / 1000, name))
            index += 1
        return 0


def data_folder() -> Path:
    """The data that come with the library."""
    return Path(_library()[1].decode())


def joined(events: list[tuple[float, str]], seconds: float) -> list[tuple[float, str]]:
    """Phones with short joints between syllables given to the phone before, longer ones as SIL."""
    found: list[tuple[float, str]] = []
    for index, (at, name) in enumerate(events):
        until = events[index + 1][0] if index + 1 < len(events) else seconds
        if name.startswith("_") or not name:
            rest = [one for _, one in events[index:] if one and not one.startswith("_")]
            if (found and rest and until - at <= LONGEST_JOINT_S) or (found and found[-1][1] == "SIL"):
                continue
            found.append((at, "SIL"))
        else:
            found.append((at, name))
    return found


def resample(sound: Floats, rate: int, wanted: int) -> Floats:
    """The same sound at another rate, by cutting or filling its spectrum."""
    count = round(len(sound) * wanted / rate)
    if count == len(sound) or not len(sound):
        return sound
    spectrum = np.fft.rfft(sound)
    shaped = np.zeros(count // 2 + 1, complex)
    keep = min(len(spectrum), len(shaped))
    shaped[:keep] = spectrum[:keep]
    return (np.fft.irfft(shaped, count) * count / len(sound)).astype(np.float32)
