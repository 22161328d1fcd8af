"""A slot for ClamAV: its daemon's INSTREAM over a Unix socket, where a province runs one (`clamav` in the settings).

Not there, not answering: the file is not shown rather than shown unlooked at. clamd(8): `zINSTREAM\\0`, then chunks
with a length of four bytes before each, a length of zero at the end; the answer is `stream: OK` or `stream: NAME FOUND`.
"""

from __future__ import annotations

import asyncio
import struct

CHUNK = 64 * 1024
TIME_S = 60.0


async def scan(socket: str, data: bytes) -> str:
    """Empty when nothing was found; else a short reason."""
    try:
        return await asyncio.wait_for(_asked(socket, data), TIME_S)
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return "scanner_away"


async def _asked(socket: str, data: bytes) -> str:
    """The daemon's word."""
    reader, writer = await asyncio.open_unix_connection(socket)
    try:
        writer.write(b"zINSTREAM\0")
        for at in range(0, len(data), CHUNK):
            part = data[at : at + CHUNK]
            writer.write(struct.pack(">I", len(part)) + part)
            await writer.drain()
        writer.write(struct.pack(">I", 0))
        await writer.drain()
        answer = (await reader.readuntil(b"\0"))[:-1].decode("utf-8", "replace")
    finally:
        writer.close()
    if answer == "stream: OK":
        return ""
    return "malware" if answer.endswith(" FOUND") else "scanner_away"
