"""The print journal survives what a terminal does not: power loss, torn lines, years of use."""

from __future__ import annotations

import json
from pathlib import Path

from devices.life import Outcome, PrintResult
from devices.receipt_printer import journal as module
from devices.receipt_printer.journal import FileJournal

DONE = PrintResult(Outcome.DONE, acked=True)


def test_it_remembers_across_restarts(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = FileJournal(path)
    assert journal.get("a") is None
    first = journal.begin("a", "0" * 64)
    journal.end("a", DONE)
    journal.begin("b", "1" * 64)
    again = FileJournal(path)
    record = again.get("a")
    assert record is not None
    assert (record.number, record.result) == (first, DONE)
    unfinished = again.get("b")
    assert unfinished is not None
    assert unfinished.result is None
    assert again.begin("c", "2" * 64) == first + 2


def test_every_line_is_on_disk_when_the_call_returns(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    FileJournal(path).begin("a", "0" * 64)
    assert json.loads(path.read_text()) == {"job": "a", "begin": 1, "sha256": "0" * 64}
    assert path.stat().st_mode & 0o077 == 0


def test_a_line_cut_off_by_power_loss_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = FileJournal(path)
    journal.begin("a", "0" * 64)
    journal.end("a", DONE)
    with path.open("ab") as out:
        out.write(b'{"job": "b", "beg')
    healed = FileJournal(path)
    healed.begin("c", "0" * 64)
    again = FileJournal(path)
    assert [again.get(job) is not None for job in "abc"] == [True, False, True]


def test_it_stays_short(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    lines = [{"job": f"j{n}", "begin": n} for n in range(1, module.KEEP + 100)]
    path.write_text("\n".join(json.dumps(line) for line in lines))
    journal = FileJournal(path)
    assert journal.get("j1") is None
    assert journal.get(f"j{module.KEEP + 99}") is not None
    assert journal.begin("next", "0" * 64) == module.KEEP + 100
    assert len(path.read_text().splitlines()) == module.KEEP + 1


def test_foreign_lines_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    done = '{"job": "a", "outcome": "done", "reason": "", "acked": true}'
    path.write_text(f'[1]\n"x"\n{{"job": "a"}}\n{done}\nnonsense\n')
    assert FileJournal(path).get("a") is None
