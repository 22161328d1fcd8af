"""The lint of logs finds what was planted, and the tree is free of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import check_logs

PLANTED = [
    'log.info("read %s", card.name)',
    'log.warning(f"filing of {who.number}")',
    'log.error("no such: %s", manifest.identity.holder_name)',
    'raise ValueError(f"wrong answer: {answers}")',
    'raise KeyError(f"{visit.card.number} is not here")',
    'Path(f"/tmp/{holder.name}.pdf").touch()',
    'folder.joinpath(f"{phone}.json")',
    'log.debug("tried %s", password)',
    "logging.basicConfig(level=20)",
]
HARMLESS = [
    'log.info("%d answers", len(answers))',
    'log.info("terminal %s", terminal.id)',
    'raise ValueError("the answer does not fit")',
    'log.error("draft: %s", type(error).__name__)',
    'Path(f"{submission_id}.pdf")',
    'say("hello", card.name)',
]


@pytest.mark.parametrize("line", PLANTED)
def test_what_was_planted_is_found(line: str) -> None:
    assert check_logs.look(Path("kiosk/x.py"), line)


@pytest.mark.parametrize("line", HARMLESS)
def test_what_says_nothing_is_left_alone(line: str) -> None:
    assert check_logs.look(Path("kiosk/x.py"), line) == []


def test_the_tree_is_free_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_logs.main() == 0, capsys.readouterr().out
