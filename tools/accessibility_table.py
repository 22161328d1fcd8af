"""Walks every screen under the gate of accessibility and writes what it found into `docs/accessibility.md`.

python -m tools.accessibility_table                 every screen in the modes of the sample
python -m tools.accessibility_table --every         in every language, size, posture and palette (long)
python -m tools.accessibility_table --screen intro  one screen only, its row is replaced
python -m tools.accessibility_table --check         is every screen in the table? (walks nothing)
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
DOCUMENT = Path(__file__).parent.parent / "docs" / "accessibility.md"
BEGIN, END = "<!-- made by tools.accessibility_table -->", "<!-- end -->"

if TYPE_CHECKING:
    from tests.kiosk.ui.gate import Mode
    from tests.kiosk.ui.scene import Scene


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the table; 1 when a rule is broken somewhere or a screen has no row."""
    parser = argparse.ArgumentParser(
        prog="tools.accessibility_table", description="The table of accessibility."
    )
    parser.add_argument("--every", action="store_true", help="every language, size, posture and palette")
    parser.add_argument("--screen", default="", help="only this one")
    parser.add_argument("--check", action="store_true", help="only look whether each screen has its row")
    given = parser.parse_args(arguments)
    if given.check:
        return check()
    from tests.kiosk.ui.gate import SAMPLE, every_mode, screens

    modes = tuple(every_mode()) if given.every else SAMPLE
    rows = known_rows()
    troubles: list[str] = []
    for screen in [given.screen] if given.screen else screens():
        rows[screen], found = walked(screen, modes)
        troubles += found
    write({name: row for name, row in rows.items() if name in screens()})
    print("\n".join(troubles) or f"{len(rows)} screens, no trouble")
    return 1 if troubles else 0


def check() -> int:
    """Whether the table has each screen, and only those."""
    from tests.kiosk.ui.gate import screens

    wrong = sorted(set(screens()) ^ set(known_rows()))
    print(
        "\n".join(f"docs/accessibility.md: no current row for {name}" for name in wrong)
        or "every screen has its row"
    )
    return 1 if wrong else 0


def walked(screen: str, modes: Iterable[Mode]) -> tuple[str, list[str]]:
    """The row of a screen, and what is wrong with it."""
    from tests.kiosk.ui.gate import RULES, screens, walk
    from tests.kiosk.ui.scene import only_scene

    scene = only_scene()
    found = [one for mode in modes for one in walk(scene, screen, mode)]
    count = Counter(rule for rule, _ in found)
    faults = " | ".join(str(count[rule.id]) if count[rule.id] else "✓" for rule in RULES)
    controls, smallest, faintest = measured(scene, screen)
    row = f"| `{screen}` | {len(screens()[screen])} | {controls} | {smallest} | {faintest} | {faults} |"
    return row, [f"{rule}: {trouble}" for rule, trouble in found]


def measured(scene: Scene, screen: str) -> tuple[int, str, str]:
    """Most controls of a view, the least target and the lowest contrast, on the plain layout."""
    from tests.kiosk.ui.gate import SAMPLE, screens
    from tests.kiosk.ui.inspection import touchable
    from tests.kiosk.ui.pixels import contrasts
    from tests.kiosk.ui.reading import controls

    scene.mode(**SAMPLE[0].modes)
    scene.turn(SAMPLE[0].size)
    most, least, faint = 0, (9999.0, 9999.0), 21.0
    for view in screens()[screen].values():
        scene.flow.show({"screen": ""})
        scene.flow.show(view)
        scene.wait(15)
        with scene.still():
            most = max(most, len(controls(scene)))
            sizes = [(item.width(), item.height()) for item in touchable(scene)]
            least = min([least, *sizes], key=lambda size: size[0] * size[1])
            faint = min([faint, *(ratio for _, ratio in contrasts(scene))])
    return most, f"{least[0]:.0f} x {least[1]:.0f}", f"{faint:.1f}"


def known_rows() -> dict[str, str]:
    """The rows of the table as it stands, by screen."""
    text = DOCUMENT.read_text(encoding="utf-8")
    made = text[text.index(BEGIN) : text.index(END)]
    return {match[1]: match[0] for match in re.finditer(r"^\| `(\w+)` \|.*$", made, re.MULTILINE)}


def write(rows: dict[str, str]) -> None:
    """Put the rows and the rules between the marks of the document."""
    from tests.kiosk.ui.gate import RULES

    names = " | ".join(rule.id for rule in RULES)
    rules = [f"| {rule.id} | {rule.says} | {rule.standard} |" for rule in RULES]
    lines = [
        "| rule | what is walked | stands for |", "|---|---|---|", *rules, "",
        f"| screen | views | most controls | least target | lowest contrast | {names} |",
        "|---" * (5 + len(RULES)) + "|",
        *(rows[name] for name in sorted(rows)),
    ]  # fmt: skip
    text = DOCUMENT.read_text(encoding="utf-8")
    head, tail = text[: text.index(BEGIN)], text[text.index(END) :]
    DOCUMENT.write_text(f"{head}{BEGIN}\n" + "\n".join(lines) + f"\n{tail}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
