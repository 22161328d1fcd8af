"""Generated pages look like photographs of pages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from devices.simulators import pages
from devices.simulators.pages import HEIGHT, PAGES, WIDTH, NoFont, page_corners, page_jpeg, page_view


def test_a_page_is_bright_on_a_dark_table() -> None:
    view = page_view("iou")
    assert view.shape == (HEIGHT, WIDTH, 3)
    middle = np.mean(page_corners("iou"), axis=0).astype(int)
    assert view[middle[1], middle[0]].mean() > 200
    assert view[40, 40].mean() < 110


def test_live_views_of_a_page_differ_by_noise_only() -> None:
    one, other = page_view("transfer", 0).astype(int), page_view("transfer", 1).astype(int)
    assert 0 < np.abs(one - other).mean() < 8
    assert page_jpeg("transfer", 0) != page_jpeg("transfer", 1)


def test_every_page_and_the_bare_table_can_be_shown() -> None:
    assert len({page_jpeg(name) for name in ("", *PAGES)}) == len(PAGES) + 1
    with pytest.raises(ValueError, match="unknown page"):
        page_jpeg("diary")


def test_a_missing_font_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pages, "FONTS", tmp_path)
    with pytest.raises(NoFont, match="fonts-noto-cjk"):
        pages._font("none.ttc", 20)
