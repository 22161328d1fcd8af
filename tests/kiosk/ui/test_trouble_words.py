"""What went wrong beside the screen is said on it."""

from __future__ import annotations

import pytest

from tests.kiosk.ui.scene import Scene


def words(scene: Scene) -> str:
    """Everything that stands on the screen."""
    return "\n".join(
        str(item.property("text"))
        for item in scene.items()
        if item.inherits("QQuickText") and item.property("text")
    )


@pytest.mark.parametrize(
    ("fixture", "view", "said"),
    [
        ("sign", {"mark": "failed"}, "不是您的问题"),
        ("sign", {"mark": "empty"}, "框里还没有字"),
        ("summary", {"missingScans": ["借条/借款合同", "转账/取款凭证"]}, "借条/借款合同、转账/取款凭证"),
        ("face_gone", {"reason": "worker_died"}, "摄像头现在用不了"),
        ("face_gone", {"reason": "no_models"}, "摄像头现在用不了"),
        ("lookup_unavailable", {}, "不是没有这个码"),
        ("lookup_error", {}, "没查到这个码"),
    ],
)
def test_what_went_wrong_is_said(scene: Scene, fixture: str, view: dict[str, object], said: str) -> None:
    scene.show(fixture, **view)
    assert said in words(scene)


def test_a_scrawl_is_told_from_an_empty_pad(scene: Scene) -> None:
    scene.show("sign")
    scene.stroke("signature-pad", [(0.4, 0.4), (0.42, 0.42)])
    scene.update(mark="empty")
    assert "签得太少" in words(scene)


def test_nothing_is_said_of_papers_that_are_there(scene: Scene) -> None:
    scene.show("summary", missingScans=[])
    assert scene.seek("missing-scans") is None
