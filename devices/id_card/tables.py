"""The code tables of card and reader: nations, sexes, and what each status byte asks the host to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SEXES = {"0": "未知", "1": "男", "2": "女", "9": "未说明"}
"""GB/T 2261.1."""

_NATIONS = [
    "汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗",
    "瑶", "白", "土家", "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "高山", "拉祜",
    "水", "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南",
    "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒", "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安", "裕固",
    "京", "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺",
]  # fmt: skip

NATIONS = {f"{number:02d}": name for number, name in enumerate(_NATIONS, start=1)} | {
    "97": "其他",
    "98": "外国血统中国籍人士",
}
"""GB/T 3304 numeric; 57 to 59 differ between vendors and are shown as other."""


def nation(code: str) -> str:
    """The nation's name, or 其他(code) where the table has none."""
    return NATIONS.get(code, f"其他({code})")


class Act(StrEnum):
    """What the driver does about a status byte."""

    GO_ON = "go_on"
    EMPTY = "empty"
    RESEND = "resend"
    """The request arrived damaged; send the same frame again."""
    NO_CARD = "no_card"
    PLACE_AGAIN = "place_again"
    """The card is there but did not answer well; lift it and put it down again."""
    WRONG_CARD = "wrong_card"
    REFUSED = "refused"
    """Card and reader do not accept each other; repeating does not help."""
    OUT_OF_ORDER = "out_of_order"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True)
class Status:
    """One SW3 value."""

    meaning: str
    act: Act


STATUSES: dict[int, Status] = {
    0x90: Status("success", Act.GO_ON),
    0x9F: Status("card found", Act.GO_ON),
    0x91: Status("card has no such item", Act.EMPTY),
    0x10: Status("reader got a bad checksum from the host", Act.RESEND),
    0x11: Status("reader got a bad length or waited too long", Act.RESEND),
    0x21: Status("invalid command or parameter", Act.UNSUPPORTED),
    0x23: Status("no permission for the operation", Act.UNSUPPORTED),
    0x24: Status("unrecognised error", Act.OUT_OF_ORDER),
    0x31: Status("card rejects reader", Act.REFUSED),
    0x32: Status("reader rejects card", Act.REFUSED),
    0x33: Status("information verification failed", Act.REFUSED),
    0x34: Status("card not found yet", Act.NO_CARD),
    0x40: Status("unrecognised card type", Act.WRONG_CARD),
    0x41: Status("read operation failed", Act.PLACE_AGAIN),
    0x47: Status("random number failed", Act.PLACE_AGAIN),
    0x50: Status("write failed", Act.PLACE_AGAIN),
    0x60: Status("self-test failed, nothing accepted", Act.OUT_OF_ORDER),
    0x61: Status("user login failed", Act.OUT_OF_ORDER),
    0x66: Status("not authorised, no key", Act.OUT_OF_ORDER),
    0x80: Status("find failed, no card", Act.NO_CARD),
    0x81: Status("select failed", Act.PLACE_AGAIN),
}
"""SW3 with SW1 = SW2 = 00 (GA/T 467-2019 as vendors document it)."""


def status(sw3: int) -> Status:
    """What the byte means; a byte nobody documented is treated as a failed read."""
    return STATUSES.get(sw3, Status(f"undocumented status {sw3:02X}", Act.PLACE_AGAIN))
