"""Writes `docs/faults.md` from the catalogue: `python -m kiosk.dock.page`; with `--check` only compares."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk.dock.catalogue import groups
from kiosk.dock.fault import Fault, Group, Step

PAGE = Path(__file__).parent.parent.parent / "docs" / "faults.md"
HEAD = """\
# Faults: how to cause each, and what the resident sees

The fault dock drives the simulated hardware. `make run` opens its window beside the terminal; from a shell:

    python main.py dock --control DIR/control.sock id_reader.torn        # cause it
    python main.py dock --control DIR/control.sock --off id_reader.torn  # mend it
    python main.py dock --control DIR/control.sock clear                 # mend everything
    python main.py dock --control DIR/control.sock --list --json         # all, with what stands now
    python main.py dock --control DIR/control.sock --window              # the window (--language en)

`DIR` is the folder given to `main.py simulate`; that of `main.py demo` is `var/demo/rig`. Network faults need the line
of a demonstration: `--line var/demo/line.sock`; the clock is that of a terminal whose `demo.clock_file` is `DIR/clock`.
Screens and codes are those of [screens.md](screens.md). Each name is also a case of
`tests/kiosk/dock/test_faults.py`, so `pytest -k id_reader.torn` runs that fault alone. `make faults` walks a whole suit
by touch, causes every fault at its screen, hands a request in under each trouble of the network, and holds what the
resident sees against this page (15 minutes for the suit and 5 for the network on two busy cores, 2026-11-22).

This page is written by `python -m kiosk.dock.page`.
"""


def text() -> str:
    """The whole page."""
    return HEAD + "".join(_section(group) for group in groups())


def _section(group: Group) -> str:
    rows = "".join(_row(fault) for fault in group.faults)
    head = f"\n## {group.label.en} ({group.label.zh})\n\n"
    return f"{head}| name | button | verbs | screen | the resident sees |\n|---|---|---|---|---|\n{rows}"


def _row(fault: Fault) -> str:
    verbs = "; ".join(f"`{_verb(step)}`" for step in fault.steps)
    sees = " ".join(f"`{part}`" for part in (fault.seen.screen, fault.seen.code) if part) or "-"
    label = f"{fault.label.zh} / {fault.label.en}"
    return f"| `{fault.name}` | {label} | {verbs} | {sees} | {fault.seen.words.en} |\n"


def _verb(step: Step) -> str:
    return f"{step.verb} {json.dumps(dict(step.args), ensure_ascii=False)}" if step.args else step.verb


def main(arguments: Sequence[str]) -> int:
    """Write or compare; 1 when `--check` finds the page out of date."""
    if "--check" not in arguments:
        PAGE.write_text(text(), encoding="utf-8")
        return 0
    current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text()
    if not current:
        sys.stderr.write(f"{PAGE.name} is out of date: run python -m kiosk.dock.page\n")
    return 0 if current else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
