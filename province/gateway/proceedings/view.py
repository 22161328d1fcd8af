"""What somebody in a procedure is shown of its file: everything that is theirs to know, and nothing of the rest."""

from __future__ import annotations

from typing import Any

from legalnet.proceedings import conduct
from legalnet.proceedings.file import File, Line, PaperKind, Participant
from legalnet.proceedings.texts import TEXTS, WANTED
from legalnet.rooms import RULES, RoomKind, RoomRole, RoomState
from province.gateway.clock import civil_date

RECENT = 200
"""Lines of the transcript that are shown while it grows; all of them once it is read through."""
CONFIRMATION = "TJ-SFQR"


def of(file: File, rev: int, me: Participant, state: RoomState) -> dict[str, Any]:
    """The file as this participant sees it."""
    host = me.role in RULES[file.kind].hosts
    seats = {seat.person: seat.id for seat in state.seats.values()}
    apart = me.role is RoomRole.WITNESS
    return {
        "rev": rev, "me": me.id, "host": host, "role": me.role, "kind": file.kind, "stage": state.stage,
        "stages": list(RULES[file.kind].stages), "title": file.title, "case_no": file.case_no, "court": file.court,
        "people": [_person(one, seats.get(one.person, ""), host) for one in file.people.values()],
        "texts": [_text(name) for name in WANTED[file.kind]],
        "facts": [] if apart else [one.model_dump(mode="json") for one in file.facts],
        "clauses": [] if apart else _clauses(file),
        "exhibits": [] if apart else [one.model_dump(mode="json") for one in file.exhibits],
        "lines": [one.model_dump(mode="json") for one in _lines(file, me, state)],
        "written": [] if apart else [one.model_dump(mode="json") for one in file.written],
        "papers": {kind: _paper(file, kind, me, host) for kind in file.papers},
        "notes": file.notes if host else "", "failed": file.failed, "personal_status": file.personal_status,
        "sham": file.sham if host else False,
        "unmet": {stage: conduct.unmet(file, stage) for stage in RULES[file.kind].stages} if host else {},
        "agreed": conduct.agreed(file), "confirmation": _confirmation(file),
    }  # fmt: skip


def _person(one: Participant, seat: str, host: bool) -> dict[str, Any]:
    """Somebody as the others see them."""
    shown = one.model_dump(mode="json", exclude={"person", "card_name", "reads", "booking"})
    own = {"card_name": one.card_name, "booking": one.booking} if host else {"card_name": "", "booking": ""}
    return shown | {"seat": seat, "reads": sorted(one.reads)} | own


def _text(name: str) -> dict[str, Any]:
    """A text to be read, in both languages."""
    text = TEXTS[name]
    return {
        "name": name,
        "digest": text.digest,
        "title": text.title,
        "lines": text.lines,
        "basis": text.basis,
    }


def _clauses(file: File) -> list[dict[str, Any]]:
    """With whose consent each needs."""
    return [
        one.model_dump(mode="json", exclude={"earlier"}) | {"concerns": conduct.concerned(file, one)}
        for one in file.clauses
    ]


def _lines(file: File, me: Participant, state: RoomState) -> list[Line]:
    """A witness reads their own words only (民诉法 76)."""
    if me.role is RoomRole.WITNESS:
        return [one for one in file.lines if one.speaker == me.id]
    whole = state.stage == "transcript" or PaperKind.TRANSCRIPT in file.papers
    return file.lines if whole else file.lines[-RECENT:]


def _paper(file: File, kind: PaperKind, me: Participant, host: bool) -> dict[str, Any]:
    """How far the signing is."""
    state = file.papers[kind]
    mine = me.id in state.signers
    return state.model_dump(mode="json") | {
        "next": state.next,
        "complete": state.complete,
        "mine": mine or host,
    }


def _confirmation(file: File) -> dict[str, Any] | None:
    """What a joint application for confirmation begins with (民诉法 205); None where it may not be offered.

    Only the signed clauses go over: nothing that was said, offered or conceded.
    """
    paper = file.papers.get(PaperKind.AGREEMENT)
    if file.kind is not RoomKind.MEDIATION or paper is None or not paper.complete:
        return None
    if file.sham or file.personal_status:
        return None
    last = max(mark.at for mark in paper.marks.values())
    return {
        "matter": CONFIRMATION,
        "values": {
            "app.agreement": file.case_no or "无",
            "app.effective_on": civil_date(last).isoformat(),
            "app.court": file.court,
            "app.content": [clause.text for clause in file.clauses],
        },
    }
