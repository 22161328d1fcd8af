"""What the `audit` command does: follow the audit's chain from end to end, beside a running gateway or without one."""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import timedelta

from legalnet.keeping import days
from province.gateway.clock import SystemClock
from province.gateway.ledger import anchor, chain
from province.gateway.settings import Settings, SettingsError, load_settings
from province.gateway.storage.interface import StorageDown, open_storage


def audit(arguments: argparse.Namespace) -> int:
    """The command; returns the exit code: 0 all fits, 1 something does not, 2 it could not be read."""
    try:
        settings = load_settings({"data": arguments.data, "database": arguments.database})
        return asyncio.run(_verify(settings))
    except (SettingsError, StorageDown, ValueError, OSError) as error:
        sys.stderr.write(f"audit: {error}\n")
        return 2


async def _verify(settings: Settings) -> int:
    """Read all of it in one look at the database."""
    database = open_storage(settings.database_url)
    await database.open()
    oldest = SystemClock().now() - timedelta(days=days("audit") or 0)
    try:
        found = await database.read(lambda c: chain.read(c, oldest))
        held = await database.read(anchor.anchors)
        faults = [*found.faults, *await database.read(lambda c: anchor.misfits(c, held, found.first))]
    finally:
        await database.close()
    sys.stdout.write(f"{found.rows} rows from link {found.first} to {found.head.place}\n")
    sys.stdout.write(f"head {found.head.link}\n{len(held)} heads in the evidence log\n")
    for fault in faults:
        sys.stdout.write(f"WRONG: {fault}\n")
    sys.stdout.write("the audit does not hold together\n" if faults else "every link fits\n")
    return 1 if faults else 0
