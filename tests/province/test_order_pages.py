"""Work orders at the desk in a real browser: what breaks its promise next stands first, and every step is one action."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from province.gateway.accounts.store import StaffRole
from tests.province.asking import ZHANG
from tests.province.browsers import WAIT_MS, chromium
from tests.province.running import Running, Terminal
from tests.province.staffing import hire
from tests.province.test_desk_pages import looked_over
from tests.province.test_meeting_pages import at_desk
from tests.province.test_residents import hand_in, request_of

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    expect.set_options(timeout=WAIT_MS)
    with chromium() as started:
        yield started


def test_an_order_is_taken_passed_on_and_completed_by_keyboard(
    province: Running, terminal: Terminal, browser: Browser
) -> None:
    number = hand_in(terminal, request_of(ZHANG))
    desk = at_desk(browser, province, hire(province, "lu", StaffRole.CLERK, display="陆婉清"))
    desk.get_by_role("button", name="工单").click()
    desk.get_by_role("heading", name="工单").wait_for()
    desk.locator("tbody tr", has_text=number[-6:]).wait_for()
    desk.locator("h1").click()  # away from the menu's button, which Enter would press again
    desk.keyboard.press("Enter")
    desk.locator(".order .timers").wait_for()
    looked_over(desk, "orders-01-open")
    for action, unit in (("受理", ""), ("转派单", ""), ("派单", "锦屏司法所"), ("签收", ""), ("开始办", "")):
        desk.locator(".order .actions").get_by_role("button", name=action, exact=True).click()
        if unit:
            desk.get_by_label("承办单位").last.fill(unit)
        desk.locator(".order form").get_by_role("button", name="确认").click()
        desk.locator(".order form").wait_for(state="detached")
    desk.locator("h1").click()
    desk.keyboard.press("e")
    desk.get_by_label("写给居民看的话").fill("已经联系房东，押金退了。")
    looked_over(desk, "orders-02-complete")
    desk.locator(".order form").get_by_role("button", name="确认").click()
    desk.locator(".order .entry", has_text="请居民评价").wait_for()  # follows by itself, so it stands above
    expect(desk.locator(".order .entry", has_text="押金退了")).to_have_count(1)
    desk.keyboard.press("Escape")
    desk.locator(".order").wait_for(state="detached")
    desk.get_by_role("button", name="English").click()
    desk.get_by_role("heading", name="Work orders").wait_for()
    desk.get_by_role("tab", name="All").click()
    desk.get_by_text("to be rated").wait_for()
    looked_over(desk, "orders-03-english")
