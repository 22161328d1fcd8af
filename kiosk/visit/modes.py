"""The ways of using the terminal that a resident chooses, for this visit only, and what they change in the flow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

MODE_VALUES: dict[str, tuple[Any, ...]] = {
    "language": ("zh", "zh_hant", "en"),
    "size": ("normal", "large", "largest"),
    "contrast": ("paper", "night", "yellow", "white"),
    "seated": (False, True),
    "reduced": (False, True),
    "slow": (False, True),
    "hand": ("right", "left"),
    "switches": ("off", "two", "auto"),
    "captions": (False, True),
    "sign": (False, True),
    "simple": (False, True),
}
"""Each mode with its values, the first as everybody is greeted.

`hand` right is how the screens are drawn, left mirrors what is touched most. `captions` and `sign` are what a room is
asked for. `switches`: everything by two keys; with `auto` the ring moves on by itself and one key chooses.
"""
ELDER_IDLE_S = 180.0
"""Seconds without a touch for those who take longer (domain rule G1: 90, elder mode 180)."""
SLOW_FACTOR = 2.0


def first_modes(language: str) -> dict[str, Any]:
    """As the terminal greets everybody."""
    return {key: values[0] for key, values in MODE_VALUES.items()} | {"language": language}


def chosen(key: str, value: Any) -> dict[str, Any]:
    """What changes when `value` is chosen for `key`; nothing when there is no such mode or value."""
    kinds = MODE_VALUES.get(key, ())
    if not any(value == one and type(value) is type(one) for one in kinds):
        return {}
    # who signs reads what others say, too
    return {key: value, "captions": True} if key == "sign" and value else {key: value}


def words(modes: Mapping[str, Any]) -> Literal["zh", "en"]:
    """Language of the words that come from a matter; the traditional script is made of the simplified one at display."""
    return "en" if modes["language"] == "en" else "zh"


def needs(modes: Mapping[str, Any]) -> list[str]:
    """What a meeting is asked for, as `legalnet.queues.Need` calls it."""
    wanted = {
        "large_text": modes["size"] != "normal",
        "captions": modes["captions"],
        "sign_language": modes["sign"],
    }
    return [need for need, is_wanted in wanted.items() if is_wanted]


def unhurried(modes: Mapping[str, Any]) -> bool:
    """Whether this resident takes longer: slow and steady, large letters, switches."""
    return bool(modes["slow"]) or modes["size"] != "normal" or modes["switches"] != "off"


def idle_s(modes: Mapping[str, Any], usual_s: float) -> float:
    """Seconds without a touch before 您还在吗."""
    return max(usual_s, ELDER_IDLE_S) if unhurried(modes) else usual_s


def wait_s(modes: Mapping[str, Any], usual_s: float) -> float:
    """How long a step waits for the resident: twice for those who take longer."""
    return usual_s * (SLOW_FACTOR if unhurried(modes) else 1.0)
