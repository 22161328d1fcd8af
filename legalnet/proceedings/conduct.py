"""What an act does to the file, and what must be done before the next step. Pure: the moment is passed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from legalnet.proceedings import acts, file
from legalnet.proceedings.acts import AnyAct, permitted
from legalnet.proceedings.file import Clause, Fact, File, Level, Line, PaperKind, Participant
from legalnet.proceedings.texts import TEXTS, WANTED
from legalnet.rooms import RULES, Refused, RoomKind

MOST = 400
"""Entries of one kind in a file."""
LINES = 20_000
NEEDED: Mapping[RoomKind, Level] = MappingProxyType(
    {
        RoomKind.CONSULT: "L0",
        RoomKind.HELP: "L0",
        RoomKind.MEDIATION: "L3",
        RoomKind.NOTARY: "L3",
        RoomKind.HEARING: "L4",
    }
)
"""Identity that a party must reach before a procedure goes past its step `identity` (在线诉讼规则 7, 在线调解规则 12)."""


@dataclass(frozen=True)
class Moment:
    """Whose act it is, on which file, when."""

    file: File
    by: Participant
    now: datetime


def do(found: File, by: Participant, act: AnyAct, now: datetime) -> None:
    """Let an act change the file, once under its key. Raises `Refused` with a code."""
    if not permitted(found.kind, by.role, act.act):
        raise Refused("role")
    if act.key and act.key in found.keys:
        return
    _DO[type(act)](Moment(found, by, now), act)
    if act.key:
        found.keys = [*found.keys, act.key][-LINES:]


def _read(at: Moment, act: acts.Read) -> None:
    """A text to its end; other words than ours were not read."""
    if act.text not in WANTED[at.file.kind] or TEXTS[act.text].digest != act.digest:
        raise Refused("text_unknown")
    at.by.reads[act.text] = file.Reading(digest=act.digest, at=at.now)


def _booth(at: Moment, act: acts.CheckBooth) -> None:
    """The latest look counts."""
    at.by.booth = file.Booth(
        camera=act.camera, microphone=act.microphone, quiet=act.quiet, alone=act.alone, at=at.now
    )


def _prove(at: Moment, act: acts.Prove) -> None:
    """An officer's check never lowers what a terminal proved."""
    other = _one(at.file.people, act.participant)
    if not other.reaches(act.level):
        other.level, other.proven = act.level, "officer"


def _rename(at: Moment, act: acts.Rename) -> None:
    at.file.title, at.file.case_no, at.file.court = act.title, act.case_no, act.court


def _fact(at: Moment, act: acts.AddFact) -> None:
    _room_for(at.file.facts)
    at.file.facts.append(Fact(id=at.file.new_id("f"), text=act.text))


def _drop_fact(at: Moment, act: acts.DropFact) -> None:
    at.file.facts.remove(_named(at.file.facts, act.fact))


def _answer_fact(at: Moment, act: acts.AnswerFact) -> None:
    _named(at.file.facts, act.fact).answers[at.by.id] = act.agrees


def _clause(at: Moment, act: acts.SetClause) -> None:
    """A new clause, or other words: then nobody has agreed yet."""
    _unfrozen(at.file)
    if not set(act.concerns) <= set(at.file.people):
        raise Refused("unknown")
    if act.clause is None:
        _room_for(at.file.clauses)
        at.file.clauses.append(Clause(id=at.file.new_id("c"), text=act.text, concerns=act.concerns))
        return
    clause = _named(at.file.clauses, act.clause)
    clause.concerns = act.concerns
    _reword(clause, act.text)


def _reword(clause: Clause, text: str) -> None:
    clause.earlier.append(clause.text)
    clause.text, clause.rev, clause.answers, clause.proposals = text, clause.rev + 1, {}, []


def _drop_clause(at: Moment, act: acts.DropClause) -> None:
    _unfrozen(at.file)
    at.file.clauses.remove(_named(at.file.clauses, act.clause))


def _answer_clause(at: Moment, act: acts.AnswerClause) -> None:
    """To the revision that was seen, never to words that changed meanwhile."""
    _unfrozen(at.file)
    clause = _named(at.file.clauses, act.clause)
    if clause.rev != act.rev:
        raise Refused("changed")
    if act.answer != "propose":
        clause.answers[at.by.id] = act.answer
        return
    if not act.text.strip():
        raise Refused("words_missing")
    _room_for(clause.proposals)
    clause.answers[at.by.id] = "object"
    clause.proposals.append(file.Proposal(by=at.by.id, text=act.text, at=at.now))


def _adopt(at: Moment, act: acts.Adopt) -> None:
    _unfrozen(at.file)
    clause = _named(at.file.clauses, act.clause)
    if act.proposal >= len(clause.proposals):
        raise Refused("unknown")
    proposal = clause.proposals[act.proposal]
    _reword(clause, proposal.text)
    clause.answers[proposal.by] = "agree"


def _note(at: Moment, act: acts.Note) -> None:
    at.file.notes = act.text


def _flag(at: Moment, act: acts.Flag) -> None:
    _unfrozen(at.file)
    at.file.personal_status, at.file.sham = act.personal_status, act.sham


def _fail(at: Moment, act: acts.Fail) -> None:
    at.file.failed = act.reason


def _exhibit(at: Moment, act: acts.AddExhibit) -> None:
    _room_for(at.file.exhibits)
    _one(at.file.people, act.by)
    new = file.Exhibit(
        id=at.file.new_id("e"),
        title=act.title,
        by=act.by,
        document=act.document,
        purpose=act.purpose,
        at=at.now,
    )
    at.file.exhibits.append(new)


def _opine(at: Moment, act: acts.Opine) -> None:
    """On the other sides' evidence; a dispute says why."""
    exhibit = _named(at.file.exhibits, act.exhibit)
    if exhibit.by == at.by.id:
        raise Refused("own_evidence")
    opinion = act.opinion
    disputed = "disputed" in (opinion.authenticity, opinion.legality, opinion.relevance)
    if disputed and not opinion.reason.strip():
        raise Refused("words_missing")
    exhibit.opinions[at.by.id] = opinion


def _line(at: Moment, act: acts.AddLine) -> None:
    _open_transcript(at.file)
    new = Line(id=at.file.new_id("l"), at=at.now, speaker=act.speaker, text=act.text)
    place = len(at.file.lines)
    if act.after is not None:
        place = at.file.lines.index(_named(at.file.lines, act.after)) + 1
    at.file.lines.insert(place, new)


def _edit_line(at: Moment, act: acts.EditLine) -> None:
    _open_transcript(at.file)
    line = _named(at.file.lines, act.line)
    if act.speaker and act.speaker not in at.file.people:
        raise Refused("unknown")
    line.text, line.speaker, line.disputed, line.machine = act.text, act.speaker, act.disputed, False


def _correct(at: Moment, act: acts.Correct) -> None:
    _open_transcript(at.file)
    line = _named(at.file.lines, act.line)
    _room_for(line.corrections)
    line.corrections.append(file.Correction(id=at.file.new_id("k"), by=at.by.id, text=act.text))


def _settle(at: Moment, act: acts.Settle) -> None:
    _open_transcript(at.file)
    line = _named(at.file.lines, act.line)
    correction = _named(line.corrections, act.correction)
    correction.state = "taken" if act.taken else "declined"
    if act.taken:
        line.text, line.machine = correction.text, False


def _say_wish(at: Moment, _act: acts.SayWish) -> None:
    at.by.wish = file.Wish(said_at=at.now)


def _hear_wish(at: Moment, act: acts.HearWish) -> None:
    other = _one(at.file.people, act.participant)
    if other.wish.said_at is None:
        raise Refused("wish_open")
    other.wish.heard_at = at.now


def _write(at: Moment, act: acts.Write) -> None:
    _room_for(at.file.written)
    new = file.Written(id=at.file.new_id("w"), by=at.by.id, at=at.now, text=act.text, written_at=act.at)
    at.file.written.append(new)


def _refuse(at: Moment, act: acts.Refuse) -> None:
    paper = at.file.papers.get(PaperKind(act.paper))
    if paper is None or at.by.id not in paper.signers or at.by.id in paper.marks:
        raise Refused("not_now")
    paper.marks[at.by.id] = file.Mark(at=at.now, refused=act.reason)


_DO: Mapping[type[Any], Callable[[Moment, Any], None]] = MappingProxyType({
    acts.Read: _read, acts.CheckBooth: _booth, acts.Prove: _prove, acts.Rename: _rename, acts.AddFact: _fact,
    acts.DropFact: _drop_fact, acts.AnswerFact: _answer_fact, acts.SetClause: _clause, acts.DropClause: _drop_clause,
    acts.AnswerClause: _answer_clause, acts.Adopt: _adopt, acts.Note: _note, acts.Flag: _flag, acts.Fail: _fail,
    acts.AddExhibit: _exhibit, acts.Opine: _opine, acts.AddLine: _line, acts.EditLine: _edit_line,
    acts.Correct: _correct, acts.Settle: _settle, acts.SayWish: _say_wish, acts.HearWish: _hear_wish,
    acts.Write: _write, acts.Refuse: _refuse,
})  # fmt: skip


def overheard(found: File, speaker: Participant, text: str, now: datetime) -> None:
    """What the recogniser at somebody's own end made of their words becomes a line under their name."""
    if PaperKind.TRANSCRIPT not in found.papers and len(found.lines) < LINES:
        found.lines.append(
            Line(id=found.new_id("l"), at=now, speaker=speaker.id, text=text[:1000], machine=True)
        )


def noted(found: File, text: str, now: datetime) -> None:
    """What the room itself notes: a step, the record stopped or going on."""
    if PaperKind.TRANSCRIPT not in found.papers and len(found.lines) < LINES:
        found.lines.append(Line(id=found.new_id("l"), at=now, speaker="", text=text[:1000]))


def agreed(found: File) -> bool:
    """Whether each clause has the consent of everybody it concerns."""
    return bool(found.clauses) and all(
        all(clause.answers.get(one) == "agree" for one in concerned(found, clause))
        for clause in found.clauses
    )


def concerned(found: File, clause: Clause) -> tuple[str, ...]:
    """Whose consent a clause needs."""
    return clause.concerns or tuple(one.id for one in found.parties)


def settled(found: File) -> list[Fact]:
    """The facts that all parties confirmed: all that a later filing may take over."""
    parties = [one.id for one in found.parties]
    return [fact for fact in found.facts if parties and all(fact.answers.get(one) for one in parties)]


def unmet(found: File, stage: str) -> str:
    """Why the procedure may not go to this step yet, as a code; empty when it may. Ending is always possible."""
    stages = RULES[found.kind].stages
    if stage == stages[-1]:
        return ""
    for before in stages[: stages.index(stage)]:
        missing = _GATES[found.kind].get(before, _nothing)(found)
        if missing:
            return missing
    return (
        "clauses_open"
        if stage == "signing" and found.kind is RoomKind.MEDIATION and not agreed(found)
        else ""
    )


def _nothing(_found: File) -> str:
    return ""


def _identity(found: File) -> str:
    """Parties and witnesses; who represents somebody is proven too."""
    people = [one for one in found.guests if one.way != "desk"]
    return "" if people and all(one.reaches(NEEDED[found.kind]) for one in people) else "identity_open"


def _has_read(text: str) -> Callable[[File], str]:
    def missing(found: File) -> str:
        """Interpreters are bound like everybody else."""
        return "" if all(text in one.reads for one in found.guests) else f"{text}_open"

    return missing


def _booths(found: File) -> str:
    people = [one for one in found.guests if one.way != "desk"]
    return "" if all(one.booth is not None and one.booth.fit for one in people) else "booth_open"


def _wishes(found: File) -> str:
    return "" if all(one.wish.heard_at is not None for one in found.parties) else "wish_open"


_GATES: Mapping[RoomKind, Mapping[str, Callable[[File], str]]] = MappingProxyType({
    RoomKind.CONSULT: {},
    RoomKind.HELP: {},
    RoomKind.MEDIATION: {"identity": _identity, "confidentiality": _has_read("confidentiality")},
    RoomKind.NOTARY: {"identity": _identity, "capacity": _has_read("notice"), "wish": _wishes},
    RoomKind.HEARING: {
        "device_check": _booths, "discipline": _has_read("discipline"), "identity": _identity,
        "rights": _has_read("rights"),
    },
})  # fmt: skip
"""What must be done in a step before any later one."""


def _named(entries: list[Any], name: str) -> Any:
    """The entry of that name. Raises `Refused`."""
    found = next((one for one in entries if one.id == name), None)
    if found is None:
        raise Refused("unknown")
    return found


def _one(entries: Mapping[str, Participant], name: str) -> Participant:
    if name not in entries:
        raise Refused("unknown")
    return entries[name]


def _room_for(entries: list[Any]) -> None:
    if len(entries) >= MOST:
        raise Refused("too_large")


def _unfrozen(found: File) -> None:
    """What is being signed does not change any more."""
    if PaperKind.AGREEMENT in found.papers:
        raise Refused("being_signed")


def _open_transcript(found: File) -> None:
    if PaperKind.TRANSCRIPT in found.papers:
        raise Refused("being_signed")
