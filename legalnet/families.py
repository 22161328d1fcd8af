"""The calculators by name, fed from named inputs: what a definition of a matter computes with, and what
worked examples are run through.

Every entry takes a `Given` and raises KeyError for a missing input and ValueError (InputError with words) for
one that fits no rule. `docs/calculators.md` lists the inputs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import cast, get_args

from legalnet import checks, consumer, family, fees, injury, interest, labour, labour_pay, latepay, traffic
from legalnet.deadlines import LastDay, Unit, last_day
from legalnet.fees import FeeResult
from legalnet.given import Given, Unreadable, to_amount, to_day, to_pair
from legalnet.late import late_performance
from legalnet.limitation import guarantee_end
from legalnet.lpr import lpr_interest
from legalnet.matter import Text
from legalnet.property_fee import property_fee
from legalnet.reckoning import InputError, Reckoned

Found = FeeResult | Reckoned | LastDay | str


def fee(reckon: Callable[[Decimal], FeeResult], *names: str) -> Callable[[Given], Found]:
    """A family whose fee depends on one amount."""
    return lambda given: reckon(given.amount(*names))


ALIASES = {"withdrawal": "withdrawn", "mediation": "mediated", "settled": "mediated", "small": "small_claims"}
"""Other words for the reasons of `fees.HALVES`."""


def _reasons(given: Given) -> list[str]:
    plain = [word.strip().lower().replace("-", "_").replace(" ", "_") for word in given.words("half")]
    return [ALIASES.get(word, word) for word in plain]


def half(given: Given) -> Found:
    """A first-instance fee with the reasons for which half is charged."""
    reasons = _reasons(given)
    kind = given.text("type") or "property"
    if kind in fees.HALVES:  # `type: counterclaim` says both
        kind, reasons = "property", [*reasons, kind]
    if kind == "property":
        found = fees.court_fee_property(given.amount("claim", "amount"))
    elif kind == "divorce":
        return divorce(given)
    elif kind == "personality":
        found = fees.court_fee_personality(given.amount("base"), given.maybe("damages") or Decimal(0))
    elif kind == "appeal":
        return fees.halved(fees.court_fee_appeal(given.amount("appealed", "claim")), reasons, appeal=True)
    else:
        found = fees.court_fee_case(kind, given.maybe("base", "amount"))
    return fees.halved(found, reasons)


def divorce(given: Given) -> Found:
    """A divorce with its property."""
    found = fees.court_fee_divorce(given.amount("base"), given.maybe("property") or Decimal(0))
    return fees.halved(found, _reasons(given))


def appeal(given: Given) -> Found:
    """An appeal, on what is disputed of it."""
    found = fees.court_fee_appeal(given.amount("appealed", "amount"))
    return fees.halved(found, _reasons(given), appeal=True)


def execution(given: Given) -> Found:
    """Enforcement, of an amount or of an act."""
    if given.has("amount", "claim"):
        return fees.execution_fee(given.amount("amount", "claim"))
    return fees.court_fee_case("execution_no_amount", given.amount("base"))


def arbitration(given: Given) -> Found:
    """Arbitration by a table."""
    return fees.arbitration_fee(given.amount("amount", "claim"), given.text("table") or "national-1995-upper")


def case_fee(given: Given) -> Found:
    """A case without an amount."""
    return fees.court_fee_case(given.text("type", "kind"), given.maybe("base", "amount"))


def mixed(given: Given) -> Found:
    """Claims with and without an amount."""
    base = given.maybe("base")
    case = fees.court_fee_case(given.text("type", "kind") or "other", base) if base is not None else None
    return fees.court_fee_mixed([to_amount(word) for word in given.words("claims", "claim")], case)


def double_interest(given: Given) -> Found:
    """Doubled part of interest for late performance."""
    raw = given.raw("paid") if given.has("paid") else []
    payments = [to_pair(row) for row in raw]
    stayed = given.raw("suspended") if given.has("suspended") else []
    debt = given.maybe("debt")
    return late_performance(
        debt if debt is not None else sum((amount for _, amount in payments), Decimal(0)),
        given.day("deadline"),
        payments,
        until=given.maybe_day("until", "end"),
        ordinary_interest=given.maybe("ordinary_interest") or Decimal(0),
        suspended=[(to_day(first), to_day(last)) for first, last in stayed],
    )


NOTHING = ("none", "no", "无", "没有")
"""Words for a rate that was not agreed."""


def lending(given: Given) -> Found:
    """Private lending: late repayment, or interest of the term under its cap."""
    if given.has("overdue_from"):
        return _overdue(given)
    principal = given.amount("received", "principal")
    start = given.maybe_day("start") or given.maybe_day("formed")
    if given.has("days"):
        start = start or date(2024, 1, 1)  # only the count matters
        end = date.fromordinal(start.toordinal() + given.number(0, "days"))
    else:
        end = given.day("end")
        start = start or given.day("start")
    agreed = None if given.flag("unclear") or given.text("agreed") in NOTHING else given.rate("agreed")
    formed = given.maybe_day("formed") or start
    return interest.lending_interest(
        principal,
        start,
        end,
        formed=formed,
        agreed=agreed,
        sued=given.maybe_day("sued"),
        lpr_given=given.rate("lpr_at_suit", "lpr_at_formation", "lpr"),
        charges=given.maybe("charges", "penalty") or Decimal(0),
    )


def _overdue(given: Given) -> Found:
    found = interest.overdue_interest(
        given.amount("received", "principal"),
        given.day("overdue_from"),
        given.day("end"),
        formed=given.maybe_day("formed"),
        agreed=given.rate("agreed"),
        overdue=given.rate("overdue", "overdue_rate"),
        sued=given.maybe_day("sued"),
        lpr_given=given.rate("lpr_then", "lpr_at_suit", "lpr"),
    )
    if found is None:
        raise InputError("日期或者金额不对", "days or amounts do not fit")
    return Reckoned(found.amount, (), found.basis, found.marks)


def by_lpr(given: Given) -> Found:
    """Ordinary interest by LPR."""
    return lpr_interest(
        given.amount("principal"),
        given.day("start"),
        given.day("end"),
        term="five_years" if given.text("term") in ("5y", "five_years") else "one_year",
        year_days=given.number(365, "year_days"),
    )


def severance(given: Given) -> Found:
    """Severance pay."""
    return labour.severance(
        given.day("start"),
        given.day("end"),
        given.amount("avg", "wage"),
        local_avg=given.maybe("local_avg"),
        min_wage=given.maybe("min_wage"),
        notice_wage=given.maybe("notice_wage"),
    )


def illegal(given: Given) -> Found:
    """Damages for unlawful termination."""
    return labour.illegal_termination(
        given.day("start"),
        given.day("end"),
        given.amount("avg", "wage"),
        local_avg=given.maybe("local_avg"),
        min_wage=given.maybe("min_wage"),
    )


def double_wage(given: Given) -> Found:
    """The second wage without a contract."""
    wages = [to_amount(word) for word in given.words("wages")]
    return labour.double_wage(given.day("start"), given.day("end"), wages or given.amount("wage"))


def overtime(given: Given) -> Found:
    """Overtime pay."""
    none = Decimal(0)
    return labour_pay.overtime(
        given.amount("wage"),
        given.maybe("weekday_h") or none,
        given.maybe("rest_h") or none,
        given.maybe("holiday_h") or none,
    )


def annual_leave(given: Given) -> Found:
    """Leave not taken, by days, or by years of work and days employed."""
    if given.has("days", "unused"):
        days = given.amount("days", "unused")
    else:
        entitled = labour_pay.leave_entitlement(given.amount("years"))
        taken = given.maybe("taken") or Decimal(0)
        employed = labour_pay.days_of_year(given.day("left")) if given.has("left") else 365
        days = labour_pay.leave_due(entitled, given.number(employed, "days_employed"), taken)
    return labour_pay.annual_leave(
        given.amount("avg", "wage"),
        days,
        normal_paid=given.flag("normal_paid") if given.has("normal_paid") else True,
        declined=given.flag("declined"),
    )


def work_injury(given: Given) -> Found:
    """One-off subsidies for injury or death at work."""
    if given.flag("death"):
        return labour.work_death(given.amount("national_income"), given.amount("local_avg"))
    subsidies = [(Text(zh="补助金", en="Subsidy"), to_amount(word)) for word in given.words("subsidies")]
    return labour.work_injury(
        _grade(given),
        given.amount("wage"),
        local_avg=given.maybe("local_avg"),
        subsidies=subsidies,
    )


def noncompete(given: Given) -> Found:
    """Pay for not competing."""
    return labour_pay.noncompete(
        given.maybe("avg") or Decimal(0),
        min_wage=given.maybe("min_wage"),
        agreed=given.maybe("agreed"),
        months=given.number(1, "months"),
    )


def damage(given: Given) -> Found:
    """Disability, death and dependants after an accident."""
    parts: list[Reckoned] = []
    added = given.maybe("added", "extra") or Decimal(0)
    dead = given.flag("death")
    if dead:
        parts.append(injury.death(given.amount("P", "income"), _age(given), given.maybe("W", "wage")))
    elif given.has("age", "birth"):
        parts.append(injury.disability(given.amount("P", "income"), _age(given), _grade(given), added))
    dependants = _dependants(given)
    if dependants:
        share = injury.grade_share(1 if dead else _grade(given), added)
        parts.append(injury.support(given.amount("C", "consumption"), dependants, share))
    if not parts:
        raise KeyError("age")
    return injury.together(parts)


def _age(given: Given) -> int:
    """Whole years, given or from `birth` on the day `on`."""
    if given.has("age"):
        return given.number(-1, "age")
    born, on = given.day("birth"), given.day("on", "date")
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


GRADES = {f"{word}级": grade for grade, word in enumerate("一二三四五六七八九十", start=1)}


def _grade(given: Given) -> int:
    """A grade as a number or as it is written, `十级`."""
    return GRADES.get(given.text("grade")) or given.number(0, "grade")


def _dependants(given: Given) -> list[injury.Dependant]:
    rows = list(given.raw("dependents", "dependants")) if given.has("dependents", "dependants") else []
    if given.has("dependent_age"):
        rows.append({"age": given.raw("dependent_age"), "supporters": given.number(1, "supporters")})
    alone = {"supporters": given.number(1, "supporters")}
    people = [Given({**alone, **(row if isinstance(row, dict) else {"age": row})}) for row in rows]
    return [injury.Dependant(one.number(-1, "age"), one.number(1, "supporters")) for one in people]


def hospital_food(given: Given) -> Found:
    """Food in hospital by the day."""
    rate, days = given.amount("rate"), given.number(-1, "days")
    return injury.daily_costs([injury.Daily("住院伙食补助费", "Hospital food", rate, days)])


def management(given: Given) -> Found:
    """What is owed for property management."""
    return property_fee(given.amount("area"), given.amount("rate"), given.amount("months"))


def appeal_end(given: Given) -> Found:
    """The last day for an appeal, by the kind of paper."""
    return limit("appeal_ruling" if "裁定" in given.text("kind") else "appeal_judgment")(given)


def split(given: Given) -> Found:
    """Who pays what after an accident."""
    losses = {head: given.maybe(head) or Decimal(0) for head in traffic.HEADS}
    return traffic.split(
        losses,
        _fault(given),
        on=given.maybe_day("on", "date"),
        commercial=given.maybe("commercial"),
        soft_victim=given.flag("soft_victim", "pedestrian"),
    )


def _fault(given: Given) -> Decimal:
    """Percent, from the police's word, a percentage, or a bare share up to one (`0.7`)."""
    word = given.text("fault").strip().removesuffix("责任")
    if word in traffic.SHARES:
        return Decimal(traffic.SHARES[word])
    share = given.amount("fault")
    return share * 100 if share <= 1 and not word.endswith(("%", "％")) else share


def support_low(given: Given) -> Found:
    """The lower end of child support."""
    return family.child_support(given.amount("income"), given.number(1, "children")).low


def support_high(given: Given) -> Found:
    """The upper end of child support."""
    return family.child_support(given.amount("income"), given.number(1, "children")).high


def triple(given: Given) -> Found:
    """Damages for fraud, or tenfold for unsafe food."""
    return tenfold(given) if given.flag("food") else consumer.triple(given.amount("price"))


def tenfold(given: Given) -> Found:
    """Damages for unsafe food."""
    return consumer.tenfold(given.amount("price"), given.maybe("loss") or Decimal(0))


def late_payment(given: Given) -> Found:
    """Interest for paying a company late."""
    if given.has("days"):
        days = given.number(0, "days")
    else:
        days = latepay.days_late(given.day("due", "start"), given.day("paid", "end"))
    return latepay.late_payment(
        given.amount("debt"),
        days,
        agreed=given.rate("agreed"),
        signed=given.maybe_day("signed", "formed"),
        lpr_given=given.rate("lpr", "lpr_at_signing"),
    )


UNITS = {
    "日": "day", "天": "day", "自然日": "day", "d": "day", "naturalday": "day", "calendarday": "day",
    "工作日": "workday", "workingday": "workday", "businessday": "workday", "wd": "workday",
    "月": "month", "个月": "month", "m": "month", "年": "year", "y": "year", "周": "week",
}  # fmt: skip
"""Other words for the units of time limits."""


def deadline(given: Given) -> Found:
    """The last day of a time limit."""
    words = given.text("unit").strip().lower().replace(" ", "").replace("_", "").rstrip("s")
    unit = UNITS.get(words, words)
    n = given.number(-1, "n")
    if unit == "week":
        unit, n = "day", n * 7
    if unit not in get_args(Unit):
        raise Unreadable("unit")
    return last_day(given.day("start"), n, cast(Unit, unit))


LIMITS: dict[str, tuple[int, Unit, str]] = {
    "appeal_judgment": (15, "day", "《民事诉讼法》第171条"),
    "appeal_ruling": (10, "day", "《民事诉讼法》第171条"),
    "answer": (15, "day", "《民事诉讼法》第128条"),
    "court_fee_payment": (7, "day", "《诉讼费用交纳办法》第22条"),
    "enforcement": (2, "year", "《民事诉讼法》第250条"),
    "confirmation": (30, "day", "《民事诉讼法》第205条"),
    "labour_suit": (15, "day", "《劳动争议调解仲裁法》第48条、第50条"),
    "labour_arbitration": (1, "year", "《劳动争议调解仲裁法》第27条"),
    "award_set_aside": (3, "month", "《仲裁法》第72条"),
    "reconsideration": (60, "day", "《行政复议法》第20条"),
    "administrative_suit": (6, "month", "《行政诉讼法》第46条"),
    "suit_after_reconsideration": (15, "day", "《行政诉讼法》第45条"),
}
"""Time limits that definitions ask for by name, as `<name>_deadline` with a `start`."""


def limit(name: str) -> Callable[[Given], Found]:
    """The last day of a named time limit."""
    n, unit, _ = LIMITS[name]
    return lambda given: last_day(given.day("start"), n, unit)


def guarantee(given: Given) -> Found:
    """The last day of a guarantee."""
    return guarantee_end(given.day("due", "start"), given.maybe_day("agreed"))


def checksum(given: Given) -> Found:
    """Whether a number is well made."""
    rules: dict[str, Callable[[str], bool]] = {
        "id18": checks.id18,
        "uscc18": checks.uscc18,
        "mobile": checks.mobile,
        "case_no": checks.case_no,
        "bank_card": checks.bank_card,
    }
    kind = given.text("kind").strip().lower()
    if kind not in rules:
        raise Unreadable("kind")
    number = given.text("value").strip().upper()
    return "valid" if rules[kind](number) else "invalid"


AMOUNTS: dict[str, Callable[[Given], Found]] = {
    "court_fee_property": fee(fees.court_fee_property, "claim", "amount"),
    "court_fee_half": half,
    "court_fee_appeal": appeal,
    "court_fee_divorce": divorce,
    "court_fee_personality": lambda g: fees.court_fee_personality(
        g.amount("base"), g.maybe("damages") or Decimal(0)
    ),
    "court_fee_case": case_fee,
    "court_fee_mixed": mixed,
    "execution_fee": execution,
    "preservation_fee": lambda g: fees.preservation_fee(g.maybe("amount", "claim") or Decimal(0)),
    "payment_order_fee": fee(fees.payment_order_fee, "claim", "amount"),
    "bankruptcy_fee": fee(fees.bankruptcy_fee, "assets", "amount"),
    "arbitration_fee": arbitration,
    "delayed_double_interest": double_interest,
    "private_lending_interest": lending,
    "lpr_interest": by_lpr,
    "labour_severance": severance,
    "labour_illegal_termination": illegal,
    "labour_double_wage": double_wage,
    "labour_overtime": overtime,
    "labour_annual_leave": annual_leave,
    "labour_work_injury": work_injury,
    "labour_noncompete": noncompete,
    "traffic_damage": damage,
    "traffic_split": split,
    "hospital_food": hospital_food,
    "property_fee": management,
    "appeal_deadline": appeal_end,
    "child_support_range_low": support_low,
    "child_support_range_high": support_high,
    "consumer_triple": triple,
    "consumer_tenfold": tenfold,
    "sme_late_payment": late_payment,
    "deadline": deadline,
    "guarantee_period": guarantee,
    "checksum": checksum,
}
"""Calculators whose answer is an amount, a day or a check, by the name of their family."""
