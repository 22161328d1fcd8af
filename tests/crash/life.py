"""One terminal's life, cut short at a given step, and the life after; run as a program of its own.

`python -m tests.crash.life ROOT PATH MODE CUT...` forks, for each CUT, a child that lives until that step and
then dies by SIGKILL, a second that starts afresh on what is left and is cut too, and a third that lives to
the end; one JSON line a cut on standard output. CUT `0` never cuts and tells the steps.

PATH is `filing` (enqueue, ingest, upload, acknowledge, drop), `rotation` (a fresh key between filings), `eviction`
(reference data goes between filings, the store is made smaller) or `erase` (a terminal taken out of service).
MODE is `kill` (the process dies, the disk keeps what was written), `forget` (the disk loses all that was not
flushed), `torn` and a seed (it loses a part of it), or `careless` (like `forget`, on a disk that flushes nothing:
what a broken terminal would look like).
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from offline_cache.blobs import BlobRef
from offline_cache.cache import Cache
from offline_cache.chain import Link
from offline_cache.chip import Chip
from offline_cache.erase import erase
from offline_cache.room import Limits
from offline_cache.states import ItemState, Lane
from offline_cache.sync import SyncEngine
from offline_cache.uplink import Companion, Reply, Unsure
from tests.crash.layers import LossyDisk, LossyVfs, keep_all, keep_none, keep_some
from tests.offline_cache.rig import HandClock, source_file

KEYS = ("first", "second", "third")
NO_CHIP = Chip("")
"""Cuts are tried where nothing but the disk decides; a chip seals the same file."""
PIPED = "second"
"""Its files come through a pipe, those of the others lie in the visit's folder."""
LOST_ANSWER = "second"
"""Its first submission arrives, but the answer does not."""


class FileProvince:
    """The other end, which outlives the terminal: a file for a submission, a line for a repeat."""

    carries = len(b"second 0 ") * 3000
    """One of the two files of a filing goes along with it, the other before it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder

    def upload_blob(self, digest: str, size: int, path: Path) -> None:
        data = path.read_bytes()
        if len(data) != size:
            raise AssertionError("size")
        (self._folder / digest).write_bytes(data)

    def submit(self, key: str, header: bytes, along: Sequence[Companion] = ()) -> Reply:
        for file in along:
            self.upload_blob(file.digest, file.size, file.path)
        known = (self._folder / key).exists()
        if known:
            with (self._folder / "repeats").open("a") as repeats:
                repeats.write(f"{key}\n")
        (self._folder / key).write_bytes(header)
        if key == LOST_ANSWER and not known:
            raise Unsure
        return Reply(b"number of " + key.encode())

    def query(self, key: str) -> Reply | None:
        return Reply(b"number of " + key.encode()) if (self._folder / key).exists() else None


class Fuse:
    """Counts steps and ends the process at one of them."""

    def __init__(self, cut: int, mode: str) -> None:
        self.steps: list[str] = []
        self._cut = cut
        torn = keep_some(cut * 31 + int(mode[4:] or 0)) if mode.startswith("torn") else keep_none
        self._keep = keep_all if mode == "kill" else torn
        self.disk = LossyDisk(self.step)
        self.vfs = LossyVfs(f"lossy{os.getpid()}", self.step, deaf=mode == "careless")

    def step(self, name: str) -> None:
        self.steps.append(name)
        if len(self.steps) != self._cut:
            return
        self.vfs.lose(self._keep)
        self.disk.lose(self._keep)
        os.kill(os.getpid(), signal.SIGKILL)


def blob_of(key: str, number: int) -> bytes:
    """The content of a key's blob; large enough for more than one database page."""
    return f"{key} {number} ".encode() * 3000


def linked(key: str) -> Callable[[Link], bytes]:
    """A header that tells its place in the chain."""
    return lambda link: json.dumps({"header of": key, "seq": link.seq, "previous": link.previous}).encode()


def received(cache: Cache, contents: Sequence[bytes]) -> list[BlobRef]:
    """Taken in through a pipe, which holds all of it."""
    reading, writing = os.pipe()
    try:
        os.write(writing, b"".join(contents))
        os.close(writing)
        return cache.blobs.receive(lambda buffer: os.readv(reading, [buffer]), [len(one) for one in contents])
    finally:
        os.close(reading)


def hand_in(cache: Cache, folder: Path, key: str) -> None:
    """What a visit's commit does, up to telling the resident that it is saved."""
    contents = [blob_of(key, number) for number in range(2)]
    if key == PIPED:
        refs = received(cache, contents)
    else:
        refs = cache.blobs.ingest_all([source_file(folder / "visit", content) for content in contents])
    cache.outbox.enqueue(key, Lane.ATTACHMENT, linked(key), refs, {f"receipt/{key}": b"saved"})
    with (folder / "told").open("a") as told:
        told.write(f"{key}\n")


class Books:
    """Receipt records change with the item, in one transaction."""

    def delivered(self, item: Any, reply: Reply) -> dict[str, bytes]:
        return {f"receipt/{item.key}": reply.body}

    def refused(self, item: Any, code: str, message: str) -> dict[str, bytes]:
        return {f"receipt/{item.key}": b"refused"}


def engine(cache: Cache, folder: Path, clock: HandClock) -> SyncEngine:
    province = FileProvince(folder / "province")
    return SyncEngine(
        cache.outbox, cache.blobs, province, clock, Random(1), lambda event: None, books=Books()
    )


def live(folder: Path, fuse: Fuse) -> None:
    """Two filings, a delivery with a lost answer, one more filing, an idle moment, the end."""
    clock = HandClock()
    cache = Cache.open(folder / "cache", clock, fuse.disk, fuse.vfs.over, NO_CHIP)
    sync = engine(cache, folder, clock)
    hand_in(cache, folder, "first")
    hand_in(cache, folder, "second")
    sync.run_once()
    hand_in(cache, folder, "third")
    clock.sleep(400)
    sync.run_once()
    cache.tidy()
    cache.close()


def live_rotating(folder: Path, fuse: Fuse) -> None:
    """Two filings, a fresh key for the memory, a third filing, a delivery, the end."""
    clock = HandClock()
    cache = Cache.open(folder / "cache", clock, fuse.disk, fuse.vfs.over, NO_CHIP)
    hand_in(cache, folder, "first")
    hand_in(cache, folder, "second")
    cache.close()
    Cache.rotate_key(folder / "cache", clock, fuse.disk, fuse.vfs.over, NO_CHIP)
    cache = Cache.open(folder / "cache", clock, fuse.disk, fuse.vfs.over, NO_CHIP)
    hand_in(cache, folder, "third")
    engine(cache, folder, clock).run_once()
    cache.close()


def live_short_of_room(folder: Path, fuse: Fuse) -> None:
    """A filing and reference data, which goes for want of room; two filings beyond the budget, a delivery, the end."""
    clock = HandClock()
    limits = Limits(budget=200_000, expendable=("reference/",))
    cache = Cache.open(folder / "cache", clock, fuse.disk, fuse.vfs.over, NO_CHIP, limits=limits)
    hand_in(cache, folder, "first")
    cache.records.put("reference/laws", bytes(60_000))
    if cache.tidy() != ["reference/laws"]:
        raise AssertionError("nothing was let go of")
    hand_in(cache, folder, "second")
    hand_in(cache, folder, "third")
    engine(cache, folder, clock).run_once()
    cache.close()


def live_and_erase(folder: Path, fuse: Fuse) -> None:
    """One filing, delivered; then the terminal is taken out of service."""
    clock = HandClock()
    cache = Cache.open(folder / "cache", clock, fuse.disk, fuse.vfs.over, NO_CHIP)
    hand_in(cache, folder, "first")
    engine(cache, folder, clock).run_once()
    cache.close()
    erase_all(folder, fuse)


def erase_all(folder: Path, fuse: Fuse) -> None:
    """The keys, then everything."""
    home = folder / "cache"
    erase([home / "store.key", home / "store.key.next"], [home], fuse.disk)


def erase_on(folder: Path, fuse: Fuse) -> dict[str, Any]:
    """After the cut: nothing was dropped while a key could still be read; then erase again, to the end."""
    home = folder / "cache"
    begun = home.exists() and not (home / "store.db").exists() and (home / "store.db.keyname").exists()
    left = home / "store.key"
    whole = not left.exists() or left.stat().st_size == 32
    erase_all(folder, fuse)
    wrong = ["store dropped before its key"] if begun and left.exists() else []
    return {
        "told": [],
        "lost": [],
        "condition": "ok",
        "wrong": wrong if whole else ["half a key"],
        "repeats": [],
        "undelivered": [],
        "receipts": [],
        "left": [path.name for path in home.iterdir()] if home.exists() else [],
        "chain": [],
    }


def live_on(folder: Path, fuse: Fuse) -> dict[str, Any]:
    """After the cut: let residents who were told nothing try again, deliver, and look at everything."""
    clock = HandClock()
    cache = Cache.open(folder / "cache", clock, fuse.disk, fuse.vfs.over, NO_CHIP)
    told = (folder / "told").read_text().split() if (folder / "told").exists() else []
    lost = [
        key for key in told if cache.outbox.get(key) is None or cache.records.get(f"receipt/{key}") is None
    ]
    found = cache.health().condition
    for key in KEYS:
        if key not in told:
            hand_in(cache, folder, key)
    sync = engine(cache, folder, clock)
    for _ in range(4):
        clock.sleep(400)
        sync.run_once()
    cache.check()
    report = {"told": told, "lost": lost, "condition": found, **look(cache, folder), "chain": chain(folder)}
    cache.close()
    return report


def look(cache: Cache, folder: Path) -> dict[str, Any]:
    """What the province holds, and whether the terminal is clean."""
    province = folder / "province"
    wrong = [key for key in KEYS if not arrived_whole(province, key)]
    repeats = province / "repeats"
    return {
        "wrong": wrong,
        "repeats": repeats.read_text().split() if repeats.exists() else [],
        "undelivered": [key for key in KEYS if not is_delivered(cache, key)],
        "receipts": [k for k in KEYS if cache.records.get(f"receipt/{k}") != b"number of " + k.encode()],
        "left": [p.name for p in (folder / "cache" / "blobs").iterdir()],
    }


def chain(folder: Path) -> list[str]:
    """What is wrong with the order that the province got: each header names the one before it."""
    headers = [(folder / "province" / key).read_bytes() for key in KEYS]
    in_order = sorted(headers, key=lambda header: int(json.loads(header)["seq"]))
    previous, wrong = "", []
    for place, header in enumerate(in_order, start=1):
        told = json.loads(header)
        if (told["seq"], told["previous"]) != (place, previous):
            wrong.append(str(told["header of"]))
        previous = hashlib.sha256(header).hexdigest()
    return wrong


def is_delivered(cache: Cache, key: str) -> bool:
    """Whether the terminal knows that it was delivered."""
    item = cache.outbox.get(key)
    return item is not None and item.state is ItemState.DELIVERED


def arrived_whole(province: Path, key: str) -> bool:
    """Whether the header and both blobs are there, byte for byte."""
    if not (province / key).exists() or json.loads((province / key).read_bytes())["header of"] != key:
        return False
    for number in range(2):
        data = blob_of(key, number)
        path = province / ref_of(data).digest
        if not path.exists() or path.read_bytes() != data:
            return False
    return True


def ref_of(data: bytes) -> BlobRef:
    return BlobRef(hashlib.sha256(data).hexdigest(), len(data))


def in_child(work: Any) -> int:
    """Do it in a forked child; gives its wait status."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)
    return os.waitpid(pid, 0)[1]


def was_killed(status: int) -> bool:
    """Whether a wait status tells of a cut."""
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


LIVES: dict[str, tuple[Callable[[Path, Fuse], None], Callable[[Path, Fuse], dict[str, Any]]]] = {
    "filing": (live, live_on),
    "rotation": (live_rotating, live_on),
    "eviction": (live_short_of_room, live_on),
    "erase": (live_and_erase, erase_on),
}


def try_cut(root: Path, path: str, mode: str, cut: int) -> dict[str, Any]:
    """Three lives, the first two cut."""
    folder = root / f"{path}-{mode}-{cut}"
    folder.mkdir()
    begin, go_on = LIVES[path]

    def first() -> None:
        fuse = Fuse(cut, mode)
        begin(folder, fuse)
        (folder / "steps.json").write_text(json.dumps(fuse.steps))

    def second() -> None:
        go_on(folder, Fuse(cut * 7 % 60 if cut else 0, mode))

    def third() -> None:
        (folder / "report.json").write_text(json.dumps(go_on(folder, Fuse(0, mode))))

    ends = [in_child(life) for life in (first, second, third)]
    steps, report = folder / "steps.json", folder / "report.json"
    return {
        "cut": cut,
        "killed": sum(was_killed(end) for end in ends),
        "failed": sum(end != 0 and not was_killed(end) for end in ends),
        "steps": json.loads(steps.read_text()) if steps.exists() else [],
        **(json.loads(report.read_text()) if report.exists() else {}),
    }


def main(arguments: list[str]) -> None:
    """See the module's description."""
    root, path, mode, *cuts = arguments
    for cut in cuts:
        sys.stdout.write(json.dumps(try_cut(Path(root), path, mode, int(cut))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
