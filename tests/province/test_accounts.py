"""Accounts of the desk: two factors judged together, codes that count once, locks that tell nothing."""

from __future__ import annotations

import stat
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from province.gateway.accounts.factors import Box, totp_counter
from province.gateway.accounts.store import StaffRole
from province.gateway.sessions import PASSWORD_FILE
from tests.province.process import parser
from tests.province.running import Running
from tests.province.staffing import Person, at_the_desk, browser, hire


@pytest.fixture
def lawyer(province: Running) -> Person:
    """沈知衡."""
    return hire(province, "shen", StaffRole.LAWYER, display="沈知衡", card='{"firm": "江衡所"}')


def sign_in(province: Running, form: dict[str, str]) -> requests.Response:
    """One try."""
    return browser().post(f"{province.url}/pln/v1/staff/sessions", json=form, timeout=60)


def test_a_lawyer_signs_in_is_known_and_signs_out(province: Running, lawyer: Person) -> None:
    desk = at_the_desk(province, lawyer)
    me = desk.get(f"{province.url}/pln/v1/staff/me", timeout=10).json()
    assert (me["display"], me["roles"], me["card"]) == ("沈知衡", ["lawyer"], {"firm": "江衡所"})
    address = f"{province.url}/pln/v1/staff/sessions"
    assert desk.delete(address, headers={"X-Csrf-Token": "forged"}, timeout=10).json()["code"] == "csrf"
    assert desk.delete(address, timeout=10).status_code == 204
    assert desk.get(f"{province.url}/pln/v1/staff/me", timeout=10).json()["code"] == "not_signed_in"


def test_nothing_says_which_factor_was_wrong_or_whether_the_account_exists(
    province: Running, lawyer: Person
) -> None:
    right = {"account": "shen", "password": lawyer.password, "code": lawyer.code()}
    wrong = [{**right, "account": "nobody"}, {**right, "password": "guess"}, {**right, "code": "000000"}]
    answers = [sign_in(province, form) for form in wrong]
    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.text for answer in answers}) == 1
    assert sign_in(province, right).status_code == 201


def test_a_code_counts_once(province: Running, lawyer: Person) -> None:
    form = {"account": "shen", "password": lawyer.password, "code": lawyer.code()}
    assert sign_in(province, form).status_code == 201
    assert sign_in(province, form).status_code == 403
    assert sign_in(province, {**form, "code": lawyer.code(1)}).status_code == 201


@pytest.mark.parametrize("name", ["shen", "nobody"])
def test_five_failures_lock_a_name_for_a_quarter_of_an_hour(
    province: Running, lawyer: Person, name: str
) -> None:
    form = {"account": name, "password": "guess", "code": "123456"}
    assert [sign_in(province, form).status_code for _ in range(6)] == [403] * 5 + [429]
    right = {"account": "shen", "password": lawyer.password, "code": lawyer.code()}
    assert sign_in(province, right).status_code == (429 if name == "shen" else 201)
    province.clock.shift += timedelta(minutes=16)
    assert sign_in(province, {**right, "code": lawyer.code()}).status_code == 201


def test_a_closed_account_is_out_at_once_and_a_reset_one_has_new_secrets(
    province: Running, lawyer: Person
) -> None:
    desk = at_the_desk(province, lawyer)
    assert province.call(province.gateway.sessions.disable("shen"))
    assert desk.get(f"{province.url}/pln/v1/staff/me", timeout=10).status_code == 401
    assert sign_in(province, lawyer.form()).status_code == 403
    made = province.call(province.gateway.sessions.reset("shen"))
    assert made is not None
    assert sign_in(province, Person.of(made, province.clock).form()).status_code == 201


def test_sessions_outlive_the_gateway_but_not_half_an_hour(province: Running, lawyer: Person) -> None:
    desk = at_the_desk(province, lawyer)
    [row] = province.rows("staff_sessions")
    assert row["token_hash"] not in {cookie.value for cookie in desk.cookies}
    province.clock.shift += timedelta(minutes=31)
    assert desk.get(f"{province.url}/pln/v1/staff/me", timeout=10).status_code == 401


def test_secrets_are_kept_hashed_or_sealed(province: Running, lawyer: Person) -> None:
    [row] = province.rows("staff_accounts")
    assert row["password_hash"].startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert lawyer.totp.secret.encode() not in row["totp"]
    box = Box(province.gateway.keys.staff_key)
    assert box.open(row["totp"], "shen") == lawyer.totp.secret
    with pytest.raises(ValueError, match="sealed"):
        box.open(row["totp"], "another")


def test_the_first_administrator_is_made_once(province: Running) -> None:
    data = province.gateway.settings.data
    made = province.call(province.gateway.sessions.ensure_first())
    assert made is not None
    assert province.call(province.gateway.sessions.ensure_first()) is None
    assert stat.S_IMODE((data / PASSWORD_FILE).stat().st_mode) == 0o600
    assert (data / PASSWORD_FILE).read_text() == made.text()
    assert made.password not in repr(made)
    assert sign_in(province, Person.of(made, province.clock).form()).json()["roles"] == ["admin", "staff"]


@pytest.mark.parametrize("code", ["", "12345", "1234567", "١٢٣٤٥٦", "abcdef"])
def test_what_is_no_code_is_refused(code: str) -> None:
    from province.gateway.clock import SystemClock

    assert totp_counter("JBSWY3DPEHPK3PXP", code, SystemClock().now(), 0) is None


def test_the_command_makes_lists_resets_and_closes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        """One call of `staff`."""
        given = parser().parse_args(["staff", *arguments[:1], "--data", str(tmp_path / "d"), *arguments[1:]])
        code = int(given.run(given))
        return code, capsys.readouterr().out

    (tmp_path / "d").mkdir()
    code, said = run("add", "shen", "--role", "lawyer", "--role", "mediator", "--display", "沈知衡")
    assert code == 0
    assert said.splitlines()[0] == "shen"
    assert run("add", "shen", "--role", "lawyer")[0] == 1
    assert run("list") == (0, "shen\topen\tlawyer,mediator\t沈知衡\n")
    assert run("disable", "shen")[0] == 0
    assert run("list")[1].split("\t")[1] == "disabled"
    again, renewed = run("reset", "shen")
    assert (again, renewed == said) == (0, False)
    assert run("reset", "nobody")[0] == 1
    assert "staff" not in sys.modules
