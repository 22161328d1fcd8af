"""Heartbeats: what they may say, what is kept of them, and which alerts they open and close; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import Connection

from legalnet.telemetry import (
    CertificateLife,
    DeviceReport,
    Disk,
    Heartbeat,
    Kind,
    Outbox,
    ScreenState,
    Software,
    Verdict,
    overall,
)
from province.fleet import alerts, beats, rules, state
from province.fleet.beats import Beat, take_all
from province.gateway.storage.interface import Storage
from tests.province.fleet.beating import beat, device
from tests.province.test_storage import T1, T2, on, url  # noqa: F401 - the fixture for both kinds

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
NAME = "陈小明"


def taken(*several: tuple[str, Heartbeat], at: datetime = NOON) -> Callable[[Storage], Any]:
    """A step that enters beats in one commit."""
    batch = [Beat(name, "桂花里", "330199", at, told) for name, told in several]
    return lambda s: s.write(lambda c: take_all(c, batch))


def asked(job: Callable[[Connection], Any]) -> Callable[[Storage], Any]:
    """A step that reads."""
    return lambda s: s.read(job)


def done(job: Callable[[Connection], Any]) -> Callable[[Storage], Any]:
    """A step that writes."""
    return lambda s: s.write(job)


# ---------------------------------------------------------------------- what can be said


def every_text(value: Any, where: str = "") -> list[tuple[str, str]]:
    """Each text of a JSON value and where it stands."""
    if isinstance(value, dict):
        return [found for name, inner in value.items() for found in every_text(inner, f"{where}.{name}")]
    if isinstance(value, list):
        return [found for inner in value for found in every_text(inner, where)]
    return [(where, value)] if isinstance(value, str) else []


def full() -> Heartbeat:
    """A beat with everything in it."""
    return beat(
        devices=(device(Kind.UPS, Verdict.LOOK, "on_battery"),),
        disk=Disk(free_mb=1, used_mb=2, memory="disk_full"),
        certificates=(CertificateLife(name="signing", days=5),),
        software=Software(version="1.4.2", ring="early", refused="1.5.0", reason="update_refused"),
        results=({"id": "A1", "outcome": "done", "at": NOON},),
        acts=(
            {
                "id": "1796040000000000",
                "at": NOON,
                "deed": "tried",
                "device": "ptz_camera",
                "outcome": "not_done",
            },
        ),
    )


def test_no_text_of_a_heartbeat_can_hold_a_name_or_a_sentence() -> None:
    """Each text in it, one after another, is replaced by a name, a number of a person and a sentence."""
    whole = full().model_dump(mode="json")
    places = every_text(whole)
    assert len(places) > 12
    for where, text in places:
        for planted in (NAME, "110105194912310021 张秀英", "he owes me money", "zhangxiuying is here"):
            spoilt = _replaced(whole, text, planted)
            with pytest.raises(ValidationError):
                Heartbeat.model_validate(spoilt)
            assert where


def _replaced(value: Any, text: str, planted: str) -> Any:
    """A copy with that text replaced everywhere."""
    if isinstance(value, dict):
        return {name: _replaced(inner, text, planted) for name, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, text, planted) for inner in value]
    return planted if value == text else value


def test_a_heartbeat_takes_no_member_that_is_not_agreed() -> None:
    with pytest.raises(ValidationError):
        Heartbeat.model_validate(beat().model_dump(mode="json") | {"name": NAME})
    with pytest.raises(ValidationError):
        DeviceReport(kind=Kind.UPS, verdict=Verdict.LOOK, code="made_up")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ("ok", "")),
        ({"devices": (device(Kind.ID_READER, Verdict.DOWN, "no_answer"),)}, ("down", "no_answer")),
        ({"devices": (device(Kind.FACE_CAMERA, Verdict.DOWN, "frozen"),)}, ("look", "frozen")),
        ({"devices": (device(Kind.QR_SCANNER, Verdict.NONE, "none"),)}, ("ok", "")),
        ({"disk": Disk(free_mb=0, used_mb=0, memory="disk_read_only")}, ("down", "disk_read_only")),
        ({"screen": ScreenState.DARK}, ("down", "visit_dies")),
        ({"closed": True}, ("down", "closed_by_desk")),
        ({"outbox": Outbox(waiting=3, dead=1)}, ("look", "dead_letter")),
    ],
)
def test_a_terminal_in_one_word(changes: dict[str, Any], said: tuple[str, str]) -> None:
    assert overall(beat(**changes)) == said


# ---------------------------------------------------------------------- thresholds


@pytest.mark.parametrize(
    ("changes", "skew", "code"),
    [
        ({"certificates": (CertificateLife(name="signing", days=31),)}, 0, ""),
        ({"certificates": (CertificateLife(name="signing", days=30),)}, 0, "certificate_30"),
        ({"certificates": (CertificateLife(name="signing", days=7),)}, 0, "certificate_7"),
        ({"certificates": (CertificateLife(name="signing", days=1),)}, 0, "certificate_1"),
        ({"certificates": (CertificateLife(name="signing", days=-3),)}, 0, "certificate_1"),
        ({"devices": (device(Kind.PAGE_PRINTER, Verdict.LOOK, "paper_low"),)}, 0, "paper_low"),
        ({"devices": (device(Kind.RECEIPT_PRINTER, Verdict.DOWN, "paper_end"),)}, 0, "paper_end"),
        ({}, 3_999, ""),
        ({}, -4_000, "skew"),
        ({}, 30_000, "skew_far"),
        ({"outbox": Outbox(waiting=1, oldest_s=1_799)}, 0, ""),
        ({"outbox": Outbox(waiting=1, oldest_s=1_800)}, 0, "outbox_old"),
        ({"outbox": Outbox(waiting=11)}, 0, "outbox_deep"),
        ({"disk": Disk(free_mb=2_047, used_mb=1)}, 0, "disk_low"),
        ({"devices": (device(Kind.UPS, Verdict.LOOK, "on_battery"),)}, 0, "on_battery"),
        ({"software": Software(version="1.4.2", refused="1.5.0", reason="update_rolled_back")}, 0, "update_rolled_back"),
    ],
)  # fmt: skip
def test_a_threshold_opens_just_there(changes: dict[str, Any], skew: int, code: str) -> None:
    found = [one.code for one in rules.findings(beat(**changes), skew)]
    assert found == ([code] if code else [])


def test_what_stops_residents_comes_first() -> None:
    ranks = [rules.Finding(what, code).rank for what, code in (
        ("heartbeat", "silent"), ("id_reader", "no_answer"), ("page_printer", "jam"), ("page_printer", "paper_low"),
        ("certificate_signing", "certificate_30"),
    )]  # fmt: skip
    assert ranks == [0, 0, 1, 2, 3]


# ---------------------------------------------------------------------- what is kept


def test_alerts_open_once_change_and_close(url: str) -> None:  # noqa: F811
    low = beat(
        NOON, devices=(device(Kind.RECEIPT_PRINTER, Verdict.LOOK, "paper_low"),), outbox=Outbox(waiting=12)
    )
    fuller = beat(NOON, devices=low.devices, outbox=Outbox(waiting=20))
    look = asked(lambda c: alerts.listed(c, NOON, "open", "qiao", 0))
    _, first, _, second, _, third, closed = on(
        url, taken((T1, low), (T2, beat(NOON))), look, taken((T1, fuller)), look,
        taken((T1, beat(NOON + timedelta(minutes=2))), at=NOON + timedelta(minutes=2)), look,
        asked(lambda c: alerts.listed(c, NOON, "closed", "qiao", 0)),
    )  # fmt: skip
    codes = sorted((one["what"], one["code"], one["value"], one["place"]) for one in first["alerts"])
    assert codes == [("outbox", "outbox_deep", 12, "桂花里"), ("receipt_printer", "paper_low", 0, "桂花里")]
    assert {one["id"] for one in second["alerts"]} == {one["id"] for one in first["alerts"]}
    assert {one["code"]: one["value"] for one in second["alerts"]} == {"paper_low": 0, "outbox_deep": 20}
    assert (third["alerts"], third["counts"]["closed"]) == ([], 2)
    assert all(one["closed_at"] == "2026-11-30T12:02:00.000+00:00" for one in closed["alerts"])


def test_a_terminal_that_falls_silent_is_noticed_once_and_heard_again(url: str) -> None:  # noqa: F811
    late = NOON + timedelta(seconds=rules.SILENT_S + 1)
    counted = asked(state.counts)
    look = asked(lambda c: alerts.listed(c, late, "open", "", 0))
    _, early, first, again, quiet, listed, _, heard, rest = on(
        url, taken((T1, beat(NOON)), (T2, beat(NOON)), at=NOON),
        done(lambda c: alerts.mind_silence(c, NOON + timedelta(seconds=rules.SILENT_S - 1))),
        done(lambda c: alerts.mind_silence(c, late)), done(lambda c: alerts.mind_silence(c, late)),
        counted, look, taken((T1, beat(late)), at=late), counted, look,
    )  # fmt: skip
    assert (early, first, again) == (0, 2, 0)
    assert (quiet["silent"], quiet["ok"]) == (2, 0)
    assert [one["code"] for one in listed["alerts"]] == ["silent", "silent"]
    assert (heard["silent"], heard["ok"]) == (1, 1)
    assert [one["terminal_id"] for one in rest["alerts"]] == [T2]


def test_an_hour_keeps_the_worst_of_its_beats(url: str) -> None:  # noqa: F811
    bad = beat(
        NOON,
        devices=(device(Kind.ID_READER, Verdict.DOWN, "no_answer"),),
        outbox=Outbox(waiting=5),
        rtt_ms=80,
    )
    hour = int(NOON.timestamp()) // 3600
    *_, hours = on(
        url, taken((T1, beat(NOON, rtt_ms=30))), taken((T1, bad)), taken((T1, beat(NOON, rtt_ms=20, visits=14))),
        taken((T1, beat(NOON)), at=NOON + timedelta(hours=1)),
        asked(lambda c: beats.history(c, T1, hour - 1)),
    )  # fmt: skip
    assert [(one["hour"], one["beats"]) for one in hours] == [(hour, 3), (hour + 1, 1)]
    assert {name: hours[0][name] for name in ("worst", "outbox", "rtt_ms", "visits")} == {
        "worst": 4, "outbox": 5, "rtt_ms": 80, "visits": 14,
    }  # fmt: skip


def test_old_hours_and_alerts_are_forgotten(url: str) -> None:  # noqa: F811
    old = NOON - timedelta(days=100)
    low = beat(old, devices=(device(Kind.RECEIPT_PRINTER, Verdict.LOOK, "paper_low"),))
    *_, hours, closed = on(
        url, taken((T1, low), at=old), taken((T1, beat(old)), at=old), done(lambda c: alerts.tidy(c, NOON)),
        asked(lambda c: beats.history(c, T1, 0)), asked(lambda c: alerts.listed(c, NOON, "closed", "", 0)),
    )  # fmt: skip
    assert (hours, closed["alerts"]) == ([], [])


def test_an_alert_is_claimed_by_one_and_muted_for_a_while(url: str) -> None:  # noqa: F811
    bad = beat(NOON, devices=(device(Kind.ID_READER, Verdict.DOWN, "no_answer"),))
    page = asked(lambda c: alerts.listed(c, NOON, "open", "qiao", 0))

    def number(storage: Storage) -> Any:
        return storage.read(lambda c: alerts.of_terminal(c, T1)[0]["id"])

    _, one = on(url, taken((T1, bad)), number)
    mine, theirs, muted, still, later = on(
        url, done(lambda c: alerts.claim(c, one, "qiao")), done(lambda c: alerts.claim(c, one, "sun")),
        done(lambda c: alerts.mute(c, one, NOON + timedelta(hours=2))), page,
        asked(lambda c: alerts.listed(c, NOON + timedelta(hours=3), "mine", "qiao", 0)),
    )  # fmt: skip
    assert (mine, theirs, muted) == (True, False, True)
    assert (still["alerts"], still["counts"]["muted"], len(later["alerts"])) == ([], 1, 1)


def test_the_list_begins_with_whoever_needs_a_person_and_can_be_narrowed(url: str) -> None:  # noqa: F811
    down = beat(NOON, devices=(device(Kind.ID_READER, Verdict.DOWN, "no_answer"),))
    used = beat(NOON, screen=ScreenState.IN_USE, visit_min=36)

    def narrowed(**which: str) -> Callable[[Storage], Any]:
        return asked(lambda c: state.page(c, state.Filter(**which), 0))

    _, every, reader, in_use, region, text, none = on(
        url, taken((T1, used), (T2, down)), narrowed(), narrowed(device="id_reader"), narrowed(state="in_use"),
        narrowed(region="3301"), narrowed(text=T1[:12]), narrowed(text="%"),
    )  # fmt: skip
    assert [one["terminal_id"] for one in every["terminals"]] == [T2, T1]
    assert every["terminals"][0]["devices"] == {"id_reader": "down"}
    assert [one["terminal_id"] for one in reader["terminals"]] == [T2]
    assert [(one["terminal_id"], one["visit_min"]) for one in in_use["terminals"]] == [(T1, 36)]
    assert (region["total"], text["total"], none["total"]) == (2, 2, 0)
