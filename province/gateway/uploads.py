"""The HTTP side of resumable uploads: announce, ask, stream (see `blobs` for what happens to the bytes)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi import Path as InPath
from starlette.responses import JSONResponse, Response

from province.gateway.blobs.interface import State, Target
from province.gateway.clock import stamp
from province.gateway.context import Gateway, of
from province.gateway.problems import Problem
from province.gateway.signatures import Signed, SignedHead
from province.gateway.storage.rows import Announcement, Completion, SizeDiffers
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
    state = await gateway.files.state(caller.id, body.digest)
    if not state.whole:
        await gateway.files.make_room(Target(caller.id, body.digest, body.size))
    file = Announcement(caller.id, body.digest, body.size, stamp(gateway.clock.now()))
    try:
        known = await gateway.database.announce(file)
    except SizeDiffers:
        raise Problem("size_mismatch") from None
    told = FileState(digest=body.digest, size=body.size, offset=state.offset, complete=state.whole)
    headers = {"Location": f"{request.url.path}/{body.digest}", **_progress(state)}
    return JSONResponse(told.model_dump(), 200 if known else 201, headers)


def _progress(state: State) -> dict[str, str]:
    """The draft's headers for how far an upload is."""
    return {
        "Upload-Offset": str(state.offset),
        "Upload-Complete": "?1" if state.whole else "?0",
        "Cache-Control": "no-store",
    }


async def _size(gateway: Gateway, terminal_id: str, digest: str) -> int:
    """The announced size of this terminal's file. Raises `Problem` `file_unknown`."""
    size = await gateway.database.file_size(terminal_id, digest)
    if size is None:
        raise Problem("file_unknown")
    return size


@router.head("/{digest}", status_code=204, responses={204: {"headers": OFFSET_HEADERS}})
async def ask(request: Request, digest: DigestInPath, caller: SignedHead) -> Response:
    """How much of the file has arrived; an upload still under way for it is ended first."""
    gateway = of(request)
    size = await _size(gateway, caller.id, digest)
    await gateway.files.settle(caller.id, digest)
    state = await gateway.files.state(caller.id, digest)
    return Response(status_code=204, headers={**_progress(state), "Upload-Length": str(size)})


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
    target = Target(caller.id, digest, size)
    if await gateway.files.append(target, upload_offset, content_digest, request.stream()):
        await gateway.database.complete(Completion(caller.id, digest, stamp(gateway.clock.now())))
    return Response(status_code=204, headers=_progress(await gateway.files.state(caller.id, digest)))
