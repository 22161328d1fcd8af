"""Fixtures of the memory: an open cache, and the steps its disk takes."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from offline_cache.cache import Cache
from tests.crash.layers import LossyDisk, LossyVfs
from tests.offline_cache.rig import HandClock

NUMBERS = itertools.count()


class Watch:
    """A list of the steps taken; `fail` may be set to raise an error at any of them."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.fail: Callable[[str], None] = lambda name: None
        self.disk = LossyDisk(self.step)
        self.vfs = LossyVfs(f"watch{os.getpid()}-{next(NUMBERS)}", self.step)

    def step(self, name: str) -> None:
        self.steps.append(name)
        self.fail(name)


@pytest.fixture
def watch() -> Iterator[Watch]:
    """The layers below a cache, watched."""
    watch = Watch()
    yield watch
    watch.vfs.unregister()


@pytest.fixture
def clock() -> HandClock:
    """Time turned by hand."""
    return HandClock()


@pytest.fixture
def cache(tmp_path: Path, clock: HandClock) -> Iterator[Cache]:
    """A fresh cache on the ordinary disk."""
    cache = Cache.open(tmp_path / "cache", clock)
    yield cache
    cache.close()
