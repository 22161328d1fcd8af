"""Ties a room to the file of its procedure: a step waits for what must be done first, and the transcript writes itself.

What is said is kept only in a hearing, a notarisation or a mediation whose record stands; never in private talk.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from legalnet.proceedings import conduct
from legalnet.proceedings.file import File, Participant
from legalnet.rooms import AnyMessage, Caption, Pause, Record, Refused, RoomKind, SeatState, Stage
from province.gateway.context import Gateway
from province.gateway.problems import Problem
from province.gateway.proceedings import store
from province.gateway.rooms.hub import Hub, LiveRoom

MINUTES = frozenset({RoomKind.HEARING, RoomKind.NOTARY, RoomKind.MEDIATION})
STAGES = {
    "identity": "核对身份", "confidentiality": "保密约定", "opening": "开场", "joint": "共同商谈", "facts": "无争议事实",
    "agreement": "协议", "signing": "签名", "closed": "结束", "capacity": "告知", "wish": "确认意愿",
    "document": "出示文书", "device_check": "设备检查", "discipline": "宣布纪律", "rights": "权利义务、回避",
    "investigation": "法庭调查", "debate": "法庭辩论", "final_statements": "最后陈述", "mediation_offer": "征询调解",
    "transcript": "笔录核对、签名",
}  # fmt: skip
"""How a step is noted in the transcript."""


class Procedures:
    """Listens to the hub of one gateway."""

    def __init__(self, gateway: Gateway, hub: Hub) -> None:
        self._gateway, self._hub = gateway, hub
        hub.before.append(self._before)
        hub.after.append(self._after)
        hub.on_close.append(self._closed)

    async def change(self, room: LiveRoom, what: Callable[[File], None]) -> tuple[File, int]:
        """Change the file, and let everybody in the room look again. Raises `Problem`."""
        gateway = self._gateway

        def job(connection: Connection) -> tuple[File, int]:
            """One transaction."""
            return store.change(connection, gateway.records, room.id, gateway.clock.now(), what)

        file, rev = await gateway.database.write(job)
        room.file_rev = rev
        room.tell_state()
        return file, rev

    async def read(self, room_id: str) -> tuple[File, int] | None:
        """The file and its revision; None for a room without a procedure."""
        gateway = self._gateway
        return await gateway.database.read(lambda c: store.load(c, gateway.records, room_id))

    async def _before(self, room: LiveRoom, _seat: SeatState, message: AnyMessage) -> None:
        """A step is taken when what comes before it is done. Raises `Refused`."""
        if not isinstance(message, Stage):
            return
        found = await self.read(room.id)
        if found is not None and message.stage in room.state.rules.stages:
            missing = conduct.unmet(found[0], message.stage)
            if missing:
                raise Refused(missing)

    async def _after(self, room: LiveRoom, seat: SeatState, message: AnyMessage) -> None:
        """Steps, stops and words go into the transcript."""
        if room.state.kind not in MINUTES:
            return
        now = self._gateway.clock.now()
        if isinstance(message, Caption):
            if message.final and room.state.on_record and not room.state.caucus:
                await self._quietly(room, lambda file: _overheard(file, seat, message, now))
            return
        words = _words(message)
        if words:
            await self._quietly(room, lambda file: conduct.noted(file, words, now))

    async def _quietly(self, room: LiveRoom, what: Callable[[File], None]) -> None:
        """A room without a procedure has no transcript; another gateway's change is taken up and tried again."""
        for _ in range(3):
            try:
                await self.change(room, what)
            except Problem as problem:
                if problem.code == "changed":
                    continue
            return

    async def _closed(self, room: LiveRoom, _outcome: str) -> None:
        """Private notes end with the room."""

        def forget(file: File) -> None:
            """Nobody reads them again."""
            file.notes = ""

        await self._quietly(room, forget)


def _overheard(file: File, seat: SeatState, message: Caption, now: datetime) -> None:
    speaker: Participant | None = file.of(seat.person)
    if speaker is not None and message.text.strip():
        conduct.overheard(file, speaker, message.text, now)


def _words(message: AnyMessage) -> str:
    """What the room notes by itself; empty for everything else."""
    match message:
        case Stage():
            return f"进入：{STAGES.get(message.stage, message.stage)}"
        case Record(on=True):
            return "开始（恢复）记录"
        case Record():
            return f"停止记录{'：' + message.reason if message.reason else ''}"
        case Pause(on=True):
            return "休息"
        case Pause():
            return "休息结束"
        case _:
            return ""
