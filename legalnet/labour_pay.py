"""What work itself is owed: overtime, annual leave not taken, pay for not competing, and final awards.

Rules: 劳动法 44 with 劳社部发〔2008〕3号 (21.75 paid days of 8 hours); 职工带薪年休假条例 3, 5 with its
实施办法 10 to 12; 法释〔2020〕26号 36, 劳动合同法 23, 24; 劳动争议调解仲裁法 47.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from legalnet.labour import MONTH_DAYS
from legalnet.matter import Text
from legalnet.reckoning import Decision, InputError, Reckoned, cents, count, money, number, step

HOURS = Decimal(24 * 366)
"""Hours of overtime that are believed: a year's."""
OVERTIME = (
    ("工作日延时", "Longer working days", 150),
    ("休息日", "Rest days", 200),
    ("法定休假日", "Statutory holidays", 300),
)
LONGEST_NONCOMPETE = 24


def overtime(
    wage: Decimal,
    weekday_hours: Decimal = Decimal(0),
    rest_hours: Decimal = Decimal(0),
    holiday_hours: Decimal = Decimal(0),
) -> Reckoned:
    """Overtime at 150, 200 and 300 % of wage / 21.75 / 8 an hour; hours of rest days only where no other
    rest was given for them (劳动法44). Raises InputError.
    """
    money(wage, zero=False, zh="月工资", en="the monthly wage")
    lines, exact = [], Fraction(0)
    for (zh, en, rate), hours in zip(OVERTIME, (weekday_hours, rest_hours, holiday_hours), strict=True):
        if not hours.is_finite() or not 0 <= hours <= HOURS:
            raise InputError("加班小时数不对，请核对", "hours must lie between 0 and a year's")
        if hours:
            part = Fraction(wage) * Fraction(hours) * rate / (MONTH_DAYS * 8 * 100)
            working = f"{number(wage)} ÷ 21.75 ÷ 8 × {number(hours)} × {rate}%"
            lines.append(step(zh, en, working, part))
            exact += part
    return Reckoned(exact, tuple(lines), "《劳动法》第44条，劳社部发〔2008〕3号")


def leave_entitlement(years: Decimal) -> int:
    """Days of leave for years worked in all: below 1 none, below 10 five, below 20 ten, else 15 (条例3)."""
    if not years.is_finite() or not 0 <= years <= 70:
        raise InputError("累计工作年限不对，请核对", "years of work must lie between 0 and 70")
    return 0 if years < 1 else 5 if years < 10 else 10 if years < 20 else 15


def leave_due(entitlement: int, days_employed: int, taken: Decimal = Decimal(0)) -> Decimal:
    """Whole days still due to someone who left in the year: floor(days / 365 x entitlement) - taken, not
    below zero; leave taken beyond it is not paid back (实施办法12). Raises InputError.
    """
    count(entitlement, 0, 366, "年休假天数", "days of leave")
    count(days_employed, 0, 366, "本年度在职天数", "days employed this year")
    money(taken, zh="已休天数", en="days taken")
    due = Decimal(floor(Fraction(days_employed * entitlement, 365))) - taken
    return max(due, Decimal(0))


def days_of_year(left: date) -> int:
    """Calendar days of the year up to the day of leaving, included."""
    return (left - date(left.year, 1, 1)).days + 1


def annual_leave(
    avg: Decimal, days: Decimal, *, normal_paid: bool = True, declined: bool = False
) -> Reckoned:
    """Pay for leave not taken: 300 % of avg / 21.75 a day, of which 200 % remain where the normal wage was
    paid (条例5, 实施办法10, 11); nothing more where the worker declined it in writing. Raises InputError.
    """
    money(avg, zero=False, zh="月平均工资", en="the average wage")
    if not days.is_finite() or not 0 <= days <= 366:
        raise InputError("未休天数不对，请核对", "days must lie between 0 and a year's")
    times = (0 if normal_paid else 1) if declined else (2 if normal_paid else 3)
    exact = Fraction(avg) * Fraction(days) * times / MONTH_DAYS
    line = step(
        "未休年休假工资",
        "Leave not taken",
        f"{number(avg)} ÷ 21.75 × {number(days)} × {times * 100}%",
        exact,
    )
    return Reckoned(
        cents(exact), (line,), "《职工带薪年休假条例》第5条，《企业职工带薪年休假实施办法》第10条、第11条"
    )


def noncompete(
    avg: Decimal, *, min_wage: Decimal | None = None, agreed: Decimal | None = None, months: int = 1
) -> Reckoned:
    """Pay for not competing: as agreed, else 30 % of the average wage of the last twelve months and not
    below the minimum wage, for each month, at most 24 (法释〔2020〕26号 36; 劳动合同法 23, 24). Raises
    InputError.
    """
    count(months, 1, LONGEST_NONCOMPETE, "竞业限制月数", "months of not competing")
    basis = "法释〔2020〕26号第36条，《劳动合同法》第23条、第24条"
    if agreed is not None:
        monthly, text = Fraction(money(agreed, zero=False)), number(agreed)
    else:
        money(avg, zero=False, zh="月平均工资", en="the average wage")
        floor_wage = money(min_wage) if min_wage is not None else Decimal(0)
        monthly = max(Fraction(avg) * Fraction(3, 10), Fraction(floor_wage))
        text = f"{number(avg)} × 30%" if monthly > floor_wage else number(floor_wage)
    exact = monthly * months
    line = step("竞业限制补偿", "Pay for not competing", f"{text} × {months}", exact)
    marks = () if min_wage is not None or agreed is not None else ("floor_unverified",)
    return Reckoned(exact, (line,), basis, marks)


def final_award(claim: Decimal, min_wage: Decimal) -> Decision:
    """Whether an award on one claim for wages, medical costs, compensation or damages binds the employer at
    once: up to twelve months of the local minimum wage (调解仲裁法 47). Raises InputError.
    """
    most = money(min_wage, zero=False, zh="最低工资", en="the minimum wage") * 12
    if money(claim) <= most:
        return Decision(
            "final",
            Text(
                zh="终局裁决：单位不能再起诉，劳动者可以", en="Final: the employer cannot sue, the worker can"
            ),
            "《劳动争议调解仲裁法》第47条至第49条",
        )
    return Decision(
        "not_final",
        Text(zh="不是终局裁决：双方都可以在十五日内起诉", en="Not final: both sides may sue within 15 days"),
        "《劳动争议调解仲裁法》第47条、第50条",
    )
