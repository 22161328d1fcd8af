"""The staff desk in a real browser: signed in, somebody taken from the queue, talked to, advised in writing.

Every state is looked over by axe; media are counted as frames decoded at both ends.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from province.gateway.accounts.store import StaffRole
from tests.province.browsers import (
    AXE,
    BUILT,
    chromium,
    command,
    flaws,
    give_factors,
    page_of,
    terminal_page,
    told,
    too_wide,
    turned,
    until,
)
from tests.province.meeting import API, Visitor, join
from tests.province.running import Running, Terminal
from tests.province.staffing import Person, hire

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    assert (BUILT / "desk" / "index.html").exists(), "make web comes first"
    assert AXE.exists()
    with chromium() as started:
        yield started


def picture(page: Page, name: str) -> None:
    """Keep what it looks like, where somebody wants to see it (LAWBOOTH_PICTURES)."""
    folder = os.environ.get("LAWBOOTH_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def sign_in(page: Page, url: str, person: Person) -> None:
    """By keyboard, as the page asks."""
    give_factors(page, url, person.account, person.password, person.form()["code"])
    page.get_by_role("button", name="等候队列").wait_for()


def enter(page: Page, province: Running, visitor: Visitor, room: str) -> None:
    """The resident's side takes its seat."""
    token = visitor.post(f"/rooms/{room}/tokens").json()["token"]
    socket = f"{province.url.replace('http', 'ws', 1)}{API}/rooms/{room}/ws"
    command(page, do="enter", url=socket, token=token, width=320)


FRAMES = "window.lawboothFigures().then((one) => one.framesDecoded)"
SLOW_SAVE = """() => {
  const send = window.fetch;
  window.fetch = async (...args) => {
    if (args[1]?.method === "PUT") {
      window.fetch = send;
      window.saving = true;
      await new Promise((later) => setTimeout(later, 3000));
    }
    return send(...args);
  };
}"""
"""The draft's next save is on its way for three seconds: what is asked for meanwhile must wait for it."""


def test_a_lawyer_advises_somebody_from_sign_in_to_the_signed_opinion(
    province: Running, terminal: Terminal, browser: Browser
) -> None:
    person = hire(
        province, "shen", StaffRole.LAWYER, display="沈知衡", card='{"firm": "江衡所", "licence": "13301"}'
    )
    desk = page_of(browser)
    desk.goto(f"{province.url}/desk/")
    desk.get_by_role("heading", name="登录").wait_for()
    looked_over(desk, "desk-01-sign-in")
    sign_in(desk, province.url, person)
    visitor = join(province, terminal.enrolment.terminal_id, opposite=[{"name": "吴立本"}])
    join(province, terminal.enrolment.terminal_id)
    take(desk)
    room = visitor.place()["room"]
    resident = terminal_page(browser, province.url)
    enter(resident, province, visitor, room)
    talk(desk, resident)
    look_at_a_paper(desk, resident, province, visitor, room)
    look_close(desk, resident)
    step_away(desk, resident)
    write_an_opinion(desk, resident, person)
    part(desk, resident)


def test_a_clerk_answers_a_call_for_help_and_is_shown_no_case(
    province: Running, terminal: Terminal, browser: Browser
) -> None:
    person = hire(province, "zhou", StaffRole.CLERK, display="周敏")
    visitor = join(province, terminal.enrolment.terminal_id, service="help", topic={"title": "找人帮忙"})
    join(province, terminal.enrolment.terminal_id)
    desk = page_of(browser)
    sign_in(desk, province.url, person)
    desk.get_by_role("button", name="等候队列").click()
    desk.get_by_role("button", name="有人过去").wait_for()
    assert desk.get_by_text("邻里借款不还").count() == 0, "the call for help, no consultation"
    looked_over(desk, "desk-20-help-queue")
    desk.get_by_role("button", name="视频接听").click()
    desk.get_by_role("button", name="结束通话").wait_for()
    resident = terminal_page(browser, province.url)
    enter(resident, province, visitor, visitor.place()["room"])
    told(resident, "room", "one.room.seats.length === 2")
    until(desk, f"{FRAMES}.then((frames) => frames > 20)")
    looked_over(desk, "desk-21-help-call")
    assert desk.get_by_role("tab").count() == 0, "no opinion, no proposal"
    desk.get_by_role("button", name="结束通话").click()
    desk.get_by_role("button", name="帮上了").click()
    assert told(resident, "over")["outcome"] == "helped"
    desk.get_by_text("帮上了").wait_for()


def looked_over(page: Page, name: str) -> None:
    """Nothing that axe finds wrong and nothing that sticks out, in both languages; the page is as before afterwards."""
    for tongue in ("", "-other"):
        picture(page, f"{name}{tongue}")
        assert flaws(page) == []
        assert not too_wide(page), name + tongue
        turned(page)


def take(desk: Page) -> None:
    """The first in the queue, by keyboard, after the check."""
    desk.get_by_text("邻里借款不还").first.wait_for()
    looked_over(desk, "desk-02-queue")
    desk.keyboard.press("Enter")
    desk.get_by_text("未发现").wait_for()
    looked_over(desk, "desk-03-offer")
    desk.get_by_role("checkbox").check()
    desk.get_by_role("button", name="接听 Enter").last.click()
    desk.get_by_role("button", name="结束通话").wait_for()


def talk(desk: Page, resident: Page) -> None:
    """Name, pictures both ways, a caption, a line of text."""
    told(resident, "room", "one.room.seats.length === 2")
    command(resident, do="say", message={"kind": "introduce", "name": "陈桂兰", "level": "L3"})
    desk.get_by_text("陈桂兰").first.wait_for()
    until(desk, f"{FRAMES}.then((frames) => frames > 20)")
    told(resident, "quality", "one.figures.framesDecoded > 20")
    command(resident, do="say", message={"kind": "caption", "text": "他说等卖了车再还", "final": True})
    desk.get_by_text("他说等卖了车再还").wait_for()
    desk.locator("#chat").fill("背面没有字就不用拍")
    desk.keyboard.press("Enter")
    assert told(resident, "said", "one.message.kind === 'chat'")["message"]["text"] == "背面没有字就不用拍"


def look_at_a_paper(desk: Page, resident: Page, province: Running, visitor: Visitor, room: str) -> None:
    """Shown by the resident, pushed by the lawyer."""
    show_paper(province, visitor, room, resident)
    desk.get_by_alt_text("借条 第 1 / 1 页").wait_for()
    until(desk, "document.querySelector('.sheet img').naturalWidth > 100")
    desk.get_by_role("button", name="把这一页推到终端").click()
    assert told(resident, "said", "one.message.kind === 'push'")["message"]["page"] == 1


def look_close(desk: Page, resident: Page) -> None:
    """A second camera is a tile of its own, small or large, gone when it is taken away."""
    command(resident, do="document", on=True, label="fake_device_2", ask=1)
    assert told(resident, "closeup")["on"] is True
    until(desk, "document.querySelector('.closeup video')?.videoWidth > 0")
    looked_over(desk, "desk-07-closeup")
    desk.get_by_role("button", name="放大").click()
    looked_over(desk, "desk-08-closeup-large")
    desk.get_by_role("button", name="放大").click()
    command(resident, do="document", on=False, ask=2)
    desk.locator(".closeup").wait_for(state="detached")


def step_away(desk: Page, resident: Page) -> None:
    """Said in plain words, and not any more when somebody is back."""
    for on in (True, False):
        command(resident, do="set", what="camera", on=not on)
        command(resident, do="set", what="away", on=on)
        desk.get_by_text("居民走开了").wait_for(state="visible" if on else "detached")
        if on:
            looked_over(desk, "desk-09-away")


def write_an_opinion(desk: Page, resident: Page, person: Person) -> None:
    """Draft, preview, signature with a fresh code, told to be printed."""
    desk.get_by_label("一、居民讲述的情况").fill("邻居吴某2023年9月12日借款8000元，有借条。")
    desk.get_by_label("二、法律意见").fill("借条合法有效，对方应当还本（民法典第六百七十五条）。")
    desk.get_by_label("三、建议").fill("先申请人民调解，不收费。")
    looked_over(desk, "desk-04-call")
    desk.get_by_role("tab", name="建议事项").click()
    looked_over(desk, "desk-04-proposal")
    desk.get_by_role("tab", name="意见单").click()
    desk.evaluate(SLOW_SAVE)
    desk.get_by_label("四、").fill("借条原件")
    until(desk, "window.saving === true")
    desk.get_by_role("button", name="预览").click()
    desk.get_by_label("签名动态口令").fill(person.form()["code"])
    until(desk, "document.querySelector('.opinion .sheet img').naturalWidth > 100")
    looked_over(desk, "desk-05-opinion")
    desk.get_by_role("button", name="签名并交给居民").click()
    opinion = told(resident, "said", "one.message.kind === 'opinion'")["message"]
    answer = {"kind": "answer", "to": opinion["id"], "accepted": True, "outcome": "printed"}
    command(resident, do="say", message=answer)
    desk.get_by_text("终端：已打印").wait_for()


def part(desk: Page, resident: Page) -> None:
    """With an outcome; then the queue again, in English too."""
    desk.get_by_role("button", name="结束通话").click()
    looked_over(desk, "desk-06-end")
    desk.get_by_role("button", name="已给意见，建议调解").click()
    assert told(resident, "over")["outcome"] == "advised_mediation"
    desk.get_by_role("heading", name="等候队列").wait_for()
    desk.get_by_text("已给意见，建议调解").wait_for()
    desk.get_by_role("button", name="我的服务和时间").click()
    looked_over(desk, "desk-06-hours")
    desk.get_by_role("button", name="English").click()
    desk.get_by_role("heading", name="Queue").wait_for()


def show_paper(province: Running, visitor: Visitor, room: str, resident: Page) -> None:
    """The resident shows an IOU."""
    from PIL import Image, ImageDraw, ImageFont

    sheet = Image.new("RGB", (900, 1200), "#f4eee2")
    face = ImageFont.truetype("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 44)
    words = "借　条\n\n今借到邻居人民币捌仟元整，\n2024年6月30日前还清。"
    ImageDraw.Draw(sheet).multiline_text((90, 120), words, "#222", face, spacing=24)
    out = io.BytesIO()
    sheet.save(out, "JPEG")
    paper = visitor.post(f"/rooms/{room}/documents", json={"title": "借条"}).json()["document"]
    assert visitor.post(f"/rooms/{room}/documents/{paper}/pages", data=out.getvalue()).ok
    command(resident, do="say", message={"kind": "share", "document": paper})
