"""Entering events for a terminal from the command line: one JSON object a line, by a person or another system."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from typing import Any

from pydantic import TypeAdapter, ValidationError

from legalnet.events import Body, Code
from province.gateway.context import Gateway
from province.gateway.events import mark_for, tell
from province.gateway.storage.eventlog import NoLog

BODY: TypeAdapter[Body] = TypeAdapter(Body)
KEY: TypeAdapter[str] = TypeAdapter(Code)
HEARD_S = 2.0
"""How long to wait for the line to the other gateways; without it they look by themselves."""


class BadEvent(ValueError):
    """A line that is no event; the text says where, never what."""


async def tell_all(
    gateway: Gateway, terminal_id: str, lines: Iterable[str]
) -> AsyncIterator[tuple[str, int]]:
    """Enter each line's event; its key and number. Raises `BadEvent`; what came before is entered."""
    gateway.messenger.start()
    await gateway.messenger.reached(HEARD_S)
    for place, line in enumerate(lines, start=1):
        if line.strip():
            key, body = await _event(gateway, terminal_id, line, place)
            [number] = await tell(gateway, terminal_id, [(key, body)])
            yield key, number


async def _event(gateway: Gateway, terminal_id: str, line: str, place: int) -> tuple[str, Body]:
    """One line; `holder_number` becomes the mark in this terminal's log and goes no further."""
    try:
        found: dict[str, Any] = json.loads(line)
        body = dict(found["body"])
        if "holder_number" in found:
            body["holder"] = await mark_for(gateway, terminal_id, str(found["holder_number"]))
        return KEY.validate_python(found["key"]), BODY.validate_python(body)
    except ValidationError as error:
        where = ", ".join(".".join(map(str, e["loc"])) or "key" for e in error.errors(include_input=False))
        raise BadEvent(f"line {place}: {where}") from None
    except (ValueError, TypeError, KeyError):
        raise BadEvent(f"line {place} is no event") from None
    except NoLog:
        raise BadEvent("there is no such terminal") from None
