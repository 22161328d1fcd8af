"""The part of the technician's screen that records a device's wire (`kiosk.visit.tracing`)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kiosk.visit.screens.base import View
from kiosk.visit.screens.bench import Bench, Trial, did

if TYPE_CHECKING:
    from kiosk.visit.tracing import WireTrace

log = logging.getLogger(__name__)


class Recording(Bench):
    """One recording at a time; it ends by itself after a minute, by a second touch, or with the screen."""

    def enter(self) -> None:
        """Nothing was recorded yet."""
        super().enter()
        self.trace: WireTrace | None = None
        self.traces: dict[str, Trial] = {}
        """What came of the last recording of each device; `reason` is the file's name where it was done."""

    def leave(self) -> None:
        """No tap stays in a line."""
        super().leave()
        self._end()

    def tick(self) -> None:
        """Its minute is over."""
        super().tick()
        if self.trace is not None and self.trace.left <= 0:
            self._end()

    def _row(self, kind: str, address: str) -> View:
        traced = self.traces.get(kind, Trial())
        running = self.trace is not None and self.trace.kind == kind
        return super()._row(kind, address) | {
            "canTrace": self.flow.hardware.can_trace(kind) or running,
            "traceLeft": round(self.trace.left) if self.trace is not None and running else 0,
            "traced": traced.outcome, "traceReason": traced.reason,
        }  # fmt: skip

    def do_trace(self, kind: str) -> None:
        """Begin to record a device's wire, or end it."""
        if self.trace is not None and self.trace.kind == kind:
            self._end()
            return
        busy = self.trace is not None or any(one.outcome == "running" for one in self.traces.values())
        if not self.open or busy or not self.flow.hardware.can_trace(kind):
            return
        self.traces[kind] = Trial("running")

        def begun(trace: WireTrace) -> None:
            self.trace = trace
            log.info("technician: recording %s", kind)

        def failed(error: Exception) -> None:
            code = str(getattr(error, "code", "cannot_write"))
            self.traces[kind] = Trial("not_done", code)
            log.info("technician: not recorded %s, %s", kind, code)
            did(self.flow, "traced", kind, "not_done")

        self.flow.jobs.run(lambda: self.flow.hardware.begin_trace(kind), begun, failed)

    def _end(self) -> None:
        trace, self.trace = self.trace, None
        if trace is None:
            return

        def ended(_: object) -> None:
            self.traces[trace.kind] = Trial("done", trace.path.name)
            log.info("technician: recorded %s", trace.kind)
            did(self.flow, "traced", trace.kind, "done")

        def failed(error: Exception) -> None:
            log.error("technician: recording: %s", type(error).__name__)
            self.traces[trace.kind] = Trial("unknown")
            did(self.flow, "traced", trace.kind, "unknown")

        self.flow.jobs.run(lambda: self.flow.hardware.end_trace(trace), ended, failed)
