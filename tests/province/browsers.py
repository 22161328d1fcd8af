"""A real browser for tests: Debian's Chromium with a camera and a microphone that are none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "web" / "dist"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
WAIT_MS = 90_000
FLAGS = (
    "--no-sandbox",
    "--use-fake-device-for-media-stream=device-count=3,fps=8",
    "--use-fake-ui-for-media-stream",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets",
)
CHANNEL = """
window.qt = { webChannelTransport: {} };
window.QWebChannel = function (_transport, ready) {
  const bridge = { told: (text) => window.told.push(JSON.parse(text)),
                   command: { connect: (slot) => { window.command = (c) => slot(JSON.stringify(c)); } } };
  window.told = [];
  setTimeout(() => ready({ objects: { bridge } }), 0);
};
"""
"""Stands where Qt's channel stands in the terminal: gathers what the page tells, and lets the test tell it."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser, gone afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(FLAGS), timeout=WAIT_MS
        )
        try:
            yield browser
        finally:
            browser.close()


def page_of(browser: Browser, width: int = 1440, height: int = 900) -> Page:
    """A fresh window with a memory of its own; nothing moves in it, so that no colour is measured half way."""
    page = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", reduced_motion="reduce"
    ).new_page()
    page.set_default_timeout(WAIT_MS)
    return page


def give_factors(page: Page, url: str, account: str, password: str, code: str) -> None:
    """At the desk's sign-in, as it asks; what is shown then is for the caller to see."""
    page.goto(f"{url}/desk/")
    page.get_by_label("账号").fill(account)
    page.locator("#password").fill(password)
    page.get_by_label("动态口令第 1 位").focus()
    page.keyboard.type(code)


def terminal_page(browser: Browser, url: str, script: str = "") -> Page:
    """The terminal's page, in this browser instead of the terminal's web view; `script` runs before its own."""
    page = page_of(browser, 800, 600)
    if script:
        page.add_init_script(script)

    def serve(route: Route) -> None:
        """The built files, and the stand-in for Qt's channel."""
        name = route.request.url.split("/terminal/")[1] or "index.html"
        if name == "qwebchannel.js":
            route.fulfill(body=CHANNEL, content_type="text/javascript")
        else:
            route.fulfill(path=str(BUILT / "terminal" / name))

    page.route("**/terminal/**", serve)
    page.route("**/qwebchannel.js", lambda route: route.fulfill(body=CHANNEL, content_type="text/javascript"))
    page.goto(f"{url}/terminal/")
    until(page, "!!window.told?.some((one) => one.event === 'ready')")
    return page


def until(page: Page, expression: str) -> None:
    """Look again and again until that holds; the page's own policy forbids doing so inside it."""
    for _ in range(WAIT_MS // 200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(200)
    raise AssertionError(expression)


def told(page: Page, event: str, more: str = "true") -> dict[str, Any]:
    """The last thing of that kind that the page told, once there is one of which `more` (in terms of `one`) holds."""
    found = f"window.told.findLast((one) => one.event === '{event}' && ({more}))"
    until(page, f"!!{found}")
    return dict(page.evaluate(found))


def command(page: Page, **what: Any) -> None:
    """Tell the terminal's page what to do."""
    page.evaluate(f"window.command({json.dumps(what)})")


def choose_password(page: Page, given: str, own: str = "桂花里的银杏叶黄了第三遍") -> None:
    """At the first sign-in at the desk: the password that was given out becomes one's own."""
    page.get_by_role("heading", name="先换成您自己的密码").wait_for()
    page.locator("#current").fill(given)
    for field in ("#fresh", "#again"):
        page.locator(field).fill(own)
    page.locator("#again").press("Enter")


def flaws(page: Page) -> list[str]:
    """What axe finds wrong on the page as it is: rule and place."""
    if not page.evaluate("!!window.axe"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {node['target']}" for one in found["violations"] for node in one["nodes"]]


TURN = """[...document.querySelectorAll("button")]
  .find((one) => ["English", "中文"].includes(one.textContent.trim())).click()"""


def turned(page: Page) -> None:
    """The page in its other language, by its own button; a dialog before it keeps nobody from that."""
    page.evaluate(TURN)


def too_wide(page: Page) -> bool:
    """Whether something sticks out of the window to the right."""
    return bool(page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth"))
