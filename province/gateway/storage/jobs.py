"""The ingest as jobs of SQLAlchemy Core for a storage with one writer; see `Storage` for what each is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update
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
    kept,
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

TERMINAL_COLUMNS = [terminals.c[name] for name in TerminalRow.__dataclass_fields__]
SUBMISSION = [submissions.c[name] for name in SUBMISSION_COLUMNS]


def insert_once(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert unless a unique key says that it is there; whether it was inserted."""
    made = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    return connection.execute(made.values(row).on_conflict_do_nothing()).rowcount == 1


def terminal(connection: Connection, terminal_id: str) -> TerminalRow | None:
    """The terminal of that id."""
    query = select(*TERMINAL_COLUMNS).where(terminals.c.id == terminal_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else TerminalRow(*row)


def use_nonce(connection: Connection, nonce: Nonce) -> bool:
    """Remember a nonce; False when it was used before."""
    connection.execute(delete(nonces).where(nonces.c.expires < nonce.now))
    row = {"terminal_id": nonce.terminal_id, "nonce": nonce.nonce, "expires": nonce.expires}
    return insert_once(connection, nonces, row)


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


def find(connection: Connection, submission_id: str) -> SubmissionRow | None:
    """The submission of that id."""
    query = select(*SUBMISSION).where(submissions.c.submission_id == submission_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else SubmissionRow(*row)


def take(connection: Connection, new: NewSubmission) -> Taken:
    """Insert the submission unless it is there; the unique key stands behind the look that comes first."""
    row = find(connection, new.submission_id)
    if row is not None:
        return Taken(row, fresh=False)
    row = kept(new, new.number(_next(connection, new.series)))
    connection.execute(insert(submissions).values(vars(row)))
    if new.order is not None:
        connection.execute(insert(work_orders).values(order_values(new, row.number)))
    connection.execute(insert(audit).values(audit_values(new, row.number)))
    return Taken(row, fresh=True)


def _next(connection: Connection, series: str) -> int:
    """The next running number of a series."""
    where = counters.c.name == series
    raised = connection.execute(update(counters).where(where).values(value=counters.c.value + 1))
    if raised.rowcount == 0:
        connection.execute(insert(counters).values(name=series, value=1))
    return int(connection.execute(select(counters.c.value).where(where)).scalar_one())


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
    }


def audit_values(new: NewSubmission, number: str) -> dict[str, Any]:
    """The audit row of a submission that was taken in."""
    return {
        "at": new.received_at,
        "actor": new.terminal_id,
        "action": "submission.received",
        "subject": number,
    }
