"""Evidence and settlement between the sides of a case, and an hour with somebody: each done once, by who may."""

from __future__ import annotations

import hashlib
import json

import pytest

from kiosk.visit.visit import Identified
from legalnet.evidence.leaves import digests
from legalnet.evidence.proofs import Extra
from tests.kiosk.visit import walk
from tests.kiosk.visit.cabinet import PIN, Cabinet
from tests.kiosk.visit.test_totality import to_affairs, to_booking, to_exchange
from tests.legalnet.evidence.logs import SALT, Memory, deposit

GOOD = {"authenticity": "accepted", "legality": "accepted", "relevance": "disputed"}


def prove(cabinet: Cabinet) -> None:
    """A person of the site vouches, without a camera."""
    cabinet.act("prove")
    while cabinet.screen == "consent":
        cabinet.act("decline", text=walk.NOTICE)
    if cabinet.screen == "card_read":
        cabinet.act("confirm")
    assert cabinet.screen == "attendant", cabinet.screen
    cabinet.act("pin", pin=PIN)
    cabinet.tick(times=5)


def test_who_has_only_shown_a_card_is_asked_to_be_seen_before_speaking_about_evidence(
    cabinet: Cabinet,
) -> None:
    to_exchange(cabinet)
    cabinet.act("open", number=2)
    assert cabinet.view["proven"] is False
    cabinet.act("opine", **GOOD, words="和本案无关")
    assert not cabinet.keeper.asked.posts("/cases/C-1/evidence/2/opinions")
    prove(cabinet)
    assert (cabinet.screen, cabinet.view["proven"], cabinet.view["state"]) == ("exchange", True, "ready")
    cabinet.act("open", number=2)
    cabinet.act("opine", **GOOD, words="和本案无关")
    cabinet.tick(times=3)
    (sent,) = cabinet.keeper.asked.posts("/cases/C-1/evidence/2/opinions")
    assert json.loads(sent.body) == {**GOOD, "reason": "和本案无关"}
    assert cabinet.view["item"]["said"]["relevance"] == "disputed"
    levels = [json.loads(one.body)["level"] for one in cabinet.keeper.asked.posts("/identity/sessions")]
    assert levels == ["L2", "L3"]


def test_a_dispute_wants_a_reason_and_one_s_own_evidence_no_opinion(cabinet: Cabinet) -> None:
    to_exchange(cabinet)
    cabinet.flow.visit.identified = Identified("L3", "card+staff", cabinet.clock.now())
    cabinet.act("open", number=2)
    cabinet.act("opine", **GOOD, words=" ")
    assert cabinet.view["mark"] == "why"
    cabinet.act("opine", authenticity="", legality="accepted", relevance="accepted", words="")
    assert cabinet.view["mark"] == "choose"
    cabinet.act("open", number=1)
    cabinet.act("opine", **GOOD, words="x")
    assert not [one for one in cabinet.keeper.asked.questions if "opinions" in one.path]


def test_an_accepted_proposal_leads_to_the_court_with_its_terms(cabinet: Cabinet) -> None:
    to_exchange(cabinet)
    cabinet.act("tab", id="settle")
    (proposal,) = cabinet.view["messages"]
    assert (proposal["terms"]["amount"], proposal["proposal"]) == ("35,000.00", "open")
    cabinet.act("reply", id=proposal["id"], answer="withdraw")
    cabinet.act("reply", id=proposal["id"], answer="accept")
    cabinet.tick(times=3)
    (sent,) = cabinet.keeper.asked.posts("/cases/C-1/messages")
    assert json.loads(sent.body) | {"answer_to": proposal["id"], "answer": "accept"} == json.loads(sent.body)
    assert cabinet.view["settled"] is True
    cabinet.act("matter")
    assert cabinet.flow.journey_now.matter.code == "TJ-SFQR"
    values = dict(cabinet.flow.journey_now.carried.values)  # type: ignore[union-attr]
    assert values["app.court"] == "江临区人民法院"
    assert values["app.content"][0] == "支付 35,000.00 元，分 3 期"


def test_a_proposal_is_a_sum_and_goes_out_once(cabinet: Cabinet) -> None:
    to_exchange(cabinet)
    cabinet.act("tab", id="settle")
    cabinet.act("propose", amount="一万", instalments=1, first="", words="")
    assert cabinet.view["mark"] == "amount"
    cabinet.act("propose", amount="30,000", instalments=3, first="2026-12-10", words="一次付清可以少点")
    cabinet.tick(times=3)
    (first,) = cabinet.keeper.asked.posts("/cases/C-1/messages")
    assert (
        json.loads(first.body)["terms"] | {"amount": "30000.00", "first_due": "2026-12-10"}
        == json.loads(first.body)["terms"]
    )
    sent = json.loads(first.body)
    assert (sent["answer_to"], sent["answer"]) == ("m2-00000001", "counter"), (
        "their proposal is not left open beside it"
    )


def test_an_hour_is_taken_and_given_up(cabinet: Cabinet) -> None:
    cabinet.act("set_mode", key="sign", value=True)
    to_booking(cabinet)
    assert (cabinet.screen, cabinet.view["state"], cabinet.view["place"]) == (
        "booking",
        "ready",
        "禾木律师事务所",
    )
    cabinet.act("book", slot="S-2")
    cabinet.act("book", slot="S-1")
    cabinet.tick(times=4)
    (sent,) = cabinet.keeper.asked.posts("/bookings")
    assert json.loads(sent.body) == {"slot": "S-1", "needs": ["captions", "sign_language"]}
    assert (cabinet.view["deed"]["state"], cabinet.view["mine"][0]["id"]) == ("done", "B-1")
    cabinet.act("cancel", id="B-1")
    cabinet.tick(times=3)
    assert not cabinet.keeper.asked.posts("/bookings/B-1/cancel"), "asked about first"
    cabinet.act("give_up", id="B-1")
    assert cabinet.view["leaving"]["id"] == "B-1"
    cabinet.act("give_up", id="")
    assert cabinet.view["leaving"] is None
    cabinet.act("give_up", id="B-1")
    cabinet.act("cancel", id="B-1")
    cabinet.tick(times=4)
    assert len(cabinet.keeper.asked.posts("/bookings/B-1/cancel")) == 1
    queries = [one.query for one in cabinet.keeper.asked.questions if one.path == "/slots"]
    assert queries[0] == "service=lawyer&provider=hemu-law-firm&limit=50"


# ------------------------------------------------------------------ a file against its deposit


def to_deposited(cabinet: Cabinet, file: bytes, served: bytes = b"", code: str = "") -> None:
    """The other side's piece, with its file and the code under which it is said to be deposited; opened and compared."""
    told = {
        "number": 2, "side": "defendant", "at": "2026-11-20T01:00:00+00:00", "title": "聊天记录", "kind": "电子数据",
        "purpose": "已经还清", "file": True, "digest": hashlib.sha256(file).hexdigest(),
        "deposit_code": code or deposit(7).code,
    }  # fmt: skip
    to_affairs(cabinet)
    cabinet.keeper.asked.put("GET", "/cases/C-1/evidence", {"items": [told]})
    cabinet.keeper.asked.put("GET", "/cases/C-1/evidence/2/document", served or file)
    cabinet.act("page", by=1)
    cabinet.act("open", id="C-1")
    cabinet.tick(times=4)
    cabinet.act("open", number=2)
    assert cabinet.view["item"]["deposit"]
    cabinet.act("compare")
    cabinet.tick(times=4)


def told_by_the_log(cabinet: Cabinet, file: bytes, salted: bool, verdict: str) -> None:
    """The keeper's answer, its proof real and of this file's deposit."""
    [asked] = cabinet.keeper.told("deposit_compare")
    log = Memory()
    log.add(20)
    log.entries[7] = deposit(7, file).entry
    proof = log.proof(7, 20)
    extra = Extra(log.entries[7], SALT if salted else b"").pack()
    cabinet.keeper.say(
        "deposited", request_id=asked["request_id"], outcome="done", reason="", verdict=verdict,
        proof=str(type(proof)(proof.index, proof.path, proof.checkpoint, extra)), trust=log.trust.to_json(),
    )  # fmt: skip
    cabinet.tick(times=3)


FILE = b"%PDF-1.7 what was deposited"


def test_a_piece_is_held_against_its_deposit_by_one_touch(cabinet: Cabinet) -> None:
    to_deposited(cabinet, FILE)
    [asked] = cabinet.keeper.told("deposit_compare")
    found = digests(FILE)
    assert asked | {"code": deposit(7).code, "sha256": found.sha256.hex(), "sm3": found.sm3.hex()} == asked
    assert cabinet.view["against"]["phase"] == "asking"
    cabinet.act("compare")
    cabinet.tick(times=3)
    assert len(cabinet.keeper.told("deposit_compare")) == 1, "once"
    told_by_the_log(cabinet, FILE, salted=True, verdict="match")
    assert (cabinet.view["against"]["verdict"], cabinet.view["against"]["witnesses"]) == ("match", 2)
    cabinet.act("open", number=2)
    assert cabinet.view["against"] is None


@pytest.mark.parametrize(
    ("deposited", "salted", "said", "shown"),
    [
        (b"another file", False, "mismatch", ("done", "mismatch", "")),
        (FILE, False, "cannot_tell", ("done", "cannot_tell", "")),
        (b"another file", True, "match", ("not_done", "", "not_proven")),
        (FILE, False, "match", ("not_done", "", "not_proven")),
        (FILE, True, "mismatch", ("not_done", "", "not_proven")),
        (FILE, True, "anything", ("not_done", "", "not_proven")),
    ],
)
def test_the_terminal_judges_the_verdict_itself(
    cabinet: Cabinet, deposited: bytes, salted: bool, said: str, shown: tuple[str, str, str]
) -> None:
    to_deposited(cabinet, FILE)
    told_by_the_log(cabinet, deposited, salted, said)
    against = cabinet.view["against"]
    assert (against["phase"], against["verdict"], against["reason"]) == shown


def test_another_file_than_was_said_is_not_compared(cabinet: Cabinet) -> None:
    to_deposited(cabinet, FILE, served=b"%PDF-1.7 something else")
    assert cabinet.view["against"]["reason"] == "missing"
    assert not cabinet.keeper.told("deposit_compare")


def test_a_code_that_is_none_and_a_line_that_is_down_are_said(cabinet: Cabinet) -> None:
    to_deposited(cabinet, FILE, code="2026-ABCD")
    assert cabinet.view["against"]["reason"] == "deposit_unknown"


def test_silence_is_not_taken_for_an_answer(cabinet: Cabinet) -> None:
    to_deposited(cabinet, FILE)
    cabinet.tick(30.0, times=2)
    cabinet.tick(times=3)
    assert cabinet.view["against"]["phase"] == "not_done"
    cabinet.act("compare")
    cabinet.tick(times=4)
    assert len(cabinet.keeper.told("deposit_compare")) == 2
