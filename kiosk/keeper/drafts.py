"""Drafts: sealed to a code that only its resident holds, kept for a week, given back by a name that says nothing.

The keeper knows neither code nor content: both name and key grow out of the code and the resident's number
(`kiosk.visit.drafts`), so the box of another person has another name and cannot even be found.
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
import re
from datetime import datetime, timedelta

from kiosk.clock import Clock
from offline_cache.errors import CacheError
from offline_cache.records import Records

log = logging.getLogger(__name__)

DAYS = 7
"""The longest a draft may stay on the terminal (domain reference, retention: encrypted draft up to 7 days)."""
LARGEST = 1024 * 1024
"""Characters of a box; answers of the longest form take a tenth."""
MOST = 500
"""Drafts at a time: more than a busy site starts in a week, and little room."""
PREFIX = "draft/"
_NAME = re.compile(r"[0-9a-f]{32}")


class Drafts:
    """Boxes by name, each with the instant after which it is gone."""

    def __init__(self, records: Records, clock: Clock) -> None:
        self._records = records
        self._clock = clock

    def keep(self, name: object, box: object) -> tuple[str, str, str]:
        """(outcome, reason, ISO instant of its end). Asking again with the same name changes only its end."""
        if not _fits(name, box):
            return "not_done", "malformed", ""
        until = self._clock.now() + timedelta(days=DAYS)
        try:
            if len(self._records.names(PREFIX)) >= MOST and self._records.get(f"{PREFIX}{name}") is None:
                return "not_done", "full", ""
            content = json.dumps({"until": until.isoformat(), "box": box}).encode()
            self._records.put(f"{PREFIX}{name}", content)
        except CacheError as error:
            log.error("draft: %s", type(error).__name__)
            return "unknown", type(error).__name__, ""
        return "done", "", until.isoformat()

    def find(self, name: object) -> str | None:
        """The box of that name, None where there is none or its time is over. Raises CacheError."""
        if not isinstance(name, str) or _NAME.fullmatch(name) is None:
            return None
        raw = self._records.get(f"{PREFIX}{name}")
        if raw is None:
            return None
        until, box = _parsed(raw)
        if self._clock.now() >= until:
            self._records.delete(f"{PREFIX}{name}")
            return None
        return box

    def drop(self, name: object) -> None:
        """Forget a draft: it was handed in, or kept anew under another code. Raises CacheError."""
        if isinstance(name, str) and _NAME.fullmatch(name) is not None:
            self._records.delete(f"{PREFIX}{name}")

    def tidy(self) -> None:
        """Drop what is over. Raises CacheError."""
        now = self._clock.now()
        for name in self._records.names(PREFIX):
            raw = self._records.get(name)
            if raw is not None and now >= _parsed(raw)[0]:
                self._records.delete(name)


def _fits(name: object, box: object) -> bool:
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        return False
    if not isinstance(box, str) or not 0 < len(box) <= LARGEST:
        return False
    try:
        base64.b64decode(box, validate=True)
    except binascii.Error:
        return False
    return True


def _parsed(raw: bytes) -> tuple[datetime, str]:
    content = json.loads(raw)
    return datetime.fromisoformat(content["until"]), str(content["box"])
