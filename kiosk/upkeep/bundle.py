"""The debug bundle: what helps to find a fault from afar, by an allow-list of collectors that take nothing personal.

Each collector says what it takes: numbers, codes and ids, judged one by one. None copies a file. `tests/kiosk/upkeep`
plants a person's traces in every place a collector looks at, and finds none of them in what it gave.
"""

from __future__ import annotations

import io
import json
import platform
import subprocess
import tarfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from kiosk.settings import Settings
from kiosk.upkeep import scrub
from legalnet.telemetry import Heartbeat

JOURNAL = ("journalctl", "--unit=lawbooth", "--lines=4000", "--output=cat", "--no-pager", "--quiet")
JOURNAL_S = 20.0
PACKAGES = ("PySide6", "opencv-python-headless", "dlib-bin", "vosk", "typst", "pyhanko", "apsw-sqlite3mc",
            "cryptography", "pyserial", "pydantic", "requests")  # fmt: skip
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "terminal": ("video_calls", "featured", "language"),
    "province": ("suite",),
    "memory": ("budget_mb", "spare_mb"),
    "screen": ("width", "height", "fullscreen"),
    "visit": ("idle_s", "ending_s"),
    "voice": ("speech",),
}
"""Settings whose values are numbers or words of a closed list."""
ITEM_WORDS = ("lane", "state", "reason", "attempts", "files", "bytes", "matter")


@dataclass(frozen=True)
class Source:
    """Where the collectors look; everything is passed in, so that a test can plant things there."""

    settings: Settings
    heartbeat: Heartbeat
    status: Mapping[str, Any]
    """The keeper's `status`."""
    letters: Iterable[Mapping[str, Any]]
    """The keeper's `letters`."""
    findings: Iterable[Mapping[str, Any]]
    """Doctor's, as JSON; empty while a running terminal holds its devices."""
    log: Iterable[str]


def heartbeat(source: Source) -> object:
    """How the terminal says it is."""
    return source.heartbeat.model_dump(mode="json")


def settings(source: Source) -> object:
    """Settings of the list above, and of each device only how it is connected."""
    found: dict[str, Any] = {
        section: {name: getattr(getattr(source.settings, section), name) for name in names}
        for section, names in SECTIONS.items()
    }
    addresses = source.settings.devices.model_dump()
    found["devices"] = {name: str(address).partition(":")[0] for name, address in addresses.items()}
    return found


def keeper(source: Source) -> object:
    """The keeper's state in numbers and codes."""
    names = ("up", "reason", "memory", "used", "left", "skewed")
    told = {name: source.status.get(name) for name in names}
    counts = source.status.get("counts")
    clean = {
        name: one for name, one in told.items() if isinstance(one, bool | int) or scrub.value(str(one)) != "*"
    }
    tally = (
        {scrub.value(str(state)): count for state, count in counts.items()}
        if isinstance(counts, dict)
        else {}
    )
    return clean | {"counts": {name: count for name, count in tally.items() if isinstance(count, int)}}


def outbox(source: Source) -> object:
    """What waits or was laid aside: lane, state, codes and sizes; no keys and no words."""
    return [
        {
            name: one[name] if isinstance(one[name], int) else _plain(one[name])
            for name in ITEM_WORDS
            if name in one
        }
        for one in source.letters
    ]


def _plain(text: object) -> str:
    """A code or id of ours; anything else is a star."""
    said = str(text)
    matter = (
        len(said) <= 12
        and said.isascii()
        and "-" in said
        and said.replace("-", "").isalnum()
        and said.isupper()
    )
    return said if matter or said in ("small", "large", "") else scrub.value(said)


def doctor(source: Source) -> object:
    """What was looked at, how it is, and the code of what was found."""
    return [
        {
            name: str(one.get(name)) if name == "state" else _named(one.get(name))
            for name in ("id", "state", "found")
        }
        for one in source.findings
        if str(one.get("state")) in ("ok", "warn", "fail")
    ]


def _named(text: object) -> str:
    """Each word judged by itself; ids of checks are words of our own source."""
    return " ".join(word if word in _checks() else scrub.value(word) for word in str(text).split(" "))


def _checks() -> frozenset[str]:
    """Ids of the checks, by the devices and the rest."""
    rest = ("store", "store_key", "room", "disk", "reference", "clock", "enrolment", "terminal_key", "province",
            "fonts", "photo_library", "face_models", "voice", "voice_model", "ready", "answers", "missing")  # fmt: skip
    return frozenset({*scrub.WORDS, *rest})


def software(_source: Source) -> object:
    """Versions of what matters most."""
    found = {"python": platform.python_version(), "machine": platform.machine(), "kernel": platform.release()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def store(source: Source) -> object:
    """How many files of each known kind the terminal has, and their bytes; no names."""
    home = source.settings.terminal.folder
    kinds = {
        "store": "cache/store.db*",
        "blobs": "cache/blobs/*",
        "journals": "journals/*",
        "reference": "reference/*",
    }
    found = {}
    for kind, pattern in kinds.items():
        sizes = [path.stat().st_size for path in home.glob(pattern) if path.is_file()]
        found[kind] = {"files": len(sizes), "bytes": sum(sizes)}
    return found


def log(source: Source) -> object:
    """Lines of the log that may leave."""
    return list(scrub.lines(source.log))


COLLECTORS: Mapping[str, Callable[[Source], object]] = {
    "heartbeat": heartbeat, "settings": settings, "keeper": keeper, "outbox": outbox, "doctor": doctor,
    "software": software, "store": store, "log": log,
}  # fmt: skip
"""Everything that goes into a bundle, by the name of its file."""


def collect(source: Source) -> dict[str, bytes]:
    """Each collector's file; one that fails gives the class of its error."""
    found = {}
    for name, collector in COLLECTORS.items():
        try:
            told = collector(source)
        except (OSError, ValueError, KeyError, TypeError) as error:
            told = {"failed": type(error).__name__}
        found[f"{name}.json"] = json.dumps(told, ensure_ascii=True, indent=1, sort_keys=True).encode()
    return found


def pack(source: Source, now: datetime) -> bytes:
    """The bundle as a .tar.gz; names, times and owners in it say nothing."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in collect(source).items():
            entry = tarfile.TarInfo(f"lawbooth-bundle/{name}")
            entry.size, entry.mtime, entry.mode = len(data), int(now.timestamp()), 0o600
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def journal() -> list[str]:
    """The unit's lines from the system's journal; empty where there is none."""
    try:
        answer = subprocess.run(JOURNAL, capture_output=True, timeout=JOURNAL_S, check=False, text=True)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return []
    return answer.stdout.splitlines()
