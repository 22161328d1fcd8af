"""Property fees to the cent, with their working, and what is no fee."""

from __future__ import annotations

from decimal import Decimal

import pytest

from legalnet.calculations import CALCULATIONS
from legalnet.property_fee import property_fee
from legalnet.reckoning import InputError


def test_area_times_rate_times_months() -> None:
    found = property_fee(Decimal("98.6"), Decimal("2.35"), Decimal(18))
    assert found.total == Decimal("4170.78")
    assert "98.6 × 2.35 × 18" in found.words()
    assert "第944条" in found.words()


@pytest.mark.parametrize(
    ("area", "rate", "months"),
    [("0", "2", "1"), ("90", "-1", "1"), ("90", "2", "0"), ("NaN", "2", "1"), ("90", "2", "601")],
)
def test_what_is_no_fee_is_refused(area: str, rate: str, months: str) -> None:
    with pytest.raises(InputError):
        property_fee(Decimal(area), Decimal(rate), Decimal(months))


def test_a_definition_gets_amount_and_working() -> None:
    args = {"area": "100", "rate": "2.5", "months": "12"}
    assert CALCULATIONS["property_fee"](args) == "3000.00"
    assert "100 × 2.5 × 12" in (CALCULATIONS["property_fee_working"](args) or "")
    assert CALCULATIONS["hospital_food"]({"days": 12, "rate": "100"}) == "1200.00"
    assert CALCULATIONS["hospital_food"]({"days": 12}) is None


@pytest.mark.parametrize(("kind", "day"), [("判决", "2026-11-16"), ("可上诉裁定", "2026-11-11")])
def test_an_appeal_ends_by_the_kind_of_paper(kind: str, day: str) -> None:
    assert CALCULATIONS["appeal_deadline"]({"kind": kind, "start": "2026-11-01"}) == day
