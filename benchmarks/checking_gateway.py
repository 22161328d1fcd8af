"""What one would write for a gateway that checks what ours checks: the same libraries, used as their pages show.

`python -m benchmarks.checking_gateway PORT DATABASE PROVINCE CATALOGUE TERMINAL KEY`: FastAPI, SQLAlchemy's async
session, a commit a request; signature and nonce by `http-message-signatures`, parts opened and judged in a thread of
the pool. PROVINCE is the folder of our gateway, for its key and its sealed files. It keeps neither order nor note, and
gives no number.
"""

from __future__ import annotations

import asyncio
import sys
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import FastAPI, Header, HTTPException, Request, Response
from sqlalchemy import LargeBinary, String
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import Mapped, mapped_column

from benchmarks.plain_gateway import Base, open_sessions
from legalnet.catalogue import Catalogue, load_catalogue
from legalnet.submission import Envelope
from province.gateway.inspection import SealedSubmission, inspect
from province.gateway.keys import Keys, load_keys
from province.gateway.signatures import Message, Verifier
from province.gateway.swift import TAG, required


class Enrolled(Base):
    """A terminal."""

    __tablename__ = "checked_terminals"
    id: Mapped[str] = mapped_column(String, primary_key=True)
    key: Mapped[str] = mapped_column(String)


class Used(Base):
    """A nonce."""

    __tablename__ = "checked_nonces"
    nonce: Mapped[str] = mapped_column(String, primary_key=True)


class Checked(Base):
    """A submission that was looked at."""

    __tablename__ = "checked_submissions"
    id: Mapped[str] = mapped_column(String, primary_key=True)
    envelope: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass
class House:
    """What the checks need."""

    keys: Keys
    files: Path
    catalogue: Catalogue
    sessions: async_sessionmaker[AsyncSession] | None = None


async def check(request: Request, session: AsyncSession, terminal_id: str) -> None:
    """The signature of an enrolled terminal, and a nonce that nobody used. Raises `InvalidSignature`."""
    terminal = await session.get(Enrolled, terminal_id)
    if terminal is None:
        raise HTTPException(401)
    key = Ed25519PublicKey.from_public_bytes(b64decode(terminal.key))
    [result] = Verifier(terminal_id, key, datetime.now(UTC), 300).verify(
        Message(request.method, str(request.url), request.headers),
        max_age=None,
        expect_tag=TAG,
        require_components=required(request.method, request.headers.keys()),
        body=await request.body(),
    )
    session.add(Used(nonce=result.nonce))


def application(database: str, house: House, terminal: tuple[str, str]) -> FastAPI:
    """The application on that database, with one terminal enrolled."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        """Tables and terminal are there before the first request."""
        house.sessions = await open_sessions(database)
        async with house.sessions() as session:
            session.add(Enrolled(id=terminal[0], key=terminal[1]))
            await session.commit()
        yield

    app = FastAPI(lifespan=lifespan)

    @app.post("/pln/v1/submissions", status_code=201)
    async def take(
        request: Request, envelope: Envelope, idempotency_key: Annotated[str, Header(max_length=64)]
    ) -> Response:
        """Checked, judged, one row, one commit."""
        assert house.sessions is not None
        async with house.sessions() as session:
            await check(request, session, envelope.terminal_id)
            if await session.get(Checked, idempotency_key) is not None:
                return Response(b"{}", 200, media_type="application/json")
            paths = {part.digest: house.files / envelope.terminal_id / part.digest for part in envelope.parts}
            sealed = SealedSubmission(envelope, paths, house.keys.sealing_keys[envelope.key_id])
            await asyncio.to_thread(inspect, sealed, house.catalogue)
            session.add(Checked(id=idempotency_key, envelope=await request.body()))
            await session.commit()
        return Response(b"{}", 201, media_type="application/json")

    return app


def main(port: str, database: str, province: str, catalogue: str, terminal: str, key: str) -> None:  # noqa: PLR0917 - a command line
    """Serve until killed."""
    keys = load_keys(Path(province) / "keys", datetime.now(UTC))
    house = House(keys, Path(province) / "files", load_catalogue(Path(catalogue)))
    uvicorn.run(
        application(database, house, (terminal, key)), host="127.0.0.1", port=int(port), log_level="error"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
