"""A gateway that really listens, in a thread of the test, and a terminal that really enrolled with it."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import threading
import time
import uuid
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection

from kiosk.uplink.client import ProvinceUplink
from kiosk.uplink.enrolment import enrol
from kiosk.uplink.identity import KEY_FILE, Enrolment, load_or_create_key
from legalnet import sealing
from legalnet.submission import Envelope, Role
from province.gateway.app import build, open_gateway
from province.gateway.context import Gateway
from province.gateway.enrol import new_code
from province.gateway.server import Bound, Server, bind
from province.gateway.settings import Settings
from tests.province.catalogue import REQUEST, SUIT
from tests.province.papers import small_jpeg, small_pdf

T = TypeVar("T")
PDF = small_pdf()
JPEG = small_jpeg()
NAME = "陈小明"


class ShiftedClock:
    """The real time, moved; monotonic stays honest. Serves both ends of the wire."""

    def __init__(self, shift: timedelta = timedelta()) -> None:
        self.shift = shift

    def now(self) -> datetime:
        """Wall time in UTC."""
        return datetime.now(UTC) + self.shift

    def monotonic(self) -> float:
        """Seconds that only grow, moved too."""
        return time.monotonic() + self.shift.total_seconds()

    def sleep(self, seconds: float) -> None:
        """Nothing here waits."""


@dataclass
class Running:
    """A listening gateway."""

    url: str
    gateway: Gateway
    clock: ShiftedClock
    loop: asyncio.AbstractEventLoop

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something in the gateway's own event loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(120)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table."""

        def job(connection: Connection) -> list[dict[str, Any]]:
            """As dictionaries."""
            return [dict(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}").mappings()]

        return self.call(self.gateway.database.read(job))

    def code(self) -> str:
        """A fresh enrolment code."""
        return self.call(new_code(self.gateway))

    def terminal(self, folder: Path, clock: ShiftedClock | None = None, progress: Any = None) -> Terminal:
        """A freshly enrolled terminal that keeps its key in `folder`."""
        enrolment = enrol(self.url, self.code(), folder, ShiftedClock())
        key = load_or_create_key(folder / KEY_FILE)
        return Terminal(folder, enrolment, ProvinceUplink(enrolment, key, clock or ShiftedClock(), progress))


@contextmanager
def running(data: Path, catalogue: Path | None, **more: Any) -> Iterator[Running]:
    """Start a gateway on a free port; stop it afterwards."""
    clock = more.pop("clock", None) or ShiftedClock()
    settings = Settings(data=data, catalogue=catalogue, **more)
    bound = bind("127.0.0.1", more.get("port", 0))
    ready: Future[tuple[Gateway, Server, asyncio.AbstractEventLoop]] = Future()
    thread = threading.Thread(target=lambda: asyncio.run(_serve(settings, clock, bound, ready)), daemon=True)
    thread.start()
    gateway, server, loop = ready.result(120)
    try:
        yield Running(bound.url, gateway, clock, loop)
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        bound.socket.close()
    assert not thread.is_alive()


async def _serve(settings: Settings, clock: ShiftedClock, bound: Bound, ready: Future[Any]) -> None:
    """What the gateway's thread does."""
    try:
        gateway = await open_gateway(settings, clock)
        loop = asyncio.get_running_loop()
        server = Server(
            build(gateway), lambda: ready.set_result((gateway, server, loop)), gateway.bells.close
        )
        await server.serve(sockets=[bound.socket])
    except BaseException as error:
        if not ready.done():
            ready.set_exception(error)
        raise


@dataclass
class Part:
    """One clear file of a submission."""

    name: str
    role: Role
    media_type: str
    data: bytes
    id: str = "complaint"
    """A document's."""
    signature: str = "handwritten"


def _document(part: Part, now: str) -> dict[str, Any]:
    """A document as the manifest lists it."""
    return {
        **{"id": part.id, "title": "民事起诉状", "part": part.name, "pages": 1},
        **{"sha256": hashlib.sha256(part.data).hexdigest(), "signature": part.signature, "signed_at": now},
    }


def _material(part: Part) -> dict[str, Any]:
    """A material as the manifest lists it."""
    sha256 = hashlib.sha256(part.data).hexdigest()
    return {"id": "iou", "label": "借条", "part": part.name, "sha256": sha256, "pages": 1}


@dataclass
class Filing:
    """A submission under construction; change what a test wants wrong, then `seal`."""

    matter_code: str = SUIT
    answers: dict[str, Any] = field(
        default_factory=lambda: {"w": {"name": NAME, "amount": "5000.00", "agree": True}}
    )
    level: str = "L3"
    consent: bool = True
    parts: list[Part] = field(
        default_factory=lambda: [
            Part("complaint.pdf", Role.DOCUMENT, "application/pdf", PDF),
            Part("iou-1.jpg", Role.MATERIAL, "image/jpeg", JPEG),
        ]
    )
    submission_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    wall: datetime | None = None
    """When the resident acted, if not now."""
    manifest_changes: dict[str, Any] = field(default_factory=dict)
    envelope_changes: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def request(cls, text: str = "邻居欠我八千元") -> Filing:
        """A small one: a request without papers."""
        return cls(REQUEST, {"w": {"kind": "咨询", "text": text}}, level="L0", parts=[])

    def manifest(self, version: str) -> dict[str, Any]:
        """The sealed heart, as JSON values."""
        now = datetime.now(UTC).isoformat()
        return {
            "submission_id": self.submission_id,
            "matter_code": self.matter_code,
            "catalogue_version": version,
            "language": "zh",
            "answers": self.answers,
            "identity": {"level": self.level, "method": "card", "at": now},
            "consents": [
                {"purpose": "data", "given": self.consent, "text_sha256": "0" * 64, "at": now},
            ],
            "documents": [_document(part, now) for part in self.parts if part.role is Role.DOCUMENT],
            "materials": [_material(part) for part in self.parts if part.role is Role.MATERIAL],
            **self.manifest_changes,
        }


@dataclass
class SealedFiling:
    """A sealed filing: the envelope's bytes and where each blob lies."""

    key: str
    header: bytes
    blobs: list[tuple[str, int, Path]]


@dataclass
class Terminal:
    """An enrolled terminal with its uplink."""

    folder: Path
    enrolment: Enrolment
    uplink: ProvinceUplink
    suite: sealing.Suite = sealing.Suite.INTERNATIONAL

    def seal(self, filing: Filing, version: str = "test") -> SealedFiling:
        """Seal every part to the province's key."""
        manifest = json.dumps(filing.manifest(version)).encode()
        heart = Part("manifest.json", Role.MANIFEST, "application/json", manifest)
        key = sealing.load_public(base64.b64decode(self.enrolment.sealing_key))
        sealed_parts, blobs = [], []
        for part in (heart, *filing.parts):
            path = self.folder / uuid.uuid4().hex
            context = sealing.part_context(filing.submission_id, part.name)
            sealed = sealing.seal_bytes(part.data, path, key, context, self.suite)
            blobs.append((sealed.digest, sealed.size, path))
            sealed_parts.append(
                {"name": part.name, "role": part.role, "media_type": part.media_type, **vars(sealed)}
            )
        wall = filing.wall or datetime.now(UTC)
        envelope = {
            "submission_id": filing.submission_id,
            "terminal_id": self.enrolment.terminal_id,
            "matter_code": filing.matter_code,
            "catalogue_version": version,
            "committed": {"wall": wall, "monotonic": 1.0, "boot_id": "boot", "uncertainty_s": 1.0},
            "receipt_code": "K74P29",
            "key_id": self.enrolment.key_id,
            "parts": sealed_parts,
            "suite": self.suite,
            **filing.envelope_changes,
        }
        header = Envelope.model_validate(envelope).model_dump_json().encode()
        return SealedFiling(filing.submission_id, header, blobs)

    def upload(self, sealed: SealedFiling) -> None:
        """Bring over every blob."""
        for digest, size, path in sealed.blobs:
            self.uplink.upload_blob(digest, size, path)

    def hand_in(self, filing: Filing) -> bytes:
        """Seal, upload, submit; returns the acknowledgement's bytes."""
        sealed = self.seal(filing)
        self.upload(sealed)
        return self.uplink.submit(sealed.key, sealed.header).body
