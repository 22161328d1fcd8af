"""The translations check on a small scene, with the real extractor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import check_translations

SCENE = 'import QtQuick\nText { text: qsTr("开始") }\n'
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1" language="en_US"><context>'


def message(source: str, translation: str, kind: str = "") -> str:
    """One entry of a translation file."""
    mark = f' type="{kind}"' if kind else ""
    return f"<message><source>{source}</source><translation{mark}>{translation}</translation></message>"


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scene of one text; the file its translation belongs into."""
    (tmp_path / "Start.qml").write_text(SCENE, encoding="utf-8")
    monkeypatch.setattr(check_translations, "QML", tmp_path)
    monkeypatch.setattr(check_translations, "TRANSLATION", tmp_path / "en.ts")
    return tmp_path / "en.ts"


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ((message("开始", "Begin"),), "1 texts, all translated"),
        ((), "not translated: Start: 开始"),
        ((message("开始", ""),), "unfinished: Start: 开始"),
        ((message("开始", "Begin", "unfinished"),), "unfinished: Start: 开始"),
        ((message("开始", "Begin"), message("结束", "End")), "no screen says: Start: 结束"),
        ((message("开始", "Begin"), message("结束", "End", "vanished")), "1 texts, all translated"),
    ],
)
def test_scene_and_translation_are_compared(
    check: Path, entries: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    check.write_text(f"{HEAD}<name>Start</name>{''.join(entries)}</context></TS>", encoding="utf-8")
    assert check_translations.main() == (0 if "all translated" in says else 1)
    assert capsys.readouterr().out.strip() == says
