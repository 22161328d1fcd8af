"""What the `staff` command does: people's accounts, made and closed where the gateway's data lies."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys

from sqlalchemy.exc import IntegrityError

from province.gateway.accounts import store
from province.gateway.accounts.factors import Box
from province.gateway.clock import SystemClock
from province.gateway.keys import load_keys
from province.gateway.sessions import Secrets, Sessions
from province.gateway.settings import SettingsError, load_settings
from province.gateway.storage.interface import Storage, StorageDown, open_storage


def staff(arguments: argparse.Namespace) -> int:
    """The command; returns the exit code: 0 done, 1 not done, 2 wrong use or settings."""
    try:
        return asyncio.run(_run(arguments))
    except (SettingsError, StorageDown, ValueError, OSError) as error:
        sys.stderr.write(f"staff: {error}\n")
    return 2


async def _run(arguments: argparse.Namespace) -> int:
    """Open the database beside a gateway that may be running, and do what was asked."""
    settings = load_settings({"data": arguments.data, "database": arguments.database})
    clock = SystemClock()
    keys = load_keys(settings.data / "keys", clock.now())
    database = open_storage(settings.database_url)
    await database.open()
    try:
        sessions = Sessions(settings.data, database, Box(keys.staff_key), clock)
        return await _do(arguments, sessions, database)
    finally:
        await database.close()


async def _do(arguments: argparse.Namespace, sessions: Sessions, database: Storage) -> int:
    """One of the four."""
    if arguments.action == "list":
        for row in await database.read(store.every):
            state = "disabled" if row.disabled_at else "open"
            sys.stdout.write(f"{row.name}\t{state}\t{','.join(json.loads(row.roles))}\t{row.display}\n")
        return 0
    if arguments.action == "add":
        return await _add(arguments, sessions)
    if arguments.action == "disable":
        return _told(await sessions.disable(arguments.name), arguments.name)
    return _shown(await sessions.reset(arguments.name), arguments.name)


async def _add(arguments: argparse.Namespace, sessions: Sessions) -> int:
    """A new account; its secrets are printed once."""
    card = {"firm": arguments.firm, "licence": arguments.licence}
    roles = store.roles_of(arguments.role)
    try:
        made = await sessions.add(
            arguments.name,
            arguments.display or arguments.name,
            roles,
            json.dumps(card, ensure_ascii=False),
            arguments.oidc_subject,
        )
    except IntegrityError:
        sys.stderr.write("staff: this name or subject is taken\n")
        return 1
    return _shown(made, arguments.name)


def _shown(made: Secrets | None, name: str) -> int:
    """Print what a person is given: account, password, TOTP address; never shown again."""
    if made is None:
        return _told(False, name)
    sys.stdout.write(made.text())
    return 0


def _told(known: bool, name: str) -> int:
    """Whether it was done."""
    if not known:
        sys.stderr.write(f"staff: there is no account {name}\n")
    return 0 if known else 1
