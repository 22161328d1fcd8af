"""Where media may be relayed: short-lived credentials of the TURN REST scheme for coturn's `use-auth-secret`.

draft-uberti-behave-turn-rest-00: the user name is the expiry and a label, the password its HMAC-SHA1.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Any

LIFETIME_S = 4 * 3600
"""Longer than any meeting; a credential opens a relay and nothing else."""


def servers(urls: tuple[str, ...], secret: str, now: datetime) -> list[dict[str, Any]]:
    """RTCIceServer dictionaries; none where no relay is configured. The label is random: it tells nobody who calls."""
    if not urls:
        return []
    username = f"{int(now.timestamp()) + LIFETIME_S}:{secrets.token_hex(8)}"
    mac = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return [{"urls": list(urls), "username": username, "credential": base64.b64encode(mac).decode()}]
