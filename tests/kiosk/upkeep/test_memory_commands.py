"""The memory from a shell: dead letters without a word of their content, a fresh key, the end of service."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.keeper.vault import Vault
from main import main
from offline_cache.cache import Cache
from offline_cache.states import ItemState
from tests.kiosk.keeper.parts import NAME, commit

WORDS = "原告陈小明的地址不对"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A terminal with one dead letter, stopped."""
    path = tmp_path / "lawbooth.toml"
    path.write_text(f'[terminal]\nfolder = "{tmp_path / "terminal"}"\n')
    cache = Cache.open(tmp_path / "terminal" / "cache", SystemClock())
    vault = Vault(cache)
    message = commit(tmp_path / "visit", submission_id="the-key")
    assert vault.commit(message, tmp_path / "visit")[0] == "done"
    item = cache.outbox.expect("the-key")
    cache.outbox.refuse(item.key, "answers_refused", WORDS, vault.refused(item, "answers_refused", WORDS))
    cache.close()
    return path


def test_a_dead_letter_is_listed_without_its_content_and_released(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outbox", "list", "--json", "--config", str(config)]) == 0
    text = capsys.readouterr().out
    assert NAME not in text
    assert WORDS not in json.loads(text)[0].values()
    (letter,) = json.loads(text)
    assert (letter["key"], letter["matter"], letter["state"], letter["reason"], letter["place"]) == (
        "the-key",
        "SQ-01",
        "dead",
        "answers_refused",
        1,
    )
    assert main(["outbox", "release", "no-such-key", "--config", str(config)]) == 1
    assert main(["outbox", "release", "the-key", "--config", str(config)]) == 0
    cache = Cache.open(tmp_path / "terminal" / "cache", SystemClock())
    assert cache.outbox.expect("the-key").state is ItemState.UNSURE
    record = Vault(cache).by_submission("the-key")
    assert record is not None
    assert (record.state, record.refusal) == ("saved", None)
    assert main(["outbox", "list", "--config", str(config)]) == 1, "the terminal runs"
    cache.close()
    assert "Stop the terminal first" in capsys.readouterr().err


def test_the_memory_goes_on_under_a_fresh_key(config: Path, tmp_path: Path) -> None:
    key = tmp_path / "terminal" / "cache" / "store.key"
    before = key.read_bytes()
    assert main(["memory", "rotate-key", "--config", str(config)]) == 0
    assert key.read_bytes() != before
    cache = Cache.open(tmp_path / "terminal" / "cache", SystemClock())
    assert cache.outbox.expect("the-key").state is ItemState.DEAD
    cache.close()


def test_out_of_service_nothing_is_left(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = tmp_path / "terminal"
    assert main(["memory", "erase", "--config", str(config)]) == 2
    assert main(["memory", "erase", "--yes", "--config", str(config)]) == 1, "a filing waits"
    assert (terminal / "cache" / "store.key").exists()
    cache = Cache.open(terminal / "cache", SystemClock())
    assert main(["memory", "erase", "--yes", "--even-undelivered", "--config", str(config)]) == 1, "it runs"
    cache.close()
    assert main(["memory", "erase", "--yes", "--even-undelivered", "--config", str(config)]) == 0
    assert list(terminal.iterdir()) == []
    assert main(["memory", "erase", "--yes", "--config", str(config)]) == 0, "again changes nothing"
    capsys.readouterr()
