"""Blobs: named by what they hold, taken in whole or not at all, damage noticed."""

from __future__ import annotations

import errno
import os
from hashlib import sha256
from pathlib import Path

import pytest

from offline_cache.blobs import BlobRef, Blobs
from offline_cache.disk import Disk
from offline_cache.errors import BlobDamaged, BlobMissing, DiskFault, DiskFull
from tests.offline_cache.conftest import Watch
from tests.offline_cache.rig import source_file

DATA = b"sealed bytes " * 100_000


@pytest.fixture
def blobs(tmp_path: Path, watch: Watch) -> Blobs:
    (tmp_path / "blobs").mkdir()
    return Blobs(tmp_path / "blobs", watch.disk)


def there(tmp_path: Path) -> list[str]:
    return sorted(p.name for p in (tmp_path / "blobs").iterdir())


def test_taken_in_flushed_and_named_by_its_digest(tmp_path: Path, blobs: Blobs, watch: Watch) -> None:
    path, ref = source_file(tmp_path / "visit", DATA)
    assert blobs.ingest(path, ref.digest, ref.size) == ref
    assert [s for s in watch.steps if s != "write"] == ["create", "fsync", "rename", "fsync folder"]
    assert there(tmp_path) == [ref.digest]
    assert blobs.verify(ref).read_bytes() == DATA
    assert blobs.has(ref)
    path.unlink()
    assert blobs.verify(ref).read_bytes() == DATA, "it is a copy, not a link"


def test_many_cost_one_flush_each_and_one_for_the_folder(tmp_path: Path, blobs: Blobs, watch: Watch) -> None:
    files = [source_file(tmp_path / "visit", bytes([n]) * 1000) for n in range(5)]
    blobs.ingest_all(files)
    assert watch.steps.count("fsync") == 5
    assert watch.steps.count("fsync folder") == 1
    watch.steps.clear()
    blobs.ingest_all(files)
    assert watch.steps == ["fsync folder"], "what is there is not copied again"


@pytest.mark.parametrize("change", ["longer", "shorter", "other", "empty"])
def test_a_file_that_is_not_what_it_says_stays_out(tmp_path: Path, blobs: Blobs, change: str) -> None:
    path, ref = source_file(tmp_path / "visit", DATA)
    data = {"longer": DATA + b"x", "shorter": DATA[:-1], "other": b"X" + DATA[1:], "empty": b""}[change]
    path.write_bytes(data)
    with pytest.raises(BlobDamaged):
        blobs.ingest(path, ref.digest, ref.size)
    assert there(tmp_path) == []


def test_links_pipes_and_nothing_stay_out(tmp_path: Path, blobs: Blobs) -> None:
    path, ref = source_file(tmp_path / "visit", DATA)
    (tmp_path / "link").symlink_to(path)
    os.mkfifo(tmp_path / "pipe")
    for name, error in (("link", DiskFault), ("pipe", BlobDamaged), ("nothing", BlobMissing)):
        with pytest.raises(error):
            blobs.ingest(tmp_path / name, ref.digest, ref.size)
    assert there(tmp_path) == []


@pytest.mark.parametrize("digest", ["../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n", ""])
def test_only_a_digest_becomes_a_file_name(tmp_path: Path, blobs: Blobs, digest: str) -> None:
    with pytest.raises(ValueError, match="not a blob reference"):
        blobs.path(digest)
    with pytest.raises(ValueError, match="not a blob reference"):
        BlobRef(digest, 1)


@pytest.mark.expect_log("taken in again")
def test_damage_is_noticed_and_mended_by_taking_it_in_again(tmp_path: Path, blobs: Blobs) -> None:
    path, ref = source_file(tmp_path / "visit", DATA)
    blobs.ingest(path, ref.digest, ref.size)
    flipped = bytearray(DATA)
    flipped[700_000] ^= 4
    blobs.path(ref.digest).write_bytes(flipped)
    with pytest.raises(BlobDamaged):
        blobs.verify(ref)
    blobs.ingest(path, ref.digest, ref.size)
    assert blobs.verify(ref).read_bytes() == DATA
    blobs.remove(ref.digest)
    blobs.remove(ref.digest)
    with pytest.raises(BlobMissing):
        blobs.verify(ref)
    assert not blobs.has(ref)


@pytest.mark.parametrize("step", ["create", "write", "fsync", "rename", "fsync folder"])
def test_a_full_disk_leaves_nothing_half_done(tmp_path: Path, blobs: Blobs, watch: Watch, step: str) -> None:
    path, ref = source_file(tmp_path / "visit", DATA)

    def fail(name: str) -> None:
        if name == step:
            raise OSError(errno.ENOSPC, "full", "/secret/path")

    watch.fail = fail
    with pytest.raises(DiskFull) as caught:
        blobs.ingest(path, ref.digest, ref.size)
    assert "secret" not in str(caught.value)
    watch.fail = lambda name: None
    blobs.ingest(path, ref.digest, ref.size)
    assert there(tmp_path) == [ref.digest]
    assert blobs.verify(ref).read_bytes() == DATA


def test_the_sweep_keeps_what_is_needed(tmp_path: Path, blobs: Blobs) -> None:
    files = [source_file(tmp_path / "visit", bytes([n]) * 10) for n in range(3)]
    blobs.ingest_all(files)
    (tmp_path / "blobs" / ("f" * 64 + ".part")).write_bytes(b"half")
    keep = files[1][1].digest
    assert blobs.sweep({keep}) == 3
    assert there(tmp_path) == [keep]


def test_the_plain_disk_removes_leftovers(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"left over from before")
    fd = Disk().create(tmp_path / "x")
    os.close(fd)
    assert (tmp_path / "x").read_bytes() == b""


class Source:
    """Gives these bytes in pieces of odd sizes, as a pipe does; fails at the end if told to."""

    def __init__(self, data: bytes, error: Exception | None = None) -> None:
        self._left, self._error = data, error

    def read(self, buffer: memoryview) -> int:
        """At most 70,001 bytes at a time."""
        if not self._left and self._error:
            raise self._error
        piece, self._left = self._left[: min(len(buffer), 70_001)], self._left[min(len(buffer), 70_001) :]
        buffer[: len(piece)] = piece
        return len(piece)


def test_what_comes_through_a_pipe_is_named_by_what_came(tmp_path: Path, blobs: Blobs, watch: Watch) -> None:
    parts = [b"first " * 500_000, b"x", DATA]
    refs = blobs.receive(Source(b"".join(parts) + b"never read").read, [len(part) for part in parts])
    assert refs == [BlobRef(sha256(part).hexdigest(), len(part)) for part in parts]
    assert [blobs.verify(ref).read_bytes() for ref in refs] == parts
    assert there(tmp_path) == sorted(ref.digest for ref in refs)
    steps = [step for step in watch.steps if step != "write"]
    assert steps == ["create", "fsync", "rename"] * 3 + ["fsync folder"], (
        "nothing is told before all of it lasts"
    )


def test_a_pipe_that_ends_early_leaves_only_what_a_sweep_takes(tmp_path: Path, blobs: Blobs) -> None:
    with pytest.raises(BlobDamaged):
        blobs.receive(Source(DATA + DATA[:-1]).read, [len(DATA), len(DATA)])
    assert there(tmp_path) == [sha256(DATA).hexdigest()], "nothing half"
    with pytest.raises(BlobMissing):
        blobs.receive(Source(DATA, BlobMissing("silent")).read, [len(DATA) + 1])
    assert blobs.sweep(()) == 1
    assert there(tmp_path) == []


@pytest.mark.parametrize("step", ["create", "write", "fsync", "rename", "fsync folder"])
def test_a_full_disk_ends_a_pipe_as_it_ends_a_copy(
    tmp_path: Path, blobs: Blobs, watch: Watch, step: str
) -> None:
    def fail(name: str) -> None:
        if name == step:
            raise OSError(errno.ENOSPC, "full")

    watch.fail = fail
    with pytest.raises(DiskFull):
        blobs.receive(Source(DATA).read, [len(DATA)])
    watch.fail = lambda name: None
    (ref,) = blobs.receive(Source(DATA).read, [len(DATA)])
    assert there(tmp_path) == [ref.digest]
