"""How this terminal is, gathered for a heartbeat: functions over folders, the open memory and the visits.

Devices are read from their notebooks (`devices.notebook`), which the visit that owns them keeps up to date, so that
nobody opens a port a second time for it.
"""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from devices.life import Health, State
from devices.notebook import Note, notebook
from kiosk.keeper.memory import Memory
from kiosk.keeper.visits import Stage, Visits
from kiosk.uplink.identity import write_private
from kiosk.version import version
from legalnet.codes import known
from legalnet.telemetry import (
    CertificateLife,
    DeviceReport,
    Disk,
    Kind,
    Outbox,
    Ring,
    ScreenState,
    Software,
    Verdict,
)
from offline_cache.errors import CacheError

log = logging.getLogger(__name__)

RELEASE_FILE = "permit.json"
"""What the province permits and which ring this is: `{"ring", "version", "halted"}`; the updater reads it."""
STATUS_S = 20.0
SCREENS: Mapping[str, ScreenState] = {
    "idle": ScreenState.IDLE,
    "out_of_service": ScreenState.CLOSED,
    "technician": ScreenState.TECHNICIAN,
    "setup": ScreenState.CLOSED,
    "waiting": ScreenState.CALL,
    "consult": ScreenState.CALL,
}
"""What a screen means for whoever runs the terminal; any other is just in use, whatever it is for."""
QUIET = (ScreenState.IDLE, ScreenState.CLOSED, ScreenState.STARTING, ScreenState.DARK)
"""Nobody's visit is under way."""


def screen_of(visits: Visits) -> ScreenState:
    """What the screen is used for."""
    shown = visits.shown
    if shown is None or shown.stage is Stage.GONE:
        return ScreenState.DARK if visits.failing else ScreenState.STARTING
    return SCREENS.get(shown.screen, ScreenState.IN_USE) if shown.screen else ScreenState.STARTING


def devices_of(folder: Path, addresses: Mapping[str, str]) -> tuple[DeviceReport, ...]:
    """Each configured device by its notebook."""
    return tuple(
        report_of(Kind(name), notebook(folder / "journals", name).read())
        for name, address in addresses.items()
        if address
    )


def report_of(kind: Kind, note: Note) -> DeviceReport:
    """A device as the fleet hears of it; a vendor's own code is `device`."""
    verdict, code = verdict_of(note.health)
    counters = note.counters
    return DeviceReport(
        kind=kind, verdict=verdict, code=code if not code or known(code) else "device",
        done=counters.done, failed=counters.failed, reopened=counters.reopened,
    )  # fmt: skip


def verdict_of(health: Health) -> tuple[Verdict, str]:
    """A state as a verdict, with the code of what is wrong."""
    if health.usable:
        return (Verdict.LOOK, health.warning) if health.warning else (Verdict.OK, "")
    if health.state is State.ABSENT and health.reason in ("", "starting"):
        return Verdict.UNKNOWN, ""
    return Verdict.DOWN, health.reason or "no_answer"


def outbox_of(memory: Memory, now: datetime) -> Outbox:
    """What was not delivered yet; nothing while the memory cannot be read, which is told by itself."""
    try:
        outbox = memory.parts.cache.outbox
        waiting, dead = outbox.pending(), outbox.dead()
    except CacheError:
        return Outbox()
    oldest = min((item.enqueued_at for item in waiting), default=now)
    return Outbox(
        waiting=len(waiting), dead=len(dead), oldest_s=max(0, int((now - oldest).total_seconds())),
        bytes=sum(ref.size for item in waiting for ref in item.blobs),
    )  # fmt: skip


def disk_of(memory: Memory, folder: Path) -> Disk:
    """Room, and what is wrong with the memory."""
    try:
        free = shutil.disk_usage(folder).free // 2**20
        used = memory.parts.cache.health().measure.used // 2**20
    except (OSError, CacheError):
        free, used = 0, 0
    trouble = memory.trouble or ("full" if memory.state == "full" else "")
    return Disk(free_mb=free, used_mb=used, memory=trouble if not trouble or known(trouble) else "closed")


CERTIFICATES: tuple[tuple[Literal["signing", "tls"], str], ...] = (
    ("signing", "signing.pem"),
    ("tls", "client.pem"),
)
"""The terminal's certificates by their files; a terminal without mutual TLS has no second one."""


def certificates_of(folder: Path, now: datetime) -> tuple[CertificateLife, ...]:
    """Whole days each certificate of the terminal is still good for."""
    found = []
    for name, file in CERTIFICATES:
        ends = _end_of(folder / file)
        if ends is not None:
            found.append(CertificateLife(name=name, days=max(-3650, (ends - now).days)))
    return tuple(found)


def _end_of(path: Path) -> datetime | None:
    """When a certificate ends; None where there is none that can be read."""
    from cryptography.x509 import load_pem_x509_certificate

    try:
        return load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc.astimezone(UTC)
    except (OSError, ValueError):
        return None


def release_of(folder: Path) -> dict[str, Any]:
    """What the province permitted last; a fresh terminal is in the broad ring."""
    try:
        kept = json.loads((folder / RELEASE_FILE).read_bytes())
        return {"ring": str(kept["ring"]), "version": kept["version"], "halted": bool(kept["halted"])}
    except (OSError, ValueError, TypeError, KeyError):
        return {"ring": "broad", "version": None, "halted": False}


def keep_release(folder: Path, ring: Ring, version_: str | None, halted: bool) -> bool:
    """Let the updater know; whether it could be written. Raises nothing: an update that waits harms nobody."""
    kept = {"ring": ring, "version": version_, "halted": halted}
    if kept == release_of(folder):
        return True
    try:
        write_private(folder / RELEASE_FILE, json.dumps(kept).encode())
    except OSError as error:
        log.error("what the province permits cannot be kept: %s", type(error).__name__)
        return False
    return True


def software_of(folder: Path, command: str) -> Software:
    """The version that runs, its ring, and what the updater says (`command`, empty: there is none)."""
    permitted = release_of(folder)
    told = updater_says(command) if command else {}
    refused, reason = refusal_of(told, permitted["version"])
    left = told.get("trial_boots_left", -1)
    try:
        return Software(
            version=str(told.get("version") or version() or "0"), ring=permitted["ring"],
            trial=left + 1 if isinstance(left, int) else 0, refused=refused, reason=reason,
        )  # fmt: skip
    except ValueError:
        return Software(version=version() or "0", ring="broad")


ROLLED_BACK = ("starts_failed", "fell", "damaged", "by_hand")
"""Why the updater gives up a version that was on trial; any other word means that it was never started."""


def refusal_of(told: Mapping[str, Any], permitted: object) -> tuple[str | None, str]:
    """The version that was given up here, the permitted one before any other, and its code."""
    refused = told.get("refused")
    if not isinstance(refused, dict) or not refused:
        return None, ""
    named = str(permitted) if str(permitted) in refused else str(list(refused)[-1])
    return named, "update_rolled_back" if str(refused[named]) in ROLLED_BACK else "update_refused"


def updater_says(command: str) -> dict[str, Any]:
    """The updater's own JSON; empty when it does not answer in time or not sensibly."""
    import shlex

    try:
        answer = subprocess.run(
            shlex.split(command), capture_output=True, timeout=STATUS_S, check=False, stdin=subprocess.DEVNULL
        )
        told = json.loads(answer.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}
    return told if isinstance(told, dict) else {}
