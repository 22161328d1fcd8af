"""Counters outlive the process that counted, and a file that is no notebook costs nothing but them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from devices.clock import Deadline, SystemClock
from devices.life import Health, State
from devices.notebook import Counters, Note, Notebook, Tally, notebook
from devices.simulators.rig import Rig
from devices.supervisor import NotReady, Supervisor
from devices.ups.driver import Ups

NOTE = Note(
    Counters(2, 7, 1, "paper_end", datetime(2026, 11, 21, 9, 58, tzinfo=UTC)),
    Health(State.FAULTED, "paper_end", "paper_low"),
    {"model": "escpos"},
)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    kept = notebook(tmp_path / "journals", "receipt_printer")
    assert kept.read() == Note()
    kept.write(NOTE)
    assert Notebook(tmp_path / "journals" / "device-receipt_printer.json").read() == NOTE
    assert [path.name for path in (tmp_path / "journals").iterdir()] == ["device-receipt_printer.json"]


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", '{"counters": 1}', '{"counters": {"last_error_at": "x"}, "health": [], "facts": {}}',
     '{"counters": {"last_error_at": "", "who": 1}, "health": ["ready", "", ""], "facts": {}}'],
)  # fmt: skip
def test_what_is_no_notebook_counts_as_empty(tmp_path: Path, text: str) -> None:
    (tmp_path / "note").write_text(text)
    assert Notebook(tmp_path / "note").read() == Note()


def test_a_folder_that_takes_nothing_costs_only_the_counters(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = Notebook(tmp_path / "file" / "note.json")
    kept.write(NOTE)
    kept.write(NOTE)
    assert kept.read() == Note()


def test_a_camera_is_counted_by_its_uses_and_losses(tmp_path: Path) -> None:
    kept, clock = notebook(tmp_path, "face_camera"), SystemClock()
    for losses in (0, 2):
        use = Tally(kept, clock, {"firmware": "0117"})
        for _ in range(losses):
            use.works()
            use.works()
            use.lost("frozen")
            use.lost("no_picture")
        use.works()
    told = kept.read()
    assert (told.counters.done, told.counters.failed, told.counters.reopened) == (2, 2, 2)
    assert (told.counters.last_error, told.health.state) == ("frozen", State.READY)
    assert told.facts == {"firmware": "0117"}


def test_a_device_is_counted_over_all_its_processes(rig: Rig, tmp_path: Path) -> None:
    clock, kept = SystemClock(), notebook(tmp_path, "ups")

    def one_process() -> Counters:
        watched = Supervisor(Ups(f"sim:{tmp_path / 'rig' / 'ups'}", clock), clock, notes=kept)
        watched.start()
        deadline = Deadline.after(clock, 20)
        while not watched.health.usable and not deadline.over:
            clock.sleep(0.02)
        watched.submit(lambda ups: ups.read()).result(timeout=20)
        rig.do("device.unplug", {"kind": "ups"})
        while watched.health.usable and not deadline.over:
            clock.sleep(0.02)
        with pytest.raises(NotReady):
            watched.submit(lambda ups: ups.read()).result(timeout=20)
        watched.stop()
        rig.do("device.replug", {"kind": "ups"})
        return watched.counters

    assert (one_process().done, one_process().done) == (1, 2)
    note = kept.read()
    assert (note.counters.done, note.counters.last_error) == (2, "unplugged")
    assert note.counters.last_error_at is not None
    assert note.facts["input_v"]
