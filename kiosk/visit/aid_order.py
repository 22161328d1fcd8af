"""The work order that a call for help leaves when nobody came or nobody could be told; it names nobody."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from kiosk.clock import SHANGHAI

if TYPE_CHECKING:
    from kiosk.visit.handover import Bundle
    from kiosk.visit.profile import VisitProfile
    from legalnet.matter import Matter

NOBODY, NETWORK = "叫了一阵子，没有人来", "当时联系不上省里"
"""Why it was left."""


def order(
    matter: Matter, version: str, profile: VisitProfile, said: tuple[str, str, str], now: datetime
) -> Bundle:
    """The request as it is handed in: `said` is what it is about, why it was left, and the words that were agreed to.

    Called beside the screen.
    """
    import hashlib

    from kiosk.documents.compose import ComposeContext, compose
    from kiosk.visit.handover import Bundle, ClearPart, Handover
    from legalnet.submission import Consent, Identity, Manifest, SignedDocument

    day, answers = now.astimezone(SHANGHAI).date(), _answers(matter, profile, said, now)
    context = ComposeContext(
        court=profile.network, place=profile.place, today=day, applicant="",
        terminal_name=profile.place, signature=None, materials=(), oral=False,
    )  # fmt: skip
    papers = compose(matter, answers, context)
    submission = Handover.new_id()
    agreed = Consent(
        purpose="data", given=True, text_sha256=hashlib.sha256(said[2].encode()).hexdigest(), at=now
    )
    manifest = Manifest(
        submission_id=submission, matter_code=matter.code, catalogue_version=version, language="zh",
        answers=answers, identity=Identity(level="L0", method="none", at=now), consents=(agreed,),
        documents=tuple(
            SignedDocument(id=one.id, title=one.title, part=f"{one.id}.pdf", sha256=one.sha256, pages=one.pages,
                           signature="none", attested="none")
            for one in papers
        ),
        materials=(),
    )  # fmt: skip
    parts = [ClearPart("manifest.json", "manifest", "application/json", manifest.model_dump_json().encode())]
    parts += [ClearPart(f"{one.id}.pdf", "document", "application/pdf", one.pdf) for one in papers]
    return Bundle(submission, matter.code, version, tuple(parts))


def _answers(
    matter: Matter, profile: VisitProfile, said: tuple[str, str, str], now: datetime
) -> dict[str, Any]:
    """The questions of the request, answered by the terminal."""
    from legalnet.interview import Interview

    today = now.astimezone(SHANGHAI)
    words = f"{profile.place}的终端上，有人在{today:%H:%M}按了“找人帮忙”（{said[0]}），{said[1]}。请派人到终端旁边看看。"
    answers = {
        "w.kind": "求助", "w.service": "其他", "w.text": words, "w.urgent": "较急", "w.reply_by": "终端查询",
    }  # fmt: skip
    sources: dict[str, dict[str, str]] = {"card": {}, "terminal": {"region": profile.region}}
    interview = Interview(matter, {}, sources, today=today.date(), language="zh")
    for path, value in answers.items():
        interview.answer(path, value)
    return interview.clean_answers()
