"""Contacts bounce and people shuffle: an input counts as changed only once it stays so."""

from __future__ import annotations


class Debouncer:
    """One input. The first reading is taken as it is; later ones must last `hold_s` seconds."""

    def __init__(self, hold_s: float) -> None:
        self._hold_s = hold_s
        self._value: bool | None = None
        self._pending: bool | None = None
        self._since = 0.0

    @property
    def value(self) -> bool | None:
        """What counts now; nothing before the first reading."""
        return self._value

    def feed(self, raw: bool, at: float) -> bool:
        """Take a reading made at monotonic second `at`; what counts after it."""
        if self._value is None:
            self._value = raw
        if raw == self._value:
            self._pending = None
        elif self._pending is not raw:
            self._pending, self._since = raw, at
        elif at - self._since >= self._hold_s:
            self._value, self._pending = raw, None
        return self._value

    def forget(self) -> None:
        """The line was cut: the next reading is a first one."""
        self._value = self._pending = None
