"""What terminals keep a copy of: catalogue, directory, laws, notices, calendar.

A terminal learns from the TUF metadata (`trusted`) which serial of each collection stands and its digest, and asks for
each that it does not have for what changed since its own serial. Where the difference cannot be made, or is no smaller,
the whole is sent; either must lead to the digest that the targets name.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from fastapi import Path as InPath
from sqlalchemy import Connection
from starlette.responses import Response

from legalnet.bundles import Collection, difference, whole
from legalnet.deadlines import calendar_of, heed
from legalnet.reference import NAMES, catalogue_items, load_reference
from province.gateway.clock import stamp
from province.gateway.context import Gateway, of
from province.gateway.demo import places as demo_places
from province.gateway.problems import Problem
from province.gateway.signatures import Signed
from province.gateway.storage import bundlelog
from province.gateway.trusted import Published, Roles
from province.gateway.wire import BundleIndex, BundleState

router = APIRouter(prefix="/bundles", tags=["bundles"])

HEADERS: dict[str, Any] = {"ETag": {"schema": {"type": "string"}}}
METADATA: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"schema": {"type": "object"}}}}
}
FileInPath = Annotated[str, InPath(pattern=r"^[0-9a-z.]{1,40}$")]
NameInPath = Annotated[str, InPath(pattern=f"^({'|'.join(NAMES)})$")]


async def publish_all(gateway: Gateway) -> dict[str, int]:
    """Publish every collection that changed, and reckon by this calendar; the serials that stand.

    Raises `FaultyReference`.
    """
    found = {"catalogue": catalogue_items(gateway.published.bundle)}
    found |= load_reference(gateway.settings.reference)
    if gateway.settings.demo_data:
        found["directory"] |= demo_places.directory()
    heed(calendar_of(found["calendar"].values()))
    at = stamp(gateway.clock.now())

    def job(connection: Any) -> dict[str, int]:
        """All of them, or none."""
        return {name: bundlelog.publish(connection, name, items, at).serial for name, items in found.items()}

    return await gateway.database.write(job)


def etag(name: str, serial: int, digest: str) -> str:
    """Names one state of one collection."""
    return f'"{name}-{serial}-{digest[:16]}"'


@router.get("", response_model=BundleIndex)
async def index(request: Request, _caller: Signed) -> BundleIndex:
    """Every collection with its serial and ETag: one small answer tells what is worth asking for."""
    rows = await of(request).database.read(bundlelog.index)
    return BundleIndex(
        bundles=tuple(
            BundleState(name=name, serial=serial, etag=etag(name, serial, digest))
            for name, serial, digest in sorted(rows)
        )
    )


@router.get("/trust/{file}", response_class=Response, responses=METADATA)
async def trust(request: Request, file: FileInPath, _caller: Signed) -> Response:
    """A file of the TUF repository (metadata only): `timestamp.json`, `snapshot.json`, `targets.json`, `1.root.json`."""
    gateway = of(request)
    standing = await gateway.database.read(_standing)
    files = Roles(gateway.keys.catalogue_key).files(standing, gateway.clock.now())
    if file not in files:
        raise Problem("not_found")  # also how the next root is told not to be there
    return Response(files[file], 200, {"Cache-Control": "no-cache"}, "application/json")


def _standing(connection: Connection) -> list[Published]:
    """The newest serial of every collection."""
    found = (bundlelog.newest(connection, name) for name in NAMES)
    return [Published.of(one) for one in found if one is not None]


@router.get(
    "/{name}",
    responses={
        200: {"content": {"application/json": {"schema": {"type": "object"}}}, "headers": HEADERS},
        304: {"description": "Unchanged."},
    },
    response_class=Response,
)
async def bundle(
    request: Request,
    name: NameInPath,
    _caller: Signed,
    since: Annotated[int, Query(ge=0, le=1 << 53, description="Serial the caller has; 0: none.")] = 0,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """A message (`legalnet.bundles`) that brings the caller to the newest serial; 304 when it is there."""
    gateway = of(request)
    new, old = await gateway.database.read(
        lambda c: (bundlelog.newest(c, name), bundlelog.at_serial(c, name, since))
    )
    if new is None:
        raise Problem("not_found")
    headers = {"ETag": etag(name, new.serial, new.digest()), "Cache-Control": "no-cache"}
    if if_none_match == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(_message(old, new), 200, headers, "application/json")


def _message(old: Collection | None, new: Collection) -> bytes:
    """The smaller of difference and whole."""
    everything = whole(new)
    if old is None or old.serial >= new.serial:
        return everything
    changed = difference(old, new)
    return changed if len(changed) < len(everything) else everything
