"""Is it alive, is it ready: for the terminal's network mark and for whoever runs the machine."""

from __future__ import annotations

import logging
from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy.exc import SQLAlchemyError

from province.gateway.context import Gateway, of
from province.gateway.problems import Problem
from province.gateway.wire import Health

log = logging.getLogger(__name__)
router = APIRouter(tags=["health"])


@router.get("/healthz", response_model=Health)
async def healthz(gateway: Annotated[Gateway, Depends(of)]) -> Health:
    """The process answers."""
    return Health(status="alive", time=gateway.clock.now())


@router.get("/readyz", response_model=Health)
async def readyz(gateway: Annotated[Gateway, Depends(of)]) -> Health:
    """The writer runs and the database reads; 503 otherwise."""
    if not gateway.database.writer.alive:
        raise Problem("not_ready")
    try:
        await gateway.database.read(lambda connection: connection.exec_driver_sql("SELECT 1").scalar_one())
    except SQLAlchemyError:
        log.exception("database cannot be read")
        raise Problem("not_ready") from None
    return Health(status="ready", time=gateway.clock.now())
