"""The pipe through which a visit sends sealed files, read without trusting whoever writes into it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import stat

from offline_cache.errors import BlobDamaged

SILENCE_S = 5.0
"""So long the keeper waits for the next bytes; it has nothing else to do meanwhile."""
ROOM = 1 << 20
"""Bytes that a pipe may hold, which is what Linux gives whoever is not root (`pipe-max-size`)."""


class Pipe:
    """The reading end that came along with a visit's word; -1 when none did."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        if fd >= 0:
            os.set_blocking(fd, False)

    def read(self, buffer: memoryview) -> int:
        """Fill a part of the buffer; 0 at the end. Raises `BlobDamaged` when nothing comes, or it is no pipe."""
        if self._fd < 0 or not stat.S_ISFIFO(os.fstat(self._fd).st_mode):
            raise BlobDamaged("no pipe came along")
        waiting = select.poll()
        waiting.register(self._fd, select.POLLIN)
        while waiting.poll(1000 * SILENCE_S):
            try:
                return os.readv(self._fd, [buffer])
            except BlockingIOError:
                continue
        raise BlobDamaged("nothing comes any more")

    def close(self) -> None:
        """Whoever still writes notices."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def wide_pipe() -> tuple[int, int]:
    """A pipe that holds a megabyte where the system allows it: its reading and its writing end."""
    reading, writing = os.pipe()
    with contextlib.suppress(OSError):  # a site with a lower limit; it only costs more turns
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, ROOM)
    return reading, writing
