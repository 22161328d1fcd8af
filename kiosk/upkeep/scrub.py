"""Lines of the log that may leave the terminal: only what our own code is known to write, with its values judged.

The formats are read from the source of this very program, so a line that somebody else wrote, or a sentence that a
person typed, fits none of them and stays here. A value inside a known line is kept where it is a short number, a code
of the registry, an id of a screen, a device or a class of error; anything else becomes `*`.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from legalnet.codes import known
from legalnet.telemetry import ActionKind, Kind, ScreenState, Verdict

ROOT = Path(__file__).parents[2]
ROOMS = ("kiosk", "devices", "offline_cache", "legalnet")
CALLS = ("debug", "info", "warning", "error", "critical", "exception")
HEAD = re.compile(
    r"(?P<level>DEBUG|INFO|WARNING|ERROR|CRITICAL) (?P<logger>[a-z_]+(?:\.[a-z_]+)*): (?P<said>.*)$"
)
HOLE = re.compile(r"%[-+0-9.]*[sdrfgx]")
NUMBER = re.compile(r"-?\d{1,5}(?:\.\d{1,3})?(?:MB|ms|s|%)?")
WORDS = frozenset({*map(str, Kind), *map(str, ScreenState), *map(str, Verdict), *map(str, ActionKind), "up",
                   "done", "not_done", "unknown", "ok", "full", "closed", "new", "renewed", "home", "technician",
                   "fault", "left", "time", "visit", "True", "False", "None"})  # fmt: skip
"""Words that are ids of ours and no codes of trouble."""


def lines(raw: Iterable[str]) -> Iterator[str]:
    """What may leave of these lines, in their order."""
    for one in raw:
        found = HEAD.search(one.rstrip("\n"))
        if found and found["logger"].split(".")[0] in ROOMS:
            said = judged(found["said"])
            if said is not None:
                yield f"{found['level']} {found['logger']}: {said}"


def judged(said: str) -> str | None:
    """A message with its values judged; None where it is of no known form."""
    for pattern, parts in formats():
        found = pattern.fullmatch(said)
        if found:
            values = [value(text) for text in found.groups()]
            return "".join(text for pair in zip(parts, [*values, ""], strict=True) for text in pair)
    return None


def value(text: str) -> str:
    """A value that may be told, else a star."""
    return text if NUMBER.fullmatch(text) or text in WORDS or text in _errors() or known(text) else "*"


@lru_cache(maxsize=1)
def _errors() -> frozenset[str]:
    """Classes of errors: Python's own, and those of our rooms."""
    named = {
        name for name, one in vars(builtins).items() if isinstance(one, type) and issubclass(one, Exception)
    }
    for tree in _trees():
        named |= {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    return frozenset(named)


@lru_cache(maxsize=1)
def formats() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Every form of log line of our rooms, the longest first; with its fixed parts between the values."""
    texts = {text for tree in _trees() for text in _said_in(tree)}
    found = []
    for text in sorted(texts, key=lambda one: (-len(HOLE.sub("", one)), one)):
        parts = tuple(part.replace("%%", "%") for part in HOLE.split(text))
        if len("".join(parts).strip(" :,()")) >= 3:  # a form that is all value would let anything through
            found.append((re.compile("(.*?)".join(map(re.escape, parts))), parts))
    return tuple(found)


def _said_in(tree: ast.Module) -> Iterator[str]:
    """The format strings of a module's log calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


@lru_cache(maxsize=1)
def _trees() -> tuple[ast.Module, ...]:
    """Our rooms' sources; where they are not installed nothing is known, so nothing leaves."""
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in paths)
