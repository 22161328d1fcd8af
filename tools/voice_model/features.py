"""MFCC as Kaldi reckons them for `conf/mfcc.conf`: 40 of 40, 16 kHz, povey window, no dither."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.voice_model.synth import Floats

WINDOW, STEP, FFT, BINS = 400, 160, 512, 40
LOW, HIGH, RATE = 20.0, 7600.0, 16_000
LIFTER = 22
FLOOR = 1.1920929e-07
OPTIONS = (
    "--use-energy=false", f"--num-mel-bins={BINS}", f"--num-ceps={BINS}", f"--low-freq={LOW:.0f}",
    f"--high-freq={HIGH:.0f}", f"--sample-frequency={RATE}", "--dither=0", "--allow-downsample=true",
)  # fmt: skip


def _mel(hertz: Any) -> Any:
    return 1127.0 * np.log1p(np.asarray(hertz) / 700.0)


def _banks() -> Floats:
    edges = np.linspace(_mel(LOW), _mel(HIGH), BINS + 2)
    mel = _mel(np.arange(FFT // 2) * RATE / FFT)
    left, centre, right = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising = (mel - left) / (centre - left)
    falling = (right - mel) / (right - centre)
    found: Floats = np.maximum(0, np.minimum(rising, falling)).astype(np.float32)
    return found


def _cosines() -> Floats:
    rows = np.arange(BINS)[:, None]
    table = np.sqrt(2 / BINS) * np.cos(np.pi / BINS * (np.arange(BINS) + 0.5) * rows)
    table[0] = np.sqrt(1 / BINS)
    lift = 1 + 0.5 * LIFTER * np.sin(np.pi * np.arange(BINS) / LIFTER)
    found: Floats = (table * lift[:, None]).astype(np.float32)
    return found


POVEY = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / (WINDOW - 1))) ** 0.85
BANKS = _banks()
COSINES = _cosines()


def mfcc(sound: Floats) -> Floats:
    """Features (frames, 40) of a sound at 16 kHz in int16 scale; a frame is 25 ms, every 10 ms, snipped at the edges."""
    count = 1 + (len(sound) - WINDOW) // STEP
    frames = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[::STEP][:count].astype(np.float64)
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    frames = (frames - 0.97 * before) * POVEY
    power = np.abs(np.fft.rfft(frames, FFT)[:, : FFT // 2]) ** 2
    mels = np.log(np.maximum(power @ BANKS.T, FLOOR))
    return (mels @ COSINES.T).astype(np.float32)
