"""A line that is away is one alert for all its terminals, on both databases, and no other terminal's silence is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from province.fleet import alerts, lines, state
from province.fleet.beats import Beat, take_all
from province.gateway.clock import stamp
from province.gateway.storage.fleettables import fleet_alerts
from province.gateway.storage.tables import terminals
from tests.province.fleet.beating import beat, reply
from tests.province.running import Running, Terminal
from tests.province.test_storage import on, url  # noqa: F401 - the fixture for both kinds

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=6)
NAMES = [f"T990100-0000000{number}" for number in range(5)]
STATION, OTHER = "aaaaaaaaaaaa", "bbbbbbbbbbbb"


def stand(connection: Connection) -> None:
    """Three terminals of one line, two of another."""
    connection.execute(insert(terminals), [
        {"id": name, "public_key": f"key {name}", "profile": "{}", "enrolled_at": stamp(NOON)} for name in NAMES
    ])  # fmt: skip
    heard(connection, NOON, *range(5))


def heard(connection: Connection, at: datetime, *which: int) -> None:
    """These beat."""
    take_all(connection, [
        Beat(NAMES[one], "三号线 · 石桥站" if one < 3 else "锦屏大厅", "990101" if one < 3 else "990102", at,
             beat(at), STATION if one < 3 else OTHER)
        for one in which
    ])  # fmt: skip


def page(connection: Connection, which: str = "open") -> dict[str, Any]:
    """The page of alerts a while later."""
    return alerts.listed(connection, LATER, which, "qiao", 0)


def steps(*work: Any) -> list[Any]:
    """Each in a transaction of its own."""
    return [lambda s, job=job: s.write(job) for job in work]


def test_a_line_that_is_away_is_one_alert(url: str) -> None:  # noqa: F811
    *_, found, told = on(url, *steps(
        stand, lambda c: heard(c, LATER, 3), lambda c: alerts.mind_silence(c, LATER), page, lines.told,
    ))  # fmt: skip
    line, alone = sorted(found["alerts"], key=lambda one: one["code"])
    assert (line["code"], line["what"], line["value"]) == ("line_silent", "line", 3)
    assert [one["terminal_id"] for one in line["terminals"]] == NAMES[:3]
    assert (alone["code"], alone["terminal_id"], alone["terminals"]) == (
        "silent",
        NAMES[4],
        [],
    )  # its line is heard
    assert found["counts"]["open"] == 2
    assert [(one["place"], one["count"]) for one in told] == [("三号线 · 石桥站", 3)]


def test_the_first_that_is_heard_again_ends_it_and_the_others_stand_for_themselves(url: str) -> None:  # noqa: F811
    *_, found, told = on(url, *steps(
        stand, lambda c: alerts.mind_silence(c, LATER), lambda c: heard(c, LATER, 0, 3, 4), page, lines.told,
    ))  # fmt: skip
    assert [(one["code"], one["terminal_id"]) for one in found["alerts"]] == [
        ("silent", NAMES[1]), ("silent", NAMES[2])
    ]  # fmt: skip
    assert told == []


def test_taking_it_on_and_muting_it_hold_for_all_it_stands_for(url: str) -> None:  # noqa: F811
    def first(connection: Connection) -> int:
        return min(connection.execute(select(fleet_alerts.c.id)).scalars())

    *_, claimed, mine, muted, quiet, still = on(url, *steps(
        stand, lambda c: heard(c, LATER, 3, 4), lambda c: alerts.mind_silence(c, LATER),
        lambda c: alerts.claim(c, first(c), "qiao"), lambda c: page(c, "mine"),
        lambda c: alerts.mute(c, first(c), LATER + timedelta(hours=2)), lambda c: page(c, "muted"), page,
    ))  # fmt: skip
    assert (claimed, muted) == (True, True)
    assert [one["value"] for one in mine["alerts"]] == [one["value"] for one in quiet["alerts"]] == [3]
    assert still["alerts"] == []


def test_districts_say_how_many_are_how(url: str) -> None:  # noqa: F811
    *_, found = on(url, *steps(
        stand, lambda c: heard(c, LATER, 3, 4), lambda c: alerts.mind_silence(c, LATER), state.districts,
    ))  # fmt: skip
    assert [(one["region"], one["heard"], one["silent"], one["ok"]) for one in found] == [
        ("990101", 3, 3, 0), ("990102", 2, 0, 2)
    ]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "same"), [
    ("192.0.2.7", "192.0.2.7", True), ("192.0.2.7", "192.0.2.8", False),
    ("2001:db8:1:2::7", "2001:db8:1:2:ffff::9", True), ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
])  # fmt: skip
def test_a_line_is_told_by_its_address_and_does_not_tell_it(one: str, other: str, same: bool) -> None:
    key = bytes(32)
    assert (lines.line_of(key, one) == lines.line_of(key, other)) is same
    assert lines.line_of(key, one) != lines.line_of(b"\1" * 32, one)
    assert one not in lines.line_of(key, one)
    assert lines.line_of(key, "") == lines.line_of(key, "testclient") == ""


def test_a_real_beat_brings_its_line(province: Running, terminal: Terminal) -> None:
    reply(terminal)
    name = terminal.enrolment.terminal_id
    row = province.call(province.gateway.database.read(lambda c: state.one(c, name, NOON)))
    assert row["line"] == lines.line_of(province.gateway.keys.records, "127.0.0.1")
