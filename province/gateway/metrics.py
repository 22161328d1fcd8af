"""Figures for Prometheus: how much, how fast, how well; labels are routes and codes, never who or which.

`/metrics` is for the machines around the gateway: the proxy before it passes on `/pln` and `/staff` only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

if TYPE_CHECKING:
    from province.gateway.context import Gateway

router = APIRouter(include_in_schema=False)

BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
LONG = "/terminals/{terminal_id}/events"
"""Waits on purpose, so its times say nothing about the gateway."""


class Metrics:
    """One gateway's figures, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "lawbooth_requests", "Requests by route and status.", ("route", "method", "status"),
            registry=self.registry,
        )  # fmt: skip
        self.seconds = Histogram(
            "lawbooth_request_seconds", "Time to the end of the answer.", ("route", "method"),
            buckets=BUCKETS_S, registry=self.registry,
        )  # fmt: skip
        self.submissions = Counter(
            "lawbooth_submissions", "Hand-ins: taken, repeated, or the code of the refusal.", ("outcome",),
            registry=self.registry,
        )  # fmt: skip
        self.received = Counter(
            "lawbooth_received_bytes", "Bytes of requests' bodies, sealed files included.",
            registry=self.registry,
        )  # fmt: skip


class StateCollector:
    """What is asked of the parts at the moment of the scrape."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def collect(self) -> Iterable[Metric]:
        """Called by the registry."""
        gateway, figures = self._gateway, self._gateway.database.figures()
        yield CounterMetricFamily("lawbooth_commits", "Group commits.", value=figures.commits)
        yield CounterMetricFamily("lawbooth_committed_jobs", "Jobs in them.", value=figures.jobs)
        yield GaugeMetricFamily("lawbooth_waiting_jobs", "Jobs that wait.", value=figures.waiting)
        yield GaugeMetricFamily(
            "lawbooth_waiting_terminals", "Requests that wait for an event.", value=gateway.bells.waiting
        )
        yield from gateway.fleet.collect(gateway.beats.taken)
        yield GaugeMetricFamily(
            "lawbooth_messenger_up", "Whether other gateways are heard.", value=gateway.messenger.connected
        )


class Measured:
    """ASGI middleware that counts and times every request."""

    def __init__(self, app: ASGIApp, metrics: Metrics, monotonic: Callable[[], float]) -> None:
        self._app = app
        self._metrics = metrics
        self._monotonic = monotonic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on and note what became of it; a broken line counts as 499."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = self._monotonic(), 499

        async def noted_send(message: Message) -> None:
            """Remembers the status."""
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        async def noted_receive() -> Message:
            """Counts the body."""
            message = await receive()
            self._metrics.received.inc(len(message.get("body", b"")))
            return message

        try:
            await self._app(scope, noted_receive, noted_send)
        finally:
            self._note(scope, status, self._monotonic() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        """Under the route's template: a path may hold a terminal's or a filing's number."""
        route = getattr(scope.get("route"), "path", "other")
        method = scope["method"] if route != "other" else "other"
        self._metrics.requests.labels(route, method, str(status)).inc()
        if route != LONG:
            self._metrics.seconds.labels(route, method).observe(seconds)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """All figures in Prometheus' text form."""
    found: Metrics = request.app.state.gateway.metrics
    return Response(generate_latest(found.registry), media_type=CONTENT_TYPE_LATEST)
