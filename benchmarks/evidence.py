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
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from legalnet.evidence.codes import with_check
from legalnet.evidence.leaves import Leaf, parse_leaf
from legalnet.evidence.notes import Head, Note, Signer, parse_note
from legalnet.evidence.proofs import Extra, Proof, parse_proof
from legalnet.evidence.tiles import Reader, Tile, unpack_entries
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


def proofs(folder: Folder, root: Path, deposits: int, count: int) -> Iterator[tuple[float, int, int]]:
    """Seconds, tile reads and bytes of random proofs; each is verified."""
    note, chance = parse_note((root / "checkpoint").read_text()), random.Random(1)
    for _ in range(count):
        index = chance.randrange(deposits)
        begun = time.perf_counter()
        reader = Reader(deposits, lambda level, number: folder.tile_at(deposits, level, number))
        path = tuple(inclusion_path(index, deposits, reader.range))
        took = time.perf_counter() - begun
        width = min(256, deposits - index // 256 * 256)
        entry = unpack_entries(folder.read(Tile(None, index // 256, width)) or b"")[index % 256]
        text = str(Proof(index, path, note, Extra(entry, bytes(32)).pack()))
        bare = str(Proof(index, path, note))
        assert parse_proof(text).leads_from(leaf_hash(entry))
        assert parse_leaf(entry).code == with_check(f"{index:018d}")
        yield took, reader.reads, len(bare)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="benchmarks.evidence")
    parser.add_argument("--deposits", type=int, default=1_000_000)
    parser.add_argument("--out", type=Path, required=True, help="an empty folder")
    given = parser.parse_args()
    signer = Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(32)))
    folder = Folder(given.out, flush=False)
    folder.open()
    took = build(folder, given.deposits, signer)
    found = list(proofs(folder, given.out, given.deposits, 1000))
    times = sorted(one[0] for one in found)
    begun = time.perf_counter()
    result = audit(InFolder(given.out), Trust(signer.public), workers=os.cpu_count() or 1)
    audited = time.perf_counter() - begun
    rows = [
        f"built {given.deposits:,} deposits in {took:.1f} s: {given.deposits / took:,.0f}/s, batches of {BATCH}",
        f"proof p50 {statistics.median(times) * 1000:.2f} ms, p99 {times[int(len(times) * 0.99)] * 1000:.2f} ms",
        f"tile reads at most {max(one[1] for one in found)}, proof file at most {max(one[2] for one in found)} bytes",
        f"audit of everything {audited:.1f} s: {result.problem or 'sound'}, {result.tiles:,} tiles",
        f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most",
    ]
    sys.stdout.write("".join(f"{row}\n" for row in rows))
    return 1 if result.problem else 0


if __name__ == "__main__":
    sys.exit(main())
