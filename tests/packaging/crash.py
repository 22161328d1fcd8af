"""`make crash-update`: kills and power cuts in the middle of updates of the real release, and controls that must fail.

Runs on the packages in --debs (`make deb`). 0 machines may be left that do not start.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import ab
import manifest

from tests.packaging import cuts

HERE = Path(__file__).resolve().parents[2]
ASK = ("calc", "--help")
"""A command of the release that imports every room's commands: it starts, so the release is there."""

LAST = 12
"""The operations at the end of an update that decide which version runs; most cuts fall among them."""


class Machine:
    """The folders of one machine and two versions to change between."""

    def __init__(
        self, folder: Path, parts: Path, versions: tuple[str, str], ask: tuple[str, ...] = ASK
    ) -> None:
        self.root = folder / "opt"
        self.parts = parts
        self.versions = versions
        self.ask = ask

    def begin(self) -> None:
        """The first version runs and is proven."""
        self.update(self.versions[0], ab.Disk())

    def other(self) -> str:
        """The version that does not run now."""
        return next(one for one in self.versions if one != ab.Releases(self.root).linked())

    def update(self, version: str, disk: ab.Disk) -> None:
        """As dpkg's postinst and the update timer do it, but for the doctor, who writes nothing."""
        releases = cuts.QuickReleases(self.root, disk)
        disk.mkdir(releases.folder)
        releases.lay_aside(version, self.parts)
        releases.save(replace(releases.state(), staged=version))
        releases.adopt(version)


def killed(machine: Machine, at: int, version: str) -> bool:
    """One update in a process of its own that SIGKILLs itself before operation `at`; whether it came to that."""
    roads = [str(HERE), str(HERE / "packaging")]
    program = (
        f"import os, signal, sys; sys.path[:0] = {roads!r}\n"
        "from pathlib import Path\nfrom tests.packaging import crash, cuts\n"
        f"disk = cuts.RecordingDisk({at}, lambda: os.kill(os.getpid(), signal.SIGKILL))\n"
        f"places = Path({str(machine.root.parent)!r}), Path({str(machine.parts)!r})\n"
        f"machine = crash.Machine(*places, {machine.versions!r})\n"
        f"machine.update({version!r}, disk)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, timeout=600)
    return done.returncode == -signal.SIGKILL


def kills(machine: Machine, count: int, rng: Random, steps: int) -> Counter[str]:
    """Update after update, each killed somewhere; what each next start came to."""
    seen: Counter[str] = Counter()
    for number in range(count):
        before, version = ab.Releases(machine.root).linked(), machine.other()
        late = number % 2
        # what the last round laid aside goes, so that this one has everything to do
        subprocess.run(["rm", "-rf", str(machine.root / "releases" / version)], check=True)
        at = steps - 1 - rng.randint(0, LAST) if late else rng.randint(0, steps)
        died = killed(machine, at, version)
        after = cuts.boot(machine.root, cuts.Manner())
        wrong = cuts.starts(machine.root, machine.ask)
        seen["not bootable" if wrong else "old" if after == before else "new"] += 1
        seen["killed in the middle"] += died
        ab.Releases(machine.root).confirm()
        say(f"kill {number + 1} of {count} before operation {at}: {before} -> {after} {wrong}")
    return seen


def power_cuts(machine: Machine, scratch: Path, count: int, rng: Random, manner: cuts.Manner) -> Counter[str]:
    """One update recorded, then cut at many places; what each next start came to."""
    base = scratch / "base"
    # what the last round laid aside goes, so that there is an update to cut, and not only its last steps
    shutil.rmtree(machine.root / "releases" / machine.other(), ignore_errors=True)
    subprocess.run(["cp", "-al", str(machine.root), str(base)], check=True)
    before, disk = ab.Releases(machine.root).linked(), cuts.RecordingDisk()
    machine.update(machine.other(), disk)
    seen: Counter[str] = Counter()
    for number in range(count):
        world = scratch / "world"
        late = number % 3
        at = len(disk.steps) - rng.randint(0, LAST) if late else rng.randint(0, len(disk.steps))
        cuts.replay(base, machine.root, world, disk.steps[:at], manner, rng)
        after = cuts.boot(world, manner)
        wrong = cuts.starts(world, machine.ask)
        seen["not bootable" if wrong else "old" if after == before else "new"] += 1
        say(f"cut {number + 1} of {count} after operation {at} of {len(disk.steps)}: {after} {wrong}")
        subprocess.run(["rm", "-rf", str(world)], check=True)
    shutil.rmtree(base)
    return seen


def say(words: str) -> None:
    """To the log at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def unpack(debs: Path, folder: Path) -> tuple[Path, tuple[str, str]]:
    """The parts that the packages bring, with a second version of the same code beside the first."""
    for package in sorted(debs.glob("lawbooth-*.deb")):
        subprocess.run(["dpkg-deb", "-x", str(package), str(folder)], check=True)
    parts = folder / "usr/lib/lawbooth"
    first = next((parts / "terminal").iterdir())
    second = first.with_name(f"{first.name}.1")
    shutil.copytree(first, second, symlinks=True)
    told = json.loads((first / "release.json").read_bytes()) | {"version": second.name}
    (second / "release.json").write_text(json.dumps(told))
    (second / "app/pyproject.toml").write_text(f'[project]\nversion = "{second.name}"\n')
    manifest.write(second)
    return parts, (first.name, second.name)


def arguments() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--debs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--scratch",
        type=Path,
        help="where the machines lie, in memory by default: what is tried asks no real disk",
    )
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--controls", type=int, default=90)
    parser.add_argument(
        "--part", choices=("kills", "cuts"), help="only one half, so that two run side by side"
    )
    parser.add_argument("--seed", type=int, default=8)
    return parser.parse_args()


def tried(args: argparse.Namespace, scratch: Path) -> dict[str, dict[str, int]]:
    """What each next start came to, by what was done to the machine before."""
    parts, versions = unpack(args.debs, scratch / "parts")
    rng, machine = Random(args.seed), Machine(scratch / "machine", parts, versions)
    machine.begin()
    counting = cuts.RecordingDisk()
    machine.update(machine.other(), counting)
    ab.Releases(machine.root).confirm()
    files = sum(len(names) for _, _, names in os.walk(machine.root / "releases" / versions[0]))
    told = {"files": {"in a release": files}}
    if args.part != "cuts":
        told["kills"] = dict(kills(machine, args.count, rng, len(counting.steps)))
    if args.part == "kills":
        return told
    for title, manner, count in (
        ("power cuts", cuts.Manner(), args.count),
        ("control: flushed, no manifest", cuts.Manner(manifest=False), args.controls),
        ("control: manifest, not flushed", cuts.Manner(flushes=False), args.controls),
        ("control: neither", cuts.Manner(flushes=False, manifest=False), args.controls),
    ):
        told[title] = dict(power_cuts(machine, scratch, count, rng, manner))
        ab.Releases(machine.root).confirm()
    return told


def main() -> int:
    """Everything; 1 when a machine did not start, or a control did."""
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=args.scratch or (memory if memory.is_dir() else args.out)) as name:
        told = tried(args, Path(name))
    (args.out / f"result{f'-{args.part}' if args.part else ''}.json").write_text(
        json.dumps(told, indent=1) + "\n"
    )
    say(json.dumps(told, indent=1))
    say(f"{time.monotonic() - begun:.0f} s")
    bad = sum(told.get(title, {}).get("not bootable", 0) for title in ("kills", "power cuts"))
    feeble = args.part != "kills" and not told["control: neither"].get("not bootable")
    return 1 if bad or feeble else 0


if __name__ == "__main__":
    sys.exit(main())
