"""`main.py voice`: install a recognition model, look at sound devices, say something."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

WRONG_USE = 2


def add_commands(commands: Any) -> None:
    """Mount `voice model install`, `voice check` and `voice say`."""
    voice = commands.add_parser("voice", help="hearing and speaking: install a model, check, say something")
    verbs = voice.add_subparsers(dest="verb", required=True, metavar="VERB")
    model = verbs.add_parser("model", help="the recognition model")
    inner = model.add_subparsers(dest="what", required=True, metavar="WHAT")
    install = inner.add_parser("install", help="check an unpacked Vosk model, try it and install it")
    install.add_argument("path", type=Path, help="folder with am, conf and graph inside")
    install.set_defaults(run=_install)
    check = verbs.add_parser("check", help="model, voice and sound devices")
    check.set_defaults(run=_check)
    say = verbs.add_parser(
        "say", help="write what is said of a text, or its sound, to see how numbers are read"
    )
    say.add_argument("text")
    say.add_argument("--wav", type=Path, help="write the sound here instead")
    say.set_defaults(run=_say)
    for one in (install, check):
        one.add_argument("--config", type=Path, help="settings file")


def _settings(args: argparse.Namespace) -> Any:
    from kiosk.settings import SettingsError, load

    try:
        return load(args.config, os.environ)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return None


def _install(args: argparse.Namespace) -> int:
    """0 installed, 1 refused, 2 when the settings cannot be used."""
    from kiosk.clock import SystemClock
    from kiosk.voice.model import install, size_mb

    settings = _settings(args)
    if settings is None:
        return WRONG_USE
    found = install(args.path, settings.voice_model, SystemClock())
    for fault in found:
        sys.stderr.write(f"{fault.code}: {fault.words}\n")
    if found:
        sys.stderr.write("Nothing was changed.\n")
        return 1
    sys.stdout.write(f"installed, {size_mb(args.path)} MB; the next visit listens with it\n")
    return 0


def _check(args: argparse.Namespace) -> int:
    """0 when the terminal can speak, and listen if it has a model."""
    from kiosk.clock import SystemClock
    from kiosk.upkeep.doctor import voice
    from kiosk.voice.sound import device_names

    settings = _settings(args)
    if settings is None:
        return WRONG_USE
    findings = list(voice(settings, SystemClock(), thorough=True))
    for finding in findings:
        sys.stdout.write(f"[{finding.state}] {finding.id}: {finding.found}\n")
        if finding.do:
            sys.stdout.write(f"       {finding.do}\n")
    inputs, outputs = device_names()
    for kind, names in (("microphones", inputs), ("outputs", outputs)):
        sys.stdout.write(f"{kind}: {', '.join(names) or 'none'}\n")
    return 1 if any(finding.state == "fail" for finding in findings) else 0


def _say(args: argparse.Namespace) -> int:
    from kiosk.voice.speakable import pieces, pronounced

    if args.wav is None:
        for piece in pieces(args.text):
            sys.stdout.buffer.write(f"{piece.words}\t{pronounced(piece.words)}\n".encode())
        return 0
    import wave

    from kiosk.voice.espeak import Espeak

    voice = Espeak()
    with wave.open(str(args.wav), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(voice.rate)
        for spoken in voice.say(args.text):
            out.writeframes(spoken.pcm)
    return 0
