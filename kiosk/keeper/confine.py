"""What a visit process gives up at its start, so that it leaves nothing when it is killed."""

from __future__ import annotations

import ctypes
import resource
import signal

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_CHILD_SUBREAPER = 36


def _prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def confine() -> None:
    """No core dumps, no debugger of the same user, and no life beyond the keeper's."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _prctl(PR_SET_DUMPABLE, 0)
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def adopt_orphans() -> None:
    """Children of killed visits come to the keeper, so that it can see that none is left."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
