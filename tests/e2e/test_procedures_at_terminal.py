"""A mediation and a hearing at the real terminal, a mediator and a clerk in real browsers; a signed agreement results."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from kiosk.tour.proving import Proving
from kiosk.tour.resident import LONG_S, Resident, Stuck
from kiosk.ui.driver import DriverError
from kiosk.uplink.certificate import ROOT_FILE
from tests.e2e.terminal import CLOCK, Terminal
from tests.e2e.test_face_to_face import FRAMES, decoding, hired, printed, to_queue
from tests.province.browsers import WAIT_MS, choose_password, chromium, give_factors, page_of, until
from tests.province.test_meeting_pages import opened

pytestmark = [pytest.mark.timeout(1200), pytest.mark.slow]

Account = tuple[str, str, pyotp.TOTP]
FULL = os.environ.get("LAWBOOTH_FACE") == "full"
NAME = "张秀英"
CLAUSE = "李建国分两次还清借款，每次4000元。"
SOUND = "window.lawboothFigures().then((one) => one.audioBytes)"
STROKES = [[0.2, 0.3, 0.4, 0.7, 0.6, 0.3], [0.5, 0.2, 0.5, 0.8, 0.8, 0.6]]
BOOTH = ("camera", "microphone", "quiet", "alone")


@contextmanager
def met(folder: Path) -> Iterator[tuple[Terminal, Browser]]:
    """A terminal with its province, and a browser for whoever sits elsewhere."""
    expect.set_options(timeout=WAIT_MS)
    terminal = Terminal(folder)
    try:
        with chromium() as browser:
            yield terminal, browser
    finally:
        terminal.put_away()


def at_desk(browser: Browser, terminal: Terminal, person: Account) -> Page:
    """Signed in, before the list of sessions."""
    desk = page_of(browser)
    give_factors(desk, terminal.stage.ready["url"], person[0], person[1], person[2].at(CLOCK.now()))
    choose_password(desk, person[1])
    desk.get_by_role("heading", name="调解 · 公证 · 庭审").wait_for()
    return desk


def invited(desk: Page, side: str) -> str:
    """Ten digits for somebody who comes to a terminal."""
    desk.get_by_role("button", name="邀请").click()
    desk.locator("#call-name").fill(NAME)
    desk.locator("#call-side").fill(side)
    desk.locator("#call-way").select_option("terminal")
    desk.get_by_role("button", name="生成").click()
    digits = desk.locator(".people .digits")
    digits.wait_for()
    return digits.inner_text().replace(" ", "")


def shown_to_attendant(resident: Resident) -> None:
    """Her card on the reader, and the attendant instead of the camera."""
    proving = Proving(resident, lambda _label: None)
    proving.lay_card("zhang")
    resident.see("consent")
    resident.tap("action-decline")
    proving.ask_attendant()
    resident.see("meeting", seconds=LONG_S)


def come_in(terminal: Terminal, digits: str) -> None:
    """By card and a person of the site, then the ten digits by touch."""
    resident = terminal.resident
    resident.arrive()
    resident.see("idle", seconds=LONG_S)
    resident.until(lambda: to_queue(terminal), "the queue", LONG_S)
    resident.tap("way-called")
    resident.see("consent")
    resident.tap("action-agree")
    resident.see("card")
    shown_to_attendant(resident)
    for digit in digits:
        resident.press(digit)
    resident.tap("action-enter")
    resident.see_that(lambda view: view["state"] == "there", "the room", LONG_S)


def read_to_end(terminal: Terminal, name: str) -> None:
    """The button stays dead until the last line was on the screen."""
    resident = terminal.resident

    def shown(view: dict[str, Any]) -> bool:
        return bool(not view["neutral"] and view["task"] == "read" and view["reading"]["name"] == name)

    resident.see_that(shown, f"the text {name}", LONG_S)
    resident.until(lambda: onwards(terminal), "the last line", LONG_S)
    resident.tap("reading-agree")


def onwards(terminal: Terminal) -> bool:
    """Whether the end was seen; a page further if not. A short text is at its end at once."""
    if not ready(terminal, "reading-agree"):
        with contextlib.suppress(Stuck):
            terminal.resident.tap("reading-on")
    return ready(terminal, "reading-agree")


def task(terminal: Terminal, wanted: str) -> dict[str, Any]:
    """Once that is asked of the person; the view."""
    return dict(terminal.resident.see_that(lambda view: view["task"] == wanted, wanted, LONG_S))


def test_a_mediation_at_the_terminal_ends_in_a_signed_agreement(tmp_path: Path) -> None:
    with met(tmp_path / "stage") as (terminal, browser):
        person = hired(terminal, "wu", "mediator", "吴桂珍")
        desk = at_desk(browser, terminal, person)
        opened(desk, "借款纠纷")
        come_in(terminal, invited(desk, "申请人"))
        terminal.resident.see_that(lambda view: view["neutral"] == "door", "the door", LONG_S)
        desk.get_by_role("button", name=f"请进 {NAME}").click()
        read_to_end(terminal, "confidentiality")
        task(terminal, "recording")
        terminal.resident.tap("choice-no")
        terminal.resident.see_that(decoding, "pictures of the mediator", LONG_S)
        until(desk, f"{FRAMES}.then((frames) => frames > 20)")
        until(desk, f"{SOUND}.then((bytes) => bytes > 2000)")
        terminal.resident.shot(tmp_path / "mediation.png")
        clause(terminal, desk)
        paper = signed(terminal, desk, person, tmp_path)
        had = printed(terminal)
        terminal.resident.tap("paper-print")
        terminal.resident.see_that(lambda view: view["print"]["outcome"] == "done", "the print", LONG_S)
        assert len(printed(terminal)) > len(had)
        intact(terminal, paper)


def clause(terminal: Terminal, desk: Page) -> None:
    """One clause, agreed to by touch."""
    desk.get_by_label("加一条条款").fill(CLAUSE)
    desk.get_by_role("button", name="加上").last.click()
    view = task(terminal, "clause")
    assert view["clause"]["text"] == CLAUSE
    terminal.resident.tap("clause-agree")
    expect(desk.locator(".answers")).to_contain_text(f"{NAME} 同意")


def signed(terminal: Terminal, desk: Page, person: Account, pictures: Path) -> Path:
    """In turn, the party at the terminal first; the file as the desk keeps it."""
    desk.get_by_role("tab", name="签名").click()
    desk.get_by_role("button", name="生成并开始签名：调解协议书").click()
    task(terminal, "sign")
    terminal.resident.see_that(
        lambda view: any(CLAUSE in line for line in view["words"]), "the words", LONG_S
    )
    terminal.resident.until(lambda: drawn(terminal), "something on the pad", LONG_S)
    terminal.resident.shot(pictures / "sign.png")
    terminal.resident.tap("paper-sign")
    desk.get_by_label("我看完了").check()
    desk.get_by_label("签名动态口令").fill(person[2].at(CLOCK.now(), counter_offset=1))
    desk.get_by_role("button", name="签名", exact=True).click()
    task(terminal, "signed")
    desk.get_by_text("各方都签了，已生效").wait_for()
    with desk.expect_download() as download:
        desk.get_by_role("button", name="下载打印").click()
    paper = pictures / "agreement.pdf"
    download.value.save_as(paper)
    return paper


def drawn(terminal: Terminal) -> bool:
    """Whether there is something on the pad; the page is turned until the pad is whole under the finger."""
    resident = terminal.resident
    try:
        resident.sign(STROKES)
    except DriverError:
        resident.tap("scroll-down")
    return resident.has("paper-wipe")


def intact(terminal: Terminal, paper: Path) -> None:
    """The command finds both signatures whole and trusted."""
    root = terminal.stage.folder / "terminal" / ROOT_FILE
    line = [sys.executable, "main.py", "document", "verify", str(paper), "--trust", str(root), "--json"]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=300)
    report = json.loads(done.stdout)
    assert (done.returncode, report["verdict"]) == (0, "intact"), report
    assert len(report["signatures"]) == 2
    assert all(one["whole"] and one["trusted"] for one in report["signatures"])
    assert len(report["signatures"][0]["strokes_sha256"]) == 64


@pytest.mark.parametrize("way", ["in the suite", *(["to the end"] if FULL else [])])
def test_a_hearing_checks_the_booth_and_the_discipline_at_the_terminal(tmp_path: Path, way: str) -> None:
    with met(tmp_path / "stage") as (terminal, browser):
        desk = at_desk(browser, terminal, hired(terminal, "qi", "clerk", "祁小禾"))
        opened(desk, "机动车交通事故责任纠纷")
        come_in(terminal, invited(desk, "原告"))
        desk.get_by_role("button", name=f"请进 {NAME}").click()
        seen_anew(terminal)
        task(terminal, "booth")
        assert not ready(terminal, "booth-send")
        for name in BOOTH:
            terminal.resident.tap(f"booth-{name}")
        terminal.resident.shot(tmp_path / "booth.png")
        terminal.resident.tap("booth-send")
        for name in ("discipline", "rights"):
            read_to_end(terminal, name)
        task(terminal, "")
        desk.locator(".person-row", has_text=NAME).get_by_text("L4").wait_for()
        if way == "to the end":
            to_the_transcript(terminal, desk)


def ready(terminal: Terminal, name: str) -> bool:
    """Whether a button can be pressed."""
    return bool(terminal.resident.driver.do("has", objectName=name)["ready"])


def seen_anew(terminal: Terminal) -> None:
    """A hearing asks once more who is here: card and a person of the site."""
    resident = terminal.resident
    task(terminal, "prove")
    resident.rig.do(
        "card.remove"
    )  # one that still lies there is read before anybody sees that it is asked for
    resident.tap("action-prove")
    resident.see("card")
    shown_to_attendant(resident)


def to_the_transcript(terminal: Terminal, desk: Page) -> None:
    """Steps by the clerk, a line in the minutes, and the party signs them at the terminal."""
    for _ in range(4):
        now = desk.locator(".stages .now").inner_text()
        desk.get_by_role("button", name="进入下一步").click()
        expect(desk.locator(".stages .now")).not_to_have_text(now)
    desk.get_by_role("tab", name="笔录").click()
    desk.locator("form .short").select_option(label=NAME)
    desk.get_by_label("插入一行").fill("我在工地是按天算钱的")
    desk.keyboard.press("Enter")
    desk.locator(".words", has_text="我在工地是按天算钱的").wait_for()
    desk.get_by_role("tab", name="签名").click()
    desk.get_by_role("button", name="生成并开始签名：笔录").click()
    task(terminal, "sign")
    terminal.resident.see_that(
        lambda view: any("按天算钱" in line for line in view["words"]), "the minutes", LONG_S
    )
    terminal.resident.tap("paper-sign")
    desk.get_by_text(re.compile(f"{NAME} 已签")).wait_for()
