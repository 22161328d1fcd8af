"""The commands of upkeep: `doctor`, `outbox`, `memory` and `bundle`."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

MARKS = {"ok": "  ok  ", "warn": " look ", "fail": " FAIL "}


def add_commands(commands: Any) -> None:
    """Mount `doctor`, `outbox`, `memory` and `bundle`."""
    _memory(commands)
    doctor = commands.add_parser(
        "doctor", help="check devices, memory, clock and province, and say what to do"
    )
    doctor.add_argument("--config", type=Path, help="settings file")
    doctor.add_argument("--json", action="store_true", help="machine-readable output")
    doctor.set_defaults(run=_doctor)
    bundle = commands.add_parser(
        "bundle", help="a debug bundle for whoever mends this from afar; nothing personal"
    )
    bundle.add_argument("--config", type=Path, help="settings file")
    bundle.add_argument("--out", type=Path, required=True, help="a file that is not there yet (.tar.gz)")
    bundle.set_defaults(run=_bundle)


def _memory(commands: Any) -> None:
    outbox = commands.add_parser("outbox", help="what was not delivered yet, and dead letters to release")
    verbs = outbox.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, words in (
        ("list", "what waits and what was laid aside"),
        ("show", "all that may be known of one"),
        ("release", "send a dead letter again"),
    ):
        one = verbs.add_parser(verb, help=words)
        one.add_argument("--config", type=Path, help="settings file")
        one.add_argument("--json", action="store_true", help="machine-readable output")
        one.set_defaults(run=_outbox, key="")
        if verb != "list":
            one.add_argument("key", help="as `outbox list` shows it")
    memory = commands.add_parser("memory", help="give the memory a fresh key, or erase it for good")
    verbs = memory.add_subparsers(dest="verb", required=True, metavar="VERB")
    rotate = verbs.add_parser(
        "rotate-key", help="a fresh key, sealed to the security chip where there is one"
    )
    erase = verbs.add_parser("erase", help="take the terminal out of service: keys first, then everything")
    erase.add_argument("--yes", action="store_true", help="really do it")
    erase.add_argument("--even-undelivered", action="store_true", help="although filings wait")
    for one in (rotate, erase):
        one.add_argument("--config", type=Path, help="settings file")
        one.set_defaults(run=_keys)


def _outbox(args: argparse.Namespace) -> int:
    """0 done, 1 not done, 2 when the settings cannot be used."""
    from kiosk.settings import SettingsError, load
    from kiosk.upkeep.memory import outbox

    try:
        return outbox(load(args.config, os.environ), args)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _keys(args: argparse.Namespace) -> int:
    """0 done, 1 not done, 2 wrong use."""
    from kiosk.settings import SettingsError, load
    from kiosk.upkeep.memory import erase_all, rotate_key

    try:
        settings = load(args.config, os.environ)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return erase_all(settings, args) if args.verb == "erase" else rotate_key(settings)


def _bundle(args: argparse.Namespace) -> int:
    """0 done, 1 not done, 2 when the settings cannot be used."""
    from kiosk.clock import SystemClock
    from kiosk.settings import SettingsError, load
    from kiosk.upkeep.from_shell import make

    logging.disable(logging.INFO)
    try:
        return make(load(args.config, os.environ), SystemClock(), args.out)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _below(words: str) -> list[str]:
    """A line below a finding, or none."""
    return [f"{'':10}{words}"] if words else []


def _doctor(args: argparse.Namespace) -> int:
    """0 when nothing fails, 1 when something does, 2 when the settings cannot be used."""
    from kiosk.demo_clock import clock_for
    from kiosk.settings import SettingsError, load
    from kiosk.upkeep.doctor import examine

    logging.disable(logging.INFO)
    try:
        settings = load(args.config, os.environ)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    simulated = any(str(address).startswith("sim:") for address in settings.devices.model_dump().values())
    findings = list(examine(settings, clock_for(settings.demo.clock_file, simulated)))
    if args.json:
        sys.stdout.write(
            json.dumps([finding.to_json() for finding in findings], ensure_ascii=False, indent=1) + "\n"
        )
    else:
        for item in findings:
            line = f"[{MARKS[item.state]}] {item.id:16} {item.found}"
            facts = "  ".join(f"{name} {value}" for name, value in item.facts.items())
            sys.stdout.write("".join(f"{words}\n" for words in (line, *_below(item.do), *_below(facts))))
    return 1 if any(finding.state == "fail" for finding in findings) else 0
