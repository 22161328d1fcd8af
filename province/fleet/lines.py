"""Terminals behind one line: when all of them fall silent it is the line, and one alert says so for all.

A line is the address that a site's requests come from, kept as a keyed digest: enough to say "the same", and no plan
of the network. It is judged when it is read, so nothing has to be undone when the first of them is heard again.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, and_, case, cast, func, literal, select

from province.gateway.storage.fleettables import fleet_alerts, fleet_state

AWAY = "line_silent"
"""The code by which several silent terminals of one line are told."""
DIGITS = 12
SITE_BITS = 64
"""Of an IPv6 address: what a site has to itself."""
SHOWN = 3
"""Lines that the overview names; the alerts have all."""
STATE, ALERT = fleet_state.c, fleet_alerts.c


def line_of(key: bytes, address: str) -> str:
    """The line of an address; empty where there is none."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    site = (
        str(ip_network(f"{found}/{SITE_BITS}", strict=False))
        if isinstance(found, IPv6Address)
        else str(found)
    )
    return hmac.digest(key, f"line/{site}".encode(), hashlib.sha256).hex()[:DIGITS]


def away() -> Select[Any]:
    """Lines with more than one terminal of which none is heard."""
    return (
        select(STATE.line).where(STATE.line != "").group_by(STATE.line)
        .having(and_(func.count() > 1, func.sum(STATE.silent) == func.count()))
    )  # fmt: skip


def cause() -> ColumnElement[str]:
    """What an alert is counted as: its own number, or the line that took its heartbeat away; beside `fleet_state`."""
    by_line = and_(ALERT.code == "silent", ALERT.closed_at == "", STATE.line.in_(away()))
    return case((by_line, literal("line ") + STATE.line), else_=cast(ALERT.id, String))


def told(connection: Connection) -> list[dict[str, Any]]:
    """The lines that are away, those with most terminals first: one of their places, how many, since when."""
    own = (
        func.min(STATE.place).label("place"),
        func.count().label("count"),
        func.min(STATE.seen_at).label("seen_at"),
    )
    query = (
        select(*own).where(STATE.line.in_(away())).group_by(STATE.line)
        .order_by(func.count().desc(), STATE.line).limit(SHOWN)
    )  # fmt: skip
    return [{str(name): value for name, value in row._mapping.items()} for row in connection.execute(query)]


def members(connection: Connection, line: str) -> list[dict[str, Any]]:
    """The terminals of a line."""
    query = select(STATE.terminal_id, STATE.place).where(STATE.line == line).order_by(STATE.terminal_id)
    return [{str(name): value for name, value in row._mapping.items()} for row in connection.execute(query)]


def together(connection: Connection, alert_id: int) -> Sequence[int]:
    """The alerts that one stands for, itself among them; nothing for one that is not there."""
    joined = fleet_alerts.outerjoin(fleet_state, STATE.terminal_id == ALERT.terminal_id)
    mine = select(cause()).select_from(joined).where(ALERT.id == alert_id)
    own = connection.execute(mine).scalar_one_or_none()
    if own is None or not own.startswith("line "):
        return [alert_id]
    query = select(ALERT.id).select_from(joined)
    same = query.where(
        (ALERT.code == "silent") & (ALERT.closed_at == "") & (STATE.line == own.removeprefix("line "))
    )
    return list(connection.execute(same).scalars())
