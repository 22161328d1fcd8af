"""Injury and traffic: ages and grades at their edges, several dependants, insurance before fault."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet import injury, traffic
from legalnet.injury import Dependant
from legalnet.reckoning import InputError

AMOUNT = st.decimals(0, 10**7, places=2)


@pytest.mark.parametrize(
    ("age", "years"), [(0, 20), (59, 20), (60, 20), (61, 19), (66, 14), (74, 6), (75, 5), (100, 5)]
)
def test_years_that_count(age: int, years: int) -> None:
    assert injury.years_counted(age) == years


@pytest.mark.parametrize(("age", "years"), [(0, 18), (8, 10), (17, 1), (18, 20), (60, 20), (65, 15), (80, 5)])
def test_years_of_support(age: int, years: int) -> None:
    assert injury.dependant_years(age) == years


@pytest.mark.parametrize("age", [-1, 131])
def test_ages_that_are_none_are_refused(age: int) -> None:
    with pytest.raises(InputError, match="the age"):
        injury.years_counted(age)
    with pytest.raises(InputError, match="the age"):
        injury.dependant_years(age)


def test_shares_of_the_grades() -> None:
    assert [injury.grade_share(grade) for grade in (1, 5, 9, 10)] == [
        1,
        Fraction(6, 10),
        Fraction(1, 5),
        Fraction(1, 10),
    ]
    assert injury.grade_share(2, Decimal(20)) == 1
    for bad in (0, 11):
        with pytest.raises(InputError):
            injury.grade_share(bad)
    with pytest.raises(InputError):
        injury.grade_share(9, Decimal(-1))


def test_disability_shows_its_working() -> None:
    found = injury.disability(Decimal(56000), 66, 9)
    assert (found.total, found.lines[0].working) == (Decimal(156800), "56,000 × 14 × 20%")
    assert found.marks == ("practice",)
    view = found.view("en")
    assert view["marks"] == ["The share is court practice, not law"]
    assert "decides" in str(view["notice"])


def test_death_without_and_with_a_funeral() -> None:
    assert injury.death(Decimal(56000), 30).total == 1120000
    assert injury.death(Decimal(56000), 30, Decimal(9500)).total == 1177000


def test_support_ends_one_by_one() -> None:
    people = [Dependant(8, 2), Dependant(70, 2)]  # ten years each
    assert injury.support(Decimal(10000), people, Fraction(6, 10)).total == 60000
    found = injury.support(Decimal(10000), [Dependant(16, 2), Dependant(8, 2)], Fraction(1))
    assert found.total == 2 * 10000 + 8 * 5000
    assert [line.amount for line in found.lines] == [20000, 40000]
    assert found.marks == ()


def test_a_year_never_holds_more_than_one_persons_consumption() -> None:
    three = injury.support(Decimal(36000), [Dependant(8), Dependant(13), Dependant(16)], Fraction(1))
    assert three.total == 360000
    assert "不超过一人" in three.lines[0].label.zh
    assert injury.support(Decimal(36000), [], Fraction(1)).total == 0
    for share in (Fraction(0), Fraction(11, 10)):
        with pytest.raises(InputError):
            injury.support(Decimal(1), [], share)
    with pytest.raises(InputError, match="supporters"):
        injury.support(Decimal(1), [Dependant(8, 0)], Fraction(1))


@given(st.lists(st.builds(Dependant, st.integers(0, 100), st.integers(1, 6)), max_size=6), st.integers(1, 10))
def test_support_is_bounded_and_grows_with_the_grade(people: list[Dependant], grade: int) -> None:
    share = injury.grade_share(grade)
    found = injury.support(Decimal(1000), people, share)
    alone = sum(
        (Fraction(1000 * injury.dependant_years(one.age), one.supporters) * share for one in people),
        Fraction(0),
    )
    assert found.exact <= min(alone, Fraction(20000))
    assert found.exact <= injury.support(Decimal(1000), people, Fraction(1)).exact


def test_costs_by_the_day() -> None:
    costs = [
        injury.Daily("护理费", "Nursing", Decimal("180.5"), 30, 2),
        injury.Daily("伙食", "Food", Decimal(100), 12),
    ]
    assert injury.daily_costs(costs).total == Decimal(12030)
    with pytest.raises(InputError):
        injury.daily_costs([injury.Daily("护理费", "Nursing", Decimal(1), -1)])


def test_heads_of_damage_are_rounded_together_once() -> None:
    third = injury.support(Decimal(100), [Dependant(17, 3)], Fraction(1))
    assert third.total == Decimal("33.33")
    assert injury.together([third, third]).total == Decimal("66.67")


def split(fault: int, **losses: str) -> Decimal:
    return traffic.split({head: Decimal(loss) for head, loss in losses.items()}, Decimal(fault)).total


def test_insurance_pays_first_and_the_rest_goes_by_fault() -> None:
    assert split(70, medical="33000", disability="141800", property="3500") == Decimal(173350)
    assert split(30, medical="18000") == 18000
    assert split(30, medical="18000.01") == Decimal("18000.00")  # 0.003 is below half a cent
    assert split(30, medical="18000.02") == Decimal("18000.01")
    assert split(100, disability="200000") == 200000


def test_a_driver_without_fault() -> None:
    losses = {"medical": Decimal(21800)}
    assert traffic.split(losses, Decimal(0)).total == 1800
    soft = traffic.split(losses, Decimal(0), soft_victim=True)
    assert (soft.total, soft.marks) == (Decimal(3800), ("discretion",))
    with pytest.raises(InputError):
        traffic.split(losses, Decimal(0), soft_victim=True, faultless_share=Decimal(11))


def test_limits_by_the_day_of_the_accident() -> None:
    assert traffic.limits(date(2020, 9, 18)).at_fault["disability"] == 110000
    assert traffic.limits(date(2020, 9, 19)).at_fault["disability"] == 180000
    assert traffic.limits() == traffic.limits(date(2026, 1, 1))
    with pytest.raises(InputError):
        traffic.limits(date(2008, 1, 31))


def test_commercial_insurance_pays_up_to_its_limit() -> None:
    losses = {"medical": Decimal(118000)}
    enough = traffic.split(losses, Decimal(50), commercial=Decimal(50000))
    short = traffic.split(losses, Decimal(50), commercial=Decimal(30000))
    assert enough.total == short.total == 68000
    assert [line.amount for line in enough.lines] == [18000, 50000]
    assert [line.amount for line in short.lines] == [18000, 30000, 20000]


def test_heads_that_are_none_are_refused() -> None:
    with pytest.raises(InputError, match="head"):
        traffic.split({"tea": Decimal(1)}, Decimal(50))
    with pytest.raises(InputError):
        traffic.split({"medical": Decimal(-1)}, Decimal(50))


@given(st.fixed_dictionaries(dict.fromkeys(traffic.HEADS, AMOUNT)), st.integers(0, 100), st.integers(0, 100))
def test_more_fault_never_pays_less_and_never_more_than_the_loss(
    losses: dict[str, Decimal], one: int, other: int
) -> None:
    low, high = sorted((one, other))
    less, more = traffic.split(losses, Decimal(low)), traffic.split(losses, Decimal(high))
    assert 0 <= less.total <= more.total <= sum(losses.values())
    assert abs(sum(line.amount for line in more.lines) - more.total) <= Decimal("0.02")
