"""One's own account at the desk in a real browser, by keyboard: the first password, sessions seen and ended."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from province.gateway.accounts.store import StaffRole
from tests.province.browsers import BUILT, chromium, give_factors, page_of
from tests.province.running import Running
from tests.province.staffing import Person, at_the_desk, hire
from tests.province.test_desk_pages import looked_over, sign_in

pytestmark = pytest.mark.timeout(300)
OWN = "桂花里的银杏叶黄了第三遍"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    assert (BUILT / "desk" / "index.html").exists(), "make web comes first"
    with chromium() as started:
        yield started


def typed(page: Page, *fields: str) -> None:
    """One field after another, as the tab key goes."""
    for field in fields:
        page.keyboard.type(field)
        page.keyboard.press("Tab")


def test_a_first_password_is_changed_and_sessions_are_ended_by_keyboard(
    province: Running, browser: Browser
) -> None:
    roles = frozenset({StaffRole.LAWYER})
    made = province.call(province.gateway.sessions.add("shen", "沈知衡", roles, '{"firm": "江衡所"}'))
    person = Person.of(made, province.clock)
    page = page_of(browser)
    give_factors(page, province.url, person.account, person.password, person.form()["code"])
    change_the_first(page, person)
    page.get_by_role("heading", name="等候队列").wait_for()
    see_and_end(page, province, person)
    in_english(page)


def change_the_first(page: Page, person: Person) -> None:
    """Nothing else is there; what everybody takes is refused in words."""
    page.get_by_role("heading", name="先换成您自己的密码").wait_for()
    assert page.get_by_role("navigation").count() == 0
    looked_over(page, "account-01-first")
    page.locator("#current").focus()
    typed(page, person.password, "Password123456", "Password123456")
    page.keyboard.press("Enter")
    page.get_by_text("新密码太常见").wait_for()
    looked_over(page, "account-02-too-common")
    for field in ("#fresh", "#again"):
        page.locator(field).fill(OWN)
    page.locator("#again").press("Enter")
    person.password = OWN


def see_and_end(page: Page, province: Running, person: Person) -> None:
    """Another browser of the same person is seen and ended with the password; this one stays."""
    other = at_the_desk(province, person)
    page.get_by_role("button", name="我的账号").press("Enter")
    page.get_by_text("就是这里").wait_for()
    looked_over(page, "account-03-sessions")
    page.get_by_role("button", name="结束这一处").press("Enter")
    page.keyboard.type("guess")
    page.keyboard.press("Enter")
    page.get_by_text("现在的密码不对").wait_for()
    looked_over(page, "account-04-wrong")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="结束其他全部").press("Enter")
    page.keyboard.type(OWN)
    page.keyboard.press("Enter")
    page.get_by_text("已结束。").wait_for()
    assert page.locator("tbody tr").count() == 1
    assert other.get(f"{province.url}/pln/v1/staff/me", timeout=60).status_code == 401


def in_english(page: Page) -> None:
    """The same in the other language, and the present password asked for."""
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="My account").wait_for()
    page.get_by_text("this one").wait_for()
    looked_over(page, "account-05-english")
    page.locator("#current").focus()
    typed(page, "guess", OWN + "2", OWN + "2")
    page.keyboard.press("Enter")
    page.get_by_text("The present password is not right").wait_for()


def test_whose_session_was_ended_elsewhere_is_led_to_the_sign_in(province: Running, browser: Browser) -> None:
    person = hire(province, "lin", StaffRole.LAWYER)
    page = page_of(browser)
    sign_in(page, province.url, person)
    page.get_by_role("button", name="我的账号").click()
    page.get_by_text("就是这里").wait_for()
    assert province.call(province.gateway.sessions.end_others("lin", "", None)) == 1
    for field in ("#current", "#fresh", "#again"):
        page.locator(field).fill(OWN)
    page.locator("#again").press("Enter")
    page.get_by_role("heading", name="登录").wait_for()
