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
class Words:
    """The same in both languages of the terminal."""

    zh: str
    en: str


TO_DO: dict[Act, Words] = {
    Act.GO_ON: Words("无需处理", "nothing to do"),
    Act.EMPTY: Words("无需处理:卡内没有该项", "nothing to do: the card does not hold it"),
    Act.RESEND: Words(
        "自动重发;若频繁出现,检查数据线和接地",
        "sent again by itself; where it comes often, check cable and grounding",
    ),
    Act.NO_CARD: Words("请将身份证放在感应区", "lay the card on the reader"),
    Act.PLACE_AGAIN: Words("请拿起身份证,重新放平", "lift the card and lay it down flat again"),
    Act.WRONG_CARD: Words("请换用居民身份证或居住证件", "use a resident identity card or a residence card"),
    Act.REFUSED: Words(
        "请联系工作人员核对证件;重复读取无效",
        "call the staff to look at the card; reading again does not help",
    ),
    Act.OUT_OF_ORDER: Words("停用读卡器,联系厂家检修", "take the reader out of use and call its maker"),
    Act.UNSUPPORTED: Words(
        "该读卡器不支持此功能,联系维护人员", "this reader can not do it; tell the technician"
    ),
}
"""What the person in charge of each act does: the resident, the staff or the technician."""


@dataclass(frozen=True)
class Status:
    """One SW3 value."""

    meaning: str
    act: Act
    meaning_zh: str = ""

    @property
    def to_do(self) -> Words:
        """What to do about it."""
        return TO_DO[self.act]


STATUSES: dict[int, Status] = {
    0x90: Status("success", Act.GO_ON, "操作成功"),
    0x9F: Status("card found", Act.GO_ON, "找到证件"),
    0x91: Status("card has no such item", Act.EMPTY, "证件中无此项内容"),
    0x10: Status("reader got a bad checksum from the host", Act.RESEND, "读卡器收到的数据校验错误"),
    0x11: Status("reader got a bad length or waited too long", Act.RESEND, "读卡器收到的数据长度错误或超时"),
    0x21: Status("invalid command or parameter", Act.UNSUPPORTED, "命令或参数无效"),
    0x23: Status("no permission for the operation", Act.UNSUPPORTED, "无权执行该操作"),
    0x24: Status("unrecognised error", Act.OUT_OF_ORDER, "无法识别的错误"),
    0x31: Status("card rejects reader", Act.REFUSED, "证件认证读卡器失败"),
    0x32: Status("reader rejects card", Act.REFUSED, "读卡器认证证件失败"),
    0x33: Status("information verification failed", Act.REFUSED, "证件信息验证失败"),
    0x34: Status("card not found yet", Act.NO_CARD, "尚未找到证件"),
    0x40: Status("unrecognised card type", Act.WRONG_CARD, "无法识别的证件类型"),
    0x41: Status("read operation failed", Act.PLACE_AGAIN, "读证件失败"),
    0x47: Status("random number failed", Act.PLACE_AGAIN, "取随机数失败"),
    0x50: Status("write failed", Act.PLACE_AGAIN, "写证件失败"),
    0x60: Status("self-test failed, nothing accepted", Act.OUT_OF_ORDER, "读卡器自检失败,不接受命令"),
    0x61: Status("user login failed", Act.OUT_OF_ORDER, "读卡器登录失败"),
    0x66: Status("not authorised, no key", Act.OUT_OF_ORDER, "读卡器未经授权,无密钥"),
    0x80: Status("find failed, no card", Act.NO_CARD, "寻找证件失败,无证件"),
    0x81: Status("select failed", Act.PLACE_AGAIN, "选取证件失败"),
}
"""SW3 with SW1 = SW2 = 00 (GA/T 467-2019 as vendors document it)."""


def status(sw3: int) -> Status:
    """What the byte means; a byte nobody documented is treated as a failed read."""
    unknown = Status(f"undocumented status {sw3:02X}", Act.PLACE_AGAIN, f"未公开的状态 {sw3:02X}")
    return STATUSES.get(sw3, unknown)


def status_table() -> str:
    """The whole table as Markdown, for `docs/id-card-reader.md` (a test holds the two together)."""
    rows = [
        f"| {sw3:02X} | {item.meaning} | {item.meaning_zh} | {item.act} | {item.to_do.en} | {item.to_do.zh} |"
        for sw3, item in sorted(STATUSES.items())
    ]
    return "\n".join(
        ["| SW3 | meaning | 含义 | driver does | what to do | 处理办法 |", "|---|---|---|---|---|---|", *rows]
    )
