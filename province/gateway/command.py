"""What the `gateway` command does: runs the province's gateway, or makes a new enrolment code."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any

from legalnet.catalogue import CatalogueError
from legalnet.honest_time import Place
from legalnet.redaction import set_up
from province.gateway.app import build, open_gateway
from province.gateway.bundles import publish_all
from province.gateway.chain import commits_of, shown
from province.gateway.chamber import Chamber
from province.gateway.clock import SystemClock
from province.gateway.context import Gateway
from province.gateway.enrol import new_code
from province.gateway.faults import parse
from province.gateway.keys import renew_sealing_key
from province.gateway.media.services import check_programs
from province.gateway.server import Bound, Server, bind, run, write_ready
from province.gateway.sessions import PASSWORD_FILE
from province.gateway.settings import Settings, SettingsError, load_settings
from province.gateway.storage.interface import StorageDown, open_storage
from province.gateway.telling import tell_all

GIVEN = ("data", "host", "port", "database", "blobs", "nats", "catalogue", "reference", "demo_data", "with_janus",
         "with_turn")  # fmt: skip
"""Settings that the command line may give under their own names."""


def gateway(arguments: argparse.Namespace) -> int:
    """The command; returns the exit code: 0 done, 2 wrong use or settings."""
    set_up(logging.WARNING, "%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        given = {name: getattr(arguments, name) for name in GIVEN}
        settings = load_settings({**given, "faults": arguments.fault})
        parse(settings.faults)
        check_programs(settings)
        if arguments.new_sealing_key:
            sys.stdout.write(renew_sealing_key(settings.data / "keys") + "\n")
            return 0
        if arguments.commits:
            return asyncio.run(_print_commits(settings, arguments.commits))
        return run(_run(settings, arguments))
    except StorageDown as error:
        sys.stderr.write(f"gateway: the database cannot be used: {error}\n")
    except (SettingsError, CatalogueError, ValueError, OSError) as error:
        sys.stderr.write(f"gateway: {error}\n")
    return 2


async def _print_commits(settings: Settings, terminal_id: str) -> int:
    """The order of a terminal's commits, one JSON line each; 1 when one was rewritten or doubled."""
    database = open_storage(settings.database_url)
    await database.open()
    try:
        found = await database.read(lambda connection: commits_of(connection, terminal_id))
    finally:
        await database.close()
    for finding in found:
        sys.stdout.write(json.dumps(shown(finding)) + "\n")
    return 1 if any(finding.place in (Place.BROKEN, Place.DOUBLED) for finding in found) else 0


async def _run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Open the gateway and do what was asked."""
    opened = await open_gateway(settings, SystemClock())
    if arguments.new_code or arguments.publish or arguments.tell:
        # For whoever stands at the terminal or edits the files; the gateway itself may be running meanwhile.
        try:
            if arguments.publish:
                serials = await publish_all(opened)
                sys.stdout.write("".join(f"{name} {serial}\n" for name, serial in serials.items()))
            if arguments.tell:
                async for key, number in tell_all(opened, arguments.tell, sys.stdin):
                    sys.stdout.write(f"{number} {key}\n")
            if arguments.new_code:
                sys.stdout.write(await new_code(opened) + "\n")
        finally:
            await opened.close()
        return 0
    try:
        bound = bind(settings.host, settings.port)
    except OSError as error:
        await opened.close()
        raise OSError(f"cannot listen on {settings.host}:{settings.port}: {error.strerror}") from None
    await _serve(opened, bound, arguments.ready_file)
    return 0


async def _serve(opened: Gateway, bound: Bound, ready_file: Path | None) -> None:
    """Answer until SIGTERM or SIGINT."""
    started = await _first_start(opened, bound.url)
    if len(os.sched_getaffinity(0)) > 1:
        published = opened.published
        opened.judges.chamber = Chamber(opened.keys.sealing_keys, published.bundle, published.current.version)
    server = Server(build(opened), lambda: _announce(bound.url, started, ready_file), opened.bells.close)
    # Uvicorn ends gracefully on both signals and then raises the signal again for whoever had it before.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: None)
    await server.serve(sockets=[bound.socket])


async def _first_start(opened: Gateway, url: str) -> dict[str, Any]:
    """The first administrator (made and shown once) and a code for a terminal to enrol with."""
    data = opened.settings.data
    made = await opened.sessions.ensure_first()
    if made is not None:
        sys.stdout.write(
            f"first administrator (shown once, also in {data / PASSWORD_FILE}; account, password, TOTP):\n"
        )
        sys.stdout.write(made.text())
    return {
        "url": url,
        "enrol_code": await new_code(opened),
        "staff_password_file": str(data / PASSWORD_FILE),
    }


def _announce(url: str, started: dict[str, Any], ready_file: Path | None) -> None:
    """Say that requests are answered now."""
    sys.stdout.write(f"gateway listens at {url} (staff pages: {url}/staff)\n")
    sys.stdout.flush()
    if ready_file is not None:
        write_ready(ready_file, started)
