"""The screens from scanning to taking one's things: what a finger does there, and what each trouble says."""

from __future__ import annotations

from typing import get_args

import pytest

from devices.page_printer.reasons import Part
from kiosk.ui.qr_images import QUIET_ZONE, QrImages, qr_image
from kiosk.visit.screens.printing import WORDED
from tests.kiosk.ui.scene import Scene

ZED = [(0.2, 0.2), (0.5, 0.2), (0.8, 0.2), (0.5, 0.5), (0.2, 0.8), (0.8, 0.8)]


def words(scene: Scene) -> str:
    """All words on the screen."""
    return "\n".join(
        str(item.property("text"))
        for item in scene.items()
        if item.inherits("QQuickText") and item.property("text")
    )


@pytest.mark.parametrize(
    ("fixture", "touched", "act", "arguments"),
    [
        ("scan_live", "action-capture", "capture", {}),
        ("scan_none", "action-skip", "skip", {}),
        ("scan_none", "action-capture", "capture", {}),
        ("scan_captured", "action-keep", "keep", {}),
        ("scan_captured", "action-retake", "retake", {}),
        ("scan_blurred", "action-done", "done", {}),
        ("scan_down", "action-help", "help", {}),
        ("scan_down", "action-skip", "skip", {}),
        ("summary", "action-compose", "compose", {}),
        ("summary", "row-materials", "edit", {"page": "materials"}),
        ("idle", "action-advice", "advice", {}),
        ("advice", "example-1", "ask", {"text": "借出去的钱不还怎么办"}),
        ("advice", "row-places", "places", {}),
        ("advice", "row-laws", "laws", {}),
        ("advice_told", "matter-SS-LA-01", "matter", {"code": "SS-LA-01"}),
        ("advice_told", "source-1", "open", {"id": 12}),
        ("advice_told", "action-lawyer", "lawyer", {}),
        ("lookup", "action-mine", "mine", {}),
        ("affairs", "affair-330199-2026-0012", "open", {"id": "330199-2026-0012"}),
        ("affairs", "row-inbox", "inbox", {}),
        ("affairs_offline", "action-code", "code", {}),
        ("affairs_offline", "action-retry", "retry", {}),
        ("progress", "panel-urge", "panel", {"id": "urge"}),
        ("progress", "action-print", "print", {}),
        ("progress_urge", "action-send", "say", {"words": ""}),
        ("progress_rate", "score-5", "rate", {"score": 5}),
        ("progress_revisit", "action-unsettled", "revisit", {"settled": False}),
        ("progress_rejected", "action-remedy", "matter", {"code": "SU-01"}),
        ("inbox", "paper-d2", "open", {"id": "d2"}),
        ("inbox", "action-matter", "matter", {"code": "SS-HJ"}),
        ("inbox_judgment", "action-matter", "matter", {"code": "SU-01"}),
        ("inbox_refused", "action-address", "address", {}),
        ("served", "action-receipt", "receipt", {}),
        ("served", "action-print", "print", {}),
        ("served_receipted", "action-next-page", "page", {"by": 1}),
        ("exchange", "tab-settle", "tab", {"id": "settle"}),
        ("exchange", "item-2", "open", {"number": 2}),
        ("exchange_deposit", "action-compare", "compare", {}),
        ("exchange_prove", "action-prove", "prove", {}),
        ("exchange_settle", "accept-m0000002", "reply", {"id": "m0000002", "answer": "accept"}),
        ("exchange_settled", "action-confirm", "matter", {}),
        ("booking", "slot-s1", "book", {"slot": "s1"}),
        ("booking_mine", "mine-b1", "give_up", {"id": "b1"}),
        ("places_one", "action-book", "book", {}),
        ("places", "kind-court", "kind", {"id": "court"}),
        ("places", "place-jianglin-legal-aid", "open", {"id": "jianglin-legal-aid"}),
        ("places", "action-next", "page", {"by": 1}),
        ("places_one", "matter-SS-LA-01", "matter", {"code": "SS-LA-01"}),
        ("intro", "action-basis", "laws", {}),
        ("laws", "law-1", "law", {"id": 1}),
        ("laws_hits", "hit-3", "open", {"id": 3}),
        ("laws_hits", "action-next", "page", {"by": 1}),
        ("laws_article", "action-previous", "turn", {"by": -1}),
        ("laws_matter", "basis-2", "open", {"id": 2}),
        ("draft", "action-finish", "finish", {}),
        ("draft_unknown", "action-retry", "retry", {}),
        ("resume_not_found", "action-again", "again", {}),
        ("over_end_confirm_keep", "action-keep", "keep", {}),
        ("gate", "action-other", "other", {}),
        ("gate", "action-change", "change", {}),
        ("gate_warning", "action-go_on", "go_on", {}),
        ("receipt_chains", "chain-SS-BQ", "chain", {"code": "SS-BQ"}),
        ("interview_rows", "action-undo", "undo", {}),
        ("summary_incomplete", "incomplete-delivery", "edit", {"page": "delivery"}),
        ("preview", "action-next-page", "page", {"by": 1}),
        ("preview", "action-edit_answers", "edit_answers", {}),
        ("preview_last", "action-to-sign", "to_sign", {}),
        ("preview_last", "action-page-up", "open", {"id": "complaint"}),
        ("preview_failed", "action-retry", "retry", {}),
        ("sign", "action-paper", "paper", {}),
        ("sign", "action-review", "review", {}),
        ("confirm", "action-submit", "submit", {}),
        ("confirm", "action-review", "review", {}),
        ("sending", "action-leave", "leave", {}),
        ("sending_save_failed", "action-retry", "retry", {}),
        ("receipt", "action-print_again", "print_again", {}),
        ("receipt", "action-print_copies", "print_copies", {}),
        ("receipt", "action-finish", "finish", {}),
        ("receipt_trouble", "action-trouble", "trouble", {}),
        ("saved", "action-print", "print", {}),
        ("saved", "action-retry", "retry", {}),
        ("saved", "action-finish", "finish", {}),
        ("printer_trouble", "action-reprint", "reprint", {}),
        ("printer_trouble", "action-later", "later", {}),
        ("printer_trouble", "action-call", "call", {}),
        ("take", "action-taken", "taken", {}),
        ("take", "action-call", "call", {}),
    ],
)
def test_a_touch_is_the_action_of_the_screen(
    scene: Scene, fixture: str, touched: str, act: str, arguments: dict[str, object]
) -> None:
    scene.show(fixture)
    scene.bring(touched)
    scene.tap(touched)
    assert (act, arguments) in scene.flow.acts


@pytest.mark.parametrize(
    ("fixture", "touched"),
    [
        ("summary_incomplete", "action-compose"),
        ("sign", "action-sign"),
        ("sending_saving", "action-leave"),
        ("receipt_printing", "action-print_again"),
        ("saved_printed", "action-retry"),
    ],
)
def test_what_is_not_possible_says_why_and_does_nothing(scene: Scene, fixture: str, touched: str) -> None:
    scene.show(fixture)
    button = scene.find(touched)
    assert not button.property("possible")
    assert button.property("shownText") == button.property("reason") != ""
    scene.tap(touched)
    assert scene.flow.acts == []


def test_a_signature_is_strokes_within_the_pad(scene: Scene) -> None:
    scene.show("sign")
    scene.stroke("signature-pad", ZED)
    scene.stroke("signature-pad", [(0.1, 0.1), (0.1, 0.3), (0.1, 0.5)])
    scene.tap("action-sign")
    (given,) = scene.acts("sign")
    strokes = [list(stroke) for stroke in given["strokes"]]
    assert len(strokes) == 2
    assert strokes[0][:2] == pytest.approx([0.2, 0.2], abs=0.01)
    assert strokes[0][-2:] == pytest.approx([0.8, 0.8], abs=0.01)
    assert all(0 <= number <= 1 for stroke in strokes for number in stroke)


def test_no_point_of_a_quick_stroke_is_lost(scene: Scene) -> None:
    scene.show("sign")
    scene.stroke("signature-pad", [(0.1 + number / 100, 0.3 + number % 5 / 20) for number in range(60)])
    scene.tap("action-sign")
    (stroke,) = scene.acts("sign")[0]["strokes"]
    assert len(stroke) == 2 * 60


def test_a_signature_is_drawn_and_can_be_wiped(scene: Scene) -> None:
    scene.show("sign")
    blank = ink(scene)
    scene.stroke("signature-pad", ZED)
    scene.wait(80)
    drawn = ink(scene)
    assert drawn > blank + 500
    scene.tap("action-wipe")
    scene.wait(80)
    assert ink(scene) < blank + 100
    assert not scene.find("action-sign").property("possible")


def test_a_signature_is_still_there_in_other_colours(scene: Scene) -> None:
    scene.show("sign")
    scene.stroke("signature-pad", ZED)
    scene.mode(contrast="night")
    scene.wait(80)
    pad = scene.find("pad")
    drawn = scene.window.grabWindow().pixelColor(
        int(scene.left(pad) + pad.width() * 0.3), int(scene.top(pad) + pad.height() * 0.2)
    )
    assert drawn.lightness() > 200


def ink(scene: Scene) -> int:
    """Dark points inside the pad."""
    pad = scene.find("pad")
    image = scene.window.grabWindow()
    left, top = int(scene.left(pad)) + 20, int(scene.top(pad)) + 20
    right, bottom = int(left + pad.width()) - 40, int(scene.bottom(pad)) - 20
    return sum(
        image.pixelColor(x, y).lightness() < 90 for x in range(left, right, 2) for y in range(top, bottom, 2)
    )


def test_a_stroke_does_not_scroll_a_long_page(scene: Scene) -> None:
    scene.mode(size="large")
    scene.show("sign")
    before = scene.top(scene.find("pad"))
    scene.stroke("signature-pad", [(0.5, 0.8), (0.5, 0.6), (0.5, 0.4), (0.5, 0.2), (0.5, 0.1)])
    assert scene.top(scene.find("pad")) == before
    assert len(scene.find("pad").property("strokes").toVariant()) == 1


def test_the_page_can_be_enlarged_moved_and_read_as_text(scene: Scene) -> None:
    scene.show("preview")
    scene.tap("action-zoom")
    scene.tap("pan-down")
    scene.tap("pan-chevron")
    scene.tap("action-zoom")
    scene.tap("action-as-text")
    assert "原告张秀英" in str(scene.find("text-twin").property("text"))


def test_the_last_page_of_a_document_leads_to_the_next_document(scene: Scene) -> None:
    scene.show("preview", page=2)
    scene.tap("action-next-page")
    assert scene.acts("open") == [{"id": "addr"}]


def test_a_kept_page_is_picked_and_deleted(scene: Scene) -> None:
    scene.show("scan_captured")
    scene.tap("page-2")
    scene.bring("action-delete")
    scene.tap("action-delete")
    assert scene.acts("delete") == [{"id": "2"}]


@pytest.mark.parametrize(
    ("fixture", "said"),
    [
        ("scan_none", "还没看到纸，请放平"),
        ("scan_blurred", "有反光，转一个方向"),
        ("scan_down", "高拍仪没有画面"),
        ("preview_composing", "正在写您的文书"),
        ("preview_failed", "您填的都在，没有丢"),
        ("sign_empty", "框里还没有字"),
        ("sending_unknown", "问清楚以前不会再送一遍"),
        ("sending_save_failed", "什么也没有送出去"),
        ("receipt_printing", "正在打印回执"),
        ("receipt_trouble", "材料已经送到，不受影响"),
        ("saved", "不用重新填，也不用再交一次"),
        ("saved_printed", "已保存，正在再送"),
        ("saved_refused", "被告的住址不完整"),
        ("printer_trouble", "打印机没纸了"),
        ("printer_trouble_cover", "把盖子按下去"),
        ("printer_trouble_page", "墨粉由工作人员来换"),
        ("printer_trouble_unknown", "请先看看出纸口"),
        ("take", "还有 1 样没取"),
        ("take_asked", "请看看这几个地方"),
    ],
)
def test_each_state_says_what_is_the_matter(scene: Scene, fixture: str, said: str) -> None:
    scene.show(fixture)
    assert said in words(scene)


def test_every_printer_trouble_has_a_name_and_a_remedy_of_its_own(scene: Scene) -> None:
    scene.show("printer_trouble", reason="unknown")
    no_words = str(scene.find("screen-title").property("text"))
    remedy = next(line for line in words(scene).splitlines() if "请先看看出纸口" in line)
    for reason in set(WORDED) - {"unknown"}:
        scene.update(reason=reason)
        assert scene.find("screen-title").property("text") not in ("", no_words), reason
        assert remedy not in words(scene), reason


@pytest.mark.parametrize("part", ["", *get_args(Part)])
def test_the_picture_points_at_the_part_of_the_page_printer(scene: Scene, part: str) -> None:
    scene.show("printer_trouble_page", part=part)
    drawing = scene.find("place")
    name = "printer" if part == "tray" else f"printer-part-{part or 'plain'}"
    assert f"/{name}/" in drawing.property("source").toString()
    tries = iter(range(400))
    while not drawing.implicitWidth() and next(tries, None) is not None:
        scene.wait()
    assert drawing.implicitWidth() > 0


def test_the_code_is_shown_large_when_the_printer_cannot_give_it(scene: Scene) -> None:
    scene.show("printer_trouble")
    assert scene.seek("receipt-code") is None
    scene.tap("action-read_code")
    assert scene.find("receipt-code").property("text") == "K7  4P  29"


def test_a_command_says_that_it_is_at_work_until_the_flow_answers(scene: Scene) -> None:
    scene.show("confirm")
    silent = scene.flow.changed
    scene.flow.changed = lambda: None  # type: ignore[method-assign]
    scene.tap("action-submit")
    scene.tap("action-submit")
    assert scene.find("action-submit").property("shownText") == "正在提交…"
    assert scene.acts("submit") == [{}]
    scene.flow.changed = silent  # type: ignore[method-assign]
    scene.update(identity="张秀英")
    assert scene.find("action-submit").property("shownText") == "提交"


def test_a_qr_code_keeps_its_quiet_zone_and_whole_modules() -> None:
    image = qr_image("https://lawbooth.example/r/K74P29")
    edge = [image.pixelColor(x, QUIET_ZONE - 1).lightness() for x in range(image.width())]
    assert set(edge) == {255}
    assert image.pixelColor(QUIET_ZONE, QUIET_ZONE).lightness() == 0
    size = image.size() * 3
    scaled = QrImages().requestImage("K74P29", image.size(), size)
    assert scaled.width() % qr_image("K74P29").width() == 0


def test_a_line_of_the_summary_unfolds_to_its_answers(scene: Scene) -> None:
    scene.show("summary")
    scene.bring("row-claims")
    scene.tap("row-claims")
    scene.bring("answer-claims.principal")
    scene.tap("answer-claims.principal")
    assert scene.flow.acts == [("edit_answer", {"path": "claims.principal"})]
