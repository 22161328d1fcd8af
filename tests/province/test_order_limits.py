"""The time limits of work orders are the province's own: its profile says them, and the clock keeps them."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from legalnet.workorders import Limits
from province.gateway.settings import Profile, SettingsError, load_profile
from province.gateway.work.orders import run_clock
from tests.province.asking import ZHANG, Visit
from tests.province.catalogue import write_catalogue
from tests.province.running import running
from tests.province.test_residents import Desk, hand_in, request_of


def test_a_province_with_another_window_files_away_by_its_own(tmp_path: Path) -> None:
    data = tmp_path / "province"
    data.mkdir()
    profile = Profile.model_validate({"order_limits": {"rating": 2, "feedback": 3}})
    (data / "profile.json").write_text(json.dumps(profile.model_dump()), encoding="utf-8")
    with running(data, write_catalogue(tmp_path / "catalogue")) as province:
        terminal, desk = province.terminal(tmp_path / "terminal"), Desk(province)
        number = hand_in(terminal, request_of(ZHANG))
        desk.order(number, action="accept")
        visit = Visit(terminal)
        visit.identify()
        timers = {one["name"]: one for one in visit.ask("GET", f"/work-orders/{number}").json["timers"]}
        assert timers["feedback"]["due"] < timers["longest"]["due"]
        desk.order(number, action="answer_at_once", words="可以申请法律援助。")
        gateway = province.gateway
        for days, filed in ((2, 0), (3, 1)):
            province.clock.shift = timedelta(days=days)
            assert province.call(gateway.database.write(lambda c: run_clock(c, gateway))) == filed


def test_without_a_word_the_hotline_rules_hold_and_nonsense_is_refused(tmp_path: Path) -> None:
    assert load_profile(tmp_path).order_limits.limits == Limits()
    (tmp_path / "profile.json").write_text(json.dumps({"order_limits": {"rating": 0}}), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"order_limits\.rating"):
        load_profile(tmp_path)
