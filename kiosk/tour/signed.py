"""Looks at the papers that arrived at the province: each must carry this terminal's signature and be whole."""

from __future__ import annotations

from pathlib import Path

from kiosk.clock import Clock
from kiosk.documents.verify import verify
from kiosk.uplink.certificate import ROOT_FILE
from legalnet.catalogue import load_catalogue


def signed_papers(
    parts: dict[str, bytes], matter: str, out: Path, terminal: Path, clock: Clock
) -> list[dict[str, str]]:
    """The composed documents among what was handed in, kept in `out`, with what `document verify` says of each.

    The province's root is kept beside them, so that the same can be asked by hand.
    """
    definition = load_catalogue().get(matter)
    names = [f"{one.id}.pdf" for one in definition.documents] if definition else []
    out.mkdir(exist_ok=True)
    root = out / ROOT_FILE
    root.write_bytes((terminal / ROOT_FILE).read_bytes())
    found = []
    for name in names:
        if name in parts:
            (out / name).write_bytes(parts[name])
            report = verify(out / name, [root], [], clock.now())
            times = [one.time_source for one in report.signatures]
            found.append({"name": name, "verdict": report.verdict, "time": times[0] if times else ""})
    return found
