"""`main.py document`: whether a document is whole, and which templates there are."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

WRONG_USE = 2


def add_commands(commands: Any) -> None:
    """Mount `document verify` and `document templates`."""
    document = commands.add_parser("document", help="look at the papers a terminal makes")
    kinds = document.add_subparsers(dest="document", required=True, metavar="WHAT")
    check = kinds.add_parser(
        "verify",
        help="who signed a PDF, when, and whether it is still what was signed",
        epilog="Exit codes: 0 intact, 1 changed, 2 wrong use, 3 no signature, 4 cannot be read, 5 intact but the "
        "signer is not trusted. Nothing in the file is fetched or run.",
    )
    check.add_argument("file", type=Path, help="the PDF")
    check.add_argument(
        "--trust", type=Path, action="append", default=[], metavar="PEM",
        help="root certificate of a province (default: the one this terminal got from its own)",
    )  # fmt: skip
    check.add_argument(
        "--stamp-trust", type=Path, action="append", default=[], metavar="PEM",
        help="root certificate of a time-stamping authority (default: from the settings)",
    )  # fmt: skip
    check.add_argument(
        "--revoked", type=Path, action="append", default=[], metavar="LIST",
        help="revocation list of a province (DER or PEM; default: the last one this terminal got from its own)",
    )  # fmt: skip
    check.add_argument("--config", type=Path, help="settings file")
    check.add_argument("--json", action="store_true", help="machine-readable output")
    check.set_defaults(run=_verify)
    names = kinds.add_parser("templates", help="names a matter's document may give as its template")
    names.set_defaults(run=_templates)


def _verify(args: argparse.Namespace) -> int:
    from kiosk.clock import SystemClock
    from kiosk.documents.revoked import ForeignList
    from kiosk.documents.verify import verify
    from kiosk.documents.verify_words import words
    from kiosk.settings import SettingsError, load
    from kiosk.uplink.certificate import LIST_FILE, ROOT_FILE

    try:
        settings = load(args.config, os.environ)
        own = settings.terminal.folder / ROOT_FILE
        roots = args.trust or ([own] if own.exists() else [])
        given = settings.signing.timestamp_roots
        stamp_roots = args.stamp_trust or ([Path(given)] if given else [])
        kept = settings.terminal.folder / LIST_FILE
        lists = args.revoked or ([kept] if kept.exists() and not args.trust else [])
        report = verify(args.file, roots, stamp_roots, SystemClock().now(), lists=lists)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USE
    except ForeignList as error:
        sys.stderr.write(f"不是可信的根签发的吊销列表：{error}\n")
        return WRONG_USE
    except OSError as error:
        sys.stderr.write(f"根证书或吊销列表读不出来：{error.filename}（{error.strerror}）\n")
        return WRONG_USE
    sys.stdout.write(report.to_json() + "\n" if args.json else words(report))
    return report.exit_code


def _templates(_: argparse.Namespace) -> int:
    from kiosk.documents.forms import templates

    sys.stdout.write("".join(f"{name}\n" for name in templates()))
    return 0
