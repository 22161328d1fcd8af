"""A peer on a pseudo-terminal that answers each request with the next bytes of a script."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from devices.clock import Clock
from devices.simulators.wire import WireSimulator


class ScriptedPeer(WireSimulator):
    """Says what it was told to say, right or wrong, and remembers what it was asked."""

    verbs: ClassVar[dict[str, str]] = {}

    def __init__(self, link: Path, clock: Clock, script: Sequence[bytes]) -> None:
        super().__init__(link, clock)
        self._script = list(script)
        self.asked: list[bytes] = []

    def receive(self, data: bytes) -> None:
        """The next answer, or silence when the script is over."""
        self.asked.append(data)
        if self._script:
            self._port.write(self._script.pop(0))

    def state(self) -> dict[str, Any]:
        """Nothing to tell."""
        return {}
