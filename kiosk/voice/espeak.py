"""The voice of espeak-ng 1.52 (the library and data of the package espeakng-loader), through ctypes.

Debian 12's own espeak-ng 1.51 spells Mandarin in English letters, and Qt's speech module offers no Chinese voice.
The library is not thread-safe: one process, one thread, one `Espeak`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

from kiosk.voice.speakable import Piece, pieces, pronounced
from kiosk.voice.speech import FASTEST, SLOWEST, NoVoice, Spoken, Tongue

# speak_lib.h of espeak-ng
AUDIO_OUTPUT_SYNCHRONOUS = 2
CHARS_UTF8 = 1
POS_CHARACTER = 1
EVENT_END, EVENT_WORD = 0, 1
RATE = 1
WORDS_A_MINUTE = {"zh": 150, "en": 160}
VOICES: dict[str, bytes] = {"zh": b"cmn", "en": b"en-us"}
"""Mandarin, and the English of the screens."""


class _EventId(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class Event(ctypes.Structure):
    """espeak_EVENT."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    )


CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))


class Espeak:
    """One engine; raises `NoVoice` when the library or its data are not there."""

    def __init__(self) -> None:
        self._lib, data = _library()
        self._pcm = bytearray()
        self._marks: list[tuple[int, float]] = []
        self._rate = int(self._lib.espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, data, 0))
        if self._rate <= 0:
            raise NoVoice("broken")
        self._callback = CALLBACK(self._hear)  # kept, or the library would call into nothing
        self._lib.espeak_SetSynthCallback(self._callback)
        self._voice = b""

    @property
    def rate(self) -> int:
        """22 050."""
        return self._rate

    def say(self, text: str, tongue: Tongue = "zh", pace: float = 1.0) -> Iterator[Spoken]:
        """Sentence after sentence; `pace` is kept between `SLOWEST` and `FASTEST`. Raises `NoVoice`."""
        for piece in pieces(text) if tongue == "zh" else english(text):
            pcm, marks = self.sound(pronounced(piece.words) if tongue == "zh" else piece.words, VOICES[tongue],
                                    round(WORDS_A_MINUTE[tongue] * min(max(pace, SLOWEST), FASTEST)))  # fmt: skip
            yield Spoken(piece.start, piece.end, pcm, marks)

    def sound(self, words: str, voice: bytes, speed: int) -> tuple[bytes, tuple[tuple[int, float], ...]]:
        """PCM of these words by a named voice at so many words a minute, and where each word begins."""
        if voice != self._voice:
            if self._lib.espeak_SetVoiceByName(voice) != 0:
                raise NoVoice("broken")
            self._voice = voice
        self._lib.espeak_SetParameter(RATE, speed, 0)
        self._pcm, self._marks = bytearray(), []
        raw = words.encode()
        self._lib.espeak_Synth(raw, len(raw) + 1, 0, POS_CHARACTER, 0, CHARS_UTF8, None, None)
        return bytes(self._pcm), tuple(self._marks)

    def _hear(
        self, samples: ctypes._Pointer[ctypes.c_short], count: int, events: ctypes._Pointer[Event]
    ) -> int:
        if samples and count:
            self._pcm += ctypes.string_at(samples, 2 * count)
        index = 0
        while (event := events[index]).type != EVENT_END:
            if event.type == EVENT_WORD:
                self._marks.append((event.text_position - 1, event.audio_position / 1000))
            index += 1
        return 0


def english(text: str) -> Iterator[Piece]:
    """English sentences as they stand; the engine knows English numbers."""
    for piece in pieces(text):
        yield Piece(piece.start, piece.end, text[piece.start : piece.end])


def _library() -> tuple[ctypes.CDLL, bytes]:
    try:
        import espeakng_loader

        return ctypes.CDLL(espeakng_loader.get_library_path()), espeakng_loader.get_data_path().encode()
    except (ImportError, OSError) as error:
        raise NoVoice("missing") from error
