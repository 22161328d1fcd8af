"""`main.py laws`: take statutes in from a folder, and search them."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

NOTHING = 1
WRONG_USE = 2


def add_commands(commands: Any) -> None:
    """Mount `laws import` and `laws search`."""
    laws = commands.add_parser("laws", help="take statutes in from a folder, and search them")
    inner = laws.add_subparsers(dest="what", required=True, metavar="WHAT")
    taking = inner.add_parser(
        "import", help="index a folder of Markdown or text statutes, in place of what was there"
    )
    taking.add_argument("folder", type=Path, metavar="DIR")
    searching = inner.add_parser("search", help="articles that hold each of the words")
    searching.add_argument("words", nargs="+")
    searching.add_argument("--limit", type=int, default=20)
    for parser, run in ((taking, _import), (searching, _search)):
        parser.add_argument("--config", type=Path, help="settings file (for the terminal's folder)")
        parser.add_argument("--index", type=Path, help="the index itself, instead of the terminal's")
        parser.add_argument("--json", action="store_true", help="machine-readable output")
        parser.set_defaults(run=run)


def index_of(args: argparse.Namespace) -> Path:
    """The index that is meant. Raises `SettingsError`."""
    from kiosk.settings import load

    found: Path = args.index or load(args.config, os.environ).terminal.laws_file
    return found


def _import(args: argparse.Namespace) -> int:
    from kiosk.knowledge.index import build, take_in
    from kiosk.knowledge.statutes import SUFFIXES

    if not args.folder.is_dir():
        sys.stderr.write(f"{args.folder}: no such folder\n")
        return WRONG_USE
    statutes, left_out = take_in(args.folder, SUFFIXES)
    if not statutes:
        sys.stderr.write(f"{args.folder}: no statutes in it ({', '.join(SUFFIXES)}); nothing was changed\n")
        return NOTHING
    laws, articles = build(statutes, index_of(args))
    told = {"laws": laws, "articles": articles, "left_out": [{"file": f, "reason": r} for f, r in left_out]}
    lines = [f"{laws} laws, {articles} articles"] + [
        f"left out: {name}: {reason}" for name, reason in left_out
    ]
    sys.stdout.write((json.dumps(told, ensure_ascii=False) if args.json else "\n".join(lines)) + "\n")
    return 0


def _search(args: argparse.Namespace) -> int:
    from kiosk.knowledge.index import Laws, NoLaws

    try:
        with Laws(index_of(args)) as laws:
            found = laws.search(" ".join(args.words), max(1, args.limit))
    except NoLaws:
        sys.stderr.write("no laws are installed: main.py laws import DIR\n")
        return WRONG_USE
    if args.json:
        told = {"hits": [asdict(hit) for hit in found.hits], "more": found.more, "ranked": found.ranked}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{hit.law} {hit.label}\n  {hit.text}\n" for hit in found.hits)
    return 0 if found.hits else NOTHING
