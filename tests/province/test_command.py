"""The gateway as a process: ready file, codes, kill -9, a graceful end, bad input."""

from __future__ import annotations

import io
import json
import sqlite3
import stat
from pathlib import Path

import pytest
import requests

from legalnet.events import EventPage, holder_mark
from offline_cache.uplink import Offline
from province.gateway.server import bind
from tests.province.catalogue import write_catalogue
from tests.province.process import parser, process
from tests.province.running import Filing


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """The small catalogue."""
    return write_catalogue(tmp_path / "catalogue")


def gateway(data: Path, catalogue: Path, *arguments: str) -> int:
    """Run the command in this process; its exit code."""
    found = parser().parse_args(["gateway", "--data", str(data), "--catalogue", str(catalogue), *arguments])
    return int(found.run(found))


def test_killed_and_started_again_it_has_everything(
    tmp_path: Path, catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    with process(data, catalogue) as first:
        url = first.ready["url"]
        assert stat.S_IMODE((tmp_path / "data-ready.json").stat().st_mode) == 0o600
        assert requests.get(f"{url}/healthz", timeout=10).json()["status"] == "alive"
        assert gateway(data, catalogue, "--new-code") == 0
        first.ready["enrol_code"] = capsys.readouterr().out.strip()
        terminal = first.terminal(tmp_path / "terminal")
        sealed = terminal.seal(Filing.request())
        terminal.upload(sealed)
        answer = terminal.uplink.submit(sealed.key, sealed.header)
        first.child.kill()
        said = first.child.communicate(timeout=20)[0]
    password = Path(first.ready["staff_password_file"]).read_text().split()[1]
    assert password in said
    assert terminal.uplink.probe() == "down"
    with pytest.raises(Offline, match="unreachable"):
        terminal.uplink.submit(sealed.key, sealed.header)
    with process(data, catalogue, "--port", url.rsplit(":", 1)[1]) as again:
        assert terminal.uplink.submit(sealed.key, sealed.header) == answer
        assert terminal.uplink.query(sealed.key) == answer
        code, said = again.stop()
    assert code == 0
    assert password not in said
    assert "Traceback" not in said
    with sqlite3.connect(data / "province.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM submissions").fetchone() == (1,)


@pytest.mark.parametrize(
    "case",
    [
        ("catalogue", (), "requests/SQ-90.yaml"),
        ("profile", (), "profile.json"),
        ("", ("--fault", "earthquake"), "no such fault: earthquake"),
    ],
)
def test_bad_input_ends_with_a_clear_line(
    tmp_path: Path,
    catalogue: Path,
    case: tuple[str, tuple[str, ...], str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil, arguments, words = case
    data = tmp_path / "data"
    data.mkdir()
    if spoil == "catalogue":
        (catalogue / "requests" / "SQ-90.yaml").write_text('{"code": "SQ-90", "service": "requests"}')
    if spoil == "profile":
        (data / "profile.json").write_text('{"place": 5}')
    assert gateway(data, catalogue, *arguments) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said


def test_a_taken_port_is_said_plainly(
    tmp_path: Path, catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = bind("127.0.0.1", 0)
    port = taken.url.rsplit(":", 1)[1]
    assert gateway(tmp_path / "data", catalogue, "--port", port) == 2
    assert f"cannot listen on 127.0.0.1:{port}" in capsys.readouterr().err
    taken.socket.close()


def test_events_are_entered_by_the_command_beside_a_running_gateway(
    tmp_path: Path, catalogue: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, number = tmp_path / "data", "11010519491231002X"
    body = {"kind": "inbox.notice", "notice": "4711", "about": "delivery"}
    event = json.dumps({"key": "delivery-4711", "body": body, "holder_number": number})
    with process(data, catalogue) as running:
        terminal = running.terminal(tmp_path / "terminal")
        name = terminal.enrolment.terminal_id
        for _ in range(2):
            monkeypatch.setattr("sys.stdin", io.StringIO(f"{event}\n\n"))
            assert gateway(data, catalogue, "--tell", name) == 0
            assert capsys.readouterr().out == "1 delivery-4711\n"
        page = EventPage.model_validate_json(terminal.uplink.fetch_events(0))
        assert [found.body.holder for found in page.events] == [holder_mark(page.log, number)]
        for line, words in (
            ("{", "line 1 is no event"),
            (
                json.dumps({"key": "k", "body": {**body, "notice": "陈小明"}, "holder_number": number}),
                "notice",
            ),
            (json.dumps({"key": "陈小明", "body": {**body, "holder": "00000"}}), "line 1: key"),
        ):
            monkeypatch.setattr("sys.stdin", io.StringIO(line))
            assert gateway(data, catalogue, "--tell", name) == 2
            said = capsys.readouterr().err
            assert words in said
            assert "陈小明" not in said
        monkeypatch.setattr("sys.stdin", io.StringIO(event))
        assert gateway(data, catalogue, "--tell", "T-nobody") == 2
        assert "no such terminal" in capsys.readouterr().err


def test_what_changed_is_published_by_the_command(
    tmp_path: Path, catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, folder = tmp_path / "data", tmp_path / "reference"
    folder.mkdir()
    for content, serials in (("{}", {"notices 1"}), ("{}", {"notices 1"}), ("", set())):
        (folder / "notices.yaml").write_text(content)
        code = gateway(data, catalogue, "--reference", str(folder), "--publish")
        said = capsys.readouterr()
        assert code == (0 if serials else 2)
        assert serials <= set(said.out.splitlines())
    assert "notices: must be a mapping" in said.err
