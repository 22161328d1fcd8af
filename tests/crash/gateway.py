"""The province killed before every flush, rename and commit of taking in a filing: `python -m tests.crash.gateway`.

Both ends are real: a gateway process with a fuse in it, and a terminal's memory, engine and uplink. For each
cut the gateway dies by SIGKILL at that step, is started again without a fuse, and the engine goes on by itself.
The gateway processes are forked from one that has imported everything, which saves most of their start.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

from kiosk.clock import SystemClock
from kiosk.uplink.client import CARRIED, ProvinceUplink
from kiosk.uplink.identity import KEY_FILE, load_enrolment, load_or_create_key
from legalnet.submission import Role
from offline_cache.blobs import BlobRef
from offline_cache.cache import Cache
from offline_cache.chip import Chip
from offline_cache.states import ItemState, Lane
from offline_cache.sync import SyncEngine
from tests.crash.matrix import say
from tests.offline_cache.rig import HandClock
from tests.province.catalogue import write_catalogue
from tests.province.process import process
from tests.province.running import JPEG, PDF, Filing, Part, ShiftedClock, Terminal

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["main", "province.gateway.command", "kiosk.uplink.client", "requests"])
PATIENCE_S = 300
"""For a gateway to start or end; a machine may be busy."""
ROUNDS = 40


class Fuse:
    """Counts steps in a file, since its process may die, and dies at one of them."""

    def __init__(self, counter: Path, cut: int) -> None:
        self._counter = counter
        self._cut = cut
        self._steps = 0

    def step(self, name: str) -> None:
        self._steps += 1
        with self._counter.open("a") as out:
            out.write(f"{name}\n")
        if self._steps == self._cut:
            os.kill(os.getpid(), signal.SIGKILL)


def light_fuse(fuse: Fuse) -> None:
    """In the gateway process: every flush, rename and commit from now on is a step."""
    from sqlalchemy import Engine, event

    fsync, rename = os.fsync, Path.replace

    def counted_fsync(fd: int) -> None:
        fuse.step("fsync")
        fsync(fd)

    def counted_replace(self: Path, target: Path) -> Path:
        fuse.step("rename")
        return rename(self, target)

    os.fsync, Path.replace = counted_fsync, counted_replace  # type: ignore[assignment, method-assign]
    event.listen(Engine, "commit", lambda connection: fuse.step("commit"))


def run_gateway(folder: Path, catalogue: Path, cut: int | None) -> None:
    """What a gateway process does: the command `gateway`, with a fuse (0 only counts) or without one (None)."""
    from main import main as command

    said = os.open(folder / "said", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(said, 1)
    os.dup2(said, 2)
    if cut is not None:
        light_fuse(Fuse(folder / "steps", cut))
    line = ["gateway", "--data", str(folder / "province"), "--catalogue", str(catalogue)]
    sys.exit(command([*line, "--ready-file", str(folder / "ready")]))


@dataclass
class Try:
    """One cut and what came of it."""

    cut: int
    steps: list[str]
    killed: bool
    good: bool


def prepare(root: Path) -> None:
    """A province with one enrolled terminal, stopped; copied for each cut."""
    with process(root / "base" / "province", write_catalogue(root / "catalogue")) as gateway:
        gateway.terminal(root / "base" / "terminal")
        gateway.stop()


@contextmanager
def started(folder: Path, catalogue: Path, cut: int | None) -> Iterator[tuple[BaseProcess, str]]:
    """A gateway process, and its address; no address when it died before it was ready."""
    ready = folder / "ready"
    ready.unlink(missing_ok=True)
    child = FORKS.Process(target=run_gateway, args=(folder, catalogue, cut))
    child.start()
    try:
        end = SystemClock().monotonic() + PATIENCE_S
        while not ready.exists() and child.is_alive() and SystemClock().monotonic() < end:
            SystemClock().sleep(0.02)
        yield child, json.loads(ready.read_text())["url"] if ready.exists() else ""
        child.terminate()
        child.join(PATIENCE_S)
        if child.is_alive():
            raise AssertionError("a gateway that was told to end did not")
    finally:
        child.kill()


def try_cut(root: Path, cut: int) -> Try:
    """Hand in two filings to a gateway that dies before step `cut`, start it again, and look."""
    folder = root / f"cut-{cut}"
    shutil.copytree(root / "base", folder)
    cache = Cache.open(folder / "cache", HandClock(), chip=Chip(""))
    keys = [hand_in(cache, folder, filing) for filing in (Filing(), Filing(parts=large()))]
    with started(folder, root / "catalogue", cut) as (child, url):
        if url:
            deliver(cache, folder, url, child.is_alive)
    with started(folder, root / "catalogue", None) as (_, url):
        deliver(cache, folder, url, lambda: True)
        good = is_good(cache, folder, keys, url)
    cache.close()
    found = Try(cut, (folder / "steps").read_text().split("\n")[:-1], child.exitcode == -signal.SIGKILL, good)
    shutil.rmtree(folder)
    return found


def terminal_of(folder: Path, url: str) -> Terminal:
    """The enrolled terminal, and the province where it listens now."""
    home = folder / "terminal"
    enrolment = replace(load_enrolment(home), url=url)
    uplink = ProvinceUplink(enrolment, load_or_create_key(home / KEY_FILE), ShiftedClock())
    return Terminal(home, enrolment, uplink)


def large() -> list[Part]:
    """Papers of which one is too large to travel with its submission: it goes over by an upload of its own."""
    picture = JPEG + Random(1).randbytes(CARRIED)
    return [
        Part("complaint.pdf", Role.DOCUMENT, "application/pdf", PDF),
        Part("iou-1.jpg", Role.MATERIAL, "image/jpeg", picture),
    ]


def hand_in(cache: Cache, folder: Path, filing: Filing) -> str:
    """A filing with papers, safe in the terminal's memory; gives its key."""
    sealed = terminal_of(folder, "http://127.0.0.1:9").seal(filing)
    refs = [BlobRef(digest, size) for digest, size, _ in sealed.blobs]
    cache.blobs.ingest_all([(path, ref) for (_, _, path), ref in zip(sealed.blobs, refs, strict=True)])
    cache.outbox.enqueue(sealed.key, Lane.ATTACHMENT, sealed.header, refs)
    return sealed.key


def deliver(cache: Cache, folder: Path, url: str, alive: Callable[[], bool]) -> None:
    """Let the engine do its work until nothing is left, or the gateway is gone."""
    clock = HandClock()
    uplink = terminal_of(folder, url).uplink
    engine = SyncEngine(cache.outbox, cache.blobs, uplink, clock, Random(1), lambda event: None)
    for _ in range(ROUNDS):
        engine.run_once()
        if not cache.outbox.pending() or not alive():
            return
        clock.sleep(400)


def is_good(cache: Cache, folder: Path, keys: list[str], url: str) -> bool:
    """Each filing is there once, whole, and both ends say the same of it."""
    terminal = terminal_of(folder, url)
    with sqlite3.connect(folder / "province" / "province.sqlite") as db:
        rows = [str(row[0]) for row in db.execute("SELECT submission_id FROM submissions")]
        envelopes = [json.loads(row[0]) for row in db.execute("SELECT envelope FROM submissions")]
    db.close()
    items = [cache.outbox.expect(key) for key in keys]
    answers = [terminal.uplink.query(key) for key in keys]
    same = all(answer and item.reply == answer.body for item, answer in zip(items, answers, strict=True))
    delivered = all(item.state is ItemState.DELIVERED for item in items)
    files = folder / "province" / "files" / terminal.enrolment.terminal_id
    digests = [part["digest"] for envelope in envelopes for part in envelope["parts"]]
    whole = all(hashlib.sha256((files / digest).read_bytes()).hexdigest() == digest for digest in digests)
    return sorted(rows) == sorted(keys) and same and delivered and whole


def main() -> int:
    """Try every cut, or every N-th; 1 when a filing was lost, doubled or torn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="try every N-th step (default: all)")
    every = parser.parse_args().every
    with tempfile.TemporaryDirectory(prefix="lawbooth-crash-") as name:
        root = Path(name)
        prepare(root)
        steps = try_cut(root, 0).steps
        with ThreadPoolExecutor(2) as pool:
            tries = list(pool.map(lambda cut: try_cut(root, cut), range(1, len(steps) + 1, every)))
    bad = [each for each in tries if not (each.good and each.killed)]
    say(f"gateway    kill     {len(tries):>10} cut points, {len(bad)} amiss")
    for each in bad:
        say(f"before step {each.cut} ({steps[each.cut - 1]}): killed {each.killed}, good {each.good}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
