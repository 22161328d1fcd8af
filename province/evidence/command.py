"""What `main.py witness` and `main.py log` do."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI, Request
from starlette.responses import Response

from legalnet.evidence.notes import COSIGNATURE, ED25519, NAME, BadNote, Key, Signer, parse_key
from legalnet.evidence.trust import BadTrust, parse_trust
from legalnet.redaction import set_up
from province.evidence.audit import InFolder
from province.evidence.audit import audit as audited
from province.evidence.witness import Answer, Witness
from province.gateway.clock import SystemClock
from province.gateway.keys import write_private
from province.gateway.server import Server, bind

LARGEST_REQUEST = 64 * 1024
TIMEOUT_S = 30


def witness(arguments: argparse.Namespace) -> int:
    """Serve one witness; returns the exit code: 0 done, 2 wrong use."""
    set_up(logging.WARNING, "%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        signer = Signer(_name(arguments.name), _key(arguments.data), COSIGNATURE)
        logs = {key.name: key for key in map(_log_key, arguments.log)}
        if arguments.key:
            sys.stdout.write(f"{signer.public}\n")
            return 0
        if not logs:
            raise ValueError("give the key of a log it watches (--log)")
        return _serve(
            arguments, Witness(arguments.data / "seen.sqlite", signer, logs, _seconds(SystemClock()))
        )
    except (ValueError, OSError) as error:
        sys.stderr.write(f"witness: {error}\n")
        return 2


def _serve(arguments: argparse.Namespace, one: Witness) -> int:
    bound = bind(arguments.host, arguments.port)

    def ready() -> None:
        sys.stdout.write(f"witness listens at {bound.url}\n")
        sys.stdout.flush()

    server = Server(application(one), ready)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: None)
    asyncio.run(server.serve(sockets=[bound.socket]))
    return 0


def application(one: Witness) -> FastAPI:
    """The witness's only interface."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    turn = threading.Lock()

    def answer(body: bytes) -> Answer:
        with turn:
            return one.add_checkpoint(body)

    @app.post("/add-checkpoint")
    async def add_checkpoint(request: Request) -> Response:
        """See C2SP tlog-witness."""
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST_REQUEST:
                return Response(status_code=413)
        found = await asyncio.to_thread(answer, body)
        return Response(found.body, found.status, media_type=found.media_type)

    return app


def _name(text: str) -> str:
    if not NAME.fullmatch(text) or "+" in text:
        raise ValueError("a name has no blanks and no +")
    return text


def _log_key(text: str) -> Key:
    try:
        key = parse_key(text)
    except BadNote:
        raise ValueError("--log: not a key") from None
    if key.kind != ED25519:
        raise ValueError("--log: not the key of a log")
    return key


def _key(folder: Path) -> Ed25519PrivateKey:
    """Made at first start, readable by its owner only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "witness.key"
    if not path.exists():
        write_private(path, Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def _seconds(clock: SystemClock) -> Callable[[], int]:
    return lambda: int(clock.now().timestamp())


def audit(arguments: argparse.Namespace) -> int:
    """Look a log over; 0 sound, 1 not, 2 wrong use."""
    try:
        trust = parse_trust(arguments.trust.read_text(encoding="utf-8"))
    except (BadTrust, OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"log: {error}\n")
        return 2
    over_http = "://" in arguments.place
    fetch = _over_http(arguments.place) if over_http else InFolder(Path(arguments.place))
    found = audited(fetch, trust, workers=1 if over_http else os.cpu_count() or 1)
    verdict = found.problem or "sound"
    sys.stdout.write(f"{verdict}: {found.size} deposits, {found.tiles} tiles, {found.witnesses} witnesses\n")
    return 1 if found.problem else 0


def _over_http(url: str) -> Callable[[str], bytes | None]:
    import requests

    session = requests.Session()

    def fetch(name: str) -> bytes | None:
        answer = session.get(f"{url.rstrip('/')}/{name}", timeout=TIMEOUT_S, allow_redirects=False)
        return answer.content if answer.status_code == 200 else None

    return fetch
