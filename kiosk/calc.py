"""`main.py calc`: runs worked examples through the calculators and prints each case that differs."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from legalnet.calc import Case, VectorError, run_vectors

CANNOT_READ = 2


def report(path: Path, as_json: bool) -> int:
    """0 when no covered case differs, 1 when one does, 2 when the file cannot be used."""
    try:
        cases = run_vectors(path)
    except VectorError as error:
        sys.stderr.write(f"{path}: {error}\n")
        return CANNOT_READ
    text = (
        json.dumps([asdict(case) for case in cases], ensure_ascii=False, indent=1)
        if as_json
        else words(cases)
    )
    sys.stdout.buffer.write(text.encode() + b"\n")
    return 1 if any(case.outcome == "differs" for case in cases) else 0


def words(cases: list[Case]) -> str:
    """Each case that differs, what no calculator covers, and the count."""
    lines = [
        f"differs: {case.family}: {case.name}: expected {case.expected}, got {case.got}"
        for case in cases
        if case.outcome == "differs"
    ]
    open_families = sorted({case.family for case in cases if case.outcome == "not covered"})
    if open_families:
        lines.append(f"no calculator yet for: {', '.join(open_families)}")
    counts = Counter(case.outcome for case in cases)
    return "\n".join([*lines, ", ".join(f"{counts[outcome]} {outcome}" for outcome in sorted(counts))])
