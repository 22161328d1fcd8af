"""The ingest as jobs of SQLAlchemy Core for a storage with one writer; see `Storage` for what each is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from province.gateway.storage.rows import (
    SUBMISSION_COLUMNS,
    Announcement,
    Completion,
    NewSubmission,
    Nonce,
    SizeDiffers,
    SubmissionRow,
    Taken,
    TerminalRow,
)
from province.gateway.storage.tables import (
    audit,
    counters,
    files,
    nonces,
    submissions,
    terminals,
    work_orders,
)
from province.gateway.storage.taking import (
    Refusal,
    accompanied,
    admitted,
    answers,
    nonces_of,
    numbered,
    sorted_out,
    told,
)
from province.gateway.storage.worktables import applications

TERMINAL_COLUMNS = [terminals.c[name] for name in TerminalRow.__dataclass_fields__]
TERMINALS = select(*TERMINAL_COLUMNS).where(terminals.c.id.in_(bindparam("ids", expanding=True)))
SUBMISSION = [submissions.c[name] for name in SUBMISSION_COLUMNS]
ENROLLED = select(terminals.c.id).where(
    terminals.c.id.in_(bindparam("ids", expanding=True)), terminals.c.revoked_at.is_(None)
)
FORGET = delete(nonces).where(nonces.c.expires < bindparam("now"))
NEW_NONCES = sqlite.insert(nonces).on_conflict_do_nothing().returning(nonces.c.terminal_id, nonces.c.nonce)
STANDING = select(*SUBMISSION).where(submissions.c.submission_id.in_(bindparam("keys", expanding=True)))
COUNTS = select(counters.c.name, counters.c.value).where(
    counters.c.name.in_(bindparam("names", expanding=True))
)
RAISE = sqlite.insert(counters)
RAISE = RAISE.on_conflict_do_update(index_elements=["name"], set_={"value": RAISE.excluded.value})
INSERT = insert(submissions)
BROUGHT = sqlite.insert(files)
BROUGHT = BROUGHT.on_conflict_do_update(
    index_elements=["terminal_id", "digest"],
    set_={"size": BROUGHT.excluded.size, "completed_at": BROUGHT.excluded.completed_at},
)
ORDERS, NOTES, APPLICATIONS = insert(work_orders), insert(audit), insert(applications)
"""Statements of the ingest, put together once: that costs more than running them."""


def insert_once(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert unless a unique key says that it is there; whether it was inserted."""
    made = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    return connection.execute(made.values(row).on_conflict_do_nothing()).rowcount == 1


def terminals_of(connection: Connection, ids: Sequence[str]) -> list[TerminalRow | None]:
    """The terminals of those ids, in their order."""
    found = {row[0]: TerminalRow(*row) for row in connection.execute(TERMINALS, {"ids": ids})}
    return [found.get(terminal_id) for terminal_id in ids]


def use_nonces(connection: Connection, batch: Sequence[Nonce]) -> list[Refusal | None]:
    """Remember nonces; what keeps each from being served, see `admitted`."""
    if not batch:
        return []
    connection.execute(FORGET, {"now": min(one.now for one in batch)})
    ids = list({one.terminal_id for one in batch})
    enrolled = set(connection.execute(ENROLLED, {"ids": ids}).scalars())
    rows = [{"terminal_id": one.terminal_id, "nonce": one.nonce, "expires": one.expires}
            for one in batch if one.terminal_id in enrolled]  # fmt: skip
    new = {(row[0], row[1]) for row in connection.execute(NEW_NONCES, rows)} if rows else set()
    return admitted(batch, enrolled, new)


def file_size(connection: Connection, terminal_id: str, digest: str) -> int | None:
    """The announced size."""
    where = (files.c.terminal_id == terminal_id) & (files.c.digest == digest)
    size = connection.execute(select(files.c.size).where(where)).scalar_one_or_none()
    return None if size is None else int(size)


def announce(connection: Connection, file: Announcement) -> bool:
    """Note a file; True when it was known. Raises `SizeDiffers`."""
    row = {"terminal_id": file.terminal_id, "digest": file.digest, "size": file.size, "created_at": file.at}
    if insert_once(connection, files, row):
        return False
    if file_size(connection, file.terminal_id, file.digest) != file.size:
        raise SizeDiffers
    return True


def complete(connection: Connection, file: Completion) -> None:
    """Note when a file became whole."""
    where = (files.c.terminal_id == file.terminal_id) & (files.c.digest == file.digest)
    connection.execute(
        update(files).where(where & files.c.completed_at.is_(None)).values(completed_at=file.at)
    )


def find_all(connection: Connection, keys: Sequence[str]) -> list[SubmissionRow | None]:
    """The submissions of those ids, in their order."""
    found = {row[0]: SubmissionRow(*row) for row in connection.execute(STANDING, {"keys": keys})}
    return [found.get(key) for key in keys]


def take_all(connection: Connection, batch: Sequence[NewSubmission]) -> list[Taken | Exception]:
    """Use up the nonces, then take in whoever may; in the batch's order."""
    let_in, refusals = sorted_out(batch, use_nonces(connection, nonces_of(batch)))
    return told(refusals, _taken(connection, let_in) if let_in else [])


def _taken(connection: Connection, batch: Sequence[NewSubmission]) -> list[Taken]:
    """Insert what is not there yet; the unique key stands behind the look that comes first."""
    there = find_all(connection, [new.submission_id for new in batch])
    standing = {row.submission_id: row for row in there if row is not None}
    series = {new.series for new in batch}
    counts = dict.fromkeys(series, 0)
    counts |= {row.name: row.value for row in connection.execute(COUNTS, {"names": list(series)})}
    rows = numbered(batch, standing, counts)
    fresh = set(rows)
    if fresh:
        connection.execute(RAISE, [{"name": name, "value": value} for name, value in counts.items()])
        connection.execute(INSERT, [vars(row) for row in rows.values()])
        _accompany(connection, accompanied(batch, fresh), rows)
    return answers(batch, rows, standing, fresh)


def _accompany(
    connection: Connection, fresh: Sequence[NewSubmission], rows: Mapping[str, SubmissionRow]
) -> None:
    """Work orders and audit rows of what was inserted."""
    made = [application_values(new, rows[new.submission_id].number) for new in fresh]
    if made:
        connection.execute(APPLICATIONS, made)
    orders = [order_values(new, rows[new.submission_id].number) for new in fresh if new.order is not None]
    if orders:
        connection.execute(ORDERS, orders)
    brought = [brought_values(file) for new in fresh for file in new.brought]
    if brought:
        connection.execute(BROUGHT, brought)
    connection.execute(NOTES, [audit_values(new, rows[new.submission_id].number) for new in fresh])


def application_values(new: NewSubmission, number: str) -> dict[str, Any]:
    """The values of the application that a submission becomes, in the table's order."""
    return {
        "number": number,
        "submission_id": new.submission_id,
        "terminal_id": new.terminal_id,
        "holder": new.filer.holder,
        "who": new.filer.who,
        "matter_code": new.matter_code,
        "state": new.status,
        "unit": "",
        "case_no": "",
        "received_at": new.received_at,
        "updated_at": new.received_at,
        "correct_until": "",
        "rev": 1,
    }


def order_values(new: NewSubmission, number: str) -> dict[str, Any]:
    """The values of the work order that a submission becomes, in the table's order."""
    assert new.order is not None  # noqa: S101 - asked for submissions with one only
    return {
        "order_no": number,
        "submission_id": new.submission_id,
        "channel": "终端",
        "kind": new.order.kind,
        "service": new.order.service,
        "urgency": new.order.urgency,
        "region_code": new.region,
        "status": "待受理",
        "created_at": new.received_at,
        "rev": 1,
        "holder": new.filer.holder,
        "terminal_id": new.terminal_id,
    }


def brought_values(file: Announcement) -> dict[str, Any]:
    """The values of a sealed file that came along with its submission, in the table's order."""
    return {
        "terminal_id": file.terminal_id,
        "digest": file.digest,
        "size": file.size,
        "created_at": file.at,
        "completed_at": file.at,
    }


def audit_values(new: NewSubmission, number: str) -> dict[str, Any]:
    """The audit row of a submission that was taken in."""
    return {
        "at": new.received_at,
        "actor": new.terminal_id,
        "action": "submission.received",
        "subject": number,
    }
