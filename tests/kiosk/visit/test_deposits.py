"""A resident deposits evidence by touch: digests, the log's answer, slip, certificate; and fetches by code."""

from __future__ import annotations

from typing import Any

from legalnet.evidence.leaves import digests
from legalnet.evidence.proofs import Extra
from legalnet.evidence.slips import from_texts
from tests.kiosk.visit import walk
from tests.kiosk.visit.cabinet import Cabinet
from tests.legalnet.evidence.logs import SALT, Memory, deposit

CZ = "ZJ-CZ"


def to_handed_in(cabinet: Cabinet, delivered: bool = True) -> bytes:
    """ZJ-CZ handed in; the file that is to be deposited."""
    (walk.to_receipt if delivered else walk.to_saved)(cabinet, CZ)
    return cabinet.flow.journey_now.scanned_pdf("files").pdf


def answered(cabinet: Cabinet, file: bytes) -> Memory:
    """The keeper's answer with a real proof for this file."""
    [asked] = cabinet.keeper.told("deposit")
    assert (asked["sha256"], asked["sm3"]) == (digests(file).sha256.hex(), digests(file).sm3.hex())
    log = Memory()
    log.add(20)
    log.entries[7] = deposit(7, file).entry
    proof = log.proof(7, 20)
    text = str(type(proof)(proof.index, proof.path, proof.checkpoint, Extra(log.entries[7], SALT).pack()))
    cabinet.keeper.say(
        "deposited",
        request_id=asked["request_id"],
        outcome="done",
        reason="",
        proof=text,
        trust=log.trust.to_json(),
    )
    cabinet.tick(times=3)
    return log


def test_a_deposit_from_the_receipt_to_paper(cabinet: Cabinet) -> None:
    file = to_handed_in(cabinet)
    assert cabinet.screen == "receipt"
    assert cabinet.view["deposit"] == "asking"
    log = answered(cabinet, file)
    assert cabinet.view["deposit"] == "done"
    cabinet.act("deposit")
    assert cabinet.screen == "deposit"
    cabinet.tick(times=3)
    [item] = cabinet.view["items"]
    assert item["code"].replace(" ", "") == deposit(7, file).code
    assert item["slip"]["outcome"] == "done"
    texts = [block.data for block in cabinet.hardware.slips[-1].content if type(block).__name__ == "Qr"]
    assert from_texts(texts).proof(log.trust).leads_from(_leaf(file))
    cabinet.act("print_certificate", index=0)
    cabinet.tick(times=3)
    assert cabinet.view["items"][0]["certificate"]["outcome"] == "done"
    cabinet.act("back")
    assert cabinet.screen == "receipt"


def _leaf(file: bytes) -> bytes:
    from legalnet.evidence.tree import leaf_hash

    return leaf_hash(deposit(7, file).entry)


def test_without_a_network_it_can_be_tried_again_and_is_not_doubled(cabinet: Cabinet) -> None:
    to_handed_in(cabinet, delivered=False)
    [asked] = cabinet.keeper.told("deposit")
    cabinet.keeper.say("deposited", request_id=asked["request_id"], outcome="not_done", reason="unreachable")
    cabinet.tick(times=3)
    assert cabinet.view["deposit"] == "waiting"
    cabinet.act("deposit")
    cabinet.act("retry")
    again = cabinet.keeper.told("deposit")
    cabinet.tick(times=2)
    again = cabinet.keeper.told("deposit")
    assert [one["key"] for one in again] == [asked["key"]] * 2


def test_silence_becomes_unknown(cabinet: Cabinet) -> None:
    to_handed_in(cabinet)
    cabinet.tick(30.0, times=2)
    cabinet.act("deposit")
    assert cabinet.view["items"][0]["state"] == "unknown"


def test_a_proof_of_nothing_is_not_shown(cabinet: Cabinet) -> None:
    to_handed_in(cabinet)
    [asked] = cabinet.keeper.told("deposit")
    cabinet.keeper.say("deposited", request_id=asked["request_id"], outcome="done", proof="x", trust="{}")
    cabinet.tick(times=3)
    assert cabinet.view["deposit"] == "waiting"


def test_a_matter_that_deposits_nothing_says_nothing(cabinet: Cabinet) -> None:
    walk.to_receipt(cabinet)
    assert cabinet.view["deposit"] == "none"
    cabinet.act("deposit")
    assert cabinet.screen == "receipt"


def fetched(cabinet: Cabinet, **answer: Any) -> None:
    """A code typed, and the keeper's answer."""
    cabinet.act("tile", id="progress")
    cabinet.act("find", code=deposit(3).code)
    assert cabinet.screen == "deposit_found"
    assert cabinet.view["state"] == "asking"
    cabinet.tick()
    [asked] = cabinet.keeper.told("deposit_fetch")
    cabinet.keeper.say("deposited", request_id=asked["request_id"], **answer)
    cabinet.tick(times=3)


def test_one_tap_fetch_attaches_to_a_case(cabinet: Cabinet) -> None:
    log = Memory()
    log.add(20)
    fetched(
        cabinet, outcome="done", reason="", proof=str(log.proof(3, 20, extra=True)), trust=log.trust.to_json()
    )
    assert cabinet.view["state"] == "done"
    assert cabinet.view["witnesses"] == 2
    cabinet.act("attach")
    assert (cabinet.screen, cabinet.view["code"]) == ("intro", "ZJ-JZ")
    carried = cabinet.flow.journey_now.carried
    assert carried is not None
    assert deposit(3).code[:4] in str(carried.values)


def test_a_code_that_nobody_has(cabinet: Cabinet) -> None:
    fetched(cabinet, outcome="not_done", reason="deposit_unknown")
    assert (cabinet.view["state"], cabinet.view["reason"]) == ("not_done", "deposit_unknown")
    cabinet.act("attach")
    assert cabinet.screen == "deposit_found"
    cabinet.act("again")
    assert cabinet.screen == "lookup"


def test_a_wrong_digit_is_noticed_here(cabinet: Cabinet) -> None:
    cabinet.act("tile", id="progress")
    code = deposit(3).code
    cabinet.act("find", code=str((int(code[0]) + 1) % 10) + code[1:])
    assert (cabinet.screen, cabinet.view["error"]) == ("lookup", "format")
