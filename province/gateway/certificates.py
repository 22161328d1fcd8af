"""A terminal asks for the certificate of the key it signs documents with."""

from __future__ import annotations

from base64 import b64decode
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from province.gateway.authority import RequestRefused
from province.gateway.context import note, of
from province.gateway.problems import Problem
from province.gateway.settings import Profile
from province.gateway.signatures import Signed
from province.gateway.wire import Wire

router = APIRouter(prefix="/terminals", tags=["terminals"])


class CertificateRequest(Wire):
    """A key of the terminal's own, proven by its signature over the request."""

    request: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]+={0,2}$", max_length=4096)]
    """Base64 of a PKCS#10 request (DER) for a P-256 key."""


class CertificateReply(Wire):
    """The certificate and the root above it, both PEM."""

    certificate: str
    authority: str


@router.post("/{terminal_id}/certificate", status_code=201, response_model=CertificateReply)
async def issue(
    terminal_id: str, request: Request, body: CertificateRequest, caller: Signed
) -> CertificateReply:
    """Issue a certificate to the calling terminal, the first one or the next.

    Asking twice gives two; both say the same of the same terminal, so a lost answer costs nothing.
    """
    if terminal_id != caller.id:
        raise Problem("terminal_other")
    gateway = of(request)
    now = gateway.clock.now()
    place = Profile.model_validate_json(caller.profile).place
    try:
        certificate = gateway.keys.authority.issue(b64decode(body.request), caller.id, place, now)
    except (RequestRefused, ValueError):
        raise Problem("bad_request") from None
    await gateway.database.write(lambda c: note(c, now, caller.id, "certificate.issue", caller.id))
    return CertificateReply(certificate=certificate, authority=gateway.keys.authority.pem)
