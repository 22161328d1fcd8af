"""A long ticket goes on where it broke off, a short one comes whole again; both say 补打."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.clock import Deadline, SystemClock
from devices.life import Outcome
from devices.receipt_printer.blocks import Block, Cut, Line
from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.journal import FileJournal
from devices.simulators.render_receipt import text, tickets
from devices.simulators.rig import Rig

LONG: list[Block] = [*[Line(f"第{n}行") for n in range(1, 41)], Cut()]


def look(rig: Rig) -> list[str]:
    """What lies there, ticket by ticket."""
    return [text(ticket) for ticket in tickets(base64.b64decode(rig.do("printer.tape", {})["bytes"]))]


def run_out(rig: Rig, printer: ReceiptPrinter, lines: int, blocks: list[Block] = LONG) -> None:
    """Print until the paper ends after so many lines, then put a new roll in."""
    rig.do("printer.out_after", {"lines": lines})
    assert printer.print_blocks("long", blocks).reason == "paper_end"
    rig.do("printer.paper", {"state": "ok"})


def test_a_long_ticket_goes_on_from_the_last_acknowledged_block(
    rig: Rig, printer: ReceiptPrinter, journal: FileJournal
) -> None:
    run_out(rig, printer, 25)
    known = journal.get("long")
    assert known is not None
    # the line that ended the roll was printed, but nobody acknowledged it
    assert known.printed == 24
    assert printer.print_blocks("long", LONG).outcome is Outcome.DONE
    torn, rest = look(rig)
    assert torn.splitlines()[:-1] == [f"第{n}行" for n in range(1, 26)]
    assert rest.splitlines()[:-1] == ["补打 从第25段", *[f"第{n}行" for n in range(25, 41)]]


def test_a_ticket_that_breaks_off_twice_goes_on_from_the_second_place(
    rig: Rig, printer: ReceiptPrinter, clock: SystemClock, tmp_path: Path
) -> None:
    run_out(rig, printer, 11)
    rig.do("printer.out_after", {"lines": 12})
    assert printer.print_blocks("long", LONG).reason == "paper_end"
    rig.do("printer.paper", {"state": "ok"})
    printer.close()
    restarted = ReceiptPrinter(printer.identity, FileJournal(tmp_path / "journal.jsonl"), clock)
    restarted.open()
    assert restarted.print_blocks("long", LONG).outcome is Outcome.DONE
    last = look(rig)[-1].splitlines()
    assert last[0].startswith("补打 从第")
    assert last[1] == f"第{last[0].removeprefix('补打 从第').removesuffix('段')}行"
    assert last[-2:] == ["第40行", "-----8<-----"]
    restarted.close()


def test_what_is_not_the_same_ticket_comes_whole(rig: Rig, printer: ReceiptPrinter) -> None:
    run_out(rig, printer, 25)
    other: list[Block] = [Line("别的"), *LONG[1:]]
    assert printer.print_blocks("long", other).outcome is Outcome.DONE
    assert look(rig)[-1].startswith("补打\n别的\n第2行")


def test_a_short_ticket_comes_whole(rig: Rig, printer: ReceiptPrinter) -> None:
    short: list[Block] = LONG[-20:]
    run_out(rig, printer, 10, short)
    assert printer.print_blocks("long", short).outcome is Outcome.DONE
    assert look(rig)[-1].startswith("补打\n第22行")


def test_a_ticket_that_was_printed_comes_whole_on_request(rig: Rig, printer: ReceiptPrinter) -> None:
    assert printer.print_blocks("long", LONG).outcome is Outcome.DONE
    assert printer.print_blocks("long", LONG, reprint=True).outcome is Outcome.DONE
    assert look(rig)[1].startswith("补打\n第1行")


def test_without_acknowledgements_the_ticket_comes_whole(rig: Rig, printer: ReceiptPrinter) -> None:
    rig.do("printer.acks", {"on": False})
    run_out(rig, printer, 25)
    assert printer.print_blocks("long", LONG).outcome is Outcome.DONE
    assert look(rig)[-1].startswith("补打\n第1行")


def test_power_lost_while_it_prints_is_unknown_and_the_rest_comes_on_request(
    rig: Rig, printer: ReceiptPrinter, clock: SystemClock
) -> None:
    rig.do("printer.pace", {"ms": 20})

    def cut_the_power() -> None:
        deadline = Deadline.after(clock, 10)
        while "第5行" not in "".join(look(rig)) and not deadline.over:
            clock.sleep(0.01)
        rig.do("printer.power", {"on": False})

    thread = threading.Thread(target=cut_the_power)
    thread.start()
    result = printer.print_blocks("long", LONG)
    thread.join()
    assert (result.outcome, result.reason) == (Outcome.UNKNOWN, "no_answer")
    rig.do("printer.power", {"on": True})
    assert printer.print_blocks("long", LONG).reason == "already_sent"
    assert printer.print_blocks("long", LONG, reprint=True).outcome is Outcome.DONE
    assert look(rig)[-1].startswith("补打 从第")


def test_a_jam_stops_it_and_is_named(rig: Rig, printer: ReceiptPrinter) -> None:
    rig.do("printer.jam", {"on": True})
    assert printer.print_blocks("long", LONG).reason == "jam"
    assert printer.probe().reason == "jam"
    rig.do("printer.jam", {"on": False})
    assert printer.print_blocks("long", LONG).outcome is Outcome.DONE


def test_a_half_picture_left_in_the_printer_does_not_swallow_the_next_ticket(
    rig: Rig, printer: ReceiptPrinter, journal: FileJournal
) -> None:
    journal.begin("other", "0" * 64)
    printer._link.send(b"\x1d\x76\x30\x00\x48\x00\xff\x00half")
    result = printer.print_blocks("long", LONG)
    assert (result.outcome, result.acked) == (Outcome.DONE, True)
    assert look(rig)[-1].startswith("第1行")


@pytest.fixture
def kiosk(rig: Rig, clock: SystemClock, journal: FileJournal, tmp_path: Path) -> Iterator[ReceiptPrinter]:
    """A kiosk model with a presenter."""
    rig.do("printer.model", {"name": "kiosk"})
    printer = ReceiptPrinter(f"sim:{tmp_path / 'rig' / 'receipt-printer'}?model=kiosk", journal, clock)
    printer.open()
    yield printer
    printer.close()


def test_a_kiosk_model_presents_its_ticket(rig: Rig, kiosk: ReceiptPrinter) -> None:
    assert kiosk.model == "kiosk"
    assert kiosk.print_blocks("a", LONG).outcome is Outcome.DONE
    assert kiosk.status().outlet
    assert rig.do("printer.take", {})["taken"]
    assert not kiosk.status().outlet
    assert kiosk.clear_outlet() is Outcome.DONE
    assert rig.do("state", {})["receipt_printer"]["retracted"] == 0


@pytest.mark.parametrize(("eject", "retracted"), [(False, 1), (True, 0)])
def test_a_forgotten_ticket_is_taken_away(
    rig: Rig, kiosk: ReceiptPrinter, eject: bool, retracted: int
) -> None:
    kiosk.print_blocks("a", LONG)
    assert kiosk.clear_outlet(eject) is Outcome.DONE
    state = rig.do("state", {})["receipt_printer"]
    assert (state["outlet"], state["retracted"]) == (False, retracted)


def test_the_next_ticket_takes_in_a_forgotten_one_first(rig: Rig, kiosk: ReceiptPrinter) -> None:
    kiosk.print_blocks("a", LONG)
    assert kiosk.print_blocks("b", LONG).outcome is Outcome.DONE
    assert rig.do("state", {})["receipt_printer"]["retracted"] == 1


@pytest.mark.parametrize(
    ("verb", "args", "reason"),
    [
        ("printer.paper", {"state": "out"}, "paper_end"),
        ("printer.cover", {"open": True}, "cover_open"),
        ("printer.jam", {"on": True}, "jam"),
    ],
)
def test_a_kiosk_model_says_what_is_wrong(
    rig: Rig, kiosk: ReceiptPrinter, verb: str, args: dict[str, object], reason: str
) -> None:
    rig.do(verb, args)
    assert kiosk.print_blocks("a", LONG).reason == reason
    assert kiosk.probe().reason == reason


def test_paper_that_ends_under_way_is_told_by_a_kiosk_model_unasked(rig: Rig, kiosk: ReceiptPrinter) -> None:
    run_out(rig, kiosk, 25)
    assert kiosk.print_blocks("long", LONG).outcome is Outcome.DONE
    assert "补打 从第25段" in look(rig)[-1]


def test_an_outlet_that_does_not_answer_is_unknown(rig: Rig, kiosk: ReceiptPrinter) -> None:
    kiosk.print_blocks("a", LONG)
    rig.do("printer.mute", {"on": True})
    assert kiosk.clear_outlet() is Outcome.UNKNOWN
    rig.do("device.unplug", {"kind": "receipt_printer"})
    assert kiosk.clear_outlet() is Outcome.UNKNOWN
