"""The last signature of a paper sealed for the archive: PAdES B-LTA (ETSI EN 319 142-1), by a time authority's stamp.

With it stand the revocation lists of province and authority in the file, so that every signature below stays provable
after all certificates ran out. Nothing is fetched but the stamp.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from legalnet.timestamps import stamper
from province.gateway.authority import Authority
from province.gateway.settings import Settings

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import TimeStamper

TIMEOUT_S = (5.0, 10.0)
LONGEST = 64 * 1024
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"


class NotSealed(Exception):
    """No stamp could be had, or the lists do not show what they must; the text is a code."""


@dataclass(frozen=True)
class TimeAuthority:
    """Whom to ask for time stamps, and what shows that its certificates count."""

    url: str
    roots: str
    revocations: bytes = field(repr=False)
    revoked: tuple[tuple[int, datetime], ...] = ()
    """Of our own certificates: which count no more, and since when."""


def configured(settings: Settings) -> TimeAuthority | None:
    """The authority of the settings; None where there is none. Raises `OSError` when its files cannot be read."""
    if not settings.timestamp_url or settings.timestamp_roots is None or settings.timestamp_list is None:
        return None
    roots = settings.timestamp_roots.read_text(encoding="utf-8")
    return TimeAuthority(settings.timestamp_url, roots, settings.timestamp_list.read_bytes())


def archived(time: TimeAuthority, authority: Authority, at: datetime) -> dict[str, Any]:
    """What makes pyHanko's signature one for the archive: strict, without a list for a certificate there is no seal."""
    from asn1crypto import pem
    from asn1crypto.x509 import Certificate
    from pyhanko_certvalidator import ValidationContext

    # Without fetching is how it is meant; pyHanko warns of it each time.
    logging.getLogger("pyhanko.sign.signers.pdf_signer").setLevel(logging.ERROR)
    roots = pem.unarmor(f"{authority.pem}\n{time.roots}".encode(), multiple=True)
    context = ValidationContext(
        trust_roots=[Certificate.load(der) for _, _, der in roots],
        crls=[authority.revocations(time.revoked, at), time.revocations], allow_fetching=False,
        revocation_mode="require", moment=at,
    )  # fmt: skip
    return {"embed_validation_info": True, "use_pades_lta": True, "validation_context": context}


def line(time: TimeAuthority) -> TimeStamper:
    """Asks the authority over HTTP, in the thread that signs; raises `NotSealed` when there is no answer."""
    return stamper(lambda query: _asked(time.url, query))


def _asked(url: str, query: bytes) -> bytes:
    """The answer (DER). Raises `NotSealed`."""
    import requests

    with requests.Session() as session:
        session.trust_env = False
        try:
            found = session.post(
                url, data=query, headers={"Content-Type": QUERY}, timeout=TIMEOUT_S, allow_redirects=False
            )
        except requests.RequestException:
            raise NotSealed("unreachable") from None
    kind = found.headers.get("Content-Type", "").partition(";")[0].strip()
    if found.status_code != 200 or kind != REPLY or len(found.content) > LONGEST:
        raise NotSealed("not_an_authority")
    return found.content
