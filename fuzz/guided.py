"""One target under atheris: `python -m fuzz.guided sam -max_total_time=300`; libFuzzer's options follow the name.

Needs the `atheris` package, which `fuzz.run` looks for before it starts this.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Fuzz until libFuzzer ends the process."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["devices", "fuzz"]):
        targets = importlib.import_module("fuzz.targets")
    name, *options = sys.argv[1:]
    target = targets.TARGETS[name]
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(target.seeds):
            (Path(corpus) / f"seed-{number}").write_bytes(seed)
        atheris.Setup([sys.argv[0], *options, corpus], target.check)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
