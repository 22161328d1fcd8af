"""Which consents a filing must carry before any field of it may travel: the same rule at both ends.

个人信息保护法 13, 14: what a matter asks is handled on consent to its notice. 29: a face is sensitive and has a consent
of its own. A consent that was withdrawn or refused is none; so is one without the words that were shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from legalnet.submission import Consent, Identity

BY_METHOD: dict[str, tuple[str, ...]] = {"card+face": ("face",)}
"""Consents that a way of proving who one is needs beside the general one."""


class NoConsent(Exception):
    """Something would travel without the consent it needs; the text names purposes only."""


def needed(identity: Identity) -> tuple[str, ...]:
    """Purposes that must be agreed to."""
    return ("data", *BY_METHOD.get(identity.method, ()))


def lacking(identity: Identity, consents: Iterable[Consent]) -> tuple[str, ...]:
    """Purposes that were not agreed to; the last word on a purpose counts."""
    last = {consent.purpose: consent.given for consent in consents}
    return tuple(purpose for purpose in needed(identity) if not last.get(purpose))  # type: ignore[call-overload]
