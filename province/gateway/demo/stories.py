"""The demonstration's people and their affairs: cases with timelines, papers to open, orders under way.

The people are those on the simulated ID cards of this repository; dates are told as days before now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ZHANG, WANG, YANG = "330105195603120025", "330105197808190018", "330105199005270048"
PEOPLE = {ZHANG: "张秀英", WANG: "王建国", YANG: "阿依古丽·买买提"}
COURT = "江临区人民法院"
LOAN = "（2026）某0199民初1234号"
RENT = "（2026）某0199民初0877号"


@dataclass(frozen=True)
class Step:
    """One action of staff, so many days ago; as the desk's interface takes it."""

    days: int
    action: Mapping[str, Any]


@dataclass(frozen=True)
class Paper:
    """A document that was served, so many days ago."""

    days: int
    kind: str
    text: str
    spoken: str = ""
    case_no: str = ""
    number: int | None = None
    """The days that the document names."""
    hearing_in: int | None = None
    """The hearing's day, counted from now."""


@dataclass(frozen=True)
class Affair:
    """An application with what happened to it."""

    key: str
    holder: str
    matter: str
    days: int
    steps: tuple[Step, ...] = ()
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class Request:
    """A work order with what happened to it."""

    holder: str
    kind: str
    words: str = field(repr=False)
    days: int
    steps: tuple[Step, ...] = ()


FEE = Paper(
    3, "fee_notice", "张秀英：\n你诉王建国民间借贷纠纷一案，应交案件受理费835.59元，请在收到本通知的次日起七日内交纳。",
    "张女士，请在最后一天以前交受理费八百三十五元五角九分。交不起可以申请缓交。", LOAN,
)  # fmt: skip
AFFAIRS = (
    Affair(
        "loan", ZHANG, "SS-LA-01", 7,
        (
            Step(3, {"action": "accept", "unit": COURT, "case_no": LOAN, "words": "立案了，由第三庭林法官办理。"}),
            Step(2, {"action": "progress", "words": "正在把起诉状副本送给王建国。"}),
        ),
        (
            Paper(3, "acceptance_notice", "张秀英：\n你诉王建国一案，符合起诉条件，本院决定立案审理。",
                  "法院收下了您的案子。"),
            FEE,
            Paper(3, "evidence_notice", "张秀英：\n举证期限为收到本通知之日起十五日。", "请在期限里交齐证据。",
                  number=15),
            Paper(2, "summons", "张秀英：\n请按时到本院第三法庭参加开庭，也可以在法务亭视频开庭。",
                  "您的案子定了开庭的日子。", hearing_in=45),
        ),
    ),
    Affair(
        "answer", WANG, "SS-DB", 2,
        (Step(2, {"action": "accept", "unit": COURT, "case_no": LOAN, "words": "应诉材料已登记。"}),),
        (
            Paper(2, "complaint_copy", "王建国：\n张秀英诉你民间借贷纠纷一案，现送达起诉状副本，答辩期十五日。",
                  "有人起诉了您，您可以交答辩状。"),
            Paper(2, "summons", "王建国：\n请按时到本院第三法庭参加开庭。",
                  "您的案子定了开庭的日子。", hearing_in=45),
        ),
    ),
    Affair(
        "rent", WANG, "SS-LA-06", 120,
        (
            Step(110, {"action": "accept", "unit": COURT, "case_no": RENT, "words": "立案了。"}),
            Step(4, {"action": "complete", "words": "判决已作出，可以上诉。"}),
        ),
        (Paper(4, "judgment", "王建国与锦屏物业服务合同纠纷一案，判决被告返还多收的物业费1,260元。\n如不服本判决，"
               "可在判决书送达之日起十五日内提起上诉。", "判决到了。不服可以在十五天里上诉。", RENT),),
    ),
    Affair(
        "aid", YANG, "FY-01", 4,
        (Step(1, {"action": "ask_correction", "words": "您的申请已收到，还差两样，其余不用重交。",
                  "items": ["经济困难情况说明", "工资欠条的第二页"], "days": 7}),),
    ),
    Affair(
        "wage", YANG, "ZC-02", 40,
        (
            Step(36, {"action": "accept", "unit": "江临区劳动人事争议仲裁委员会", "words": "受理了。"}),
            Step(5, {"action": "complete", "words": "裁决已作出。"}),
        ),
        (Paper(5, "labour_award", "阿依古丽·买买提与某装饰公司劳动报酬争议一案，裁决支付工资9,600元。",
               "裁决书到了。"),),
    ),
    Affair(
        "refused", ZHANG, "SS-LA-10", 12,
        (Step(9, {"action": "reject", "words": "不属于本院管辖，请向被告住所地法院起诉。", "basis": "民诉法第126条",
                  "remedy": {"way": "上诉", "to": "江临市中级人民法院", "days": 10, "basis": "民诉法第126条、第171条",
                             "matter_code": "SU-01"}}),),
    ),
)  # fmt: skip
_PASSED = tuple(
    Step(days, action)
    for days, action in (
        (9, {"action": "accept"}), (9, {"action": "queue"}), (8, {"action": "dispatch", "unit": "锦屏司法所"}),
        (8, {"action": "sign"}), (7, {"action": "start"}),
    )
)  # fmt: skip
REQUESTS = (
    Request(
        ZHANG, "投诉", "七月退租，房东说墙有划痕，押金三千二百元一直不退。", 9,
        (*_PASSED, Step(5, {"action": "note", "words": "已联系房东，同意周五下午到所里谈。"})),
    ),
    Request(
        YANG, "求助", "公司拖欠三个月工资，想请人帮忙。", 9,
        (*_PASSED, Step(2, {"action": "complete", "words": "已协助申请仲裁，裁决书已送达。"})),
    ),
    Request(WANG, "咨询", "物业费多收了，能不能退？", 1),
)  # fmt: skip
MESSAGES = (
    (ZHANG, "demo-message-1", "都是老邻居，分两次还也行。", {"amount": "8000.00", "instalments": 2}),
    (WANG, "demo-message-2", "我想想办法，这几天给您回话。", None),
)
EVIDENCE = (
    {"title": "借条", "kind": "书证", "purpose": "证明借款八千元", "pages": 1},
    {"title": "银行转账记录", "kind": "电子数据", "purpose": "证明款项已交付", "pages": 2},
)
