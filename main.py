"""Lawbooth's one command: `python main.py <command> --help` says what each does."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from devices.cli import add_commands as device_commands
from kiosk.cli import add_commands as kiosk_commands
from province.evidence.cli import add_commands as evidence_commands
from province.gateway.cli import add_commands as province_commands


def main(argv: Sequence[str] | None = None) -> int:
    """Mount the commands of the terminal, the province and the devices, and run one."""
    parser = argparse.ArgumentParser(prog="main.py", description=main.__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    kiosk_commands(commands)
    province_commands(commands)
    evidence_commands(commands)
    device_commands(commands)
    args = parser.parse_args(argv)
    return int(args.run(args))


if __name__ == "__main__":
    sys.exit(main())
