"""The terminal's signature: made by a key elsewhere, checked by two readers, honest when something is missing."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from kiosk.clock import SystemClock
from kiosk.documents.attest import NotAttested, attest, attest_all
from kiosk.documents.compose import ComposedDocument, compose_signed
from kiosk.documents.verify_worker import inspect
from province.gateway.authority import TERMINAL_DAYS, new_authority
from tests.kiosk.documents.samples import context, loan_answers, matter, signature
from tests.kiosk.documents.seals import PLACE, TERMINAL, Desk, TimeAuthority, certified, desk, now, serving

STROKES = signature().strokes_sha256


@pytest.fixture(scope="module")
def address() -> ComposedDocument:
    """A small signed document."""
    loan = matter("SS-LA-01")
    alone = tuple(one for one in loan.documents if one.id == "addr")
    (made,) = compose_signed(
        loan.model_copy(update={"documents": alone}), loan_answers(), context(signature())
    )
    return made


def test_pdfsig_and_pyhanko_agree_that_it_is_whole(address: ComposedDocument, tmp_path: Path) -> None:
    terminal, authority = desk(tmp_path / "terminal")
    made = attest(address.pdf, terminal, now(), PLACE, STROKES)
    assert (made.level, made.trouble, terminal.signatures) == ("terminal", "", 1)
    path = tmp_path / "signed.pdf"
    path.write_bytes(made.pdf)
    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert TERMINAL in said
    report = inspect(made.pdf, [authority.pem], [], now())
    assert report.verdict == "intact"
    (one,) = report.signatures
    assert (one.signer, one.organisation, one.time_source) == (TERMINAL, PLACE, "terminal")
    assert one.strokes_sha256 == STROKES


def test_a_changed_byte_is_seen_by_both(address: ComposedDocument, tmp_path: Path) -> None:
    terminal, authority = desk(tmp_path / "terminal")
    made = attest(address.pdf, terminal, now(), PLACE, STROKES)
    changed = bytearray(made.pdf)
    changed[made.pdf.index(b"/Location (") + 13] ^= 0x01
    path = tmp_path / "changed.pdf"
    path.write_bytes(changed)
    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout
    assert "Digest Mismatch" in said
    report = inspect(bytes(changed), [authority.pem], [], now())
    assert report.verdict == "changed"
    assert report.signatures[0].trouble == "bytes_changed"


def test_a_time_stamp_proves_when(address: ComposedDocument, tmp_path: Path) -> None:
    stamps = TimeAuthority(tmp_path / "tsa")
    with serving(stamps) as url:
        terminal, authority = desk(tmp_path / "terminal", url)
        made = attest(address.pdf, terminal, now() - timedelta(days=3), PLACE, STROKES)
    assert (made.level, stamps.stamps) == ("stamped", 1)
    (one,) = inspect(made.pdf, [authority.pem], [stamps.root.read_text()], now()).signatures
    assert (one.time_source, one.stamped_by) == ("stamp", "测试时间戳机构")
    assert one.at[:10] >= (now() - timedelta(days=1)).isoformat()[:10]
    (without,) = inspect(made.pdf, [authority.pem], [], now()).signatures
    assert without.time_source == "stamp_untrusted"


def test_a_stamp_keeps_a_signature_good_after_its_certificate_ran_out(
    address: ComposedDocument, tmp_path: Path
) -> None:
    authority = new_authority("省根", now() - timedelta(days=900))
    key = certified(tmp_path / "terminal", authority, now() - timedelta(days=TERMINAL_DAYS - 1))
    stamps = TimeAuthority(tmp_path / "tsa")
    with serving(stamps) as url:
        stamped = attest(address.pdf, Desk(key, url), now(), PLACE, STROKES).pdf
    plain = attest(address.pdf, Desk(key), now(), PLACE, STROKES).pdf
    later, trust, stamp_trust = now() + timedelta(days=5), [authority.pem], [stamps.root.read_text()]
    assert inspect(plain, trust, stamp_trust, now()).verdict == "intact"
    ran_out = inspect(plain, trust, stamp_trust, later)
    assert (ran_out.verdict, ran_out.signatures[0].trouble) == ("untrusted", "expired")
    assert inspect(stamped, trust, stamp_trust, later).verdict == "intact"


def test_what_cannot_be_had_is_told_and_stops_nothing(address: ComposedDocument, tmp_path: Path) -> None:
    terminal, _ = desk(tmp_path / "terminal", "http://127.0.0.1:9/tsa")
    made = attest(address.pdf, terminal, now(), PLACE, STROKES)
    assert (made.level, made.trouble) == ("terminal", "unreachable")

    class Silent(Desk):
        def sign(self, digest: bytes) -> bytes:
            raise NotAttested("unreachable")

    none = attest(address.pdf, Silent(terminal.key), now(), PLACE, STROKES)
    assert (none.level, none.trouble, none.pdf) == ("none", "unreachable", address.pdf)


class Chainless(Desk):
    """A terminal to which the province has not issued a certificate yet."""

    chain = ""


def test_each_document_is_signed_once(address: ComposedDocument, tmp_path: Path) -> None:
    terminal, authority = desk(tmp_path / "terminal")
    first = attest_all([address], terminal, SystemClock(), PLACE, STROKES)
    again = attest_all(first, terminal, SystemClock(), PLACE, STROKES)
    assert again == first
    assert terminal.signatures == 1
    assert first[0].attested == "terminal"
    assert first[0].sha256 == inspect(first[0].pdf, [authority.pem], [], now()).sha256
    bare = attest_all([address], Chainless(terminal.key), SystemClock(), PLACE, STROKES)
    assert (bare[0].attested, bare[0].pdf) == ("none", address.pdf)


def test_an_answer_about_something_else_is_no_time_stamp(address: ComposedDocument, tmp_path: Path) -> None:
    stamps = TimeAuthority(tmp_path / "tsa")
    with serving(stamps) as url:
        terminal, _ = desk(tmp_path / "terminal", url)
        attest(address.pdf, terminal, now(), PLACE, STROKES)
    old = stamps.reply(stamps.sent[0])

    class Replaying(Desk):
        def stamp(self, query: bytes) -> bytes:
            return old

    made = attest(address.pdf, Replaying(terminal.key, url), now(), PLACE, STROKES)
    assert (made.level, made.trouble) == ("terminal", "refused")


def test_the_page_looks_the_same_and_stays_tagged(address: ComposedDocument, tmp_path: Path) -> None:
    terminal, _ = desk(tmp_path / "terminal")
    made = attest(address.pdf, terminal, now(), PLACE, STROKES)
    assert made.pdf.startswith(address.pdf)
    reader = PdfReader(io.BytesIO(made.pdf))
    assert len(reader.pages) == address.pages
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean object
    assert b"pdfaid" in made.pdf or re.search(rb"/Metadata", made.pdf)


def test_the_light_parts_do_not_import_pyhanko() -> None:
    code = (
        "import sys, kiosk.app, kiosk.cli, kiosk.documents.compose, kiosk.visit.attesting, kiosk.keeper.run;"
        "print(any(name.startswith(('pyhanko', 'asn1crypto')) for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
