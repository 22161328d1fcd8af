"""Every branch of every calculator is taken by its own tests: `python -m tools.calculator_coverage`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = (
    "calc", "calculations", "consumer", "deadlines", "families", "family", "fees", "given", "injury", "interest",
    "jurisdiction", "labour", "labour_pay", "late", "latepay", "legalaid", "limitation", "lpr", "money", "organs",
    "property_fee", "reckoning", "smallclaims", "traffic", "vector_venue", "vector_words",
)  # fmt: skip
"""Modules of `legalnet` that compute: amounts, days, courts and what may be applied for."""
TESTS = (
    "calc", "calculations", "deadlines", "fees", "injury", "interest", "jurisdiction", "labour", "late", "legalaid",
    "limitation", "lpr", "money", "organs", "property_fee", "small_calculators",
)  # fmt: skip
"""Their tests in `tests/legalnet`."""


def measured(folder: Path) -> dict[str, float]:
    """Percent of statements and branches of each module that its tests take. Raises CalledProcessError when one fails."""
    data = folder / "coverage"
    environment = {**os.environ, "COVERAGE_FILE": str(data)}
    tests = [f"tests/legalnet/test_{name}.py" for name in TESTS]
    run = [sys.executable, "-m", "coverage", "run", "--branch", "--source=legalnet", "-m", "pytest", *tests]
    subprocess.run([*run, "-n", "0", "-p", "no:cacheprovider"], cwd=ROOT, env=environment, check=True,
                   capture_output=True)  # fmt: skip
    told = folder / "told.json"
    subprocess.run([sys.executable, "-m", "coverage", "json", "-q", "-o", str(told)], cwd=ROOT, env=environment,
                   check=True)  # fmt: skip
    files = json.loads(told.read_text(encoding="utf-8"))["files"]
    return {name: files[f"legalnet/{name}.py"]["summary"]["percent_covered"] for name in MODULES}


def main() -> int:
    """Print what is not fully taken; 1 when something is not."""
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder))
    short = {name: percent for name, percent in found.items() if percent < 100}
    for name, percent in short.items():
        print(f"legalnet/{name}.py: {percent:.1f} % of statements and branches")
    print(f"{len(found) - len(short)} of {len(found)} calculators: every branch is taken by their tests")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
