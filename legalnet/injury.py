"""What an injury or a death is compensated with (人身损害赔偿解释, 法释〔2022〕14号, 12 to 17).

Incomes, consumption and wages of last year are published by the province and come in as arguments. The
share of a grade (10 % a step) is court practice and marked so. Age counts in whole years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from legalnet.reckoning import InputError, Line, Reckoned, count, money, number, percent, step

FULL_YEARS, LEAST_YEARS = 20, 5
OLDEST = 130
FUNERAL_MONTHS = 6
BASIS = "民法典第1179条，人身损害赔偿解释（法释〔2022〕14号）"
INCOME = {"zh": "人均可支配收入", "en": "disposable income a head"}
CONSUMPTION = {"zh": "人均消费支出", "en": "consumption a head"}


@dataclass(frozen=True)
class Dependant:
    """Somebody the victim supported: a minor, or an adult who can neither work nor live on other income."""

    age: int
    supporters: int = 1
    """Everyone who has to support them, the victim included."""


@dataclass(frozen=True)
class Daily:
    """A cost by the day, such as nursing or hospital food, at a local or proven rate."""

    zh: str
    en: str
    rate: Decimal
    days: int
    persons: int = 1


def years_counted(age: int) -> int:
    """Years that count for an age: 20, above 60 one less for each year, from 75 on five (12, 15)."""
    count(age, 0, OLDEST, "年龄", "the age")
    if age >= 75:
        return LEAST_YEARS
    return FULL_YEARS - max(age - 60, 0)


def dependant_years(age: int) -> int:
    """Years of support: a minor's until 18, an adult's as in `years_counted` (17)."""
    count(age, 0, OLDEST, "年龄", "the age")
    return 18 - age if age < 18 else years_counted(age)


def grade_share(grade: int, added: Decimal = Decimal(0)) -> Fraction:
    """Share of full compensation for a grade: 10 % at grade 10 up to 100 % at grade 1, with what several
    grades add to the gravest, never above the whole. Court practice. Raises InputError.
    """
    count(grade, 1, 10, "伤残等级", "the grade")
    percent(added, zh="附加指数", en="the added share")
    return min(Fraction(11 - grade, 10) + Fraction(added) / 100, Fraction(1))


def disability(income: Decimal, age: int, grade: int, added: Decimal = Decimal(0)) -> Reckoned:
    """Compensation for disability: last year's urban income x years x share of the grade (12)."""
    money(income, zero=False, **INCOME)
    years, share = years_counted(age), grade_share(grade, added)
    exact = Fraction(income) * years * share
    line = step("残疾赔偿金", "Disability", f"{number(income)} × {years} × {number(share * 100)}%", exact)
    return Reckoned(exact, (line,), f"{BASIS}第12条", ("practice",))


def death(income: Decimal, age: int, wage: Decimal | None = None) -> Reckoned:
    """Compensation for a death (15), and six average monthly wages for the funeral where `wage` is given
    (14).
    """
    money(income, zero=False, **INCOME)
    years = years_counted(age)
    exact = Fraction(income) * years
    lines = [step("死亡赔偿金", "Death", f"{number(income)} × {years}", exact)]
    if wage is not None:
        funeral = (
            Fraction(money(wage, zero=False, zh="职工月平均工资", en="the average wage")) * FUNERAL_MONTHS
        )
        lines.append(step("丧葬费", "Funeral", f"{number(wage)} × {FUNERAL_MONTHS}", funeral))
        exact += funeral
    return Reckoned(exact, tuple(lines), f"{BASIS}第14条、第15条")


def support(consumption: Decimal, dependants: Sequence[Dependant], share: Fraction) -> Reckoned:
    """Living costs of those the victim supported, part of the compensation for disability or death (16, 17).

    Each year: consumption x `share` (of the grade; the whole after a death) / supporters for everyone still
    supported, together never more than one person's consumption. Raises InputError.
    """
    money(consumption, zero=False, **CONSUMPTION)
    if not 0 < share <= 1:
        raise InputError("伤残系数要在 0 到 1 之间", "the share must lie between 0 and 1")
    spans = [(dependant_years(one.age), _supporters(one)) for one in dependants]
    lines: list[Line] = []
    exact, begin = Fraction(0), 0
    for end in sorted({years for years, _ in spans}):
        people = [supporters for years, supporters in spans if years >= end]
        wanted = sum((share / supporters for supporters in people), Fraction(0))
        part = Fraction(consumption) * min(wanted, Fraction(1)) * (end - begin)
        lines.append(_support_line(consumption, people, share, (begin, end), part))
        exact, begin = exact + part, end
    marks = ("practice",) if share < 1 else ()
    return Reckoned(exact, tuple(lines), f"{BASIS}第16条、第17条", marks)


def _supporters(one: Dependant) -> int:
    return count(one.supporters, 1, 30, "扶养人数", "the number of supporters")


def _support_line(
    consumption: Decimal, people: Sequence[int], share: Fraction, span: tuple[int, int], part: Fraction
) -> Line:
    shares = " + ".join(f"1/{supporters}" for supporters in people)
    sum_of = f"({shares})" if len(people) > 1 else shares
    whole = sum((share / supporters for supporters in people), Fraction(0)) > 1
    share_of = "100%" if whole else f"{number(share * 100)}% × {sum_of}"
    first, last = span[0] + 1, span[1]
    cut = ("（累计不超过一人全年支出）", ", together at most one person's") if whole else ("", "")
    return step(
        f"被扶养人生活费第{first}至{last}年{cut[0]}",
        f"Dependants, years {first} to {last}{cut[1]}",
        f"{number(consumption)} × {last - span[0]} × {share_of}",
        part,
    )


def daily_costs(costs: Sequence[Daily]) -> Reckoned:
    """Costs by the day: nursing (8), lost income (7), hospital food and nutrition (10, 11). Raises
    InputError.
    """
    lines, exact = [], Fraction(0)
    for cost in costs:
        days = count(cost.days, 0, FULL_YEARS * 366, "天数", "the days")
        part = Fraction(money(cost.rate)) * days * count(cost.persons, 1, 10, "人数", "the persons")
        working = f"{number(cost.rate)} × {days}" + (f" × {cost.persons}" if cost.persons > 1 else "")
        lines.append(step(cost.zh, cost.en, working, part))
        exact += part
    return Reckoned(exact, tuple(lines), f"{BASIS}第7条至第11条")


def together(parts: Sequence[Reckoned]) -> Reckoned:
    """Several heads of damage as one claim: totals, lines, articles and marks added up."""
    lines = tuple(line for part in parts for line in part.lines)
    bases = list(dict.fromkeys(part.basis for part in parts))
    marks = tuple(dict.fromkeys(mark for part in parts for mark in part.marks))
    return Reckoned(
        sum((Fraction(part.exact) for part in parts), Fraction(0)), lines, "；".join(bases), marks
    )
