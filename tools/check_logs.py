"""No log line, error or file name may carry a person: reads every call for names of things that do.

What is looked at: arguments of `log.*`, values in f-strings of raised exceptions and of paths, and who sets logging up.
It knows names, not values; `legalnet.redaction` is the net below it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOMS = ("kiosk", "province", "devices", "offline_cache", "legalnet")
LEVELS = frozenset({"debug", "info", "warning", "error", "exception", "critical"})
PERSONAL = frozenset({
    "holder_name", "holder_number", "id_number", "id_no", "identity_number", "phone", "mobile", "birth", "domicile",
    "residence", "answers", "clean_answers", "password", "otp", "totp", "salt", "spoken", "transcript", "plate",
    "signature_strokes", "strokes", "fingerprint", "photo", "portrait", "contact", "address_text", "topic", "secret",
    "token", "csrf", "pin", "words_said",
})  # fmt: skip
"""Names that hold something of a person, or a secret, wherever they stand."""
OWNERS = frozenset(
    {"card", "chip", "person", "who", "holder", "resident", "client", "defendant", "plaintiff", "party"}
)
OWNED = frozenset({"name", "number", "address", "nation", "gender", "text", "value"})
"""`card.name`, `who.number`: a plain word that is personal by whose it is."""
NAMERS = frozenset(
    {"open", "Path", "joinpath", "mkdir", "with_name", "rename", "replace", "touch", "write_text"}
)
_LINE = re.compile(r":\d+")
EXCUSED = {
    "kiosk/documents/official.py: an error carries answers": "the number of answers of a table, not an answer",
    "kiosk/ui/icons.py: a file name carries token": "the name of a colour in the theme",
}
"""Findings that are none, without their lines, and why."""


def main() -> int:
    """Print every finding; 1 when there is one."""
    findings = [
        finding for room in ROOMS for path in sorted(Path(room).rglob("*.py")) for finding in look(path)
    ]
    print("\n".join(findings) or "no log line, error or file name carries a person")
    return 1 if findings else 0


def look(path: Path, text: str | None = None) -> list[str]:
    """Findings of one file."""
    tree = ast.parse(path.read_text(encoding="utf-8") if text is None else text)
    found = []
    for node in ast.walk(tree):
        for what, part in _suspects(node):
            found += [f"{path}:{part.lineno}: {what} carries {name}" for name in _personal(part)]
        if isinstance(node, ast.Call) and _called(node) == "basicConfig" and path.name != "redaction.py":
            found.append(f"{path}:{node.lineno}: logging is set up without legalnet.redaction")
    return [one for one in found if _LINE.sub("", one, count=1) not in EXCUSED]


def _suspects(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """What a node writes where it lasts: log arguments, texts of errors, names of files."""
    if isinstance(node, ast.Call) and _is_log(node):
        yield from (("a log line", argument) for argument in node.args)
    elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        yield from (
            ("an error", argument) for argument in node.exc.args if isinstance(argument, ast.JoinedStr)
        )
    elif isinstance(node, ast.Call) and _called(node) in NAMERS:
        yield from (
            ("a file name", argument) for argument in node.args if isinstance(argument, ast.JoinedStr)
        )


def _is_log(node: ast.Call) -> bool:
    """`log.info(...)`, `logger.error(...)`, `logging.warning(...)`."""
    function = node.func
    if not isinstance(function, ast.Attribute) or function.attr not in LEVELS:
        return False
    return isinstance(function.value, ast.Name) and function.value.id in ("log", "logger", "logging", "_log")


def _called(node: ast.Call) -> str:
    """The last name of what is called."""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _personal(part: ast.expr) -> Iterator[str]:
    """Names of personal things whose value stands in an expression; a length or a type of one says nothing."""
    if isinstance(part, ast.Call) and _called(part) in ("len", "type", "bool", "sorted_keys"):
        return
    if isinstance(part, ast.Attribute):
        owner = part.value
        owner_name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
        if part.attr in PERSONAL or (part.attr in OWNED and owner_name in OWNERS):
            yield f"{owner_name}.{part.attr}"
    if isinstance(part, ast.Name) and part.id in PERSONAL:
        yield part.id
    for child in ast.iter_child_nodes(part):
        if isinstance(child, ast.expr):
            yield from _personal(child)


if __name__ == "__main__":
    sys.exit(main())
