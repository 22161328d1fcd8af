"""Brings a time-stamp query to its authority (RFC 3161 over HTTP) and the answer back, unread."""

from __future__ import annotations

from offline_cache.uplink import Offline

TIMEOUT_S = (3.0, 5.0)
"""To connect, to answer: somebody stands at the screen meanwhile."""
LONGEST = 64 * 1024
QUERY = "application/timestamp-query"
REPLY = "application/timestamp-reply"


def ask(url: str, query: bytes) -> bytes:
    """The authority's answer (DER); what it says is for the asker to check. Raises `Offline`."""
    import requests

    session = requests.Session()
    session.trust_env = False
    try:
        with session.post(
            url,
            data=query,
            headers={"Content-Type": QUERY},
            timeout=TIMEOUT_S,
            allow_redirects=False,
            stream=True,
        ) as response:
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
            if response.status_code != 200 or kind != REPLY:
                raise Offline("not_an_authority")
            answer = b""
            for block in response.iter_content(8192):
                answer += block
                if len(answer) > LONGEST:
                    raise Offline("answer_too_large")
            return answer
    except requests.exceptions.RequestException:
        raise Offline("unreachable") from None
    finally:
        session.close()
