"""The desk without scripts: every action is a form, refused without its token, and said on the page when it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import requests

from tests.province.asking import ZHANG, Visit
from tests.province.running import PDF, Running, Terminal
from tests.province.staffing import reader
from tests.province.test_residents import filed_by, hand_in, request_of


@pytest.fixture
def browser(province: Running) -> Iterator[requests.Session]:
    """Somebody signed in at the plain pages."""
    with reader(province) as session:
        yield session


def hidden(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form of an action."""
    form = next(form for form in page.split("<form")[1:] if f'name="action" value="{action}"' in form)
    found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return {name: value.replace("&quot;", '"') for name, value in found.items()}


def test_an_application_is_handled_by_forms(
    province: Running, terminal: Terminal, browser: requests.Session
) -> None:
    number = hand_in(terminal, filed_by(ZHANG))
    assert (
        f"/staff/applications/{number}"
        in browser.get(f"{province.url}/staff/submissions/{number}", timeout=20).text
    )
    url = f"{province.url}/staff/applications/{number}"
    page = browser.get(url, timeout=20)
    assert "<script" not in page.text
    assert ZHANG[0] in page.text
    assert ZHANG[1] not in page.text
    form = hidden(page.text, "accept")
    assert browser.post(url, data={**form, "csrf": "guess"}, timeout=20).status_code == 403
    accepted = browser.post(url, data={**form, "unit": "江临区人民法院", "words": "立案了"}, timeout=20)
    assert accepted.status_code == 200
    assert "已受理" in accepted.text
    stale = browser.post(url, data={**form, "key": "another-key-1"}, timeout=20)
    assert stale.status_code == 412
    assert "刚刚有变化" in stale.text
    visit = Visit(terminal)
    visit.identify()
    visit.ask("POST", "/delivery-consents", {"purpose": "general", "given": True})
    done = hidden(accepted.text, "progress")
    assert browser.post(url, data={**done, "words": ""}, timeout=20).status_code == 422
    browser.post(url, data={**done, "words": "正在办"}, timeout=20)
    finish = {
        **hidden(browser.get(url, timeout=20).text, "complete"),
        "words": "办结了",
        "document.kind": "reply",
    }
    answer = browser.post(url, data=finish, files={"pdf": ("x.pdf", PDF, "application/pdf")}, timeout=20)
    assert answer.status_code == 200, answer.text
    [served] = visit.ask("GET", "/inbox").json["deliveries"]
    assert served["kind"] == "reply"
    assert visit.ask("GET", f"/inbox/{served['id']}/document").raw == PDF


def test_a_work_order_is_handled_by_forms(
    province: Running, terminal: Terminal, browser: requests.Session
) -> None:
    number = hand_in(terminal, request_of(ZHANG))
    assert f"/staff/orders/{number}" in browser.get(f"{province.url}/staff/orders", timeout=20).text
    url = f"{province.url}/staff/orders/{number}"
    for action, more in (
        ("accept", {}),
        ("queue", {}),
        ("dispatch", {"unit": "锦屏司法所"}),
        ("sign", {}),
        ("start", {}),
    ):
        form = hidden(browser.get(url, timeout=20).text, action)
        page = browser.post(url, data={**form, **more}, files={"pdf": ("", b"")}, timeout=20)
        assert page.status_code == 200, page.text
    assert "锦屏司法所" in page.text
    assert "办理中" in page.text
    returned = browser.post(url, data={**hidden(page.text, "return"), "reason": "重复"}, timeout=20)
    assert "待派单" in returned.text
