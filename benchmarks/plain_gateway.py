"""What one would write for a gateway: FastAPI, SQLAlchemy's async session, a commit a request.

`python -m benchmarks.plain_gateway PORT DATABASE`. It checks neither signature nor content and opens nothing.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI, Response
from sqlalchemy import LargeBinary, String, event
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from legalnet.submission import Envelope


class Base(DeclarativeBase):
    """Of the one table."""


class Submission(Base):
    """A submission as it came."""

    __tablename__ = "plain_submissions"
    id: Mapped[str] = mapped_column(String, primary_key=True)
    envelope: Mapped[bytes] = mapped_column(LargeBinary)


async def open_sessions(database: str) -> async_sessionmaker[AsyncSession]:
    """Sessions on that database, its table made at the first start, as durable as ours."""
    if database.startswith("postgresql://"):
        address = f"postgresql+asyncpg://{database.removeprefix('postgresql://')}"
        engine = create_async_engine(address, pool_timeout=120)
    else:
        engine = create_async_engine(f"sqlite+aiosqlite:///{database}", connect_args={"timeout": 60})
        event.listen(engine.sync_engine, "connect", _flush_fully)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    return async_sessionmaker(engine, class_=AsyncSession)


def _flush_fully(connection: Any, _record: Any) -> None:
    """For each connection to SQLite."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=60000"):
        connection.execute(f"PRAGMA {pragma}")


def application(database: str) -> FastAPI:
    """The application on that file."""
    found: list[async_sessionmaker[AsyncSession]] = []

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        """The table is there before the first request."""
        found.append(await open_sessions(database))
        yield

    app = FastAPI(lifespan=lifespan)

    @app.post("/submissions", status_code=201)
    async def take(envelope: Envelope) -> Response:
        """One row, one commit."""
        async with found[0]() as open_session:
            raw = envelope.model_dump_json().encode()
            open_session.add(Submission(id=envelope.submission_id, envelope=raw))
            await open_session.commit()
        return Response(b"{}", 201, media_type="application/json")

    return app


if __name__ == "__main__":
    uvicorn.run(application(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
