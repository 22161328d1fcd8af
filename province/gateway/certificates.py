"""A terminal asks for the certificate of the key it signs documents with; anybody may ask which count no more."""

from __future__ import annotations

from base64 import b64decode
from datetime import datetime
from typing import Annotated, Any

from cryptography import x509
from fastapi import APIRouter, Request, Response
from pydantic import Field
from sqlalchemy import Connection, insert, select

from province.gateway.authority import RequestRefused
from province.gateway.clock import stamp
from province.gateway.context import note, of
from province.gateway.problems import Problem
from province.gateway.settings import Profile
from province.gateway.signatures import Signed
from province.gateway.storage.tables import certificates, terminals
from province.gateway.wire import Wire

router = APIRouter(tags=["terminals"])
LIST: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pkix-crl": {}}}}


class CertificateRequest(Wire):
    """A key of the terminal's own, proven by its signature over the request."""

    request: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]+={0,2}$", max_length=4096)]
    """Base64 of a PKCS#10 request (DER) for a P-256 key."""


class CertificateReply(Wire):
    """The certificate and the root above it, both PEM."""

    certificate: str
    authority: str


@router.post("/terminals/{terminal_id}/certificate", status_code=201, response_model=CertificateReply)
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
    serial = f"{x509.load_pem_x509_certificate(certificate.encode()).serial_number:x}"
    await gateway.database.write(lambda c: _keep(c, serial, caller.id, now))
    return CertificateReply(certificate=certificate, authority=gateway.keys.authority.pem)


@router.get("/revocations", response_class=Response, responses=LIST)
async def revocations(request: Request) -> Response:
    """The revocation list (DER, RFC 5280): serial numbers and moments only, signed anew for whoever asks."""
    gateway = of(request)
    found = await gateway.database.read(revoked)
    content = gateway.keys.authority.revocations(found, gateway.clock.now())
    return Response(content, 200, {"Cache-Control": "no-cache"}, "application/pkix-crl")


def revoked(connection: Connection) -> list[tuple[int, datetime]]:
    """Serial numbers of the certificates of terminals that were taken away, each with the moment since when."""
    query = (
        select(certificates.c.serial, terminals.c.revoked_at)
        .join(terminals, terminals.c.id == certificates.c.terminal_id)
        .where(terminals.c.revoked_at.is_not(None))
    )
    return [(int(serial, 16), datetime.fromisoformat(since)) for serial, since in connection.execute(query)]


def _keep(connection: Connection, serial: str, terminal_id: str, now: datetime) -> None:
    """Which certificate a terminal got, and that it did."""
    values = {"serial": serial, "terminal_id": terminal_id, "issued_at": stamp(now)}
    connection.execute(insert(certificates).values(values))
    note(connection, now, terminal_id, "certificate.issue", terminal_id)
