"""The record of a room: what Janus wrote of each track, sealed to the province's key and chained, nothing left open.

Janus writes a track as it came over the network (`.mjr`); as long as it writes, the name ends in `.part`. What is whole
is sealed at once, its line appended, then the open file removed. What a crash left open is sealed at the next start.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legalnet import sealing
from legalnet.evidence.leaves import digests
from legalnet.rooms import RoomState
from province.evidence.deposits import Asked
from province.evidence.log import Closed
from province.gateway.clock import Clock, stamp
from province.gateway.media import chain
from province.gateway.rooms import store
from province.gateway.rooms.store import LogLine
from province.gateway.storage.interface import StorageDown

if TYPE_CHECKING:
    from province.gateway.context import Gateway

log = logging.getLogger(__name__)
STEP_S, WHOLE_S = 0.1, 5.0
"""How long Janus may take to close its files."""
NOTE = ".note.json"


@dataclass(frozen=True)
class Piece:
    """Something open that is to be sealed, and what its line says of it."""

    path: Path
    said: dict[str, Any]


@dataclass(frozen=True)
class RoomNotes:
    """A small file beside the open ones of a recording: whose they are, found again after a crash."""

    raw: Path
    clock: Clock

    def begin(self, state: RoomState, seat: str, number: int, tracks: dict[str, str]) -> str:
        """A recording begins: the beginning of its files' names, for Janus."""
        self.raw.mkdir(mode=0o700, parents=True, exist_ok=True)
        base = self.raw / f"{seat}-{number}"
        said = {
            "seat": seat,
            "role": str(state.seats[seat].role),
            "tracks": tracks,
            "begun": stamp(self.clock.now()),
        }
        _note(base).write_text(json.dumps(said), encoding="utf-8")
        return str(base)

    def more(self, base: str, tracks: dict[str, str]) -> None:
        """A track more is sent meanwhile; one that is not sent any more keeps its name."""
        note = _note(Path(base))
        said = json.loads(note.read_text(encoding="utf-8"))
        said["tracks"] |= tracks
        note.write_text(json.dumps(said), encoding="utf-8")


def _note(base: Path) -> Path:
    """Where it is written."""
    return base.with_name(base.name + NOTE)


class Recorder:
    """Recordings of this gateway's rooms, in one folder."""

    def __init__(self, gateway: Gateway, folder: Path) -> None:
        self._gateway, self.folder = gateway, folder
        self._busy = asyncio.Lock()

    def notes(self, room_id: str) -> RoomNotes:
        """What is written down beside a room's open files."""
        return RoomNotes(self.folder / room_id / chain.RAW, self._gateway.clock)

    async def collect(self, room_id: str, base: str) -> None:
        """A recording ended: wait until its files are whole, then seal them."""
        raw, name = Path(base).parent, Path(base).name
        for _ in range(int(WHOLE_S / STEP_S)):
            if not list(raw.glob(f"{name}-*.part")):
                break
            await asyncio.sleep(STEP_S)
        await self._seal_all(room_id, name)

    async def finish(self, room_id: str) -> None:
        """The room is closed: seal what is left, and deposit the chain in the evidence log."""
        folder = self.folder / room_id
        if not folder.exists():
            return
        for note in sorted((folder / chain.RAW).glob(f"*{NOTE}")):
            await self.collect(room_id, str(note).removesuffix(NOTE))
        try:
            data = (folder / chain.CHAIN).read_bytes()
            asked = Asked(f"recording:{room_id}", "province", "recording", digests(data))
            receipt = await self._gateway.evidence.deposit(asked)
        except (FileNotFoundError, Closed, StorageDown) as error:
            log.info("the record of room %s has no deposit: %s", room_id, type(error).__name__)
            return
        (folder / chain.PROOF).write_text(receipt.proof, encoding="utf-8")

    async def still(self, room_id: str, state: RoomState, seat: str, picture: bytes) -> chain.Entry:
        """A picture of a paper or exhibit in full resolution: sealed, a line of the chain."""
        raw = self.folder / room_id / chain.RAW
        raw.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = raw / f"{seat}-still.jpg"
        said = {"seat": seat, "role": str(state.seats[seat].role), "track": "still"}
        async with self._busy:
            path.write_bytes(picture)
            return await self._seal(room_id, Piece(path, said))

    async def _seal_all(self, room_id: str, name: str) -> None:
        """Every file of one recording."""
        raw = self.folder / room_id / chain.RAW
        note = _note(raw / name)
        async with self._busy:
            if not note.exists():
                return
            said = json.loads(note.read_text(encoding="utf-8"))
            tracks = said.pop("tracks")
            for path in sorted([*raw.glob(f"{name}-*.mjr"), *raw.glob(f"{name}-*.part")]):
                more = {"track": _track(path, tracks), "whole": path.suffix == ".mjr", **_header(path)}
                await self._seal(room_id, Piece(path, {**said, **more}))
            note.unlink()

    async def _seal(self, room_id: str, piece: Piece) -> chain.Entry:
        """Seal one file, append its line, write the chain's head to the room's log, remove the open file."""
        now = self._gateway.clock.now()
        entry = await asyncio.to_thread(self._sealed, self.folder / room_id, piece, now)
        subject = f"seq={entry.line['seq']},chain={entry.hash}"
        seat = str(piece.said["seat"])
        await self._gateway.database.write(
            lambda c: store.log(c, room_id, now, LogLine(seat, "recorded", subject))
        )
        piece.path.unlink()
        return entry

    def _sealed(self, folder: Path, piece: Piece, now: datetime) -> chain.Entry:
        """The part that works on files."""
        entries = list(chain.read(folder))
        seq = len(entries) + 1
        name = f"{seq:04d}.lbx"
        (folder / name).unlink(missing_ok=True)  # of a crash before its line was written
        keys = self._gateway.keys
        public = sealing.load_public(keys.sealing_public)
        sealed = sealing.seal_file(piece.path, folder / name, public, chain.context(folder.name, seq))
        with piece.path.open("rb") as source:
            clear = hashlib.file_digest(source, "sha256").hexdigest()
        line = {
            "seq": seq,
            "file": name,
            "sha256": sealed.digest,
            "size": sealed.size,
            "clear_sha256": clear,
            "key_id": keys.key_id,
            "wrapped_key": sealed.wrapped_key,
            "sealed_at": stamp(now),
            **piece.said,
        }
        return chain.append(folder, line, entries[-1].hash if entries else chain.first(folder.name))


def _track(path: Path, tracks: dict[str, str]) -> str:
    """Which track a file is of, by the number of its line in the session description: `...-video-1.mjr`.

    Browsers name the lines by their numbers (mid), and a line once there stays there.
    """
    number = path.name.removesuffix(".part").removesuffix(".mjr").rsplit("-", 1)[-1]
    return tracks.get(number, "")


def _header(path: Path) -> dict[str, Any]:
    """When the first frame came, in microseconds since 1970: the `u` of Janus' own header. Tracks are aligned by it."""
    with path.open("rb") as source:
        head = source.read(10)
        size = int.from_bytes(head[8:10], "big")
        if not head.startswith(b"MJR") or size > 4096:
            return {}
        try:
            found = json.loads(source.read(size))
        except ValueError:
            return {}
    return {"first_frame_us": found["u"]} if isinstance(found.get("u"), int) else {}
