"""Icons, drawings and live pictures come in the theme's colours and never fail a screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from kiosk.ui.app_window import QML, application
from kiosk.ui.backend import LIVE_NAMES
from kiosk.ui.gallery import CannedFlow
from kiosk.ui.icons import FOLDER, TOKENS, DashedImages, DrawingImages, IconImages
from kiosk.ui.live_images import LiveImages
from kiosk.visit.screens import NAMES, screen_class

SIZE = QSize(96, 96)
SCREENS = QML / "Lawbooth" / "Screens"


@pytest.fixture(autouse=True)
def app() -> None:
    application()


def colours(image: QImage) -> set[str]:
    """The fully opaque colours of a picture."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_icon_takes_the_colour() -> None:
    image = IconImages().requestImage("check/14507a", QSize(), SIZE)
    assert (image.width(), image.height()) == (96, 96)
    assert "#14507a" in colours(image)


@pytest.mark.expect_log("no icon named")
def test_unknown_icon_is_clear_and_said_once() -> None:
    image = IconImages().requestImage("no-such/14507a", QSize(), SIZE)
    assert not colours(image)


def test_every_drawing_knows_its_colours() -> None:
    palette = ["101010", "202020", "303030", "404040", "505050", "606060", "707070", "808080"]
    assert len(palette) == len(TOKENS)
    for path in sorted((FOLDER / "drawing").glob("*.svg")):
        image = DrawingImages().requestImage(f"{path.stem}/{'-'.join(palette)}", QSize(), QSize(200, 150))
        assert colours(image) & {f"#{colour}" for colour in palette}, path.stem
        assert set(re.findall(r"\$(\w+)", path.read_text(encoding="utf-8"))) <= set(TOKENS), path.stem


def test_a_picture_is_kept_and_drawn_again_when_torn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = IconImages().requestImage("check/14507a", QSize(), SIZE)
    monkeypatch.setenv("QML_DISK_CACHE_PATH", str(tmp_path))
    images = IconImages()
    assert images.requestImage("check/14507a", QSize(), SIZE) == drawn
    (kept,) = (tmp_path / "pictures").iterdir()
    size = QSize()
    assert images.requestImage("check/14507a", size, SIZE) == drawn
    assert size == SIZE
    kept.write_bytes(bytes(len(kept.read_bytes())))
    assert not colours(images.requestImage("check/14507a", QSize(), SIZE)), "the file is what is shown"
    kept.write_bytes(b"torn")
    assert images.requestImage("check/14507a", QSize(), SIZE) == drawn
    assert [kept] == list((tmp_path / "pictures").iterdir())
    assert images.requestImage("check/b3261e", QSize(), SIZE) != drawn


def test_a_folder_that_refuses_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("QML_DISK_CACHE_PATH", str(tmp_path / "file"))
    assert "#14507a" in colours(IconImages().requestImage("check/14507a", QSize(), SIZE))


def test_dashes_follow_the_edge() -> None:
    image = DashedImages().requestImage("69737f/8/3", QSize(), QSize(80, 40))
    top = [image.pixelColor(x, 1).alpha() for x in range(12, 68)]
    assert min(top) == 0 < max(top)


def test_named_artwork_exists() -> None:
    icons = {path.stem for path in (FOLDER / "icon").glob("*.svg")}
    drawings = {path.stem for path in (FOLDER / "drawing").glob("*.svg")}
    for path in QML.rglob("*.qml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search(r"\b(iconName|trailingIcon|symbol): ", line):
                named = set(re.findall(r'[?:] "([a-z-]+)"', line))
                assert named <= icons, f"{path.name}: {named - icons}"
    assert {"pavilion", "card-reader", "printer", "court-send", "round-hole"} <= drawings


def test_live_picture_is_scaled_down() -> None:
    image = LiveImages(CannedFlow()).requestImage("face?7", QSize(), QSize(96, 72))
    assert image.width() == 96


def test_no_picture_is_one_clear_pixel(monkeypatch: pytest.MonkeyPatch) -> None:
    flow = CannedFlow()
    monkeypatch.setattr(flow, "live_frame", lambda name: None)
    size = QSize()
    image = LiveImages(flow).requestImage("face?1", size, QSize())
    assert (image.width(), image.height(), size.width()) == (1, 1, 1)
    assert image.pixelColor(0, 0) == QColor(0, 0, 0, 0)


def test_broken_picture_is_one_clear_pixel(monkeypatch: pytest.MonkeyPatch) -> None:
    flow = CannedFlow()
    monkeypatch.setattr(flow, "live_frame", lambda name: (1, b"\xff\xd8torn"))
    assert LiveImages(flow).requestImage("face?1", QSize(), QSize()).width() == 1


def live_names(name: str) -> set[str]:
    """The changing pictures in a screen's file, and in the parts it is made of."""
    text = (SCREENS / f"{name}.qml").read_text(encoding="utf-8")
    parts = {
        part
        for part in re.findall(r"^\s+([A-Z]\w+) \{", text, re.MULTILINE)
        if (SCREENS / f"{part}.qml").exists()
    }
    shown = set(re.findall(r"image://live/(\w+)\?", text))
    return shown.union(*(live_names(part) for part in parts))


def test_each_screen_is_told_of_the_pictures_it_shows() -> None:
    for screen in {str(screen_class(key).id) for key in NAMES}:
        file = "".join(part.capitalize() for part in screen.split("_"))
        if (SCREENS / f"{file}.qml").exists():
            assert live_names(file) <= set(LIVE_NAMES.get(screen, ())), screen
    assert live_names("Served") == {"preview"}


def names_of(file: Path) -> set[str]:
    """What the root of a component declares itself."""
    kinds = r"(?:(?:readonly |default |required )*property \S+|function|signal)"
    return set(re.findall(rf"^    {kinds} (\w+)", file.read_text(encoding="utf-8"), re.MULTILINE))


def test_no_screen_hides_what_its_frame_needs() -> None:
    frame = names_of(QML / "Lawbooth" / "Controls" / "ScreenFrame.qml")
    assert {"turn", "title"} <= frame
    framed = [one for one in SCREENS.glob("*.qml") if "\nScreenFrame {" in one.read_text(encoding="utf-8")]
    assert len(framed) > 20
    assert {one.name: names_of(one) & frame for one in framed if names_of(one) & frame} == {}
