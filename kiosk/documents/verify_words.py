"""Says a verification report in plain Chinese: first whether the file is whole, then who, when, and what that means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from kiosk.clock import SHANGHAI
from kiosk.documents.verify import Report, SignatureReport

HEAD = {
    "intact": "完好：自签署以后没有改动，签署者可信。",
    "untrusted": "完好，但是不能确认签署者：自签署以后没有改动，签署者的证书却不在可信范围内。",
    "changed": "被改动过：现在的内容和签署时不一样，请不要采信这份文件。",
    "unsigned": "没有签名：这份文件没有终端的电子签名，看不出是谁做的、有没有改动。",
    "unreadable": "打不开：",
}

UNREADABLE = {
    "missing": "找不到这个文件，或者没有读取的权限。请检查路径。",
    "too_large": "文件太大（超过 128 MB），没有查看。终端做的文书不会这么大。",
    "not_a_pdf": "这不是 PDF 文件。",
    "encrypted": "文件加了密，看不到内容。终端做的文书不加密。",
    "damaged": "文件残缺或者损坏，可能没有传完。请重新取一份。",
    "too_much_work": "查看这个文件需要的时间或内存太多，已经停下。正常的文书不会这样，请当心。",
}

TROUBLE = {
    "bytes_changed": "签名之后文件里的内容被改过。",
    "changed_afterwards": "签名之后文件里又添加了内容，看到的可能不是当时签署的。",
    "not_trusted": "证书不是省公共法律服务网签发的，或者没有提供根证书（--trust）。",
    "expired": "证书已经过期，而且没有可信的时间戳证明签署时它还有效。",
    "revoked": "终端的证书已经吊销，而且没有可信的时间戳证明签名在吊销以前。",
    "damaged": "签名本身是坏的。",
}


def words(report: Report) -> str:
    """The whole report, lines ended by a line feed."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield HEAD[report.verdict] + UNREADABLE.get(report.reason, "")
    for number, one in enumerate(report.signatures, 1):
        if len(report.signatures) > 1:
            yield f"签名 {number}"
        yield from _signature(one)
    if report.sha256:
        yield f"文件 SHA-256：{report.sha256}"


def _signature(one: SignatureReport) -> Iterator[str]:
    if one.trouble:
        yield f"　问题：{TROUBLE[one.trouble]}"
    yield f"　签署：{one.organisation or '（没有写明）'}（终端 {one.signer or '不明'}）"
    yield f"　证书：由 {one.issuer or '不明'} 签发，有效期 {_day(one.valid_from)} 至 {_day(one.valid_to)}"
    yield f"　时间：{_time(one)}"
    yield f"　吊销：{_revocation(one)}"
    if one.whole and one.trusted:
        yield f"　归档：{_lasting(one)}"
    if one.strokes_sha256:
        yield f"　手写签名：已绑定，笔迹摘要 {one.strokes_sha256}"


def _revocation(one: SignatureReport) -> str:
    if one.revoked_at:
        return f"证书自 {_moment(one.revoked_at)} 起吊销"
    if one.listed_at:
        return f"证书不在 {_moment(one.listed_at)} 的吊销列表上"
    return "没有签发者的吊销列表（--revoked），查不了"


def _lasting(one: SignatureReport) -> str:
    if one.lasting:
        return "文件里带有吊销列表和归档时间戳（PAdES B-LTA），证书过期以后仍可核验"
    return "没有归档时间戳，证书过期以后可能无法核验，请在有效期内核验"


def _time(one: SignatureReport) -> str:
    at = _moment(one.at)
    match one.time_source:
        case "stamp":
            return f"{at}（由时间戳机构 {one.stamped_by} 证明）"
        case "stamp_untrusted":
            return f"{at}（时间来自终端；有 {one.stamped_by} 的时间戳，但没有提供它的根证书，无法确认）"
        case "terminal":
            return f"{at}（时间来自终端，没有时间戳证明）"
        case _:
            return "不明"


def _moment(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(SHANGHAI):%Y年%m月%d日 %H:%M:%S}" if text else "不明"


def _day(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(SHANGHAI):%Y年%m月%d日}" if text else "不明"
