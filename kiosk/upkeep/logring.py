"""The keeper's last log lines, for a technician's screen and the bundle; judged like those that leave (`scrub`)."""

from __future__ import annotations

import logging
from collections import deque

MOST = 400


class LogRing(logging.Handler):
    """Remembers lines; never raises, never writes."""

    def __init__(self, most: int = MOST) -> None:
        super().__init__(logging.INFO)
        self._lines: deque[str] = deque(maxlen=most)
        self.setFormatter(
            logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%m-%d %H:%M:%S")
        )

    def emit(self, record: logging.LogRecord) -> None:
        """Called by logging, from any thread."""
        try:
            self._lines.append(self.format(record))
        except (TypeError, ValueError):  # a wrong format elsewhere is not this handler's affair
            return

    def lines(self) -> list[str]:
        """The oldest first."""
        return list(self._lines)
