"""Releases side by side: taken, tried, kept or given up, and never left without one that starts."""

from __future__ import annotations

import json
import shutil
import socket
import threading
from pathlib import Path

import ab
import pytest

from tests.packaging.boxes import Box


@pytest.fixture
def box(tmp_path: Path) -> Box:
    made = Box(tmp_path)
    assert made.bring("1.0") == ab.PASSED
    return made


def test_the_first_release_is_taken_at_once_without_a_trial(box: Box) -> None:
    assert (box.linked, box.state.version, box.state.on_trial) == ("1.0", "1.0", False)
    release = box.root / "releases/1.0"
    assert ab.faults(release, thorough=True) == []
    assert str((release / "site/big.so.1").readlink()) == "big.so"
    assert (release / "site/big.so").stat().st_nlink == 2, "a link, not a second copy of 900 MB"


def test_a_new_release_is_laid_aside_changed_over_to_tried_and_kept(box: Box) -> None:
    assert box.bring("1.1") == ab.PASSED
    assert (box.linked, box.state.staged) == ("1.0", "1.1"), "nothing changes until somebody applies it"
    assert box("apply") == ab.PASSED
    assert (box.linked, box.state.previous, box.state.trial_boots_left) == ("1.1", "1.0", 3)
    assert box("boot") == ab.PASSED
    assert box.state.trial_boots_left == 2
    assert box("confirm") == ab.PASSED
    assert (box.linked, box.state.on_trial, box.state.last_verdict) == ("1.1", False, "1.1 kept")
    assert box.bring("1.2") == box("apply") == box("boot") == box("confirm") == ab.PASSED
    assert ab.Releases(box.root).all() == ["1.1", "1.2"], "the former stays, older ones go"


def test_three_starts_that_fail_bring_the_former_release_back(box: Box) -> None:
    box.bring("1.1")
    box("apply")
    started = []
    for _ in range(5):
        box("boot")
        started.append(box.linked)
    assert started == ["1.1", "1.1", "1.1", "1.0", "1.0"]
    assert box.state.refused == {"1.1": "starts_failed"}
    assert box("stage", "1.1") == ab.REFUSED, "it is not tried again by itself"
    assert box("stage", "1.1", "--again") == ab.PASSED, "a person may"


def test_a_release_that_falls_again_and_again_is_given_up_only_on_trial(box: Box) -> None:
    box.bring("1.1")
    box("apply")
    box("boot")
    assert box("fallen") == ab.PASSED
    assert (box.linked, box.state.last_verdict) == ("1.0", "1.1 fell")
    assert box("fallen") == ab.PASSED
    assert box.linked == "1.0"
    box.bring("1.2")
    box("apply")
    box("confirm")
    box("fallen")
    assert box.linked == "1.2", "a proven release is not left because of a broken screen"
    box("rollback")
    assert (box.linked, box.state.last_verdict) == ("1.0", "1.2 by_hand")


def test_a_doctor_that_finds_more_wrong_than_the_running_one_refuses(
    box: Box, capsys: pytest.CaptureFixture[str]
) -> None:
    assert box.bring("1.1", failing=("store", "fonts")) == ab.REFUSED
    assert "doctor:fonts,store" in capsys.readouterr().err
    assert (box.linked, box.state.staged, box.state.refused) == ("1.0", "", {"1.1": "doctor:fonts,store"})
    assert box("apply") == ab.FAILED, "there is nothing laid aside"


def test_what_fails_already_is_not_the_new_release_s_fault(tmp_path: Path) -> None:
    box = Box(tmp_path)
    assert box.bring("1.0", failing=("page_printer",)) == ab.PASSED
    assert box.bring("1.1", failing=("page_printer",)) == ab.PASSED


def test_a_doctor_that_cannot_speak_refuses(box: Box) -> None:
    from tests.packaging import boxes

    boxes.parts(box.parts, "1.1", runtime="bbbb")
    main = box.parts / "terminal/1.1/app/main.py"
    main.write_text("import nothing_of_that_name\n")
    boxes.manifest.write(box.parts / "terminal/1.1")
    assert box("stage", "1.1") == ab.REFUSED
    assert box.state.refused == {"1.1": "doctor:no_answer"}


@pytest.mark.parametrize("harm", ["shorter", "changed", "missing", "no manifest"])
def test_parts_that_are_not_whole_are_never_taken(box: Box, harm: str) -> None:
    from tests.packaging import boxes

    boxes.parts(box.parts, "1.1")
    victim = box.parts / "terminal/1.1/app/kiosk/part1.py"
    match harm:
        case "shorter":
            victim.write_text("")
        case "changed":
            victim.write_text(victim.read_text().replace("1", "2", 1))
        case "missing":
            victim.unlink()
        case _:
            (box.parts / "terminal/1.1/manifest.json").unlink()
    assert box("stage", "1.1") == ab.REFUSED
    assert box.linked == "1.0"
    assert not list((box.root / "releases").glob("*1.1*"))


def test_a_damaged_release_is_left_for_one_that_is_whole(box: Box) -> None:
    box.bring("1.1")
    box("apply")
    box("confirm")
    victim = box.root / "releases/1.1/app/main.py"
    victim.unlink()
    victim.write_bytes(b"")
    box("boot")
    assert (box.linked, box.state.refused) == ("1.0", {"1.1": "damaged"})


def test_a_changed_byte_in_a_release_on_trial_is_noticed(box: Box) -> None:
    box.bring("1.1")
    box("apply")
    victim = box.root / "releases/1.1/app/kiosk/part0.py"
    text = victim.read_bytes()
    victim.unlink()
    victim.write_bytes(bytes([text[0] ^ 1]) + text[1:])
    box("boot")
    assert box.linked == "1.0"


def test_the_state_is_found_again_from_the_link(box: Box) -> None:
    for nonsense in (b"", b"[]", b'{"version": 3}', b'{"version": "1.0", "trial_boots_left": "x"}', b"\xff"):
        (box.root / "state.json").write_bytes(nonsense)
        assert box("boot") == ab.PASSED
        assert box.linked == "1.0"
    (box.root / "state.json").unlink()
    (box.root / "current").unlink()
    assert box("boot") == ab.PASSED
    assert box.linked == "1.0", "nothing but the folder of releases is left, and it starts"


def test_dpkg_may_take_the_parts_away(box: Box) -> None:
    shutil.rmtree(box.parts)
    assert ab.faults(box.root / "releases/1.0", thorough=True) == []


class Keeper:
    """Answers as the keeper's back door does."""

    def __init__(self, box: Box, **told: object) -> None:
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(box.run / "keeper-abc.sock"))
        self._door.listen(4)
        self._told = told
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        line, _ = self._door.accept()
        with line:
            line.recv(100)
            line.sendall(json.dumps({"kind": "status", **self._told}).encode() + b"\n")

    def close(self) -> None:
        self._thread.join(10)
        self._door.close()


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ({"idle": True, "unsent": 0}, ab.PASSED),
        ({"idle": False, "unsent": 0}, ab.WAITING),
        ({"idle": True, "unsent": 2}, ab.WAITING),
        ({}, ab.WAITING),
    ],
)
def test_nothing_changes_in_a_visit_nor_with_a_filing_under_way(
    box: Box, told: dict[str, object], answer: int
) -> None:
    box.bring("1.1")
    keeper = Keeper(box, **told)
    assert box("apply") == answer
    keeper.close()
    assert box.linked == ("1.1" if answer == ab.PASSED else "1.0")
    if answer != ab.PASSED:
        assert box("apply") == ab.PASSED, "the socket is a dead keeper's now: nobody is there"


def test_the_province_names_the_version(box: Box, capsys: pytest.CaptureFixture[str]) -> None:
    def says(**told: object) -> str:
        box.permit.write_text(json.dumps(told))
        box("wanted")
        return capsys.readouterr().out.strip()

    assert says(version="1.1", ring="pilot") == "1.1"
    assert says(version="1.1", ring="pilot", halted=True) == "", "a halted ring fetches nothing"
    assert says(version="1.0") == ""
    assert says(version="../../etc") == says(ring="pilot") == says(version="1.1", ring="; rm") == ""
    box.permit.unlink()
    box("wanted")
    assert capsys.readouterr().out == "", "without a word nothing is fetched"
    box.bring("1.1")
    box.permit.write_text(json.dumps({"version": "1.2", "ring": "pilot"}))
    assert box("apply") == ab.REFUSED, "what was laid aside is not permitted any more"
    assert (box.linked, box.state.staged) == ("1.0", "")


def test_the_status_is_told_for_the_fleet(box: Box, capsys: pytest.CaptureFixture[str]) -> None:
    box.bring("1.1", failing=("fonts",))
    capsys.readouterr()
    assert box("status", "--json") == ab.PASSED
    told = json.loads(capsys.readouterr().out)
    assert {name: told[name] for name in ("version", "linked", "on_trial", "last_verdict", "refused", "ring")} == {
        "version": "1.0", "linked": "1.0", "on_trial": False, "last_verdict": "1.1 doctor:fonts",
        "refused": {"1.1": "doctor:fonts"}, "ring": "",
    }  # fmt: skip


def test_only_a_version_is_a_version(box: Box) -> None:
    for name in ("../1.0", "", "v1", "1/2", ".1"):
        assert box("stage", name) == ab.REFUSED
    assert box.linked == "1.0"
