"""What the tour's resident answers, a YAML file for each matter; `{today}` stands for the day of the visit."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


def load_answers(code: str, today: date) -> dict[str, Any]:
    """Section -> answers in the order a resident gives them. Raises `OSError` for a matter without a script."""
    content = yaml.safe_load((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    answers: dict[str, Any] = _dated(content["answers"], today.isoformat())
    return answers


def _dated(value: Any, today: str) -> Any:
    if isinstance(value, str):
        return value.replace("{today}", today)
    if isinstance(value, dict):
        return {key: _dated(part, today) for key, part in value.items()}
    return [_dated(part, today) for part in value] if isinstance(value, list) else value
