"""The gateway's application: puts the parts together and mounts them under /pln/v1 (and /staff)."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.routing import WebSocketRoute
from starlette.types import Receive, Scope, Send

from legalnet.catalogue import load_catalogue
from province.evidence.opening import open_log
from province.fleet import api as fleet
from province.fleet import desk as fleet_desk
from province.gateway import (
    asks,
    bundles,
    certificates,
    enrol,
    events,
    evidence,
    health,
    metrics,
    persons,
    staff,
    submissions,
    uploads,
    web,
)
from province.gateway.accounts import api as accounts
from province.gateway.accounts import hours, oidc, own
from province.gateway.accounts.factors import Box
from province.gateway.bells import Bells, Messenger
from province.gateway.blobs.interface import open_blobs
from province.gateway.clock import Clock
from province.gateway.context import Gateway
from province.gateway.demo.seed import seed
from province.gateway.desk import api as desk
from province.gateway.desk import forms, offers
from province.gateway.encodings import Unpacked
from province.gateway.faults import Faults, parse
from province.gateway.guard.headers import SecurityHeaders
from province.gateway.guard.rates import GuessLimit, Rates
from province.gateway.housekeeping import housekeeping
from province.gateway.keys import load_keys
from province.gateway.lane import Lane
from province.gateway.ledger.notes import note_change
from province.gateway.limits import BodyLimit
from province.gateway.media.services import MediaServices
from province.gateway.metrics import Measured, Metrics, StateCollector
from province.gateway.problems import MEDIA_TYPE, add_handlers
from province.gateway.proceedings import api as proceedings
from province.gateway.proceedings import papers as proceeding_papers
from province.gateway.proceedings.live import Procedures
from province.gateway.published import publish
from province.gateway.queues import api as queues
from province.gateway.queues import desk as queue_desk
from province.gateway.records import Records
from province.gateway.residents import (
    applications,
    assistant,
    cases,
    inbox,
    mediations,
    meetings,
    orders,
    places,
)
from province.gateway.rooms import api as rooms
from province.gateway.rooms import opinions
from province.gateway.rooms.hub import Hub, LiveRoom
from province.gateway.rooms.socket import RoomSocket
from province.gateway.sessions import Sessions
from province.gateway.settings import Settings, load_profile
from province.gateway.storage.interface import open_storage
from province.gateway.wire import ProblemDetails

log = logging.getLogger(__name__)

PREFIX = asks.PREFIX
"""Of the open Provincial Legal Network interface."""
ROOM = re.compile(re.escape(PREFIX) + r"/rooms/(?P<room_id>[^/]+)/ws")
PARTS = (
    accounts,
    hours,
    oidc,
    own,
    enrol,
    certificates,
    events,
    bundles,
    uploads,
    asks,
    evidence,
    proceedings,
    proceeding_papers,
    rooms,
    opinions,
    queues,
    queue_desk,
    fleet,
    fleet_desk,
    desk,
    offers,
)
"""What answers under it, after the hand-ins: routes are tried in turn."""
INSIDE = (
    persons.router,
    applications.router,
    orders.router,
    inbox.router,
    places.router,
    meetings.router,
    cases.router,
    mediations.router,
    assistant.router,
)
"""What residents may ask; every handler of these routers depends on `persons.inside` or `persons.needs`."""


async def open_gateway(settings: Settings, clock: Clock) -> Gateway:
    """Everything a gateway needs, opened: keys, database at its newest schema, the catalogue kept.

    Raises `SettingsError`, `CatalogueError` (the definitions are faulty), `OSError`, `StorageDown`.
    """
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    profile = load_profile(settings.data)
    definitions = load_catalogue(settings.catalogue)
    definitions.check_expressions()
    files = open_blobs(
        settings.blobs, settings.data / "files", settings.keep_free_bytes, settings.idle_upload_s
    )
    keys = load_keys(settings.data / "keys", clock.now())
    database = open_storage(settings.database_url)
    await database.open()
    bells = Bells()
    return Gateway(
        settings=settings,
        clock=clock,
        profile=profile,
        keys=keys,
        database=database,
        files=files,
        published=await publish(definitions, database, clock.now()),
        sessions=Sessions(settings.data, database, Box(keys.staff_key), clock),
        bells=bells,
        messenger=Messenger(bells, settings.nats),
        metrics=Metrics(),
        records=Records(keys.records),
        evidence=open_log(settings, profile, keys.evidence_key, database, clock),
        rates=Rates(settings.lookups_per_minute, settings.uploads_per_minute, clock.monotonic),
    )


class Province(FastAPI):
    """The application, with ways of their own for what comes most often and for what stays longest."""

    lane: Lane | None = None
    sockets: RoomSocket | None = None
    """A room's socket stands for hours; through the framework each would keep a dozen of its frames, 6 KiB."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the life of the application."""
        left: Receive | None = receive
        if scope["type"] == "websocket" and self.sockets is not None:
            found = ROOM.fullmatch(scope["path"])
            if found is not None:
                scope["path_params"] = found.groupdict()
                await self.sockets(scope, receive, send)
                return
        if self.lane is not None:
            left = await self.lane.serve(scope, receive, send)
        if left is not None:
            await super().__call__(scope, left, send)


def build(gateway: Gateway) -> Province:
    """The ASGI application of an opened gateway; closing the application closes the gateway's database."""

    app = Province(
        title="Provincial Legal Network", version="1.0.0", lifespan=_lifespan, docs_url=None, redoc_url=None
    )
    app.state.gateway = gateway
    app.openapi = _described(app)  # type: ignore[method-assign] # the framework's documented way
    app.include_router(submissions.router, prefix=PREFIX)
    api = APIRouter(prefix=PREFIX)
    for part in PARTS:
        api.include_router(part.router)
    for router in INSIDE:
        api.include_router(router)  # described to everybody, answered inside sealed questions only
    app.state.inner = asks.inner_application(gateway, INSIDE)
    app.include_router(api)
    app.state.hub = _rooms(app, gateway)
    app.state.procedures = Procedures(gateway, app.state.hub)
    app.state.inner.state.hub, app.state.inner.state.procedures = app.state.hub, app.state.procedures
    for beside in (health, metrics, staff, forms):
        app.include_router(beside.router)
    add_handlers(app)
    app.add_exception_handler(staff.NotSignedIn, staff.to_sign_in)
    app.add_exception_handler(staff.PasswordFirst, staff.to_change)
    _guard(app, gateway)
    return app


def _guard(app: Province, gateway: Gateway) -> None:
    """What stands before every route, from the inside outwards."""
    settings = gateway.settings
    app.add_middleware(Unpacked, limit=settings.max_body_bytes)
    app.add_middleware(BodyLimit, limit=settings.max_body_bytes, upload_limit=settings.max_file_bytes)
    app.add_middleware(GuessLimit, per_minute=settings.guesses_per_minute, monotonic=gateway.clock.monotonic)
    app.add_middleware(Measured, metrics=gateway.metrics, monotonic=gateway.clock.monotonic)
    gateway.metrics.registry.register(StateCollector(gateway))
    faults = parse(settings.faults)
    if faults:
        app.add_middleware(Faults, prefix=PREFIX, left=faults)
    else:  # troubles are acted out before the framework, so everything must come by there
        app.lane = Lane(gateway, PREFIX)
    app.add_middleware(SecurityHeaders)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Runs while the server does."""
    gateway: Gateway = app.state.gateway
    await _begin(gateway)
    try:
        await app.state.media.open()
        async with housekeeping(gateway):
            yield
    finally:
        await app.state.media.close()
        await gateway.close()


async def _begin(gateway: Gateway) -> None:
    """What must stand before the first request is answered."""
    await bundles.publish_all(gateway)
    gateway.messenger.start()
    await gateway.evidence.open()
    now, key_id = gateway.clock.now(), gateway.keys.key_id
    await gateway.database.write(lambda c: note_change(c, now, "key.sealing", key_id))
    if gateway.settings.demo_data:
        await seed(gateway)


def _rooms(app: Province, gateway: Gateway) -> Hub:
    """The live rooms of this gateway, the way of their sockets, and the desk's pages."""
    app.router.routes.extend(web.routes())
    media = app.state.media = MediaServices(gateway)
    hub = Hub(gateway, media)
    media.find = hub.room

    async def ticket_done(room: LiveRoom, outcome: str) -> None:
        """A consultation that ends, ends its waiting."""
        if room.state.ticket:
            await queue_desk.ended(gateway, room.state.ticket, outcome)

    hub.on_close.append(ticket_done)
    app.sockets = RoomSocket(gateway, hub, media)
    app.router.routes.append(WebSocketRoute(f"{PREFIX}/rooms/{{room_id}}/ws", app.sockets))
    return hub


def _described(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """OpenAPI 3.1 with the problem document as every operation's other answer."""

    def describe() -> dict[str, Any]:
        """Built once."""
        if app.openapi_schema is None:
            app.openapi_schema = _with_problems(
                get_openapi(title=app.title, version=app.version, openapi_version="3.1.0", routes=app.routes)
            )
        return app.openapi_schema

    return describe


def _with_problems(document: dict[str, Any]) -> dict[str, Any]:
    """Replace the framework's validation error by ours."""
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["ProblemDetails"] = ProblemDetails.model_json_schema()
    answer = {
        "description": "A refusal: what happened and the next step, in plain Chinese (RFC 9457).",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
    }
    for path in document["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = answer
    return document
