"""`main.py witness` and `main.py log`: a witness of evidence logs, and looking a log over."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Mount both."""
    witness = subparsers.add_parser(
        "witness",
        help="cosign the heads of an evidence log, and refuse a log that forks or forgets",
        description="Belongs into other hands than the log: a court, a notary, another province.",
    )
    witness.add_argument("--data", type=Path, required=True, help="folder of its key and memory")
    witness.add_argument("--name", required=True, help="its name in signatures, such as witness.example/w1")
    witness.add_argument("--log", action="append", default=[], metavar="KEY", help="key of a log it watches")
    witness.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    witness.add_argument("--port", type=int, default=0, help="port to listen on (default: a free one)")
    witness.add_argument("--key", action="store_true", help="print its public key and stop")
    witness.set_defaults(run=_witness)
    audit = subparsers.add_parser(
        "log", help="read a whole evidence log over HTTP or from a folder and check every hash of it",
        epilog="Exit codes: 0 sound, 1 not sound, 2 wrong use.",
    )  # fmt: skip
    audit.add_argument("place", help="https://gateway/pln/v1/evidence/log or a folder")
    audit.add_argument("--trust", type=Path, required=True, help="trust file: keys of log and witnesses")
    audit.set_defaults(run=_audit)


def _witness(arguments: argparse.Namespace) -> int:
    from province.evidence.command import witness

    return witness(arguments)


def _audit(arguments: argparse.Namespace) -> int:
    from province.evidence.command import audit

    return audit(arguments)
