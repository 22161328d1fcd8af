"""Settings: errors that name the key, the environment over the file, an example that is current."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from kiosk.settings import Settings, SettingsError, example, from_environment, load

EXAMPLE = Path(__file__).parent.parent / "lawbooth.example.toml"


def test_the_example_is_current_and_loads_as_the_defaults(tmp_path: Path) -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == example()
    assert load(EXAMPLE, {}) == Settings()
    uncommented = "\n".join(
        line[2:] if line.startswith("# ") and " = " in line else line for line in example().splitlines()[1:]
    )
    assert Settings.model_validate(tomllib.loads(uncommented)) == Settings()


def test_the_environment_is_stronger_than_the_file(tmp_path: Path) -> None:
    path = tmp_path / "lawbooth.toml"
    path.write_text('[terminal]\nplace = "甲"\n[screen]\nwidth = 1920\n', encoding="utf-8")
    found = load(path, {"LAWBOOTH_TERMINAL_PLACE": "乙", "LAWBOOTH_SCREEN_FULLSCREEN": "false", "HOME": "/"})
    assert (found.terminal.place, found.screen.width, found.screen.fullscreen) == ("乙", 1920, False)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[terminal]\nplcae = 'x'\n", "terminal.plcae"),
        ("[screen]\nwidth = 'wide'\n", "screen.width"),
        ("[province]\nurl = 'http://far.example'\n", "https://"),
        ("[devices]\nid_reader = '/dev/ttyUSB0'\n", "devices.id_reader"),
        ("[visit]\nidle_s = 1\n", "visit.idle_s"),
        ("not toml at all", "not TOML"),
    ],
)
def test_a_wrong_key_is_named(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "lawbooth.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=says):
        load(path, {})


def test_a_secret_is_not_repeated_in_the_error() -> None:
    with pytest.raises(SettingsError) as caught:
        load(None, {"LAWBOOTH_PROVINCE_URL": "ftp://user:secret@host"})
    assert "secret" not in str(caught.value)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path / "none.toml", {})


def test_no_variable_of_the_makefile_is_taken_for_a_setting() -> None:
    given = re.findall(r"LAWBOOTH_[A-Z_]+", (EXAMPLE.parent / "Makefile").read_text(encoding="utf-8"))
    assert given
    assert from_environment(dict.fromkeys(given, "full")) == [], (
        "a terminal that is started so would refuse it"
    )
