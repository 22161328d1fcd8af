"""The keys this terminal believes about evidence: learnt once from its province, and never changed silently."""

from __future__ import annotations

import logging
from pathlib import Path

from legalnet.evidence.trust import BadTrust, Trust, parse_trust

log = logging.getLogger(__name__)

TRUST_FILE = "evidence-trust.json"


def kept_trust(folder: Path) -> Trust | None:
    """What this terminal believes, None before it learnt it."""
    try:
        return parse_trust((folder / TRUST_FILE).read_text(encoding="utf-8"))
    except (OSError, BadTrust, UnicodeDecodeError):
        return None


def learn_trust(folder: Path, text: str) -> Trust | None:
    """Keep what the province says. The log's key is believed the first time; another one later is refused and logged.

    Witnesses may come and go: they bind the log, not the terminal.
    """
    try:
        told = parse_trust(text)
    except BadTrust:
        return kept_trust(folder)
    known = kept_trust(folder)
    if known is not None and known.log != told.log:
        log.error("the province names another key of its evidence log than before; the first one stays")
        return known
    if known != told:
        part = folder / f"{TRUST_FILE}.new"
        part.write_text(told.to_json(), encoding="utf-8")
        part.replace(folder / TRUST_FILE)
    return told
