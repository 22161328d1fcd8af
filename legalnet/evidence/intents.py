"""A deposit that could not be made at once: its digests wait at the terminal and go to the log when the network is back.

The key is the one of the first attempt, so that a deposit whose answer was lost is found, not made again. Until it is
deposited there is no time and no code: nothing here may be called a deposit before the log answered.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from legalnet.evidence.leaves import Kind
from legalnet.submission import Digest, Frozen

INTENT_KEY = "deposit-"
"""Before the key where an intent is kept among filings, whose ids begin otherwise."""


class Intent(Frozen):
    """What is to be deposited."""

    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{8,80}$")]
    """Idempotency key: the filing's id and the material's."""
    sha256: Digest
    sm3: Digest
    kind: Kind


def is_intent(key: str) -> bool:
    """Whether something that waits to be sent is a deposit."""
    return key.startswith(INTENT_KEY)
