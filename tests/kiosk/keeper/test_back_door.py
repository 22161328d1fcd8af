"""The technician's way to a running keeper: for its own user only, and nothing personal goes over it."""

from __future__ import annotations

import json
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.keeper import back_door
from kiosk.keeper.back_door import BackDoor, ask, door_of
from main import main
from tests.kiosk.keeper.parts import NAME, FarEnd, House, commit

MakeHouse = Callable[[], House]


@pytest.fixture
def running(house: MakeHouse, far: FarEnd, tmp_path: Path) -> Iterator[House]:
    """A terminal that runs, with one dead letter and its back door where the commands look for it."""
    far.mood = "unwilling"
    keeper = house()
    door = BackDoor(door_of(tmp_path / "run", tmp_path), keeper.keeper.answer)
    keeper.keeper.follow(door)
    visit = keeper.shown()
    assert keeper.hand_in(visit, commit(visit.folder, submission_id="the-key"))["outcome"] == "done"
    keeper.hear(visit, "refused")
    yield keeper
    door.stop()


def beside(keeper: House, work: Callable[[], Any]) -> Any:
    """Do it in a thread while the keeper lives on; what came of it."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    keeper.until(lambda: not thread.is_alive())
    return found[0]


def command(tmp_path: Path, *words: str) -> Callable[[], int]:
    config = tmp_path / "lawbooth.toml"
    config.write_text(f'[terminal]\nfolder = "{tmp_path}"\nrun_folder = "{tmp_path / "run"}"\n')
    return lambda: main(["outbox", *words, "--config", str(config)])


def test_a_running_terminal_lists_shows_and_releases(
    running: House, far: FarEnd, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert beside(running, command(tmp_path, "list")) == 0
    listed = capsys.readouterr().out
    assert "the-key  SQ-01" in listed
    assert "answers_refused" in listed
    assert beside(running, command(tmp_path, "show", "the-key")) == 0
    (letter,) = json.loads(capsys.readouterr().out)
    assert (letter["state"], letter["files"]) == ("dead", 1)
    assert NAME not in listed + json.dumps(letter, ensure_ascii=False)
    assert "金额不对" not in listed + json.dumps(letter, ensure_ascii=False), (
        "the province's words may name somebody"
    )
    assert beside(running, command(tmp_path, "show", "no-such-key")) == 1
    assert beside(running, command(tmp_path, "release", "no-such-key")) == 1
    far.mood = "up"
    assert beside(running, command(tmp_path, "release", "the-key")) == 0
    running.until(lambda: far.arrived)
    assert list(far.submits.values()) == [1]


def test_how_the_terminal_is_can_be_asked(running: House, tmp_path: Path) -> None:
    told = beside(running, lambda: ask(door_of(tmp_path / "run", tmp_path), "status"))
    assert told["counts"]["dead"] == 1
    assert told["memory"] == "new"
    refused = beside(running, lambda: ask(door_of(tmp_path / "run", tmp_path), "commit"))
    assert refused == {"kind": "refused", "reason": "unknown_question"}


def test_only_its_own_user_and_root_are_let_in(
    running: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = door_of(tmp_path / "run", tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    monkeypatch.setattr(back_door, "user_of", lambda _line: 54321)
    with pytest.raises(back_door.LinkClosed):
        beside_raising(running, path)


def beside_raising(keeper: House, path: Path) -> None:
    """Ask as somebody else; what the asking raised."""
    raised: list[Exception] = []

    def work() -> None:
        try:
            ask(path, "letters")
        except back_door.LinkClosed as error:
            raised.append(error)

    beside(keeper, work)
    for error in raised:
        raise error


def test_nonsense_is_hung_up_on(running: House, tmp_path: Path) -> None:
    line = socket.socket(socket.AF_UNIX)
    line.connect(str(door_of(tmp_path / "run", tmp_path)))
    line.sendall(b"hello\n")
    for _ in range(3):
        running.step()
    line.settimeout(5.0)
    assert line.recv(1) == b""
    line.close()
    assert beside(running, command(tmp_path, "list")) == 0


def test_where_no_keeper_listens_nobody_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "keeper.sock"
    assert ask(path, "letters") is None
    door = BackDoor(path, dict)
    door._door.close()  # a keeper that was killed leaves its socket behind
    assert path.exists()
    assert ask(path, "letters") is None
    BackDoor(path, dict).stop()
    assert not path.exists()
