#!/usr/bin/env python3
"""Builds the packages of a terminal, the same bytes each time.

uv.lock -> wheels checked by their hashes -> site folder -> pruned by keep.toml -> Debian's python3.11 beside it ->
manifest -> lawbooth-runtime-<lockhash> (large, changes with the lock only), lawbooth-terminal (our own code, a few MB),
lawbooth-station (units, session, updates). Built on bookworm; what is built runs on bookworm and trixie.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import deb
import manifest
import needs
import prune
import station

ROOT = Path(__file__).resolve().parents[1]
HOME = Path("usr/lib/lawbooth")
APP = (
    "main.py",
    "kiosk",
    "province",
    "legalnet",
    "devices",
    "offline_cache",
    "lawbooth.example.toml",
    "LICENSE",
)
RECIPE = ("keep.toml", "prune.py", "build.py", "elf.py", "manifest.py", "deb.py")
"""Files that decide what a runtime looks like, beside the lock."""
PATHS = "../../../../site\n../../../../app\n"
"""Where the interpreter finds packages and our code, as seen from lib/python3/dist-packages of a release."""


@dataclass(frozen=True)
class Wish:
    """What is to be built."""

    version: str
    work: Path
    out: Path
    level: int
    uv: str


def main() -> int:
    """Build the packages."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument(
        "--version", default=project_version(), help="of the terminal (default: pyproject.toml)"
    )
    parser.add_argument(
        "--work", type=Path, default=ROOT / "out" / "box", help="folder for what is in the making"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "deb", help="folder for the packages")
    parser.add_argument("--level", type=int, default=3, help="of zstd: 3 is quick, 19 is for a release")
    parser.add_argument("--uv", default=str(ROOT / ".venv" / "bin" / "uv"))
    parser.add_argument("--only", choices=("runtime", "terminal", "station"), action="append")
    parser.add_argument(
        "--voice", type=Path, help="instead: a package of the recognition model in this folder"
    )
    args = parser.parse_args()
    if not re.fullmatch(r"[0-9][0-9A-Za-z.+~]*", args.version):
        parser.error("a version begins with a digit and holds letters, digits, . + ~ only")
    wish = Wish(args.version, args.work.resolve(), args.out.resolve(), args.level, args.uv)
    if args.voice:
        told(voice_package(wish, args.voice))
        return 0
    wanted = args.only or ["runtime", "terminal", "station"]
    lock = Lock.read(wish)
    for name in wanted:
        told({"runtime": runtime, "terminal": terminal, "station": station_package}[name](wish, lock))
    return 0


def told(made: Path) -> None:
    """Say what was made."""
    sys.stdout.write(f"{made} {made.stat().st_size / 1e6:.1f} MB\n")


def project_version() -> str:
    """The project's own."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def epoch(*paths: str) -> int:
    """SOURCE_DATE_EPOCH if given, else when these files were last committed."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    command = ["git", "log", "-1", "--format=%ct", "--", *paths]
    return int(
        subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() or 0
    )


# ---------------------------------------------------------------------- runtime


@dataclass(frozen=True)
class Lock:
    """The resolved lock as pip reads it, the interpreter's packages, and the name that both give to a runtime."""

    requirements: str
    interpreter: tuple[str, ...]
    name: str

    @classmethod
    def read(cls, wish: Wish) -> Lock:
        """Ask uv for the lock with hashes, and apt for the interpreter's versions."""
        command = [
            wish.uv,
            "export",
            "--frozen",
            "--no-dev",
            "--quiet",
            "--no-header",
            "--format",
            "requirements-txt",
        ]
        exported = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        names = tomllib.loads(prune.KEEP.read_text(encoding="utf-8"))["python"]["packages"]
        interpreter = tuple(f"{name}={candidate(name)}" for name in names)
        digest = hashlib.sha256(exported.encode() + "".join(interpreter).encode())
        for name in RECIPE:
            digest.update(prune.KEEP.with_name(name).read_bytes())
        return cls(exported, interpreter, digest.hexdigest()[:12])


def candidate(name: str) -> str:
    """The version of a Debian package that apt would install."""
    said = subprocess.run(
        ["apt-cache", "show", "--no-all-versions", name], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"^Version: (.*)$", said, re.MULTILINE)
    if not found:
        raise LookupError(f"apt knows no {name}: runtimes are built on Debian 12")
    return found[1]


def tree(wish: Wish, lock: Lock) -> Path:
    """The pruned tree of this lock, made when there is none yet: python/ and site/ with their manifest."""
    made = wish.work / f"runtime-{lock.name}"
    if made.is_dir():
        return made
    scratch = wish.work / f"{made.name}.new"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    keep = tomllib.loads(prune.KEEP.read_text(encoding="utf-8"))
    interpreter(scratch / "python", lock, keep["python"]["drop"])
    site(scratch / "site", wish, lock)
    prune.prune(scratch / "site", keep)
    compiled(scratch / "python/bin/python3.11", scratch, "python/lib/python3.11", "site", strict=False)
    (scratch / "depends").write_text("\n".join(needs.depends(needs.outside(scratch))), encoding="utf-8")
    scratch.rename(made)
    return made


def interpreter(folder: Path, lock: Lock, drop: list[str]) -> None:
    """Debian's python3.11, unpacked: it finds its own library from where it lies."""
    scratch = folder.with_name("python.debs")
    scratch.mkdir()
    scratch.chmod(0o777)
    subprocess.run(["apt-get", "download", "-qq", *lock.interpreter], cwd=scratch, check=True)
    for package in sorted(scratch.glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", str(package), str(scratch / "root")], check=True)
    (folder / "bin").mkdir(parents=True)
    shutil.copy2(scratch / "root/usr/bin/python3.11", folder / "bin/python3.11")
    shutil.copytree(scratch / "root/usr/lib/python3.11", folder / "lib/python3.11", symlinks=True)
    shutil.copytree(scratch / "root/usr/share/doc", folder / "share/doc", symlinks=True)
    shutil.rmtree(scratch)
    library = folder / "lib/python3.11"
    for pattern in drop:
        for path in sorted(library.glob(pattern)):
            prune.remove(path)
    # links of Debian's that lead out of the release
    for path in library.rglob("*"):
        if path.is_symlink() and not path.exists():
            path.unlink()
    packages = folder / "lib/python3/dist-packages"
    packages.mkdir(parents=True)
    (packages / "lawbooth.pth").write_text(PATHS, encoding="utf-8")


def site(folder: Path, wish: Wish, lock: Lock) -> None:
    """The wheels of the lock, each checked against its hash."""
    listed = folder.with_name("requirements.txt")
    listed.write_text(lock.requirements, encoding="utf-8")
    subprocess.run(
        [wish.uv, "pip", "install", "--quiet", "--python", "3.11", "--require-hashes", "--no-deps", "--link-mode", "copy",
         "--target", str(folder), "-r", str(listed)], cwd=ROOT, check=True,
    )  # fmt: skip
    listed.unlink()
    (folder / ".lock").unlink(missing_ok=True)


def compiled(python: Path, root: Path, *folders: str, strict: bool) -> None:
    """Byte code beside each module, by the interpreter that will run it, with neither times nor our own paths in it.

    Not `strict`: a wheel may hold templates that are no Python.
    """
    subprocess.run(
        [str(python), "-I", "-B", "-m", "compileall", "-q", "-f", "-s", str(root), "-p", "/", "--invalidation-mode",
         "unchecked-hash", *(str(root / name) for name in folders)],
        env={"PATH": os.environ["PATH"], "PYTHONHASHSEED": "0"}, check=strict, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def runtime(wish: Wish, lock: Lock) -> Path:
    """lawbooth-runtime-<lockhash>: several may lie side by side, a release links to the one it was built with."""
    made = tree(wish, lock)
    root = wish.work / "deb-runtime"
    shutil.rmtree(root, ignore_errors=True)
    target = root / HOME / "runtime" / lock.name
    for name in ("python", "site"):
        shutil.copytree(made / name, target / name, symlinks=True)
    manifest.write(target)
    package = deb.Package(
        f"lawbooth-runtime-{lock.name}", "1", "interpreter and libraries of a legal kiosk",
        "Python 3.11 and the locked, pruned wheels that lawbooth-terminal runs with.",
        tuple((made / "depends").read_text(encoding="utf-8").split("\n")),
    )  # fmt: skip
    return deb.make(package, root, {}, wish.out, epoch=epoch("uv.lock", "packaging"), level=wish.level)


# ---------------------------------------------------------------------- terminal


def terminal(wish: Wish, lock: Lock) -> Path:
    """lawbooth-terminal: our own code; installing it lays a release aside, beside the one that runs."""
    root = wish.work / "deb-terminal"
    shutil.rmtree(root, ignore_errors=True)
    target = root / HOME / "terminal" / wish.version
    app(target / "app", wish.version)
    named = {"version": wish.version, "runtime": lock.name}
    (target / "release.json").write_text(json.dumps(named, sort_keys=True), encoding="utf-8")
    made = tree(wish, lock)
    compiled(made / "python/bin/python3.11", target, "app", strict=True)
    manifest.write(target)
    package = deb.Package(
        "lawbooth-terminal", wish.version, "self-service legal kiosk",
        "Lays a release aside beside the one that runs; see docs/technician/update.md.",
        (f"lawbooth-runtime-{lock.name}", "lawbooth-station (>= 0.1)"),
    )  # fmt: skip
    scripts = {"postinst": station.STAGE.format(version=wish.version)}
    return deb.make(
        package, root, scripts, wish.out, epoch=epoch(*APP, "pyproject.toml", "web"), level=wish.level
    )


def app(folder: Path, version: str) -> None:
    """The committed files of the rooms, the built pages, and the version."""
    listed = subprocess.run(["git", "ls-files", "-z", *APP], cwd=ROOT, capture_output=True, check=True).stdout
    for name in sorted(os.fsdecode(part) for part in listed.split(b"\0") if part):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    shutil.rmtree(folder / "kiosk/ui/translations/source", ignore_errors=True)
    shutil.copytree(ROOT / "web/dist", folder / "web/dist", ignore=shutil.ignore_patterns(".built", "*.map"))
    (folder / "pyproject.toml").write_text(
        f'[project]\nname = "lawbooth"\nversion = "{version}"\n', encoding="utf-8"
    )


def station_package(wish: Wish, _lock: Lock) -> Path:
    """lawbooth-station: units, session, udev rules, updates."""
    root = wish.work / "deb-station"
    shutil.rmtree(root, ignore_errors=True)
    station.lay_out(root, HOME)
    return deb.make(
        station.PACKAGE, root, station.SCRIPTS, wish.out, epoch=epoch("packaging"), level=wish.level
    )


def voice_package(wish: Wish, model: Path) -> Path:
    """lawbooth-voice: a recognition model, signed by the repository like everything; tried before it is taken."""
    root = wish.work / "deb-voice"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(model, root / HOME / "voice")
    package = deb.Package(
        "lawbooth-voice", wish.version, "recognition model of a legal kiosk",
        "Understands Mandarin; a model that the recogniser cannot load leaves the former one in place.",
        ("lawbooth-station",), architecture="all",
    )  # fmt: skip
    scripts = {"postinst": station.VOICE}
    return deb.make(package, root, scripts, wish.out, epoch=epoch("packaging"), level=wish.level)


if __name__ == "__main__":
    sys.exit(main())
