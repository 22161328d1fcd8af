"""What a target says when something does not hold; unlike `assert` it stays under `python -O`."""

from __future__ import annotations


class PromiseBroken(Exception):
    """A codec or driver did what it must never do."""


def hold(true: bool, words: str) -> None:
    """Raise `PromiseBroken` with the words unless it is true."""
    if not true:
        raise PromiseBroken(words)
