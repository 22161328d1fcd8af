"""举证 in a case: one's own evidence by deposit code or as a filing, the other side's opened on the screen."""

from __future__ import annotations

import hashlib
import json

from kiosk.visit.visit import Identified
from legalnet.evidence.codes import format_code, with_check
from tests.kiosk.visit.asked import paper
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.test_totality import to_exchange

CODE = with_check("1" * 18)
EVIDENCE = "/cases/C-1/evidence"


def with_file(cabinet: Cabinet, pdf: bytes, digest: str = "") -> None:
    """The second piece has this file."""
    asked = cabinet.keeper.asked
    _, listed = asked.answers["GET", EVIDENCE]
    digest = digest or hashlib.sha256(pdf).hexdigest()
    items = [one | {"file": one["number"] == 2, "digest": digest} for one in listed["items"]]
    asked.put("GET", EVIDENCE, {"items": items})
    asked.put("GET", f"{EVIDENCE}/2/document", pdf)


def open_again(cabinet: Cabinet) -> None:
    """The case, as it stands now."""
    cabinet.act("back")
    cabinet.flow.visit.selected = ("case", "C-1")
    cabinet.flow.go("exchange")
    cabinet.tick(times=5)


def test_the_other_sides_file_is_read_page_by_page(cabinet: Cabinet) -> None:
    to_exchange(cabinet)
    with_file(cabinet, paper("借条"))
    open_again(cabinet)
    cabinet.act("open", number=2)
    assert cabinet.view["item"]["file"] is True
    cabinet.act("read")
    cabinet.tick(times=4)
    assert cabinet.view["paper"]["phase"] == "ready"
    assert "借条" in cabinet.view["paper"]["text"]
    assert cabinet.flow.live_frame("preview") is not None
    cabinet.act("page", by=1)
    cabinet.act("back")
    assert (cabinet.view["paper"], cabinet.view["item"]["number"]) == (None, 2)
    assert cabinet.flow.live_frame("preview") is None


def test_another_file_than_was_said_is_not_shown(cabinet: Cabinet) -> None:
    to_exchange(cabinet)
    with_file(cabinet, paper("别的"), "0" * 64)
    open_again(cabinet)
    cabinet.act("open", number=2)
    cabinet.act("read")
    cabinet.tick(times=4)
    assert cabinet.view["paper"]["phase"] == "missing"


def test_evidence_that_was_deposited_is_listed_by_its_code(cabinet: Cabinet) -> None:
    to_exchange(cabinet)
    cabinet.flow.visit.identified = Identified("L3", "card+staff", cabinet.clock.now())
    cabinet.act("add")
    assert cabinet.view["adding"] is True
    for title, deposit, mark in (
        ("", CODE, "words"),
        ("聊天记录", CODE[:-1] + "9", "code"),
        ("聊天记录", "", "code"),
    ):
        cabinet.act("lay", title=title, purpose="承认借过钱", deposit=deposit)
        assert cabinet.view["mark"] == mark
    assert not cabinet.keeper.asked.posts(EVIDENCE)
    cabinet.keeper.asked.put("POST", EVIDENCE, {"items": []}, 201)
    cabinet.act("lay", title="聊天记录", purpose="承认借过钱", deposit=format_code(CODE))
    cabinet.tick(times=4)
    (sent,) = cabinet.keeper.asked.posts(EVIDENCE)
    assert json.loads(sent.body) == {
        "title": "聊天记录", "kind": "电子数据", "purpose": "承认借过钱", "deposit_code": CODE,
    }  # fmt: skip
    assert cabinet.view["deed"]["state"] == "done"


def test_by_its_code_only_who_was_seen_again(cabinet: Cabinet) -> None:
    to_exchange(cabinet)
    cabinet.act("add")
    cabinet.act("lay", title="聊天记录", purpose="承认借过钱", deposit=CODE)
    assert not cabinet.keeper.asked.posts(EVIDENCE)
    cabinet.act("back")
    assert cabinet.view["adding"] is False


def test_what_is_photographed_is_a_filing_begun_with_the_case(cabinet: Cabinet) -> None:
    to_exchange(cabinet)
    cabinet.act("add")
    cabinet.act("scan")
    assert (cabinet.screen, cabinet.view["code"]) == ("intro", "ZJ-JZ")
    carried = cabinet.flow.journey_now.carried
    assert carried is not None
    values = dict(carried.values)
    assert values["case.part"] == "原告"
    assert values["case.case_no"]
