"""Ways out of the terminal that people try: keys, a second monitor, dialogs, printing, tricks with addresses."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtTest import QTest

from kiosk.rooms import pages
from kiosk.rooms.port import VideoPort
from kiosk.tour.canary import Canary
from kiosk.ui.video import Video
from tests.kiosk.ui.scene import Scene

ROOT = Path(__file__).parents[3]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT, META = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.MetaModifier
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key
COMBINATIONS = [
    (ALT, Key.Key_F4), (CTRL, Key.Key_Q), (CTRL, Key.Key_W), (CTRL | ALT, Key.Key_Delete), (ALT, Key.Key_Tab),
    (CTRL | ALT, Key.Key_F1), (CTRL | ALT, Key.Key_T), (META, Key.Key_L), (META, Key.Key_D), (META, Key.Key_R),
    (NONE, Key.Key_Super_L), (NONE, Key.Key_Menu), (NONE, Key.Key_F1), (NONE, Key.Key_F5), (NONE, Key.Key_F11),
    (NONE, Key.Key_F12), (CTRL | SHIFT, Key.Key_I), (CTRL | SHIFT, Key.Key_J), (CTRL, Key.Key_N), (CTRL, Key.Key_O),
    (CTRL, Key.Key_P), (CTRL, Key.Key_S), (CTRL, Key.Key_U), (CTRL, Key.Key_L), (CTRL, Key.Key_T), (NONE, Key.Key_Print),
    (ALT, Key.Key_Space), (ALT, Key.Key_F2), (CTRL, Key.Key_Escape),
    (CTRL | ALT, Key.Key_Backspace), (SHIFT, Key.Key_F10), (NONE, Key.Key_HomePage), (NONE, Key.Key_LaunchMail),
]  # fmt: skip
"""What leads out of a window on some desktop or other. Those that a compositor takes never arrive here: they are its
affair (packaging); those that do arrive must do nothing."""
HARMLESS = {"help", "back", "touch", "close", "set_mode"}
"""What a key may do on the idle screen: what its buttons do; a switch begins to go through them."""
FORBIDDEN = re.compile(
    r"FileDialog|FolderDialog|FontDialog|ColorDialog\b|PrintDialog|QPrint|QFileDialog|QDesktopServices|"
    r"openUrlExternally|QtWidgets|QProcess|xdg-open|webbrowser"
)
TRICKS = [
    "file:///etc/passwd", "file:///", "http://example.com/", "https://kiosk.example/", "kiosk://app/index.html?x=1",
    "kiosk://app/index.html#javascript", "kiosk://other/index.html", "kiosk://app/../../etc/passwd",
    "kiosk:app/index.html",
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "blob:kiosk://app/1", "about:blank", "chrome://gpu",
    "chrome://settings", "view-source:kiosk://app/index.html", "devtools://devtools/bundled/inspector.html", "qrc:/",
    "ftp://example.com/", "mailto:a@example.com", "tel:110", "intent://x#Intent;end", "", "KIOSK://APP/index.html/../x",
]  # fmt: skip


def shown_windows() -> int:
    """How many windows of this process can be seen."""
    return sum(window.isVisible() for window in QGuiApplication.topLevelWindows())


@pytest.mark.parametrize("screen", ["idle", "interview", "laws"])
def test_no_combination_of_keys_leads_out(scene: Scene, screen: str) -> None:
    """A keyboard that somebody plugged in: the window stays, alone, on its screen."""
    scene.window.show()
    scene.show(screen)
    for modifiers, key in COMBINATIONS:
        QTest.keyClick(scene.window, key, modifiers)
    scene.wait()
    assert scene.flow.screen == screen
    assert shown_windows() == 1
    done = {name for name, _ in scene.flow.acts}
    assert done <= HARMLESS | {"answer", "search"}, done
    typed = [args for name, args in scene.flow.acts if name in ("answer", "search")]
    assert not typed


def test_the_window_of_a_terminal_is_not_closed_by_asking(scene: Scene) -> None:
    """Alt+F4, a window manager's cross, a session that ends: only the keeper ends a visit."""
    scene.window.setProperty("frameless", True)
    scene.window.show()
    try:
        event = QCloseEvent()
        QCoreApplication.sendEvent(scene.window, event)
        assert not event.isAccepted()
        assert scene.window.isVisible()
        assert scene.window.close() is False
    finally:
        scene.window.setProperty("frameless", False)
        scene.window.show()


def test_nothing_of_ours_opens_a_dialog_or_another_program() -> None:
    """No dialog for files, colours or printing exists: paper goes out by the terminal's own driver."""
    sources = [
        *(ROOT / "kiosk").rglob("*.qml"),
        *(ROOT / "kiosk" / "ui").rglob("*.py"),
        *(ROOT / "kiosk" / "visit").rglob("*.py"),
    ]
    found = [
        f"{path.name}: {word}"
        for path in sources
        for word in FORBIDDEN.findall(path.read_text(encoding="utf-8"))
        if f"on{word}Requested" not in path.read_text(encoding="utf-8")
    ]
    assert not found


@pytest.mark.parametrize("address", TRICKS)
def test_the_web_view_goes_nowhere_else(address: str) -> None:
    video = Video(VideoPort(), False)
    assert not video.mayGo(QUrl(address))
    assert video.mayGo(QUrl(pages.START))


@pytest.mark.parametrize(
    "origin", ["http://app/", "kiosk://other/", "file:///", "https://example.com/", "kiosk://app:1/"]
)
def test_camera_and_microphone_are_for_our_page_only(origin: str) -> None:
    video = Video(VideoPort(), False)
    own = QUrl(pages.START)
    if QUrl(origin).host() != own.host() or QUrl(origin).scheme() != own.scheme():
        assert not video.mayUse(QUrl(origin), "MediaVideoCapture")
    for kind in (
        "DesktopVideoCapture",
        "Geolocation",
        "ClipboardReadWrite",
        "LocalFontsAccess",
        "Notifications",
        "",
    ):
        assert not video.mayUse(own, kind)


def test_files_of_the_page_are_not_the_disks(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "in" / "link.html").symlink_to(tmp_path / "secret.html")
    for path in (
        "/../secret.html",
        "/link.html",
        "//etc/passwd",
        "/%2e%2e/secret.html",
        "/in/../../secret.html",
        "/./x",
    ):
        assert pages.found(path, tmp_path / "in") is None


SECOND = """
import json, sys
from PySide6.QtGui import QGuiApplication
from kiosk.ui.app_window import build_window
from kiosk.ui.gallery import CannedFlow
app, engine, window = build_window(CannedFlow(), fullscreen=True)
window.show()
app.processEvents()
screens = [screen.name() for screen in app.screens()]
visible = [w for w in QGuiApplication.topLevelWindows() if w.isVisible()]
first = app.primaryScreen().geometry()
print(json.dumps({"screens": len(screens), "windows": len(visible),
                  "inside": all(first.contains(w.geometry()) for w in visible)}))
"""
"""A process of its own: screens are fixed when an application begins."""


def test_a_second_monitor_shows_nothing(tmp_path: Path) -> None:
    """Plugged in at the back of the cabinet: the window fills the first screen and nothing is on the other."""
    screens = [
        {"name": "one", "x": 0, "y": 0, "width": 1080, "height": 1920},
        {"name": "two", "x": 1080, "y": 0, "width": 1280, "height": 1024},
    ]
    (tmp_path / "screens.json").write_text(json.dumps({"screens": screens}))
    platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={tmp_path / 'screens.json'}"}
    done = subprocess.run(
        [sys.executable, "-c", SECOND], cwd=ROOT, env=os.environ | platform, capture_output=True, text=True, timeout=150,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {"screens": 2, "windows": 1, "inside": True}


LIVE = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtQml import QQmlExpression
from kiosk.rooms import pages
from kiosk.rooms.port import VideoPort
from kiosk.ui.app_window import build_window
from kiosk.ui.gallery import CannedFlow, FIXTURES

flow = CannedFlow()
flow.video = VideoPort()
app, engine, window = build_window(flow, (540, 960))
window.show()
flow.video.open("http://127.0.0.1:9")
flow.show(json.loads((FIXTURES / "consult.json").read_text()))

def walk(item):
    yield item
    for child in item.childItems():
        yield from walk(child)

def view():
    return next((i for i in walk(window.contentItem()) if i.objectName() == "call-picture"), None)

def wait(ready, seconds=100):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not ready():
        QTest.qWait(50)
    return ready()

assert wait(lambda: view() is not None and view().property("loading") is False), "no page"
for trick in json.loads(sys.argv[1]):
    QQmlExpression(engine.rootContext(), view(), "runJavaScript(" + json.dumps(trick) + ")").evaluate()
    QTest.qWait(150)
wait(lambda: view().property("loading") is False)
windows = [w for w in QGuiApplication.topLevelWindows() if w.isVisible()]
print(json.dumps({"at": view().property("url").toString(), "windows": len(windows),
                  "files": [str(p) for p in Path.home().rglob("*.bin")]}))
sys.stdout.flush()
import os
os._exit(0)
"""
SCRIPTS = [
    "window.open('https://example.com')",
    "location = 'file:///etc/passwd'",
    "location = 'chrome://gpu'",
    "location = 'javascript:document.body.remove()'",
    "history.pushState(0, '', '/other'); history.back()",
    "const input = document.createElement('input'); input.type = 'file'; document.body.append(input); input.click()",
    "setTimeout(() => alert('out'), 0)",
    "setTimeout(() => print(), 0)",
    "document.documentElement.requestFullscreen().catch(() => 0)",
    "const a = document.createElement('a'); a.download = 'x.bin'; a.href = 'data:application/octet-stream,abc';"
    "document.body.append(a); a.click()",
    "navigator.registerProtocolHandler && navigator.registerProtocolHandler('web+x', location.href + '?%s')",
    "navigator.mediaDevices.getDisplayMedia && navigator.mediaDevices.getDisplayMedia().catch(() => 0)",
    "document.cookie = 'canary=金丝雀甲乙丙丁; max-age=9999'",
    "try { localStorage.setItem('canary', '金丝雀甲乙丙丁') } catch (e) {}",
    "try { sessionStorage.setItem('canary', '金丝雀甲乙丙丁') } catch (e) {}",
    "try { indexedDB.open('金丝雀甲乙丙丁', 1) } catch (e) {}",
    "try { caches.open('金丝雀甲乙丙丁').then(c => c.put('/x', new Response('金丝雀甲乙丙丁'))) } catch (e) {}",
    "const f = document.createElement('iframe'); f.src = 'file:///etc/passwd'; document.body.append(f)",
]


@pytest.mark.slow
def test_a_page_that_was_taken_over_gets_out_of_nothing(tmp_path: Path) -> None:
    """Scripts in the real web view: no window, no dialog, no download, no other address."""
    assert pages.built(), "run make web"
    own = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", LIVE, json.dumps(SCRIPTS)], cwd=ROOT, env=os.environ | own,
        capture_output=True, text=True, timeout=170, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["at"].startswith(pages.START.rpartition("/")[0])
    assert (found["windows"], found["files"]) == (1, [])
    assert not Canary({"person": "金丝雀甲乙丙丁"}).in_files([tmp_path]), "the web profile keeps nothing"
