"""What can go wrong in memory, as few kinds as somebody can act on. No text here ever carries content."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager


class CacheError(Exception):
    """The cache could not do what it was asked; `code` names the reason for screen, doctor and log."""

    code = "cache"


class DiskFull(CacheError):
    """No room was left; nothing was changed."""

    code = "disk_full"


class ReadOnlyDisk(CacheError):
    """The disk does not take writes: mounted read-only, or its folder is not ours."""

    code = "disk_read_only"


class DiskFault(CacheError):
    """The disk failed a read, a write or a flush; whether the last change holds is unknown, so ask again."""

    code = "disk_fault"


class WrongKey(CacheError):
    """The key file is missing or is not the one the store was made with; nothing was touched."""

    code = "wrong_key"


class Damaged(CacheError):
    """The store's file does not hold together."""

    code = "store_damaged"


class TooNew(CacheError):
    """The store was made by a later version of this program."""

    code = "store_too_new"


class InUse(CacheError):
    """Another process has this folder open; there is one owner only."""

    code = "cache_in_use"


class QuarantineFull(CacheError):
    """A damaged store lies aside and must be looked at first."""

    code = "store_quarantined"


class Closed(CacheError):
    """The cache was closed in the meantime."""

    code = "cache_closed"


class BlobDamaged(CacheError):
    """A blob's bytes are not those its name promises."""

    code = "blob_damaged"


class BlobMissing(CacheError):
    """A blob is not there."""

    code = "blob_missing"


FULL = (errno.ENOSPC, errno.EDQUOT)
READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


def from_os(error: OSError) -> CacheError:
    """The cache's word for an operating system error, without the path in its text."""
    name = errno.errorcode.get(error.errno or 0, "unknown")
    if error.errno in FULL:
        return DiskFull(name)
    if error.errno in READ_ONLY:
        return ReadOnlyDisk(name)
    return DiskFault(name)


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn the `OSError`s of the body into `CacheError`s."""
    try:
        yield
    except OSError as error:
        raise from_os(error) from error
