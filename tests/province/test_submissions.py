"""Taking in submissions: exactly once, by the same rules as the terminal, with a number and dates."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from legalnet.catalogue import load_bundle, load_catalogue
from legalnet.interview import validate
from legalnet.submission import Acknowledgement, Role
from offline_cache.uplink import Offline, Refused
from province.gateway.clock import civil_date
from tests.province.catalogue import SUIT, TOO_MUCH
from tests.province.running import JPEG, NAME, Filing, Part, Running, Terminal

PDF_WORD = b"% a document"


def refusal(terminal: Terminal, filing: Filing) -> Refused:
    """The refusal that a filing meets."""
    with pytest.raises(Refused) as caught:
        terminal.hand_in(filing)
    return caught.value


def test_a_filing_gets_a_number_and_its_dates(province: Running, terminal: Terminal) -> None:
    answer = Acknowledgement.model_validate_json(terminal.hand_in(Filing()))
    day = civil_date(province.clock.now())
    assert answer.number == f"33019901{day:%Y%m%d}000001"
    assert answer.status == "received"
    assert [date.what for date in answer.next_dates] == ["法院告诉您立案不立案"]
    assert answer.next_dates[0].date is not None


def test_numbers_run_on(terminal: Terminal) -> None:
    numbers = [json.loads(terminal.hand_in(Filing.request()))["number"][-6:] for _ in range(3)]
    assert numbers == ["000001", "000002", "000003"]


def test_the_same_key_gets_the_same_bytes_and_one_row(province: Running, terminal: Terminal) -> None:
    sealed = terminal.seal(Filing())
    terminal.upload(sealed)
    first = terminal.uplink.submit(sealed.key, sealed.header).body
    province.clock.shift += province.clock.shift.resolution * 60_000_000
    assert terminal.uplink.submit(sealed.key, sealed.header).body == first
    found = terminal.uplink.query(sealed.key)
    assert found is not None
    assert found.body == first
    assert len(province.rows("submissions")) == 1


def test_many_at_once_with_one_key_make_one_row(province: Running, terminal: Terminal) -> None:
    sealed = terminal.seal(Filing())
    terminal.upload(sealed)
    with ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(terminal.uplink.submit, sealed.key, sealed.header) for _ in range(16)]
        bodies = {job.result().body for job in jobs}
    assert len(bodies) == 1
    assert len(province.rows("submissions")) == 1
    assert province.rows("counters")[0]["value"] == 1


def test_many_different_ones_at_once_all_get_their_own_number(province: Running, terminal: Terminal) -> None:
    with ThreadPoolExecutor(8) as pool:
        bodies = list(pool.map(lambda _: terminal.hand_in(Filing.request()), range(24)))
    numbers = {int(json.loads(body)["number"][-6:]) for body in bodies}
    assert numbers == set(range(1, 25))
    assert len(province.rows("work_orders")) == 24


def test_another_content_under_the_same_key_is_refused(terminal: Terminal) -> None:
    filing = Filing.request()
    terminal.hand_in(filing)
    assert refusal(terminal, filing).code == "key_reused"


def test_another_terminal_cannot_ask_or_repeat(province: Running, terminal: Terminal, tmp_path: Path) -> None:
    sealed = terminal.seal(Filing.request())
    terminal.upload(sealed)
    terminal.uplink.submit(sealed.key, sealed.header)
    other = province.terminal(tmp_path / "other")
    assert other.uplink.query(sealed.key) is None
    with pytest.raises(Refused) as caught:
        other.uplink.submit(sealed.key, sealed.header)
    assert caught.value.code == "terminal_other"


def test_an_unknown_key_is_answered_with_none(terminal: Terminal) -> None:
    assert terminal.uplink.query("00000000-0000-0000-0000-000000000000") is None


def test_files_that_are_missing_are_only_waited_for(province: Running, terminal: Terminal) -> None:
    sealed = terminal.seal(Filing())
    digest, size, path = sealed.blobs[0]
    terminal.uplink.upload_blob(digest, size, path)
    with pytest.raises(Offline, match="parts_missing"):
        terminal.uplink.submit(sealed.key, sealed.header)
    assert province.rows("submissions") == []


def test_a_broken_rule_is_refused_with_the_words_of_the_terminal(
    province: Running, terminal: Terminal
) -> None:
    filing = Filing(answers={"w": {"name": NAME, "amount": "20000.00"}})
    matter = load_catalogue(province.gateway.settings.catalogue).get(SUIT)
    assert matter is not None
    words = validate(matter, filing.answers, civil_date(province.clock.now()))[0].message
    refused = refusal(terminal, filing)
    assert refused.code == "answers_refused"
    assert words == TOO_MUCH
    assert refused.message.startswith(words)
    assert province.rows("submissions") == []


@pytest.mark.parametrize(
    ("filing", "code"),
    [
        (Filing(matter_code="SS-NONE"), "matter_unknown"),
        (Filing(level="L2"), "identity_too_low"),
        (Filing(consent=False), "consent_missing"),
        (Filing(answers={"w": {"amount": "5"}}), "answers_refused"),
        (Filing(envelope_changes={"key_id": "0" * 16}), "key_unknown"),
        (Filing(manifest_changes={"matter_code": "SQ-90"}), "inconsistent"),
        (Filing(manifest_changes={"identity": {}}), "inconsistent"),
        (Filing(manifest_changes={"documents": []}), "inconsistent"),
        (
            Filing(parts=[Part("complaint.pdf", Role.DOCUMENT, "application/pdf", b"<html>")]),
            "not_a_document",
        ),
        (Filing(parts=[Part("complaint.jpg", Role.DOCUMENT, "image/jpeg", JPEG)]), "not_a_document"),
        (Filing(parts=[Part("iou-1.exe", Role.MATERIAL, "application/x-ms", b"MZ")]), "not_a_document"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(
    province: Running, terminal: Terminal, filing: Filing, code: str
) -> None:
    refused = refusal(terminal, filing)
    assert refused.code == code
    assert "。" in refused.message
    assert province.rows("submissions") == []
    traces = [row["subject"] for row in province.rows("audit") if row["action"] == "submission.refused"]
    assert all(code in trace and NAME not in trace for trace in traces)


def test_a_document_that_is_not_the_signed_one_is_refused(terminal: Terminal) -> None:
    filing = Filing()
    manifest = filing.manifest("test")
    filing.manifest_changes = {"documents": [{**manifest["documents"][0], "sha256": "1" * 64}]}
    assert refusal(terminal, filing).code == "inconsistent"


def test_a_part_sealed_for_another_submission_does_not_open(terminal: Terminal) -> None:
    taken = json.loads(terminal.seal(Filing()).header)["parts"]
    filing = Filing()
    sealed = terminal.seal(filing)
    envelope = json.loads(sealed.header)
    envelope["parts"][1]["wrapped_key"] = taken[1]["wrapped_key"]
    terminal.upload(sealed)
    with pytest.raises(Refused) as caught:
        terminal.uplink.submit(sealed.key, json.dumps(envelope).encode())
    assert caught.value.code == "cannot_open"


def test_a_request_becomes_a_work_order(province: Running, terminal: Terminal) -> None:
    number = json.loads(terminal.hand_in(Filing.request()))["number"]
    [order] = province.rows("work_orders")
    assert (order["order_no"], order["kind"], order["status"]) == (number, "咨询", "待受理")
    terminal.hand_in(Filing())
    assert len(province.rows("work_orders")) == 1


def test_nothing_personal_lies_readable_in_the_data_folder(province: Running, terminal: Terminal) -> None:
    terminal.hand_in(Filing())
    refusal(terminal, Filing(answers={"w": {"name": NAME, "amount": "20000"}}))
    planted = [NAME.encode(), NAME.encode("utf-16-le"), json.dumps(NAME).strip('"').encode(), PDF_WORD]
    for path in province.gateway.settings.data.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(trace in content for trace in planted), path.name


def test_a_late_filing_is_judged_by_the_catalogue_it_was_made_with(
    province: Running, terminal: Terminal
) -> None:
    published = province.gateway.published
    version = published.current.version
    stricter: dict[str, Any] = json.loads(published.bundle)
    stricter["matters"] = [matter for matter in stricter["matters"] if matter["code"] != SUIT]
    for group in stricter["groups"]:
        group["matters"] = [one for one in group["matters"] if one["code"] != SUIT]
    published.current = load_bundle(json.dumps(stricter).encode())
    sealed = terminal.seal(Filing(), version)
    terminal.upload(sealed)
    terminal.uplink.submit(sealed.key, sealed.header)
    assert refusal(terminal, Filing()).code == "matter_unknown"
