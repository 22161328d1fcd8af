"""Checks that many matters share: identity numbers, organisation codes, phone numbers, case numbers, dates.

Each named rule takes the normalised answer and the day, and tells whether it holds; the words a resident
reads stand beside it. Everything is a pure function, so both ends find the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from legalnet.evidence.codes import parse_code
from legalnet.matter import Text

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_MOBILE = re.compile(r"1[3-9]\d{9}")
_FOREIGN_PHONE = re.compile(r"\+(?!86)[1-9]\d{6,14}")
_CASE_NO = re.compile(
    r"[（(]\d{4}[）)][\u4e00-\u9fa5]\d{0,4}[\u4e00-\u9fa5]{1,4}\d+号(之[一二三四五六七八九十]+)?"
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def id18(number: str) -> bool:
    """Whether an identity number has a real date and the right check digit (GB 11643, ISO 7064 MOD 11-2)."""
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", number, re.ASCII) or id_birth(number) is None:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11] == number[17]


def id_birth(number: str) -> date | None:
    """The date of birth inside an identity number, None if there is none."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def residence_permit(number: str) -> bool:
    """居住证 of residents of Hong Kong, Macao and Taiwan: an identity number with one of three codes."""
    return number[:6] in ("810000", "820000", "830000") and id18(number)


def hk_macao_permit(number: str) -> bool:
    """通行证 of residents of Hong Kong (H) and Macao (M): eight digits, two more on the earlier cards."""
    return re.fullmatch(r"[HM]\d{8}(?:\d{2})?", number, re.ASCII) is not None


def taiwan_permit(number: str) -> bool:
    """通行证 of residents of Taiwan: eight digits, ten and a letter in the earlier booklets."""
    return re.fullmatch(r"\d{8}|\d{10}[A-Z]?", number, re.ASCII) is not None


def foreign_resident(number: str) -> bool:
    """永久居留身份证: AAA and twelve digits, or since 2023 eighteen digits that begin with 9."""
    if re.fullmatch(r"[A-Z]{3}\d{12}", number, re.ASCII):
        return True
    return number.startswith("9") and id18(number)


def passport(number: str) -> bool:
    """A passport of any country: five to nine letters and digits, not letters alone."""
    return re.fullmatch(r"(?=.*\d)[A-Z0-9]{5,9}", number, re.ASCII) is not None


def uscc18(code: str) -> bool:
    """Whether a unified social credit code has the right check character (GB 32100, modulus 31)."""
    if len(code) != 18 or any(char not in _USCC_ALPHABET for char in code):
        return False
    total = sum(
        _USCC_ALPHABET.index(char) * weight for char, weight in zip(code[:17], _USCC_WEIGHTS, strict=True)
    )
    return _USCC_ALPHABET[(31 - total % 31) % 31] == code[17]


def mobile(number: str) -> bool:
    """A mainland mobile number, or a number from elsewhere in E.164 form."""
    return bool(_MOBILE.fullmatch(number) or _FOREIGN_PHONE.fullmatch(number))


def phone(number: str) -> bool:
    """A mobile number, or a landline with its area code."""
    return mobile(number) or bool(re.fullmatch(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?", number))


def case_no(number: str) -> bool:
    """A court's case number such as （2026）某0199民初1234号 (法〔2015〕137号)."""
    return bool(_CASE_NO.fullmatch(number))


def email(address: str) -> bool:
    """A mail address, as far as its shape tells."""
    return len(address) <= 254 and bool(_EMAIL.fullmatch(address))


def bank_card(number: str) -> bool:
    """A bank card number with the right check digit (ISO/IEC 7812, Luhn)."""
    if not re.fullmatch(r"\d{12,19}", number, re.ASCII):
        return False
    doubled = [int(d) * (2 if index % 2 else 1) for index, d in enumerate(reversed(number))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def past(value: str, today: date) -> bool:
    """A real date not after today."""
    try:
        return date.fromisoformat(value) <= today
    except ValueError:
        return False


def order(value: dict[str, Any]) -> bool:
    """A period whose end is not before its start; an open side is fine."""
    start, end = value.get("start"), value.get("end")
    return not start or not end or str(start) <= str(end)


def positive(value: str) -> bool:
    """An amount above zero; what is no amount is not one."""
    try:
        return Decimal(value) > 0
    except InvalidOperation:
        return False


@dataclass(frozen=True)
class Rule:
    """A named rule: the test, and what a resident reads when it does not hold."""

    holds: Callable[[Any, date], bool]
    message: Text


def _says(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


RULES: dict[str, Rule] = {
    "id18": Rule(
        lambda v, _: isinstance(v, str) and id18(v),
        _says(
            "这个身份证号对不上，请照着证件再核对一遍，最后一位也可能是 X",
            "This ID number does not add up. Please compare it with the card; the last character may be X.",
        ),
    ),
    "residence_permit": Rule(
        lambda v, _: isinstance(v, str) and residence_permit(v),
        _says(
            "居住证号码对不上：18 位，81、82 或 83 开头，请照着证件核对",
            "The permit's number does not add up: 18 characters beginning with 81, 82 or 83. Please compare.",
        ),
    ),
    "hk_macao_permit": Rule(
        lambda v, _: isinstance(v, str) and hk_macao_permit(v),
        _says(
            "港澳通行证号码是 H 或 M 加 8 位数字，请照着证件核对",
            "The permit's number is H or M and 8 digits. Please compare it with the card.",
        ),
    ),
    "taiwan_permit": Rule(
        lambda v, _: isinstance(v, str) and taiwan_permit(v),
        _says(
            "台湾通行证号码是 8 位数字，请照着证件核对",
            "The permit's number is 8 digits. Please compare it with the card.",
        ),
    ),
    "foreign_resident": Rule(
        lambda v, _: isinstance(v, str) and foreign_resident(v),
        _says(
            "永久居留身份证号码是 9 开头的 18 位，或者 3 个字母加 12 位数字，请照着证件核对",
            "The card's number is 18 characters beginning with 9, or 3 letters and 12 digits. Please compare.",
        ),
    ),
    "passport": Rule(
        lambda v, _: isinstance(v, str) and passport(v),
        _says(
            "护照号码是 5 到 9 位的字母和数字，请照着护照核对",
            "A passport number has 5 to 9 letters and digits. Please compare it with the passport.",
        ),
    ),
    "uscc18": Rule(
        lambda v, _: isinstance(v, str) and uscc18(v),
        _says(
            "统一社会信用代码对不上，请照着营业执照核对 18 位",
            "The credit code does not add up. Please compare all 18 characters with the business licence.",
        ),
    ),
    "mobile": Rule(
        lambda v, _: isinstance(v, str) and mobile(v),
        _says(
            "手机号应是 11 位、1 开头；境外号码请以 + 和国家号开头",
            "A mobile number has 11 digits and starts with 1; a foreign one with + and its country code.",
        ),
    ),
    "phone": Rule(
        lambda v, _: isinstance(v, str) and phone(v),
        _says(
            "请填 11 位手机号，或带区号的座机号，比如 020-12345678",
            "Please enter an 11-digit mobile number or a landline with its area code, such as 020-12345678.",
        ),
    ),
    "deposit_code": Rule(
        lambda v, _: isinstance(v, str) and parse_code(v) is not None,
        _says(
            "存证编码对不上：20 位数字，有一位不对，请对照证书或小票再核对",
            "The deposit code does not add up: of its 20 digits one is wrong. Please compare it with the slip.",
        ),
    ),
    "case_no": Rule(
        lambda v, _: isinstance(v, str) and case_no(v),
        _says(
            "案号请照文书填写，样子像（2026）某0199民初1234号",
            "Please copy the case number from the paper; it looks like （2026）某0199民初1234号.",
        ),
    ),
    "email": Rule(
        lambda v, _: isinstance(v, str) and email(v),
        _says(
            "电子邮箱里应有 @ 和一个点，请再看一下", "A mail address has an @ and a dot. Please look again."
        ),
    ),
    "bank_card": Rule(
        lambda v, _: isinstance(v, str) and bank_card(v),
        _says(
            "银行卡号对不上，请照着卡面核对",
            "The card number does not add up. Please compare it with the card.",
        ),
    ),
    "past": Rule(
        lambda v, today: isinstance(v, str) and past(v, today),
        _says(
            "这个日期还没有到，请填今天或以前的日期",
            "This day has not come yet. Please enter today or an earlier day.",
        ),
    ),
    "order": Rule(
        lambda v, _: isinstance(v, dict) and order(v),
        _says(
            "结束日期比开始日期早，请把两个日期对调或改正",
            "The end is before the start. Please correct the dates.",
        ),
    ),
    "positive": Rule(
        lambda v, _: isinstance(v, str) and positive(v),
        _says("请填大于 0 的金额", "Please enter an amount above zero."),
    ),
    "yes": Rule(
        lambda v, _: v is True,
        _says("这一项需要是“是”，才能在这里办理", "This must be yes to go on here."),
    ),
}
"""Rules a definition may name."""
