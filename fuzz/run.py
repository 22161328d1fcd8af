"""Runs the targets: `python -m fuzz.run --seconds 5 [--target sam] [--seed 1]`.

With atheris installed each target gets a process of its own that follows coverage; without it, or with
`--plain`, inputs are changed at random from real answers. What breaks a promise is written to `--out`, to be
tried again with `--replay FILE`.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path
from random import Random

from devices.clock import Clock, Deadline, SystemClock
from fuzz.targets import TARGETS, Target

SLOW_S = 2.0
"""No input takes this long, even on a busy machine: waits jump, so it would be a loop."""
LONGEST = 6000
ROOT = Path(__file__).parents[1]


class Broken(Exception):
    """An input that broke a promise."""

    def __init__(self, name: str, data: bytes, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.data = data


def change(data: bytes, random: Random) -> bytes:
    """The same bytes a little different."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 4, 12))):
        at = random.randint(0, len(changed))
        match random.randrange(6):
            case 0 if at < len(changed):
                changed[at] ^= 1 << random.randrange(8)
            case 1 if at < len(changed):
                changed[at] = random.choice((0x00, 0xFF, 0x0D, 0x02, 0xAA, random.randrange(256)))
            case 2:
                del changed[at : at + random.choice((1, 1, 3, 40))]
            case 3:
                changed[at:at] = random.randbytes(random.choice((1, 1, 4, 30)))
            case 4:
                changed[at:at] = changed[max(0, at - random.randrange(1, 60)) : at]
            case _:
                del changed[at if random.random() < 0.1 else len(changed) :]
    return bytes(changed[:LONGEST])


def try_one(name: str, target: Target, data: bytes, clock: Clock) -> None:
    """Check one input. Raises `Broken`."""
    began = clock.monotonic()
    try:
        target.check(data)
    except Exception as error:  # the edge: whatever comes out, but for named errors, is a finding
        raise Broken(name, data, f"{type(error).__name__}: {error}") from error
    if clock.monotonic() - began > SLOW_S:
        raise Broken(name, data, f"took more than {SLOW_S} s")


def plain(names: list[str], seconds: float, seed: int, clock: Clock) -> dict[str, int]:
    """Change inputs at random, target after target, until the time is over; inputs tried by target."""
    random = Random(seed)  # noqa: S311 - no secret: the same seed tries the same inputs
    deadline = Deadline.after(clock, seconds)
    tried = dict.fromkeys(names, 0)
    for name in names:
        for data in TARGETS[name].seeds:
            try_one(name, TARGETS[name], data, clock)
    while not deadline.over:
        for name in names:
            seeds = TARGETS[name].seeds
            data = random.randbytes(random.randrange(300)) if random.random() < 0.1 else random.choice(seeds)
            try_one(name, TARGETS[name], change(data, random), clock)
            tried[name] += 1
    return tried


def guided(names: list[str], seconds: float, out: Path) -> int:
    """One atheris process for each target; the first exit code that is not 0."""
    out.mkdir(parents=True, exist_ok=True)
    for name in names:
        options = [
            f"-max_total_time={max(1, round(seconds / len(names)))}",
            f"-artifact_prefix={out}/{name}-",
        ]
        command = [sys.executable, "-m", "fuzz.guided", name, f"-max_len={LONGEST}", "-timeout=10", *options]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


def main(arguments: list[str] | None = None, clock: Clock | None = None) -> int:
    """0 when every promise held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="for all targets together")
    parser.add_argument(
        "--target", action="append", choices=sorted(TARGETS), help="only this one; may repeat"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="without atheris even where it is installed")
    parser.add_argument("--out", type=Path, default=Path("out/fuzz"), help="where findings go")
    parser.add_argument("--replay", type=Path, help="try one input again")
    args = parser.parse_args(arguments)
    names = args.target or sorted(TARGETS)
    try:
        if args.replay:
            for name in names:
                try_one(name, TARGETS[name], args.replay.read_bytes(), clock or SystemClock())
            return 0
        if not args.plain and importlib.util.find_spec("atheris"):
            return guided(names, args.seconds, args.out.resolve())
        tried = plain(names, args.seconds, args.seed, clock or SystemClock())
    except Broken as finding:
        sys.stderr.write(f"{finding}\nwritten to {keep(finding, args.out)}\n")
        return 1
    sys.stdout.write("".join(f"{name}: {count} inputs, no finding\n" for name, count in tried.items()))
    return 0


def keep(finding: Broken, out: Path) -> Path:
    """Write the input to a file named by its digest."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{finding.name}-{hashlib.sha256(finding.data).hexdigest()[:12]}"
    path.write_bytes(finding.data)
    return path


if __name__ == "__main__":
    raise SystemExit(main())
