#!/usr/bin/env python3
"""Releases side by side: one runs, the next is laid aside, tried, and kept or given up. Standard library only.

    /opt/lawbooth/releases/<version>/   app, python, site, manifest.json, release.json: whole and never changed
    /opt/lawbooth/current               link to the one that runs
    /opt/lawbooth/state.json            what is on trial, how many starts it has left, the last verdict

dpkg does not own these folders: it brings parts to /usr/lib/lawbooth, `stage` links them into a release. So dpkg may
take old parts away, or be cut off in the middle, and what runs is not touched.

A new release is believed step by step: its manifest (every digest), its own `doctor` beside that of the one that runs,
then three starts, of which one must stand for two minutes. Whatever fails, the former release comes back by itself.
Every change is one rename of a flushed file, so a cut leaves the state before it or after it.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

ROOT = Path("/opt/lawbooth")
PARTS = Path("/usr/lib/lawbooth")
CONFIG = Path("/etc/lawbooth/lawbooth.toml")
PERMIT = Path("/var/lib/lawbooth/permit.json")
"""What the province permits, written by the keeper: {"version", "ring", "halted"}."""
RUN = Path("/run/lawbooth/visits")
USER = "lawbooth"
BOOTS = 3
DOCTOR_S = 180
ANSWER_S = 20
VERSION = re.compile(r"[0-9][0-9A-Za-z.+~]{0,63}")
PASSED, REFUSED, WAITING, FAILED = 0, 3, 4, 1
"""Exit codes: done; the release was refused; not now, ask again; something else."""


class Refusal(Exception):
    """A release that will not do; the text is a code for the log and the fleet page."""


class NotNow(Exception):
    """Somebody is at the terminal, or a filing waits: later."""


# ---------------------------------------------------------------------- disk


class Disk:
    """Every operation that decides what a power cut leaves; a test replays them and drops what was not flushed."""

    def mkdir(self, path: Path) -> None:
        """A folder that may be there."""
        path.mkdir(mode=0o755, parents=True, exist_ok=True)

    def link(self, source: Path, target: Path) -> None:
        """The same file under a second name; a copy where they lie on different disks."""
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError:
            shutil.copy2(source, target, follow_symlinks=False)

    def symlink(self, aim: str, target: Path) -> None:
        """A link by name."""
        target.symlink_to(aim)

    def write(self, path: Path, data: bytes) -> None:
        """A fresh file, flushed."""
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def rename(self, source: Path, target: Path) -> None:
        """In one step; what lay there is gone."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """A file or a tree, if it is there."""
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def flush_folder(self, path: Path) -> None:
        """Names in it last."""
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def flush_all(self, path: Path) -> None:  # noqa: ARG002 - a disk that replays asks which tree
        """Everything written so far lasts: one wait instead of ten thousand."""
        os.sync()


# ---------------------------------------------------------------------- state


@dataclass(frozen=True)
class State:
    """What is known of the releases."""

    version: str = ""
    """The one that shall run."""
    previous: str = ""
    trial_boots_left: int = -1
    """Starts left to a release on trial; -1 when none is."""
    staged: str = ""
    """Laid aside and found good, to be changed over to."""
    ring: str = ""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Version -> why it was given up; it is not tried again."""
    last_verdict: str = ""
    """`<version> <code>`: kept, staged, not_whole, doctor:<checks>, starts_failed, fell, damaged, by_hand."""

    @classmethod
    def from_json(cls, told: Any) -> State:
        """Raises `ValueError` when it is no state."""
        if not isinstance(told, dict):
            raise ValueError("no state")
        known = {name: told[name] for name in cls.__dataclass_fields__ if name in told}
        state = cls(**known)
        good = isinstance(state.trial_boots_left, int) and isinstance(state.refused, dict)
        if not good or not all(
            isinstance(getattr(state, name), str) for name in ("version", "previous", "staged")
        ):
            raise ValueError("no state")
        return state

    @property
    def on_trial(self) -> bool:
        """Whether the running release must still prove itself."""
        return self.trial_boots_left >= 0

    def fallen_back(self, why: str) -> State:
        """The former release again; the one on trial is not tried twice."""
        return replace(
            self, version=self.previous, previous="", trial_boots_left=-1,
            refused={**self.refused, self.version: why}, last_verdict=f"{self.version} {why}",
        )  # fmt: skip


class Releases:
    """The folder of releases and its state."""

    def __init__(self, root: Path, disk: Disk | None = None) -> None:
        self.root = root
        self.disk = disk or Disk()
        self.folder = root / "releases"

    # ------------------------------------------------------------------ reading

    def path(self, version: str) -> Path:
        """Where that release lies. Raises `Refusal` when it is no version."""
        if not VERSION.fullmatch(version):
            raise Refusal("bad_version")
        return self.folder / version

    def state(self) -> State:
        """As written, else as the link and the folders tell."""
        try:
            return State.from_json(json.loads((self.root / "state.json").read_bytes()))
        except (OSError, ValueError, TypeError):
            return State(version=self.linked())

    def linked(self) -> str:
        """The version that `current` names, empty when it names none."""
        try:
            name = Path(str((self.root / "current").readlink())).name
        except OSError:
            return ""
        return name if VERSION.fullmatch(name) else ""

    def all(self) -> list[str]:
        """Versions that lie here, the newest last (by when they were laid aside)."""
        found = [path for path in self.folder.glob("*") if VERSION.fullmatch(path.name)]
        return [path.name for path in sorted(found, key=lambda path: (path.stat().st_mtime, path.name))]

    def whole(self, version: str, thorough: bool) -> bool:
        """Whether each file of its manifest is there in its size and, thoroughly, with its digest."""
        try:
            return bool(version) and not self.faults(self.path(version), thorough)
        except Refusal:
            return False

    def faults(self, release: Path, thorough: bool) -> list[str]:
        """See `faults` below."""
        return faults(release, thorough)

    # ------------------------------------------------------------------ changing

    def save(self, state: State) -> None:
        """The state, in one step."""
        fresh = self.root / "state.json.new"
        self.disk.write(fresh, json.dumps(asdict(state), indent=1, sort_keys=True).encode())
        self.disk.rename(fresh, self.root / "state.json")
        self.disk.flush_folder(self.root)

    def point(self, version: str) -> None:
        """`current` names that version, in one step."""
        if self.linked() == version:
            return
        fresh = self.root / "current.new"
        self.disk.remove(fresh)
        self.disk.symlink(f"releases/{version}", fresh)
        self.disk.rename(fresh, self.root / "current")
        self.disk.flush_folder(self.root)

    def lay_aside(self, version: str, parts: Path) -> None:
        """Make a release of the parts that dpkg brought. Raises `Refusal`; then nothing of it is left."""
        target = self.path(version)
        if self.whole(version, thorough=True):
            return
        if version == self.state().version:
            raise Refusal("damaged")
        fresh = self.folder / f".new-{version}"
        self.disk.remove(fresh)
        self.disk.remove(target)
        self.disk.mkdir(fresh)
        try:
            self._fill(fresh, version, parts)
        except (OSError, ValueError, KeyError) as error:
            self.disk.remove(fresh)
            raise Refusal("not_whole") from error
        except Refusal:
            self.disk.remove(fresh)
            raise
        self.disk.rename(fresh, target)
        self.disk.flush_folder(self.folder)

    def _fill(self, fresh: Path, version: str, parts: Path) -> None:
        terminal = parts / "terminal" / version
        told = json.loads((terminal / "release.json").read_bytes())
        runtime = parts / "runtime" / Path(str(told["runtime"])).name
        listed: dict[str, list[Any]] = {}
        for part in (runtime, terminal):
            listed |= json.loads((part / "manifest.json").read_bytes())
            for source, inner in within(part):
                self._take(source, fresh / inner)
        self.disk.write(fresh / "manifest.json", json.dumps(listed, separators=(",", ":")).encode())
        self.disk.flush_all(fresh)
        if self.faults(fresh, thorough=True):
            raise Refusal("not_whole")

    def _take(self, source: Path, target: Path) -> None:
        if source.is_symlink():
            self.disk.symlink(str(source.readlink()), target)
        elif source.is_dir():
            self.disk.mkdir(target)
        elif source.name != "manifest.json" or target.parent.name[:1] != ".":
            self.disk.link(source, target)

    def adopt(self, version: str) -> State:
        """Change over: a trial where there is a former release to come back to."""
        state = self.state()
        former = state.version if self.whole(state.version, thorough=False) else ""
        trial = BOOTS if former else -1
        state = replace(state, version=version, previous=former, trial_boots_left=trial, staged="")
        self.save(state)
        self.point(version)
        return state

    def boot(self) -> State:
        """Before each start: count a trial's starts, fall back when they are used up or the release is damaged."""
        state = self.state()
        if state.on_trial and state.previous:
            if state.trial_boots_left == 0:
                state = state.fallen_back("starts_failed")
            elif not self.whole(state.version, thorough=True):
                state = state.fallen_back("damaged")
            else:
                state = replace(state, trial_boots_left=state.trial_boots_left - 1)
            self.save(state)
        if not self.whole(state.version, thorough=False):
            state = self._rescued(state)
        self.point(state.version)
        return state

    def _rescued(self, state: State) -> State:
        """The release that shall run is damaged: the former, else the newest that is whole, else it all the same."""
        for version in (state.previous, *reversed(self.all())):
            if version != state.version and self.whole(version, thorough=True):
                rescued = replace(replace(state, previous=version).fallen_back("damaged"), staged="")
                self.save(rescued)
                return rescued
        return state

    def confirm(self) -> State:
        """It stood for two minutes: kept, and older ones than the former go."""
        state = self.state()
        if state.on_trial:
            state = replace(state, trial_boots_left=-1, last_verdict=f"{state.version} kept")
            self.save(state)
        self.tidy(state)
        return state

    def give_up(self, why: str) -> State:
        """The former release at the next start, if there is one."""
        state = self.state()
        if state.previous and self.whole(state.previous, thorough=True):
            state = state.fallen_back(why)
            self.save(state)
            self.point(state.version)
        return state

    def tidy(self, state: State) -> None:
        """Keep what runs, the former and what is laid aside; drop the rest and what was left half made."""
        kept = {state.version, state.previous, state.staged}
        for version in self.all():
            if version not in kept:
                self.disk.remove(self.folder / version)
        for path in self.folder.glob(".new-*"):
            self.disk.remove(path)


def within(part: Path) -> Iterator[tuple[Path, Path]]:
    """Every entry of a part, folders before what lies in them."""
    for folder, names, files in os.walk(part):
        for name in sorted(names) + sorted(files):
            path = Path(folder) / name
            yield path, path.relative_to(part)


def faults(release: Path, thorough: bool) -> list[str]:
    """Names that are missing or not as the manifest says; one name stands for all when there is no manifest."""
    try:
        listed = json.loads((release / "manifest.json").read_bytes())
        entries = [(str(name), int(size), str(digest)) for name, (size, digest) in listed.items()]
    except (OSError, ValueError, TypeError, AttributeError):
        return ["manifest.json"]
    if not any(name == "release.json" for name, _, _ in entries):
        return ["release.json"]
    at = f"{release}/"  # ten thousand of them at each start: joined as text, five times as fast as paths
    return [name for name, size, digest in entries if not _fits(at + name, size, digest, thorough)]


def _fits(path: str, size: int, digest: str, thorough: bool) -> bool:
    try:
        if size < 0:
            return os.readlink(path) == digest  # noqa: PTH115 - see above
        if os.lstat(path).st_size != size:
            return False
        if not thorough:
            return True
        with Path(path).open("rb", buffering=0) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except OSError:
        return False


# ---------------------------------------------------------------------- gates


def doctor(release: Path, config: Path, user: str = USER) -> set[str]:
    """Checks that fail by this release's own doctor. Raises `Refusal` when it gives no answer at all."""
    command = [str(release / "python/bin/python3.11"), "-B", str(release / "app/main.py"), "doctor", "--json"]
    if config.exists():
        command += ["--config", str(config)]
    if os.getuid() == 0 and _exists(user):
        command = ["setpriv", "--reuid", user, "--regid", user, "--init-groups", "--", *command]
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": "/run/lawbooth",
                   "QT_QPA_PLATFORM": "offscreen", **given("LAWBOOTH_")}  # fmt: skip
    try:
        said = subprocess.run(
            command, capture_output=True, timeout=DOCTOR_S, check=False, cwd=release / "app", env=environment
        )
        found = json.loads(said.stdout)
        return {str(one["id"]) for one in found if one["state"] == "fail"}
    except (OSError, ValueError, TypeError, KeyError, subprocess.SubprocessError) as error:
        raise Refusal("doctor:no_answer") from error


def given(prefix: str) -> dict[str, str]:
    """Variables of that prefix."""
    return {name: value for name, value in os.environ.items() if name.startswith(prefix)}


def _exists(user: str) -> bool:
    import pwd

    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


def gate(releases: Releases, version: str, config: Path) -> None:
    """Refuse what finds more wrong than the release that runs does. Raises `Refusal`."""
    found = doctor(releases.path(version), config)
    running = releases.state().version
    before: set[str] = set()
    if running and running != version:
        with contextlib.suppress(Refusal):  # the one that runs cannot even say: any answer is better
            before = doctor(releases.path(running), config)
    elif not running:
        before = found  # the first release: what it finds is for the technician who stands there
    worse = found - before
    if worse:
        raise Refusal("doctor:" + ",".join(sorted(worse)))


def quiet(run: Path) -> None:
    """Nobody at the screen, no filing on its way. Raises `NotNow`, also when the keeper does not answer."""
    for door in sorted(run.glob("keeper-*.sock")):
        told = ask(door)
        if told is None:
            continue
        if told.get("idle") is not True:
            raise NotNow("visit")
        if told.get("unsent", 1) != 0:
            raise NotNow("unsent")


def ask(door: Path) -> dict[str, Any] | None:
    """The keeper's own words; None when the socket is a dead keeper's. Raises `NotNow`."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(ANSWER_S)
        try:
            line.connect(str(door))
        except OSError:
            return None
        try:
            line.sendall(b'{"kind":"status"}\n')
            answer = b""
            while not answer.endswith(b"\n") and len(answer) < 1 << 20:
                part = line.recv(65536)
                if not part:
                    raise NotNow("keeper")
                answer += part
            told = json.loads(answer)
        except (OSError, ValueError) as error:
            raise NotNow("keeper") from error
    return told if isinstance(told, dict) else {}


def permit(path: Path) -> dict[str, Any]:
    """What the province permits; nothing when it never said, or nonsense stands there."""
    try:
        told = json.loads(path.read_bytes())
        version, ring = str(told["version"]), str(told.get("ring", ""))
    except (OSError, ValueError, TypeError, KeyError):
        return {}
    if not VERSION.fullmatch(version) or told.get("halted") or not re.fullmatch(r"[a-z0-9-]{0,32}", ring):
        return {}
    return {"version": version, "ring": ring}


# ---------------------------------------------------------------------- commands


def stage(releases: Releases, args: argparse.Namespace) -> int:
    """Lay a release aside and look at it; the first one is taken at once."""
    releases.disk.mkdir(releases.folder)
    state = releases.state()
    version = args.version
    if version == state.version and not state.on_trial:
        return PASSED
    if version in state.refused and not args.again:
        return refused(f"{version} was given up before: {state.refused[version]}")
    try:
        releases.lay_aside(version, args.parts)
        if not args.no_doctor:
            gate(releases, version, args.config)
    except Refusal as error:
        why = str(error)
        reasons = {**state.refused, version: why} if VERSION.fullmatch(version) else dict(state.refused)
        releases.save(replace(state, refused=reasons, last_verdict=f"{version[:64]} {why}"))
        return refused(f"{version}: {why}")
    kept = {name: why for name, why in state.refused.items() if name != version}
    staged = replace(state, staged=version, refused=kept, last_verdict=f"{version} staged")
    releases.save(staged)
    if not releases.whole(state.version, thorough=False):
        releases.adopt(version)
    return PASSED


def refused(words: str) -> int:
    """Say so."""
    sys.stderr.write(f"refused {words}\n")
    return REFUSED


def apply(releases: Releases, args: argparse.Namespace) -> int:
    """Change over to what is laid aside, if nobody is disturbed; the unit is to be restarted after it."""
    state = releases.state()
    if not state.staged:
        return FAILED
    allowed = permit(args.permit)
    if not args.now and allowed.get("version") not in (None, state.staged):
        releases.save(replace(state, staged=""))
        return refused(f"{state.staged}: not permitted any more")
    try:
        quiet(args.run)
    except NotNow as error:
        sys.stderr.write(f"not now: {error}\n")
        return WAITING
    if not releases.whole(state.staged, thorough=True):
        releases.save(replace(state, staged="", last_verdict=f"{state.staged} not_whole"))
        return refused(f"{state.staged}: not_whole")
    releases.save(replace(releases.state(), ring=allowed.get("ring", state.ring)))
    releases.adopt(state.staged)
    return PASSED


def status(releases: Releases, args: argparse.Namespace) -> int:
    """What runs, what is on trial, what was refused."""
    state = releases.state()
    told = {
        **asdict(state),
        "linked": releases.linked(),
        "releases": releases.all(),
        "on_trial": state.on_trial,
    }
    if args.json:
        sys.stdout.write(json.dumps(told, indent=1, sort_keys=True) + "\n")
    else:
        sys.stdout.writelines(f"{name:18} {value}\n" for name, value in told.items())
    return PASSED


def wanted(releases: Releases, args: argparse.Namespace) -> int:
    """Print the version that is permitted and neither runs nor was given up; nothing otherwise."""
    allowed, state = permit(args.permit), releases.state()
    version = allowed.get("version", "")
    if version and version not in (state.version, *state.refused):
        sys.stdout.write(f"{version}\n")
    return PASSED


def change(releases: Releases, verb: str) -> State:
    """What a unit or a technician says of the release that runs."""
    match verb:
        case "boot":
            return releases.boot()
        case "confirm":
            return releases.confirm()
        case "fallen":
            return releases.give_up("fell") if releases.state().on_trial else releases.state()
        case _:
            return releases.give_up("by_hand")


def said(state: State) -> int:
    """What a change came to."""
    sys.stdout.write(f"{state.version} {state.last_verdict}\n")
    return PASSED


def main(argv: list[str] | None = None) -> int:
    """Run one command; see the head of this file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--parts", type=Path, default=PARTS)
    parser.add_argument("--config", type=Path, default=CONFIG)
    parser.add_argument("--permit", type=Path, default=PERMIT)
    parser.add_argument("--run", type=Path, default=RUN)
    verbs = parser.add_subparsers(dest="verb", required=True)
    one = verbs.add_parser("stage", help="lay a release aside, check it and let its doctor look")
    one.add_argument("version")
    one.add_argument("--again", action="store_true", help="although it was given up before")
    one.add_argument("--no-doctor", action="store_true")
    one = verbs.add_parser("apply", help="change over to what is laid aside, when nobody is disturbed")
    one.add_argument("--now", action="store_true", help="although the province permits another version")
    for name, words in (
        ("boot", "before each start of the terminal"),
        ("confirm", "the release that runs has proven itself"),
        ("fallen", "it fell again and again"),
        ("rollback", "back to the former release, by hand"),
        ("wanted", "the version to fetch, if any"),
    ):
        verbs.add_parser(name, help=words)
    verbs.add_parser("status", help="what runs").add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    releases = Releases(args.root)
    asked = {"stage": stage, "apply": apply, "status": status, "wanted": wanted}.get(args.verb)
    return asked(releases, args) if asked else said(change(releases, args.verb))


if __name__ == "__main__":
    sys.exit(main())
