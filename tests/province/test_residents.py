"""What residents ask about themselves and what staff do for them, over the wire: applications, inbox, work orders."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from legalnet import asking
from legalnet.events import EventPage, holder_mark
from province.gateway.accounts.store import StaffRole
from province.gateway.work.orders import run_clock
from tests.province.asking import WANG, ZHANG, Visit
from tests.province.papers import small_pdf
from tests.province.running import PDF, Filing, Running, ShiftedClock, Terminal
from tests.province.staffing import at_the_desk, hire

JUDGMENT = small_pdf(b"a judgment")
RULING_REMEDY = {
    "way": "上诉",
    "to": "某市中级人民法院",
    "days": 10,
    "basis": "民诉法126、171",
    "matter_code": "SU-01",
}


class Desk:
    """A signed-in member of staff who speaks JSON."""

    def __init__(self, province: Running) -> None:
        self.province = province
        self.session = at_the_desk(province, hire(province, "clerk", StaffRole.CLERK))

    def get(self, path: str) -> requests.Response:
        """Look."""
        return self.session.get(f"{self.province.url}/pln/v1/staff{path}", timeout=10)

    def post(
        self, path: str, body: Any = None, raw: bytes | None = None, **headers: str
    ) -> requests.Response:
        """Act, with the token, a fresh key, and the revision that was seen last."""
        found = {"Idempotency-Key": str(uuid.uuid4()), **headers}
        url = f"{self.province.url}/pln/v1/staff{path}"
        if raw is not None:
            return self.session.post(
                url, data=raw, headers=found | {"Content-Type": "application/octet-stream"}, timeout=10
            )
        return self.session.post(url, json=body, headers=found, timeout=10)

    def act(self, number: str, **action: Any) -> requests.Response:
        """One action on an application."""
        etag = self.get(f"/applications/{number}").headers["ETag"]
        return self.post(f"/applications/{number}/actions", action, **{"If-Match": etag})

    def order(self, number: str, **action: Any) -> requests.Response:
        """One action on a work order."""
        etag = self.get(f"/work-orders/{number}").headers["ETag"]
        return self.post(f"/work-orders/{number}/actions", action, **{"If-Match": etag})

    def file(self, data: bytes = JUDGMENT) -> str:
        """Upload a PDF; its digest."""
        answer = self.post("/files", raw=data)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["digest"])


@pytest.fixture
def desk(province: Running) -> Desk:
    """Staff."""
    return Desk(province)


@pytest.fixture
def visit(terminal: Terminal) -> Visit:
    """A visit of Zhang at the terminal."""
    found = Visit(terminal)
    found.identify()
    return found


def filed_by(who: tuple[str, str], **more: Any) -> Filing:
    """A filing of an identified person."""
    identity = {
        "level": "L3", "method": "card", "at": datetime.now(UTC).isoformat(), "holder_name": who[0],
        "holder_number": who[1],
    }  # fmt: skip
    return Filing(manifest_changes={"identity": identity}, **more)


def hand_in(terminal: Terminal, filing: Filing) -> str:
    """Its number."""
    return str(json.loads(terminal.hand_in(filing))["number"])


def told(terminal: Terminal) -> list[Any]:
    """The bodies in the terminal's log."""
    page = EventPage.model_validate_json(terminal.uplink.fetch_events(0))
    mark = holder_mark(page.log, ZHANG[1])
    assert all(event.body.holder == mark for event in page.events)
    return [event.body for event in page.events]


def test_a_person_finds_their_own_applications_only(
    province: Running, terminal: Terminal, visit: Visit
) -> None:
    number = hand_in(terminal, filed_by(ZHANG))
    hand_in(terminal, Filing())
    listed = visit.ask("GET", "/applications").json["applications"]
    assert [one["number"] for one in listed] == [number]
    assert (listed[0]["state"], listed[0]["label"]) == ("received", "已收到")
    other = Visit(terminal)
    other.identify(WANG)
    assert other.ask("GET", "/applications").json["applications"] == []
    for path in ("", "/timeline", "/documents", "/documents/complaint.pdf"):
        assert other.ask("GET", f"/applications/{number}{path}").code == "not_yours"
    for path, body in (("withdraw", {}), ("urge", {}), ("corrections", {"words": "x"})):
        assert other.ask("POST", f"/applications/{number}/{path}", body).code == "not_yours"
    anonymous = Visit(terminal)
    assert anonymous.ask("GET", "/applications").code == "person_unknown"
    low = Visit(terminal)
    low.identify(ZHANG, "L1", "phone")
    assert low.ask("GET", "/applications").code == "level_too_low"
    tables = "".join(str(province.rows(t)) for t in ("applications", "journal", "given_answers", "audit"))
    assert not any(word in tables for word in ZHANG)


def test_correction_and_back(terminal: Terminal, visit: Visit, desk: Desk) -> None:
    number = hand_in(terminal, filed_by(ZHANG))
    asked = desk.act(
        number, action="ask_correction", words="还差两样。", items=["被告的电话", "转账记录第2页"], days=7
    )
    assert asked.status_code == 200, asked.text
    shown = visit.ask("GET", f"/applications/{number}")
    assert shown.json["state"] == "correction_required"
    assert "被告的电话" in shown.json["reason"]
    assert shown.json["your_turn"]
    assert shown.json["correct_until"] >= str(datetime.now(UTC).date() + timedelta(days=6))
    assert shown.json["may"] == ["correct", "withdraw", "urge"]
    paper = {
        "title": "补正说明",
        "sha256": hashlib.sha256(PDF).hexdigest(),
        "data": base64.b64encode(PDF).decode(),
    }
    wrong = {**paper, "sha256": "0" * 64}
    path = f"/applications/{number}/corrections"
    assert visit.ask("POST", path, {"words": "补上了", "papers": [wrong]}).code == "inconsistent"
    assert visit.ask("POST", path, {"words": "补上了", "papers": [paper]}, if_match='"1"').code == "changed"
    question = visit.question(
        "POST", path, {"words": "补上了电话", "papers": [paper], "signed": True}, if_match=shown.etag
    )
    done = visit.put(question)
    assert done.json["state"] == "corrected"
    again = visit.put(visit.question("POST", path, json.loads(question.body), key=question.key))
    assert again.raw == done.raw
    other = visit.put(visit.question("POST", path, {"words": "别的"}, key=question.key))
    assert other.code == "key_reused"
    entries = visit.ask("GET", f"/applications/{number}/timeline").json["entries"]
    assert [entry["event"] for entry in entries] == ["submit", "ask_correction", "correct"]
    assert "补上了电话" in entries[-1]["words"]
    [body] = told(terminal)
    assert (body.about, body.number) == ("correction", number)


def test_a_new_submission_completes_the_one_it_follows(terminal: Terminal, visit: Visit, desk: Desk) -> None:
    first = filed_by(ZHANG)
    number = hand_in(terminal, first)
    desk.act(number, action="ask_correction", words="请补正。", items=["被告的电话"])
    stranger = filed_by(WANG)
    stranger.manifest_changes["follows"] = first.submission_id
    hand_in(terminal, stranger)
    assert visit.ask("GET", f"/applications/{number}").json["state"] == "correction_required"
    second = filed_by(ZHANG)
    second.manifest_changes["follows"] = first.submission_id
    hand_in(terminal, second)
    assert visit.ask("GET", f"/applications/{number}").json["state"] == "corrected"


def test_a_rejection_names_reason_and_remedy(terminal: Terminal, visit: Visit, desk: Desk) -> None:
    number = hand_in(terminal, filed_by(ZHANG))
    assert desk.act(number, action="reject", words="不属于本院管辖。", basis="民诉法126").status_code == 422
    done = desk.act(
        number, action="reject", words="不属于本院管辖。", basis="民诉法126", remedy=RULING_REMEDY
    )
    assert done.json()["label"] == "不予受理"
    shown = visit.ask("GET", f"/applications/{number}").json
    assert shown["remedy"]["last_day"] is not None
    assert shown["reason"] == "不属于本院管辖。"
    refused = desk.act(number, action="accept")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_now")
    assert visit.ask("POST", f"/applications/{number}/withdraw", {}).code == "not_now"


def test_a_judgment_is_served_opened_and_confirmed(terminal: Terminal, visit: Visit, desk: Desk) -> None:
    number = hand_in(terminal, filed_by(ZHANG))
    desk.act(number, action="accept", unit="江临区人民法院", case_no="（2026）某0199民初1号")
    document = {"kind": "judgment", "digest": desk.file(), "spoken": "法院的判决到了。"}
    serving = {"to": {"number": number}, "document": document}
    refused = desk.post("/deliveries", serving)
    assert (refused.status_code, refused.json()["purpose"]) == (409, "general")
    visit.ask("POST", "/delivery-consents", {"purpose": "general", "given": True})
    assert desk.post("/deliveries", serving).json()["purpose"] == "judgments"
    visit.ask("POST", "/delivery-consents", {"purpose": "judgments", "given": True})
    served = desk.post("/deliveries", serving)
    assert served.status_code == 201, served.text
    [found] = visit.ask("GET", "/inbox").json["deliveries"]
    assert (found["label"], found["state"], found["case_no"]) == (
        "民事判决书",
        "arrived",
        "（2026）某0199民初1号",
    )
    clock = found["clock"]
    assert (clock["n"], clock["matter_code"]) == (15, "SU-01")
    assert clock["last_day"] == desk.get("/deliveries/preview?kind=judgment").json()["clock"]["last_day"]


def served_judgment(desk: Desk, visit: Visit, number: str) -> dict[str, Any]:
    """A judgment served with both consents, as the inbox shows it."""
    for purpose in ("general", "judgments"):
        visit.ask("POST", "/delivery-consents", {"purpose": purpose, "given": True})
    document = {"kind": "judgment", "digest": desk.file()}
    served = desk.post("/deliveries", {"to": {"number": number}, "document": document})
    assert served.status_code == 201, served.text
    [found] = visit.ask("GET", "/inbox").json["deliveries"]
    return dict(found)


def test_a_served_document_is_opened_confirmed_and_read(terminal: Terminal, visit: Visit, desk: Desk) -> None:
    number = hand_in(terminal, filed_by(ZHANG))
    found = served_judgment(desk, visit, number)
    clock = found["clock"]
    path = f"/inbox/{found['id']}"
    opened = visit.ask("POST", f"{path}/open").json
    assert opened["state"] == "opened"
    assert opened["clock"] == clock
    first = visit.ask("POST", f"{path}/open").json["opened_at"]
    assert first == opened["opened_at"]
    assert visit.ask("POST", f"{path}/receipt").json["state"] == "receipted"
    bytes_served = visit.ask("GET", f"{path}/document")
    assert (bytes_served.raw, bytes_served.content_type) == (JUDGMENT, "application/pdf")
    assert hashlib.sha256(bytes_served.raw).hexdigest() == found["digest"]
    other = Visit(terminal)
    other.identify(WANG)
    assert other.ask("GET", "/inbox").json["deliveries"] == []
    for asked in (
        ("GET", path),
        ("GET", f"{path}/document"),
        ("POST", f"{path}/open"),
        ("POST", f"{path}/receipt"),
    ):
        assert other.ask(*asked).code == "not_yours"
    assert "delivery" in [body.about for body in told(terminal)]
    titles = {one["kind"] for one in visit.ask("GET", f"/applications/{number}/documents").json["documents"]}
    assert titles == {"submitted", "material", "served"}
    assert visit.ask("GET", f"/applications/{number}/documents/complaint.pdf").raw == PDF


def test_taking_back_the_general_consent_takes_back_both(visit: Visit) -> None:
    for purpose in ("general", "judgments"):
        visit.ask("POST", "/delivery-consents", {"purpose": purpose, "given": True})
    assert visit.ask("GET", "/delivery-consents").json == {"general": True, "judgments": True}
    visit.ask("POST", "/delivery-consents", {"purpose": "general", "given": False})
    assert visit.ask("GET", "/delivery-consents").json == {"general": False, "judgments": False}
    visit.identify(ZHANG, "L2", "card")
    assert (
        visit.ask("POST", "/delivery-consents", {"purpose": "general", "given": True}).code == "level_too_low"
    )


def request_of(who: tuple[str, str]) -> Filing:
    """A request by an identified person."""
    filing = Filing.request()
    return Filing(
        filing.matter_code, filing.answers, parts=[], manifest_changes=filed_by(who).manifest_changes
    )


def test_a_work_order_from_request_to_revisit(
    province: Running, terminal: Terminal, visit: Visit, desk: Desk
) -> None:
    number = hand_in(terminal, request_of(ZHANG))
    [mine] = visit.ask("GET", "/work-orders").json["orders"]
    assert (mine["number"], mine["state"], mine["kind"]) == (number, "待受理", "咨询")
    urged = visit.ask("POST", f"/work-orders/{number}/urge", {"words": "还没有人找我"}).json
    assert (urged["urges"], urged["state"]) == (1, "待受理")
    steps: list[dict[str, Any]] = [
        {"action": "accept"}, {"action": "queue"}, {"action": "dispatch", "unit": "锦屏司法所"}, {"action": "sign"},
        {"action": "start"}, {"action": "ask_supplement", "words": "请补交接时的照片"},
    ]  # fmt: skip
    for step in steps:
        done = desk.order(number, **step)
        assert done.status_code == 200, done.text
    waiting = visit.ask("GET", f"/work-orders/{number}").json
    assert {t["name"]: t["state"] for t in waiting["timers"]}["feedback"] == "stopped"
    assert "supplement" in waiting["may"]
    assert (
        visit.ask("POST", f"/work-orders/{number}/supplement", {"words": "照片六张"}).json["state"]
        == "办理中"
    )
    desk.order(number, action="extend", days=5, words="对方出差")
    desk.order(number, action="resume")
    returned = desk.order(number, action="return", reason="非本单位职责").json()
    assert (returned["order"]["state"], returned["order"]["unit"]) == ("待派单", "")
    for step in [{"action": "dispatch", "unit": "调解委员会"}, {"action": "sign"}, {"action": "start"}]:
        desk.order(number, **step)
    done = desk.order(number, action="complete", words="押金已退。").json()
    assert done["order"]["state"] == "待评价"
    rated = visit.ask("POST", f"/work-orders/{number}/rate", {"score": 1, "words": "太慢"}).json
    assert (rated["state"], rated["score"]) == ("待回访", 1)
    again = visit.ask("POST", f"/work-orders/{number}/revisit", {"settled": False}).json
    assert again["state"] == "办理中"
    complaint = visit.ask("POST", f"/work-orders/{number}/complain", {"words": "没有人来"})
    assert (complaint.status, complaint.json["parent"], complaint.json["kind"]) == (201, number, "投诉")
    assert desk.order(number, action="extend", days=99, words="x").status_code == 422
    assert desk.order(number, action="sign").json()["code"] == "not_now"
    assert len(province.rows("work_orders")) == 2
    assert {body.about for body in told(terminal)} == {"correction", "decision"}


def test_urging_an_application_makes_one_order_and_then_touches_it(terminal: Terminal, visit: Visit) -> None:
    number = hand_in(terminal, filed_by(ZHANG))
    first = visit.ask("POST", f"/applications/{number}/urge", {}).json
    second = visit.ask("POST", f"/applications/{number}/urge", {"words": "等了很久"}).json
    assert (first["about"], first["kind"]) == (number, "催办")
    assert (second["number"], second["urges"]) == (first["number"], 2)
    assert first["number"] != number
    assert first["number"].startswith(number[:16])


def test_what_is_not_rated_is_filed_away_by_the_clock(
    province: Running, terminal: Terminal, visit: Visit, desk: Desk
) -> None:
    number = hand_in(terminal, request_of(ZHANG))
    desk.order(number, action="accept")
    desk.order(number, action="answer_at_once", words="可以申请法律援助。")
    gateway = province.gateway

    def run() -> int:
        """The platform's clock."""
        return province.call(gateway.database.write(lambda c: run_clock(c, gateway)))

    province.clock.shift = timedelta(days=7)
    assert run() == 0
    province.clock.shift = timedelta(days=8)
    assert (run(), run()) == (1, 0)
    later = Visit(terminal, ShiftedClock(timedelta(days=8)))
    later.identify()
    shown = later.ask("GET", f"/work-orders/{number}").json
    assert (shown["state"], shown["may"]) == ("已归档", ["complain"])


def test_a_late_question_speaks_for_its_person_and_may_come_again(
    province: Running, terminal: Terminal, visit: Visit
) -> None:
    number = hand_in(terminal, request_of(ZHANG))
    early = Visit(terminal, ShiftedClock(timedelta(days=-2)))
    question = early.question(
        "POST",
        f"/work-orders/{number}/urge",
        {"words": "离线时写的"},
        late=True,
        claim=early.claim(),
        token=None,
    )
    raw = asking.seal_question(question, early.key)
    for _ in range(2):
        answer = visit.forward(raw)
        assert (answer.status_code, answer.headers["Ask-Outcome"]) == (200, "done")
    assert visit.ask("GET", f"/work-orders/{number}").json["urges"] == 1
    stale = Visit(terminal, ShiftedClock(timedelta(days=-8)))
    old = stale.question("POST", "/work-orders/x/urge", {}, late=True, claim=stale.claim(), token=None)
    assert visit.forward(asking.seal_question(old, stale.key)).json()["code"] == "question_stale"
    wrong = early.question("POST", "/work-orders/none/urge", {}, late=True, claim=early.claim(), token=None)
    assert visit.forward(asking.seal_question(wrong, early.key)).headers["Ask-Outcome"] == "not_done"


def test_the_desk_is_closed_without_session_token_and_revision(
    province: Running, terminal: Terminal, desk: Desk
) -> None:
    number = hand_in(terminal, filed_by(ZHANG))
    base = f"{province.url}/pln/v1/staff"
    assert requests.get(f"{base}/applications", timeout=10).json()["code"] == "not_signed_in"
    path, body = f"/applications/{number}/actions", {"action": "accept"}
    assert desk.post(path, body, **{"X-Csrf-Token": "guess"}).json()["code"] == "csrf"
    assert desk.post(path, body).json()["code"] == "match_needed"
    assert desk.post(path, body, **{"If-Match": '"9"'}).json()["code"] == "changed"
    shown = desk.get(f"/applications/{number}").json()
    assert shown["holder_number"] == "3301**********0025"
    assert shown["allowed"] == ["ask_correction", "accept", "reject", "transfer", "return", "withdraw"]
    assert desk.post("/files", raw=b"MZ not a pdf").json()["code"] == "not_a_document"
    assert desk.get("/applications?state=received").json()["applications"][0]["number"] == number
    actions = {row["action"] for row in province.rows("audit")}
    assert {"desk.applications", "desk.application"} <= actions


def test_a_token_is_of_no_use_at_another_terminal(province: Running, visit: Visit, tmp_path: Any) -> None:
    other = province.terminal(tmp_path / "other")
    elsewhere = Visit(other, token=visit.token)
    assert elsewhere.ask("GET", "/applications").code == "person_unknown"
