"""Files of strangers: whatever they hold, the answer is one of five verdicts, and nothing is fetched."""

from __future__ import annotations

import io
import json
import random
import socket
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from kiosk.documents.attest import attest
from kiosk.documents.compose import paper_of, shared_typesetter
from kiosk.documents.verify import EXIT, LARGEST, Report, verify
from kiosk.documents.verify_words import HEAD, TROUBLE, UNREADABLE, words
from kiosk.documents.verify_worker import inspect
from kiosk.uplink.certificate import SigningKey
from legalnet.matter import Document, Text
from province.gateway.authority import Authority, new_authority
from tests.kiosk.documents.samples import context, matter, signature
from tests.kiosk.documents.seals import PLACE, Desk, certified, desk, now


def notice() -> bytes:
    """A small PDF."""
    document = Document(id="n", title=Text(zh="告知书", en="Notice"), template="hearing_undertaking")
    loan = matter("SS-LA-01").model_copy(update={"code": "XX-01"})
    paper, _ = paper_of(loan, document, {}, context(signature()))
    return shared_typesetter().pdf(paper, context().moment).pdf


class Case:
    """A signed file and the authority behind its signer."""

    def __init__(self, folder: Path) -> None:
        self.plain = notice()
        self.desk, self.authority = desk(folder)
        self.pdf = attest(self.plain, self.desk, now(), PLACE, signature().strokes_sha256).pdf
        self.root = folder / "root.pem"
        self.root.write_text(self.authority.pem)

    def verdict(self, pdf: bytes) -> str:
        """Of other bytes, under the same root."""
        return inspect(pdf, [self.authority.pem], [], now()).verdict


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """One signed file."""
    return Case(tmp_path_factory.mktemp("case"))


def overlaid(pdf: bytes) -> bytes:
    """The signed file with another first page laid over it in a later revision."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    while "/Kids" in page:
        page = page["/Kids"][0].get_object()
    stream = generic.StreamObject(stream_data=b"BT /F1 40 Tf 100 500 Td (400000) Tj ET")
    page["/Contents"] = writer.add_object(stream)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_signed_file_is_intact(case: Case) -> None:
    assert case.verdict(case.pdf) == "intact"


def test_a_page_laid_over_is_a_change_though_the_signed_bytes_are_whole(case: Case) -> None:
    changed = overlaid(case.pdf)
    assert changed.startswith(case.pdf)
    report = inspect(changed, [case.authority.pem], [], now())
    assert (report.verdict, report.signatures[0].trouble) == ("changed", "changed_afterwards")


def test_bytes_after_the_end_are_a_change(case: Case) -> None:
    assert case.verdict(case.pdf + b"\n% more\n") != "intact"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.97, 0.999])
def test_a_torn_file_is_never_intact(case: Case, share: float) -> None:
    assert case.verdict(case.pdf[: int(len(case.pdf) * share)]) in {"unreadable", "changed", "unsigned"}


def test_no_flipped_byte_passes(case: Case) -> None:
    draw = random.Random(20261121)
    start = case.pdf.index(b"/Contents <") if b"/Contents <" in case.pdf else len(case.plain)
    places = [draw.randrange(16, len(case.pdf)) for _ in range(25)]
    for at in [*places, start - 40, len(case.pdf) - 200]:
        changed = bytearray(case.pdf)
        changed[at] ^= 1 << draw.randrange(8)
        assert case.verdict(bytes(changed)) != "intact" or _only_padding(case.pdf, at), at


def _only_padding(pdf: bytes, at: int) -> bool:
    """Whether the place lies in the zeros kept free behind the signature, which nothing covers or reads."""
    return pdf[at - 40 : at].count(b"0") >= 38 and pdf[at : at + 1] in b"0"


def test_encrypted_and_unsigned_and_no_pdf(case: Case) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(case.plain)) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    report = inspect(locked.getvalue(), [], [], now())
    assert (report.verdict, report.reason) == ("unreadable", "encrypted")
    assert case.verdict(case.plain) == "unsigned"
    assert inspect(b"GIF89a" + case.pdf, [], [], now()).reason == "not_a_pdf"
    assert inspect(b"", [], [], now()).reason == "not_a_pdf"


def test_another_province_is_not_trusted(case: Case) -> None:
    other = new_authority("另一个省", now())
    report = inspect(case.pdf, [other.pem], [], now())
    assert (report.verdict, report.signatures[0].trouble) == ("untrusted", "not_trusted")
    assert inspect(case.pdf, [], [], now()).verdict == "untrusted"


def test_a_signature_before_its_certificate_is_not_trusted(case: Case) -> None:
    early = inspect(case.pdf, [case.authority.pem], [], now() - timedelta(days=365))
    assert early.verdict == "untrusted"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[int]]]:
    """A port that counts who comes."""
    came: list[int] = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    over = threading.Event()

    def listen() -> None:
        while not over.is_set():
            try:
                server.accept()[0].close()
                came.append(1)
            except TimeoutError:
                continue

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/ca.crt", came
    over.set()
    thread.join()
    server.close()


def luring(folder: Path, url: str) -> Desk:
    """A signer whose certificate tells the reader to fetch its issuer and its revocations."""
    key = certified(folder, new_authority("诱饵", now()))
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "lure")])
    access = x509.AccessDescription(
        AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(url)
    )
    ocsp = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(url))
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(url)], None, None, None)
    issuer = ec.generate_private_key(ec.SECP256R1())
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nobody")]))
        .public_key(key.key.public_key())
        .serial_number(7)
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=9))
        .add_extension(x509.AuthorityInformationAccess([access, ocsp]), critical=False)
        .add_extension(x509.CRLDistributionPoints([point]), critical=False)
        .sign(issuer, hashes.SHA256())
    )
    chain = made.public_bytes(serialization.Encoding.PEM).decode()
    return Desk(SigningKey(key.key, chain, made.not_valid_after_utc))


def test_nothing_in_the_file_is_fetched(case: Case, tmp_path: Path, listener: tuple[str, list[int]]) -> None:
    url, came = listener
    lured = attest(case.plain, luring(tmp_path / "lure", url), now(), PLACE).pdf
    path = tmp_path / "lure.pdf"
    path.write_bytes(lured)
    report = verify(path, [case.root], [], now())
    assert report.verdict == "untrusted"
    assert report.signatures[0].signer == "lure"
    assert came == []


def bomb() -> bytes:
    """A small file whose object stream unpacks to more than the reader may hold."""
    packer = zlib.compressobj(9)
    block = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = block + block[2:] * 1200  # each block stands alone; the two bytes are the stream's head
    head = b"%PDF-1.7\n"
    stream = b"1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    body = head + stream + packed + b"\nendstream\nendobj\n"
    xref_at = len(body)
    rows = b"".join(
        (
            bytes([0, 0, 0, 0, 0, 0]),
            b"\x01" + len(head).to_bytes(4, "big") + b"\0",
            b"\x02" + (1).to_bytes(4, "big") + b"\0",
        )
    )
    table = zlib.compress(rows)
    xref = (
        b"3 0 obj\n<</Type/XRef/Size 3/W[1 4 1]/Root 2 0 R/Filter/FlateDecode/Length %d>>\nstream\n"
        % len(table)
        + table
        + b"\nendstream\nendobj\n"
    )
    return body + xref + b"startxref\n%d\n%%%%EOF\n" % xref_at


def nested() -> bytes:
    """A catalogue of brackets, deeper than any reader wants to go."""
    deep = b"[" * 60_000 + b"]" * 60_000
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/AcroForm " + deep + b">>\nendobj\n"
    return body + b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)  # noqa: E501 # fmt: skip


def ring() -> bytes:
    """Cross-references that lead back to themselves."""
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/AcroForm 1 0 R/Fields[1 0 R]/Kids[1 0 R]>>\nendobj\n"
    return body + b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(body), len(body))  # noqa: E501 # fmt: skip


@pytest.mark.parametrize("make", [bomb, nested, ring])
def test_a_file_that_is_meant_to_hurt_is_told(make: object, tmp_path: Path) -> None:
    path = tmp_path / "hurt.pdf"
    path.write_bytes(make())  # type: ignore[operator]
    report = verify(path, [], [], now())
    assert (report.verdict, report.signatures) in {("unreadable", ()), ("unsigned", ())}


def test_a_huge_file_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as out:
        out.truncate(LARGEST + 1)
    assert verify(path, [], [], now()).reason == "too_large"
    assert verify(tmp_path / "none.pdf", [], [], now()).reason == "missing"
    assert verify(tmp_path, [], [], now()).reason == "missing"


def cli(*args: object) -> subprocess.CompletedProcess[str]:
    """`main.py document verify`."""
    command = [sys.executable, "main.py", "document", "verify", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def test_the_command_says_who_when_and_whether_whole(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(case.pdf)
    done = cli(path, "--trust", case.root)
    assert done.returncode == EXIT["intact"] == 0
    for part in ("完好", PLACE, "时间来自终端，没有时间戳证明", signature().strokes_sha256):
        assert part in done.stdout
    path.write_bytes(overlaid(case.pdf))
    told = cli(path, "--trust", case.root, "--json")
    assert told.returncode == EXIT["changed"] == 1
    assert json.loads(told.stdout)["verdict"] == "changed"
    wrong = cli(path, "--trust", tmp_path / "missing.pem")
    assert wrong.returncode == 2
    assert "根证书或吊销列表读不出来" in wrong.stderr


def test_every_answer_has_words(case: Case) -> None:
    assert set(HEAD) == set(EXIT)
    for reason, said in UNREADABLE.items():
        assert said in words(Report("unreadable", reason))
    (one,) = inspect(case.pdf, [], [], now()).signatures
    assert TROUBLE[one.trouble] in words(Report("untrusted", signatures=(one,)))


def test_the_authority_certifies_only_keys_that_prove_themselves(case: Case) -> None:
    assert isinstance(case.authority, Authority)
    certificate = x509.load_pem_x509_certificates(case.desk.chain.encode())
    assert len(certificate) == 2
    certificate[0].verify_directly_issued_by(certificate[1])
