"""The IPP client against a real CUPS scheduler with folders of its own; the machine's own printing is not touched.

`make setup` unpacks the scheduler into the virtual environment and does not install it: installed, it would be started.
Without that an installed one is taken.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.clock import Deadline, SystemClock
from devices.life import Outcome, State
from devices.page_printer.driver import MEDIA, IppPrinter

UNPACKED = Path(sys.prefix) / "debian"
ROOT = UNPACKED if (UNPACKED / "usr/sbin/cupsd").exists() else Path("/")
CUPSD = ROOT / "usr/sbin/cupsd"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
PAUSE = 0x0010
"""Pause-Printer (RFC 8011, 4.2.7)."""
pytestmark = pytest.mark.skipif(
    not CUPSD.exists(), reason="no cupsd: neither `make setup` nor Debian cups-daemon"
)

SCHEDULER = """Listen 127.0.0.1:{port}
Browsing No
DefaultAuthType None
WebInterface No
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
FILES = """ServerRoot {at}/etc
ServerBin {root}/usr/lib/cups
DataDir {root}/usr/share/cups
CacheDir {at}/cache
StateDir {at}/run
RequestRoot {at}/spool
TempDir {at}/spool/tmp
AccessLog {at}/access
ErrorLog {at}/error
PageLog {at}/page
FileDevice Yes
User nobody
Group nogroup
SystemGroup root
"""
QUEUE = """<Printer A4>
DeviceURI file:///dev/null
State Idle
Accepting Yes
JobSheets none none
OpPolicy default
ErrorPolicy stop-printer
</Printer>
"""


@pytest.fixture
def queue(tmp_path: Path, clock: SystemClock, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a queue of a scheduler of our own, whose folders lie in `cups`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    at = tmp_path / "cups"
    for name in ("etc", "cache", "run", "spool/tmp"):
        (at / name).mkdir(parents=True)
    (at / "etc/cupsd.conf").write_text(SCHEDULER.format(port=port) + getattr(request, "param", ""))
    (at / "etc/cups-files.conf").write_text(FILES.format(at=at, root=str(ROOT).rstrip("/")))
    (at / "etc/printers.conf").write_text(QUEUE)
    subprocess.run([shutil.which("chmod") or "chmod", "-R", "a+rwX", str(at)], check=True)
    command = [str(CUPSD), "-f", "-c", str(at / "etc/cupsd.conf"), "-s", str(at / "etc/cups-files.conf")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"ipp://127.0.0.1:{port}/printers/A4"
    deadline = Deadline.after(clock, 20)
    while IppPrinter(address, clock).probe().state is State.GONE and not deadline.over:
        clock.sleep(0.1)
    yield address
    process.terminate()
    process.wait(timeout=20)


@pytest.mark.slow
def test_cups_prints_a_document_once_and_says_so(queue: str, clock: SystemClock, tmp_path: Path) -> None:
    for _ in range(2):
        printer = IppPrinter(queue, clock, patience_s=20, jobs=tmp_path / "jobs")
        printer.open()
        assert printer.probe().state is State.READY
        result = printer.print_pdf("copies-1", PDF, "民事起诉状")
        assert (result.outcome, result.acked) == (Outcome.DONE, True)
    assert len(printer._client.my_jobs("completed")) == 1


@pytest.mark.slow
def test_what_waits_in_a_stopped_queue_is_cancelled_by_the_next_process(
    queue: str, clock: SystemClock, tmp_path: Path
) -> None:
    printer = IppPrinter(queue, clock, jobs=tmp_path / "jobs")
    printer._client._ask(PAUSE, [])  # type: ignore[arg-type]
    assert printer.probe().reason == "paused"
    # the process dies after the document went out, before it heard the number
    printer._book.sending("copies-2")
    job = printer._client.print_job(PDF, "民事起诉状 [copies-2]", MEDIA)
    assert len(printer._client.my_jobs("not-completed")) == 1
    heir = IppPrinter(queue, clock, jobs=tmp_path / "jobs")
    heir.open()
    assert heir._client.my_jobs("not-completed") == []
    assert heir._client.job_attributes(job)["job-state"] == [7]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("queue", "stays"),
    [("", True), ("PreserveJobFiles No\n", False)],
    indirect=["queue"],
    ids=["as it comes", "set"],
)
def test_a_document_stays_in_the_spool_unless_the_scheduler_is_told_otherwise(
    queue: str, clock: SystemClock, tmp_path: Path, stays: bool
) -> None:
    """CUPS keeps what it printed for a day. What a site must set is in docs/drivers.md, and that it is enough is here."""
    mark = b"3301042026113000017"
    printer = IppPrinter(queue, clock, patience_s=20, jobs=tmp_path / "jobs")
    printer.open()
    assert printer.print_pdf("copies-3", PDF + b"% " + mark, "民事起诉状").outcome is Outcome.DONE
    deadline = Deadline.after(clock, 20)
    while not stays and holding(tmp_path / "cups", mark) and not deadline.over:
        clock.sleep(0.1)
    assert bool(holding(tmp_path / "cups", mark)) is stays
    assert len(printer._client.my_jobs("completed")) == 1, "that it was printed is known all the same"


def holding(folder: Path, mark: bytes) -> list[str]:
    """Files below a folder with these bytes in them."""
    return [path.name for path in folder.rglob("*") if path.is_file() and mark in path.read_bytes()]
