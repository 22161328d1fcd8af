"""The bench a driver is tried on: an address, ways to make trouble, and an honest witness at the other end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Fault = Literal["unplug", "mute", "noise", "torn", "trouble"]
"""What can go wrong, each switched on and off.

`unplug` the cable is out; `mute` the device takes everything and says nothing; `noise` bytes that belong to nothing
come with its answers; `torn` only half of each answer comes; `trouble` the device itself says that it cannot work.
"""


def _nothing() -> None:
    """For a bench on which nothing has to be laid out."""


@dataclass(frozen=True)
class Bench:
    """One device to try, real or simulated. What is left out cannot be shown, and is not counted as shown."""

    address: str
    missing: str = ""
    """An address of the same form at which nothing is."""
    faults: Mapping[Fault, Callable[[bool], None]] = field(default_factory=dict)
    cannot: tuple[Fault, ...] = ()
    """Faults that such a device cannot have: a folder is never mute. What needs them is not asked."""
    prepare: Callable[[], None] = _nothing
    """Lays out what the next piece of work needs: a card, paper, a code."""
    count: Callable[[], int] | None = None
    """How many whole pieces of work came out at the other end so far, as a witness for printers."""
    expected: Any = field(default=None, repr=False)
    """What the right answer is: the card's number, the code's text, the mains' voltage."""
    fits: Callable[[str], bool] = bool
    """What is known of a code that a scanner shall find, such as its check digit; any text where nothing is."""
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """What must never stand in an error, a repr or a log line."""
