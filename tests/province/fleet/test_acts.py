"""What technicians did at a terminal: in the audit once, under the number of their ticket; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from legalnet.telemetry import Deed, Kind, TechnicianAct
from province.fleet import state
from province.fleet.beats import Beat, take_all
from province.gateway.storage.tables import audit
from tests.province.fleet.beating import beat
from tests.province.test_storage import T1, T2, on, url  # noqa: F401 - the fixture for both kinds

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def act(number: int, deed: Deed, **more: Any) -> TechnicianAct:
    """The so manieth deed of a terminal, some seconds before noon."""
    return TechnicianAct(id=f"{number:016d}", at=NOON - timedelta(seconds=30 - number), deed=deed, **more)


ENTERED = act(1, Deed.ENTERED, ticket=412)
TRIED = act(2, Deed.TRIED, ticket=412, device=Kind.ID_READER, outcome="not_done")
LEFT = act(3, Deed.LEFT, ticket=412)


def told(name: str, *acts: TechnicianAct) -> Any:
    """A step that takes one beat in."""
    batch = [Beat(name, "桂花里", "330199", NOON, beat(NOON, acts=acts))]
    return lambda s: s.write(lambda c: take_all(c, batch))


def rows(connection: Connection) -> list[tuple[str, str, str]]:
    """The audit's rows about technicians, in its order."""
    here = audit.c
    query = select(here.actor, here.action, here.subject).where(here.action.startswith("fleet.technician"))
    return [tuple(row) for row in connection.execute(query.order_by(here.id))]  # type: ignore[misc]


def test_an_act_stands_in_the_audit_once_however_often_it_is_told(url: str) -> None:  # noqa: F811
    look = lambda s: s.read(rows)  # noqa: E731
    *_, first, _, _, second = on(
        url, told(T1, ENTERED, TRIED), told(T1, ENTERED, TRIED), look,
        told(T1, TRIED, LEFT), told(T2, act(1, Deed.REFUSED)), look,
    )  # fmt: skip
    assert first == [
        ("technician:0412", "fleet.technician.entered", f"{T1} 2026-11-30T11:59:31Z"),
        ("technician:0412", "fleet.technician.tried", f"{T1} 2026-11-30T11:59:32Z id_reader not_done"),
    ]
    assert second[2:] == [
        ("technician:0412", "fleet.technician.left", f"{T1} 2026-11-30T11:59:33Z"),
        ("technician", "fleet.technician.refused", f"{T2} 2026-11-30T11:59:31Z"),
    ]


def test_the_desk_sees_them_at_the_terminal_and_the_state_does_not_keep_them(url: str) -> None:  # noqa: F811
    _, seen = on(url, told(T1, ENTERED), lambda s: s.read(lambda c: state.one(c, T1, NOON)))
    assert seen is not None
    assert [one["action"] for one in seen["audit"]] == ["fleet.technician.entered"]
    assert "acts" not in seen["report"]


def test_a_beat_without_acts_is_what_an_earlier_province_knows() -> None:
    assert b"acts" not in beat(NOON).travels()
    assert b"0412" not in beat(NOON, acts=(ENTERED,)).travels()
    assert b'"ticket":412' in beat(NOON, acts=(ENTERED,)).travels()


def test_a_service_card_is_noted_by_its_number(url: str) -> None:  # noqa: F811
    card = act(1, Deed.CARD, device=Kind.QR_SCANNER, card=7)
    _, found = on(url, told(T1, card), lambda s: s.read(rows))
    assert found == [
        ("technician", "fleet.technician.card", f"{T1} 2026-11-30T11:59:31Z qr_scanner card 0007")
    ]
