"""A resident's own affairs by sealed questions: seen, answered, confirmed once, and honest when there is no way."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from kiosk.visit.affairs import left, model, models
from legalnet.applications import Remedy
from tests.kiosk.visit import walk
from tests.kiosk.visit.asked import APPEAL, Asked
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.test_totality import to_affairs, to_inbox, to_progress, to_served

ORDER = "330199012026112300007"


def asked(cabinet: Cabinet) -> Asked:
    return cabinet.keeper.asked


def test_by_the_card_one_sees_what_waits_first(cabinet: Cabinet) -> None:
    to_affairs(cabinet)
    view = cabinet.view
    assert (cabinet.screen, view["state"]) == ("affairs", "ready")
    assert [row["mark"] for row in view["rows"]] == ["turn", "turn", "open", "open"]
    assert (view["papers"], view["unopened"]) == (2, 2)
    assert (view["clock"]["what"], view["clock"]["left"]) == ("交受理费", 4)
    claims = [json.loads(one.body) for one in asked(cabinet).posts("/identity/sessions")]
    assert [(one["level"], one["method"]) for one in claims] == [("L2", "card")]
    assert {one.token for one in asked(cabinet).questions if one.method == "GET"} == {"t" * 40}


def test_the_keeper_sees_no_word_and_no_answer_is_left_behind(cabinet: Cabinet) -> None:
    to_served(cabinet)
    cabinet.tick(times=3)
    heard = json.dumps(cabinet.keeper.heard, ensure_ascii=False)
    name, number = cabinet.flow.visit.facts()["name"], cabinet.flow.visit.facts()["number"]
    for word in (name, number, "A-1", "/inbox", "t" * 40):
        assert word not in heard
        assert all(word.encode() not in base64.b64decode(one) for one in asked(cabinet).sealed)
    assert not list(Path(cabinet.profile.folder).glob("answer-*"))


def test_the_line_of_a_case_says_whose_turn_it_is(cabinet: Cabinet) -> None:
    to_progress(cabinet)
    view = cabinet.view
    assert (view["turn"]["what"], view["turn"]["day"], view["turn"]["left"]) == ("补正", "11月30日", 7)
    assert [node["mark"] for node in view["nodes"]] == ["done", "now", "next"]
    assert view["decision"] == {"reason": "住址不完整", "remedy": None}
    cabinet.act("set_mode", key="language", value="en")
    assert cabinet.view["turn"]["day"] == "30 Nov"


def test_urging_again_after_silence_is_the_same_urge(cabinet: Cabinet) -> None:
    to_progress(cabinet)
    cabinet.act("panel", id="urge")
    asked(cabinet).moods.append("unknown")
    cabinet.act("say", words="等了一周了")
    cabinet.tick(times=4)
    assert cabinet.view["deed"]["state"] == "kept"
    cabinet.act("say", words="别的话")
    cabinet.tick(times=4)
    (live,) = asked(cabinet).posts("/applications/A-1/urge")
    (item,) = cabinet.keeper.cache.outbox.pending()
    assert item.key == f"ask-{live.key}"


def test_a_keeper_that_says_nothing_is_not_waited_for_for_ever(cabinet: Cabinet) -> None:
    to_progress(cabinet)
    cabinet.act("panel", id="urge")
    asked(cabinet).moods.append("silent")
    cabinet.act("say", words="")
    cabinet.tick(39.0)
    assert cabinet.view["deed"]["state"] == "asking"
    cabinet.tick(2.0)
    cabinet.tick()
    assert cabinet.view["deed"]["state"] == "kept"
    assert cabinet.keeper.told("ask_cancel")


def test_what_was_sent_back_is_answered_under_a_signature(cabinet: Cabinet) -> None:
    to_progress(cabinet)
    cabinet.act("panel", id="correct")
    cabinet.act("sign", words="", strokes=walk.SIGNATURE)
    assert cabinet.view["mark"] == "words"
    cabinet.act("sign", words="桂花里12号3单元401室", strokes=[])
    assert cabinet.view["mark"] == "empty"
    cabinet.act("sign", words="桂花里12号3单元401室", strokes=walk.SIGNATURE)
    cabinet.tick(times=4)
    (sent,) = asked(cabinet).posts("/applications/A-1/corrections")
    body = json.loads(sent.body)
    assert (body["words"], body["signed"], sent.if_match) == ("桂花里12号3单元401室", True, '"7"')
    text = PdfReader(io.BytesIO(base64.b64decode(body["papers"][0]["data"]))).pages[0].extract_text()
    assert "桂花里12号3单元401室" in text
    assert "补充材料说明" in text.replace(" ", "")


def test_a_request_is_rated_once_and_only_as_offered(cabinet: Cabinet) -> None:
    to_affairs(cabinet)
    cabinet.act("open", id=ORDER)
    cabinet.tick(times=2)
    assert cabinet.view["nodes"][-1]["mark"] == "now"
    cabinet.act("panel", id="withdraw")
    assert cabinet.view["panel"] == ""
    cabinet.act("panel", id="rate")
    cabinet.act("rate", score=9)
    cabinet.act("rate", score=5)
    cabinet.tick(times=3)
    (sent,) = asked(cabinet).posts(f"/work-orders/{ORDER}/rate")
    assert json.loads(sent.body) == {"score": 5}


def test_a_judgment_is_read_confirmed_printed_and_appealed(cabinet: Cabinet) -> None:
    to_served(cabinet)
    view = cabinet.view
    assert (view["phase"], view["pages"], "民事判决书" in view["text"]) == ("ready", 1, True)
    assert (view["clock"]["day"], view["clock"]["weekday"], view["clock"]["unverified"]) == (
        "12月7日",
        "星期一",
        True,
    )
    assert cabinet.flow.live_frame("preview") is not None
    cabinet.act("receipt")
    cabinet.tick(times=2)
    assert cabinet.view["receipted"]
    cabinet.act("receipt")
    assert len(asked(cabinet).posts("/inbox/D-2/receipt")) == 1
    cabinet.act("print")
    cabinet.tick()
    assert cabinet.view["copy"]["outcome"] == "done"
    cabinet.act("matter", code="SU-01")
    assert cabinet.screen == "intro"
    assert dict(cabinet.flow.journey_now.carried.values) == {  # type: ignore[union-attr]
        "a.case_no": "(2026)浙0199民初1234号", "a.court": "江临区人民法院", "a.served_on": "2026-11-20",
        "a.doc_kind": "判决", "a.small": False,
    }  # fmt: skip


def test_the_appeal_begins_with_the_case_filled_in(cabinet: Cabinet) -> None:
    to_served(cabinet)
    cabinet.act("matter", code="SU-01")
    cabinet.act("begin")
    assert cabinet.screen in ("consent", "interview")
    while cabinet.screen == "consent":
        cabinet.act("decline" if cabinet.view["purpose"] == "face" else "agree", text=walk.NOTICE)
    if cabinet.screen == "attendant":
        cabinet.act("pin", pin="246810")
        cabinet.tick()
    assert cabinet.flow.journey_now.interview.field("a.case_no").value == "（2026）浙0199民初1234号"


def test_a_paper_that_is_not_what_was_registered_is_not_shown(cabinet: Cabinet) -> None:
    to_inbox(cabinet)
    asked(cabinet).put("GET", "/inbox/D-2/document", b"%PDF-1.7 other")
    cabinet.act("open", id="D-2")
    cabinet.tick(times=3)
    assert (cabinet.view["phase"], cabinet.view["pages"]) == ("missing", 0)


def test_a_paper_that_no_program_can_draw_can_still_be_printed(cabinet: Cabinet) -> None:
    import hashlib

    to_inbox(cabinet)
    odd = b"%PDF-1.7 crooked"
    one = asked(cabinet).served("D-2", "judgment", "民事判决书", APPEAL) | {
        "digest": hashlib.sha256(odd).hexdigest(), "opened_at": "2026-11-23T01:00:00+00:00", "state": "opened",
    }  # fmt: skip
    asked(cabinet).put("POST", "/inbox/D-2/open", one)
    asked(cabinet).put("GET", "/inbox/D-2/document", odd)
    cabinet.act("open", id="D-2")
    cabinet.tick(times=3)
    assert cabinet.view["phase"] == "unreadable"
    cabinet.act("print")
    cabinet.tick()
    assert cabinet.view["copy"]["outcome"] == "done"


def test_without_a_network_it_says_so_and_the_slip_still_works(cabinet: Cabinet) -> None:
    cabinet.network(up=False)
    cabinet.act("tile", id="progress")
    cabinet.act("mine")
    cabinet.act("agree", text=walk.NOTICE)
    walk.lay_card(cabinet)
    cabinet.act("confirm")
    assert (cabinet.screen, cabinet.view["state"]) == ("affairs", "offline")
    assert not asked(cabinet).questions
    cabinet.act("code")
    assert cabinet.screen == "lookup"


def test_what_is_not_mine_is_not_shown(cabinet: Cabinet) -> None:
    to_affairs(cabinet)
    cabinet.act("open", id="A-2")
    cabinet.tick(times=2)
    assert (cabinet.view["state"], cabinet.view["title"], cabinet.view["nodes"]) == ("foreign", "", [])


def test_a_session_that_is_over_is_begun_anew_once(cabinet: Cabinet) -> None:
    to_affairs(cabinet)
    gone = (401, {"code": "person_unknown", "title": "时间过了。"})
    asked(cabinet).answers["GET", "/inbox"] = gone
    cabinet.act("inbox")
    cabinet.tick(times=4)
    assert (cabinet.view["state"], len(asked(cabinet).posts("/identity/sessions"))) == ("nobody", 2)


def test_another_card_means_another_session(cabinet: Cabinet) -> None:
    to_affairs(cabinet)
    assert cabinet.flow.visit.session is not None
    cabinet.flow.visit.forget_card()
    assert cabinet.flow.visit.session is None


def test_going_home_from_one_s_affairs_is_asked_first(cabinet: Cabinet) -> None:
    to_affairs(cabinet)
    cabinet.act("back")
    assert (cabinet.flow.overlay, cabinet.flow.over) == ("end_confirm", False)
    assert cabinet.flow.overlay_view["filling"] is False, "nothing was to be handed in, so nothing is missed"
    cabinet.act("end_now")
    assert cabinet.flow.over


@pytest.mark.parametrize(
    ("answer", "rows"),
    [({"applications": "no list"}, 2), ({"applications": [7, None, {}]}, 3), ([], 2), ("x", 2)],
)
def test_an_answer_of_a_strange_shape_breaks_nothing(cabinet: Cabinet, answer: Any, rows: int) -> None:
    to_affairs(cabinet)
    asked(cabinet).put("GET", "/applications", answer)
    cabinet.act("inbox")
    cabinet.act("back")
    cabinet.tick(times=3)
    assert len(cabinet.view["rows"]) == rows


def test_days_that_are_left() -> None:
    from datetime import date

    today = date(2026, 11, 23)
    assert left(date(2026, 11, 23), date(2026, 11, 16), today, "zh")["left"] == 0
    assert left(date(2026, 11, 22), date(2026, 11, 16), today, "zh")["over"]
    assert left(None, None, today, "zh")["left"] == -1


def test_only_what_fits_the_interface_is_believed() -> None:
    assert models(Remedy, [{"way": "上诉"}, 3, None]) == []
    assert model(Remedy, {"way": "上诉", "to": "中院", "days": 10, "basis": "民诉法171"}).days == 10
