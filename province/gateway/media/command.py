"""What `main.py recording` does: tells whether a room's record is intact, and opens it for whoever holds the key."""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from sqlalchemy import Connection, select

from legalnet import sealing
from province.gateway.clock import SystemClock
from province.gateway.keys import load_keys
from province.gateway.media import chain
from province.gateway.settings import Settings, SettingsError, load_settings
from province.gateway.storage.interface import StorageDown, open_storage
from province.gateway.storage.tables import room_log

CONVERT_S = 600
ENDINGS = {"mic": ".opus", "camera": ".webm", "document": ".webm", "still": ".jpg"}


def recording(arguments: argparse.Namespace) -> int:
    """The command; returns the exit code: 0 intact or opened, 1 not, 2 wrong use."""
    try:
        settings = load_settings({"data": arguments.data, "database": arguments.database})
        folder = settings.recordings or settings.data / "recordings"
        if arguments.action == "open":
            return open_record(settings, folder / arguments.room, arguments.out)
        rooms = [arguments.room] if arguments.room else sorted(one.name for one in folder.glob("r*"))
        heads = asyncio.run(_heads(settings, rooms))
    except (SettingsError, StorageDown, OSError, sealing.SealError, chain.ChainBroken) as error:
        sys.stderr.write(f"recording: {error}\n")
        return 2
    return max((_verified(folder / room, heads.get(room)) for room in rooms), default=0)


def _verified(folder: Path, head: str | None) -> int:
    """Say what is found of one room; 1 when something is wrong."""
    if not folder.is_dir():
        sys.stdout.write(f"{folder.name} no record\n")
        return 1
    found = chain.verify(folder, head)
    for one in found:
        sys.stdout.write(f"{folder.name} {one.what} {one.state}\n")
    wrong = head is None or any(one.state != chain.INTACT for one in found)
    sys.stdout.write(f"{folder.name} {'NOT intact' if wrong else 'intact'}\n")
    return int(wrong)


async def _heads(settings: Settings, rooms: list[str]) -> dict[str, str]:
    """What the log of each room says of the last line of its chain."""

    def job(connection: Connection) -> dict[str, str]:
        """The last one counts."""
        where = room_log.c.room_id.in_(rooms) & (room_log.c.action == "recorded")
        rows = connection.execute(
            select(room_log.c.room_id, room_log.c.subject).where(where).order_by(room_log.c.id)
        )
        return {str(row.room_id): str(row.subject).rpartition("chain=")[2] for row in rows}

    database = open_storage(settings.database_url)
    await database.open()
    try:
        return await database.read(job)
    finally:
        await database.close()


def open_record(settings: Settings, folder: Path, out: Path) -> int:
    """Open every file of a room into `out`, sound and pictures as what any player plays.

    Raises `ChainBroken`, `SealError`, `OSError`.
    """
    keys = load_keys(settings.data / "keys", SystemClock().now())
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    for entry in chain.read(folder):
        line = entry.line
        key = keys.sealing_keys.get(str(line["key_id"]))
        if key is None:
            raise sealing.SealError("sealed to a key that is not here")
        clear = sealing.open_file(
            folder / entry.name, str(line["wrapped_key"]), key, entry.context(folder.name)
        )
        if hashlib.sha256(clear).hexdigest() != line["clear_sha256"]:
            raise sealing.SealError(f"{entry.name} is not what was recorded")
        name = f"{line['seq']:04d}-{line['seat']}-{line['track'] or 'track'}"
        ending = ENDINGS.get(str(line["track"]), ".mjr")
        sys.stdout.write(f"{_played(clear, out / name, ending).name}\n")
    return 0


def _played(clear: bytes, base: Path, ending: str) -> Path:
    """Written as what players read, by Debian's janus-tools; as it is where they are not installed or fail."""
    raw, made = base.with_suffix(".mjr"), base.with_suffix(ending)
    if ending == ENDINGS["still"]:
        made.write_bytes(clear)
        return made
    raw.write_bytes(clear)
    tool = shutil.which("janus-pp-rec")
    if tool is None:
        return raw
    done = subprocess.run([tool, str(raw), str(made)], check=False, capture_output=True, timeout=CONVERT_S)
    if done.returncode != 0 or not made.exists():
        return raw
    raw.unlink()
    return made
