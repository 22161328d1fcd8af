"""The debug bundle: every collector is tried with a person's traces in each place it looks at, and gives none of them."""

from __future__ import annotations

import io
import json
import logging
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.settings import Settings
from kiosk.upkeep import scrub
from kiosk.upkeep.bundle import COLLECTORS, Source, collect, pack
from kiosk.upkeep.from_shell import make
from kiosk.upkeep.logring import LogRing
from tests.province.fleet.beating import beat

NAME, NUMBER, PHONE = "陈小明", "110105194912310021", "13800138000"
LATIN, SENTENCE = "zhangxiuying", "he owes me 8000 yuan since May"
TRACES = (NAME, NUMBER, PHONE, LATIN, SENTENCE, "8000 yuan", "Zhang", "K74P29")
LINES = (
    "INFO kiosk.keeper.keeper: visit ended: done",
    f"INFO kiosk.keeper.keeper: visit ended: {LATIN}",
    f"11-30 09:58:03 INFO kiosk.keeper.keeper: network: down, {NAME}",
    f"INFO kiosk.visit.flow: {SENTENCE}",
    f"ERROR devices.supervisor: {NUMBER}",
    f"INFO somebody.else: {PHONE}",
    f"{NAME} {NUMBER}",
    f"ERROR kiosk.visit.flow: fault on screen interview: ValueError at {LATIN}:12",
    "ERROR kiosk.keeper.visits: visit process silent for 20 s, killed",
)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A terminal with traces of a person wherever a collector could come upon them."""
    for place in ("cache/blobs", "journals", "reference"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / f"{LATIN}-{NUMBER}.json").write_text(f"{NAME} {PHONE}")
    (tmp_path / "cache" / "store.db").write_text(NAME * 100)
    settings = Settings.model_validate({
        "terminal": {"folder": tmp_path, "place": NAME, "staff_pin_hash": f"scrypt${PHONE}$00", "help_number": PHONE,
                     "run_folder": f"/run/{LATIN}"},
        "province": {"url": f"https://{LATIN}.example", "ca_file": f"/home/{LATIN}/ca.pem"},
        "devices": {"id_reader": f"serial:/dev/serial/by-id/usb-{LATIN}-{NUMBER}"},
        "photo": {"library": f"/home/{LATIN}/lib.so"},
        "voice": {"speaker": SENTENCE, "handset": NAME},
    })  # fmt: skip
    status = {"up": True, "reason": NAME, "memory": "ok", "used": 1, "left": 2, "counts": {NAME: 1, "unknown": 2},
              "name": NUMBER}  # fmt: skip
    letters = [{"key": NUMBER, "matter": "SS-LA-01", "lane": "small", "state": LATIN, "reason": SENTENCE, "attempts": 3,
                "files": 2, "bytes": 9, "meaning": NAME, "message": NAME}]  # fmt: skip
    findings = [
        {
            "id": "id_reader",
            "state": "fail",
            "found": f"no_answer {NAME}",
            "do": PHONE,
            "facts": {"sam": NUMBER},
        },
        {"id": LATIN, "state": "ok", "found": SENTENCE},
        {"id": "store", "state": NAME, "found": "ok"},
    ]
    return Source(settings, beat(), status, letters, findings, LINES)


@pytest.mark.parametrize("name", COLLECTORS)
def test_a_collector_gives_something_and_nothing_of_a_person(source: Source, name: str) -> None:
    given = json.dumps(COLLECTORS[name](source), ensure_ascii=False)
    assert len(given) > 10
    assert not [trace for trace in TRACES if trace in given]


def test_the_canaries_would_be_found(source: Source) -> None:
    """The same places, taken as they lie: each trace is there, so that the test above can fail."""
    there = json.dumps(source.settings.model_dump(mode="json"), ensure_ascii=False)
    there += json.dumps([source.status, source.letters, source.findings, source.log], ensure_ascii=False)
    assert not [trace for trace in (NAME, NUMBER, PHONE, LATIN, SENTENCE) if trace not in there]


def test_known_lines_leave_with_their_values_judged(source: Source) -> None:
    assert list(scrub.lines(source.log)) == [
        "INFO kiosk.keeper.keeper: visit ended: done",
        "INFO kiosk.keeper.keeper: visit ended: *",
        "INFO kiosk.keeper.keeper: network: *",
        "ERROR kiosk.visit.flow: fault on screen *: ValueError at *",
        "ERROR kiosk.keeper.visits: visit process silent for 20 s, killed",
    ]


def test_the_bundle_is_a_whole_archive_of_its_collectors(source: Source) -> None:
    data = pack(source, datetime(2026, 11, 30, tzinfo=UTC))
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        members = archive.getmembers()
    assert sorted(one.name for one in members) == sorted(
        f"lawbooth-bundle/{name}.json" for name in COLLECTORS
    )
    assert all((one.uname, one.uid) == ("", 0) for one in members)


def test_a_collector_that_fails_says_only_how(source: Source, tmp_path: Path) -> None:
    broken = Source(source.settings, source.heartbeat, source.status, [{"attempts": object()}], (), ())
    found = json.loads(collect(broken)["outbox.json"])
    assert found == [{"attempts": "*"}]
    assert tmp_path.exists()


def test_the_ring_keeps_the_last_lines() -> None:
    ring = LogRing(most=2)
    logger = logging.getLogger("kiosk.upkeep.tested")
    logger.addHandler(ring)
    logger.setLevel(logging.INFO)
    try:
        for number in range(3):
            logger.info("network: %s", number)
    finally:
        logger.removeHandler(ring)
    assert [line.rpartition(" ")[2] for line in ring.lines()] == ["1", "2"]
    assert len(list(scrub.lines(ring.lines()))) == 2


def test_a_shell_makes_a_bundle_for_its_owner_only(source: Source, tmp_path: Path) -> None:
    out = tmp_path / "bundle.tar.gz"
    assert make(source.settings, SystemClock(), out) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    with tarfile.open(out) as archive:
        files = [archive.extractfile(one) for one in archive.getmembers()]
        told = "".join(file.read().decode() for file in files if file is not None)
    assert '"screen": "dark"' in told
    assert not [trace for trace in TRACES if trace in told]
    assert make(source.settings, SystemClock(), out) == 1
