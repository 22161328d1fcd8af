"""The `doctor` command."""

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
    """Mount `doctor`."""
    doctor = commands.add_parser(
        "doctor", help="check devices, memory, clock and province, and say what to do"
    )
    doctor.add_argument("--config", type=Path, help="settings file")
    doctor.add_argument("--json", action="store_true", help="machine-readable output")
    doctor.set_defaults(run=_doctor)


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
