"""Several signers in one file, sealed for the archive: valid in 2040, hostile additions refused, nothing fetched."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from kiosk.documents.archive import Evidence, Signing, countersign, seal
from kiosk.documents.attest import NotAttested
from kiosk.documents.verify import verify
from kiosk.documents.verify_worker import inspect
from tests.kiosk.documents.seals import Desk, TimeAuthority, desk, now, serving

LATER = datetime(2040, 1, 1, tzinfo=UTC)
PARTIES = ("申请人签署", "被申请人签署", "调解员签署")


@dataclass
class House:
    """A certified terminal, a time authority that lives long, and what shows that nobody was revoked."""

    desk: Desk
    evidence: Evidence
    roots: list[str]
    stamp_roots: list[str]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Over real HTTP."""
    folder = tmp_path_factory.mktemp("archive")
    authority = TimeAuthority(folder / "tsa", 9000)
    with serving(authority) as url:
        terminal, province = desk(folder / "terminal", url)
        roots, stamp_roots = [province.pem], [authority.root.read_text()]
        lists = (province.revocations([], now()), authority.revocations())
        yield House(terminal, Evidence("".join(roots + stamp_roots), lists), roots, stamp_roots)


def page() -> bytes:
    """A file to sign."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def signing(reason: str) -> Signing:
    """Now and here."""
    return Signing(now(), "桂花里社区", reason)


@pytest.fixture(scope="module")
def agreed(house: House) -> bytes:
    """Three parties one after another, sealed by the organisation."""
    pdf = page()
    for reason in PARTIES:
        pdf = countersign(pdf, house.desk, signing(reason))
    return seal(pdf, house.desk, signing("调解组织"), house.evidence)


def judged(pdf: bytes, house: House, moment: datetime | None = None) -> Any:
    """The report at a moment."""
    return inspect(pdf, house.roots, house.stamp_roots, moment or now())


def test_each_of_several_signers_is_valid(house: House, agreed: bytes) -> None:
    found = judged(agreed, house)
    assert found.verdict == "intact"
    assert [(one.whole, one.trusted, one.lasting) for one in found.signatures] == [(True, True, True)] * 4


def test_it_is_valid_in_2040_and_a_plain_stamp_is_not_lasting(house: House, agreed: bytes) -> None:
    found = judged(agreed, house, LATER)
    assert found.verdict == "intact"
    assert all(one.lasting and one.time_source == "stamp" for one in found.signatures)
    assert all(one.valid_to < LATER.isoformat() for one in found.signatures)
    stamped = judged(countersign(page(), house.desk, signing("一人")), house, LATER)
    assert not stamped.signatures[0].lasting


def test_without_revocation_lists_there_is_no_seal(house: House) -> None:
    with pytest.raises(NotAttested):
        seal(page(), house.desk, signing("调解组织"), Evidence(house.evidence.roots, ()))


def test_a_changed_byte_is_told(house: House, agreed: bytes) -> None:
    at = agreed.index(b"/MediaBox")
    found = judged(agreed[:at] + b"/MediaBOX" + agreed[at + 9 :], house)
    assert found.verdict in ("changed", "unreadable")


def test_a_page_laid_over_the_signed_one_is_told(house: House, agreed: bytes) -> None:
    """`pdfsig` calls this valid, and so does the AdES verdict: only what came after the signature shows it."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(agreed))
    first = writer.root["/Pages"]["/Kids"][0]
    content = generic.StreamObject(stream_data=b"0 0 500 500 re f")
    first["/Contents"] = writer.add_object(content)
    writer.update_container(first)
    out = io.BytesIO()
    writer.write(out)
    for moment in (now(), LATER):
        found = judged(out.getvalue(), house, moment)
        assert found.verdict == "changed"
        assert {one.trouble for one in found.signatures} <= {"changed_afterwards", "bytes_changed"}


def _swapped_tree(writer: Any) -> None:
    """The catalog points to other pages, which lay hidden in what was signed (replace)."""
    from pyhanko.pdf_utils import generic

    kid = generic.DictionaryObject({generic.pdf_name("/Type"): generic.pdf_name("/Page")})
    kid["/MediaBox"] = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 595, 842)])
    reference = writer.add_object(kid)
    tree = generic.DictionaryObject({generic.pdf_name("/Type"): generic.pdf_name("/Pages")})
    tree["/Kids"], tree["/Count"] = generic.ArrayObject([reference]), generic.NumberObject(1)
    writer.root["/Pages"] = writer.add_object(tree)
    writer.update_root()


def _switched_layer(writer: Any) -> None:
    """A layer that covers is switched off (hide)."""
    from pyhanko.pdf_utils import generic

    layer = generic.DictionaryObject({generic.pdf_name("/Type"): generic.pdf_name("/OCG")})
    layer["/Name"] = generic.pdf_string("cover")
    reference = writer.add_object(layer)
    settings = generic.DictionaryObject({generic.pdf_name("/OFF"): generic.ArrayObject([reference])})
    properties = generic.DictionaryObject({generic.pdf_name("/OCGs"): generic.ArrayObject([reference])})
    properties["/D"] = settings
    writer.root["/OCProperties"] = writer.add_object(properties)
    writer.update_root()


def _other_letters(writer: Any) -> None:
    """A font that draws other figures (replace)."""
    from pyhanko.pdf_utils import generic

    font = generic.DictionaryObject({generic.pdf_name("/Type"): generic.pdf_name("/Font")})
    first = writer.root["/Pages"]["/Kids"][0]
    fonts = generic.DictionaryObject({generic.pdf_name("/F1"): writer.add_object(font)})
    first["/Resources"] = generic.DictionaryObject({generic.pdf_name("/Font"): fonts})
    writer.update_container(first)


def _covering_note(writer: Any) -> None:
    """A note that lies over the text as a stamp does."""
    from pyhanko.pdf_utils import generic

    note = generic.DictionaryObject({generic.pdf_name("/Type"): generic.pdf_name("/Annot")})
    note["/Subtype"] = generic.pdf_name("/FreeText")
    note["/Rect"] = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 500, 500)])
    note["/Contents"] = generic.pdf_string("0")
    first = writer.root["/Pages"]["/Kids"][0]
    first["/Annots"] = generic.ArrayObject([*first.get("/Annots", ()), writer.add_object(note)])
    writer.update_container(first)


@pytest.mark.parametrize("deed", [_swapped_tree, _switched_layer, _other_letters, _covering_note])
def test_what_shadow_attacks_add_afterwards_is_told(house: House, agreed: bytes, deed: Any) -> None:
    """Hide, replace, and both (Mainka and others, NDSS 2021): whatever an update changes but signatures is told."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(agreed))
    deed(writer)
    out = io.BytesIO()
    writer.write(out)
    for moment in (now(), LATER):
        assert judged(out.getvalue(), house, moment).verdict == "changed"


def test_without_a_time_authority_there_is_no_seal(house: House) -> None:
    with pytest.raises(NotAttested):
        seal(page(), Desk(house.desk.key), signing("调解组织"), house.evidence)


class Listener:
    """Counts who connects."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.connections = 0
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                self.socket.accept()[0].close()
            except OSError:
                return
            self.connections += 1

    def close(self) -> None:
        """No more."""
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self._thread.join(5)


def stranger(url: str) -> tuple[bytes, bytes]:
    """Key and certificate of somebody whose every address is a trap."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stranger")])
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nobody")])
    places = [
        x509.AccessDescription(kind, x509.UniformResourceIdentifier(f"{url}/{number}"))
        for number, kind in enumerate(
            (AuthorityInformationAccessOID.CA_ISSUERS, AuthorityInformationAccessOID.OCSP)
        )
    ]
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(f"{url}/crl")], None, None, None)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(issuer).public_key(key.public_key())
        .serial_number(1).not_valid_before(now() - timedelta(days=1)).not_valid_after(now() + timedelta(days=9))
        .add_extension(x509.AuthorityInformationAccess(places), critical=False)
        .add_extension(x509.CRLDistributionPoints([point]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    return (
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        certificate.public_bytes(serialization.Encoding.PEM),
    )


def test_nothing_is_fetched_while_a_strangers_file_is_judged(house: House, tmp_path: Path) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf

    listener = Listener()
    try:
        key, certificate = stranger(listener.url)
        (tmp_path / "key.pem").write_bytes(key)
        (tmp_path / "cert.pem").write_bytes(certificate)
        signer = SimpleSigner.load(str(tmp_path / "key.pem"), str(tmp_path / "cert.pem"))
        out = io.BytesIO()
        sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(page())),
            PdfSignatureMetadata(field_name="X"),
            signer,
            output=out,
        )
        path, root, stamp = tmp_path / "strange.pdf", tmp_path / "root.pem", tmp_path / "stamp.pem"
        path.write_bytes(out.getvalue())
        root.write_text(house.roots[0])
        stamp.write_text(house.stamp_roots[0])
        assert verify(path, [root], [stamp], now()).verdict == "untrusted"
        assert listener.connections == 0
        socket.create_connection(("127.0.0.1", int(listener.url.rpartition(":")[2]))).close()
    finally:
        listener.close()
