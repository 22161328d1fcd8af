"""How far the write-ahead log was flushed, kept beside it, so that a commit that vanished is missed.

The mark is written after each durable commit and not flushed itself (a filing costs one flush, not two): it
survives every death of the process, and a power cut after the system's own write-back. A mark that did not
survive guards nothing and alarms nobody; a log that falls short of its mark is damaged for certain, because
before a log is begun anew its mark is taken back and flushed.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from pathlib import Path
from typing import NamedTuple

from offline_cache.disk import Disk
from offline_cache.journal import FRAME_HEADER, HEADER_SIZE, PAGE, Journal

FORM = struct.Struct(">8s8sIII")
MAGIC = b"LBMARK1\n"
TAG = 16


class Mark(NamedTuple):
    """A point that the log must reach."""

    salts: bytes
    frames: int
    """Zero: nothing is promised."""
    one: int
    two: int

    def reached_by(self, journal: Journal) -> bool:
        """Whether the log holds everything up to the mark, in the generation it was made in."""
        if self.frames == 0:
            return True
        if journal.head is None or journal.head.salts != self.salts or journal.frames < self.frames:
            return False
        return journal.sums[self.frames - 1] == (self.one, self.two)


NOTHING = Mark(bytes(8), 0, 0, 0)


class MarkFile:
    """The mark beside one store, authenticated by the store's key."""

    def __init__(self, store: Path, key: bytes, disk: Disk) -> None:
        self.path = store.with_name(store.name + ".mark")
        self._log = store.with_name(store.name + "-wal")
        self._key = hashlib.sha256(b"lawbooth journal mark\x00" + key).digest()
        self._disk = disk
        self._fd = self._log_fd = -1

    def read(self) -> Mark:
        """The mark; `NOTHING` when there is none, or it is torn or someone else's."""
        try:
            raw = self.path.read_bytes()
        except FileNotFoundError:
            return NOTHING
        body, tag = raw[: FORM.size], raw[FORM.size :]
        if len(body) != FORM.size or not hmac.compare_digest(tag, self._tag(body)):
            return NOTHING
        _, salts, frames, one, two = FORM.unpack(body)
        return Mark(salts, frames, one, two)

    def set(self, frames: int) -> None:
        """Mark that the first `frames` frames are flushed; not flushed itself."""
        if self._log_fd < 0:
            self._log_fd = os.open(self._log, os.O_RDONLY | os.O_CLOEXEC)
        header = os.pread(self._log_fd, FRAME_HEADER, HEADER_SIZE + (frames - 1) * (FRAME_HEADER + PAGE))
        if len(header) < FRAME_HEADER:
            return  # a disk that takes flushes for done without doing them: nothing can be promised of it
        _, _, salts, one, two = struct.unpack(">II8sII", header)
        self._write(Mark(salts, frames, one, two))

    def clear(self) -> None:
        """Take the mark back, lastingly; before the log is begun anew or dropped."""
        self._write(NOTHING)
        self._disk.fsync(self._fd, self.path)

    def close(self) -> None:
        """Let go of the files; safe to call twice."""
        for fd in (self._fd, self._log_fd):
            if fd >= 0:
                os.close(fd)
        self._fd = self._log_fd = -1

    def _write(self, mark: Mark) -> None:
        body = FORM.pack(MAGIC, *mark)
        if self._fd < 0:
            self._fd = self._disk.reopen(self.path)
        self._disk.rewrite(self._fd, self.path, body + self._tag(body))

    def _tag(self, body: bytes) -> bytes:
        return hmac.digest(self._key, body, "sha256")[:TAG]
