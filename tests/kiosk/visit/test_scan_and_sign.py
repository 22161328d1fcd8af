"""Papers under the camera, the composed documents, and the signature that fits them."""

from __future__ import annotations

import io
from typing import Any

import pytest

import kiosk.documents.compose
import kiosk.documents.preview
from devices.life import State
from kiosk.documents.scans import whole
from kiosk.documents.typesetter import TypesettingError
from kiosk.visit.scans import MOST_PAGES
from kiosk.visit.screens.sign import LONGEST
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.walk import (
    SIGNATURE,
    compose,
    scan_page,
    through_interview,
    through_preview,
    through_scans,
    to_confirm,
    to_interview,
    to_summary,
)


def to_scan(cabinet: Cabinet, matter: str = "SQ-01") -> None:
    """To the first paper."""
    to_interview(cabinet, matter)
    through_interview(cabinet, matter)
    cabinet.tick()


# ---------------------------------------------------------------------- papers


def test_a_page_is_seen_taken_again_and_kept(cabinet: Cabinet) -> None:
    to_scan(cabinet)
    view = cabinet.view
    assert (view["phase"], view["pageFound"], view["corners"], len(view["quad"])) == ("live", True, True, 8)
    assert (view["material"]["id"], view["material"]["required"], view["canContinue"]) == ("att", False, True)
    assert cabinet.flow.live_frame("document") is not None
    cabinet.act("capture")
    assert cabinet.view["phase"] == "captured"
    assert cabinet.flow.live_frame("captured") is not None
    cabinet.act("retake")
    assert (cabinet.view["phase"], cabinet.view["pages"]) == ("live", [])
    assert cabinet.flow.live_frame("captured") is None
    scan_page(cabinet)
    scan_page(cabinet)
    assert [page["label"] for page in cabinet.view["pages"]] == ["1", "2"]
    cabinet.act("keep")
    assert len(cabinet.view["pages"]) == 2


def test_a_kept_page_can_be_dropped(cabinet: Cabinet) -> None:
    to_scan(cabinet)
    for _ in range(3):
        scan_page(cabinet)
    first, second, third = (page["id"] for page in cabinet.view["pages"])
    cabinet.act("delete", id=second)
    cabinet.act("delete", id="99")
    assert [(page["id"], page["label"]) for page in cabinet.view["pages"]] == [(first, "1"), (third, "2")]
    assert cabinet.flow.live_frame(f"page-{second}") is None
    assert cabinet.flow.live_frame(f"page-{first}") is not None
    cabinet.act("done")
    assert cabinet.screen == "summary"
    assert [name for name in cabinet.flow.frames if name.startswith(("page", "doc", "cap"))] == []
    cabinet.act("back")
    assert cabinet.flow.live_frame(f"page-{third}") is not None


def test_a_required_paper_cannot_be_skipped_while_the_camera_works(cabinet: Cabinet) -> None:
    to_scan(cabinet, "SS-LA-01")
    assert (cabinet.view["material"]["id"], cabinet.view["canContinue"]) == ("iou", False)
    cabinet.act("skip")
    cabinet.act("done")
    assert cabinet.view["index"] == 0
    assert cabinet.hardware.table is not None
    cabinet.hardware.table.state = State.GONE
    cabinet.tick()
    assert cabinet.view["phase"] == "down"
    cabinet.act("capture")
    assert cabinet.view["phase"] == "down"
    cabinet.act("skip")
    cabinet.act("back")
    assert (cabinet.screen, cabinet.view["index"]) == ("scan", 0)
    for _ in range(cabinet.view["count"]):
        cabinet.act("skip")
    assert cabinet.screen == "summary"
    assert cabinet.view["missingScans"] == ["借条/借款合同", "转账/取款凭证"]
    compose(cabinet)
    assert cabinet.screen == "preview"


def test_without_a_document_camera_papers_are_brought_later(cabinet: Cabinet) -> None:
    cabinet.hardware.table = None
    to_scan(cabinet, "SS-LA-01")
    assert cabinet.view["phase"] == "down"
    for _ in range(cabinet.view["count"]):
        cabinet.act("capture")
        cabinet.act("skip")
    assert cabinet.screen == "summary"


def test_a_camera_that_dies_while_a_page_is_made_can_be_asked_again(cabinet: Cabinet) -> None:
    to_scan(cabinet)
    table = cabinet.hardware.table
    assert table is not None
    table.late = True
    cabinet.act("capture")
    assert cabinet.view["phase"] == "live"
    table.state, table.late = State.FAULTED, False
    table.asked = False
    cabinet.tick()
    assert cabinet.view["phase"] == "down"
    table.state = State.BUSY
    cabinet.tick()
    scan_page(cabinet)
    assert len(cabinet.view["pages"]) == 1


def test_a_filing_has_so_many_pages_and_no_more(cabinet: Cabinet) -> None:
    to_scan(cabinet)
    scan_page(cabinet)
    journey = cabinet.flow.journey_now
    for _ in range(MOST_PAGES - 1):
        journey.scans.add("att", journey.scans.all()[0])  # type: ignore[arg-type]
    assert len(cabinet.view["pages"]) == MOST_PAGES
    cabinet.act("capture")
    cabinet.act("keep")
    assert len(cabinet.view["pages"]) == MOST_PAGES


def test_a_paper_added_from_the_summary_is_handed_in(cabinet: Cabinet) -> None:
    cabinet.network(up=True)
    to_summary(cabinet)
    cabinet.act("edit", page="scan")
    scan_page(cabinet)
    scan_page(cabinet)
    cabinet.act("done")
    through_preview(cabinet)
    assert [item["pages"] for item in cabinet.view["materials"]] == [2]
    cabinet.act("submit")
    cabinet.deliver()
    (material,) = cabinet.keeper.province.manifest().materials
    (parts,) = cabinet.keeper.province.parts.values()
    assert (material.id, material.pages) == ("att", 2)
    assert whole(parts[material.part], material.sha256, 2)


def test_no_scans_wanted_no_scan_screen(cabinet: Cabinet) -> None:
    to_summary(cabinet)
    matter = cabinet.flow.journey_now.matter
    cabinet.flow.journey_now.matter = matter.model_copy(update={"materials": ()})
    cabinet.flow.journey_now.interview.matter = cabinet.flow.journey_now.matter
    cabinet.flow.journey_now.drop_page("none")
    cabinet.act("edit", page="scan")
    assert cabinet.screen == "summary"


# ---------------------------------------------------------------------- documents


def test_every_page_is_shown_before_signing(cabinet: Cabinet) -> None:
    to_summary(cabinet, "TJ-01")
    compose(cabinet)
    view = cabinet.view
    assert (view["phase"], view["document"], view["page"], view["seenAll"]) == ("ready", "app", 0, False)
    assert [document["id"] for document in view["documents"]] == ["app", "nda"]
    assert "漏水" in view["text"]
    assert "330105195603120025" not in view["text"]
    cabinet.act("to_sign")
    assert cabinet.screen == "preview"
    cabinet.act("page", by=-1)
    assert cabinet.view["page"] == 0
    cabinet.act("open", id="nda")
    assert (cabinet.view["document"], cabinet.view["page"]) == ("nda", 0)
    cabinet.act("page", by=-1)
    assert cabinet.view["document"] == "app"
    cabinet.act("open", id="nothing")
    while not cabinet.view["last"]:
        cabinet.act("page", by=1)
    cabinet.act("page", by=1)
    while not cabinet.view["seenAll"]:
        cabinet.act("page", by=-1)
    cabinet.act("to_sign")
    assert cabinet.screen == "sign"
    assert cabinet.flow.live_frame("preview") is None


def test_composing_that_fails_can_be_tried_again(cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise TypesettingError("no fonts")

    to_summary(cabinet)
    with monkeypatch.context() as patch:
        patch.setattr(kiosk.documents.preview, "preview", refuse)
        compose(cabinet)
    assert (cabinet.view["phase"], cabinet.view["documents"]) == ("failed", [])
    for name, args in (("to_sign", {}), ("page", {"by": 1}), ("open", {"id": "slip"})):
        cabinet.act(name, **args)
    assert (cabinet.screen, cabinet.view["phase"]) == ("preview", "failed")
    cabinet.act("retry")
    assert cabinet.view["phase"] == "ready"
    cabinet.act("back")
    assert cabinet.screen == "summary"


def test_touches_while_composing_are_harmless(cabinet: Cabinet) -> None:
    to_summary(cabinet)
    compose(cabinet)
    cabinet.act("back")
    cabinet.jobs.hold()
    compose(cabinet)
    for name, args in (("to_sign", {}), ("page", {"by": 1}), ("open", {"id": "slip"}), ("retry", {})):
        cabinet.act(name, **args)
    assert (cabinet.screen, cabinet.view["phase"]) == ("preview", "composing")
    cabinet.jobs.release()
    cabinet.tick()
    assert cabinet.view["phase"] == "ready"


def test_documents_of_earlier_answers_are_not_shown(cabinet: Cabinet) -> None:
    to_summary(cabinet)
    compose(cabinet)
    cabinet.act("edit_answers")
    cabinet.jobs.hold()
    compose(cabinet)
    cabinet.act("edit_answers")
    old = cabinet.jobs.held
    assert old is not None
    journey = cabinet.flow.journey_now
    cabinet.act("edit", page="w.story")
    change_while_composing(cabinet)
    cabinet.jobs.release()
    cabinet.tick()
    assert journey.documents == []
    cabinet.act("next")
    compose(cabinet)
    assert "改过的话" in cabinet.view["text"]


def change_while_composing(cabinet: Cabinet) -> None:
    """The answer changes between the moment the work reads the answers and the moment it is done."""
    assert cabinet.jobs.held is not None
    work = cabinet.jobs.held.popleft()
    journey = cabinet.flow.journey_now
    whole_context = journey._context

    def meanwhile(*args: Any) -> Any:
        journey.answer("w.text", "改过的话")
        return whole_context(*args)

    journey._context = meanwhile  # type: ignore[method-assign]
    work()
    journey._context = whole_context  # type: ignore[method-assign]


# ---------------------------------------------------------------------- signature


def test_too_little_is_no_signature(cabinet: Cabinet) -> None:
    to_summary(cabinet, "TJ-01")
    through_preview(cabinet)
    assert cabinet.view["documents"][0]["title"]
    assert (cabinet.view["to"], cabinet.view["date"]) == ("浙江法网", "2026年11月23日")
    for strokes in ([], [[]], [[0.5, 0.5]], [[0.5, 0.5, 0.51, 0.5]]):
        cabinet.act("sign", strokes=strokes)
        assert (cabinet.screen, cabinet.view["mark"], cabinet.view["busy"]) == ("sign", "empty", False)
    cabinet.act("sign", strokes=SIGNATURE)
    assert cabinet.screen == "confirm"


@pytest.mark.parametrize(
    "strokes",
    [[1, 2], [[0.1]], [[0.1, "x"]], ["ab"], [[0.1, 9.0]], [[0.1, float("nan")]], [None], [{}], [[0.1] * (LONGEST + 2)]],
    ids=str,
)  # fmt: skip
def test_what_is_no_list_of_strokes_is_no_signature(cabinet: Cabinet, strokes: Any) -> None:
    from kiosk.visit.screens.sign import Sign, well_formed

    assert not well_formed(strokes)
    to_summary(cabinet)
    cabinet.flow.journey_now.compose()
    cabinet.flow.replace("sign")
    assert isinstance(cabinet.flow._current, Sign)
    cabinet.act("sign", strokes=strokes)
    assert (cabinet.screen, cabinet.view["mark"]) == ("sign", "empty")


def test_signing_that_fails_can_be_tried_again(cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise TypesettingError("no fonts")

    to_summary(cabinet, "TJ-01")
    through_preview(cabinet)
    with monkeypatch.context() as patch:
        patch.setattr(kiosk.documents.compose, "compose", refuse)
        cabinet.act("sign", strokes=SIGNATURE)
    assert (cabinet.screen, cabinet.view["mark"], cabinet.view["busy"]) == ("sign", "failed", False)
    cabinet.act("sign", strokes=SIGNATURE)
    assert cabinet.screen == "confirm"


def test_a_second_tap_while_signing_signs_once(cabinet: Cabinet) -> None:
    to_summary(cabinet, "TJ-01")
    through_preview(cabinet)
    cabinet.jobs.hold()
    cabinet.act("sign", strokes=SIGNATURE)
    assert cabinet.view["busy"] is True
    cabinet.act("sign", strokes=SIGNATURE)
    assert cabinet.jobs.held is not None
    assert len(cabinet.jobs.held) == 1
    cabinet.act("review")
    cabinet.jobs.release()
    cabinet.tick()
    assert cabinet.screen == "preview"


def test_signed_on_paper_says_so(cabinet: Cabinet) -> None:
    cabinet.network(up=True)
    to_summary(cabinet, "TJ-01")
    through_preview(cabinet)
    cabinet.act("paper")
    assert cabinet.screen == "confirm"
    cabinet.act("submit")
    cabinet.deliver()
    signatures = {
        document.id: document.signature for document in cabinet.keeper.province.manifest().documents
    }
    assert signatures == {"app": "paper", "nda": "paper"}


def test_an_answer_changed_after_signing_is_signed_anew(cabinet: Cabinet) -> None:
    import pikepdf

    cabinet.network(up=True)
    to_confirm(cabinet, "TJ-01")
    journey = cabinet.flow.journey_now
    assert (journey.signature, len(journey.composed)) == ("handwritten", 2)
    cabinet.act("review")
    cabinet.act("edit_answers")
    (row,) = [row for row in cabinet.view["rows"] if row["page"].startswith("dispute.")]
    cabinet.act("edit", page=row["page"])
    cabinet.act("answer", path="dispute.type", value="婚姻家庭")
    assert (journey.signature, journey.composed, journey.documents) == ("none", [], [])
    cabinet.act("next")
    through_preview(cabinet)
    assert cabinet.screen == "sign"
    cabinet.act("sign", strokes=SIGNATURE)
    cabinet.act("submit")
    cabinet.deliver()
    manifest = cabinet.keeper.province.manifest()
    assert manifest.answers["dispute"]["type"] == "婚姻家庭"
    assert {document.signature for document in manifest.documents} == {"handwritten"}
    (parts,) = cabinet.keeper.province.parts.values()
    with pikepdf.open(io.BytesIO(parts["app.pdf"])) as pdf:
        assert len(pdf.pages) >= 1


def test_a_paper_dropped_after_signing_is_signed_anew(cabinet: Cabinet) -> None:
    to_interview(cabinet, "TJ-01")
    through_interview(cabinet, "TJ-01")
    scan_page(cabinet)
    through_scans(cabinet)
    through_preview(cabinet)
    cabinet.act("sign", strokes=SIGNATURE)
    journey = cabinet.flow.journey_now
    assert journey.signature == "handwritten"
    cabinet.act("review")
    cabinet.act("back")
    cabinet.act("edit", page="scan")
    cabinet.act("delete", id=cabinet.view["pages"][0]["id"])
    assert (journey.signature, journey.composed) == ("none", [])
