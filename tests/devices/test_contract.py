"""The contract on all our drivers, run as a vendor runs it; the page that tells how good they are is true."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from devices import registry
from devices.clock import SystemClock
from devices.contract.checks import CHECKS, Level
from devices.contract.work import WORK
from devices.kinds import PROTOCOLS
from devices.life import Health, Kind, Outcome, PrintResult, State
from devices.page_printer.file_printer import FilePrinter
from devices.quality import measure, put_into, table
from devices.registry import Driver, NoDriver, driver_named, drivers, find_driver, own_drivers

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "drivers.md"
OURS = own_drivers()


@pytest.mark.slow
@pytest.mark.expect_log("face_camera is down")
@pytest.mark.parametrize("driver", OURS, ids=lambda driver: driver.name)
def test_our_drivers_keep_their_promises_and_the_page_says_so(driver: Driver) -> None:
    report = measure(driver, SystemClock())
    assert [(finding.check.name, finding.fault) for finding in report.findings if not finding.kept] == []
    assert table([report]).splitlines()[-1] in PAGE.read_text("utf-8").splitlines()


def test_the_page_lists_all_our_drivers_and_no_other() -> None:
    rows = (
        PAGE.read_text("utf-8").partition("<!-- quality: begin -->")[2].partition("<!-- quality: end -->")[0]
    )
    assert [row.split("|")[1].strip() for row in rows.splitlines() if "**" in row] == [d.name for d in OURS]


def test_every_kind_has_a_protocol_and_work() -> None:
    assert set(PROTOCOLS) == set(WORK) == set(Kind)
    assert {check.level for check in CHECKS} == set(Level) - {Level.NONE}


def run(*args: str, place: Path) -> subprocess.CompletedProcess[str]:
    """The suite as a process of its own."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "--pyargs",
        "devices.contract",
        *args,
    ]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=place, env=env, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.slow
def test_a_vendor_runs_the_suite_by_name(tmp_path: Path) -> None:
    done = run("--driver", "file-printer", "-n", "0", place=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(".") >= 8
    outside = ("-p", "devices.contract.plugin")
    hardware = run(
        *outside, "--driver", "file-printer", "--address", f"file:{tmp_path / 'pages'}", place=tmp_path
    )
    assert hardware.returncode == 0, hardware.stdout
    assert "skipped" in hardware.stdout
    unknown = run(*outside, "--driver", "nobody", place=tmp_path)
    assert unknown.returncode != 0
    assert "no driver nobody" in unknown.stdout + unknown.stderr


class Liar(FilePrinter):
    """Says done and keeps the paper."""

    def print_pdf(self, job_id: str, pdf: bytes, title: str) -> PrintResult:
        """Nothing of the sort."""
        return PrintResult(Outcome.DONE, acked=True)


class Optimist(FilePrinter):
    """Is always well."""

    def probe(self) -> Health:
        """Never better."""
        return Health(State.READY)


@pytest.mark.parametrize(
    ("make", "level", "broken"),
    [(Liar, Level.BRONZE, "does_its_work"), (Optimist, Level.NONE, "a_missing_device_is_unplugged")],
)
def test_a_driver_that_lies_is_found_out(make: type[FilePrinter], level: Level, broken: str) -> None:
    bench = driver_named("file-printer").bench
    report = measure(
        Driver("liar", Kind.PAGE_PRINTER, ("file",), lambda address, place: make(address), bench),
        SystemClock(),
    )
    assert report.level is level
    assert broken in [finding.check.name for finding in report.broken]


VENDORS = Driver("acme", Kind.ID_READER, ("acme", "serial"), registry._receipts)
NO_DRIVER = "just words"
TAKEN = Driver("sam-reader", Kind.ID_READER, ("acme",), registry._receipts)


def point(name: str) -> EntryPoint:
    """An entry point into this module."""
    return EntryPoint(name, f"{__name__}:{name}", registry.GROUP)


@pytest.mark.expect_log("is left out")
def test_drivers_of_others_are_found_and_broken_ones_left_out() -> None:
    known = drivers([point("VENDORS"), point("NO_DRIVER"), point("TAKEN"), point("MISSING")])
    assert set(known) - {driver.name for driver in OURS} == {"acme"}
    assert known["sam-reader"].schemes == ("serial", "sim")
    assert find_driver(Kind.ID_READER, "serial:/dev/x", known).name == "acme"
    assert find_driver(Kind.ID_READER, "sim:/x", known).name == "sam-reader"
    with pytest.raises(NoDriver):
        find_driver(Kind.ID_READER, "ipp://x", known)
    with pytest.raises(NoDriver):
        driver_named("nobody", known)


def test_the_table_goes_between_its_marks() -> None:
    page = "a <!-- quality: begin -->old<!-- quality: end --> b"
    assert put_into(page, "new\n") == "a <!-- quality: begin -->\nnew\n<!-- quality: end --> b"
    with pytest.raises(ValueError, match="place"):
        put_into("nothing", "new")
