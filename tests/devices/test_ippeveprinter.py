"""The IPP client against the reference printer of CUPS where one can run, and against our fake."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.clock import Deadline, SystemClock
from devices.life import Outcome, State
from devices.page_printer.driver import IppPrinter
from devices.simulators.ipp_printer import IppSimulator

SCRIPT = Path(__file__).with_name("ippeveprinter.sh")
NEEDED = ("ippeveprinter", "dbus-daemon", "avahi-daemon", "unshare")
NAMESPACES = [
    "--mount",
    "--pid",
    "--fork",
    "--kill-child",
    *([] if os.getuid() == 0 else ["--map-root-user"]),
]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


PATHS = [os.environ["PATH"], "/usr/sbin", str(Path(sys.prefix) / "debian" / "usr" / "sbin")]
"""Where services lie that `make setup` unpacks and does not install."""


def makes() -> list[str]:
    """Which printers this machine has: the reference one needs its programs and namespaces of its own."""
    there = all(shutil.which(name, path=os.pathsep.join(PATHS)) for name in NEEDED)
    mounts = ["sh", "-c", "mount -t tmpfs tmpfs /run && mount -t proc proc /proc"]
    if (
        there
        and subprocess.run(["unshare", *NAMESPACES, *mounts], capture_output=True, check=False).returncode
        == 0
    ):
        return ["fake", "ippeveprinter"]
    return ["fake"]


@contextmanager
def reference_printer(spool: Path) -> Iterator[str]:
    """The address of a running reference printer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["unshare", *NAMESPACES, "sh", str(SCRIPT), str(port), str(spool)]
    path = {**os.environ, "PATH": os.pathsep.join(PATHS)}
    process = subprocess.Popen(
        command, env=path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield f"ipp://localhost:{port}/ipp/print"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(params=makes())
def uri(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "ippeveprinter":
        with reference_printer(tmp_path) as address:
            yield address
        return
    fake = IppSimulator()
    fake.start()
    yield fake.uri
    fake.stop()


@pytest.mark.slow
def test_every_printer_prints_a_document_once_and_says_so(uri: str, clock: SystemClock) -> None:
    printer = IppPrinter(uri, clock, patience_s=60)
    deadline = Deadline.after(clock, 60)
    while printer.probe().state is State.GONE and not deadline.over:
        clock.sleep(0.1)
    assert printer.probe().state is State.READY
    result = printer.print_pdf("copies-1", PDF, "民事起诉状")
    assert (result.outcome, result.acked) == (Outcome.DONE, True)
    assert printer.print_pdf("copies-1", PDF, "民事起诉状") == result
