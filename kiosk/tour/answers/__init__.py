"""What the tour's resident answers, a YAML file for each matter; `{today}` stands for the day of the visit.

A file `<code>@<name>.yaml` is another way through the same matter (an agent, a guardian, several parties); it may name
the `persona` whose card is laid down, and the matter that is chosen `first` where a minor is stopped on the way.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


def load_answers(code: str, today: date) -> dict[str, Any]:
    """Section -> answers in the order a resident gives them. Raises `OSError` for a matter without a script."""
    answers: dict[str, Any] = _dated(_read(code)["answers"], today.isoformat())
    return answers


def persona_of(script: str, otherwise: str) -> str:
    """Whose card is laid down in that script."""
    return str(_read(script).get("persona", otherwise))


def first_of(script: str) -> str:
    """The matter that is chosen on the first screen: the script's own, or another one before it."""
    return str(_read(script).get("first", script.partition("@")[0]))


def variants() -> list[str]:
    """The other ways through a matter that have a script."""
    return sorted(path.stem for path in FOLDER.glob("*@*.yaml"))


def _read(script: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / f"{script}.yaml").read_text(encoding="utf-8"))
    return content


def _dated(value: Any, today: str) -> Any:
    if isinstance(value, str):
        return value.replace("{today}", today)
    if isinstance(value, dict):
        return {key: _dated(part, today) for key, part in value.items()}
    return [_dated(part, today) for part in value] if isinstance(value, list) else value
