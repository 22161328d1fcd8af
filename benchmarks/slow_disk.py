"""A disk whose flushes take as long as a terminal's: a library that is loaded before the C library.

The disk of a development machine flushes in 0.1 ms, so that nothing could be gained by saving flushes. A terminal's eMMC
takes about 5 ms, a server's disk 1 ms. The wait is added to `fsync` and `fdatasync` of a whole process and of all that
it starts, ours and the peers alike, whichever SQLite or PostgreSQL they bring. Needs a C compiler.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure

SOURCE = Path(__file__).with_suffix(".c")
WAIT = "LAWBOOTH_BENCH_FLUSH_US"


def rerun(module: str, flush_ms: float, *arguments: str) -> list[Figure]:
    """The figures that `python -m module --json` prints on such a disk. Raises `CalledProcessError`."""
    with tempfile.TemporaryDirectory(prefix="lawbooth-disk-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as somebody else
        library = Path(folder) / "slow_disk.so"
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)
        slow = {"LD_PRELOAD": str(library), WAIT: str(int(1000 * flush_ms))}
        line = [sys.executable, "-W", "ignore", "-m", module, "--json", *arguments]
        told = subprocess.run(line, env={**os.environ, **slow}, check=True, stdout=subprocess.PIPE)
    return [Figure(**one) for one in json.loads(told.stdout)]


def flushes() -> int:
    """Flushes of this process so far; for a process started by `rerun`."""
    count = ctypes.CDLL(None).slow_disk_flushes
    count.restype = ctypes.c_ulong
    return int(count())
