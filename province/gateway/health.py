"""Is it alive, is it ready: for the terminal's network mark and for whoever runs the machine."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from province.gateway.context import Gateway, of
from province.gateway.wire import Health

router = APIRouter(tags=["health"])


@router.get("/healthz", response_model=Health)
async def healthz(gateway: Annotated[Gateway, Depends(of)]) -> Health:
    """The process answers."""
    return Health(status="alive", time=gateway.clock.now())


@router.get("/readyz", response_model=Health)
async def readyz(request: Request, gateway: Annotated[Gateway, Depends(of)]) -> Health:
    """The writer lives and the database and the store of files answer; 503 otherwise (`StorageDown` is `not_ready`).

    Media server and relay are named, not needed: without them two people still talk from peer to peer.
    """
    await gateway.database.ping()
    await gateway.files.ping()
    services = request.app.state.media.health()
    return Health(status="ready", time=gateway.clock.now(), services=services)
