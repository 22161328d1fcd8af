"""`main.py evidence verify`, with every kind of thing that people bring."""

from __future__ import annotations

import io
import json
import os
import random
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from kiosk.evidence.reading import Unreadable, read
from kiosk.evidence.reading_worker import codes_in
from kiosk.evidence.trust import kept_trust, learn_trust
from legalnet.evidence import slips
from main import main
from tests.kiosk.evidence.papers import WAYS, largest, log_of, paper, png
from tests.legalnet.evidence.logs import SALT, Memory, deposit, signer


@pytest.fixture(scope="module")
def log() -> Memory:
    """Ninety deposits."""
    return log_of(90)


@pytest.fixture
def trust(log: Memory, tmp_path: Path) -> Path:
    """The trust file."""
    path = tmp_path / "trust.json"
    path.write_text(log.trust.to_json())
    return path


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """The file that was deposited."""
    path = tmp_path / "contract.txt"
    path.write_bytes(b"a contract")
    return path


def verify(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """Exit code and what was said."""
    code = main(["evidence", "verify", *map(str, arguments)])
    return code, capsys.readouterr().out


def test_a_proof_file_with_its_file(
    log: Memory, trust: Path, original: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    proof = tmp_path / "a.tlog-proof"
    proof.write_text(str(log.proof(7, 90, extra=True)))
    code, said = verify(capsys, proof, "--file", original, "--trust", trust)
    assert code == 0
    assert said.startswith("属实：")
    assert "2026年11月30日 16:00:00" in said
    assert "不证明内容是真的" in said
    code, said = verify(capsys, proof, "--trust", trust)
    assert (code, said[:4]) == (3, "存证属实")
    original.write_bytes(b"a contract.")
    code, said = verify(capsys, proof, "--file", original, "--trust", trust, "--json")
    assert code == 1
    assert json.loads(said)["links"] == {
        "leaf": True,
        "file": False,
        "tree": True,
        "log": True,
        "witnesses": True,
    }


def test_a_certificate_holds_its_proof(
    log: Memory, trust: Path, original: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate = tmp_path / "certificate.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["deposit.tlog-proof"] = str(log.proof(7, 90, extra=True)).encode()
        pdf.save(certificate)
    assert verify(capsys, certificate, "--file", original, "--trust", trust)[0] == 0


def test_a_photo_of_the_slip(
    log: Memory, trust: Path, original: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = paper(slips.slip_of(deposit(7), SALT, log.proof(7, 90), log.trust))
    photo = tmp_path / "slip.png"
    photo.write_bytes(png(picture))
    assert verify(capsys, photo, "--file", original, "--trust", trust)[0] == 0
    half = tmp_path / "half.png"
    half.write_bytes(png(picture.crop((0, 0, picture.width, picture.height * 6 // 10))))
    code, said = verify(capsys, half, "--trust", trust)
    assert code == 4
    assert "两个" in said
    rest = tmp_path / "rest.png"
    rest.write_bytes(png(picture.crop((0, picture.height // 2, picture.width, picture.height))))
    assert verify(capsys, half, rest, "--file", original, "--trust", trust)[0] == 0


def test_the_texts_of_both_codes(
    log: Memory, trust: Path, original: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "codes.txt"
    path.write_text("\n".join(slips.texts(slips.slip_of(deposit(7), SALT, log.proof(7, 90), log.trust))))
    assert verify(capsys, path, "--file", original, "--trust", trust)[0] == 0


@pytest.mark.parametrize("way", WAYS)
def test_the_densest_slip_reads_however_it_was_treated(way: str) -> None:
    """The whole figure (>= 99 % of 200 for each way) is `make evidence`; this is a sample."""
    slip = largest()
    chance = random.Random(way)
    picture = paper(slip)
    tries = 200 if os.environ.get("LAWBOOTH_EVIDENCE") == "full" else 2
    read_ = sum(_read(WAYS[way](picture, chance)) == slip for _ in range(tries))
    assert read_ >= 0.99 * tries


@pytest.mark.parametrize("height", [746, 818, 902, 1130, 1548])
def test_a_fold_across_what_the_reader_looks_for_is_closed(height: int) -> None:
    """Six of 200 folds hid a square by which a code is found, or the marks beside it."""
    slip = largest()
    folded = paper(slip)
    folded.paste(250, (0, height, folded.width, height + 3))
    assert _read(folded) == slip


def _read(picture: Image.Image) -> slips.Slip | None:
    try:
        return slips.from_texts(codes_in(png(picture)))
    except slips.BadSlip:
        return None


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "no_proof"), (b"%PDF-1.7 torn", "no_proof"), (b"c2sp.org/tlog-proof@v1\nx", "damaged"),
     (b"LBE1/1/2/AAAA:00", "half_slip"), (b"\xff" * 100, "no_proof")],
)  # fmt: skip
def test_what_is_no_proof(data: bytes, code: str, log: Memory, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(Unreadable) as refused:
        read([path], log.trust)
    assert refused.value.code == code


def test_a_picture_made_to_hurt(log: Memory, tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    path.write_bytes(out.getvalue())
    with pytest.raises(Unreadable):
        read([path], log.trust)


def test_a_missing_trust_file_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "verify", "x", "--trust", str(tmp_path / "none")]) == 2


@pytest.mark.expect_log("another key of its evidence log")
def test_trust_is_learnt_once(log: Memory, tmp_path: Path) -> None:
    assert kept_trust(tmp_path) is None
    assert learn_trust(tmp_path, log.trust.to_json()) == log.trust
    other = Memory(log=signer("log.example/evidence2"))
    assert learn_trust(tmp_path, other.trust.to_json()) == log.trust
    assert learn_trust(tmp_path, "{}") == log.trust
