"""Procedures: who may do what, what an act does to the file, and what a step waits for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, get_args

import pytest

from legalnet.proceedings import conduct
from legalnet.proceedings.acts import ACTS, DEEDS, OF_KIND, AnyAct, Deed, permitted
from legalnet.proceedings.file import File, Mark, PaperKind, PaperState, Participant
from legalnet.proceedings.texts import TEXTS, WANTED
from legalnet.rooms import RULES, Refused, RoomKind, RoomRole

NOW = datetime(2026, 11, 23, 6, 20, tzinfo=UTC)


def file(kind: RoomKind, *roles: RoomRole, level: Any = "L3") -> File:
    """A procedure with these people, p1 first."""
    made = File(kind=kind, title="借款纠纷")
    for number, role in enumerate(roles, 1):
        way: Any = "desk" if role in RULES[kind].hosts else "terminal"
        made.people[f"p{number}"] = Participant(
            id=f"p{number}", person=f"guest:{number}", role=role, name=f"人{number}", way=way, level=level
        )
    made.counter = len(roles)
    return made


def do(found: File, who: str, **act: Any) -> None:
    """One act."""
    conduct.do(found, found.people[who], ACTS.validate_python(act), NOW)


def test_each_role_and_each_kind_has_its_row_and_each_deed_its_act() -> None:
    assert set(DEEDS) == set(RoomRole)
    assert set(OF_KIND) == set(RoomKind) == set(WANTED)
    kinds = {get_args(one.model_fields["act"].annotation)[0] for one in get_args(get_args(AnyAct)[0])}
    assert kinds == set(Deed)
    assert all(any(deed in row for row in DEEDS.values()) for deed in Deed)
    assert all(any(deed in row for row in OF_KIND.values()) for deed in Deed)


@pytest.mark.parametrize("role", list(RoomRole))
@pytest.mark.parametrize("kind", list(RoomKind))
def test_the_whole_table(kind: RoomKind, role: RoomRole) -> None:
    for deed in Deed:
        assert permitted(kind, role, deed) == (deed in DEEDS[role] and deed in OF_KIND[kind])
    assert not permitted(RoomKind.HEARING, role, Deed.CLAUSE)
    assert not permitted(RoomKind.CONSULT, role, Deed.WRITE)


def test_an_act_that_is_not_ones_own_changes_nothing() -> None:
    found = file(RoomKind.MEDIATION, RoomRole.MEDIATOR, RoomRole.PARTY)
    before = found.model_copy(deep=True)
    with pytest.raises(Refused, match="role"):
        do(found, "p2", act="clause", text="改掉")
    assert found == before


def test_other_words_than_ours_were_not_read() -> None:
    found = file(RoomKind.MEDIATION, RoomRole.MEDIATOR, RoomRole.PARTY)
    with pytest.raises(Refused, match="text_unknown"):
        do(found, "p2", act="read", text="confidentiality", digest="0" * 64, to_end=True)
    do(found, "p2", act="read", text="confidentiality", digest=TEXTS["confidentiality"].digest, to_end=True)
    assert found.people["p2"].reads["confidentiality"].at == NOW


def test_a_clause_is_agreed_by_revision_and_every_other_wording_starts_anew() -> None:
    found = file(RoomKind.MEDIATION, RoomRole.MEDIATOR, RoomRole.PARTY, RoomRole.PARTY)
    do(found, "p1", act="clause", text="十二月五日前还款")
    clause = found.clauses[0]
    do(found, "p2", act="answer_clause", clause=clause.id, rev=1, answer="agree")
    assert not conduct.agreed(found)
    do(found, "p3", act="answer_clause", clause=clause.id, rev=1, answer="propose", text="十二月二十日前还款")
    assert clause.answers == {"p2": "agree", "p3": "object"}
    do(found, "p1", act="adopt", clause=clause.id, proposal=0)
    assert (clause.rev, clause.text, clause.answers) == (2, "十二月二十日前还款", {"p3": "agree"})
    with pytest.raises(Refused, match="changed"):
        do(found, "p2", act="answer_clause", clause=clause.id, rev=1, answer="agree")
    do(found, "p2", act="answer_clause", clause=clause.id, rev=2, answer="agree")
    assert conduct.agreed(found)
    found.papers[PaperKind.AGREEMENT] = PaperState(digest="0" * 64, signers=("p2", "p3", "p1"))
    with pytest.raises(Refused, match="being_signed"):
        do(found, "p1", act="clause", clause=clause.id, text="再改")


def test_only_facts_that_all_confirm_are_settled() -> None:
    found = file(RoomKind.MEDIATION, RoomRole.MEDIATOR, RoomRole.PARTY, RoomRole.PARTY)
    for text in ("借款八千元", "已还两千元"):
        do(found, "p1", act="fact", text=text)
    for fact in found.facts:
        do(found, "p2", act="answer_fact", fact=fact.id, agrees=True)
    do(found, "p3", act="answer_fact", fact=found.facts[0].id, agrees=True)
    do(found, "p3", act="answer_fact", fact=found.facts[1].id, agrees=False)
    assert [fact.text for fact in conduct.settled(found)] == ["借款八千元"]


def test_a_mediation_waits_for_identity_confidentiality_and_clauses() -> None:
    found = file(RoomKind.MEDIATION, RoomRole.MEDIATOR, RoomRole.PARTY, RoomRole.INTERPRETER, level="L1")
    assert conduct.unmet(found, "identity") == ""
    assert conduct.unmet(found, "joint") == "identity_open"
    for who in ("p2", "p3"):
        do(found, "p1", act="prove", participant=who, level="L3")
    assert conduct.unmet(found, "joint") == "confidentiality_open"
    for who in ("p2", "p3"):
        do(
            found,
            who,
            act="read",
            text="confidentiality",
            digest=TEXTS["confidentiality"].digest,
            to_end=True,
        )
    assert conduct.unmet(found, "joint") == ""
    assert conduct.unmet(found, "signing") == "clauses_open"
    assert conduct.unmet(found, "closed") == ""


def test_a_hearing_waits_for_booth_discipline_and_a_second_look_at_identity() -> None:
    found = file(RoomKind.HEARING, RoomRole.CLERK, RoomRole.PARTY)
    assert conduct.unmet(found, "discipline") == "booth_open"
    check = {"camera": True, "microphone": True, "quiet": True}
    do(found, "p2", act="booth", alone=False, **check)
    assert conduct.unmet(found, "discipline") == "booth_open"
    do(found, "p2", act="booth", alone=True, **check)
    assert conduct.unmet(found, "identity") == "discipline_open"
    do(found, "p2", act="read", text="discipline", digest=TEXTS["discipline"].digest, to_end=True)
    assert conduct.unmet(found, "rights") == "identity_open"
    do(found, "p1", act="prove", participant="p2", level="L4")
    assert conduct.unmet(found, "rights") == ""
    assert conduct.unmet(found, "investigation") == "rights_open"


def test_evidence_is_spoken_about_by_the_other_side_with_a_reason_for_a_dispute() -> None:
    found = file(RoomKind.HEARING, RoomRole.CLERK, RoomRole.PARTY, RoomRole.PARTY)
    do(found, "p1", act="exhibit", title="借条", by="p2", purpose="证明借款")
    opinion = {"authenticity": "accepted", "legality": "accepted", "relevance": "disputed"}
    with pytest.raises(Refused, match="own_evidence"):
        do(found, "p2", act="opine", exhibit="e4", opinion=opinion)
    with pytest.raises(Refused, match="words_missing"):
        do(found, "p3", act="opine", exhibit="e4", opinion=opinion)
    do(found, "p3", act="opine", exhibit="e4", opinion={**opinion, "reason": "与本案无关"})
    assert found.exhibits[0].opinions["p3"].relevance == "disputed"


def test_a_line_is_corrected_by_asking_and_frozen_once_it_is_signed() -> None:
    found = file(RoomKind.HEARING, RoomRole.CLERK, RoomRole.PARTY)
    conduct.overheard(found, found.people["p2"], "我借了八百元", NOW)
    line = found.lines[0]
    assert (line.speaker, line.machine) == ("p2", True)
    do(found, "p2", act="correct", line=line.id, text="我借了八千元")
    do(found, "p1", act="settle", line=line.id, correction=line.corrections[0].id, taken=True)
    assert (line.text, line.machine, line.corrections[0].state) == ("我借了八千元", False, "taken")
    found.papers[PaperKind.TRANSCRIPT] = PaperState(digest="0" * 64, signers=("p2", "p1"))
    with pytest.raises(Refused, match="being_signed"):
        do(found, "p2", act="correct", line=line.id, text="又改")
    conduct.overheard(found, found.people["p2"], "迟到的话", NOW)
    assert len(found.lines) == 1
    do(found, "p2", act="refuse", paper="transcript", reason="第三行记错了")
    paper = found.papers[PaperKind.TRANSCRIPT]
    assert (paper.next, paper.complete) == ("p1", False)
    with pytest.raises(Refused, match="not_now"):
        do(found, "p2", act="refuse", paper="transcript", reason="再拒一次")


def test_a_notary_hears_a_wish_that_was_said() -> None:
    found = file(RoomKind.NOTARY, RoomRole.NOTARY, RoomRole.RESIDENT)
    with pytest.raises(Refused, match="wish_open"):
        do(found, "p1", act="heard", participant="p2")
    do(found, "p2", act="read", text="notice", digest=TEXTS["notice"].digest, to_end=True)
    assert conduct.unmet(found, "document") == "wish_open"
    do(found, "p2", act="wish")
    do(found, "p1", act="heard", participant="p2")
    assert conduct.unmet(found, "document") == ""


def test_a_paper_takes_effect_when_all_have_signed() -> None:
    paper = PaperState(digest="0" * 64, signers=("p2", "p1"))
    assert paper.next == "p2"
    paper.marks["p2"] = Mark(at=NOW)
    assert (paper.next, paper.complete) == ("p1", False)
    paper.marks["p1"] = Mark(at=NOW)
    assert paper.complete
