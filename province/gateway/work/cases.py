"""Cases between parties: evidence laid before each other, opinions about it, and messages towards a settlement.

Everything is entered once, under a name that its author gave or that counts up, and never changed; who is no party sees
nothing. Words of a settlement are no evidence and stay apart from it (民诉法解释 107).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection, Row, func, insert, select, update

from legalnet.events import MediationMessage
from legalnet.exchange import (
    PROPOSALS,
    CaseFile,
    Item,
    Message,
    NewItem,
    NewMessage,
    NewOpinion,
    Opinion,
    ProposalEvent,
    ProposalState,
)
from province.gateway.clock import civil_date, stamp
from province.gateway.context import Gateway, note
from province.gateway.problems import Problem
from province.gateway.storage.meetingtables import case_entries, case_parties, cases
from province.gateway.storage.worktables import documents
from province.gateway.work.notices import Ear, ears_of, enter_all, notice

EVENTS = {
    "accept": ProposalEvent.ACCEPT,
    "decline": ProposalEvent.DECLINE,
    "counter": ProposalEvent.COUNTER,
    "withdraw": ProposalEvent.WITHDRAW,
}


@dataclass(frozen=True)
class NewCase:
    """A case that is opened for its parties."""

    title: str = field(repr=False)
    parties: dict[str, str]
    """Holder -> side."""
    case_no: str = ""
    court: str = ""
    evidence_until: date | None = None
    opinions_until: date | None = None
    id: str = ""


@dataclass(frozen=True)
class Seat:
    """A party of a case who asks."""

    case: Row[Any]
    side: str


def create(connection: Connection, gateway: Gateway, new: NewCase) -> str:
    """Open a case; its id."""
    made = new.id or f"C{secrets.token_hex(6)}"
    connection.execute(
        insert(cases).values(
            id=made, case_no=new.case_no, court=new.court, rev=1,
            title=gateway.records.hide(f"cases/{made}", new.title.encode()),
            evidence_until=str(new.evidence_until or ""), opinions_until=str(new.opinions_until or ""),
        )
    )  # fmt: skip
    for holder, side in new.parties.items():
        connection.execute(insert(case_parties).values(case_id=made, holder=holder, side=side))
    note(connection, gateway.clock.now(), "staff", "case.open", made)
    return made


def seat(connection: Connection, case_id: str, holder: str) -> Seat:
    """The person's seat in a case. Raises `Problem` `not_yours`."""
    where = (case_parties.c.case_id == case_id) & (case_parties.c.holder == holder)
    side = connection.execute(select(case_parties.c.side).where(where)).scalar_one_or_none()
    if side is None:
        raise Problem("not_yours")
    return Seat(connection.execute(select(cases).where(cases.c.id == case_id)).one(), str(side))


def all_of(connection: Connection, gateway: Gateway, holder: str) -> list[CaseFile]:
    """Every case in which a person is a party."""
    ids = connection.execute(select(case_parties.c.case_id).where(case_parties.c.holder == holder).limit(100))
    return [file_of(gateway, seat(connection, case_id, holder)) for case_id in ids.scalars().all()]


def file_of(gateway: Gateway, found: Seat) -> CaseFile:
    """As a party sees it."""
    row = found.case
    return CaseFile(
        id=row.id, title=gateway.records.show(f"cases/{row.id}", row.title).decode(), case_no=row.case_no,
        court=row.court, my_side=found.side, evidence_until=_day(row.evidence_until),  # type: ignore[arg-type]
        opinions_until=_day(row.opinions_until), rev=row.rev,
    )  # fmt: skip


async def ears_of_others(gateway: Gateway, case_id: str, holder: str) -> list[tuple[str, list[Ear]]]:
    """The other parties' terminals, to be told; empty for a case that is none of this person's."""
    others = select(case_parties.c.holder).where(case_parties.c.case_id == case_id)
    holders = await gateway.database.read(lambda c: c.execute(others).scalars().all())
    if holder not in holders:
        return []
    return [(one, await ears_of(gateway, one)) for one in holders if one != holder]


def add_item(connection: Connection, gateway: Gateway, found: Seat, new: NewItem) -> int:
    """List a piece of evidence; its number. After the last day it is taken, and marked late."""
    number = _raise(connection, found.case)
    _insert(connection, gateway, found, ("item", str(number), new), until=found.case.evidence_until)
    return number


def add_filed(
    connection: Connection, gateway: Gateway, found: Seat, filing: str, new: Sequence[NewItem]
) -> bool:
    """List the pieces of a filing of evidence, once; False where that was done before."""
    there = _entry("filing", filing, found.case.id)
    if connection.execute(select(case_entries.c.seq).where(there)).first() is not None:
        return False
    _raise(connection, found.case)
    mark = NewItem(title="filing", kind="书证", purpose="filing")
    _insert(connection, gateway, found, ("filing", filing, mark))
    for item in new:
        add_item(connection, gateway, seat_again(connection, found), item)
    return True


def seat_again(connection: Connection, found: Seat) -> Seat:
    """The same seat, with the case as it stands now."""
    return Seat(connection.execute(select(cases).where(cases.c.id == found.case.id)).one(), found.side)


def numbered(connection: Connection, case_no: str, holder: str) -> Seat | None:
    """The person's seat in the case of that number; None where they have none."""
    joined = cases.join(case_parties, case_parties.c.case_id == cases.c.id)
    mine = select(cases.c.id, cases.c.case_no).select_from(joined).where(case_parties.c.holder == holder)
    wanted = _plain(case_no)
    found = [row.id for row in connection.execute(mine) if wanted and _plain(row.case_no) == wanted]
    return seat(connection, found[0], holder) if found else None


def _plain(case_no: str) -> str:
    """A case number whatever brackets and blanks it was typed with."""
    return "".join(case_no.split()).replace("（", "(").replace("）", ")")


def file_digest(connection: Connection, gateway: Gateway, found: Seat, number: int) -> str:
    """The digest of a piece's file. Raises `Problem` `not_found`."""
    here = _entry("item", str(number), found.case.id)
    row = connection.execute(select(case_entries).where(here)).one_or_none()
    digest = None if row is None else _content(gateway, row).get("digest")
    if digest is None:
        raise Problem("not_found")
    return str(digest)


def add_opinion(connection: Connection, gateway: Gateway, found: Seat, number: int, new: NewOpinion) -> None:
    """Say what one thinks of the other side's piece, once. Raises `Problem` `not_found` or `not_now`."""
    here = _entry("item", str(number), found.case.id)
    item = connection.execute(select(case_entries).where(here)).one_or_none()
    if item is None:
        raise Problem("not_found")
    if item.side == found.side:
        raise Problem("not_now", state="own")
    there = _entry("opinion", str(number), found.case.id) & (case_entries.c.side == found.side)
    if connection.execute(select(case_entries.c.seq).where(there)).one_or_none() is not None:
        raise Problem("not_now", state="given")
    _raise(connection, found.case)
    _insert(connection, gateway, found, ("opinion", str(number), new), until=found.case.opinions_until)


def add_message(connection: Connection, gateway: Gateway, found: Seat, new: NewMessage) -> None:
    """Enter a message once; an answer moves the proposal that it answers. Raises `Problem` `not_found`, `not_now`."""
    if connection.execute(select(case_entries.c.seq).where(_entry("message", new.id, found.case.id))).first():
        raise Problem("key_reused")
    if new.answer_to is not None:
        _answered(connection, gateway, found, new)
    _raise(connection, found.case)
    state = ProposalState.OPEN if new.terms is not None else ""
    _insert(connection, gateway, found, ("message", new.id, new), state=state)


def _answered(connection: Connection, gateway: Gateway, found: Seat, new: NewMessage) -> None:
    """Move the proposal by the table; one's own can only be withdrawn, another's never."""
    here = _entry("message", new.answer_to or "", found.case.id)
    row = connection.execute(select(case_entries).where(here)).one_or_none()
    if row is None or not row.state:
        raise Problem("not_found")
    event = EVENTS[new.answer or "counter"]
    own = row.side == found.side
    after = PROPOSALS.after(_state_now(gateway, row), event)
    if after is None or own is not (event is ProposalEvent.WITHDRAW):
        raise Problem("not_now", state=row.state)
    connection.execute(update(case_entries).where(here).values(state=after))


def _state_now(gateway: Gateway, row: Row[Any]) -> str:
    """Where a proposal stands today: an open one whose day has passed has lapsed."""
    until = _content(gateway, row).get("until")
    passed = until is not None and date.fromisoformat(until) < civil_date(gateway.clock.now())
    return ProposalState.LAPSED if passed and row.state == ProposalState.OPEN else str(row.state)


def evidence(connection: Connection, gateway: Gateway, found: Seat) -> tuple[Item, ...]:
    """All pieces with what was said about them."""
    rows = _rows(connection, found.case.id)
    kept = _kept(connection, gateway, rows)
    said: dict[str, list[Opinion]] = {}
    for row in rows:
        if row.kind == "opinion":
            said.setdefault(row.name, []).append(
                Opinion(**_content(gateway, row), side=row.side, at=_at(row), late=bool(row.late))
            )
    return tuple(
        Item(
            **_content(gateway, row), number=int(row.name), side=row.side, at=_at(row), late=bool(row.late),
            mine=row.side == found.side, file=row.name in kept, opinions=tuple(said.get(row.name, ())),
        )
        for row in rows
        if row.kind == "item"
    )  # fmt: skip


def _kept(connection: Connection, gateway: Gateway, rows: Sequence[Row[Any]]) -> set[str]:
    """The numbers of the pieces whose file lies here."""
    named = {row.name: _content(gateway, row).get("digest") for row in rows if row.kind == "item"}
    query = select(documents.c.digest).where(documents.c.digest.in_({one for one in named.values() if one}))
    there = set(connection.execute(query).scalars())
    return {name for name, digest in named.items() if digest in there}


def messages(connection: Connection, gateway: Gateway, found: Seat) -> tuple[Message, ...]:
    """The conversation, in order."""
    return tuple(
        Message(
            **_content(gateway, row), side=row.side, at=_at(row), mine=row.side == found.side,
            proposal=ProposalState(_state_now(gateway, row)) if row.state else None,
        )
        for row in _rows(connection, found.case.id)
        if row.kind == "message"
    )  # fmt: skip


def tell(
    connection: Connection,
    gateway: Gateway,
    others: Sequence[tuple[str, list[Ear]]],
    case_id: str,
    message: str,
) -> None:
    """The other parties' terminals are told that somebody wrote."""
    for _, ears in others:
        enter_all(
            connection, gateway, ears, f"{case_id}-{message}"[:64],
            lambda mark: MediationMessage(case=case_id, message=message, holder=mark),
        )  # fmt: skip


def tell_evidence(
    connection: Connection, gateway: Gateway, others: Sequence[tuple[str, list[Ear]]], case_id: str, seq: int
) -> None:
    """The other parties' terminals are told that there is evidence, or an opinion."""
    for _, ears in others:
        key = f"{case_id}-e{seq}"
        enter_all(connection, gateway, ears, key, notice("message", key, case_id))


def _raise(connection: Connection, case: Row[Any]) -> int:
    """Lock the case by its revision; the number of the next entry."""
    here = cases.c.id == case.id
    connection.execute(update(cases).where(here).values(rev=cases.c.rev + 1))
    last = select(func.max(case_entries.c.seq)).where(case_entries.c.case_id == case.id)
    return int(connection.execute(last).scalar_one_or_none() or 0) + 1


def _insert(
    connection: Connection, gateway: Gateway, found: Seat, entry: tuple[str, str, BaseModel], *,
    until: str = "", state: str = "",
) -> None:  # fmt: skip
    """One entry: its kind, its name, what was written."""
    kind, name, content = entry
    last = select(func.max(case_entries.c.seq)).where(case_entries.c.case_id == found.case.id)
    now = gateway.clock.now()
    place = f"case/{found.case.id}/{kind}/{name}/{found.side}"
    connection.execute(
        insert(case_entries).values(
            case_id=found.case.id, kind=kind, name=name, side=found.side, at=stamp(now), state=state,
            seq=int(connection.execute(last).scalar_one_or_none() or 0) + 1,
            late=int(bool(until) and civil_date(now).isoformat() > until),
            content=gateway.records.hide(place, content.model_dump_json().encode()),
        )
    )  # fmt: skip
    note(connection, now, "resident", f"case.{kind}", f"{found.case.id}/{name}"[:160])


def _entry(kind: str, name: str, case_id: str) -> Any:
    """Which entries are meant."""
    return (case_entries.c.case_id == case_id) & (case_entries.c.kind == kind) & (case_entries.c.name == name)


def _rows(connection: Connection, case_id: str) -> Sequence[Row[Any]]:
    """All entries, in order."""
    query = select(case_entries).where(case_entries.c.case_id == case_id).order_by(case_entries.c.seq)
    return connection.execute(query).all()


def _content(gateway: Gateway, row: Row[Any]) -> dict[str, Any]:
    """What the party wrote."""
    place = f"case/{row.case_id}/{row.kind}/{row.name}/{row.side}"
    found: dict[str, Any] = json.loads(gateway.records.show(place, row.content))
    return found


def _at(row: Row[Any]) -> datetime:
    """When it was entered."""
    return datetime.fromisoformat(row.at)


def _day(text: str) -> date | None:
    """A day of the database."""
    return date.fromisoformat(text) if text else None
