"""What is kept about a person, where, how long and why: said once, for the screen that tells and the jobs that forget.

Both ends read it: the terminal shows it to the resident (个人信息保护法 17), the province and the keeper let go of
things by it. What has no days ends by an event, or is an archive that the receiving authority rules over, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Place = Literal["terminal", "province", "log"]


@dataclass(frozen=True)
class Kept:
    """One kind of thing that is kept."""

    id: str
    where: Place
    days: int | None
    """Whole days after which it is let go of; 0: within the day; None: see `until`."""
    what: tuple[str, str]
    """Chinese, English: plain words for the resident; empty where it says nothing about a resident."""
    until: tuple[str, str]
    """When it ends, in words."""
    why: tuple[str, str]
    basis: str = ""
    """The provision it rests on, as cited."""


KEPT: tuple[Kept, ...] = (
    Kept(
        "visit",
        "terminal",
        0,
        ("您填写的内容、身份证信息、照片、签名", "What you typed, your card, pictures, signature"),
        ("您离开时立即清除", "Cleared the moment you leave"),
        ("办理这一件事", "To do what you came for"),
        "个人信息保护法 6、19",
    ),
    Kept(
        "face",
        "terminal",
        0,
        ("比对用的人脸画面", "Pictures for the face check"),
        ("比对完立即丢掉，不上传", "Dropped right after the check, never sent"),
        ("核对是您本人", "To check that it is you"),
        "个人信息保护法 28、29",
    ),
    Kept(
        "outbox",
        "terminal",
        None,
        ("封好待送的提交（本机打不开）", "Your sealed filing on its way (this terminal cannot open it)"),
        ("送达平台后删除", "Deleted once it has arrived"),
        ("断网也不丢", "Nothing is lost without a network"),
    ),
    Kept(
        "draft",
        "terminal",
        7,
        ("您选择保留的草稿（只有您的码能打开）", "A draft you chose to keep (only your code opens it)"),
        ("7 天", "7 days"),
        ("下次接着填", "To go on next time"),
        "个人信息保护法 19",
    ),
    Kept(
        "receipt",
        "terminal",
        180,
        ("查询码、回执号、办理状态（没有姓名）", "Query code, receipt number, state (no name)"),
        ("180 天", "180 days"),
        ("凭小票查询", "To look things up by your slip"),
    ),
    Kept(
        "filing",
        "province",
        None,
        ("您提交的内容、文书、材料和办理记录", "What you handed in, papers, and what was done about it"),
        ("由受理机关按档案规定保管", "Kept by the receiving authority under its archive rules"),
        ("办理您的事", "To handle your matter"),
        "民事诉讼法；人民法院诉讼档案管理办法",
    ),
    Kept(
        "person",
        "province",
        365,
        ("您的姓名和证件号（加密）", "Your name and document number (encrypted)"),
        ("名下没有事项后 365 天", "365 days after nothing is open in your name"),
        ("您凭身份证查自己的事", "So that you can see your own affairs"),
        "个人信息保护法 19、47",
    ),
    Kept(
        "visited",
        "province",
        365,
        ("您到过哪台终端", "Which terminals you used"),
        ("365 天", "365 days"),
        ("有新进展时在那里提醒", "To tell you there that something waits"),
    ),
    Kept(
        "person_session",
        "province",
        0,
        ("核对身份后的通行凭据", "The pass after your identity was checked"),
        ("10 分钟", "10 minutes"),
        ("不用反复核对", "So that you need not prove it again and again"),
    ),
    Kept(
        "given_answer",
        "province",
        30,
        ("对您请求的回答（加密）", "Answers to what you asked (encrypted)"),
        ("30 天", "30 days"),
        ("同一请求不会办两次", "Nothing is done twice"),
    ),
    Kept(
        "ticket",
        "province",
        30,
        ("排队记录和咨询主题（加密）", "Your place in a queue and its topic (encrypted)"),
        ("结束后 30 天", "30 days after its end"),
        ("安排工作人员接听", "To find somebody who answers"),
    ),
    Kept(
        "booking",
        "province",
        30,
        ("预约和回电号码（加密）", "Bookings and the number to call (encrypted)"),
        ("预约时间过后 30 天", "30 days after the time booked"),
        ("按时联系您", "To reach you on time"),
    ),
    Kept(
        "appointment",
        "province",
        180,
        ("约见时间", "Appointments"),
        ("过后 180 天", "180 days after"),
        ("不重复预约", "Nobody is booked twice"),
    ),
    Kept(
        "room",
        "province",
        180,
        ("视频房间的进出记录（没有录音录像）", "Who came and went in a video room (no sound, no picture)"),
        ("结束后 180 天", "180 days after its end"),
        ("出了问题可以核对", "So that what happened can be checked"),
    ),
    Kept(
        "conflict",
        "province",
        None,
        (
            "律师利益冲突标记（不可还原的代号）",
            "Marks against conflicts of interest (codes that cannot be turned back)",
        ),
        ("律师执业期间", "While the lawyer practises"),
        ("避免同一律师为对方服务", "So that no lawyer serves your opponent"),
        "律师法 39",
    ),
    Kept(
        "events",
        "province",
        180,
        ("给终端的提醒（只有代号）", "Notices to terminals (codes only)"),
        ("180 天", "180 days"),
        ("告诉您有新进展", "To tell you that something is new"),
    ),
    Kept(
        "audit",
        "province",
        365,
        ("谁在什么时候查看、办理过", "Who looked at or did what, and when"),
        ("365 天", "365 days"),
        ("查清有没有人越权", "So that misuse can be found"),
        "网络安全法 23（三）",
    ),
    Kept(
        "deposit",
        "log",
        None,
        (
            "存证指纹（加盐，看不出内容和姓名）",
            "Fingerprints of deposited files (salted: neither content nor name)",
        ),
        ("永久；您可以要求销毁“盐”", "For ever; you may have its salt destroyed"),
        ("任何人都能验证没有被改过", "So that anyone can verify that nothing was changed"),
        "人民法院在线诉讼规则 16 至 18",
    ),
)
INTERNAL: dict[str, int | None] = {
    "nonce": 0,
    "room_token": 0,
    "staff_session": 0,
    "staff_try": 0,
    "enrolment": 30,
    "terminal": None,
    "account": None,
    "permanent": None,
}
"""Kinds that say nothing about a resident, and their days."""


def days(kind: str) -> int | None:
    """After how many days a kind is let go of. Raises `KeyError` for an unknown one."""
    found = {kept.id: kept.days for kept in KEPT} | INTERNAL
    return found[kind]


def told() -> tuple[Kept, ...]:
    """What the resident is shown."""
    return tuple(kept for kept in KEPT if kept.what[0])
