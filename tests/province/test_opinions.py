"""A written opinion: nothing is lost or overwritten, what is signed is what was shown, and any reader can check it."""

from __future__ import annotations

import io
from typing import Any

from pypdf import PdfReader

from province.gateway.accounts.store import StaffRole
from tests.province.meeting import API, Visitor, join, seat
from tests.province.running import Running, Terminal
from tests.province.staffing import Person, at_the_desk, hire

DRAFT = {
    "facts": "邻居吴某2023年9月12日借款8000元。",
    "law": '借条合法有效，对方应当还本（民法典第六百七十五条）。\n#raw("不是命令")',
    "advice": "先申请人民调解，不收费。",
}


def sign(province: Running, person: Person, desk: Any, room: str, draft: dict[str, str]) -> dict[str, Any]:
    """Write, render and sign."""
    at = f"{province.url}{API}/rooms/{room}/opinion"
    written = desk.put(at, json={"rev": 0, "draft": draft}, timeout=60).json()
    shown = desk.post(f"{at}/render", json={"rev": written["rev"]}, timeout=120).json()
    form = {"sha256": shown["sha256"], "code": person.form()["code"]}
    answer = desk.post(f"{at}/sign", json=form, timeout=120)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def taken(province: Running, terminal: Terminal) -> tuple[Person, Any, Visitor, str]:
    """A lawyer in a call with somebody."""
    person = hire(
        province, "shen", StaffRole.LAWYER, display="沈知衡", card='{"firm": "江衡所", "licence": "13301"}'
    )
    desk, visitor = at_the_desk(province, person), join(province, terminal.enrolment.terminal_id)
    base = f"{province.url}{API}/staff/queue/tickets/{visitor.ticket}"
    for step in ("offer", "conflict-check"):
        assert desk.post(f"{base}/{step}", timeout=60).ok
    return (
        person,
        desk,
        visitor,
        desk.post(f"{base}/accept", json={"declared": True}, timeout=60).json()["room"],
    )


def test_an_opinion_is_written_signed_and_taken_home(province: Running, terminal: Terminal) -> None:
    person, desk, visitor, room = taken(province, terminal)
    at = f"{province.url}{API}/rooms/{room}/opinion"
    first = desk.put(at, json={"rev": 0, "draft": DRAFT}, timeout=60).json()
    stale = desk.put(at, json={"rev": 0, "draft": DRAFT}, timeout=60)
    assert (stale.status_code, stale.json()["code"]) == (412, "changed")
    shown = desk.post(f"{at}/render", json={"rev": first["rev"]}, timeout=120).json()
    assert desk.get(f"{at}/pages/1", timeout=60).content.startswith(b"\x89PNG")
    opinion = f"/rooms/{room}/opinions/{first['id']}"
    assert visitor.session.get(f"{province.url}{API}{opinion}", timeout=60).status_code == 404
    wrong = desk.post(f"{at}/sign", json={"sha256": shown["sha256"], "code": "000000"}, timeout=60)
    assert wrong.json()["code"] == "sign_in_refused"
    other = desk.post(f"{at}/sign", json={"sha256": "0" * 64, "code": person.form()["code"]}, timeout=60)
    assert other.json()["code"] == "changed"
    form = {"sha256": shown["sha256"], "code": person.code(1)}
    signed = desk.post(f"{at}/sign", json=form, timeout=120).json()
    assert signed["signed"]
    late = desk.put(at, json={"rev": first["rev"], "draft": DRAFT}, timeout=60)
    assert late.json()["code"] == "signed_already"
    lawyer, resident = seat(province, desk, room), seat(province, visitor.session, room)
    lawyer.say("opinion", id=signed["id"], sha256=signed["sha256"])
    assert resident.said("opinion")["sha256"] == signed["sha256"]
    pdf = visitor.session.get(f"{province.url}{API}{opinion}", timeout=60).content
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "民法典第六百七十五条" in words
    assert "#raw" in words
    resident.say("answer", to=signed["id"], accepted=True, outcome="printed")
    assert lawyer.said("answer")["outcome"] == "printed"
    assert b"8000" not in province.rows("opinions")[0]["draft"]


def test_the_signature_holds_and_names_its_author(province: Running, terminal: Terminal) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    from kiosk.documents.attest import certificates

    person, desk, visitor, room = taken(province, terminal)
    signed = sign(province, person, desk, room, DRAFT)
    url = f"{province.url}{API}/rooms/{room}/opinions/{signed['id']}"
    pdf = visitor.session.get(url, timeout=60).content
    [embedded] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    roots = certificates(province.gateway.keys.authority.pem)
    status = validate_pdf_signature(embedded, ValidationContext(trust_roots=roots, allow_fetching=False))
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert "沈知衡 shen" in status.signing_cert.subject.human_friendly


def test_a_stranger_reads_no_opinion(province: Running, terminal: Terminal) -> None:
    person, desk, _, room = taken(province, terminal)
    signed = sign(province, person, desk, room, DRAFT)
    other = join(province, terminal.enrolment.terminal_id)
    url = f"{province.url}{API}/rooms/{room}/opinions/{signed['id']}"
    assert other.session.get(url, timeout=60).json()["code"] == "room_token"
    assert desk.get(url, timeout=60).status_code == 404
