"""Printing over a pseudo-terminal: the result says what is on paper, and nothing is printed twice unasked."""

from __future__ import annotations

import base64
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from devices.clock import Deadline, SystemClock
from devices.life import Device, DeviceError, Outcome, PrintResult, State, Unplugged
from devices.receipt_printer.blocks import Block, Cut, Feed, Line, Pair, Qr, Rule
from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.journal import FileJournal
from devices.receipt_printer.status import Paper
from devices.simulators.render_receipt import codes, text, tickets
from devices.simulators.rig import Rig

ROOT = Path(__file__).parents[2]
Verb = tuple[str, dict[str, Any]]

TICKET: list[Block] = [
    Line("回执", size=2, bold=True, align="centre"),
    Rule(),
    *[Pair("编号", f"PLS-{n}") for n in range(8)],
    Line("㐀𠮷"),
    Qr("LB:AB12CD"),
    Feed(2),
    Cut(),
]


def tape(rig: Rig) -> bytes:
    return base64.b64decode(rig.do("printer.tape", {})["bytes"])


def whole_tickets(rig: Rig) -> int:
    return sum(codes(ticket) == ["LB:AB12CD"] for ticket in tickets(tape(rig)))


def once_it_prints(rig: Rig, verb: str, args: dict[str, Any], sign: bytes = b"PLS-1") -> threading.Thread:
    """Do something to the printer as soon as that part of a ticket has come out of it, slowly."""
    rig.do("printer.pace", {"ms": 80})
    clock = SystemClock()
    deadline = Deadline.after(clock, 20)

    def watch() -> None:
        while sign not in tape(rig) and not deadline.over:
            clock.sleep(0.01)
        rig.do(verb, args)

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def test_ticket_is_printed_and_acknowledged(rig: Rig, printer: ReceiptPrinter) -> None:
    result = printer.print_blocks("slip-1", TICKET)
    assert (result.outcome, result.acked, result.reason) == (Outcome.DONE, True, "")
    printed = text(tape(rig))
    assert printed.startswith("回执\n" + "-" * 48)
    assert "补打" not in printed
    assert codes(tape(rig)) == ["LB:AB12CD"]


def test_printer_is_a_device(rig: Rig, printer: ReceiptPrinter) -> None:
    device: Device = printer
    assert device.probe().state is State.READY
    assert device.simulated
    rig.do("printer.paper", {"state": "low"})
    health = device.probe()
    assert (health.state, health.warning) == (State.READY, "paper_low")
    assert printer.status().paper is Paper.LOW


def test_the_same_job_is_not_printed_twice(rig: Rig, printer: ReceiptPrinter) -> None:
    first = printer.print_blocks("slip-1", TICKET)
    assert printer.print_blocks("slip-1", TICKET) == first
    assert whole_tickets(rig) == 1


def test_a_second_ticket_on_request_says_so(rig: Rig, printer: ReceiptPrinter) -> None:
    printer.print_blocks("slip-1", TICKET)
    assert printer.print_blocks("slip-1", TICKET, reprint=True).outcome is Outcome.DONE
    first, second = tickets(tape(rig))
    assert "补打" not in text(first)
    assert text(second).startswith("补打\n回执")


@pytest.mark.parametrize(
    ("trouble", "undo", "reason"),
    [
        (("printer.paper", {"state": "out"}), ("printer.paper", {"state": "ok"}), "paper_end"),
        (("printer.cover", {"open": True}), ("printer.cover", {"open": False}), "cover_open"),
    ],
)
def test_trouble_before_printing_sends_nothing(
    rig: Rig, printer: ReceiptPrinter, trouble: Verb, undo: Verb, reason: str
) -> None:
    rig.do(*trouble)
    result = printer.print_blocks("slip-1", TICKET)
    assert (result.outcome, result.reason) == (Outcome.NOT_DONE, reason)
    assert printer.probe().state is State.FAULTED
    rig.do(*undo)
    assert tape(rig) == b""
    assert printer.print_blocks("slip-1", TICKET).outcome is Outcome.DONE
    assert "补打" not in text(tape(rig))


@pytest.mark.parametrize("acknowledges", [True, False])
def test_paper_that_ends_during_printing(rig: Rig, printer: ReceiptPrinter, acknowledges: bool) -> None:
    rig.do("printer.acks", {"on": acknowledges})
    rig.do("printer.out_after", {"lines": 5})
    result = printer.print_blocks("slip-1", TICKET)
    assert (result.outcome, result.reason) == (Outcome.NOT_DONE, "paper_end")
    rig.do("printer.paper", {"state": "ok"})
    assert rig.do("printer.tape", {})["waiting"] == 0
    assert whole_tickets(rig) == 0
    assert printer.print_blocks("slip-1", TICKET).outcome is Outcome.DONE
    assert whole_tickets(rig) == 1
    assert text(tickets(tape(rig))[-1]).startswith("补打")


def test_paper_that_ends_with_the_last_line_does_not_undo_the_ticket(
    rig: Rig, printer: ReceiptPrinter
) -> None:
    assert printer.print_blocks("first", TICKET).outcome is Outcome.DONE
    rig.do("printer.paper", {"state": "out"})
    result = printer.print_blocks("first", TICKET)
    assert (result.outcome, result.acked) == (Outcome.DONE, True)
    assert printer.print_blocks("second", TICKET).reason == "paper_end"


def test_printer_without_acknowledgements_is_believed_by_its_status(
    rig: Rig, printer: ReceiptPrinter
) -> None:
    rig.do("printer.acks", {"on": False})
    result = printer.print_blocks("slip-1", TICKET)
    assert (result.outcome, result.acked) == (Outcome.DONE, False)
    assert printer.acknowledges is False
    assert printer.describe() == {"model": "escpos", "confirms": "no"}
    assert whole_tickets(rig) == 1


def stops_confirming(rig: Rig, printer: ReceiptPrinter, monkeypatch: pytest.MonkeyPatch) -> None:
    """One ticket is confirmed, the next will not be, and is not waited for long."""
    assert printer.print_blocks("earlier", TICKET).acked
    monkeypatch.setattr("devices.receipt_printer.driver.BASE_S", 0.2)
    monkeypatch.setattr("devices.receipt_printer.driver.PER_PIECE_S", 0.0)
    rig.do("printer.acks", {"on": False})


def test_missing_acknowledgement_is_unknown_and_not_repeated_unasked(
    rig: Rig, printer: ReceiptPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    stops_confirming(rig, printer, monkeypatch)
    assert printer.print_blocks("slip-1", TICKET).outcome is Outcome.UNKNOWN
    result = printer.print_blocks("slip-1", TICKET)
    assert (result.outcome, result.reason) == (Outcome.UNKNOWN, "already_sent")
    assert whole_tickets(rig) == 2
    rig.do("printer.acks", {"on": True})
    assert printer.print_blocks("slip-1", TICKET, reprint=True).outcome is Outcome.DONE


def test_a_printer_that_stopped_confirming_is_not_waited_for_again(
    rig: Rig, printer: ReceiptPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    stops_confirming(rig, printer, monkeypatch)
    assert printer.print_blocks("slip-1", TICKET) == PrintResult(Outcome.UNKNOWN, "no_answer")
    monkeypatch.undo()
    assert printer.print_blocks("slip-1", TICKET, reprint=True) == PrintResult(Outcome.DONE)
    assert printer.describe()["confirms"] == "no"
    assert text(tickets(tape(rig))[-1]).startswith("补打")


def test_silent_printer(rig: Rig, printer: ReceiptPrinter) -> None:
    rig.do("printer.mute", {"on": True})
    assert printer.probe().reason == "no_answer"
    result = printer.print_blocks("slip-1", TICKET)
    assert (result.outcome, result.reason) == (Outcome.NOT_DONE, "no_answer")
    printer.close()
    with pytest.raises(DeviceError) as caught:
        printer.open()
    assert caught.value.code == "no_answer"


def test_unplugged_before_printing(rig: Rig, printer: ReceiptPrinter) -> None:
    rig.do("device.unplug", {"kind": "receipt_printer"})
    result = printer.print_blocks("slip-1", TICKET)
    assert (result.outcome, result.reason) == (Outcome.NOT_DONE, "unplugged")
    assert printer.probe().state is State.GONE
    printer.close()
    with pytest.raises(Unplugged):
        printer.open()
    rig.do("device.replug", {"kind": "receipt_printer"})
    printer.open()
    assert printer.print_blocks("slip-1", TICKET).outcome is Outcome.DONE


def test_unplugged_while_waiting_for_the_answer_is_unknown(
    rig: Rig, printer: ReceiptPrinter, journal: FileJournal
) -> None:
    printer.print_blocks("earlier", [Line("x"), Cut()])
    rig.do("printer.acks", {"on": False})
    timer = once_it_prints(rig, "device.unplug", {"kind": "receipt_printer"}, sign=b"LB:AB12CD")
    result = printer.print_blocks("slip-1", TICKET)
    timer.join()
    assert (result.outcome, result.reason) == (Outcome.UNKNOWN, "unplugged")
    known = journal.get("slip-1")
    assert known is not None
    assert known.result == result


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [(("printer.paper", {"state": "out"}), "paper_end"), (("printer.cover", {"open": True}), "cover_open")],
)
def test_trouble_that_somebody_makes_while_it_prints(
    rig: Rig, printer: ReceiptPrinter, trouble: Verb, reason: str
) -> None:
    timer = once_it_prints(rig, *trouble)
    result = printer.print_blocks("slip-1", TICKET)
    timer.join()
    assert (result.outcome, result.reason) == (Outcome.NOT_DONE, reason)
    rig.do("printer.paper", {"state": "ok"})
    rig.do("printer.cover", {"open": False})
    assert (whole_tickets(rig), rig.do("state", {})["receipt_printer"]["waiting"]) == (0, 0)


def test_a_slow_printer_is_waited_for(rig: Rig, printer: ReceiptPrinter) -> None:
    rig.do("printer.pace", {"ms": 40})
    assert printer.print_blocks("slip-1", TICKET).acked
    assert whole_tickets(rig) == 1


def test_unplugged_while_it_prints_is_unknown_and_the_next_ticket_says_so(
    rig: Rig, printer: ReceiptPrinter
) -> None:
    timer = once_it_prints(rig, "device.unplug", {"kind": "receipt_printer"})
    assert printer.print_blocks("slip-1", TICKET).outcome is Outcome.UNKNOWN
    timer.join()
    rig.do("device.replug", {"kind": "receipt_printer"})
    printer.close()
    printer.open()
    assert printer.print_blocks("slip-1", TICKET).reason == "already_sent"
    assert printer.print_blocks("slip-1", TICKET, reprint=True).outcome is Outcome.DONE
    assert text(tickets(tape(rig))[-1]).startswith("补打")


def test_held_off_by_the_printer(rig: Rig, printer: ReceiptPrinter) -> None:
    printer.print_blocks("earlier", TICKET)
    rig.do("printer.flow", {"on": False})
    timer = threading.Timer(0.3, rig.do, ("printer.flow", {"on": True}))
    timer.start()
    assert printer.print_blocks("slip-1", TICKET).outcome is Outcome.DONE
    timer.join()


def test_held_off_for_good_is_surely_not_printed(rig: Rig, printer: ReceiptPrinter) -> None:
    assert printer.print_blocks("earlier", TICKET).acked
    rig.do("printer.flow", {"on": False})
    result = printer.print_blocks("slip-1", TICKET)
    assert (result.outcome, result.reason) == (Outcome.NOT_DONE, "write_stalled")
    rig.do("printer.flow", {"on": True})
    assert printer.print_blocks("slip-1", TICKET).outcome is Outcome.DONE
    assert whole_tickets(rig) == 2


def test_a_job_under_way_when_the_terminal_died_is_unknown(
    rig: Rig, printer: ReceiptPrinter, journal: FileJournal, tmp_path: Path, clock: SystemClock
) -> None:
    journal.begin("slip-1", "0" * 64)
    printer.close()
    restarted = ReceiptPrinter(printer.identity, FileJournal(tmp_path / "journal.jsonl"), clock)
    restarted.open()
    assert restarted.print_blocks("slip-1", TICKET).reason == "already_sent"
    assert restarted.print_blocks("slip-1", TICKET, reprint=True).outcome is Outcome.DONE
    assert text(tickets(tape(rig))[-1]).startswith("补打")
    restarted.close()


PRINT_AND_DIE = """
import sys
from pathlib import Path
from devices.clock import SystemClock
from devices.receipt_printer.blocks import Line
from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.journal import FileJournal
printer = ReceiptPrinter(sys.argv[1], FileJournal(Path(sys.argv[2])), SystemClock())
printer.open()
printer.print_blocks("slip-1", [Line(str(n)) for n in range(400)])
"""


def test_a_terminal_killed_while_it_prints_asks_before_it_repeats(
    rig: Rig, clock: SystemClock, tmp_path: Path
) -> None:
    rig.do("printer.pace", {"ms": 20})
    address, file = f"sim:{tmp_path / 'rig' / 'receipt-printer'}", tmp_path / "journal.jsonl"
    process = subprocess.Popen([sys.executable, "-c", PRINT_AND_DIE, address, str(file)], cwd=ROOT)
    deadline = Deadline.after(clock, 20)
    while not (file.exists() and file.stat().st_size) and not deadline.over:
        clock.sleep(0.01)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    rig.do("printer.pace", {"ms": 0})
    printer = ReceiptPrinter(address, FileJournal(file), clock)
    printer.open()
    result = printer.print_blocks("slip-1", TICKET)
    assert (result.outcome, result.reason) == (Outcome.UNKNOWN, "already_sent")
    assert printer.print_blocks("slip-1", TICKET, reprint=True).outcome is Outcome.DONE
    assert text(tickets(tape(rig))[-1]).startswith("补打")
    printer.close()


def test_without_a_journal_nothing_is_printed(rig: Rig, clock: SystemClock, tmp_path: Path) -> None:
    journal = FileJournal(tmp_path / "folder" / "journal")
    (tmp_path / "folder" / "journal").unlink()
    (tmp_path / "folder").rmdir()
    printer = ReceiptPrinter(f"sim:{tmp_path / 'rig' / 'receipt-printer'}", journal, clock)
    printer.open()
    result = printer.print_blocks("slip-1", TICKET)
    assert (result.outcome, result.reason) == (Outcome.NOT_DONE, "journal")
    assert text(tape(rig)) == ""
    printer.close()
