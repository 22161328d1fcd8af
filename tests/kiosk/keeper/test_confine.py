"""What a visit process gives up, looked at from outside."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[3]

CONFINED = """
import ctypes, time
PR_GET_DUMPABLE = 3
from kiosk.keeper.confine import confine
confine()
print(ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), flush=True)
time.sleep(60)
"""

KEEPER = """
import os, signal, subprocess, sys, time
from kiosk.keeper.confine import adopt_orphans
adopt_orphans()
pid = int(subprocess.run([sys.executable, "-c", sys.argv[1]], capture_output=True, check=True).stdout)
print(pid, open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1] == str(os.getpid()), flush=True)
os.kill(pid, signal.SIGKILL)
print(os.waitpid(pid, 0)[0] == pid, flush=True)
"""

MIDDLE = """
import subprocess, sys
sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
print(subprocess.Popen(sleeper, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).pid)
"""

PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
sys.stdin.readline()
"""


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A Python process that runs this code beside the product."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip


def line(process: subprocess.Popen[str]) -> str:
    """What it says next."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def gone(pid: int) -> bool:
    """Whether a process ended, within ten seconds."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_no_core_is_written_and_none_may_look() -> None:
    with python(CONFINED) as process:
        try:
            assert line(process) == "0"
            limits = Path(f"/proc/{process.pid}/limits").read_text().splitlines()
        finally:
            process.kill()
    core = next(row for row in limits if row.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]


def test_it_does_not_outlive_its_keeper() -> None:
    with python(PARENT, CONFINED) as keeper:
        visit = int(line(keeper))
        keeper.send_signal(signal.SIGKILL)
        keeper.wait(10)
        assert gone(visit)


def test_orphans_come_to_the_keeper() -> None:
    with python(KEEPER, MIDDLE) as keeper:
        assert line(keeper).split()[1] == "True"
        assert line(keeper) == "True"


FACE_WORKER = """
import ctypes
import kiosk.identity.worker as worker
class Parent:
    def start(self): pass
    def receive(self, wait=False): return None
worker.Parent = Parent
worker.main()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True)
"""


def test_nobody_looks_into_the_face_worker_either() -> None:
    process = python(FACE_WORKER)
    try:
        assert line(process) == "0", "dumpable"
    finally:
        process.kill()
        process.communicate()
