"""The staff pages: closed without the password, complete with it, every look on record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests

from province.gateway.accounts.store import StaffRole
from tests.province.running import JPEG, NAME, PDF, Filing, Running, Terminal
from tests.province.staffing import at_the_desk, browser, hire, reader


@pytest.fixture
def signed_in(province: Running) -> Iterator[requests.Session]:
    """A browser of somebody who may read what was handed in."""
    with reader(province) as session:
        yield session


def actions(province: Running) -> list[tuple[str, str]]:
    """What the audit table holds of staff."""
    return [
        (row["action"], row["subject"]) for row in province.rows("audit") if row["actor"] == "staff:clerk"
    ]


@pytest.mark.parametrize("path", ["", "/submissions/3301", "/submissions/3301/parts/complaint.pdf"])
def test_without_a_session_there_is_only_the_sign_in_page(province: Running, path: str) -> None:
    answer = browser().get(f"{province.url}/staff{path}", allow_redirects=False, timeout=10)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/sign-in")


def test_a_lawyer_does_not_read_what_was_handed_in(province: Running) -> None:
    desk = at_the_desk(province, hire(province, "shen", StaffRole.LAWYER))
    assert desk.get(f"{province.url}/staff", timeout=10).url.endswith("/sign-in")


def test_a_submission_is_listed_read_and_opened(
    province: Running, terminal: Terminal, signed_in: requests.Session
) -> None:
    number = json.loads(terminal.hand_in(Filing()))["number"]
    listing = signed_in.get(f"{province.url}/staff", timeout=10)
    assert f"/staff/submissions/{number}" in listing.text
    assert f"{number[:6]} {number[6:8]} {number[8:16]} {number[16:]}" in listing.text
    assert NAME not in listing.text
    page = signed_in.get(f"{province.url}/staff/submissions/{number}", timeout=10)
    words = re.sub(r"<[^>]+>", " ", page.text)
    for expected in (NAME, "姓名", "5000.00", "愿意调解", "是", "民事起诉状", "借条", "K74P29", "同意"):
        assert expected in words
    for name, data, kind in (("complaint.pdf", PDF, "application/pdf"), ("iou-1.jpg", JPEG, "image/jpeg")):
        opened = signed_in.get(f"{province.url}/staff/submissions/{number}/parts/{name}", timeout=10)
        assert opened.headers["Content-Type"] == kind
        assert opened.content[:4] == data[:4], "a copy without what acts; see test_hostile_files"
        original = signed_in.get(opened.url, params={"original": "1"}, timeout=10)
        assert original.content == data
        assert opened.headers["Cache-Control"] == "no-store"
    looks = actions(province)
    assert ("staff.submission", number) in looks
    assert ("staff.part", f"{number}/complaint.pdf") in looks


def test_pages_run_no_scripts_and_are_not_kept(province: Running, signed_in: requests.Session) -> None:
    answer = signed_in.get(f"{province.url}/staff", timeout=10)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<script" not in answer.text
    [cookie] = signed_in.cookies
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "strict"


def test_answers_cannot_become_markup(
    province: Running, terminal: Terminal, signed_in: requests.Session
) -> None:
    filing = Filing.request("<script>alert(1)</script>")
    number = json.loads(terminal.hand_in(filing))["number"]
    page = signed_in.get(f"{province.url}/staff/submissions/{number}", timeout=10)
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text


def test_refusals_are_shown_for_a_person_to_follow_up(
    province: Running, terminal: Terminal, signed_in: requests.Session
) -> None:
    filing = Filing(level="L1")
    with pytest.raises(Exception, match="identity_too_low"):
        terminal.hand_in(filing)
    page = signed_in.get(f"{province.url}/staff", timeout=10)
    assert filing.submission_id in page.text
    assert "没有收下的" in page.text
    assert "办这件事需要更高的身份核验" in page.text


def test_unknown_numbers_and_parts_are_plain_refusals(
    province: Running, terminal: Terminal, signed_in: requests.Session
) -> None:
    number = json.loads(terminal.hand_in(Filing.request()))["number"]
    for path in ("330199", f"{number}/parts/complaint.pdf", f"{number}/parts/manifest.json"):
        assert signed_in.get(f"{province.url}/staff/submissions/{path}", timeout=10).status_code == 404


def test_signing_out_needs_the_pages_own_token(province: Running, signed_in: requests.Session) -> None:
    listing = signed_in.get(f"{province.url}/staff", timeout=10)
    signed_in.post(f"{province.url}/staff/sign-out", data={"csrf": "forged"}, timeout=10)
    assert signed_in.get(f"{province.url}/staff", timeout=10).url.endswith("/staff")
    found = re.search(r'name="csrf" value="([^"]+)"', listing.text)
    assert found is not None
    signed_in.post(f"{province.url}/staff/sign-out", data={"csrf": found[1]}, timeout=10)
    assert signed_in.get(f"{province.url}/staff", timeout=10).url.endswith("/sign-in")


def test_a_session_ends_when_nobody_uses_it(province: Running, signed_in: requests.Session) -> None:
    province.clock.shift += timedelta(minutes=31)
    assert signed_in.get(f"{province.url}/staff", timeout=10).url.endswith("/sign-in")
