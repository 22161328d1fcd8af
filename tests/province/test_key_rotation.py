"""A fresh key of the province: terminals take it, and what was sealed to the one before still opens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.keeper.province_key import ProvinceKey
from kiosk.uplink.client import ProvinceUplink
from kiosk.uplink.identity import KEY_FILE, load_enrolment, load_or_create_key
from legalnet.sealing import Suite
from main import main
from tests.province.catalogue import write_catalogue
from tests.province.running import Filing, ShiftedClock, Terminal, running


def again(folder: Path, url: str) -> Terminal:
    """The enrolled terminal, after the province listens elsewhere."""
    kept = load_enrolment(folder)
    enrolment = type(kept)(**{**vars(kept), "url": url})
    uplink = ProvinceUplink(enrolment, load_or_create_key(folder / KEY_FILE), ShiftedClock())
    return Terminal(folder, enrolment, uplink)


def test_a_terminal_takes_the_new_key_and_the_old_one_still_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    with running(tmp_path / "province", catalogue) as province:
        terminal = province.terminal(tmp_path / "terminal")
        on_the_way = terminal.seal(Filing())
        told = ProvinceKey(tmp_path / "terminal", terminal.enrolment, terminal.uplink, SystemClock())
        assert not told.refresh(), "nothing changed yet"
    assert main(["gateway", "--data", str(tmp_path / "province"), "--new-sealing-key"]) == 0
    fresh = capsys.readouterr().out.strip()
    assert fresh != terminal.enrolment.key_id
    with running(tmp_path / "province", catalogue) as province:
        terminal = again(tmp_path / "terminal", province.url)
        terminal.upload(on_the_way)
        assert json.loads(terminal.uplink.submit(on_the_way.key, on_the_way.header).body)["number"]
        told = ProvinceKey(tmp_path / "terminal", terminal.enrolment, terminal.uplink, SystemClock())
        assert told.refresh()
        assert told.enrolment is not None
        assert told.enrolment.key_id == fresh == load_enrolment(tmp_path / "terminal").key_id
        renewed = again(tmp_path / "terminal", province.url)
        assert json.loads(renewed.hand_in(Filing()))["number"]
        envelopes = [json.loads(row["envelope"])["key_id"] for row in province.rows("submissions")]
        assert envelopes == [json.loads(on_the_way.header)["key_id"], fresh]


@pytest.mark.expect_log("new key was refused")
def test_a_key_that_the_province_did_not_sign_is_refused(tmp_path: Path) -> None:
    with running(tmp_path / "province", write_catalogue(tmp_path / "catalogue")) as province:
        terminal = province.terminal(tmp_path / "terminal")
        other = type(terminal.enrolment)(
            **{**vars(terminal.enrolment), "catalogue_key": "A" * 43 + "=", "key_id": "0" * 16}
        )
        uplink = ProvinceUplink(other, load_or_create_key(tmp_path / "terminal" / KEY_FILE), ShiftedClock())
        told = ProvinceKey(tmp_path / "terminal", other, uplink, SystemClock())
        assert not told.refresh()
        assert told.enrolment == other


def test_a_filing_in_the_commercial_suite_is_taken_in_whole(tmp_path: Path) -> None:
    with running(tmp_path / "province", write_catalogue(tmp_path / "catalogue")) as province:
        terminal = province.terminal(tmp_path / "terminal")
        terminal.suite = Suite.COMMERCIAL
        assert json.loads(terminal.hand_in(Filing()))["number"]
        envelope = json.loads(province.rows("submissions")[0]["envelope"])
        assert envelope["suite"] == "sm4gcm-sm3"
        assert all(len(part["sm3"]) == 64 for part in envelope["parts"])


def test_a_wrong_sm3_or_suite_is_refused(tmp_path: Path) -> None:
    from offline_cache.uplink import Refused

    with running(tmp_path / "province", write_catalogue(tmp_path / "catalogue")) as province:
        terminal = province.terminal(tmp_path / "terminal")
        lying = Filing(envelope_changes={"suite": "sm4gcm-sm3"})
        with pytest.raises(Refused) as caught:
            terminal.hand_in(lying)
        assert caught.value.code == "inconsistent"
        assert province.rows("submissions") == []
