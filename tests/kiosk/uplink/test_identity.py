"""The terminal's own key: in a file for its owner, or sealed to the security chip of this machine."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from kiosk.uplink.identity import is_sealed, load_or_create_key, seal_key
from offline_cache.chip import TERMINAL_NAME, Chip
from tests.offline_cache.soft_chip import SoftChip

NO_CHIP = Chip("")


def test_with_a_chip_the_key_is_sealed_from_the_first_moment(tmp_path: Path) -> None:
    chip, path = SoftChip(tmp_path / "chip", TERMINAL_NAME), tmp_path / "home" / "terminal.key"
    key = load_or_create_key(path, chip)
    assert is_sealed(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key.private_bytes_raw() not in path.read_bytes()
    again = load_or_create_key(path, chip)
    assert again.public_key() == key.public_key()
    key.public_key().verify(again.sign(b"words"), b"words")


def test_a_stolen_disk_signs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "terminal.key"
    load_or_create_key(path, SoftChip(tmp_path / "chip", TERMINAL_NAME))
    # another machine, and the same chip asked under the name of another key
    for other in (SoftChip(tmp_path / "other", TERMINAL_NAME), SoftChip(tmp_path / "chip")):
        with pytest.raises(ValueError, match="security chip"):
            load_or_create_key(path, other)


def test_a_key_from_before_the_chip_is_sealed_and_stays_the_same(tmp_path: Path) -> None:
    path = tmp_path / "terminal.key"
    key = load_or_create_key(path, NO_CHIP)
    assert path.read_bytes() == key.private_bytes_raw()
    assert not seal_key(path, NO_CHIP)
    chip = SoftChip(tmp_path / "chip", TERMINAL_NAME)
    assert seal_key(path, chip)
    assert seal_key(path, chip)
    assert load_or_create_key(path, chip).public_key() == key.public_key()


@pytest.mark.expect_log("did not seal")
def test_a_chip_that_fails_leaves_the_key_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "terminal.key"
    broken = Chip("swtpm:host=127.0.0.1,port=9", TERMINAL_NAME)
    key = load_or_create_key(path, broken)
    assert not is_sealed(path)
    assert load_or_create_key(path, NO_CHIP).public_key() == key.public_key()
