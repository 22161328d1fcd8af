"""Writes lawbooth.example.toml from the schema, or checks that it is current."""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk.settings import example

PATH = Path(__file__).parent.parent / "lawbooth.example.toml"


def main() -> int:
    """Without an argument: write. With `--check`: 1 when the file is not what the schema says."""
    if "--check" not in sys.argv[1:]:
        PATH.write_text(example(), encoding="utf-8")
        return 0
    if PATH.read_text(encoding="utf-8") == example():
        return 0
    print("lawbooth.example.toml is not current: run python -m tools.example_settings")
    return 1


if __name__ == "__main__":
    sys.exit(main())
