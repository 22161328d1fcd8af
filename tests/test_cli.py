"""The command line: every command explains itself, and bad input ends with words and a code."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.settings import load
from kiosk.visit.pin import check_pin
from main import main
from tests.province.catalogue import write_catalogue
from tests.province.running import running

COMMANDS = ("audit", "bundle", "card", "calc", "catalogue", "demo", "dock", "doctor", "document", "enrol", "evidence",
            "face", "gateway", "laws", "log", "memory", "outbox", "recording", "run", "service-card", "simulate",
            "staff", "staff-pin", "tour", "voice", "witness")  # fmt: skip
WITHIN = (("card", "decode"), ("document", "verify"), ("evidence", "verify"), ("face", "verify"),
          ("voice", "check"), ("voice", "say"))  # fmt: skip


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """Commands quieten the log of their process; here it is that of other tests too."""
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal whose folder is the test's."""
    monkeypatch.setenv("LAWBOOTH_TERMINAL_FOLDER", str(tmp_path / "terminal"))


def ended(*arguments: str) -> int:
    """The exit code of one command line."""
    try:
        return main(arguments)
    except SystemExit as end:
        return int(end.code or 0)


def test_the_help_lists_every_command_and_no_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert ended("--help") == 0
    rows = [row for row in capsys.readouterr().out.splitlines() if row.startswith("    ") and row[4] != " "]
    assert sorted(row.split()[0] for row in rows) == sorted(COMMANDS)


@pytest.mark.parametrize("command", [*((name,) for name in COMMANDS), *WITHIN], ids=" ".join)
def test_every_command_explains_itself(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(*command, "--help") == 0
    assert capsys.readouterr().out.startswith(f"usage: main.py {' '.join(command)}")


@pytest.mark.parametrize("arguments", [(), ("dance",), ("calc",), ("enrol",), ("tour", "--size", "giant")])
def test_wrong_use_is_code_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(*arguments) == 2
    assert "usage: main.py" in capsys.readouterr().err


EXAMPLES = """
court_fee_property:
  - {name: small, input: {claim: '8000'}, expect: '50.00'}
  - {name: large, input: {claim: '100000'}, expect: '%s'}
checksum:
  - {name: a mobile number, kind: mobile, value: '13800138000', valid: true}
tea_leaves:
  - {name: future, input: {}, expect: bright}
"""


def test_examples_that_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "examples.yaml").write_text(EXAMPLES % "2300.00", encoding="utf-8")
    assert ended("calc", "--vectors", str(tmp_path / "examples.yaml")) == 0
    said = capsys.readouterr().out
    assert "no calculator yet for: tea_leaves" in said
    assert "1 not covered, 3 ok" in said


def test_an_example_that_differs_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "examples.yaml").write_text(EXAMPLES % "2300.01", encoding="utf-8")
    assert ended("calc", "--vectors", str(tmp_path / "examples.yaml")) == 1
    said = capsys.readouterr().out
    assert "differs: court_fee_property: large: expected 2300.01, got 2300.00" in said
    assert ended("calc", "--vectors", str(tmp_path / "examples.yaml"), "--json") == 1
    cases = json.loads(capsys.readouterr().out)
    assert [case["name"] for case in cases if case["outcome"] == "differs"] == ["large"]


@pytest.mark.parametrize("content", [None, "[", "- a list", "\x00"])
def test_a_file_that_holds_no_examples_is_code_2(
    tmp_path: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "examples.yaml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert ended("calc", "--vectors", str(path)) == 2
    assert str(path) in capsys.readouterr().err


@pytest.mark.parametrize("command", [("run",), ("doctor",), ("enrol", "--code", "X")])
def test_wrong_settings_are_named_and_code_2(
    tmp_path: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lawbooth.toml"
    path.write_text('[screen]\nwidth = "wide"\n[devices]\nid_reader = "/dev/ttyUSB0"\n', encoding="utf-8")
    assert ended(*command, "--config", str(path)) == 2
    said = capsys.readouterr().err
    assert "screen.width" in said
    assert "devices.id_reader" in said


def test_doctor_says_what_to_do_about_each_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("doctor", "--json") == 1
    findings = json.loads(capsys.readouterr().out)
    assert {finding["state"] for finding in findings} <= {"ok", "warn", "fail"}
    by_id = {finding["id"]: finding for finding in findings}
    assert by_id["enrolment"]["state"] == "fail"
    assert {"id_reader", "receipt_printer", "store", "store_key", "disk", "clock", "fonts"} <= set(by_id)
    assert all(finding["do"] for finding in findings if finding["state"] != "ok")
    assert ended("doctor") == 1
    said = capsys.readouterr().out
    assert "[ FAIL ] enrolment" in said
    assert "main.py enrol" in said


@pytest.mark.parametrize(
    ("url", "says"),
    [((), "--url https://"), (("--url", "http://far.example"), "https://"), (("--url", "x"), "url")],
)
def test_enrolling_needs_an_address_that_may_be_used(
    url: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended("enrol", *url, "--code", "SECRET-CODE") == 2
    said = capsys.readouterr().err
    assert says in said
    assert "SECRET-CODE" not in said


def test_enrolling_with_a_wrong_code_changes_nothing_and_with_the_right_one_lasts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:

    record = tmp_path / "terminal" / "enrolment.json"
    with running(tmp_path / "province", write_catalogue(tmp_path / "catalogue")) as province:
        assert ended("enrol", "--url", province.url, "--code", "WRONG-CODE") == 1
        assert "码" in capsys.readouterr().err
        assert not record.exists()
        assert ended("enrol", "--url", province.url, "--code", province.code()) == 0
        assert "enrolled as" in capsys.readouterr().out
        assert record.exists()
    record.unlink()
    assert ended("enrol", "--url", province.url, "--code", "ANY") == 1
    assert "Nothing changed" in capsys.readouterr().err


@pytest.mark.parametrize(("typed", "code"), [("246810\n", 0), ("12345\n", 2), ("24681a\n", 2), ("", 2)])
def test_a_pin_is_hashed_when_it_is_long_enough(
    typed: str, code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert ended("staff-pin") == code
    said = capsys.readouterr().out.strip()
    assert typed.strip() not in said or not typed
    assert check_pin(typed.strip(), said) == (code == 0)


def test_a_service_card_is_drawn_once_and_its_line_opens_by_it_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "card.svg"
    assert ended("service-card", "--number", "7", "--out", str(out)) == 0
    kept = capsys.readouterr().out.strip()
    assert load(None, {"LAWBOOTH_TERMINAL_SERVICE_CARDS": kept}).terminal.service_cards == kept
    assert b"<svg" in out.read_bytes()
    assert out.stat().st_mode & 0o077 == 0
    assert ended("service-card", "--number", "7", "--out", str(out)) == 2  # it would be another card
    assert ended("service-card", "--number", "12345", "--out", str(tmp_path / "other.svg")) == 2


def test_without_a_display_the_demonstration_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert ended("demo", "--data", str(tmp_path / "demo")) == 2
    assert "main.py tour" in capsys.readouterr().err
    assert not (tmp_path / "demo").exists()
