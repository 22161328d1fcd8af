"""Small releases for the tests of updates: real files, a real interpreter, and a doctor that says what it is told."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import ab
import manifest

DOCTOR = """
import json, sys
if sys.argv[1:2] == ["doctor"]:
    print(json.dumps([{{"id": name, "state": "fail"}} for name in {failing}] + [{{"id": "disk", "state": "ok"}}]))
else:
    print("{version}")
"""


def parts(
    folder: Path, version: str, failing: tuple[str, ...] = (), runtime: str = "aaaa", files: int = 5
) -> Path:
    """What dpkg would have brought of one version; the folder of all parts."""
    home = folder / "runtime" / runtime
    if not home.exists():
        (home / "python/bin").mkdir(parents=True)
        (home / "python/bin/python3.11").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        (home / "python/bin/python3.11").chmod(0o755)
        (home / "site").mkdir()
        (home / "site/big.so").write_bytes(b"\x7fELF" + runtime.encode() * 1000)
        (home / "site/big.so.1").symlink_to("big.so")
        manifest.write(home)
    terminal = folder / "terminal" / version
    (terminal / "app/kiosk").mkdir(parents=True)
    (terminal / "app/main.py").write_text(DOCTOR.format(failing=list(failing), version=version))
    for number in range(files):
        (terminal / f"app/kiosk/part{number}.py").write_text(f"# {version} {number}\n" * 50)
    (terminal / "release.json").write_text(json.dumps({"version": version, "runtime": runtime}))
    manifest.write(terminal)
    return folder


class Box:
    """One machine's folders, and ab.py run on them."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "opt"
        self.parts = folder / "parts"
        self.run = folder / "run"
        self.permit = folder / "permit.json"
        self.run.mkdir(parents=True, exist_ok=True)

    def __call__(self, *words: str) -> int:
        """ab.py with these words; its exit code."""
        return ab.main([
            "--root", str(self.root), "--parts", str(self.parts), "--run", str(self.run), "--permit", str(self.permit),
            "--config", str(self.root / "none.toml"), *words,
        ])  # fmt: skip

    def bring(self, version: str, failing: tuple[str, ...] = (), runtime: str = "aaaa") -> int:
        """dpkg unpacks a version and its postinst stages it."""
        parts(self.parts, version, failing, runtime)
        return self("stage", version)

    @property
    def state(self) -> ab.State:
        """As it is written."""
        return ab.Releases(self.root).state()

    @property
    def linked(self) -> str:
        """What would start."""
        return ab.Releases(self.root).linked()
