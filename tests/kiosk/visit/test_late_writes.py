"""What a resident does while the province is away: kept by the keeper, shown as waiting, and there once in the end."""

from __future__ import annotations

import json

from kiosk.visit.visit import Identified
from legalnet import asking
from offline_cache.outbox import Item
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.keys import PRIVATE
from tests.kiosk.visit.test_totality import to_affairs, to_exchange, to_served

GOOD = {"authenticity": "accepted", "legality": "accepted", "relevance": "accepted", "words": ""}
OPINIONS = "/cases/C-1/evidence/2/opinions"


def kept(cabinet: Cabinet) -> list[tuple[Item, asking.Question]]:
    """What waits in the terminal's memory, opened as only the province can."""
    return [
        (item, asking.open_question(item.header, PRIVATE)) for item in cabinet.keeper.cache.outbox.pending()
    ]


def at_the_evidence(cabinet: Cabinet) -> None:
    """Seen again, and before a piece of the other side's."""
    to_exchange(cabinet)
    cabinet.flow.visit.identified = Identified("L3", "card+staff", cabinet.clock.now())
    cabinet.act("open", number=2)


def test_an_opinion_is_kept_sealed_and_shown_as_waiting(cabinet: Cabinet) -> None:
    at_the_evidence(cabinet)
    cabinet.network(up=False)
    cabinet.act("opine", **GOOD)
    cabinet.tick(times=3)
    assert cabinet.view["deed"]["state"] == "kept"
    assert cabinet.view["item"]["said"] is None, "nothing is shown as done"
    [(item, question)] = kept(cabinet)
    assert (question.method, question.path, question.late) == ("POST", OPINIONS, True)
    assert item.key == f"ask-{question.key}"
    assert question.claim is not None
    assert (question.claim.level, question.token) == ("L3", None)
    assert "张秀英".encode() not in item.header


def test_it_is_not_done_a_second_time_in_the_same_visit(cabinet: Cabinet) -> None:
    at_the_evidence(cabinet)
    cabinet.network(up=False)
    cabinet.act("opine", **GOOD)
    cabinet.tick(times=3)
    cabinet.act("opine", **GOOD)
    cabinet.act("back")
    cabinet.act("open", number=2)
    assert cabinet.view["deed"]["state"] == "kept"
    cabinet.act("opine", **GOOD)
    cabinet.tick(times=3)
    assert len(kept(cabinet)) == 1


def test_no_answer_to_a_live_one_leads_to_the_same_under_the_same_key(cabinet: Cabinet) -> None:
    at_the_evidence(cabinet)
    cabinet.keeper.asked.moods.extend(["", "unknown"])
    cabinet.act("opine", **GOOD)
    cabinet.tick(times=4)
    assert cabinet.view["deed"]["state"] == "kept"
    [(_, question)] = kept(cabinet)
    (live,) = cabinet.keeper.asked.posts(OPINIONS)
    assert (live.key, live.body) == (question.key, question.body)


def test_a_refusal_is_a_refusal_and_nothing_is_kept(cabinet: Cabinet) -> None:
    at_the_evidence(cabinet)
    cabinet.keeper.asked.put("POST", OPINIONS, {"code": "over", "title": "期限过了。"}, 409)
    cabinet.act("opine", **GOOD)
    cabinet.tick(times=3)
    assert (cabinet.view["deed"]["state"], kept(cabinet)) == ("not_done", [])


def test_what_arrives_while_one_is_there_turns_from_waiting_to_done(cabinet: Cabinet) -> None:
    at_the_evidence(cabinet)
    cabinet.network(up=False)
    cabinet.act("opine", **GOOD)
    cabinet.tick(times=3)
    [(item, _)] = kept(cabinet)
    cabinet.keeper.say("ask_settled", key="0" * 32, outcome="done")
    cabinet.tick()
    assert cabinet.view["deed"]["state"] == "kept", "another one"
    cabinet.keeper.say("ask_settled", key=item.key.removeprefix("ask-"), outcome="done")
    cabinet.tick()
    assert cabinet.view["deed"]["state"] == "done"


def test_a_proposal_a_receipt_an_urging_and_a_rating_are_kept_too(cabinet: Cabinet) -> None:
    to_exchange(cabinet)
    cabinet.act("tab", id="settle")
    cabinet.network(up=False)
    cabinet.act("propose", amount="30000", instalments=3, first="", words="")
    cabinet.tick(times=3)
    assert [json.loads(one.body)["terms"]["amount"] for _, one in kept(cabinet)] == ["30000.00"]


def test_a_receipt_of_a_served_paper_is_kept(cabinet: Cabinet) -> None:
    to_served(cabinet)
    cabinet.tick(times=5)
    cabinet.network(up=False)
    cabinet.act("receipt")
    cabinet.act("receipt")
    cabinet.tick(times=3)
    assert (cabinet.view["deed"]["state"], cabinet.view["receipted"]) == ("kept", "")
    assert [one.path.rpartition("/")[2] for _, one in kept(cabinet)] == ["receipt"]


def test_urging_and_rating_are_kept_but_not_what_depends_on_how_it_stands(cabinet: Cabinet) -> None:
    for kind, number, panel, act in (
        ("application", "A-1", "urge", {"name": "say", "words": "请快一点"}),
        ("order", "330199012026112300007", "rate", {"name": "rate", "score": 5}),
        ("application", "A-1", "withdraw", {"name": "say", "words": ""}),
    ):
        cabinet.flow.visit.errand = None
        if cabinet.screen != "affairs":
            cabinet.network(up=True)
            to_affairs(cabinet) if cabinet.screen == "idle" else cabinet.act("back")
        cabinet.network(up=True)
        cabinet.flow.visit.selected = (kind, number)
        cabinet.flow.go("progress")
        cabinet.tick(times=4)
        cabinet.network(up=False)
        cabinet.act("panel", id=panel)
        name = act.pop("name")
        cabinet.act(str(name), **act)
        cabinet.tick(times=3)
        assert cabinet.view["deed"]["state"] == ("kept" if panel != "withdraw" else "not_done"), panel
        cabinet.act("panel", id="")
        cabinet.act("back")
    assert [one.path.rpartition("/")[2] for _, one in kept(cabinet)] == ["urge", "rate"]
