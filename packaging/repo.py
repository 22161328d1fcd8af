#!/usr/bin/env python3
"""The signed apt repository of the terminals: a pool of packages, and one suite for each ring that they pass through.

    repo.py FOLDER key                          a signing key of its own; its public half and provision.sh to be fetched
    repo.py FOLDER add RING FILE.deb ...        packages into the pool and into that ring
    repo.py FOLDER promote VERSION FROM TO      what one ring proved goes to the next
    repo.py FOLDER sign                         sign every ring anew (daily: signatures end after 14 days)

Which version a terminal may take is the province's word (heartbeat); the suites only decide what a ring can see at all.
Serve FOLDER by any web server over https; the key's secret half stays in FOLDER/../keys, which is not served.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import clock

USER = "Lawbooth repository"
LASTS = timedelta(days=14)
"""After this a terminal takes nothing from a repository that nobody signed anew: a replayed old state is no use."""
RING = re.compile(r"[a-z][a-z0-9-]{0,31}")
ORIGIN = "Lawbooth"
PROVISION = Path(__file__).with_name("provision.sh")


class RepoError(Exception):
    """Nothing was changed; the text says why."""


class Repo:
    """One folder that is served."""

    def __init__(self, folder: Path, keys: Path) -> None:
        self.folder = folder
        self.keys = keys

    def make_key(self) -> None:
        """An Ed25519 key without a passphrase (the machine's disk is what guards it); never made twice."""
        self.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self._gpg("--list-secret-keys", "--with-colons", USER, check=False).startswith("sec"):
            self._gpg("--passphrase", "", "--quick-gen-key", USER, "ed25519", "sign", "never")
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "lawbooth.gpg").write_bytes(self._gpg_bytes("--export", USER))
        shutil.copyfile(PROVISION, self.folder / "provision.sh")

    def add(self, ring: str, files: Sequence[Path], now: datetime) -> None:
        """Packages into the pool and into a ring. Raises `RepoError` for a file that differs from one of its name."""
        pool = self.folder / "pool"
        pool.mkdir(parents=True, exist_ok=True)
        for path in files:
            there = pool / path.name
            if there.exists() and there.read_bytes() != path.read_bytes():
                raise RepoError(f"another {path.name} was published; a version is given once")
            if not there.exists():
                shutil.copyfile(path, there)
        names = {*self.listed(ring), *(path.name for path in files)}
        self._write(ring, sorted(names), now)

    def promote(self, version: str, source: str, target: str, now: datetime) -> None:
        """A terminal's version with the runtime and station it asks for. Raises `RepoError`."""
        wanted = [name for name in self.listed(source) if name.startswith(f"lawbooth-terminal_{version}_")]
        if not wanted:
            raise RepoError(f"{source} has no lawbooth-terminal {version}")
        needed = set(re.split(r"[,|]\s*|\s+", self._field(wanted[0], "Depends")))
        others = [
            name
            for name in self.listed(source)
            if name.partition("_")[0] in needed and not name.startswith("lawbooth-terminal_")
        ]
        self._write(target, sorted({*self.listed(target), *wanted, *others}), now)

    def sign_all(self, now: datetime) -> None:
        """The same content under fresh signatures."""
        for path in sorted((self.folder / "rings").glob("*.json")):
            self._write(path.stem, self.listed(path.stem), now)

    def listed(self, ring: str) -> list[str]:
        """Names of the packages in a ring. Raises `RepoError` when it is no name of one."""
        if not RING.fullmatch(ring):
            raise RepoError(f"a ring is called by small letters, such as pilot: {ring!r}")
        path = self.folder / "rings" / f"{ring}.json"
        return list(json.loads(path.read_bytes())) if path.exists() else []

    def _write(self, ring: str, names: list[str], now: datetime) -> None:
        suite = self.folder / "dists" / ring
        fresh = suite.with_name(f".{ring}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        index = fresh / "main" / "binary-amd64"
        index.mkdir(parents=True)
        text = "".join(self._packages(name) for name in names)
        (index / "Packages").write_text(text, encoding="utf-8")
        (index / "Packages.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
        (fresh / "Release").write_text(self._release(fresh, ring, now), encoding="utf-8")
        self._gpg("--clearsign", "--output", str(fresh / "InRelease"), str(fresh / "Release"))
        self._gpg("--armor", "--detach-sign", "--output", str(fresh / "Release.gpg"), str(fresh / "Release"))
        (self.folder / "rings").mkdir(exist_ok=True)
        (self.folder / "rings" / f"{ring}.json").write_text(json.dumps(names, indent=1), encoding="utf-8")
        shutil.rmtree(suite, ignore_errors=True)
        fresh.rename(suite)

    def _packages(self, name: str) -> str:
        said = self._run(["apt-ftparchive", "packages", f"pool/{name}"])
        return said.strip() + "\n\n"

    def _release(self, suite: Path, ring: str, now: datetime) -> str:
        fields = {
            "Origin": ORIGIN, "Label": ORIGIN, "Suite": ring, "Codename": ring, "Components": "main",
            "Architectures": "amd64 all",
        }  # fmt: skip
        options = [f"-oAPT::FTPArchive::Release::{name}={value}" for name, value in fields.items()]
        until = f"Valid-Until: {now + LASTS:%a, %d %b %Y %H:%M:%S} UTC\n"
        return until + self._run(["apt-ftparchive", *options, "release", str(suite)])

    def _field(self, name: str, field: str) -> str:
        return self._run(["dpkg-deb", "-f", f"pool/{name}", field])

    def _run(self, command: list[str]) -> str:
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=True).stdout

    def _gpg(self, *words: str, check: bool = True) -> str:
        return self._gpg_bytes(*words, check=check).decode()

    def _gpg_bytes(self, *words: str, check: bool = True) -> bytes:
        command = [
            "gpg", "--homedir", str(self.keys), "--batch", "--yes", "--no-tty", "--pinentry-mode", "loopback", *words,
        ]  # fmt: skip
        return subprocess.run(
            command, capture_output=True, check=check, env=os.environ | {"LC_ALL": "C"}
        ).stdout


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keys", type=Path, help="GnuPG home of the signing key (default: FOLDER/../keys)")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("key")
    verbs.add_parser("sign")
    one = verbs.add_parser("add")
    one.add_argument("ring")
    one.add_argument("files", type=Path, nargs="+")
    one = verbs.add_parser("promote")
    for name in ("version", "source", "target"):
        one.add_argument(name)
    args = parser.parse_args(argv)
    repo = Repo(args.folder.resolve(), (args.keys or args.folder.resolve().parent / "keys").resolve())
    now = clock.now()
    try:
        match args.verb:
            case "key":
                repo.make_key()
            case "add":
                repo.add(args.ring, args.files, now)
            case "promote":
                repo.promote(args.version, args.source, args.target, now)
            case _:
                repo.sign_all(now)
    except RepoError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
