"""Says a verdict in plain Chinese: first what stands, then each link of the chain, then what no log can prove."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from kiosk.clock import SHANGHAI
from kiosk.evidence.reading import Trouble
from legalnet.evidence.codes import format_code
from legalnet.evidence.verdict import Link, Verdict

HEAD = {
    "proven": "属实：这个文件在下面的时间已经存证，存证以后没有改动。",
    "partial": "存证属实，还没有比对文件：编码和时间是真的；要确认是不是这个文件，请用 --file 给出原来的文件。",
    "refused": "不能采信：下面至少有一环对不上。",
}
LINKS = {
    "leaf": ("存证记录写法规范", "存证记录不是本系统的写法"),
    "file": (
        "文件的两种摘要（SHA-256、SM3）都和存证记录一致",
        "文件和存证记录不一致：不是同一个文件，或者改动过",
    ),
    "tree": ("存证记录在存证总账里（总账共 {} 条）", "存证记录不在证明所说的总账里"),
    "log": ("总账由可信的存证平台签署", "总账不是可信的存证平台签署的"),
    "witnesses": ("见证方联署 {}（得到/要求）", "见证方联署不够：{}（得到/要求）"),
}
UNREADABLE: dict[Trouble, str] = {
    "missing": "找不到这个文件，或者没有读取的权限。请检查路径。",
    "too_large": "文件太大，没有查看。",
    "no_proof": "里面没有存证证明。请给出存证证书（PDF）、.tlog-proof 文件，或者拍清楚小票上的两个二维码。",
    "half_slip": "只看清了一个二维码。小票上有两个，请两个都拍进去，或者各拍一张。",
    "damaged": "证明残缺或者损坏，不能核验。请重新取一份。",
    "too_much_work": "查看这个文件需要的时间或内存太多，已经停下。正常的证书不会这样，请当心。",
}
LIMIT = (
    "说明：存证只证明这个文件在存证时已经存在、此后没有改动；不证明内容是真的，"
    "也不证明存证以前有没有改动（人民法院在线诉讼规则第18条）。"
)


def words(verdict: Verdict) -> str:
    """The whole report, lines ended by a line feed."""
    return "".join(f"{line}\n" for line in _lines(verdict))


def _lines(verdict: Verdict) -> Iterator[str]:
    yield HEAD[verdict.standing]
    if verdict.leaf is not None and verdict.standing != "refused":
        yield f"  存证编码　{format_code(verdict.leaf.code)}"
        yield f"  存证时间　{moment(verdict.leaf.at)}（存证平台的时钟）"
        if verdict.witnessed_at is not None:
            yield f"  见证时间　{moment(verdict.witnessed_at)}（见证方的时钟：{'、'.join(verdict.seen_by)}）"
    for link in verdict.links:
        yield "  " + link_words(link)
    yield LIMIT


def link_words(link: Link) -> str:
    """One link."""
    good, bad = LINKS[link.name]
    if link.holds is None:
        return "－ 没有给出文件，没有比对"
    return f"{'√' if link.holds else '×'} {(good if link.holds else bad).format(link.detail)}"


def moment(instant: datetime) -> str:
    """As the clock on the wall shows it."""
    local = instant.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M:%S}"
