"""Keepers, their memories and their province, taken down after each test."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.keeper.vault import Vault
from offline_cache.cache import Cache
from tests.crash.layers import LossyDisk, LossyVfs
from tests.kiosk.keeper.parts import FarEnd, House

NUMBERS = itertools.count()


class Trouble:
    """The disk below a memory; `at` names the step that fails, `error` what it fails with."""

    def __init__(self) -> None:
        self.at = ""
        self.error: Exception = OSError()
        self.disk = LossyDisk(self._step)
        self.vfs = LossyVfs(f"vault{os.getpid()}-{next(NUMBERS)}", self._step)

    def _step(self, name: str) -> None:
        if self.at == name:
            raise self.error


@pytest.fixture
def trouble() -> Iterator[Trouble]:
    """A disk that fails when told to."""
    trouble = Trouble()
    yield trouble
    trouble.vfs.unregister()


@pytest.fixture
def cache(tmp_path: Path, trouble: Trouble) -> Iterator[Cache]:
    """A memory on that disk."""
    cache = Cache.open(tmp_path / "cache", SystemClock(), trouble.disk, trouble.vfs.over)
    yield cache
    trouble.at = ""
    cache.close()


@pytest.fixture
def vault(cache: Cache) -> Vault:
    """A vault over it."""
    return Vault(cache)


@pytest.fixture
def far(tmp_path: Path) -> FarEnd:
    """A province in miniature."""
    folder = tmp_path / "far"
    folder.mkdir()
    return FarEnd(folder=folder)


@pytest.fixture
def house(tmp_path: Path, far: FarEnd) -> Iterator[Callable[[], House]]:
    """Makes keepers over one folder, one after another."""
    made: list[House] = []

    def make() -> House:
        made.append(House(tmp_path, far, far.probe))
        return made[-1]

    yield make
    for one in made:
        one.close()
