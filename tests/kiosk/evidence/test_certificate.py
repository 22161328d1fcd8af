"""The certificate: what it says, that its proof comes out byte for byte, and that it lasts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdf
import pytest

from kiosk.documents.archive import Evidence
from kiosk.documents.verify_worker import inspect
from kiosk.evidence.certificate import Facts, certificate, masked
from kiosk.evidence.reading_worker import proofs_in
from legalnet.evidence.codes import format_code
from legalnet.evidence.leaves import digests
from main import main
from tests.kiosk.documents.seals import Desk, TimeAuthority, desk, now, serving
from tests.legalnet.evidence.logs import AT, Memory, deposit


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[bytes, str, list[str], list[str]]]:
    """A certificate sealed for the archive, its proof, and whom to believe."""
    folder = tmp_path_factory.mktemp("certificate")
    authority = TimeAuthority(folder / "tsa", 9000)
    with serving(authority) as url:
        terminal, province = desk(folder / "terminal", url)
        roots, stamps = [province.pem], [authority.root.read_text()]
        terminal.evidence = Evidence(
            "".join(roots + stamps), (province.revocations([], now()), authority.revocations())
        )
        facts = _facts()
        yield certificate(facts, terminal, now()), facts.proof, roots, stamps


def _facts() -> Facts:
    log = Memory()
    log.add(40)
    return Facts(
        deposit(7), str(log.proof(7, 40, True)), 40, ("w1.example", "w2.example"), digests(b"a contract"),
        "要存证的文件", "张秀英", "桂花里社区法律服务站", (("hashed", AT), ("asked", AT), ("deposited", AT)),
    )  # fmt: skip


def test_it_says_what_and_when_and_what_it_does_not_prove(
    sealed: tuple[bytes, str, list[str], list[str]],
) -> None:
    pdf = sealed[0]
    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().replace("\u200b", "").replace("\n", "")
    assert format_code(deposit(7).code) in text
    assert "不证明内容是真的" in text
    assert "张秀英" not in text
    assert digests(b"a contract").sha256.hex() in text.replace(" ", "")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        metadata = opened.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"


def test_the_proof_comes_out_as_it_went_in_and_verifies(
    sealed: tuple[bytes, str, list[str], list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf, proof, _, _ = sealed
    assert proofs_in(pdf) == [proof]
    paths = {name: tmp_path / name for name in ("certificate.pdf", "trust.json", "file")}
    paths["certificate.pdf"].write_bytes(pdf)
    paths["trust.json"].write_text(Memory().trust.to_json())
    paths["file"].write_bytes(b"a contract")
    arguments = [
        str(paths["certificate.pdf"]),
        "--file",
        str(paths["file"]),
        "--trust",
        str(paths["trust.json"]),
    ]
    assert main(["evidence", "verify", *arguments]) == 0
    assert "属实" in capsys.readouterr().out


def test_it_is_sealed_for_the_archive(sealed: tuple[bytes, str, list[str], list[str]]) -> None:
    pdf, _, roots, stamps = sealed
    report = inspect(pdf, roots, stamps, now())
    assert report.verdict == "intact"
    assert [one.lasting for one in report.signatures] == [True]


def test_without_a_key_there_is_still_a_certificate_with_its_proof(tmp_path: Path) -> None:
    class Nobody(Desk):
        """Has no certificate."""

        chain = ""  # type: ignore[assignment]

    facts = _facts()
    assert proofs_in(certificate(facts, Nobody(None), now())) == [facts.proof]  # type: ignore[arg-type]


def test_a_holder_is_not_named_on_paper_that_is_shown_around() -> None:
    assert (masked("张秀英"), masked("")) == ("张＊＊", "未记载")
