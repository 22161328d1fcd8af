"""The gateway's settings: one schema, three sources, and a page that names every key."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from province.gateway.settings import FILE, PREFIX, Settings, SettingsError, load_settings

PAGE = Path(__file__).parents[2] / "docs" / "province.md"


def test_the_command_line_wins_over_the_environment_over_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('port = 1\nhost = "0.0.0.0"\nnats = "nats://file:4222"')
    environment = {f"{PREFIX}PORT": "2", f"{PREFIX}NATS": "nats://environment:4222", "OTHER": "x"}
    found = load_settings({"data": tmp_path, "port": 3, "host": None}, environment)
    assert (found.port, found.host, found.nats) == (3, "0.0.0.0", "nats://environment:4222")
    assert found.database_url == f"sqlite:///{tmp_path / 'province.sqlite'}"


@pytest.mark.parametrize(
    ("text", "words"),
    [("prot = 1", "prot"), ("port = 99999", "port"), ("port = ", "gateway.toml"), ("nats = 5", "nats")],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(SettingsError, match=words):
        load_settings({"data": tmp_path}, {})


def test_no_password_shows_in_a_repr_or_a_refusal(tmp_path: Path) -> None:
    secret = "postgresql://gateway:hush@db/province"
    assert "hush" not in repr(load_settings({"data": tmp_path, "database": secret}, {}))
    with pytest.raises(SettingsError) as caught:
        load_settings({"data": tmp_path, "database": secret, "port": -1}, {})
    assert "hush" not in str(caught.value)


def test_the_page_names_every_key() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"`{name}`" not in text] == []


def test_a_gateway_that_is_alone_imports_nothing_for_the_others() -> None:
    program = (
        "import sys, province.gateway.command, province.gateway.storage.sqlite, province.gateway.blobs.folder\n"
        "print([name for name in ('asyncpg', 'obstore', 'nats', 'boto3') if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True, cwd=PAGE.parents[1]
    )
    assert found.stdout.strip() == "[]", found.stderr
