"""Evidence and settlement between the sides of a case, and an hour with somebody: each done once, by who may."""

from __future__ import annotations

import json

from kiosk.visit.visit import Identified
from tests.kiosk.visit import walk
from tests.kiosk.visit.cabinet import PIN, Cabinet
from tests.kiosk.visit.test_totality import to_booking, to_exchange

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
