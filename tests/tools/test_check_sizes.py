"""The length check: exactly the limit is fine, one more is not."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools import check_sizes
from tools.check_sizes import FILE_LINES, FUNCTION_LINES, look


def write(path: Path, lines: int, function: int = 2) -> Path:
    """A file of so many lines that holds a function of so many."""
    body = ["class A:", "    async def work(self):", *["        pass"] * (function - 1)]
    path.write_text("\n".join([*body, *["x = 1"] * (lines - len(body))]) + "\n", encoding="utf-8")
    return path


def test_the_limits_themselves_are_fine(tmp_path: Path) -> None:
    assert look(write(tmp_path / "a.py", FILE_LINES, FUNCTION_LINES)) == []


def test_one_line_more_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.py", FILE_LINES + 1, FUNCTION_LINES + 1)
    assert look(path) == [f"{path}: 601 lines", f"{path}:2: work has 41 lines"]


def test_other_languages_are_measured_by_the_file(tmp_path: Path) -> None:
    path = tmp_path / "Long.qml"
    path.write_text("Item {}\n" * (FILE_LINES + 1), encoding="utf-8")
    assert look(path) == [f"{path}: 601 lines"]


def test_translations_are_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("kiosk/ui/translations/lawbooth_en.ts")
    path.parent.mkdir(parents=True)
    path.write_text("<message/>\n" * (FILE_LINES + 1), encoding="utf-8")
    assert look(path) == []
    assert look(path.rename("other.ts")) == ["other.ts: 601 lines"]


def test_the_command_looks_at_files_of_the_work_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "short.py", 20)
    (tmp_path / "notes.txt").write_text("line\n" * 700, encoding="utf-8")
    assert check_sizes.main() == 0
    assert "1 files within" in capsys.readouterr().out
    write(tmp_path / "long.py", 601)
    assert check_sizes.main() == 1
    assert capsys.readouterr().out == "long.py: 601 lines\n"
