"""`main.py catalogue check`: everything that can be wrong with the definitions although they load."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kiosk.documents.proof import unwritten
from legalnet.catalogue import Catalogue, CatalogueError, load_catalogue
from legalnet.lint import Finding, lint
from legalnet.matter import Matter

FIELDS = Path(__file__).parent / "ui" / "qml" / "Lawbooth" / "Fields"
CANNOT_READ = 2
_TABLE = re.compile(r"property var files: \(\{(.*?)\}\)", re.DOTALL)


def check(folder: Path | None, today: date, only: str | None, as_json: bool, papers: bool = True) -> int:
    """0 when nothing is to mend, 1 when something is, 2 when the catalogue does not load."""
    try:
        catalogue = load_catalogue(folder)
    except CatalogueError as error:
        sys.stderr.write(f"{error}\n")
        return CANNOT_READ
    chosen = tuple(matter for matter in catalogue.matters if only in (None, matter.code))
    if not chosen:
        sys.stderr.write(f"no such matter: {only}\n")
        return CANNOT_READ
    part = Catalogue(catalogue.declared, catalogue.groups, chosen)
    findings = list(findings_of(part, today, papers))
    sys.stdout.buffer.write(_report(part, findings, as_json).encode() + b"\n")
    return 1 if findings else 0


def findings_of(catalogue: Catalogue, today: date, papers: bool) -> Iterator[Finding]:
    """What is to mend in each matter: rules, words, controls, and with `papers` what it writes."""
    yield from lint(catalogue, today)
    shown = controls()
    for matter in catalogue.matters:
        yield from without_control(matter, shown)
        if papers:
            yield from unwritten(matter, today)


def controls(folder: Path = FIELDS) -> dict[str, str]:
    """Kind of field -> control, as the screen chooses it, for controls that exist."""
    table = _TABLE.search((folder / "FieldBlock.qml").read_text(encoding="utf-8"))
    pairs = re.findall(r"(\w+): \"(\w+)\"", table.group(1)) if table is not None else []
    return {kind: name for kind, name in pairs if (folder / f"{name}.qml").is_file()}


def without_control(matter: Matter, shown: dict[str, str]) -> Iterator[Finding]:
    """Fields, and columns of lists, that no control of the screen can ask."""
    for section in matter.sections:
        for field in section.all_fields():
            for key, kind in (
                (field.key, field.type),
                *((f"{field.key}.{c.key}", c.type) for c in field.columns),
            ):
                if kind not in shown:
                    yield Finding(matter.code, "control", f"{section.id}.{key}", f"no control for {kind}")


def _report(catalogue: Catalogue, findings: list[Finding], as_json: bool) -> str:
    if as_json:
        codes = [matter.code for matter in catalogue.matters]
        return json.dumps(
            {"matters": codes, "findings": [one.view() for one in findings]}, ensure_ascii=False, indent=1
        )
    counts = Counter(one.rule for one in findings)
    told = ", ".join(f"{counts[rule]} {rule}" for rule in sorted(counts)) or "nothing to mend"
    return "\n".join([*map(str, findings), f"{len(catalogue.matters)} matters: {told}"])
