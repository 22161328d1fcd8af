"""What the tests of the memory share: a clock turned by hand, files to take in, a province in miniature."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from offline_cache.blobs import BlobRef
from offline_cache.uplink import Companion, Offline, Refused, Reply, Unsure


class HandClock:
    """Time that passes only when told."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 1, 5, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds


def source_file(folder: Path, data: bytes) -> tuple[Path, BlobRef]:
    """A file as a visit leaves it, with its reference."""
    folder.mkdir(parents=True, exist_ok=True)
    ref = BlobRef(hashlib.sha256(data).hexdigest(), len(data))
    (folder / ref.digest).write_bytes(data)
    return folder / ref.digest, ref


class MiniProvince:
    """The other end: takes each key once, keeps blobs, and does as `script` says on the way.

    Words of the script: `ok`; `offline` before anything arrives; `lost` arrives but the answer does not;
    `vanish` neither arrives nor answers; `refuse`; `crash` an error that no uplink may raise. When it ends,
    all is `ok`.
    """

    def __init__(self, *script: str) -> None:
        self.carries = 0
        self.along: dict[str, list[str]] = {}
        self._script: Iterator[str] = iter(script)
        self.blobs: dict[str, bytes] = {}
        self.arrived: dict[str, bytes] = {}
        self.submits: Counter[str] = Counter()
        self.repeats: Counter[str] = Counter()
        self.queries: Counter[str] = Counter()
        self.uploads: list[str] = []
        self.needs: dict[str, list[str]] = {}

    def upload_blob(self, digest: str, size: int, path: Path) -> None:
        word = next(self._script, "ok")
        self._fail_before(word)
        data = path.read_bytes()
        assert len(data) == size
        assert hashlib.sha256(data).hexdigest() == digest
        self.blobs[digest] = data
        self.uploads.append(digest)
        if word == "lost":
            raise Unsure

    def submit(self, key: str, header: bytes, along: Sequence[Companion] = ()) -> Reply:
        word = next(self._script, "ok")
        self.submits[key] += 1
        self._fail_before(word)
        self.along[key] = [file.digest for file in along]
        for file in along:
            self.blobs[file.digest] = file.path.read_bytes()
            assert hashlib.sha256(self.blobs[file.digest]).hexdigest() == file.digest
        if key in self.arrived:
            self.repeats[key] += 1
        self.arrived.setdefault(key, header)
        if word == "lost":
            raise Unsure
        return self._reply(key)

    def query(self, key: str) -> Reply | None:
        self.queries[key] += 1
        self._fail_before(next(self._script, "ok"))
        return self._reply(key) if key in self.arrived else None

    def _reply(self, key: str) -> Reply:
        return Reply(f"number of {key}".encode())

    def _fail_before(self, word: str) -> None:
        if word == "offline":
            raise Offline
        if word == "vanish":
            raise Unsure
        if word == "refuse":
            raise Refused("bad_form", "请到柜台办理")
        if word == "crash":
            raise RuntimeError("an uplink must not do this")
