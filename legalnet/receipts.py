"""What a receipt may say, and the short code by which a resident finds it again.

The words promise only what the state allows: what is saved here is not yet delivered, and dates are named
only once the province has the submission.
"""

from __future__ import annotations

from datetime import date

from legalnet.deadlines import Calendar, LastDay, last_day
from legalnet.matter import Deadline, Matter, Text
from legalnet.submission import NextDate, ReceiptState

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 signs; without 0 O 1 I L, which are mistaken for one another."""
LENGTH = 6
DRAFT_LENGTH = 12
"""Signs of a draft's code: 59 bits, because the draft is sealed to it."""
NEAREST = 4
"""How many of the dates that follow a receipt names; later ones come with their own notices."""
_WORDS = {
    ReceiptState.SAVED: Text(
        zh="已保存在本机，尚未送达。联网后自动送出，不用您再交一次。凭下面的编码可以查询。",
        en="Saved on this terminal, not yet delivered. It is sent once the network is back; you need not"
        " hand it in again. Look it up by the code below.",
    ),
    ReceiptState.DELIVERED: Text(
        zh="已送达，对方系统已收到并给出回执号。是否受理由受理机关决定。",
        en="Delivered: the receiving office has it and gave it a number. Whether it is accepted is for that"
        " office to decide.",
    ),
    ReceiptState.REFUSED: Text(
        zh="未能送达：对方系统没有收下。您填的内容仍封存在本机，请凭编码找工作人员处理。",
        en="Not delivered: the receiving system did not take it. What you entered is still sealed here; "
        "please show the code to the staff.",
    ),
}


def words(state: ReceiptState, language: str) -> str:
    """What may be said about a submission in that state."""
    return _WORDS[state].pick(language)


def new_code(random_bytes: bytes, length: int = LENGTH) -> str:
    """A code of `length` signs from at least 16 random bytes. Raises ValueError with fewer."""
    if len(random_bytes) < 16:
        raise ValueError("a receipt code needs 16 random bytes")
    number = int.from_bytes(random_bytes, "big")
    signs = []
    for _ in range(length):
        number, index = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[index])
    return "".join(signs)


def format_code(code: str) -> str:
    """`K74P29` as `K7 4P 29`, to be read out and typed."""
    return " ".join(code[start : start + 2] for start in range(0, len(code), 2))


def parse_code(text: str, length: int = LENGTH) -> str | None:
    """A code as typed (spaces, hyphens, lower case), None if it cannot be one."""
    code = "".join(char for char in text.upper() if char not in " -　")
    return code if len(code) == length and all(char in ALPHABET for char in code) else None


def next_dates(
    matter: Matter, received_on: date, language: str = "zh", calendar: Calendar | None = None
) -> tuple[NextDate, ...]:
    """The nearest dates that follow from delivery: those that run from it with their last day, the others without."""
    nearest = matter.followup.deadlines[:NEAREST]
    return tuple(_next(deadline, received_on, language, calendar) for deadline in nearest)


def _next(deadline: Deadline, received_on: date, language: str, calendar: Calendar | None) -> NextDate:
    found = _last_day(deadline, received_on, calendar)
    return NextDate(
        what=deadline.what.pick(language),
        date=found.day.isoformat() if found is not None else None,
        basis=deadline.basis,
        calendar_unverified=found.calendar_unverified if found is not None else False,
    )


def _last_day(deadline: Deadline, received_on: date, calendar: Calendar | None) -> LastDay | None:
    if deadline.start != "received" or deadline.n is None or deadline.unit is None or deadline.unit == "hour":
        return None
    return last_day(received_on, deadline.n, deadline.unit, calendar)
