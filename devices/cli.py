"""Commands about hardware: `simulate` runs the simulated devices, `card decode` explains one captured
reading.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from devices.id_card.record import IdCard

Subparsers = Any
"""argparse gives its sub-parser collection no public name."""

BAD_INPUT = 2

LABELS = {
    "layout": "证件类型",
    "name": "姓名",
    "sex": "性别",
    "nation": "民族",
    "birth": "出生日期",
    "address": "住址",
    "number": "证件号码",
    "authority": "签发机关",
    "valid_from": "有效期起",
    "valid_to": "有效期止",
    "english_name": "英文姓名",
    "nationality": "国籍",
    "pass_number": "通行证号码",
    "issue_count": "签发次数",
    "renewals": "换证次数",
    "previous_number": "既往号码关联",
}

LAYOUTS = {
    "resident": "居民身份证",
    "hk_macau_taiwan": "港澳台居民居住证",
    "foreign_2017": "外国人永久居留身份证(2017版)",
    "foreign_2023": "外国人永久居留身份证(2023版)",
}


def add_commands(subparsers: Subparsers) -> None:
    """Mount the commands; each sets `run(args) -> int`, its exit code."""
    simulate = subparsers.add_parser("simulate", help="run the simulated hardware of one terminal")
    simulate.add_argument(
        "--dir", required=True, type=Path, help="folder for the devices, rig.json and the control"
    )
    simulate.add_argument("--no-camera", action="store_true", help="without the two cameras")
    simulate.set_defaults(run=_simulate)
    card = subparsers.add_parser("card", help="look at what a card reader sent")
    actions = card.add_subparsers(dest="action", required=True)
    decode = actions.add_parser("decode", help="decode one captured reply (text and photo) of a reader")
    decode.add_argument("file", type=Path, help="the bytes as captured")
    decode.add_argument("--json", action="store_true", help="machine-readable output")
    decode.set_defaults(run=_decode)


def _simulate(args: argparse.Namespace) -> int:
    from devices.clock import SystemClock  # only this command needs the simulators
    from devices.simulators.rig import run

    return run(args.dir, SystemClock(), cameras=not args.no_camera)


def _decode(args: argparse.Namespace) -> int:
    from devices.id_card.capture import CaptureError, decode_capture

    try:
        card, photo = decode_capture(args.file.read_bytes())
    except OSError as error:
        return _fail(args.json, "file", f"cannot read the file: {error.strerror}")
    except CaptureError as error:
        return _fail(args.json, error.code, str(error))
    if args.json:
        print_line(
            json.dumps({"ok": True, "card": card.as_fields(), "photo": photo}, ensure_ascii=False, indent=1)
        )
    else:
        print_line(_table(card, photo))
    return 0


def _table(card: IdCard, photo: dict[str, object]) -> str:
    shown = card.as_fields() | {"layout": LAYOUTS[card.layout]}
    rows = [f"{LABELS[key]}: {value}" for key, value in shown.items() if value]
    return "\n".join([*rows, f"照片: {photo['bytes']} 字节, {photo['kind']}"])


def _fail(as_json: bool, reason: str, words: str) -> int:
    """Say why not: on standard output for machines, on standard error for people."""
    if as_json:
        print_line(json.dumps({"ok": False, "reason": reason, "message": words}, ensure_ascii=False))
    else:
        sys.stderr.write(words + "\n")
    return BAD_INPUT


def print_line(text: str) -> None:
    """Write to standard output, whatever its encoding."""
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()
