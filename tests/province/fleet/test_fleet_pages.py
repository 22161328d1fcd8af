"""The fleet's pages in a real browser: ten thousand terminals by pages, one acted on, alerts, rings; by axe and keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import Connection, insert

from legalnet.telemetry import ActionResult, Kind, Outbox, ScreenState, Software, Verdict
from province.fleet.alerts import mind_silence
from province.fleet.beats import Beat, take_all
from province.gateway.accounts.store import StaffRole
from province.gateway.clock import stamp
from province.gateway.storage.tables import terminals
from tests.province.browsers import AXE, BUILT, chromium, give_factors, page_of
from tests.province.fleet.beating import beat, device, reply, sent
from tests.province.running import Running, Terminal
from tests.province.staffing import hire
from tests.province.test_desk_pages import looked_over

pytestmark = pytest.mark.timeout(600)
MANY = 10_000
REGIONS = ("330199", "990101", "990102", "990103", "990104")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    assert (BUILT / "desk" / "index.html").exists(), "make web comes first"
    assert AXE.exists()
    with chromium() as started:
        yield started


def crowd(province: Running, count: int) -> None:
    """So many terminals that were heard, every hundredth with something wrong."""
    now = province.clock.now()
    places = ("杏林社区服务站", "锦屏大厅 2 号", "三号线 · 石桥站", "江衡律师事务所")

    def job(connection: Connection) -> None:
        names = [f"T330199-{number:08x}" for number in range(count)]
        connection.execute(insert(terminals), [
            {"id": name, "public_key": f"key {name}", "profile": "{}", "enrolled_at": stamp(now)} for name in names
        ])  # fmt: skip
        for start in range(0, count, 500):
            batch = []
            for number in range(start, min(count, start + 500)):
                wrong = (device(Kind.ID_READER, Verdict.DOWN, "no_answer"),) if number % 100 == 7 else ()
                wrong += (
                    (device(Kind.RECEIPT_PRINTER, Verdict.LOOK, "paper_low"),) if number % 100 == 9 else ()
                )
                screen = ScreenState.IN_USE if number % 10 == 3 else ScreenState.IDLE
                told = beat(now, devices=wrong or beat().devices, screen=screen, rtt_ms=30 + number % 20)
                batch.append(Beat(names[number], places[number % 4], REGIONS[number % 7 % 5], now, told))
            take_all(connection, batch)

    province.call(province.gateway.database.write(job))


def signed_in(page: Page, province: Running, name: str, role: StaffRole = StaffRole.OPERATOR) -> None:
    """Somebody who runs terminals and does nothing else, or an administrator."""
    person = hire(province, name, role, display="乔立群", card='{"firm": "云川市运维中心"}')
    give_factors(page, province.url, person.account, person.password, person.form()["code"])
    if role is StaffRole.ADMIN:
        page.locator("nav").get_by_role("button", name="终端总览").click()
    page.get_by_role("heading", name="终端总览").wait_for()


def test_ten_thousand_terminals_are_paged_narrowed_and_walked_by_keys(
    province: Running, browser: Browser
) -> None:
    crowd(province, MANY)
    page = page_of(browser)
    signed_in(page, province, "qiao")
    page.get_by_text("显示 1–50，共 10000").wait_for()
    assert page.locator("tbody tr").count() == 50  # never more, however many there are
    assert page.locator("nav").get_by_role("button", name="等候队列").count() == 0
    looked_over(page, "desk-11-fleet")
    page.get_by_role("button", name="100 停用").click()
    page.get_by_text("显示 1–50，共 100").wait_for()
    assert page.get_by_text("没有回话").count() == 50
    page.get_by_role("button", name="下一页").click()
    page.get_by_text("显示 51–100，共 100").wait_for()
    page.get_by_role("button", name="100 停用").click()
    page.get_by_text("显示 1–50，共 10000").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("T330199-0000000")
    page.keyboard.press("Enter")
    page.get_by_text("显示 1–16，共 16").wait_for()
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="T330199-00000007").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="English").click()
    page.get_by_text("Those that need somebody first").wait_for()
    page.context.close()


def test_a_line_that_is_away_and_a_district_are_seen_at_a_glance(province: Running, browser: Browser) -> None:
    long_ago = province.clock.now() - timedelta(minutes=9)

    def job(connection: Connection) -> None:
        names = [f"T330199-000001{number:02x}" for number in range(3)]
        connection.execute(insert(terminals), [
            {"id": name, "public_key": f"key {name}", "profile": "{}", "enrolled_at": stamp(long_ago)} for name in names
        ])  # fmt: skip
        take_all(connection, [
            Beat(name, "三号线 · 石桥站", "990101", long_ago, beat(long_ago), "aaaaaaaaaaaa") for name in names
        ])  # fmt: skip
        mind_silence(connection, province.clock.now())

    crowd(province, 120)
    province.call(province.gateway.database.write(job))
    page = page_of(browser)
    signed_in(page, province, "qiao")
    page.get_by_text("三号线 · 石桥站：3 台同时离线，同一网络出口。").wait_for()
    tile = page.locator(".districts button").filter(has_text="990101")
    assert "离线 3" in (tile.text_content() or "")
    assert page.locator(".districts li").count() == len(REGIONS)
    looked_over(page, "desk-11-districts")
    tile.click()
    page.get_by_text("共 37").wait_for()
    page.locator("h1").click()
    page.keyboard.press("l")
    page.locator(".districts").wait_for(state="detached")
    page.keyboard.press("g")
    page.locator(".districts").wait_for()
    page.get_by_role("button", name="新终端登记码").click()
    page.get_by_text(re.compile("登记码 [2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}：")).wait_for()
    page.locator("nav").get_by_role("button", name="告警").click()
    page.get_by_text("一条线路断了").first.wait_for()
    assert page.get_by_role("row").filter(has_text="三号线").count() == 1
    looked_over(page, "desk-13-line")
    page.context.close()


def test_one_terminal_is_understood_and_asked_to_restart(
    province: Running, terminal: Terminal, browser: Browser
) -> None:
    name = terminal.enrolment.terminal_id
    low = (device(Kind.ID_READER), device(Kind.RECEIPT_PRINTER, Verdict.LOOK, "paper_low"))
    reply(
        terminal,
        beat(devices=low, screen=ScreenState.IN_USE, visit_min=36, outbox=Outbox(waiting=3, oldest_s=240)),
    )
    page = page_of(browser)
    signed_in(page, province, "qiao")
    page.get_by_role("button", name=name).click()
    page.get_by_text("有居民在用").wait_for()
    page.get_by_text("纸快用完").first.wait_for()
    looked_over(page, "desk-12-terminal")
    page.keyboard.press("r")
    page.get_by_role("button", name="办理 Ctrl Enter").click()
    page.get_by_text("已交办").wait_for()
    [action] = reply(terminal, beat(screen=ScreenState.IN_USE)).actions
    number = action.body.partition('"id":"')[2].partition('"')[0]
    reply(terminal, beat(results=(ActionResult(id=number, outcome="done", at=province.clock.now()),)))
    page.get_by_text("办成").wait_for()
    page.get_by_role("button", name="开维护单").click()
    page.get_by_text("一小时内有效").wait_for()
    page.keyboard.press("2")
    looked_over(page, "desk-12-history")
    page.keyboard.press("3")
    page.get_by_text("fleet.ticket").wait_for()
    looked_over(page, "desk-12-audit")
    page.context.close()


def test_alerts_are_claimed_by_key_and_a_ring_is_seen_halted(
    province: Running, terminal: Terminal, browser: Browser
) -> None:  # fmt: skip
    page = page_of(browser)
    signed_in(page, province, "qiao")
    page.get_by_role("button", name="更新与发布").click()
    page.get_by_label("新版本号").first.fill("1.5.0")
    page.get_by_role("button", name="允许").first.click()
    page.get_by_text("在发布").wait_for()
    bad = Software(version="1.4.2", ring="canary", refused="1.5.0", reason="update_rolled_back")
    reply(terminal, beat(software=bad, devices=(device(Kind.ID_READER, Verdict.DOWN, "no_answer"),)))
    page.get_by_text("已停：拒绝超过 2%").wait_for()
    looked_over(page, "desk-13-rings")
    page.get_by_role("button", name="告警").click()
    page.get_by_text("没有回话").first.wait_for()
    looked_over(page, "desk-13-alerts")
    page.keyboard.press("c")
    page.get_by_role("cell", name="qiao").wait_for()
    page.keyboard.press("m")
    page.get_by_role("button", name="静音 1").wait_for()
    page.context.close()


def test_an_administrator_ends_an_enrolment_by_typing_the_terminals_id(
    province: Running, terminal: Terminal, browser: Browser
) -> None:
    name = terminal.enrolment.terminal_id
    reply(terminal)
    page = page_of(browser)
    signed_in(page, province, "qiao", StaffRole.ADMIN)
    page.get_by_role("button", name=name).click()
    page.keyboard.press("3")
    page.get_by_label("照抄终端编号").fill(name[:-1])
    assert page.get_by_role("button", name="吊销").is_disabled()
    page.get_by_label("照抄终端编号").fill(name)
    looked_over(page, "desk-12-revoke")
    page.get_by_role("button", name="吊销").click()
    page.get_by_role("heading", name="终端总览").wait_for()
    page.get_by_text("没有这样的终端。").wait_for()
    assert sent(terminal, beat()).status_code == 401
    page.context.close()
