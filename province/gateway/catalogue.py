"""GET /catalogue: the signed bundle of all a terminal can offer, with an ETag so that it travels once."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from starlette.responses import Response

from province.gateway.context import of
from province.gateway.signatures import Signed

router = APIRouter(prefix="/catalogue", tags=["catalogue"])

SIGNATURE_HEADER = "Catalogue-Signature"
HEADERS: dict[str, Any] = {
    "ETag": {"schema": {"type": "string"}},
    SIGNATURE_HEADER: {
        "schema": {"type": "string"},
        "description": "Base64 of Ed25519 over `lawbooth-catalogue-1\\n` and the body's exact bytes.",
    },
}


@router.get(
    "",
    responses={
        200: {"content": {"application/json": {"schema": {"type": "object"}}}, "headers": HEADERS},
        304: {"description": "Unchanged."},
    },
    response_class=Response,
)
async def bundle(
    request: Request, _caller: Signed, if_none_match: Annotated[str | None, Header()] = None
) -> Response:
    """The canonical JSON bundle; 304 when the caller has it already."""
    published = of(request).published
    headers = {"ETag": published.etag, SIGNATURE_HEADER: published.signature, "Cache-Control": "no-cache"}
    if if_none_match == published.etag:
        return Response(status_code=304, headers=headers)
    return Response(published.bundle, 200, headers, "application/json")
