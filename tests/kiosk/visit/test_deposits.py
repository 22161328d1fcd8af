"""A resident deposits evidence by touch: digests, the log's answer, slip, certificate; and fetches by code."""

from __future__ import annotations

from typing import Any

from kiosk.keeper.vault import record_name
from legalnet.evidence.leaves import digests
from legalnet.evidence.proofs import Extra
from legalnet.evidence.slips import from_texts
from offline_cache.states import Lane
from tests.kiosk.visit import walk
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.conftest import MakeCabinet
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


def kept(cabinet: Cabinet) -> str:
    """ZJ-CZ handed in without a network; the keeper keeps its deposit. Its key."""
    walk.to_confirm(cabinet, CZ)
    cabinet.act("submit")
    cabinet.tick()
    [asked] = cabinet.keeper.told("deposit")
    cabinet.keeper.say(
        "deposited", request_id=asked["request_id"], key=asked["key"], outcome="kept", reason="unreachable"
    )
    cabinet.tick(5.0, times=3)
    assert (cabinet.screen, cabinet.view["deposit"]) == ("saved", "kept")
    return str(asked["key"])


def proof_of(file: bytes) -> dict[str, str]:
    """What a keeper says of a deposit that stands."""
    log = Memory()
    log.add(20)
    log.entries[7] = deposit(7, file).entry
    proof = log.proof(7, 20)
    text = str(type(proof)(proof.index, proof.path, proof.checkpoint, Extra(log.entries[7], SALT).pack()))
    return {"outcome": "done", "reason": "", "proof": text, "trust": log.trust.to_json()}


def test_a_deposit_that_waits_is_not_called_one(cabinet: Cabinet) -> None:
    kept(cabinet)
    words = repr(cabinet.hardware.slips[-1].content)
    assert "这张凭条不是存证证明" in words
    assert "存证编码" not in words
    cabinet.act("deposit")
    [item] = cabinet.view["items"]
    assert (cabinet.view["state"], item["state"], item["code"], item["slip"]["outcome"]) == (
        "kept",
        "kept",
        "",
        "none",
    )
    cabinet.act("retry")
    assert cabinet.keeper.told("retry_now")
    assert len(cabinet.keeper.told("deposit")) == 1, "it waits in the outbox; asking twice is not needed"


def test_it_stands_while_the_resident_is_still_there(cabinet: Cabinet) -> None:
    key = kept(cabinet)
    file = cabinet.flow.journey_now.scanned_pdf("files").pdf
    cabinet.keeper.say("deposit_settled", key="another-filing-files")
    cabinet.keeper.say("deposit_settled", key=key)
    cabinet.tick(times=3)
    [looked] = cabinet.keeper.told("deposit_kept")
    assert looked["key"] == key
    cabinet.keeper.say("deposited", request_id=looked["request_id"], key=key, **proof_of(file))
    cabinet.tick(times=3)
    assert cabinet.view["deposit"] == "done"
    cabinet.act("deposit")
    cabinet.tick(times=3)
    assert cabinet.view["items"][0]["slip"]["outcome"] == "done"
    assert cabinet.view["items"][0]["certifiable"] is True


def test_at_the_next_visit_the_receipt_code_brings_it(make: MakeCabinet) -> None:
    first = make()
    key = kept(first)
    code = first.view["code"]
    record = first.flow.handover.record
    assert record is not None
    file = first.flow.journey_now.scanned_pdf("files").pdf
    later = make()
    later.keeper.cache.records.put(record_name(record.code), record.model_dump_json().encode())
    later.keeper.cache.outbox.enqueue(f"deposit-{key}", Lane.JSON, b"{}")
    later.act("tile", id="progress")
    later.act("find", code=code)
    later.tick(times=3)
    assert (later.screen, later.view["deposit"]) == ("lookup_result", "asking")
    [looked] = later.keeper.told("deposit_kept")
    later.keeper.say("deposited", request_id=looked["request_id"], key=key, **proof_of(file))
    later.tick(times=3)
    assert later.view["deposit"] == "done"
    later.act("deposit")
    later.tick(times=3)
    [item] = later.view["items"]
    assert (item["label"], item["slip"]["outcome"], item["certifiable"]) == ("要存证的文件", "done", False)
    later.act("print_certificate", index=0)
    assert later.view["items"][0]["certificate"]["outcome"] == "none", "its file is not here to be hashed"
    later.act("back")
    assert later.screen == "lookup_result"


def test_a_filing_without_such_deposits_says_nothing_of_them(cabinet: Cabinet) -> None:
    walk.to_saved(cabinet)
    record = cabinet.flow.handover.record
    assert record is not None
    assert "存证" not in repr(cabinet.hardware.slips[-1].content)
