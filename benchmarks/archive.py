"""Sealing a paper for the archive (PAdES B-LTA): `python -m benchmarks.archive --times 40`.

Wall time and processor time of our own process: on a machine that others use too only the second says what sealing costs.
The authority for time is `openssl ts` behind HTTP on this machine, asked twice a seal; revocation lists are at hand.
What bounds it: two time stamps, one signature, one validation of each certificate chain by pyHanko.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from pathlib import Path

import pikepdf

from benchmarks.figures import take_real_time
from kiosk.documents.archive import Evidence, Signing, seal
from tests.kiosk.documents.seals import TimeAuthority, desk, now, serving

TARGET_S = 0.25


def page() -> bytes:
    """A small file to seal."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def measured(folder: Path, times: int) -> list[tuple[float, float]]:
    """Wall and processor seconds of each seal, the first left out: it imports pyHanko."""
    authority = TimeAuthority(folder / "tsa", 9000)
    found = []
    with serving(authority) as url:
        terminal, province = desk(folder / "terminal", url)
        lists = (province.revocations([], now()), authority.revocations())
        evidence = Evidence(province.pem + authority.root.read_text(), lists)
        for _ in range(times + 1):
            wall, own = time.perf_counter(), time.process_time()
            seal(page(), terminal, Signing(now(), "here", "调解组织签章"), evidence)
            found.append((time.perf_counter() - wall, time.process_time() - own))
    return found[1:]


def main() -> int:
    """Print the figures; 1 when the processor time misses the target."""
    parser = argparse.ArgumentParser(prog="benchmarks.archive")
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--real-time", action="store_true", help="go before all other work of the machine")
    given = parser.parse_args()
    if given.real_time and not take_real_time():
        parser.error("the system does not allow it")
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder), given.times)
    for name, values in (("wall", [one[0] for one in found]), ("processor", [one[1] for one in found])):
        values.sort()
        p50, p95 = values[len(values) // 2], values[int(len(values) * 0.95)]
        sys.stdout.write(f"B-LTA, {name}: p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms\n")
    return 0 if sorted(one[1] for one in found)[int(len(found) * 0.95)] <= TARGET_S else 1


if __name__ == "__main__":
    sys.exit(main())
