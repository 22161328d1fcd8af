"""`main.py bundle`: a debug bundle of a terminal that runs or not, made from a shell."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.clock import Clock
from kiosk.keeper.back_door import ask, door_of
from kiosk.keeper.link import LinkClosed
from kiosk.settings import Settings
from kiosk.upkeep import signs
from kiosk.upkeep.bundle import Source, journal, pack
from kiosk.upkeep.doctor import examine, standing
from legalnet.telemetry import Disk, Heartbeat, Outbox, ScreenState


def make(settings: Settings, clock: Clock, out: Path) -> int:
    """Write it for its owner only; 0 done, 1 when the file cannot be written or is there already."""
    door = door_of(settings.terminal.memory, settings.terminal.folder)
    status, letters = _asked(door, "status"), _asked(door, "letters")
    checks = standing(settings, clock) if status else examine(settings, clock)
    source = Source(
        settings,
        heartbeat(settings, clock, running=bool(status)),
        status,
        list(letters.get("items", ())),
        [finding.to_json() for finding in checks],
        journal(),
    )
    data = pack(source, clock.now())
    try:
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        sys.stderr.write(f"{out}: {error.strerror}\n")
        return 1
    sys.stdout.write(f"{out}: {len(data)} bytes, nothing of any person in it\n")
    return 0


def _asked(door: Path, kind: str) -> Mapping[str, Any]:
    """A running keeper's answer; empty when none runs, or it does not answer."""
    try:
        return ask(door, kind) or {}
    except LinkClosed:
        return {}


def heartbeat(settings: Settings, clock: Clock, running: bool) -> Heartbeat:
    """What can be told without the keeper's memory."""
    folder = settings.terminal.folder
    there = next(parent for parent in [folder, *folder.resolve().parents] if parent.exists())
    return Heartbeat(
        at=clock.now(),
        uptime_s=0,
        screen=ScreenState.STARTING if running else ScreenState.DARK,
        devices=signs.devices_of(folder, settings.devices.model_dump()),
        outbox=Outbox(),
        disk=Disk(free_mb=shutil.disk_usage(there).free // 2**20, used_mb=0),
        certificates=signs.certificates_of(folder, clock.now()),
        software=signs.software_of(folder, settings.terminal.updater),
    )
