"""Troubles of the two cameras, and what the person before them does."""

from __future__ import annotations

from kiosk.dock.fault import Dial, Fault, Group, Seen, Words, at, seen, step, unplug, within

STAFF_INSTEAD = seen(
    "face",
    "retry",
    "动作没有做到，可再试或请工作人员核对",
    "The movements were not seen; try again or ask staff",
)
FOLLOWS = seen("face", "", "提示下一个动作", "The next movement is asked for")
CAMERA_GONE = seen("face", "camera_gone", "摄像头没有画面，可由工作人员核对", "No picture; staff can check")
FRAMED = seen("scan", "live", "框住一页，可以拍", "A page is framed")
ASKS = seen("scan", "live", "请放上材料", "Asks for a page")
STILL_FOUND = seen("scan", "live", "照样找出纸边，照片提亮", "The page is still found")
CORNERS = seen("scan", "live", "四角不全，请把纸摆正", "The corners are not all in view")
NO_PAGES = seen("scan", "down", "高拍仪没有画面，材料可到窗口交", "No picture; bring papers to the window")


def _hint(code: str, zh: str, en: str) -> Seen:
    return seen("face", code, zh, en)


FACES = Dial("face_camera", "face.fault", "name", "none", "cameras.fault")


def _act(name: str, zh: str, en: str) -> Fault:
    return Fault(
        f"person.{name}", Words(zh, en), FOLLOWS, (step("face.action", name=name),),
        shows=at("cameras.action", name), hand=True,
    )  # fmt: skip


def _page(name: str, zh: str, en: str, sees: Seen, hand: bool = False) -> Fault:
    return Fault(
        f"document_camera.{name}", Words(zh, en), sees, (step("page.put", name=name),),
        (step("page.remove"),), at("cameras.page", name), hand,
    )  # fmt: skip


FACE = Group(
    "face_camera", Words("镜头", "Face camera"), Words("就绪", "Ready"), "camera",
    (
        FACES.to("freeze", "冻结", "Freeze", CAMERA_GONE),
        FACES.to("black", "全黑", "Black", _hint("too_dark", "提示太暗", "Says that it is too dark")),
        FACES.to("two", "两张脸", "Two faces", _hint("two_faces", "请只留一个人", "Asks for one person only")),
        FACES.to("away", "人走开", "Away", _hint("no_face", "没看到人", "Says that nobody is seen")),
        FACES.to("turned", "侧着脸", "Turned", _hint("turned", "请正对镜头", "Asks to face the camera")),
        FACES.to("photo", "举照片", "Printed photo", STAFF_INSTEAD),
        unplug("face_camera", CAMERA_GONE, within("cameras.unplugged", "face_camera")),
    ),
)  # fmt: skip

PERSON = Group(
    "person", Words("镜头前的人", "Before the camera"), Words("看前面", "Looks ahead"), "person",
    (
        _act("neutral", "看前面", "Ahead"),
        _act("left", "向左", "Left"),
        _act("right", "向右", "Right"),
        _act("mouth", "张嘴", "Mouth"),
        _act("blink", "眨眼", "Blink"),
    ),
)  # fmt: skip

DOCUMENTS = Group(
    "document_camera", Words("高拍仪", "Page camera"), Words("就绪", "Ready"), "scan",
    (
        _page("iou", "放借条", "IOU", FRAMED, hand=True),
        _page("transfer", "放转账单", "Transfer", FRAMED, hand=True),
        Fault("document_camera.clear", Words("拿走", "Take away"), ASKS, (step("page.remove"),),
              shows=at("cameras.page", ""), hand=True),
        _page("iou_dim", "光线暗", "Dim light", STILL_FOUND),
        _page("cut", "纸出界", "Page cut off", CORNERS),
        unplug("document_camera", NO_PAGES, within("cameras.unplugged", "document_camera")),
    ),
)  # fmt: skip
