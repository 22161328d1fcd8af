"""What ends or lacks of an employment cost: severance, unlawful termination, double wage, work injury.

Rules: 劳动合同法 46 to 48, 82, 87, 97; 劳动合同法实施条例 6, 7, 20, 25, 27; 法释〔2025〕12号 6, 7;
工伤保险条例 37, 39, 64. What a province or a city publishes (average and minimum wages, subsidies) is an
argument.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from legalnet.deadlines import LATEST, Calendar, known_calendar
from legalnet.matter import Text
from legalnet.reckoning import InputError, Line, Reckoned, cents, count, in_order, money, number, step

LAW = date(2008, 1, 1)
"""劳动合同法 in force: years of severance count from here (97)."""
LONGEST = 70
"""Years of employment that are believed."""
MONTH_DAYS = Fraction(87, 4)
"""Paid days of a month, 21.75 (劳社部发〔2008〕3号)."""
CAP_TIMES = 3
CAP_YEARS = Decimal(12)
INJURY_MONTHS = {1: 27, 2: 25, 3: 23, 4: 21, 5: 18, 6: 16, 7: 13, 8: 11, 9: 9, 10: 7}
"""Months of own wage by grade (工伤保险条例 35 to 37)."""


def later(day: date, months: int) -> date:
    """The day on which `months` whole months are over that began with `day`: the same day of a later month,
    or the first of the next one where it has no such day.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        raise InputError("日期太晚，请核对", "the date is too far off")
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return later(date(day.year, day.month, 1), months + 1)


def severance_months(start: date, end: date) -> Decimal:
    """Months of wage for working from `start` to `end`, both days included: one a year, six months and more
    count as a year, less as half a month (47). Raises InputError.
    """
    in_order(start, end, "离职日期", "the last day")
    if end.year - start.year > LONGEST or end.year > LATEST:
        raise InputError(f"工作时间超过 {LONGEST} 年，请核对日期", "more years than a working life has")
    over = end + timedelta(days=1)
    years = 0
    while later(start, (years + 1) * 12) <= over:
        years += 1
    if later(start, years * 12 + 6) <= over:
        return Decimal(years + 1)
    return Decimal(years) + (Decimal("0.5") if later(start, years * 12) < over else 0)


def _base(avg: Decimal, local_avg: Decimal | None, min_wage: Decimal | None) -> tuple[Decimal, bool, bool]:
    """Monthly base, whether it was cut to three times the local average, whether that could be checked."""
    money(avg, zero=False, zh="月平均工资", en="the average wage")
    base = max(avg, money(min_wage)) if min_wage is not None else avg
    if local_avg is None:
        return base, False, False
    most = money(local_avg, zero=False, zh="本地月平均工资", en="the local average wage") * CAP_TIMES
    return min(base, most), base > most, True


def _severance(
    start: date, end: date, avg: Decimal, local_avg: Decimal | None, min_wage: Decimal | None
) -> tuple[Fraction, list[Line], tuple[str, ...]]:
    base, cut, checked = _base(avg, local_avg, min_wage)
    months = severance_months(start, end)
    paid = min(months, CAP_YEARS) if cut else months
    exact = Fraction(base) * Fraction(paid)
    zh, en = (
        "（按本地月平均工资三倍、最多 12 年）",
        ", capped at three times the local average and 12 years",
    )
    line = step(
        f"经济补偿{zh if cut else ''}",
        f"Severance{en if cut else ''}",
        f"{number(base)} × {number(paid)}",
        exact,
    )
    return exact, [line], () if checked else ("cap_unverified",)


def severance(
    start: date,
    end: date,
    avg: Decimal,
    *,
    local_avg: Decimal | None = None,
    min_wage: Decimal | None = None,
    notice_wage: Decimal | None = None,
) -> Reckoned:
    """Severance for work from `start` to `end` (both included) at `avg` yuan a month (last twelve months).

    A wage above three times the local average counts as that, for at most twelve years; one below the
    minimum wage counts as that (实施条例27). `notice_wage`: last month's wage where notice was not given
    (劳动合同法40, 实施条例20). Years before 2008 are left out and marked (97). Raises InputError.
    """
    if end < LAW:
        raise InputError("2008年以前离职的，按当时的规定", "before 2008 older rules held")
    exact, lines, marks = _severance(max(start, LAW), end, avg, local_avg, min_wage)
    if notice_wage is not None:
        more = Fraction(money(notice_wage, zh="上月工资", en="last month's wage"))
        lines.append(step("代通知金", "In place of notice", number(notice_wage), more))
        exact += more
    if start < LAW:
        marks = (*marks, "earlier_rule")
    return Reckoned(exact, tuple(lines), "《劳动合同法》第46条、第47条、第97条", marks)


def illegal_termination(
    start: date,
    end: date,
    avg: Decimal,
    *,
    local_avg: Decimal | None = None,
    min_wage: Decimal | None = None,
) -> Reckoned:
    """Damages for unlawful termination: twice the severance, years from the first day of work also before
    2008 (劳动合同法87, 实施条例25); it replaces severance. Raises InputError.
    """
    exact, lines, marks = _severance(start, end, avg, local_avg, min_wage)
    lines.append(
        step("违法解除，按二倍", "Twice, for unlawful termination", f"{number(cents(exact))} × 2", exact * 2)
    )
    basis = "《劳动合同法》第47条、第48条、第87条，《劳动合同法实施条例》第25条"
    return Reckoned(exact * 2, tuple(lines), basis, marks)


def double_wage(
    start: date, end: date, wage: Decimal | Sequence[Decimal], calendar: Calendar | None = None
) -> Reckoned:
    """The second wage for working without a written contract from `start` to `end`, both included.

    It runs from the day after the first month to the day before a year is over, at most eleven months
    (劳动合同法82, 实施条例6, 7). A part of a month counts by its working days (法释〔2025〕12号 6) at
    wage / 21.75, never above the month's wage. `wage` is yuan a month, or one figure for each month begun.
    Raises InputError.
    """
    in_order(start, end)
    known = calendar if calendar is not None else known_calendar()
    due, year_end = later(start, 1), later(start, 12) - timedelta(days=1)
    last = min(end, year_end)
    exact, lines = Fraction(0), []
    marks: tuple[str, ...] = ()
    for index in range(11):
        first, full = later(due, index), min(later(due, index + 1) - timedelta(days=1), year_end)
        if first > last:
            break
        part, working = Fraction(_wage(wage, index)), number(_wage(wage, index))
        if full > last:
            days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
            worked = sum(known.is_working(day) for day in days)
            part, working = min(part * worked / MONTH_DAYS, part), f"{working} ÷ 21.75 × {worked}"
            marks = () if all(known.covers(day) for day in days) else ("calendar_unverified",)
        lines.append(step(f"{first.isoformat()}起", f"From {first.isoformat()}", working, part))
        exact += part
    basis = "《劳动合同法》第82条，《劳动合同法实施条例》第6条、第7条，法释〔2025〕12号第6条"
    return Reckoned(exact, tuple(lines), basis, marks)


def _wage(wage: Decimal | Sequence[Decimal], index: int) -> Decimal:
    if isinstance(wage, Decimal):
        return money(wage, zero=False, zh="月工资", en="the monthly wage")
    if index >= len(wage):
        raise InputError("每个月都要有工资数额", "each month begun needs its wage")
    return money(wage[index], zh="月工资", en="the monthly wage")


def work_injury(
    grade: int,
    wage: Decimal,
    *,
    local_avg: Decimal | None = None,
    subsidies: Sequence[tuple[Text, Decimal]] = (),
) -> Reckoned:
    """One-off disability subsidy for a grade (1 to 10) at `wage` yuan a month, the insured average of the
    twelve months before, held between 60 % and 300 % of the local average (工伤保险条例 64).

    `subsidies`: what the province adds for grades 5 to 10 on leaving, by name (36, 37). Raises InputError.
    """
    count(grade, 1, 10, "伤残等级", "the grade")
    if subsidies and grade < 5:
        raise InputError("一至四级没有离职时的补助", "grades 1 to 4 have no subsidies on leaving")
    base = money(wage, zero=False, zh="本人工资", en="the own wage")
    if local_avg is not None:
        local = money(local_avg, zero=False, zh="本地月平均工资", en="the local average wage")
        base = min(max(base, local * Decimal("0.6")), local * 3)
    exact = Fraction(base) * INJURY_MONTHS[grade]
    working = f"{number(base)} × {INJURY_MONTHS[grade]}"
    lines = [step("一次性伤残补助金", "One-off disability subsidy", working, exact)]
    for label, amount in subsidies:
        lines.append(Line(label, "", cents(money(amount))))
        exact += Fraction(amount)
    article = "第35条" if grade < 5 else "第36条" if grade < 7 else "第37条"
    marks = () if local_avg is not None else ("cap_unverified",)
    return Reckoned(exact, tuple(lines), f"《工伤保险条例》{article}、第64条", marks)


def work_death(national_income: Decimal, local_avg: Decimal) -> Reckoned:
    """Death at work: twenty times last year's national urban disposable income a head, and six months of
    the local average wage for the funeral (工伤保险条例 39). Raises InputError.
    """
    death = Fraction(money(national_income, zero=False, zh="人均可支配收入", en="the income")) * 20
    funeral = Fraction(money(local_avg, zero=False, zh="本地月平均工资", en="the local average wage")) * 6
    lines = (
        step("一次性工亡补助金", "One-off death subsidy", f"{number(national_income)} × 20", death),
        step("丧葬补助金", "Funeral", f"{number(local_avg)} × 6", funeral),
    )
    return Reckoned(death + funeral, lines, "《工伤保险条例》第39条")
