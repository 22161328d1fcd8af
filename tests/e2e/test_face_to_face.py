"""A resident at the real terminal and a lawyer in a real browser see each other; a signed paper is printed."""

from __future__ import annotations

import re
import socket
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page

from kiosk.tour.script import LONG_S
from kiosk.tour.stage import await_value
from kiosk.voice.model import install
from tests.e2e.terminal import CLOCK, Terminal
from tests.kiosk.voice.mouth import MODEL, Synthesised
from tests.province.browsers import choose_password, chromium, give_factors, page_of, until

pytestmark = [pytest.mark.timeout(900), pytest.mark.slow]

MICROPHONE = "microphone.sock"
TRIES, STEP = 20, 3200
"""How often it is said; bytes of a tenth of a second."""
FRAMES = "window.lawboothFigures().then((one) => one.framesDecoded)"


def hired(
    terminal: Terminal, name: str = "shen", role: str = "lawyer", display: str = "沈知衡"
) -> tuple[str, str, pyotp.TOTP]:
    """Somebody's account by the province's own command."""
    import subprocess
    import sys

    data = Path(terminal.stage.ready["staff_password_file"]).parent
    line = [
        sys.executable,
        "main.py",
        "staff",
        "add",
        "--data",
        str(data),
        name,
        "--role",
        role,
        "--display",
        display,
    ]
    said = subprocess.run(line, capture_output=True, text=True, check=True, timeout=300).stdout.split()
    totp = pyotp.parse_uri(said[2])
    assert isinstance(totp, pyotp.TOTP)
    return said[0], said[1], totp


def sign_in(desk: Page, terminal: Terminal, person: tuple[str, str, pyotp.TOTP]) -> None:
    """At the desk that the province serves."""
    give_factors(desk, terminal.stage.ready["url"], person[0], person[1], person[2].at(CLOCK.now()))
    choose_password(desk, person[1])
    desk.get_by_role("heading", name="等候队列").wait_for()


def advise(desk: Page, code: str) -> None:
    """A written opinion, signed."""
    desk.get_by_label("二、法律意见").fill("借条合法有效，对方应当还本（民法典第六百七十五条）。")
    desk.get_by_label("三、建议").fill("先申请人民调解，不收费。")
    desk.get_by_role("button", name="预览").click()
    desk.get_by_label("签名动态口令").fill(code)
    desk.get_by_role("button", name="签名并交给居民").click()


def printed(terminal: Terminal) -> list[Path]:
    """What the simulated printer put out."""
    return sorted(path for path in terminal.stage.folder.rglob("*.pdf") if path.stat().st_size > 0)


def test_a_lawyer_is_called_advises_and_a_signed_paper_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAWBOOTH_VOICE_MICROPHONE", f"sim:{tmp_path / MICROPHONE}")
    assert install(MODEL, tmp_path / "stage" / "terminal" / "voice" / "model", CLOCK) == []
    terminal = Terminal(tmp_path / "stage")
    try:
        with chromium() as browser:
            person = hired(terminal)
            desk = page_of(browser)
            sign_in(desk, terminal, person)
            meet(terminal, desk, person, tmp_path)
    finally:
        terminal.resident.go_away()
        terminal.stage.stop_all()


def meet(terminal: Terminal, desk: Page, person: tuple[str, str, pyotp.TOTP], pictures: Path) -> None:
    """From the first screen to the paper in the hand."""
    resident = terminal.resident
    resident.arrive()
    resident.see("idle", seconds=LONG_S)
    resident.until(lambda: to_queue(terminal), "the queue", LONG_S)
    resident.tap("topic-owed")
    resident.see_that(lambda view: view["state"] == "waiting", "a place in the queue", LONG_S)
    desk.get_by_text("借钱要不回来").first.wait_for()
    desk.keyboard.press("Enter")
    desk.get_by_text("未核对").wait_for()
    desk.get_by_role("checkbox").check()
    desk.get_by_role("button", name=re.compile("接听 Enter")).last.click()
    resident.see_that(
        lambda view: view["state"] == "ringing" and view["lawyer"] == "沈知衡", "the ringing", LONG_S
    )
    resident.tap("action-accept")
    resident.see("consult", seconds=LONG_S)
    resident.see_that(lambda view: view["state"] == "talking", "the other end", LONG_S)
    until(desk, f"{FRAMES}.then((frames) => frames > 20)")
    before = desk.evaluate(FRAMES)
    desk.locator("#chat").fill("您好，我是沈律师")
    desk.keyboard.press("Enter")
    resident.see_that(lambda view: any("沈律师" in one["text"] for one in view["chat"]), "the words", LONG_S)
    resident.see_that(decoding, "pictures from the lawyer", LONG_S)
    captioned(desk, pictures / MICROPHONE)
    resident.shot(pictures / "consult.png")
    held_up(terminal, desk, pictures)
    walked_away(terminal, desk, pictures)
    advise(desk, person[2].at(CLOCK.now(), counter_offset=1))
    resident.see_that(lambda view: view["opinion"] == "asked", "the question about the paper", LONG_S)
    had = printed(terminal)
    resident.tap("action-agree")
    resident.see_that(lambda view: view["print"]["outcome"] == "done", "the print", LONG_S)
    desk.get_by_text("终端：已打印").wait_for()
    assert len(printed(terminal)) > len(had)
    assert desk.evaluate(FRAMES) > before
    resident.tap("action-hang-up")
    resident.see_that(lambda view: view["state"] == "over", "the end", LONG_S)
    desk.get_by_text("居民还没有进来").wait_for()


def held_up(terminal: Terminal, desk: Page, pictures: Path) -> None:
    """Something under the document camera: a second picture at the desk, a still on its table, both by touch."""
    resident = terminal.resident
    resident.tap("action-close-up")
    resident.see_that(lambda view: view["closeUp"]["state"] == "on", "the second camera", LONG_S)
    until(desk, "document.querySelector('.closeup video')?.videoWidth > 0")
    resident.tap("action-still")
    resident.see_that(lambda view: view["closeUp"]["still"] == "sent", "the still", LONG_S)
    until(desk, "document.querySelector('.papers .sheet img')?.naturalWidth > 500")
    resident.shot(pictures / "closeup.png")
    desk.screenshot(path=str(pictures / "closeup-desk.png"))
    resident.tap("action-close-down")
    desk.locator(".closeup").wait_for(state="detached")


def walked_away(terminal: Terminal, desk: Page, pictures: Path) -> None:
    """The presence sensor sees the resident go: nothing is sent or shown until they touch the screen again."""
    resident = terminal.resident
    resident.rig.do("relay.presence", present=True)
    CLOCK.sleep(4.0)
    resident.rig.do("relay.presence", present=False)
    resident.see_that(lambda view: view["away"], "the cover", LONG_S)
    desk.get_by_text("居民走开了").wait_for()
    resident.shot(pictures / "away.png")
    resident.rig.do("relay.presence", present=True)
    CLOCK.sleep(3.0)
    assert resident.look()["view"]["away"] is True
    resident.tap("action-back-here")
    desk.get_by_text("居民走开了").wait_for(state="detached")
    before = desk.evaluate(FRAMES)
    until(desk, f"{FRAMES}.then((frames) => frames > {before} + 10)")


def captioned(desk: Page, microphone: Path) -> None:
    """What is said before the terminal's microphone is read at the desk; said again while the recogniser loads."""
    sound = Synthesised().say("包工头欠我两个月工钱") + bytes(2 * 16_000)
    read = desk.locator(".captions").get_by_text(re.compile("工钱"))
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        await_value(lambda: line.connect_ex(str(microphone)) == 0, LONG_S, "the open microphone")
        for _ in range(TRIES):
            for at in range(0, len(sound), STEP):
                line.sendall(sound[at : at + STEP])
                CLOCK.sleep(STEP / 32_000)
            if read.count():
                return
    raise AssertionError("no caption")


def to_queue(terminal: Terminal) -> bool:
    """By the tile; before the terminal knows that the province is there, it says what else can be done."""
    resident = terminal.resident
    resident.tap("tile-lawyer")
    if "topics" in resident.see("waiting", "unavailable"):
        return True
    resident.tap("bar-back")
    resident.see("idle")
    return False


def decoding(view: dict[str, Any]) -> bool:
    """Whether the terminal decodes the other side's pictures."""
    return bool(view["frames"] > 20)
