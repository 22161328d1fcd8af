"""The 256-byte text record of a card: four layouts, one `IdCard`.

Fields are UTF-16LE padded with spaces; the character at byte 248 tells the layout: `J` residence permit of
Hong Kong, Macau and Taiwan residents, `I` foreign permanent resident card of 2017, `Y` that of 2023, else a
resident card.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from devices.id_card.tables import SEXES, nation
from devices.life import DeviceError

TEXT_SIZE = 256
LONG_TERM = "长期"


class Layout(StrEnum):
    """Which card it is."""

    RESIDENT = "resident"
    HK_MACAU_TAIWAN = "hk_macau_taiwan"
    FOREIGN_2017 = "foreign_2017"
    FOREIGN_2023 = "foreign_2023"


class BadRecord(DeviceError):
    """The record does not hold what its layout promises; names the field, never its content."""

    def __init__(self, item: str) -> None:
        super().__init__("bad_record", item)


_DATES = {"valid_from": (188, 16), "valid_to": (204, 16)}
_COMMON = {"name": (0, 30), "sex": (30, 2), "birth": (36, 16), "number": (122, 36), **_DATES}

FIELDS: dict[Layout, dict[str, tuple[int, int]]] = {
    Layout.RESIDENT: _COMMON | {"nation": (32, 4), "address": (52, 70), "authority": (158, 30)},
    Layout.HK_MACAU_TAIWAN: _COMMON
    | {"address": (52, 70), "authority": (158, 30), "pass_number": (220, 18), "issue_count": (238, 4)},
    Layout.FOREIGN_2017: {
        "english_name": (0, 120),
        "sex": (120, 2),
        "number": (122, 30),
        "nationality": (152, 6),
        "name": (158, 30),
        **_DATES,
        "birth": (220, 16),
        "version": (236, 4),
        "authority": (240, 8),
    },
    Layout.FOREIGN_2023: _COMMON
    | {
        "renewals": (32, 4),
        "english_name": (52, 70),
        "english_name_rest": (220, 22),
        "nationality": (242, 6),
        "previous_number": (250, 6),
    },
}
"""Byte offset and length of each field."""

MARKS = {"J": Layout.HK_MACAU_TAIWAN, "I": Layout.FOREIGN_2017, "Y": Layout.FOREIGN_2023}
MARK_AT = 248


@dataclass(frozen=True)
class IdCard:
    """What a card says about its holder. Everything personal stays out of its repr."""

    layout: Layout
    name: str = field(repr=False)
    """In Chinese; on a foreign card without one, the English name."""
    sex: str = field(repr=False)
    """男, 女, 未知 or 未说明."""
    birth: date = field(repr=False)
    number: str = field(repr=False)
    valid_from: date = field(repr=False)
    valid_to: date | None = field(repr=False)
    """None for 长期."""
    nation: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    authority: str = field(default="", repr=False)
    english_name: str = field(default="", repr=False)
    nationality: str = field(default="", repr=False)
    """ISO 3166 alpha-3, foreign cards only."""
    pass_number: str = field(default="", repr=False)
    issue_count: str = field(default="", repr=False)
    renewals: str = field(default="", repr=False)
    previous_number: str = field(default="", repr=False)
    """Three characters that link a 2023 card to the number before."""

    @property
    def long_term(self) -> bool:
        """Whether it is valid without end."""
        return self.valid_to is None

    def expired(self, today: date) -> bool:
        """Whether it ended before `today` (civil date)."""
        return self.valid_to is not None and self.valid_to < today

    @property
    def masked_name(self) -> str:
        """张**: for screens that others may see."""
        return self.name[:1] + "*" * max(1, len(self.name) - 1)

    def masked(self) -> dict[str, str]:
        """What a screen may show before the holder asks for more: `name, number, birth, address`."""
        district = re.match(r".{2,16}?[区县旗]", self.address)
        shown = district.group() if district else self.address[: len(self.address) // 3]
        return {
            "name": self.name,
            "number": self.number[:4] + "*" * max(0, len(self.number) - 8) + self.number[-4:],
            "birth": f"{self.birth.year}年**月**日",
            "address": f"{shown}****" if self.address else "",
        }

    def as_fields(self) -> dict[str, str | None]:
        """Everything in clear, dates in ISO form, as `card decode` prints it."""
        return {
            "layout": self.layout.value,
            "name": self.name,
            "sex": self.sex,
            "nation": self.nation,
            "birth": self.birth.isoformat(),
            "address": self.address,
            "number": self.number,
            "authority": self.authority,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat() if self.valid_to else LONG_TERM,
            "english_name": self.english_name,
            "nationality": self.nationality,
            "pass_number": self.pass_number,
            "issue_count": self.issue_count,
            "renewals": self.renewals,
            "previous_number": self.previous_number,
        }


def layout_of(record: bytes) -> Layout:
    """The layout a record is written in."""
    mark = record[MARK_AT : MARK_AT + 2].decode("utf-16-le", "replace")
    return MARKS.get(mark, Layout.RESIDENT)


def parse_record(record: bytes) -> IdCard:
    """Read a text record. Raises `BadRecord` naming the field that cannot be read."""
    if len(record) != TEXT_SIZE:
        raise BadRecord("length")
    layout = layout_of(record)
    raw = {key: _text(record, key, at, size) for key, (at, size) in FIELDS[layout].items()}
    english = raw.get("english_name", "") + raw.get("english_name_rest", "")
    name = raw["name"] or english.strip()
    if not name or not raw["number"]:
        raise BadRecord("name" if not name else "number")
    optional = (
        "address",
        "authority",
        "nationality",
        "pass_number",
        "issue_count",
        "renewals",
        "previous_number",
    )
    return IdCard(
        layout=layout,
        name=name,
        sex=SEXES.get(raw["sex"], SEXES["9"]),
        birth=_date(raw["birth"], "birth"),
        number=raw["number"],
        valid_from=_date(raw["valid_from"], "valid_from"),
        valid_to=None if raw["valid_to"] == LONG_TERM else _date(raw["valid_to"], "valid_to"),
        nation=nation(raw["nation"]) if raw.get("nation") else "",
        english_name=english.strip(),
        **{key: raw[key] for key in optional if key in raw},
    )


def parse_new_address(data: bytes) -> str:
    """The newest additional address of a card (answer to 30 03), empty when there is none."""
    return data.decode("utf-16-le", "replace").strip(" \0")


def split_base(data: bytes) -> tuple[bytes, bytes]:
    """Text record and photo block of an answer to 30 01; the lengths are data, never constants."""
    text_size, photo_size = int.from_bytes(data[0:2], "big"), int.from_bytes(data[2:4], "big")
    if len(data) != 4 + text_size + photo_size:
        raise BadRecord("lengths")
    return data[4 : 4 + text_size], data[4 + text_size :]


def split_base_with_prints(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Text record, photo block and fingerprints (none, one or two times 512 bytes) of an answer to 30 10."""
    sizes = [int.from_bytes(data[at : at + 2], "big") for at in (0, 2, 4)]
    if len(data) != 6 + sum(sizes):
        raise BadRecord("lengths")
    photo_at, prints_at = 6 + sizes[0], 6 + sizes[0] + sizes[1]
    return data[6:photo_at], data[photo_at:prints_at], data[prints_at:]


def _text(record: bytes, key: str, at: int, size: int) -> str:
    try:
        text = record[at : at + size].decode("utf-16-le")
    except UnicodeDecodeError:
        raise BadRecord(key) from None
    # the first part of a split English name keeps its spaces: one may stand at the seam
    return text.strip("\0") if key.startswith("english_name") else text.strip(" \0")


def _date(text: str, key: str) -> date:
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        raise BadRecord(key)
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise BadRecord(key) from None
