"""Checks and installs a recognition model in Vosk's layout; it is tried in a process of its own before it is trusted.

A model is a folder that somebody downloaded and unpacked; the terminal itself never goes to the network for one.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

from kiosk.clock import Clock
from kiosk.voice.listener import Listener

LARGEST_MB = 4096
TRY_S = 120.0
SILENCE = bytes(2 * 16_000)
OPTION = re.compile(r"--[\w.-]+=\S+")
NEEDED = ("am/final.mdl", "conf/model.conf")
FEATURES = ("conf/mfcc.conf", "conf/fbank.conf")
STATIC = "graph/HCLG.fst"
RUNTIME = ("graph/HCLr.fst", "graph/Gr.fst", "graph/disambig_tid.int", "graph/words.txt")
TROUBLES = {
    "broken": "a file in it is cut off or damaged: unpack or copy it once more",
    "died": "the recogniser fell over it: a file is damaged, or the memory of this machine is too small",
    "slow": f"it was not loaded within {TRY_S:.0f} seconds: take a smaller model",
    "library": "the library vosk cannot be loaded: install the packages again",
    "missing": "am/final.mdl went away meanwhile",
}
"""Why a model that looks whole could not be tried, for whoever installs it."""
CHINESE = re.compile("[一-鿿]")
SILENCE_PHONES = "--endpoint.silence-phones="


class Fault(NamedTuple):
    """What is wrong with a folder, and what to do."""

    code: str
    words: str


def faults(folder: Path) -> list[Fault]:
    """What can be seen without loading it; empty when it looks whole.

    Layout: vosk 0.3.45 `model.cc`, second version. Without `endpoint.silence-phones` the library aborts at the first
    sound.
    """
    if not folder.is_dir():
        file = "That is a file" if folder.exists() else "There is no such folder"
        return [Fault("no_folder", f"{file}. Unpack the model first and give the folder inside.")]
    if not any((folder / name).exists() for name in ("am", "conf", "graph")):
        return [
            Fault("no_model", f"This folder holds no model: am, conf and graph are missing.{_inside(folder)}")
        ]
    found = [Fault("missing", f"{name} is missing") for name in NEEDED if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in FEATURES):
        found.append(Fault("missing", f"{' or '.join(FEATURES)} is missing"))
    if (folder / STATIC).is_file():
        found.append(
            Fault("static", f"{STATIC}: grammars are ignored with it; take a model with HCLr.fst and Gr.fst")
        )
    else:
        found += [Fault("missing", f"{name} is missing") for name in RUNTIME if not (folder / name).is_file()]
    if size_mb(folder) > LARGEST_MB:
        found.append(Fault("too_big", f"larger than {LARGEST_MB} MB: no terminal loads it in time"))
    if not found:
        found += _options(folder / "conf/model.conf") + _language(folder / "graph/words.txt")
    return found


def _inside(folder: Path) -> str:
    """Where the model lies, when it is one folder further in, as it comes out of an archive."""
    found = sorted(one for one in folder.iterdir() if (one / "am").is_dir())
    return f" It lies in {found[0]}: give that." if len(found) == 1 else ""


def _language(words: Path) -> list[Fault]:
    """Whether it knows Chinese words: the terminal's commands are Chinese."""
    with words.open(encoding="utf-8", errors="replace") as lines:
        known = any(CHINESE.search(line) for line in lines)
    return [] if known else [Fault("language", "It knows no Chinese word: take a model for Mandarin (cn).")]


def _options(path: Path) -> list[Fault]:
    lines = [
        line.strip()
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if line.strip()
    ]
    found = [
        Fault("conf", f"conf/model.conf, line {number}: not an option")
        for number, line in enumerate(lines, start=1)
        if not line.startswith("#") and not OPTION.fullmatch(line)
    ]
    if not any(line.startswith(SILENCE_PHONES) for line in lines):
        found.append(Fault("conf", f"conf/model.conf says no {SILENCE_PHONES}...: the library would abort"))
    return found


def size_mb(folder: Path) -> int:
    """Its size, in whole MB, rounded up."""
    return -(-sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 2**20)


def try_out(folder: Path, clock: Clock) -> str:
    """Load it in a worker and let it hear a second of silence; empty when that works, else a code."""
    listener = Listener(str(folder), clock)
    listener.start()
    listener.listen_for_anything()
    end = clock.monotonic() + TRY_S
    fed = False
    try:
        while clock.monotonic() < end:
            events = listener.poll()
            if listener.state == "trouble":
                return listener.reason
            if fed and events:
                return ""
            if listener.state == "ready" and not fed:
                listener.feed(SILENCE)
                fed = True
            clock.sleep(0.02)
    finally:
        listener.stop()
    return "slow"


def install(source: Path, target: Path, clock: Clock) -> list[Fault]:
    """Copy a model that is whole and loads to where visits look for it; what was there stays until then."""
    found = faults(source)
    if found:
        return found
    code = try_out(source, clock)
    if code:
        return [Fault("load", TROUBLES[code])]
    fresh, old = target.with_name("model.new"), target.with_name("model.old")
    for path in (fresh, old):
        shutil.rmtree(path, ignore_errors=True)
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copytree(source, fresh)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        why = error.strerror or "not every file was copied"
        return [Fault("copy", f"it cannot be copied to {target.parent}: {why}")]
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    return []
