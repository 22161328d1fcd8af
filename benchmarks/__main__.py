"""All benchmarks as one table against their targets: `python -m benchmarks [GROUP ...]`; without groups, all of them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from benchmarks import gateway, link, memory, queues, signalling
from benchmarks.figures import Figure, machine, table

GROUPS: dict[str, Callable[[], list[Figure]]] = {
    "queues": queues.figures,
    "memory": memory.figures,
    "gateway": gateway.figures,
    "signalling": signalling.figures,
    "link": link.figures,
}
"""Target 1; 2 and 3; 6; 9; 4 and 5, which take some minutes."""


def main() -> int:
    """Print the table; 1 when a group could not be measured at all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("group", nargs="*", help=f"of {', '.join(GROUPS)}")
    wanted = parser.parse_args().group or list(GROUPS)
    found: list[Figure] = []
    failed = []
    for name in wanted:
        try:
            found += GROUPS[name]()
        except Exception as error:  # noqa: BLE001 - the edge: the other groups are still worth their figures
            failed.append(f"{name}: {type(error).__name__}: {error}")
    print(table(found))
    print(f"\n{machine()}")
    for line in failed:
        sys.stderr.write(f"not measured: {line}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
