"""The HTTP side of resumable uploads: create, ask, append (see `blobs` for what happens to the bytes).

In the terms of draft-ietf-httpbis-resumable-upload-12. An upload is created with all of its content or with none. Its
place follows from the digest, so a terminal finds it again without the interim response 104, which neither our server
nor common clients can carry. Its offset is asked for by HEAD, and it is appended to by PATCH. DELETE is not offered.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi import Path as InPath
from sqlalchemy import delete
from starlette.responses import JSONResponse, Response

from province.gateway.blobs.interface import State, Target
from province.gateway.blobs.receive import content_digest_of
from province.gateway.clock import stamp
from province.gateway.context import Gateway, of
from province.gateway.problems import Problem
from province.gateway.signatures import SignedHead
from province.gateway.storage.rows import Announcement, Completion, SizeDiffers
from province.gateway.storage.tables import files
from province.gateway.wire import FileState

router = APIRouter(prefix="/files", tags=["files"])

PARTIAL = "application/partial-upload"
"""Media type of a PATCH, from the draft."""
DigestInPath = Annotated[str, InPath(pattern=r"^[0-9a-f]{64}$")]
CREATED_HEADERS: dict[str, Any] = {
    "Location": {"schema": {"type": "string"}, "description": "Where the upload is."},
    "Upload-Limit": {
        "schema": {"type": "string"},
        "description": "What a file may be, such as max-size=268435456.",
    },
}
OFFSET_HEADERS: dict[str, Any] = {
    "Upload-Offset": {"schema": {"type": "integer"}, "description": "Bytes that arrived so far."},
    "Upload-Complete": {"schema": {"type": "string"}, "description": "?1 when the file is whole."},
}


@router.post(
    "",
    status_code=201,
    response_model=FileState,
    responses={
        200: {"model": FileState, "description": "Created before.", "headers": CREATED_HEADERS},
        201: {"headers": CREATED_HEADERS},
    },
)
async def create(
    request: Request,
    caller: SignedHead,
    *,
    upload_length: Annotated[int, Header(gt=0, description="Bytes of the whole file.")],
    repr_digest: Annotated[
        str, Header(pattern=r"^sha-256=:[A-Za-z0-9+/]{43}=:$", description="RFC 9530, of the whole file.")
    ],
    upload_complete: Annotated[str, Header(pattern=r"^\?[01]$", description="?1: the body is the file.")],
    content_digest: Annotated[str, Header(description="RFC 9530, sha-256 of this body")],
) -> Response:
    """Create the upload of a sealed file, with all of it or with nothing yet; the latter is harmless to repeat.

    `Location` is where its bytes go.
    """
    gateway, digest = of(request), b64decode(repr_digest[9:-1]).hex()
    if upload_length > gateway.settings.max_file_bytes:
        raise Problem("too_large", headers=_limits(gateway), limit=gateway.settings.max_file_bytes)
    length = int(request.headers.get("content-length", "0"))
    if length != (upload_length if upload_complete == "?1" else 0):
        raise Problem("size_mismatch")
    target = Target(caller.id, digest, upload_length)
    await gateway.files.settle(caller.id, digest)
    state = await gateway.files.state(caller.id, digest)
    if not state.whole:
        await gateway.files.make_room(target)
    file = Announcement(caller.id, digest, upload_length, stamp(gateway.clock.now()))
    try:
        known = await gateway.database.announce(file)
    except SizeDiffers:
        raise Problem("size_mismatch") from None
    state = await _finished(gateway, target, state)
    if length and not state.whole:
        state = await _append(gateway, target, 0, content_digest, request.stream())
    told = FileState(digest=digest, size=upload_length, offset=state.offset, complete=state.whole)
    headers = {"Location": f"{request.url.path}/{digest}", **_limits(gateway), **_progress(state)}
    return JSONResponse(told.model_dump(), 200 if known else 201, headers)


def _limits(gateway: Gateway) -> dict[str, str]:
    """The draft's header for what a file may be."""
    return {"Upload-Limit": f"min-size=1, max-size={gateway.settings.max_file_bytes}"}


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
    state = await _finished(gateway, Target(caller.id, digest, size), state)
    headers = {**_progress(state), **_limits(gateway), "Upload-Length": str(size)}
    return Response(status_code=204, headers=headers)


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
async def append(
    request: Request,
    digest: DigestInPath,
    caller: SignedHead,
    *,
    upload_offset: Annotated[int, Header(ge=0)],
    upload_complete: Annotated[str, Header(pattern=r"^\?[01]$", description="?1: the last piece.")],
    content_digest: Annotated[str, Header(description="RFC 9530, sha-256 of this body")],
) -> Response:
    """Append the body at `Upload-Offset`; what arrives is kept even when the line breaks."""
    gateway = of(request)
    if request.headers.get("content-type") != PARTIAL:
        raise Problem("media_type")
    size = await _size(gateway, caller.id, digest)
    state = await gateway.files.state(caller.id, digest)
    if state.whole:
        raise Problem("upload_complete", headers=_progress(state))
    end = upload_offset + int(request.headers.get("content-length", "0"))
    if end > size or (upload_complete == "?1") != (end == size):
        raise Problem("size_mismatch")
    target = Target(caller.id, digest, size)
    state = await _append(gateway, target, upload_offset, content_digest, request.stream())
    return Response(status_code=204, headers=_progress(state))


async def _finished(gateway: Gateway, target: Target, state: State) -> State:
    """An upload whose last byte came just before a crash: verified and named now, since nobody sends more."""
    if state.whole or state.offset < target.size:
        return state
    return await _append(gateway, target, target.size, content_digest_of(sha256().digest()), _nothing())


async def _nothing() -> AsyncIterator[bytes]:
    """A body without bytes."""
    nothing: tuple[bytes, ...] = ()
    for chunk in nothing:
        yield chunk


async def _append(
    gateway: Gateway, target: Target, offset: int, content_digest: str, body: AsyncIterator[bytes]
) -> State:
    """Take in a body; how far the upload is afterwards."""
    try:
        whole = await gateway.files.append(target, offset, content_digest, body)
    except Problem as problem:
        if problem.code == "digest_mismatch":
            await _forget(gateway, target.terminal_id, target.digest)
        raise
    if whole:
        at = stamp(gateway.clock.now())
        await gateway.database.complete(Completion(target.terminal_id, target.digest, at))
    return await gateway.files.state(target.terminal_id, target.digest)


async def _forget(gateway: Gateway, terminal_id: str, digest: str) -> None:
    """An upload whose bytes were thrown away is no more: an offset never goes back."""
    where = (files.c.terminal_id == terminal_id) & (files.c.digest == digest)
    await gateway.database.write(lambda c: c.execute(delete(files).where(where)).rowcount)
