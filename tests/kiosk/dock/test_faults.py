"""Every fault by name, on a real rig: it strikes, it can be told, it is undone; and the drivers report what the
catalogue says that the resident sees."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import pytest

from devices.clock import SystemClock
from devices.id_card.reader import IdCardReader
from devices.life import DeviceError, Outcome
from devices.page_printer.driver import IppPrinter
from devices.receipt_printer.blocks import Line as TextLine
from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.journal import FileJournal
from devices.simulators.control import RigClient, RigError
from kiosk.demo_clock import LOOK_EVERY_S, clock_for
from kiosk.dock import page
from kiosk.dock.bench import Bench, Impossible, stands
from kiosk.dock.catalogue import UnknownFault, by_name, fault, groups, holders
from kiosk.visit.hardware import CARD_CODES

ROOT = Path(__file__).parent.parent.parent.parent
POSSIBLE = list(by_name())
CARD_FAULTS = [one.name for one in by_name().values() if one.group == "id_reader" and one.what != "unplug"]
CLOCK_FAULTS = [one.name for one in by_name().values() if one.group == "clock"]
PAGE_FAULTS = [one.name for one in by_name().values() if one.group == "page_printer"]
PRINTER_FAULTS = [one.name for one in by_name().values() if one.group == "receipt_printer"]


@pytest.mark.parametrize("name", POSSIBLE)
def test_a_fault_strikes_and_is_undone(bench: Bench, name: str) -> None:
    one = fault(name)
    bench.inject(one)
    if one.shows is not None:
        assert stands(one, bench.state())
    if one.undo:
        bench.undo(one)
        assert not stands(one, bench.state())


def test_every_fault_that_is_no_hand_can_be_told_and_undone() -> None:
    for one in by_name().values():
        assert one.hand or (one.shows and one.undo), one.name


@pytest.mark.parametrize("holder", [one.id for one in holders()])
def test_another_face_comes_without_its_card(bench: Bench, holder: str) -> None:
    from devices.simulators.personas import load_personas

    bench.inject(fault("card.remove"))
    bench.inject(fault(f"card.face_{holder}"))
    state = bench.state()
    assert state["cameras"]["face"] == load_personas()[holder].face
    assert state["id_reader"]["card"] is None


@pytest.mark.parametrize("name", CARD_FAULTS)
def test_the_reader_reports_what_the_card_screen_says(bench: Bench, rig: dict[str, str], name: str) -> None:
    one = fault(name)
    bench.inject(fault("card.yang"))
    bench.inject(one)
    reader = IdCardReader(rig["id_reader"], SystemClock())
    reader.open()
    try:
        reader.find()
        assert reader.read().card.name
        reported = "reading" if one.seen.screen == "card" else ""
    except DeviceError as error:
        reported = CARD_CODES.get(error.code, "device")
    finally:
        reader.close()
    assert reported == one.seen.code


@pytest.mark.parametrize("name", PRINTER_FAULTS)
def test_the_printer_reports_what_the_screen_says(
    bench: Bench, rig: dict[str, str], tmp_path: Path, name: str
) -> None:
    one = fault(name)
    printer = ReceiptPrinter(rig["receipt_printer"], FileJournal(tmp_path / "journal"), SystemClock())
    printer.open()
    assert printer.print_blocks(str(uuid.uuid4()), [TextLine("早先的一张")]).acked
    bench.inject(one)
    try:
        result = printer.print_blocks(str(uuid.uuid4()), [TextLine(f"第 {at} 行") for at in range(12)])
    finally:
        printer.close()
    if one.seen.screen == "printer_trouble":
        assert result.outcome is not Outcome.DONE
        assert result.reason == one.seen.code
    else:
        assert result.outcome is Outcome.DONE


@pytest.mark.parametrize("name", PAGE_FAULTS)
def test_the_page_printer_reports_what_the_screen_says_and_prints_once_when_mended(
    bench: Bench, rig: dict[str, str], tmp_path: Path, name: str
) -> None:
    one, job = fault(name), str(uuid.uuid4())
    printer = IppPrinter(rig["page_printer"], SystemClock(), patience_s=3.0, jobs=tmp_path / "jobs")
    printer.open()
    before = bench.state()["page_printer"]
    bench.inject(one)
    result = printer.print_pdf(job, b"%PDF-1.4\n%%EOF\n", "t")
    if one.seen.screen == "printer_trouble":
        assert result.outcome is not Outcome.DONE
        assert result.reason == one.seen.code
    else:
        assert result.outcome is Outcome.DONE
    bench.undo(one)
    assert printer.cancel_leftovers() is Outcome.DONE
    assert bench.state()["page_printer"]["waiting"] == 0
    assert printer.print_pdf(job, b"%PDF-1.4\n%%EOF\n", "t").outcome is Outcome.DONE
    assert bench.state()["page_printer"]["printed"] == before["printed"] + 1


def test_power_lost_in_the_middle_leaves_half_a_ticket(
    bench: Bench, rig: dict[str, str], tmp_path: Path
) -> None:
    bench.inject(fault("receipt_printer.power_mid_print"))
    before = bench.state()["receipt_printer"]["printed"]
    printer = ReceiptPrinter(rig["receipt_printer"], FileJournal(tmp_path / "journal"), SystemClock())
    printer.open()
    result = printer.print_blocks(str(uuid.uuid4()), [TextLine(f"第 {at} 行") for at in range(12)])
    printer.close()
    state = bench.state()["receipt_printer"]
    assert result.outcome is Outcome.UNKNOWN
    assert not state["powered"]
    assert state["printed"] > before
    assert state["waiting"] == 0


def test_clearing_mends_what_stands_and_leaves_the_card(bench: Bench) -> None:
    bench.inject(fault("card.wang"))
    for name in ("receipt_printer.paper_out", "face_camera.black", "ups.mains_fail", "network.down"):
        bench.inject(fault(name))
    assert set(bench.clear()) == {
        "receipt_printer.paper_out", "face_camera.black", "ups.mains_fail", "network.down"
    }  # fmt: skip
    state = bench.state()
    assert state["id_reader"]["card"] == "wang"
    assert not any(stands(one, state) for one in by_name().values() if not one.hand)


@pytest.mark.parametrize("name", CLOCK_FAULTS)
def test_the_clock_of_a_demonstration_is_wrong_and_right_again(
    bench: Bench, rig: dict[str, str], name: str
) -> None:
    one, machine = fault(name), SystemClock()
    seconds = one.steps[0].args["seconds"]
    clock = clock_for(rig["clock"], simulated=True)
    bench.inject(one)
    assert abs((clock.now() - machine.now()).total_seconds() - seconds) < 20
    bench.undo(one)
    machine.sleep(LOOK_EVERY_S)
    assert abs((clock.now() - machine.now()).total_seconds()) < 20


def test_a_terminal_with_real_hardware_takes_no_time_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("86400")
    for clock in (clock_for(str(file), simulated=False), clock_for("", simulated=True)):
        assert type(clock) is SystemClock
    file.write_text("not a number")
    wrong = clock_for(str(file), simulated=True)
    assert abs((wrong.now() - SystemClock().now()).total_seconds()) < 20


def test_without_a_line_the_network_cannot_be_cut(rig: dict[str, str], tmp_path: Path) -> None:
    for bench in (
        Bench(RigClient(rig["control"])),
        Bench(RigClient(rig["control"]), RigClient(tmp_path / "nobody.sock")),
    ):
        with pytest.raises(Impossible, match=r"main\.py demo"):
            bench.inject(fault("network.down"))


def test_a_rig_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(RigError):
        Bench(RigClient(tmp_path / "nobody.sock")).inject(fault("id_reader.torn"))


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(UnknownFault, match=r"id_reader\.tornado"):
        fault("id_reader.tornado")


def test_names_and_words_are_whole() -> None:
    for group in groups():
        assert len({one.label.zh for one in group.faults}) == len(group.faults)
        for one in group.faults:
            assert one.group == group.id
            assert re.fullmatch(r"[a-z_]+\.[a-z_]+", one.name)
            for words in (one.label, one.seen.words):
                assert words.zh
                assert words.en.isascii()


def test_screens_and_codes_are_those_of_the_contract() -> None:
    rows = (ROOT / "docs" / "screens.md").read_text(encoding="utf-8").splitlines()
    screens = {row.split("`")[1]: row for row in rows if row.startswith("| `")}
    for one in by_name().values():
        if one.seen.screen:
            assert one.seen.screen in screens, one.name
            assert not one.seen.code or one.seen.code in re.findall(r"\w+", screens[one.seen.screen]), (
                one.name
            )


def test_the_page_is_current() -> None:
    assert page.main(["--check"]) == 0


def test_a_page_that_is_not_current_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(page, "PAGE", tmp_path / "faults.md")
    assert page.main(["--check"]) == 1
    assert "out of date" in capsys.readouterr().err
    assert page.main([]) == 0
    assert page.main(["--check"]) == 0
