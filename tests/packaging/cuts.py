"""Power cuts in the middle of an update: the run is recorded operation by operation, then replayed up to a cut with a
part of what was not flushed dropped, and the machine that results is booted by the real code."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import ab


@dataclass(frozen=True)
class Step:
    """One operation; `source` is a path for links and renames, `data` what a file holds."""

    kind: str
    path: Path
    source: Path | None = None
    data: bytes = b""


class RecordingDisk(ab.Disk):
    """Does what it is told and writes it down. `at` calls `stop` before that many operations were done."""

    def __init__(self, at: int = -1, stop: Callable[[], None] | None = None) -> None:
        self.steps: list[Step] = []
        self._at = at
        self._stop = stop

    def _note(self, step: Step) -> None:
        if self._stop is not None and len(self.steps) == self._at:
            self._stop()
        self.steps.append(step)

    def mkdir(self, path: Path) -> None:
        self._note(Step("mkdir", path))
        super().mkdir(path)

    def link(self, source: Path, target: Path) -> None:
        self._note(Step("link", target, source))
        super().link(source, target)

    def symlink(self, aim: str, target: Path) -> None:
        self._note(Step("symlink", target, Path(aim)))
        super().symlink(aim, target)

    def write(self, path: Path, data: bytes) -> None:
        self._note(Step("write", path, data=data))
        super().write(path, data)

    def rename(self, source: Path, target: Path) -> None:
        self._note(Step("rename", target, source))
        super().rename(source, target)

    def remove(self, path: Path) -> None:
        self._note(Step("remove", path))
        super().remove(path)

    def flush_folder(self, path: Path) -> None:
        self._note(Step("flush_folder", path))
        super().flush_folder(path)

    def flush_all(self, path: Path) -> None:
        self._note(Step("flush_all", path))


@dataclass(frozen=True)
class Manner:
    """How the disk behaves when the power goes, and what of our care is left out for a control."""

    flushes: bool = True
    manifest: bool = True
    copies: bool = True
    """Parts on another disk are copied, so that their bytes can be lost and not only their names."""


def names_kept(steps: list[Step], manner: Manner, rng: Random) -> list[bool]:
    """Which operations reached the disk. In a journal's order up to some point, or, the worse half, in no order."""
    durable = [False] * len(steps)
    if manner.flushes:
        for number, step in enumerate(steps):
            if step.kind == "flush_all":
                durable[: number + 1] = [True] * (number + 1)
            elif step.kind == "flush_folder":
                for before in range(number):
                    if steps[before].path.parent == step.path:
                        durable[before] = True
    if rng.random() < 0.5:
        last = rng.randint(0, len(steps))
        return [safe or number < last for number, safe in enumerate(durable)]
    return [safe or rng.random() < 0.5 for safe in durable]


def replay(  # noqa: PLR0917 - one disk, one cut
    base: Path, root: Path, world: Path, steps: list[Step], manner: Manner, rng: Random
) -> None:
    """The disk after the cut, laid out at `world`: `base` as it was before, and of `steps` (on `root`) what stayed."""
    subprocess.run(["cp", "-al", str(base), str(world)], check=True)
    kept = names_kept(steps, manner, rng)
    flushed = max((n for n, step in enumerate(steps) if step.kind == "flush_all"), default=-1)
    beginning, folders = len(str(root)), set[str]()
    for number, (step, there) in enumerate(zip(steps, kept, strict=True)):
        if not there:
            continue
        whole = manner.flushes and (step.kind == "write" or number < flushed)
        place = str(world) + str(step.path)[beginning:]
        above = place.rpartition("/")[0]
        if step.kind in ("remove", "rename"):
            folders.clear()
        if above not in folders and not os.path.isdir(above):  # noqa: PTH112 - as text five times as fast
            continue
        folders.add(above)
        torn = not whole and manner.copies and rng.random() < 0.3
        if step.kind == "link" and not torn and step.source is not None:
            with contextlib.suppress(FileExistsError):
                os.link(step.source, place, follow_symlinks=False)
        else:
            _do(step, Path(place), world, root, torn=torn)


def _do(step: Step, target: Path, world: Path, root: Path, torn: bool) -> None:
    disk = ab.Disk()
    match step.kind:
        case "mkdir":
            target.mkdir(exist_ok=True)
        case "remove":
            disk.remove(target)
        case "symlink" if not target.is_symlink():
            target.symlink_to(str(step.source))
        case "write":
            disk.remove(target)
            target.write_bytes(step.data[: len(step.data) // 2] if torn else step.data)
        case "link" if step.source is not None and not target.exists():
            if torn:
                target.write_bytes(b"")
                target.chmod(step.source.stat().st_mode)
            else:
                disk.link(step.source, target)
        case "rename" if step.source is not None:
            source = world / step.source.relative_to(root)
            if source.is_symlink() or source.exists():
                if target.is_dir() and not target.is_symlink():
                    shutil.rmtree(target)
                source.replace(target)
        case _:
            pass


class QuickReleases(ab.Releases):
    """Compares sizes only: digests of 900 MB take 3 s and write nothing, and these disks tear whole files."""

    def faults(self, release: Path, thorough: bool) -> list[str]:
        return super().faults(release, thorough=False)


class TrustingReleases(ab.Releases):
    """For a control: takes every release for whole."""

    def whole(self, version: str, thorough: bool) -> bool:
        return bool(version) and (self.folder / version).is_dir()


def boot(world: Path, manner: Manner) -> str:
    """The next start after the cut: what the unit runs before the terminal. The version that it would start."""
    releases = QuickReleases(world) if manner.manifest else TrustingReleases(world)
    releases.boot()
    return releases.linked()


def starts(world: Path, arguments: Iterable[str]) -> str:
    """Why what `current` names does not start, empty when it does: every file in its size, and its own program runs."""
    release = (world / "current").resolve()
    wrong = ab.faults(release, thorough=False)
    if wrong:
        return f"{len(wrong)} files, such as {wrong[0]}"
    try:
        done = subprocess.run(
            [str(release / "python/bin/python3.11"), "-B", str(release / "app/main.py"), *arguments],
            capture_output=True, timeout=120, check=False, cwd=release / "app",
        )  # fmt: skip
    except OSError as error:
        return type(error).__name__
    return "" if done.returncode == 0 else f"ended with {done.returncode}"
