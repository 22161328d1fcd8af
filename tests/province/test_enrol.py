"""Enrolment: one code, one terminal, once."""

from __future__ import annotations

import base64
import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.uplink.enrolment import enrol
from kiosk.uplink.identity import KEY_FILE, NotEnrolled, load_enrolment
from legalnet import sealing
from offline_cache.uplink import Refused
from tests.province.raw import prepared, problem, send
from tests.province.running import Running, ShiftedClock, Terminal


def test_a_terminal_learns_keys_and_profile(province: Running, tmp_path: Path) -> None:
    enrolment = enrol(province.url, province.code(), tmp_path, ShiftedClock())
    assert load_enrolment(tmp_path) == enrolment
    key = sealing.load_public(base64.b64decode(enrolment.sealing_key))
    assert sealing.key_id(key) == enrolment.key_id
    assert enrolment.profile["place"] == "桂花里社区法律服务站"
    assert enrolment.profile["staff_pin"]["algorithm"] == "scrypt"
    assert enrolment.profile["services"]


def test_only_the_owner_reads_the_keys(province: Running, terminal: Terminal) -> None:
    keys = province.gateway.settings.data / "keys"
    for path in (terminal.folder / KEY_FILE, keys / "sealing.key", keys / "catalogue.key"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_code_serves_one_terminal_only(province: Running, tmp_path: Path) -> None:
    code = province.code()
    enrol(province.url, code, tmp_path / "one", ShiftedClock())
    with pytest.raises(Refused) as caught:
        enrol(province.url, code, tmp_path / "two", ShiftedClock())
    assert caught.value.code == "code_invalid"
    assert len(province.rows("terminals")) == 1
    with pytest.raises(NotEnrolled):
        load_enrolment(tmp_path / "two")


def test_asking_again_with_the_same_key_gives_the_same_terminal(province: Running, tmp_path: Path) -> None:
    code = province.code()
    first = enrol(province.url, code, tmp_path, ShiftedClock())
    again = enrol(province.url, code.lower().replace("-", " "), tmp_path, ShiftedClock())
    assert again.terminal_id == first.terminal_id
    assert len(province.rows("terminals")) == 1


def test_a_code_ends_after_its_day(province: Running, tmp_path: Path) -> None:
    code = province.code()
    province.clock.shift = timedelta(hours=25)
    with pytest.raises(Refused, match="code_invalid"):
        enrol(province.url, code, tmp_path, province.clock)


def test_a_wrong_code_is_refused_in_plain_words(province: Running, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        enrol(province.url, "ABCD-EFGH-JKMN", tmp_path, ShiftedClock())
    assert "新的登记码" in caught.value.message


def test_codes_are_not_kept_readable(province: Running) -> None:
    code = province.code().replace("-", "")
    assert all(code not in str(row) for table in ("enrol_codes", "audit") for row in province.rows(table))


def test_a_key_must_sign_for_itself(province: Running, terminal: Terminal) -> None:
    other = base64.b64encode(bytes(31) + b"\x01").decode()
    body = json.dumps({"code": province.code(), "public_key": other}).encode()
    found = problem(send(prepared(terminal, "POST", "/pln/v1/terminals/enrol", body)))
    assert found["code"] == "signature_invalid"


def test_the_profile_is_shown_to_its_terminal_only(province: Running, terminal: Terminal) -> None:
    own = send(prepared(terminal, "GET", f"/pln/v1/terminals/{terminal.enrolment.terminal_id}/profile"))
    assert own.json()["court"] == "江临区人民法院"
    found = problem(send(prepared(terminal, "GET", "/pln/v1/terminals/T-other/profile")))
    assert found["code"] == "terminal_other"


def test_a_damaged_record_says_so(tmp_path: Path) -> None:
    (tmp_path / "enrolment.json").write_text("{")
    with pytest.raises(NotEnrolled, match="damaged"):
        load_enrolment(tmp_path)
