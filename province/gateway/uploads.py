"""The HTTP side of resumable uploads: announce, ask, stream (see `files` for what happens to the bytes)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi import Path as InPath
from sqlalchemy import Connection, insert, select, update
from starlette.responses import JSONResponse, Response

from province.gateway.clock import stamp
from province.gateway.context import Gateway, of
from province.gateway.files import Target
from province.gateway.problems import Problem
from province.gateway.signatures import Signed, SignedHead
from province.gateway.tables import files
from province.gateway.wire import FileRequest, FileState

router = APIRouter(prefix="/files", tags=["files"])

PARTIAL = "application/partial-upload"
"""Media type of a PATCH, from the draft."""
DigestInPath = Annotated[str, InPath(pattern=r"^[0-9a-f]{64}$")]
OFFSET_HEADERS: dict[str, Any] = {
    "Upload-Offset": {"schema": {"type": "integer"}, "description": "Bytes that arrived so far."},
    "Upload-Complete": {"schema": {"type": "string"}, "description": "?1 when the file is whole."},
}


@router.post(
    "",
    status_code=201,
    response_model=FileState,
    responses={200: {"model": FileState, "description": "Announced before."}},
)
async def announce(request: Request, body: FileRequest, caller: Signed) -> Response:
    """Announce a sealed file; harmless to repeat. `Location` is where it is uploaded."""
    gateway = of(request)
    if body.size > gateway.settings.max_file_bytes:
        raise Problem("too_large", limit=gateway.settings.max_file_bytes)
    if not gateway.files.whole(caller.id, body.digest):
        gateway.files.make_room(caller.id, body.size)
    known = await gateway.database.write(lambda c: _announce(c, gateway, caller.id, body))
    whole = gateway.files.whole(caller.id, body.digest)
    offset = gateway.files.offset(caller.id, body.digest)
    state = FileState(digest=body.digest, size=body.size, offset=offset, complete=whole)
    headers = {"Location": f"{request.url.path}/{body.digest}", **_progress(offset, whole)}
    return JSONResponse(state.model_dump(), 200 if known else 201, headers)


def _announce(connection: Connection, gateway: Gateway, terminal_id: str, body: FileRequest) -> bool:
    """The row of the file; True when it was there already."""
    where = (files.c.terminal_id == terminal_id) & (files.c.digest == body.digest)
    size = connection.execute(select(files.c.size).where(where)).scalar_one_or_none()
    if size is not None and size != body.size:
        raise Problem("size_mismatch")
    if size is None:
        connection.execute(
            insert(files).values(
                terminal_id=terminal_id,
                digest=body.digest,
                size=body.size,
                created_at=stamp(gateway.clock.now()),
            )
        )
    return size is not None


def _progress(offset: int, whole: bool) -> dict[str, str]:
    """The draft's headers for how far an upload is."""
    return {
        "Upload-Offset": str(offset),
        "Upload-Complete": "?1" if whole else "?0",
        "Cache-Control": "no-store",
    }


async def _size(gateway: Gateway, terminal_id: str, digest: str) -> int:
    """The announced size of this terminal's file. Raises `Problem` `file_unknown`."""
    where = (files.c.terminal_id == terminal_id) & (files.c.digest == digest)
    size = await gateway.database.read(
        lambda c: c.execute(select(files.c.size).where(where)).scalar_one_or_none()
    )
    if size is None:
        raise Problem("file_unknown")
    return int(size)


@router.head("/{digest}", status_code=204, responses={204: {"headers": OFFSET_HEADERS}})
async def ask(request: Request, digest: DigestInPath, caller: SignedHead) -> Response:
    """How much of the file has arrived; an upload still under way for it is ended first."""
    gateway = of(request)
    size = await _size(gateway, caller.id, digest)
    await gateway.files.settle(caller.id, digest)
    offset, whole = gateway.files.offset(caller.id, digest), gateway.files.whole(caller.id, digest)
    return Response(status_code=204, headers={**_progress(offset, whole), "Upload-Length": str(size)})


@router.patch(
    "/{digest}",
    status_code=204,
    responses={204: {"headers": OFFSET_HEADERS}},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {PARTIAL: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def stream(
    request: Request,
    digest: DigestInPath,
    caller: SignedHead,
    upload_offset: Annotated[int, Header(ge=0)],
    content_digest: Annotated[str, Header(description="RFC 9530, sha-256 of this body")],
) -> Response:
    """Append the body at `Upload-Offset`; what arrives is kept even when the line breaks."""
    gateway = of(request)
    if request.headers.get("content-type") != PARTIAL:
        raise Problem("media_type")
    size = await _size(gateway, caller.id, digest)
    whole = gateway.files.whole(caller.id, digest)
    if not whole:
        body = request.stream()
        target = Target(caller.id, digest, size)
        whole = await gateway.files.append(target, upload_offset, content_digest, body)
    if whole:
        await _complete(gateway, caller.id, digest)
    return Response(status_code=204, headers=_progress(gateway.files.offset(caller.id, digest), whole))


async def _complete(gateway: Gateway, terminal_id: str, digest: str) -> None:
    """Note when the file became whole."""
    where = (files.c.terminal_id == terminal_id) & (files.c.digest == digest) & files.c.completed_at.is_(None)
    at = stamp(gateway.clock.now())
    await gateway.database.write(
        lambda c: c.execute(update(files).where(where).values(completed_at=at)).rowcount
    )
