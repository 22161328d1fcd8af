"""Tells of a PDF who signed it, when, and whether it is still what was signed.

The file may come from anybody: it is read in a process of its own with little memory and time, nothing in it is
fetched or run, and a file that breaks the reader is reported as one that cannot be read.

A signature that covers its bytes is not enough: a later revision of the file can lay another page over the signed
one (readers then still say "valid"). What came after the signature is therefore judged too, see `verify_worker.Judge`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from kiosk.documents.revoked import read_lists

Verdict = Literal["intact", "untrusted", "changed", "unsigned", "unreadable"]
TimeSource = Literal["stamp", "stamp_untrusted", "terminal", "none"]

LARGEST = 128 * 1024 * 1024
"""Bytes of a file that is looked at."""
WALL_S = 120.0
"""Seconds the reading process may take on a busy machine; an ordinary file takes one or two."""

EXIT: dict[Verdict, int] = {"intact": 0, "changed": 1, "unsigned": 3, "unreadable": 4, "untrusted": 5}
"""Exit codes of `main.py document verify`; 2 is wrong use."""


@dataclass(frozen=True)
class SignatureReport:
    """One signature."""

    signer: str
    """Common name in the certificate: the terminal's id."""
    organisation: str
    """Where it stands."""
    issuer: str
    valid_from: str
    valid_to: str
    """Of the certificate, ISO 8601 in UTC."""
    whole: bool
    """The signed bytes are unchanged, and nothing that matters was added afterwards."""
    trusted: bool
    """The certificate comes from a trusted root and was valid at the time that counts."""
    trouble: str
    """Empty, or `bytes_changed`, `changed_afterwards`, `not_trusted`, `expired`, `revoked`, `damaged`."""
    at: str
    """When, ISO 8601; by the time stamp where there is a good one, else as the terminal said."""
    time_source: TimeSource
    stamped_by: str
    """Common name of the time-stamping authority."""
    strokes_sha256: str
    """Digest of the handwriting that was bound to the document, empty when there was none."""
    lasting: bool = False
    """Everything needed to judge it later is in the file and stamped (B-LTA)."""
    revoked_at: str = ""
    """Since when its certificate counts no more, ISO 8601; empty when it is on no list that was handed over."""
    listed_at: str = ""
    """Of the issuer's list that was asked; empty: none was there, so that nothing is known about revocation."""


@dataclass(frozen=True)
class Report:
    """What can be said about a file."""

    verdict: Verdict
    reason: str = ""
    """For `unreadable`: `missing`, `too_large`, `not_a_pdf`, `encrypted`, `damaged` or `too_much_work`."""
    sha256: str = ""
    signatures: tuple[SignatureReport, ...] = field(default=())

    @property
    def exit_code(self) -> int:
        """For the shell."""
        return EXIT[self.verdict]

    def to_json(self) -> str:
        """For machines."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def verify(  # noqa: PLR0917 - what a file is judged by
    path: Path,
    roots: list[Path],
    stamp_roots: list[Path],
    now: datetime,
    wall_s: float = WALL_S,
    lists: Sequence[Path] = (),
) -> Report:
    """The report on a file; trusted are certificates under `roots` and time stamps under `stamp_roots` (PEM files).

    `lists` are revocation lists of those roots. Raises `OSError` for what cannot be read and `ForeignList` for a list of
    somebody else; whatever is wrong with the file itself is in the report.
    """
    trust = [one.read_text(encoding="ascii", errors="replace") for one in roots]
    stamp_trust = [one.read_text(encoding="ascii", errors="replace") for one in stamp_roots]
    revoked = read_lists(list(lists), trust)
    try:
        if path.stat().st_size > LARGEST:
            return Report("unreadable", "too_large")
        if not path.is_file():
            return Report("unreadable", "missing")
    except OSError:
        return Report("unreadable", "missing")
    task = {
        "path": str(path.resolve()), "roots": trust, "stamp_roots": stamp_trust, "now": now.isoformat(),
        "revoked": asdict(revoked),
    }  # fmt: skip
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kiosk.documents.verify_worker"], input=json.dumps(task).encode(),
            capture_output=True, timeout=wall_s, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Report("unreadable", "too_much_work")
    return _heard(done.returncode, done.stdout)


def _heard(code: int, said: bytes) -> Report:
    """The worker's report; one that died had too much to do, or was broken by the file."""
    try:
        found: dict[str, Any] = json.loads(said)
        signatures = tuple(SignatureReport(**one) for one in found.pop("signatures"))
        return Report(**found, signatures=signatures)
    except (ValueError, TypeError, KeyError):
        return Report("unreadable", "too_much_work" if code < 0 else "damaged")
