"""The key file: made once, whole, for its owner only; never replaced by a fresh one in silence."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from offline_cache.chip import Chip
from offline_cache.disk import Disk
from offline_cache.errors import WrongKey
from offline_cache.keys import KeyFile


def test_made_once_and_closed_to_others(tmp_path: Path) -> None:
    key = KeyFile(tmp_path / "store.key", Disk(), Chip()).load_or_make()
    assert len(key) == 32
    assert KeyFile(tmp_path / "store.key", Disk(), Chip()).load_or_make() == key
    assert KeyFile(tmp_path / "other.key", Disk(), Chip()).load_or_make() != key
    assert stat.S_IMODE((tmp_path / "store.key").stat().st_mode) == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["other.key", "store.key"]


@pytest.mark.expect_log("open to others")
def test_a_file_left_open_is_closed(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "store.key", Disk(), Chip())
    key = file.load_or_make()
    (tmp_path / "store.key").chmod(0o644)
    assert file.load() == key
    assert stat.S_IMODE((tmp_path / "store.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", bytes(31), bytes(33)])
def test_something_else_is_no_key(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "store.key").write_bytes(content)
    (tmp_path / "store.key").chmod(0o600)
    with pytest.raises(WrongKey, match="does not hold a key"):
        KeyFile(tmp_path / "store.key", Disk(), Chip()).load_or_make()


def test_a_missing_key_and_a_link_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongKey, match="missing"):
        KeyFile(tmp_path / "store.key", Disk(), Chip()).load()
    KeyFile(tmp_path / "elsewhere", Disk(), Chip()).load_or_make()
    (tmp_path / "store.key").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WrongKey, match="cannot be read"):
        KeyFile(tmp_path / "store.key", Disk(), Chip()).load()


def test_it_says_how_weak_it_is(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "store.key", Disk(), Chip())
    file.load_or_make()
    assert file.describe() == "weak: file"
