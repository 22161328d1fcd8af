"""Spoken Chinese numbers, amounts, dates and codes as values: pure, strict, None for whatever is not surely one.

What is vague (三万多, 上个礼拜) stays unheard: a wrong figure in a claim costs more than saying it again.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

SIGNS = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    **{sign: value for value, sign in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    **{sign: value for value, sign in enumerate("0123456789")},
    **{sign: value for value, sign in enumerate("０１２３４５６７８９")},
    "○": 0, "洞": 0, "幺": 1, "两": 2, "兩": 2, "俩": 2, "貳": 2, "參": 3, "陸": 6,
}  # fmt: skip
"""Every sign that stands for one digit, as people say it and as recognisers write it."""
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
TEN_THOUSAND = Decimal(10_000)
HUNDRED_MILLION = Decimal(100_000_000)
BLANKS = re.compile(r"[\s，,、。．·-]+")
CURRENCY = re.compile(r"^(?:人民币|一共是?|总共|大概就是|是)|(?:人民币|整|正)$")


def compact(text: str) -> str:
    """Without the blanks and commas that recognisers put between words; a point between ASCII digits stays."""
    kept = re.sub(r"(?<=\d)\.(?=\d)", "点", text.strip())
    return BLANKS.sub("", kept).rstrip(".")


# ---------------------------------------------------------------------- numbers


def number(text: str) -> Decimal | None:
    """A number said in any usual way: 三万五千, 三万五 (= 35 000), 一百零五, 三点五万, 12.5, 二〇二四."""
    words = compact(text).removesuffix("个")
    if words in ("半", "一半"):
        return Decimal("0.5")
    if (
        words.endswith("半")
        and (whole := number(words[:-1].rstrip("个"))) is not None
        and whole == int(whole)
    ):
        return whole + Decimal("0.5")
    return _large(words) if words else None


def _large(words: str) -> Decimal | None:
    """With 亿 and 万, each may stand once; what follows a 点 behind them are single digits."""
    whole, point, part = words.rpartition("点")
    if point and part and whole and all(sign in SIGNS for sign in part):
        head = _large(whole)
        return None if head is None or head != int(head) else head + _fraction(part)
    for sign, size in (
        ("亿", HUNDRED_MILLION),
        ("億", HUNDRED_MILLION),
        ("万", TEN_THOUSAND),
        ("萬", TEN_THOUSAND),
    ):
        left, found, right = words.rpartition(sign)
        if found:
            head = _large(left) if size == HUNDRED_MILLION else _decimal(left)
            tail = _tail(right, size)
            return (
                None if head is None or tail is None or (right and head != int(head)) else head * size + tail
            )
    return _decimal(words)


def _tail(words: str, size: Decimal) -> Decimal | None:
    """What follows 万 or 亿; a lone digit counts the next place below: 三万五 is 35 000, 三万零五 is 30 005."""
    if not words:
        return Decimal(0)
    if len(words) == 1 and SIGNS.get(words, 0):
        return SIGNS[words] * size / 10
    said_zero = SIGNS.get(words[0]) == 0
    rest = words[1:] if said_zero else words
    value = _large(rest) if rest else None
    if value is None or value != int(value) or not 0 < value < size:
        return None
    bare = all(sign in SIGNS for sign in rest)
    if bare and len(rest) > 1:  # 三万五六 is two guesses, not a number
        return None
    return value


def _decimal(words: str) -> Decimal | None:
    """With a 点, or whole."""
    whole, point, part = words.partition("点")
    head = _whole(whole)
    if not point or head is None:
        return head
    return head + _fraction(part) if part and all(sign in SIGNS for sign in part) else None


def _fraction(signs: str) -> Decimal:
    return Decimal("0." + "".join(str(SIGNS[sign]) for sign in signs))


ONE = "[一二两三四五六七八九壹贰叁肆伍陆柒捌玖兩貳參陸幺1-9]"
ZERO = "[零〇○0]"
PLACED = re.compile(
    rf"(?:(?P<thousand>{ONE})[千仟])?(?P<zero1>{ZERO})?(?:(?P<hundred>{ONE})[百佰])?(?P<zero2>{ZERO})?"
    rf"(?:(?P<tens>{ONE})?(?P<ten>[十拾]))?(?P<zero3>{ZERO})?(?P<unit>{ONE})?"
)
"""Thousands to units; whether the zeros stand where they may is `_sum`'s to say."""


def _whole(words: str) -> Decimal | None:
    """Below ten thousand with places, or any run of digits."""
    if words and all(sign in SIGNS for sign in words):
        return Decimal("".join(str(SIGNS[sign]) for sign in words))
    found = PLACED.fullmatch(words)
    return _sum(found) if found is not None and words else None


def _sum(found: re.Match[str]) -> Decimal | None:
    """The value; None where a zero leads, trails or is said twice, or a bare 十 follows what it cannot follow."""
    zeros = [found[name] for name in ("zero1", "zero2", "zero3") if found[name]]
    bare_ten = found["ten"] and not found["tens"]
    badly_placed = found[0][0] in ZERO or found[0][-1] in ZERO or (bare_ten and (zeros or found["thousand"]))
    if len(zeros) > 1 or badly_placed:
        return None
    value = sum(
        SIGNS[found[name]] * size
        for name, size in (("thousand", 1000), ("hundred", 100), ("tens", 10))
        if found[name]
    ) + (10 if bare_ten else 0)
    unit = SIGNS[found["unit"]] if found["unit"] else 0
    if found["ten"] or zeros:
        return Decimal(value + unit)
    return Decimal(value + unit * (10 if found["hundred"] else 100))


# ---------------------------------------------------------------------- money and shares

YUAN = re.compile(r"^(?P<yuan>.+?)(?:块钱|元钱|块|元|圆)(?P<rest>.*)$")
SMALL_CHANGE = re.compile(r"^零?(?:(?P<jiao>[^零毛角分]+)[毛角]钱?)?零?(?:(?P<fen>[^零毛角分]+)分?钱?)?$")


def amount(text: str) -> Decimal | None:
    """Money in yuan: 三万五千块, 五块三毛二, 八百三十五元五角九分, 三块半, 五毛; without a unit too."""
    words = CURRENCY.sub("", CURRENCY.sub("", compact(text)))
    found = YUAN.match(words)
    if found is None:
        return _change(words, bare=False) if re.search("[毛角分]", words) else _money(number(words))
    yuan = number(found["yuan"])
    rest = _change(found["rest"].removesuffix("钱"), bare=True)
    return None if yuan is None or rest is None else _money(yuan + rest)


def _money(value: Decimal | None) -> Decimal | None:
    return value if value is not None and value * 100 == int(value * 100) else None


def _change(words: str, bare: bool) -> Decimal | None:
    """角 and 分; `bare` allows 三 after 块 to mean 三毛."""
    if not words:
        return Decimal(0)
    if words == "半" and bare:
        return Decimal("0.5")
    found = SMALL_CHANGE.match(words)
    if found is None:
        return None
    jiao, fen = found["jiao"], found["fen"]
    if bare and jiao is None and fen is not None and "分" not in words:
        jiao, fen = ("", fen) if words.startswith("零") else (fen, None)
    values = [_one_digit(part) if part else 0 for part in (jiao, fen)]
    if None in values:
        return None
    return Decimal(values[0] or 0) / 10 + Decimal(values[1] or 0) / 100


def _one_digit(word: str) -> int | None:
    return SIGNS.get(word) if len(word) == 1 else None


def percent(text: str) -> Decimal | None:
    """A share in percent: 百分之三点六五, 千分之五, 三个点, 3.65 %; 分 and 厘 of old are left to be asked about."""
    words = compact(text).removeprefix("年利率").removeprefix("利率").replace("％", "%")
    for head, size in (("百分之", 1), ("千分之", 10), ("万分之", 100)):
        if words.startswith(head):
            value = number(words.removeprefix(head))
            return None if value is None else value / size
    for tail in ("个百分点", "个点", "%"):
        if words.endswith(tail):
            return number(words.removesuffix(tail))
    return number(words)


# ---------------------------------------------------------------------- codes

TIMES = re.compile(r"([二两三四五六2-6])个(.)")
LAST_SIGN = re.compile(r"(?:艾克斯|爱克斯|埃克斯|叉|[xXＸ×])$")


def digits(text: str) -> str | None:
    """A run of digits, said one by one: 幺三八 零零零零 五六七八; 三个八 is 888."""
    words = TIMES.sub(lambda found: found[2] * SIGNS[found[1]], compact(text))
    if not words or any(sign not in SIGNS for sign in words):
        return None
    return "".join(str(SIGNS[sign]) for sign in words)


def identity_number(text: str) -> str | None:
    """18 signs of an identity card; the last may be X (艾克斯, 叉)."""
    words = compact(text)
    end = LAST_SIGN.search(words)
    found = digits(words[: end.start()] if end else words)
    if found is None or len(found) + bool(end) != 18:
        return None
    return found + ("X" if end else "")


def telephone(text: str) -> str | None:
    """A number of a telephone: 11 digits of a mobile, 7 to 12 of a line with its area, 5 of a hotline."""
    found = digits(re.sub("[杠转]", "", compact(text)))
    if found is None or not (len(found) in (3, 5) or 7 <= len(found) <= 12):
        return None
    return found


# ---------------------------------------------------------------------- days

RELATIVE_DAYS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3, "明天": 1, "后天": 2}
RELATIVE_YEARS = {"今年": 0, "去年": -1, "前年": -2, "大前年": -3, "明年": 1}
YEAR_WORDS = "|".join(sorted(RELATIVE_YEARS, key=len, reverse=True))
NUMERAL = "[零〇○一二两三四五六七八九十0-9０-９]"
DAY = re.compile(
    rf"^(?:(?P<year>{NUMERAL}{{2,4}})年|(?P<said>{YEAR_WORDS})的?)?(?P<month>{NUMERAL}{{1,3}})月份?的?"
    rf"(?P<day>{NUMERAL}{{1,3}})[号日]?$"
)
MONTH_DAY = re.compile(rf"^(?P<month>上个?月|这个?月|本月|下个?月)的?(?P<day>{NUMERAL}{{1,3}})[号日]$")
SPAN = re.compile(r"^从?(.+?)(?:一直)?[到至](.+?)(?:为止|止)?$")


def day(text: str, today: date) -> date | None:
    """A civil date: 二〇二四年三月五号, 二四年三月五号, 去年三月五号, 三月五号 (this year), 昨天, 上个月五号."""
    words = compact(text).removeprefix("是").removesuffix("那天")
    if words in RELATIVE_DAYS:
        return today + timedelta(days=RELATIVE_DAYS[words])
    if (found := MONTH_DAY.match(words)) is not None:
        return _in_month(today, found["month"], _small_number(found["day"]))
    if (found := DAY.match(words)) is None:
        return None
    year = _year(found["year"], found["said"], today)
    return _civil(year, _small_number(found["month"]), _small_number(found["day"]))


def _year(said: str | None, relative: str | None, today: date) -> int | None:
    if relative:
        return today.year + RELATIVE_YEARS[relative]
    if said is None:
        return today.year
    if any(sign == "十" for sign in said):
        return None
    value = int("".join(str(SIGNS[sign]) for sign in said))
    if len(said) == 2:  # 二四年: this century up to ten years ahead, else the last one
        century = today.year // 100 * 100
        return century + value if century + value <= today.year + 10 else century - 100 + value
    return value if len(said) == 4 and 1900 <= value <= 2199 else None


def _small_number(words: str) -> int | None:
    """Month or day: 三, 十二, 三十一, 05; 二三 is no day, two were guessed at; 廿五 may be of the lunar calendar."""
    if all(sign.isdigit() and sign.isascii() for sign in words):
        return int(words)
    if len(words) > 1 and all(sign in SIGNS for sign in words) and SIGNS[words[0]] != 0:
        return None
    value = number(words)
    return None if value is None else int(value)


def _in_month(today: date, said: str, day_of: int | None) -> date | None:
    step = -1 if said.startswith("上") else 1 if said.startswith("下") else 0
    index = today.year * 12 + today.month - 1 + step
    return _civil(index // 12, index % 12 + 1, day_of)


def _civil(year: int | None, month: int | None, day_of: int | None) -> date | None:
    if year is None or month is None or day_of is None:
        return None
    try:
        return date(year, month, day_of)
    except ValueError:
        return None


def span(text: str, today: date) -> tuple[date, date] | None:
    """Two days: 从二〇二四年三月十五号到二〇二五年九月十五号; the later one may leave out the year of the first."""
    found = SPAN.match(compact(text))
    if found is None:
        return None
    start = day(found[1], today)
    same_year = start is not None and found[2][0] in SIGNS | SMALL
    end = day(found[2], start.replace(month=12, day=31) if start and same_year else today)
    return (start, end) if start and end and start <= end else None


# ---------------------------------------------------------------------- yes and no

YES = frozenset(
    ("是", "是的", "对", "对的", "有", "有的", "要", "好", "好的", "可以", "同意", "行", "没错", "嗯")
)
NO = frozenset(("不是", "否", "不", "不对", "没有", "没", "不要", "不用", "不行", "不可以", "不同意", "错了"))


def yes_or_no(text: str) -> bool | None:
    """Yes, no, or neither."""
    words = compact(text)
    return True if words in YES else False if words in NO else None
