"""Debug bundles as terminals bring them: sealed to the province, opened for those who run terminals."""

from __future__ import annotations

import asyncio

from legalnet import sealing
from legalnet.telemetry import bundle_context
from province.gateway.context import Gateway


async def open_bundle(gateway: Gateway, action_id: str, terminal_id: str, digest: str) -> bytes | None:
    """The clear bundle of an action; None when it is not there whole, or does not open."""
    async with gateway.files.at_hand(terminal_id, [digest]) as paths:
        path = paths.get(digest)
        if path is None:
            return None
        sealed = await asyncio.to_thread(path.read_bytes)
    return await asyncio.to_thread(_opened, gateway, sealed, action_id)


def _opened(gateway: Gateway, sealed: bytes, action_id: str) -> bytes | None:
    """By the present key or an earlier one."""
    for key in gateway.keys.sealing_keys.values():
        try:
            return sealing.open_message(sealed, key, bundle_context(action_id))
        except sealing.SealError:
            continue
    return None
