"""The slot for a national seal: a client that adds a revision is taken, one that does anything else is not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.documents.verify_worker import inspect
from province.gateway.proceedings import national
from tests.kiosk.documents.seals import now as today
from tests.province.catalogue import write_catalogue
from tests.province.papers import small_pdf
from tests.province.running import Running, running
from tests.province.test_proceedings import digest, mediation

CLIENT = """
import io, sys
from pyhanko.pdf_utils.generic import DictionaryObject, NullObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
writer = IncrementalPdfFileWriter(io.BytesIO(sys.stdin.buffer.read()))
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
append_signature_field(writer, SigFieldSpec("NationalSeal"))
out = io.BytesIO()
writer.write(out)
sys.stdout.buffer.write(out.getvalue())
"""
"""Stands for a seal server's client: it adds the field of a seal as a revision."""


@pytest.fixture
def client(tmp_path: Path) -> tuple[str, ...]:
    """As a command."""
    path = tmp_path / "client.py"
    path.write_text(CLIENT)
    return sys.executable, str(path)


def test_a_revision_is_taken(client: tuple[str, ...]) -> None:
    found = national.sealed(small_pdf(), client)
    assert found.startswith(small_pdf())
    assert b"NationalSeal" in found


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import sys; sys.exit(3)", "refused"),
        ("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())", "rewritten"),
        ("import sys; sys.stdout.buffer.write(b'%PDF-1.7 another paper %%EOF')", "rewritten"),
        ("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read() + b'half a rev')", "unreadable"),
        ("import time; time.sleep(60)", "timeout"),
    ],
)
def test_anything_else_is_not(monkeypatch: pytest.MonkeyPatch, program: str, code: str) -> None:
    monkeypatch.setattr(national, "WAIT_S", 5.0 if code == "timeout" else 30.0)
    with pytest.raises(national.NoSeal, match=code):
        national.sealed(small_pdf(), (sys.executable, "-c", program))


def test_a_client_that_is_not_there_is_told() -> None:
    with pytest.raises(national.NoSeal, match="no_client"):
        national.sealed(small_pdf(), ("/nowhere/seal",))


@pytest.fixture
def province(tmp_path: Path, client: tuple[str, ...]) -> Iterator[Running]:
    """A gateway that has a seal server."""
    with running(
        tmp_path / "province", write_catalogue(tmp_path / "catalogue"), national_seal=client
    ) as started:
        yield started


def agreed(province: Running, folder: Path) -> tuple[bytes, bytes]:
    """An agreement before its last signature and after."""
    session, phone, kiosk = mediation(province, province.terminal(folder / "terminal"), "wu-national")
    clause = session.host.act(act="clause", text="分两次还清")["clauses"][0]
    for one in (phone, kiosk):
        one.act(act="answer_clause", clause=clause["id"], rev=1, answer="agree")
    assert session.host.post("/proceeding/papers/agreement").ok
    sign = "/proceeding/papers/agreement/sign"
    for one in (phone, kiosk):
        assert one.post(sign, sha256=digest(one)).ok
    before = kiosk.session.get(f"{kiosk.base}/proceeding/papers/agreement", timeout=60).content
    code = session.person.code(session.person.used)
    assert session.host.post(sign, sha256=digest(session.host), code=code).ok
    return before, kiosk.session.get(f"{kiosk.base}/proceeding/papers/agreement", timeout=60).content


@pytest.mark.timeout(300)
def test_the_last_person_is_shown_the_seal_and_signs_over_it(province: Running, tmp_path: Path) -> None:
    before, after = agreed(province, tmp_path)
    assert before.count(b"NationalSeal") == 1
    assert after.startswith(before)
    found = inspect(after, [province.gateway.keys.authority.pem], [], today())
    assert (found.verdict, len(found.signatures)) == ("intact", 3)
    assert all(one.whole for one in found.signatures)


@pytest.mark.timeout(300)
@pytest.mark.expect_log("a paper has no national seal")
def test_a_seal_server_that_is_away_keeps_nobody_from_signing(province: Running, tmp_path: Path) -> None:
    gateway = province.gateway
    gateway.settings = gateway.settings.model_copy(update={"national_seal": ("/nowhere/seal",)})
    before, after = agreed(province, tmp_path)
    assert b"NationalSeal" not in before
    found = inspect(after, [gateway.keys.authority.pem], [], today())
    assert (found.verdict, len(found.signatures)) == ("intact", 3)
