"""The cabinet on real pseudo-terminals: a plug pulled and put back while a visit is on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.clock import Deadline, SystemClock
from devices.notebook import notebook
from devices.simulators.rig import Rig
from kiosk.visit.hardware import Hardware
from kiosk.visit.profile import Devices, VisitProfile
from tests.cabinet import cabinet

CLOCK = SystemClock()


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    with cabinet(tmp_path / "rig") as found:
        yield found


@pytest.fixture
def hardware(rig: Rig, tmp_path: Path) -> Iterator[Hardware]:
    devices = Devices(
        id_reader=f"sim:{tmp_path}/rig/id-reader", receipt_printer=f"sim:{tmp_path}/rig/receipt-printer"
    )
    profile = VisitProfile(
        terminal_id="T", place="p", region="330199", court="c", network="n", province_key="AA==", key_id="k",
        journal_folder=str(tmp_path), devices=devices,
    )  # fmt: skip
    found = Hardware(profile, CLOCK)
    found.start()
    yield found
    found.stop()


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = Deadline.after(CLOCK, 20.0)
    while not condition() and not deadline.over:
        CLOCK.sleep(0.02)
    return condition()


def test_a_reader_put_back_is_used_again_without_a_restart(rig: Rig, hardware: Hardware) -> None:
    assert eventually(lambda: "id_reader" not in hardware.down())
    rig.do("device.unplug", {"kind": "id_reader"})
    assert eventually(lambda: "id_reader" in hardware.down())
    rig.do("device.replug", {"kind": "id_reader"})
    rig.do("card.put", {"persona": "zhang"})
    assert eventually(lambda: "id_reader" not in hardware.down())
    assert hardware.look_for_card() == "found"


def test_a_printer_put_back_is_used_again(rig: Rig, hardware: Hardware) -> None:
    assert eventually(lambda: hardware.paper == "ok")
    rig.do("device.unplug", {"kind": "receipt_printer"})
    assert eventually(lambda: hardware.paper == "trouble")
    rig.do("device.replug", {"kind": "receipt_printer"})
    assert eventually(lambda: hardware.paper == "ok")


OTHERS = ("ptz_camera", "qr_scanner", "relays", "ups")


def test_everything_in_the_cabinet_is_looked_after_and_told(rig: Rig, tmp_path: Path) -> None:
    addresses = {kind: f"sim:{tmp_path}/rig/{kind.replace('_', '-')}" for kind in OTHERS}
    profile = VisitProfile(
        terminal_id="T", place="p", region="330199", court="c", network="n", province_key="AA==", key_id="k",
        journal_folder=str(tmp_path / "journals"), devices=Devices(**addresses),
    )  # fmt: skip
    hardware = Hardware(profile, CLOCK)
    assert set(hardware.addresses()) == set(OTHERS)
    hardware.start()
    try:
        for kind in OTHERS:
            assert eventually(lambda kind=kind: usable(hardware, kind)), kind
            report = hardware.report(kind)
            assert report is not None
            assert report.facts
        rig.do("device.unplug", {"kind": "ups"})
        assert eventually(lambda: not usable(hardware, "ups"))
        rig.do("device.replug", {"kind": "ups"})
        assert eventually(lambda: usable(hardware, "ups"))
    finally:
        hardware.stop()
    assert notebook(tmp_path / "journals", "ups").read().counters.reopened == 1


def usable(hardware: Hardware, kind: str) -> bool:
    """Whether the device of that kind can be used now."""
    report = hardware.report(kind)
    return report is not None and report.health.usable
