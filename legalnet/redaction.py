"""The last net under every log: what looks like a person's number is blotted out before a line is written.

The rule is that nothing personal is logged (`tools.check_logs` reads every log call for it). A blot in a log is
therefore a fault to be mended, never a way of working; but a line from a library cannot be read beforehand.
"""

from __future__ import annotations

import logging
import re

BLOT = "[抹去]"
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z])")
_CARD = re.compile(r"(?<![0-9A-Za-z])(?:4|5|62)\d{14,17}(?![0-9A-Za-z])")


def redact(text: str) -> str:
    """The text without identity numbers, mobile numbers and bank cards."""
    for pattern, real in ((_IDENTITY, _is_identity), (_CARD, _is_card), (_MOBILE, None)):
        text = pattern.sub(lambda found: BLOT if real is None or real(found[0]) else found[0], text)  # noqa: B023
    return text


def _is_identity(text: str) -> bool:
    """Check digit and a date of birth of somebody who may live: a running number passes once in a few thousand."""
    from legalnet.checks import id18  # with pydantic behind it: no terminal's first frame waits for that

    return "1900" <= text[6:10] <= "2100" and id18(text.upper())


def _is_card(text: str) -> bool:
    """Luhn, as on every bank card."""
    digits = [int(sign) for sign in reversed(text)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


class Redacting(logging.Formatter):
    """A formatter that blots the whole line, with the traceback below it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be written."""
        return redact(super().format(record))


def set_up(level: int, layout: str) -> None:
    """Logging of a process: one line each to standard error, blotted. The only place that begins logging."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(layout))
    logging.basicConfig(level=level, handlers=[handler])
