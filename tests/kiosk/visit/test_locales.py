"""What the flow says of days, hours and fees, as each language writes it."""

from __future__ import annotations

import re

from tests.kiosk.visit.cabinet import BEGIN, Cabinet
from tests.kiosk.visit.walk import to_confirm, to_receipt

CHINESE = re.compile("[\u4e00-\u9fff]")


def test_days_and_hours(cabinet: Cabinet) -> None:
    flow = cabinet.flow
    assert (flow.date_words(BEGIN), flow.moment_words(BEGIN)) == ("11月23日 星期一", "11月23日 星期一 09:00")
    cabinet.act("set_mode", key="language", value="en")
    assert (flow.date_words(BEGIN), flow.moment_words(BEGIN)) == ("Mon 23 Nov", "Mon 23 Nov 09:00")


def test_fees_and_the_day_of_signing(cabinet: Cabinet) -> None:
    to_confirm(cabinet, "TJ-01")
    cabinet.act("back")
    assert (cabinet.screen, cabinet.view["date"]) == ("sign", "2026年11月23日")
    cabinet.act("set_mode", key="language", value="en")
    assert cabinet.view["date"] == "23 November 2026"


def test_a_filing_in_english_says_its_own_words_in_english(cabinet: Cabinet) -> None:
    cabinet.act("set_mode", key="language", value="en")
    to_receipt(cabinet, "SQ-01")
    dates = cabinet.view["dates"]
    assert dates[0]["when"] == "By Mon 30 Nov (unverified)"
    assert dates[1]["when"] == "As notified"
    assert not CHINESE.search(str(cabinet.flow.step))
