"""What the `gateway` command does: runs the province's gateway, or makes a new enrolment code."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from pathlib import Path
from typing import Any

from legalnet.catalogue import CatalogueError
from province.gateway.app import build, open_gateway
from province.gateway.clock import SystemClock
from province.gateway.context import Gateway
from province.gateway.enrol import new_code
from province.gateway.faults import parse
from province.gateway.server import Server, bind, write_ready
from province.gateway.sessions import PASSWORD_FILE, ensure_password
from province.gateway.settings import Settings, SettingsError


def gateway(arguments: argparse.Namespace) -> int:
    """The command; returns the exit code: 0 done, 2 wrong use or settings."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    settings = Settings(
        data=arguments.data,
        host=arguments.host,
        port=arguments.port,
        catalogue=arguments.catalogue,
        faults=tuple(arguments.fault),
    )
    try:
        parse(settings.faults)
        opened = open_gateway(settings, SystemClock())
    except (SettingsError, CatalogueError, ValueError, OSError) as error:
        sys.stderr.write(f"gateway: {error}\n")
        return 2
    return _print_code(opened) if arguments.new_code else _serve(opened, arguments.ready_file)


def _print_code(opened: Gateway) -> int:
    """A code for whoever stands at the terminal. The gateway itself may be running meanwhile."""
    sys.stdout.write(new_code(opened) + "\n")
    opened.database.close()
    return 0


def _serve(opened: Gateway, ready_file: Path | None) -> int:
    """Listen until SIGTERM or SIGINT."""
    settings = opened.settings
    try:
        bound = bind(settings.host, settings.port)
    except OSError as error:
        sys.stderr.write(f"gateway: cannot listen on {settings.host}:{settings.port}: {error.strerror}\n")
        opened.database.close()
        return 2
    started = _first_start(opened, bound.url)
    server = Server(build(opened), lambda: _announce(bound.url, started, ready_file))
    # Uvicorn ends gracefully on both signals and then raises the signal again for whoever had it before.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: None)
    server.run(sockets=[bound.socket])
    return 0


def _first_start(opened: Gateway, url: str) -> dict[str, Any]:
    """The staff password (made and shown once) and a code for a terminal to enrol with."""
    data = opened.settings.data
    password = ensure_password(data)
    if password is not None:
        sys.stdout.write(f"staff password (shown once, also in {data / PASSWORD_FILE}): {password}\n")
    return {"url": url, "enrol_code": new_code(opened), "staff_password_file": str(data / PASSWORD_FILE)}


def _announce(url: str, started: dict[str, Any], ready_file: Path | None) -> None:
    """Say that requests are answered now."""
    sys.stdout.write(f"gateway listens at {url} (staff pages: {url}/staff)\n")
    sys.stdout.flush()
    if ready_file is not None:
        write_ready(ready_file, started)
