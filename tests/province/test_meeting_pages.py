"""Mediation, hearing and notary in real browsers: a desk, an interpreter's desk and telephones. Axe looks on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from province.gateway.accounts.store import StaffRole
from tests.province.asking import WANG, ZHANG, Visit
from tests.province.browsers import (
    WAIT_MS,
    chromium,
    command,
    give_factors,
    page_of,
    terminal_page,
    told,
    until,
)
from tests.province.meeting import API
from tests.province.running import Running, Terminal
from tests.province.staffing import Person, hire
from tests.province.test_desk_pages import FRAMES, looked_over
from tests.province.test_parties import add_slots
from tests.province.test_proceedings import at_terminal
from tests.province.test_sealed_papers import drawn

pytestmark = pytest.mark.timeout(600)

SEEN = "当面核对了证件和本人"
PICTURES = "[...document.querySelectorAll('.sheets img')].some((one) => one.naturalWidth > 100)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    expect.set_options(timeout=WAIT_MS)
    with chromium() as started:
        yield started


def at_desk(browser: Browser, province: Running, person: Person) -> Page:
    """Signed in, before the list of sessions."""
    page = page_of(browser)
    give_factors(page, province.url, person.account, person.password, person.form()["code"])
    page.get_by_role("heading", name="调解 · 公证 · 庭审").wait_for()
    return page


def opened(desk: Page, title: str) -> None:
    """A fresh session, by keyboard."""
    desk.get_by_label("事由").fill(title)
    desk.get_by_label("案号或编号").fill("（2026）某人调1号")
    desk.get_by_label("法院").fill("江临区人民法院")
    desk.keyboard.press("Enter")
    desk.get_by_role("heading", name=title).wait_for()


def call(desk: Page, role: str, **fields: str) -> str:
    """Call somebody by the form; the link for their telephone, empty for a colleague."""
    if desk.locator("#call-role").count() == 0:
        desk.get_by_role("button", name="邀请").click()
    desk.locator("#call-role").select_option(label=role)
    for field, value in fields.items():
        desk.locator(f"#call-{field}").fill(value)
    desk.get_by_role("button", name="生成").click()
    name = fields.get("name", "周老师")
    desk.locator(".person-row", has_text=name).wait_for()
    note = desk.locator(".people > .note")
    note.wait_for()
    return "" if "account" in fields else note.locator(".code").inner_text()


def telephone(browser: Browser, link: str) -> Page:
    """A party's own browser; the link counts once."""
    page = page_of(browser, 390, 844)
    page.goto(link)
    page.get_by_role("button", name="进入视频").wait_for()
    return page


def read_to_end(page: Page) -> None:
    """The button is dead until the last line was on the screen."""
    agree = page.locator(".reading button")
    agree.wait_for()
    page.locator(".reading .text").evaluate("(box) => box.scrollTo(0, box.scrollHeight)")
    expect(agree).to_be_enabled()
    agree.click()


def sign_here(page: Page, code: str = "", *, by_hand: bool = False) -> None:
    """Look, tick, write one's name or not, sign."""
    page.get_by_role("tab", name="签名").click()
    until(page, PICTURES)
    page.get_by_label("我看完了").check()
    if code:
        page.get_by_label("签名动态口令").fill(code)
    if by_hand:
        written(page)
    page.get_by_role("button", name="签名", exact=True).click()


STROKES = [[(0.2, 0.3), (0.4, 0.7), (0.6, 0.3)], [(0.5, 0.2), (0.5, 0.8), (0.8, 0.6)]]
"""Two of them, in shares of the pad."""


def write_name(page: Page, strokes: list[list[tuple[float, float]]]) -> None:
    """By a finger on the pad; the page does not scroll under it."""
    pad = page.locator(".pad canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    glass = page.context.new_cdp_session(page)
    for stroke in strokes:
        for at, (x, y) in enumerate(stroke):
            point = {"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]}
            kind = "touchMove" if at else "touchStart"
            glass.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        glass.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    glass.detach()
    after = pad.bounding_box()
    assert after is not None
    assert after["y"] == box["y"]


def test_a_mediation_from_the_link_to_the_signed_agreement(province: Running, browser: Browser) -> None:
    mediator = hire(province, "wu", StaffRole.MEDIATOR, display="吴桂珍")
    signer = hire(province, "zhou", StaffRole.INTERPRETER, display="周老师")
    desk = at_desk(browser, province, mediator)
    looked_over(desk, "meeting-01-list")
    opened(desk, "借款纠纷")
    phone = telephone(browser, call(desk, "当事人", name="李建国", side="被申请人"))
    looked_over(phone, "meeting-02-door")
    other = telephone(browser, call(desk, "当事人", name="张秀英", side="申请人"))
    call(desk, "译员", account="zhou")
    looked_over(desk, "meeting-03-called")
    for page, name in ((phone, "李建国"), (other, "张秀英")):
        come_in(desk, page, name)
    interpreted(browser, province, desk, phone, signer)
    agreed(desk, phone, other)
    apart(desk, phone, other)
    signed(desk, phone, other, mediator)


def come_in(desk: Page, page: Page, name: str) -> None:
    """Outside, let in, bound, asked about recording, seen with the card."""
    page.get_by_role("button", name="进入视频").click()
    page.get_by_text("已经到门口").wait_for()
    desk.get_by_role("button", name=f"请进 {name}").click()
    expect(page.locator(".reading button")).to_be_disabled()
    looked_over(page, "meeting-04-phone")
    read_to_end(page)
    page.get_by_role("button", name="同意录音录像", exact=True).click()
    desk.locator(".person-row", has_text=name).get_by_role("button", name=SEEN).click()
    desk.locator(".person-row", has_text=name).get_by_text("人员核验").wait_for()


def interpreted(browser: Browser, province: Running, desk: Page, phone: Page, signer: Person) -> None:
    """A third of the width or more; nothing goes on when the line is lost."""
    hands = at_desk(browser, province, signer)
    hands.get_by_role("button", name="进入").click()
    desk.get_by_role("button", name="请进 周老师").click()
    read_to_end(hands)
    phone.locator(".tile.pinned video").wait_for()
    tile, whole = phone.locator(".tile.pinned").bounding_box(), phone.locator(".tiles").bounding_box()
    assert tile is not None
    assert whole is not None
    assert tile["width"] >= whole["width"] / 3
    until(desk, f"{FRAMES}.then((frames) => frames > 10)")
    looked_over(desk, "meeting-05-interpreter")
    hands.context.close()
    phone.get_by_text("译员掉线，已暂停").wait_for()
    looked_over(phone, "meeting-06-halted")
    back = at_desk(browser, province, signer)
    back.get_by_role("button", name="进入").click()
    phone.get_by_text("译员掉线，已暂停").wait_for(state="detached")


def agreed(desk: Page, phone: Page, other: Page) -> None:
    """Facts confirmed, a clause proposed in other words, taken over and agreed."""
    desk.get_by_label("加一条事实").fill("2023年9月12日借款8000元")
    desk.keyboard.press("Enter")
    for page in (phone, other):
        page.get_by_role("button", name="确认", exact=True).click()
    desk.get_by_label("加一条条款").fill("李建国于2026年12月5日前还款8000元。")
    desk.get_by_role("button", name="加上").last.click()
    phone.get_by_role("button", name="我提另一种写法").click()
    phone.get_by_label("我的写法").fill("李建国分两次还清，每次4000元。")
    phone.get_by_role("button", name="提出").click()
    desk.get_by_text("李建国 提议").wait_for()
    desk.get_by_role("button", name="看笔记").click()
    looked_over(desk, "meeting-07-clauses")
    desk.get_by_role("button", name="看笔记").click()
    desk.get_by_role("button", name="改成这样").click()
    other.get_by_text("分两次还清").wait_for()
    looked_over(other, "meeting-08-clause")
    other.get_by_role("button", name="这条我同意").click()
    expect(desk.locator(".answers")).to_contain_text("张秀英 同意")


def apart(desk: Page, phone: Page, other: Page) -> None:
    """Who is outside sees a neutral page."""
    desk.get_by_role("button", name="单独谈：李建国").click()
    other.get_by_text("调解员正在和另一方单独谈").wait_for()
    phone.get_by_text("现在只有您和调解员").wait_for()
    looked_over(desk, "meeting-09-caucus")
    looked_over(other, "meeting-10-outside")
    desk.keyboard.press("Control+j")
    other.get_by_text("调解员正在和另一方单独谈").wait_for(state="detached")


def written(page: Page) -> None:
    """A slip is no signature, it is wiped; then one's name."""
    write_name(page, [[(0.1, 0.1), (0.15, 0.1)]])
    page.get_by_text("写得太小了").wait_for()
    expect(page.get_by_role("button", name="签名", exact=True)).to_be_disabled()
    page.get_by_role("button", name="擦掉重写").click()
    page.get_by_role("img", name="签名区，还没有写").wait_for()
    write_name(page, STROKES)
    page.get_by_role("img", name="签名区，已写 2 笔").wait_for()
    looked_over(page, "meeting-13-pad")


def signed(desk: Page, phone: Page, other: Page, mediator: Person) -> None:
    """In turn, one by finger, the others without; then the application for confirmation is one code away."""
    desk.get_by_role("tab", name="签名").click()
    desk.get_by_role("button", name="生成并开始签名：调解协议书").click()
    sign_here(phone, by_hand=True)
    sign_here(other)
    looked_over(other, "meeting-11-signed")
    sign_here(desk, mediator.form()["code"])
    for page in (desk, phone, other):
        page.get_by_text("各方都签了，已生效").wait_for()
    phone.get_by_role("button", name="要一个终端号码").click()
    phone.locator(".digits").wait_for()
    looked_over(desk, "meeting-12-done")
    with desk.expect_download() as download:
        desk.get_by_role("button", name="下载打印").click()
    paper = Path(download.value.path()).read_bytes()
    assert ["S" in drawn(paper, f"Lawbooth{one}").split() for one in (1, 2, 3)] == [True, False, False]
    desk.get_by_role("tab", name="留言与提议").click()
    looked_over(desk, "meeting-12-messages")
    ended(desk, phone)


def ended(desk: Page, phone: Page) -> None:
    """A word to all by keyboard; then it is over for everybody, and the telephone says so."""
    desk.get_by_label("打字说给在场的人").fill("谢谢各位")
    desk.keyboard.press("Enter")
    phone.locator(".captions").get_by_text("谢谢各位").wait_for()
    desk.keyboard.press("Control+d")
    looked_over(desk, "meeting-14-end")
    desk.get_by_role("button", name="已办成").click()
    phone.get_by_text("这一场已经结束").wait_for()
    looked_over(phone, "meeting-15-over")
    desk.get_by_role("heading", name="调解 · 公证 · 庭审").wait_for()
    looked_over(desk, "meeting-16-list")


def test_a_hearing_from_the_booth_to_the_refused_transcript(province: Running, browser: Browser) -> None:
    clerk = hire(province, "qi", StaffRole.CLERK, display="祁小禾")
    desk = at_desk(browser, province, clerk)
    opened(desk, "机动车交通事故责任纠纷")
    party = telephone(browser, call(desk, "当事人", name="何秋生", side="原告"))
    witness = telephone(browser, call(desk, "证人", name="孙某", side="证人"))
    for page, name in ((party, "何秋生"), (witness, "孙某")):
        prepared(desk, page, name)
    onwards(desk)
    onwards(desk)
    expect(desk.get_by_role("button", name="进入下一步")).to_be_disabled()
    for name in ("何秋生", "孙某"):
        desk.locator(".person-row", has_text=name).get_by_role("button", name=SEEN).click()
    onwards(desk)
    onwards(desk)
    desk.locator(".stages .now", has_text="法庭调查").wait_for()
    desk.get_by_role("button", name="隔离", exact=True).click()
    witness.get_by_text("您现在单独等候").wait_for()
    evidence(desk, party)
    transcript(desk, party)


def onwards(desk: Page) -> None:
    """The next step, once nothing is open before it."""
    now = desk.locator(".stages .now").inner_text()
    desk.get_by_role("button", name="进入下一步").click()
    expect(desk.locator(".stages .now")).not_to_have_text(now)


def prepared(desk: Page, page: Page, name: str) -> None:
    """Booth looked over, discipline and rights read."""
    page.get_by_role("button", name="进入视频").click()
    desk.get_by_role("button", name=f"请进 {name}").click()
    for label in ("摄像头看得清我", "话筒听得清我", "这里安静", "没有无关的人在场"):
        page.get_by_label(label).check()
    looked_over(page, "hearing-01-booth")
    page.locator(".tasks").get_by_role("button", name="确认", exact=True).click()
    for title in ("法庭纪律", "权利和义务"):
        page.locator(".reading h2", has_text=title).wait_for()
        read_to_end(page)
    page.get_by_text("现在没有要您做的事").wait_for()


def evidence(desk: Page, party: Page) -> None:
    """Shown by the clerk, spoken about by the party."""
    desk.get_by_role("tab", name="证据").click()
    desk.get_by_role("button", name="出示一件证据").click()
    desk.locator("#ex-title").fill("门诊病历")
    desk.locator("#ex-by").select_option(label="祁小禾")
    desk.get_by_role("button", name="加上").click()
    party.get_by_role("tab", name="证据").click()
    party.get_by_role("button", name="质证意见 1").click()
    party.get_by_role("group", name="关联性").get_by_label("不认可").check()
    party.get_by_label("理由").fill("口腔科费用与事故无关")
    looked_over(party, "hearing-02-opinion")
    party.get_by_role("button", name="发送").click()
    desk.get_by_text("口腔科费用与事故无关").wait_for()
    looked_over(desk, "hearing-03-evidence")


def transcript(desk: Page, party: Page) -> None:
    """Kept by the clerk, corrected by the party, refused with a reason."""
    desk.keyboard.press("F9")
    desk.locator(".lamp.on").wait_for()
    desk.get_by_role("tab", name="笔录").click()
    desk.locator("form .short").select_option(label="何秋生")
    desk.get_by_label("插入一行").fill("我在工地是按天算的")
    desk.keyboard.press("Enter")
    party.get_by_role("tab", name="笔录").click()
    party.get_by_role("button", name="请求更正 我在工地").click()
    party.get_by_label("应当是").fill("我在工地是按天算钱的")
    party.get_by_role("button", name="发送").click()
    desk.get_by_role("button", name="采纳", exact=True).click()
    desk.locator(".words", has_text="我在工地是按天算钱的").wait_for()
    looked_over(desk, "hearing-04-transcript")
    desk.keyboard.press("F9")
    desk.locator(".lamp:not(.on)").wait_for()
    desk.get_by_role("tab", name="签名").click()
    desk.get_by_role("button", name="生成并开始签名：笔录").click()
    party.get_by_role("tab", name="签名").click()
    party.get_by_role("button", name="不签，说明理由").click()
    party.get_by_label("理由").fill("漏记了工资标准")
    party.get_by_role("button", name="发送").click()
    desk.get_by_text("何秋生 拒绝签名：漏记了工资标准").wait_for()
    looked_over(desk, "hearing-05-refused")


def test_a_notary_hears_the_wish_and_signs_in_english_too(province: Running, browser: Browser) -> None:
    notary = hire(province, "gong", StaffRole.NOTARY, display="龚文")
    desk = at_desk(browser, province, notary)
    opened(desk, "委托书公证")
    person = telephone(browser, call(desk, "申请人", name="张秀英"))
    person.get_by_role("button", name="English").click()
    person.get_by_role("button", name="Join by video").click()
    desk.get_by_role("button", name="请进 张秀英").click()
    read_to_end(person)
    desk.get_by_role("button", name=SEEN).click()
    person.get_by_role("button", name="I have said what I want").click()
    looked_over(person, "notary-01-phone")
    desk.get_by_role("button", name="我听到了 张秀英 自愿的陈述").click()
    for _ in range(4):
        onwards(desk)
    desk.get_by_role("tab", name="签名").click()
    desk.get_by_role("button", name="生成并开始签名：公证声明书").click()
    person.get_by_role("tab", name="Signing").click()
    person.get_by_label("I have read it").check()
    person.get_by_role("button", name="Sign", exact=True).click()
    sign_here(desk, notary.form()["code"])
    desk.get_by_text("各方都签了，已生效").wait_for()
    looked_over(desk, "notary-02-desk")


def test_a_party_is_invited_by_booking(browser: Browser, province: Running, terminal: Terminal) -> None:
    """At a free hour by the form; another party at the same time; and nobody whom the province does not know."""
    for who in (ZHANG, WANG):
        Visit(terminal).identify(who)
    add_slots(province)
    mediator = hire(province, "wu-book", StaffRole.MEDIATOR, display="吴桂珍")
    desk = at_desk(browser, province, mediator)
    opened(desk, "借款纠纷")
    book(desk, ZHANG[0], ZHANG[1], "（空闲）")
    row = desk.locator(".person-row", has_text=ZHANG[0])
    expect(row).to_contain_text("预约")
    expect(row).to_contain_text("约在")
    expect(desk.locator(".people > .note")).to_contain_text("已约好")
    book(desk, WANG[0], WANG[1], "（本场已约的时间）")
    expect(desk.locator(".person-row", has_text=WANG[0])).to_contain_text("约在")
    book(desk, "无此人", "330105199001010010", "（本场已约的时间）", known=False)
    expect(desk.get_by_text("省里没有这个证件号码")).to_be_visible()
    looked_over(desk, "meeting-booking")
    desk.context.close()


def book(desk: Page, name: str, number: str, hour: str, *, known: bool = True) -> None:
    """By the form, to the first hour of that kind."""
    if desk.locator("#call-role").count() == 0:
        desk.get_by_role("button", name="邀请").click()
    desk.locator("#call-name").fill(name)
    desk.locator("#call-way").select_option("booking")
    desk.locator("#call-number").fill(number)
    hours = desk.locator("#call-hour option", has_text=hour)
    hours.first.wait_for(state="attached")
    desk.locator("#call-hour").select_option(str(hours.first.get_attribute("value")))
    desk.get_by_role("button", name="生成").click()
    if known:
        desk.locator(".person-row", has_text=name).wait_for()


def test_a_close_up_is_a_tile_of_its_own_and_its_still_lies_on_the_table(
    province: Running, browser: Browser, terminal: Terminal
) -> None:
    """Somebody at a terminal holds an exhibit under its second camera; the clerk's page shows both, then the still."""
    desk = at_desk(browser, province, hire(province, "qi-close", StaffRole.CLERK, display="祁小禾"))
    opened(desk, "机动车交通事故责任纠纷")
    resident = at_the_terminal(desk, browser, province, terminal)
    until(desk, f"{FRAMES}.then((frames) => frames > 10)")
    command(resident, do="document", on=True, label="fake_device_2", ask=1)
    assert told(resident, "closeup")["on"] is True
    tile = desk.locator(".tile.paper")
    until(desk, "document.querySelector('.tile.paper video')?.videoWidth > 0")
    expect(tile.locator("video")).to_have_attribute("aria-label", "原告 张秀英 · 台面特写")
    desk.get_by_role("tab", name="证据").click()
    looked_over(desk, "hearing-06-closeup")
    command(resident, do="still")
    assert told(resident, "still_taken")["id"]
    desk.locator(".actions button", has_text="台面照片").click()
    until(desk, "document.querySelector('.panel .sheet img')?.naturalWidth > 600")
    looked_over(desk, "hearing-07-still")
    command(resident, do="document", on=False, ask=2)
    tile.wait_for(state="detached")
    desk.context.close()
    resident.context.close()


def at_the_terminal(desk: Page, browser: Browser, province: Running, terminal: Terminal) -> Page:
    """A party who came by ten digits and was let in: the terminal's own page, its camera and microphone on."""
    desk.get_by_role("button", name="邀请").click()
    for field, value in {"name": "张秀英", "side": "原告"}.items():
        desk.locator(f"#call-{field}").fill(value)
    desk.locator("#call-way").select_option("terminal")
    desk.get_by_role("button", name="生成").click()
    code = desk.locator(".people .digits").inner_text().replace(" ", "")
    way = at_terminal(terminal, code=code, level="L3", name="张秀英").json()
    rooms = f"{province.url}{API}/rooms/{way['room']}"
    resident = terminal_page(browser, province.url)
    answer = resident.request.post(f"{rooms}/tokens", headers={"Authorization": f"Bearer {way['secret']}"})
    command(resident, do="enter", url=f"{rooms.replace('http', 'ws', 1)}/ws", token=answer.json()["token"])
    desk.get_by_role("button", name="请进 张秀英").click()
    return resident
