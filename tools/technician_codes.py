"""Writes `docs/technician/codes.md` from the registry of codes; with `--check` only compares, and looks for strays.

A stray is a code that a screen, a device or the keeper uses and the registry does not know: a technician would look it
up in vain.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from legalnet.codes import LOUDNESS, Code, registry

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "technician" / "codes.md"
CODE = re.compile(r"[a-z][a-z0-9_]{2,39}")
TITLES = {
    "device": "Devices (设备)", "card": "Reading a card (读卡)", "face": "Before the camera (镜头前)",
    "network": "Network, clock and enrolment (网络、时钟、登记)", "store": "Disk and memory (硬盘和存储)",
    "certificate": "Certificates (证书)", "fleet": "The terminal as a whole (整机)",
    "check": "Doctor's checks (体检项目)", "action": "Remote actions (远程操作)", "technician": "Getting in (进入维护)",
}  # fmt: skip
LEVELS = {"note": "note 知道就好", "look": "look 要看一眼", "fail": "fail 办不了"}
HEAD = """\
# Every code, and what to do about it

A code stands on the technician's screen, in the log (`id_reader: no_answer (No answer) failed=3`), in doctor's lines,
in the alerts of the desk and on the status ticket; it means the same everywhere. *note* needs nothing, *look* works but
wants a look, *fail* stops something. What the province refuses is told in words on the screen and is listed last.

Written by `python -m tools.technician_codes` from `legalnet/codes.yaml` and the gateway's table of refusals; `make check`
compares it, and fails for a code that the program uses and this page does not have.
"""


def text() -> str:
    """The whole page."""
    from province.gateway.problems import KINDS

    codes = list(registry().values())
    parts = [
        HEAD,
        *(_section(group, list(found)) for group, found in groupby(codes, key=lambda one: one.group)),
    ]
    parts.append("\n## What the province refuses (省里不收)\n\n| code | zh | next step |\n|---|---|---|\n")
    parts += [f"| `{name}` | {kind.title} | {kind.next_step} |\n" for name, kind in KINDS.items()]
    return "".join(parts)


def _section(group: str, codes: Sequence[Code]) -> str:
    rows = "".join(
        f"| `{one.name}` | {LEVELS[one.level]} | {one.zh}<br>{one.en} | {one.do}<br>{one.do_en} |\n"
        for one in codes
    )
    return f"\n## {TITLES[group]}\n\n| code | level | means | what to do |\n|---|---|---|---|\n{rows}"


# ---------------------------------------------------------------------- strays


MAKERS = ("Health", "DeviceError", "NotPrinted", "CardProblem", "NotReady")
"""Calls whose plain texts are codes of devices."""
INSIDE = frozenset({"absent", "gone", "ready", "faulted", "reason", "outcome", "acked", "simulated"})
"""Words in such calls that are states or names of members."""


def used() -> Iterator[tuple[str, str]]:
    """Every code that the program uses, and where."""
    from kiosk.dock.catalogue import groups
    from kiosk.upkeep.doctor import REMEDIES, STORE_REMEDIES, WARNINGS, WAYS_BACK
    from kiosk.visit.hardware import CARD_CODES
    from kiosk.visit.screens.printing import WORDED

    for name, table in (
        ("doctor", {**REMEDIES, **STORE_REMEDIES, **WARNINGS, **WAYS_BACK}),
        ("card", CARD_CODES),
    ):
        yield from ((code, name) for code in table)
    yield from ((code, "card") for code in CARD_CODES.values())
    yield from ((code, "printer_trouble") for code in WORDED)
    for group in groups():
        for fault in group.faults:
            if fault.seen.screen in ("printer_trouble", "card", "face") and fault.seen.code:
                yield fault.seen.code, f"docs/faults.md {fault.name}"
    yield from _of_devices()
    yield from _of_scenes()


STATES = frozenset({"reading", "waiting", "retry", "attendant", "live", "down", "absent"})
"""What screens call a step, beside codes of trouble."""


def _of_devices() -> Iterator[tuple[str, str]]:
    """Codes that devices make."""
    for path in sorted((ROOT / "devices").rglob("*.py")):
        if "simulators" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                for one in [*node.args, *(word.value for word in node.keywords)]:
                    if (
                        isinstance(one, ast.Constant)
                        and isinstance(one.value, str)
                        and CODE.fullmatch(one.value)
                    ):
                        yield one.value, str(path.relative_to(ROOT))


MAPS = re.compile(r"readonly property var (codes|titles|memories|reasons): \(\{(.*?)\}\)", re.S)


def _of_scenes() -> Iterator[tuple[str, str]]:
    """Codes that the scenes of the technician and the printers have words for."""
    scenes = ROOT / "kiosk" / "ui" / "qml" / "Lawbooth" / "Screens"
    for name in ("TerminalCard", "PrinterTrouble"):
        for found in MAPS.finditer((scenes / f"{name}.qml").read_text(encoding="utf-8")):
            yield from ((code, f"{name}.qml") for code in re.findall(r"(?:^|[,{\s])([a-z_]+):", found[2]))


def strays() -> list[str]:
    """What is used and not known, with where."""
    known = registry()
    found = {
        f"{code} ({where})" for code, where in used() if code not in known and code not in STATES | INSIDE
    }
    return sorted(found)


def main(arguments: Sequence[str]) -> int:
    """Write or compare; 1 when the page is out of date or there are strays."""
    assert set(LEVELS) == set(LOUDNESS)
    lost = strays()
    for one in lost:
        sys.stderr.write(f"not in legalnet/codes.yaml: {one}\n")
    if "--check" not in arguments:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(text(), encoding="utf-8")
        return 1 if lost else 0
    current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text()
    if not current:
        sys.stderr.write(f"{PAGE.name} is out of date: run python -m tools.technician_codes\n")
    return 1 if lost or not current else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
