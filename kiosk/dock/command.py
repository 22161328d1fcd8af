"""`main.py dock`: cause a fault by its name from the shell, list them, or open the window."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from devices.simulators.control import RigClient, RigError
from kiosk.dock.bench import Bench, Impossible, stands
from kiosk.dock.catalogue import UnknownFault, fault, groups, missing
from kiosk.dock.fault import Fault, State

WRONG_USE = 2
CLEAR = "clear"
TRACES = ("record", "replay", "stop")
TEST = "tests/kiosk/dock/test_faults.py::test_a_fault_strikes_and_is_undone"


def run(args: argparse.Namespace) -> int:
    """The exit code: 0 done, 1 the rig said no or did not answer, 2 wrong use."""
    if not (args.name or args.window or args.list) or (not args.control and not args.list):
        sys.stderr.write("Say a NAME (or clear), --window or --list; all but --list need --control.\n")
        return WRONG_USE
    if args.window:
        from kiosk.ui.dock import run as open_window

        return int(open_window(args.control, args.line, args.language))
    line = RigClient(args.line) if args.line else None
    bench = Bench(RigClient(args.control), line) if args.control else None
    try:
        if bench is not None and args.name in TRACES:
            return _trace(bench, args)
        return _list(bench, args.json) if args.list or bench is None else _strike(bench, args.name, args.off)
    except UnknownFault as error:
        sys.stderr.write(f"no fault named {error}; see main.py dock --list\n")
        return WRONG_USE
    except (RigError, Impossible) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _strike(bench: Bench, name: str, off: bool) -> int:
    if name == CLEAR:
        _say("cleared: " + (", ".join(bench.clear()) or "nothing stood"))
        return 0
    one = fault(name)
    if off:
        bench.undo(one)
    else:
        bench.inject(one)
    screen = one.seen.screen or "-"
    _say(f"{one.name} {'off' if off else 'on'}; resident's screen: {screen} {one.seen.code}".rstrip())
    return 0


def _trace(bench: Bench, args: argparse.Namespace) -> int:
    """Record, replay or stop; the answer is the trace's state as JSON, whose `file` says where it lies."""
    needed = {"record": args.kind, "replay": args.file, "stop": "nothing"}[args.name]
    if not needed:
        sys.stderr.write("record needs --kind, replay needs --file.\n")
        return WRONG_USE
    file = str(Path(args.file).resolve()) if args.file else ""
    match args.name:
        case "record":
            found = bench.record(args.kind, args.port, file)
        case "replay":
            found = bench.replay(file)
        case _:
            found = bench.stop_trace()
    _say(json.dumps(found, ensure_ascii=False))
    return 0


def _list(bench: Bench | None, as_json: bool) -> int:
    state = bench.state() if bench else None
    everything = [one for group in groups() for one in group.faults]
    if as_json:
        _say(json.dumps([record(one, state) for one in everything], ensure_ascii=False, indent=1))
        return 0
    for one in everything:
        mark = "*" if state is not None and stands(one, state) else " "
        _say(f"{mark} {one.name:32} {one.seen.screen or '-':16} {one.label.zh} / {one.label.en}")
    return 0


def record(one: Fault, state: State | None = None) -> dict[str, Any]:
    """A fault as plain data; `stands` and `why_not` are known only with the rig's state."""
    why = None if state is None else missing(one, state)
    return {
        "name": one.name,
        "device": one.group,
        "label": {"zh": one.label.zh, "en": one.label.en},
        "verbs": [{"do": step.verb, **step.args} for step in one.steps],
        "undo": [{"do": step.verb, **step.args} for step in one.undo],
        "screen": one.seen.screen,
        "code": one.seen.code,
        "seen": {"zh": one.seen.words.zh, "en": one.seen.words.en},
        "test": f"{TEST}[{one.name}]",
        "stands": None if state is None else stands(one, state),
        "why_not": None if why is None else {"zh": why.zh, "en": why.en},
    }


def _say(text: str) -> None:
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.flush()
