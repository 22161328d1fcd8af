"""Deposits as terminals make them: over HTTP, signed, once; and the log as files for everybody."""

from __future__ import annotations

import hashlib
import json
import subprocess
import uuid
from pathlib import Path
from typing import Any

import pytest
import requests

from legalnet.evidence.codes import with_check
from legalnet.evidence.leaves import digests
from legalnet.evidence.notes import parse_note
from legalnet.evidence.proofs import parse_extra, parse_proof
from legalnet.evidence.trust import parse_trust
from legalnet.evidence.verdict import judge
from main import main
from province.evidence.sm2 import verified
from tests.province.catalogue import write_catalogue
from tests.province.raw import prepared, problem, send
from tests.province.running import Running, Terminal, running

FILE = b"%PDF-1.7 a contract"
PATH = "/pln/v1/evidence"


def ask(
    terminal: Terminal, path: str, body: dict[str, Any] | None = None, key: str = ""
) -> requests.Response:
    """One signed request."""
    headers = {"Idempotency-Key": key or uuid.uuid4().hex} if path == "/deposits" else {}
    data = json.dumps(body).encode() if body is not None else None
    return send(prepared(terminal, "POST" if data else "GET", PATH + path, data, **headers))


def of(data: bytes) -> dict[str, Any]:
    """The digests of a file, as they travel."""
    found = digests(data)
    return {"sha256": found.sha256.hex(), "sm3": found.sm3.hex()}


def test_a_deposit_comes_back_with_its_proof(province: Running, terminal: Terminal) -> None:
    answer = ask(terminal, "/deposits", of(FILE), "deposit-1")
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    found = answer.json()
    trust = parse_trust(requests.get(f"{province.url}{PATH}/log/trust", timeout=10).text)
    proof = parse_proof(found["proof"])
    extra = parse_extra(proof.extra)
    assert extra is not None
    verdict = judge(extra.entry, extra.salt, proof, trust, digests(FILE))
    assert verdict.standing == "proven"
    assert verdict.leaf is not None
    assert (verdict.leaf.code, verdict.leaf.terminal) == (found["code"], terminal.enrolment.terminal_id)
    again = ask(terminal, "/deposits", of(FILE), "deposit-1")
    assert (again.status_code, again.json()["code"]) == (200, found["code"])
    assert problem(ask(terminal, "/deposits", of(b"another"), "deposit-1"))["code"] == "key_reused"


def test_who_has_the_code_and_the_file_can_compare(
    province: Running, terminal: Terminal, tmp_path: Path
) -> None:
    code = ask(terminal, "/deposits", of(FILE)).json()["code"]
    other = province.terminal(tmp_path / "other")
    seen = ask(other, f"/{code}").json()
    extra = parse_extra(parse_proof(seen["proof"]).extra)
    assert extra is not None
    assert extra.salt == b""
    same = ask(other, f"/{code}/verify", of(FILE)).json()
    assert same["verdict"] == "match"
    salted = parse_extra(parse_proof(same["deposit"]["proof"]).extra)
    assert salted is not None
    assert len(salted.salt) == 32
    different = ask(other, f"/{code}/verify", of(b"another")).json()
    assert different["verdict"] == "mismatch"
    hidden = parse_extra(parse_proof(different["deposit"]["proof"]).extra)
    assert hidden is not None
    assert hidden.salt == b""


def test_a_mistyped_code_is_told_apart_from_one_that_nobody_has(terminal: Terminal) -> None:
    code = ask(terminal, "/deposits", of(FILE)).json()["code"]
    wrong = str((int(code[0]) + 1) % 10) + code[1:]
    assert problem(ask(terminal, f"/{wrong}"))["code"] == "code_mistyped"
    assert problem(ask(terminal, f"/{with_check('1' * 18)}"))["code"] == "deposit_unknown"


def test_strangers_deposit_nothing(province: Running) -> None:
    answer = requests.post(
        f"{province.url}{PATH}/deposits", json=of(FILE), headers={"Idempotency-Key": "x" * 8}, timeout=10
    )
    assert problem(answer)["code"] == "signature_missing"


@pytest.mark.parametrize("spoilt", [{"sha256": "0"}, {"sm3": "G" * 64}, {"kind": "name"}, {"name": "x"}])
def test_what_does_not_fit_is_refused(terminal: Terminal, spoilt: dict[str, str]) -> None:
    assert problem(ask(terminal, "/deposits", {**of(FILE), **spoilt}))["code"] == "invalid"


def test_the_log_is_files_and_an_auditor_reads_them(
    province: Running, terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = f"{province.url}{PATH}/log"
    assert requests.get(f"{where}/checkpoint", timeout=10).status_code == 404
    for number in range(3):
        ask(terminal, "/deposits", of(b"%d" % number))
    tile = requests.get(f"{where}/tile/0/000.p/3", timeout=10)
    assert (len(tile.content), tile.headers["Cache-Control"]) == (96, "public, max-age=31536000, immutable")
    for name in ("tile/0/000.p/4", "tile/0/000", "tile/0/%2e%2e/keys", "tile/9/000", "keys"):
        assert requests.get(f"{where}/{name}", timeout=10).status_code == 404
    trust = tmp_path / "trust.json"
    trust.write_text(requests.get(f"{where}/trust", timeout=10).text)
    assert main(["log", where, "--trust", str(trust)]) == 0
    assert "sound: 3 deposits" in capsys.readouterr().out


def test_the_log_may_lie_in_plain_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "public"
    with running(
        tmp_path / "province", write_catalogue(tmp_path / "c"), evidence=f"file://{folder}"
    ) as province:
        terminal = province.terminal(tmp_path / "terminal")
        for number in range(3):
            assert ask(terminal, "/deposits", of(b"%d" % number)).status_code == 201
        trust = tmp_path / "trust.json"
        trust.write_text(requests.get(f"{province.url}{PATH}/log/trust", timeout=10).text)
    assert main(["log", str(folder), "--trust", str(trust)]) == 0
    (folder / "tile/entries/000.p/3").write_bytes(b"\0\1x")
    assert main(["log", str(folder), "--trust", str(trust)]) == 1
    assert "bundle 0 cannot be read" in capsys.readouterr().out


def test_heads_may_carry_an_sm2_line_that_openssl_verifies(tmp_path: Path) -> None:
    key, public = tmp_path / "sm2.pem", tmp_path / "sm2.pub.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "SM2", "-out", key], check=True)
    subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-out", public], check=True)
    with running(tmp_path / "province", write_catalogue(tmp_path / "c"), sm2_key=key) as province:
        terminal = province.terminal(tmp_path / "terminal")
        found = ask(terminal, "/deposits", of(FILE)).json()
        note = parse_proof(found["proof"]).checkpoint
        origin = note.text.split("\n")[0]
    assert verified(note, origin, public)
    assert not verified(parse_note(str(note).replace(f"{origin}\n1\n", f"{origin}\n2\n", 1)), origin, public)


def test_nothing_of_a_file_lies_in_the_database(province: Running, terminal: Terminal) -> None:
    """Not even its digests: without the salt nobody can try out a guess."""
    ask(terminal, "/deposits", of(FILE))
    kept = repr(province.rows("evidence_deposits")) + repr(province.rows("audit"))
    assert hashlib.sha256(FILE).hexdigest() not in kept
    assert digests(FILE).sm3.hex() not in kept
