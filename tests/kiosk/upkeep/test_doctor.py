"""Doctor: what it finds on devices, memory, clock, disk and province, and what it says to do."""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
from collections import namedtuple
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from devices.life import Health, State
from devices.notebook import Counters, Note, notebook
from devices.simulators.rig import Rig
from kiosk.clock import SystemClock
from kiosk.keeper.back_door import BackDoor, door_of
from kiosk.keeper.reference import ReferenceKeeper
from kiosk.settings import Settings
from kiosk.upkeep import doctor
from kiosk.upkeep.doctor import Finding
from kiosk.uplink.client import ProvinceUplink
from kiosk.uplink.identity import KEY_FILE, RECORD_FILE, load_enrolment, load_or_create_key
from offline_cache.cache import Cache
from offline_cache.room import MIB, RESERVE
from tests.cabinet import cabinet
from tests.province.catalogue import write_catalogue
from tests.province.running import Running, ShiftedClock, running

CLOCK = SystemClock()
SPARE = 500 * MIB


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    """Simulated reader and printer on pseudo-terminals."""
    with cabinet(tmp_path / "rig") as found:
        yield found


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where temporary files go."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def ask(rig: Rig, tmp_path: Path, name: str) -> Finding:
    """What doctor finds about one device of the rig."""
    return doctor.device(name, f"sim:{tmp_path}/rig/{name.replace('_', '-')}", CLOCK)


def test_devices_that_are_well(rig: Rig, tmp_path: Path, scratch: Path) -> None:
    for name in ("id_reader", "receipt_printer"):
        found = ask(rig, tmp_path, name)
        assert (found.id, found.state, found.do) == (name, "ok", "")
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("verb", "args", "state", "found", "do"),
    [
        ("printer.paper", {"state": "low"}, "warn", "ready, paper_low", "Add paper soon."),
        ("printer.paper", {"state": "out"}, "fail", "paper_end", "Put in a roll of paper."),
        ("printer.cover", {"open": True}, "fail", "cover_open", "Close the cover."),
        ("printer.mute", {"on": True}, "fail", "no_answer", "Check plug"),
        ("device.unplug", {"kind": "receipt_printer"}, "fail", "unplugged", "Check plug"),
    ],
)
def test_a_printer_in_trouble(  # noqa: PLR0917 - one case a row
    rig: Rig, tmp_path: Path, scratch: Path, verb: str, args: dict[str, Any], state: str, found: str, do: str
) -> None:
    rig.do(verb, args)
    finding = ask(rig, tmp_path, "receipt_printer")
    assert (finding.state, finding.found) == (state, found)
    assert finding.do.startswith(do)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("id_reader", "sim:here"),
        ("receipt_printer", "ipp://printer/ipp"),
        ("face_camera", "sim:http://127.0.0.1:notaport/face.mjpg"),
        ("page_printer", "serial:/dev/null"),
    ],
)
def test_an_address_that_makes_no_sense_is_the_settings_fault(name: str, address: str) -> None:
    found = doctor.device(name, address, CLOCK)
    assert (found.state, found.found) == ("fail", "address not understood")
    assert f"devices.{name}" in found.do


def test_nobody_at_an_address() -> None:
    for name, address in (
        ("face_camera", "sim:http://127.0.0.1:1/face.mjpg"),
        ("id_reader", "serial:/dev/none"),
    ):
        assert doctor.device(name, address, CLOCK).state == "fail"


def test_a_folder_for_pages_is_a_printer(tmp_path: Path) -> None:
    assert doctor.device("page_printer", f"file:{tmp_path}/pages", CLOCK).state == "ok"


def test_what_is_not_configured_is_only_mentioned() -> None:
    found = list(doctor.devices(Settings(), CLOCK))
    assert len(found) == 5
    assert {finding.state for finding in found} == {"warn"}


WIRED = ("id_reader", "receipt_printer", "ptz_camera", "qr_scanner", "relays", "ups")


def test_each_device_tells_who_it_is_what_it_counted_and_its_last_error(rig: Rig, tmp_path: Path) -> None:
    addresses = rig_addresses(rig, tmp_path)
    settings = Settings.model_validate({"terminal": {"folder": tmp_path}, "devices": addresses})
    happened = Counters(reopened=1, done=5, failed=2, last_error="unplugged", last_error_at=CLOCK.now())
    for kind in addresses:
        notebook(tmp_path / "journals", kind).write(Note(happened, Health(State.GONE, "unplugged")))
    told = {finding.id: finding.facts for finding in doctor.devices(settings, CLOCK) if finding.facts}
    assert set(told) == set(addresses)
    for kind, facts in told.items():
        assert facts["address"] == addresses[kind]
        assert (facts["done"], facts["failed"], facts["reopened"]) == ("5", "2", "1")
        assert facts["last_error"].startswith("unplugged 20")
    assert told["id_reader"]["sam"].startswith("05.01-")
    assert told["receipt_printer"]["model"] == "escpos"
    assert told["page_printer"]["firmware"] == "1.0"
    assert told["ptz_camera"]["firmware"]
    assert told["qr_scanner"]["model"] == "gm65"
    assert told["ups"]["input_v"]


def rig_addresses(rig: Rig, tmp_path: Path) -> dict[str, str]:
    """Everything without a picture."""
    wired = {kind: f"sim:{tmp_path}/rig/{kind.replace('_', '-')}" for kind in WIRED}
    return wired | {"page_printer": json.loads(rig.manifest.read_text("utf-8"))["page_printer"]}


def test_the_store_before_and_after_its_first_start(tmp_path: Path) -> None:
    assert doctor.store(tmp_path).state == "warn"
    Cache.open(tmp_path / "cache", CLOCK).close()
    assert doctor.store(tmp_path).state == "ok"


@pytest.mark.expect_log("the store is damaged")
@pytest.mark.expect_log("brought over 0 rows")
def test_a_damaged_store_put_aside_is_seen(tmp_path: Path) -> None:
    Cache.open(tmp_path / "cache", CLOCK).close()
    store = tmp_path / "cache" / "store.db"
    data = bytearray(store.read_bytes())
    data[len(data) // 2] ^= 255
    store.write_bytes(bytes(data))
    Cache.open(tmp_path / "cache", CLOCK).close()
    found = doctor.store(tmp_path)
    assert (found.state, found.found) == ("fail", "1 damaged store(s) put aside")


def test_a_key_that_others_can_read_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "store.key"
    assert doctor.key(path).state == "warn"
    path.write_bytes(b"k" * 32)
    path.chmod(0o640)
    assert doctor.key(path) == Finding("store_key", "fail", "readable by others (640)", f"chmod 600 {path}")
    path.chmod(0o600)
    assert doctor.key(path).found.startswith("weak")


@pytest.mark.parametrize(
    ("free", "state"), [(SPARE + RESERVE, "ok"), (SPARE + RESERVE - 1, "fail"), (0, "fail")]
)
def test_room_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: str) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(1, 1, free))
    found = doctor.disk(tmp_path / "not" / "yet" / "made", SPARE)
    assert (found.state, bool(found.do)) == (state, state == "fail")


def test_another_key_is_said_and_nothing_touched(tmp_path: Path) -> None:
    Cache.open(tmp_path / "cache", CLOCK).close()
    key = tmp_path / "cache" / "store.key"
    for content in (bytes(32), b"no key"):
        key.write_bytes(content)
        found = doctor.store(tmp_path)
        assert (found.state, found.found) == ("fail", "wrong_key")
    key.unlink()
    assert doctor.store(tmp_path).found == "wrong_key"
    assert not key.exists()


def test_the_budget_and_what_is_used_of_it(tmp_path: Path) -> None:
    settings = Settings.model_validate({"terminal": {"folder": tmp_path, "run_folder": str(tmp_path)}})
    assert [finding.id for finding in doctor.memory(settings)] == ["store"]
    Cache.open(tmp_path / "cache", CLOCK).close()
    _, room = doctor.memory(settings)
    assert (room.state, room.found) == ("ok", "0 of 4096 MiB (memory.budget_mb)")
    with (tmp_path / "cache" / "blobs" / "sparse").open("wb") as blob:
        blob.truncate(5000 * 2**20)
    _, room = doctor.memory(settings)
    assert (room.state, room.found) == ("fail", "5000 of 4096 MiB")
    assert "memory.budget_mb" in room.do


@pytest.mark.parametrize(("code", "state"), [("new", "ok"), ("wrong_key", "fail"), ("full", "fail")])
def test_a_running_terminal_is_asked(tmp_path: Path, code: str, state: str) -> None:
    settings = Settings.model_validate({"terminal": {"folder": tmp_path, "run_folder": str(tmp_path)}})
    door = BackDoor(door_of(tmp_path, tmp_path), lambda _asked: {"kind": "status", "memory": code})
    asked: list[list[Finding]] = []
    doctors = threading.Thread(target=lambda: asked.append(list(doctor.memory(settings))))
    doctors.start()
    while doctors.is_alive():
        door.tick()
    door.stop()
    ((found,),) = asked
    assert (found.state, found.found, bool(found.do)) == (state, f"{code}, in use", state == "fail")


def test_reference_data_before_and_after_the_first_contact(home: Path) -> None:
    before = doctor.reference(home)
    assert (before.state, before.facts) == ("warn", {})
    enrolment, key = load_enrolment(home), load_or_create_key(home / KEY_FILE)
    cache = Cache.open(home / "reference-cache", CLOCK)
    ReferenceKeeper(home, cache.records, ProvinceUplink(enrolment, key, CLOCK), CLOCK).refresh()
    cache.close()
    after = doctor.reference(home)
    assert after.state == "ok"
    assert set(after.facts) == {"directory", "laws", "notices", "calendar"}
    assert "notices 3 (serial 1)" in after.found
    (home / "reference" / "laws.json").write_text("{")
    assert doctor.reference(home).found == "not here yet: laws"


def test_a_clock_that_was_never_set() -> None:
    assert doctor.clock_year(datetime(1970, 1, 1, tzinfo=UTC)).state == "fail"
    assert doctor.clock_year(datetime(2027, 1, 1, tzinfo=UTC)).state == "ok"


def test_fonts_and_models(tmp_path: Path) -> None:
    found = doctor.fonts([tmp_path / "NotoSansCJK-Regular.ttc"])
    assert (found.state, found.found) == ("fail", "missing: NotoSansCJK-Regular.ttc")
    assert doctor.models().state == "ok"


# ---------------------------------------------------------------------- the province


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A gateway that really listens."""
    folder = tmp_path_factory.mktemp("doctor")
    with running(folder / "province", write_catalogue(folder / "catalogue")) as started:
        yield started


@pytest.fixture
def home(province: Running, tmp_path: Path) -> Path:
    """The folder of an enrolled terminal."""
    return province.terminal(tmp_path).folder


def look(folder: Path, clock: Any = CLOCK, url: str = "") -> dict[str, tuple[str, str]]:
    """Doctor's findings about the province: id to state and words."""
    settings = Settings.model_validate({"terminal": {"folder": folder}, "province": {"url": url}})
    return {found.id: (found.state, found.found) for found in doctor.province(settings, clock)}


def test_enrolled_and_reachable(home: Path) -> None:
    found = look(home)
    assert found["enrolment"][0] == "ok"
    assert found["province"] == ("ok", "answers")


def test_how_well_the_terminals_own_key_is_kept_is_said(home: Path) -> None:
    bare, sealed = home / "bare.key", home / "sealed.key"
    bare.write_bytes(bytes(32))
    sealed.write_bytes(b"WhQqfrWPRtqFDAhHfYFWHwAAAAEAAAAMAAAAEAAAAGyz\n" * 4)
    assert doctor.kept_key(bare).state == "warn"
    assert doctor.kept_key(bare).do
    assert (doctor.kept_key(sealed).state, doctor.kept_key(sealed).do) == ("ok", "")


def test_the_address_of_the_settings_wins(home: Path) -> None:
    assert look(home, url="http://127.0.0.1:1")["province"] == ("fail", "down")


def test_a_clock_that_differs(home: Path) -> None:
    assert look(home, ShiftedClock(timedelta(minutes=6)))["province"] == ("fail", "clock_skew")


def remove_key(folder: Path) -> None:
    """The terminal's own key is gone."""
    (folder / KEY_FILE).unlink()


def damage_key(folder: Path) -> None:
    """It is cut short."""
    (folder / KEY_FILE).write_bytes(b"short")


@pytest.mark.parametrize(("harm", "words"), [(remove_key, "missing"), (damage_key, "damaged")])
def test_a_terminal_without_its_key(home: Path, harm: Callable[[Path], None], words: str) -> None:
    harm(home)
    before = sorted(home.iterdir())
    assert look(home)["terminal_key"] == ("fail", words)
    assert sorted(home.iterdir()) == before


@pytest.mark.parametrize("record", [None, "", "{}", "[]", '{"url": 1, "more": 2}'])
def test_a_terminal_that_is_not_enrolled(tmp_path: Path, record: str | None) -> None:
    load_or_create_key(tmp_path / KEY_FILE)
    if record is not None:
        (tmp_path / RECORD_FILE).write_text(record, encoding="utf-8")
    assert [state for state, _ in look(tmp_path).values()] == ["fail"]


@pytest.mark.parametrize("answer", ["down", "captive_portal", "clock_skew", "tls", "not_ready"])
def test_every_way_of_not_being_reached_has_a_way_back(answer: str) -> None:
    found = doctor.reached(answer)
    assert (found.state, found.found) == ("fail", answer)
    assert found.do


def test_everything_at_once_never_raises(tmp_path: Path) -> None:
    settings = Settings.model_validate({"terminal": {"folder": tmp_path / "none"}})
    found = list(doctor.examine(settings, CLOCK))
    assert len({finding.id for finding in found}) == len(found) == 15
    assert all(finding.do for finding in found if finding.state != "ok")
