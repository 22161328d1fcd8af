"""Mediations, hearings and notarisations through the gateway's own interface: ways in, acts, papers signed in turn."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import requests

from legalnet.proceedings.texts import TEXTS
from province.gateway.accounts.store import StaffRole
from tests.province.meeting import API, seat
from tests.province.raw import prepared, send
from tests.province.running import Running, ShiftedClock, Terminal
from tests.province.staffing import Person, at_the_desk, browser, hire

pytestmark = pytest.mark.timeout(300)


@dataclass
class Actor:
    """Somebody in a procedure."""

    session: requests.Session
    base: str

    def file(self) -> dict[str, Any]:
        """As they see it."""
        return dict(self.session.get(f"{self.base}/proceeding", timeout=60).json())

    def act(self, **act: Any) -> dict[str, Any]:
        """One act, done."""
        answer = self.session.post(f"{self.base}/proceeding/acts", json={"act": act}, timeout=60)
        assert answer.ok, answer.text
        return dict(answer.json())

    def refused(self, **act: Any) -> str:
        """One act, refused: its code and what is open."""
        answer = self.session.post(f"{self.base}/proceeding/acts", json={"act": act}, timeout=60)
        assert not answer.ok
        return ":".join(filter(None, [answer.json()["code"], answer.json().get("state", "")]))

    def post(self, path: str, **body: Any) -> requests.Response:
        """Any other request."""
        return self.session.post(f"{self.base}{path}", json=body, timeout=60)


@dataclass
class Session:
    """An open procedure with its host."""

    province: Running
    room: str
    person: Person
    host: Actor

    def call(self, name: str, way: str, role: str = "party", **more: Any) -> str:
        """Call somebody; their code."""
        answer = self.host.post("/proceeding/people", name=name, way=way, role=role, **more)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["code"])

    def phone(self, code: str) -> Actor:
        """Come in by a link."""
        answer = browser().post(f"{self.province.url}{API}/rooms/entrances", json={"code": code}, timeout=60)
        assert answer.status_code == 201, answer.text
        return self.actor(answer.json()["secret"])

    def actor(self, secret: str) -> Actor:
        """By one's own secret."""
        session = browser()
        session.headers["Authorization"] = f"Bearer {secret}"
        return Actor(session, self.host.base)


def opened(province: Running, kind: str, role: StaffRole, name: str) -> Session:
    """A procedure of a kind."""
    person = hire(province, name, role, display="吴桂珍")
    desk = at_the_desk(province, person)
    body = {"kind": kind, "title": "借款纠纷", "case_no": "（2026）某人调1号", "court": "江临区人民法院"}
    room = desk.post(f"{province.url}{API}/staff/proceedings", json=body, timeout=60).json()["room"]
    return Session(province, room, person, Actor(desk, f"{province.url}{API}/rooms/{room}"))


def at_terminal(terminal: Terminal, clock: ShiftedClock | None = None, **body: Any) -> requests.Response:
    """The terminal's signed request."""
    return send(prepared(terminal, "POST", f"{API}/entrances", json.dumps(body).encode(), clock))


def read(actor: Actor, text: str) -> None:
    """To the end."""
    actor.act(act="read", text=text, digest=TEXTS[text].digest, to_end=True)


def test_a_way_in_counts_once_and_a_new_one_shuts_the_old_out(province: Running, terminal: Terminal) -> None:
    session = opened(province, "mediation", StaffRole.MEDIATOR, "wu1")
    code = session.call("李建国", "phone")
    assert code not in str(province.rows("entrances"))
    first = session.phone(code)
    assert first.file()["people"][1]["level"] == "L1"
    used = browser().post(f"{province.url}{API}/rooms/entrances", json={"code": code}, timeout=60)
    assert used.json()["code"] == "room_token"
    again = session.host.post(f"/proceeding/people/{first.file()['me']}/code").json()["code"]
    assert first.session.get(f"{first.base}/proceeding", timeout=60).json()["code"] == "room_token"
    assert session.phone(again).file()["title"] == "借款纠纷"
    typed = session.call("张秀英", "terminal")
    assert (
        browser()
        .post(f"{province.url}{API}/rooms/entrances", json={"code": typed}, timeout=60)
        .json()["code"]
        == "room_token"
    )
    entered = at_terminal(terminal, code=typed, level="L3", name="张秀兰")
    assert entered.status_code == 201
    person = session.host.file()["people"][2]
    assert (person["level"], person["proven"], person["card_name"]) == ("L3", "terminal", "张秀兰")
    assert "张秀" not in str(province.rows("proceedings")) + str(province.rows("rooms"))
    anew = at_terminal(
        terminal, room=session.room, secret=entered.json()["secret"], level="L4", name="张秀英"
    )
    assert anew.json()["secret"] == entered.json()["secret"]
    assert session.host.file()["people"][2]["level"] == "L4"


def test_guessing_codes_at_a_terminal_ends_after_five(province: Running, terminal: Terminal) -> None:
    session = opened(province, "mediation", StaffRole.MEDIATOR, "wu2")
    code = session.call("张秀英", "terminal")
    for number in range(5):
        assert at_terminal(terminal, code=f"{number:010}", level="L3").json()["code"] == "room_token"
    assert at_terminal(terminal, code=code, level="L3").json()["code"] == "too_many"


def mediation(province: Running, terminal: Terminal, name: str) -> tuple[Session, Actor, Actor]:
    """A mediation with a party on the telephone and one at a terminal, both proven and bound."""
    session = opened(province, "mediation", StaffRole.MEDIATOR, name)
    phone = session.phone(session.call("李建国", "phone", side="被申请人"))
    code = session.call("张秀英", "terminal", side="申请人")
    kiosk = session.actor(at_terminal(terminal, code=code, level="L3", name="张秀英").json()["secret"])
    session.host.act(act="prove", participant=phone.file()["me"], level="L3")
    for one in (phone, kiosk):
        read(one, "confidentiality")
    return session, phone, kiosk


def test_an_agreement_is_found_clause_by_clause_and_signed_in_turn(
    province: Running, terminal: Terminal
) -> None:
    session, phone, kiosk = mediation(province, terminal, "wu3")
    host = session.host
    host.act(act="fact", text="2023年9月12日借款8000元")
    fact = host.file()["facts"][0]["id"]
    for one in (phone, kiosk):
        one.act(act="answer_fact", fact=fact, agrees=True)
    clause = host.act(act="clause", text="李建国于12月5日前还款8000元")["clauses"][0]
    phone.act(act="answer_clause", clause=clause["id"], rev=1, answer="propose", text="分两次还清")
    assert host.post("/proceeding/papers/agreement").json()["state"] == "clauses_open"
    host.act(act="adopt", clause=clause["id"], proposal=0)
    assert kiosk.refused(act="answer_clause", clause=clause["id"], rev=1, answer="agree") == "changed"
    kiosk.act(act="answer_clause", clause=clause["id"], rev=2, answer="agree")
    paper = host.post("/proceeding/papers/agreement").json()["papers"]["agreement"]
    assert paper["marks"] == {}
    for one in (phone, kiosk):
        assert one.file()["confirmation"] is None
        sign(one)
    assert phone.post("/proceeding/papers/agreement/sign", sha256=digest(phone)).json()["code"] == "not_now"
    code = session.person.code(session.person.used)
    assert host.post("/proceeding/papers/agreement/sign", sha256=digest(host), code="000000").json()[
        "code"
    ] == ("sign_in_refused")
    assert host.post("/proceeding/papers/agreement/sign", sha256=digest(host), code=code).ok
    offered = kiosk.file()["confirmation"]
    assert offered["matter"] == "TJ-SFQR"
    assert offered["values"]["app.content"] == ["分两次还清"]
    pdf = kiosk.session.get(f"{kiosk.base}/proceeding/papers/agreement", timeout=60).content
    assert_signed(pdf, province, 3)
    listed = host.session.get(f"{province.url}{API}/staff/proceedings", timeout=60).json()
    assert [one["room"] for one in listed] == [session.room]


def digest(actor: Actor) -> str:
    """Of the agreement as it is now."""
    return str(actor.file()["papers"]["agreement"]["digest"])


def sign(actor: Actor) -> None:
    """It is one's turn."""
    file = actor.file()
    assert file["papers"]["agreement"]["next"] == file["me"]
    answer = actor.post("/proceeding/papers/agreement/sign", sha256=digest(actor))
    assert answer.ok, answer.text


def assert_signed(pdf: bytes, province: Running, count: int) -> None:
    """Each signature covers its revision and is valid under the province's root."""
    from asn1crypto import pem
    from asn1crypto.x509 import Certificate
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    root = Certificate.load(pem.unarmor(province.gateway.keys.authority.pem.encode())[2])
    found = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    assert len(found) == count
    for one in found:
        context = ValidationContext(trust_roots=[root], allow_fetching=False)
        status = validate_pdf_signature(one, context)
        assert status.intact
        assert status.valid
        assert status.trusted
        assert status.bottom_line


def test_what_concerns_personal_status_is_signed_on_paper(province: Running, terminal: Terminal) -> None:
    session, phone, kiosk = mediation(province, terminal, "wu4")
    host = session.host
    host.act(act="flag", personal_status=True, sham=False)
    clause = host.act(act="clause", text="双方自愿解除收养关系")["clauses"][0]
    for one in (phone, kiosk):
        one.act(act="answer_clause", clause=clause["id"], rev=1, answer="agree")
    assert host.post("/proceeding/papers/agreement").json()["papers"]["agreement"]["way"] == "print"
    refused = phone.post("/proceeding/papers/agreement/sign", sha256=digest(phone))
    assert refused.json()["code"] == "signature_kind"


def test_a_step_waits_and_a_lost_interpreter_stops_everything(province: Running, terminal: Terminal) -> None:
    session = opened(province, "mediation", StaffRole.MEDIATOR, "wu5")
    signer = hire(province, "zhou", StaffRole.INTERPRETER, display="周老师")
    session.call("周老师", "desk", role="interpreter", account="zhou")
    interpreter = Actor(at_the_desk(province, signer), session.host.base)
    phone = session.phone(session.call("李建国", "phone"))
    host = seat(province, session.host.session, session.room)
    host.say("stage", stage="confidentiality")
    assert host.hear("refused")["code"] == "identity_open"
    session.host.act(act="prove", participant=phone.file()["me"], level="L3")
    host.say("stage", stage="confidentiality")
    host.state(lambda room: room["stage"] == "confidentiality")
    for one in (phone, interpreter):
        read(one, "confidentiality")
    hand = seat(province, interpreter.session, session.room)
    host.state(lambda room: len(room["seats"]) == 2)
    host.say("admit", seat=hand.seat)
    host.state(lambda room: all(one["admitted"] for one in room["seats"]))
    clause = session.host.act(act="clause", text="还款8000元")["clauses"][0]
    hand.close()
    assert host.state(lambda room: room["halted"] == "interpreter")["halted"]
    host.say("stage", stage="opening")
    assert host.hear("refused")["code"] == "paused"
    answer = {"act": "answer_clause", "clause": clause["id"], "rev": 1, "answer": "agree"}
    assert phone.refused(**answer) == "not_now:paused"
    stood = host.state_now()["seconds"]
    province.clock.shift += timedelta(seconds=50)
    assert host.state_now()["seconds"] <= stood + 1
    seat(province, interpreter.session, session.room)
    host.state(lambda room: not room["halted"])
    phone.act(**answer)


def test_a_transcript_writes_itself_under_the_speakers_name_and_is_signed_or_refused(
    province: Running, terminal: Terminal
) -> None:
    session = opened(province, "hearing", StaffRole.CLERK, "qi1")
    host = seat(province, session.host.session, session.room)
    code = session.call("何秋生", "terminal", side="原告")
    entered = at_terminal(terminal, code=code, level="L4", name="何秋生").json()
    party = session.actor(entered["secret"])
    line = seat(province, party.session, session.room)
    host.state(lambda room: len(room["seats"]) == 2)
    host.say("admit", seat=line.seat)
    line.state(lambda room: len(room["seats"]) == 2)
    host.say("record", on=True)
    line.state(lambda room: room["on_record"])
    line.say("caption", text="我在工地是按天算的", final=True)
    line.say("caption", text="这句还没说完", final=False)
    host.said("caption")
    host.state(lambda room: room["file"] > 3)
    heard = [one for one in session.host.file()["lines"] if one["machine"]]
    assert [(one["speaker"], one["text"]) for one in heard] == [(party.file()["me"], "我在工地是按天算的")]
    party.act(act="correct", line=heard[0]["id"], text="我在工地是按天算钱的")
    asked = session.host.file()["lines"][-1]["corrections"][0]
    session.host.act(act="settle", line=heard[0]["id"], correction=asked["id"], taken=True)
    session.host.post("/proceeding/papers/transcript")
    party.act(act="refuse", paper="transcript", reason="漏记了工资标准")
    assert session.host.file()["papers"]["transcript"]["complete"] is False
    code = session.person.code(session.person.used)
    sha = session.host.file()["papers"]["transcript"]["digest"]
    assert (
        session.host.post("/proceeding/papers/transcript/sign", sha256=sha, code=code).json()["code"]
        == "not_now"
    )


def test_a_stranger_reads_nothing_and_a_witness_only_their_own_words(
    province: Running, terminal: Terminal
) -> None:
    session = opened(province, "hearing", StaffRole.JUDGE, "wen1")
    witness = session.phone(session.call("孙某", "phone", role="witness"))
    session.host.act(act="exhibit", title="病历", by="p1")
    me = witness.file()["me"]
    session.host.act(act="line", speaker="p1", text="请证人说说当时的情况")
    session.host.act(act="line", speaker=me, text="我看见他摔倒了")
    seen = witness.file()
    assert [one["text"] for one in seen["lines"]] == ["我看见他摔倒了"]
    assert seen["exhibits"] == []
    other = opened(province, "hearing", StaffRole.JUDGE, "wen2")
    stranger = Actor(other.host.session, session.host.base)
    assert stranger.session.get(f"{stranger.base}/proceeding", timeout=60).json()["code"] == "role"


def test_a_notary_signs_when_the_wish_was_heard(province: Running, terminal: Terminal) -> None:
    session = opened(province, "notary", StaffRole.NOTARY, "gong1")
    code = session.call("张秀英", "terminal", role="resident")
    kiosk = session.actor(at_terminal(terminal, code=code, level="L3", name="张秀英").json()["secret"])
    read(kiosk, "notice")
    assert session.host.post("/proceeding/papers/statement").json()["state"] == "wish_open"
    kiosk.act(act="wish")
    session.host.act(act="heard", participant=kiosk.file()["me"])
    assert session.host.post("/proceeding/papers/statement").ok
    sha = kiosk.file()["papers"]["statement"]["digest"]
    assert kiosk.post("/proceeding/papers/statement/sign", sha256=sha).ok


def test_a_mediation_goes_on_over_days_without_a_call(province: Running, terminal: Terminal) -> None:
    session, phone, kiosk = mediation(province, terminal, "wu6")
    phone.act(act="write", text="月底前我只能还一半")
    code = kiosk.post("/proceeding/code").json()["code"]
    province.clock.shift += timedelta(days=3)
    back = at_terminal(terminal, province.clock, code=code, level="L3", name="张秀英")
    later = session.actor(back.json()["secret"])
    assert [one["text"] for one in later.file()["written"]] == ["月底前我只能还一半"]
    later.act(act="write", text="那就分两次")
    assert kiosk.session.get(f"{kiosk.base}/proceeding", timeout=60).json()["code"] == "room_token"
    assert len(phone.file()["written"]) == 2
