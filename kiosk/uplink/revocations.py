"""Fetches a time authority's revocation list (RFC 5280) from its configured address, unread."""

from __future__ import annotations

from offline_cache.uplink import Offline

TIMEOUT_S = (5.0, 15.0)
"""To connect, to answer: nobody waits for it."""
LONGEST = 512 * 1024
"""Bytes of a list; it goes into every paper that is sealed with it."""


def fetch_list(url: str) -> bytes:
    """The list (DER); whether it counts is for the asker to check. Follows no redirect. Raises `Offline`."""
    import requests

    with requests.Session() as session:
        session.trust_env = False
        try:
            with session.get(url, timeout=TIMEOUT_S, allow_redirects=False, stream=True) as response:
                if response.status_code != 200:
                    raise Offline("no_list")
                found = b""
                for block in response.iter_content(16 * 1024):
                    found += block
                    if len(found) > LONGEST:
                        raise Offline("answer_too_large")
                return found
        except requests.exceptions.RequestException:
            raise Offline("unreachable") from None
