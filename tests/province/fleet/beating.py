"""Heartbeats for tests: a healthy one to change, and terminals that really send them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import requests

from legalnet.telemetry import BeatReply, DeviceReport, Disk, Heartbeat, Kind, ScreenState, Software, Verdict
from tests.province.raw import prepared, send
from tests.province.running import ShiftedClock, Terminal


def device(kind: Kind, verdict: Verdict = Verdict.OK, code: str = "") -> DeviceReport:
    """One device."""
    return DeviceReport(kind=kind, verdict=verdict, code=code, done=96, failed=2)


def beat(at: datetime | None = None, **changes: Any) -> Heartbeat:
    """A terminal that is well, but for the changes."""
    told: dict[str, Any] = {
        "at": at or datetime.now(UTC),
        "uptime_s": 86_400,
        "screen": ScreenState.IDLE,
        "visits": 12,
        "devices": (device(Kind.ID_READER), device(Kind.RECEIPT_PRINTER)),
        "disk": Disk(free_mb=70_000, used_mb=120),
        "software": Software(version="1.4.2"),
        **changes,
    }
    return Heartbeat(**told)


def sent(terminal: Terminal, told: Heartbeat, clock: ShiftedClock | None = None) -> requests.Response:
    """The answer to a heartbeat that the terminal signed."""
    path = f"/pln/v1/terminals/{terminal.enrolment.terminal_id}/heartbeat"
    return send(prepared(terminal, "POST", path, told.model_dump_json().encode(), clock))


def reply(terminal: Terminal, told: Heartbeat | None = None) -> BeatReply:
    """What the province answers to a beat."""
    answer = sent(terminal, told or beat())
    assert answer.status_code == 200, answer.text
    return BeatReply.model_validate(json.loads(answer.content))
