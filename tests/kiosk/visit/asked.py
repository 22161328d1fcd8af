"""A province that opens a visit's sealed questions with its own key and answers as it was told to."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.documents.paper import Line, Paper, Prose
from kiosk.documents.typesetter import Typesetter
from legalnet import asking
from tests.kiosk.visit.keys import PRIVATE

EXPIRES = "2026-11-23T09:30:00+00:00"
FEE = {
    "what": {"zh": "交受理费", "en": "Pay the court fee"}, "starts": "2026-11-20", "n": 7, "unit": "day",
    "last_day": "2026-11-27", "basis": "《诉讼费用交纳办法》第22条", "matter_code": "SS-HJ",
    "missed": {"zh": "过了日子没交，按撤诉处理", "en": "Otherwise withdrawn"},
}  # fmt: skip
APPEAL = {
    "what": {"zh": "上诉", "en": "Appeal"}, "starts": "2026-11-20", "n": 15, "unit": "day", "last_day": "2026-12-07",
    "basis": "民诉法第171条", "matter_code": "SU-01", "calendar_unverified": True,
}  # fmt: skip


RATING = {
    "name": "rating",
    "label": "评价",
    "due": "2026-11-30",
    "state": "running",
    "calendar_unverified": False,
}


def paper(words: str = "民事判决书") -> bytes:
    """A PDF as a court might serve it."""
    from datetime import UTC, datetime

    blocks = (Prose((Line.of(words),)),)
    return Typesetter().pdf(Paper("民事判决书", "", blocks), datetime(2026, 11, 20, tzinfo=UTC)).pdf


class Asked:
    """Scripted answers by method and path; what was asked is kept, in clear, as only the province sees it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.questions: list[asking.Question] = []
        self.sealed: list[str] = []
        self.moods: deque[str] = deque()
        """For the next questions: `silent`, `unknown`, `offline`."""
        self.pdf = b""
        self.answers: dict[tuple[str, str], tuple[int, Any]] = {}

    def put(self, method: str, path: str, body: Any, status: int = 200) -> None:
        """Answer so from now on; bytes go as a PDF."""
        self.answers[method, path] = (status, body)

    def answer(self, message: dict[str, Any], say: Callable[..., None]) -> None:
        """Open, look up, seal the answer, leave it in the visit's folder."""
        self.sealed.append(str(message["question"]))
        question = asking.open_question(base64.b64decode(message["question"]), PRIVATE)
        self.questions.append(question)
        mood = self.moods.popleft() if self.moods else ""
        request_id = message["request_id"]
        if mood == "silent":
            return
        if mood in ("unknown", "offline"):
            outcome = "unknown" if mood == "unknown" else "not_done"
            say("answered", request_id=request_id, outcome=outcome, reason="down")
            return
        status, body = self._found(question)
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        head = asking.AnswerHead(status=status, etag='"7"')
        place = self._folder / f"answer-{request_id}"
        place.write_bytes(asking.seal_answer(head, raw, question.answer_key))
        say("answered", request_id=request_id, outcome="done", reason="", file=str(place))

    def _found(self, question: asking.Question) -> tuple[int, Any]:
        if question.path == "/identity/sessions":
            return 201, {
                "token": "t" * 40,
                "level": json.loads(question.body)["level"],
                "expires_at": EXPIRES,
            }
        refused = (404, {"code": "not_yours", "title": "您名下没有这一件。", "next_step": "请核对号码。"})
        return self.answers.get((question.method, question.path), refused)

    def posts(self, path: str) -> list[asking.Question]:
        """What was to be done there."""
        return [one for one in self.questions if (one.method, one.path) == ("POST", path)]

    def live(self) -> None:
        """A small network: two applications, a request, two served papers."""
        self.pdf = paper()
        self.parties()
        app = {"number": "A-1", "matter_code": "SS-LA-01", "title": "民间借贷", "state": "correction_required",
               "label": "要补正", "unit": "江临区人民法院", "case_no": "", "received_at": "2026-11-20T01:00:00+00:00",
               "updated_at": "2026-11-21T01:00:00+00:00", "your_turn": True, "rev": 3}  # fmt: skip
        coming = [
            {"what": "补正", "last_day": "2026-11-30", "yours": True},
            {"what": "答复", "rule": "收到以后"},
        ]
        entries = [{"seq": 1, "at": "2026-11-20T01:00:00+00:00", "event": "submit", "state": "submitted",
                    "label": "您提交了", "by": "resident"}]  # fmt: skip
        order = {"number": "330199012026112300007", "kind": "投诉", "service": "", "state": "待评价", "unit": "司法所",
                 "about": "", "created_at": "2026-11-19T01:00:00+00:00", "urges": 0, "score": None, "due": None,
                 "rev": 5, "entries": entries, "may": ["rate", "complain"], "timers": [RATING]}  # fmt: skip
        full = app | {"reason": "住址不完整", "coming": coming, "may": ["correct", "withdraw", "urge"]}
        other = app | {"number": "A-2", "your_turn": False, "state": "accepted", "label": "已受理"}
        self.put("GET", "/applications", {"applications": [other, app]})
        self.put("GET", "/applications/A-1", full)
        self.put("GET", "/applications/A-1/timeline", {"number": "A-1", "entries": entries, "coming": coming})
        done = {"number": "A-1", "state": "corrected", "label": "已补正", "rev": 4}
        for action in ("corrections", "withdraw", "urge"):
            self.put("POST", f"/applications/A-1/{action}", done)
        self.put("GET", "/work-orders", {"orders": [order]})
        self.put("GET", f"/work-orders/{order['number']}", order)
        self.put("POST", f"/work-orders/{order['number']}/rate", order)
        papers = [self.served("D-1", "fee_notice", "交纳诉讼费用通知书", FEE),
                  self.served("D-2", "judgment", "民事判决书", APPEAL)]  # fmt: skip
        self.put("GET", "/inbox", {"deliveries": papers, "unopened": 2})
        self.put("GET", "/delivery-consents", {"general": True, "judgments": True})
        self._papers(papers)

    def _papers(self, papers: list[dict[str, Any]]) -> None:
        """Each can be opened, read and confirmed."""
        for one in papers:
            at = f"/inbox/{one['id']}"
            opened = one | {"opened_at": "2026-11-23T01:00:00+00:00", "state": "opened"}
            self.put("POST", f"{at}/open", opened)
            self.put(
                "POST",
                f"{at}/receipt",
                opened | {"receipted_at": "2026-11-23T01:01:00+00:00", "state": "receipted"},
            )
            self.put("GET", f"{at}/document", self.pdf)

    def parties(self) -> None:
        """A case with evidence of both sides, and an open proposal of the other."""
        at = "2026-11-20T01:00:00+00:00"
        case = {"id": "C-1", "title": "张秀英诉李建国", "case_no": "(2026)浙0199民初1234号", "court": "江临区人民法院",
                "my_side": "plaintiff", "opinions_until": "2026-12-14", "rev": 1}  # fmt: skip
        items = [
            {
                "number": 1,
                "side": "plaintiff",
                "at": at,
                "mine": True,
                "title": "借条",
                "kind": "书证",
                "purpose": "借款",
            },
            {
                "number": 2,
                "side": "defendant",
                "at": at,
                "title": "收据",
                "kind": "书证",
                "purpose": "已经还清",
            },
        ]
        terms = {"amount": "35000.00", "instalments": 3, "first_due": "2026-12-10"}
        told = [{"id": "m2-00000001", "side": "defendant", "at": at, "terms": terms, "proposal": "open"}]
        said = {"side": "plaintiff", "at": at, "authenticity": "accepted", "legality": "accepted",
                "relevance": "disputed", "reason": "无关"}  # fmt: skip
        self.put("GET", "/cases", {"cases": [case]})
        self.put("GET", "/cases/C-1", case)
        self.put("GET", "/cases/C-1/evidence", {"items": items})
        self.put(
            "POST",
            "/cases/C-1/evidence/2/opinions",
            {"items": [items[0], items[1] | {"opinions": [said]}]},
            201,
        )
        self.put("GET", "/cases/C-1/messages", {"messages": told})
        self._agreed(told[0])

    def _agreed(self, told: dict[str, Any]) -> None:
        """Once it is answered, both sides agree."""
        answer = {
            "id": "m3-00000001",
            "side": "plaintiff",
            "at": told["at"],
            "mine": True,
            "answer": "accept",
        }
        agreed = [told | {"proposal": "accepted"}, answer | {"answer_to": "m2-00000001"}]
        self.put("POST", "/cases/C-1/messages", {"messages": agreed}, 201)

    def hours(self) -> None:
        """Free hours at the law firm; the first becomes this person's when it is taken."""
        slot = {"id": "S-1", "provider": "hemu-law-firm", "service": "lawyer", "by": "video",
                "starts": "2026-11-24T01:00:00+00:00", "ends": "2026-11-24T01:30:00+00:00"}  # fmt: skip
        booking = {"id": "B-1", "slot": slot, "state": "booked", "rev": 1}
        self.put("GET", "/slots", {"slots": [slot]})
        self.put("GET", "/bookings", {"bookings": [booking]})
        self.put("POST", "/bookings", booking, 201)
        self.put("POST", "/bookings/B-1/cancel", booking | {"state": "cancelled"})

    def served(self, number: str, kind: str, label: str, clock: dict[str, Any]) -> dict[str, Any]:
        """A served paper."""
        return {
            "id": number, "kind": kind, "label": label, "title": label, "sender": "江临区人民法院", "about": "A-1",
            "case_no": "(2026)浙0199民初1234号", "arrived_at": "2026-11-20T08:20:00+00:00", "state": "arrived",
            "clock": clock, "digest": hashlib.sha256(self.pdf).hexdigest(), "size": len(self.pdf),
        }  # fmt: skip
