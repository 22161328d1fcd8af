"""The evidence log at size: `python -m benchmarks.evidence --deposits 10000000 --out FOLDER`.

Builds the log in plain files, then proves at random and audits everything. What bounds it: SHA-256 and
JSON of each leaf when building and auditing, five small files from the disk's cache for a proof.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.figures import processor, take_real_time
from legalnet.evidence.codes import with_check
from legalnet.evidence.leaves import Leaf, parse_leaf
from legalnet.evidence.notes import Head, Note, Signer, parse_note
from legalnet.evidence.proofs import Extra, Proof, parse_proof
from legalnet.evidence.tiles import Reader, Roots, Tile, unpack_entries
from legalnet.evidence.tree import inclusion_path, leaf_hash
from legalnet.evidence.trust import Trust
from province.evidence.audit import InFolder, audit
from province.evidence.folder import Folder

ORIGIN = "pln.cn-330199/evidence"
BATCH = 1000
AT = datetime(2026, 11, 30, tzinfo=UTC)


def entries(start: int, count: int) -> list[bytes]:
    """Leaves as they are, with codes of their own."""
    found = []
    for number in range(start, start + count):
        digest = f"{number:064x}"
        found.append(Leaf(with_check(f"{number:018d}"), AT, "T330199-00000001", "file", digest, digest).entry)
    return found


def build(folder: Folder, deposits: int, signer: Signer) -> float:
    """Seconds for all of them."""

    def sign(size: int, root: bytes) -> str:
        text = Head(ORIGIN, size, root).text
        return str(Note(text, (signer.sign(text),)))

    begun = time.perf_counter()
    for start in range(0, deposits, BATCH):
        head = folder.append(entries(start, min(BATCH, deposits - start)), sign)
    folder.publish(head.note)
    return time.perf_counter() - begun


@dataclass(frozen=True)
class Proved:
    """What one proof took."""

    wall: float
    """Seconds."""
    cpu: float
    reads: int
    size: int
    """Bytes of its file without what stands beside it."""


def proofs(folder: Folder, root: Path, deposits: int, count: int) -> Iterator[Proved]:
    """Random proofs; each is verified."""
    note, chance, roots = parse_note((root / "checkpoint").read_text()), random.Random(1), Roots()
    for _ in range(count):
        index = chance.randrange(deposits)
        begun, cpu = time.perf_counter(), time.thread_time()
        reader = Reader(deposits, lambda level, number: folder.tile_at(deposits, level, number), roots)
        path = tuple(inclusion_path(index, deposits, reader.range))
        took, cpu = time.perf_counter() - begun, time.thread_time() - cpu
        width = min(256, deposits - index // 256 * 256)
        entry = unpack_entries(folder.read(Tile(None, index // 256, width)) or b"")[index % 256]
        text = str(Proof(index, path, note, Extra(entry, bytes(32)).pack()))
        bare = str(Proof(index, path, note))
        assert parse_proof(text).leads_from(leaf_hash(entry))
        assert parse_leaf(entry).code == with_check(f"{index:018d}")
        yield Proved(took, cpu, reader.reads, len(bare))


def told(seconds: list[float]) -> str:
    """The middle and the slow end."""
    times = sorted(seconds)
    return f"p50 {statistics.median(times) * 1000:.2f} ms, p99 {times[int(len(times) * 0.99)] * 1000:.2f} ms"


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="benchmarks.evidence")
    parser.add_argument("--deposits", type=int, default=1_000_000)
    parser.add_argument("--out", type=Path, required=True, help="an empty folder")
    parser.add_argument("--real-time", action="store_true", help="prove and audit before all other work")
    given = parser.parse_args()
    signer = Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(32)))
    folder = Folder(given.out, flush=False)
    folder.open()
    took = build(folder, given.deposits, signer)
    alone = given.real_time and take_real_time()
    found = list(proofs(folder, given.out, given.deposits, 1000))
    begun, cpu = time.perf_counter(), processor()
    result = audit(InFolder(given.out), Trust(signer.public), workers=os.cpu_count() or 1)
    audited, cpu = time.perf_counter() - begun, processor() - cpu
    rows = [
        f"built {given.deposits:,} deposits in {took:.1f} s: {given.deposits / took:,.0f}/s, batches of {BATCH}",
        f"proof {told([one.wall for one in found])} by the wall, {told([one.cpu for one in found])} of processor time",
        f"tile reads at most {max(one.reads for one in found)}, "
        f"proof file at most {max(one.size for one in found)} bytes",
        f"audit of everything {audited:.1f} s, {cpu:.1f} s of processor time: "
        f"{result.problem or 'sound'}, {result.tiles:,} tiles",
        "proven and audited before all other work of the machine"
        if alone
        else "beside the machine's other work",
        f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most",
    ]
    sys.stdout.write("".join(f"{row}\n" for row in rows))
    return 1 if result.problem else 0


if __name__ == "__main__":
    sys.exit(main())
