"""Every way the gateway says no: one table of codes with plain Chinese words and the next step (RFC 9457).

A terminal shows `title` and `next_step` to a person and decides by `code`; both are part of the interface.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from province.gateway.blobs.interface import BlobsDown
from province.gateway.ledger import refusals
from province.gateway.storage.interface import StorageDown

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """One kind of refusal: its HTTP status, what happened, what to do next."""

    status: int
    title: str
    next_step: str


KINDS: dict[str, Kind] = {
    "bad_request": Kind(400, "发来的内容格式不对，没有收下。", "请检查终端软件版本，或联系技术人员。"),
    "digest_mismatch": Kind(422, "收到的文件和指纹对不上，已经丢掉。", "请从头再传一次。"),
    "content_digest": Kind(400, "这一段内容在路上变了，没有收下。", "请再传一次。"),
    "signature_missing": Kind(401, "请求没有终端的签名。", "请用登记过的终端再试。"),
    "signature_invalid": Kind(401, "终端的签名核对不上。", "请检查终端的密钥，必要时重新登记。"),
    "clock_skew": Kind(401, "终端的时间和平台差得太多。", "请校准终端的时间，再试一次。"),
    "replayed": Kind(401, "这个请求已经来过一次，没有再办。", "请让终端重新签名再发。"),
    "terminal_unknown": Kind(401, "平台不认识这台终端。", "请用登记码重新登记终端。"),
    "terminal_other": Kind(403, "这不是这台终端的资料。", "请在原来的终端上查看。"),
    "code_invalid": Kind(403, "登记码不对、用过了或者过期了。", "请向平台管理员要一个新的登记码。"),
    "not_found": Kind(404, "这里没有您要的内容。", "请检查地址，或升级终端软件。"),
    "file_unknown": Kind(404, "平台没有这个文件的记录。", "请先登记文件，再上传。"),
    "deposit_unknown": Kind(404, "没有查到这个存证编码。", "请核对编码；如果是在别的省存的，请到那里查。"),
    "submission_unknown": Kind(404, "平台没有收到过这一份提交。", "可以放心再提交一次，不会重复。"),
    "method_not_allowed": Kind(405, "这个地址不支持这种操作。", "请升级终端软件。"),
    "offset_mismatch": Kind(409, "续传的位置和平台记录的不一样。", "请先问平台已收到多少，再从那里续传。"),
    "size_mismatch": Kind(400, "同一个文件前后说的大小不一样。", "请重新登记文件。"),
    "upload_complete": Kind(409, "这个文件已经完整收到了。", "不用再传，可以提交了。"),
    "key_reused": Kind(409, "同一个提交编号下，前后内容不一样。", "请用新的编号提交。"),
    "upload_elsewhere": Kind(409, "同一个文件正从另一条线路上传。", "请过一会儿再问已收到多少，从那里续传。"),
    "parts_missing": Kind(409, "有文件还没有传完。", "请先传完列出的文件，再提交。"),
    "length_required": Kind(411, "请求没有说明内容的长度。", "请升级终端软件。"),
    "too_large": Kind(413, "文件太大，平台收不下。", "请减少页数或降低清晰度，再试一次。"),
    "media_type": Kind(415, "这种内容类型不能放在这里。", "请升级终端软件。"),
    "encoding": Kind(415, "这种压缩方式平台不会解。", "请用 gzip 压缩，或者不压缩。"),
    "invalid": Kind(422, "发来的内容缺项或者格式不对。", "请按列出的地方改正，再试一次。"),
    "code_mistyped": Kind(422, "存证编码有一位不对。", "请对照证书或小票，一位一位再核对。"),
    "matter_unknown": Kind(422, "平台没有这个事项。", "请更新终端的事项目录，或到窗口办理。"),
    "key_unknown": Kind(422, "文件是用平台不认识的钥匙封的。", "请更新终端的平台公钥，重新提交。"),
    "cannot_open": Kind(422, "封好的文件打不开，可能损坏了。", "请工作人员查看这一份提交。"),
    "inconsistent": Kind(422, "提交里的内容前后对不上。", "请工作人员查看这一份提交。"),
    "not_a_document": Kind(422, "有一份文件的内容和它的类型不符。", "请重新生成或重新拍摄，再提交。"),
    "unsafe_file": Kind(
        422, "这份文件里有会自己运行或者读不了的内容，没有打开。", "请重新扫描或另存后再试；原件仍封存着。"
    ),
    "identity_too_low": Kind(422, "办这件事需要更高的身份核验。", "请重新核验身份，或请工作人员帮忙。"),
    "signature_kind": Kind(
        422, "这份文书涉及身份关系，不能用屏幕上的签名。", "请在纸上签名，或者在法院平台上确认。"
    ),
    "guardian_needed": Kind(
        422, "不满十八岁，这件事要由监护人来办。", "请监护人用自己的身份证，再提交一次。"
    ),
    "consent_missing": Kind(422, "没有本人同意处理个人信息的记录。", "请本人看过告知书并同意后，再提交。"),
    "question_unreadable": Kind(422, "封好的问题打不开。", "请更新终端的平台公钥，再问一次。"),
    "question_stale": Kind(401, "这个问题封好太久了，没有回答。", "请校准终端的时间，再问一次。"),
    "tunnel_only": Kind(403, "个人的事只能封好了再问。", "请在终端上核对身份后查看。"),
    "person_unknown": Kind(401, "还没有核对您是谁，或者时间过了。", "请重新刷身份证，再试一次。"),
    "claim_stale": Kind(422, "核对身份已经过了一阵子。", "请重新核对身份，再试一次。"),
    "level_too_low": Kind(
        403, "这一步要先核对是您本人。", "请刷身份证并核对本人，不想刷脸可以请工作人员核对。"
    ),
    "not_yours": Kind(404, "您名下没有这一件。", "请核对号码，或者请工作人员帮忙查。"),
    "not_now": Kind(409, "这件事现在的状态不能这样办。", "请看最新进展，或者请工作人员帮忙。"),
    "no_consent": Kind(409, "本人没有同意这样电子送达。", "请改用纸质送达，或者先请本人同意。"),
    "changed": Kind(412, "这件事刚刚有变化，没有按旧的办。", "请重新打开看看，再决定。"),
    "match_needed": Kind(428, "没有说明是按哪一版改的。", "请重新打开这一件，再办一次。"),
    "answers_refused": Kind(422, "有些答案需要改一改。", "请按列出的地方改正，再提交。"),
    "not_signed_in": Kind(401, "还没有登录，或者登录已经过期。", "请重新登录。"),
    "sign_in_refused": Kind(403, "账号、口令或动态码不对。", "请核对后再试一次。"),
    "sign_in_locked": Kind(429, "试得太多了。", "请过十五分钟再试，或请管理员重置。"),
    "password_first": Kind(403, "请先把发给您的口令换成您自己的。", "请在“我的账号”里换口令，再继续。"),
    "password_wrong": Kind(403, "现在的口令不对。", "请核对后再试一次；连错五次锁定十五分钟。"),
    "password_weak": Kind(422, "这个口令不能用。", "请按提示换一个再试。"),
    "csrf": Kind(403, "这个请求不是从工作台页面发出的。", "请刷新页面再试。"),
    "role": Kind(403, "您的角色不能做这件事。", "请找有权限的同事。"),
    "origin": Kind(403, "这个请求来自不认识的网页。", "请从工作台或终端打开。"),
    "room_token": Kind(403, "进入房间的凭证不对、用过了或者过期了。", "请重新进入。"),
    "room_closed": Kind(409, "这个房间已经结束。", "请查看记录，或重新排队。"),
    "ticket_unknown": Kind(404, "没有这个排队号。", "请重新取号。"),
    "ticket_taken": Kind(409, "这一位已由同事接听，或已经离开。", "请看下一位。"),
    "offer_over": Kind(409, "这次接听邀请已经过时。", "请重新选择。"),
    "conflict": Kind(409, "利益冲突核对还没有做，或者结果不允许接听。", "请先核对；有冲突请回避。"),
    "slot_taken": Kind(409, "这个时间已经约满了。", "请另选一个时间。"),
    "signed_already": Kind(409, "这份意见单已经签名，不能再改。", "请另写一份更正。"),
    "terminal_away": Kind(404, "没有这台终端的心跳。", "请核对编号；刚登记的终端，一分钟后再看。"),
    "alert_over": Kind(409, "这条告警已经恢复，或者有同事在管。", "请刷新再看。"),
    "action_unfit": Kind(422, "这个远程操作缺了要写明的内容。", "请选好设备或者发布圈，再试一次。"),
    "second_person": Kind(409, "这一步要另一位同事确认，或者已经确认过。", "请请一位同事来确认。"),
    "ring_still": Kind(409, "这一圈没有可以停或者继续的发布。", "请刷新再看。"),
    "no_bundle": Kind(404, "没有这个诊断包。", "请再取一次。"),
    "too_many": Kind(429, "试得太勤了。", "请过一会儿再试。"),
    "internal": Kind(500, "平台出了点问题，这次没有办成。", "资料还在终端里，请过一会儿再试。"),
    "not_ready": Kind(503, "平台正在准备，还不能收件。", "资料还在终端里，请过一会儿再试。"),
    "evidence_closed": Kind(
        503, "存证平台正在检查，暂时不能存证和调证。", "请过一会儿再试；要存的文件还在终端里。"
    ),
    "no_space": Kind(507, "平台的存储快满了，先不收文件。", "资料还在终端里，请过一会儿再试。"),
}


TYPES = {
    "offset_mismatch": "mismatching-upload-offset",
    "size_mismatch": "inconsistent-upload-length",
    "upload_complete": "completed-upload",
}
"""Codes whose problem types have names of their own (draft-ietf-httpbis-resumable-upload-12, section "Problem Types")."""


class Problem(Exception):
    """A refusal on its way to the caller. `title` replaces the table's words; `extra` are further members."""

    def __init__(
        self, code: str, *, title: str = "", headers: Mapping[str, str] | None = None, **extra: Any
    ) -> None:
        super().__init__(code)
        self.code = code
        self.title = title
        self.headers = dict(headers or {})
        self.extra = extra


def problem_body(problem: Problem) -> dict[str, Any]:
    """The JSON members of a problem document."""
    kind, known = KINDS[problem.code], TYPES.get(problem.code)
    return {
        "type": f"https://iana.org/assignments/http-problem-types#{known}"
        if known
        else f"urn:lawbooth:problem:{problem.code}",
        "title": problem.title or kind.title,
        "status": kind.status,
        "code": problem.code,
        "next_step": kind.next_step,
        **problem.extra,
    }


def problem_response(problem: Problem) -> Response:
    """The HTTP answer for a problem; 401 names the signature scheme as RFC 9110 asks."""
    status = KINDS[problem.code].status
    headers = {"Cache-Control": "no-store", **problem.headers}
    if status == 401:
        scheme = "Cookie" if problem.code == "not_signed_in" else "Signature"
        headers.setdefault("WWW-Authenticate", scheme)
    content = json.dumps(problem_body(problem), ensure_ascii=False).encode()
    return Response(content, status, headers, MEDIA_TYPE)


def invalid(error: RequestValidationError) -> Problem:
    """A validation error as a problem: where and what, never the value that was sent."""
    items = [{"path": ".".join(map(str, e["loc"])), "message": e["msg"]} for e in error.errors()]
    if any(e["type"] == "json_invalid" for e in error.errors()):
        return Problem("bad_request", problems=items)
    return Problem("invalid", problems=items)


BY_STATUS = {404: "not_found", 405: "method_not_allowed", 415: "media_type", 413: "too_large"}


def add_handlers(app: FastAPI) -> None:
    """Make every error of the application a problem document."""

    async def on_problem(request: Request, error: Exception) -> Response:
        """Ours; one that refuses access leaves a row."""
        assert isinstance(error, Problem)  # noqa: S101 - registered for this type only
        if error.code in refusals.CODES:
            await refusals.refused(request, error.code)
        return problem_response(error)

    async def on_invalid(_request: Request, error: Exception) -> Response:
        """The framework's validation."""
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this type only
        return problem_response(invalid(error))

    async def on_http(_request: Request, error: Exception) -> Response:
        """The framework's own refusals, such as an unknown path."""
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type only
        code = BY_STATUS.get(error.status_code, "bad_request")
        return problem_response(Problem(code, headers=error.headers))

    async def on_any(_request: Request, _error: Exception) -> Response:
        """A fault of ours; the server logs it with its traceback."""
        return problem_response(Problem("internal"))

    async def on_away(_request: Request, error: Exception) -> Response:
        """The database or the store of files is away; nothing was decided."""
        log.info("cannot serve: %s", type(error).__name__)
        return problem_response(Problem("not_ready"))

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(StorageDown, on_away)
    app.add_exception_handler(BlobsDown, on_away)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(Exception, on_any)
