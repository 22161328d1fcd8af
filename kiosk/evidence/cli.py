"""`main.py evidence verify`: is this deposit genuine, and is this the file? Offline, by a trust file alone."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

PROVEN, REFUSED, WRONG_USE, PARTIAL, UNREADABLE = 0, 1, 2, 3, 4
EXIT = {"proven": PROVEN, "refused": REFUSED, "partial": PARTIAL}


def add_commands(commands: Any) -> None:
    """Mount `evidence verify`."""
    evidence = commands.add_parser("evidence", help="look at deposits of evidence")
    kinds = evidence.add_subparsers(dest="evidence", required=True, metavar="WHAT")
    check = kinds.add_parser(
        "verify",
        help="whether a certificate, proof file or photographed slip is genuine, and belongs to a file",
        epilog="Exit codes: 0 proven, 1 refused, 2 wrong use, 3 genuine but no file was compared, 4 cannot be read. "
        "No network is used, and nothing in the files is fetched or run.",
    )
    check.add_argument(
        "proof", type=Path, nargs="+",
        help="certificate PDF, .tlog-proof, text of both QR codes, or photos of a slip",
    )  # fmt: skip
    check.add_argument("--file", type=Path, help="the file that was deposited, to be compared")
    check.add_argument("--trust", type=Path, help="trust file (default: the one this terminal keeps)")
    check.add_argument("--config", type=Path, help="settings file")
    check.add_argument("--json", action="store_true", help="machine-readable output")
    check.set_defaults(run=_verify)


def _verify(args: argparse.Namespace) -> int:
    from kiosk.evidence.reading import Unreadable, read
    from kiosk.evidence.words import UNREADABLE as WHY
    from kiosk.evidence.words import words
    from legalnet.evidence.leaves import digests
    from legalnet.evidence.trust import BadTrust, parse_trust
    from legalnet.evidence.verdict import judge

    try:
        trust = parse_trust(_trust_file(args).read_text(encoding="utf-8"))
        found = None if args.file is None else digests(args.file.read_bytes())
    except (OSError, BadTrust, UnicodeDecodeError) as error:
        name = getattr(error, "filename", None) or args.trust or "trust"
        sys.stderr.write(f"读不出来：{name}\n")
        return WRONG_USE
    try:
        one = read(args.proof, trust)
    except Unreadable as error:
        _say(args, {"standing": "unreadable", "reason": error.code}, f"打不开：{WHY[error.code]}\n")
        return UNREADABLE
    verdict = judge(one.entry, one.salt, one.proof, trust, found)
    _say(args, described(verdict), words(verdict))
    return EXIT[verdict.standing]


def _trust_file(args: argparse.Namespace) -> Path:
    if args.trust is not None:
        given: Path = args.trust
        return given
    from kiosk.evidence.trust import TRUST_FILE
    from kiosk.settings import load

    return load(args.config, os.environ).terminal.folder / TRUST_FILE


def described(verdict: Any) -> dict[str, Any]:
    """For machines."""
    leaf = verdict.leaf
    return {
        "standing": verdict.standing,
        "code": leaf.code if leaf else "",
        "at": leaf.at.isoformat() if leaf else "",
        "terminal": leaf.terminal if leaf else "",
        "size": verdict.size,
        "seen_by": list(verdict.seen_by),
        "witnessed_at": verdict.witnessed_at.isoformat() if verdict.witnessed_at else "",
        "links": {link.name: link.holds for link in verdict.links},
    }


def _say(args: argparse.Namespace, members: dict[str, Any], text: str) -> None:
    sys.stdout.write(json.dumps(members, ensure_ascii=False, indent=1) + "\n" if args.json else text)
