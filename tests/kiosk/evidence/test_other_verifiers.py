"""Programs that share no code with ours accept our proofs and no changed ones: Go's module log, sigstore's JavaScript,
JavaScript with WebCrypto, and OpenSSL on the signatures. The tree is held against pymerkle in tests/legalnet/evidence.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from legalnet.evidence import slips
from legalnet.evidence.leaves import sm3
from tests.kiosk.evidence.others import NODE, built, go_says, sigstore_says
from tests.kiosk.evidence.papers import log_of
from tests.legalnet.evidence.logs import SALT, Memory, deposit
from tests.legalnet.evidence.test_evidence_proofs import mutated

VERIFIER = Path(__file__).parents[3] / "web" / "verify" / "verify.js"
MUTATIONS = 10_000 if os.environ.get("LAWBOOTH_EVIDENCE") == "full" else 500
"""The issue's figure in `make evidence`; a sample in the suite."""
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


def test_javascript_takes_one_spelling_of_the_salt(log: Memory) -> None:
    proof = log.proof(7, 60, extra=True)
    extra = json.loads(base64.b64decode(str(proof).split("\n")[1].removeprefix("extra ")))
    tasks = []
    for salt in (extra["salt"], extra["salt"].upper(), extra["salt"] + "0", "", 7, None):
        told = base64.b64encode(json.dumps({**extra, "salt": salt}, separators=(",", ":")).encode()).decode()
        tasks.append(task(log, str(proof).replace(str(proof).split("\n")[1], f"extra {told}")))
    found = asked(tasks)
    assert found[0] == "proven"
    assert set(found[1:]) <= {"refused", "unreadable"}


def test_javascript_refuses_changed_proofs(log: Memory) -> None:
    chance, text = random.Random(11), str(log.proof(7, 60, extra=True))
    changed = [one for one in (mutated(text, chance) for _ in range(min(MUTATIONS, 2000))) if one != text]
    found = asked([task(log, one) for one in changed])
    wrong = [
        one for one, standing in zip(changed, found, strict=True)
        if standing == "proven" and sorted(one.split("\n")) != sorted(text.split("\n"))
    ]  # fmt: skip
    assert not wrong


@pytest.fixture(scope="module")
def go(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Go's `note` and `tlog` behind a few lines."""
    return built(tmp_path_factory.mktemp("go"))


def test_go_accepts_every_proof(go: Path, log: Memory) -> None:
    tasks = [
        (str(log.proof(index, size)), log.entries[index]) for size in (1, 7, 60) for index in range(size)
    ]
    said = go_says(go, str(log.log.public), tasks)
    root = base64.b64encode(log.head(60).root).decode()
    assert all(word.startswith("yes") for word in said)
    assert said[-1] == f"yes 59 60 {root}"
    wrong = go_says(go, str(log.log.public), [(tasks[-1][0], log.entries[0])])
    assert wrong[0].startswith("no")


def test_go_refuses_changed_proofs(go: Path, log: Memory) -> None:
    """What it still accepts says the same: another spelling, or a changed line of somebody unknown to it."""
    chance, text = random.Random(23), str(log.proof(7, 60))
    changed = [one for one in (mutated(text, chance) for _ in range(MUTATIONS)) if one != text]
    said = go_says(go, str(log.log.public), [(one, log.entries[7]) for one in changed])
    [right] = go_says(go, str(log.log.public), [(text, log.entries[7])])
    assert {word for word in said if word.startswith("yes")} <= {right}
    assert sum(word.startswith("no") for word in said) > len(said) // 2


def test_sigstore_accepts_every_proof_and_no_other(log: Memory) -> None:
    def task_of(index: int, size: int, **changes: object) -> dict[str, object]:
        """As its interface takes it."""
        proof = log.proof(index, size)
        path = [base64.b64encode(one).decode() for one in proof.path]
        entry, root = (base64.b64encode(one).decode() for one in (log.entries[index], log.head(size).root))
        return {"index": index, "size": size, "path": path, "entry": entry, "root": root, **changes}

    right = [task_of(index, size) for size in (1, 7, 60) for index in range(size)]
    assert all(sigstore_says(right))
    chance, wrong = random.Random(5), []
    for _ in range(MUTATIONS):
        one = task_of(chance.randrange(60), 60)
        place = chance.choice(["index", "size", "path", "entry", "root"])
        if place in ("index", "size"):
            one[place] = int(str(one[place])) + chance.choice([-2, -1, 1, 2, 60])
        elif place == "path":
            path = [*one["path"]]  # type: ignore[misc]
            at = chance.randrange(len(path))
            path[at] = (
                base64.b64encode(chance.randbytes(32)).decode() if chance.random() < 0.5 else path[at - 1]
            )
            one["path"] = path if chance.random() < 0.5 else path[:-1]
        else:
            data = bytearray(base64.b64decode(str(one[place])))
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            one[place] = base64.b64encode(data).decode()
        wrong.append(one)
    # A size alone is not bound by a path (RFC 9162, 2.1.3.2): the signed head binds it, which Go and ours check.
    accepted = [one for one, yes in zip(wrong, sigstore_says(wrong), strict=True) if yes]
    assert not [one for one in accepted if one not in right and one["size"] == 60]


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
