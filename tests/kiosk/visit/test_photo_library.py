"""From the settings to the decoder: the vendor's library is the one that a card's photo is given to."""

from __future__ import annotations

import logging
from pathlib import Path
from types import SimpleNamespace

import pytest

from kiosk.clock import SystemClock
from kiosk.keeper.run import profile_for
from kiosk.settings import Settings
from kiosk.upkeep import doctor
from kiosk.visit.hardware import Hardware
from kiosk.visit.profile import VisitProfile
from tests.kiosk.visit.devices import card_of

MAPS = Path("/proc/self/maps").read_text(encoding="utf-8").split()
LIBC = next(word for word in MAPS if word.endswith("libc.so.6"))
"""A library that is there and knows nothing of photos."""
BLOCK = (b"WL" + (102).to_bytes(2, "little") + (126).to_bytes(2, "little")).ljust(1024, b"\1")


def profile(folder: Path, **photo: object) -> VisitProfile:
    """What a visit of this terminal is told, over the line."""
    settings = Settings.model_validate({"terminal": {"folder": folder}, "photo": photo})
    told = profile_for(settings, None, SimpleNamespace(folder=folder))  # type: ignore[arg-type]
    return VisitProfile.from_json(told.to_json())


@pytest.mark.parametrize(
    ("photo", "why"),
    [
        ({}, "no_decoder"),
        ({"library": LIBC, "symbol": "labs", "flag": 708, "order": "rgb"}, "decoder_died"),
        ({"library": "/nonexistent.so"}, "decoder_died"),
    ],
)
def test_a_photo_that_the_library_cannot_read_is_no_photo(
    tmp_path: Path, photo: dict[str, object], why: str, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    told = profile(tmp_path, **photo)
    assert told.photo_flag == photo.get("flag", 0)
    hardware = Hardware(told, SystemClock())
    read = SimpleNamespace(card=card_of("zhang"), photo=BLOCK, simulated=False)
    monkeypatch.setattr(hardware, "_ask_reader", lambda _work, _seconds: read)
    with caplog.at_level(logging.INFO):
        assert hardware.read_card() == (read.card, None)
    assert f"no card photo: {why}" in caplog.text
    assert read.card.name not in caplog.text


@pytest.mark.parametrize(
    ("reader", "library", "state"),
    [
        ("", "", None),
        ("sim:/x", "", None),
        ("serial:/dev/x", "", "warn"),
        ("serial:/dev/x", "/nonexistent.so", "fail"),
        ("serial:/dev/x", LIBC, "ok"),
    ],
)
def test_the_doctor_says_what_to_do_about_it(reader: str, library: str, state: str | None) -> None:
    settings = Settings.model_validate({"devices": {"id_reader": reader}, "photo": {"library": library}})
    found = list(doctor.photo_library(settings))
    assert [one.state for one in found] == ([state] if state else [])
    assert all(one.do for one in found if one.state != "ok")


def test_a_library_is_named_by_its_whole_path() -> None:
    with pytest.raises(ValueError, match="whole path"):
        Settings.model_validate({"photo": {"library": "libwlt.so"}})
