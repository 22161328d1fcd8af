"""The key sealed to a security chip: a real `systemd-creds` talks to a software TPM 2 over a socket."""

from __future__ import annotations

from pathlib import Path

import pytest

from offline_cache.cache import Cache
from offline_cache.chip import Chip
from offline_cache.disk import Disk
from offline_cache.errors import WrongKey
from offline_cache.keys import KeyFile
from offline_cache.states import Lane
from tests.offline_cache.rig import HandClock
from tests.offline_cache.soft_chip import SoftChip


def test_the_key_is_sealed_and_only_this_chip_opens_it(tmp_path: Path) -> None:
    chip = SoftChip(tmp_path / "chip")
    assert chip.present()
    file = KeyFile(tmp_path / "store.key", Disk(), chip)
    key = file.load_or_make()
    assert len(key) == 32
    assert file.describe() == "tpm2"
    assert key not in (tmp_path / "store.key").read_bytes()
    assert KeyFile(tmp_path / "store.key", Disk(), chip).load() == key
    for other in (SoftChip(tmp_path / "other"), Chip("swtpm:host=127.0.0.1,port=9")):
        with pytest.raises(WrongKey, match="security chip"):
            KeyFile(tmp_path / "store.key", Disk(), other).load()


@pytest.mark.expect_log("did not seal")
def test_a_chip_that_fails_leaves_the_key_in_a_file(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "store.key", Disk(), Chip("swtpm:host=127.0.0.1,port=9"))
    assert len(file.load_or_make()) == 32
    assert file.describe() == "weak: file"


def test_a_cache_lives_on_a_sealed_key_and_moves_to_one(tmp_path: Path) -> None:
    clock, chip = HandClock(), SoftChip(tmp_path / "chip")
    cache = Cache.open(tmp_path / "cache", clock)
    cache.outbox.enqueue("k", Lane.JSON, b"words")
    assert cache.health().key == "weak: file"
    cache.close()
    Cache.rotate_key(tmp_path / "cache", clock, chip=chip)
    cache = Cache.open(tmp_path / "cache", clock, chip=chip)
    assert cache.health().key == "tpm2"
    assert cache.outbox.expect("k").header == b"words"
    cache.close()
