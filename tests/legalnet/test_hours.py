"""Hours of the week in which somebody takes calls."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from legalnet.hours import Hours

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_without_hours_calls_are_taken_always() -> None:
    assert Hours().open_at(MONDAY)


def test_inside_and_outside() -> None:
    hours = Hours.model_validate({"spans": [{"day": 0, "begins": "09:00", "ends": "11:30"}]})
    assert hours.open_at(MONDAY)
    assert not hours.open_at(MONDAY.replace(hour=11, minute=30))
    assert not hours.open_at(MONDAY.replace(day=24))


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValidationError):
        Hours.model_validate({"spans": [{"day": 0, "begins": "11:00", "ends": "09:00"}]})
